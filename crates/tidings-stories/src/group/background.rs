//! In how many articles a word usually stands: what the collection at hand is too small to tell.
//!
//! Counted over the training articles and compiled into the program. With it three articles can be compared as well as
//! a hundred thousand.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tidings_learn::{Aligned, Model, ModelError, Section};

pub(crate) static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/stories.model")).0;

/// The section with the number of articles, four bytes little endian.
pub(super) const ARTICLES: &str = "articles";
/// The section with the hashes of the words, eight bytes each, ascending.
pub(super) const HASHES: &str = "hashes";
/// The section with the words' counts, one byte each, in the same order: see [`pack_count`].
pub(super) const COUNTS: &str = "counts";

/// Steps of a packed count in one unit of the natural logarithm.
const STEPS: f64 = 16.0;

/// A section of the model that is compiled in.
///
/// # Errors
/// If the model has no such section.
pub(crate) fn model_section(name: &str) -> Result<Section, ModelError> {
    Model::embedded(MODEL)?.section(name)
}

/// Word counts over a background of articles. The default knows no word.
#[derive(Default)]
pub(crate) struct Background {
    articles: f64,
    counts: FxHashMap<u64, f32>,
}

impl Background {
    /// The background that is compiled in.
    pub(crate) fn embedded() -> &'static Background {
        static EMBEDDED: OnceLock<Background> = OnceLock::new();
        // A damaged model leaves every word equally rare; a test sees to it that it is whole.
        EMBEDDED.get_or_init(|| {
            Model::embedded(MODEL).and_then(|model| Background::read(&model)).unwrap_or_default()
        })
    }

    pub(super) fn read(model: &Model) -> Result<Self, ModelError> {
        let articles = model.section(ARTICLES)?;
        let articles = articles.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
        let (hashes, counts) = (model.section(HASHES)?, model.section(COUNTS)?);
        let (hashes, _) = hashes.as_chunks::<8>();
        let counts = hashes.iter().zip(counts.iter());
        let counts = counts.map(|(hash, count)| (u64::from_le_bytes(*hash), unpack_count(*count))).collect();
        Ok(Background { articles: f64::from(articles), counts })
    }

    /// How many articles were counted.
    pub(crate) fn articles(&self) -> f64 {
        self.articles
    }

    /// In how many of them the word of this hash stands.
    pub(crate) fn articles_with(&self, hash: u64) -> f64 {
        self.counts.get(&hash).copied().map_or(0.0, f64::from)
    }
}

/// A count of one or more in one byte, in steps of a sixteenth of its logarithm.
pub(super) fn pack_count(count: u32) -> u8 {
    (f64::from(count.max(1)).ln() * STEPS).round().min(255.0) as u8
}

fn unpack_count(packed: u8) -> f32 {
    (f64::from(packed) / STEPS).exp() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_packing() {
        for count in [1, 2, 3, 10, 100, 7_000] {
            let unpacked = f64::from(unpack_count(pack_count(count)));
            assert!((unpacked / f64::from(count) - 1.0).abs() < 0.04, "{count}: {unpacked}");
        }
    }

    #[test]
    fn the_embedded_model_is_whole() {
        let model = Model::from_bytes(MODEL).expect("is whole");
        let background = Background::read(&model).expect("has the sections");
        assert!(background.articles() > 1_000.0 && background.counts.len() > 5_000);
        assert_eq!(model.metadata().name, "stories");
    }
}
