//! Labels for lines: which of them are in the gold text.
//!
//! A line of five words or more is labeled by the share of its 4-grams that the gold has. A shorter one counts only where it
//! belongs: its words must stand in the gold between what its labeled neighbors match. What is said twice counts once. On
//! pages headings stand in tables of contents too, so long lines find their places first, then lines between them, and only
//! then lines anywhere.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

/// Lines of so many words are said once on nearly every page.
const LONG: usize = 12;
/// Between neighbors that are farther apart in the gold than this, in words, a place is chance.
const NEAR: usize = 400;

/// The share of every block of a page that is in the gold, 0 to 1. Blocks and gold are lists of hashed words.
///
/// What is said twice counts where it fits, since elements tell a heading from a line of a table of contents.
pub fn labels_of_page(blocks: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let mut labels = Labels::new(blocks, gold);
    labels.anywhere(LONG);
    labels.between();
    labels.anywhere(5);
    labels.shares()
}

/// The share of every line of a text that is in the gold, 0 to 1.
///
/// What is said twice counts at the first place that comes next: in a text nothing tells such lines apart.
pub fn labels_of_text(lines: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let mut labels = Labels::new(lines, gold);
    labels.anywhere(5);
    labels.shares()
}

struct Labels<'a> {
    lines: &'a [Vec<u64>],
    gold: &'a [u64],
    /// Where every four words stand in the gold.
    places: FxHashMap<[u64; 4], Vec<u32>>,
    shares: Vec<f32>,
    /// Where each labeled line lies in the gold.
    matched: Vec<Option<(usize, usize)>>,
    /// The places in the gold that a line has taken.
    taken: FxHashSet<u32>,
}

impl<'a> Labels<'a> {
    fn new(lines: &'a [Vec<u64>], gold: &'a [u64]) -> Self {
        let mut places: FxHashMap<[u64; 4], Vec<u32>> = FxHashMap::default();
        for (at, window) in gold.windows(4).enumerate() {
            places.entry([window[0], window[1], window[2], window[3]]).or_default().push(at as u32);
        }
        let (shares, matched) = (vec![0.0; lines.len()], vec![None; lines.len()]);
        Labels { lines, gold, places, shares, matched, taken: FxHashSet::default() }
    }

    /// The labels, those of short lines with them.
    fn shares(mut self) -> Vec<f32> {
        short_lines(self.lines, self.gold, &self.matched, &mut self.shares);
        self.shares
    }

    /// Labels the lines of at least so many words, wherever in the gold their words stand.
    fn anywhere(&mut self, least: usize) {
        let mut expected = 0;
        for line in 0..self.lines.len() {
            if self.matched[line].is_none() && self.lines[line].len() >= least {
                expected = self.look(line, expected, 0..self.gold.len());
            }
            expected = self.matched[line].map_or(expected, |(_, end)| end);
        }
    }

    /// Labels lines by the part of the gold between what the labeled lines around them match.
    fn between(&mut self) {
        let next = next_starts(&self.matched, self.gold.len());
        let mut after = 0;
        for line in 0..self.lines.len() {
            let (from, to) = (after, next[line + 1]);
            if self.matched[line].is_none() && self.lines[line].len() >= 5 && from < to && to - from <= NEAR {
                self.look(line, from, from..to);
            }
            after = self.matched[line].map_or(after, |(_, end)| end);
        }
    }

    /// Looks for a line in a part of the gold, as near as can be to where it is expected. Says where the next is.
    fn look(&mut self, line: usize, mut expected: usize, within: Range<usize>) -> usize {
        let words = &self.lines[line];
        let mut found: Vec<u32> = Vec::new();
        for window in words.windows(4) {
            let Some(these) = self.places.get(&[window[0], window[1], window[2], window[3]]) else {
                continue;
            };
            let open =
                these.iter().filter(|at| within.contains(&(**at as usize)) && !self.taken.contains(*at));
            if let Some(best) = open.min_by_key(|at| (**at as usize).abs_diff(expected)) {
                found.push(*best);
                expected = *best as usize + 1;
            }
        }
        let share = found.len() as f32 / (words.len() - 3) as f32;
        if share >= 0.3 {
            self.shares[line] = share;
            if let (Some(first), Some(last)) = (found.iter().min(), found.iter().max()) {
                self.matched[line] = Some((*first as usize, *last as usize + 4));
                expected = *last as usize + 4;
            }
            self.taken.extend(found);
        }
        expected
    }
}

/// By line: where the first labeled line from it on begins in the gold.
fn next_starts(matched: &[Option<(usize, usize)>], end: usize) -> Vec<usize> {
    let mut next = vec![end; matched.len() + 1];
    for line in (0..matched.len()).rev() {
        next[line] = matched[line].map_or(next[line + 1], |(start, _)| start);
    }
    next
}

fn short_lines(lines: &[Vec<u64>], gold: &[u64], matched: &[Option<(usize, usize)>], labels: &mut [f32]) {
    let mut after = 0usize;
    let next = next_starts(matched, gold.len());
    for line in 0..lines.len() {
        if let Some((_, end)) = matched[line] {
            after = end;
            continue;
        }
        let words = &lines[line];
        if words.is_empty() || words.len() >= 5 {
            continue;
        }
        let (from, to) = (after.saturating_sub(1), (next[line + 1] + 1).min(gold.len()));
        if from >= to || to - from > NEAR {
            continue;
        }
        if let Some(at) = gold[from..to].windows(words.len()).position(|window| window == words.as_slice()) {
            labels[line] = 1.0;
            after = from + at + words.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::score::words;
    use super::*;

    #[test]
    fn short_lines_count_where_they_belong() {
        let gold = words(
            "The port of Varna opened on Monday. What next? Nobody in the town knows what the board wants.",
        );
        let lines: Vec<_> = [
            "What next?",
            "Home and more and more news",
            "The port of Varna opened on Monday.",
            "Share",
            "What next?",
            "Nobody in the town knows what the board wants.",
        ]
        .iter()
        .map(|line| words(line))
        .collect();
        let labels = labels_of_text(&lines, &gold);
        assert_eq!(&labels[1..], [0.0, 1.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn headings_count_above_their_text_and_not_in_the_table_of_contents() {
        let body = [
            "The port of Varna opened on Monday after a storm that lasted for three days and nights.",
            "What the harbor board wants",
            "Nobody in the town knows what the board wants to do with the eastern pier next year.",
        ];
        let gold = words(&body.join(" "));
        let lines: Vec<_> = std::iter::once("What the harbor board wants").chain(body).map(words).collect();
        assert_eq!(labels_of_page(&lines, &gold), [0.0, 1.0, 1.0, 1.0]);
        assert_eq!(labels_of_text(&lines, &gold), [1.0, 1.0, 0.0, 1.0]);
    }
}
