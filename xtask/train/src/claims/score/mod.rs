//! The measures of attribution, as published with PolNeAR and by Johansson and Moschitti (2013).
//!
//! Everything is counted in words (runs of letters and digits), so that marks at the edges of spans never matter.
//!
//! - *exact*: a span is right if its words are those of a gold span of the same role;
//! - *overlap*: precision is the mean share of a found span that gold spans cover, recall the reverse;
//! - *part*: exact, for single contiguous parts, cut at line breaks;
//! - *token*: F1 of "word belongs to role";
//! - *relation soft*: contents paired one to one have a word F1 of one half or more, sources and cues share a word each
//!   (or are both absent); *exact*: all three are equal;
//! - *direct*: quoted pieces of direct contents, found with F1 of .8 or more, and their speakers.

mod marks;
mod pieces;
mod relations;
mod table;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::Span;

pub use relations::is_soft;
pub use table::Table;
pub use words::{Kind, WordSet, Words, f1, touch};

/// A claim as the measures see it.
#[derive(Clone)]
pub struct Attribution {
    pub source: WordSet,
    pub cue: WordSet,
    pub content: WordSet,
    pub kind: Kind,
    /// By role, the word sets of contiguous parts.
    parts: [Vec<WordSet>; 3],
}

impl Attribution {
    /// A claim of spans; `None` without a word of content.
    pub fn new(words: &Words, source: &[Span], cue: &[Span], content: &[Span]) -> Option<Self> {
        let set = |spans: &[Span]| words.under(spans);
        let content_set = set(content);
        if content_set.is_empty() {
            return None;
        }
        Some(Attribution {
            source: set(source),
            cue: set(cue),
            kind: words.kind(&content_set),
            content: content_set,
            parts: [source, cue, content].map(|spans| words.parts(spans)),
        })
    }

    fn role(&self, role: usize) -> &WordSet {
        [&self.source, &self.cue, &self.content][role]
    }
}

const ROLES: [&str; 3] = ["source", "cue", "content"];

/// Adds one document to the table.
pub fn add(table: &mut Table, words: &Words, gold: &[Attribution], found: &[Attribution]) {
    table.documents += 1;
    table.words += words.len();
    for claim in gold {
        table.gold[claim.kind as usize] += 1;
    }
    for claim in found {
        table.found[claim.kind as usize] += 1;
    }
    for role in 0..ROLES.len() {
        spans(table, role, gold, found);
        tokens_and_parts(table, role, gold, found);
    }
    relations::add(table, gold, found);
    pieces::add(table, words, gold, found);
}

/// Distinct spans of a role, with the kind of the last claim that has each.
fn distinct(claims: &[Attribution], role: usize) -> BTreeMap<&WordSet, Kind> {
    claims
        .iter()
        .filter(|claim| !claim.role(role).is_empty())
        .map(|claim| (claim.role(role), claim.kind))
        .collect()
}

fn covered(span: &WordSet, others: &BTreeMap<&WordSet, Kind>) -> f64 {
    let shared: usize = others.keys().map(|other| words::shared(span, other)).sum();
    (shared as f64 / span.len() as f64).min(1.0)
}

fn spans(table: &mut Table, role: usize, gold: &[Attribution], found: &[Attribution]) {
    let (gold, found) = (distinct(gold, role), distinct(found, role));
    let kinds: &[Option<Kind>] = if role == 2 {
        &[None, Some(Kind::Direct), Some(Kind::Indirect), Some(Kind::Mixed)]
    } else {
        &[None]
    };
    for of in kinds {
        let suffix = of.map_or(String::new(), |kind| format!(":{}", kind.name()));
        let wanted = |kind: Kind| of.is_none_or(|of| of == kind);
        let mut exact = table::Counts::default();
        let mut overlap = table::Counts::default();
        for (span, _) in found.iter().filter(|(_, kind)| wanted(**kind)) {
            exact.found(f64::from(u8::from(gold.contains_key(span))));
            overlap.found(covered(span, &gold));
        }
        for (span, _) in gold.iter().filter(|(_, kind)| wanted(**kind)) {
            exact.gold(f64::from(u8::from(found.contains_key(span))));
            overlap.gold(covered(span, &found));
        }
        table.add(format!("exact {}{suffix}", ROLES[role]), exact);
        table.add(format!("overlap {}{suffix}", ROLES[role]), overlap);
    }
}

fn tokens_and_parts(table: &mut Table, role: usize, gold: &[Attribution], found: &[Attribution]) {
    let tokens = |claims: &[Attribution]| -> BTreeSet<u32> {
        claims.iter().flat_map(|claim| claim.role(role).iter().copied()).collect()
    };
    table.add(format!("token {}", ROLES[role]), table::Counts::of_sets(&tokens(gold), &tokens(found)));
    fn parts(claims: &[Attribution], role: usize) -> BTreeSet<&WordSet> {
        claims.iter().flat_map(|claim| &claim.parts[role]).collect()
    }
    table.add(
        format!("part {}", ROLES[role]),
        table::Counts::of_sets(&parts(gold, role), &parts(found, role)),
    );
}
