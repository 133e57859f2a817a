//! Which blocks of a page are the article.

use tidings_core::RegionKind;

use super::blocks::{Block, BlockKind, Blocks, Piece, What};
use super::config::PageConfig;
use crate::boilerplate::cue_of;
use crate::character_references::resolved;

/// Least text of a block that counts as running text, in bytes.
const RUNNING: u32 = 80;

/// What is to happen with a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It stays, save the pieces in dropped elements.
    Keep,
    /// It goes, and why.
    Drop(RegionKind, String),
    /// It stays and is the headline.
    Title,
}

/// The verdicts on a page.
pub(crate) struct Judgment {
    pub(crate) verdicts: Vec<Verdict>,
    /// For every dropped element of the page, the one that decides about its text; 0 if it stays.
    pub(crate) effective: Vec<u32>,
}

/// Judges the blocks of a page.
pub(crate) fn judge(config: &PageConfig, html: &str, page: &Blocks) -> Judgment {
    let judge = Judge { config, html, page };
    let effective = judge.effective();
    let mut verdicts = vec![Verdict::Keep; page.blocks.len()];
    judge.choose_part(&effective, &mut verdicts);
    judge.drop_links(&mut verdicts);
    judge.drop_empty_headings(&effective, &mut verdicts);
    if let Some(title) = judge.title(&effective, &verdicts) {
        verdicts[title] = Verdict::Title;
    }
    Judgment { verdicts, effective }
}

struct Judge<'a> {
    config: &'a PageConfig,
    html: &'a str,
    page: &'a Blocks,
}

impl Judge<'_> {
    /// The number of the dropped element that a block starts in.
    fn dropped(&self, block: &Block) -> u32 {
        self.page.pieces[block.pieces.start].dropped
    }

    /// Bytes of running text in a block, if it has enough of it that is no link.
    fn running(&self, block: &Block) -> u64 {
        let good = block.text >= RUNNING
            && block.links * 2 < block.text
            && !matches!(block.kind, BlockKind::Heading(_));
        if good { u64::from(block.text) } else { 0 }
    }

    /// Decides for every dropped element whether its text goes. Weak evidence (a class name, a form) is overruled if the
    /// element holds most of the running text of the page.
    ///
    /// If hardly any running text would be left, all weak evidence on this page is taken for a way of naming things.
    fn effective(&self) -> Vec<u32> {
        let careful = self.effective_with(false);
        let sum = |keep: &dyn Fn(usize) -> bool| -> u64 {
            let inside = |block: &&Block| keep(self.dropped(block) as usize);
            self.page.blocks.iter().filter(inside).map(|block| self.running(block)).sum()
        };
        let kept = sum(&|number| careful[number] == 0);
        let possible = sum(&|number| careful[number] == 0 || self.is_weak(careful[number]));
        if kept < 1000 && kept * 4 < possible { self.effective_with(true) } else { careful }
    }

    /// Whether the evidence against the text in an element is weak, and it is not said to be comments or navigation.
    fn is_weak(&self, number: u32) -> bool {
        let this = &self.page.dropped[number as usize];
        this.soft && !matches!(this.kind, RegionKind::Comment | RegionKind::Navigation)
    }

    fn effective_with(&self, forgiving: bool) -> Vec<u32> {
        let dropped = &self.page.dropped;
        let mut inside = vec![0u64; dropped.len()];
        for block in &self.page.blocks {
            inside[self.dropped(block) as usize] += self.running(block);
        }
        let free = inside[0];
        let total: u64 = inside.iter().sum();
        for number in (1..dropped.len()).rev() {
            if dropped[number].parent != 0 {
                inside[dropped[number].parent as usize] += inside[number];
            }
        }
        let mut effective = vec![0; dropped.len()];
        for number in 1..dropped.len() {
            let this = &dropped[number];
            let parent = effective[this.parent as usize];
            let most = inside[number] * 2 > total && free * 3 < total;
            let overruled = this.soft && most && (this.kind != RegionKind::Comment || free < 250);
            let kept = this.kind == RegionKind::Caption && self.config.keep_captions;
            let credit = this.kind == RegionKind::PhotoCredit
                && parent != 0
                && dropped[parent as usize].kind == RegionKind::Caption;
            effective[number] = match parent {
                0 if overruled || kept || forgiving && self.is_weak(number as u32) => 0,
                0 => number as u32,
                _ if credit => number as u32,
                _ => parent,
            };
        }
        effective
    }

    /// Keeps the part of the page that holds the article: what is named its body, the `article` elements, `main`.
    fn choose_part(&self, effective: &[u32], verdicts: &mut [Verdict]) {
        let free = |block: &&Block| effective[self.dropped(block) as usize] == 0;
        let sum = |is: &dyn Fn(&Block) -> bool| -> u64 {
            self.page
                .blocks
                .iter()
                .filter(free)
                .filter(|block| is(block))
                .map(|block| self.running(block))
                .sum()
        };
        let total = sum(&|_| true);
        let articles = self.articles(effective);
        let of_articles = sum(&|block| articles[block.article as usize]);
        let keep: Box<dyn Fn(&Block) -> bool> =
            if sum(&|block| block.body) * 10 >= total * 4 && total > 0 && sum(&|block| block.body) > 0 {
                Box::new(|block| block.body)
            } else if of_articles * 2 >= total && of_articles > 0 {
                Box::new(|block| articles[block.article as usize])
            } else if sum(&|block| block.main) * 2 >= total && total > 0 {
                Box::new(|block| block.main)
            } else {
                return;
            };
        for (block, verdict) in self.page.blocks.iter().zip(verdicts) {
            // The line under the headline may stand above the body.
            if !keep(block) && block.kind != BlockKind::Subtitle {
                *verdict = self.outside(block);
            }
        }
    }

    /// What a block outside the article is: its words may say more than its place.
    fn outside(&self, block: &Block) -> Verdict {
        let text = if block.text <= 300 { self.text(block) } else { String::new() };
        match cue_of(&text) {
            Some((kind, reason)) => Verdict::Drop(kind, reason),
            None => Verdict::Drop(RegionKind::Navigation, "outside the article".into()),
        }
    }

    /// Which `article` elements are articles and not links to others: those with a fair share of running text.
    fn articles(&self, effective: &[u32]) -> Vec<bool> {
        let count = self.page.blocks.iter().map(|block| block.article).max().unwrap_or(0) as usize;
        let mut text = vec![0u64; count + 1];
        for block in self.page.blocks.iter().filter(|block| effective[self.dropped(block) as usize] == 0) {
            text[block.article as usize] += self.running(block);
        }
        text[0] = 0;
        let most = text.iter().copied().max().unwrap_or(0);
        text.iter().map(|&text| text > 0 && text * 5 >= most).collect()
    }

    /// Drops blocks that are mostly links and no sentences.
    fn drop_links(&self, verdicts: &mut [Verdict]) {
        for (block, verdict) in self.page.blocks.iter().zip(verdicts) {
            let dense = block.links as f32 > self.config.max_link_density * block.text as f32;
            let heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Subtitle);
            if *verdict == Verdict::Keep && dense && !heading && !self.is_sentence(block) {
                *verdict = Verdict::Drop(RegionKind::Related, "mostly links, no sentence".into());
            }
        }
    }

    fn is_sentence(&self, block: &Block) -> bool {
        let text = self.text(block);
        let end = text.trim_end_matches(['"', '”', '’', '\'', ')']);
        end.ends_with(['.', '!', '?']) && text.split_ascii_whitespace().take(8).count() == 8
    }

    /// Drops headings of which all the content was dropped ("Related", "3 Comments").
    fn drop_empty_headings(&self, effective: &[u32], verdicts: &mut [Verdict]) {
        let mut next_kept: Option<BlockKind> = None;
        let mut dropped: Option<RegionKind> = None;
        for at in (0..self.page.blocks.len()).rev() {
            let block = &self.page.blocks[at];
            let element = effective[self.dropped(block) as usize];
            if element != 0 {
                dropped = Some(self.page.dropped[element as usize].kind);
                continue;
            }
            if let Verdict::Drop(kind, _) = &verdicts[at] {
                dropped = Some(*kind);
                continue;
            }
            if let BlockKind::Heading(level @ 2..) = block.kind {
                let empty = match next_kept {
                    Some(BlockKind::Heading(next)) => next <= level,
                    Some(_) => false,
                    None => true,
                };
                if let Some(kind) = dropped.filter(|_| empty) {
                    verdicts[at] = Verdict::Drop(kind, "heading of what was removed".into());
                    continue;
                }
            }
            next_kept = Some(block.kind);
            dropped = None;
        }
    }

    /// The headline: the heading that says what the page says its title is, else the first main heading.
    fn title(&self, effective: &[u32], verdicts: &[Verdict]) -> Option<usize> {
        let wanted = self.page.head.titles(self.html);
        let headings = || {
            self.page
                .blocks
                .iter()
                .enumerate()
                .filter(|(_, block)| matches!(block.kind, BlockKind::Heading(1 | 2)))
        };
        let says = |block: &Block| {
            let text = folded(&self.text(block));
            text.len() >= 8 && wanted.iter().any(|wanted| folded(wanted).starts_with(&text))
        };
        if let Some((at, _)) = headings().take(50).find(|(_, block)| says(block)) {
            return Some(at);
        }
        let first = |(_, block): &(usize, &Block)| block.kind == BlockKind::Heading(1);
        let kept = |(at, block): &(usize, &Block)| {
            effective[self.dropped(block) as usize] == 0 && verdicts[*at] == Verdict::Keep
        };
        if let Some((at, _)) = headings().filter(first).find(kept) {
            return Some(at);
        }
        // Above the article: the last main heading that no class name speaks against.
        let start = verdicts.iter().position(|verdict| *verdict == Verdict::Keep)?;
        headings()
            .filter(first)
            .take_while(|(at, _)| *at < start)
            .filter(|(_, block)| effective[self.dropped(block) as usize] == 0)
            .last()
            .map(|(at, _)| at)
    }

    /// The text of a block.
    fn text(&self, block: &Block) -> String {
        text_of(self.html, &self.page.pieces[block.pieces.clone()])
    }
}

/// The text of pieces, whatever becomes of them.
pub(crate) fn text_of(html: &str, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece.what {
            What::Keep => out.push_str(&html[piece.start as usize..piece.end as usize]),
            What::Become(c) => out.push(c),
        }
    }
    out
}

/// Letters and digits in lower case.
fn folded(text: &str) -> String {
    resolved(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
