//! What the trainer of `stories.briefing` needs: the concepts of a story with their features, and summaries under weights
//! that are not compiled in yet.

use tidings_core::{Document, Observed, OffsetUnit, Sentences};

use super::BriefingConfig;
use super::concepts::{ConceptModel, Concepts};
use super::conclude::Maker;
use super::record::BriefingRecord;
use super::story::StoryText;
use crate::group::{Background, GroupReport, Story, for_each_term};
use crate::words::mix;

/// The section of the model.
pub const SECTION: &str = super::CONCEPTS;
/// Features of a concept.
pub const FEATURES: usize = super::concepts::FEATURES;

/// A concept of a story as an example.
pub struct Example {
    /// Whether it is a pair of words.
    pub pair: bool,
    /// Its features.
    pub features: [f64; FEATURES],
    /// Whether the reference has it.
    pub told: bool,
}

/// The concepts of the story that the documents tell, each with whether the reference has it. The documents need the layer
/// of sentences and are independent voices.
pub fn examples(documents: &[Document], reference: &str) -> Vec<Example> {
    let records: Vec<BriefingRecord> = documents.iter().map(record).collect();
    let records: Vec<&BriefingRecord> = records.iter().collect();
    let voice: Vec<u32> = (0..records.len() as u32).collect();
    let background = Background::embedded();
    let story = StoryText::new(&records, &voice, background);
    let mut words = Vec::new();
    for_each_term(reference, |word| words.push(word));
    let pairs = words.windows(2).map(|pair| mix(pair[0].rotate_left(21) ^ pair[1]));
    let told: std::collections::HashSet<u64> = words.iter().copied().chain(pairs).collect();
    let concepts = Concepts::of(&story, background).all.into_iter();
    concepts
        .map(|concept| Example {
            pair: concept.pair,
            features: concept.features,
            told: told.contains(&concept.key),
        })
        .collect()
}

fn record(doc: &Document) -> BriefingRecord {
    let none = Sentences::default();
    BriefingRecord::of(doc, doc.get::<Sentences>().unwrap_or(&none), OffsetUnit::CodePoint)
}

/// The sentences of the summary of the story that the documents tell. `weights` are those of words and of pairs, each
/// with the bias last; without them those that are compiled in are used.
pub fn summary(documents: &[Document], max_words: usize, weights: Option<&[u8]>) -> Vec<String> {
    let given = weights.and_then(ConceptModel::read);
    let model = given.as_ref().unwrap_or_else(|| super::embedded());
    let observed: Vec<Observed<BriefingRecord>> =
        documents.iter().map(|doc| Observed { id: doc.id.clone(), record: record(doc) }).collect();
    let members: Vec<String> = documents.iter().map(|doc| doc.id.clone()).collect();
    let story = Story { story: String::new(), members, first_day: None, last_day: None, similarity: 1.0 };
    let groups = GroupReport { documents: documents.len(), stories: vec![story] };
    let config = BriefingConfig { max_words, min_documents: 1 };
    let maker = Maker { config: &config, background: Background::embedded(), model };
    let report = maker.conclude(&observed, &groups, None, None);
    report.briefings.into_iter().flat_map(|briefing| briefing.summary).map(|sentence| sentence.text).collect()
}
