//! One token, without its neighbors.

use tidings_core::{Word, WordCase};
use tidings_learn::feature;

use super::ClusterTable;
use crate::bytes::CURLY;

/// The hash of a word in lower case: the key of lists of words. Curly apostrophes count as straight ones.
pub fn lower_hash(word: &str) -> u64 {
    let mut lower = String::with_capacity(word.len());
    fold(word, &mut lower);
    feature::bytes(lower.as_bytes())
}

/// Describes a token. `scratch` is overwritten.
pub fn describe(token: &str, clusters: &ClusterTable, scratch: &mut String) -> Word {
    fold(token, scratch);
    let bytes = scratch.as_bytes();
    let lower = feature::bytes(bytes);
    let form = if scratch == token { lower } else { feature::bytes(token.as_bytes()) };
    let (shape, case) = shape(token);
    let near = |bytes: &mut dyn Iterator<Item = &u8>| {
        bytes.take(4).zip([0, 8, 16, 24]).fold(0u32, |all, (byte, shift)| all | (*byte as u32) << shift)
    };
    let (head, tail) = (near(&mut bytes.iter()), near(&mut bytes.iter().rev()));
    Word { form, lower, shape, head, tail, case, clusters: clusters.get(lower) }
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
    let mut hash = 0x811c_9dc5u32;
    let mut add = |class: u8| hash = (hash ^ class as u32).wrapping_mul(0x0100_0193);
    let (mut last, mut run) = (0, 0);
    let (mut upper, mut lower, mut upper_later) = (0, 0, false);
    let mut letters = 0;
    for c in token.chars() {
        let class = match c {
            'a'..='z' => b'x',
            'A'..='Z' => b'X',
            '0'..='9' => b'd',
            c if c.is_ascii() => c as u8,
            CURLY => b'\'',
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            _ => b'?',
        };
        match class {
            b'X' => {
                upper += 1;
                upper_later |= letters > 0;
                letters += 1;
            }
            b'x' => {
                lower += 1;
                letters += 1;
            }
            _ => {}
        }
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 && (run == 1 || class != b'x') {
            add(class);
        }
    }
    let case = match (upper, lower) {
        (0, 0) => WordCase::Uncased,
        (0, _) => WordCase::Lower,
        (1, _) if !upper_later => WordCase::Initial,
        (_, 0) => WordCase::Upper,
        _ => WordCase::Mixed,
    };
    (hash, case)
}
