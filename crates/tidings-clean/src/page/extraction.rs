//! How well the article was found on its page, and the second look where it was not.

use tidings_core::{DocumentKind, Extraction, Meta, MetaField, Origin};

use super::blocks::{Block, BlockKind, Blocks};
use super::facts::Facts;
use super::judge::{Reason, Verdict};
use super::script_text;
use super::stage::Decided;

/// What is kept of a page with less running text than this, in bytes, is looked at again.
const LITTLE: usize = 400;
/// Text of a script must be so many times as long as what the page itself gives.
const TIMES: usize = 2;

/// Bytes of text that stay.
fn kept(page: &Blocks, verdicts: &[Verdict]) -> usize {
    let blocks = page.blocks.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::Keep);
    blocks.map(|(block, _)| block.text as usize).sum()
}

/// Whether little stays and elements hide much more: markup that is broken may have hidden the article.
pub(super) fn may_be_hidden(page: &Blocks, verdicts: &[Verdict]) -> bool {
    page.silenced > LITTLE && {
        let kept = kept(page, verdicts);
        kept < LITTLE && page.silenced > TIMES * kept + LITTLE
    }
}

/// Whether the second look gives so much more that it must have found the article.
pub(super) fn gives_more(second: &Decided, first: &Decided) -> bool {
    kept(&second.page, &second.verdicts) > TIMES * kept(&first.page, &first.verdicts) + LITTLE / 2
}

/// Puts the text of a script in the place of what the page itself gives, if that is little and the script has much more.
/// Says whether the page calls it the body of its article.
pub(super) fn take_from_scripts(html: &str, page: &mut Blocks, verdicts: &mut Vec<Verdict>) -> Option<bool> {
    let given = kept(page, verdicts);
    let found = if given < LITTLE { script_text::find(html, page.head.scripts())? } else { return None };
    let length: usize = found.lines.iter().flatten().map(|piece| (piece.end - piece.start) as usize).sum();
    if length < TIMES * given + LITTLE / 2 {
        return None;
    }
    let blocks = std::mem::take(&mut page.blocks);
    let mut all: Vec<(Block, Verdict)> = blocks.into_iter().zip(std::mem::take(verdicts)).collect();
    for (_, verdict) in all.iter_mut().filter(|(_, verdict)| *verdict == Verdict::Keep) {
        *verdict =
            Verdict::Drop(tidings_core::RegionKind::Widget, Reason::Words("the article stands in a script"));
    }
    for line in found.lines {
        let first = page.pieces.len();
        page.pieces.extend(line);
        let pieces = first..page.pieces.len();
        let text = page.pieces[pieces.clone()].iter().map(|piece| piece.end - piece.start).sum();
        all.push((Block { kind: BlockKind::Text, pieces, node: 0, text, links: 0 }, Verdict::Keep));
    }
    all.sort_by_key(|(block, _)| page.pieces[block.pieces.start].start);
    (page.blocks, *verdicts) = all.into_iter().unzip();
    Some(found.is_body)
}

/// What is known of a page after the decisions.
pub(super) struct Outcome {
    /// Whether the model kept nothing and the best element was taken.
    pub(super) by_container: bool,
    /// Whether text was taken from a script, and whether the page calls it the body of its article.
    pub(super) from_script: Option<bool>,
}

impl Outcome {
    /// How well the article was found.
    pub(super) fn extraction(&self, page: &Blocks, facts: &[Facts], verdicts: &[Verdict]) -> Extraction {
        let kept = kept(page, verdicts);
        if kept == 0 {
            return Extraction::Empty;
        }
        match self.from_script {
            Some(true) => return Extraction::Ok,
            Some(false) => return Extraction::Poor,
            None => {}
        }
        let running = facts.iter().filter(|facts| facts.prose.is_running() && !facts.is_notice);
        let running: usize = running.map(|facts| facts.bytes() as usize).sum();
        let little_of_much = kept < LITTLE && running > 3 * kept + LITTLE;
        if self.by_container && running > 0 || little_of_much || page.was_silent {
            Extraction::Poor
        } else {
            Extraction::Ok
        }
    }
}

/// Writes it into the metadata.
pub(super) fn note(extraction: Extraction, is_teaser: bool, meta: &mut Meta) {
    let origin = || Origin::Stage("clean.page".into());
    meta.set(MetaField::Extraction, extraction.name(), origin());
    if is_teaser {
        meta.truncated = Some(true);
        if meta.kind() == DocumentKind::Article {
            meta.set_kind(DocumentKind::Teaser, origin());
        }
    }
}
