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
/// From which likelihood on the model overrules a cue in a dump.
const SURE: f32 = 0.9;

impl Sorter<'_> {
    /// Whether a text needs no model: nearly all of it is running text, and no line gives a cue.
    pub(crate) fn is_surely_clean(&self, cues: &[Option<Cue>]) -> bool {
        let sum = |is: &dyn Fn(usize) -> bool| -> u64 {
            (0..self.lines.len()).filter(|line| is(*line)).map(|line| u64::from(self.lines[line].words)).sum()
        };
        let all = sum(&|_| true);
        let running = sum(&|line| self.lines[line].is_body());
        let cued = cues.iter().flatten().count();
        all == 0 || running * 100 >= all * 95 && cued * 12 <= self.lines.len()
    }

    /// Labels the lines that are not the article by what the model says of them.
    pub(crate) fn apply_model(&mut self, cues: &[Option<Cue>], likely: &[f32], dump: bool) {
        let threshold = if dump { self.config.dump_threshold } else { self.config.threshold };
        if dump {
            for (line, likely) in likely.iter().enumerate() {
                let alone = cues[line].as_ref().is_some_and(|cue| cue.scope == Scope::Line);
                if *likely >= SURE && alone && self.lines[line].words >= 8 {
                    self.labels[line] = None;
                }
            }
        }
        let keeps = |line: &usize| likely[*line] >= threshold;
        let kept: Vec<usize> = (0..self.lines.len()).filter(keeps).filter(|line| self.labels[*line].is_none()).collect();
        let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return };
        for line in 0..self.lines.len() {
            let headline = !dump && line < first && self.lines[line].is_headline(self.text);
            if self.labels[line].is_some() || likely[line] >= threshold || self.marked[line].is_some() || headline {
                continue;
            }
            let (kind, reason) = self.other(line, first, last);
            self.set(line, kind, reason);
        }
        if dump {
            self.dump_title(first);
        }
    }

    /// What a line is that is not the article.
    fn other(&self, line: usize, first: usize, last: usize) -> (RegionKind, &'static str) {
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
        let found = (from..first).rev().filter(fits).max_by_key(|line| (self.lines[*line].words.min(6), *line));
        if let Some(line) = found {
            self.has_title = true;
            self.set(line, RegionKind::Title, "headline: above the text of a dump");
            self.cut_title = !self.config.keep_title;
        }
    }
}
