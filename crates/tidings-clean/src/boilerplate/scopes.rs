//! Cues with a scope: what belongs to a comment counter, a list of links, a note on the author.

use tidings_core::RegionKind;

use super::cues::{Cue, Scope};
use super::line::Line;
use super::stage::{Label, Sorter};

/// Most headlines that are taken after the heading of a list of links.
const MAX_LINKS: usize = 15;

/// How many comment cues of one document are looked into: each look reads on to the end.
const MAX_TRIES: u32 = 8;

impl Sorter<'_> {
    /// Labels every line that a cue speaks of. Says which cues proved to be headings of the article.
    pub(crate) fn apply_cues(&mut self, cues: &[Option<Cue>]) -> Vec<usize> {
        let mut headings = Vec::new();
        let (mut body_words, mut tries) = (0, MAX_TRIES);
        let mut line = 0;
        while line < self.lines.len() {
            let Some(cue) = &cues[line] else {
                if self.lines[line].is_body() && self.labels[line].is_none() {
                    body_words += self.lines[line].words;
                }
                line += 1;
                continue;
            };
            self.label(line, cue.kind, reason(cue));
            line += 1;
            let taken = match cue.scope {
                Scope::Line => 0,
                Scope::Comments if body_words >= self.config.min_body_words && tries > 0 => {
                    tries -= 1;
                    self.comments(line, cue, body_words, cues)
                }
                Scope::Comments => 0,
                Scope::Links => self.links(line, cue, cues),
                Scope::Author => self.author(line, cues),
            };
            // "Discussion" above text that is none of readers is a heading of the article.
            let heads = cue.is_weak() && taken == 0 && body_words >= self.config.min_body_words;
            if heads && self.lines.get(line).is_some_and(Line::is_body) {
                self.labels[line - 1] = None;
                headings.push(line - 1);
            }
            line += taken;
        }
        headings
    }

    /// Labels the headings of boxes: a short line above a notice, with no text after the notice.
    pub(crate) fn box_headings(&mut self) {
        for line in 1..self.lines.len().saturating_sub(1) {
            let form = self.lines[line];
            let heads = self.labels[line].is_none() && form.words <= 4 && form.is_headline(self.text);
            let above = |next: usize| self.labels.get(next).is_none_or(Option::is_some);
            let notice = self.labels[line + 1].as_ref().is_some_and(|next| next.kind == RegionKind::Widget);
            if heads && notice && self.lines[line + 1].words >= 5 && above(line + 2) {
                self.label(line, RegionKind::Widget, "heading of a box");
            }
        }
    }

    /// Labels the rules of dashes and stars below the text.
    pub(crate) fn separators(&mut self) {
        for line in (0..self.lines.len())
            .rev()
            .filter(|&line| self.labels[line].is_none())
            .take(4)
            .collect::<Vec<_>>()
        {
            if self.slice(line).contains(char::is_alphanumeric) {
                return;
            }
            self.label(line, RegionKind::Widget, "separator below the text");
        }
    }

    /// Labels the headlines after the heading of a list of links. Says how many lines.
    fn links(&mut self, start: usize, cue: &Cue, cues: &[Option<Cue>]) -> usize {
        let is_link = |line: &usize| {
            let form = self.lines[*line];
            cues[*line].is_none()
                && form.words <= 25
                && (form.is_headline(self.text) || form.bullet || !form.closed)
        };
        let run = (start..self.lines.len()).take(MAX_LINKS).take_while(is_link).count();
        // Before running text, the last headline may be a heading of the article.
        let goes_on = self.lines.get(start + run).is_some_and(Line::is_body) && cues[start + run].is_none();
        let run = if goes_on { run.saturating_sub(1) } else { run };
        for line in start..start + run {
            self.label(line, RegionKind::Related, format!("headline after `{}`", cue.name));
        }
        run
    }

    /// Labels the note on the author. Says how many lines.
    fn author(&mut self, start: usize, cues: &[Option<Cue>]) -> usize {
        let is_note = |line: &usize| cues[*line].is_none() && is_about_a_writer(self.slice(*line));
        let run = (start..self.lines.len()).take(2).take_while(is_note).count();
        for line in start..start + run {
            self.label(line, RegionKind::Byline, "note on the author");
        }
        run
    }

    pub(super) fn label(
        &mut self,
        line: usize,
        kind: RegionKind,
        reason: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        if self.labels[line].is_none() {
            self.labels[line] = Some(Label { kind, reason: reason.into() });
        }
    }
}

fn reason(cue: &Cue) -> String {
    let what = match cue.kind {
        RegionKind::Widget if cue.scope == Scope::Comments => "comment counter or form",
        RegionKind::Widget => "page control or notice",
        RegionKind::Related => "link to other articles",
        RegionKind::SourceList => "source line",
        RegionKind::PhotoCredit => "photo credit",
        RegionKind::Share => "share bar",
        RegionKind::Byline => "byline",
        _ => "navigation",
    };
    format!("{what}: cue `{}`", cue.name)
}

/// Whether a line reads like a note on a writer.
fn is_about_a_writer(line: &str) -> bool {
    const WORDS: [&str; 22] = [
        " covers ",
        " covered ",
        " reports on ",
        " reporter",
        " correspondent",
        " journalist",
        " editor",
        " writer",
        " writes ",
        " written for ",
        " author of ",
        " based in ",
        " joined ",
        " columnist",
        " freelance",
        " fellow ",
        " professor",
        " contributor",
        " lives in ",
        " graduate",
        " worked as ",
        " his work ",
    ];
    line.len() <= 1200 && WORDS.iter().any(|word| line.contains(word))
}
