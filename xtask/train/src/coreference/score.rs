//! Pairs of mentions and B-cubed, within documents.

use std::collections::HashMap;

use super::GoldMention;

/// Sums over documents.
#[derive(Default)]
pub(super) struct Score {
    pub(super) mentions: usize,
    right: usize,
    wrong: usize,
    missed: usize,
    b_precision: f64,
    b_recall: f64,
    losses: HashMap<(&'static str, String), usize>,
}

impl Score {
    /// Adds a document: gold mentions and the entity that each was linked to.
    pub(super) fn add(&mut self, gold: &[GoldMention], entity: &[u32]) {
        self.mentions += gold.len();
        for (a, own) in gold.iter().zip(entity) {
            let mut sizes = (0.0, 0.0, 0.0);
            for (b, other) in gold.iter().zip(entity) {
                let (same, linked) = (a.cluster == b.cluster, own == other);
                sizes.0 += f64::from(u8::from(same && linked));
                sizes.1 += f64::from(u8::from(linked));
                sizes.2 += f64::from(u8::from(same));
            }
            self.b_precision += sizes.0 / sizes.1;
            self.b_recall += sizes.0 / sizes.2;
        }
        for (at, (a, own)) in gold.iter().zip(entity).enumerate() {
            for (b, other) in gold.iter().zip(entity).skip(at + 1) {
                match (a.cluster == b.cluster, own == other) {
                    (true, true) => self.right += 1,
                    (true, false) => {
                        self.missed += 1;
                        self.lose("missed", a, b);
                    }
                    (false, true) => {
                        self.wrong += 1;
                        self.lose("wrong", a, b);
                    }
                    (false, false) => {}
                }
            }
        }
    }

    fn lose(&mut self, how: &'static str, a: &GoldMention, b: &GoldMention) {
        let pair = format!("{} {} / {} {}", a.label, a.words, b.label, b.words);
        *self.losses.entry((how, pair)).or_default() += 1;
    }

    /// Precision, recall and F1 over pairs, in percent.
    pub(super) fn pairwise(&self) -> (f64, f64, f64) {
        let share = |all: usize| if all == 0 { 0.0 } else { 100.0 * self.right as f64 / all as f64 };
        let (precision, recall) = (share(self.right + self.wrong), share(self.right + self.missed));
        (precision, recall, mean(precision, recall))
    }

    /// B-cubed F1, in percent.
    pub(super) fn b_cubed(&self) -> f64 {
        let count = self.mentions.max(1) as f64;
        mean(100.0 * self.b_precision / count, 100.0 * self.b_recall / count)
    }

    /// The pairs of names that cost most.
    pub(super) fn print_losses(&self) {
        let mut losses: Vec<_> = self.losses.iter().collect();
        losses.sort_by_key(|(pair, count)| (std::cmp::Reverse(**count), *pair));
        for how in ["missed", "wrong"] {
            let lines = losses.iter().filter(|((kind, _), _)| *kind == how).take(120);
            let lines: Vec<_> = lines.map(|((_, pair), count)| format!("{pair} ×{count}")).collect();
            println!("\n{how}: {}\n", lines.join("; "));
        }
    }
}

fn mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}
