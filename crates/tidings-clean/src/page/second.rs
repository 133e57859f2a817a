//! The second look at a block: what the first look said of the blocks around it.
//!
//! A heading belongs to the article if what follows does; a good paragraph far below the end of the article is that of
//! another. The first model cannot see that, since it sees no verdicts; the second sees those of the first.

use rustc_hash::FxHashMap;
use tidings_learn::forest::probability;

use super::blocks::{BlockKind, Blocks};
use super::class_names::Hints;
use super::features::{Facts, Rows, WIDTH, kind_number};

/// Hints whose distances the second look sees again.
const SEEN: [Hints; 8] = [
    Hints::COMMENT,
    Hints::RELATED,
    Hints::PROMOTION,
    Hints::SIDEBAR,
    Hints::BIOGRAPHY,
    Hints::CARD,
    Hints::CAPTION,
    Hints::BODY,
];

/// Names of the features, in order.
pub(crate) const NAMES: &[&str] = &[
    "score", "likely", "-1", "-2", "-3", "+1", "+2", "+3", "around 2", "around 5", "around 12", "parent", "parent words",
    "class", "class words", "path share", "wider share", "before", "after", "kept words", "since sure", "until sure",
    "words since sure", "words until sure", "best before", "best after", "heading", "section", "next section", "section words", "words", "links", "kind",
    "ends as sentence", "cue", "is title", "running", "since title", "since comment cue", "place", "blocks", "running in page", "sentences",
    "first person", "numbers", "copies", "comment", "related", "promotion", "sidebar", "biography", "card", "caption", "body",
];

/// How many features there are.
pub(crate) const SECOND_WIDTH: usize = NAMES.len();

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

/// The features of all blocks, from the scores of the first look.
pub(crate) fn second_rows(page: &Blocks, facts: &[Facts], rows: &Rows, scores: &[f32]) -> Vec<f32> {
    let count = page.blocks.len();
    let likely: Vec<f32> = scores.iter().map(|score| probability(f64::from(*score)) as f32).collect();
    let words: Vec<f32> = facts.iter().map(|facts| facts.prose.words as f32).collect();
    let mut sums = Vec::with_capacity(count + 1);
    let mut sum = Sum::default();
    sums.push(sum);
    let (mut parents, mut classes, mut widers) =
        (FxHashMap::<u32, Sum>::default(), FxHashMap::<u32, Sum>::default(), FxHashMap::<u32, Sum>::default());
    for at in 0..count {
        sum.add(words[at], likely[at]);
        sums.push(sum);
        parents.entry(rows.parents[at]).or_default().add(words[at], likely[at]);
        widers.entry(rows.widers[at]).or_default().add(words[at], likely[at]);
        classes.entry(rows.classes[at]).or_default().add(words[at], likely[at]);
    }
    let total = sum.likely.max(1.0);
    let between = |from: usize, to: usize| Sum { words: sums[to].words - sums[from].words, likely: sums[to].likely - sums[from].likely };
    let sure = |at: usize| likely[at] > 0.5 && words[at] >= 10.0;
    // From the bottom up: the next sure block, the best below, the next heading.
    let (mut until, mut best_after, mut next_heading) = (vec![None; count], vec![0.0f32; count], vec![count; count]);
    let (mut next, mut best, mut heading) = (None, 0.0f32, count);
    for at in (0..count).rev() {
        (until[at], best_after[at], next_heading[at]) = (next, best, heading);
        if sure(at) {
            next = Some(at);
        }
        if words[at] >= 10.0 {
            best = best.max(likely[at]);
        }
        if is_heading(page, at) {
            heading = at;
        }
    }
    let (mut since, mut best_before, mut last_heading): (Option<usize>, f32, Option<usize>) = (None, 0.0, None);
    let mut out = Vec::with_capacity(count * SECOND_WIDTH);
    for at in 0..count {
        let around = |step: isize| at.checked_add_signed(step).and_then(|at| likely.get(at)).copied().unwrap_or(f32::NAN);
        let window = |reach: usize| {
            let mut sum = between(at.saturating_sub(reach), (at + reach + 1).min(count));
            sum.words -= words[at];
            sum.likely -= words[at] * likely[at];
            sum.mean()
        };
        let group = |map: &FxHashMap<u32, Sum>, key: u32| map.get(&key).copied().unwrap_or_default();
        let parent = group(&parents, rows.parents[at]);
        let class = group(&classes, rows.classes[at]);
        let wider = group(&widers, rows.widers[at]);
        let without = |mut sum: Sum| {
            sum.words -= words[at];
            sum.likely -= words[at] * likely[at];
            sum.mean()
        };
        let first = rows.row(at);
        let is_heading_here = is_heading(page, at);
        let section_start = if is_heading_here { at + 1 } else { last_heading.map_or(0, |heading| heading + 1) };
        let section = between(section_start.min(next_heading[at]), next_heading[at]);
        let after_section = next_heading.get(next_heading[at]).map_or(count, |end| *end);
        let next_section = between(next_heading[at], after_section);
        let facts = &facts[at];
        out.extend([
            scores[at],
            likely[at],
            around(-1),
            around(-2),
            around(-3),
            around(1),
            around(2),
            around(3),
            window(2),
            window(5),
            window(12),
            without(parent),
            parent.words,
            without(class),
            class.words,
            class.likely / total,
            wider.likely / total,
            sums[at].likely / total,
            (sum.likely - sums[at + 1].likely) / total,
            sum.likely,
            since.map_or(f32::NAN, |since| (at - since) as f32),
            until[at].map_or(f32::NAN, |until| (until - at) as f32),
            since.map_or(f32::NAN, |since| between(since + 1, at).words),
            until[at].map_or(f32::NAN, |until| between(at + 1, until).words),
            best_before,
            best_after[at],
            last_heading.map_or(f32::NAN, |heading| likely[heading]),
            section.mean(),
            next_section.mean(),
            section.words,
        ]);
        out.extend([
            words[at],
            facts.mass.density(),
            kind_of(page, at),
            f32::from(u8::from(facts.prose.closed)),
            facts.cue.as_ref().map_or(f32::NAN, |cue| kind_number(cue.kind)),
            f32::from(u8::from(facts.is_title)),
            f32::from(u8::from(facts.mass.paragraphs > 0)),
            first[super::features::SINCE_TITLE],
            first[super::features::SINCE_COMMENTS],
            at as f32 / count as f32,
            count as f32,
            sums[count].words,
            facts.prose.stops as f32,
            facts.prose.share(1) + facts.prose.share(2),
            facts.prose.numbers as f32 / facts.prose.words.max(1) as f32,
            first[super::features::COPIES],
        ]);
        let near = &first[WIDTH - Hints::COUNT..];
        out.extend(SEEN.map(|hint| near[hint.0.trailing_zeros() as usize]));
        if sure(at) {
            since = Some(at);
        }
        if words[at] >= 10.0 {
            best_before = best_before.max(likely[at]);
        }
        if is_heading_here {
            last_heading = Some(at);
        }
    }
    out
}

fn is_heading(page: &Blocks, at: usize) -> bool {
    matches!(page.blocks[at].kind, BlockKind::Heading(_))
}

fn kind_of(page: &Blocks, at: usize) -> f32 {
    match page.blocks[at].kind {
        BlockKind::Text | BlockKind::Subtitle => 0.0,
        BlockKind::ListItem => 1.0,
        BlockKind::Caption => 2.0,
        BlockKind::Heading(level) => 3.0 + f32::from(level),
    }
}
