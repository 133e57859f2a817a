//! What is known of a sentence when it is ranked.

use tidings_core::{Claims, Span, TokenKind, Values};

use super::article::{Article, is_open};
use super::body::Candidate;
use super::discourse::Discourse;
use super::pairs::Pairs;
use super::reasons::Reason;
use super::terms::{Terms, Top};
use crate::lexicon::Class;
use crate::vocabulary::Reference;

macro_rules! features {
    ($($name:ident: $reason:ident,)*) => {
        /// The features, in the order of a row.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Feature { $($name),* }

        /// What each feature is a reason for.
        pub(super) const REASONS: &[Reason] = &[$(Reason::$reason),*];

        /// The names of the features.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    Index: Position, Depth: Position, Count: Other, WordsBefore: Position,
    Words: Length, RelativeWords: Length, OpenWords: Length,
    Central: Central, Frequent: Central, Weight: Central, CentralRare: Central, CentralRank: Central,
    Degree: Central, DegreeMean: Central,
    LikeLead: Lead, LikeSecond: Lead, LikeOpening: Lead, LikeBefore: Lead, LikeAfter: Central,
    NewTerms: New, Introduces: New, IntroducesNames: New,
    SalienceMean: Salience, SalienceSum: Salience, SalienceBest: Salience, SalienceTop: Salience,
    Expected: Salience, ExpectedRank: Salience, ExpectedRelative: Salience,
    ExpectedBefore: Other, ExpectedAfter: Other, RepeatedPairs: Repeated, PairShare: Repeated, ExpectedPairs: Salience,
    Rarity: Other,
    NameCount: Names, NameSalience: Names, NameBest: Names, Persons: Names, Capitals: Names,
    Dates: Numbers, Numbers: Numbers, Amounts: Numbers,
    Claim: Claim, Attributed: Claim, Reporting: Claim,
    Quoted: Voice, CutsQuote: Voice, FirstPerson: Voice, Question: Voice,
    Linked: Alone, PronounSpeaker: Alone, Pronouns: Alone, Pointing: Alone,
    Commas: Length, Furniture: Voice, Time: Other, CommonShare: Other,
}

/// How many features a sentence has.
pub const SENTENCE_FEATURES: usize = NAMES.len();

/// The features that say that a sentence leans on another one: more of them never gives a better score.
pub const LEANS: [usize; 4] = [
    Feature::CutsQuote as usize,
    Feature::Linked as usize,
    Feature::PronounSpeaker as usize,
    Feature::Pointing as usize,
];

/// The features of a sentence.
pub(crate) type Row = [f32; SENTENCE_FEATURES];

/// Sentences that count as the opening.
const OPENING: usize = 3;

/// The features of every candidate. The pairs have their chances.
pub(crate) fn rows(article: &Article<'_>, terms: &Terms, pairs: &Pairs) -> Vec<Row> {
    let mut scorer = Scorer::new(article, terms, pairs);
    let candidates = &article.body.candidates;
    let mut rows: Vec<Row> =
        candidates.iter().enumerate().map(|(index, candidate)| scorer.row(index, candidate)).collect();
    compare(&mut rows);
    rows
}

/// Fills in the features that compare a sentence with the others.
fn compare(rows: &mut [Row]) {
    use Feature::{
        CentralRank, CentralRare, Expected, ExpectedAfter, ExpectedBefore, ExpectedRank, ExpectedRelative,
        RelativeWords, Words,
    };
    let mean = |feature: Feature| {
        rows.iter().map(|row| row[feature as usize]).sum::<f32>() / rows.len().max(1) as f32
    };
    let (words, expected) = (mean(Words).max(1.0), mean(Expected).max(1e-6));
    for (value, rank) in [(CentralRare, CentralRank), (Expected, ExpectedRank)] {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| rows[*b][value as usize].total_cmp(&rows[*a][value as usize]).then(a.cmp(b)));
        for (place, row) in order.into_iter().enumerate() {
            rows[row][rank as usize] = place as f32;
        }
    }
    for index in 0..rows.len() {
        let at = |index: Option<usize>| {
            index.and_then(|index| rows.get(index)).map_or(0.0, |row| row[Expected as usize])
        };
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let row = &mut rows[index];
        row[RelativeWords as usize] = row[Words as usize] / words;
        row[ExpectedRelative as usize] = row[Expected as usize] / expected;
        row[ExpectedBefore as usize] = before;
        row[ExpectedAfter as usize] = after;
    }
}

/// What the features of all sentences are computed from.
struct Scorer<'a> {
    article: &'a Article<'a>,
    terms: &'a Terms,
    discourse: Discourse<'a>,
    /// By term: logarithm of one plus its count, for content terms; and that times its rarity.
    weight: Vec<f32>,
    max_weight: f32,
    norm: f32,
    rare_norm: f32,
    /// How many open terms a summary is expected to use.
    expected: f32,
    /// By term: a bit for each of the first sentences that has it.
    opening: Vec<u8>,
    opening_terms: [f32; OPENING],
    /// By term: one more than the last sentence in which it was seen.
    seen: Vec<u32>,
    pairs: &'a Pairs,
    words_before: usize,
    values: Option<&'a Values>,
    claims: Option<&'a Claims>,
    /// The next value and the next claim to look at.
    next_value: usize,
    next_claim: usize,
}

impl<'a> Scorer<'a> {
    fn new(article: &'a Article<'a>, terms: &'a Terms, pairs: &'a Pairs) -> Self {
        let count = terms.stats.len();
        let weight: Vec<f32> =
            terms.stats.iter().map(|term| if term.content { term.log_count } else { 0.0 }).collect();
        let rare = weight.iter().zip(&terms.stats).map(|(weight, term)| weight * term.rarity);
        let mut opening = vec![0u8; count];
        let mut opening_terms = [0.0; OPENING];
        for (index, candidate) in article.body.candidates.iter().take(OPENING).enumerate() {
            for (_, word) in article.words(candidate).filter(|(_, word)| word.is_content()) {
                let bits = &mut opening[word.term as usize];
                if *bits & (1 << index) == 0 {
                    *bits |= 1 << index;
                    opening_terms[index] += 1.0;
                }
            }
        }
        Scorer {
            article,
            terms,
            discourse: Discourse { article },
            max_weight: weight.iter().copied().fold(1.0, f32::max),
            norm: weight.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(1.0),
            rare_norm: rare.map(|weight| weight * weight).sum::<f32>().sqrt().max(1.0),
            weight,
            expected: terms.salience.iter().sum(),
            opening,
            opening_terms,
            seen: vec![0; count],
            pairs,
            words_before: 0,
            values: article.doc.get(),
            claims: article.doc.get(),
            next_value: 0,
            next_claim: 0,
        }
    }

    fn row(&mut self, index: usize, candidate: &Candidate) -> Row {
        use Feature::*;
        let mut row = [0.0; SENTENCE_FEATURES];
        let mut set = |feature: Feature, value: f32| row[feature as usize] = value;
        let count = self.article.body.candidates.len() as f32;
        set(Index, index as f32);
        set(Depth, index as f32 / count);
        set(Count, count);
        set(WordsBefore, self.words_before as f32);
        set(Quoted, candidate.quoted);
        set(CutsQuote, flag(candidate.cuts_quote));
        set(Linked, if index == 0 { 0.0 } else { self.discourse.linked(candidate) });
        set(PronounSpeaker, flag(self.discourse.has_pronoun_speaker(candidate)));
        set(Question, flag(has_question_mark(self.article.doc.slice(candidate.span))));
        self.words(candidate, &mut row);
        self.shared(index, candidate, &mut row);
        self.pairs(index, &mut row);
        self.names(index, candidate, &mut row);
        self.layers(candidate.span, &mut row);
        row
    }

    /// Counts of words and marks.
    fn words(&mut self, candidate: &Candidate, row: &mut Row) {
        use Feature::*;
        let words = self.article.words(candidate);
        let count = words.len();
        let (mut open, mut common) = (0u32, 0u32);
        let mut counts = [0u32; 7];
        let [pronouns, first_person, pointing, reporting, furniture, time, capitals] = &mut counts;
        for (token, word) in words {
            open += u32::from(is_open(word));
            common += u32::from(word.class.is_some());
            let inside = token > candidate.tokens.start;
            *capitals += u32::from(inside && word.is_content() && word.is_capital);
            match word.class {
                Some(Class::Pronoun) => {
                    if word.reference == Reference::FirstPerson {
                        *first_person += 1;
                    } else {
                        *pronouns += 1;
                    }
                }
                Some(Class::Determiner) => *pointing += u32::from(word.reference == Reference::Before),
                Some(Class::Reporting) => *reporting += 1,
                Some(Class::Furniture) => *furniture += 1,
                Some(Class::Time) => *time += 1,
                _ => {}
            }
        }
        let kinds = self.article.tokens.kinds().get(candidate.tokens.clone()).unwrap_or(&[]);
        let of_kind = |kind: TokenKind| kinds.iter().filter(|other| **other == kind).count();
        let marks = candidate.tokens.clone().zip(kinds).filter(|(_, kind)| **kind == TokenKind::Punctuation);
        let commas = marks.filter(|(token, _)| self.article.form(*token) == ",").count();
        let mut set = |feature: Feature, value: usize| row[feature as usize] = value as f32;
        let features = [Pronouns, FirstPerson, Pointing, Reporting, Furniture, Time, Capitals];
        features.into_iter().zip(counts).for_each(|(feature, count)| set(feature, count as usize));
        set(Numbers, of_kind(TokenKind::Number));
        set(Words, count);
        set(OpenWords, open as usize);
        set(Commas, commas);
        row[CommonShare as usize] = common as f32 / count.max(1) as f32;
        self.words_before += count;
    }

    /// What the words share with the rest of the article.
    fn shared(&mut self, index: usize, candidate: &Candidate, row: &mut Row) {
        use Feature::*;
        let number = index as u32 + 1;
        let mut top = Top::default();
        let (mut content, mut weight, mut rare, mut rarity_square, mut rarity) = (0.0f32, 0.0, 0.0, 0.0, 0.0);
        let (mut degree, mut in_opening, mut before, mut new, mut introduces) =
            (0.0f32, [0.0f32; OPENING + 1], 0.0f32, 0.0f32, 0.0f32);
        for (_, word) in self.article.words(candidate) {
            let id = word.term as usize;
            let term = &self.terms.stats[id];
            if !term.open || self.seen[id] == number {
                continue;
            }
            top.add(self.terms.salience[id]);
            if term.content {
                content += 1.0;
                weight += self.weight[id];
                rare += self.weight[id] * term.rarity * term.rarity;
                rarity_square += term.rarity * term.rarity;
                rarity += term.rarity;
                degree += (term.sentences - 1) as f32;
                before += flag(self.seen[id] + 1 == number);
                if term.first == index as u32 {
                    new += 1.0;
                    introduces += (term.sentences - 1) as f32;
                }
                let bits = self.opening[id];
                for (place, share) in in_opening.iter_mut().take(OPENING).enumerate() {
                    *share += flag(bits & (1 << place) != 0);
                }
                let others = if index < OPENING { bits & !(1 << index) } else { bits };
                in_opening[OPENING] += flag(others != 0);
            }
            self.seen[id] = number;
        }
        let mut set = |feature: Feature, value: f32| row[feature as usize] = value;
        let terms = content.max(1.0);
        set(Central, weight / (terms.sqrt() * self.norm));
        set(Frequent, weight / (terms * self.max_weight));
        set(Weight, weight);
        set(CentralRare, rare / (rarity_square.sqrt().max(1.0) * self.rare_norm));
        set(Degree, degree);
        set(DegreeMean, degree / terms);
        set(Rarity, rarity / terms);
        for (place, feature) in [LikeLead, LikeSecond].into_iter().enumerate() {
            set(feature, in_opening[place] / (terms * self.opening_terms[place]).sqrt().max(1.0));
        }
        set(LikeOpening, in_opening[OPENING] / terms);
        set(LikeBefore, before / terms);
        set(NewTerms, new / terms);
        set(Introduces, introduces);
        let open = top.count.max(1) as f32;
        set(SalienceMean, top.sum / open);
        set(SalienceSum, top.sum);
        set(SalienceBest, top.best[0]);
        set(SalienceTop, top.best.iter().sum());
        set(Expected, 2.0 * top.sum / (open + self.expected).max(1.0));
        set(LikeAfter, self.like_after(index) / open);
    }

    /// Pairs of words that the article, or the expected summary, has too.
    fn pairs(&self, index: usize, row: &mut Row) {
        let (mut all, mut open, mut repeated, mut expected) = (0.0f32, 0.0f32, 0.0, 0.0);
        for pair in self.pairs.of(index) {
            all += 1.0;
            open += flag(pair.open);
            repeated += flag(pair.open && pair.is_repeated());
            expected += pair.chance;
        }
        row[Feature::RepeatedPairs as usize] = repeated;
        row[Feature::PairShare as usize] = repeated / open.max(1.0);
        row[Feature::ExpectedPairs as usize] = 2.0 * expected / (all + self.pairs.expected).max(1.0);
    }

    /// How many terms of the sentence the next one has too.
    fn like_after(&self, index: usize) -> f32 {
        let Some(next) = self.article.body.candidates.get(index + 1) else { return 0.0 };
        let number = index as u32 + 1;
        let words = self.article.words(next).filter(|(_, word)| word.is_content());
        words.filter(|(_, word)| self.seen[word.term as usize] == number).count() as f32
    }

    fn names(&self, index: usize, candidate: &Candidate, row: &mut Row) {
        use Feature::*;
        let names = &self.article.names;
        let Some(entities) = names.entities else {
            for feature in [NameCount, NameSalience, NameBest, Persons, IntroducesNames] {
                row[feature as usize] = f32::NAN;
            }
            return;
        };
        let mut last = None;
        for token in candidate.tokens.clone() {
            let entity = names.at(token);
            if let Some(entity) = entity.filter(|_| entity != last) {
                let salience = names.salience(entity);
                row[NameCount as usize] += 1.0;
                row[NameSalience as usize] += salience;
                row[NameBest as usize] = row[NameBest as usize].max(salience);
                let label = entities.index.get(entity as usize).map(|entity| entity.label);
                row[Persons as usize] += flag(label == Some(tidings_core::Label::Person));
                if names.first(entity) == index as u32 {
                    row[IntroducesNames as usize] += salience;
                }
            }
            last = entity;
        }
    }

    /// Values and claims.
    fn layers(&mut self, span: Span, row: &mut Row) {
        use Feature::*;
        if let Some(values) = self.values {
            let mentions = &values.0;
            while mentions.get(self.next_value).is_some_and(|value| value.span.start < span.start) {
                self.next_value += 1;
            }
            let here = mentions.iter().skip(self.next_value).take_while(|value| value.span.end <= span.end);
            for value in here {
                use tidings_core::Label::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
                match value.label {
                    Date | Time | Ordinal => row[Dates as usize] += 1.0,
                    Cardinal | Money | Percent | Quantity => row[Amounts as usize] += 1.0,
                    _ => {}
                }
            }
        }
        if let Some(claims) = self.claims {
            let start =
                |claim: &tidings_core::Claim| claim.content.first().map_or(0, |content| content.start);
            while claims.0.get(self.next_claim).is_some_and(|claim| start(claim) < span.start) {
                self.next_claim += 1;
            }
            for claim in claims.0.iter().skip(self.next_claim).take_while(|claim| start(claim) < span.end) {
                row[Claim as usize] += 1.0;
                let named = claim
                    .source
                    .is_some_and(|source| span.contains(source) && !self.article.is_pronoun(source));
                row[Attributed as usize] += flag(named);
            }
        }
    }
}

fn flag(condition: bool) -> f32 {
    f32::from(u8::from(condition))
}

/// Two searches for one mark each are faster than one for either.
fn has_question_mark(sentence: &str) -> bool {
    sentence.contains('?') || !sentence.is_ascii() && sentence.contains('？')
}
