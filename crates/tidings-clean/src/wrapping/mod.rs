//! `clean.wrapping`: joins text that was wrapped at a fixed width into paragraphs.
//!
//! Plain text from mail, wires, terminals and PDF files has a line break every 60 to 80 columns. Later stages read a line as a
//! paragraph, so such a text loses its sentences and its names. Whether a text is wrapped is decided for the text as a whole,
//! by what unwrapped text does not have: lines of like length that stop in the middle of a sentence. Only then is it asked of
//! each line break whether it ends a paragraph.

mod evidence;
mod furniture;
mod hyphens;
mod joints;
mod rows;
mod stage;
#[cfg(test)]
mod tests;

pub use stage::{Wrapping, WrappingConfig};
