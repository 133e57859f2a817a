//! The full text of a document, with everything that was found in it.
//!
//! Paragraphs hold sentences, sentences hold fragments; only fragments carry text. Places that links lead to are the starts
//! of sentences where they can be, and empty elements elsewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use maud::{Markup, PreEscaped, html};
use tidings_core::SentenceKind;

use super::fragments::{Fragment, Kind, fragments};
use super::outline::anchor;

/// A mention of a name or value.
pub(super) struct Mention {
    /// The label, as a class.
    pub(super) class: String,
    /// What the tooltip says.
    pub(super) title: String,
}

/// A sentence.
pub(super) struct SentenceMark {
    pub(super) range: Range<usize>,
    pub(super) paragraph: u32,
    pub(super) kind: SentenceKind,
    /// For one that is worth checking: how much, and why.
    pub(super) worth: Option<String>,
    pub(super) in_summary: bool,
}

/// A text and what is marked in it.
pub(super) struct MarkedText<'t> {
    /// The number of the document.
    pub(super) number: usize,
    pub(super) text: &'t str,
    pub(super) mentions: Vec<Mention>,
    /// Every mark; mentions are numbers in `mentions`.
    pub(super) marks: Vec<(Range<usize>, Kind)>,
    /// In the order of the text.
    pub(super) sentences: Vec<SentenceMark>,
    /// Where links lead: bytes, with the offsets that the links name.
    pub(super) anchors: BTreeSet<(usize, u32)>,
}

/// A stretch of a paragraph: a sentence or what stands between two.
struct Piece {
    range: Range<usize>,
    sentence: Option<usize>,
}

impl MarkedText<'_> {
    /// The text as paragraphs.
    pub(super) fn draw(mut self) -> Markup {
        let paragraphs = self.paragraphs();
        for piece in paragraphs.iter().flatten() {
            self.marks.push((piece.range.clone(), Kind::Edge));
        }
        self.marks.extend(self.anchors.iter().map(|(at, _)| (*at..*at, Kind::Edge)));
        let fragments = fragments(self.text.len(), &self.marks);
        let mut pen = Pen { text: &self, rest: &fragments, anchors: self.anchors.clone() };
        html! {
            @for pieces in &paragraphs {
                p class=[self.paragraph_class(pieces)] { @for piece in pieces { (pen.piece(piece)) } }
                "\n"
            }
            (pen.anchors_until(usize::MAX))
        }
    }

    fn paragraph_class(&self, pieces: &[Piece]) -> Option<&'static str> {
        let sentence = pieces.iter().find_map(|piece| self.sentences.get(piece.sentence?))?;
        match sentence.kind {
            SentenceKind::Heading => Some("heading"),
            SentenceKind::ListItem => Some("item"),
            SentenceKind::Label => Some("label"),
            SentenceKind::Prose => None,
        }
    }

    /// The text as paragraphs. A line feed ends one unless the sentences around it are of one paragraph.
    fn paragraphs(&self) -> Vec<Vec<Piece>> {
        let mut paragraphs = vec![Vec::new()];
        let mut at = 0;
        let mut before: Option<&SentenceMark> = None;
        for (number, sentence) in self.sentences.iter().enumerate() {
            // Sentences of a line that somebody changed may overlap: the part that is told already is left out.
            let range = sentence.range.start.max(at)..sentence.range.end;
            if range.is_empty() {
                continue;
            }
            let one_paragraph = before.is_some_and(|before| before.paragraph == sentence.paragraph);
            self.gap(at..range.start, one_paragraph, &mut paragraphs);
            at = range.end;
            before = Some(sentence);
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(Piece { range, sentence: Some(number) });
            }
        }
        self.gap(at..self.text.len(), false, &mut paragraphs);
        paragraphs.retain(|pieces| !pieces.is_empty());
        paragraphs
    }

    /// What stands between two sentences.
    fn gap(&self, range: Range<usize>, one_paragraph: bool, paragraphs: &mut Vec<Vec<Piece>>) {
        let mut at = range.start;
        for line in self.text.get(range).unwrap_or_default().split_inclusive('\n') {
            let piece = Piece { range: at..at + line.len(), sentence: None };
            at = piece.range.end;
            let blank = line.trim().is_empty();
            if let Some(paragraph) = paragraphs.last_mut().filter(|paragraph| !blank || !paragraph.is_empty())
            {
                paragraph.push(piece);
            }
            if line.ends_with('\n') && !one_paragraph {
                paragraphs.push(Vec::new());
            }
        }
    }

    fn fragment(&self, fragment: &Fragment) -> Markup {
        let words = self.text.get(fragment.range.clone()).unwrap_or_default();
        let mention = fragment.mention.and_then(|number| self.mentions.get(number));
        let parts = [(fragment.source, "src"), (fragment.cue, "cue"), (fragment.content, "said")];
        let mut classes: Vec<&str> = mention.iter().map(|mention| mention.class.as_str()).collect();
        classes.extend(parts.iter().filter(|(set, _)| *set).map(|(_, class)| *class));
        match mention {
            Some(mention) => html! { mark class=(classes.join(" ")) title=(mention.title) { (words) } },
            None if classes.is_empty() => html! { (words) },
            None => html! { span class=(classes.join(" ")) { (words) } },
        }
    }
}

/// Writes the fragments one after the other.
struct Pen<'a> {
    text: &'a MarkedText<'a>,
    rest: &'a [Fragment],
    /// Those that are not written yet.
    anchors: BTreeSet<(usize, u32)>,
}

impl Pen<'_> {
    fn piece(&mut self, piece: &Piece) -> Markup {
        // What is between pieces is white space; an anchor there is as good at the next word.
        let skipped = self.rest.iter().take_while(|fragment| fragment.range.end <= piece.range.start).count();
        self.rest = self.rest.get(skipped..).unwrap_or_default();
        let Some(sentence) = piece.sentence.and_then(|number| self.text.sentences.get(number)) else {
            return self.inside(piece);
        };
        let before = self.anchors_until(piece.range.start);
        let here = self.anchors.first().copied().filter(|(at, _)| *at == piece.range.start);
        let id = here.map(|here| {
            self.anchors.remove(&here);
            anchor(self.text.number, here.1)
        });
        let mut classes = vec!["t"];
        classes.extend(sentence.worth.as_ref().map(|_| "worth"));
        classes.extend(sentence.in_summary.then_some("best"));
        html! {
            (before)
            span class=(classes.join(" ")) id=[id] title=[sentence.worth.as_deref()] { (self.inside(piece)) }
        }
    }

    /// The fragments of a piece.
    fn inside(&mut self, piece: &Piece) -> Markup {
        let mut out = String::new();
        while let [fragment, rest @ ..] = self.rest
            && fragment.range.start < piece.range.end
        {
            out.push_str(&self.anchors_until(fragment.range.start + 1).into_string());
            out.push_str(&self.text.fragment(fragment).into_string());
            self.rest = rest;
        }
        PreEscaped(out)
    }

    /// An empty element for every anchor before `end` that is not written yet.
    fn anchors_until(&mut self, end: usize) -> Markup {
        let later = self.anchors.split_off(&(end, 0));
        let now = std::mem::replace(&mut self.anchors, later);
        html! { @for (_, start) in &now { span id=(anchor(self.text.number, *start)) {} } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> MarkedText<'_> {
        let (mentions, marks, sentences) = (Vec::new(), Vec::new(), Vec::new());
        MarkedText { number: 1, text, mentions, marks, sentences, anchors: BTreeSet::new() }
    }

    fn sentence(range: Range<usize>, paragraph: u32) -> SentenceMark {
        SentenceMark { range, paragraph, kind: SentenceKind::Prose, worth: None, in_summary: false }
    }

    #[test]
    fn lines_without_sentences_are_paragraphs_and_escaped() {
        let drawn = text("One <b>.\n\nTwo & three.\n").draw().into_string();
        assert_eq!(drawn, "<p>One &lt;b&gt;.\n</p>\n<p>Two &amp; three.\n</p>\n");
        assert_eq!(text("").draw().into_string(), "");
    }

    #[test]
    fn a_line_feed_within_a_paragraph_does_not_end_it() {
        let mut marked = text("One\ntwo. Three.\nFour.\nFive.");
        marked.sentences =
            vec![sentence(0..8, 0), sentence(9..15, 0), sentence(16..21, 0), sentence(22..27, 1)];
        let drawn = marked.draw().into_string();
        assert_eq!(drawn.matches("<p>").count(), 2, "{drawn}");
        assert!(
            drawn.starts_with("<p><span class=\"t\">One\ntwo.</span> <span class=\"t\">Three.</span>\n<span")
        );
    }

    #[test]
    fn overlapping_marks_give_elements_that_nest() {
        let mut marked = text("Ada Roe said “no”.");
        marked.sentences = vec![sentence(0..21, 0), sentence(10..22, 0)];
        marked.mentions = vec![Mention { class: "person".to_owned(), title: "Ada \"A\" Roe".to_owned() }];
        marked.marks = vec![(0..7, Kind::Source), (4..12, Kind::Mention(0)), (8..21, Kind::Content)];
        marked.anchors = BTreeSet::from([(0, 0), (8, 8)]);
        let drawn = marked.draw().into_string();
        let title = "title=\"Ada &quot;A&quot; Roe\"";
        let expected = format!(
            "<p><span class=\"t\" id=\"d1-0\"><span class=\"src\">Ada </span>\
             <mark class=\"person src\" {title}>Roe</mark><mark class=\"person\" {title}> </mark>\
             <span id=\"d1-8\"></span><mark class=\"person said\" {title}>said</mark>\
             <span class=\"said\"> “no”</span></span><span class=\"t\">.</span></p>\n"
        );
        assert_eq!(drawn, expected);
    }

    #[test]
    fn every_anchor_is_written_once() {
        let mut marked = text("One. \n \n Two.");
        marked.sentences = vec![sentence(0..4, 0), sentence(9..13, 1)];
        marked.anchors = BTreeSet::from([(0, 0), (0, 77), (1, 1), (6, 6), (9, 9), (13, 13)]);
        let drawn = marked.draw().into_string();
        for start in [0, 77, 1, 6, 9, 13] {
            assert_eq!(drawn.matches(&format!("id=\"d1-{start}\"")).count(), 1, "{start}: {drawn}");
        }
    }
}
