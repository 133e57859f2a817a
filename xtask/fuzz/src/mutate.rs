//! Mutations: from known inputs to damaged ones.
//!
//! Cuts are mostly of characters, words, lines or sentences, so that an input stays what it is and is wrong in one place; some are
//! of bytes. Invariant: what comes out depends on the seed, the inputs and the words alone.

use std::ops::Range;

use fastrand::Rng;

use crate::Target;
use crate::values;

/// At most so many mutations are made at once.
const MOST_STEPS: usize = 6;

/// At most so many values are changed at once.
const MOST_CHANGES: usize = 3;

/// How many mutated inputs are kept to be mutated again.
const KEPT: usize = 64;

/// Numbers at the edges of types and of what texts hold.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "00",
    "255",
    "65536",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e999",
    "0.5",
    "31",
];

/// Makes inputs of others.
pub struct Mutator<'a> {
    random: Rng,
    seeds: &'a [Vec<u8>],
    /// Inputs that were mutated before: damage adds up.
    kept: Vec<Vec<u8>>,
    words: Vec<&'static str>,
    longest: usize,
    json: usize,
}

impl<'a> Mutator<'a> {
    /// A source of inputs for a target, made of `seeds`.
    pub fn new(seed: u64, target: &Target, seeds: &'a [Vec<u8>]) -> Self {
        let Target { longest, json, .. } = *target;
        let random = Rng::with_seed(seed);
        Mutator { random, seeds, kept: Vec::new(), words: target.words.concat(), longest, json }
    }

    /// The next input.
    pub fn next_input(&mut self) -> Vec<u8> {
        let mut input = match self.kept.len() {
            kept if kept > 0 && self.random.usize(..4) == 0 => self.kept[self.random.usize(..kept)].clone(),
            _ => self.piece(),
        };
        // One cut spoils a line of JSON for good: either all mutations keep it JSON, or none needs to.
        if self.random.usize(..10) < self.json {
            for _ in 0..self.random.usize(1..=MOST_CHANGES) {
                values::change(&mut self.random, &mut input, &self.words);
            }
        } else {
            for _ in 0..self.random.usize(1..=MOST_STEPS) {
                self.step(&mut input);
            }
        }
        input.truncate(self.longest);
        if self.random.usize(..8) == 0 {
            match self.kept.len() {
                KEPT => self.kept[self.random.usize(..KEPT)] = input.clone(),
                _ => self.kept.push(input.clone()),
            }
        }
        input
    }

    /// A seed; of a long one its first bytes, which may say what it is, or any others.
    fn piece(&mut self) -> Vec<u8> {
        let Some(seed) = self.random.choice(self.seeds) else { return Vec::new() };
        if seed.len() <= self.longest {
            return seed.clone();
        }
        let start = if self.random.bool() { 0 } else { self.random.usize(..seed.len() - self.longest) };
        seed[start..start + self.longest].to_vec()
    }

    fn step(&mut self, input: &mut Vec<u8>) {
        match self.random.usize(..14) {
            0 | 1 => {
                let range = self.range(input);
                input.drain(range);
            }
            2 => self.repeat(input),
            3 => self.swap(input),
            4 | 5 => {
                let (at, word) = (self.boundary(input), self.word());
                input.splice(at..at, word);
            }
            6 => {
                let (range, word) = (self.range(input), self.word());
                input.splice(range, word);
            }
            7 | 8 => self.splice(input),
            9 => self.flip(input),
            10 => {
                let (at, character) = (self.boundary(input), self.random.char(..));
                input.splice(at..at, character.to_string().into_bytes());
            }
            11 => {
                let range = self.range(input);
                let upper = self.random.bool();
                let case = |byte: &mut u8| {
                    *byte = if upper { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
                };
                input[range].iter_mut().for_each(case);
            }
            12 => self.number(input),
            _ => {
                let at = self.boundary(input);
                if self.random.bool() {
                    input.truncate(at);
                } else {
                    input.drain(..at);
                }
            }
        }
    }

    /// A word of the dictionary; sometimes a long run of it.
    fn word(&mut self) -> Vec<u8> {
        let word = self.random.choice(&self.words).copied().unwrap_or(" ");
        let times = if self.random.usize(..10) == 0 { self.random.usize(2..200) } else { 1 };
        word.repeat(times.min(1 + self.longest / word.len().max(1))).into_bytes()
    }

    /// A range of the input that stands once stands several times.
    fn repeat(&mut self, input: &mut Vec<u8>) {
        let range = self.range(input);
        let times = if self.random.usize(..4) == 0 { self.random.usize(2..60) } else { 1 };
        let room = self.longest.saturating_sub(input.len()) / range.len().max(1);
        let copies = input[range.clone()].repeat(times.min(room));
        input.splice(range.end..range.end, copies);
    }

    /// Two ranges change places.
    fn swap(&mut self, input: &mut Vec<u8>) {
        let (one, other) = (self.range(input), self.range(input));
        let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
        if first.end <= second.start {
            let swapped =
                [&input[second.clone()], &input[first.end..second.start], &input[first.clone()]].concat();
            input.splice(first.start..second.end, swapped);
        }
    }

    /// A range of another seed takes the place of one, or goes between.
    fn splice(&mut self, input: &mut Vec<u8>) {
        let Some(other) = self.random.choice(self.seeds) else { return };
        let from = self.range(other);
        let from = from.start..from.end.min(from.start + self.longest);
        let at = self.boundary(input);
        let to = if self.random.bool() { at..at } else { self.range(input) };
        input.splice(to, other[from].iter().copied());
    }

    /// One byte is another.
    fn flip(&mut self, input: &mut [u8]) {
        if let Some(at) = self.index(input) {
            input[at] =
                if self.random.bool() { input[at] ^ (1 << self.random.u8(..8)) } else { self.random.u8(..) };
        }
    }

    /// A number of the input is another.
    fn number(&mut self, input: &mut Vec<u8>) {
        let Some(from) = self.index(input) else { return };
        let Some(start) = (from..input.len()).find(|at| input[*at].is_ascii_digit()) else { return };
        let end = (start..input.len()).find(|at| !input[*at].is_ascii_digit()).unwrap_or(input.len());
        let number = self.random.choice(NUMBERS).unwrap_or_default();
        input.splice(start..end, number.bytes());
    }

    fn index(&mut self, input: &[u8]) -> Option<usize> {
        (!input.is_empty()).then(|| self.random.usize(..input.len()))
    }

    /// A place in the input, mostly between characters.
    fn boundary(&mut self, input: &[u8]) -> usize {
        let at = self.random.usize(..=input.len());
        if self.random.usize(..8) == 0 { at } else { floor(input, at) }
    }

    /// A range of the input: some bytes, some characters, a word, a line or a sentence.
    fn range(&mut self, input: &[u8]) -> Range<usize> {
        let Some(at) = self.index(input) else { return 0..0 };
        let around = |ends: fn(u8) -> bool| {
            let start = input[..at].iter().rposition(|byte| ends(*byte)).map_or(0, |end| end + 1);
            let end = input[at..].iter().position(|byte| ends(*byte)).map_or(input.len(), |end| at + end + 1);
            start..end
        };
        match self.random.usize(..8) {
            0 => at..(at + self.random.usize(1..=4)).min(input.len()),
            1 => {
                let end = (at + self.random.usize(1..=64)).min(input.len());
                floor(input, at)..floor(input, end).max(floor(input, at))
            }
            2..=4 => around(|byte| byte.is_ascii_whitespace()),
            5 => around(|byte| byte == b'\n'),
            6 => around(|byte| matches!(byte, b'.' | b'!' | b'?' | b',' | b'}' | b'>')),
            _ => around(|byte| !byte.is_ascii_alphanumeric()),
        }
    }
}

/// The boundary of a character at or before a place.
fn floor(input: &[u8], at: usize) -> usize {
    let inside = |at: &usize| input.get(*at).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000);
    (0..=at).rev().find(|at| !inside(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(seed: u64) -> Vec<Vec<u8>> {
        let seeds =
            ["One two, three. Four 5!\nSix.", "é “ü” 😀", &"a, ".repeat(900), ""].map(|seed| seed.into());
        let mut mutator = Mutator::new(seed, crate::find("cleaning").expect("a target"), &seeds);
        (0..3000).map(|_| mutator.next_input()).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_inputs() {
        assert_eq!(inputs(7), inputs(7));
        assert_ne!(inputs(7), inputs(8));
    }

    #[test]
    fn inputs_vary_and_stay_short() {
        let mut inputs = inputs(1);
        assert!(inputs.iter().all(|input| input.len() <= 2048));
        let text = inputs.iter().filter(|input| std::str::from_utf8(input).is_ok()).count();
        assert!((1500..2900).contains(&text), "{text} of 3000 inputs are text");
        inputs.sort_unstable();
        inputs.dedup();
        assert!(inputs.len() > 2000, "{} of 3000 inputs are different", inputs.len());
    }
}
