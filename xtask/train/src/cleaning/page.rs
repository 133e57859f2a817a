//! The model of `clean.page`: which blocks of a page are the article.
//!
//! Two looks, each with trees of its own. The second sees what the first said, so it must be trained on what the first says
//! of pages that it has not seen: the data is cut into parts, and each part is scored by trees that were grown on the others.

use tidings_clean::training::page::{Evidence, FEATURES, SECOND_FEATURES, TrainingPage, TrainingRows};
use tidings_learn::forest::{Examples, Forest, Trainer};

use super::data::{Article, FOLDS};
use super::labels::labels;
use super::score::{Counts, Mean, mean, shingles, words};

/// A page with the labels of its blocks.
pub struct Labeled {
    page: TrainingPage,
    /// With all evidence, and the same blocks with less.
    views: [View; 2],
    lines: Vec<Vec<u64>>,
    labels: Vec<f32>,
    /// What an error on each block costs in the score of its page; 0 for what does not count.
    weights: Vec<f32>,
    fold: usize,
    number: usize,
}

/// The blocks with some evidence, and what the first look said of them.
struct View {
    rows: TrainingRows,
    first: Vec<f32>,
}

/// Takes all pages apart and labels their blocks.
pub fn label(articles: &[Article]) -> Vec<Labeled> {
    articles
        .iter()
        .enumerate()
        .map(|(number, article)| {
            let page = TrainingPage::new(&article.input);
            let lines: Vec<Vec<u64>> = page.texts.iter().map(|text| words(text)).collect();
            let view = |evidence| View { rows: page.rows(evidence), first: Vec::new() };
            let views = [view(Evidence::ALL), view(Evidence { names: false, elements: number % 2 == 0 })];
            let labels = labels(&lines, &article.gold);
            let copies = page.copies();
            let weigh = |(line, copy): (&Vec<u64>, bool)| {
                // Copies go in `clean.repeats`.
                if line.is_empty() || copy {
                    return 0.0;
                }
                weight(line.len(), article.gold.len())
            };
            let weights = lines.iter().zip(copies).map(weigh).collect();
            Labeled { views, labels, weights, lines, fold: article.fold, page, number }
        })
        .collect()
}

/// What an error on a line of so many words costs in the score of its document. Short articles count no more than others:
/// their gold is often that of a page that is none.
pub fn weight(words: usize, gold: usize) -> f32 {
    ((words + 2) as f32 * 300.0 / gold.max(400) as f32).min(20.0)
}

/// How the trees of the first look are grown.
pub fn first_trainer() -> Trainer {
    Trainer {
        trees: 120,
        leaves: 24,
        learning_rate: 0.1,
        min_examples: 40,
        row_share: 0.6,
        feature_share: 0.4,
        l2: 4.0,
        bins: 64,
        ..Trainer::default()
    }
}

/// How the trees of the second look are grown.
pub fn second_trainer() -> Trainer {
    Trainer { trees: 70, leaves: 16, feature_share: 0.5, ..first_trainer() }
}

/// Whether a block of a view is shown to the trainer: all of the full view, half of the other.
fn is_shown(page: &Labeled, view: usize, block: usize) -> bool {
    page.weights[block] > 0.0 && (view == 0 || (block + page.number) % 2 == 0)
}

fn first_forest(pages: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(FEATURES);
    for page in pages.iter().filter(|page| Some(page.fold) != without) {
        for (number, view) in page.views.iter().enumerate() {
            for block in (0..page.lines.len()).filter(|block| is_shown(page, number, *block)) {
                examples.push(view.rows.row(block), page.labels[block], page.weights[block]);
            }
        }
    }
    first_trainer().train(&examples)
}

fn second_forest(pages: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(SECOND_FEATURES);
    for page in pages.iter().filter(|page| Some(page.fold) != without) {
        for (number, view) in page.views.iter().enumerate() {
            let rows = page.page.second_rows(&view.rows, &view.first);
            for (block, row) in rows.chunks_exact(SECOND_FEATURES).enumerate() {
                if is_shown(page, number, block) {
                    examples.push(row, page.labels[block], page.weights[block]);
                }
            }
        }
    }
    second_trainer().train(&examples)
}

/// Scores every page with trees that have not seen it.
fn first_look(pages: &mut [Labeled]) {
    for fold in 0..FOLDS {
        let forest = first_forest(pages, Some(fold));
        for page in pages.iter_mut().filter(|page| page.fold == fold) {
            for view in &mut page.views {
                view.first = page.page.first(&forest, &view.rows);
            }
        }
    }
}

fn counts(page: &Labeled, article: &Article, keep: impl Fn(usize) -> bool) -> Counts {
    let kept = (0..page.lines.len()).filter(|block| keep(*block) && page.weights[*block] > 0.0);
    let found: Vec<u64> = kept.flat_map(|block| page.lines[block].iter().copied()).collect();
    Counts::of(&article.shingles, &shingles(&found))
}

/// What perfect decisions would reach.
pub fn oracle(pages: &[Labeled], articles: &[Article]) -> Mean {
    let all: Vec<Counts> =
        pages.iter().zip(articles).map(|(page, article)| counts(page, article, |block| page.labels[block] >= 0.5)).collect();
    mean(&all)
}

/// A figure from trees that have not seen the pages they are measured on.
pub struct Measured {
    pub threshold: f32,
    /// After the first look, after the second, and the same without class names.
    pub first: Mean,
    pub second: Mean,
    pub bare: Mean,
}

/// Trains and measures part by part.
pub fn cross_validated(pages: &mut [Labeled], articles: &[Article]) -> Vec<Measured> {
    first_look(pages);
    let thresholds = [0.3, 0.4, 0.5, 0.6];
    let mut all = vec![[const { Vec::new() }; 3]; thresholds.len()];
    for fold in 0..FOLDS {
        let forest = second_forest(pages, Some(fold));
        for (page, article) in pages.iter().zip(articles).filter(|(page, _)| page.fold == fold) {
            let second = |view: &View| -> Vec<f32> {
                let rows = page.page.second_rows(&view.rows, &view.first);
                rows.chunks_exact(SECOND_FEATURES).map(|row| forest.score(row)).collect()
            };
            let scores = [page.views[0].first.clone(), second(&page.views[0]), second(&page.views[1])];
            for (threshold, all) in thresholds.iter().zip(&mut all) {
                for (scores, all) in scores.iter().zip(all) {
                    let keep = page.page.keep(scores, *threshold);
                    all.push(counts(page, article, |block| keep[block]));
                }
            }
        }
    }
    let measured = |(threshold, all): (&f32, &[Vec<Counts>; 3])| {
        let [first, second, bare] = [mean(&all[0]), mean(&all[1]), mean(&all[2])];
        Measured { threshold: *threshold, first, second, bare }
    };
    thresholds.iter().zip(&all).map(measured).collect()
}

/// The trees to ship: grown on all pages. `cross_validated` must have been called before.
pub fn forests(pages: &[Labeled]) -> [Forest; 2] {
    [first_forest(pages, None), second_forest(pages, None)]
}
