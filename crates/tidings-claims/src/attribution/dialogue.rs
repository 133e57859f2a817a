//! Quotations that stand side by side: a speaker who is named behind the second one has not said the first.
//!
//! Where one quotation is closed and the next one opens with nothing between, somebody else begins to speak, or the author has
//! left out a part; whoever is named behind the second has said the second. The first goes on with the speaker who is named right
//! before it ("…," she said. "None at all." "I disagree," Lind replied), or has none.

use std::ops::Range;

use tidings_core::{Quote, QuoteKind};

use super::candidates::Candidate;
use super::claims::around;
use super::columns::Columns;

/// Parts quotations that stand side by side among chosen candidates, sorted by their cues.
pub(super) fn part(columns: &Columns, chosen: &mut [Candidate]) {
    for at in 0..chosen.len() {
        let Some((keeps, first)) = nearest(columns, &chosen[at]) else { continue };
        let (kept, cut) = divide(&chosen[at].content, keeps);
        if kept.is_empty() {
            continue;
        }
        chosen[at].content = kept;
        let before = chosen[..at].iter().rposition(|other| leads_to(columns, other, &first));
        if let Some(before) = before {
            let taken = |range: &Range<usize>| {
                chosen[before].content.iter().any(|part| part.start < range.end && range.start < part.end)
            };
            let cut: Vec<Range<usize>> = cut.into_iter().filter(|range| !taken(range)).collect();
            chosen[before].content.extend(cut);
        }
    }
}

/// The token from which on the content is the speaker's, and the first of the quotations before, if the content has quotations side by
/// side before its cue.
fn nearest(columns: &Columns, candidate: &Candidate) -> Option<(usize, Quote)> {
    let cue = columns.span(candidate.cue.clone()?)?;
    let mut quotes: Vec<Quote> = Vec::new();
    for range in &candidate.content {
        let part = columns.span(range.clone())?;
        let inside = around(columns.quotes, part).iter().take_while(|quote| quote.span.start < part.end);
        let speech = |quote: &&Quote| {
            quote.depth == 0
                && quote.kind == QuoteKind::Speech
                && quote.span.end <= cue.start
                && quote.inner.overlaps(part)
        };
        quotes.extend(inside.filter(speech).copied());
    }
    quotes.dedup();
    let (last, before) = quotes.split_last()?;
    let (mut next, mut found) = (last, None);
    for quote in before.iter().rev() {
        let between = columns.text.get(quote.span.end as usize..next.span.start as usize)?;
        if !between.trim().is_empty() || quote.unclosed || quote.continues {
            break;
        }
        (next, found) = (quote, Some(*quote));
    }
    Some((columns.tokens_under(last.span).start, found?))
}

/// The parts of a content from a token on, and those before.
fn divide(content: &[Range<usize>], at: usize) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let kept = content.iter().map(|part| part.start.max(at)..part.end).filter(|part| part.start < part.end);
    let cut = content.iter().map(|part| part.start..part.end.min(at)).filter(|part| part.start < part.end);
    (kept.collect(), cut.collect())
}

/// Whether a claim whose quotation stands before its speaker ends right before a quotation of the same paragraph.
fn leads_to(columns: &Columns, claim: &Candidate, quote: &Quote) -> bool {
    let Some(cue) = &claim.cue else { return false };
    let end = claim.source.as_ref().map_or(cue.end, |source| source.end.max(cue.end));
    let Some(said) = end.checked_sub(1).and_then(|last| columns.span(last..end)) else { return false };
    let between = columns.text.get(said.end as usize..quote.span.start as usize).unwrap_or("x");
    let quoted = claim.content.iter().any(|part| part.end <= cue.start);
    quoted && !between.contains('\n') && between.trim_matches(['.', ',', ' ']).is_empty()
}
