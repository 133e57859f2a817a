//! Names as words that compare: lower case, without accents, periods, articles and possessives.

use std::ops::Range;

/// A name in words that compare. Words are ASCII for Latin letters; other scripts pass in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// The words with one space between them.
    text: String,
    words: Vec<Word>,
    article: bool,
}

/// A word of a name: where it lies in the folded text, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    range: Range<u32>,
    capital: bool,
    upper: bool,
}

/// A name longer than this many words is compared by its first ones.
const MAX_WORDS: usize = 24;

impl Name {
    /// The words of a written form.
    pub(super) fn of(form: &str) -> Self {
        let mut name = Name::default();
        let form = without_possessive(form.trim());
        let mut open = Open::default();
        for char in form.chars() {
            if name.words.len() == MAX_WORDS {
                break;
            }
            if char.is_alphanumeric() {
                open.letter(&mut name.text, char);
            } else if !is_silent(char) {
                open.close(&mut name);
                if char == '&' {
                    open.lower("and", &mut name);
                }
            }
        }
        open.close(&mut name);
        name.join_initials();
        name.drop_article();
        name
    }

    /// The words with one space between them.
    pub(super) fn as_str(&self) -> &str {
        let start = self.words.first().map_or(0, |word| word.range.start as usize);
        self.text.get(start..).unwrap_or("")
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `at`; empty if there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        let range = self.words.get(at).map(|word| word.range.start as usize..word.range.end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or("")
    }

    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        (0..self.words.len()).map(|at| self.word(at))
    }

    /// The words from `from` up to `to` with their spaces.
    pub(super) fn part(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => {
                self.text.get(first.range.start as usize..last.range.end as usize).unwrap_or("")
            }
            _ => "",
        }
    }

    /// Whether the word at `at` was written with a capital or begins with a digit.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.capital)
    }

    /// Whether the word at `at` was written in two or more capitals.
    pub(super) fn is_upper(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.upper)
    }

    /// "J. K." and "U. S." are one word each, as "J.K." and "U.S." are.
    fn join_initials(&mut self) {
        let mut out = Name::default();
        let mut single = false;
        for at in 0..self.words.len() {
            let word = self.word(at);
            let initial =
                word.len() == 1 && self.words[at].capital && word.bytes().all(|b| b.is_ascii_alphabetic());
            if !(initial && single) && !out.text.is_empty() {
                out.text.push(' ');
            }
            let start = out.text.len() as u32;
            out.text.push_str(word);
            let end = out.text.len() as u32;
            match out.words.last_mut().filter(|_| initial && single) {
                Some(last) => (last.range.end, last.upper) = (end, true),
                None => out.words.push(Word { range: start..end, ..self.words[at].clone() }),
            }
            single = initial;
        }
        *self = out;
    }

    /// "A Division" keeps its letter; a mention that begins with a small "a" has its article by mistake.
    fn drop_article(&mut self) {
        let article = self.word(0) == "the" || matches!(self.word(0), "a" | "an") && !self.is_capital(0);
        if self.words.len() > 1 && article {
            self.words.remove(0);
            self.article = true;
        }
    }

    /// Whether an article was dropped before the first word.
    pub(super) fn had_article(&self) -> bool {
        self.article
    }
}

/// The word that is being read.
#[derive(Default)]
struct Open {
    start: usize,
    letters: usize,
    capitals: usize,
    first_capital: bool,
}

impl Open {
    fn letter(&mut self, text: &mut String, char: char) {
        if self.letters == 0 {
            if !text.is_empty() {
                text.push(' ');
            }
            self.start = text.len();
            self.first_capital = char.is_uppercase() || char.is_numeric() || !char.is_lowercase();
        }
        self.letters += 1;
        self.capitals += usize::from(char.is_uppercase());
        fold(char, text);
    }

    fn close(&mut self, name: &mut Name) {
        if self.letters > 0 {
            name.words.push(Word {
                range: self.start as u32..name.text.len() as u32,
                capital: self.first_capital,
                upper: self.capitals > 1 && self.capitals * 2 > self.letters,
            });
        }
        *self = Open::default();
    }

    fn lower(&mut self, word: &str, name: &mut Name) {
        word.chars().for_each(|char| self.letter(&mut name.text, char));
        self.close(name);
    }
}

/// Marks inside of a word that are not spoken, combining accents among them.
fn is_silent(char: char) -> bool {
    matches!(char, '.' | '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2BB}'..='\u{2BF}' | '\u{300}'..='\u{36F}' | '\u{AD}')
}

fn without_possessive(form: &str) -> &str {
    ["'s", "\u{2019}s", "'", "\u{2019}"].iter().find_map(|end| form.strip_suffix(end)).unwrap_or(form)
}

/// The base letters of U+00C0 to U+017F, in order; a space for what is no letter.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Adds a letter in lower case without its accent.
fn fold(char: char, out: &mut String) {
    match char {
        '\0'..='\u{7F}' => out.push(char.to_ascii_lowercase()),
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        '\u{C0}'..='\u{17F}' => out.push(char::from(LATIN[char as usize - 0xC0])),
        'ə' | 'Ə' => out.push('e'),
        'ș' | 'Ș' => out.push('s'),
        'ț' | 'Ț' => out.push('t'),
        'ơ' | 'Ơ' => out.push('o'),
        'ư' | 'Ư' => out.push('u'),
        '\u{1E00}'..='\u{1EF9}' => out.push(vietnamese(char)),
        _ => out.extend(char.to_lowercase()),
    }
}

/// The base letter of Latin Extended Additional, which Vietnamese and scholarly transliterations use.
fn vietnamese(char: char) -> char {
    match char as u32 {
        0x1E00..=0x1E01 | 0x1EA0..=0x1EB7 => 'a',
        0x1E0A..=0x1E13 => 'd',
        0x1E14..=0x1E1D | 0x1EB8..=0x1EC7 => 'e',
        0x1E22..=0x1E2B | 0x1E96 => 'h',
        0x1E2C..=0x1E2F | 0x1EC8..=0x1ECB => 'i',
        0x1E30..=0x1E35 => 'k',
        0x1E36..=0x1E3D => 'l',
        0x1E3E..=0x1E43 => 'm',
        0x1E44..=0x1E4B => 'n',
        0x1E4C..=0x1E53 | 0x1ECC..=0x1EE3 => 'o',
        0x1E58..=0x1E5F => 'r',
        0x1E60..=0x1E69 => 's',
        0x1E6A..=0x1E71 => 't',
        0x1E72..=0x1E7B | 0x1EE4..=0x1EF1 => 'u',
        0x1E90..=0x1E95 => 'z',
        0x1EF2..=0x1EF9 => 'y',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_whatever_their_dress() {
        for (form, words) in [
            ("the Lakeside Examiner's", "lakeside examiner"),
            ("U.S.", "us"),
            ("U. S. Senate", "us senate"),
            ("J. K. Rowling", "jk rowling"),
            ("George W. Bush", "george w bush"),
            ("Łódź", "lodz"),
            ("São Tomé", "sao tome"),
            ("L’Enfant", "lenfant"),
            ("Simon & Sons", "simon and sons"),
            ("Kim Jong-un", "kim jong un"),
            ("Nguyễn Phú Trọng", "nguyen phu trong"),
            ("The", "the"),
            ("", ""),
            ("’s", ""),
            ("Київ", "київ"),
        ] {
            assert_eq!(Name::of(form).as_str(), words, "{form}");
        }
    }

    #[test]
    fn a_name_remembers_its_capitals() {
        let name = Name::of("Bank of the WEST");
        assert!(name.is_capital(0) && !name.is_capital(1) && name.is_upper(3));
        assert_eq!((name.part(1, 3), name.word(9)), ("of the", ""));
    }
}
