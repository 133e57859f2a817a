//! The second pass: a document calls one thing by one kind of name.
//!
//! What was labeled with little evidence takes the label that the same words have elsewhere in the document
//! (the non-local features of Ratinov and Roth 2009, as a vote), and words that the first pass had to leave
//! out, such as those of a headline, are names if the document shows them to be.

use rustc_hash::FxHashMap;
use tidings_core::Label;

use super::draft::{Draft, View};
use super::lexicon::{self, Known, NAME};
use crate::pieces::Shape;
use crate::table::Key;

/// From this confidence on a draft keeps its label.
const SURE: f32 = 0.85;

/// Votes for the labels of one name.
#[derive(Default)]
struct Votes {
    weight: [f32; Label::ALL.len()],
    best: f32,
}

impl Votes {
    fn add(&mut self, label: Label, confidence: f32) {
        if let Some(at) = Label::ALL.iter().position(|known| *known == label) {
            // One good reason counts for more than several weak ones.
            self.weight[at] += confidence.powi(3);
            self.best = self.best.max(confidence);
        }
    }

    fn label(&self) -> Option<(Label, f32)> {
        let (at, weight) =
            self.weight.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))?;
        (*weight > 0.0).then_some((Label::ALL[at], self.best))
    }
}

/// What the document shows each name to be.
pub(super) struct Agreement(FxHashMap<String, Votes>);

impl Agreement {
    /// Collects the votes of all drafts.
    pub(super) fn of(view: &View, drafts: &[Draft]) -> Self {
        let mut votes: FxHashMap<String, Votes> = FxHashMap::default();
        for draft in drafts {
            let key = view.key(draft.from, draft.to);
            let key = key.as_str();
            if let Some(known) = votes.get_mut(key) {
                known.add(draft.label, draft.confidence);
            } else if !key.is_empty() {
                votes.entry(key.to_owned()).or_default().add(draft.label, draft.confidence);
            }
            if draft.label == Label::Person && draft.confidence >= 0.7 && draft.to > draft.from + 1 {
                let family = view.key(draft.to - 1, draft.to);
                let place = lexicon::name(&family, view.lists).any(lexicon::PLACE);
                if place || family.as_str().len() < 2 {
                    continue;
                }
                if let Some(known) = votes.get_mut(family.as_str()) {
                    known.add(Label::Person, draft.confidence);
                } else {
                    votes.entry(family.as_str().to_owned()).or_default().add(Label::Person, draft.confidence);
                }
            }
        }
        Agreement(votes)
    }

    /// Gives each doubtful draft the label that its name has elsewhere.
    pub(super) fn settle(&self, view: &View, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|draft| draft.confidence < SURE) {
            let votes = self.0.get(view.key(draft.from, draft.to).as_str());
            if let Some((label, best)) = votes.and_then(Votes::label) {
                draft.label = label;
                draft.confidence = draft.confidence.max(best * 0.95);
            }
        }
    }

    /// Finds the names that the first pass left out, between its drafts.
    pub(super) fn complete(&self, view: &View, drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        let mut next = 0;
        let mut at = 0;
        while at < view.pieces.len() {
            if let Some(draft) = drafts.get(next).filter(|draft| at >= draft.from) {
                at = at.max(draft.to);
                next += 1;
                continue;
            }
            let limit = drafts.get(next).map_or(view.pieces.len(), |draft| draft.from);
            let draft = match view.pieces[at].shape {
                Shape::Capital | Shape::Upper => self.seen(view, at, limit),
                Shape::Lower => self.lower(view, at),
                _ => None,
            };
            at = draft.map_or(at + 1, |draft| draft.to);
            found.extend(draft);
        }
        drafts.append(&mut found);
        drafts.sort_by_key(|draft| (draft.from, draft.to));
    }

    /// A capitalized name that stands elsewhere with good evidence; the longest one.
    fn seen(&self, view: &View, at: usize, limit: usize) -> Option<Draft> {
        if view.known(at).any(Known::TAKEN.or(Known::FUNCTION)) {
            return None;
        }
        let mut key = Key::new();
        let mut found = None;
        for to in at + 1..limit.min(at + 5) + 1 {
            if view.pieces.get(to - 1).is_none_or(|piece| !piece.is_word())
                || view.known(to - 1).any(Known::TAKEN)
            {
                break;
            }
            key.push(view.word(to - 1));
            if let Some((label, best)) = self.0.get(key.as_str()).and_then(Votes::label)
                && best >= 0.5
                && (best >= 0.9 || !view.known(at).any(Known::COMMON.or(Known::LOWERED)))
            {
                found = Some(Draft { from: at, to, label, confidence: best * 0.85 });
            }
        }
        found
    }

    /// A name in lower case: "ukraine", "zelenskyy".
    fn lower(&self, view: &View, at: usize) -> Option<Draft> {
        if view.pieces[at].span.len() < 5 || view.known(at) != Known::NONE {
            return None;
        }
        let key = Key::of(view.word(at));
        let known = lexicon::lower_name(&key, view.lists);
        if !known.any(NAME) {
            return None;
        }
        let label = if known.any(Known::PERSON) { Label::Person } else { Label::Gpe };
        let agreed = self.0.get(key.as_str()).and_then(Votes::label).is_some_and(|(other, _)| other == label);
        Some(Draft { from: at, to: at + 1, label, confidence: if agreed { 0.85 } else { 0.7 } })
    }
}
