//! The targets: each is one way into Tidings for input that nobody has checked.
//!
//! Invariants: a target depends on its input alone, so that a finding can be replayed; it reads and writes no file but those in a
//! temporary folder of its own.

mod configuration;
mod documents;
mod readers;
mod records;

use std::path::Path;

use anyhow::Result;

use crate::dictionary;

/// A way into Tidings, with what is known of its input.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Longer inputs are cut to so many bytes: many small executions find more than a few long ones.
    pub longest: usize,
    /// Its part of the executions of a run, in twentieths.
    pub share: u64,
    /// How many of ten mutations change a value of a line of JSON.
    pub json: usize,
    /// Words that mutations put into the input.
    pub words: &'static [&'static [&'static str]],
    pub(crate) check: fn(&[u8]) -> Result<()>,
    pub(crate) seeds: fn(&Path) -> Result<Vec<Vec<u8>>>,
}

impl Target {
    /// Calls Tidings with an input.
    ///
    /// # Errors
    /// If an invariant does not hold: which, and where.
    ///
    /// # Panics
    /// If Tidings does. That is a finding too.
    pub fn check(&self, input: &[u8]) -> Result<()> {
        (self.check)(input)
    }

    /// The inputs to begin with, made of files of the repository under `root`.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn seeds(&self, root: &Path) -> Result<Vec<Vec<u8>>> {
        (self.seeds)(root)
    }
}

/// All targets, in the order in which they are listed.
pub static TARGETS: [Target; 6] = [
    Target {
        name: "page",
        about: "an HTML page through `clean.page`",
        longest: 4096,
        share: 5,
        json: 0,
        words: &[dictionary::MARKUP, dictionary::TEXT],
        check: documents::page,
        seeds: documents::page_seeds,
    },
    Target {
        name: "cleaning",
        about: "a text through every other stage that cleans",
        longest: 2048,
        share: 5,
        json: 0,
        words: &[dictionary::TEXT, dictionary::MARKUP],
        check: documents::cleaning,
        seeds: documents::text_seeds,
    },
    Target {
        name: "analysis",
        about: "a text through every stage from tokens to summaries, and the records of the corpus stages",
        longest: 512,
        share: 1,
        json: 0,
        words: &[dictionary::TEXT],
        check: documents::analysis,
        seeds: documents::text_seeds,
    },
    Target {
        name: "readers",
        about: "bytes as JSON lines, JSON, text, page or web archive, packed or not, in any encoding",
        longest: 3072,
        share: 5,
        json: 5,
        words: &[dictionary::JSON, dictionary::ARCHIVE, dictionary::TEXT],
        check: readers::check,
        seeds: readers::seeds,
    },
    Target {
        name: "configuration",
        about: "a pipeline file and settings of the command line, checked, planned and built",
        longest: 1024,
        share: 3,
        json: 0,
        words: &[dictionary::TOML, dictionary::SETTINGS],
        check: configuration::check,
        seeds: configuration::seeds,
    },
    Target {
        name: "records",
        about: "records of a run, as `tidings conclude` reads them, through every corpus stage",
        longest: 16 * 1024,
        share: 1,
        json: 7,
        words: &[dictionary::JSON, dictionary::RECORDS],
        check: records::check,
        seeds: records::seeds,
    },
];

/// The target of the given name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_a_whole_and_names_are_found() {
        assert_eq!(TARGETS.iter().map(|target| target.share).sum::<u64>(), 20);
        assert!(TARGETS.iter().all(|target| find(target.name).is_some()));
        assert!(find("pages").is_none());
    }
}
