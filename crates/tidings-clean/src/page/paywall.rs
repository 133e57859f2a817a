//! What stands between a reader and the rest of an article: the pitch of a subscription.
//!
//! A pitch is told by its wording, and it goes only at the end of what the page gives. The name `paywall` alone proves nothing:
//! sites give it to the article itself.

use tidings_core::RegionKind;

use super::blocks::Blocks;
use super::class_names::Hints;
use super::facts::Facts;
use super::judge::{Reason, Verdict, text_of};

/// Wordings of pitches; one that says that the text is not all, and others that sell.
const NOT_ALL: [&str; 20] = [
    "continue reading",
    "keep reading",
    "to read this article",
    "to read the full",
    "read the rest",
    "subscribe to read",
    "for subscribers",
    "subscribers only",
    "already a subscriber",
    "unlimited access",
    "subscribe now",
    "log in to read",
    "sign in to read",
    "register to read",
    "weiterlesen mit",
    "jetzt weiterlesen",
    "réservé aux abonnés",
    "solo para suscriptores",
    "per continuare a leggere",
    "exclusive to subscribers",
];
const SELLS: [&str; 14] = [
    "subscri",
    "a month",
    "a week",
    "per month",
    "free trial",
    "cancel any time",
    "cancel anytime",
    "log in",
    "sign in",
    "register",
    "abonn",
    "suscri",
    "abbonat",
    "monat",
];

/// How many blocks from the end of what stays a pitch begins at most.
const WITHIN: usize = 8;

/// Drops the pitch at the end of what stays. Says whether there was one, or the page says that its article is not free.
pub(super) fn drop_pitch(html: &str, page: &Blocks, facts: &[Facts], verdicts: &mut [Verdict]) -> bool {
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&at| verdicts[at] == Verdict::Keep).collect();
    let mut named = vec![false; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        named[at] = named[node.parent as usize] || node.hints.has(Hints::PAYWALL);
    }
    let text = |at: usize| text_of(html, &page.pieces[page.blocks[at].pieces.clone()]).to_lowercase();
    let says =
        |text: &str, wordings: &[&str]| wordings.iter().filter(|wording| text.contains(**wording)).count();
    let tail = &kept[kept.len().saturating_sub(WITHIN)..];
    // Where the pitch begins: the first block of the tail from which on every block sells or is short.
    let is_pitch = |at: usize| {
        let text = text(at);
        let (not_all, sells) = (says(&text, &NOT_ALL), says(&text, &SELLS));
        let inside = named[page.blocks[at].node as usize];
        facts[at].prose.words <= 60
            && (not_all > 0 && (sells > 0 || inside || facts[at].prose.words <= 8) || inside && sells > 0)
    };
    let Some(first) = tail.iter().position(|&at| is_pitch(at)) else {
        return page.head.is_for_subscribers(html) && is_short(page, &kept);
    };
    let rest = &tail[first..];
    let pitches = rest.iter().filter(|&&at| is_pitch(at) || facts[at].prose.words <= 8).count();
    // Paragraphs of the article below say that it was a box in between: only the box goes.
    let whole = pitches == rest.len();
    let ends_early = is_short(page, &kept)
        || page.head.is_for_subscribers(html)
        || rest.iter().any(|&at| named[page.blocks[at].node as usize]);
    let is_teaser = whole && ends_early;
    let kind = if is_teaser { RegionKind::Truncated } else { RegionKind::Widget };
    for &at in rest.iter().filter(|&&at| whole || is_pitch(at)) {
        verdicts[at] = Verdict::Drop(kind, Reason::Words("pitch of a subscription"));
    }
    is_teaser
}

/// Whether what stays is a teaser by its length.
fn is_short(page: &Blocks, kept: &[usize]) -> bool {
    kept.iter().map(|&at| page.blocks[at].text).sum::<u32>() < 1500
}
