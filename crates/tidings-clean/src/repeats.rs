//! `clean.repeats`: removes paragraphs that stand in the document before, exactly or nearly.
//!
//! Every paragraph is one hash of its folded words, so exact repeats cost one table look-up. Near repeats
//! are found by word shingles (Broder, "On the resemblance and containment of documents", 1997), a quarter
//! of which is indexed; a candidate is then verified against all shingles of the earlier passage, in a window
//! whose size depends on the later paragraph alone. Both are linear in the length of the document.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, EditList, Layer, Regions, SettingError, Span, Stage, StageError, StageType, register_stage,
};

use crate::lines::{cut_line_breaks, lines};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// By how many bits the hash of a shingle is turned from word to word.
const TURN: u32 = 9;

/// Settings of `clean.repeats`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RepeatsConfig {
    /// Shortest paragraph that is removed by itself, in words. Shorter ones (headings) go only with a
    /// repeated run around them, or if they repeat the line just before.
    #[schemars(range(min = 1))]
    pub min_words: u32,
    /// Shortest paragraph that is compared by its shingles, in words.
    #[schemars(range(min = 5))]
    pub near_min_words: u32,
    /// Share of a paragraph's word 5-grams that an earlier paragraph must hold for it to be a repeat.
    /// 1 switches near repeats off.
    #[schemars(range(min = 0.5, max = 1.0))]
    pub near: f32,
    /// Shortest run of repeated lines that goes although every line in it is short, in lines.
    #[schemars(range(min = 2))]
    pub min_run: u32,
}

impl Default for RepeatsConfig {
    fn default() -> Self {
        RepeatsConfig { min_words: 10, near_min_words: 15, near: 0.85, min_run: 3 }
    }
}

/// Removes repeated paragraphs; see the manual page.
pub struct Repeats {
    config: RepeatsConfig,
}

impl StageType for Repeats {
    type Config = RepeatsConfig;
    const NAME: &'static str = "clean.repeats";
    const PURPOSE: &'static str = "Removes paragraphs that stand in the document before";
    const MANUAL: &'static str = include_str!("repeats.md");
    const PROVIDES: &'static [&'static str] = &[Regions::NAME];
    const EDITS_TEXT: bool = true;
    const DEFAULT_PROVIDER: bool = false;

    fn new(config: RepeatsConfig) -> Result<Self, SettingError> {
        if !(0.5..=1.0).contains(&config.near) {
            return Err(SettingError::new("near", "must be between 0.5 and 1"));
        }
        Ok(Repeats { config })
    }
}

impl Stage for Repeats {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let lines = lines(doc.text());
        let found = Finder::new(&self.config, doc.text(), &lines).find();
        let mut edits = EditList::new();
        for (line, repeat) in found.iter().enumerate() {
            let Some(repeat) = repeat else { continue };
            edits.delete_duplicate(lines[line], lines[repeat.of], repeat.why.reason());
        }
        cut_line_breaks(&lines, |line| found[line].is_some(), &mut edits);
        doc.edit(edits)?;
        Ok(())
    }
}

/// A line that repeats an earlier one.
#[derive(Clone, Copy)]
struct Repeat {
    of: usize,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    Exact,
    Near,
    Run,
    Adjacent,
}

impl Why {
    fn reason(self) -> &'static str {
        match self {
            Why::Exact => "same paragraph as before",
            Why::Near => "nearly the same paragraph as before",
            Why::Run => "part of a repeated passage",
            Why::Adjacent => "same as the line before",
        }
    }
}

/// What a line says, without case, spaces and punctuation.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fold {
    hash: u64,
    words: u32,
}

struct Finder<'a> {
    config: &'a RepeatsConfig,
    text: &'a str,
    lines: &'a [Span],
    folds: Vec<Fold>,
    /// First line of every folded line.
    first: FxHashMap<u64, usize>,
    /// Line and byte of the first occurrence of indexed shingles.
    shingles: FxHashMap<u64, (usize, u32)>,
    found: Vec<Option<Repeat>>,
}

impl<'a> Finder<'a> {
    fn new(config: &'a RepeatsConfig, text: &'a str, lines: &'a [Span]) -> Self {
        Finder {
            config,
            text,
            lines,
            folds: Vec::with_capacity(lines.len()),
            first: FxHashMap::with_capacity_and_hasher(lines.len(), Default::default()),
            // A shingle starts at every word, and a quarter of them is indexed.
            shingles: FxHashMap::with_capacity_and_hasher(text.len() / 24, Default::default()),
            found: vec![None; lines.len()],
        }
    }

    fn find(mut self) -> Vec<Option<Repeat>> {
        let mut words = Vec::new();
        for line in 0..self.lines.len() {
            let fold = fold(self.text, self.lines[line], &mut words);
            self.folds.push(fold);
            self.found[line] = self.repeat_of(line, fold, &words);
            if self.found[line].is_none() {
                self.first.entry(fold.hash).or_insert(line);
                self.index(line, &words);
            }
        }
        self.extend_runs();
        self.short_runs();
        self.found
    }

    fn repeat_of(&self, line: usize, fold: Fold, words: &[Word]) -> Option<Repeat> {
        let earlier = self.first.get(&fold.hash).copied().filter(|&of| self.folds[of] == fold);
        match earlier {
            Some(of) if fold.words >= self.config.min_words => Some(Repeat { of, why: Why::Exact }),
            Some(of) if of + 1 == line && fold.words >= 4 => Some(Repeat { of, why: Why::Adjacent }),
            _ => self.near_repeat(words),
        }
    }

    fn near_repeat(&self, words: &[Word]) -> Option<Repeat> {
        if words.len() < self.config.near_min_words as usize || self.config.near >= 1.0 {
            return None;
        }
        let mut votes: FxHashMap<usize, (u32, u32)> = FxHashMap::default();
        for (hash, _) in shingles(words).filter(|(hash, _)| is_indexed(*hash)) {
            if let Some(&(line, byte)) = self.shingles.get(&hash) {
                votes.entry(line).or_insert((0, byte)).0 += 1;
            }
        }
        let (&of, &(_, byte)) =
            votes.iter().max_by_key(|(line, (count, _))| (*count, std::cmp::Reverse(**line)))?;
        let share = self.containment(words, of, byte);
        (share >= self.config.near).then_some(Repeat { of, why: Why::Near })
    }

    /// Share of the shingles of `words` that stand in the line `of` around `byte`.
    fn containment(&self, words: &[Word], of: usize, byte: u32) -> f32 {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0.0 };
        let reach = (last.at - first.at) * 3 / 2 + 64;
        let line = self.lines[of];
        let start = floor_boundary(self.text, byte.saturating_sub(reach).max(line.start));
        let end = floor_boundary(self.text, byte.saturating_add(reach).min(line.end));
        let mut around = Vec::new();
        fold(self.text, Span::new(start, end), &mut around);
        let known: FxHashSet<u64> = shingles(&around).map(|(hash, _)| hash).collect();
        let total = shingles(words).count();
        let held = shingles(words).filter(|(hash, _)| known.contains(hash)).count();
        held as f32 / total.max(1) as f32
    }

    fn index(&mut self, line: usize, words: &[Word]) {
        if self.config.near >= 1.0 {
            return;
        }
        for (hash, at) in shingles(words).filter(|(hash, _)| is_indexed(*hash)) {
            self.shingles.entry(hash).or_insert((line, at));
        }
    }

    /// Takes short lines with the repeated lines next to them, as long as both passages agree.
    fn extend_runs(&mut self) {
        let len = self.lines.len();
        for line in 1..len {
            self.extend(line - 1, line, |of| of + 1);
        }
        for line in (0..len.saturating_sub(1)).rev() {
            self.extend(line + 1, line, |of| of.wrapping_sub(1));
        }
    }

    fn extend(&mut self, from: usize, to: usize, step: impl Fn(usize) -> usize) {
        let (Some(repeat), None) = (self.found[from], self.found[to]) else { return };
        let of = step(repeat.of);
        if of < to && self.folds.get(of) == Some(&self.folds[to]) {
            let of = self.found[of].map_or(of, |earlier| earlier.of);
            self.found[to] = Some(Repeat { of, why: Why::Run });
        }
    }

    /// Finds repeated runs in which every line is short.
    fn short_runs(&mut self) {
        let mut line = 0;
        while line < self.lines.len() {
            let run = self.short_run(line);
            let words: u32 = self.folds[line..line + run].iter().map(|fold| fold.words).sum();
            if run >= self.config.min_run as usize && words >= 2 * self.config.min_words {
                let of = self.first[&self.folds[line].hash];
                for step in 0..run {
                    self.found[line + step] = Some(Repeat { of: of + step, why: Why::Run });
                }
            }
            line += run.max(1);
        }
    }

    /// How many lines from `line` on repeat the lines from its first occurrence on.
    fn short_run(&self, line: usize) -> usize {
        let Some(&of) = self.first.get(&self.folds[line].hash) else { return 0 };
        let same = |step: &usize| {
            let (earlier, later) = (of + step, line + step);
            later < self.lines.len()
                && earlier < line
                && self.found[later].is_none()
                && self.found[earlier].is_none()
                && self.folds[earlier] == self.folds[later]
        };
        (0..self.lines.len()).take_while(same).count()
    }
}

/// A folded word and where it starts in the text.
#[derive(Clone, Copy)]
struct Word {
    hash: u64,
    at: u32,
}

/// Folds the words of a span into `words` and all of them into one hash.
fn fold(text: &str, span: Span, words: &mut Vec<Word>) -> Fold {
    words.clear();
    let slice = span.slice(text).unwrap_or("");
    let bytes = slice.as_bytes();
    let (mut hash, mut at) = (0, 0);
    while at < bytes.len() {
        if CLASS[usize::from(bytes[at])] == GAP {
            at += 1;
            continue;
        }
        let start = at;
        at += bytes[at..].iter().take_while(|byte| CLASS[usize::from(**byte)] > APOSTROPHE).count();
        // Most words are plain: only letters and digits of ASCII.
        let mut letters = Letters::plain(&bytes[start..at]);
        // All else character by character.
        while at < bytes.len() {
            match CLASS[usize::from(bytes[at])] {
                GAP => break,
                OTHER => {
                    let Some(c) = slice[at..].chars().next() else { break };
                    if c != '’' && !c.is_alphanumeric() {
                        break;
                    }
                    at += c.len_utf8();
                    if c != '’' {
                        letters.push_other(c.to_lowercase().next().unwrap_or(c));
                    }
                }
                APOSTROPHE => at += 1,
                letter => {
                    letters.push(letter);
                    at += 1;
                }
            }
        }
        if at == start {
            // Punctuation beyond ASCII.
            at += slice[at..].chars().next().map_or(1, char::len_utf8);
        } else if let Some(word) = letters.hash() {
            words.push(Word { hash: word, at: span.start + start as u32 });
            hash = mix(hash, word);
        }
    }
    Fold { hash, words: words.len() as u32 }
}

/// The hash of a word, built letter by letter: eight letters take one multiplication.
#[derive(Clone, Copy, Default)]
struct Letters {
    hash: u64,
    /// The letters since the last multiplication, and how many there are.
    waiting: u64,
    count: u32,
}

impl Letters {
    /// The hash of letters and digits of ASCII.
    #[inline]
    fn plain(letters: &[u8]) -> Self {
        let (eights, rest) = letters.as_chunks::<8>();
        // Digits have this bit, and letters have it in lower case.
        const LOWER: u64 = 0x2020_2020_2020_2020;
        let hash = eights.iter().fold(0, |hash, eight| mix(hash, u64::from_le_bytes(*eight) | LOWER));
        let waiting = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            // Two looks that overlap give the same number as one letter after another.
            (Some(first), Some(last)) => {
                let shift = 8 * (rest.len() as u32 - 4);
                u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift
            }
            _ => rest.iter().rev().fold(0, |waiting, letter| waiting << 8 | u64::from(*letter)),
        };
        let lower = LOWER & !(u64::MAX.unbounded_shl(8 * rest.len() as u32));
        Letters { hash, waiting: waiting | lower, count: letters.len() as u32 }
    }

    fn push(&mut self, letter: u8) {
        self.waiting |= u64::from(letter) << (8 * (self.count % 8));
        self.count += 1;
        if self.count.is_multiple_of(8) {
            self.hash = mix(self.hash, self.waiting);
            self.waiting = 0;
        }
    }

    fn push_other(&mut self, c: char) {
        u32::from(c).to_be_bytes().into_iter().skip(1).for_each(|byte| self.push(byte));
    }

    /// The hash, if there was a letter.
    fn hash(self) -> Option<u64> {
        (self.count > 0).then(|| mix(self.hash, self.waiting))
    }
}

/// Class of a byte: ends a word.
const GAP: u8 = 0;
/// Class of a byte: part of a character beyond ASCII.
const OTHER: u8 = 1;
/// Class of a byte: inside a word, but does not count.
const APOSTROPHE: u8 = 2;

/// The classes of bytes; letters and digits are their own lower case.
static CLASS: [u8; 256] = {
    let mut table = [GAP; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        table[byte] = match this {
            b'a'..=b'z' | b'0'..=b'9' => this,
            b'A'..=b'Z' => this + 32,
            b'\'' => APOSTROPHE,
            0x80..=0xFF => OTHER,
            _ => GAP,
        };
        byte += 1;
    }
    table
};

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The hashes of all runs of [`SHINGLE`] words, and where each begins.
fn shingles(words: &[Word]) -> impl Iterator<Item = (u64, u32)> {
    let first = words.len().min(SHINGLE - 1);
    let mut rolling = words[..first].iter().fold(0u64, |hash, word| hash.rotate_left(TURN) ^ word.hash);
    words[first..].iter().zip(words).map(move |(last, gone)| {
        let hash = rolling.rotate_left(TURN) ^ last.hash;
        // Rotations keep the order of the words; what the first word has added is taken out again.
        rolling = hash ^ gone.hash.rotate_left(TURN * (SHINGLE as u32 - 1));
        // One multiplication at the end spreads the bits.
        (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15), gone.at)
    })
}

/// Whether a shingle is one of the quarter that is indexed.
fn is_indexed(hash: u64) -> bool {
    hash >> 62 == 0
}

fn floor_boundary(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

register_stage!(Repeats);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONG: &str = "The harbor board said on Friday that the northern pier would stay closed until the cranes had been inspected again.";

    fn run(text: &str) -> Document {
        let mut doc = Document::new("t", text).unwrap();
        Repeats::new(RepeatsConfig::default()).unwrap().process(&mut doc).unwrap();
        doc
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(run(text).text(), expected);
    }

    #[test]
    fn a_repeated_paragraph_goes_and_points_at_the_first() {
        let doc = run(&format!("{LONG}\nAnother line.\n{}\n", LONG.to_uppercase()));
        assert_eq!(doc.text(), format!("{LONG}\nAnother line.\n"));
        let region = &doc.get::<Regions>().unwrap().as_slice()[1];
        assert_eq!(doc.source_slice(region.duplicate_of.unwrap()), LONG);
    }

    #[test]
    fn headings_go_only_with_their_run() {
        check(&format!("A heading\n{LONG}\nEnd\nA heading\n{LONG}\nEnd"), &format!("A heading\n{LONG}\nEnd"));
        check("Yes.\nA heading\nNo.\nA heading\nYes.", "Yes.\nA heading\nNo.\nA heading\nYes.");
    }

    #[test]
    fn a_run_of_short_lines_goes_as_a_whole() {
        let list = "one two three four five six seven\neight nine ten eleven twelve thirteen\nfourteen fifteen sixteen seventeen eighteen nineteen twenty\n";
        check(&format!("{list}middle\n{list}"), &format!("{list}middle\n"));
    }

    #[test]
    fn near_repeats() {
        let near = LONG.replace("Friday", "Friday evening");
        check(&format!("{LONG}\n{near}"), &format!("{LONG}\n{near}"));
        let long =
            [LONG, "Nobody was hurt, and the ferries to the islands ran as usual, a spokeswoman added."]
                .join(" ");
        let near = long.replace("was hurt", "was injured");
        check(&format!("{long}\n{near}"), &format!("{long}\n{near}"));
        let tail = format!("{} So it went.", long);
        check(&format!("{long}\n{tail}"), &long);
    }

    #[test]
    fn a_title_said_twice() {
        check(
            "Pier stays closed for now\nPier Stays Closed for Now!\nText.",
            "Pier stays closed for now\nText.",
        );
    }

    #[test]
    fn different_paragraphs_stay() {
        let other = "The harbor board said on Monday that the southern pier would open as soon as the cranes had been sold to another port.";
        check(&format!("{LONG}\n{other}"), &format!("{LONG}\n{other}"));
    }

    proptest! {
        #[test]
        fn letters_at_once_are_letters_one_by_one(word in "[A-Za-z0-9]{0,20}", more in "[a-z]{0,3}") {
            let by_letter = |start: Letters, letters: &str| {
                letters.bytes().fold(start, |mut all, letter| {
                    all.push(letter.to_ascii_lowercase());
                    all
                })
            };
            let slowly = by_letter(by_letter(Letters::default(), &word), &more);
            prop_assert_eq!(by_letter(Letters::plain(word.as_bytes()), &more).hash(), slowly.hash());
        }

        #[test]
        fn any_text_is_safe_and_nothing_is_left_to_remove(text in "([ab .]{0,30}\\n?|\\PC{0,20}\\n){0,12}") {
            let once = run(&text);
            let twice = run(once.text());
            prop_assert!(twice.text().len() <= once.text().len());
        }
    }
}
