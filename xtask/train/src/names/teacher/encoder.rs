//! The encoder of MiniLM-L6-H384 (Wang et al. 2020; as in BERT: Devlin et al. 2019), forward and backward, over whole sequences laid one after
//! the other: nothing is filled up.
//!
//! **Invariant:** what comes out of a sequence does not depend on its neighbors in the batch, but for what is dropped out.

use super::layout::{self, HEAD, HEADS, LAYERS, Linear, Norm, WIDTH};
use super::numbers::{Matrix, add, dot, drop_out, gelu, gelu_back, product, softmax, sum};
use super::pieces::Sequence;

/// What is published and not trained further: vectors of the pieces and of the places.
pub struct Vectors {
    pub pieces: Vec<f32>,
    pub places: Vec<f32>,
    /// Of the first of two texts; there is only one.
    pub text: Vec<f32>,
}

/// What a layer computed, for the way back.
#[derive(Default)]
struct Trace {
    input: Vec<f32>,
    attention: Vec<f32>,
    /// For every sequence and head, the weight of every piece for every piece.
    shares: Vec<f32>,
    gathered: Vec<f32>,
    attention_norm: Normed,
    middle: Vec<f32>,
    wide: Vec<f32>,
    active: Vec<f32>,
    norm: Normed,
}

/// Normalized rows and what they were divided by.
#[derive(Default)]
struct Normed {
    rows: Vec<f32>,
    scales: Vec<f32>,
}

/// One pass through the encoder; keeps its memory for the next.
pub struct Pass {
    labels: usize,
    seed: u64,
    dropout: f32,
    input_norm: Normed,
    layers: Vec<Trace>,
    last: Vec<f32>,
    tokens: Vec<f32>,
    /// Scores of the labels of every token of every sequence.
    pub scores: Vec<f32>,
    /// Their gradients: set before [`Pass::backward`].
    pub gradients: Vec<f32>,
    step: Vec<f32>,
    back: Vec<f32>,
    wide_back: Vec<f32>,
    attention_back: Vec<f32>,
    shares_back: Vec<f32>,
}

/// Numbers that differ by layer and by where in it something is dropped out.
fn place(seed: u64, number: usize) -> u64 {
    seed ^ (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

const INPUT: usize = 2 * LAYERS;
const OUTPUT: usize = 2 * LAYERS + 1;

impl Pass {
    pub fn new(labels: usize) -> Self {
        Pass {
            labels,
            seed: 0,
            dropout: 0.0,
            input_norm: Normed::default(),
            layers: (0..LAYERS).map(|_| Trace::default()).collect(),
            last: Vec::new(),
            tokens: Vec::new(),
            scores: Vec::new(),
            gradients: Vec::new(),
            step: Vec::new(),
            back: Vec::new(),
            wide_back: Vec::new(),
            attention_back: Vec::new(),
            shares_back: Vec::new(),
        }
    }

    /// Scores the labels of all tokens. With a dropout, `seed` says what is left out.
    pub fn forward(
        &mut self,
        vectors: &Vectors,
        weights: &[f32],
        batch: &[&Sequence],
        dropout: f32,
        seed: u64,
    ) {
        (self.seed, self.dropout) = (seed, dropout);
        let pieces: usize = batch.iter().map(|sequence| sequence.pieces.len()).sum();
        self.input(vectors, weights, batch, pieces);
        for number in 0..LAYERS {
            let parts = layout::layer(number);
            let (head, tail) = self.layers.split_at_mut(number + 1);
            let trace = &mut head[number];
            let output = tail.first_mut().map_or(&mut self.last, |next| &mut next.input);
            linear(parts.attention, weights, &trace.input, &mut trace.attention);
            attend(trace, batch);
            let step = &mut self.step;
            linear(parts.gathered, weights, &trace.gathered, step);
            drop_out(step, place(seed, 2 * number), dropout);
            add(step, 1.0, &trace.input);
            normalize(parts.attention_norm, weights, step, &mut trace.attention_norm, &mut trace.middle);
            linear(parts.widen, weights, &trace.middle, &mut trace.wide);
            trace.active.resize(trace.wide.len(), 0.0);
            gelu(&trace.wide, &mut trace.active);
            linear(parts.narrow, weights, &trace.active, step);
            drop_out(step, place(seed, 2 * number + 1), dropout);
            add(step, 1.0, &trace.middle);
            normalize(parts.norm, weights, step, &mut trace.norm, output);
        }
        self.tokens.clear();
        self.tokens.resize(batch.iter().map(|sequence| sequence.tokens.len()).sum::<usize>() * WIDTH, 0.0);
        let mut rows = self.tokens.chunks_exact_mut(WIDTH);
        each_token(batch, |range| {
            let share = 1.0 / range.len() as f32;
            let Some(row) = rows.next() else { return };
            range.for_each(|piece| add(row, share, &self.last[piece * WIDTH..][..WIDTH]));
        });
        drop_out(&mut self.tokens, place(seed, OUTPUT), dropout);
        linear(layout::scores(self.labels), weights, &self.tokens, &mut self.scores);
        self.gradients.clear();
        self.gradients.resize(self.scores.len(), 0.0);
    }

    fn input(&mut self, vectors: &Vectors, weights: &[f32], batch: &[&Sequence], pieces: usize) {
        self.step.clear();
        self.step.resize(pieces * WIDTH, 0.0);
        let mut rows = self.step.chunks_exact_mut(WIDTH);
        for sequence in batch {
            for (at, (piece, shapes)) in sequence.pieces.iter().zip(&sequence.shapes).enumerate() {
                let Some(row) = rows.next() else { return };
                add(row, 1.0, &vectors.pieces[*piece as usize * WIDTH..][..WIDTH]);
                add(row, 1.0, &vectors.places[at * WIDTH..][..WIDTH]);
                add(row, 1.0, &vectors.text[..WIDTH]);
                shapes.iter().for_each(|shape| add(row, 1.0, &weights[layout::shape(*shape)]));
            }
        }
        let first = &mut self.layers[0].input;
        normalize(layout::INPUT_NORM, weights, &self.step, &mut self.input_norm, first);
        drop_out(first, place(self.seed, INPUT), self.dropout);
    }

    /// Adds the gradients of all weights, from those of the scores of the last [`Pass::forward`].
    pub fn backward(&mut self, weights: &[f32], batch: &[&Sequence], gradients: &mut [f32]) {
        let (seed, dropout) = (self.seed, self.dropout);
        let scores = layout::scores(self.labels);
        self.step.clear();
        self.step.resize(self.tokens.len(), 0.0);
        linear_back(scores, weights, gradients, &self.gradients, &self.tokens, &mut self.step, false);
        drop_out(&mut self.step, place(seed, OUTPUT), dropout);
        self.back.clear();
        self.back.resize(self.last.len(), 0.0);
        let mut rows = self.step.chunks_exact(WIDTH);
        each_token(batch, |range| {
            let share = 1.0 / range.len() as f32;
            let Some(row) = rows.next() else { return };
            range.for_each(|piece| add(&mut self.back[piece * WIDTH..][..WIDTH], share, row));
        });
        for number in (0..LAYERS).rev() {
            self.layer_back(number, weights, batch, gradients);
        }
        drop_out(&mut self.back, place(seed, INPUT), dropout);
        normalize_back(layout::INPUT_NORM, weights, gradients, &self.input_norm, &mut self.back);
        let shapes = batch.iter().flat_map(|sequence| &sequence.shapes);
        for (row, shapes) in self.back.chunks_exact(WIDTH).zip(shapes) {
            shapes.iter().for_each(|shape| add(&mut gradients[layout::shape(*shape)], 1.0, row));
        }
    }

    fn layer_back(&mut self, number: usize, weights: &[f32], batch: &[&Sequence], gradients: &mut [f32]) {
        let (seed, dropout, parts) = (self.seed, self.dropout, layout::layer(number));
        let (trace, back, step) = (&self.layers[number], &mut self.back, &mut self.step);
        normalize_back(parts.norm, weights, gradients, &trace.norm, back);
        step.clone_from(back);
        drop_out(step, place(seed, 2 * number + 1), dropout);
        self.wide_back.resize(trace.wide.len(), 0.0);
        linear_back(parts.narrow, weights, gradients, step, &trace.active, &mut self.wide_back, false);
        gelu_back(&trace.wide, &mut self.wide_back);
        linear_back(parts.widen, weights, gradients, &self.wide_back, &trace.middle, back, true);
        normalize_back(parts.attention_norm, weights, gradients, &trace.attention_norm, back);
        step.clone_from(back);
        drop_out(step, place(seed, 2 * number), dropout);
        let gathered = &mut self.wide_back[..trace.gathered.len()];
        linear_back(parts.gathered, weights, gradients, step, &trace.gathered, gathered, false);
        self.attention_back.resize(trace.attention.len(), 0.0);
        attend_back(trace, batch, gathered, &mut self.attention_back, &mut self.shares_back);
        linear_back(parts.attention, weights, gradients, &self.attention_back, &trace.input, back, true);
    }
}

/// The pieces of every token, counted through the batch.
fn each_token(batch: &[&Sequence], mut work: impl FnMut(std::ops::Range<usize>)) {
    let mut base = 0;
    for sequence in batch {
        for token in &sequence.tokens {
            work(base + token.start as usize..base + token.end as usize);
        }
        base += sequence.pieces.len();
    }
}

fn linear(part: Linear, weights: &[f32], inputs: &[f32], outputs: &mut Vec<f32>) {
    let rows = inputs.len() / part.inputs;
    let (matrix, shift) = part.of(weights);
    outputs.resize(rows * part.outputs, 0.0);
    outputs.chunks_exact_mut(part.outputs).for_each(|row| row.copy_from_slice(shift));
    let matrix = Matrix::rows(matrix, part.outputs, part.inputs).turned();
    product(outputs, part.outputs, Matrix::rows(inputs, rows, part.inputs), matrix, true);
}

/// Adds the gradients of a part; writes or adds that of its inputs.
fn linear_back(
    part: Linear,
    weights: &[f32],
    gradients: &mut [f32],
    back: &[f32],
    inputs: &[f32],
    inputs_back: &mut [f32],
    is_added: bool,
) {
    let rows = inputs.len() / part.inputs;
    let (matrix, shift) = part.of_mut(gradients);
    back.chunks_exact(part.outputs).for_each(|row| add(shift, 1.0, row));
    let back = Matrix::rows(back, rows, part.outputs);
    product(matrix, part.inputs, back.turned(), Matrix::rows(inputs, rows, part.inputs), true);
    let matrix = Matrix::rows(part.of(weights).0, part.outputs, part.inputs);
    product(inputs_back, part.inputs, back, matrix, is_added);
}

fn normalize(part: Norm, weights: &[f32], inputs: &[f32], normed: &mut Normed, outputs: &mut Vec<f32>) {
    let (gain, shift) = part.of(weights);
    normed.rows.resize(inputs.len(), 0.0);
    normed.scales.clear();
    outputs.resize(inputs.len(), 0.0);
    let rows = normed.rows.chunks_exact_mut(WIDTH).zip(outputs.chunks_exact_mut(WIDTH));
    for (input, (row, output)) in inputs.chunks_exact(WIDTH).zip(rows) {
        let mean = sum(input) / WIDTH as f32;
        let variance = (dot(input, input) / WIDTH as f32 - mean * mean).max(0.0);
        let scale = 1.0 / (variance + 1e-12).sqrt();
        normed.scales.push(scale);
        for at in 0..WIDTH {
            row[at] = (input[at] - mean) * scale;
            output[at] = row[at] * gain[at] + shift[at];
        }
    }
}

/// Turns the gradient of the outputs into that of the inputs; adds those of gain and shift.
fn normalize_back(part: Norm, weights: &[f32], gradients: &mut [f32], normed: &Normed, back: &mut [f32]) {
    let gain = part.of(weights).0;
    let (gain_back, shift_back) = part.of_mut(gradients);
    let rows = normed.rows.chunks_exact(WIDTH).zip(&normed.scales);
    for (back, (row, scale)) in back.chunks_exact_mut(WIDTH).zip(rows) {
        for at in 0..WIDTH {
            gain_back[at] += back[at] * row[at];
            shift_back[at] += back[at];
            back[at] *= gain[at];
        }
        let mean = sum(back) / WIDTH as f32;
        let along = dot(back, row) / WIDTH as f32;
        for at in 0..WIDTH {
            back[at] = scale * (back[at] - mean - row[at] * along);
        }
    }
}

/// Queries are divided by the root of their length.
fn scale() -> f32 {
    1.0 / (HEAD as f32).sqrt()
}

/// A head's queries (0), keys (1) or values (2) of a sequence that begins at row `base`.
fn head(numbers: &[f32], base: usize, pieces: usize, kind: usize, head: usize) -> Matrix<'_> {
    Matrix::part(&numbers[base * 3 * WIDTH + kind * WIDTH + head * HEAD..], pieces, HEAD, 3 * WIDTH)
}

/// Every piece gathers from the pieces of its sequence, head by head.
fn attend(trace: &mut Trace, batch: &[&Sequence]) {
    let Trace { attention, shares, gathered, .. } = trace;
    gathered.resize(attention.len() / 3, 0.0);
    shares.resize(batch.iter().map(|sequence| HEADS * sequence.pieces.len().pow(2)).sum(), 0.0);
    let (mut base, mut rest) = (0, shares.as_mut_slice());
    for sequence in batch {
        let pieces = sequence.pieces.len();
        for number in 0..HEADS {
            let (shares, others) = std::mem::take(&mut rest).split_at_mut(pieces * pieces);
            rest = others;
            let of = |kind| head(attention, base, pieces, kind, number);
            product(shares, pieces, of(0), of(1).turned(), false);
            shares.chunks_exact_mut(pieces).for_each(|row| softmax(row, scale()));
            let out = &mut gathered[base * WIDTH + number * HEAD..];
            product(out, WIDTH, Matrix::rows(shares, pieces, pieces), of(2), false);
        }
        base += pieces;
    }
}

fn attend_back(
    trace: &Trace,
    batch: &[&Sequence],
    gathered_back: &[f32],
    attention_back: &mut [f32],
    shares_back: &mut Vec<f32>,
) {
    let (mut base, mut rest) = (0, trace.shares.as_slice());
    for sequence in batch {
        let pieces = sequence.pieces.len();
        shares_back.resize(pieces * pieces, 0.0);
        for number in 0..HEADS {
            let (shares, others) = rest.split_at(pieces * pieces);
            rest = others;
            let of = |kind| head(&trace.attention, base, pieces, kind, number);
            let back = Matrix::part(&gathered_back[base * WIDTH + number * HEAD..], pieces, HEAD, WIDTH);
            let at = |kind| base * 3 * WIDTH + kind * WIDTH + number * HEAD;
            product(shares_back, pieces, back, of(2).turned(), false);
            let turned = Matrix::rows(shares, pieces, pieces).turned();
            product(&mut attention_back[at(2)..], 3 * WIDTH, turned, back, false);
            for (back, shares) in shares_back.chunks_exact_mut(pieces).zip(shares.chunks_exact(pieces)) {
                let mean = dot(back, shares);
                back.iter_mut()
                    .zip(shares)
                    .for_each(|(back, share)| *back = (*back - mean) * share * scale());
            }
            let back = Matrix::rows(shares_back, pieces, pieces);
            product(&mut attention_back[at(0)..], 3 * WIDTH, back, of(1), false);
            product(&mut attention_back[at(1)..], 3 * WIDTH, back.turned(), of(0), false);
        }
        base += pieces;
    }
}
