//! The model of `clean.page`: which blocks of a page are the article.
//!
//! Every page is shown twice: as it is, and without class names (every other page without the newer elements too), since
//! the training pages are of 2025 and the model must read older ones.

use tidings_clean::training::page::{Evidence, FEATURES, TrainingPage, TrainingRows};
use tidings_learn::forest::{Examples, Forest, Trainer, probability};

use super::data::{Article, FOLDS};
use super::labels::labels_of_page;
use super::score::{Counts, Mean, mean, shingles, words};

/// A page with the labels of its blocks.
pub struct Labeled {
    page: TrainingPage,
    /// With all evidence, and the same blocks with less.
    views: [TrainingRows; 2],
    lines: Vec<Vec<u64>>,
    labels: Vec<f32>,
    /// What an error on each block costs in the score of its page; 0 for what does not count.
    weights: Vec<f32>,
    fold: usize,
    number: usize,
}

/// Takes all pages apart and labels their blocks.
pub fn label(articles: &[Article]) -> Vec<Labeled> {
    articles
        .iter()
        .enumerate()
        .map(|(number, article)| {
            let page = TrainingPage::new(&article.input);
            let lines: Vec<Vec<u64>> = page.texts.iter().map(|text| words(text)).collect();
            let bare = Evidence { names: false, elements: number % 2 == 0 };
            let views = [page.rows(Evidence::ALL), page.rows(bare)];
            let labels = labels_of_page(&lines, &article.gold);
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

/// How the trees are grown. Small trees that see few of the features each: with 557 pages, larger ones learn the pages.
fn trainer() -> Trainer {
    Trainer {
        trees: 480,
        leaves: 16,
        learning_rate: 0.03,
        min_examples: 100,
        row_share: 0.6,
        feature_share: 0.2,
        l2: 10.0,
        bins: 64,
        ..Trainer::default()
    }
}

/// Whether a block of a view is shown to the trainer: all of the full view, half of the other.
fn is_shown(page: &Labeled, view: usize, block: usize) -> bool {
    page.weights[block] > 0.0
        && !page.page.is_bare_link(block)
        && (view == 0 || (block + page.number).is_multiple_of(2))
}

/// The trees grown on all pages but those of one part.
pub fn forest(pages: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(FEATURES);
    for page in pages.iter().filter(|page| Some(page.fold) != without) {
        for (number, view) in page.views.iter().enumerate() {
            for block in (0..page.lines.len()).filter(|block| is_shown(page, number, *block)) {
                examples.push(view.row(block), page.labels[block], page.weights[block]);
            }
        }
    }
    trainer().train(&examples)
}

fn counts(page: &Labeled, article: &Article, keep: impl Fn(usize) -> bool) -> Counts {
    let kept = (0..page.lines.len()).filter(|block| keep(*block) && page.weights[*block] > 0.0);
    let found: Vec<u64> = kept.flat_map(|block| page.lines[block].iter().copied()).collect();
    Counts::of(&article.shingles, &shingles(&found))
}

/// What perfect decisions would reach.
pub fn oracle(pages: &[Labeled], articles: &[Article]) -> Mean {
    let all: Vec<Counts> = pages
        .iter()
        .zip(articles)
        .map(|(page, article)| counts(page, article, |block| page.labels[block] >= 0.5))
        .collect();
    mean(&all)
}

/// A figure from trees that have not seen the pages they are measured on.
pub struct Measured {
    pub threshold: f32,
    /// What the stage keeps, by scores and rules.
    pub stage: Mean,
    /// By scores alone, with all evidence and with less.
    pub full: Mean,
    pub bare: Mean,
}

/// What was counted at a threshold, page by page.
struct Tally {
    threshold: f32,
    stage: Vec<Counts>,
    full: Vec<Counts>,
    bare: Vec<Counts>,
}

impl Tally {
    fn new(threshold: f32) -> Tally {
        Tally { threshold, stage: Vec::new(), full: Vec::new(), bare: Vec::new() }
    }

    fn add(&mut self, page: &Labeled, article: &Article, [full, bare]: &[Vec<f32>; 2]) {
        let enough = |score: f32| probability(f64::from(score)) >= f64::from(self.threshold);
        let keep = page.page.keep(full, &page.views[0], self.threshold);
        self.stage.push(counts(page, article, |block| keep[block]));
        self.full.push(counts(page, article, |block| enough(full[block])));
        self.bare.push(counts(page, article, |block| enough(bare[block])));
    }

    fn measured(self) -> Measured {
        let Tally { threshold, stage, full, bare } = self;
        Measured { threshold, stage: mean(&stage), full: mean(&full), bare: mean(&bare) }
    }
}

/// Trains and measures part by part.
pub fn cross_validated(pages: &[Labeled], articles: &[Article]) -> Vec<Measured> {
    let mut all = [0.35, 0.4, 0.45, 0.5].map(Tally::new);
    for fold in 0..FOLDS {
        let forest = forest(pages, Some(fold));
        for (page, article) in pages.iter().zip(articles).filter(|(page, _)| page.fold == fold) {
            let scores = page.views.each_ref().map(|rows| page.page.scores(&forest, rows));
            all.iter_mut().for_each(|tally| tally.add(page, article, &scores));
        }
    }
    all.map(Tally::measured).into()
}
