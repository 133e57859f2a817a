//! Articles ready for training, and the examples that they give to each part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;
use tidings::claims::training::attribution::{
    self as training, CONTENT, Candidate, Columns, Cue, SOURCE, Scratch,
};
use tidings_core::Document;
use tidings_learn::chain::{ChainExample, Scheme};
use tidings_learn::forest::Examples;
use tidings_learn::lexicon::Lexicon;

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
pub fn cue_examples(scheme: Scheme, words: &Lexicon, lessons: &[&Lesson]) -> Vec<ChainExample> {
    let mut examples = Vec::new();
    for lesson in lessons {
        let numbers = training::word_numbers(&lesson.columns, words);
        for paragraph in lesson.columns.paragraphs() {
            let mut allowed = vec![scheme.unmarked(&[]); paragraph.len()];
            for cue in lesson.claims.iter().filter_map(|claim| claim.cue.as_ref()) {
                if cue.start >= paragraph.start && cue.end <= paragraph.end {
                    scheme.mark(&mut allowed, cue.start - paragraph.start..cue.end - paragraph.start, &[0]);
                }
            }
            let mut example = ChainExample::default();
            let part = paragraph.clone();
            training::cue_rows(&lesson.columns, &numbers, paragraph.clone(), part, |index, rows| {
                example.push(rows.iter().copied(), allowed[index - paragraph.start]);
            });
            examples.push(example);
        }
    }
    examples
}

/// How often each word is part of a marked cue, and how often it occurs at all.
pub struct WordCounts(BTreeMap<u64, [u32; 2]>);

impl WordCounts {
    /// Counts the words of lessons.
    pub fn of(lessons: &[&Lesson]) -> Self {
        let mut counts: BTreeMap<u64, [u32; 2]> = BTreeMap::new();
        for lesson in lessons {
            for word in lesson.columns.words() {
                counts.entry(*word).or_default()[1] += 1;
            }
            for cue in lesson.claims.iter().filter_map(|claim| claim.cue.clone()) {
                for word in &lesson.columns.words()[cue] {
                    counts.entry(*word).or_default()[0] += 1;
                }
            }
        }
        WordCounts(counts)
    }

    /// The words that a sentence without a cue must not have.
    fn quiet_words(&self) -> BTreeSet<u64> {
        self.cue_words(QUIET).into_iter().map(|(word, _)| word).collect()
    }

    /// The words that are part of a cue twice or more, and at least once in so many times, for a lexicon.
    pub fn cue_words(&self, rarest: u32) -> Vec<(u64, u16)> {
        let often = self.0.iter().filter(|(_, [cues, all])| *cues >= 2 && cues * rarest >= *all);
        often.map(|(word, _)| (*word, 1)).collect()
    }
}

/// The sentences of a document in which nothing can be a cue, each with its paragraph.
fn quiet_sentences(
    columns: &Columns,
    cue_words: &BTreeSet<u64>,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    columns.quiet_sentences().filter(|(_, sentence)| {
        !columns.words()[sentence.clone()].iter().any(|word| cue_words.contains(word))
    })
}

/// Sentences of other news in which nothing can be a cue: no word that is one now and then, no quotation, nothing that the
/// rules see. Political news tells few plain actions; these teach that they are no claims.
pub fn quiet_examples(
    scheme: Scheme,
    words: &Lexicon,
    others: &[Columns],
    counts: &WordCounts,
) -> Vec<ChainExample> {
    let cue_words = counts.quiet_words();
    let mut examples = Vec::new();
    for columns in others {
        let numbers = training::word_numbers(columns, words);
        for (paragraph, sentence) in quiet_sentences(columns, &cue_words) {
            let mut example = ChainExample::default();
            training::cue_rows(columns, &numbers, paragraph, sentence, |_, rows| {
                example.push(rows.iter().copied(), scheme.unmarked(&[]));
            });
            examples.push(example);
        }
    }
    examples
}

/// A word that is part of a cue less often than once in so many times does not make a sentence one that may hold a cue.
const QUIET: u32 = 25;

/// For every marked cue the tokens around it with its source and content. The cue is taken as it was found, or as
/// it is marked if it was not.
pub fn argument_examples(
    scheme: Scheme,
    words: &Lexicon,
    lessons: &[&Lesson],
    cues: &[Vec<Cue>],
) -> Vec<ChainExample> {
    let mut examples = Vec::new();
    for (lesson, cues) in lessons.iter().zip(cues) {
        let numbers = training::word_numbers(&lesson.columns, words);
        let others: Vec<Range<usize>> = cues.iter().map(|cue| cue.tokens.clone()).collect();
        for claim in &lesson.claims {
            let Some(gold) = &claim.cue else { continue };
            let overlaps = |other: &&Range<usize>| other.start < gold.end && gold.start < other.end;
            let cue = others.iter().find(overlaps).unwrap_or(gold);
            let mut tokens: Vec<(usize, Vec<u32>)> = Vec::new();
            training::argument_rows(&lesson.columns, &numbers, cue, &others, |index, rows| {
                tokens.push((index, rows.to_vec()));
            });
            let window = tokens.first().map_or(0..0, |(first, _)| *first..first + tokens.len());
            let mut allowed = vec![scheme.unmarked(&[]); window.len()];
            let mut mark = |range: &Range<usize>, kind: usize| {
                let (start, end) = (range.start.max(window.start), range.end.min(window.end));
                if start < end {
                    scheme.mark(&mut allowed, start - window.start..end - window.start, &[kind]);
                }
            };
            claim.source.iter().for_each(|range| mark(range, SOURCE));
            claim.content.iter().for_each(|range| mark(range, CONTENT));
            let mut example = ChainExample::default();
            for ((_, rows), allowed) in tokens.into_iter().zip(allowed) {
                example.push(rows, allowed);
            }
            examples.push(example);
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

    /// Adds what `find` finds in quiet sentences of other news: none of it is right.
    pub fn add_quiet(
        &mut self,
        others: &[Columns],
        counts: &WordCounts,
        find: impl Fn(&Columns, &mut Scratch) -> Vec<Candidate>,
    ) {
        let cue_words = counts.quiet_words();
        let mut scratch = Scratch::default();
        for columns in others {
            let sentences: Vec<Range<usize>> =
                quiet_sentences(columns, &cue_words).map(|(_, sentence)| sentence).collect();
            let candidates = find(columns, &mut scratch);
            for (candidate, row) in candidates.iter().zip(training::rows(columns, &candidates)) {
                let within = |cue: &Range<usize>| {
                    sentences.iter().any(|sentence| sentence.start <= cue.start && cue.end <= sentence.end)
                };
                if candidate.cue.as_ref().is_some_and(within) {
                    self.right.push(&row, 0.0, 1.0);
                    self.ranked.push(&row, 0.0, 1.0);
                }
            }
        }
    }
}
