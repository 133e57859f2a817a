//! The models of `clean.boilerplate`: whether a text is a dump of a whole page, and which of its lines are the article.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use tidings_learn::forest::{Forest, probability};
use tidings_learn::{Aligned, Model};

use super::features::{LineFacts, SECOND_WIDTH, WHOLE_WIDTH, WIDTH, rows, second_rows, whole};

/// The sections of the model file: whether a text is a dump, the first look at its lines, and the second.
pub(crate) const SECTIONS: [&str; 3] = ["dump", "first", "second"];

pub(super) static BUILT_IN: &[u8] = &Aligned(*include_bytes!("../../models/boilerplate.model")).0;

static MODEL: LazyLock<Result<LineModel, String>> = LazyLock::new(|| {
    Model::embedded(BUILT_IN).map_err(|error| error.to_string()).and_then(|model| LineModel::of(&model))
});

/// The trees over texts and lines.
#[derive(Clone)]
pub(crate) struct LineModel {
    dump: Arc<Forest>,
    first: Arc<Forest>,
    second: Arc<Forest>,
}

impl LineModel {
    /// The built-in model, or the one in a file.
    pub(crate) fn new(path: Option<&Path>) -> Result<Self, String> {
        match path {
            None => MODEL.clone(),
            Some(path) => LineModel::of(&Model::read(path).map_err(|error| error.to_string())?),
        }
    }

    fn of(model: &Model) -> Result<Self, String> {
        let forest = |section: &str, width: usize| {
            let forest = model.section(section).and_then(|section| Forest::from_section(&section));
            let forest = forest.map_err(|error| error.to_string())?;
            if forest.width() != width {
                return Err(format!(
                    "`{section}` looks at {} features, this version gives {width}",
                    forest.width()
                ));
            }
            Ok(Arc::new(forest))
        };
        Ok(LineModel {
            dump: forest(SECTIONS[0], WHOLE_WIDTH)?,
            first: forest(SECTIONS[1], WIDTH)?,
            second: forest(SECTIONS[2], SECOND_WIDTH)?,
        })
    }

    /// How likely the text is a dump of a whole page.
    pub(crate) fn dump(&self, facts: &[LineFacts]) -> f32 {
        probability(f64::from(self.dump.score(&whole(facts)))) as f32
    }

    /// How likely each line is the article.
    pub(crate) fn lines(&self, facts: &[LineFacts]) -> Vec<f32> {
        let whole = whole(facts);
        let rows = rows(facts, &whole);
        let first = first_scores(&self.first, &rows);
        let second = second_rows(facts, &rows, &first, &whole);
        let scores = self.second.scores(second.chunks_exact(SECOND_WIDTH));
        scores.into_iter().map(|score| probability(f64::from(score)) as f32).collect()
    }
}

/// The scores of the first look.
pub(crate) fn first_scores(forest: &Forest, rows: &[f32]) -> Vec<f32> {
    forest.scores(rows.chunks_exact(WIDTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_is_whole() {
        Model::from_bytes(BUILT_IN.to_vec()).unwrap();
        LineModel::new(None).unwrap();
    }
}
