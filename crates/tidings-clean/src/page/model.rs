//! The model that says which blocks are the article.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use tidings_learn::forest::{Forest, probability};
use tidings_learn::Model;

use super::blocks::Blocks;
use super::features::{Facts, Rows, WIDTH, rows};
use super::nodes::Evidence;
use super::second::{SECOND_WIDTH, second_rows};

/// The sections of the model file: the first look and the second.
pub(crate) const SECTIONS: [&str; 2] = ["first", "second"];

static BUILT_IN: &[u8] = include_bytes!("../../models/page.model");

static MODEL: LazyLock<Result<BlockModel, String>> =
    LazyLock::new(|| Model::embedded(BUILT_IN).map_err(|error| error.to_string()).and_then(|model| BlockModel::of(&model)));

/// The trees over blocks.
#[derive(Clone)]
pub(crate) struct BlockModel {
    first: Arc<Forest>,
    second: Arc<Forest>,
}

impl BlockModel {
    /// The built-in model, or the one in a file.
    pub(crate) fn new(path: Option<&Path>) -> Result<Self, String> {
        match path {
            None => MODEL.clone(),
            Some(path) => BlockModel::of(&Model::read(path).map_err(|error| error.to_string())?),
        }
    }

    fn of(model: &Model) -> Result<Self, String> {
        let forest = |section: &str, width: usize| {
            let forest = model.section(section).and_then(|section| Forest::from_section(&section));
            let forest = forest.map_err(|error| error.to_string())?;
            if forest.width() != width {
                return Err(format!("`{section}` looks at {} features, this version gives {width}", forest.width()));
            }
            Ok(Arc::new(forest))
        };
        Ok(BlockModel { first: forest(SECTIONS[0], WIDTH)?, second: forest(SECTIONS[1], SECOND_WIDTH)? })
    }

    /// Which blocks stay.
    pub(crate) fn keep(&self, page: &Blocks, facts: &[Facts], threshold: f32) -> Vec<bool> {
        let rows = rows(page, facts, Evidence::ALL);
        let first = first_scores(&self.first, &rows, page.blocks.len());
        let rows = second_rows(page, facts, &rows, &first);
        let second: Vec<f32> = rows.chunks_exact(SECOND_WIDTH).map(|row| self.second.score(row)).collect();
        decide(page, &second, threshold)
    }
}

/// The scores of the first look.
pub(crate) fn first_scores(forest: &Forest, rows: &Rows, count: usize) -> Vec<f32> {
    (0..count).map(|block| forest.score(rows.row(block))).collect()
}

/// From scores to decisions.
pub(crate) fn decide(page: &Blocks, scores: &[f32], threshold: f32) -> Vec<bool> {
    let enough = |score: f32| probability(f64::from(score)) >= f64::from(threshold);
    scores.iter().zip(&page.blocks).map(|(score, block)| block.text > 0 && enough(*score)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_is_whole() {
        Model::from_bytes(BUILT_IN.to_vec()).unwrap();
        BlockModel::new(None).unwrap();
    }
}
