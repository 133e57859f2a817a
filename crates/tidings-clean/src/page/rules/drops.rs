//! What goes although its score is high: each rule names what it takes, and how much must stay beside it.

use super::{Rules, named_comments};
use crate::boilerplate::Scope;
use crate::page::class_names::Hints;

/// How many words of running text must stay outside of what is named comments for the comments to go.
const WORDS_BESIDE_COMMENTS: u32 = 60;
/// How many words a sentence has that stands beside a notice and is none.
const WORDS_BESIDE_NOTICES: u32 = 8;
/// How many elements around a block, and how many blocks after the heading of a list of links, make it a part of that list.
const RELATED_WITHIN: (usize, usize) = (5, 6);

impl Rules<'_> {
    /// A few words in an element that is named a byline, a credit or a share bar go, whatever is around them.
    pub(super) fn drop_bylines(&mut self) {
        let Rules { page, facts, keep, .. } = self;
        let named = Hints::BYLINE.with(Hints::CREDIT).with(Hints::SHARE);
        for (at, block) in page.blocks.iter().enumerate() {
            let (hints, prose) = (page.nodes[block.node as usize].hints, &facts[at].prose);
            if hints.has(named) && !hints.has(Hints::BODY) && prose.words <= 10 && !prose.closed {
                keep[at] = false;
            }
        }
    }

    /// What stands in an element that is named comments goes, unless that element holds the article: comments are well-formed
    /// running text, and pages with many of them are rare among those that the model was trained on.
    pub(super) fn drop_comments(&mut self) {
        let Rules { page, facts, keep, .. } = self;
        let comments = named_comments(page);
        let beside = (0..keep.len()).filter(|&at| keep[at] && !comments[at] && facts[at].prose.is_running());
        if beside.map(|at| facts[at].prose.words).sum::<u32>() >= WORDS_BESIDE_COMMENTS {
            keep.iter_mut().zip(comments).for_each(|(keep, comment)| *keep &= !comment);
        }
    }

    /// What stands in an element that is not shown goes, unless it is much of the article: some pages show it by a script, or to
    /// those who pay. Folded questions and answers stay.
    pub(super) fn drop_hidden(&mut self) {
        let Rules { page, facts, keep, .. } = self;
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
    pub(super) fn drop_notices(&mut self) {
        let Rules { page, facts, notices, candidates, keep, .. } = self;
        let other = (0..keep.len()).filter(|&at| {
            let block = &page.blocks[at];
            let sentence = facts[at].prose.closed && facts[at].prose.words >= WORDS_BESIDE_NOTICES;
            candidates[at] && sentence && block.links * 2 < block.text
        });
        if other.count() > 0 {
            keep.iter_mut().zip(&*notices).for_each(|(keep, notice)| *keep &= !notice);
        }
    }

    /// Headlines that are links, in a box named so or below "Related stories", go: 98 of 100 on the training pages are no article.
    pub(super) fn drop_related(&mut self) {
        let Rules { page, facts, keep, .. } = self;
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
            let around =
                std::iter::successors(Some(block.node), |node| Some(page.nodes[*node as usize].parent));
            let mut around = around.take(RELATED_WITHIN.0);
            if announced || around.any(|node| page.nodes[node as usize].hints.has(Hints::RELATED)) {
                keep[at] = false;
            }
        }
    }
}
