//! The model that says which blocks are the article.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use tidings_learn::forest::Forest;
use tidings_learn::{Aligned, Model};

use super::blocks::Blocks;
use super::facts::Facts;
use super::features::{Rows, WIDTH, rows};
use super::nodes::Evidence;
use super::rules::{Kept, kept};

/// The section of the model file that holds the trees.
pub(crate) const SECTION: &str = "blocks";

pub(super) static BUILT_IN: &[u8] = &Aligned(*include_bytes!("../../models/page.model")).0;

static MODEL: LazyLock<Result<BlockModel, String>> = LazyLock::new(|| {
    Model::embedded(BUILT_IN).map_err(|error| error.to_string()).and_then(|model| BlockModel::of(&model))
});

/// The trees over blocks.
#[derive(Clone)]
pub(crate) struct BlockModel {
    forest: Arc<Forest>,
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
        let forest = model.section(SECTION).and_then(|section| Forest::from_section(&section));
        let forest = forest.map_err(|error| error.to_string())?;
        if forest.width() != WIDTH {
            return Err(format!(
                "the model looks at {} features, this version gives {WIDTH}",
                forest.width()
            ));
        }
        Ok(BlockModel { forest: Arc::new(forest) })
    }

    /// Which blocks stay.
    pub(crate) fn keep(&self, page: &Blocks, facts: &[Facts], threshold: f32) -> Kept {
        if threshold <= 0.0 {
            let blocks = page.blocks.iter().map(|block| block.text > 0).collect();
            return Kept { blocks, by_container: false };
        }
        let rows = rows(page, facts, Evidence::ALL);
        let scores = scores(&self.forest, &rows, facts);
        kept(page, facts, &rows, &scores, threshold)
    }
}

/// The score of what needs no look: a few words that are a link.
const BARE_LINK: f32 = -6.0;

/// The scores of all blocks, in log-odds.
pub(crate) fn scores(forest: &Forest, rows: &Rows, facts: &[Facts]) -> Vec<f32> {
    let asked =
        || facts.iter().enumerate().filter(|(_, facts)| !facts.is_bare_link()).map(|(block, _)| block);
    let mut scores = vec![BARE_LINK; facts.len()];
    let found = forest.scores(asked().map(|block| rows.row(block)));
    asked().zip(found).for_each(|(block, score)| scores[block] = score);
    scores
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
