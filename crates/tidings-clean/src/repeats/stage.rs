//! `clean.repeats`: removes paragraphs that stand in the document before, exactly or nearly.
//!
//! Every paragraph is one hash of its folded words, so exact repeats cost one table look-up. Near repeats
//! are found by word shingles (Broder, "On the resemblance and containment of documents", 1997), a quarter
//! of which is indexed; a candidate is then verified against all shingles of the earlier passage, in a window
//! whose size depends on the later paragraph alone. Both are linear in the length of the document.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, EditList, Layer, Regions, SettingError, SourceFormat, Span, Stage, StageError, StageType,
    register_stage,
};

use super::pastes::{Form, Passage, form};
use super::words::{Fold, Word, fold, is_indexed, shingles};
use crate::lines::{cut_line_breaks, lines};

/// Settings of `clean.repeats`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RepeatsConfig {
    /// Shortest passage that is removed, in words of its running text; three times as long on pages. Shorter lines (headings, list items) go only with a
    /// repeated passage around them, or if they repeat the line just before.
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
        RepeatsConfig { min_words: 20, near_min_words: 20, near: 0.85, min_run: 3 }
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
        let config = self.config_for(doc.format());
        let found = Finder::new(&config, doc.text(), &lines).find();
        doc.clock().check()?;
        let edits = if found.iter().flatten().count() <= MOST_REPEATS {
            edits(&lines, &found)
        } else {
            let (lines, found) = joined(&lines, &found);
            edits(&lines, &found)
        };
        doc.edit(edits)?;
        Ok(())
    }
}

impl Repeats {
    /// The settings for a format: a page is read block by block, so that what it says twice it mostly says on purpose.
    fn config_for(&self, format: SourceFormat) -> RepeatsConfig {
        let config = self.config.clone();
        match format {
            SourceFormat::Text => config,
            SourceFormat::Html => {
                RepeatsConfig { min_words: config.min_words.saturating_mul(ON_PAGES), ..config }
            }
        }
    }
}

/// How many times as long a passage of a page must be.
const ON_PAGES: u32 = 3;
/// So many repeated lines are cut one by one. Where there are more, neighbors are one region: a document may be nothing but lines.
const MOST_REPEATS: usize = 4096;

/// Cuts lines that repeat a passage.
fn edits(lines: &[Span], found: &[Option<Repeat<Span>>]) -> EditList {
    let mut edits = EditList::new();
    for (line, repeat) in lines.iter().zip(found) {
        let Some(repeat) = repeat else { continue };
        edits.delete_duplicate(*line, repeat.of, repeat.why.reason());
    }
    cut_line_breaks(lines, |line| found[line].is_some(), &mut edits);
    edits
}

/// The lines, with repeated ones side by side as one that repeats what the first of them repeats.
fn joined(lines: &[Span], found: &[Option<Repeat<Span>>]) -> (Vec<Span>, Vec<Option<Repeat<Span>>>) {
    let mut out: (Vec<Span>, Vec<Option<Repeat<Span>>>) = Default::default();
    for (line, repeat) in lines.iter().zip(found) {
        match (out.0.last_mut(), out.1.last()) {
            (Some(last), Some(Some(_))) if repeat.is_some() => *last = last.cover(*line),
            _ => {
                out.0.push(*line);
                out.1.push(*repeat);
            }
        }
    }
    out
}

/// A line that repeats an earlier one: by its number, or by its place.
#[derive(Clone, Copy)]
struct Repeat<Of> {
    of: Of,
    why: Why,
}

#[derive(Clone, Copy, PartialEq, Eq)]
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

/// Longer lines say the same by no accident, in words: a passage is looked for around them.
const SEED: u32 = 10;
/// How many lines the head of an article has, where a headline may be given twice.
const HEAD: usize = 4;
/// A passage of short lines is so many times as long as one of running text.
const SHORT_LINES: u32 = 5;

struct Finder<'a> {
    config: &'a RepeatsConfig,
    text: &'a str,
    lines: &'a [Span],
    folds: Vec<Fold>,
    /// First line of every folded line.
    first: FxHashMap<u64, usize>,
    /// Line and byte of the first occurrence of indexed shingles.
    shingles: FxHashMap<u64, (usize, u32)>,
    found: Vec<Option<Repeat<u32>>>,
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

    fn find(mut self) -> Vec<Option<Repeat<Span>>> {
        let mut words = Vec::new();
        for line in 0..self.lines.len() {
            let fold = fold(self.text, self.lines[line], &mut words);
            self.folds.push(fold);
            self.found[line] = self.repeat_of(line, fold, &words);
            // What is nearly a repeat may prove to be none, and be repeated itself.
            self.first.entry(fold.hash).or_insert(line);
            if self.found[line].is_none() {
                self.index(line, &words);
            }
        }
        self.extend_runs();
        self.keep_what_is_no_paste();
        self.short_runs();
        // A repeat points at what stays.
        for line in 0..self.found.len() {
            let Some(repeat) = self.found[line] else { continue };
            let of = self.found[repeat.of as usize].map_or(repeat.of, |earlier| earlier.of);
            self.found[line] = Some(Repeat { of, ..repeat });
        }
        let place = |repeat: Repeat<u32>| Repeat { of: self.lines[repeat.of as usize], why: repeat.why };
        self.found.into_iter().map(|repeat| repeat.map(place)).collect()
    }

    fn repeat_of(&self, line: usize, fold: Fold, words: &[Word]) -> Option<Repeat<u32>> {
        let earlier = self.first.get(&fold.hash).copied().filter(|&of| self.folds[of] == fold);
        match earlier {
            Some(of) if fold.words >= SEED => Some(Repeat { of: of as u32, why: Why::Exact }),
            Some(of) if of + 1 == line && fold.words >= if line < HEAD { 4 } else { 8 } => {
                Some(Repeat { of: of as u32, why: Why::Adjacent })
            }
            _ => self.near_repeat(words),
        }
    }

    fn near_repeat(&self, words: &[Word]) -> Option<Repeat<u32>> {
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
        let near = self.is_contained(words, of, byte);
        near.then_some(Repeat { of: of as u32, why: Why::Near })
    }

    /// Whether most of the shingles of `words` stand in the line `of` around `byte`, and all of its numbers and names.
    fn is_contained(&self, words: &[Word], of: usize, byte: u32) -> bool {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let reach = (last.at - first.at) * 3 / 2 + 64;
        let line = self.lines[of];
        let start = floor_boundary(self.text, byte.saturating_sub(reach).max(line.start));
        let end = floor_boundary(self.text, byte.saturating_add(reach).min(line.end));
        let mut around = Vec::new();
        fold(self.text, Span::new(start, end), &mut around);
        let known: FxHashSet<u64> = shingles(&around).map(|(hash, _)| hash).collect();
        let total = shingles(words).count();
        let held = shingles(words).filter(|(hash, _)| known.contains(hash)).count();
        if (held as f32) < total.max(1) as f32 * self.config.near {
            return false;
        }
        // The same sentence of another day, place or company says another thing.
        let known: FxHashSet<u64> = around.iter().map(|word| word.hash).collect();
        words.iter().all(|word| known.contains(&word.hash) || !is_name_or_number(self.text, word.at))
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
        let of = step(repeat.of as usize);
        if of < to && self.folds.get(of) == Some(&self.folds[to]) {
            let of = self.found[of].map_or(of as u32, |earlier| earlier.of);
            self.found[to] = Some(Repeat { of, why: Why::Run });
        }
    }

    /// Takes back what was found of passages that were not pasted.
    fn keep_what_is_no_paste(&mut self) {
        let mut start = 0;
        while start < self.lines.len() {
            let Some(first) = self.found[start] else {
                start += 1;
                continue;
            };
            let goes_on = |step: &usize| {
                self.found
                    .get(start + step)
                    .copied()
                    .flatten()
                    .is_some_and(|next| next.of == first.of + *step as u32)
            };
            let run = start..start + (0..self.lines.len()).take_while(goes_on).count();
            let title = first.why == Why::Adjacent && run.len() == 1 && self.form(start) != Form::Item;
            if !title && !self.passage(run.clone(), first.of as usize).is_paste(self.config.min_words) {
                self.found[run.clone()].fill(None);
            }
            start = run.end;
        }
    }

    fn passage(&self, lines: Range<usize>, of: usize) -> Passage {
        let is_heading = |before: Option<usize>| before.is_some_and(|line| self.form(line) == Form::Heading);
        let headed = is_heading(lines.start.checked_sub(1)) && is_heading(of.checked_sub(1));
        let text = lines.filter(|line| self.form(*line) == Form::Text);
        let (words, lines) =
            text.fold((0, 0), |(words, lines), line| (words + self.folds[line].words, lines + 1));
        Passage { words, lines, headed }
    }

    fn form(&self, line: usize) -> Form {
        form(self.lines[line].slice(self.text).unwrap_or(""), self.folds[line].words)
    }

    /// Finds repeated runs in which every line is short.
    fn short_runs(&mut self) {
        let mut line = 0;
        while line < self.lines.len() {
            let run = self.short_run(line);
            let no_item = |line: &usize| self.form(*line) != Form::Item;
            let words: u32 = (line..line + run).filter(no_item).map(|line| self.folds[line].words).sum();
            if run >= self.config.min_run as usize && words >= SHORT_LINES * self.config.min_words {
                let of = self.first[&self.folds[line].hash];
                for step in 0..run {
                    self.found[line + step] = Some(Repeat { of: (of + step) as u32, why: Why::Run });
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

/// Whether the word at a byte is a number, or begins with a capital that no sentence before it explains.
fn is_name_or_number(text: &str, at: u32) -> bool {
    let (before, word) = text.split_at_checked(at as usize).unwrap_or_default();
    let opens = before.trim_end_matches([' ', '"', '“', '”']).ends_with(['.', '!', '?', '…']);
    word.starts_with(char::is_numeric) || word.starts_with(char::is_uppercase) && !opens
}

fn floor_boundary(text: &str, at: u32) -> u32 {
    (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

register_stage!(Repeats);
