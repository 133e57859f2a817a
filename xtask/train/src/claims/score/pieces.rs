//! Direct quotations: contiguous quoted pieces of contents, and who is said to have spoken them.

use super::Attribution;
use super::table::{Counts, Table};
use super::words::{Kind, WordSet, Words, f1, shared, touch};

struct Piece<'a> {
    words: WordSet,
    source: &'a WordSet,
}

/// The quoted runs of words of contents; with `direct`, of wholly direct contents only.
fn pieces<'a>(words: &Words, claims: &'a [Attribution], direct: bool) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for claim in claims.iter().filter(|claim| !direct || claim.kind == Kind::Direct) {
        let mut run = WordSet::new();
        for &word in &claim.content {
            if run.last().is_some_and(|last| word != last + 1 || !words.goes_on(*last)) {
                pieces.push(Piece { words: std::mem::take(&mut run), source: &claim.source });
            }
            run.push(word);
        }
        if !run.is_empty() {
            pieces.push(Piece { words: run, source: &claim.source });
        }
    }
    pieces.retain(|piece| words.kind(&piece.words) == Kind::Direct);
    pieces
}

pub(super) fn add(table: &mut Table, words: &Words, gold: &[Attribution], found: &[Attribution]) {
    let (expected, given) = (pieces(words, gold, true), pieces(words, found, false));
    let mut mixed: WordSet = gold
        .iter()
        .filter(|claim| claim.kind == Kind::Mixed)
        .flat_map(|claim| claim.content.iter().copied())
        .collect();
    mixed.sort_unstable();
    mixed.dedup();
    let mut candidates = Vec::new();
    for (g, a) in expected.iter().enumerate() {
        for (f, b) in given.iter().enumerate() {
            let likeness = f1(&a.words, &b.words);
            if likeness >= 0.8 {
                candidates.push((likeness, g, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut used_gold, mut used_found) = (vec![false; expected.len()], vec![false; given.len()]);
    let mut hits = Vec::new();
    for (_, g, f) in candidates {
        if !used_gold[g] && !used_found[f] {
            (used_gold[g], used_found[f]) = (true, true);
            hits.push((&expected[g], &given[f]));
        }
    }
    // A quoted piece inside of mixed content is no mistake of a system that looks for quotations only.
    let free = given
        .iter()
        .zip(&used_found)
        .filter(|(piece, used)| !**used && shared(&piece.words, &mixed) == piece.words.len())
        .count();
    let base =
        Counts { found: (given.len() - free) as f64, gold: expected.len() as f64, ..Counts::default() };
    let mut row = |name: &str, right: usize| {
        table.add(
            name.to_owned(),
            Counts { right_of_found: right as f64, right_of_gold: right as f64, ..base },
        );
    };
    row("direct span", hits.len());
    row("direct span+speaker overlap", hits.iter().filter(|(g, f)| touch(g.source, f.source)).count());
    row("direct span+speaker exact", hits.iter().filter(|(g, f)| g.source == f.source).count());
}
