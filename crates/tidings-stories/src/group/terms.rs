//! The terms of an article: its words in a base form, hashed, with how often they stand in title and text.
//!
//! Invariant: hashes go into records and into the model. A change of them is a change of both.

use rustc_hash::FxHashMap;

use super::background::Background;
use crate::words::{for_each_word, mix};

/// Terms that are kept of an article. Sixty put short and long articles on one scale: with all terms, long articles look
/// alike only because they are long.
pub(super) const MOST_TERMS: usize = 60;
/// How often a word of the title counts, beside its places in the text.
const TITLE_WEIGHT: u32 = 2;
/// Words of more articles than this share say nothing of any event.
const COMMON: f64 = 0.2;
/// How much the logarithm of a word's count adds to its weight.
const COUNT_WEIGHT: f64 = 0.5;
/// Rare words are often misspelled or of one outlet alone: their advantage is dampened by this power.
const RARITY_POWER: f64 = 0.8;

/// A term of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) hash: u64,
    /// How often it stands in the article, words of the title counted double.
    pub(super) count: u32,
}

/// The weight of a term that stands `count` times and in `articles` of `all` articles.
pub(super) fn weight(count: u32, articles: f64, all: f64) -> f64 {
    let rarity = ((all + 1.0) / (articles + 1.0)).ln().max(0.0);
    (1.0 + COUNT_WEIGHT * f64::from(count.max(1)).ln()) * rarity.powf(RARITY_POWER)
}

/// The [`MOST_TERMS`] terms with most weight, ascending by hash.
pub(super) fn terms_of(title: &str, text: &str, background: &Background) -> Vec<Term> {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for_each_term(title, |hash| *counts.entry(hash).or_default() += TITLE_WEIGHT);
    for_each_term(text, |hash| *counts.entry(hash).or_default() += 1);
    let mut terms: Vec<(f64, Term)> = counts
        .into_iter()
        .filter_map(|(hash, count)| {
            let articles = background.articles_with(hash);
            let common = articles > COMMON * background.articles();
            (!common).then(|| (weight(count, articles, background.articles()), Term { hash, count }))
        })
        .collect();
    terms.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.hash.cmp(&b.1.hash)));
    terms.truncate(MOST_TERMS);
    let mut terms: Vec<Term> = terms.into_iter().map(|(_, term)| term).collect();
    terms.sort_unstable_by_key(|term| term.hash);
    terms
}

/// Calls `each` with the hash of the base form of every word of two characters or more.
pub(crate) fn for_each_term(text: &str, mut each: impl FnMut(u64)) {
    let mut word = String::new();
    for_each_word(text, |hash, range| {
        let written = text.get(range).unwrap_or("");
        if written.len() < 2 {
            return;
        }
        // Nearly all words are those that no ending is taken from: the hash of one is known.
        let plain = written.is_ascii() && (written.len() < 4 || !written.ends_with(['s', 'S']));
        if plain {
            return each(hash & MASK);
        }
        word.clear();
        word.extend(written.chars().flat_map(char::to_lowercase));
        each(match base(&word) {
            Base::Same => hash & MASK,
            Base::Shorter(stem, ending) => {
                let bytes = stem.bytes().chain(ending.bytes());
                let hash =
                    bytes.fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
                mix(hash) & MASK
            }
        });
    });
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
/// Hashes have 36 bits: six characters each in a record.
const MASK: u64 = (1 << 36) - 1;

enum Base<'a> {
    Same,
    Shorter(&'a str, &'static str),
}

/// The singular of what looks like an English plural. Only ASCII words of four letters and more change.
fn base(word: &str) -> Base<'_> {
    if word.len() < 4 || !word.is_ascii() {
        return Base::Same;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Base::Shorter(stem, "y");
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u']) => Base::Shorter(stem, ""),
        _ => Base::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut hashes = Vec::new();
        for_each_term(text, |hash| hashes.push(hash));
        hashes
    }

    #[test]
    fn plurals_and_case_do_not_matter() {
        assert_eq!(hashes("Ferries, ports and SENATORS"), hashes("ferry port and senator’s"));
        assert_ne!(hashes("class"), hashes("clas"));
        assert_eq!(hashes("a é 1").len(), 1);
    }

    #[test]
    fn words_without_an_ending_keep_their_hash() {
        for word in ["levy", "LEVY", "bus", "as", "glass", "Kiosk", "état", "S", "Ürümqi"] {
            let mut whole = Vec::new();
            for_each_word(word, |hash, _| whole.push(hash & MASK));
            assert_eq!(hashes(word), if word.len() < 2 { Vec::new() } else { whole }, "{word}");
        }
        assert_eq!(hashes("LEVIES"), hashes("levy"));
    }

    #[test]
    fn the_rarest_words_are_kept() {
        let text: String = (0..200).map(|word| format!("word{word} ")).collect();
        let terms = terms_of("Word7 word7", &(text + "the the the"), &Background::default());
        assert_eq!(terms.len(), MOST_TERMS);
        assert!(terms.iter().any(|term| term.count == 5));
        assert!(terms.is_sorted_by_key(|term| term.hash));
    }
}
