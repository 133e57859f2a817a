//! Editing a document: what happens to the text, the alignment, the regions and the repairs.
//!
//! Edits are written into the text: `{old|new}` replaces, `{old|}` removes and `{|new}` inserts.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use tidings_core::{Document, EditError, EditList, Region, RegionKind, Regions, Repairs, Sentences, Span};

/// Takes `{old|new}` out of a text: the text before the edits, and the edits.
fn notation(marked: &str) -> (String, EditList) {
    let (mut text, mut edits) = (String::new(), EditList::new());
    let mut parts = marked.split('{');
    text.push_str(parts.next().unwrap());
    for part in parts {
        let (edit, rest) = part.split_once('}').unwrap();
        let (old, new) = edit.split_once('|').unwrap();
        let span = Span::from_range(text.len()..text.len() + old.len());
        match new {
            "" => edits.delete(span, RegionKind::Widget, "test"),
            new => edits.replace(span, new.to_owned(), "test"),
        }
        text.push_str(old);
        text.push_str(rest);
    }
    (text, edits)
}

/// A document after one round of edits.
fn edited(marked: &str) -> Document {
    let (source, edits) = notation(marked);
    let mut doc = Document::new("a", source).unwrap();
    doc.edit(edits).unwrap();
    doc
}

/// Edits the document again; what `marked` is without its edits must be the text.
fn edit_again(doc: &mut Document, marked: &str) {
    let (text, edits) = notation(marked);
    assert_eq!(doc.text(), text);
    doc.edit(edits).unwrap();
}

/// The span of the first `part` of a text.
fn find(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::from_range(start..start + part.len())
}

/// The part of the source that a part of the text leads to, if exactly.
fn source_of<'d>(doc: &'d Document, part: &str) -> Option<&'d str> {
    let source = doc.alignment().source_of(find(doc.text(), part))?;
    Some(doc.source_slice(source))
}

/// The part of the text that a part of the source leads to, if exactly.
fn text_of<'d>(doc: &'d Document, part: &str) -> Option<&'d str> {
    let text = doc.alignment().text_of(find(doc.source(), part))?;
    Some(doc.slice(text))
}

fn regions(doc: &Document) -> Vec<&str> {
    let regions = doc.get::<Regions>().map_or(&[][..], Regions::as_slice);
    regions.iter().map(|region| doc.source_slice(region.source)).collect()
}

fn repairs(doc: &Document) -> Vec<&str> {
    doc.get::<Repairs>().into_iter().flat_map(Repairs::iter).map(|r| doc.source_slice(r.source)).collect()
}

#[test]
fn kept_text_leads_to_its_place_in_the_source() {
    let doc = edited("{Share this\n|}The talks{  | }ended.");
    assert_eq!(doc.text(), "The talks ended.");
    assert_eq!(doc.alignment().source_of(find(doc.text(), "talks")), Some(find(doc.source(), "talks")));
    assert_eq!(source_of(&doc, "talks ended"), Some("talks  ended"));
    assert_eq!(text_of(&doc, "talks  ended"), Some("talks ended"));
}

#[test]
fn replaced_text_answers_as_a_whole_only() {
    let doc = edited("fish {&amp;|and} chips");
    assert_eq!(source_of(&doc, "and"), Some("&amp;"));
    assert_eq!(source_of(&doc, "an"), None);
    assert_eq!(source_of(&doc, "fish an"), None);
    assert_eq!(text_of(&doc, "amp"), None);
    let nearest = doc.alignment().nearest_source_of(find(doc.text(), "n"));
    assert_eq!(doc.source_slice(nearest), "&amp;");
}

#[test]
fn insertions_and_deletions_have_no_other_side() {
    let doc = edited("one{|, }two{ and so on|}");
    assert_eq!(doc.text(), "one, two");
    assert_eq!(source_of(&doc, ", "), None);
    assert_eq!(source_of(&doc, ", two"), None);
    assert_eq!(source_of(&doc, "one, two"), Some("onetwo"));
    assert_eq!(text_of(&doc, " and so on"), None);
    assert_eq!(text_of(&doc, "two and"), None);
    let gone = doc.alignment().nearest_text_of(find(doc.source(), " and so on"));
    assert_eq!(gone, Span::empty(doc.text().len() as u32));
}

#[test]
fn a_deletion_does_not_blur_the_replacement_beside_it() {
    let doc = edited("{<p>|}{&ldquo;|“}We agreed");
    assert_eq!(source_of(&doc, "“"), Some("&ldquo;"));
    assert_eq!(source_of(&doc, "“We"), Some("&ldquo;We"));
}

#[test]
fn a_change_of_changed_text_is_one_change() {
    let mut doc = edited("a {&frac12;|1/2} hour");
    edit_again(&mut doc, "a {1/2|half} hour");
    assert_eq!(source_of(&doc, "half"), Some("&frac12;"));
    // What is left of a replaced text does not stand for all that was replaced.
    edit_again(&mut doc, "a {hal|}f hour");
    assert_eq!(source_of(&doc, "f"), None);
    assert_eq!(doc.source_slice(doc.alignment().nearest_source_of(find(doc.text(), "f"))), "&frac12;");
}

#[test]
fn an_insertion_that_is_deleted_again_leaves_no_trace() {
    let mut doc = edited("ab{|XY}c");
    edit_again(&mut doc, "ab{XY|}c");
    assert_eq!(doc.text(), "abc");
    assert!(doc.alignment().is_identity());
    assert_eq!(doc.alignment().runs().len(), 1);
    assert_eq!(regions(&doc), [""; 0]);
}

#[test]
fn a_document_can_lose_its_start_its_end_and_everything() {
    let doc = edited("{Menu |}body{ footer|}");
    assert_eq!((doc.text(), source_of(&doc, "body")), ("body", Some("body")));
    assert_eq!(regions(&doc), ["Menu ", " footer"]);

    let doc = edited("{all of it|}");
    assert_eq!(doc.text(), "");
    assert_eq!(doc.alignment().nearest_text_of(find(doc.source(), "of")), Span::empty(0));
    assert_eq!(doc.alignment().nearest_source_of(Span::empty(0)), Span::empty(9));
    assert_eq!(text_of(&doc, "all of it"), None);
}

#[test]
fn the_empty_document_can_be_asked_and_filled() {
    let mut doc = Document::new("a", "").unwrap();
    assert_eq!(doc.alignment().source_of(Span::empty(0)), Some(Span::empty(0)));
    assert_eq!(doc.alignment().nearest_source_of(Span::new(0, 5)), Span::empty(0));
    assert!(doc.alignment().is_identity());
    edit_again(&mut doc, "{|something}");
    assert_eq!((doc.text(), doc.source()), ("something", ""));
    assert_eq!(source_of(&doc, "some"), None);
}

#[test]
fn regions_and_repairs_point_into_the_source_after_several_rounds() {
    let mut doc = edited("{Ad. |}Prices{&nbsp;| }rose. {Ad. |}They fell. Share");
    edit_again(&mut doc, "Prices rose. They {fell|sank}. {Share|}");
    edit_again(&mut doc, "Prices{ |\n}rose. They sank. ");
    assert_eq!(regions(&doc), ["Ad. ", "Ad. ", "Share"]);
    assert_eq!(repairs(&doc), ["&nbsp;", "&nbsp;", "fell"]);
    // A removal around an earlier one spans it in the source.
    edit_again(&mut doc, "Prices\n{rose. They|} sank. ");
    assert_eq!(regions(&doc), ["Ad. ", "rose. Ad. They", "Ad. ", "Share"]);
}

#[test]
fn a_duplicate_says_what_it_repeats() {
    let mut doc = edited("{Ad. |}One line. One line.");
    let text = doc.text().to_owned();
    let mut edits = EditList::new();
    edits.delete_duplicate(Span::new(10, 19), Span::new(0, 9), "same line");
    assert_eq!(&text[10..19], &text[0..9]);
    doc.edit(edits).unwrap();
    let duplicate: &Region = &doc.get::<Regions>().unwrap().as_slice()[1];
    assert_eq!((duplicate.kind, duplicate.removed), (RegionKind::Duplicate, true));
    assert_eq!((duplicate.source, duplicate.duplicate_of), (Span::new(14, 23), Some(Span::new(4, 13))));
}

#[test]
fn marks_change_nothing_but_are_recorded_in_source_spans() {
    let mut doc = edited("{Ad. |}Headline\nText");
    let mut marks = EditList::new();
    marks.mark(Span::new(0, 8), RegionKind::Title, "first line");
    doc.edit(marks).unwrap();
    assert_eq!(doc.text(), "Headline\nText");
    let title = &doc.get::<Regions>().unwrap().as_slice()[1];
    assert_eq!((title.kind, title.removed), (RegionKind::Title, false));
    assert_eq!(doc.source_slice(title.source), "Headline");
}

#[test]
fn marks_and_edits_of_one_list_count_in_the_same_text() {
    let mut doc = Document::new("a", "Ad. Headline").unwrap();
    let mut edits = EditList::new();
    edits.mark(Span::new(4, 12), RegionKind::Title, "headline");
    edits.delete(Span::new(0, 4), RegionKind::Widget, "ad");
    doc.edit(edits).unwrap();
    assert_eq!(regions(&doc), ["Ad. ", "Headline"]);
}

#[test]
fn an_empty_deletion_is_nothing() {
    let mut doc = Document::new("a", "text").unwrap();
    let mut edits = EditList::new();
    edits.delete(Span::empty(2), RegionKind::Blank, "nothing");
    edits.delete_duplicate(Span::empty(2), Span::new(0, 1), "nothing");
    assert!(edits.is_empty());
    doc.edit(edits).unwrap();
    assert!(doc.get::<Regions>().is_none());
}

/// Says why a list is refused, after making sure that the document is as before.
fn refused(doc: &mut Document, edits: EditList) -> EditError {
    let picture =
        |doc: &Document| (doc.text().to_owned(), doc.alignment().clone(), format!("{:?}", doc.layers()));
    let before = picture(doc);
    let error = doc.edit(edits).unwrap_err();
    assert_eq!(picture(doc), before);
    error
}

#[test]
fn a_refused_list_leaves_the_document_unchanged() {
    let doc = &mut edited("{Ad. |}Überall ruhig");
    let list = |first: Span, second: Span| {
        let mut edits = EditList::new();
        edits.delete(first, RegionKind::Widget, "first");
        edits.replace(second, "x", "second");
        edits
    };
    let overlap = refused(doc, list(Span::new(2, 5), Span::new(4, 6)));
    assert_eq!(overlap, EditError::Overlap(Span::new(2, 5), Span::new(4, 6)));
    assert_eq!(overlap.to_string(), "two edits overlap: bytes 2..5 and bytes 4..6");
    let inside = refused(doc, list(Span::new(2, 8), Span::empty(4)));
    assert_eq!(inside, EditError::Overlap(Span::new(2, 8), Span::empty(4)));
    let cut = refused(doc, list(Span::new(4, 5), Span::new(0, 1)));
    assert_eq!(cut, EditError::Boundary(Span::new(0, 1)));
    let beyond = refused(doc, list(Span::new(4, 5), Span::new(10, 99)));
    assert_eq!(beyond, EditError::Boundary(Span::new(10, 99)));
    let inverted = refused(doc, list(Span::new(4, 5), Span { start: 9, end: 7 }));
    assert_eq!(inverted, EditError::Boundary(Span { start: 9, end: 7 }));

    let mut same_place = EditList::new();
    same_place.replace(Span::empty(3), "a", "first");
    same_place.replace(Span::empty(3), "b", "second");
    assert_eq!(refused(doc, same_place), EditError::Overlap(Span::empty(3), Span::empty(3)));

    let mut bad_mark = EditList::new();
    bad_mark.delete(Span::new(2, 3), RegionKind::Widget, "good");
    bad_mark.mark(Span::new(0, 1), RegionKind::Title, "cuts the Ü");
    assert_eq!(refused(doc, bad_mark), EditError::Boundary(Span::new(0, 1)));

    let mut bad_original = EditList::new();
    bad_original.delete_duplicate(Span::new(4, 6), Span::new(1, 3), "cuts the Ü");
    assert_eq!(refused(doc, bad_original), EditError::Boundary(Span::new(1, 3)));
}

#[test]
fn edits_that_touch_do_not_overlap() {
    let doc = edited("a{b|}{|X}{c|Y}{|Z}{d|}e");
    assert_eq!(doc.text(), "aXYZe");
    assert_eq!(source_of(&doc, "Y"), Some("c"));
}

#[test]
fn the_text_cannot_change_under_a_layer() {
    let mut doc = Document::new("a", "One. Two.").unwrap();
    doc.insert(Sentences::default());
    let (_, edits) = notation("One. {Two.|}");
    let error = refused(&mut doc, edits);
    assert_eq!(error, EditError::Annotated("sentences"));
    assert_eq!(
        error.to_string(),
        "the text cannot be edited any more: the layer `sentences` already points into it"
    );
    // Marks change no text and may still come, and without the layer the text is free again.
    let mut marks = EditList::new();
    marks.mark(Span::new(0, 4), RegionKind::Body, "later");
    doc.edit(marks).unwrap();
    assert!(doc.remove::<Sentences>().is_some());
    edit_again(&mut doc, "One. {Two.|}");
    assert_eq!(doc.text(), "One. ");
}

/// More edits than an article has are joined where they lie close together: text and alignment stay as they must be.
#[test]
fn a_dense_list_of_edits_is_joined() {
    let repeats = 20_000;
    let edited = |repeats: usize| edited(&"ab{c|} {d|x}ef ".repeat(repeats));
    let (few, many) = (edited(100), edited(repeats));
    // As they were, in a list of common length.
    assert_eq!(few.get::<Regions>().unwrap().iter().count(), 100);
    assert_eq!(few.get::<Repairs>().unwrap().iter().count(), 100);
    assert_eq!(many.text(), "ab xef ".repeat(repeats));
    let repairs = many.get::<Repairs>().unwrap().iter().count();
    assert!(repairs <= many.source().len() / 50, "{repairs} repairs of {} bytes", many.source().len());
    let alignment = many.alignment();
    for run in alignment.runs().iter().filter(|run| run.kept) {
        assert_eq!(many.slice(run.text), many.source_slice(run.source));
    }
    assert_eq!((alignment.text_len(), alignment.source_len()), (7 * repeats as u32, 8 * repeats as u32));
}

#[test]
fn what_is_removed_side_by_side_is_one_region_of_a_dense_list() {
    let doc = edited(&format!("{}end", "{x|}{yy|}".repeat(10_000)));
    assert_eq!(doc.text(), "end");
    let regions = doc.get::<Regions>().unwrap();
    assert!(doc.get::<Repairs>().is_none());
    assert!(regions.iter().count() <= 30_000 / 60, "{}", regions.iter().count());
    let removed: u32 = regions.iter().map(|region| region.source.len()).sum();
    assert_eq!(removed, 30_000);
}

/// A list that cannot be applied is refused, however long it is.
#[test]
fn a_dense_list_that_overlaps_is_refused() {
    let text = "abcd".repeat(20_000);
    let mut edits = EditList::new();
    for at in (0..text.len() as u32).step_by(4) {
        edits.replace(Span::new(at, at + 2), "x", "test");
    }
    edits.replace(Span::new(41, 43), "y", "test");
    let mut doc = Document::new("a", text.as_str()).unwrap();
    assert!(matches!(doc.edit(edits), Err(EditError::Overlap(..))));
    assert_eq!(doc.text(), text);
}

#[test]
fn time_that_is_up_is_told() {
    let mut doc = Document::new("a", "Kyiv agreed.").unwrap();
    assert!(doc.clock().check().is_ok());
    doc.set_time(std::time::Duration::ZERO);
    let error = doc.clock().check().unwrap_err().to_string();
    assert!(error.contains("takes longer than the 0 s"), "{error}");
}
