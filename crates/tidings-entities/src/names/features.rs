//! What the net of names sees of a token.

use std::ops::Range;

use tidings_core::{Sentence, SentenceKind, Word, WordCase};
use tidings_learn::feature::pair;
use tidings_learn::net::{Slots, hashed};

use super::evidence::Evidence;

/// Stands for what is before the first token of a sentence and after the last.
const NONE: Word =
    Word { form: 1, lower: 1, shape: 1, head: 0, tail: 0, case: WordCase::Uncased, clusters: [0; 3] };

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 64;

/// How many words have a number.
pub const NUMBERED_WORDS: usize = 24_000;

/// The slots whose answers are words: rows are tied to vectors there.
pub const WORD_SLOTS: [usize; 5] = [0, 1, 2, 3, 4];

/// How many questions are asked of a token; the last seven have no answer, one or several.
const QUESTIONS: usize = 56;

/// The first of them: about what the lists know.
const LISTS: usize = 49;

/// The questions in the order in which they are asked, with their numbers of answers.
pub const SLOTS: Slots<QUESTIONS> = Slots::new([
    24_000, 8000, 8000, 4000, 4000, // words: here, before, after, two before, two after
    8192, 8192, // words in pairs: before and here, here and after
    4096, 4096, 1024, 4096, 4096, 1024, // last four, three, two letters, first four, three, two
    1024, 4096, 4096, 4096, // shapes: here, with the one before, with the one after, all three
    1024, 4096, // case, place in the sentence, style and kind; with the cases beside
    513, 513, 513, 513, 513, // clusters of a middle grain, from two before to two after
    129, 129, 129, 129, 129, // of a coarse grain
    2049, 2049, 2049, // of a fine grain: here, before, after
    4096, 4096, 2048, // of a middle grain in pairs; of a coarse grain around
    1024, 4096, 4096, // parts of speech: here, with those before, with those after
    4096, // last three letters after, with the shape
    128, 4096, 4096, 4096, 4096, // the rules: here, before, after, with tags, with case and style
    4096, 2048, // how the document uses the word; with the rules
    2048, 2048, 2048, // gazetteer: what it knows of the word alone, before, here, after
    2048, 2048, 2048, // of the phrase
    512, 512, 512, // word lists, a row a list
    16,  // how the document uses the word, a row a use
]);

/// The tokens of a part at most.
const MOST_TOKENS: usize = 1000;

/// Calls `found` for every part of a sentence in which a name may stand: tokens with a capital and their neighbors (two after
/// it: "2019 Australian federal election"), and what the rules found. In a sentence that uses capitals in another way than prose, that is all of it.
///
/// What is longer than any sentence a person writes is cut: the work on a part takes memory for each of its tokens.
pub(super) fn parts(
    evidence: &Evidence<'_>,
    sentence: &Sentence,
    style: Style,
    mut found: impl FnMut(Range<usize>),
) {
    let mut part = |range: Range<usize>| {
        for start in range.clone().step_by(MOST_TOKENS) {
            found(start..(start + MOST_TOKENS).min(range.end));
        }
    };
    let range = sentence.tokens();
    let word = |at: usize| evidence.words.get(range.start + at).filter(|_| at < range.len());
    if style != Style::Prose {
        return part(range);
    }
    let capital =
        |at: usize| word(at).is_some_and(|word| !matches!(word.case, WordCase::Lower | WordCase::Uncased));
    let hyphen = |at: usize| word(at).is_some_and(|word| word.head == u32::from(b'-'));
    let may = |at: usize| {
        capital(at)
            || capital(at + 1)
            || at > 0 && capital(at - 1)
            || at > 1 && capital(at - 2)
            || hyphen(at + 1) && capital(at + 2)
            || evidence.ruled[range.start + at] != 0
    };
    let mut start = None;
    for at in 0..range.len() {
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

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// For names and the first word.
    Prose,
    /// Not at all.
    NoCapitals,
    /// In every important word.
    Headline,
    /// In every letter.
    AllCapitals,
}

impl Style {
    /// Reads the whole sentence: to be asked for once a sentence, not once a part.
    pub(super) fn of(evidence: &Evidence<'_>, sentence: &Sentence) -> Self {
        let (mut lower, mut initial, mut upper, mut any) = (0, 0, 0, false);
        for word in evidence.words.range(sentence.tokens()).into_iter().flatten() {
            let long = (word.head > 0xff_ffff) as usize;
            match word.case {
                WordCase::Lower => lower += long,
                WordCase::Initial => initial += long,
                WordCase::Upper => upper += long,
                _ => {}
            }
            any |= !matches!(word.case, WordCase::Lower | WordCase::Uncased);
        }
        if !any {
            Style::NoCapitals
        } else if upper > 2 && upper > 2 * (lower + initial) {
            Style::AllCapitals
        } else if initial > 2
            && (initial > 2 * lower || sentence.kind == SentenceKind::Heading && initial > lower)
        {
            Style::Headline
        } else {
            Style::Prose
        }
    }
}

struct Place<'e, 'd> {
    evidence: &'e Evidence<'d>,
    numbers: &'e [u16],
    first: usize,
    end: usize,
    at: usize,
    style: Style,
}

impl Place<'_, '_> {
    fn index(&self, offset: isize) -> Option<usize> {
        let at = self.at as isize + offset;
        usize::try_from(at).ok().filter(|at| (self.first..self.end).contains(at))
    }

    fn word(&self, offset: isize) -> &Word {
        self.index(offset).map_or(&NONE, |at| &self.evidence.words[at])
    }

    /// The number of the word.
    fn number(&self, offset: isize) -> u32 {
        self.index(offset).map_or(0, |at| u32::from(self.numbers[at]))
    }

    /// What the gazetteer knows of the word alone.
    fn alone(&self, offset: isize) -> u32 {
        let case = self.word(0).case as u64;
        self.index(offset).map_or(0, |at| hashed((self.evidence.marks[at].alone as u64) << 3 | case, 11))
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

/// Calls `found` with the rows of some tokens of a sentence. `numbers` are those of the words of the document, `rows` is scratch
/// space.
pub(super) fn features(
    evidence: &Evidence<'_>,
    numbers: &[u16],
    sentence: &Sentence,
    style: Style,
    tokens: Range<usize>,
    rows: &mut Vec<u32>,
    mut found: impl FnMut(&[u32]),
) {
    let range = sentence.tokens();
    for at in tokens {
        rows.clear();
        let place = Place { evidence, numbers, first: range.start, end: range.end, at, style };
        token(&place, rows);
        lists(&place, rows);
        found(rows);
    }
}

/// Answers that every token has.
fn token(place: &Place<'_, '_>, rows: &mut Vec<u32>) {
    let [two_before, before, here, after, two_after] = [-2, -1, 0, 1, 2].map(|offset| place.word(offset));
    let case = |word: &Word| word.case as u64;
    let suffix = |word: &Word, length: u32| (word.tail & (u32::MAX >> (32 - 8 * length))) as u64;
    let prefix = |word: &Word, length: u32| (word.head & (u32::MAX >> (32 - 8 * length))) as u64;
    let opens = (place.at == place.first) as u64;
    let shape = |word: &Word| word.shape as u64;
    let shapes = pair(shape(before), shape(here));
    let cluster = |word: &Word, grain: usize| word.clusters[grain] as u32;
    let clusters = |first: &Word, second: &Word, grain: usize| {
        (cluster(first, grain) as u64) << 16 | cluster(second, grain) as u64
    };
    let kind = place.evidence.tokens.kinds()[place.at] as u64;
    let style = place.style as u64;
    let manner = case(here) | opens << 3 | style << 4;
    let (tags, ruled) = (place.tags(0), place.ruled(0));
    let used = place.evidence.used[place.at] as u64;
    let answers: [u32; LISTS] = [
        place.number(0),
        place.number(-1),
        place.number(1),
        place.number(-2),
        place.number(2),
        hashed(pair(before.lower, here.lower), 13),
        hashed(pair(here.lower, after.lower), 13),
        hashed(suffix(here, 4), 12),
        hashed(suffix(here, 3), 12),
        hashed(suffix(here, 2), 10),
        hashed(prefix(here, 4), 12),
        hashed(prefix(here, 3), 12),
        hashed(prefix(here, 2), 10),
        hashed(shape(here), 10),
        hashed(shapes, 12),
        hashed(pair(shape(here), shape(after)), 12),
        hashed(pair(shapes, shape(after)), 12),
        (manner | kind << 6) as u32,
        (manner | case(before) << 6 | case(after) << 9) as u32,
        cluster(two_before, 1),
        cluster(before, 1),
        cluster(here, 1),
        cluster(after, 1),
        cluster(two_after, 1),
        cluster(two_before, 2),
        cluster(before, 2),
        cluster(here, 2),
        cluster(after, 2),
        cluster(two_after, 2),
        cluster(here, 0),
        cluster(before, 0),
        cluster(after, 0),
        hashed(clusters(before, here, 1), 12),
        hashed(clusters(here, after, 1), 12),
        hashed(clusters(before, after, 2), 11),
        hashed(tags, 10),
        hashed(pair(place.tags(-1), tags), 12),
        hashed(pair(tags, place.tags(1)), 12),
        hashed(pair(suffix(after, 3), shape(here)), 12),
        ruled as u32,
        hashed(place.ruled(-1) << 8 | ruled, 12),
        hashed(ruled << 8 | place.ruled(1), 12),
        hashed(pair(ruled, tags), 12),
        hashed(ruled << 8 | case(here) | style << 4, 12),
        used as u32,
        hashed(ruled << 16 | used & 0b1_1001_0001, 11),
        place.alone(-1),
        place.alone(0),
        place.alone(1),
    ];
    rows.extend(SLOTS.rows(0, answers));
}

/// Answers from the lists and the document.
fn lists(place: &Place<'_, '_>, rows: &mut Vec<u32>) {
    let case = place.word(0).case as u64;
    for (number, offset) in [-1, 0, 1].into_iter().enumerate() {
        let Some(at) = place.index(offset) else { continue };
        let mark = place.evidence.marks[at];
        if mark.place != 0 {
            let value = (mark.phrase as u64) << 8 | (mark.place as u64) << 4 | case;
            rows.push(SLOTS.row(LISTS + number, hashed(value, 11)));
        }
        let mut bits = place.evidence.known[at].bits();
        while bits != 0 {
            rows.push(SLOTS.row(LISTS + 3 + number, bits.trailing_zeros() << 3 | case as u32));
            bits &= bits - 1;
        }
    }
    let mut bits = place.evidence.used[place.at];
    while bits != 0 {
        rows.push(SLOTS.row(LISTS + 6, bits.trailing_zeros()));
        bits &= bits - 1;
    }
}
