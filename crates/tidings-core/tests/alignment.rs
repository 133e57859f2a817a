//! The alignment against a naive model: every list of edits is remembered as it was, and an offset
//! is followed back through all of them, one byte at a time.

use std::ops::Range;

use proptest::prelude::*;
use tidings_core::{Alignment, Document, EditList, RegionKind, Span};

/// One change of a text: what it replaces, and with what.
#[derive(Clone, Debug)]
struct Change {
    old: Range<usize>,
    with: String,
}

/// The changes of one list, in order and without overlap.
type Round = Vec<Change>;

/// How far the next change is from the last one and how much it replaces, in characters.
type Shape = (usize, usize, String);

fn text() -> impl Strategy<Value = String> {
    "([a-c]|\\PC|é|\u{2011}|😀|\n){0,14}"
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let with = prop_oneof![2 => Just(String::new()), 3 => "[xyzü😀]{1,3}"];
    prop::collection::vec((0..3usize, 0..3usize, with), 0..7)
}

/// Lays the shapes out over a text. Neighbors may touch, but not be two insertions at one place.
fn round(text: &str, shapes: &[Shape]) -> Round {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut round: Round = Vec::new();
    let mut at = 0;
    for (gap, len, with) in shapes {
        let (start, end) = (at + gap, at + gap + len);
        let Some(old) = boundaries.get(start).zip(boundaries.get(end)).map(|(a, b)| *a..*b) else { break };
        if (old.is_empty() && with.is_empty()) || round.last().is_some_and(|last| last.old == old) {
            continue;
        }
        round.push(Change { old, with: with.clone() });
        at = end;
    }
    round
}

/// The list of a round, in an order of its own: a list may be given in any.
fn list(round: &Round) -> EditList {
    let mut edits = EditList::new();
    for (index, change) in round.iter().enumerate().rev() {
        let span = Span::from_range(change.old.clone());
        if change.with.is_empty() {
            edits.delete(span, RegionKind::Widget, format!("change {index}"));
        } else {
            edits.replace(span, change.with.clone(), format!("change {index}"));
        }
    }
    edits
}

fn apply_naively(text: &str, round: &Round) -> String {
    let mut text = text.to_owned();
    round.iter().rev().for_each(|change| text.replace_range(change.old.clone(), &change.with));
    text
}

/// The offset before a round of an offset after it, if exact. `start` says which end of a span it is.
fn back(round: &Round, at: usize, start: bool) -> Option<usize> {
    let mut shift = 0isize;
    for change in round {
        let new_start = change.old.start.checked_add_signed(shift)?;
        let new_end = new_start + change.with.len();
        let belongs = if start { at < new_end } else { at <= new_end };
        let before = if start { at < new_start } else { at <= new_start };
        if before {
            break;
        }
        if belongs {
            let solid = !change.old.is_empty() && !change.with.is_empty();
            let (edge, answer) =
                if start { (new_start, change.old.start) } else { (new_end, change.old.end) };
            return (solid && at == edge).then_some(answer);
        }
        shift += change.with.len() as isize - change.old.len() as isize;
    }
    at.checked_add_signed(-shift)
}

/// A document after several rounds, with what the model needs to know.
#[derive(Debug)]
struct Edited {
    doc: Document,
    rounds: Vec<Round>,
    texts: Vec<String>,
}

impl Edited {
    fn new(source: &str, shapes: &[Vec<Shape>]) -> Self {
        let mut edited = Edited {
            doc: Document::new("a", source).unwrap(),
            rounds: Vec::new(),
            texts: vec![source.to_owned()],
        };
        for shapes in shapes {
            let round = round(edited.doc.text(), shapes);
            edited.texts.push(apply_naively(edited.doc.text(), &round));
            edited.doc.edit(list(&round)).unwrap();
            edited.rounds.push(round);
        }
        edited
    }

    fn source_of(&self, text: Span) -> Option<Span> {
        let lens = || self.texts.iter().rev().map(String::len);
        if text.is_empty() && Some(text.end as usize) == lens().next() {
            return lens().last().map(|len| Span::empty(len as u32));
        }
        let mut rounds = self.rounds.iter().rev();
        let (mut start, mut end) = (text.start as usize, text.end as usize);
        if text.is_empty() {
            let start = rounds.try_fold(start, |at, round| back(round, at, true))?;
            return Some(Span::empty(start as u32));
        }
        for round in rounds {
            (start, end) = (back(round, start, true)?, back(round, end, false)?);
        }
        Some(Span::from_range(start..end))
    }
}

/// Every span on character boundaries.
fn spans(text: &str) -> impl Iterator<Item = Span> {
    let boundaries: Vec<u32> =
        (0..=text.len()).filter(|at| text.is_char_boundary(*at)).map(|at| at as u32).collect();
    let ends = boundaries.clone();
    boundaries.into_iter().flat_map(move |start| {
        ends.clone().into_iter().filter_map(move |end| (start <= end).then(|| Span::new(start, end)))
    })
}

/// The alignment of every single round, each on its own.
fn single_alignments(edited: &Edited) -> Vec<Alignment> {
    edited
        .rounds
        .iter()
        .zip(&edited.texts)
        .map(|(round, text)| {
            let mut doc = Document::new("a", text.as_str()).unwrap();
            doc.edit(list(round)).unwrap();
            doc.alignment().clone()
        })
        .collect()
}

fn edited() -> impl Strategy<Value = Edited> {
    (text(), prop::collection::vec(shapes(), 0..5)).prop_map(|(source, shapes)| Edited::new(&source, &shapes))
}

proptest! {
    #[test]
    fn the_text_is_what_the_edits_say(edited in edited()) {
        prop_assert_eq!(edited.doc.text(), edited.texts.last().unwrap());
        prop_assert_eq!(edited.doc.source(), &edited.texts[0]);
    }

    #[test]
    fn runs_tile_both_sides_and_kept_runs_hold_the_same_bytes(edited in edited()) {
        let alignment = edited.doc.alignment();
        let (mut text, mut source, mut kept_before) = (0, 0, false);
        for run in alignment.runs() {
            prop_assert_eq!((run.text.start, run.source.start), (text, source));
            prop_assert!(!(run.text.is_empty() && run.source.is_empty()));
            prop_assert!(!(run.kept && kept_before));
            if run.kept {
                prop_assert_eq!(edited.doc.slice(run.text), edited.doc.source_slice(run.source));
                prop_assert!(!run.text.is_empty());
            }
            // Both sides lie on character boundaries.
            prop_assert!(run.text.slice(edited.doc.text()).is_some());
            prop_assert!(run.source.slice(edited.doc.source()).is_some());
            (text, source, kept_before) = (run.text.end, run.source.end, run.kept);
        }
        prop_assert_eq!((text as usize, source as usize), (edited.doc.text().len(), edited.doc.source().len()));
        prop_assert_eq!((alignment.text_len(), alignment.source_len()), (text, source));
    }

    #[test]
    fn every_kept_character_leads_to_the_identical_character(edited in edited()) {
        let (doc, alignment) = (&edited.doc, edited.doc.alignment());
        for run in alignment.runs().iter().filter(|run| run.kept) {
            for (at, character) in doc.slice(run.text).char_indices() {
                let start = run.text.start + at as u32;
                let span = Span::new(start, start + character.len_utf8() as u32);
                let source = alignment.source_of(span);
                prop_assert_eq!(source.map(|source| doc.source_slice(source)), Some(doc.slice(span)));
            }
        }
    }

    #[test]
    fn strict_answers_are_those_of_the_model(edited in edited()) {
        for span in spans(edited.doc.text()) {
            prop_assert_eq!(edited.doc.alignment().source_of(span), edited.source_of(span), "{}", span);
        }
    }

    #[test]
    fn the_strict_queries_are_inverse_to_each_other(edited in edited()) {
        let alignment = edited.doc.alignment();
        let mut answers = Vec::new();
        for text in spans(edited.doc.text()) {
            if let Some(source) = alignment.source_of(text) {
                prop_assert_eq!(alignment.text_of(source), Some(text));
                prop_assert_eq!(source.is_empty(), text.is_empty());
                answers.push(source);
            }
        }
        for source in spans(edited.doc.source()) {
            prop_assert_eq!(alignment.text_of(source).is_some(), answers.contains(&source), "{}", source);
        }
    }

    #[test]
    fn nearest_always_answers_inside_the_other_side(edited in edited()) {
        let (doc, alignment) = (&edited.doc, edited.doc.alignment());
        for text in spans(doc.text()) {
            let nearest = alignment.nearest_source_of(text);
            prop_assert!(nearest.slice(doc.source()).is_some());
            prop_assert!(alignment.source_of(text).is_none_or(|exact| exact == nearest));
        }
        for source in spans(doc.source()) {
            let nearest = alignment.nearest_text_of(source);
            prop_assert!(nearest.slice(doc.text()).is_some());
            prop_assert!(alignment.text_of(source).is_none_or(|exact| exact == nearest));
        }
        let beyond = Span::new(1000, 2000);
        prop_assert_eq!(alignment.nearest_source_of(beyond), Span::empty(alignment.source_len()));
        prop_assert_eq!(alignment.source_of(beyond), None);
    }

    #[test]
    fn nearest_is_monotonic(edited in edited()) {
        let alignment = edited.doc.alignment();
        let inside = |outer: Span, inner: Span| outer.contains(inner);
        for outer in spans(edited.doc.text()).filter(|span| !span.is_empty()) {
            for inner in spans(edited.doc.text()).filter(|inner| !inner.is_empty() && inside(outer, *inner)) {
                let (outer, inner) = (alignment.nearest_source_of(outer), alignment.nearest_source_of(inner));
                // A span of inserted text alone is empty and stands where the insertion does.
                prop_assert!(outer.start <= inner.start && (inner.end <= outer.end || inner.is_empty()));
            }
        }
    }

    #[test]
    fn composition_does_not_depend_on_how_it_is_grouped(edited in edited()) {
        let singles = single_alignments(&edited);
        let source_len = edited.texts[0].len() as u32;
        let from_the_left =
            singles.iter().fold(Alignment::identity(source_len), |all, next| all.then(next));
        let from_the_right = singles
            .iter()
            .rfold(Alignment::identity(edited.doc.text().len() as u32), |all, next| next.then(&all));
        prop_assert_eq!(&from_the_left, edited.doc.alignment());
        for span in spans(edited.doc.text()) {
            prop_assert_eq!(from_the_left.source_of(span), from_the_right.source_of(span));
        }
        for span in spans(edited.doc.source()) {
            prop_assert_eq!(from_the_left.text_of(span), from_the_right.text_of(span));
        }
    }

    #[test]
    fn identity_changes_nothing(edited in edited()) {
        let alignment = edited.doc.alignment();
        let before = Alignment::identity(alignment.source_len());
        let after = Alignment::identity(alignment.text_len());
        prop_assert_eq!(&before.then(alignment), alignment);
        prop_assert_eq!(&alignment.then(&after), alignment);
        prop_assert!(!alignment.is_identity() || edited.doc.text() == edited.doc.source());
    }

    #[test]
    fn removed_regions_hold_what_is_missing(edited in edited()) {
        // Every source byte is aligned with text, or lies in a removed region or a repair.
        let doc = &edited.doc;
        let regions = doc.get::<tidings_core::Regions>().cloned().unwrap_or_default();
        let repairs = doc.get::<tidings_core::Repairs>().cloned().unwrap_or_default();
        for run in doc.alignment().runs().iter().filter(|run| !run.kept) {
            for at in run.source.start..run.source.end {
                let byte = Span::new(at, at + 1);
                let recorded = regions.iter().any(|region| region.removed && region.source.contains(byte))
                    || repairs.iter().any(|repair| repair.source.contains(byte));
                prop_assert!(recorded, "byte {} of the source is neither kept nor accounted for", at);
            }
        }
        let sorted: Vec<_> = regions.iter().map(|region| (region.source, region.kind)).collect();
        prop_assert!(sorted.is_sorted());
    }
}
