//! The model file: named sections of bytes behind a head that says what they are.
//!
//! ```text
//! bytes 0..8     the magic `TIDMODEL`
//! bytes 8..12    version of the layout, little endian
//! bytes 12..16   CRC-32 of everything after byte 20
//! bytes 16..20   length of the metadata in bytes
//! then           the metadata (JSON), then the sections, each after as many zeros as make it end on a multiple of 64 bytes
//! ```
//!
//! Sections end where a cache line ends because what they end with is often a table of rows that are read one by one: none of
//! them lies in more lines than it must, if the file itself is [`Aligned`].
//!
//! Sections are read in place: a model that is compiled into the program costs nothing at start but the reading of its
//! metadata. **Invariant:** every section lies inside the file; this is checked once, when the model is opened.

mod metadata;
mod read;
mod write;

pub use metadata::{DataSource, Figure, Metadata};
pub use read::{Model, ModelError, Section};
pub use write::ModelWriter;

/// A model file that is compiled into the program, at a multiple of 64 bytes.
///
/// ```
/// use tidings_learn::Aligned;
/// static MODEL: &[u8] = &Aligned(*b"in place of include_bytes!").0;
/// assert_eq!(MODEL.as_ptr().align_offset(64), 0);
/// ```
#[repr(align(64))]
pub struct Aligned<const N: usize>(pub [u8; N]);

const MAGIC: &[u8; 8] = b"TIDMODEL";
/// The layout that this crate reads and writes.
const VERSION: u32 = 3;
const HEAD: usize = 20;
/// Sections end on multiples of this.
const LINE: usize = 64;

/// How many zeros stand before a section of so many bytes, if what comes before it ends at `end`.
fn padding(end: usize, length: usize) -> usize {
    end.wrapping_add(length).wrapping_neg() % LINE
}

#[cfg(test)]
mod tests;
