//! Scores cleaning: which characters were kept, and what the others were taken for.
//!
//! White space and characters without width count nowhere: who keeps a line break has neither won
//! nor lost text. The headline of a page leaves the text for the metadata; where it is recognized as the headline it
//! counts as kept.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::Serialize;
use tidings_core::{Document, RegionKind, Regions, Span};

use super::counts::{Counts, share};
use super::gold::{Gold, is_kept};

/// Counts of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegionScore {
    /// Characters that belong to the article.
    pub kept: Counts,
    /// All characters that count.
    pub characters: usize,
    /// Characters kept or removed as they should be.
    pub right: usize,
    /// By kind of region.
    pub kinds: BTreeMap<&'static str, Counts>,
}

impl RegionScore {
    /// The share of characters kept or removed as they should be.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.right, self.characters)
    }
}

impl AddAssign<&RegionScore> for RegionScore {
    fn add_assign(&mut self, other: &RegionScore) {
        self.kept += other.kept;
        self.characters += other.characters;
        self.right += other.right;
        for (kind, counts) in &other.kinds {
            *self.kinds.entry(kind).or_default() += *counts;
        }
    }
}

/// Compares the regions of a document with the annotation.
pub fn score(gold: &Gold, doc: &Document) -> RegionScore {
    let source = doc.source();
    let kept = kept_bytes(doc);
    let found = kinds(source.len(), found_regions(doc));
    let expected =
        kinds(source.len(), gold.regions.iter().map(|region| (region.span, region.kind)).collect());
    let mut score = RegionScore::default();
    for (at, letter) in source.char_indices() {
        let Some(expected) = expected[at].filter(|kind| *kind != RegionKind::Blank && is_visible(letter))
        else {
            continue;
        };
        let should_keep = is_kept(expected);
        let is_headline = |kind| kind == RegionKind::Title;
        let kept_here = kept[at] || is_headline(expected) && found[at].is_some_and(is_headline);
        score.characters += 1;
        score.right += usize::from(kept_here == should_keep);
        score.kept.hits += usize::from(kept_here && should_keep);
        score.kept.found += usize::from(kept_here);
        score.kept.gold += usize::from(should_keep);
        // What was kept without a mark is running text.
        let found = if kept[at] { found[at].or(Some(RegionKind::Body)) } else { found[at] };
        let (expected, found) = (name(expected), found.map(name));
        score.kinds.entry(expected).or_default().gold += 1;
        if let Some(found) = found {
            let counts = score.kinds.entry(found).or_default();
            counts.found += 1;
            counts.hits += usize::from(found == expected);
        }
    }
    score
}

/// The name of a kind; where a text breaks off it is running text all the same.
fn name(kind: RegionKind) -> &'static str {
    if kind == RegionKind::Truncated { RegionKind::Body.name() } else { kind.name() }
}

/// For every byte of the source, whether its character shows in the text.
fn kept_bytes(doc: &Document) -> Vec<bool> {
    let mut kept = vec![false; doc.source().len()];
    for run in doc.alignment().runs() {
        let shows = run.kept || doc.slice(run.text).chars().any(is_visible);
        kept[run.source.range()].fill(shows);
    }
    kept
}

/// The regions of a document, those that decide last: removals after marks, small after large.
fn found_regions(doc: &Document) -> Vec<(Span, RegionKind)> {
    let mut regions: Vec<_> = doc.get::<Regions>().map_or(&[][..], Regions::as_slice).iter().collect();
    regions.sort_by_key(|region| (region.removed, std::cmp::Reverse(region.source.len())));
    regions.into_iter().map(|region| (region.source, region.kind)).collect()
}

fn kinds(len: usize, regions: Vec<(Span, RegionKind)>) -> Vec<Option<RegionKind>> {
    let mut kinds = vec![None; len];
    for (span, kind) in regions {
        if let Some(part) = kinds.get_mut(span.range()) {
            part.fill(Some(kind));
        }
    }
    kinds
}

/// Whether a character is more than white space or a mark without width.
fn is_visible(letter: char) -> bool {
    let without_width = matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    !letter.is_whitespace() && !letter.is_control() && !without_width
}

#[cfg(test)]
mod tests {
    use tidings_core::EditList;

    use super::super::testing::{at, gold};
    use super::*;

    const SOURCE: &str = "Share this\nTitle here\nSome bo\u{AD}dy. More.\n3 Comments\n";

    fn annotation() -> Gold {
        use RegionKind::{Body, Comment, Share, Title};
        gold(
            SOURCE,
            &[
                ("Share this", Share),
                ("Title here", Title),
                ("Some bo\u{AD}dy. More.", Body),
                ("3 Comments", Comment),
            ],
        )
    }

    fn scored(edit: impl FnOnce(&mut EditList)) -> RegionScore {
        let mut doc = Document::new("a", SOURCE).unwrap();
        let mut edits = EditList::new();
        edit(&mut edits);
        doc.edit(edits).unwrap();
        score(&annotation(), &doc)
    }

    #[test]
    fn a_perfect_cleaner_has_a_perfect_score() {
        let score = scored(|edits| {
            edits.delete(at(SOURCE, "Share this\n"), RegionKind::Share, "");
            edits.mark(at(SOURCE, "Title here"), RegionKind::Title, "");
            edits.replace(at(SOURCE, "\u{AD}"), "", "soft hyphen");
            edits.delete(at(SOURCE, "3 Comments\n"), RegionKind::Comment, "");
        });
        assert_eq!(score.accuracy(), Some(1.0));
        assert_eq!(score.kept.f1(), Some(1.0));
        assert!(score.kinds.values().all(|counts| counts.f1() == Some(1.0)), "{score:?}");
    }

    #[test]
    fn a_headline_that_left_the_text_as_such_is_not_lost() {
        let cut = |kind| {
            move |edits: &mut EditList| {
                edits.delete(at(SOURCE, "Share this\n"), RegionKind::Share, "");
                edits.delete(at(SOURCE, "Title here\n"), kind, "");
                edits.delete(at(SOURCE, "3 Comments\n"), RegionKind::Comment, "");
            }
        };
        assert_eq!(scored(cut(RegionKind::Title)).kept.f1(), Some(1.0));
        assert_eq!(scored(cut(RegionKind::Related)).kept, Counts { hits: 14, found: 14, gold: 23 });
    }

    #[test]
    fn what_was_kept_or_removed_wrongly_is_counted() {
        let score = scored(|edits| {
            edits.delete(at(SOURCE, "Share this\n"), RegionKind::Widget, "");
            edits.delete(at(SOURCE, "More."), RegionKind::Related, "");
        });
        // Kept: the title (9), "Somebody." (9), "3Comments" (9); should be: title, "Somebody.More." (14).
        assert_eq!(score.kept, Counts { hits: 18, found: 27, gold: 23 });
        assert_eq!(score.right, 18 + 9);
        assert_eq!(score.kinds["share"], Counts { hits: 0, found: 0, gold: 9 });
        assert_eq!(score.kinds["widget"], Counts { hits: 0, found: 9, gold: 0 });
        assert_eq!(score.kinds["body"], Counts { hits: 9, found: 27, gold: 14 });
    }
}
