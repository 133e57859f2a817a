//! What stands between a reader and the rest of an article: the pitch of a subscription.
//!
//! A pitch is told by its wording, and it goes only at the end of what the page gives. The name `paywall` alone proves nothing:
//! sites give it to the article itself.

use tidings_core::RegionKind;

use super::blocks::Blocks;
use super::class_names::Hints;
use super::facts::Facts;
use super::judge::{Reason, Verdict, text_of};

/// Wordings of pitches: that the text goes on for others, that there are subscribers, and others that sell.
#[rustfmt::skip]
const GOES_ON: [&str; 15] = [
    "continue reading", "keep reading", "to read this article", "to read the full", "to continue reading", "read the rest", "subscribe to read",
    "log in to read", "sign in to read", "register to read", "weiterlesen mit", "jetzt weiterlesen", "réservé aux abonnés",
    "solo para suscriptores", "per continuare a leggere",
];
#[rustfmt::skip]
const SUBSCRIBERS: [&str; 6] = [
    "for subscribers", "subscribers only", "already a subscriber", "unlimited access", "subscribe now", "exclusive to subscribers",
];
#[rustfmt::skip]
const SELLS: [&str; 14] = [
    "subscri", "a month", "a week", "per month", "free trial", "cancel any time", "cancel anytime", "log in", "sign in", "register",
    "abonn", "suscri", "abbonat", "monat",
];

/// A block of a pitch has so many words at most, a button or a price so many.
const LONGEST: u32 = 60;
const SHORT: u32 = 8;
/// An element named a paywall with more words than this holds the article.
const LONGEST_BOX: u32 = 150;

/// How many blocks below what stays are looked at.
const BELOW: usize = 4;

/// How many blocks from the end of what stays a pitch begins at most.
const WITHIN: usize = 8;

fn says(text: &str, wordings: &[&str]) -> bool {
    wordings.iter().any(|wording| text.contains(wording))
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
    // By block of the tail: whether it may belong to a pitch, and whether its own words say that it is one.
    let is_pitch: Vec<(bool, bool)> = tail
        .iter()
        .map(|&at| {
            let inside = named[page.blocks[at].node as usize];
            let (english, words) = (facts[at].prose.sorts[0] > 0, facts[at].prose.words);
            if words > LONGEST || english && !inside && !facts[at].prose.speaks_of_the_page() {
                return (false, false);
            }
            let text = text_of(html, &page.pieces[page.blocks[at].pieces.clone()]).to_lowercase();
            // Below what stays subscriptions are sold on every page.
            let stays = verdicts[at] == Verdict::Keep;
            let not_all = says(&text, &GOES_ON) || (stays || inside) && says(&text, &SUBSCRIBERS);
            let sells = says(&text, &SELLS);
            let surely = not_all && (sells || inside || words <= SHORT);
            (surely || inside && sells, surely)
        })
        .collect();
    let Some(first) = is_pitch.iter().position(|(is, _)| *is) else {
        return page.head.is_for_subscribers(html) && is_short(page, &kept);
    };
    let rest = || tail[first..].iter().zip(&is_pitch[first..]);
    // Paragraphs of the article below say that it was a box in between: only the box goes.
    let goes = |at: usize| verdicts[at] != Verdict::Keep;
    let whole = rest().all(|(&at, (is, _))| *is || goes(at) || facts[at].prose.words <= SHORT);
    let ends_early = is_short(page, &kept)
        || page.head.is_for_subscribers(html)
        || rest().any(|(&at, _)| named[page.blocks[at].node as usize]);
    let is_teaser = whole && ends_early;
    let kind = if is_teaser { RegionKind::Truncated } else { RegionKind::Widget };
    let gone: Vec<usize> = rest()
        .filter(|(at, (is, surely))| *surely || whole && (*is || !goes(**at)))
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
