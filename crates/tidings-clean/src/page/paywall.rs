//! What stands between a reader and the rest of an article: the pitch of a subscription.
//!
//! A pitch is told by its wording, and it goes only at the end of what the page gives. The name `paywall` alone proves nothing:
//! sites give it to the article itself.

use tidings_core::RegionKind;

use super::blocks::Blocks;
use super::class_names::Hints;
use super::facts::Facts;
use super::judge::{Reason, Verdict, text_of};
use crate::boilerplate::{is_offer, is_wall, says_that_text_goes_on};

/// A block of a pitch has so many words at most, a button or a price so many.
const LONGEST: u32 = 60;
const SHORT: u32 = 8;
/// An element named a paywall with more words than this holds the article.
const LONGEST_BOX: u32 = 150;

/// How many blocks below what stays are looked at.
const BELOW: usize = 4;

/// How many blocks from the end of what stays a pitch begins at most.
const WITHIN: usize = 8;

/// What the words of a block say of a pitch: that it may belong to one, that it is one, that the text goes on.
#[derive(Clone, Copy, Default)]
struct Pitch {
    may: bool,
    surely: bool,
    goes_on: bool,
}

/// Drops the pitch at the end of what stays. Says whether there was one, or the page says that its article is not free.
pub(super) fn drop_pitch(html: &str, page: &Blocks, facts: &[Facts], verdicts: &mut [Verdict]) -> bool {
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&at| verdicts[at] == Verdict::Keep).collect();
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        named[at] = named[node.parent as usize] || node.hints.has(Hints::PAYWALL);
    }
    // The article itself may be named so.
    let words_named: u32 = kept
        .iter()
        .filter(|&&at| named[page.blocks[at].node as usize])
        .map(|&at| facts[at].prose.words)
        .sum();
    if words_named > LONGEST_BOX {
        named.fill(false);
    }
    // What was dropped right below belongs to the tail too.
    let below = kept.last().map_or(0..0, |last| last + 1..verdicts.len().min(last + 1 + BELOW));
    let below = below.filter(|&at| page.blocks[at].text > 0 && !facts[at].is_bare_link());
    let tail: Vec<usize> =
        kept[kept.len().saturating_sub(WITHIN)..].iter().copied().chain(below.clone()).collect();
    let pitches: Vec<Pitch> = tail
        .iter()
        .map(|&at| {
            let inside = named[page.blocks[at].node as usize];
            let (english, words) = (facts[at].prose.sorts[0] > 0, facts[at].prose.words);
            if words > LONGEST || english && !inside && !facts[at].prose.speaks_of_the_page() {
                return Pitch::default();
            }
            let text = text_of(html, &page.pieces[page.blocks[at].pieces.clone()]).to_lowercase();
            let goes_on = says_that_text_goes_on(&text, words);
            // Below what stays subscriptions are sold on every page.
            let surely = goes_on || (inside || verdicts[at] == Verdict::Keep) && is_wall(&text, words);
            Pitch { may: surely || is_offer(&text), surely, goes_on }
        })
        .collect();
    let Some(first) = pitches.iter().position(|pitch| pitch.surely) else {
        return page.head.is_for_subscribers(html) && is_short(page, &kept);
    };
    let rest = || tail[first..].iter().zip(&pitches[first..]);
    // Paragraphs of the article below say that it was a box in between: only the box goes.
    let goes = |at: usize| verdicts[at] != Verdict::Keep;
    let whole = rest().all(|(&at, pitch)| pitch.may || goes(at) || facts[at].prose.words <= SHORT);
    // Some sites send the whole text and hide it behind the pitch: only its words or its length tell a teaser.
    let is_teaser = whole && (rest().any(|(_, pitch)| pitch.goes_on) || is_short(page, &kept));
    let kind = if is_teaser { RegionKind::Truncated } else { RegionKind::Widget };
    let gone: Vec<usize> = rest()
        .filter(|(at, pitch)| pitch.surely || whole && (pitch.may || !goes(**at)))
        .map(|(at, _)| *at)
        .collect();
    for at in gone {
        verdicts[at] = Verdict::Drop(kind, Reason::Words("pitch of a subscription"));
    }
    is_teaser
}

/// Whether what stays is a teaser by its length.
fn is_short(page: &Blocks, kept: &[usize]) -> bool {
    kept.iter().map(|&at| page.blocks[at].text).sum::<u32>() < 1500
}
