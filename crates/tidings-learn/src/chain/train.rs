//! Training: stochastic gradient ascent on the likelihood of what is possible, through the transitions and the net at once.

use super::lattice::{Lattice, Transitions};
use super::scheme::{Allowed, Scheme};
use crate::net::{NetPass, NetTrainer, Vectors};
use crate::random::Random;

/// A sequence to learn from.
#[derive(Clone, Debug, Default)]
pub struct ChainExample {
    rows: Vec<u32>,
    /// Where the rows of every item end.
    ends: Vec<u32>,
    allowed: Vec<Allowed>,
}

impl ChainExample {
    /// Adds an item with its rows and its possible labels.
    pub fn push(&mut self, rows: impl IntoIterator<Item = u32>, allowed: Allowed) {
        self.rows.extend(rows);
        self.ends.push(self.rows.len() as u32);
        self.allowed.push(allowed);
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.allowed.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.allowed.is_empty()
    }

    fn items(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.rows[start as usize..*end as usize])
    }
}

/// Settings of the training.
#[derive(Clone, Debug)]
pub struct ChainTrainer {
    /// How often every example is seen.
    pub epochs: u32,
    /// The first step size of AdaGrad; it falls to zero.
    pub rate: f32,
    /// The share of hidden numbers that is left out of an item each time it is seen.
    pub dropout: f32,
    /// The share of rows that is left out.
    pub blindness: f32,
    /// A word seen this often is left out of half of the items that have it.
    pub rare: f32,
    /// Slots that are tied to vectors of words.
    pub ties: Vec<(usize, Vectors)>,
    /// Where chance begins.
    pub seed: u64,
    /// Whether to say on standard error how the likelihood grows.
    pub verbose: bool,
}

impl Default for ChainTrainer {
    fn default() -> Self {
        ChainTrainer {
            epochs: 10,
            rate: 0.05,
            dropout: 0.2,
            blindness: 0.0,
            rare: 1.0,
            ties: Vec::new(),
            seed: 1,
            verbose: false,
        }
    }
}

impl ChainTrainer {
    /// Trains a chain for the types of a scheme, over slots with these numbers of answers; gives the bytes of the section
    /// for [`ChainTagger::open`](super::ChainTagger::open). A sequence that no spans can give within its sets is left out.
    pub fn train<const H: usize>(&self, scheme: Scheme, sizes: &[u32], examples: &[ChainExample]) -> Vec<u8> {
        let mut random = Random::new(self.seed);
        let mut state = State::<H>::new(scheme, sizes, self, &mut random);
        let mut order: Vec<usize> =
            (0..examples.len()).filter(|index| !examples[*index].allowed.is_empty()).collect();
        for epoch in 0..self.epochs {
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for (number, index) in order.iter().enumerate() {
                let done = (epoch as f32 + number as f32 / order.len() as f32) / self.epochs as f32;
                state.rate = self.rate * (1.0 - done).max(0.02);
                loss += state.step(&examples[*index], &mut random);
            }
            if self.verbose {
                eprintln!("epoch {}: loss {:.0}", epoch + 1, loss);
            }
        }
        let mut bytes = vec![scheme.types() as u8];
        bytes.extend(state.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(state.net.finish());
        bytes
    }
}

struct State<const H: usize> {
    net: NetTrainer<H>,
    passes: Vec<NetPass<H>>,
    rate: f32,
    transitions: Transitions,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Scratch.
    exponentials: Vec<f32>,
    scores: Vec<f32>,
    all: Lattice,
    possible: Lattice,
    counts: Vec<f32>,
}

impl<const H: usize> State<H> {
    fn new(scheme: Scheme, sizes: &[u32], trainer: &ChainTrainer, random: &mut Random) -> Self {
        let transitions = Transitions::new(scheme);
        let mut net = NetTrainer::new(sizes, transitions.labels, random);
        net.dropout = trainer.dropout;
        net.blindness = trainer.blindness;
        net.rare = trainer.rare;
        for (slot, vectors) in &trainer.ties {
            net.tie(*slot, vectors, random);
        }
        let pairs = transitions.pairs.len();
        State {
            net,
            passes: Vec::new(),
            rate: trainer.rate,
            weights: vec![0.0; pairs],
            squares: vec![1.0; pairs],
            exponentials: Vec::new(),
            scores: Vec::new(),
            all: Lattice::default(),
            possible: Lattice::default(),
            counts: vec![0.0; pairs],
            transitions,
        }
    }

    /// One step along the gradient of one sequence; gives its loss before the step.
    fn step(&mut self, example: &ChainExample, random: &mut Random) -> f64 {
        let (labels, length) = (self.transitions.labels, example.allowed.len());
        self.net.rate = self.rate;
        while self.passes.len() < length {
            self.passes.push(NetPass::new(labels));
        }
        self.scores.clear();
        for (rows, pass) in example.items().zip(&mut self.passes) {
            self.net.forward(rows, pass, Some(random));
            self.scores.extend_from_slice(&pass.scores);
        }
        self.exponentials.clear();
        self.exponentials.extend(self.weights.iter().map(|weight| weight.exp()));
        let (transitions, exponentials) = (&self.transitions, &self.exponentials);
        let all = self.all.run(transitions, exponentials, &self.scores, |_| u64::MAX);
        let possible =
            self.possible.run(transitions, exponentials, &self.scores, |item| example.allowed[item].0);
        if all.is_finite() && possible.is_finite() {
            self.learn(length);
        }
        // Projections were worked out for this sequence, whether it taught anything or not.
        self.net.step();
        if all.is_finite() && possible.is_finite() { all - possible } else { 0.0 }
    }

    fn learn(&mut self, length: usize) {
        let labels = self.transitions.labels;
        for (index, pass) in self.passes[..length].iter_mut().enumerate() {
            let mut moves = false;
            for (label, gradient) in pass.gradients.iter_mut().enumerate() {
                *gradient = self.all.probability(labels, index, label)
                    - self.possible.probability(labels, index, label);
                moves |= gradient.abs() >= 1e-3;
            }
            // What is as good as zero moves nothing; leaving it out makes training several times faster.
            if moves {
                self.net.backward(pass);
            }
        }
        self.counts.fill(0.0);
        self.all.add_transitions(&self.transitions, &self.exponentials, 1.0, &mut self.counts);
        self.possible.add_transitions(&self.transitions, &self.exponentials, -1.0, &mut self.counts);
        for (number, gradient) in self.counts.iter().enumerate() {
            let square = &mut self.squares[number];
            *square += gradient * gradient;
            self.weights[number] -= self.rate * gradient / square.sqrt();
        }
    }
}
