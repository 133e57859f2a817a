//! The models of `clean.boilerplate`: whether a text is a dump of a page, and which of its lines are the article.
//!
//! Dumps and residue come from one collection of pages, of which news is a small part. So every dump is used a second time
//! with a news article in the place of its own, and clean news texts teach that nothing of such a text goes. Dumps of the pages of
//! publishers in thirty languages teach that words of English are only one sign of running text.
//!
//! The second look sees what the first said, so it must be trained on what the first says of texts that it has not seen: each
//! part of the data is scored by trees that were grown on the others.

use std::path::Path;

use anyhow::Result;
use tidings_clean::training::boilerplate::{FEATURES, SECOND_FEATURES, TrainingText, WHOLE_FEATURES, parts};
use tidings_clean::training::page::TrainingPage;
use tidings_learn::forest::{Examples, Forest, Trainer, probability};

use super::comments::{self, Commented, Comments};
use super::data::{Article, Clean, FOLDS, articles, news};
use super::labels::labels_of_text;
use super::page::weight;
use super::score::{Counts, Mean, Shingles, mean, shingles, words};

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Dump,
    /// A dump of a page of a publisher in another language.
    Foreign,
    Residue,
    /// A dump with a news article in it.
    Mixed,
    Clean,
    /// A news article with comments of readers below it.
    Commented,
}

impl Source {
    /// Whether it is a whole page.
    fn is_dump(self) -> bool {
        matches!(self, Source::Dump | Source::Foreign | Source::Mixed)
    }
}

/// A text with the labels of its lines.
pub struct Labeled {
    pub source: Source,
    text: TrainingText,
    lines: Vec<Vec<u64>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    gold: Shingles,
    comments: Option<Comments>,
    fold: usize,
    first: Vec<f32>,
}

/// How many news articles get comments below them, at most.
const COMMENTED: usize = 200;

/// All texts, labeled.
pub fn read(data: &Path) -> Result<Vec<Labeled>> {
    let dumps = articles(data, "text_dumps.jsonl.gz")?;
    let residue = articles(data, "text_residue.jsonl.gz")?;
    let foreign = foreign_dumps(data)?;
    let mut clean = news(data, "summaries/bbc_train.jsonl.gz", 9, 240)?;
    clean.extend(news(data, "summaries/cnndm_train.jsonl.gz", 9, 140)?);
    clean.extend(news(data, "claims/polnear_train.jsonl.gz", 4, 200)?);
    let comments = comments::read(data)?;
    let donors: Vec<&Clean> = clean.iter().filter(|clean| clean.text.lines().count() >= 4).collect();
    let mut all = Vec::new();
    for (at, dump) in dumps.iter().enumerate() {
        let labeled = label(Source::Dump, dump);
        // A donor of the same part, so that no news article is in two.
        let donor = (0..donors.len())
            .map(|step| donors[(at * 7 + step) % donors.len()])
            .find(|donor| donor.fold == dump.fold);
        all.extend(donor.and_then(|donor| mixed(&labeled, donor, at)));
        all.push(Labeled { comments: comments[at].clone(), ..labeled });
    }
    all.extend(foreign.iter().map(|dump| label(Source::Foreign, dump)));
    for (article, comments) in residue.iter().zip(&comments) {
        all.push(Labeled { comments: comments.clone(), ..label(Source::Residue, article) });
    }
    all.extend(comments::below_news(&comments, &donors, COMMENTED).into_iter().map(commented));
    all.extend(clean.iter().map(|clean| of_clean(&clean.title, &clean.text, clean.fold)));
    all.extend(
        foreign.iter().step_by(3).map(|article| of_clean(&article.title, &article.body, article.fold)),
    );
    all.extend(
        residue.iter().step_by(3).map(|article| of_clean(&article.title, &article.body, article.fold)),
    );
    Ok(all)
}

/// Dumps of the publishers' pages in other languages: every visible text, one line a block.
fn foreign_dumps(data: &Path) -> Result<Vec<Article>> {
    let mut pages = articles(data, "html_foreign.jsonl.gz")?;
    for page in &mut pages {
        let blocks = TrainingPage::new(&page.input).texts;
        let lines: Vec<String> =
            blocks.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        page.input = lines.join("\n");
    }
    Ok(pages)
}

fn label(source: Source, article: &Article) -> Labeled {
    let text = TrainingText::new(&article.input);
    let lines: Vec<Vec<u64>> = text.lines.iter().map(|line| words(line)).collect();
    let labels = labels_of_text(&lines, &article.gold);
    let title = words(&article.title);
    let copies = text.copies();
    let weights = (0..lines.len())
        .map(|line| {
            // Copies go in `clean.repeats`; whether the headline of a nearly clean text stays is not for the model to say.
            let headline = source == Source::Residue && line < 4 && !title.is_empty() && lines[line] == title;
            if lines[line].is_empty() || copies[line] || headline {
                0.0
            } else {
                weight(lines[line].len(), article.gold.len())
            }
        })
        .collect();
    Labeled {
        source,
        text,
        lines,
        labels,
        weights,
        gold: article.shingles.clone(),
        comments: None,
        fold: article.fold,
        first: Vec::new(),
    }
}

/// A dump with the lines of its article replaced by those of a news article.
fn mixed(dump: &Labeled, donor: &Clean, seed: usize) -> Option<Labeled> {
    let first = dump.labels.iter().position(|label| *label >= 0.5)?;
    let last = dump.labels.iter().rposition(|label| *label >= 0.5)?;
    let paragraphs: Vec<&str> = donor.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut lines: Vec<(&str, bool)> =
        dump.text.lines[..first].iter().map(|line| (line.as_str(), false)).collect();
    // What stood between the paragraphs of the dump stands between these.
    let between: Vec<&str> = (first..last)
        .filter(|line| dump.labels[*line] < 0.1)
        .map(|line| dump.text.lines[line].as_str())
        .collect();
    let mut between = between.into_iter().take(paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        lines.push((paragraph, true));
        if (at + seed).is_multiple_of(3) {
            lines.extend(between.next().map(|line| (line, false)));
        }
    }
    lines.extend(dump.text.lines[last + 1..].iter().map(|line| (line.as_str(), false)));
    Some(made(Source::Mixed, &lines, dump.fold, 1.0))
}

/// A news article with the comments of another page.
fn commented(made_of: Commented) -> Labeled {
    let lines: Vec<(&str, bool)> =
        made_of.lines.iter().enumerate().map(|(at, line)| (line.as_str(), at < made_of.article)).collect();
    let fold = made_of.comments.fold;
    Labeled { comments: Some(made_of.comments), ..made(Source::Commented, &lines, fold, 1.0) }
}

/// A text of which nothing goes; errors in it count twice.
fn of_clean(title: &str, body: &str, fold: usize) -> Labeled {
    let lines: Vec<(&str, bool)> =
        std::iter::once(title).chain(body.lines()).map(|line| (line.trim(), true)).collect();
    made(Source::Clean, &lines, fold, 2.0)
}

/// A text of lines of which is known whether they are the article.
fn made(source: Source, lines: &[(&str, bool)], fold: usize, scale: f32) -> Labeled {
    let lines: Vec<(String, bool)> = lines
        .iter()
        .flat_map(|(line, article)| parts(line).into_iter().map(|part| (part, *article)))
        .collect();
    let joined: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    let text = TrainingText::new(&joined.join("\n"));
    let hashed: Vec<Vec<u64>> = lines.iter().map(|(line, _)| words(line)).collect();
    let article = hashed.iter().zip(&lines).filter(|(_, (_, article))| *article);
    let gold: Vec<u64> = article.flat_map(|(words, _)| words.iter().copied()).collect();
    let weigh = |line: &Vec<u64>| if line.is_empty() { 0.0 } else { scale * weight(line.len(), gold.len()) };
    Labeled {
        source,
        text,
        weights: hashed.iter().map(weigh).collect(),
        labels: lines.iter().map(|(_, article)| f32::from(u8::from(*article))).collect(),
        lines: hashed,
        gold: shingles(&gold),
        comments: None,
        fold,
        first: Vec::new(),
    }
}

fn dump_forest(texts: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(WHOLE_FEATURES);
    for text in texts.iter().filter(|text| Some(text.fold) != without) {
        let dump = text.source.is_dump();
        examples.push(text.text.whole(), f32::from(u8::from(dump)), 1.0);
    }
    Trainer { trees: 60, leaves: 8, min_examples: 20, ..Trainer::default() }.train(&examples)
}

/// How the trees over lines are grown.
fn trainer() -> Trainer {
    Trainer {
        trees: 150,
        leaves: 24,
        learning_rate: 0.08,
        min_examples: 40,
        row_share: 0.6,
        feature_share: 0.4,
        l2: 4.0,
        bins: 64,
        ..Trainer::default()
    }
}

fn first_forest(texts: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(FEATURES);
    for text in texts.iter().filter(|text| Some(text.fold) != without) {
        for line in (0..text.lines.len()).filter(|line| text.weights[*line] > 0.0) {
            examples.push(text.text.row(line), text.labels[line], text.weights[line]);
        }
    }
    trainer().train(&examples)
}

fn second_forest(texts: &[Labeled], without: Option<usize>) -> Forest {
    let mut examples = Examples::new(SECOND_FEATURES);
    for text in texts.iter().filter(|text| Some(text.fold) != without) {
        for (line, row) in text.text.second_rows(&text.first).chunks_exact(SECOND_FEATURES).enumerate() {
            if text.weights[line] > 0.0 {
                examples.push(row, text.labels[line], text.weights[line]);
            }
        }
    }
    Trainer { trees: 80, leaves: 16, ..trainer() }.train(&examples)
}

/// Figures from trees that have not seen the texts they are measured on.
pub struct Measured {
    pub source: Source,
    pub threshold: f32,
    pub first: Mean,
    pub second: Mean,
    /// Texts with comments, and the share of these that is left.
    pub commented: usize,
    pub comments_left: f64,
}

const SOURCES: [Source; 6] =
    [Source::Dump, Source::Foreign, Source::Mixed, Source::Residue, Source::Clean, Source::Commented];
const THRESHOLDS: [f32; 5] = [0.2, 0.25, 0.3, 0.35, 0.4];

/// What was counted for a source at a threshold.
struct Tally {
    source: Source,
    threshold: f32,
    first: Vec<Counts>,
    second: Vec<Counts>,
    left: Vec<f64>,
}

impl Tally {
    fn new(source: Source, threshold: f32) -> Tally {
        Tally { source, threshold, first: Vec::new(), second: Vec::new(), left: Vec::new() }
    }

    fn add(&mut self, text: &Labeled, second: &[f32]) {
        let enough = |score: f32| probability(f64::from(score)) as f32 >= self.threshold;
        let kept = |scores: &[f32]| -> Vec<u64> {
            let kept = (0..text.lines.len()).filter(|&line| text.weights[line] > 0.0 && enough(scores[line]));
            kept.flat_map(|line| text.lines[line].iter().copied()).collect()
        };
        let (first, second) = (kept(&text.first), kept(second));
        self.first.push(Counts::of(&text.gold, &shingles(&first)));
        self.second.push(Counts::of(&text.gold, &shingles(&second)));
        self.left.extend(text.comments.as_ref().map(|comments| comments.left(&second)));
    }

    fn measured(self) -> Measured {
        let Tally { source, threshold, first, second, left } = self;
        Measured {
            source,
            threshold,
            first: mean(&first),
            second: mean(&second),
            commented: left.len(),
            comments_left: left.iter().sum::<f64>() / left.len().max(1) as f64,
        }
    }
}

/// Trains and measures part by part. Also says which share of the texts were rightly judged to be dumps or not.
pub fn cross_validated(texts: &mut [Labeled]) -> (Vec<Measured>, f64) {
    let mut right = 0;
    for fold in 0..FOLDS {
        let first = first_forest(texts, Some(fold));
        let dump = dump_forest(texts, Some(fold));
        for text in texts.iter_mut().filter(|text| text.fold == fold) {
            text.first = text.text.first(&first);
            let judged = dump.score(text.text.whole()) > 0.0;
            right += usize::from(judged == text.source.is_dump());
        }
    }
    let all = SOURCES.iter().flat_map(|source| THRESHOLDS.map(|threshold| Tally::new(*source, threshold)));
    let mut all: Vec<Tally> = all.collect();
    for fold in 0..FOLDS {
        let forest = second_forest(texts, Some(fold));
        for text in texts.iter().filter(|text| text.fold == fold) {
            let rows = text.text.second_rows(&text.first);
            let second: Vec<f32> = rows.chunks_exact(SECOND_FEATURES).map(|row| forest.score(row)).collect();
            all.iter_mut()
                .filter(|tally| tally.source == text.source)
                .for_each(|tally| tally.add(text, &second));
        }
    }
    (all.into_iter().map(Tally::measured).collect(), right as f64 / texts.len() as f64)
}

/// The trees to ship: grown on all texts. `cross_validated` must have been called before.
pub fn forests(texts: &[Labeled]) -> [Forest; 3] {
    [dump_forest(texts, None), first_forest(texts, None), second_forest(texts, None)]
}
