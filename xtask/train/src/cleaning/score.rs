//! Shingle F1, as the official scorer of cleaning has it: 4-grams of words, counted by document; precision and recall
//! are means over documents, F1 is that of the means.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// The words of a text: runs of letters, digits and underscores, as hashes. In scripts without spaces every character is one;
/// the official scorer takes all up to the next punctuation mark for a word.
pub fn words(text: &str) -> Vec<u64> {
    // A soft hyphen is no part of a word; `clean.unicode` takes it out, and gold texts hold many.
    let text = text.replace('\u{AD}', "");
    let mut words = Vec::new();
    for run in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        let mut start = 0;
        for (at, c) in run.char_indices().filter(|(_, c)| is_written_without_spaces(*c)) {
            let end = at + c.len_utf8();
            words.extend(
                [&run[start..at], &run[at..end]].into_iter().filter(|word| !word.is_empty()).map(hash),
            );
            start = end;
        }
        words.extend(Some(&run[start..]).filter(|word| !word.is_empty()).map(hash));
    }
    words
}

/// Whether a character is Thai, Lao, Khmer, kana or Han.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// One number for a few words in a row.
pub fn gram(window: &[u64]) -> u64 {
    window.iter().fold(17u64, |hash, word| (hash.rotate_left(9) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// A bag of shingles.
pub type Shingles = FxHashMap<u64, u32>;

/// The shingles of a list of words; a list of fewer than four words is one shingle.
pub fn shingles(words: &[u64]) -> Shingles {
    let mut bag = Shingles::default();
    let mut add = |window: &[u64]| *bag.entry(gram(window)).or_insert(0) += 1;
    if words.len() < 4 {
        if !words.is_empty() {
            add(words);
        }
    } else {
        words.windows(4).for_each(add);
    }
    bag
}

/// The counts of one document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Shingles in both, only in the output, only in the gold.
    pub hits: u32,
    pub surplus: u32,
    pub missing: u32,
}

impl Counts {
    /// Compares an output with the gold.
    pub fn of(gold: &Shingles, found: &Shingles) -> Counts {
        let hits =
            gold.iter().map(|(key, count)| (*count).min(found.get(key).copied().unwrap_or(0))).sum::<u32>();
        Counts {
            hits,
            surplus: found.values().sum::<u32>() - hits,
            missing: gold.values().sum::<u32>() - hits,
        }
    }
}

impl Counts {
    /// The F1 of the document; 1 where there is nothing on both sides.
    pub fn f1(&self) -> f64 {
        let all = f64::from(2 * self.hits + self.surplus + self.missing);
        if all > 0.0 { 2.0 * f64::from(self.hits) / all } else { 1.0 }
    }
}

/// Means over documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub documents: usize,
}

/// The means that the official scorer prints.
pub fn mean(all: &[Counts]) -> Mean {
    let share = |hits: u32, other: u32, third: u32| match (hits, other) {
        (0, 0) => None,
        // Nothing on either other side counts as right.
        (_, 0) if third == 0 => Some(1.0),
        _ => Some(f64::from(hits) / f64::from(hits + other)),
    };
    let average = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let precision = average(all.iter().filter_map(|c| share(c.hits, c.surplus, c.missing)).collect());
    let recall = average(all.iter().filter_map(|c| share(c.hits, c.missing, c.surplus)).collect());
    let sum = precision + recall;
    Mean {
        precision,
        recall,
        f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 },
        documents: all.len(),
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "F1 {:.4}  precision {:.4}  recall {:.4}  ({} documents)",
            self.f1, self.precision, self.recall, self.documents
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_counted() {
        let gold = shingles(&words("the port of Varna opened on Monday"));
        let found = shingles(&words("Home. The port of Varna opened on Monday"));
        let counts = Counts::of(&gold, &found);
        assert_eq!((counts.hits, counts.surplus, counts.missing), (3, 2, 1));
        assert!((mean(&[counts]).precision - 0.6).abs() < 1e-9);
        assert_eq!(shingles(&words("two words")).len(), 1);
        assert!(shingles(&words("")).is_empty());
        assert_eq!(words("2019年に、 the_port").len(), 4);
        assert_eq!(words("heli\u{AD}port"), words("heliport"));
    }
}
