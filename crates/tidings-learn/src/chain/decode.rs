//! Finding the most probable spans (Viterbi), with the probability of each.

use super::lattice::{Lattice, Transitions};
use super::scheme::{FoundSpan, Scheme};
use crate::feature::FeatureRows;
use crate::model::{ModelError, Section};
use crate::table::Table;

/// A trained chain. Shared by all threads; what a thread writes to is its [`Decoder`].
#[derive(Clone)]
pub struct ChainTagger {
    scheme: Scheme,
    transitions: Transitions,
    weights: Vec<f32>,
    exponentials: Vec<f32>,
    table: Table,
}

/// Scratch space for decoding.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    sums: Vec<i32>,
    scores: Vec<f32>,
    best: Vec<f32>,
    from: Vec<u8>,
    labels: Vec<u8>,
    lattice: Lattice,
}

impl ChainTagger {
    /// A tagger from the bytes of a section.
    ///
    /// # Errors
    /// If the bytes are not a chain.
    pub fn open(section: Section) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::Damaged(what.to_owned());
        let types = *section.first().ok_or_else(|| damaged("a chain is empty"))? as usize;
        if !(1..=15).contains(&types) {
            return Err(damaged("a chain has an impossible number of types"));
        }
        let scheme = Scheme::new(types);
        let transitions = Transitions::new(scheme);
        let head = 1 + transitions.pairs.len() * 4;
        let numbers = section.get(1..head).ok_or_else(|| damaged("a chain ends within its transitions"))?;
        let weights: Vec<f32> = numbers
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]).clamp(-50.0, 50.0))
            .collect();
        let table = Table::open(section.from(head))?;
        if table.labels() != scheme.labels() {
            return Err(damaged("the parts of a chain do not fit"));
        }
        let exponentials = weights.iter().map(|weight| weight.exp()).collect();
        Ok(ChainTagger { scheme, transitions, weights, exponentials, table })
    }

    /// The types of span.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The most probable spans of a sequence, in order, each with its confidence.
    pub fn decode(&self, rows: &FeatureRows, decoder: &mut Decoder, spans: &mut Vec<FoundSpan>) {
        self.score(rows, decoder);
        self.decode_scored(decoder, spans);
    }

    /// Sets the scores of a sequence, which [`ChainTagger::adjust`] may change before
    /// [`ChainTagger::decode_scored`] decides.
    pub fn score(&self, rows: &FeatureRows, decoder: &mut Decoder) {
        let labels = self.scheme.labels();
        let scale = self.table.scale();
        decoder.sums.resize(labels, 0);
        decoder.scores.clear();
        for row in rows.rows() {
            self.table.score(row, &mut decoder.sums);
            decoder.scores.extend(decoder.sums.iter().map(|sum| *sum as f32 * scale));
        }
    }

    /// Adds to the score of every label of a type at an item: evidence that training did not see.
    pub fn adjust(&self, decoder: &mut Decoder, item: usize, kind: usize, by: f32) {
        let start = item * self.scheme.labels() + 1 + 4 * kind;
        if let Some(scores) = decoder.scores.get_mut(start..start + 4) {
            scores.iter_mut().for_each(|score| *score += by);
        }
    }

    /// Adds to the score of being outside every span: a value below zero finds more spans, with less certainty.
    pub fn adjust_outside(&self, decoder: &mut Decoder, by: f32) {
        for row in decoder.scores.chunks_exact_mut(self.scheme.labels()) {
            row[0] += by;
        }
    }

    /// Adds what the transitions from and to an item outside every span are worth, for a part of a sequence whose
    /// neighbors are known to be outside.
    pub fn adjoin_outside(&self, decoder: &mut Decoder, before: bool, after: bool) {
        let labels = self.scheme.labels();
        let transitions = &self.transitions;
        for ((from, to), weight) in transitions.pairs.iter().zip(&self.weights) {
            let last = decoder.scores.len().saturating_sub(labels);
            if before
                && *from == 0
                && let Some(score) = decoder.scores.get_mut(*to as usize)
            {
                *score += weight;
            }
            if after
                && *to == 0
                && let Some(score) = decoder.scores.get_mut(last + *from as usize)
            {
                *score += weight;
            }
        }
    }

    /// The most probable spans for the scores that were set last.
    pub fn decode_scored(&self, decoder: &mut Decoder, spans: &mut Vec<FoundSpan>) {
        spans.clear();
        self.best_labels(decoder);
        if decoder.labels.iter().all(|label| *label == 0) {
            return;
        }
        self.probabilities(decoder);
        let labels = self.scheme.labels();
        for (items, kind) in self.scheme.spans(&decoder.labels) {
            let probability =
                |item: usize| decoder.lattice.probability(labels, item, decoder.labels[item] as usize);
            let confidence = items.clone().map(probability).fold(1.0, f32::min).clamp(0.0, 1.0);
            spans.push(FoundSpan { items, kind, confidence });
        }
    }

    /// Computes the probability of every label at every item for the scores that were set last.
    pub fn probabilities(&self, decoder: &mut Decoder) {
        let scores = &decoder.scores;
        decoder.lattice.run(&self.transitions, &self.exponentials, scores, |_| u64::MAX);
    }

    /// The probability, computed by [`ChainTagger::probabilities`], that an item lies in a span of a type.
    pub fn probability(&self, decoder: &Decoder, item: usize, kind: usize) -> f32 {
        let labels = self.scheme.labels();
        let first = 1 + 4 * kind;
        (first..first + 4).map(|label| decoder.lattice.probability(labels, item, label)).sum()
    }

    /// The Viterbi algorithm. What comes before a label that begins something is the best of all labels that end
    /// something, whichever it is, up to the weight of the transition.
    fn best_labels(&self, decoder: &mut Decoder) {
        let labels = self.scheme.labels();
        let length = decoder.scores.len() / labels;
        let Decoder { scores, best, from, labels: chosen, .. } = decoder;
        from.clear();
        from.resize(scores.len(), 0);
        chosen.clear();
        chosen.resize(length, 0);
        best.clear();
        best.resize(labels * 2, f32::NEG_INFINITY);
        let (mut last, mut next) = best.split_at_mut(labels);
        for (index, row) in scores.chunks_exact(labels).enumerate() {
            let from = &mut from[index * labels..(index + 1) * labels];
            for to in 0..labels {
                if index == 0 {
                    let may = self.transitions.may_start >> to & 1 == 1;
                    next[to] = if may { row[to] } else { f32::NEG_INFINITY };
                    continue;
                }
                let range = self.transitions.leading_to(to);
                let (mut top, mut origin) = (f32::NEG_INFINITY, 0);
                for (pair, weight) in self.transitions.pairs[range.clone()].iter().zip(&self.weights[range]) {
                    let score = last[pair.0 as usize] + weight;
                    if score > top {
                        (top, origin) = (score, pair.0);
                    }
                }
                next[to] = top + row[to];
                from[to] = origin;
            }
            std::mem::swap(&mut last, &mut next);
        }
        let mut label = 0;
        let mut top = f32::NEG_INFINITY;
        for (candidate, score) in last.iter().enumerate() {
            if self.transitions.may_end >> candidate & 1 == 1 && *score > top {
                (label, top) = (candidate, *score);
            }
        }
        for index in (0..length).rev() {
            chosen[index] = label as u8;
            label = from[index * labels + label] as usize;
        }
    }
}
