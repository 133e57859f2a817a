//! The second look at a line: what the first look said of those around it.
//!
//! A heading belongs to the article if what follows does; a good paragraph far below the end of the article is that of
//! another. The first model cannot see that, since it sees no verdicts; the second sees those of the first.

use tidings_learn::forest::probability;

/// What is known of the lines of a text.
pub(crate) struct Items<'a> {
    pub(crate) words: &'a [f32],
    pub(crate) headings: &'a [bool],
}

/// Names of the features, in order.
#[rustfmt::skip]
pub(crate) const NAMES: &[&str] = &[
    "score", "likely", "-1", "-2", "-3", "+1", "+2", "+3", "around 2", "around 5", "around 12", "before", "after", "kept words", "since sure", "until sure",
    "words since sure", "words until sure", "best before", "best after", "heading", "section", "next section", "section words",
    "words", "place", "lines", "all words",
];

/// How many features there are.
pub(crate) const WIDTH: usize = NAMES.len();

#[derive(Clone, Copy, Default)]
struct Sum {
    words: f32,
    likely: f32,
}

impl Sum {
    fn add(&mut self, words: f32, likely: f32) {
        self.words += words;
        self.likely += words * likely;
    }

    fn mean(self) -> f32 {
        if self.words > 0.0 { self.likely / self.words } else { f32::NAN }
    }
}

/// What lies below each line.
struct Below {
    until: Vec<Option<usize>>,
    best: Vec<f32>,
    heading: Vec<usize>,
}

impl Below {
    fn new(items: &Items<'_>, likely: &[f32]) -> Below {
        let count = likely.len();
        let mut below =
            Below { until: vec![None; count], best: vec![0.0; count], heading: vec![count; count] };
        let (mut next, mut best, mut heading) = (None, 0.0f32, count);
        for at in (0..count).rev() {
            (below.until[at], below.best[at], below.heading[at]) = (next, best, heading);
            if is_sure(items, likely, at) {
                next = Some(at);
            }
            if items.words[at] >= 10.0 {
                best = best.max(likely[at]);
            }
            if items.headings[at] {
                heading = at;
            }
        }
        below
    }
}

fn is_sure(items: &Items<'_>, likely: &[f32], at: usize) -> bool {
    likely[at] > 0.5 && items.words[at] >= 10.0
}

/// The features of all lines, from the scores of the first look. `more` adds what else the caller knows of a line.
pub(crate) fn second_rows(
    items: &Items<'_>,
    scores: &[f32],
    mut more: impl FnMut(usize, &mut Vec<f32>),
) -> Vec<f32> {
    let count = scores.len();
    let words = items.words;
    let likely: Vec<f32> = scores.iter().map(|score| probability(f64::from(*score)) as f32).collect();
    let mut sums = Vec::with_capacity(count + 1);
    let mut sum = Sum::default();
    sums.push(sum);
    for at in 0..count {
        sum.add(words[at], likely[at]);
        sums.push(sum);
    }
    let total = sum.likely.max(1.0);
    let between = |from: usize, to: usize| Sum {
        words: sums[to].words - sums[from].words,
        likely: sums[to].likely - sums[from].likely,
    };
    let below = Below::new(items, &likely);
    let (mut since, mut best_before, mut last_heading): (Option<usize>, f32, Option<usize>) =
        (None, 0.0, None);
    let mut out = Vec::new();
    for at in 0..count {
        let around = |step: isize| {
            at.checked_add_signed(step).and_then(|at| likely.get(at)).copied().unwrap_or(f32::NAN)
        };
        let without = |sum: Sum| {
            Sum { words: sum.words - words[at], likely: sum.likely - words[at] * likely[at] }.mean()
        };
        let window = |reach: usize| without(between(at.saturating_sub(reach), (at + reach + 1).min(count)));
        let start = if items.headings[at] { at + 1 } else { last_heading.map_or(0, |heading| heading + 1) };
        let end = below.heading[at];
        let section = between(start.min(end), end);
        let after_section = below.heading.get(end).map_or(count, |end| *end);
        out.extend([
            scores[at],
            likely[at],
            around(-1),
            around(-2),
            around(-3),
            around(1),
            around(2),
            around(3),
        ]);
        out.extend([
            window(2),
            window(5),
            window(12),
            sums[at].likely / total,
            (sum.likely - sums[at + 1].likely) / total,
            sum.likely,
            since.map_or(f32::NAN, |since| (at - since) as f32),
            below.until[at].map_or(f32::NAN, |until| (until - at) as f32),
            since.map_or(f32::NAN, |since| between(since + 1, at).words),
            below.until[at].map_or(f32::NAN, |until| between(at + 1, until).words),
            best_before,
            below.best[at],
            last_heading.map_or(f32::NAN, |heading| likely[heading]),
            section.mean(),
            between(end, after_section).mean(),
            section.words,
            words[at],
            at as f32 / count as f32,
            count as f32,
            sum.words,
        ]);
        more(at, &mut out);
        if is_sure(items, &likely, at) {
            since = Some(at);
        }
        if words[at] >= 10.0 {
            best_before = best_before.max(likely[at]);
        }
        if items.headings[at] {
            last_heading = Some(at);
        }
    }
    out
}
