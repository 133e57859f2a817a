//! Which blocks stay: by their scores first, then by rules for what scores cannot see or what must never happen.
//!
//! Every rule has a limit that keeps it from taking the whole article, and the last one holds that a page with text never comes
//! out empty.

mod drops;
mod keeps;

use tidings_learn::forest::probability;

use super::blocks::{Block, Blocks};
use super::class_names::Hints;
use super::element::Element;
use super::facts::Facts;
use super::features::{OTHER, Rows};

/// The decision on a page.
pub(crate) struct Kept {
    /// By block: whether it stays.
    pub(crate) blocks: Vec<bool>,
    /// Whether the scores kept nothing, so that the best element was taken.
    pub(crate) by_container: bool,
}

/// What the rules look at, and what they have decided so far.
struct Rules<'a> {
    page: &'a Blocks,
    facts: &'a [Facts],
    /// By block: its nearest wider element.
    parents: &'a [u32],
    /// By block: its score, in log-odds.
    scores: &'a [f32],
    /// By block: whether it belongs to a notice on cookies and consent.
    notices: Vec<bool>,
    /// By block: whether it may be the article.
    candidates: Vec<bool>,
    keep: Vec<bool>,
}

/// Which blocks stay by their scores and by the rules.
pub(super) fn kept(page: &Blocks, facts: &[Facts], rows: &Rows, scores: &[f32], threshold: f32) -> Kept {
    let enough = |score: f32| probability(f64::from(score)) >= f64::from(threshold);
    let blocks = page.blocks.iter().zip(scores);
    let keep = blocks.map(|(block, score)| block.text > 0 && enough(*score)).collect();
    let notices = in_notices(page, facts);
    let candidates = candidates(page, facts, &notices);
    let mut rules = Rules { page, facts, parents: &rows.parents, scores, notices, candidates, keep };
    rules.keep_like_items();
    rules.drop_bylines();
    rules.drop_comments();
    rules.drop_hidden();
    rules.drop_notices();
    rules.drop_related();
    rules.keep_between();
    rules.keep_short_articles();
    rules.keep_linked_sentences();
    rules.keep_fragment();
    let by_container = !rules.keep.contains(&true);
    if by_container {
        rules.keep_best_container();
    }
    Kept { blocks: rules.keep, by_container }
}

/// By block: whether it belongs to a notice on cookies and consent. An element that is named so is one, and one that holds little
/// but the wording of notices.
fn in_notices(page: &Blocks, facts: &[Facts]) -> Vec<bool> {
    let mut named = vec![false; page.nodes.len()];
    // By node: the box it stands in, itself if it is one.
    let mut boxes = vec![0usize; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        named[at] = named[node.parent as usize] || node.hints.has(Hints::CONSENT);
        let inside = matches!(
            node.element,
            Element::Paragraph
                | Element::Heading(_)
                | Element::List
                | Element::ListItem
                | Element::Quote
                | Element::Inline
                | Element::Link
                | Element::Button
        );
        boxes[at] = if inside { boxes[node.parent as usize] } else { at };
    }
    // By box: words of notices and of all text.
    let mut words = vec![(0u32, 0u32); page.nodes.len()];
    for (block, facts) in page.blocks.iter().zip(facts) {
        let of = &mut words[boxes[block.node as usize]];
        of.0 += if facts.is_notice { facts.prose.words } else { 0 };
        of.1 += facts.prose.words;
    }
    let is_in = |(block, facts): (&Block, &Facts)| {
        let (notices, all) = words[boxes[block.node as usize]];
        named[block.node as usize] || notices * 2 > all && !facts.is_title
    };
    page.blocks.iter().zip(facts).map(is_in).collect()
}

/// By block: whether it has text that may be the article: no name, no wording and no link says that it is something else.
fn candidates(page: &Blocks, facts: &[Facts], notices: &[bool]) -> Vec<bool> {
    let named = named_otherwise(page);
    let is_candidate = |at: usize| {
        let block = &page.blocks[at];
        block.text > 0
            && !named[block.node as usize]
            && !facts[at].is_bare_link()
            && !notices[at]
            && facts[at].cue.is_none()
    };
    (0..facts.len()).map(is_candidate).collect()
}

/// By node: whether it or an element around it is named something other than the article.
fn named_otherwise(page: &Blocks) -> Vec<bool> {
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        let these = node.hints.with(node.element.hints());
        named[at] = named[node.parent as usize] || these.has(OTHER.with(Hints::CREDIT).with(Hints::CAPTION));
    }
    named
}

/// By block: whether an element around it is named comments.
pub(super) fn named_comments(page: &Blocks) -> Vec<bool> {
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        named[at] = named[node.parent as usize] || node.hints.has(Hints::COMMENT);
    }
    page.blocks.iter().map(|block| named[block.node as usize]).collect()
}
