//! The model of `clean.page`: which blocks of a page are the article.
//!
//! Every page is shown several times: as it is; without class names (every other page without the newer elements too), since the
//! training pages are of 2025 and the model must read older ones; English ones without English words, since other languages have
//! none; and with only the beginning of its article, since articles may be short.

use tidings_clean::training::page::{Evidence, FEATURES, TrainingPage, TrainingRows};
use tidings_learn::forest::{Examples, Forest, Trainer, probability};

use super::data::{Article, FOLDS, Set};
use super::labels::labels_of_page;
use super::score::{Counts, Mean, mean, shingles, words};
use super::short::Short;

/// How many ways a page is shown: with all evidence, and with less.
pub const VIEWS: usize = 3;

/// A page with the labels of its blocks.
pub struct Labeled {
    page: TrainingPage,
    /// With all evidence, and the same blocks with less.
    views: [TrainingRows; VIEWS],
    lines: Vec<Vec<u64>>,
    labels: Vec<f32>,
    /// What an error on each block costs in the score of its page; 0 for what does not count.
    weights: Vec<f32>,
    set: Set,
    fold: usize,
    number: usize,
    /// The page with only the beginning of its article.
    short: Option<Short>,
}

/// Takes all pages apart and labels their blocks.
pub fn label(articles: &[Article]) -> Vec<Labeled> {
    articles
        .iter()
        .enumerate()
        .map(|(number, article)| {
            let page = TrainingPage::new(&article.input);
            let lines: Vec<Vec<u64>> = page.texts.iter().map(|text| words(text)).collect();
            let bare = Evidence { names: false, elements: number % 2 == 0, words: true };
            let wordless = Evidence { words: false, ..Evidence::ALL };
            let views = [Evidence::ALL, bare, wordless].map(|evidence| page.rows(evidence));
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
            let short = Short::new(article, &page, &labels, number);
            Labeled {
                views,
                labels,
                weights,
                lines,
                set: article.set,
                fold: article.fold,
                page,
                number,
                short,
            }
        })
        .collect()
}

/// What an error on a line of so many words costs in the score of its document. Short articles count no more than others:
/// their gold is often that of a page that is none.
pub fn weight(words: usize, gold: usize) -> f32 {
    ((words + 2) as f32 * 300.0 / gold.max(400) as f32).min(20.0)
}

/// How the trees are grown. Small trees that see few of the features each: with 728 pages, larger ones learn the pages.
fn trainer() -> Trainer {
    Trainer {
        trees: 360,
        leaves: 16,
        learning_rate: 0.04,
        min_examples: 100,
        row_share: 0.6,
        feature_share: 0.2,
        l2: 10.0,
        bins: 64,
        ..Trainer::default()
    }
}

/// Whether a block of a view is shown to the trainer: all of the full view, half and a quarter of the others.
fn is_shown(page: &Labeled, view: usize, block: usize) -> bool {
    page.weights[block] > 0.0
        && !page.page.is_bare_link(block)
        && match view {
            0 => true,
            1 => (block + page.number).is_multiple_of(2),
            // A page in another language is without English words as it is.
            _ => page.set == Set::Wcxb && (block + page.number) % 4 == 1,
        }
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
        if let Some(short) = &page.short {
            short.show(page.number, &mut examples);
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

/// A page as trees decide that have not seen it.
pub struct Decided {
    /// What the stage keeps at each of [`THRESHOLDS`], by scores and rules.
    pub stage: [Counts; THRESHOLDS.len()],
    /// By scores alone, at the threshold of the stage.
    pub scores: [Counts; VIEWS],
    /// What the stage keeps of the page with only the beginning of its article.
    pub short: Option<Counts>,
}

/// The thresholds that are tried.
pub const THRESHOLDS: [f32; 4] = [0.35, 0.4, 0.45, 0.5];

/// Trains and decides part by part, two parts at a time.
pub fn cross_validated(pages: &[Labeled], articles: &[Article]) -> Vec<Decided> {
    let folds: Vec<usize> = (0..FOLDS).collect();
    let decide = |folds: &[usize]| -> Vec<(usize, Decided)> {
        let of_fold = |fold: usize| {
            let forest = forest(pages, Some(fold));
            let these = (0..pages.len()).filter(move |at| pages[*at].fold == fold);
            these.map(|at| (at, decided(&pages[at], &articles[at], &forest))).collect::<Vec<_>>()
        };
        folds.iter().flat_map(|fold| of_fold(*fold)).collect()
    };
    let (first, second) = folds.split_at(FOLDS.div_ceil(2));
    let mut all = std::thread::scope(|scope| {
        let other = scope.spawn(|| decide(second));
        let mut all = decide(first);
        all.extend(other.join().unwrap_or_default());
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, decided)| decided).collect()
}

fn decided(page: &Labeled, article: &Article, forest: &Forest) -> Decided {
    let scores: Vec<Vec<f32>> = page.views.iter().map(|rows| page.page.scores(forest, rows)).collect();
    let enough = |score: f32| probability(f64::from(score)) >= f64::from(super::PAGE_THRESHOLD);
    Decided {
        stage: THRESHOLDS.map(|threshold| {
            let keep = page.page.keep(&scores[0], &page.views[0], threshold);
            counts(page, article, |block| keep[block])
        }),
        scores: std::array::from_fn(|view| counts(page, article, |block| enough(scores[view][block]))),
        short: page.short.as_ref().map(|short| short.decided(forest)),
    }
}
