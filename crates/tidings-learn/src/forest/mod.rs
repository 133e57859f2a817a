//! Gradient-boosted trees: a score from a row of numbers.
//!
//! [`Trainer`] grows them from [`Examples`]: features are cut into at most 255 bins, every tree is grown leaf by leaf
//! where it gains most, each tree corrects those before it (Friedman 2001; the histograms are those of LightGBM, Ke et
//! al. 2017). [`Forest`] is what comes out: flat tables that take about 16 bytes a node, and for every score the share
//! that each feature has in it.
//!
//! A feature that is not known is NaN; it counts as less than every number.
//!
//! ```
//! use tidings_learn::forest::{Examples, Forest, Trainer};
//!
//! let mut examples = Examples::new(2);
//! for step in 0..1000u16 {
//!     let (x, y) = (f32::from(step % 37), f32::from(step % 41));
//!     examples.push(&[x, y], f32::from(u8::from(x > 20.0)), 1.0);
//! }
//! let forest = Trainer { trees: 20, ..Trainer::default() }.train(&examples);
//! assert!(forest.score(&[30.0, 3.0]) > 0.0 && forest.score(&[10.0, 3.0]) < 0.0);
//!
//! let again = Forest::from_section(&forest.to_bytes()).unwrap();
//! assert_eq!(again.score(&[30.0, 3.0]), forest.score(&[30.0, 3.0]));
//! ```

mod bins;
mod columns;
mod examples;
mod grow;
mod quick;
mod table;
mod train;

pub use examples::Examples;
pub use table::{Forest, probability};
pub use train::{Loss, Trainer};

#[cfg(test)]
mod tests;
