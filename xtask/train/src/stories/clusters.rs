//! How well documents are put into stories: B-cubed (Bagga & Baldwin 1998) and pairs.

use std::collections::BTreeMap;

/// The figures of one grouping, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterScore {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// F1 over the pairs of documents that share a story.
    pub pairs_f1: f64,
}

/// Compares the story of every document with the one that was found for it.
pub fn score(gold: &[&str], found: &[&str]) -> ClusterScore {
    let golds = count(gold.iter().map(|story| (*story, "")));
    let founds = count(found.iter().map(|story| (*story, "")));
    let both = count(gold.iter().copied().zip(found.iter().copied()));
    let all = gold.len().max(1) as f64;
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((in_gold, in_found), shared) in &both {
        precision += shared * shared / founds[&(*in_found, "")];
        recall += shared * shared / golds[&(*in_gold, "")];
    }
    let pairs =
        |counts: &BTreeMap<(&str, &str), f64>| counts.values().map(|n| n * (n - 1.0) / 2.0).sum::<f64>();
    let (hits, of_found, of_gold) = (pairs(&both), pairs(&founds), pairs(&golds));
    let (precision, recall) = (100.0 * precision / all, 100.0 * recall / all);
    ClusterScore {
        precision,
        recall,
        f1: 2.0 * precision * recall / (precision + recall).max(1e-9),
        pairs_f1: 200.0 * hits / (of_found + of_gold).max(1.0),
    }
}

type Counts<'a> = BTreeMap<(&'a str, &'a str), f64>;

fn count<'a>(keys: impl IntoIterator<Item = (&'a str, &'a str)>) -> Counts<'a> {
    let mut counts = Counts::new();
    keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1.0);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_story_too_many_costs_recall() {
        let score = score(&["a", "a", "b", "b"], &["x", "x", "y", "z"]);
        assert_eq!((score.precision, score.recall), (100.0, 75.0));
        assert!((score.pairs_f1 - 66.666).abs() < 0.01);
    }
}
