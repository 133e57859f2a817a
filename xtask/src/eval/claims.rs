//! Scores claims: who said what, compared by words.
//!
//! A found claim and an annotated one are a pair if the F1 of their contents' words is at least one
//! half; pairs are made one to one, best first. A pair is a hit if sources and cues touch too.
//! Recall counts the core claims; a pair with a claim that is not core counts neither way.

use std::ops::AddAssign;

use serde::Serialize;
use tidings_core::{Claim, Claims, Document, Span};

use super::counts::share;
use super::gold::{Gold, GoldClaim};
use super::words::{WordSet, Words, f1, shared, touch};

/// Counts of claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClaimScore {
    /// Claims that were found.
    pub found: usize,
    /// Claims that should be found.
    pub core: usize,
    /// Core claims that were: content, source and cue.
    pub core_hits: usize,
    /// Core claims whose content was found, whatever source and cue.
    pub core_contents: usize,
    /// Found claims that hit an annotated one, core or not.
    pub hits: usize,
    /// Found claims in a pair with one that is not core.
    pub neutral: usize,
    /// Places that look like a claim and are none.
    pub traps: usize,
    /// Of these, the places where a cue was found.
    pub false_alarms: usize,
    /// Pairs, and how many of them agree in a point.
    pub pairs: usize,
    pub source_right: usize,
    pub cue_right: usize,
    pub kind_right: usize,
    pub modality_right: usize,
    pub negation_right: usize,
}

impl ClaimScore {
    /// The share of core claims that were hit.
    pub fn recall(self) -> Option<f64> {
        share(self.core_hits, self.core)
    }

    /// The share of found claims that hit an annotated one, core or not.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.found)
    }

    /// The share of found claims that hit a core claim, those that count neither way left out.
    pub fn core_precision(self) -> Option<f64> {
        share(self.core_hits, self.found.saturating_sub(self.neutral))
    }

    /// The harmonic mean of recall and precision over core claims.
    pub fn core_f1(self) -> Option<f64> {
        share(2 * self.core_hits, self.core + self.found.saturating_sub(self.neutral))
    }
}

impl AddAssign<&ClaimScore> for ClaimScore {
    fn add_assign(&mut self, other: &ClaimScore) {
        self.found += other.found;
        self.core += other.core;
        self.core_hits += other.core_hits;
        self.core_contents += other.core_contents;
        self.hits += other.hits;
        self.neutral += other.neutral;
        self.traps += other.traps;
        self.false_alarms += other.false_alarms;
        self.pairs += other.pairs;
        self.source_right += other.source_right;
        self.cue_right += other.cue_right;
        self.kind_right += other.kind_right;
        self.modality_right += other.modality_right;
        self.negation_right += other.negation_right;
    }
}

/// The words of the three parts of a claim.
struct Parts {
    source: WordSet,
    cue: WordSet,
    content: WordSet,
}

impl Parts {
    fn gold(words: &Words, claim: &GoldClaim) -> Self {
        let under = |spans: &[Span]| words.under(spans.iter().copied());
        Parts { source: under(&claim.source), cue: under(&claim.cue), content: under(&claim.content) }
    }

    fn found(words: &Words, claim: &Claim, doc: &Document) -> Self {
        let in_source = |span: &Span| doc.alignment().nearest_source_of(*span);
        Parts {
            source: words.under(claim.source.iter().map(in_source)),
            cue: words.under(claim.cue.iter().map(in_source)),
            content: words.under(claim.content.iter().map(in_source)),
        }
    }
}

/// Compares the claims of a document with the annotation; a line for each mistake goes to `mistakes`.
pub fn score(gold: &Gold, doc: &Document, words: &Words, mistakes: &mut Vec<String>) -> ClaimScore {
    let claims = doc.get::<Claims>().map_or(&[][..], |claims| &claims.0);
    let found: Vec<Parts> = claims.iter().map(|claim| Parts::found(words, claim, doc)).collect();
    let expected: Vec<Parts> = gold.claims.iter().map(|claim| Parts::gold(words, claim)).collect();
    let mut score = ClaimScore {
        found: found.len(),
        core: gold.claims.iter().filter(|claim| claim.core).count(),
        traps: gold.not_claims.len(),
        ..ClaimScore::default()
    };
    let mut is_hit = vec![false; found.len()];
    let (mut found_is_paired, mut gold_is_paired) = (is_hit.clone(), vec![false; gold.claims.len()]);
    let mut mistake = |what: &str, claim: String| mistakes.push(format!("claim {what}: {claim}"));
    for (g, f) in pairs(&expected, &found) {
        let (claim, other) = (&gold.claims[g], &claims[f]);
        let source = touch(&expected[g].source, &found[f].source);
        let cue = touch(&expected[g].cue, &found[f].cue);
        is_hit[f] = source && cue;
        (gold_is_paired[g], found_is_paired[f]) = (true, true);
        if !is_hit[f] {
            let what = if source { "with another cue" } else { "with another source" };
            mistake(what, format!("{} for {}", shown_found(other, doc), shown_gold(claim, doc)));
        }
        score.pairs += 1;
        score.source_right += usize::from(source);
        score.cue_right += usize::from(cue);
        score.kind_right += usize::from(claim.kind == other.kind);
        score.modality_right += usize::from(claim.modality == other.modality);
        score.negation_right += usize::from(claim.negated == other.negated);
        score.hits += usize::from(is_hit[f]);
        score.core_contents += usize::from(claim.core);
        score.core_hits += usize::from(claim.core && is_hit[f]);
        score.neutral += usize::from(!claim.core);
    }
    for (claim, _) in
        gold.claims.iter().zip(&gold_is_paired).filter(|(claim, paired)| claim.core && !**paired)
    {
        mistake("missed", shown_gold(claim, doc));
    }
    for (claim, _) in claims.iter().zip(&found_is_paired).filter(|(_, paired)| !**paired) {
        mistake("not in the annotation", shown_found(claim, doc));
    }
    let alarm = |trap: &Span| {
        let trap = words.under([*trap]);
        found.iter().zip(&is_hit).any(|(parts, hit)| !hit && shared(&parts.cue, &trap) > 0)
    };
    for trap in gold.not_claims.iter().filter(|trap| alarm(trap)) {
        score.false_alarms += 1;
        mistake("where there is none", doc.source_slice(*trap).to_owned());
    }
    score
}

/// `source | cue | content` as found.
fn shown_found(claim: &Claim, doc: &Document) -> String {
    let text = |span: Option<Span>| span.map_or("-", |span| doc.slice(span));
    let content: Vec<&str> = claim.content.iter().map(|span| doc.slice(*span)).collect();
    format!("{} | {} | {}", text(claim.source), text(claim.cue), content.join(" … "))
}

/// `source | cue | content` as annotated.
fn shown_gold(claim: &GoldClaim, doc: &Document) -> String {
    let text = |spans: &[Span]| {
        let parts: Vec<&str> = spans.iter().map(|span| doc.source_slice(*span)).collect();
        if parts.is_empty() { "-".to_owned() } else { parts.join(" … ") }
    };
    format!("{} | {} | {}", text(&claim.source), text(&claim.cue), text(&claim.content))
}

/// The pairs of annotated and found claims, as indices.
fn pairs(expected: &[Parts], found: &[Parts]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, a) in expected.iter().enumerate() {
        for (f, b) in found.iter().enumerate() {
            let likeness = f1(&a.content, &b.content);
            if likeness >= 0.5 {
                candidates.push((likeness, shared(&a.cue, &b.cue), g, f));
            }
        }
    }
    // Best content first; then the cue decides between nested claims, then the order of the text.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let (mut used_gold, mut used_found) = (vec![false; expected.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, _, g, f) in candidates {
        if !used_gold[g] && !used_found[f] {
            (used_gold[g], used_found[f]) = (true, true);
            pairs.push((g, f));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use tidings_core::{ClaimKind, CueClass, Modality};

    use super::super::testing::{at, gold};
    use super::*;

    const SOURCE: &str =
        "Kyiv said that the talks go on. He wants a pause of ten days. The pace suggests haste.";

    fn expected(source: &str, cue: &str, content: &str, core: bool) -> GoldClaim {
        GoldClaim {
            kind: ClaimKind::Indirect,
            core,
            source: vec![at(SOURCE, source)],
            cue: vec![at(SOURCE, cue)],
            content: vec![at(SOURCE, content)],
            negated: false,
            modality: Modality::Asserted,
            text: content.to_owned(),
        }
    }

    fn claim(source: &str, cue: &str, content: &str) -> Claim {
        Claim {
            source: (!source.is_empty()).then(|| at(SOURCE, source)),
            source_entity: None,
            speaker_confidence: None,
            cue: Some(at(SOURCE, cue)),
            lemma: String::new(),
            cue_class: CueClass::Says,
            content: vec![at(SOURCE, content)],
            kind: ClaimKind::Indirect,
            modality: Modality::Demand,
            negated: false,
            sentence: 0,
            confidence: 1.0,
            checkworthy: None,
            details: Default::default(),
        }
    }

    fn scored(found: &[Claim], second_is_core: bool) -> ClaimScore {
        let mut annotation = gold(SOURCE, &[]);
        annotation.claims = vec![
            expected("Kyiv", "said", "the talks go on", true),
            expected("He", "wants", "a pause of ten days", second_is_core),
        ];
        annotation.not_claims = vec![at(SOURCE, "suggests")];
        let mut doc = Document::new("a", SOURCE).unwrap();
        doc.insert(Claims(found.to_vec()));
        score(&annotation, &doc, &Words::new(SOURCE, &annotation), &mut Vec::new())
    }

    #[test]
    fn a_hit_needs_content_source_and_cue() {
        let score = scored(
            &[
                claim("Kyiv", "said", "that the talks go on"),
                claim("Kyiv", "wants", "a pause of ten days"),
                claim("The pace", "suggests", "haste"),
            ],
            true,
        );
        assert_eq!((score.core_hits, score.core_contents, score.hits, score.pairs), (1, 2, 1, 2));
        assert_eq!((score.source_right, score.cue_right, score.kind_right), (1, 2, 2));
        assert_eq!((score.modality_right, score.negation_right), (0, 2));
        assert_eq!((score.false_alarms, score.traps), (1, 1));
        assert_eq!(score.recall(), Some(0.5));
        assert_eq!(score.precision(), Some(1.0 / 3.0));
    }

    #[test]
    fn a_claim_that_is_not_core_counts_neither_way() {
        let found = [claim("Kyiv", "said", "the talks go on"), claim("He", "wants", "pause")];
        let with = scored(&found, false);
        assert_eq!((with.core, with.core_hits), (1, 1));
        // One of five words: no pair, so a false claim.
        assert_eq!((with.neutral, with.hits), (0, 1));
        assert_eq!(with.core_precision(), Some(0.5));
        let found = [claim("Kyiv", "said", "the talks go on"), claim("He", "wants", "a pause of ten")];
        let with = scored(&found, false);
        assert_eq!((with.neutral, with.hits), (1, 2));
        assert_eq!((with.core_precision(), with.recall()), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn pairs_are_one_to_one_and_best_first() {
        let parts = |content: &[u32]| Parts { source: vec![], cue: vec![], content: content.to_vec() };
        let expected = [parts(&[1, 2, 3, 4]), parts(&[2, 3, 4])];
        let found = [parts(&[2, 3, 4]), parts(&[2, 3, 4, 5])];
        assert_eq!(pairs(&expected, &found), [(1, 0), (0, 1)]);
    }
}
