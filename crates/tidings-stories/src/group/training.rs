//! What the trainer of `stories.group` needs: the same terms and the same rule as the stage.

use rustc_hash::FxHashMap;
use tidings_core::{Document, Observed};
use tidings_learn::{Metadata, ModelWriter};

use super::background::{ARTICLES, Background, COUNTS, HASHES, pack_count};
use super::record::GroupRecord;
use super::report::GroupReport;
use super::rule::Rule;
use super::terms::for_each_term;

/// Counts in how many articles every word stands.
#[derive(Default)]
pub struct BackgroundCounter {
    articles: u32,
    counts: FxHashMap<u64, u32>,
}

impl BackgroundCounter {
    /// Counts one article.
    pub fn add(&mut self, title: &str, text: &str) {
        let mut hashes = Vec::new();
        for_each_term(title, |hash| hashes.push(hash));
        for_each_term(text, |hash| hashes.push(hash));
        hashes.sort_unstable();
        hashes.dedup();
        self.articles += 1;
        hashes.into_iter().for_each(|hash| *self.counts.entry(hash).or_default() += 1);
    }

    /// The model with the words that stand in `least` articles or more, and with other sections.
    pub fn into_model(self, metadata: Metadata, least: u32, more: Vec<(&str, Vec<u8>)>) -> Vec<u8> {
        let mut kept: Vec<(u64, u32)> =
            self.counts.into_iter().filter(|(_, count)| *count >= least).collect();
        kept.sort_unstable();
        let mut writer = ModelWriter::new(metadata);
        writer
            .section(ARTICLES, self.articles.to_le_bytes().to_vec())
            .section(HASHES, kept.iter().flat_map(|(hash, _)| hash.to_le_bytes()).collect::<Vec<u8>>())
            .section(COUNTS, kept.iter().map(|(_, count)| pack_count(*count)).collect::<Vec<u8>>());
        for (name, bytes) in more {
            writer.section(name, bytes);
        }
        writer.into_bytes()
    }
}

/// The stories of some documents under a rule.
pub fn group(rule: &Rule, documents: &[Document]) -> GroupReport {
    let background = Background::embedded();
    let observed =
        documents.iter().map(|doc| Observed { id: doc.id.clone(), record: GroupRecord::of(doc, background) });
    super::conclude::conclude(rule, background, observed.collect())
}
