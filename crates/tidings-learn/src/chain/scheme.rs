//! Labels of a chain: outside, and four for every type of span.

use std::ops::Range;

/// The labels for a number of types. Label 0 is outside; type `t` has begin `1 + 4t`, inside, last and unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    types: usize,
}

/// A span of items with a type.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSpan {
    /// The items.
    pub items: Range<usize>,
    /// The number of the type.
    pub kind: usize,
    /// The smallest probability that one of its items carries its label, from 0 to 1.
    pub confidence: f32,
}

/// The possible labels of one item, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed(pub u64);

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Outside,
    Begin(usize),
    Inside(usize),
    Last(usize),
    Unit(usize),
}

impl Scheme {
    /// Labels for `types` types.
    ///
    /// # Panics
    /// If there are no types or more than 15.
    pub fn new(types: usize) -> Self {
        assert!((1..=15).contains(&types), "a chain has 1 to 15 types, not {types}");
        Scheme { types }
    }

    /// The number of types.
    pub fn types(self) -> usize {
        self.types
    }

    /// The number of labels.
    pub fn labels(self) -> usize {
        1 + 4 * self.types
    }

    pub(crate) fn part(self, label: usize) -> Part {
        let Some(number) = label.checked_sub(1) else { return Part::Outside };
        match number % 4 {
            0 => Part::Begin(number / 4),
            1 => Part::Inside(number / 4),
            2 => Part::Last(number / 4),
            _ => Part::Unit(number / 4),
        }
    }

    /// Whether label `to` may follow label `from`.
    pub(crate) fn may_follow(self, from: usize, to: usize) -> bool {
        let open = match self.part(from) {
            Part::Begin(kind) | Part::Inside(kind) => Some(kind),
            _ => None,
        };
        match (open, self.part(to)) {
            (Some(kind), Part::Inside(other) | Part::Last(other)) => kind == other,
            (None, Part::Outside | Part::Begin(_) | Part::Unit(_)) => true,
            _ => false,
        }
    }

    /// Labels that may stand first.
    pub(crate) fn may_start(self, label: usize) -> bool {
        self.may_follow(0, label)
    }

    /// Labels that may stand last.
    pub(crate) fn may_end(self, label: usize) -> bool {
        self.may_follow(label, 0)
    }

    /// What an item may be that no span covers: outside, or any label of the types that were not annotated.
    pub fn unmarked(self, not_annotated: &[usize]) -> Allowed {
        let bits = not_annotated.iter().map(|kind| 0b1111 << (1 + 4 * kind));
        Allowed(bits.fold(1, |all: u64, bit: u64| all | bit))
    }

    /// Narrows the items of a span to the labels of a span with one of the given types.
    ///
    /// # Panics
    /// If the span is empty or ends after the last item.
    pub fn mark(self, allowed: &mut [Allowed], items: Range<usize>, kinds: &[usize]) {
        assert!(!items.is_empty(), "a span without items");
        for index in items.clone() {
            let label = |kind: &usize| 1u64 << self.label(*kind, &items, index);
            allowed[index] = Allowed(kinds.iter().fold(0, |all, kind| all | label(kind)));
        }
    }

    /// The label of an item of a span with a type.
    pub(crate) fn label(self, kind: usize, items: &Range<usize>, item: usize) -> usize {
        let part = match (item == items.start, item + 1 == items.end) {
            (true, true) => 3,
            (true, false) => 0,
            (false, true) => 2,
            (false, false) => 1,
        };
        1 + 4 * kind + part
    }

    /// The spans that a sequence of labels codes.
    pub fn spans(self, labels: &[u8]) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let mut start = 0;
        labels.iter().enumerate().filter_map(move |(index, label)| match self.part(*label as usize) {
            Part::Begin(_) => {
                start = index;
                None
            }
            Part::Unit(kind) => Some((index..index + 1, kind)),
            Part::Last(kind) => Some((start..index + 1, kind)),
            Part::Outside | Part::Inside(_) => None,
        })
    }
}
