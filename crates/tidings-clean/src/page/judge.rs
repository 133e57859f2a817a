//! Which blocks of a page are the article, and what the others are.

use std::borrow::Cow;

use tidings_core::RegionKind;

use super::blocks::{Block, BlockKind, Blocks, Inline, Piece, What};
use super::class_names::Hints;
use super::config::PageConfig;
use super::facts::Facts;
use super::features::OTHER;
use crate::character_references::resolved;

/// What is to happen with a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It stays, save the pieces that are hidden or fields.
    Keep,
    /// It goes, and why.
    Drop(RegionKind, Reason),
    /// It is the headline.
    Title,
}

/// Why a block goes; written out only where it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// These words.
    Words(&'static str),
    /// A cue in its text.
    Cue(&'static str),
    /// The names of a node.
    Named(u32),
}

impl Reason {
    /// The reason, for a person to read.
    pub(crate) fn text(self, html: &str, page: &Blocks) -> Cow<'static, str> {
        match self {
            Reason::Words(words) => words.into(),
            Reason::Cue(name) => format!("cue `{name}`").into(),
            Reason::Named(node) => {
                let (start, end) = page.nodes[node as usize].named;
                format!("class or id `{}`", short(&html[start as usize..end as usize])).into()
            }
        }
    }
}

/// Turns the decisions of the model into verdicts: `keep` says for every block whether it is the article.
pub(crate) fn verdicts(config: &PageConfig, page: &Blocks, facts: &[Facts], keep: &[bool]) -> Vec<Verdict> {
    let judge = Judge { page, facts, keep, hinted: hinted(page) };
    let title = judge.title();
    let (first, last) = (keep.iter().position(|keep| *keep), keep.iter().rposition(|keep| *keep));
    let mut all: Vec<Verdict> = (0..page.blocks.len())
        .map(|at| {
            let within = first.is_some_and(|first| first < at) && last.is_some_and(|last| at < last);
            if title == Some(at) {
                Verdict::Title
            } else if keep[at] || within && config.keep_captions && page.blocks[at].kind == BlockKind::Caption
            {
                Verdict::Keep
            } else {
                judge.dropped(at, within)
            }
        })
        .collect();
    inherit(&mut all);
    all
}

/// What lies between two blocks of one kind, and is of no known kind itself, is of their kind.
fn inherit(verdicts: &mut [Verdict]) {
    let mut last: Option<RegionKind> = None;
    for verdict in verdicts {
        match verdict {
            Verdict::Drop(kind, reason) if *reason == BESIDE => {
                if let Some(last @ (RegionKind::Comment | RegionKind::Related | RegionKind::Navigation)) =
                    last
                {
                    *kind = last;
                }
            }
            Verdict::Drop(kind, _) => last = Some(*kind),
            _ => last = None,
        }
    }
}

const BESIDE: Reason = Reason::Words("outside the article");

struct Judge<'a> {
    page: &'a Blocks,
    facts: &'a [Facts],
    keep: &'a [bool],
    hinted: Vec<Option<(RegionKind, Reason)>>,
}

impl Judge<'_> {
    /// What a block that is not the article is.
    fn dropped(&self, at: usize, within: bool) -> Verdict {
        let block = &self.page.blocks[at];
        if block.text == 0 {
            return match self.page.pieces[block.pieces.start].inline {
                Inline::Credit => {
                    Verdict::Drop(RegionKind::PhotoCredit, Reason::Words("source of a picture"))
                }
                _ => Verdict::Drop(RegionKind::Widget, Reason::Words("hidden element or field")),
            };
        }
        let hinted = self.hinted[block.node as usize];
        if let Some((kind @ RegionKind::Comment, reason)) = hinted {
            return Verdict::Drop(kind, reason);
        }
        if let Some(cue) = &self.facts[at].cue
            && hinted.is_none_or(|(kind, _)| kind != cue.kind)
        {
            return Verdict::Drop(cue.kind, Reason::Cue(cue.name));
        }
        if block.kind == BlockKind::Caption {
            return Verdict::Drop(RegionKind::Caption, Reason::Words("caption"));
        }
        if let Some((kind, reason)) = hinted {
            return Verdict::Drop(kind, reason);
        }
        if block.links * 5 > block.text * 3 {
            return Verdict::Drop(RegionKind::Related, Reason::Words("mostly links, no sentence"));
        }
        let kind = if within { RegionKind::Widget } else { RegionKind::Navigation };
        Verdict::Drop(kind, BESIDE)
    }

    /// The headline: the heading that says what the page says its title is, else the first main heading.
    fn title(&self) -> Option<usize> {
        let headings = || {
            let level = |block: &Block| if let BlockKind::Heading(level) = block.kind { level } else { 9 };
            self.page
                .blocks
                .iter()
                .enumerate()
                .map(move |(at, block)| (at, level(block)))
                .filter(|(_, level)| *level <= 2)
        };
        if let Some((at, _)) = headings().take(50).find(|(at, _)| self.facts[*at].is_title) {
            return Some(at);
        }
        let first_kept = self.keep.iter().position(|keep| *keep)?;
        let first = |(_, level): &(usize, u8)| *level == 1;
        if let Some((at, _)) = headings().filter(first).find(|(at, _)| self.keep[*at]) {
            return Some(at);
        }
        // Above the article: the last main heading.
        headings().filter(first).take_while(|(at, _)| *at < first_kept).last().map(|(at, _)| at)
    }
}

/// Elements that are something else only where nothing around them says what.
const CONTROLS: Hints = Hints::FORM.with(Hints::BUTTON);

/// By node: what the names of the elements around it say it is.
fn hinted(page: &Blocks) -> Vec<Option<(RegionKind, Reason)>> {
    let mut hinted = vec![None; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate().skip(1) {
        let element = node.element.hints();
        hinted[at] = if node.hints.has(OTHER.with(Hints::CREDIT).with(Hints::CAPTION)) {
            Some((kind_of(node.hints), Reason::Named(at as u32)))
        } else if element.has(OTHER) || element.has(CONTROLS) && hinted[node.parent as usize].is_none() {
            Some((kind_of(element), Reason::Words("element of a page, not of an article")))
        } else {
            hinted[node.parent as usize]
        };
    }
    hinted
}

/// What hints say a text is, the surest first.
fn kind_of(hints: Hints) -> RegionKind {
    const ORDER: [(Hints, RegionKind); 14] = [
        (Hints::COMMENT, RegionKind::Comment),
        (Hints::CREDIT, RegionKind::PhotoCredit),
        (Hints::CAPTION, RegionKind::Caption),
        (Hints::SHARE, RegionKind::Share),
        (Hints::BYLINE, RegionKind::Byline),
        (Hints::BIOGRAPHY, RegionKind::Byline),
        (Hints::RELATED, RegionKind::Related),
        (Hints::PROMOTION, RegionKind::Widget),
        (Hints::NAVIGATION, RegionKind::Navigation),
        (Hints::FOOTER, RegionKind::Navigation),
        (Hints::TAGS, RegionKind::Navigation),
        (Hints::SIDEBAR, RegionKind::Related),
        (Hints::CARD, RegionKind::Related),
        (Hints::WIDGET, RegionKind::Widget),
    ];
    ORDER.iter().find(|(hint, _)| hints.has(*hint)).map_or(RegionKind::Widget, |(_, kind)| *kind)
}

/// A name that is short enough for a reason.
fn short(name: &str) -> &str {
    let end = (0..=name.len().min(40)).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    &name[..end]
}

/// The text of pieces, without what is hidden.
pub(crate) fn text_of(html: &str, pieces: &[Piece]) -> String {
    let mut out = String::new();
    text_into(html, pieces, &mut out);
    out
}

/// Adds the text of pieces, without what is hidden.
pub(crate) fn text_into(html: &str, pieces: &[Piece], out: &mut String) {
    for piece in pieces.iter().filter(|piece| piece.inline == Inline::Text) {
        match piece.what {
            What::Keep => out.push_str(&html[piece.start as usize..piece.end as usize]),
            What::Become(c) => out.push(c),
        }
    }
}

/// Letters and digits in lower case.
pub(crate) fn folded(text: &str) -> String {
    resolved(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
