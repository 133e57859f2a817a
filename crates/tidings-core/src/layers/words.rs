//! Words: what the trained stages look at in a token, computed once for all of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum WordCase {
    /// It has no letters.
    Uncased,
    /// All letters are lower case.
    Lower,
    /// The first letter is a capital, the others are lower case; one capital letter alone.
    Initial,
    /// Two capital letters or more and no other.
    Upper,
    /// Anything else: `McCain`, `iPhone`, `UNited`.
    Mixed,
}

/// What is known about one token without its neighbors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// A hash of the token as written.
    pub form: u64,
    /// A hash of the token in lower case, with straight apostrophes.
    pub lower: u64,
    /// A hash of its shape: runs of capitals, of small letters and of digits, and the marks between them.
    pub shape: u32,
    /// The first four bytes in lower case, the first in the lowest bits; zeros if there are fewer.
    pub head: u32,
    /// The last four bytes in lower case, the last in the lowest bits; zeros if there are fewer.
    pub tail: u32,
    /// How it is written.
    pub case: WordCase,
    /// Its clusters of words used alike, from fine to coarse; 0 if it is not in the vocabulary.
    pub clusters: [u16; 3],
}

/// One [`Word`] for every token. A working layer: it is made again rather than written to the output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Words(pub Vec<Word>);

impl Layer for Words {
    const NAME: &'static str = "words";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
}
