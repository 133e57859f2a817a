//! The report: what a run left in its folder as one HTML page for a fact-checker or an editor.
//!
//! The page is made from the files alone, so that `tidings report` and a run with `html` among its formats write the same
//! bytes. The documents are read twice: once to count them and to learn who is called what, once to write them, one at a
//! time. In memory are one document, an entry of a few words for every document, and `stories.json`.
//!
//! Everything that comes from a document goes through the templates, which escape it; the page loads nothing.
//!
//! - `folder`: which files a run left. `outline`: the first reading. `corpus`: what the corpus stages found.
//! - `places`: offsets of the output as bytes. `fragments`: a text cut at every edge of what is marked in it.
//! - `marks`: what is marked in a text. `text`, `claims`, `document`, `stories`, `shell`: the parts of the page, from the
//!   inside out.

mod claims;
mod corpus;
mod document;
mod folder;
mod fragments;
mod marks;
mod outline;
mod places;
mod shell;
mod stories;
#[cfg(test)]
mod testing;
mod text;

use std::borrow::Cow;
use std::path::Path;

use maud::{Markup, html};
use tidings_io::{AtomicFile, DocumentRecord, Failure, WriteError, each_line};

use corpus::Corpus;
use document::Context;
use folder::{RunFiles, reason};
use outline::Outline;
use shell::{Header, Shell};

/// Why a report cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file of the run is missing, cannot be read, or is not what Tidings writes.
    #[error("{0}")]
    Unreadable(String),
    /// The page cannot be written.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
}

/// What a report holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many documents.
    pub documents: u64,
    /// How many stories that several documents tell.
    pub stories: u64,
}

/// Writes the report of the run whose files lie in `folder` to the file `page`, which appears when it is complete.
///
/// # Errors
/// If the folder has no documents, a file in it is broken, or the page cannot be written.
pub fn write(folder: &Path, page: &Path) -> Result<Summary, ReportError> {
    let files = RunFiles::find(folder).map_err(ReportError::Unreadable)?;
    let outline = Outline::read(&files.documents).map_err(ReportError::Unreadable)?;
    let corpus = Corpus::read(files.stories.as_deref(), &outline).map_err(ReportError::Unreadable)?;
    let header = Header::read(&files, &outline, &corpus).map_err(ReportError::Unreadable)?;
    let shell = Shell::new(&header, &stories::section(&corpus, &outline));
    let mut out = Output { file: AtomicFile::create(page)?, failed: None };
    out.put(&shell.before_documents)?;
    let context = Context { outline: &outline, corpus: &corpus };
    let mut number = 0;
    out.each_line(&files.documents, |line| {
        let record: DocumentRecord<'_> = serde_json::from_str(line).map_err(|error| reason(&error))?;
        number += 1;
        document::section(&record, number, &context)
    })?;
    out.put(&shell.before_failures)?;
    if let (Some(failures), true) = (&files.failures, header.failures > 0) {
        out.each_line(failures, |line| {
            let failure: Failure = serde_json::from_str(line).map_err(|error| reason(&error))?;
            Ok(failure_row(&failure))
        })?;
    }
    out.put(&shell.after)?;
    out.file.finish()?;
    Ok(Summary { documents: outline.documents.len() as u64, stories: corpus.stories.len() as u64 })
}

fn failure_row(failure: &Failure) -> Markup {
    html! {
        tr {
            td { (failure.id) }
            td { (failure.path) @if let Some(line) = failure.line { ":" (line) } }
            td { (failure.stage) }
            td { (failure.reason) }
        }
        "\n"
    }
}

/// The page on its way to the disk.
struct Output {
    file: AtomicFile,
    /// Why the last piece could not be written.
    failed: Option<WriteError>,
}

impl Output {
    fn put(&mut self, piece: &str) -> Result<(), WriteError> {
        self.file.append(printable(piece).as_bytes())
    }

    /// Writes what `make` makes of every line of a file.
    fn each_line(
        &mut self,
        path: &Path,
        mut make: impl FnMut(&str) -> Result<Markup, String>,
    ) -> Result<(), ReportError> {
        let read = each_line(path, |line| {
            let piece = make(line)?;
            self.put(&piece.into_string()).map_err(|error| {
                let reason = error.to_string();
                self.failed = Some(error);
                reason
            })
        });
        match (self.failed.take(), read) {
            (Some(error), _) => Err(ReportError::Unwritable(error)),
            (None, read) => read.map_err(ReportError::Unreadable),
        }
    }
}

/// Markup without the characters that HTML forbids even where they are escaped: controls and what Unicode says is none.
fn printable(markup: &str) -> Cow<'_, str> {
    let none = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || none(c);
    if markup.contains(bad) { markup.replace(bad, "\u{FFFD}").into() } else { markup.into() }
}

#[cfg(test)]
mod tests;
