//! Features in bins: where each feature may be cut, and in which bin every example lies.

use super::Examples;

/// The bins of all features and examples.
pub(super) struct Bins {
    /// By feature: the cuts, rising. Bin `k` holds what is above `k` cuts.
    cuts: Vec<Vec<f32>>,
    /// By feature, then example.
    bins: Vec<u8>,
    examples: usize,
}

impl Bins {
    /// Cuts every feature into at most `most` bins (at most 255) that hold about equally many examples.
    pub(super) fn new(examples: &Examples, most: usize) -> Bins {
        let most = most.clamp(2, 255);
        let count = examples.len();
        let mut cuts = Vec::with_capacity(examples.width());
        let mut bins = Vec::with_capacity(examples.width() * count);
        let mut column = Vec::with_capacity(count);
        for feature in 0..examples.width() {
            column.clear();
            column.extend((0..count).map(|example| examples.row(example)[feature]));
            let these = cuts_of(&mut column.clone(), most);
            bins.extend(column.iter().map(|value| these.partition_point(|cut| value > cut) as u8));
            cuts.push(these);
        }
        Bins { cuts, bins, examples: count }
    }

    /// The bins of one feature, by example.
    pub(super) fn column(&self, feature: usize) -> &[u8] {
        &self.bins[feature * self.examples..(feature + 1) * self.examples]
    }

    /// The cuts of a feature: one fewer than its bins.
    pub(super) fn cuts(&self, feature: usize) -> &[f32] {
        &self.cuts[feature]
    }
}

/// Where to cut a feature with these values: between values, so that what lies between two known values goes with the
/// nearer one.
fn cuts_of(values: &mut Vec<f32>, most: usize) -> Vec<f32> {
    let all = values.len();
    values.retain(|value| !value.is_nan());
    let mut cuts = Vec::new();
    if values.len() < all {
        // What is not known has a bin of its own.
        cuts.push(f32::NEG_INFINITY);
    }
    values.sort_unstable_by(f32::total_cmp);
    let mut distinct: Vec<(f32, usize)> = Vec::new();
    for &value in values.iter() {
        match distinct.last_mut() {
            Some((last, count)) if *last == value => *count += 1,
            _ => distinct.push((value, 1)),
        }
    }
    let room = most - cuts.len();
    let (mut left, mut bins_left, mut inside) = (values.len(), room, 0);
    for pair in distinct.windows(2) {
        let [(lower, count), (upper, _)] = [pair[0], pair[1]];
        inside += count;
        if bins_left <= 1 {
            break;
        }
        // A bin is full when it holds its share of what is left.
        if distinct.len() <= room || inside * bins_left >= left {
            let middle = lower + (upper - lower) / 2.0;
            cuts.push(if middle < upper { middle } else { lower });
            (left, bins_left, inside) = (left - inside, bins_left - 1, 0);
        }
    }
    cuts.dedup();
    cuts
}
