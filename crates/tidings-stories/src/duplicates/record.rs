//! What is kept of one document.

use serde::{Deserialize, Serialize};
use tidings_core::{OffsetIndex, OffsetUnit};

use super::passages::Passage;
use super::sketch::{ShingleBuilder, Sketch};
use crate::words::{for_each_word, mix};

/// The longest passages of a document that are kept: they bound the size of a record.
const MAX_PASSAGES: usize = 48;
/// Shorter paragraphs are often the same by chance, or of the page and not of the article.
const MIN_PASSAGE_WORDS: u32 = 20;

/// What `stories.duplicates` keeps of one document: some three kilobytes of JSON, whatever its length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateRecord {
    /// How many words the text has.
    pub words: u32,
    /// How many different word 5-grams it has.
    pub shingles: u32,
    /// A hash of all words in order.
    pub exact: Fingerprint,
    /// The smallest hashes of its word 5-grams.
    pub(super) sketch: Sketch,
    /// Its longer paragraphs: start, end, words, hash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) passages: Vec<Passage>,
}

/// A hash of a run of words, written as sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint with one more word.
    #[inline]
    fn then(self, word: u64) -> Self {
        Fingerprint(mix(self.0.rotate_left(5) ^ word))
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> String {
        format!("{:016x}", fingerprint.0)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&digits, 16).map(Fingerprint)
    }
}

impl DuplicateRecord {
    /// The record of a text, with offsets in the given unit.
    pub(super) fn of(text: &str, offsets: OffsetUnit) -> Self {
        // Seven bytes a word, with the space, is on the low side for English news.
        let mut shingles = ShingleBuilder::with_capacity(text.len() / 7);
        let mut exact = Fingerprint::default();
        let mut words = 0u32;
        let mut passages = Vec::new();
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let line = text.get(start..end).unwrap_or("");
            let mut passage = Passage::default();
            for_each_word(line, |word, range| {
                shingles.push(word);
                exact = exact.then(word);
                if passage.words == 0 {
                    passage.start = (start + range.start) as u32;
                }
                passage.end = (start + range.end) as u32;
                passage.words += 1;
                passage.hash = passage.hash.then(word);
            });
            words += passage.words;
            if passage.words >= MIN_PASSAGE_WORDS {
                passages.push(passage);
            }
            start = end + 1;
        }
        keep_longest(&mut passages);
        if !passages.is_empty() {
            let index = OffsetIndex::new(text, offsets);
            for passage in &mut passages {
                (passage.start, passage.end) = (index.to_unit(passage.start), index.to_unit(passage.end));
            }
        }
        let (sketch, shingles) = shingles.finish();
        DuplicateRecord { words, shingles, exact, sketch, passages }
    }
}

/// Drops the shortest of too many passages; what is left stays in the order of the text.
fn keep_longest(passages: &mut Vec<Passage>) {
    if passages.len() > MAX_PASSAGES {
        passages.sort_unstable_by_key(|passage| (u32::MAX - passage.words, passage.start));
        passages.truncate(MAX_PASSAGES);
        passages.sort_unstable_by_key(|passage| passage.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(first: usize, words: usize) -> String {
        (first..first + words).map(|word| format!("Word{word} ")).collect()
    }

    #[test]
    fn passages_are_long_lines_without_marks_at_the_ends() {
        let text = format!("Short line.\n“{}…”\n\n{}", paragraph(0, 25), paragraph(50, 19));
        let record = DuplicateRecord::of(&text, OffsetUnit::Utf8);
        let [passage] = record.passages.as_slice() else { panic!("{:?}", record.passages) };
        let range = passage.start as usize..passage.end as usize;
        assert_eq!(text[range], *paragraph(0, 25).trim());
        assert_eq!((record.words, record.shingles, passage.words), (46, 42, 25));
    }

    #[test]
    fn the_longest_passages_are_kept() {
        let text: String = (0..80).map(|line| paragraph(line * 100, 20 + line) + "\n").collect();
        let record = DuplicateRecord::of(&text, OffsetUnit::Utf8);
        assert_eq!(record.passages.len(), MAX_PASSAGES);
        assert!(record.passages.is_sorted_by_key(|passage| passage.start));
        assert!(record.passages.iter().all(|passage| passage.words >= 20 + 80 - MAX_PASSAGES as u32));
    }

    #[test]
    fn a_record_of_a_usual_article_is_small_and_survives_json() {
        let text: String = (0..30).map(|line| paragraph(line * 100, 40) + "\n").collect();
        let record = DuplicateRecord::of(&text, OffsetUnit::Utf8);
        let json = serde_json::to_string(&record).expect("writes");
        assert!(json.len() < 4_096, "{} bytes", json.len());
        assert_eq!(serde_json::from_str::<DuplicateRecord>(&json).expect("reads"), record);
    }
}
