//! Where the trained numbers of the encoder lie: one vector of `f32`, so that one optimizer sees all of them alike.

use std::ops::Range;

/// Numbers that stand for a token inside the encoder.
pub const WIDTH: usize = 384;
/// Numbers between the two steps of a layer.
pub const INNER: usize = 1536;
/// Heads of attention of a layer.
pub const HEADS: usize = 12;
/// Numbers of a head.
pub const HEAD: usize = WIDTH / HEADS;
/// Layers.
pub const LAYERS: usize = 6;
/// Shapes of a token, and of a sentence: what the encoder, which knows words in lower case only, is told of capitals.
pub const SHAPES: usize = 32;

/// A matrix, a row for each output, and what is added to its outputs.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    at: usize,
    pub inputs: usize,
    pub outputs: usize,
}

impl Linear {
    const fn new(at: usize, inputs: usize, outputs: usize) -> Self {
        Linear { at, inputs, outputs }
    }

    /// Where the next part begins.
    pub const fn end(self) -> usize {
        self.at + (self.inputs + 1) * self.outputs
    }

    /// All of it.
    pub fn range(self) -> Range<usize> {
        self.at..self.end()
    }

    /// The matrix and what is added.
    pub fn of(self, all: &[f32]) -> (&[f32], &[f32]) {
        all[self.range()].split_at(self.inputs * self.outputs)
    }

    /// The same, to be changed.
    pub fn of_mut(self, all: &mut [f32]) -> (&mut [f32], &mut [f32]) {
        all[self.range()].split_at_mut(self.inputs * self.outputs)
    }
}

/// The gain and the shift of a normalization.
#[derive(Clone, Copy, Debug)]
pub struct Norm {
    at: usize,
}

impl Norm {
    /// Where the next part begins.
    pub const fn end(self) -> usize {
        self.at + 2 * WIDTH
    }

    /// All of it.
    pub fn range(self) -> Range<usize> {
        self.at..self.end()
    }

    /// Gain and shift.
    pub fn of(self, all: &[f32]) -> (&[f32], &[f32]) {
        all[self.range()].split_at(WIDTH)
    }

    /// The same, to be changed.
    pub fn of_mut(self, all: &mut [f32]) -> (&mut [f32], &mut [f32]) {
        all[self.range()].split_at_mut(WIDTH)
    }
}

/// The parts of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// Queries, keys and values of all heads.
    pub attention: Linear,
    /// From what the heads gathered.
    pub gathered: Linear,
    pub attention_norm: Norm,
    pub widen: Linear,
    pub narrow: Linear,
    pub norm: Norm,
}

/// The parts of a layer by its number.
pub const fn layer(number: usize) -> Layer {
    let attention = Linear::new(number * LAYER, WIDTH, 3 * WIDTH);
    let gathered = Linear::new(attention.end(), WIDTH, WIDTH);
    let attention_norm = Norm { at: gathered.end() };
    let widen = Linear::new(attention_norm.end(), WIDTH, INNER);
    let narrow = Linear::new(widen.end(), INNER, WIDTH);
    let norm = Norm { at: narrow.end() };
    Layer { attention, gathered, attention_norm, widen, narrow, norm }
}

/// The numbers of a layer.
const LAYER: usize =
    (WIDTH + 1) * 4 * WIDTH + 2 * WIDTH + (WIDTH + 1) * INNER + (INNER + 1) * WIDTH + 2 * WIDTH;

/// The normalization of what goes into the first layer.
pub const INPUT_NORM: Norm = Norm { at: LAYERS * LAYER };

/// Where the vectors of the shapes begin. From here on everything is new: the published weights do not have it, and it
/// learns faster.
pub const SHAPES_AT: usize = INPUT_NORM.end();

/// The vector of a shape.
pub fn shape(number: u8) -> Range<usize> {
    let at = SHAPES_AT + number as usize % SHAPES * WIDTH;
    at..at + WIDTH
}

/// From the last layer to the scores of the labels.
pub const fn scores(labels: usize) -> Linear {
    Linear::new(SHAPES_AT + SHAPES * WIDTH, WIDTH, labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_without_a_gap() {
        for number in 0..LAYERS {
            assert_eq!(layer(number).norm.end(), (number + 1) * LAYER);
        }
        assert_eq!(INPUT_NORM.at, layer(LAYERS - 1).norm.end());
        assert_eq!(shape(SHAPES as u8 - 1).end, scores(33).at);
    }
}
