//! Scores the choice of sentences: for the summary, and as worth checking.

use std::ops::AddAssign;

use serde::Serialize;
use tidings_core::{Claims, Document, Span, Summary};

use super::counts::share;
use super::gold::Gold;

/// A claim counts as worth checking from this score on.
const WORTH_CHECKING: f32 = 0.5;

/// How chosen spans and annotated ones meet. The two sides are counted apart: one long annotated
/// sentence may hold two chosen ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChoiceScore {
    pub chosen: usize,
    pub chosen_right: usize,
    pub gold: usize,
    pub gold_met: usize,
}

impl ChoiceScore {
    /// The share of chosen spans that meet an annotated one.
    pub fn precision(self) -> Option<f64> {
        share(self.chosen_right, self.chosen)
    }

    /// The share of annotated spans that meet a chosen one.
    pub fn recall(self) -> Option<f64> {
        share(self.gold_met, self.gold)
    }
}

impl AddAssign<&ChoiceScore> for ChoiceScore {
    fn add_assign(&mut self, other: &ChoiceScore) {
        self.chosen += other.chosen;
        self.chosen_right += other.chosen_right;
        self.gold += other.gold;
        self.gold_met += other.gold_met;
    }
}

/// Compares the summary of a document with the annotation.
pub fn score(gold: &Gold, doc: &Document) -> ChoiceScore {
    let chosen = doc.get::<Summary>().map_or(&[][..], |summary| &summary.0);
    compare(&gold.summary, chosen.iter().map(|sentence| sentence.span), doc)
}

/// Compares the claims that a document calls worth checking with the spans annotated as such.
pub fn score_factual(gold: &Gold, doc: &Document) -> ChoiceScore {
    let claims = doc.get::<Claims>().map_or(&[][..], |claims| &claims.0);
    let chosen = claims
        .iter()
        .filter(|claim| claim.checkworthy.is_some_and(|score| score >= WORTH_CHECKING))
        .filter_map(|claim| claim.content.iter().copied().reduce(Span::cover));
    compare(&gold.factual, chosen, doc)
}

fn compare(gold: &[Span], chosen: impl Iterator<Item = Span>, doc: &Document) -> ChoiceScore {
    let chosen: Vec<Span> = chosen.map(|span| doc.alignment().nearest_source_of(span)).collect();
    ChoiceScore {
        chosen: chosen.len(),
        chosen_right: chosen.iter().filter(|span| gold.iter().any(|other| meet(**span, *other))).count(),
        gold: gold.len(),
        gold_met: gold.iter().filter(|span| chosen.iter().any(|other| meet(**span, *other))).count(),
    }
}

/// Whether half of the shorter span lies in the longer one.
fn meet(a: Span, b: Span) -> bool {
    let shorter = a.len().min(b.len());
    a.intersection(b).is_some_and(|both| 2 * both.len() >= shorter)
}

#[cfg(test)]
mod tests {
    use tidings_core::SummarySentence;

    use super::super::testing::{at, gold};
    use super::*;

    #[test]
    fn both_sides_are_counted() {
        let source = "One is here. Two is there. Three is nowhere. Four is all.";
        let mut annotation = gold(source, &[]);
        annotation.summary = vec![at(source, "One is here. Two is there."), at(source, "Four is all.")];
        let sentence =
            |part: &str| SummarySentence { span: at(source, part), score: 1.0, reasons: Vec::new() };
        let mut doc = Document::new("a", source).unwrap();
        doc.insert(Summary(vec![
            sentence("One is here."),
            sentence("Two is there."),
            sentence("Three is nowhere."),
        ]));
        let expected = ChoiceScore { chosen: 3, chosen_right: 2, gold: 2, gold_met: 1 };
        assert_eq!(score(&annotation, &doc), expected);
    }

    #[test]
    fn touching_at_an_edge_is_no_meeting() {
        assert!(!meet(Span::new(0, 10), Span::new(9, 20)));
        assert!(meet(Span::new(0, 10), Span::new(5, 30)));
        assert!(meet(Span::new(3, 5), Span::new(0, 100)));
    }
}
