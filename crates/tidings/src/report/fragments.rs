//! A text cut at every edge of what is marked in it.
//!
//! Mentions, claims and sentences overlap as they like, and elements of HTML may not: so every stretch between two edges
//! becomes one element with all that is true of it. Time grows as n log n with the number of marks, however deep they nest.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a mark says of its stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The mention of the given number.
    Mention(usize),
    /// Who makes a claim.
    Source,
    /// The words that attribute it.
    Cue,
    /// What is claimed.
    Content,
    /// Nothing; the text is cut here.
    Edge,
}

/// A stretch of text without an edge inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    pub(super) range: Range<usize>,
    /// The innermost mention.
    pub(super) mention: Option<usize>,
    pub(super) source: bool,
    pub(super) cue: bool,
    pub(super) content: bool,
}

/// The fragments of a text of the given length, in order and without gaps. Marks must lie inside of it.
pub(super) fn fragments(length: usize, marks: &[(Range<usize>, Kind)]) -> Vec<Fragment> {
    // At one place, what ends comes before what begins.
    let mut edges: Vec<(usize, bool, usize)> = Vec::with_capacity(2 * marks.len());
    for (number, (range, kind)) in marks.iter().enumerate() {
        if range.is_empty() && *kind != Kind::Edge {
            continue;
        }
        edges.push((range.start, true, number));
        edges.push((range.end, false, number));
    }
    edges.sort_unstable();
    let mut open = Open::default();
    let mut fragments = Vec::new();
    let mut at = 0;
    for (place, begins, number) in edges {
        if place > at {
            fragments.push(open.fragment(at..place));
            at = place;
        }
        if let Some((range, kind)) = marks.get(number) {
            open.change(begins, range, *kind);
        }
    }
    if at < length {
        fragments.push(open.fragment(at..length));
    }
    fragments
}

/// The marks that cover the place that the sweep has reached.
#[derive(Default)]
struct Open {
    /// The innermost one, which begins last and ends first, sorts last.
    mentions: BTreeSet<(usize, Reverse<usize>, usize)>,
    source: usize,
    cue: usize,
    content: usize,
}

impl Open {
    fn change(&mut self, begins: bool, range: &Range<usize>, kind: Kind) {
        let counter = match kind {
            Kind::Mention(number) => {
                let mention = (range.start, Reverse(range.end), number);
                if begins {
                    self.mentions.insert(mention);
                } else {
                    self.mentions.remove(&mention);
                }
                return;
            }
            Kind::Source => &mut self.source,
            Kind::Cue => &mut self.cue,
            Kind::Content => &mut self.content,
            Kind::Edge => return,
        };
        *counter = if begins { *counter + 1 } else { counter.saturating_sub(1) };
    }

    fn fragment(&self, range: Range<usize>) -> Fragment {
        Fragment {
            range,
            mention: self.mentions.last().map(|(_, _, number)| *number),
            source: self.source > 0,
            cue: self.cue > 0,
            content: self.content > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(length: usize, marks: &[(Range<usize>, Kind)]) -> Vec<String> {
        let draw = |fragment: &Fragment| {
            let Fragment { range, mention, source, cue, content } = fragment;
            let flags = [(*source, "s"), (*cue, "q"), (*content, "c")];
            let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
            let mention = mention.map(|number| number.to_string()).unwrap_or_default();
            format!("{}-{} {flags}{mention}", range.start, range.end).trim_end().to_owned()
        };
        fragments(length, marks).iter().map(draw).collect()
    }

    #[test]
    fn a_text_without_marks_is_one_fragment() {
        assert_eq!(drawn(5, &[]), ["0-5"]);
        assert!(drawn(0, &[]).is_empty());
    }

    #[test]
    fn overlapping_marks_are_cut_at_every_edge() {
        let marks = [(0..6, Kind::Content), (4..9, Kind::Mention(7))];
        assert_eq!(drawn(10, &marks), ["0-4 c", "4-6 c7", "6-9 7", "9-10"]);
    }

    #[test]
    fn the_innermost_mention_counts_and_the_outer_one_comes_back() {
        let marks = [(0..9, Kind::Mention(0)), (2..4, Kind::Mention(1)), (2..6, Kind::Mention(2))];
        assert_eq!(drawn(9, &marks), ["0-2 0", "2-4 1", "4-6 2", "6-9 0"]);
    }

    #[test]
    fn nested_claims_stay_open_until_the_last_one_ends() {
        let marks = [
            (0..8, Kind::Content),
            (2..4, Kind::Source),
            (4..5, Kind::Cue),
            (5..8, Kind::Content),
            (3..3, Kind::Cue),
            (1..1, Kind::Edge),
        ];
        assert_eq!(drawn(8, &marks), ["0-1 c", "1-2 c", "2-4 sc", "4-5 qc", "5-8 c"]);
    }

    proptest::proptest! {
        #[test]
        fn fragments_cover_the_text_once(marks in proptest::collection::vec((0usize..30, 0usize..30, 0usize..4), 0..40)) {
            let marks: Vec<_> = marks
                .into_iter()
                .map(|(a, b, kind)| (a.min(b)..a.max(b), [Kind::Mention(kind), Kind::Source, Kind::Content, Kind::Edge][kind]))
                .collect();
            let mut at = 0;
            for fragment in fragments(30, &marks) {
                assert_eq!(fragment.range.start, at);
                at = fragment.range.end;
                let covered = |wanted: Kind| {
                    marks.iter().any(|(range, kind)| *kind == wanted && range.start <= fragment.range.start && fragment.range.end <= range.end)
                };
                assert_eq!(fragment.content, covered(Kind::Content));
                assert_eq!(fragment.mention.is_some(), covered(Kind::Mention(0)));
            }
            assert_eq!(at, 30);
        }
    }
}
