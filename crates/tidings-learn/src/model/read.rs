//! Opening a model file.

use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::{HEAD, MAGIC, Metadata, VERSION, padding};

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read.
    #[error("the model file `{}` cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is something else.
    #[error("this is not a model file: it does not begin with `TIDMODEL`")]
    NotAModel,
    /// The file has another layout.
    #[error("the model file has layout {found}, this version reads layout {VERSION}: train the model again")]
    OtherVersion {
        /// The layout of the file.
        found: u32,
    },
    /// The file is not what was written.
    #[error("the model file is damaged ({0}): fetch or train it again")]
    Damaged(String),
    /// The file holds a model for something else.
    #[error("the model has no section `{0}`: it is a model for another stage, or of another version")]
    NoSection(String),
}

#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

/// What stands between the head and the sections.
#[derive(Deserialize)]
pub(super) struct Head {
    pub metadata: Metadata,
    /// Names and lengths in bytes, in order.
    pub sections: Vec<(String, usize)>,
}

/// An open model.
#[derive(Clone)]
pub struct Model {
    bytes: Bytes,
    metadata: Metadata,
    sections: Vec<(String, Range<usize>)>,
}

/// The bytes of one section of a model. Cheap to clone; keeps the model alive.
#[derive(Clone)]
pub struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl Deref for Section {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

impl Section {
    /// The part of the section from byte `start` on; empty if it is shorter.
    #[must_use]
    pub fn from(&self, start: usize) -> Section {
        let start = (self.range.start + start).min(self.range.end);
        Section { bytes: self.bytes.clone(), range: start..self.range.end }
    }
}

impl From<Vec<u8>> for Section {
    fn from(bytes: Vec<u8>) -> Self {
        Section { range: 0..bytes.len(), bytes: Bytes::Shared(bytes.into()) }
    }
}

impl From<&'static [u8]> for Section {
    fn from(bytes: &'static [u8]) -> Self {
        Section { range: 0..bytes.len(), bytes: Bytes::Static(bytes) }
    }
}

impl Model {
    /// A model that is compiled into the program. Its checksum is not compared, so that starting costs
    /// nothing: the crate that embeds it compares it in a test, with [`Model::from_bytes`].
    ///
    /// # Errors
    /// If the head is not that of a model of this version.
    pub fn embedded(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Model::open(Bytes::Static(bytes), false)
    }

    /// A model from bytes; everything is checked.
    ///
    /// # Errors
    /// If the bytes are not a model of this version, or are damaged.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, ModelError> {
        Model::open(Bytes::Shared(bytes.into()), true)
    }

    /// A model from a file; everything is checked.
    ///
    /// # Errors
    /// If the file cannot be read, is not a model of this version, or is damaged.
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        let bytes =
            std::fs::read(path).map_err(|error| ModelError::Unreadable { path: path.to_owned(), error })?;
        Model::from_bytes(bytes)
    }

    fn open(bytes: Bytes, compare: bool) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::Damaged(what.to_owned());
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(|| damaged("it ends within its head"))
        };
        let found = number(8)?;
        if found != VERSION {
            return Err(ModelError::OtherVersion { found });
        }
        let (checksum, length) = (number(12)?, number(16)? as usize);
        if compare && crc32fast::hash(&bytes[HEAD..]) != checksum {
            return Err(damaged("its checksum does not fit"));
        }
        let json = bytes.get(HEAD..).and_then(|rest| rest.get(..length));
        let json = json.ok_or_else(|| damaged("it ends within its metadata"))?;
        let head: Head = serde_json::from_slice(json).map_err(|error| damaged(&error.to_string()))?;
        let mut at = HEAD + length;
        let mut sections = Vec::with_capacity(head.sections.len());
        for (name, length) in head.sections {
            let start = at + padding(at, length);
            let end = start.checked_add(length).filter(|end| *end <= bytes.len());
            at = end.ok_or_else(|| damaged(&format!("it ends within `{name}`")))?;
            sections.push((name, start..at));
        }
        Ok(Model { metadata: head.metadata, sections, bytes })
    }

    /// What the model says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The size of the whole model in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The CRC-32 of the model, as its file states it: names a model in a report of a run.
    pub fn checksum(&self) -> u32 {
        self.bytes.get(12..16).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// The section of the given name.
    ///
    /// # Errors
    /// If the model has no such section.
    pub fn section(&self, name: &str) -> Result<Section, ModelError> {
        let (_, range) = self
            .sections
            .iter()
            .find(|(known, _)| known == name)
            .ok_or_else(|| ModelError::NoSection(name.to_owned()))?;
        Ok(Section { bytes: self.bytes.clone(), range: range.clone() })
    }
}
