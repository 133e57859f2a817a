//! Articles ready for training, and the examples that they give to each part.

use std::ops::Range;

use anyhow::Result;
use tidings::claims::training::attribution::{self as training, CONTENT, Candidate, Columns, Cue, SOURCE};
use tidings_core::Document;
use tidings_learn::FeatureRows;
use tidings_learn::chain::{ChainExample, Scheme};
use tidings_learn::forest::Examples;

use super::articles::Article;
use super::prepare::{self, TokenClaim};
use super::score::{self, Attribution, Words};

/// An article ready for training.
pub struct Lesson<'a> {
    pub article: &'a Article,
    pub columns: Columns<'a>,
    claims: Vec<TokenClaim>,
}

/// The documents of articles, with the layers that attribution requires.
pub fn documents(articles: &[Article]) -> Result<Vec<Document>> {
    let reader = prepare::reader()?;
    articles.iter().map(|article| prepare::document(&reader, article)).collect()
}

/// The lessons of articles and their documents.
pub fn lessons<'a>(articles: &'a [Article], documents: &'a [Document]) -> Vec<Lesson<'a>> {
    let pairs = articles.iter().zip(documents);
    pairs
        .filter_map(|(article, doc)| {
            let columns = Columns::of(doc)?;
            let claims = prepare::token_claims(&columns, article);
            Some(Lesson { article, columns, claims })
        })
        .collect()
}

/// Paragraphs with the cues that are marked in them.
pub fn cue_examples(scheme: Scheme, lessons: &[&Lesson]) -> Vec<ChainExample> {
    let mut examples = Vec::new();
    for lesson in lessons {
        for paragraph in lesson.columns.paragraphs() {
            let mut rows = FeatureRows::new();
            training::cue_rows(&lesson.columns, paragraph.clone(), &mut rows);
            let mut allowed = vec![scheme.unmarked(&[]); paragraph.len()];
            for cue in lesson.claims.iter().filter_map(|claim| claim.cue.as_ref()) {
                if cue.start >= paragraph.start && cue.end <= paragraph.end {
                    scheme.mark(&mut allowed, cue.start - paragraph.start..cue.end - paragraph.start, &[0]);
                }
            }
            examples.push(ChainExample { rows, allowed });
        }
    }
    examples
}

/// For every marked cue the tokens around it with its source and content. The cue is taken as it was found, or as
/// it is marked if it was not.
pub fn argument_examples(scheme: Scheme, lessons: &[&Lesson], cues: &[Vec<Cue>]) -> Vec<ChainExample> {
    let mut examples = Vec::new();
    for (lesson, cues) in lessons.iter().zip(cues) {
        let others: Vec<Range<usize>> = cues.iter().map(|cue| cue.tokens.clone()).collect();
        for claim in &lesson.claims {
            let Some(gold) = &claim.cue else { continue };
            let overlaps = |other: &&Range<usize>| other.start < gold.end && gold.start < other.end;
            let cue = others.iter().find(overlaps).unwrap_or(gold);
            let mut rows = FeatureRows::new();
            let window = training::argument_rows(&lesson.columns, cue, &others, &mut rows);
            let mut allowed = vec![scheme.unmarked(&[]); window.len()];
            let mut mark = |range: &Range<usize>, kind: usize| {
                let (start, end) = (range.start.max(window.start), range.end.min(window.end));
                if start < end {
                    scheme.mark(&mut allowed, start - window.start..end - window.start, &[kind]);
                }
            };
            claim.source.iter().for_each(|range| mark(range, SOURCE));
            claim.content.iter().for_each(|range| mark(range, CONTENT));
            examples.push(ChainExample { rows, allowed });
        }
    }
    examples
}

/// A candidate as the measure sees it.
pub fn attribution(words: &Words, columns: &Columns, candidate: &Candidate) -> Option<Attribution> {
    let span = |range: &Range<usize>| columns.span(range.clone());
    let spans = |ranges: &[Range<usize>]| ranges.iter().filter_map(span).collect::<Vec<_>>();
    Attribution::new(
        words,
        candidate.source.as_ref().and_then(span).as_slice(),
        candidate.cue.as_ref().and_then(span).as_slice(),
        &spans(&candidate.content),
    )
}

/// What the two forests learn from: whether a candidate is right, and how much of its content is.
pub struct Judged {
    pub right: Examples,
    pub ranked: Examples,
}

impl Judged {
    pub fn new() -> Self {
        Judged { right: Examples::new(training::WIDTH), ranked: Examples::new(training::WIDTH) }
    }

    /// Adds the candidates of articles.
    pub fn add(&mut self, lessons: &[&Lesson], candidates: &[Vec<Candidate>]) {
        for (lesson, candidates) in lessons.iter().zip(candidates) {
            let words = Words::new(&lesson.article.text);
            let gold = super::eval::gold(&words, lesson.article);
            let rows = training::rows(&lesson.columns, candidates);
            for (candidate, row) in candidates.iter().zip(rows) {
                // How much of the content is right, if source and cue are.
                let likeness = attribution(&words, &lesson.columns, candidate).map_or(0.0, |found| {
                    let likeness = |gold: &&Attribution| score::f1(&gold.content, &found.content);
                    let right = gold.iter().filter(|gold| score::is_soft(gold, &found, likeness(gold)));
                    right.map(|gold| likeness(&gold)).fold(0.0, f64::max)
                });
                self.right.push(&row, f32::from(u8::from(likeness > 0.0)), 1.0);
                self.ranked.push(&row, likeness as f32, 1.0);
            }
        }
    }
}
