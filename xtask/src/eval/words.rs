//! The words of an article, to compare spans by: two spans that differ in a comma are the same words.

use tidings_core::{RegionKind, Span};

use super::gold::Gold;

/// The words of an article, markup left out.
pub struct Words {
    spans: Vec<Span>,
}

/// A set of words: sorted indices.
pub type WordSet = Vec<u32>;

impl Words {
    /// The runs of letters and digits of `source` that are not markup by the annotation.
    pub fn new(source: &str, gold: &Gold) -> Self {
        let mut spans: Vec<Span> = Vec::new();
        for (at, letter) in source.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
            let span = Span::from_range(at..at + letter.len_utf8());
            match spans.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => spans.push(span),
            }
        }
        let markup: Vec<Span> = gold
            .regions
            .iter()
            .filter(|region| region.kind == RegionKind::Markup)
            .map(|region| region.span)
            .collect();
        spans.retain(|word| {
            let next = markup.partition_point(|region| region.end <= word.start);
            markup.get(next).is_none_or(|region| !region.overlaps(*word))
        });
        Words { spans }
    }

    /// The words of which more than half lies in one of the spans.
    pub fn under(&self, spans: impl IntoIterator<Item = Span>) -> WordSet {
        let mut set = WordSet::new();
        for span in spans {
            let first = self.spans.partition_point(|word| word.end <= span.start);
            let words = self.spans[first..].iter().take_while(|word| word.start < span.end);
            set.extend(words.zip(first as u32..).filter_map(|(word, index)| {
                let inside = word.intersection(span).map_or(0, Span::len);
                (2 * inside > word.len()).then_some(index)
            }));
        }
        set.sort_unstable();
        set.dedup();
        set
    }
}

/// How many words are in both sets.
pub fn shared(a: &WordSet, b: &WordSet) -> usize {
    a.iter().filter(|word| b.binary_search(word).is_ok()).count()
}

/// The F1 of one set against the other.
pub fn f1(a: &WordSet, b: &WordSet) -> f64 {
    match a.len() + b.len() {
        0 => 0.0,
        both => 2.0 * shared(a, b) as f64 / both as f64,
    }
}

/// Whether the sets share a word, or are both empty.
pub fn touch(a: &WordSet, b: &WordSet) -> bool {
    shared(a, b) > 0 || (a.is_empty() && b.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::testing::gold;
    use super::*;

    #[test]
    fn a_word_belongs_where_most_of_it_lies() {
        let source = "He said: \"It’s <b>over</b>.\"";
        let at = |part: &str| {
            let start = source.find(part).unwrap();
            Span::from_range(start..start + part.len())
        };
        let mut annotation = gold(source, &[]);
        annotation.regions.extend(super::super::testing::regions(&[(at("<b>"), RegionKind::Markup)]));
        let words = Words::new(source, &annotation);
        assert_eq!(words.under([at("said: \"It")]), [1, 2]);
        assert_eq!(words.under([at("He sa")]), [0]);
        assert_eq!(words.under([at("He sai")]), [0, 1]);
        // The tag is no word, so its letter is none either.
        assert_eq!(words.under([at("s <b>over")]), [3, 4]);
    }

    #[test]
    fn sets_are_compared_by_their_words() {
        assert_eq!(f1(&vec![1, 2, 3], &vec![2, 3, 4]), 2.0 / 3.0);
        assert!(touch(&vec![], &vec![]));
        assert!(!touch(&vec![1], &vec![]));
    }
}
