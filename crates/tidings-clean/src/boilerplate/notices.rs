//! Notices that stand in an article and are none of it: corrections, the standing parts of press releases, pitches of a
//! paywall, notices of consent.
//!
//! They are sentences, so no rule of form finds them. Each kind has its own wording, and is looked for only where it stands: the
//! parts of a press release and the pitch of a paywall below the text, a notice of consent above or below it.

use std::ops::Range;

use tidings_core::RegionKind;

use super::notice_wordings::{
    about, asks_for_consent, corrects, describes, has_address, is_caution_heading, is_contact_heading,
    is_correction_heading, is_end_mark, is_offer, is_release_label, is_wall, is_wired, may_ask_for_consent,
    may_be_wall, may_correct, opens_correction,
};
use super::stage::Sorter;

/// So much running text stands above the parts of a press release, in words.
const LEAST_BODY: u32 = 20;
/// Longest notice of a correction, in words.
const LONGEST_CORRECTION: u32 = 150;
/// How many lines at each end of a text a notice of consent is looked for in.
const ENDS: usize = 6;
/// A pitch of a paywall has so many lines and words at most.
const LONGEST_PITCH: (usize, u32) = (8, 160);

impl Sorter<'_> {
    /// Labels all notices.
    pub(super) fn notices(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        self.corrections();
        self.release();
        self.consent();
        self.pitch();
    }

    fn open(&self, line: usize) -> bool {
        self.labels[line].is_none() && !self.lines[line].glued
    }

    /// What corrects an earlier version of the article.
    fn corrections(&mut self) {
        for line in 0..self.lines.len() {
            let slice = self.slice(line);
            if !self.open(line) || self.lines[line].words > LONGEST_CORRECTION || !may_correct(slice) {
                continue;
            }
            let lower = self.slice(line).to_lowercase();
            let alone = self.lines[line].words <= 3 && is_correction_heading(&lower);
            if alone && line + 1 < self.lines.len() && corrects(&self.slice(line + 1).to_lowercase()) {
                self.label(line, RegionKind::Correction, "heading of a correction");
                self.label(line + 1, RegionKind::Correction, "correction of an earlier version");
            } else if opens_correction(&lower) {
                self.label(line, RegionKind::Correction, "correction of an earlier version");
            }
        }
    }

    /// The standing parts of a press release.
    fn release(&mut self) {
        for line in 0..self.lines.len().min(ENDS) {
            if self.open(line) && self.lines[line].words <= 12 && is_release_label(self.slice(line)) {
                self.label(line, RegionKind::Widget, "label of a press release");
            }
        }
        let release = self.is_release();
        let (mut body, mut line) = (0, 0);
        while line < self.lines.len() {
            let form = self.lines[line];
            let part = if self.open(line) && body >= LEAST_BODY { self.part(line) } else { None };
            let part = part.filter(|(kind, ..)| *kind != RegionKind::About || release);
            let Some((kind, reason, end)) = part else {
                body += if form.is_body() { form.words } else { 0 };
                line += 1;
                continue;
            };
            for part in line..end {
                self.label(part, kind, reason);
            }
            line = end;
        }
    }

    /// Whether a text is a press release, by its label, its wire or its last lines.
    fn is_release(&self) -> bool {
        let count = self.lines.len();
        let head = (0..count.min(ENDS)).any(|line| {
            let slice = self.slice(line);
            is_release_label(slice) && self.lines[line].words <= 12 || is_wired(slice)
        });
        head || (count / 3..count).any(|line| {
            let (short, last) = (self.lines[line].words <= 12, line + ENDS >= count);
            if !short && !last {
                return false;
            }
            let lower = self.slice(line).to_lowercase();
            short && (is_caution_heading(&lower) || is_contact_heading(&lower))
                || last && (is_end_mark(&lower) || self.slice(line).starts_with("SOURCE "))
        })
    }

    /// The part of a press release that begins at a line: what it is, why, and where it ends.
    fn part(&self, line: usize) -> Option<(RegionKind, &'static str, usize)> {
        let (slice, words) = (self.slice(line), self.lines[line].words);
        let last = line + ENDS >= self.lines.len();
        if words > 12 && !last && !slice.contains("orward-looking") && !slice.contains("ORWARD-LOOKING") {
            return None;
        }
        let lower = slice.to_lowercase();
        if words <= 12 && is_caution_heading(&lower) {
            let end = self.while_text(line + 1, |text| {
                text.contains("forward-looking") || text.contains("actual results")
            });
            return Some((RegionKind::Disclaimer, "caution on statements about the future", end));
        }
        if lower.contains("forward-looking statements")
            && lower.contains("risks")
            && !slice.contains(['“', '"'])
        {
            return Some((RegionKind::Disclaimer, "caution on statements about the future", line + 1));
        }
        if let Some(name) = about(slice).filter(|_| words <= 10) {
            let end = self.while_text(line + 1, |text| describes(text, name));
            return (end > line + 1).then_some((RegionKind::About, "about the organization", end));
        }
        if words <= 10 && is_contact_heading(&lower) {
            let end = (line + 1..self.lines.len()).take(8).find(|&next| !self.is_contact(next));
            let end = end.unwrap_or((line + 9).min(self.lines.len()));
            let reached = (line..end).any(|line| has_address(self.slice(line)));
            return reached.then_some((RegionKind::Contact, "whom to ask", end));
        }
        if last && words <= 10 && slice.starts_with("SOURCE ") && !slice.ends_with('.') {
            return Some((RegionKind::SourceList, "source of a press release", line + 1));
        }
        (last && is_end_mark(slice)).then_some((RegionKind::Widget, "end of a press release", line + 1))
    }

    /// Where the paragraphs below a heading end: the first must be told by `is`, the others by standing below it without a heading.
    fn while_text(&self, start: usize, is: impl Fn(&str) -> bool) -> usize {
        if start >= self.lines.len() || !self.open(start) || !is(&self.slice(start).to_lowercase()) {
            return start;
        }
        let goes_on =
            |line: &usize| self.open(*line) && self.lines[*line].is_body() && self.part(*line).is_none();
        start + 1 + (start + 1..self.lines.len()).take(4).take_while(goes_on).count()
    }

    /// Whether a line belongs to an address: short, and no sentence.
    fn is_contact(&self, line: usize) -> bool {
        let (slice, form) = (self.slice(line), self.lines[line]);
        self.open(line)
            && form.words <= 14
            && (has_address(slice) || !form.closed)
            && about(slice).is_none()
            && !slice.starts_with("SOURCE ")
            && !is_end_mark(slice)
    }

    /// A notice by which a page asks for consent.
    fn consent(&mut self) {
        let count = self.lines.len();
        for line in (0..count.min(ENDS)).chain(count.saturating_sub(ENDS).max(count.min(ENDS))..count) {
            if self.open(line)
                && self.lines[line].words >= 8
                && may_ask_for_consent(self.slice(line))
                && asks_for_consent(&self.slice(line).to_lowercase())
            {
                self.label(line, RegionKind::Widget, "notice of consent");
            }
        }
    }

    /// The pitch of a paywall: the last lines, from the first on that says so.
    fn pitch(&mut self) {
        let count = self.lines.len();
        let is_wall = |line: &usize| {
            let slice = self.slice(*line);
            may_be_wall(slice) && is_wall(&slice.to_lowercase(), self.lines[*line].words)
        };
        let tail = count.saturating_sub(LONGEST_PITCH.0).max(1)..count;
        let Some(start) = tail.filter(|line| !self.lines[*line].glued).find(is_wall) else { return };
        let words: u32 = (start..count).map(|line| self.lines[line].words).sum();
        let body: u32 = self.words_of_text(0..start);
        let pitched = |line: usize| {
            self.labels[line].is_some()
                || is_offer(&self.slice(line).to_lowercase())
                || !self.lines[line].closed
        };
        let all = (start + 1..count).all(pitched);
        if words > LONGEST_PITCH.1 || body < 8 || words > body * 3 || !all {
            return;
        }
        for line in start..count {
            self.label(line, RegionKind::Widget, "pitch of a paywall");
        }
        self.walled = true;
    }

    fn words_of_text(&self, lines: Range<usize>) -> u32 {
        lines.filter(|line| self.labels[*line].is_none()).map(|line| self.lines[line].words).sum()
    }
}
