//! The stage `clean.boilerplate`: labels every line, then cuts or marks it.

use crate::prose::is_closed;
use std::borrow::Cow;

use tidings_core::{
    Document, EditList, Layer, RegionKind, Regions, SettingError, SourceFormat, Span, Stage, StageError,
    StageType, register_stage,
};

use super::config::BoilerplateConfig;
use super::cues::{Cue, Scope, Signs, is_network, line_cue, photo_credit_at, sentence_cue};
use super::features::facts;
use super::folded::Folded;
use super::glued::pieces;
use super::head::{byline, dateline, is_place_line, is_release_label, is_trail};
use super::line::Line;
use super::model::{BUILT_IN, LineModel};
use crate::byline::{is_agency, is_names, parse};
use crate::lines::{cut_line_breaks, cut_margins, lines};

/// Longest line in which a cue is looked for, in bytes.
const LONGEST_CUE_LINE: usize = 700;
/// The reason by which the line under the headline is known.
pub(crate) const SUBTITLE: &str = "line under the headline";
/// How many lines of a dump are not the article, at least.
const LEAST_OTHERS: usize = 10;
/// How many lines are judged together, ten times as many as an article with all its comments has: each takes some 700 bytes.
const MOST_LINES: usize = 8192;
/// How many lines the head of an article may have before its text.
const HEAD_LINES: usize = 12;

/// Cuts what is not the article; see the manual page.
pub struct Boilerplate {
    config: BoilerplateConfig,
    model: LineModel,
}

impl StageType for Boilerplate {
    type Config = BoilerplateConfig;
    const NAME: &'static str = "clean.boilerplate";
    const PURPOSE: &'static str = "Recognizes and cuts what is not the article: comments, controls, credits";
    const MANUAL: &'static str = include_str!("boilerplate.md");
    const READS: &'static [&'static str] = &[Regions::NAME];
    const PROVIDES: &'static [&'static str] = &[Regions::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&BUILT_IN];
    const EDITS_TEXT: bool = true;

    fn new(config: BoilerplateConfig) -> Result<Self, SettingError> {
        let text = [RegionKind::Body, RegionKind::Title, RegionKind::Heading, RegionKind::ListItem];
        if let Some(kind) = config.drop.iter().find(|kind| text.contains(kind)) {
            return Err(SettingError::new(
                "drop",
                format!("`{kind}` is the article itself; take it off the list"),
            ));
        }
        for (name, share) in [("dump_threshold", config.dump_threshold), ("threshold", config.threshold)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(SettingError::new(name, "must be between 0 and 1"));
            }
        }
        let model =
            LineModel::new(config.model.as_deref()).map_err(|error| SettingError::new("model", error))?;
        Ok(Boilerplate { config, model })
    }
}

impl Stage for Boilerplate {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let parts = crate::parts::find(doc);
        let mut sorter = Sorter::new(&self.config, doc);
        let mut cues = sorter.cues();
        for heading in sorter.apply_cues(&cues) {
            cues[heading] = None;
        }
        sorter.notices();
        let text = doc.format() == SourceFormat::Text;
        let conversation = text && sorter.ends_in_conversation();
        let surely_clean = text && sorter.is_surely_clean(&cues, conversation);
        let judged = if text && (!surely_clean || conversation) {
            let facts = facts((0..sorter.lines.len()).map(|line| sorter.slice(line)));
            let likely: Vec<f32> =
                facts.chunks(MOST_LINES).flat_map(|facts| self.model.lines(facts)).collect();
            let entries = sorter.entries();
            let other = |(likely, entry): &(&f32, &bool)| **likely < self.config.dump_threshold && !**entry;
            let others = likely.iter().zip(&entries).filter(other).count();
            let dump = others >= LEAST_OTHERS && self.model.dump(&facts) >= 0.5;
            Some((likely, dump))
        } else {
            None
        };
        match &judged {
            Some((likely, true)) => sorter.apply_to_dump(&cues, likely),
            _ if text => sorter.cut_headed_comments(),
            _ => {}
        }
        sorter.box_headings();
        sorter.head();
        // Where rules and model agree, the rule knows better what it is.
        if let Some((likely, false)) = &judged {
            if conversation {
                sorter.cut_conversation(likely, &cues);
            }
            // Without any cue in the text the model is no evidence by itself: lists of results end many reports.
            if !surely_clean && cues.iter().any(Option::is_some) {
                sorter.apply_where_sure(&cues, likely);
            }
        }
        sorter.separators();
        parts.iter().for_each(|parts| sorter.spare(parts));
        let edits = sorter.edits();
        doc.edit(edits)?;
        Ok(())
    }
}

/// What a line is.
#[derive(Clone)]
pub(crate) struct Label {
    pub(crate) kind: RegionKind,
    pub(crate) reason: Cow<'static, str>,
}

/// The lines of a document on their way to labels.
pub(crate) struct Sorter<'a> {
    pub(crate) config: &'a BoilerplateConfig,
    pub(crate) text: &'a str,
    pub(crate) lines: Vec<Line>,
    pub(crate) labels: Vec<Option<Label>>,
    /// What an earlier stage has marked a line as.
    pub(crate) marked: Vec<Option<RegionKind>>,
    pub(crate) has_title: bool,
    /// Whether the headline goes from the text, as it does from pages.
    pub(crate) cut_title: bool,
    /// Whether the text goes on for subscribers only.
    pub(super) walled: bool,
    /// Whether the document is a page, of which blocks are known.
    is_page: bool,
}

impl<'a> Sorter<'a> {
    fn new(config: &'a BoilerplateConfig, doc: &'a Document) -> Self {
        let text = doc.text();
        let lines: Vec<_> =
            pieces(text, lines(text)).into_iter().map(|piece| Line::new(text, piece)).collect();
        let marked = marked(doc, &lines);
        let has_title = marked.contains(&Some(RegionKind::Title));
        Sorter {
            config,
            text,
            labels: vec![None; lines.len()],
            lines,
            marked,
            has_title,
            cut_title: false,
            walled: false,
            is_page: doc.format() == SourceFormat::Html,
        }
    }

    /// A line.
    pub(crate) fn slice(&self, line: usize) -> &'a str {
        self.lines[line].span.slice(self.text).unwrap_or("")
    }

    /// What the lines say about themselves.
    fn cues(&self) -> Vec<Option<Cue>> {
        let (mut folded, mut signs) = (Folded::default(), Signs::new(self.text));
        let mut networks = vec![false; self.lines.len()];
        let mut cues: Vec<_> = (0..self.lines.len())
            .map(|line| {
                let slice = self.slice(line);
                if slice.len() > LONGEST_CUE_LINE || self.marked[line] == Some(RegionKind::Title) {
                    return None;
                }
                let form = self.lines[line];
                let any_sign = || signs.any_in(form.span.range());
                let cue = if form.glued {
                    sentence_cue(slice, any_sign, &mut folded)
                } else {
                    line_cue(slice, form.closed, any_sign, &mut folded)
                };
                networks[line] =
                    !form.glued && slice.len() < 20 && is_network(&folded) && !slice.contains(['#', '.']);
                cue.filter(|cue| {
                    cue.kind != RegionKind::Byline || cue.scope != Scope::Line || is_byline(slice)
                })
                .filter(|cue| cue.scope != Scope::Comments || !self.is_inside_other(line))
                .filter(|_| !is_quoted(slice))
                .or_else(|| credit(slice, self.lines[line]))
            })
            .collect();
        self.share_rows(&networks, &mut cues);
        self.spare_items(&mut cues);
        cues
    }

    /// An item of a list that sounds like a control is none if most of the others do not.
    fn spare_items(&self, cues: &mut [Option<Cue>]) {
        let mut start = 0;
        for list in self.lines.chunk_by(|line, next| line.bullet == next.bullet) {
            let items = &mut cues[start..start + list.len()];
            start += list.len();
            if list[0].bullet && list.len() > 2 && items.iter().flatten().count() * 2 < list.len() {
                items.fill(None);
            }
        }
    }

    /// Names of networks, one a line: a share bar if two or more stand in a row.
    fn share_rows(&self, networks: &[bool], cues: &mut [Option<Cue>]) {
        let is_share = |line: usize, cues: &[Option<Cue>]| {
            networks[line] || cues[line].as_ref().is_some_and(|cue| cue.kind == RegionKind::Share)
        };
        for line in 0..networks.len() {
            let before = line > 0 && is_share(line - 1, cues);
            let after = line + 1 < networks.len() && is_share(line + 1, cues);
            if networks[line] && (before || after) {
                cues[line] =
                    Some(Cue { kind: RegionKind::Share, scope: Scope::Line, name: "row of networks" });
            }
        }
    }

    /// Finds title, bylines and date lines above the text, and the byline below it.
    fn head(&mut self) {
        let open = |line: &usize| self.labels[*line].is_none();
        let is_text = |line: &usize| {
            self.marked[*line].is_none()
                && self.lines[*line].is_body()
                && !self.lines[*line].is_headline(self.text)
        };
        let is_text = |line: &usize| is_text(line) && !self.is_above_byline(*line);
        let first_text = (0..self.lines.len()).filter(open).find(is_text).unwrap_or(self.lines.len());
        let end = first_text.min(HEAD_LINES + self.labels.iter().flatten().count());
        let mut title = (0..first_text).find(|&line| self.marked[line] == Some(RegionKind::Title));
        for line in 0..end {
            if self.labels[line].is_some() || self.marked[line].is_some() {
                continue;
            }
            let (slice, words) = (self.slice(line), self.lines[line].words);
            let loose = title.is_some() || line > 0;
            if title.is_none() && is_release_label(slice) {
                self.set(line, RegionKind::Widget, "label of a press release");
            } else if let Some(reason) = byline(slice, words, loose) {
                self.set(line, RegionKind::Byline, reason);
            } else if title.is_none() && is_trail(slice, words) {
                self.set(line, RegionKind::Navigation, "section above the headline");
            } else if title.is_none() && !self.has_title && self.is_title(line, first_text) {
                self.set(line, RegionKind::Title, "headline: first line, above the text");
                title = Some(line);
            } else if title.is_some() && self.is_bare_name(line) {
                self.set(line, RegionKind::Byline, "name between headline and date");
            } else if self.is_above_wire(line) {
                self.set(line, RegionKind::Byline, "names above the dateline of a wire");
            } else if self.is_below_byline(line) && is_agency(slice) {
                self.set(line, RegionKind::Byline, "agency below the byline");
            } else if self.is_below_byline(line) && is_place_line(slice, words) {
                self.set(line, RegionKind::Dateline, "place alone in its line, below the byline");
            } else if title.is_some() && self.is_above_byline(line) {
                self.set(line, RegionKind::Heading, SUBTITLE);
            }
        }
        self.bylines_around(first_text);
    }

    /// Whether a line of moderate length stands directly above a byline or date line.
    fn is_above_byline(&self, line: usize) -> bool {
        let next = (line + 1..self.lines.len()).take(6).find(|&next| self.labels[next].is_none());
        self.lines[line].words <= 45
            && line <= HEAD_LINES
            && next.is_some_and(|next| byline(self.slice(next), self.lines[next].words, true).is_some())
    }

    fn is_below_byline(&self, line: usize) -> bool {
        line > 0 && self.labels[line - 1].as_ref().is_some_and(|label| label.kind == RegionKind::Byline)
    }

    /// "By …" lines just below the start of the text and at its end.
    fn bylines_around(&mut self, first_text: usize) {
        let last = self.labels.iter().rposition(Option::is_none).unwrap_or(0);
        for line in [first_text, first_text + 1, last.saturating_sub(1), last] {
            if line >= self.lines.len() || self.labels[line].is_some() || self.marked[line].is_some() {
                continue;
            }
            if let Some(reason) = byline(self.slice(line), self.lines[line].words, false) {
                self.set(line, RegionKind::Byline, reason);
            }
        }
    }

    fn is_title(&self, line: usize, first_text: usize) -> bool {
        let form = self.lines[line];
        form.is_headline(self.text) && form.words >= 2 && !form.numbered && first_text < self.lines.len()
    }

    /// A name alone in its line is a byline if the next line is one.
    fn is_bare_name(&self, line: usize) -> bool {
        let next = (line + 1..self.lines.len()).find(|&next| self.labels[next].is_none());
        crate::byline::is_person(self.slice(line))
            && next.is_some_and(|next| byline(self.slice(next), self.lines[next].words, true).is_some())
    }

    /// Whether a line of names stands above the dateline of a wire, alone or with another such line.
    fn is_above_wire(&self, line: usize) -> bool {
        let next = (line + 1..self.lines.len()).filter(|&next| self.labels[next].is_none());
        is_names(self.slice(line))
            && next.take(3).find(|&next| !is_names(self.slice(next))).is_some_and(|next| {
                dateline(self.slice(next)).is_some_and(|found| {
                    found.agency.is_some_and(|agency| is_agency(&self.slice(next)[agency]))
                })
            })
    }

    pub(crate) fn set(&mut self, line: usize, kind: RegionKind, reason: &'static str) {
        self.labels[line] = Some(Label { kind, reason: reason.into() });
    }

    /// The edits and marks that follow from the labels.
    fn edits(&mut self) -> EditList {
        let mut edits = EditList::new();
        let dropped: Vec<bool> = self
            .labels
            .iter()
            .map(|label| {
                label.as_ref().is_some_and(|label| {
                    self.config.drop.contains(&label.kind)
                        || self.cut_title && label.kind == RegionKind::Title
                })
            })
            .collect();
        for (line, label) in self.labels.iter_mut().enumerate() {
            let Some(label) = label else { continue };
            let reason = std::mem::take(&mut label.reason);
            match dropped[line] {
                true => edits.delete(self.lines[line].span, label.kind, reason),
                false => edits.mark(self.lines[line].span, label.kind, reason),
            }
        }
        let spans: Vec<Span> = self.lines.iter().map(|line| line.span).collect();
        cut_line_breaks(&spans, |line| dropped[line], &mut edits);
        cut_margins(self.text, &spans, &mut edits);
        self.mark_text(&mut edits);
        edits
    }

    /// Marks the lines of the article: headings, list items, body; cuts the dateline.
    fn mark_text(&self, edits: &mut EditList) {
        let text: Vec<usize> = (0..self.lines.len()).filter(|&line| self.labels[line].is_none()).collect();
        let first_body =
            text.iter().position(|&line| self.lines[line].is_body() && self.marked[line].is_none());
        // Pieces of one long line that stay side by side are one region.
        let mut glued: Option<Span> = None;
        for (at, &line) in text.iter().enumerate() {
            let (form, last) = (self.lines[line], at + 1 == text.len());
            if form.glued
                && !last
                && text[at + 1] == line + 1
                && self.lines[line + 1].glued
                && first_body != Some(at)
            {
                glued = Some(glued.map_or(form.span, |span| span.cover(form.span)));
                continue;
            }
            let span = if first_body == Some(at) { self.cut_dateline(form.span, edits) } else { form.span };
            let span = glued.take().map_or(span, |before| before.cover(span));
            if self.marked[line].is_some() {
                continue;
            }
            let next = text.get(at + 1).map(|&next| self.lines[next]);
            if form.bullet || form.numbered && self.is_numbered_list(&text, at) {
                edits.mark(span, RegionKind::ListItem, "bullet or number");
            } else if next.is_some_and(|next| is_heading(self.text, form, next)) {
                edits.mark(span, RegionKind::Heading, "short line without final period, above text");
            } else {
                edits.mark(span, RegionKind::Body, "running text");
                let why = match () {
                    () if last && self.walled => Some("the text goes on for subscribers"),
                    () if last && form.words >= 8 && self.breaks_off(&text, form) => {
                        Some("last sentence without an end")
                    }
                    () => None,
                };
                if let Some(why) = why {
                    edits.mark(last_sentence(self.text, span), RegionKind::Truncated, why);
                }
            }
        }
    }

    /// Removes a dateline from the first line of the text; says what is left of the line.
    fn cut_dateline(&self, span: Span, edits: &mut EditList) -> Span {
        let slice = span.slice(self.text).unwrap_or("");
        let Some(found) = dateline(slice) else { return span };
        let head = Span::new(span.start, span.start + found.end as u32);
        let rest = Span::new(head.end, span.end).trim(self.text);
        if !self.config.drop.contains(&RegionKind::Dateline) {
            edits.mark(head, RegionKind::Dateline, "place before the first sentence");
            return rest;
        }
        edits.delete(head, RegionKind::Dateline, "place before the first sentence");
        let gap = Span::new(head.end, rest.start);
        if !gap.is_empty() {
            edits.delete(gap, RegionKind::Blank, "space after a dateline");
        }
        rest
    }

    fn is_numbered_list(&self, text: &[usize], at: usize) -> bool {
        let numbered = |at: usize| text.get(at).is_some_and(|&line| self.lines[line].numbered);
        numbered(at + 1) || at > 0 && numbered(at - 1)
    }

    /// Whether the text ends in the middle of a sentence although its paragraphs end with sentences. The last block of a page is
    /// whole, so there only points of omission say so.
    fn breaks_off(&self, text: &[usize], last: Line) -> bool {
        let slice = last.span.slice(self.text).unwrap_or("");
        if ["…", "...", "…]", "...]"].iter().any(|end| slice.ends_with(end)) {
            return true;
        }
        let body = || text.iter().map(|&line| self.lines[line]).filter(|line| line.words >= 15);
        let closed = body().filter(|line| line.closed).count();
        !self.is_page
            && !is_closed(slice)
            && !is_closed(without_signature(slice))
            && !slice.ends_with(':')
            && closed * 2 >= body().count()
            && closed > 0
    }
}

/// A text without the signature in brackets at its end: "The pier is closed. (alu)".
fn without_signature(text: &str) -> &str {
    const LONGEST: usize = 100;
    let open = match text.chars().next_back() {
        Some(')') => '(',
        Some(']') => '[',
        Some('）') => '（',
        Some('】') => '【',
        _ => return text,
    };
    match text.rfind(open) {
        Some(at) if text.len() - at <= LONGEST => text[..at].trim_end(),
        _ => text,
    }
}

/// What earlier stages have marked the lines as.
fn marked(doc: &Document, lines: &[Line]) -> Vec<Option<RegionKind>> {
    let mut marked = vec![None; lines.len()];
    let Some(regions) = doc.get::<Regions>() else { return marked };
    for region in regions.iter().filter(|region| !region.removed) {
        let span = doc.alignment().nearest_text_of(region.source);
        let start = lines.partition_point(|line| line.span.end <= span.start);
        for line in start..lines.len() {
            if lines[line].span.start >= span.end {
                break;
            }
            marked[line].get_or_insert(region.kind);
        }
    }
    marked
}

fn is_heading(text: &str, line: Line, next: Line) -> bool {
    line.words <= 16 && line.is_headline(text) && (next.is_body() || next.bullet) && next.words > line.words
}

/// Whether a line quotes somebody, whatever the quotation begins with.
fn is_quoted(line: &str) -> bool {
    line.starts_with(['“', '"'])
        && [" said", " says", " told ", " asked"].iter().any(|word| line.contains(word))
}

/// A line with a byline's cue is one only if it names somebody.
fn is_byline(line: &str) -> bool {
    let credits = parse(line);
    let named = !credits.persons.is_empty() || credits.publisher.is_some();
    let about = line.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("about the"));
    named && line.split_ascii_whitespace().count() <= 20 || about
}

/// A caption that ends with its credit.
fn credit(line: &str, form: Line) -> Option<Cue> {
    let found = form.words <= 60 && !form.glued && photo_credit_at(line).is_some();
    found.then_some(Cue {
        kind: RegionKind::PhotoCredit,
        scope: Scope::Line,
        name: "credit at the end of the line",
    })
}

/// The last sentence of a span, roughly: what follows the last period and space.
fn last_sentence(text: &str, span: Span) -> Span {
    let slice = span.slice(text).unwrap_or("");
    let start = [". ", "? ", "! ", ".” ", ".\" "]
        .iter()
        .filter_map(|end| slice.rfind(end).map(|at| at + end.len()))
        .max()
        .unwrap_or(0);
    Span::new(span.start + start as u32, span.end)
}

register_stage!(Boilerplate);
