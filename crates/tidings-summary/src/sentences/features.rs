//! What speaks for and against a sentence.
//!
//! The score is a weighted sum; every feature lies between 0 and 1. The weights were set by hand on
//! news with written summaries and are rounded on purpose: moved by a third, they change the measured
//! quality by less than its error. The penalties cost a little of it, and are there so that a sentence
//! stands alone.

use std::borrow::Cow;

use tidings_core::{Claims, Document, Entities, Label, Sentences, Span, TokenKind, Tokens, Values};

use super::body::{Body, Candidate, title};
use crate::lexicon::Class;
use crate::vocabulary::{TermId, Vocabulary, Word};

/// One feature: its weight and, if it can speak for a sentence, the reason in plain words.
struct Feature {
    weight: f32,
    reason: &'static str,
}

const fn feature(weight: f32, reason: &'static str) -> Feature {
    Feature { weight, reason }
}

const FEATURES: usize = 15;
const EARLY: usize = 0;
const DEPTH: usize = 1;
const CENTRAL: usize = 2;
const FREQUENT: usize = 3;
const TITLE: usize = 4;
const LEAD: usize = 5;
const NAMES: usize = 6;
const NUMBERS: usize = 7;
const LENGTH: usize = 8;
const PARAGRAPH: usize = 9;
const CLAIM: usize = 10;
const LINKED: usize = 11;
const PRONOUN_SPEAKER: usize = 12;
const QUOTE: usize = 13;
const QUESTION: usize = 14;

static TABLE: [Feature; FEATURES] = [
    feature(2.6, "stands near the beginning"),
    feature(1.0, "stands in the earlier part of the article"),
    feature(2.0, "covers much of what the article is about"),
    feature(2.0, "uses the words that the article uses most"),
    feature(0.7, "shares words with the title"),
    feature(0.1, "goes on with the topic of the opening sentence"),
    feature(0.5, "names the article's main people, places or organizations"),
    feature(0.3, "gives figures"),
    feature(0.1, "has a good length"),
    feature(0.05, "opens a paragraph"),
    feature(0.1, "says who says it"),
    // Against: it leans on the sentence before, or is not the article's own voice.
    feature(-0.4, ""),
    feature(-0.3, ""),
    feature(-0.5, ""),
    feature(-0.3, ""),
];

/// The features of every candidate.
pub(super) struct Scores {
    rows: Vec<[f32; FEATURES]>,
    /// The mean contribution of each feature: a reason is what sets a sentence apart.
    mean: [f32; FEATURES],
}

impl Scores {
    /// The score of a candidate.
    pub(super) fn total(&self, index: usize) -> f32 {
        self.contributions(index).sum()
    }

    /// The three features that lift a candidate most above the others, in plain words; one at least.
    pub(super) fn reasons(&self, index: usize) -> Vec<Cow<'static, str>> {
        let mut gains: Vec<(f32, &'static str)> = self
            .contributions(index)
            .zip(self.mean)
            .zip(&TABLE)
            .filter(|((own, _), _)| *own > 0.0)
            .map(|((own, mean), feature)| (own - mean, feature.reason))
            .collect();
        gains.sort_by(|a, b| b.0.total_cmp(&a.0));
        let strong = gains.iter().take_while(|(gain, _)| *gain > 0.0).count();
        gains.truncate(strong.clamp(1, 3));
        let opening =
            |reason| if index == 0 && reason == TABLE[EARLY].reason { "opens the article" } else { reason };
        gains.into_iter().map(|(_, reason)| Cow::Borrowed(opening(reason))).collect()
    }

    fn contributions(&self, index: usize) -> impl Iterator<Item = f32> {
        self.rows[index].into_iter().zip(&TABLE).map(|(value, feature)| value * feature.weight)
    }
}

/// Scores every candidate of the body.
pub(super) fn score(doc: &Document, tokens: &Tokens, vocabulary: &Vocabulary, body: &Body) -> Scores {
    let mut scorer = Scorer::new(doc, tokens, vocabulary, body);
    let rows: Vec<_> =
        body.candidates.iter().enumerate().map(|(index, candidate)| scorer.row(index, candidate)).collect();
    let mut mean = [0.0; FEATURES];
    for (feature, mean) in mean.iter_mut().enumerate() {
        let sum: f32 = rows.iter().map(|row| row[feature]).sum();
        *mean = sum / rows.len().max(1) as f32 * TABLE[feature].weight;
    }
    Scores { rows, mean }
}

/// What the features of all sentences are computed from.
struct Scorer<'a> {
    doc: &'a Document,
    tokens: &'a Tokens,
    vocabulary: &'a Vocabulary,
    count: usize,
    /// For every term the logarithm of one plus its count in the body; 0 for common words.
    weight: Vec<f32>,
    /// The largest of them, and the length of all as a vector.
    max_weight: f32,
    norm: f32,
    title: Vec<TermId>,
    /// Whether the opening sentence has the term.
    in_lead: Vec<bool>,
    lead_terms: f32,
    names: Names<'a>,
    /// The last sentence, plus one, in which a term was seen: counts each term once a sentence.
    seen_in: Vec<u32>,
}

impl<'a> Scorer<'a> {
    fn new(doc: &'a Document, tokens: &'a Tokens, vocabulary: &'a Vocabulary, body: &Body) -> Self {
        let mut count = vec![0u32; vocabulary.len()];
        for word in body.candidates.iter().flat_map(|candidate| content(vocabulary, candidate)) {
            count[word.term as usize] += 1;
        }
        let weight: Vec<f32> = count.iter().map(|count| (*count as f32).ln_1p()).collect();
        let mut in_lead = vec![false; vocabulary.len()];
        let lead = body.candidates.first();
        lead.into_iter()
            .flat_map(|lead| content(vocabulary, lead))
            .for_each(|word| in_lead[word.term as usize] = true);
        let mut title = doc
            .get::<Sentences>()
            .map_or(Vec::new(), |sentences| vocabulary.known_content_terms(&title(doc, sentences)));
        title.sort_unstable();
        title.dedup();
        Scorer {
            doc,
            tokens,
            vocabulary,
            count: body.candidates.len(),
            max_weight: weight.iter().copied().fold(1.0, f32::max),
            norm: weight.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(1.0),
            weight,
            title,
            lead_terms: in_lead.iter().filter(|seen| **seen).count() as f32,
            in_lead,
            names: Names::of(doc, tokens, vocabulary, body),
            seen_in: vec![0; vocabulary.len()],
        }
    }

    fn row(&mut self, index: usize, candidate: &Candidate) -> [f32; FEATURES] {
        let mut row = [0.0; FEATURES];
        row[EARLY] = 1.0 / (1.0 + index as f32);
        row[DEPTH] = 1.0 - index as f32 / self.count.max(1) as f32;
        self.overlap(index, candidate, &mut row);
        row[NAMES] = self.names.salience(candidate, self.vocabulary);
        row[NUMBERS] = self.numbers(candidate.span, candidate);
        row[LENGTH] = length(self.words(candidate).count());
        row[PARAGRAPH] = f32::from(u8::from(candidate.opens_paragraph));
        row[CLAIM] = self.claim(candidate.span);
        row[LINKED] = if index == 0 { 0.0 } else { self.linked(candidate) };
        row[PRONOUN_SPEAKER] = f32::from(u8::from(self.has_pronoun_speaker(candidate)));
        row[QUOTE] = if candidate.quoted > 0.9 || candidate.cuts_quote { 1.0 } else { 0.0 };
        row[QUESTION] = if has_question_mark(self.doc.slice(candidate.span)) { 1.0 } else { 0.0 };
        row
    }

    /// The features that compare the sentence's words with those of the article, title and opening.
    fn overlap(&mut self, index: usize, candidate: &Candidate, row: &mut [f32; FEATURES]) {
        let (mut terms, mut weight, mut in_title, mut in_lead) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        for word in content(self.vocabulary, candidate) {
            let term = word.term as usize;
            if self.seen_in[term] == index as u32 + 1 {
                continue;
            }
            self.seen_in[term] = index as u32 + 1;
            terms += 1.0;
            weight += self.weight[term];
            in_title += f32::from(u8::from(self.title.binary_search(&word.term).is_ok()));
            in_lead += f32::from(u8::from(self.in_lead[term]));
        }
        if terms > 0.0 {
            row[CENTRAL] = weight / (terms.sqrt() * self.norm);
            row[FREQUENT] = weight / (terms * self.max_weight);
            row[TITLE] = in_title / self.title.len().max(1) as f32;
            row[LEAD] = in_lead / (terms * self.lead_terms).sqrt().max(1.0);
        }
    }

    fn words(&self, candidate: &Candidate) -> impl Iterator<Item = (usize, Word)> + use<'a> {
        words(self.vocabulary, candidate)
    }

    fn numbers(&self, span: Span, candidate: &Candidate) -> f32 {
        let count = match self.doc.get::<Values>() {
            Some(values) => values.inside(span).len(),
            None => {
                let kinds = self.tokens.kinds().get(candidate.tokens.clone()).unwrap_or(&[]);
                kinds.iter().filter(|kind| **kind == TokenKind::Number).count()
            }
        };
        count.min(2) as f32 / 2.0
    }

    /// Whether the sentence holds a claim whose speaker it names.
    fn claim(&self, span: Span) -> f32 {
        let Some(claims) = self.doc.get::<Claims>() else { return 0.0 };
        let first = |claim: &tidings_core::Claim| claim.content.first().map_or(0, |content| content.start);
        let from = claims.0.partition_point(|claim| first(claim) < span.start);
        let mut here = claims.0.iter().skip(from).take_while(|claim| first(claim) < span.end);
        let named = here.any(|claim| {
            claim.source.is_some_and(|source| span.contains(source) && !self.is_pronoun(source))
        });
        f32::from(u8::from(named))
    }

    fn is_pronoun(&self, span: Span) -> bool {
        let mut words = self.tokens.inside(span).filter_map(|token| self.vocabulary.at(token));
        words.all(|word| word.class == Some(Class::Pronoun))
    }

    /// How much the beginning leans on the sentence before: "But", "He", "This comes as".
    fn linked(&self, candidate: &Candidate) -> f32 {
        let mut words = self.words(candidate);
        let Some((token, first)) = words.next() else { return 0.0 };
        let next = words.next().map(|(_, word)| word);
        let form = self.form(token);
        match first.class {
            Some(Class::Connective)
                if !is_any(
                    form,
                    &["if", "when", "while", "although", "though", "where", "whether", "as", "once"],
                ) =>
            {
                1.0
            }
            Some(Class::Pronoun) if is_any(form, &["he", "she", "they", "it"]) => 1.0,
            Some(Class::Pronoun) if is_any(form, &["i", "we", "you"]) => 0.5,
            Some(Class::Determiner) if is_any(form, &["this", "that", "these", "those", "such"]) => {
                // "This week" points at the day, not at the sentence before.
                if next.and_then(|word| word.class) == Some(Class::Time) { 0.0 } else { 1.0 }
            }
            Some(Class::Determiner)
                if is_any(form, &["his", "her", "their", "its", "both", "others", "another"]) =>
            {
                0.7
            }
            _ => 0.0,
        }
    }

    /// Whether the only speaker of a statement is a pronoun without a name before it.
    fn has_pronoun_speaker(&self, candidate: &Candidate) -> bool {
        let mut before: Option<(usize, Word)> = None;
        for (position, (token, word)) in self.words(candidate).enumerate() {
            if position > 0 && word.is_content() && self.is_capitalized(token) {
                return false;
            }
            let pronoun = |(token, word): (usize, Word)| {
                word.class == Some(Class::Pronoun) && is_any(self.form(token), &["he", "she", "they"])
            };
            let reporting = |word: Word| word.class == Some(Class::Reporting);
            let says = |(token, before): (usize, Word), (next, word): (usize, Word)| {
                pronoun((token, before)) && reporting(word) || reporting(before) && pronoun((next, word))
            };
            if before.is_some_and(|before| says(before, (token, word))) {
                return true;
            }
            before = Some((token, word));
        }
        false
    }

    fn form(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| self.doc.slice(token.span))
    }

    fn is_capitalized(&self, token: usize) -> bool {
        self.form(token).starts_with(char::is_uppercase)
    }
}

/// Two searches for one mark each are faster than one for either.
fn has_question_mark(sentence: &str) -> bool {
    sentence.contains('?') || !sentence.is_ascii() && sentence.contains('？')
}

fn is_any(form: &str, forms: &[&str]) -> bool {
    forms.iter().any(|known| form.eq_ignore_ascii_case(known))
}

/// The words of a candidate, each with its token.
fn words<'a>(
    vocabulary: &'a Vocabulary,
    candidate: &Candidate,
) -> impl Iterator<Item = (usize, Word)> + use<'a> {
    candidate.tokens.clone().filter_map(|token| Some((token, vocabulary.at(token)?)))
}

/// The words of a candidate that say something.
pub(super) fn content<'a>(
    vocabulary: &'a Vocabulary,
    candidate: &Candidate,
) -> impl Iterator<Item = Word> + use<'a> {
    words(vocabulary, candidate).map(|(_, word)| word).filter(|word| word.is_content())
}

/// 1 for 15 to 35 words, falling on both sides.
fn length(words: usize) -> f32 {
    match words as f32 {
        few @ ..15.0 => few / 15.0,
        many @ 35.0.. => (35.0 / many).powi(2),
        _ => 1.0,
    }
}

/// How often the article names what it names.
enum Names<'a> {
    /// From the layer: mentions per entity, relative to the most frequent one.
    Layer(&'a Entities, Vec<f32>),
    /// From capital letters inside sentences: the same per term.
    Capitals(Vec<f32>),
}

impl<'a> Names<'a> {
    fn of(doc: &'a Document, tokens: &Tokens, vocabulary: &Vocabulary, body: &Body) -> Self {
        let mut counts: Vec<f32>;
        if let Some(entities) = doc.get::<Entities>() {
            counts = vec![0.0; entities.index.len()];
            for mention in entities.mentions.iter().filter(|mention| is_name(mention.label)) {
                if let Some(count) = counts.get_mut(mention.entity as usize) {
                    *count += 1.0;
                }
            }
            relative(&mut counts);
            return Names::Layer(entities, counts);
        }
        counts = vec![0.0; vocabulary.len()];
        for candidate in &body.candidates {
            for (token, word) in words(vocabulary, candidate).skip(1).filter(|(_, word)| word.is_content()) {
                let form = tokens.get(token).map_or("", |token| doc.slice(token.span));
                if form.starts_with(char::is_uppercase) {
                    counts[word.term as usize] += 1.0;
                }
            }
        }
        relative(&mut counts);
        Names::Capitals(counts)
    }

    /// How much of what the article names most the candidate names: three main names are all.
    fn salience(&self, candidate: &Candidate, vocabulary: &Vocabulary) -> f32 {
        let mut named: Vec<(u32, f32)> = match self {
            Names::Layer(entities, salience) => {
                let mentions = entities.inside(candidate.span).iter().map(|mention| mention.entity);
                mentions
                    .map(|entity| (entity, salience.get(entity as usize).copied().unwrap_or(0.0)))
                    .collect()
            }
            Names::Capitals(salience) => {
                let terms = content(vocabulary, candidate).map(|word| word.term);
                terms
                    .map(|term| (term, salience[term as usize]))
                    .filter(|(_, salience)| *salience > 0.0)
                    .collect()
            }
        };
        named.sort_unstable_by_key(|(name, _)| *name);
        named.dedup_by_key(|(name, _)| *name);
        (named.iter().map(|(_, salience)| salience).sum::<f32>() / 3.0).min(1.0)
    }
}

fn is_name(label: Label) -> bool {
    !label.is_value()
}

fn relative(counts: &mut [f32]) {
    let most = counts.iter().copied().fold(1.0, f32::max);
    counts.iter_mut().for_each(|count| *count /= most);
}
