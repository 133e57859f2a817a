//! The model that says which blocks are the article.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use tidings_learn::forest::{Forest, probability};
use tidings_learn::{Aligned, Model};

use super::blocks::Blocks;
use super::class_names::Hints;
use super::element::Element;
use super::features::{Facts, OTHER, Rows, WIDTH, rows};
use super::nodes::Evidence;
use crate::boilerplate::Scope;

/// The section of the model file that holds the trees.
pub(crate) const SECTION: &str = "blocks";

pub(super) static BUILT_IN: &[u8] = &Aligned(*include_bytes!("../../models/page.model")).0;

static MODEL: LazyLock<Result<BlockModel, String>> = LazyLock::new(|| {
    Model::embedded(BUILT_IN).map_err(|error| error.to_string()).and_then(|model| BlockModel::of(&model))
});

/// The trees over blocks.
#[derive(Clone)]
pub(crate) struct BlockModel {
    forest: Arc<Forest>,
}

impl BlockModel {
    /// The built-in model, or the one in a file.
    pub(crate) fn new(path: Option<&Path>) -> Result<Self, String> {
        match path {
            None => MODEL.clone(),
            Some(path) => BlockModel::of(&Model::read(path).map_err(|error| error.to_string())?),
        }
    }

    fn of(model: &Model) -> Result<Self, String> {
        let forest = model.section(SECTION).and_then(|section| Forest::from_section(&section));
        let forest = forest.map_err(|error| error.to_string())?;
        if forest.width() != WIDTH {
            return Err(format!(
                "the model looks at {} features, this version gives {WIDTH}",
                forest.width()
            ));
        }
        Ok(BlockModel { forest: Arc::new(forest) })
    }

    /// Which blocks stay.
    pub(crate) fn keep(&self, page: &Blocks, facts: &[Facts], threshold: f32) -> Vec<bool> {
        if threshold <= 0.0 {
            return page.blocks.iter().map(|block| block.text > 0).collect();
        }
        let rows = rows(page, facts, Evidence::ALL);
        let scores = scores(&self.forest, &rows, facts);
        kept(page, facts, &rows, &scores, threshold)
    }
}

/// Which blocks stay by their scores and by the rules.
pub(super) fn kept(page: &Blocks, facts: &[Facts], rows: &Rows, scores: &[f32], threshold: f32) -> Vec<bool> {
    let enough = |score: f32| probability(f64::from(score)) >= f64::from(threshold);
    let blocks = page.blocks.iter().zip(scores);
    let mut keep: Vec<bool> = blocks.map(|(block, score)| block.text > 0 && enough(*score)).collect();
    drop_bylines(page, facts, &mut keep);
    drop_comments(page, facts, &mut keep);
    drop_related(page, facts, &mut keep);
    keep_linked_sentences(page, facts, &rows.parents, &mut keep);
    if !keep.contains(&true) {
        keep_what_is_not_named(page, facts, &mut keep);
    }
    keep
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

/// How many elements around a block, and how many blocks after the heading of a list of links, make it a part of that list.
const RELATED_WITHIN: (usize, usize) = (5, 6);

/// Headlines that are links, in a box named so or below "Related stories", go: 98 of 100 on the training pages are no article.
fn drop_related(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let mut heading = None;
    for (at, block) in page.blocks.iter().enumerate() {
        if facts[at].cue.as_ref().is_some_and(|cue| cue.scope == Scope::Links) {
            heading = Some(at);
        }
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

/// A page without any article, such as a fragment: what nothing speaks against stays.
fn keep_what_is_not_named(page: &Blocks, facts: &[Facts], keep: &mut [bool]) {
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        let these = node.hints.with(node.element.hints());
        named[at] = named[node.parent as usize] || these.has(OTHER.with(Hints::CREDIT).with(Hints::CAPTION));
    }
    for (at, block) in page.blocks.iter().enumerate() {
        keep[at] = block.text > 0
            && !named[block.node as usize]
            && !facts[at].is_bare_link()
            && facts[at].cue.is_none();
    }
}

/// The score of what needs no look: a few words that are a link.
const BARE_LINK: f32 = -6.0;

/// The scores of all blocks, in log-odds.
pub(crate) fn scores(forest: &Forest, rows: &Rows, facts: &[Facts]) -> Vec<f32> {
    let asked =
        || facts.iter().enumerate().filter(|(_, facts)| !facts.is_bare_link()).map(|(block, _)| block);
    let mut scores = vec![BARE_LINK; facts.len()];
    let found = forest.scores(asked().map(|block| rows.row(block)));
    asked().zip(found).for_each(|(block, score)| scores[block] = score);
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_is_whole() {
        Model::from_bytes(BUILT_IN.to_vec()).unwrap();
        BlockModel::new(None).unwrap();
    }
}
