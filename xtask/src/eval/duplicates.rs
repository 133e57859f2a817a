//! Scores pairs of duplicates in the collection.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::counts::Counts;
use super::gold::Links;

/// A pair of document ids, the smaller first.
pub type IdPair = (String, String);

/// The pair of two ids.
pub fn pair(a: &str, b: &str) -> IdPair {
    if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

/// The pairs in what the corpus stage `stories.duplicates` concludes.
pub fn found_pairs(conclusion: &Value) -> BTreeSet<IdPair> {
    let pairs = conclusion["pairs"].as_array().map_or(&[][..], Vec::as_slice);
    pairs.iter().filter_map(|found| Some(pair(found["a"].as_str()?, found["b"].as_str()?))).collect()
}

/// How found pairs of duplicates compare with the annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PairScore {
    pub counts: Counts,
    /// Pairs that were not found.
    pub missed: Vec<IdPair>,
    /// Pairs that are none.
    pub invented: Vec<IdPair>,
    /// Of the invented, those that the annotation warns of.
    pub warned: Vec<IdPair>,
}

/// Compares pairs of duplicates. A pair that the annotation keeps apart is no duplicate, even if it
/// has copied paragraphs in common.
pub fn score_pairs(links: &Links, found: &BTreeSet<IdPair>) -> PairScore {
    let apart: BTreeSet<IdPair> = links.keep_apart.iter().map(|p| pair(&p.a, &p.b)).collect();
    let gold: BTreeSet<IdPair> =
        links.duplicates.iter().map(|p| pair(&p.a, &p.b)).filter(|pair| !apart.contains(pair)).collect();
    let hits = gold.intersection(found).count();
    PairScore {
        counts: Counts { hits, found: found.len(), gold: gold.len() },
        missed: gold.difference(found).cloned().collect(),
        invented: found.difference(&gold).cloned().collect(),
        warned: found.intersection(&apart).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        serde_json::from_str(
            r#"{
            "duplicates": [{"a": "b", "b": "a"}, {"a": "a", "b": "c"}, {"a": "b", "b": "c"}],
            "keep_apart": [{"a": "c", "b": "b"}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn pairs_are_read_from_the_conclusion() {
        let conclusion = serde_json::json!({ "pairs": [{ "a": "x", "b": "y" }, { "a": "d", "b": "c" }] });
        assert_eq!(found_pairs(&conclusion), BTreeSet::from([pair("c", "d"), pair("x", "y")]));
        assert!(found_pairs(&Value::Null).is_empty());
    }

    #[test]
    fn pairs_that_are_kept_apart_are_no_duplicates() {
        let found = BTreeSet::from([pair("b", "a"), pair("b", "c"), pair("c", "d")]);
        let score = score_pairs(&links(), &found);
        assert_eq!(score.counts, Counts { hits: 1, found: 3, gold: 2 });
        assert_eq!(score.missed, [pair("a", "c")]);
        assert_eq!(score.invented, [pair("b", "c"), pair("c", "d")]);
        assert_eq!(score.warned, [pair("b", "c")]);
    }
}
