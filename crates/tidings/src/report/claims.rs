//! The list of a document's claims: who said what, how, and where it stands.

use maud::{Markup, html};
use tidings_io::{ClaimRow, DocumentRecord, Score};

use super::outline::anchor;

/// The claims of a document as a list, with links into its text.
pub(super) fn list(record: &DocumentRecord<'_>, number: usize) -> Markup {
    let claims = record.claims.as_deref().unwrap_or_default();
    html! {
        ol class="claims" {
            @for claim in claims { li { (item(record, claim, number)) } "\n" }
        }
    }
}

/// Where a claim begins, its source and cue included.
pub(super) fn start(claim: &ClaimRow<'_>) -> Option<u32> {
    let parts = claim.content.iter().map(|place| place.start);
    parts.chain(claim.source.iter().map(|row| row.start)).chain(claim.cue.iter().map(|row| row.start)).min()
}

/// The name of the entity of the given id, which is its place in the list.
pub(super) fn entity<'r>(record: &'r DocumentRecord<'_>, id: Option<u32>) -> Option<&'r str> {
    let entity = record.entity_index.as_ref()?.get(id? as usize)?;
    Some(entity.id).filter(|found| Some(*found) == id).map(|_| &*entity.name)
}

fn item(record: &DocumentRecord<'_>, claim: &ClaimRow<'_>, number: usize) -> Markup {
    let written = claim.source.as_ref().map(|source| &*source.text);
    let of_source = claim.source.as_ref().and_then(|source| source.entity);
    let resolved = entity(record, of_source.or(claim.source_entity));
    let as_written = written.filter(|written| resolved.is_some_and(|name| name != *written));
    let more = [&claim.role, &claim.organization].into_iter().flatten();
    let more = more.filter(|more| !written.is_some_and(|written| written.contains(&*more.text)));
    html! {
        p class="claim" {
            b class="src" { (resolved.or(written).unwrap_or("Nobody named")) }
            @if let Some(written) = as_written { " (“" (written) "”)" }
            @for more in more { ", " (more.text) }
            " "
            @match &claim.cue {
                Some(cue) => span class="cue" { (cue.text) },
                None => span class="cue none" { "(no word of saying)" },
            }
            " "
            @match start(claim) {
                Some(start) => a class="said" href={ "#" (anchor(number, start)) } { (claim.text) },
                None => span class="said" { (claim.text) },
            }
        }
        (facts(record, claim))
    }
}

/// What is known of a claim beside its words.
fn facts(record: &DocumentRecord<'_>, claim: &ClaimRow<'_>) -> Markup {
    let class = claim.cue_class.name().replace('_', " ");
    let said = [("to", &claim.addressee), ("through", &claim.channel)];
    // A claim can only stand inside one that the list has.
    let count = record.claims.as_ref().map_or(0, Vec::len);
    let inside = claim.inside.filter(|inside| (*inside as usize) < count);
    html! {
        ul class="facts" aria-label="What is known of this claim" {
            li { (claim.kind) }
            li { (class) }
            li { (claim.modality) }
            @if claim.negated { li class="denied" { "denied" } }
            @if let Some(worth) = claim.checkworthy {
                li title=[reasons(&claim.reasons)] class=[is_worth(worth).then_some("worth")] { "worth checking " (score(worth)) }
            }
            li { "confidence " (score(claim.confidence)) }
            @for (how, words) in said { @if let Some(words) = words { li { (how) " " (words.text) } } }
            @if let Some(when) = &claim.when { li { "said " (when.text) } }
            @if let Some(inside) = inside { li { "inside claim " (inside + 1) } }
        }
    }
}

/// From this score on a sentence or claim is marked as worth checking: the threshold that the manual of
/// `claims.checkworthy` gives for a first look.
pub(super) fn is_worth(worth: Score) -> bool {
    worth.0 >= 0.5
}

/// A score in two decimals.
pub(super) fn score(score: Score) -> String {
    format!("{:.2}", score.0)
}

/// Reasons as one phrase.
pub(super) fn reasons(reasons: &[std::borrow::Cow<'_, str>]) -> Option<String> {
    (!reasons.is_empty()).then(|| reasons.join(", "))
}
