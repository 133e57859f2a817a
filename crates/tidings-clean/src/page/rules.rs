//! Which blocks stay: by their scores first, then by rules for what scores cannot see or what must never happen.
//!
//! Every rule has a limit that keeps it from taking the whole article, and the last one holds that a page with text never comes
//! out empty.

use rustc_hash::FxHashMap;
use tidings_learn::forest::probability;

use super::blocks::{Block, BlockKind, Blocks};
use super::class_names::Hints;
use super::element::Element;
use super::facts::Facts;
use super::features::{OTHER, Rows};
use crate::boilerplate::Scope;

/// The decision on a page.
pub(crate) struct Kept {
    /// By block: whether it stays.
    pub(crate) blocks: Vec<bool>,
    /// Whether the scores kept nothing, so that the best element was taken.
    pub(crate) by_container: bool,
}

/// Which blocks stay by their scores and by the rules.
pub(super) fn kept(page: &Blocks, facts: &[Facts], rows: &Rows, scores: &[f32], threshold: f32) -> Kept {
    let enough = |score: f32| probability(f64::from(score)) >= f64::from(threshold);
    let blocks = page.blocks.iter().zip(scores);
    let mut keep: Vec<bool> = blocks.map(|(block, score)| block.text > 0 && enough(*score)).collect();
    drop_bylines(page, facts, &mut keep);
    drop_comments(page, facts, &mut keep);
    drop_hidden(page, facts, &mut keep);
    let notices = in_notices(page, facts);
    let candidates = candidates(page, facts, &notices);
    drop_notices(page, facts, &notices, &candidates, &mut keep);
    drop_related(page, facts, &mut keep);
    keep_like_items(page, facts, scores, &mut keep);
    keep_between(page, facts, rows, scores, &candidates, &mut keep);
    keep_short_articles(page, facts, rows, scores, &candidates, &mut keep);
    keep_linked_sentences(page, facts, &rows.parents, &mut keep);
    keep_fragment(page, &candidates, &mut keep);
    let by_container = !keep.contains(&true);
    if by_container {
        keep_best_container(page, facts, rows, scores, &candidates, &mut keep);
    }
    Kept { blocks: keep, by_container }
}

/// A few words in an element that is named a byline, a credit or a share bar go, whatever is around them.
fn drop_bylines(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let named = Hints::BYLINE.with(Hints::CREDIT).with(Hints::SHARE);
    for (at, block) in page.blocks.iter().enumerate() {
        let (hints, prose) = (page.nodes[block.node as usize].hints, &facts[at].prose);
        if hints.has(named) && !hints.has(Hints::BODY) && prose.words <= 10 && !prose.closed {
            keep[at] = false;
        }
    }
}

/// How many words of running text must stay outside of what is named comments for the comments to go.
const WORDS_BESIDE_COMMENTS: u32 = 60;

/// What stands in an element that is named comments goes, unless that element holds the article: comments are well-formed
/// running text, and pages with many of them are rare among those that the model was trained on.
fn drop_comments(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let comments = named_comments(page);
    let beside = (0..keep.len()).filter(|&at| keep[at] && !comments[at] && facts[at].prose.is_running());
    if beside.map(|at| facts[at].prose.words).sum::<u32>() >= WORDS_BESIDE_COMMENTS {
        keep.iter_mut().zip(comments).for_each(|(keep, comment)| *keep &= !comment);
    }
}

/// What stands in an element that is not shown goes, unless it is much of the article: some pages show it by a script, or to
/// those who pay. Folded questions and answers stay.
fn drop_hidden(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let mut hidden = vec![false; page.nodes.len()];
    let mut folded = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        let parent = node.parent as usize;
        folded[at] = folded[parent] || node.hints.has(Hints::FOLDED);
        hidden[at] = hidden[parent] || node.hidden && !folded[at];
    }
    let is_hidden = |at: usize| hidden[page.blocks[at].node as usize];
    let (mut shown, mut not_shown) = (0, 0);
    for at in (0..keep.len()).filter(|&at| keep[at] && facts[at].prose.is_running()) {
        *(if is_hidden(at) { &mut not_shown } else { &mut shown }) += facts[at].prose.words;
    }
    if shown >= WORDS_BESIDE_COMMENTS && shown >= 2 * not_shown {
        (0..keep.len()).filter(|&at| is_hidden(at)).for_each(|at| keep[at] = false);
    }
}

/// Notices on cookies and consent go, unless the page has nothing else.
fn drop_notices(page: &Blocks, facts: &[Facts], notices: &[bool], candidates: &[bool], keep: &mut [bool]) {
    let other = (0..keep.len()).filter(|&at| {
        let block = &page.blocks[at];
        let sentence = facts[at].prose.closed && facts[at].prose.words >= WORDS_BESIDE_NOTICES;
        candidates[at] && sentence && block.links * 2 < block.text
    });
    if other.count() > 0 {
        keep.iter_mut().zip(notices).for_each(|(keep, notice)| *keep &= !notice);
    }
}

/// How many words a sentence has that stands beside a notice and is none.
const WORDS_BESIDE_NOTICES: u32 = 8;

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

/// What an item of a list scores at least, in log-odds, to stay beside items that stay.
const LEAST_OF_LIKE: f32 = -3.0;

/// Items of a list of which others stay: numbered headings and short paragraphs look like a menu one by one.
fn keep_like_items(page: &Blocks, facts: &[Facts], scores: &[f32], keep: &mut [bool]) {
    let list_of = |node: u32| {
        let around = std::iter::successors(Some(node), |node| Some(page.nodes[*node as usize].parent));
        let mut around =
            around.take(8).skip_while(|node| page.nodes[*node as usize].element != Element::ListItem);
        around.find(|node| page.nodes[*node as usize].element == Element::List)
    };
    let mut lists: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    let of_block: Vec<Option<u32>> = page.blocks.iter().map(|block| list_of(block.node)).collect();
    for (at, list) in of_block.iter().enumerate() {
        let Some(list) = list else { continue };
        let (kept, all) = lists.entry(*list).or_default();
        *kept += u32::from(keep[at] && facts[at].prose.words >= 4);
        *all += u32::from(page.blocks[at].text > 0);
    }
    for (at, block) in page.blocks.iter().enumerate() {
        let Some(list) = of_block[at].filter(|_| !keep[at] && block.text > 0) else { continue };
        let (kept, all) = lists[&list];
        let mostly_links = block.links * 2 > block.text;
        if kept > 0
            && kept * 8 >= all
            && !mostly_links
            && facts[at].cue.is_none()
            && !facts[at].is_notice
            && scores[at] >= LEAST_OF_LIKE
        {
            keep[at] = true;
        }
    }
}

/// What a block between others scores at least, in log-odds, to stay with them.
const LEAST_BETWEEN: f32 = -3.0;

/// Between blocks that stay and right above them: a heading above one of its own element, and loose text beside paragraphs.
fn keep_between(
    page: &Blocks,
    facts: &[Facts],
    rows: &Rows,
    scores: &[f32],
    candidates: &[bool],
    keep: &mut [bool],
) {
    let Some(last) = keep.iter().rposition(|keep| *keep) else { return };
    let Some(first) = keep.iter().position(|keep| *keep) else { return };
    // From below, so that a heading above what this rule keeps stays too.
    for at in (first.saturating_sub(ABOVE)..last).rev() {
        let block = &page.blocks[at];
        let fits = candidates[at] && block.links * 5 <= block.text && scores[at] >= LEAST_BETWEEN;
        if keep[at] || !fits {
            continue;
        }
        let node = block.node as usize;
        let level = if let BlockKind::Heading(level) = block.kind { level } else { 0 };
        let heading = level > 0
            && keep[at + 1]
            && (at > first || level > 2)
            && rows.parents[at] == rows.parents[at + 1]
            && !matches!(page.blocks[at + 1].kind, BlockKind::Heading(_));
        // Loose text: its element holds paragraphs of the article too.
        let element = page.nodes[node].element;
        let container = matches!(element, Element::Block | Element::Article | Element::Main);
        let beside = |other: usize| {
            keep.get(other) == Some(&true) && is_inside(page, page.blocks[other].node, node as u32)
        };
        let loose =
            container && facts[at].prose.words >= LEAST_LOOSE && (beside(at + 1) || at > 0 && beside(at - 1));
        keep[at] = heading || loose;
    }
}

/// How many blocks above the first that stays are looked at.
const ABOVE: usize = 3;

/// An article with fewer words than this is short.
const SHORT: u32 = 80;

/// Where little stays: all that stands in the same element, nothing speaks against, and no link is in.
fn keep_short_articles(
    page: &Blocks,
    facts: &[Facts],
    rows: &Rows,
    scores: &[f32],
    candidates: &[bool],
    keep: &mut [bool],
) {
    let kept: Vec<usize> = (0..keep.len()).filter(|&at| keep[at]).collect();
    let words: u32 = kept.iter().map(|&at| facts[at].prose.words).sum();
    let Some(&first) = kept.iter().max_by_key(|&&at| facts[at].prose.words).filter(|_| words < SHORT) else {
        return;
    };
    let fits = |at: usize| {
        candidates[at]
            && rows.parents[at] == rows.parents[first]
            && page.blocks[at].links == 0
            && !facts[at].is_title
            && scores[at] >= LEAST_OF_SHORT
    };
    (0..keep.len()).filter(|&at| fits(at)).for_each(|at| keep[at] = true);
}

/// What a block of a short article scores at least, in log-odds.
const LEAST_OF_SHORT: f32 = -4.0;

/// How many words loose text has at least.
const LEAST_LOOSE: u32 = 7;

/// Whether an element stands right inside another, or in one inside it.
fn is_inside(page: &Blocks, node: u32, outer: u32) -> bool {
    let mut around = std::iter::successors(Some(node), |node| Some(page.nodes[*node as usize].parent));
    around.by_ref().skip(1).take(2).any(|node| node == outer) && node != outer
}

/// How many elements around a block, and how many blocks after the heading of a list of links, make it a part of that list.
const RELATED_WITHIN: (usize, usize) = (5, 6);

/// Headlines that are links, in a box named so or below "Related stories", go: 98 of 100 on the training pages are no article.
fn drop_related(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let mut heading = None;
    for (at, block) in page.blocks.iter().enumerate() {
        if facts[at].cue.as_ref().is_some_and(|cue| cue.scope == Scope::Links) {
            heading = Some(at);
        }
        keep[at] &= !facts[at].is_pointer;
        if !keep[at] || block.links * 20 < block.text * 19 || facts[at].prose.closed {
            continue;
        }
        let announced = heading.is_some_and(|heading| at - heading <= RELATED_WITHIN.1);
        let around = std::iter::successors(Some(block.node), |node| Some(page.nodes[*node as usize].parent));
        let mut around = around.take(RELATED_WITHIN.0);
        if announced || around.any(|node| page.nodes[node as usize].hints.has(Hints::RELATED)) {
            keep[at] = false;
        }
    }
}

/// By block: whether an element around it is named comments.
pub(super) fn named_comments(page: &Blocks) -> Vec<bool> {
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        named[at] = named[node.parent as usize] || node.hints.has(Hints::COMMENT);
    }
    page.blocks.iter().map(|block| named[block.node as usize]).collect()
}

/// A paragraph that is one long link stays if it is a sentence and stands beside what stays.
fn keep_linked_sentences(page: &Blocks, facts: &[Facts], parents: &[u32], keep: &mut [bool]) {
    for at in 0..keep.len() {
        let (block, prose) = (&page.blocks[at], &facts[at].prose);
        let linked =
            block.links * 5 > block.text * 3 && page.nodes[block.node as usize].element == Element::Paragraph;
        let beside = |other: usize| keep.get(other) == Some(&true) && parents[other] == parents[at];
        if !keep[at]
            && linked
            && prose.closed
            && prose.words >= 8
            && facts[at].cue.is_none()
            && (beside(at + 1) || at > 0 && beside(at - 1))
        {
            keep[at] = true;
        }
    }
}

/// What the blocks of a page score less than the best of them, in log-odds, and may still be the article with it.
const NEAR_THE_BEST: f32 = 1.5;

/// Where the model keeps nothing: the best element, by its score and by the running text in it, and what in it nothing speaks
/// against. A fragment without running text stays as a whole.
fn keep_best_container(
    page: &Blocks,
    facts: &[Facts],
    rows: &Rows,
    scores: &[f32],
    candidates: &[bool],
    keep: &mut [bool],
) {
    let running = || (0..keep.len()).filter(|&at| candidates[at] && facts[at].prose.is_running());
    let best = running().map(|at| scores[at]).max_by(f32::total_cmp);
    let Some(best) = best else {
        return (0..keep.len()).for_each(|at| keep[at] = candidates[at]);
    };
    let near = || running().filter(|&at| scores[at] >= best - NEAR_THE_BEST);
    let mut direct: Vec<u32> = vec![0; page.nodes.len()];
    near().for_each(|at| direct[rows.parents[at] as usize] += facts[at].prose.words);
    let most = direct.iter().copied().max().unwrap_or(0);
    let Some(container) = direct.iter().position(|words| *words == most) else { return };
    let mut inside = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        inside[at] = at == container || at > 0 && inside[node.parent as usize];
    }
    for at in 0..keep.len() {
        keep[at] = candidates[at] && inside[page.blocks[at].node as usize];
    }
}

/// A piece of a page without menus around it stays, also where it is short: nothing in it is beside the article but what says so.
fn keep_fragment(page: &Blocks, candidates: &[bool], keep: &mut [bool]) {
    if !page.is_fragment || named_otherwise(page).contains(&true) {
        return;
    }
    let (text, links) = page.blocks.iter().fold((0u64, 0u64), |(text, links), block| {
        (text + u64::from(block.text), links + u64::from(block.links))
    });
    if links * 3 <= text {
        for (at, block) in page.blocks.iter().enumerate() {
            keep[at] |= candidates[at] && block.kind != BlockKind::Caption;
        }
    }
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
