//! Finding the most probable spans (Viterbi), with the probability of each.

use super::lanes::{Matrix, Trellis, lanes};
use super::lattice::Transitions;
use super::scheme::{FoundSpan, Scheme};
use crate::model::ModelError;

/// The transitions of a trained chain: what decodes scores, wherever they come from. Shared by all threads; what a thread
/// writes to is its [`Decoder`].
#[derive(Clone)]
pub struct Chain {
    scheme: Scheme,
    matrix: Matrix,
}

/// Scratch space for decoding.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// Rows of scores, one number a label and some to fill up.
    scores: Vec<f32>,
    /// Whether the trellis holds the probabilities of these scores.
    is_done: bool,
    trellis: Trellis,
}

impl Decoder {
    /// Forgets the scores and keeps the memory.
    pub fn clear(&mut self) {
        self.scores.clear();
        self.is_done = false;
    }

    /// The scores, to be changed.
    fn change(&mut self) -> &mut Vec<f32> {
        self.is_done = false;
        &mut self.scores
    }
}

impl Chain {
    /// The transitions at the beginning of a section, and where what follows them begins.
    ///
    /// # Errors
    /// If the bytes do not begin with transitions.
    pub(super) fn open(section: &[u8]) -> Result<(Self, usize), ModelError> {
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
        Ok((Chain { scheme, matrix: Matrix::new(scheme, &transitions, &weights) }, head))
    }

    /// The types of span.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Adds an item to the sequence: gives its scores, one a label, to be set.
    #[inline]
    pub(super) fn next<'d>(&self, decoder: &'d mut Decoder) -> &'d mut [f32] {
        let labels = self.scheme.labels();
        let scores = decoder.change();
        let start = scores.len();
        scores.resize(start + lanes(labels), f32::NEG_INFINITY);
        &mut scores[start..start + labels]
    }

    /// Adds to the score of every label of a type at an item: evidence that training did not see.
    pub fn adjust(&self, decoder: &mut Decoder, item: usize, kind: usize, by: f32) {
        let start = item * lanes(self.scheme.labels()) + 1 + 4 * kind;
        if let Some(scores) = decoder.change().get_mut(start..start + 4) {
            scores.iter_mut().for_each(|score| *score += by);
        }
    }

    /// Adds to the score of being outside every span: a value below zero finds more spans, with less certainty.
    pub fn adjust_outside(&self, decoder: &mut Decoder, by: f32) {
        for row in decoder.change().chunks_exact_mut(lanes(self.scheme.labels())) {
            row[0] += by;
        }
    }

    /// Adds what the transitions from and to an item outside every span are worth, for a part of a sequence whose
    /// neighbors are known to be outside.
    pub fn adjoin_outside(&self, decoder: &mut Decoder, before: bool, after: bool) {
        let lanes = lanes(self.scheme.labels());
        let rows = decoder.change();
        if before && let Some(first) = rows.get_mut(..lanes) {
            self.matrix.add_from_outside(first);
        }
        if after && let Some(last) = rows.len().checked_sub(lanes) {
            self.matrix.add_to_outside(&mut rows[last..]);
        }
    }

    /// Computes the probability of every label at every item for the scores that were set last.
    pub fn probabilities(&self, decoder: &mut Decoder) {
        if !decoder.is_done {
            self.matrix.probabilities(&decoder.scores, &mut decoder.trellis);
            decoder.is_done = true;
        }
    }

    /// The most probable spans for the scores that were set last.
    pub fn decode(&self, decoder: &mut Decoder, spans: &mut Vec<FoundSpan>) {
        spans.clear();
        self.probabilities(decoder);
        let lanes = lanes(self.scheme.labels());
        let Decoder { scores, trellis, .. } = decoder;
        // If nothing at all is found with more than half of the probability, no other sequence can be the best.
        let inside: f32 = trellis.forward.chunks_exact(lanes).map(|row| 1.0 - row[0]).sum();
        if inside < 0.5 {
            return;
        }
        self.matrix.best(scores, trellis);
        for (items, kind) in self.scheme.spans(&trellis.best) {
            let probability = |item: usize| trellis.forward[item * lanes + trellis.best[item] as usize];
            let confidence = items.clone().map(probability).fold(1.0, f32::min).clamp(0.0, 1.0);
            spans.push(FoundSpan { items, kind, confidence });
        }
    }

    /// The type, other than its own, that the same span has with the greatest probability; with the smallest probability that one of
    /// its items carries its label. `None` if there is one type only.
    pub fn second(&self, decoder: &Decoder, span: &FoundSpan) -> Option<(usize, f32)> {
        let lanes = lanes(self.scheme.labels());
        let of = |kind| {
            let labels =
                span.items.clone().map(|item| item * lanes + self.scheme.label(kind, &span.items, item));
            let shares = labels.map(|at| decoder.trellis.forward.get(at).copied().unwrap_or(0.0));
            shares.fold(1.0, f32::min)
        };
        let others = (0..self.scheme.types()).filter(|kind| *kind != span.kind).map(|kind| (kind, of(kind)));
        others.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// The probability, computed by [`Chain::probabilities`], that an item lies in a span of a type.
    #[inline]
    pub fn probability(&self, decoder: &Decoder, item: usize, kind: usize) -> f32 {
        let first = item * lanes(self.scheme.labels()) + 1 + 4 * kind;
        decoder.trellis.forward.get(first..first + 4).map_or(0.0, |row| row.iter().sum())
    }
}
