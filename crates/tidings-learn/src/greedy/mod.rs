//! Decisions one after the other, each with the earlier ones in view: the averaged perceptron (Collins 2002; Freund and
//! Schapire 1999) over hashed features that are made on the way.
//!
//! For taggers and transition parsers, whose features depend on what was decided before. Training averages all
//! weights over time without touching those that an example does not use.

use rustc_hash::FxHashMap;

use crate::table::TableBuilder;

/// The weights in training.
pub struct PerceptronTrainer {
    labels: usize,
    numbers: FxHashMap<u64, u32>,
    rows: Vec<Vec<Weight>>,
    /// How many decisions have been made.
    time: u32,
}

#[derive(Clone, Copy)]
struct Weight {
    label: u8,
    value: f32,
    /// The sum of the values over time, up to `since`.
    sum: f64,
    since: u32,
    updates: u32,
}

impl PerceptronTrainer {
    /// No weights yet, for decisions between `labels` labels.
    ///
    /// # Panics
    /// If there are no labels or more than 256.
    pub fn new(labels: usize) -> Self {
        assert!((1..=256).contains(&labels), "a perceptron has 1 to 256 labels, not {labels}");
        PerceptronTrainer { labels, numbers: FxHashMap::default(), rows: Vec::new(), time: 0 }
    }

    /// Sets the scores of the labels for a list of features.
    ///
    /// # Panics
    /// If there is not one score a label.
    pub fn scores(&self, keys: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        for number in keys.iter().filter_map(|key| self.numbers.get(key)) {
            for weight in &self.rows[*number as usize] {
                scores[weight.label as usize] += weight.value;
            }
        }
    }

    /// Learns from a decision: `right` should have scored higher than `wrong`. If they are the same, nothing but
    /// time changes. Call it once for every decision.
    pub fn learn(&mut self, keys: &[u64], right: usize, wrong: usize) {
        self.time += 1;
        if right == wrong {
            return;
        }
        for key in keys {
            let next = self.rows.len() as u32;
            let number = *self.numbers.entry(*key).or_insert(next);
            if number == next {
                self.rows.push(Vec::new());
            }
            let row = &mut self.rows[number as usize];
            add(row, right as u8, 1.0, self.time);
            add(row, wrong as u8, -1.0, self.time);
        }
    }

    /// The bytes of a section for [`Table`](crate::table::Table). Averaged weights smaller than `drop` and those that
    /// changed fewer than `least` times are left out.
    pub fn finish(self, least: u32, drop: f32) -> Vec<u8> {
        let mut keys: Vec<(u64, u32)> = self.numbers.into_iter().collect();
        keys.sort_unstable();
        let mut builder = TableBuilder::new(self.labels);
        let mut averages = vec![0.0; self.labels];
        for (key, number) in keys {
            averages.fill(0.0);
            let mut any = false;
            for weight in self.rows[number as usize].iter().filter(|weight| weight.updates >= least) {
                let sum = weight.sum + weight.value as f64 * (self.time - weight.since) as f64;
                let average = (sum / self.time.max(1) as f64) as f32;
                if average.abs() >= drop {
                    averages[weight.label as usize] = average;
                    any = true;
                }
            }
            if any {
                builder.feature(key, &averages);
            }
        }
        builder.build().bytes
    }
}

fn add(row: &mut Vec<Weight>, label: u8, by: f32, time: u32) {
    let index = row.iter().position(|weight| weight.label == label).unwrap_or_else(|| {
        row.push(Weight { label, value: 0.0, sum: 0.0, since: time, updates: 0 });
        row.len() - 1
    });
    let weight = &mut row[index];
    weight.sum += weight.value as f64 * (time - weight.since) as f64;
    weight.since = time;
    weight.value += by;
    weight.updates += 1;
}

/// The number of the largest score; the first of equals.
#[inline]
pub fn best<T: PartialOrd>(scores: &[T]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::key;
    use crate::table::Table;

    #[test]
    fn what_was_seen_is_decided_as_before() {
        let mut trainer = PerceptronTrainer::new(3);
        let decide = |value: u64| (vec![key(0, 1), key(1, value)], (value % 3) as usize);
        let mut scores = [0.0; 3];
        for round in 0..900u64 {
            let (keys, right) = decide(round % 9);
            trainer.scores(&keys, &mut scores);
            trainer.learn(&keys, right, best(&scores));
        }
        let table = Table::open(trainer.finish(1, 0.0).into()).unwrap();
        let mut sums = [0; 3];
        for value in 0..9 {
            let (keys, right) = decide(value);
            table.score(&keys, &mut sums);
            assert_eq!(best(&sums), right, "{value}");
        }
    }
}
