//! What training needs of the stage: the same features that the stage itself uses.

use std::ops::Range;

use super::features::tags_key;

pub use super::features::Sentences;
pub use super::signs::SignWords;
pub use super::stage::{SECTION, SHIFT};

/// All features of a run of tokens; one that occurs twice counts twice.
pub fn keys(sentences: &Sentences, range: Range<usize>, keys: &mut Vec<u64>) {
    for index in range.clone() {
        sentences.token_keys(index, keys);
    }
    let tag = |index: usize| range.contains(&index).then(|| sentences.tags()[index]);
    keys.extend((range.start..=range.end).map(|index| tags_key(tag(index.wrapping_sub(1)), tag(index))));
    sentences.range_keys(range.clone(), keys);
}
