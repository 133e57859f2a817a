//! Training by AdaGrad (Duchi, Hazan and Singer 2011) with dropout.
//!
//! Rows are changed after every decision; what all decisions share (projections of vectors and the weights of the scores) once
//! a [`NetTrainer::step`], which makes training several times faster and loses nothing.

use std::ops::Range;

use super::write::Floats;
use crate::random::Random;

/// Published vectors of the answers of a slot.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    /// Numbers in a vector.
    pub size: usize,
    /// The vectors, one an answer; zeros if an answer has none.
    pub values: Vec<f32>,
    /// How often training data has each answer.
    pub counts: Vec<u32>,
}

/// A net in training.
pub struct NetTrainer<const H: usize> {
    sizes: Vec<u32>,
    rows: Weights<H>,
    bias: Weights<H>,
    ties: Vec<Tie<H>>,
    scores: usize,
    /// For every hidden number its weights in the scores.
    out: Vec<f32>,
    out_squares: Vec<f32>,
    out_gradients: Vec<f32>,
    score_bias: Vec<f32>,
    score_squares: Vec<f32>,
    score_gradients: Vec<f32>,
    /// The share of hidden numbers that training leaves out of a decision.
    pub dropout: f32,
    /// The share of answers that training leaves out of a decision.
    pub blindness: f32,
    /// The step size.
    pub rate: f32,
    /// A word seen this often is left out of half of its decisions.
    pub rare: f32,
}

struct Weights<const H: usize> {
    values: Vec<[f32; H]>,
    squares: Vec<[f32; H]>,
}

/// A slot tied to vectors.
struct Tie<const H: usize> {
    rows: Range<u32>,
    vectors: Vectors,
    projection: Weights<H>,
    gradients: Vec<[f32; H]>,
    /// Projections and gradients of the answers used since the last step.
    now: Vec<u32>,
    projected: Vec<[f32; H]>,
    answer_gradients: Vec<[f32; H]>,
    used: Vec<u32>,
}

/// One decision in training.
pub struct NetPass<const H: usize> {
    /// The rows that are used; those of tied slots with whether training data speaks for them.
    rows: Vec<u32>,
    tied: Vec<(usize, u32)>,
    hidden: [f32; H],
    /// The scores.
    pub scores: Vec<f32>,
    /// How much the loss grows with each score; set by the caller between the passes.
    pub gradients: Vec<f32>,
}

impl<const H: usize> NetPass<H> {
    /// Room for a decision with this many scores.
    pub fn new(scores: usize) -> Self {
        NetPass {
            rows: Vec::new(),
            tied: Vec::new(),
            hidden: [0.0; H],
            scores: vec![0.0; scores],
            gradients: vec![0.0; scores],
        }
    }
}

const FIRST_SQUARE: f32 = 1e-3;

impl<const H: usize> Weights<H> {
    fn new(count: usize) -> Self {
        Weights { values: vec![[0.0; H]; count], squares: vec![[FIRST_SQUARE; H]; count] }
    }

    fn change(&mut self, at: usize, gradient: &[f32; H], rate: f32) {
        adagrad(&mut self.values[at], &mut self.squares[at], gradient, rate);
    }
}

fn adagrad(values: &mut [f32], squares: &mut [f32], gradients: &[f32], rate: f32) {
    for ((value, square), gradient) in values.iter_mut().zip(squares).zip(gradients) {
        *square += gradient * gradient;
        *value -= rate * gradient / square.sqrt();
    }
}

/// Adds `by` times `row` to `sums`.
#[inline]
fn add(sums: &mut [f32], by: f32, row: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += by * value;
    }
}

/// The sum of products, in strands that run side by side; their order is fixed.
#[inline]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.0.iter().zip(b.0) {
        for index in 0..8 {
            sums[index] += a[index] * b[index];
        }
    }
    sums.iter().sum::<f32>() + a.1.iter().zip(b.1).map(|(a, b)| a * b).sum::<f32>()
}

impl<const H: usize> NetTrainer<H> {
    /// A net that knows nothing, for slots of these sizes.
    pub fn new(sizes: &[u32], scores: usize, random: &mut Random) -> Self {
        let count = sizes.iter().sum::<u32>() as usize;
        let mut out = vec![0.0; H * scores];
        fill(&mut out, (6.0 / (H + scores) as f32).sqrt(), random);
        NetTrainer {
            sizes: sizes.to_vec(),
            rows: Weights::new(count),
            bias: Weights { values: vec![[0.05; H]], squares: vec![[FIRST_SQUARE; H]] },
            ties: Vec::new(),
            scores,
            out_squares: vec![FIRST_SQUARE; out.len()],
            out_gradients: vec![0.0; out.len()],
            out,
            score_bias: vec![0.0; scores],
            score_squares: vec![FIRST_SQUARE; scores],
            score_gradients: vec![0.0; scores],
            dropout: 0.3,
            blindness: 0.0,
            rate: 0.05,
            rare: 1.0,
        }
    }

    /// Ties a slot to vectors.
    ///
    /// # Panics
    /// If there is no such slot, or fewer vectors than the slot has answers.
    pub fn tie(&mut self, slot: usize, vectors: &Vectors, random: &mut Random) {
        let start: u32 = self.sizes[..slot].iter().sum();
        let count = self.sizes[slot] as usize;
        let mut projection = Weights::new(vectors.size);
        let bound = (6.0 / (vectors.size + H) as f32).sqrt();
        projection.values.iter_mut().for_each(|row| fill(row, bound, random));
        let part = Vectors {
            size: vectors.size,
            values: vectors.values[..count * vectors.size].to_vec(),
            counts: vectors.counts[..count].to_vec(),
        };
        self.ties.push(Tie {
            rows: start..start + count as u32,
            vectors: part,
            gradients: vec![[0.0; H]; vectors.size],
            projection,
            now: vec![u32::MAX; count],
            projected: Vec::new(),
            answer_gradients: Vec::new(),
            used: Vec::new(),
        });
    }

    /// Sets the scores of a decision. With chance, a part of the hidden layer and of the words is left out.
    pub fn forward(&mut self, rows: &[u32], pass: &mut NetPass<H>, mut chance: Option<&mut Random>) {
        pass.rows.clear();
        pass.tied.clear();
        let mut sums = [0.0; H];
        for row in rows {
            if let Some(random) = &mut chance
                && random.share() < self.blindness
            {
                continue;
            }
            let tie = self.ties.iter_mut().enumerate().find(|(_, tie)| tie.rows.contains(row));
            let mut keep = true;
            if let Some((number, tie)) = tie {
                let answer = row - tie.rows.start;
                if tie.known(answer) {
                    let at = tie.project(answer);
                    add(&mut sums, 1.0, &tie.projected[at]);
                    pass.tied.push((number, at as u32));
                }
                if let Some(random) = &mut chance {
                    let count = tie.vectors.counts[answer as usize] as f32;
                    keep = answer == 0 || random.share() * (count + self.rare) >= self.rare;
                }
                if !keep && !tie.known(answer) {
                    // A word that nobody knows.
                    let row = tie.rows.start;
                    add(&mut sums, 1.0, &self.rows.values[row as usize]);
                    pass.rows.push(row);
                }
            }
            if keep {
                add(&mut sums, 1.0, &self.rows.values[*row as usize]);
                pass.rows.push(*row);
            }
        }
        // What is left stands for all.
        let boost = 1.0 / (1.0 - self.dropout);
        let sight = if chance.is_some() { 1.0 / (1.0 - self.blindness) } else { 1.0 };
        for ((hidden, sum), bias) in pass.hidden.iter_mut().zip(&sums).zip(&self.bias.values[0]) {
            *hidden = (bias + sight * sum).max(0.0);
            if let Some(random) = &mut chance {
                *hidden = if random.share() < self.dropout { 0.0 } else { *hidden * boost };
            }
        }
        pass.scores.copy_from_slice(&self.score_bias);
        for (number, hidden) in pass.hidden.iter().enumerate() {
            if *hidden > 0.0 {
                add(&mut pass.scores, *hidden, &self.out[number * self.scores..(number + 1) * self.scores]);
            }
        }
    }

    /// Learns from a decision whose gradients are set.
    pub fn backward(&mut self, pass: &NetPass<H>) {
        let boost = 1.0 / (1.0 - self.dropout);
        let mut gradient = [0.0; H];
        add(&mut self.score_gradients, 1.0, &pass.gradients);
        for (number, hidden) in pass.hidden.iter().enumerate() {
            if *hidden > 0.0 {
                let range = number * self.scores..(number + 1) * self.scores;
                gradient[number] = boost * dot(&self.out[range.clone()], &pass.gradients);
                add(&mut self.out_gradients[range], *hidden, &pass.gradients);
            }
        }
        self.bias.change(0, &gradient, self.rate);
        let sight = 1.0 / (1.0 - self.blindness);
        gradient.iter_mut().for_each(|value| *value *= sight);
        for row in &pass.rows {
            self.rows.change(*row as usize, &gradient, self.rate);
        }
        for (tie, at) in &pass.tied {
            add(&mut self.ties[*tie].answer_gradients[*at as usize], 1.0, &gradient);
        }
    }

    /// Changes what all decisions since the last step share.
    pub fn step(&mut self) {
        adagrad(&mut self.out, &mut self.out_squares, &self.out_gradients, self.rate);
        self.out_gradients.fill(0.0);
        adagrad(&mut self.score_bias, &mut self.score_squares, &self.score_gradients, self.rate);
        self.score_gradients.fill(0.0);
        for tie in &mut self.ties {
            tie.step(self.rate);
        }
    }

    /// The bytes of a section for [`Net`](super::Net).
    pub fn finish(mut self) -> Vec<u8> {
        for tie in &self.ties {
            for answer in 0..tie.rows.end - tie.rows.start {
                let row = &mut self.rows.values[(tie.rows.start + answer) as usize];
                for (projection, value) in tie.projection.values.iter().zip(tie.vectors.row(answer)) {
                    add(row, *value, projection);
                }
            }
        }
        let weights: Vec<[f32; H]> = (0..self.scores)
            .map(|score| std::array::from_fn(|number| self.out[number * self.scores + score]))
            .collect();
        let floats = Floats {
            sizes: &self.sizes,
            rows: &self.rows.values,
            bias: &self.bias.values[0],
            weights: &weights,
            score_bias: &self.score_bias,
        };
        floats.bytes()
    }
}

impl Vectors {
    fn row(&self, answer: u32) -> &[f32] {
        &self.values[answer as usize * self.size..(answer as usize + 1) * self.size]
    }
}

impl<const H: usize> Tie<H> {
    fn known(&self, answer: u32) -> bool {
        self.vectors.row(answer).iter().any(|value| *value != 0.0)
    }

    /// Where the projection of an answer lies.
    fn project(&mut self, answer: u32) -> usize {
        let now = self.now[answer as usize];
        if now != u32::MAX {
            return now as usize;
        }
        let at = self.used.len();
        self.now[answer as usize] = at as u32;
        self.used.push(answer);
        if self.projected.len() <= at {
            self.projected.push([0.0; H]);
            self.answer_gradients.push([0.0; H]);
        }
        let mut sums = [0.0; H];
        for (row, value) in self.projection.values.iter().zip(self.vectors.row(answer)) {
            add(&mut sums, *value, row);
        }
        self.projected[at] = sums;
        self.answer_gradients[at] = [0.0; H];
        at
    }

    fn step(&mut self, rate: f32) {
        for (at, answer) in self.used.iter().enumerate() {
            self.now[*answer as usize] = u32::MAX;
            let gradient = &self.answer_gradients[at];
            if gradient.iter().all(|value| *value == 0.0) {
                continue;
            }
            for (sums, value) in self.gradients.iter_mut().zip(self.vectors.row(*answer)) {
                add(sums, *value, gradient);
            }
        }
        self.used.clear();
        for (at, gradient) in self.gradients.iter_mut().enumerate() {
            self.projection.change(at, gradient, rate);
            *gradient = [0.0; H];
        }
    }
}

fn fill(values: &mut [f32], bound: f32, random: &mut Random) {
    values.iter_mut().for_each(|value| *value = (random.share() * 2.0 - 1.0) * bound);
}
