//! One token, without its neighbors.

use tidings_core::{Word, WordCase};
use tidings_learn::feature;

use crate::bytes::CURLY;

/// The hash of a word in lower case: the key of lists of words. Curly apostrophes count as straight ones.
pub fn lower_hash(word: &str) -> u64 {
    let mut lower = String::with_capacity(word.len());
    fold(word, &mut lower);
    feature::bytes(lower.as_bytes())
}

/// Describes a token, all but its clusters. `scratch` is overwritten.
pub fn describe(token: &str, scratch: &mut String) -> Word {
    let (shape, case) = shape(token);
    // A word of plain small letters is its own lower case.
    let is_lower = case == WordCase::Lower && token.is_ascii();
    if !is_lower {
        fold(token, scratch);
    }
    let bytes = if is_lower { token.as_bytes() } else { scratch.as_bytes() };
    let lower = feature::bytes(bytes);
    let form = if is_lower || scratch == token { lower } else { feature::bytes(token.as_bytes()) };
    let (mut head, mut tail) = ([0; 4], [0; 4]);
    let near = bytes.len().min(4);
    head[..near].copy_from_slice(&bytes[..near]);
    tail[..near].copy_from_slice(&bytes[bytes.len() - near..]);
    tail[..near].reverse();
    let (head, tail) = (u32::from_le_bytes(head), u32::from_le_bytes(tail));
    Word { form, lower, shape, head, tail, case, clusters: [0; 3] }
}

/// Writes a word in lower case, with straight apostrophes.
fn fold(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        if c == CURLY {
            into.push('\'');
        } else {
            into.extend(c.to_lowercase());
        }
    }
}

/// The hash of the shape, and the case. A run of one class counts once, but two capitals are told from one.
fn shape(token: &str) -> (u32, WordCase) {
    let mut shape = Shape::default();
    if token.is_ascii() {
        token.bytes().for_each(|byte| shape.add(CLASSES[byte as usize & 0x7f]));
    } else {
        for c in token.chars() {
            shape.add(match c {
                CURLY => b'\'',
                c if c.is_ascii() => CLASSES[c as usize],
                c if c.is_uppercase() => b'X',
                c if c.is_alphabetic() => b'x',
                _ => b'?',
            });
        }
    }
    (shape.hash, shape.case())
}

/// The class of every ASCII character: a letter, a digit, or itself.
const CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => b'x',
            b'A'..=b'Z' => b'X',
            b'0'..=b'9' => b'd',
            other => other,
        };
        byte += 1;
    }
    classes
};

/// A shape in the making.
struct Shape {
    hash: u32,
    last: u8,
    run: u32,
    upper: u32,
    lower: u32,
    /// Whether a capital follows another letter.
    upper_later: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Shape { hash: 0x811c_9dc5, last: 0, run: 0, upper: 0, lower: 0, upper_later: false }
    }
}

impl Shape {
    #[inline]
    fn add(&mut self, class: u8) {
        self.upper_later |= class == b'X' && self.upper + self.lower > 0;
        self.upper += u32::from(class == b'X');
        self.lower += u32::from(class == b'x');
        self.run = if class == self.last { self.run + 1 } else { 1 };
        self.last = class;
        if self.run <= 2 && (self.run == 1 || class != b'x') {
            self.hash = (self.hash ^ u32::from(class)).wrapping_mul(0x0100_0193);
        }
    }

    fn case(&self) -> WordCase {
        match (self.upper, self.lower) {
            (0, 0) => WordCase::Uncased,
            (0, _) => WordCase::Lower,
            (1, _) if !self.upper_later => WordCase::Initial,
            (_, 0) => WordCase::Upper,
            _ => WordCase::Mixed,
        }
    }
}
