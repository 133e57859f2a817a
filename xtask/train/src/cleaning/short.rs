//! Pages with only the beginning of their article: the model must find articles of two paragraphs too, and the training pages
//! have none.

use tidings_clean::training::page::{Evidence, TrainingPage, TrainingRows};
use tidings_learn::forest::{Examples, Forest};

use super::data::Article;
use super::page::weight;
use super::score::{Counts, shingles, words};

/// How many paragraphs the articles have, page by page.
const PARAGRAPHS: [usize; 4] = [2, 1, 3, 5];
/// What a block of these pages counts beside one of a whole page.
const SHARE: f32 = 0.2;
/// Of blocks that are no article every so many is shown: the whole page has them too.
const EVERY: usize = 3;

/// A page of which most of the article is cut away.
pub struct Short {
    page: TrainingPage,
    /// With all evidence, and as training sees it.
    all: TrainingRows,
    rows: TrainingRows,
    labels: Vec<f32>,
    weights: Vec<f32>,
}

impl Short {
    /// Cuts the page; `None` if its article is as short. `labels` are those of the whole page.
    pub fn new(article: &Article, page: &TrainingPage, labels: &[f32], number: usize) -> Option<Short> {
        let most = PARAGRAPHS[number % PARAGRAPHS.len()];
        let mut paragraphs = 0;
        let stays: Vec<bool> = labels
            .iter()
            .zip(&page.texts)
            .map(|(label, text)| {
                paragraphs += usize::from(*label >= 0.5 && words(text).len() >= 10);
                *label < 0.5 || paragraphs <= most
            })
            .collect();
        if paragraphs <= most {
            return None;
        }
        let page = page.with_fewer_blocks(&article.input, &stays);
        // Like whole pages, some are shown with less evidence.
        let evidence =
            Evidence { words: !number.is_multiple_of(3), names: !number.is_multiple_of(5), ..Evidence::ALL };
        let labels =
            labels.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(label, _)| *label).collect();
        let weights = page.texts.iter().zip(page.copies()).map(|(text, copy)| match words(text).len() {
            0 => 0.0,
            _ if copy => 0.0,
            count => weight(count, 0),
        });
        let weights = weights.collect();
        Some(Short { all: page.rows(Evidence::ALL), rows: page.rows(evidence), page, labels, weights })
    }

    /// Shows the blocks to the trainer.
    pub fn show(&self, number: usize, examples: &mut Examples) {
        for (block, label) in self.labels.iter().enumerate() {
            let counts = self.weights[block] > 0.0 && !self.page.is_bare_link(block);
            if counts && (*label >= 0.5 || (block + number).is_multiple_of(EVERY)) {
                examples.push(self.rows.row(block), *label, self.weights[block] * SHARE);
            }
        }
    }

    /// Compares what the stage keeps with what is left of the article.
    pub fn decided(&self, forest: &Forest) -> Counts {
        let scores = self.page.scores(forest, &self.all);
        let keep = self.page.keep(&scores, &self.all, super::PAGE_THRESHOLD);
        let words_of = |is: &dyn Fn(usize) -> bool| {
            let blocks = (0..keep.len()).filter(|block| self.weights[*block] > 0.0 && is(*block));
            shingles(&blocks.flat_map(|block| words(&self.page.texts[block])).collect::<Vec<_>>())
        };
        Counts::of(&words_of(&|block| self.labels[block] >= 0.5), &words_of(&|block| keep[block]))
    }
}
