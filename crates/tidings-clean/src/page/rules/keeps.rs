//! What stays although its score is low: what belongs to blocks that stay, and short articles, of which the model saw few.
//!
//! Log-odds below are those of a block to be the article.

use rustc_hash::FxHashMap;

use super::{Rules, named_otherwise};
use crate::page::blocks::{BlockKind, Blocks};
use crate::page::element::Element;

/// What an item of a list scores at least, in log-odds, to stay beside items that stay.
const LEAST_OF_LIKE: f32 = -3.0;
/// What a block between others scores at least, in log-odds, to stay with them.
const LEAST_BETWEEN: f32 = -3.0;
/// How many blocks above the first that stays are looked at.
const ABOVE: usize = 3;
/// How many words loose text has at least.
const LEAST_LOOSE: u32 = 7;
/// An article with fewer words than this is short.
const SHORT: u32 = 80;
/// What a block of a short article scores at least, in log-odds.
const LEAST_OF_SHORT: f32 = -4.0;
/// What the blocks of a page score less than the best of them, in log-odds, and may still be the article with it.
const NEAR_THE_BEST: f32 = 1.5;

impl Rules<'_> {
    /// Items of a list of which others stay: numbered headings and short paragraphs look like a menu one by one.
    pub(super) fn keep_like_items(&mut self) {
        let Rules { page, facts, scores, keep, .. } = self;
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

    /// Between blocks that stay and right above them: a heading above one of its own element, and loose text beside paragraphs.
    pub(super) fn keep_between(&mut self) {
        let Rules { page, facts, parents, scores, candidates, keep, .. } = self;
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
                && parents[at] == parents[at + 1]
                && !matches!(page.blocks[at + 1].kind, BlockKind::Heading(_));
            // Loose text: its element holds paragraphs of the article too.
            let element = page.nodes[node].element;
            let container = matches!(element, Element::Block | Element::Article | Element::Main);
            let beside = |other: usize| {
                keep.get(other) == Some(&true) && is_inside(page, page.blocks[other].node, node as u32)
            };
            let loose = container
                && facts[at].prose.words >= LEAST_LOOSE
                && (beside(at + 1) || at > 0 && beside(at - 1));
            keep[at] = heading || loose;
        }
    }

    /// Where little stays: all that stands in the same element, nothing speaks against, and no link is in.
    pub(super) fn keep_short_articles(&mut self) {
        let Rules { page, facts, parents, scores, candidates, keep, .. } = self;
        let kept: Vec<usize> = (0..keep.len()).filter(|&at| keep[at]).collect();
        let words: u32 = kept.iter().map(|&at| facts[at].prose.words).sum();
        let Some(&first) = kept.iter().max_by_key(|&&at| facts[at].prose.words).filter(|_| words < SHORT)
        else {
            return;
        };
        let fits = |at: usize| {
            candidates[at]
                && parents[at] == parents[first]
                && page.blocks[at].links == 0
                && !facts[at].is_title
                && scores[at] >= LEAST_OF_SHORT
        };
        (0..keep.len()).filter(|&at| fits(at)).for_each(|at| keep[at] = true);
    }

    /// A paragraph that is one long link stays if it is a sentence and stands beside what stays.
    pub(super) fn keep_linked_sentences(&mut self) {
        let Rules { page, facts, parents, keep, .. } = self;
        for at in 0..keep.len() {
            let (block, prose) = (&page.blocks[at], &facts[at].prose);
            let linked = block.links * 5 > block.text * 3
                && page.nodes[block.node as usize].element == Element::Paragraph;
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

    /// A piece of a page without menus around it stays, also where it is short: nothing in it is beside the article but what says so.
    pub(super) fn keep_fragment(&mut self) {
        let Rules { page, candidates, keep, .. } = self;
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

    /// Where the model keeps nothing: the best element, by its score and by the running text in it, and what in it nothing speaks
    /// against. A fragment without running text stays as a whole.
    pub(super) fn keep_best_container(&mut self) {
        let Rules { page, facts, parents, scores, candidates, keep, .. } = self;
        let running = || (0..keep.len()).filter(|&at| candidates[at] && facts[at].prose.is_running());
        let best = running().map(|at| scores[at]).max_by(f32::total_cmp);
        let Some(best) = best else {
            return (0..keep.len()).for_each(|at| keep[at] = candidates[at]);
        };
        let near = || running().filter(|&at| scores[at] >= best - NEAR_THE_BEST);
        let mut direct: Vec<u32> = vec![0; page.nodes.len()];
        near().for_each(|at| direct[parents[at] as usize] += facts[at].prose.words);
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
}

/// Whether an element stands right inside another, or in one inside it.
fn is_inside(page: &Blocks, node: u32, outer: u32) -> bool {
    let mut around = std::iter::successors(Some(node), |node| Some(page.nodes[*node as usize].parent));
    around.by_ref().skip(1).take(2).any(|node| node == outer) && node != outer
}
