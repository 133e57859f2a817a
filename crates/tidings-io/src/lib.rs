//! Readers and writers of Tidings.
//!
//! In: plain text, HTML pages, web archives (WARC), e-mail, feeds and JSON lines, from files, folders, globs, gzip archives
//! and standard input, in any encoding. Out: one JSON object a document, files that appear complete or not at all.
//!
//! This crate knows files, encodings and the JSON layout of a document. What it must not know: any
//! stage, any thread, the pipeline, the terminal. It prints nothing.
//!
//! - [`Inputs`] finds what the configuration names and gives it out as [`RawInput`]s, in order.
//! - [`Decoder`] makes a [`Document`](tidings_core::Document) of a raw input.
//! - [`Encoder`] makes a line of JSON of a document; [`DocumentRecord`] is the layout of that line.
//! - [`JsonLinesWriter`], [`AtomicFile`] and [`write_json_pretty`] write; [`FolderLock`] keeps two runs apart.
//!
//! The three parts fit a run of one reader, many workers and one writer: `Inputs` is an iterator that
//! can be sent to a thread, decoder and encoder are shared by reference, the writer takes lines.
//!
//! ```
//! use tidings_core::Registry;
//! use tidings_io::{Decoder, Encoder, InputConfig, Inputs, OutputConfig};
//!
//! let (input, output) = (InputConfig::default(), OutputConfig::default());
//! let registry = Registry::collect().unwrap();
//! let decoder = Decoder::new(&input, &registry, output.offsets).unwrap();
//! let encoder = Encoder::new(&output, &registry).unwrap();
//! let stdin = Box::new("{\"id\": \"a\", \"text\": \"Kyiv agreed.\"}\n".as_bytes());
//! let mut lines = Vec::new();
//! for raw in Inputs::open(&input, &["-".to_owned()], stdin).unwrap() {
//!     if let Some(doc) = decoder.decode(&raw.unwrap()).unwrap() {
//!         encoder.encode(&doc, &mut lines).unwrap();
//!     }
//! }
//! assert!(lines.starts_with(b"{\"id\":\"a\","));
//! ```

mod config;
mod decode;
mod encode;
mod headers;
mod input;
mod layout;
mod output;
#[cfg(test)]
mod testing;

pub use config::{InputConfig, InputFields, InputFormat, OutputConfig, OutputFormat, SkipConfig};
pub use decode::{DecodeError, DecodeErrorKind, Decoder};
pub use encode::{EncodeError, Encoder, Line};
pub use input::{
    InputError, InputFailure, InputProgress, Inputs, PassedGroup, PassedOver, PassedReason, RUN_FILES,
    RawFormat, RawInput, each_line, plain_words,
};
pub use layout::{
    ClaimRow, ClaimSourceRow, CueRow, DocumentRecord, EntityIndexRow, EntityRow, FORMAT_VERSION,
    KeyphraseRow, MeantRow, MetaOriginRecord, MetaRecord, OriginRow, PlaceRow, QuoteRow, RegionRow,
    RepairRow, Score, SentenceRow, SourceRow, SummaryRow, TokenRow, WordsRow, WorthRow, document_schema,
};
pub use output::{
    AtomicFile, Failure, FolderLock, JsonLinesWriter, LockError, SkipReason, Skipped, WriteError,
    orphaned_parts, remove_if_there, write_json_pretty,
};
