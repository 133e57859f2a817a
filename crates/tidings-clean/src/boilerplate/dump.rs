//! What the model says of the lines of a text, turned into labels.
//!
//! In a dump every line must earn its place, and the headline stands somewhere above the text. In a text that is nearly
//! clean a line goes only if the model is sure that it is something else.

use tidings_core::RegionKind;

use super::cues::{Cue, Scope};
use super::head::byline;
use super::stage::Sorter;

/// How many lines above the text the headline is looked for.
const ABOVE: usize = 12;
/// So many entries make a list.
const LEAST_ENTRIES: usize = 4;
/// How many lines a cue speaks for in a nearly clean text.
const REACH: usize = 8;
/// From which likelihood on the model overrules a cue in a dump.
const SURE: f32 = 0.9;

impl Sorter<'_> {
    /// Whether a text needs no model: nearly all of it is running text, and no line gives a cue.
    pub(crate) fn is_surely_clean(&self, cues: &[Option<Cue>], conversation: bool) -> bool {
        let sum = |is: &dyn Fn(usize) -> bool| -> u64 {
            (0..self.lines.len()).filter(|line| is(*line)).map(|line| u64::from(self.lines[line].words)).sum()
        };
        let all = sum(&|_| true);
        let running = sum(&|line| self.lines[line].is_body());
        let cued = cues.iter().flatten().count();
        all == 0 || running * 100 >= all * 95 && cued * 12 <= self.lines.len() && !conversation
    }

    /// Labels the lines of a dump that are not the article, and finds its headline.
    pub(crate) fn apply_to_dump(&mut self, cues: &[Option<Cue>], likely: &[f32]) {
        for (line, likely) in likely.iter().enumerate() {
            let alone = cues[line].as_ref().is_some_and(|cue| cue.scope == Scope::Line);
            if *likely >= SURE && alone && self.lines[line].words >= 8 {
                self.labels[line] = None;
            }
        }
        let Some((first, last)) = self.kept(likely, self.config.dump_threshold) else { return };
        for (line, likely) in likely.iter().enumerate() {
            if *likely < self.config.dump_threshold {
                self.cut(line, first, last);
            }
        }
        self.dump_title(first);
    }

    /// Labels the lines of a nearly clean text that are surely not the article. What may be its headline is none of them.
    pub(crate) fn apply_where_sure(&mut self, cues: &[Option<Cue>], likely: &[f32]) {
        let Some((first, last)) = self.kept(likely, self.config.threshold) else { return };
        let sure = |line: usize| likely[line] < self.config.threshold;
        let headline = |line: usize| line < first && self.lines[line].is_headline(self.text);
        // Tour dates, results and addresses are unlike an article too: lines go only with a cue near them.
        let mut near = vec![false; likely.len()];
        for cued in (0..likely.len()).filter(|line| cues[*line].is_some()) {
            let run = |line: &usize| sure(*line) || self.labels[*line].is_some();
            let above = (cued.saturating_sub(REACH)..cued).rev().take_while(run);
            let below = (cued + 1..likely.len()).take(REACH).take_while(run);
            above.chain(below).chain([cued]).for_each(|line| near[line] = true);
        }
        let entries = self.entries();
        let goes = |line: &usize| sure(*line) && near[*line] && !headline(*line) && !entries[*line];
        let cut: Vec<usize> = (0..likely.len()).filter(goes).collect();
        for line in cut {
            self.cut(line, first, last);
        }
    }

    /// Which lines are entries of a list of days, results or prices: several side by side, each with a number.
    pub(super) fn entries(&self) -> Vec<bool> {
        let numbered = |line: usize| self.slice(line).bytes().any(|byte| byte.is_ascii_digit());
        let forms: Vec<bool> =
            (0..self.lines.len()).map(|line| numbered(line) && self.lines[line].words <= 12).collect();
        let lists = forms.chunk_by(|this, next| this == next);
        lists.flat_map(|list| list.iter().map(|entry| *entry && list.len() >= LEAST_ENTRIES)).collect()
    }

    /// The first and the last line that stay.
    fn kept(&self, likely: &[f32], threshold: f32) -> Option<(usize, usize)> {
        let stays = |line: &usize| likely[*line] >= threshold && self.labels[*line].is_none();
        let mut kept = (0..self.lines.len()).filter(stays);
        let first = kept.next()?;
        Some((first, kept.next_back().unwrap_or(first)))
    }

    fn cut(&mut self, line: usize, first: usize, last: usize) {
        if self.labels[line].is_none() && self.marked[line].is_none() {
            let (kind, reason) = self.other(line, first, last);
            self.set(line, kind, reason);
        }
    }

    /// What a line is that is not the article.
    fn other(&self, line: usize, first: usize, last: usize) -> (RegionKind, &'static str) {
        if !self.slice(line).contains(char::is_alphanumeric) {
            return (RegionKind::Widget, "separator");
        }
        let near_head = line + ABOVE >= first && line <= first + 4;
        if near_head && byline(self.slice(line), self.lines[line].words, true).is_some() {
            return (RegionKind::Byline, "byline or date at the head");
        }
        match line {
            line if line < first => (RegionKind::Navigation, "above the article"),
            line if line > last => (RegionKind::Navigation, "below the article"),
            _ => (RegionKind::Widget, "unlike the article around it"),
        }
    }

    /// Finds the headline of a dump: the last line above the text that has the form of one and is no byline.
    fn dump_title(&mut self, first: usize) {
        let from = first.saturating_sub(ABOVE);
        let fits = |line: &usize| {
            let form = self.lines[*line];
            let open = self.labels[*line].as_ref().is_some_and(|label| label.kind == RegionKind::Navigation);
            open && form.is_headline(self.text) && form.words >= 3
        };
        // A headline of some length, before one that may be a section or a name.
        let found =
            (from..first).rev().filter(fits).max_by_key(|line| (self.lines[*line].words.min(6), *line));
        if let Some(line) = found {
            self.has_title = true;
            self.set(line, RegionKind::Title, "headline: above the text of a dump");
            self.cut_title = !self.config.keep_title;
        }
    }
}
