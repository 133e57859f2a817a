//! The second look at the blocks of a page.

use super::blocks::{BlockKind, Blocks};
use super::class_names::Hints;
use super::features::{COPIES, Facts, Rows, SINCE_COMMENTS, SINCE_TITLE, WIDTH, kind_number};
use crate::second::{self, Items};

/// Hints whose distances the second look sees again.
const SEEN: [Hints; 8] = [
    Hints::COMMENT,
    Hints::RELATED,
    Hints::PROMOTION,
    Hints::SIDEBAR,
    Hints::BIOGRAPHY,
    Hints::CARD,
    Hints::CAPTION,
    Hints::BODY,
];

/// What it sees of a block itself.
const OWN: usize = 12;

/// How many features there are.
pub(crate) const SECOND_WIDTH: usize = second::WIDTH + OWN + SEEN.len();

/// The features of all blocks, from the scores of the first look.
pub(crate) fn second_rows(page: &Blocks, facts: &[Facts], rows: &Rows, scores: &[f32]) -> Vec<f32> {
    let words: Vec<f32> = facts.iter().map(|facts| facts.prose.words as f32).collect();
    let headings: Vec<bool> = page.blocks.iter().map(|block| matches!(block.kind, BlockKind::Heading(_))).collect();
    let items = Items { words: &words, headings: &headings, groups: [&rows.parents, &rows.widers, &rows.classes] };
    second::second_rows(&items, scores, |at, out| {
        let (facts, first) = (&facts[at], rows.row(at));
        let kind = match page.blocks[at].kind {
            BlockKind::Text | BlockKind::Subtitle => 0.0,
            BlockKind::ListItem => 1.0,
            BlockKind::Caption => 2.0,
            BlockKind::Heading(level) => 3.0 + f32::from(level),
        };
        out.extend([
            facts.mass.density(),
            kind,
            f32::from(u8::from(facts.prose.closed)),
            facts.cue.as_ref().map_or(f32::NAN, |cue| kind_number(cue.kind)),
            f32::from(u8::from(facts.is_title)),
            f32::from(u8::from(facts.mass.paragraphs > 0)),
            first[SINCE_TITLE],
            first[SINCE_COMMENTS],
            facts.prose.stops as f32,
            facts.prose.share(1) + facts.prose.share(2),
            facts.prose.numbers as f32 / facts.prose.words.max(1) as f32,
            first[COPIES],
        ]);
        let near = &first[WIDTH - Hints::COUNT..];
        out.extend(SEEN.map(|hint| near[hint.0.trailing_zeros() as usize]));
    })
}
