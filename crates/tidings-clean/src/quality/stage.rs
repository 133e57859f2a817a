//! The stage `clean.quality`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, Quality, QualityFlag, QualitySignal, SettingError, Stage, StageError, StageType,
    register_stage,
};

use super::grams::{Repetition, Word, characters_of, repetition};
use super::lines::{Lines, lines};
use crate::scan::{LOWER, beyond_ascii, eight, first, inner, letters, no_spaces, runs};

/// Settings of `clean.quality`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QualityConfig {
    /// Whether repeated sequences of words are measured, which takes most of the time.
    pub repetition: bool,
}

impl Default for QualityConfig {
    fn default() -> Self {
        QualityConfig { repetition: true }
    }
}

/// Measures a text by the signals of published filters; see the manual page.
pub struct QualitySignals {
    config: QualityConfig,
}

impl StageType for QualitySignals {
    type Config = QualityConfig;
    const NAME: &'static str = "clean.quality";
    const PURPOSE: &'static str = "Measures the text by the signals of published quality filters";
    const MANUAL: &'static str = include_str!("quality.md");
    const PROVIDES: &'static [&'static str] = &[Quality::NAME];

    fn new(config: QualityConfig) -> Result<Self, SettingError> {
        Ok(QualitySignals { config })
    }
}

impl Stage for QualitySignals {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let text = doc.text();
        let words = Words::read(text);
        let lines = lines(text);
        let repeated = if self.config.repetition { repetition(&words.all) } else { Repetition::default() };
        let signals = signals(text, &words, &lines, &repeated);
        let flags = QualityFlag::ALL.iter().copied().filter(|flag| is_raised(*flag, &signals)).collect();
        doc.insert(Quality { signals, flags });
        Ok(())
    }
}

/// What words say about a text.
#[derive(Default)]
struct Words {
    all: Vec<Word>,
    characters: u64,
    alphabetic: u64,
    symbols: u64,
    sentences: u64,
    /// The stop words that occur, as bits.
    stop_words: u8,
}

/// The common words that Gopher looks for, in lower case.
const STOP_WORDS: [u64; 8] = [
    short_word(b"the"),
    short_word(b"be"),
    short_word(b"to"),
    short_word(b"of"),
    short_word(b"and"),
    short_word(b"that"),
    short_word(b"have"),
    short_word(b"with"),
];

/// A word as a number, the first letter lowest.
const fn short_word(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | word[at] as u64;
    }
    number
}

impl Words {
    fn read(text: &str) -> Self {
        let number_signs = memchr::memchr_iter(b'#', text.as_bytes()).count() as u64;
        let all = Vec::with_capacity(text.len() / 5);
        let mut out = Words { all, symbols: number_signs, ..Words::default() };
        let bytes = text.as_bytes();
        for run in runs(text, no_spaces) {
            let (start, len) = (run.start, run.len());
            if len < 8 {
                out.short(&bytes[run], first(eight(bytes, start), len));
            } else {
                out.long(&bytes[run]);
            }
        }
        out
    }

    /// Adds a word of less than eight bytes, which `number` holds.
    #[inline]
    fn short(&mut self, word: &[u8], number: u64) {
        let beyond = beyond_ascii(number);
        let inner = if beyond == 0 { 0 } else { inner(number).count_ones() };
        // Nearly every word begins with a letter.
        let letter = word[0].is_ascii_alphabetic() || letters(number) | beyond != 0;
        self.alphabetic += u64::from(letter);
        self.add(Word::short(number, word.len() as u32, word.len() as u32 - inner), word);
        if self.stop_words != u8::MAX {
            let lower = number | first(LOWER, word.len());
            for (at, known) in STOP_WORDS.iter().enumerate() {
                self.stop_words |= u8::from(lower == *known) << at;
            }
        }
    }

    /// Adds a longer word.
    fn long(&mut self, word: &[u8]) {
        let has_letter = word.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        self.alphabetic += u64::from(has_letter);
        self.add(Word::new(word, characters_of(word) as u32), word);
    }

    #[inline]
    fn add(&mut self, one: Word, word: &[u8]) {
        self.characters += u64::from(one.len);
        self.all.push(one);
        if !word.last().is_some_and(u8::is_ascii_alphanumeric) {
            self.end(word);
        }
    }

    /// Counts what the last signs of a word say.
    fn end(&mut self, word: &[u8]) {
        self.symbols += u64::from(word.ends_with(b"...") || word.ends_with("…".as_bytes()));
        // The last sign that is no quotation mark or bracket.
        let last = word.iter().rev().find(|byte| !matches!(byte, b'"' | b'\'' | b')' | b']' | 0x80..));
        self.sentences += u64::from(matches!(last, Some(b'.' | b'!' | b'?')) && word.len() > 1);
    }
}

fn signals(text: &str, words: &Words, lines: &Lines, repeated: &Repetition) -> BTreeMap<QualitySignal, f32> {
    use QualitySignal as S;
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f32 / whole as f32 };
    let count = words.all.len() as u64;
    let characters = characters_of(text.as_bytes()) as u64;
    let line_breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
    let curly = memchr::memchr2_iter(b'{', b'}', text.as_bytes()).count() as u64;
    let mut all = BTreeMap::from([
        (S::Words, count as f32),
        (S::WordLength, share(words.characters, count)),
        (S::SymbolsPerWord, share(words.symbols, count)),
        (S::AlphabeticWords, share(words.alphabetic, count)),
        (S::StopWords, words.stop_words.count_ones() as f32),
        (S::BulletLines, share(lines.bullets, lines.count)),
        (S::EllipsisLines, share(lines.ellipses, lines.count)),
        (S::PunctuatedLines, share(lines.punctuated, lines.count)),
        (S::ShortLines, share(lines.short, lines.count)),
        (S::LineBreaksPerWord, share(line_breaks, count)),
        (S::DuplicateLines, share(lines.duplicates, lines.count)),
        (S::DuplicateLineCharacters, share(lines.duplicate_characters, lines.characters)),
        (S::Sentences, words.sentences as f32),
        (S::CurlyBrackets, curly as f32),
        (S::NoticeLines, lines.notices as f32),
        (S::LoremIpsum, lorem_ipsum(text) as f32),
    ]);
    let tops = [S::Top2Grams, S::Top3Grams, S::Top4Grams];
    let duplicates = [
        S::Duplicate5Grams,
        S::Duplicate6Grams,
        S::Duplicate7Grams,
        S::Duplicate8Grams,
        S::Duplicate9Grams,
        S::Duplicate10Grams,
    ];
    all.extend(tops.into_iter().zip(repeated.top.map(|part| share(part, characters))));
    all.extend(duplicates.into_iter().zip(repeated.duplicate.map(|part| share(part, characters))));
    all
}

static M_IPSUM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("m ipsum"));

fn lorem_ipsum(text: &str) -> usize {
    const REST: &[u8] = b"orem ipsum";
    let bytes = text.as_bytes();
    M_IPSUM
        .find_iter(bytes)
        .filter(|&at| {
            at >= 4 && bytes[at - 3..].starts_with(REST) && bytes[at - 4].eq_ignore_ascii_case(&b'l')
        })
        .count()
}

/// Whether a limit of a published filter is not kept.
fn is_raised(flag: QualityFlag, signals: &BTreeMap<QualitySignal, f32>) -> bool {
    use {QualityFlag as F, QualitySignal as S};
    let value = |signal| signals.get(&signal).copied().unwrap_or(0.0);
    let above = |limits: &[(QualitySignal, f32)]| limits.iter().any(|&(signal, limit)| value(signal) > limit);
    match flag {
        F::GopherWords => !(50.0..=100_000.0).contains(&value(S::Words)),
        F::GopherWordLength => !(3.0..=10.0).contains(&value(S::WordLength)),
        F::GopherSymbols => value(S::SymbolsPerWord) > 0.1,
        F::GopherBullets => value(S::BulletLines) > 0.9,
        F::GopherEllipses => value(S::EllipsisLines) > 0.3,
        F::GopherAlphabetic => value(S::AlphabeticWords) < 0.8,
        F::GopherStopWords => value(S::StopWords) < 2.0,
        F::GopherDuplicateLines => above(&[(S::DuplicateLines, 0.3), (S::DuplicateLineCharacters, 0.2)]),
        F::GopherTopGrams => above(&[(S::Top2Grams, 0.2), (S::Top3Grams, 0.18), (S::Top4Grams, 0.16)]),
        F::GopherDuplicateGrams => above(&[
            (S::Duplicate5Grams, 0.15),
            (S::Duplicate6Grams, 0.14),
            (S::Duplicate7Grams, 0.13),
            (S::Duplicate8Grams, 0.12),
            (S::Duplicate9Grams, 0.11),
            (S::Duplicate10Grams, 0.1),
        ]),
        F::C4Sentences => value(S::Sentences) < 3.0,
        F::C4CurlyBrackets => value(S::CurlyBrackets) > 0.0,
        F::C4LoremIpsum => value(S::LoremIpsum) > 0.0,
        F::C4Notices => value(S::NoticeLines) > 0.0,
        F::FineWebPunctuation => value(S::PunctuatedLines) <= 0.12,
        F::FineWebShortLines => value(S::ShortLines) >= 0.67,
        F::FineWebDuplicates => value(S::DuplicateLineCharacters) >= 0.1,
        F::FineWebLineBreaks => value(S::LineBreaksPerWord) > 0.3,
    }
}

register_stage!(QualitySignals);
