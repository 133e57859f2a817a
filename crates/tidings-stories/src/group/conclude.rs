//! From records to stories.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tidings_core::Observed;

use super::background::Background;
use super::merge::join;
use super::neighbors::{Vector, dot, neighborhood, vectors};
use super::record::GroupRecord;
use super::report::{GroupReport, Story};
use super::rule::{Rule, day_number};

pub(super) fn conclude(
    rule: &Rule,
    background: &Background,
    mut records: Vec<Observed<GroupRecord>>,
) -> GroupReport {
    let key = |observed: &Observed<GroupRecord>| (observed.id.clone(), observed.record.day.clone());
    records.sort_by_cached_key(|observed| (key(observed), observed.record.terms.hashes()));
    // Articles with the same terms on the same day are in one story whatever the rule says; one stands for all.
    let mut first: FxHashMap<(&Option<String>, Vec<u64>), usize> = FxHashMap::default();
    let mut stands_for: Vec<usize> = Vec::with_capacity(records.len());
    let mut distinct: Vec<usize> = Vec::new();
    for (index, Observed { record, .. }) in records.iter().enumerate() {
        let hashes = record.terms.hashes();
        let place = if hashes.is_empty() {
            distinct.len()
        } else {
            *first.entry((&record.day, hashes)).or_insert(distinct.len())
        };
        if place == distinct.len() {
            distinct.push(index);
        }
        stands_for.push(place);
    }
    let kept: Vec<&GroupRecord> = distinct.iter().map(|index| &records[*index].record).collect();
    let vectors = vectors(&kept, background);
    let days: Vec<Option<i64>> =
        kept.iter().map(|record| record.day.as_deref().and_then(day_number)).collect();
    let (crowding, edges) = neighborhood(&vectors, rule);
    let group = join(&vectors, &crowding, &days, &edges, rule);

    let mut by_group: Vec<(u32, usize)> =
        stands_for.iter().enumerate().map(|(document, place)| (group[*place], document)).collect();
    by_group.sort_unstable();
    let mut stories: Vec<Story> = by_group
        .chunk_by(|a, b| a.0 == b.0)
        .map(|run| {
            let members = run.iter().map(|(_, document)| *document);
            let members = members.map(|document| (&records[document], &vectors[stands_for[document]]));
            story(members.collect())
        })
        .collect();
    stories.sort_by(|a, b| (Reverse(a.members.len()), &a.story).cmp(&(Reverse(b.members.len()), &b.story)));
    GroupReport { documents: records.len(), stories }
}

fn story(mut members: Vec<(&Observed<GroupRecord>, &Vector)>) -> Story {
    let day = |observed: &Observed<GroupRecord>| {
        observed.record.day.clone().filter(|day| day_number(day).is_some())
    };
    let mut sum: FxHashMap<u32, f64> = FxHashMap::default();
    for (term, weight) in members.iter().flat_map(|(_, vector)| vector.iter()) {
        *sum.entry(*term).or_default() += f64::from(*weight);
    }
    let mut sum: Vector = sum.into_iter().map(|(term, weight)| (term, weight as f32)).collect();
    sum.sort_unstable_by_key(|(term, _)| *term);
    // Members are in the order of their ids; the first of equally central ones names the story.
    let mut central: Option<(f64, &str)> = None;
    for (observed, vector) in &members {
        let product = dot(vector, &sum);
        if central.is_none_or(|(best, _)| product > best) {
            central = Some((product, &observed.id));
        }
    }
    let story = central.map_or("", |(_, id)| id).to_owned();
    let count = members.len() as f64;
    let pairs = count * (count - 1.0);
    let similarity = if pairs > 0.0 { (dot(&sum, &sum) - count) / pairs } else { 1.0 };
    members.sort_by_cached_key(|(observed, _)| (day(observed).is_none(), day(observed), observed.id.clone()));
    let days: Vec<String> = members.iter().filter_map(|(observed, _)| day(observed)).collect();
    Story {
        story,
        members: members.iter().map(|(observed, _)| observed.id.clone()).collect(),
        first_day: days.first().cloned(),
        last_day: days.last().cloned(),
        similarity: (similarity.clamp(0.0, 1.0) * 1000.0).round() / 1000.0,
    }
}
