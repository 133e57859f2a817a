//! Paragraphs that stand in several documents word for word.

use serde::{Deserialize, Serialize};

use super::record::{DuplicateRecord, Fingerprint};
use super::report::{PassagePlace, SharedPassage};

/// A paragraph of a document: start and end in bytes, words, hash of its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(u32, u32, u32, Fingerprint)", from = "(u32, u32, u32, Fingerprint)")]
pub(super) struct Passage {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) words: u32,
    pub(super) hash: Fingerprint,
}

impl From<Passage> for (u32, u32, u32, Fingerprint) {
    fn from(passage: Passage) -> Self {
        (passage.start, passage.end, passage.words, passage.hash)
    }
}

impl From<(u32, u32, u32, Fingerprint)> for Passage {
    fn from((start, end, words, hash): (u32, u32, u32, Fingerprint)) -> Self {
        Passage { start, end, words, hash }
    }
}

/// The passages that stand in documents of more than one group; `group_of` gives every document a
/// group, also the ones that are alone. Sorted by their first place.
pub(super) fn shared_passages(
    documents: &[(&str, &DuplicateRecord)],
    group_of: &[usize],
) -> Vec<SharedPassage> {
    let mut places: Vec<(Fingerprint, u32, usize, u32, u32)> = Vec::new();
    for (document, (_, record)) in documents.iter().enumerate() {
        places.extend(record.passages.iter().map(|p| (p.hash, p.words, document, p.start, p.end)));
    }
    places.sort_unstable();
    let mut shared: Vec<SharedPassage> = places
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|run| {
            let mut groups = run.iter().filter_map(|place| group_of.get(place.2));
            let first = groups.next();
            groups.any(|group| Some(group) != first)
        })
        .filter_map(|run| {
            let places = run.iter().filter_map(|(_, _, document, start, end)| {
                let (id, _) = documents.get(*document)?;
                Some(PassagePlace { id: (*id).to_owned(), start: *start, end: *end })
            });
            Some(SharedPassage { words: run.first()?.1, places: places.collect() })
        })
        .collect();
    shared.sort_by(|a, b| a.places.cmp(&b.places));
    shared
}
