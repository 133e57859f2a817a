//! Whether a hyphen at the end of a row was put there to break a word, or belongs to it.
//!
//! The text itself is the best witness: the word stands in it elsewhere, whole or with its hyphen. Else the parts tell: a
//! capital or a digit beside the hyphen, and the words with which English makes compounds.

use rustc_hash::FxHashMap;

/// How often the words of a text stand in it, in lower case, hyphens inside them included.
pub(super) struct Words(FxHashMap<String, u32>);

impl Words {
    /// The words of a text. Those at the ends of rows that end with a hyphen are not among them.
    pub(super) fn of(text: &str) -> Words {
        let mut words: FxHashMap<String, u32> = FxHashMap::default();
        for line in text.lines() {
            let line = line.trim();
            for word in
                line.split(|c: char| !is_word(c)).filter(|word| !word.is_empty() && !word.ends_with('-'))
            {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        Words(words)
    }

    fn count(&self, word: &str) -> u32 {
        self.0.get(&word.to_lowercase()).copied().unwrap_or(0)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')
}

/// What becomes of a hyphen at the end of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It goes: it has broken a word.
    Goes,
    /// It stays, without a space: a compound.
    Stays,
    /// It stays, with a space: "two- and three-year".
    Dangles,
}

/// What becomes of the hyphen at the end of `above`, where `below` goes on.
pub(super) fn hyphen(above: &str, below: &str, words: &Words) -> Hyphen {
    let above = above.trim_end_matches(['-', '\u{2010}']);
    let left = above.rsplit(|c: char| !is_word(c)).next().unwrap_or(above);
    let right = below.split(|c: char| !is_word(c)).next().unwrap_or(below);
    let lower = right.to_lowercase();
    let first = left.rsplit('-').next().unwrap_or(left).to_lowercase();
    let numbered = left.ends_with(|c: char| c.is_ascii_digit()) || FIRST.contains(&first.as_str());
    if ["and", "und", "oder"].contains(&right) || numbered && ["or", "to", "bis"].contains(&right) {
        return Hyphen::Dangles;
    }
    let shouted = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let capital = right.starts_with(char::is_uppercase) && !(shouted(left) && shouted(right));
    if left == "Mc" {
        return Hyphen::Goes;
    }
    // "AI-powered".
    let letters = shouted(left) && !shouted(right);
    if capital
        || letters
        || right.is_empty()
        || !left.ends_with(char::is_alphabetic)
        || !right.starts_with(char::is_alphabetic)
    {
        return Hyphen::Stays;
    }
    // Only the last part of "out-of-\nwork" is asked about, but the text about the whole.
    let whole = words.count(&[left, right].concat());
    let parted = words.count(&[left, "-", right].concat());
    if whole != parted {
        return if whole > parted { Hyphen::Goes } else { Hyphen::Stays };
    }
    let single = first.chars().count() == 1 && left.len() == first.len();
    let vowels = first.ends_with(['e', 'o', 'i']) && lower.chars().next() == first.chars().next_back();
    let prefixed = vowels && matches!(first.as_str(), "re" | "pre" | "co" | "anti" | "semi" | "de");
    let compound = left.contains('-') || right.contains('-') || FIRST.contains(&first.as_str());
    // "Locally-sourced".
    let made = first.ends_with("ly") && first.len() > 4 && lower.len() > 4 && lower.ends_with("ed");
    let stays = single
        || prefixed
        || made
        || compound && !ENDINGS.contains(&lower.as_str())
        || SECOND.contains(&lower.as_str());
    if stays { Hyphen::Stays } else { Hyphen::Goes }
}

/// Endings that no compound has as its second part.
const ENDINGS: [&str; 14] =
    ["er", "ers", "est", "ed", "en", "ly", "ing", "ings", "ness", "less", "ment", "ened", "ening", "teen"];

/// First parts of compounds that are written with a hyphen more often than they begin a longer word.
#[rustfmt::skip]
const FIRST: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "hundred", "first", "second", "third", "fourth", "fifth", "half", "quarter", "well", "self",
    "high", "low", "long", "short", "hard", "full", "all", "much", "same", "then", "now", "once", "newly", "highly", "early", "left",
    "right", "front", "best", "better", "worst", "highest", "biggest", "longest", "fastest", "higher", "longer", "vice", "single",
    "double", "non", "anti", "semi", "year", "month", "working", "fast", "closed", "built", "paid", "prime", "would", "must",
    "government", "party", "family", "community", "military", "injury", "career", "gender", "energy", "majority", "british",
    "american", "russian", "english", "iranian", "german", "french", "israeli", "saudi", "soviet",
];
/// Second parts of such compounds.
#[rustfmt::skip]
const SECOND: &[&str] = &[
    "old", "olds", "year", "years", "month", "hour", "minute", "week", "mile", "term", "based", "related", "led", "backed", "owned",
    "run", "runner", "runners", "up", "ups", "off", "free", "class", "quality", "level", "scale", "range", "ranging", "party", "speed",
    "profile", "ranking", "ranked", "elect", "election", "winning", "winner", "making", "wing", "born", "known", "style", "called",
    "friendly", "educated", "controlled", "funded", "driven", "leaning", "growing", "running", "selling", "sharing", "raising",
    "speaking", "threatening", "cutting", "president", "minister", "chairman", "chief", "founder", "author", "pilot", "defendants",
    "wife", "being", "defense", "third", "thirds", "two", "three", "four", "five", "six", "seven", "eight", "nine", "million",
    "billion", "dollar", "person", "degree", "digit", "century", "final", "finals", "round", "needed", "awaited", "fashioned",
    "effective", "powered", "depth", "haired", "eyed", "shaped", "sponsored", "dominated", "life", "law", "cost", "tech", "hit", "only", "high", "income", "the", "of",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(above: &str, below: &str, elsewhere: &str, expected: Hyphen) {
        assert_eq!(hyphen(above, below, &Words::of(elsewhere)), expected, "{above} | {below}");
    }

    #[test]
    fn words_are_mended() {
        check("will start in Au-", "gust, the council said", "", Hyphen::Goes);
        check("12.6 million eu-", "ros.", "", Hyphen::Goes);
        check("THE COUN-", "CIL MET", "", Hyphen::Goes);
    }

    #[test]
    fn compounds_keep_their_hyphen() {
        check("a well-", "known engineer", "", Hyphen::Stays);
        check("twenty-", "one boats", "", Hyphen::Stays);
        check("said Mary-", "Kate Lund", "", Hyphen::Stays);
        check("a 12-", "meter wall", "", Hyphen::Stays);
        check("the out-of-", "work fishermen", "", Hyphen::Stays);
        check("the re-", "election of", "", Hyphen::Stays);
        check("an AI-", "powered crane", "", Hyphen::Stays);
        check("a locally-", "sourced crane", "", Hyphen::Stays);
        check("two-", "to three-year loans", "", Hyphen::Dangles);
        check("said Mc-", "Lund in Toron-", "", Hyphen::Goes);
        check("Lund in Toron-", "to on Monday", "", Hyphen::Goes);
        check("two-", "and three-year loans", "", Hyphen::Dangles);
    }

    #[test]
    fn the_text_knows_better() {
        check("the new one-", "way street", "It was oneway. A oneway sign.", Hyphen::Goes);
        check("the har-", "bor wall", "the har-bor wall", Hyphen::Stays);
    }
}
