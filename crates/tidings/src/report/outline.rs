//! The first reading of the documents: how many there are, what was found in them, and who is called what.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use tidings_io::{FORMAT_VERSION, each_line};

use super::folder::reason;

/// What links to a document show of it.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
}

impl Entry {
    /// The headline, or what stands for it.
    pub(super) fn headline(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    /// A short name beside a sentence.
    pub(super) fn short(&self) -> &str {
        self.outlet.as_deref().unwrap_or_else(|| self.headline())
    }
}

/// All documents in short.
#[derive(Default)]
pub(super) struct Outline {
    /// In the order of the file; the number of a document is its place from 1.
    pub(super) documents: Vec<Entry>,
    pub(super) mentions: u64,
    pub(super) claims: u64,
    numbers: HashMap<String, usize>,
}

/// What is read of a line.
#[derive(Deserialize)]
struct Line {
    id: String,
    format_version: u64,
    meta: Meta,
    entities: Option<Vec<IgnoredAny>>,
    claims: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Meta {
    title: Option<String>,
    publisher: Option<String>,
}

impl Outline {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let mut outline = Outline::default();
        each_line(path, |line| {
            let line: Line = serde_json::from_str(line).map_err(|error| reason(&error))?;
            if line.format_version != FORMAT_VERSION {
                return Err(format!(
                    "format {}; this version of Tidings reads format {FORMAT_VERSION}",
                    line.format_version
                ));
            }
            outline.add(line);
            Ok(())
        })?;
        Ok(outline)
    }

    fn add(&mut self, line: Line) {
        self.mentions += line.entities.map_or(0, |list| list.len() as u64);
        self.claims += line.claims.map_or(0, |list| list.len() as u64);
        let Meta { title, publisher } = line.meta;
        self.documents.push(Entry { id: line.id.clone(), title, outlet: publisher });
        // Of documents with one id the first is meant, as nothing tells them apart.
        self.numbers.entry(line.id).or_insert(self.documents.len());
    }

    /// The number of the document with the given id.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The document of the given number.
    pub(super) fn entry(&self, number: usize) -> Option<&Entry> {
        self.documents.get(number.checked_sub(1)?)
    }
}

/// The name of a place in the page: a document and an offset in its text, in the unit of the run.
pub(super) fn anchor(number: usize, start: u32) -> String {
    format!("d{number}-{start}")
}
