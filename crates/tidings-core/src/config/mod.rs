//! Configuration: a TOML file with every mistake found in one go.
//!
//! A file has named sections (`[input]`, `[output]` …), whose shapes the caller gives as [`Section`]s,
//! and the arrays `[[stage]]` and `[[corpus]]`, whose shapes come from the registry. The file is
//! checked against the JSON Schemas of all of them with the positions at hand; only a file without
//! mistakes is decoded.
//!
//! This module knows no file system and draws nothing: a [`Diagnostic`] is a message with a byte
//! range, and who shows it decides how.

mod check;
mod decode;
mod diagnostic;
mod file;
mod limits;
mod numbers;
mod overrides;
mod reader;
mod schema;
mod shape;

pub use decode::decode;
pub use diagnostic::{Diagnostic, nearest};
pub use file::{ConfigFile, Entry, Section};
pub use numbers::shorten_numbers;
pub use overrides::{Override, OverrideError};
pub use schema::pipeline_schema;
