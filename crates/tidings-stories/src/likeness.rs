//! How alike two statements of one story are.
//!
//! Words count by how rare they are in news, and less if they are the topic of the story: what every article of a story
//! names does not tell two of its statements apart. Names are counted apart from other words, since two statements about
//! one person are not for that about one matter. What is said in other words is found by what words mean.

use rustc_hash::FxHashMap;

use crate::briefing::{cosine, vector};
use crate::group::{Background, for_each_term};
use crate::meanings::Meanings;

/// The telling words of a statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Likeness {
    /// Weights by word, of length 1, ascending by word.
    vector: Vec<(u64, f64)>,
    /// The numbers of these words among the [`Meanings`].
    meanings: Vec<Option<u32>>,
    /// Words that are written with a capital inside the sentence: names, mostly; ascending.
    names: Vec<u64>,
}

/// What two statements have in common.
pub(crate) struct Shared {
    /// Common words that are no names.
    pub(crate) plain: usize,
    /// Common names.
    pub(crate) names: usize,
    /// Whether each has a name that the other does not have.
    pub(crate) names_differ: bool,
    /// The share of the words of the shorter statement, and of the longer one.
    pub(crate) of_shorter: f64,
    pub(crate) of_longer: f64,
}

/// Statements that are thought to stand beside those of a story, so that a small one has no topic of its own.
const UNSEEN: f64 = 30.0;
/// A word in one of so many statements of the story, or fewer, keeps its weight.
const RARE: f64 = 25.0;

impl Likeness {
    /// Of a statement whose words are `words`; `text` is how it is written.
    pub(crate) fn new(text: &str, words: &[u64], background: &Background) -> Self {
        let mut names = Vec::new();
        let inside = text.split_whitespace().skip(1).filter(|word| word.contains(char::is_uppercase));
        inside.for_each(|word| for_each_term(word, |hash| names.push(hash)));
        names.sort_unstable();
        let vector = vector(words, background);
        let meanings = vector.iter().map(|(word, _)| Meanings::embedded().number(*word)).collect();
        Likeness { vector, meanings, names }
    }

    /// The telling words, ascending.
    pub(crate) fn words(&self) -> impl Iterator<Item = u64> {
        self.vector.iter().map(|(word, _)| *word)
    }

    /// The telling words with their weights, ascending.
    pub(crate) fn vector(&self) -> &[(u64, f64)] {
        &self.vector
    }

    /// Whether a word is among the telling ones and no name.
    pub(crate) fn has_plain(&self, word: u64) -> bool {
        self.contains(word) && !self.is_name(word)
    }

    /// Whether a word is among the telling ones.
    fn contains(&self, word: u64) -> bool {
        self.vector.binary_search_by_key(&word, |(word, _)| *word).is_ok()
    }

    /// Whether there is a name in it.
    pub(crate) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// How alike the two are by their weights alone.
    pub(crate) fn cosine(&self, other: &Likeness) -> f64 {
        cosine(&self.vector, &other.vector)
    }

    /// How much of what each of the two says the other says too, in the same or in like words: shares of the weights (after Mihalcea,
    /// Corley and Strapparava 2006). A name is like no other name.
    pub(crate) fn told_by(&self, other: &Likeness) -> (f64, f64) {
        // A word that both have is told whole, and may tell others as well.
        let mut best: Vec<f64> =
            other.vector.iter().map(|(word, _)| f64::from(self.contains(*word))).collect();
        let open: Vec<usize> = (0..best.len()).filter(|at| other.can_be_like(*at)).collect();
        let (mut told, mut all) = (0.0, 0.0);
        for (at, (word, weight)) in self.vector.iter().enumerate() {
            let mut of_word = f64::from(other.contains(*word));
            if self.can_be_like(at) {
                for other_at in &open {
                    let alike = alike(self.meanings[at], other.meanings[*other_at]);
                    of_word = of_word.max(alike);
                    best[*other_at] = best[*other_at].max(alike);
                }
            }
            told += weight * of_word;
            all += weight;
        }
        let share = |told: f64, all: f64| if all > 0.0 { told / all } else { 0.0 };
        let weights = other.vector.iter().map(|(_, weight)| weight);
        let told_of_other = weights.clone().zip(&best).map(|(weight, alike)| weight * alike).sum();
        (share(told, all), share(told_of_other, weights.sum()))
    }

    /// Whether the word at a place is known and no name.
    fn can_be_like(&self, at: usize) -> bool {
        self.meanings[at].is_some() && !self.is_name(self.vector[at].0)
    }

    fn is_name(&self, word: u64) -> bool {
        self.names.binary_search(&word).is_ok()
    }

    /// What the two have in common.
    pub(crate) fn shared_with(&self, other: &Likeness) -> Shared {
        let is_name = |word: &u64| self.is_name(*word) || other.is_name(*word);
        let has = |word: &u64| other.contains(*word);
        let (mut plain, mut names) = (0, 0);
        for word in self.words().filter(has) {
            let count = if is_name(&word) { &mut names } else { &mut plain };
            *count += 1;
        }
        let share = |of: usize| (plain + names) as f64 / of.max(1) as f64;
        let lacks = |a: &Likeness, b: &Likeness| a.words().any(|word| a.is_name(word) && !b.contains(word));
        Shared {
            plain,
            names,
            names_differ: lacks(self, other) && lacks(other, self),
            of_shorter: share(self.vector.len().min(other.vector.len())),
            of_longer: share(self.vector.len().max(other.vector.len())),
        }
    }
}

/// Words that are less like each other have nothing in common.
const UNLIKE: f64 = 0.4;

/// How alike two words are: 1 for one and the same.
fn alike(a: Option<u32>, b: Option<u32>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let cosine = f64::from(Meanings::embedded().cosine(a, b));
    // Vectors in 8 bits are a little longer or shorter than 1.
    ((cosine - UNLIKE) / (1.0 - UNLIKE)).clamp(0.0, 1.0)
}

/// Makes what many statements of the story name weigh less in all of them.
pub(crate) fn weigh_by_story<'a>(statements: impl Iterator<Item = &'a mut Likeness>) {
    let statements: Vec<&mut Likeness> = statements.collect();
    let mut with: FxHashMap<u64, f64> = FxHashMap::default();
    for word in statements.iter().flat_map(|statement| statement.words()) {
        *with.entry(word).or_default() += 1.0;
    }
    let all = statements.len() as f64 + UNSEEN + 1.0;
    for statement in statements {
        for (word, weight) in &mut statement.vector {
            let with = with.get(word).copied().unwrap_or_default() + 0.5;
            *weight *= ((all / with).ln() / RARE.ln()).min(1.0);
        }
        let length = statement.vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            statement.vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(text: &str) -> Likeness {
        let mut words = Vec::new();
        for_each_term(text, |word| words.push(word));
        Likeness::new(text, &words, Background::embedded())
    }

    #[test]
    fn names_are_counted_apart() {
        let shared = likeness("The mayor Jon Vik praised the breakwater")
            .shared_with(&likeness("Critics of Jon Vik called the breakwater ugly"));
        assert_eq!((shared.plain, shared.names), (1, 2));
    }

    proptest::proptest! {
        /// Which of two statements comes first depends on the order of the articles, and must not matter.
        #[test]
        fn what_is_told_does_not_depend_on_the_order(first in WORDS, second in WORDS) {
            let (a, b) = (likeness(&first), likeness(&second));
            let ((of_a, of_b), (of_b_again, of_a_again)) = (a.told_by(&b), b.told_by(&a));
            proptest::prop_assert!((of_a - of_a_again).abs() < 1e-9 && (of_b - of_b_again).abs() < 1e-9);
            proptest::prop_assert!((0.0..=1.0 + 1e-9).contains(&of_a) && (0.0..=1.0 + 1e-9).contains(&of_b));
        }
    }

    const WORDS: &str =
        "((soldier|troop|army|war|invasion|grid|power|loan|money|Kyiv|Moscow|repair|week) ){0,8}";

    #[test]
    fn like_words_tell_in_part_and_names_do_not() {
        let (of_first, _) = likeness("the soldiers wait").told_by(&likeness("the troops wait"));
        assert!(of_first > 0.5, "{of_first}");
        let (names, _) = likeness("in Hungary").told_by(&likeness("in Slovakia"));
        assert_eq!(names, 0.0);
    }

    #[test]
    fn the_topic_of_a_story_weighs_less() {
        let texts = [
            "the ferry terminal needs repairs",
            "the ferry terminal sold tickets",
            "a ferry terminal was planned",
            "the ferry terminal needs repairs soon",
            "crews cleaned the ferry terminal",
        ];
        let mut all: Vec<Likeness> = texts.iter().map(|text| likeness(text)).collect();
        let before = (all[0].cosine(&all[1]), all[0].cosine(&all[3]));
        weigh_by_story(all.iter_mut());
        let after = (all[0].cosine(&all[1]), all[0].cosine(&all[3]));
        assert!(after.0 < before.0 - 0.05, "{before:?} {after:?}");
        assert!(after.1 > 0.6, "{before:?} {after:?}");
    }
}
