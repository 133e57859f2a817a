//! The model file: named sections of bytes behind a head that says what they are.
//!
//! ```text
//! bytes 0..8     the magic `TIDMODEL`
//! bytes 8..12    version of the layout, little endian
//! bytes 12..16   CRC-32 of everything after byte 20
//! bytes 16..20   length of the metadata in bytes
//! then           the metadata (JSON), then the sections, one after the other
//! ```
//!
//! Sections are read in place: a model that is compiled into the program costs nothing at start but the reading of its
//! metadata. **Invariant:** every section lies inside the file; this is checked once, when the model is opened.

mod metadata;
mod read;
mod write;

pub use metadata::{DataSource, Figure, Metadata};
pub use read::{Model, ModelError, Section};
pub use write::ModelWriter;

const MAGIC: &[u8; 8] = b"TIDMODEL";
/// The layout that this crate reads and writes.
const VERSION: u32 = 2;
const HEAD: usize = 20;

#[cfg(test)]
mod tests;
