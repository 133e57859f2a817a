//! Why a raw input gives no document.

use std::fmt;

/// Why a raw input gives no document: what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// What kind of mistake it is.
    pub kind: DecodeErrorKind,
    /// The line of the file, from 1, for JSON.
    pub line: Option<u64>,
    /// The byte of the line, from 1, if the mistake is at one place.
    pub column: Option<u64>,
    /// What happened, for a person.
    pub reason: String,
}

/// Kinds of [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeErrorKind {
    /// The bytes are not JSON.
    Json,
    /// The bytes are not in the encoding that they must have.
    Encoding,
    /// A field is missing or has the wrong type.
    Field,
    /// An annotation does not fit the text.
    Annotation,
    /// The file is no text.
    Binary,
    /// The file has no bytes.
    Empty,
    /// The document is longer than a document may be.
    TooLong,
}

impl DecodeError {
    pub(super) fn new(kind: DecodeErrorKind, reason: impl Into<String>) -> Self {
        DecodeError { kind, line: None, column: None, reason: reason.into() }
    }

    pub(super) fn field(reason: impl Into<String>) -> Self {
        DecodeError::new(DecodeErrorKind::Field, reason)
    }

    pub(super) fn annotation(reason: impl Into<String>) -> Self {
        DecodeError::new(DecodeErrorKind::Annotation, reason)
    }

    /// The error of `serde_json`, whose message names the place a second time and, where a field has
    /// the wrong type, is written by us.
    pub(super) fn json(error: &serde_json::Error, first_line: u64) -> Self {
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        let (kind, reason) = match error.classify() {
            serde_json::error::Category::Data => (DecodeErrorKind::Field, text.to_owned()),
            serde_json::error::Category::Eof => {
                (DecodeErrorKind::Json, "the JSON is cut off: it ends inside a value".to_owned())
            }
            _ => (DecodeErrorKind::Json, format!("this is not valid JSON: {text}")),
        };
        let line = first_line + (error.line() as u64).saturating_sub(1);
        DecodeError { kind, line: Some(line), column: Some(error.column() as u64), reason }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: {}", self.reason),
            (Some(line), None) => write!(f, "line {line}: {}", self.reason),
            _ => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for DecodeError {}
