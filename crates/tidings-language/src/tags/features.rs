//! What the tagger sees of a token: the word, its neighbors, and the two tags before it.

use tidings_core::{TokenKind, Word, WordCase};
use tidings_learn::feature::{key, pair};

/// One sentence, and the tags decided so far.
pub struct Context<'a> {
    /// The words of the sentence.
    pub words: &'a [Word],
    /// Their kinds.
    pub kinds: &'a [TokenKind],
    /// The number of the label of every earlier token.
    pub labels: &'a [u8],
}

/// Stands for a word before the first or after the last.
const NONE: Word =
    Word { form: 1, lower: 1, shape: 1, head: 0, tail: 0, case: WordCase::Uncased, clusters: [0; 3] };

/// Sets `keys` to the features of the token at `index`.
pub fn features(context: &Context<'_>, index: usize, keys: &mut Vec<u64>) {
    let word = |at: isize| -> &Word {
        let at = index as isize + at;
        usize::try_from(at).ok().and_then(|at| context.words.get(at)).unwrap_or(&NONE)
    };
    let label = |back: usize| index.checked_sub(back).map_or(255, |at| context.labels[at] as u64);
    let (here, last, next) = (word(0), word(-1), word(1));
    let (one, two) = (label(1), label(2));
    let both = one << 8 | two;
    let suffix = |word: &Word, length: u32| (word.tail & (u32::MAX >> (32 - 8 * length))) as u64;
    let prefix = |word: &Word, length: u32| (word.head & (u32::MAX >> (32 - 8 * length))) as u64;
    let kind = context.kinds[index] as u64;
    let first = (index == 0) as u64;
    keys.clear();
    keys.extend([
        key(0, here.form),
        key(1, here.lower),
        key(2, suffix(here, 4)),
        key(3, suffix(here, 3)),
        key(4, suffix(here, 2)),
        key(5, suffix(here, 1)),
        key(6, prefix(here, 3)),
        key(7, prefix(here, 1)),
        key(8, here.shape as u64),
        key(9, (here.case as u64) << 2 | first << 1 | (next.case as u64) << 8 | (last.case as u64) << 12),
        key(10, kind),
        key(11, one),
        key(12, both),
        key(13, pair(one, here.lower)),
        key(14, last.lower),
        key(15, word(-2).lower),
        key(16, next.lower),
        key(17, word(2).lower),
        key(18, pair(last.lower, here.lower)),
        key(19, pair(here.lower, next.lower)),
        key(20, suffix(last, 3)),
        key(21, suffix(next, 3)),
        key(22, here.clusters[0] as u64),
        key(23, here.clusters[2] as u64),
        key(24, next.clusters[0] as u64),
        key(25, pair(one, next.lower)),
        key(26, pair(one, suffix(here, 3))),
        key(27, pair(one, (here.clusters[1] as u64) << 16 | next.clusters[1] as u64)),
        key(28, pair(both, here.clusters[1] as u64)),
        key(29, pair(last.lower, next.lower)),
        key(30, pair(here.shape as u64, one)),
        key(31, here.clusters[1] as u64),
        key(32, last.clusters[0] as u64),
        key(33, pair(suffix(here, 2), next.clusters[1] as u64)),
        key(34, pair(here.clusters[0] as u64, next.shape as u64)),
    ]);
}
