//! What the tagger of names sees of a token.

use std::ops::Range;

use tidings_core::{Sentence, SentenceKind, Word, WordCase};
use tidings_learn::FeatureRows;
use tidings_learn::feature::{key, pair};

use super::evidence::Evidence;

/// Stands for what is before the first token of a sentence and after the last.
const NONE: Word =
    Word { form: 1, lower: 1, shape: 1, head: 0, tail: 0, case: WordCase::Uncased, clusters: [0; 3] };

/// Sets `rows` to the features of some tokens of a sentence.
pub(super) fn features(
    evidence: &Evidence<'_>,
    sentence: &Sentence,
    tokens: Range<usize>,
    rows: &mut FeatureRows,
) {
    rows.clear();
    let range = sentence.tokens();
    let style = style(&evidence.words[range.clone()], sentence.kind);
    for at in tokens {
        token(&Place { evidence, first: range.start, end: range.end, at, style }, rows);
        rows.end_item();
    }
}

/// The tokens of a part at most.
const MOST_TOKENS: usize = 1000;

/// Calls `found` for every part of a sentence in which a name may stand: tokens with a capital and their neighbors (two after
/// it: "2019 Australian federal election"), and what the rules found. In a sentence that uses capitals in another way than prose, that is all of it.
///
/// What is longer than any sentence a person writes is cut: the work on a part takes memory for each of its tokens.
pub(super) fn parts(evidence: &Evidence<'_>, sentence: &Sentence, mut found: impl FnMut(Range<usize>)) {
    let mut part = |range: Range<usize>| {
        for start in range.clone().step_by(MOST_TOKENS) {
            found(start..(start + MOST_TOKENS).min(range.end));
        }
    };
    let range = sentence.tokens();
    let words = &evidence.words[range.clone()];
    if style(words, sentence.kind) != 0 {
        return part(range);
    }
    let capital = |at: usize| {
        words.get(at).is_some_and(|word| !matches!(word.case, WordCase::Lower | WordCase::Uncased))
    };
    let hyphen = |at: usize| words.get(at).is_some_and(|word| word.head == u32::from(b'-'));
    let may = |at: usize| {
        capital(at)
            || capital(at + 1)
            || at > 0 && capital(at - 1)
            || at > 1 && capital(at - 2)
            || hyphen(at + 1) && capital(at + 2)
            || evidence.ruled[range.start + at] != 0
    };
    let mut start = None;
    for at in 0..words.len() {
        match (start, may(at)) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                part(range.start + first..range.start + at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(first) = start {
        part(range.start + first..range.end);
    }
}

/// How a sentence uses capitals: 0 as prose does, 1 no capital at all, 2 in every important word, 3 in every letter.
fn style(words: &[Word], kind: SentenceKind) -> u64 {
    let count =
        |case: WordCase| words.iter().filter(|word| word.case == case && word.head > 0xff_ffff).count();
    let (lower, initial, upper) = (count(WordCase::Lower), count(WordCase::Initial), count(WordCase::Upper));
    let any = words.iter().any(|word| !matches!(word.case, WordCase::Lower | WordCase::Uncased));
    if !any {
        1
    } else if upper > 2 && upper > 2 * (lower + initial) {
        3
    } else if initial > 2 && (initial > 2 * lower || kind == SentenceKind::Heading && initial > lower) {
        2
    } else {
        0
    }
}

struct Place<'e, 'd> {
    evidence: &'e Evidence<'d>,
    first: usize,
    end: usize,
    at: usize,
    style: u64,
}

impl Place<'_, '_> {
    fn index(&self, offset: isize) -> Option<usize> {
        let at = self.at as isize + offset;
        usize::try_from(at).ok().filter(|at| (self.first..self.end).contains(at))
    }

    fn word(&self, offset: isize) -> &Word {
        self.index(offset).map_or(&NONE, |at| &self.evidence.words[at])
    }

    /// Both tags in one number.
    fn tags(&self, offset: isize) -> u64 {
        let tags = self.evidence.tags;
        self.index(offset).map_or(255, |at| tags.upos[at] as u64 | (tags.penn[at] as u64) << 8)
    }

    fn ruled(&self, offset: isize) -> u64 {
        self.index(offset).map_or(255, |at| self.evidence.ruled[at] as u64)
    }
}

fn token(place: &Place<'_, '_>, rows: &mut FeatureRows) {
    let [two_before, before, here, after, two_after] = [-2, -1, 0, 1, 2].map(|offset| place.word(offset));
    let case = |word: &Word| word.case as u64;
    let suffix = |word: &Word, length: u32| (word.tail & (u32::MAX >> (32 - 8 * length))) as u64;
    let prefix = |word: &Word, length: u32| (word.head & (u32::MAX >> (32 - 8 * length))) as u64;
    let opens = (place.at == place.first) as u64;
    let shape = |word: &Word| word.shape as u64;
    let cluster = |word: &Word, grain: usize| word.clusters[grain] as u64;
    let kind = place.evidence.tokens.kinds()[place.at] as u64;
    let manner = case(here) | opens << 3 | place.style << 4;
    let mut push = |template: u32, value: u64| rows.push(key(template, value));
    push(0, here.form);
    push(1, here.lower);
    push(2, before.lower);
    push(3, after.lower);
    push(4, two_before.lower);
    push(5, two_after.lower);
    push(6, pair(before.lower, here.lower));
    push(7, pair(here.lower, after.lower));
    push(8, suffix(here, 4));
    push(9, suffix(here, 3));
    push(10, suffix(here, 2));
    push(11, prefix(here, 4));
    push(12, prefix(here, 3));
    push(13, prefix(here, 2));
    push(14, shape(here));
    push(15, pair(shape(before), shape(here)));
    push(16, pair(shape(here), shape(after)));
    push(17, pair(pair(shape(before), shape(here)), shape(after)));
    push(18, manner | kind << 8);
    push(19, manner | case(before) << 8 | case(after) << 12);
    for (number, word) in [two_before, before, here, after, two_after].into_iter().enumerate() {
        push(20 + number as u32, cluster(word, 1));
        push(25 + number as u32, cluster(word, 2));
    }
    push(30, cluster(here, 0));
    push(31, cluster(before, 0));
    push(32, cluster(after, 0));
    push(33, pair(cluster(before, 1), cluster(here, 1)));
    push(34, pair(cluster(here, 1), cluster(after, 1)));
    push(35, pair(cluster(before, 2), cluster(after, 2)));
    push(36, place.tags(0));
    push(37, pair(place.tags(-1), place.tags(0)));
    push(38, pair(place.tags(0), place.tags(1)));
    push(39, pair(suffix(after, 3), shape(here)));
    lists(place, case(here), rows);
}

/// The lists, the rules and the document.
fn lists(place: &Place<'_, '_>, case: u64, rows: &mut FeatureRows) {
    let mut push = |template: u32, value: u64| rows.push(key(template, value));
    for (offset, template) in [(-1, 50), (0, 51), (1, 52)] {
        let Some(at) = place.index(offset) else { continue };
        let mark = place.evidence.marks[at];
        push(template, pair(mark.alone as u64, case));
        if mark.place != 0 {
            push(template + 10, (mark.phrase as u64) << 8 | (mark.place as u64) << 4 | case);
        }
        let mut bits = place.evidence.known[at].bits();
        while bits != 0 {
            push(template + 20, bits.trailing_zeros() as u64 | case << 8);
            bits &= bits - 1;
        }
    }
    let (before, here, after) = (place.ruled(-1), place.ruled(0), place.ruled(1));
    push(80, here);
    push(81, pair(before, here));
    push(82, pair(here, after));
    push(83, pair(here, place.tags(0)));
    push(84, pair(here, case | place.style << 4));
    let mut bits = place.evidence.used[place.at];
    push(85, bits as u64);
    while bits != 0 {
        push(86, bits.trailing_zeros() as u64);
        bits &= bits - 1;
    }
    push(87, pair(here, place.evidence.used[place.at] as u64 & 0b1_1001_0001));
}
