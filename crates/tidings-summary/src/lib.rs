//! Stages that say what an article is about.
//!
//! What this crate must not know: how tokens, sentences or names are found, other documents of the
//! collection, files, the layout of the output. It chooses among the words of the article and writes
//! none of its own.
//!
//! - [`SummarySentences`] (`summary.sentences`): the sentences that tell most of the article.
//! - [`SummaryHeadline`] (`summary.headline`): the headline, and who, where, when, how many.
//! - [`SummaryKeyphrases`] (`summary.keyphrases`): the names and noun phrases it is about.

#![deny(missing_docs)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

mod folded;
mod headline;
mod keyphrases;
mod lexicon;
mod sentences;
#[cfg(test)]
mod splitter;
pub mod training;
mod vocabulary;

pub use headline::{SummaryHeadline, SummaryHeadlineConfig};
pub use keyphrases::{SummaryKeyphrases, SummaryKeyphrasesConfig};
pub use sentences::{SentenceOrder, SummarySentences, SummarySentencesConfig};
