//! Fine-tuning: AdamW over batches of windows, each batch in two halves that are worked on side by side.
//!
//! **Invariant:** the halves are the same on every machine and their gradients are added in one order, so threads change nothing.

use tidings_learn::chain::{Allowed, ChainLoss, Scheme};
use tidings_learn::random::Random;

use super::encoder::{Pass, Vectors};
use super::layout;
use super::pieces::{Sequence, Window};

/// How the teacher is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub epochs: usize,
    /// Pieces of a batch.
    pub batch: usize,
    /// The largest step size, for what is published.
    pub rate: f32,
    /// The same for what is new.
    pub new_rate: f32,
    /// The share of the steps in which the step size grows.
    pub warm: f32,
    pub decay: f32,
    pub dropout: f32,
    pub seed: u64,
}

/// The encoder with its labels.
pub struct Teacher {
    pub scheme: Scheme,
    pub vectors: Vectors,
    pub weights: Vec<f32>,
}

impl Teacher {
    /// What the transitions are worth.
    fn transitions(&self) -> &[f32] {
        &self.weights[layout::scores(self.scheme.labels()).end()..]
    }

    /// The chain over the scores.
    fn chain(&self) -> ChainLoss {
        let mut chain = ChainLoss::new(self.scheme);
        chain.set_transitions(self.transitions());
        chain
    }

    /// The probability of every label of every token of every window, window by window.
    pub fn probabilities(&self, windows: &[Window]) -> Vec<Vec<f32>> {
        use rayon::prelude::*;
        let groups = windows.par_chunks(8).map_init(
            || (Pass::new(self.scheme.labels()), self.chain()),
            |(pass, chain), group| {
                let batch: Vec<&Sequence> = group.iter().map(|window| &window.sequence).collect();
                pass.forward(&self.vectors, &self.weights, &batch, 0.0, 0);
                let mut rest = pass.scores.as_slice();
                let mut all = Vec::new();
                for window in group {
                    let (mut of_window, mut of_sentence) = (Vec::new(), Vec::new());
                    for tokens in &window.sentences {
                        let (scores, others) = rest.split_at(tokens * self.scheme.labels());
                        rest = others;
                        chain.probabilities(scores, &mut of_sentence);
                        of_window.extend_from_slice(&of_sentence);
                    }
                    all.push(of_window);
                }
                all
            },
        );
        groups.flatten().collect()
    }

    /// Trains on the windows; says on standard error how the loss falls.
    pub fn train(&mut self, windows: &[Window], settings: &Settings) {
        let pieces: usize = windows.iter().map(|window| window.sequence.pieces.len()).sum();
        let mut steps =
            Steps::new(self.weights.len(), (pieces * settings.epochs / settings.batch).max(1), *settings);
        let mut halves = [(); 2].map(|()| Half::new(self));
        let mut random = Random::new(settings.seed);
        let mut order: Vec<usize> = (0..windows.len()).collect();
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            let (mut loss, mut seen) = (0.0, 0);
            let mut rest = order.as_slice();
            while !rest.is_empty() {
                let batch = Batch::take(&mut rest, windows, settings.batch);
                let seeds = [random.next_u64(), random.next_u64()];
                let (first, second) = halves.split_at_mut(1);
                let go = |half: &mut Half, number: usize| {
                    half.run(
                        self,
                        &batch.halves[number],
                        batch.tokens as f32,
                        settings.dropout,
                        seeds[number],
                    );
                };
                rayon::join(|| go(&mut first[0], 0), || go(&mut second[0], 1));
                loss += first[0].loss + second[0].loss;
                seen += batch.tokens;
                let new = layout::SHAPES_AT;
                steps.step(&mut self.weights, new, [&first[0].gradients, &second[0].gradients]);
            }
            eprintln!("epoch {}: loss {:.4} a token", epoch + 1, loss / seen.max(1) as f64);
        }
    }
}

/// The windows of a step.
struct Batch<'w> {
    halves: [Vec<&'w Window>; 2],
    tokens: usize,
}

impl<'w> Batch<'w> {
    fn take(order: &mut &[usize], windows: &'w [Window], pieces: usize) -> Self {
        let mut batch = Batch { halves: [Vec::new(), Vec::new()], tokens: 0 };
        let mut sizes = [0; 2];
        while let Some((next, rest)) = order.split_first()
            && sizes[0] + sizes[1] < pieces
        {
            *order = rest;
            let smaller = usize::from(sizes[1] < sizes[0]);
            sizes[smaller] += windows[*next].sequence.pieces.len();
            batch.tokens += windows[*next].allowed.len();
            batch.halves[smaller].push(&windows[*next]);
        }
        batch
    }
}

/// Half of a batch, with its gradients.
struct Half {
    pass: Pass,
    chain: ChainLoss,
    gradients: Vec<f32>,
    loss: f64,
}

impl Half {
    fn new(teacher: &Teacher) -> Self {
        Half {
            pass: Pass::new(teacher.scheme.labels()),
            chain: ChainLoss::new(teacher.scheme),
            gradients: vec![0.0; teacher.weights.len()],
            loss: 0.0,
        }
    }

    /// The gradients of the loss a token of the whole batch.
    fn run(&mut self, teacher: &Teacher, windows: &[&Window], tokens: f32, dropout: f32, seed: u64) {
        self.gradients.fill(0.0);
        self.loss = 0.0;
        if windows.is_empty() {
            return;
        }
        let labels = teacher.scheme.labels();
        let batch: Vec<&Sequence> = windows.iter().map(|window| &window.sequence).collect();
        self.pass.forward(&teacher.vectors, &teacher.weights, &batch, dropout, seed);
        self.chain.set_transitions(teacher.transitions());
        let transitions = layout::scores(labels).end();
        let mut at = 0;
        for window in windows {
            let mut allowed: &[Allowed] = &window.allowed;
            for tokens_of in &window.sentences {
                let (sets, others) = allowed.split_at(*tokens_of);
                allowed = others;
                let range = at * labels..(at + tokens_of) * labels;
                at += tokens_of;
                if let Some(loss) = self.chain.run(&self.pass.scores[range.clone()], sets) {
                    self.loss += loss;
                    let (scores, gradients) =
                        (&mut self.pass.gradients[range], &mut self.gradients[transitions..]);
                    self.chain.add_gradients(1.0 / tokens, scores, gradients);
                }
            }
        }
        self.pass.backward(&teacher.weights, &batch, &mut self.gradients);
    }
}

/// AdamW (Loshchilov and Hutter 2019) with a step size that grows and falls in a straight line, and bounded gradients.
struct Steps {
    settings: Settings,
    done: usize,
    planned: usize,
    means: Vec<f32>,
    squares: Vec<f32>,
}

const KEEP: f32 = 0.9;
const KEEP_SQUARES: f32 = 0.98;

impl Steps {
    fn new(weights: usize, planned: usize, settings: Settings) -> Self {
        Steps { settings, done: 0, planned, means: vec![0.0; weights], squares: vec![0.0; weights] }
    }

    /// The share of the largest step size.
    fn share(&self) -> f32 {
        let done = self.done as f32 / self.planned as f32;
        let warm = self.settings.warm;
        if done < warm { done / warm } else { ((1.0 - done) / (1.0 - warm)).max(0.01) }
    }

    /// A step against the sum of the gradients; weights from `new` on take larger steps and are not drawn to zero.
    fn step(&mut self, weights: &mut [f32], new: usize, gradients: [&[f32]; 2]) {
        self.done += 1;
        let squared: f64 = gradients[0]
            .chunks(4096)
            .zip(gradients[1].chunks(4096))
            .map(|(a, b)| a.iter().zip(b).map(|(a, b)| f64::from(a + b).powi(2)).sum::<f64>())
            .sum();
        let bound = (1.0 / squared.sqrt().max(1e-12)).min(1.0) as f32;
        let (share, done) = (self.share(), self.done as i32);
        let (mean_scale, square_scale) = (1.0 - KEEP.powi(done), 1.0 - KEEP_SQUARES.powi(done));
        for (at, weight) in weights.iter_mut().enumerate() {
            let (rate, decay) = match at < new {
                true => (self.settings.rate * share, self.settings.decay),
                false => (self.settings.new_rate * share, 0.0),
            };
            let gradient = (gradients[0][at] + gradients[1][at]) * bound;
            let (mean, square) = (&mut self.means[at], &mut self.squares[at]);
            *mean = KEEP * *mean + (1.0 - KEEP) * gradient;
            *square = KEEP_SQUARES * *square + (1.0 - KEEP_SQUARES) * gradient * gradient;
            let step = *mean / mean_scale / ((*square / square_scale).sqrt() + 1e-6);
            *weight -= rate * (step + decay * *weight);
        }
    }
}
