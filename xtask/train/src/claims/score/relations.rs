//! Attributions paired one to one by content.

use super::Attribution;
use super::table::{Counts, Table};
use super::words::{Kind, f1, shared, touch};

/// Pairs by content F1, best first: indices of gold and found, and the F1.
pub fn pairs(gold: &[Attribution], found: &[Attribution]) -> Vec<(usize, usize, f64)> {
    let mut candidates = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (f, b) in found.iter().enumerate() {
            let likeness = f1(&a.content, &b.content);
            if likeness > 0.0 {
                let difference = a.content.len().abs_diff(b.content.len());
                candidates.push((likeness, difference, shared(&a.cue, &b.cue), g, f));
            }
        }
    }
    candidates.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2)).then((b.3, b.4).cmp(&(a.3, a.4)))
    });
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (likeness, _, _, g, f) in candidates {
        if !used_gold[g] && !used_found[f] {
            (used_gold[g], used_found[f]) = (true, true);
            pairs.push((g, f, likeness));
        }
    }
    pairs
}

/// Whether a pair is right in the soft sense.
pub fn is_soft(gold: &Attribution, found: &Attribution, likeness: f64) -> bool {
    likeness >= 0.5 && touch(&gold.source, &found.source) && touch(&gold.cue, &found.cue)
}

type Test = fn(&Attribution, &Attribution, f64) -> bool;

const TESTS: [(&str, Test); 4] = [
    ("relation exact", |g, f, _| g.source == f.source && g.cue == f.cue && g.content == f.content),
    ("relation content+source exact", |g, f, _| g.source == f.source && g.content == f.content),
    ("relation soft", is_soft),
    ("relation no-cue", |g, f, likeness| likeness >= 0.5 && touch(&g.source, &f.source)),
];

pub(super) fn add(table: &mut Table, gold: &[Attribution], found: &[Attribution]) {
    let pairs = pairs(gold, found);
    for (name, test) in TESTS {
        for of in [None, Some(Kind::Direct), Some(Kind::Indirect), Some(Kind::Mixed)] {
            let wanted = |claim: &Attribution| of.is_none_or(|of| of == claim.kind);
            let mut counts = Counts {
                found: found.iter().filter(|claim| wanted(claim)).count() as f64,
                gold: gold.iter().filter(|claim| wanted(claim)).count() as f64,
                ..Counts::default()
            };
            for (g, f, likeness) in &pairs {
                if test(&gold[*g], &found[*f], *likeness) {
                    counts.right_of_found += f64::from(u8::from(wanted(&found[*f])));
                    counts.right_of_gold += f64::from(u8::from(wanted(&gold[*g])));
                }
            }
            table.add(of.map_or(name.to_owned(), |of| format!("{name}:{}", of.name())), counts);
        }
    }
    for (g, f, _) in pairs.iter().filter(|pair| pair.2 >= 0.5) {
        table.paired += 1;
        table.paired_source += usize::from(touch(&gold[*g].source, &found[*f].source));
        table.paired_cue += usize::from(touch(&gold[*g].cue, &found[*f].cue));
    }
}
