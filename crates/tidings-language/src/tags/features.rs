//! What the tagger sees of a token: the word, its neighbors, and the two tags before it.

use tidings_core::{TokenKind, Word, WordCase};
use tidings_learn::net::{Slots, bucket};

/// One sentence, and the tags decided so far.
pub struct Context<'a> {
    /// The words of the sentence.
    pub words: &'a [Word],
    /// Their kinds.
    pub kinds: &'a [TokenKind],
    /// Their numbers in the vocabulary of the model.
    pub numbers: &'a [u16],
    /// The number of the label of every earlier token.
    pub labels: &'a [u8],
    /// Whether most words begin with a capital, as in a headline.
    pub capitals: bool,
}

/// How many questions are asked of a token.
pub const QUESTIONS: usize = 22;

/// The slot of the word itself, and those of the words around it: rows of words are tied to vectors there.
pub const WORD_SLOTS: [usize; 5] = [0, 1, 2, 3, 4];

/// The questions in the order of [`features`], with their numbers of answers.
pub const SLOTS: Slots<QUESTIONS> = Slots::new([
    24_000, 8000, 8000, 3000, 3000, // words: here, before, after, two before, two after
    8192, 4096, 1024, 2048, // last four, three, two letters, first three
    512, 512, 16, // shape; cases; kind
    128, 4096, // the tag before, and the two before
    2049, 2049, 2049, // clusters: here, before, after
    513, 513, 513, // the same in a middle grain: here, two before, two after
    1024, 1024, // last three letters before and after
]);

/// The first slot of labels.
const LABELS: usize = 12;

/// Stands for the label of a token before the first.
const NO_LABEL: u32 = 127;

/// Stands for a word before the first or after the last.
const NONE: Word =
    Word { form: 1, lower: 1, shape: 1, head: 0, tail: 0, case: WordCase::Uncased, clusters: [0; 3] };

/// Whether most words of a sentence begin with a capital.
pub fn mostly_capitals(words: &[Word]) -> bool {
    let count = |wanted: &dyn Fn(WordCase) -> bool| words.iter().filter(|word| wanted(word.case)).count();
    let lower = count(&|case| case == WordCase::Lower);
    let capital = count(&|case| matches!(case, WordCase::Initial | WordCase::Upper));
    capital >= 2 && capital > 2 * lower
}

/// The rows of the token at `index`.
#[inline]
pub fn features(context: &Context<'_>, index: usize) -> [u32; QUESTIONS] {
    let mut rows = own_features(context, index);
    set_labels(&mut rows, context.labels, index);
    rows
}

/// The rows of the token at `index`, but for those of the labels of earlier tokens ([`set_labels`]).
#[inline]
pub(super) fn own_features(context: &Context<'_>, index: usize) -> [u32; QUESTIONS] {
    let back = |by: usize| index.checked_sub(by);
    let word = |at: Option<usize>| at.and_then(|at| context.words.get(at)).unwrap_or(&NONE);
    let number =
        |at: Option<usize>| at.and_then(|at| context.numbers.get(at)).map_or(0, |number| *number as u32);
    let (here, last, next) = (word(Some(index)), word(back(1)), word(Some(index + 1)));
    let (before, after) = (word(back(2)), word(Some(index + 2)));
    let capital =
        |word: &Word| matches!(word.case, WordCase::Initial | WordCase::Upper | WordCase::Mixed) as u32;
    let lower = |word: &Word| (word.case == WordCase::Lower) as u32;
    let cases = here.case as u32
        + 5 * ((index == 0) as u32 + 2 * context.capitals as u32)
        + 20 * (capital(last) + 2 * lower(last) + 4 * capital(next) + 8 * lower(next));
    let suffix = |word: &Word, bytes: u32| word.tail & (u32::MAX >> (32 - 8 * bytes));
    let answers = [
        number(Some(index)),
        number(back(1)),
        number(Some(index + 1)),
        number(back(2)),
        number(Some(index + 2)),
        bucket(here.tail, 13),
        bucket(suffix(here, 3), 12),
        bucket(suffix(here, 2), 10),
        bucket(here.head & 0xff_ffff, 11),
        bucket(here.shape, 9),
        cases,
        context.kinds[index] as u32,
        NO_LABEL,
        NO_LABEL,
        here.clusters[0] as u32,
        last.clusters[0] as u32,
        next.clusters[0] as u32,
        here.clusters[1] as u32,
        before.clusters[1] as u32,
        after.clusters[1] as u32,
        bucket(suffix(last, 3), 10),
        bucket(suffix(next, 3), 10),
    ];
    SLOTS.rows(0, answers)
}

/// Sets the rows of the labels of the two tokens before the one at `index`.
#[inline]
pub(super) fn set_labels(rows: &mut [u32; QUESTIONS], labels: &[u8], index: usize) {
    let label = |by: usize| {
        let label = index.checked_sub(by).and_then(|at| labels.get(at));
        label.map_or(NO_LABEL, |label| u32::from(*label))
    };
    let (one, two) = (label(1), label(2));
    rows[LABELS] = SLOTS.row(LABELS, one);
    rows[LABELS + 1] = SLOTS.row(LABELS + 1, bucket(one << 8 | two, 12));
}
