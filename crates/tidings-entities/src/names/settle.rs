//! Agreement within a document: one name has one label, and a name found in one place is found in the others.
//!
//! The second pass of Ratinov and Roth 2009. A mention of which the tagger is not sure takes the label that the document
//! as a whole gives its words; the surname of a person named in full is that person.

use rustc_hash::FxHashMap;
use tidings_core::{Label, WordCase};

use super::evidence::{Evidence, used};
use super::gazetteer::{LONGEST_PHRASE, extend};
use super::label::{Name, with_first_name};
use super::lexicon::Known;

/// How much a document speaks for the labels of a name: the sum of the confidences.
#[derive(Default)]
struct Votes(Vec<(Label, f32)>);

impl Votes {
    fn add(&mut self, label: Label, weight: f32) {
        match self.0.iter_mut().find(|(known, _)| *known == label) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((label, weight)),
        }
    }

    fn of(&self, label: Label) -> f32 {
        self.0.iter().find(|(known, _)| *known == label).map_or(0.0, |(_, sum)| *sum)
    }

    /// The label with the largest sum; the first in the order of labels of equals.
    fn best(&self) -> Option<(Label, f32)> {
        let better = |a: &&(Label, f32), b: &&(Label, f32)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
        self.0.iter().max_by(better).copied()
    }
}

/// A mention that the tagger is surer of keeps its label.
const SURE: f32 = 0.97;
/// A name is looked for in the rest of the document from this sum of confidences on.
const FOUND: f32 = 0.7;

/// The words of the names of a document, with what speaks for their labels.
pub(super) struct Agreement {
    votes: FxHashMap<u64, Votes>,
}

impl Agreement {
    /// Collects the votes.
    pub(super) fn of(evidence: &Evidence<'_>, names: &[Name]) -> Self {
        let mut votes: FxHashMap<u64, Votes> = FxHashMap::default();
        for name in names.iter().filter(|name| name.skip == 0) {
            votes.entry(key(evidence, name.start, name.end)).or_default().add(name.label, name.confidence);
            if name.label == Label::Person && name.confidence > 0.5 {
                // "Tomas Medina Caracas" is also Medina Caracas, and Caracas.
                for start in (name.start + 1).max(name.end.saturating_sub(LONGEST_PHRASE))..name.end {
                    let tail = key(evidence, start, name.end);
                    votes.entry(tail).or_default().add(Label::Person, name.confidence);
                }
            }
        }
        Agreement { votes }
    }

    /// Gives every mention the label that the document gives its words.
    pub(super) fn settle(&self, evidence: &Evidence<'_>, names: &mut [Name]) {
        for name in names {
            let Some(votes) = self.votes.get(&key(evidence, name.start, name.end)) else { continue };
            let Some((label, sum)) = votes.best() else { continue };
            let own = votes.of(name.label);
            // "Russian troops speak Russian": one word, two things.
            let both = |label| matches!(label, Label::Norp | Label::Language);
            if both(label) && both(name.label) {
                continue;
            }
            if label != name.label && name.confidence < SURE && sum > 1.5 * own {
                name.label = label;
                name.confidence = (sum / (sum + own)).min(0.95);
            }
        }
    }

    /// Adds the mentions of the document's names that the tagger left out.
    pub(super) fn complete(&self, evidence: &Evidence<'_>, names: &mut Vec<Name>) {
        let mut covered = vec![false; evidence.words.len()];
        for name in names.iter() {
            covered[name.start..name.end].fill(true);
        }
        let before = names.len();
        for sentence in &evidence.sentences.0 {
            let range = sentence.tokens();
            let mut at = range.start;
            while at < range.end {
                match self.found(evidence, &covered, at, range.end) {
                    Some(name) => {
                        at = name.end;
                        covered[name.start..name.end].fill(true);
                        names.push(name);
                    }
                    None => at += 1,
                }
            }
        }
        if names.len() > before {
            names.sort_by_key(|name| name.start);
        }
    }

    /// The longest name of the document that begins at a token and covers no other.
    fn found(&self, evidence: &Evidence<'_>, covered: &[bool], at: usize, end: usize) -> Option<Name> {
        let capital = |at: usize| !matches!(evidence.words[at].case, WordCase::Lower | WordCase::Uncased);
        if covered[at] || !capital(at) {
            return None;
        }
        let (mut phrase, mut found) = (0, None);
        let free = (at..end.min(at + LONGEST_PHRASE)).take_while(|next| !covered[*next]);
        for next in free {
            phrase = extend(phrase, evidence.words[next].lower);
            let votes = self.votes.get(&phrase).and_then(Votes::best);
            let Some((label, sum)) = votes.filter(|(_, sum)| *sum >= FOUND && capital(next)) else {
                continue;
            };
            found = Some(Name {
                start: at,
                end: next + 1,
                label,
                confidence: (sum / (sum + 0.7)).min(0.9),
                skip: 0,
            });
        }
        let name = found?;
        let ordinary = Known::COMMON.or(Known::CALENDAR).or(Known::FUNCTION).or(Known::TITLE);
        let word =
            name.end == at + 1 && (evidence.known[at].any(ordinary) || evidence.used[at] & used::LOWER != 0);
        // Next to another capital, the words may be part of a longer name that is something else.
        let touches = |at: usize| at < covered.len() && capital(at) && !covered[at];
        let part = touches(name.end) && name.end < end || at > 0 && touches(at - 1);
        // The family name alone was looked for; the whole name stands here.
        let first = if name.label == Label::Person { with_first_name(evidence, at) } else { at };
        let start = if covered[first..at].contains(&true) { at } else { first };
        (!word && !part).then_some(Name { start, ..name })
    }
}

fn key(evidence: &Evidence<'_>, start: usize, end: usize) -> u64 {
    let words = evidence.words.range(start..end).into_iter().flatten();
    words.fold(0, |phrase, word| extend(phrase, word.lower))
}
