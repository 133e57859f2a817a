//! What is marked in the text of a document: mentions, claims, sentences, and the places that links lead to.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::Label;
use tidings_io::{DocumentRecord, EntityRow, WorthRow};

use super::claims::{self, is_worth, reasons, score};
use super::corpus::Ties;
use super::fragments::Kind;
use super::places::Places;
use super::text::{MarkedText, Mention, SentenceMark};

/// How many sentences the list of those worth checking has at most; all of them are marked in the text.
pub(super) const LISTED: usize = 10;

/// Everything that is marked in the text.
pub(super) fn marked<'r>(
    record: &'r DocumentRecord<'_>,
    number: usize,
    places: &Places<'_>,
    ties: Option<&Ties>,
) -> Result<MarkedText<'r>, String> {
    let (mut marks, mut mentions, mut anchors) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (row, found) in record.entities.iter().flatten().enumerate() {
        marks.push((places.range(("entities", row), found.start, found.end)?, Kind::Mention(row)));
        mentions.push(mention(record, found));
    }
    for (row, claim) in record.claims.iter().flatten().enumerate() {
        let source = claim.source.iter().map(|part| (part.start, part.end, Kind::Source));
        let cue = claim.cue.iter().map(|part| (part.start, part.end, Kind::Cue));
        let content = claim.content.iter().map(|part| (part.start, part.end, Kind::Content));
        for (start, end, kind) in source.chain(cue).chain(content) {
            marks.push((places.range(("claims", row), start, end)?, kind));
        }
        anchors.extend(claims::start(claim).map(|start| (places.nearest(start), start)));
    }
    let sentences = sentences(record, places)?;
    for row in worth_checking(record).take(LISTED) {
        anchors.insert((places.nearest(row.start), row.start));
    }
    for row in record.summary.iter().flatten() {
        anchors.insert((places.nearest(row.start), row.start));
    }
    for start in ties.iter().flat_map(|ties| &ties.targets) {
        anchors.insert((places.nearest(*start), *start));
    }
    Ok(MarkedText { number, text: &record.text, mentions, marks, sentences, anchors })
}

fn mention(record: &DocumentRecord<'_>, found: &EntityRow<'_>) -> Mention {
    let name = claims::entity(record, found.entity).unwrap_or(&found.text);
    Mention { class: class(found.label), title: format!("{name} · {}", found.label.name()) }
}

pub(super) fn class(label: Label) -> String {
    label.name().to_lowercase().replace('_', "-")
}

/// The sentences, with those that are worth checking or in the summary.
fn sentences(record: &DocumentRecord<'_>, places: &Places<'_>) -> Result<Vec<SentenceMark>, String> {
    let worth: BTreeMap<u32, &WorthRow<'_>> = worth_checking(record).map(|row| (row.start, row)).collect();
    let summary: BTreeSet<u32> = record.summary.iter().flatten().map(|row| row.start).collect();
    let mut sentences = Vec::new();
    for (row, sentence) in record.sentences.iter().flatten().enumerate() {
        let range = places.range(("sentences", row), sentence.start, sentence.end)?;
        let worth = worth.get(&sentence.start).map(|row| {
            let why = reasons(&row.reasons).map(|why| format!(": {why}")).unwrap_or_default();
            format!("Worth checking ({}){why}", score(row.score))
        });
        let in_summary = summary.contains(&sentence.start);
        let (paragraph, kind) = (sentence.paragraph, sentence.kind);
        sentences.push(SentenceMark { range, paragraph, kind, worth, in_summary });
    }
    sentences.sort_by_key(|sentence| sentence.range.start);
    Ok(sentences)
}

/// The sentences that are worth checking, best first.
pub(super) fn worth_checking<'r>(record: &'r DocumentRecord<'_>) -> impl Iterator<Item = &'r WorthRow<'r>> {
    let mut rows: Vec<&WorthRow<'_>> =
        record.checkworthiness.iter().flatten().filter(|row| is_worth(row.score)).collect();
    rows.sort_by(|a, b| b.score.0.total_cmp(&a.score.0).then(a.start.cmp(&b.start)));
    rows.into_iter()
}
