//! Many rows at once: every feature of some rows is a column, and a cut is held against all of it in a few steps of the machine.
//!
//! The sums are made in the same order as for a row alone, so that the scores are the same to the last bit.

use fearless_simd::{Level, dispatch};

use super::quick::{Cuts, Leaves, Quick, Steps, above};

/// How many rows are a column.
const ROWS: usize = 32;

/// A feature of some rows; what is missing is above no cut.
type Column = [f32; ROWS];

/// Adds what all trees say of every row to the row's score.
pub(super) fn add(quick: &Quick, rows: &[&[f32]], scores: &mut [f32]) {
    /// Fewer rows are asked one after another sooner.
    const FEW: usize = 6;
    let level = Level::new();
    for (rows, scores) in rows.chunks(ROWS).zip(scores.chunks_mut(ROWS)) {
        if rows.len() < FEW {
            rows.iter().zip(scores).for_each(|(row, score)| *score = quick.add(row, *score));
            continue;
        }
        dispatch!(level, _ => match quick {
            Quick::Steps(steps) => add_steps(steps, rows, scores),
            Quick::Of8(cuts) => add_cuts(cuts, rows, scores),
            Quick::Of16(cuts) => add_cuts(cuts, rows, scores),
            Quick::Of32(cuts) => add_cuts(cuts, rows, scores),
            Quick::Of64(cuts) => add_cuts(cuts, rows, scores),
        });
    }
}

// Plain loops over arrays of one length: the compiler makes several at a time, in whatever registers the caller is compiled for.

#[inline(always)]
fn column(rows: &[&[f32]], feature: usize) -> Column {
    let mut column = [f32::NAN; ROWS];
    for at in 0..rows.len().min(ROWS) {
        column[at] = rows[at][feature];
    }
    column
}

/// How many of some rising cuts every value of a column is above.
#[inline(always)]
fn ranks(cuts: &[f32], column: &Column) -> [u32; ROWS] {
    /// More cuts are halved for every row.
    const COUNTED: usize = 256;
    let mut ranks = [0; ROWS];
    if cuts.len() > COUNTED {
        for at in 0..ROWS {
            ranks[at] = above(cuts, column[at]) as u32;
        }
        return ranks;
    }
    // Counted as what is compared: the compiler takes truth values of floating-point numbers apart one by one where they are added
    // as whole numbers.
    let mut counts = [0.0f32; ROWS];
    for cut in cuts {
        for at in 0..ROWS {
            counts[at] += if column[at] > *cut { 1.0 } else { 0.0 };
        }
    }
    for at in 0..ROWS {
        ranks[at] = counts[at] as u32;
    }
    ranks
}

#[inline(always)]
fn add_steps(steps: &Steps, rows: &[&[f32]], scores: &mut [f32]) {
    for feature in 0..steps.starts.len().saturating_sub(1) {
        let (start, end) = (steps.starts[feature] as usize, steps.starts[feature + 1] as usize);
        let ranks = ranks(&steps.cuts[start..end], &column(rows, feature));
        let values = &steps.values[start + feature..];
        for at in 0..scores.len().min(ROWS) {
            scores[at] += values[ranks[at] as usize];
        }
    }
}

#[inline(always)]
fn add_cuts<L: Leaves>(cuts: &Cuts<L>, rows: &[&[f32]], scores: &mut [f32]) {
    // By tree and row: the leaves that the row can still reach.
    let mut reachable = vec![[L::ALL; ROWS]; cuts.first_leaf.len()];
    for feature in 0..cuts.starts.len().saturating_sub(1) {
        let (start, end) = (cuts.starts[feature] as usize, cuts.starts[feature + 1] as usize);
        let counted = ranks(&cuts.cuts[start..end], &column(rows, feature));
        let mut ranks = [L::ALL; ROWS];
        for at in 0..ROWS {
            ranks[at] = L::of(u64::from(counted[at]));
        }
        let highest = counted.iter().fold(0, |highest, rank| highest.max(*rank));
        for number in 0..highest {
            let at_most = at_most(&ranks, L::of(u64::from(number)));
            let cut = start + number as usize;
            for strike in cuts.strikes(cut..cut + 1) {
                strike_out(&mut reachable[usize::from(strike.tree)], &at_most, strike.reachable);
            }
        }
    }
    for (tree, first) in cuts.first_leaf.iter().enumerate() {
        let leaves = &cuts.leaves[*first as usize..];
        let reachable = &reachable[tree];
        for at in 0..scores.len().min(ROWS) {
            scores[at] += leaves[reachable[at].first()];
        }
    }
}

/// All leaves for the rows that are not above a cut, none for the others.
#[inline(always)]
fn at_most<L: Leaves>(ranks: &[L; ROWS], number: L) -> [L; ROWS] {
    let mut leaves = [L::ALL; ROWS];
    for at in 0..ROWS {
        if ranks[at] > number {
            leaves[at] = L::default();
        }
    }
    leaves
}

/// Leaves the rows above a cut with what they can still reach.
#[inline(always)]
fn strike_out<L: Leaves>(reachable: &mut [L; ROWS], at_most: &[L; ROWS], left: L) {
    for at in 0..ROWS {
        reachable[at] &= at_most[at] | left;
    }
}
