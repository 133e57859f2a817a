//! What the model says of the lines of a text, turned into labels.
//!
//! In a dump every line must earn its place, and the headline stands somewhere above the text. In a text that is nearly
//! clean a line goes only if the model is sure that it is something else.

use tidings_core::RegionKind;

use super::cues::{Cue, Scope};
use super::head::byline;
use super::scopes::speaks;
use super::stage::Sorter;

/// Lines that are less likely to be the article than this speak for a block of comments at the end, others against it.
const UNLIKELY: f32 = 0.6;
/// Fewer words at the end of a text are no block of comments.
const LEAST_COMMENT_WORDS: u32 = 25;
/// Where every so many lines somebody's turn begins with a name, it is an interview.
const INTERVIEW: usize = 6;
/// How many lines above the text the headline is looked for.
const ABOVE: usize = 12;
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

    /// Whether the end of a text sounds like readers who talk to each other: comments that nothing announces. In an
    /// interview people talk too, but their turns carry their names.
    pub(crate) fn ends_in_conversation(&self) -> bool {
        let end = self.lines.len() - self.lines.len() * 2 / 5..self.lines.len();
        let least = (end.len() * 3).div_ceil(10).max(2);
        end.clone().filter(|&line| speaks(self.slice(line))).take(least).count() >= least
            && end.clone().filter(|&line| is_turn(self.slice(line))).count() * INTERVIEW < end.len()
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
    pub(crate) fn apply_where_sure(&mut self, likely: &[f32]) {
        let Some((first, last)) = self.kept(likely, self.config.threshold) else { return };
        for (line, likely) in likely.iter().enumerate() {
            let headline = line < first && self.lines[line].is_headline(self.text);
            if *likely < self.config.threshold && !headline {
                self.cut(line, first, last);
            }
        }
    }

    /// Labels the comments at the end of a text that nothing announces. They are found as one block: from where on the
    /// model is surest that what follows is not the article.
    pub(crate) fn cut_conversation(&mut self, likely: &[f32]) {
        let (mut sum, mut best, mut from) = (0.0, 0.0, likely.len());
        for line in (0..likely.len()).rev() {
            sum += self.lines[line].words as f32 * (UNLIKELY - likely[line]);
            if sum > best {
                (best, from) = (sum, line);
            }
        }
        let (words, speaking) = (from..likely.len()).fold((0, 0), |(words, speaking), line| {
            (words + self.lines[line].words, speaking + usize::from(speaks(self.slice(line))))
        });
        // Some text must be left, and some of the block must sound like comments.
        if from == 0 || words < LEAST_COMMENT_WORDS || speaking * 5 < likely.len() - from {
            return;
        }
        for line in from..likely.len() {
            if self.labels[line].is_none() && self.marked[line].is_none() {
                self.set(line, RegionKind::Comment, "comments at the end, by their wording");
            }
        }
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

/// Whether a line begins with the name of who speaks: "Ada Lund: …", "Q: …", "((Ada Lund)) …".
fn is_turn(line: &str) -> bool {
    if line.starts_with("((") {
        return true;
    }
    let Some(colon) = memchr::memchr(b':', &line.as_bytes()[..line.len().min(40)]) else { return false };
    let (name, said) = line.split_at(colon);
    let capitalized = |word: &str| word.starts_with(char::is_uppercase);
    said.starts_with(": ")
        && said.len() > 12
        && name.split(' ').count() <= 3
        && name.split(' ').all(capitalized)
}
