//! Words of a text, sets of them, and whether they stand inside quotation marks.

use tidings_core::Span;

use super::marks::Marks;

/// Sorted indices of words.
pub type WordSet = Vec<u32>;

/// How much of a content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Direct,
    Indirect,
    Mixed,
}

impl Kind {
    pub fn name(self) -> &'static str {
        ["direct", "indirect", "mixed"][self as usize]
    }
}

/// The words of a text: runs of letters and digits.
pub struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    /// Length of each word in code points, and the place of its first one.
    chars: Vec<(u32, u32)>,
    marks: Marks,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str) -> Self {
        let (mut spans, mut chars) = (Vec::new(), Vec::new());
        let mut open: Option<(usize, u32)> = None;
        let mut count = 0;
        for (at, letter) in text.char_indices() {
            match (letter.is_alphanumeric(), open) {
                (true, None) => open = Some((at, count)),
                (false, Some((start, first))) => {
                    spans.push(Span::from_range(start..at));
                    chars.push((first, count - first));
                    open = None;
                }
                _ => {}
            }
            count += 1;
        }
        if let Some((start, first)) = open {
            spans.push(Span::from_range(start..text.len()));
            chars.push((first, count - first));
        }
        Words { text, spans, chars, marks: Marks::new(text) }
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The words of which more than half lies inside the spans.
    pub fn under(&self, spans: &[Span]) -> WordSet {
        let mut set = WordSet::new();
        for span in spans {
            let mut at = self.spans.partition_point(|word| word.end <= span.start);
            while let Some(word) = self.spans.get(at).filter(|word| word.start < span.end) {
                let (from, to) = (span.start.max(word.start), span.end.min(word.end));
                let inside = self.text[from as usize..to as usize].chars().count() as u32;
                if 2 * inside > self.chars[at].1 {
                    set.push(at as u32);
                }
                at += 1;
            }
        }
        set.sort_unstable();
        set.dedup();
        set
    }

    /// The word sets of the contiguous parts of a span, cut at line breaks.
    pub fn parts(&self, spans: &[Span]) -> Vec<WordSet> {
        let mut sets = Vec::new();
        for span in spans {
            let mut start = span.start;
            for line in self.text[span.range()].split('\n') {
                let end = start + line.len() as u32;
                let set = self.under(&[Span::new(start, end)]);
                if !set.is_empty() {
                    sets.push(set);
                }
                start = end + 1;
            }
        }
        sets.sort_unstable();
        sets.dedup();
        sets
    }

    pub fn kind(&self, set: &WordSet) -> Kind {
        let quoted = set.iter().filter(|word| self.marks.inside(self.spans[**word as usize])).count();
        match quoted {
            _ if quoted == set.len() => Kind::Direct,
            0 => Kind::Indirect,
            _ => Kind::Mixed,
        }
    }

    /// Whether the word after `word` goes on with it in one quotation.
    pub fn goes_on(&self, word: u32) -> bool {
        let (Some(here), Some(next)) = (self.spans.get(word as usize), self.spans.get(word as usize + 1))
        else {
            return false;
        };
        let gap = Span::new(here.end, next.start);
        self.marks.inside(gap) && !self.text[gap.range()].contains('\n')
    }
}

/// How many words two sets share.
pub fn shared(a: &WordSet, b: &WordSet) -> usize {
    let (mut left, mut right, mut count) = (0, 0, 0);
    while left < a.len() && right < b.len() {
        match a[left].cmp(&b[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                left += 1;
                right += 1;
                count += 1;
            }
        }
    }
    count
}

/// The harmonic mean of the shares that two sets have in common.
pub fn f1(a: &WordSet, b: &WordSet) -> f64 {
    let common = shared(a, b);
    if common == 0 { 0.0 } else { 2.0 * common as f64 / (a.len() + b.len()) as f64 }
}

/// Whether two sets share a word, or are both empty.
pub fn touch(a: &WordSet, b: &WordSet) -> bool {
    (a.is_empty() && b.is_empty()) || shared(a, b) > 0
}
