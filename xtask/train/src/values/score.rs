//! Spans of one label against gold: overlap, and sameness but for articles and possessives.

use std::collections::{BTreeSet, HashMap};

/// A span in code points.
pub(super) type Place = (usize, usize);

/// Sums over documents.
#[derive(Default)]
pub(super) struct Score {
    pub(super) gold: usize,
    pub(super) found: usize,
    overlap: usize,
    same: usize,
    same_gold: usize,
    same_found: usize,
    losses: HashMap<(&'static str, String), usize>,
}

impl Score {
    pub(super) fn add(&mut self, text: &str, gold: Vec<Place>, found: Vec<Place>) {
        let chars: Vec<char> = text.chars().collect();
        let gold: BTreeSet<Place> = gold.into_iter().collect();
        let found: BTreeSet<Place> = found.into_iter().collect();
        self.gold += gold.len();
        self.found += found.len();
        let mut left: Vec<Place> = found.iter().copied().collect();
        for &(start, end) in &gold {
            match left.iter().position(|other| other.0 < end && start < other.1) {
                Some(at) => {
                    left.remove(at);
                    self.overlap += 1;
                }
                None => self.lose("missed", &chars, (start, end)),
            }
        }
        for place in left {
            self.lose("wrong", &chars, place);
        }
        let trim = |places: &BTreeSet<Place>| -> BTreeSet<Place> {
            places.iter().map(|place| trimmed(&chars, *place)).collect()
        };
        let (gold, found) = (trim(&gold), trim(&found));
        self.same += gold.intersection(&found).count();
        for place in gold.difference(&found) {
            self.lose("cut", &chars, *place);
        }
        self.same_gold += gold.len();
        self.same_found += found.len();
    }

    fn lose(&mut self, how: &'static str, chars: &[char], (start, end): Place) {
        let words: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
        *self.losses.entry((how, words)).or_default() += 1;
    }

    /// Precision, recall and F1 of overlapping spans, in percent.
    pub(super) fn overlap(&self) -> (f64, f64, f64) {
        let share = |all: usize| if all == 0 { 0.0 } else { 100.0 * self.overlap as f64 / all as f64 };
        (share(self.found), share(self.gold), f1(self.overlap, self.gold, self.found))
    }

    /// F1 of spans that are the same but for "the" and a possessive, in percent.
    pub(super) fn same(&self) -> f64 {
        f1(self.same, self.same_gold, self.same_found)
    }

    /// The values that cost most.
    pub(super) fn print_losses(&self) {
        let mut losses: Vec<_> = self.losses.iter().collect();
        losses.sort_by_key(|(pair, count)| (std::cmp::Reverse(**count), *pair));
        for how in ["missed", "wrong", "cut"] {
            let lines = losses.iter().filter(|((kind, _), _)| *kind == how).take(150);
            let lines: Vec<_> = lines.map(|((_, words), count)| format!("{words} ×{count}")).collect();
            println!("\n{how}: {}\n", lines.join("; "));
        }
    }
}

fn f1(right: usize, gold: usize, found: usize) -> f64 {
    if gold + found == 0 { 0.0 } else { 200.0 * right as f64 / (gold + found) as f64 }
}

/// The place without a leading article and a trailing possessive.
fn trimmed(chars: &[char], (mut start, mut end): Place) -> Place {
    let words: String = chars.get(start..end).unwrap_or(&[]).iter().collect::<String>().to_lowercase();
    if let Some(article) = ["the ", "a ", "an "].iter().find(|article| words.starts_with(**article)) {
        start += article.chars().count();
    }
    for tail in ["'s", "’s", "'", "’"] {
        if words.ends_with(tail) && end - start > tail.chars().count() {
            end -= tail.chars().count();
            break;
        }
    }
    (start, end)
}
