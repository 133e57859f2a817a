//! From records and stories to matches.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tidings_core::Observed;

use super::compare::{Compared, Verdict, compare};
use super::record::{ClaimsRecord, Statement};
use super::report::{ClaimMatch, ClaimRelation, ClaimsReport, CorroboratedClaim, MatchedStatement};
use crate::duplicates::DuplicateReport;
use crate::group::{Background, GroupReport, Story, for_each_term};
use crate::likeness::{Likeness, weigh_by_story};
use crate::voices::{Publication, copies, voices};

/// Statements of a story that are compared: a story of hundreds of articles repeats itself.
const MOST_STATEMENTS: usize = 1_500;
/// Statements that share a word are compared only if fewer than so many have it.
const MOST_UNDER_WORD: usize = 120;
/// Matches that are listed of a story, by relation.
const MOST_RELATED: usize = 20;
const MOST_OTHERS: usize = 60;

pub(super) fn conclude(
    related: bool,
    records: &[Observed<ClaimsRecord>],
    groups: &GroupReport,
    duplicates: Option<&DuplicateReport>,
) -> ClaimsReport {
    let by_id: FxHashMap<&str, &ClaimsRecord> =
        records.iter().map(|observed| (observed.id.as_str(), &observed.record)).collect();
    let copies = copies(duplicates);
    let matched = groups.told_by(2).map(|story| {
        let members: Vec<(&str, &ClaimsRecord)> =
            story.members.iter().filter_map(|id| Some((id.as_str(), *by_id.get(id.as_str())?))).collect();
        match_story(story, &members, &copies, related)
    });
    // In the order of the stories, whoever was ready first.
    let matched: Vec<ClaimsReport> = matched.collect();
    let mut report = ClaimsReport::default();
    for ClaimsReport { matches, corroborated } in matched {
        report.matches.extend(matches);
        report.corroborated.extend(corroborated);
    }
    report.corroborated.sort_by(|a, b| {
        (Reverse(a.voices), Reverse(a.holders), &a.story).cmp(&(
            Reverse(b.voices),
            Reverse(b.holders),
            &b.story,
        ))
    });
    report
}

/// A statement of a story: its document, its voice, and what is compared.
struct Entry<'a> {
    document: usize,
    voice: u32,
    compared: Compared<'a>,
}

fn match_story(
    story: &Story,
    members: &[(&str, &ClaimsRecord)],
    copies: &FxHashMap<&str, usize>,
    related: bool,
) -> ClaimsReport {
    let mut report = ClaimsReport::default();
    let publications: Vec<(&str, &Publication)> =
        members.iter().map(|(id, record)| (*id, &record.publication)).collect();
    let voice = voices(&publications, copies);
    let mut entries: Vec<Entry<'_>> = members
        .iter()
        .enumerate()
        .flat_map(|(document, (_, record))| {
            record.statements.iter().map(move |statement| (document, statement))
        })
        .take(MOST_STATEMENTS)
        .map(|(document, statement)| Entry {
            document,
            voice: voice[document],
            compared: compared(statement),
        })
        .collect();
    weigh_by_story(entries.iter_mut().map(|entry| &mut entry.compared.likeness));
    let matched = |entry: usize| {
        let Statement { start, end, text, holder, .. } = entries[entry].compared.statement;
        let document = members[entries[entry].document].0.to_owned();
        MatchedStatement { document, start: *start, end: *end, text: text.clone(), holder: holder.clone() }
    };
    let mut found = found(&entries, related);
    let same = found.iter().filter(|found| found.verdict.relation == ClaimRelation::Same);
    for cluster in clusters(entries.len(), same.map(|found| (found.a, found.b))) {
        let voices: FxHashSet<u32> = cluster.iter().map(|entry| entries[*entry].voice).collect();
        let holder = |entry: &usize| entries[*entry].compared.statement.holder.as_ref();
        let holders: FxHashSet<Option<String>> =
            cluster.iter().map(|entry| holder(entry).map(|holder| holder.to_lowercase())).collect();
        report.corroborated.push(CorroboratedClaim {
            story: story.story.clone(),
            voices: voices.len(),
            holders: holders.len(),
            statements: cluster.iter().map(|entry| matched(*entry)).collect(),
        });
    }
    keep_most(&mut found);
    report.matches.extend(found.into_iter().map(|Found { a, b, verdict }| {
        let (first, second) = (&entries[a], &entries[b]);
        ClaimMatch {
            story: story.story.clone(),
            relation: verdict.relation,
            reason: verdict.reason.into_owned(),
            confidence: verdict.confidence,
            independent: first.voice != second.voice && first.compared.words != second.compared.words,
            a: matched(a),
            b: matched(b),
        }
    }));
    report
}

/// Two entries, and how their statements relate.
struct Found {
    a: usize,
    b: usize,
    verdict: Verdict,
}

/// All pairs that relate; of a statement and a document only the surest one counts.
fn found(entries: &[Entry<'_>], related: bool) -> Vec<Found> {
    let mut found: Vec<Found> = candidates(entries)
        .into_iter()
        .filter_map(|(a, b)| {
            let verdict = compare(&entries[a].compared, &entries[b].compared)?;
            (related || verdict.relation != ClaimRelation::Related).then_some(Found { a, b, verdict })
        })
        .collect();
    found.sort_by(|x, y| {
        y.verdict.confidence.total_cmp(&x.verdict.confidence).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut taken: FxHashSet<(usize, usize)> = FxHashSet::default();
    found.retain(|Found { a, b, .. }| {
        taken.insert((*a, entries[*b].document)) & taken.insert((*b, entries[*a].document))
    });
    found
}

/// Orders the matches of a story by relation and confidence, and keeps as many of each relation as a person would read.
fn keep_most(found: &mut Vec<Found>) {
    found.sort_by(|x, y| {
        let order = x.verdict.relation.cmp(&y.verdict.relation);
        let order = order.then(y.verdict.confidence.total_cmp(&x.verdict.confidence));
        order.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let (mut of_related, mut of_others) = (0, 0);
    found.retain(|found| {
        let (count, most) = match found.verdict.relation {
            ClaimRelation::Related => (&mut of_related, MOST_RELATED),
            _ => (&mut of_others, MOST_OTHERS),
        };
        *count += 1;
        *count <= most
    });
}

fn compared(statement: &Statement) -> Compared<'_> {
    let mut words = Vec::new();
    for_each_term(&statement.text, |word| words.push(word));
    // Numbers are compared as values, not as words.
    let mut text = statement.text.clone();
    for number in &statement.numbers {
        text = text.replacen(&number.text, " ", 1);
    }
    let mut plain = Vec::new();
    for_each_term(&text, |word| plain.push(word));
    let likeness = Likeness::new(&text, &plain, Background::embedded());
    Compared::new(statement, likeness, words)
}

/// Pairs of statements of different documents that share a telling word, or count the same.
fn candidates(entries: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let mut under_word: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, entry) in entries.iter().enumerate() {
        for word in entry.compared.likeness.words().chain(entry.compared.statement.counted()) {
            under_word.entry(word).or_default().push(number);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for numbers in under_word.values().filter(|numbers| numbers.len() <= MOST_UNDER_WORD) {
        for (at, a) in numbers.iter().enumerate() {
            let others = numbers[at + 1..].iter().filter(|b| entries[**b].document != entries[*a].document);
            pairs.extend(others.map(|b| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The sets of numbers that the pairs connect, each ascending, in the order of their first.
fn clusters(count: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..count).collect();
    let find = |root: &[usize], mut at: usize| {
        while root[at] != at {
            at = root[at];
        }
        at
    };
    for (a, b) in pairs {
        let (a, b) = (find(&root, a), find(&root, b));
        root[a.max(b)] = a.min(b);
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new(); count];
    (0..count).for_each(|at| sets[find(&root, at)].push(at));
    sets.retain(|set| set.len() > 1);
    sets
}
