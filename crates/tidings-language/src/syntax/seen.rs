//! The words of a sentence as a parser sees them, in either direction.

use tidings_core::{PennTag, Upos, Word, WordCase};
use tidings_learn::net::bucket;

/// One word as a parser sees it: answers to questions about it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its number among frequent words.
    pub(super) number: u16,
    pub(super) tag: u16,
    /// Its cluster, and the one among fewer of them.
    pub(super) fine: u16,
    pub(super) middle: u16,
    pub(super) ending: u16,
    pub(super) case: u8,
    /// Its part of speech.
    pub upos: Upos,
    is_mark: bool,
    is_verb: bool,
    /// How many commas and the like, and how many verbs, there are before this word (modulo 2^16).
    pub(super) marks: u16,
    pub(super) verbs: u16,
}

/// Tags count as Penn tags in eight variants: no two pairs of tags that are frequent share one.
pub(super) const TAGS: u32 = 1 + 8 * PennTag::ALL.len() as u32;

/// Stands where no word is.
pub(super) const NOTHING: Seen = Seen {
    number: 0,
    tag: 0,
    fine: 0,
    middle: 0,
    ending: 0,
    case: 7,
    upos: Upos::X,
    is_mark: false,
    is_verb: false,
    marks: 0,
    verbs: 0,
};

/// Describes a sentence.
pub fn see(words: &[Word], numbers: &[u16], upos: &[Upos], penn: &[PennTag], seen: &mut Vec<Seen>) {
    let words = words.iter().zip(numbers).zip(upos).zip(penn);
    seen.clear();
    seen.extend(words.map(|(((word, number), upos), penn)| Seen {
        number: *number,
        tag: 1 + *penn as u16 * 8 + *upos as u16 % 8,
        fine: word.clusters[0],
        middle: word.clusters[1],
        ending: bucket(word.tail & 0xff_ffff, 10) as u16,
        case: match word.case {
            WordCase::Initial | WordCase::Mixed => 1,
            WordCase::Upper => 2,
            WordCase::Lower => 3,
            WordCase::Uncased => 0,
        },
        upos: *upos,
        is_mark: matches!(upos, Upos::Punct | Upos::Cconj),
        is_verb: matches!(upos, Upos::Verb),
        ..NOTHING
    }));
    count(seen);
}

/// Describes the same sentence read from its end.
pub fn turned(seen: &[Seen], turned: &mut Vec<Seen>) {
    turned.clear();
    turned.extend(seen.iter().rev());
    count(turned);
}

/// Counts what stands before every word.
fn count(seen: &mut [Seen]) {
    let (mut marks, mut verbs) = (0u16, 0u16);
    for word in seen {
        (word.marks, word.verbs) = (marks, verbs);
        marks = marks.wrapping_add(u16::from(word.is_mark));
        verbs = verbs.wrapping_add(u16::from(word.is_verb));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_turned_twice_is_the_sentence() {
        let word = |number, is_mark, is_verb| Seen { number, is_mark, is_verb, ..NOTHING };
        let mut seen = vec![word(1, false, true), word(2, true, false), word(3, true, true)];
        count(&mut seen);
        let (mut back, mut again) = (Vec::new(), Vec::new());
        turned(&seen, &mut back);
        let columns =
            |seen: &[Seen]| seen.iter().map(|word| (word.number, word.marks, word.verbs)).collect::<Vec<_>>();
        assert_eq!(columns(&back), [(3, 0, 0), (2, 1, 1), (1, 2, 1)]);
        turned(&back, &mut again);
        assert_eq!(columns(&again), columns(&seen));
    }
}
