//! Labels for lines: which of them are in the gold text.
//!
//! A line of five words or more is labeled by the share of its 4-grams that the gold has. A shorter one counts only where it
//! belongs: its words must stand in the gold between what its labeled neighbors match.

use rustc_hash::{FxHashMap, FxHashSet};

/// The share of every line that is in the gold, 0 to 1. Lines and gold are lists of hashed words.
pub fn labels(lines: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let mut places: FxHashMap<[u64; 4], Vec<u32>> = FxHashMap::default();
    for (at, window) in gold.windows(4).enumerate() {
        places.entry([window[0], window[1], window[2], window[3]]).or_default().push(at as u32);
    }
    let mut labels = vec![0.0f32; lines.len()];
    // Where each labeled line lies in the gold.
    let mut matched: Vec<Option<(usize, usize)>> = vec![None; lines.len()];
    let mut expected = 0usize;
    // The longest first match of every place in the gold: what is said twice on a page counts where it fits.
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    for (line, words) in lines.iter().enumerate() {
        if words.len() < 5 {
            continue;
        }
        let mut found: Vec<u32> = Vec::new();
        for window in words.windows(4) {
            let Some(these) = places.get(&[window[0], window[1], window[2], window[3]]) else { continue };
            let best = these
                .iter()
                .filter(|at| !taken.contains(*at))
                .min_by_key(|at| (**at as usize).abs_diff(expected));
            if let Some(best) = best {
                found.push(*best);
                expected = *best as usize + 1;
            }
        }
        let share = found.len() as f32 / (words.len() - 3) as f32;
        if share >= 0.3 {
            labels[line] = share;
            let (first, last) = (found.iter().min(), found.iter().max());
            if let (Some(first), Some(last)) = (first, last) {
                matched[line] = Some((*first as usize, *last as usize + 4));
                expected = *last as usize + 4;
            }
            taken.extend(found);
        }
    }
    short_lines(lines, gold, &matched, &mut labels);
    labels
}

fn short_lines(lines: &[Vec<u64>], gold: &[u64], matched: &[Option<(usize, usize)>], labels: &mut [f32]) {
    let mut after = 0usize;
    let mut next: Vec<usize> = vec![gold.len(); lines.len() + 1];
    for line in (0..lines.len()).rev() {
        next[line] = matched[line].map_or(next[line + 1], |(start, _)| start);
    }
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
        // Nearer than that, or it is chance.
        if from >= to || to - from > 400 {
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
        let labels = labels(&lines, &gold);
        assert_eq!(&labels[1..], [0.0, 1.0, 0.0, 1.0, 1.0]);
    }
}
