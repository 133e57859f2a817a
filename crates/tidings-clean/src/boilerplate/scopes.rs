//! Cues with a scope: what belongs to a comment counter, a list of links, a note on the author.

use tidings_core::RegionKind;

use super::cues::{Cue, Scope};
use super::line::Line;
use super::stage::{Label, Sorter};
use crate::scan::{equal, places};

/// Most headlines that are taken after the heading of a list of links.
const MAX_LINKS: usize = 15;

/// How many comment cues of one document are looked into: each look reads on to the end.
const MAX_TRIES: u32 = 8;

impl Sorter<'_> {
    /// Labels every line that a cue speaks of.
    pub(crate) fn apply_cues(&mut self, cues: &[Option<Cue>]) {
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
            line += match cue.scope {
                Scope::Line => 0,
                Scope::Comments if body_words >= self.config.min_body_words && tries > 0 => {
                    tries -= 1;
                    self.comments(line, cue, body_words)
                }
                Scope::Comments => 0,
                Scope::Links => self.links(line, cue, cues),
                Scope::Author => self.author(line, cues),
            };
        }
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

    /// Labels everything from `start` on as comments, unless it reads like an article. Says how many lines.
    fn comments(&mut self, start: usize, cue: &Cue, words_before: u32) -> usize {
        if self.is_article(start, words_before) || cue.is_weak() && !self.is_personal(start) {
            return 0;
        }
        for line in start..self.lines.len() {
            self.label(line, RegionKind::Comment, format!("comment block after `{}`", self.slice(start - 1)));
        }
        self.lines.len() - start
    }

    /// Clear evidence that the text after a comment cue is the article: it is long, it reports, and nobody in it
    /// speaks of themselves or to others.
    fn is_article(&self, start: usize, words_before: u32) -> bool {
        let (mut body, mut words, mut personal, mut reporting) = (0u32, 0u32, 0u32, 0u32);
        for line in start..self.lines.len() {
            if !self.lines[line].is_body() {
                continue;
            }
            body += 1;
            words += self.lines[line].words;
            let voice = voice(self.slice(line));
            personal += u32::from(voice.personal);
            reporting += u32::from(voice.reporting);
        }
        let impersonal = personal * 10 <= body;
        let reports = reporting * 2 >= body || reporting * 4 >= body && words > 120;
        body >= 3 && impersonal && (reports || words > 2 * words_before)
    }

    /// Whether somebody speaks of themselves or to others in a fifth of the lines from `start` on.
    fn is_personal(&self, start: usize) -> bool {
        let lines = start..self.lines.len();
        let personal = lines.clone().filter(|&line| voice(self.slice(line)).personal).count();
        personal * 5 >= lines.len()
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

    fn label(&mut self, line: usize, kind: RegionKind, reason: impl Into<std::borrow::Cow<'static, str>>) {
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

struct Voice {
    personal: bool,
    reporting: bool,
}

/// How many words of a line are looked at.
const LOOKED_AT: usize = 100;

/// Words by which somebody speaks of themselves or to others.
const PERSONAL: [&str; 19] = [
    "I", "I'm", "I’m", "I've", "I’ve", "my", "My", "me", "you", "You", "your", "Your", "You're", "You’re",
    "Agreed", "agree", "lol", "LOL", "Reply",
];
/// Words by which somebody reports what others have said.
const REPORTING: [&str; 5] = ["said", "says", "according", "told", "announced"];

/// Who speaks in a line.
fn voice(line: &str) -> Voice {
    Voice {
        personal: is_personal(line),
        reporting: telling_words(line).any(|word| REPORTING.contains(&word)),
    }
}

/// Whether somebody speaks of themselves or to others.
fn is_personal(line: &str) -> bool {
    line.contains('@') || telling_words(line).any(|word| PERSONAL.contains(&word))
}

/// Whether one of the words that tell who speaks begins with a byte: nearly all words of a text do not.
fn may_tell(first: u8) -> bool {
    matches!(first, b'I' | b'm' | b'M' | b'y' | b'Y' | b'A' | b'a' | b'l' | b'L' | b'R' | b's' | b't')
}

/// The words of a line that may tell who speaks, by their first letter; without marks around them.
fn telling_words(line: &str) -> impl Iterator<Item = &str> {
    let no_letter = |c: char| !c.is_alphanumeric();
    let starts = std::iter::once(0).chain(places(line, |eight| equal(eight, b' ')).map(|space| space + 1));
    starts.take(LOOKED_AT).filter_map(move |start| {
        let first = *line.as_bytes().get(start)?;
        if first.is_ascii_alphanumeric() && !may_tell(first) {
            return None;
        }
        let rest = &line[start..];
        let end = memchr::memchr(b' ', rest.as_bytes()).unwrap_or(rest.len());
        let word = rest[..end].trim_start_matches(no_letter);
        may_tell(*word.as_bytes().first()?).then(|| word.trim_end_matches(no_letter))
    })
}

/// Whether somebody speaks in a line, of themselves or to others, and is not quoted.
pub(crate) fn speaks(line: &str) -> bool {
    let bytes = line.as_bytes();
    let curly = |at| matches!(bytes[at..], [0xE2, 0x80, 0x9C | 0x9D, ..]);
    let quoted = memchr::memchr2_iter(b'"', 0xE2, bytes).any(|at| bytes[at] == b'"' || curly(at));
    !quoted && is_personal(line)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_telling_word_is_found() {
        for word in PERSONAL.iter().chain(&REPORTING) {
            let line = format!("Today (“{word}”), again");
            assert!(telling_words(&line).any(|found| found == *word), "{word}");
        }
    }
}
