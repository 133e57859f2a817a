//! What two parts of speech that follow each other add to a score. There are few such pairs, so all are looked up once, when
//! the stage is made.

use std::ops::Range;

use tidings_core::PennTag;
use tidings_learn::linear::LinearClassifier;

use super::features::tags_key;

/// A tag, or none beyond either end of a statement.
const TAGS: usize = PennTag::ALL.len() + 1;

/// The weights of all pairs.
pub(super) struct TagPairs(Vec<f32>);

impl TagPairs {
    pub(super) fn of(classifier: &LinearClassifier) -> Self {
        let tags = || PennTag::ALL.iter().copied().map(Some).chain([None]);
        let pairs = tags().flat_map(|first| tags().map(move |second| tags_key(first, second)));
        TagPairs(pairs.map(|key| classifier.weight(key)).collect())
    }

    /// What the tags of a statement add, with those that stand at its ends.
    pub(super) fn sum(&self, tags: &[PennTag], statement: Range<usize>) -> f32 {
        let (mut sum, mut before) = (0.0, TAGS - 1);
        for tag in &tags[statement] {
            sum += self.0[before * TAGS + *tag as usize];
            before = *tag as usize;
        }
        sum + self.0[before * TAGS + TAGS - 1]
    }
}
