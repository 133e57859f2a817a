//! From records and stories to briefings.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tidings_core::Observed;

use super::BriefingConfig;
use super::choose::{choose, leans, most_central};
use super::concepts::{ConceptModel, Concepts};
use super::record::BriefingRecord;
use super::report::{
    BriefedDocument, BriefedName, BriefedSentence, Briefing, BriefingReport, Contested, TimelineEntry,
};
use super::statements::{only, shared};
use super::story::{StorySentence, StoryText};
use crate::claims::{ClaimRelation, ClaimsReport};
use crate::duplicates::DuplicateReport;
use crate::group::{Background, GroupReport, Story};
use crate::voices::{Publication, copies, voices};

/// Things that are listed of a story.
const MOST_NAMES: usize = 12;
/// Days that are listed of a story.
const MOST_DAYS: usize = 20;

/// What briefings are made with.
pub(super) struct Maker<'a> {
    pub(super) config: &'a BriefingConfig,
    pub(super) background: &'a Background,
    pub(super) model: &'a ConceptModel,
}

impl Maker<'_> {
    pub(super) fn conclude(
        &self,
        records: &[Observed<BriefingRecord>],
        groups: &GroupReport,
        duplicates: Option<&DuplicateReport>,
        claims: Option<&ClaimsReport>,
    ) -> BriefingReport {
        let by_id: FxHashMap<&str, &BriefingRecord> =
            records.iter().map(|observed| (observed.id.as_str(), &observed.record)).collect();
        let copies = copies(duplicates);
        let told = groups.told_by(self.config.min_documents);
        let mut briefings: Vec<Briefing> = told.map(|story| self.briefing(story, &by_id, &copies)).collect();
        let mut contested: FxHashMap<&str, Vec<Contested>> = FxHashMap::default();
        for found in claims.iter().flat_map(|claims| &claims.matches) {
            if found.relation == ClaimRelation::Contradicts {
                let listed = contested.entry(&found.story).or_default();
                let new = Contested::of(found);
                // Copies contest the same once more.
                if !listed.iter().any(|known| known.is_like(&new)) {
                    listed.push(new);
                }
            }
        }
        for briefing in &mut briefings {
            briefing.contested = contested.remove(briefing.story.as_str()).unwrap_or_default();
        }
        BriefingReport { briefings }
    }

    fn briefing(
        &self,
        story: &Story,
        by_id: &FxHashMap<&str, &BriefingRecord>,
        copies: &FxHashMap<&str, usize>,
    ) -> Briefing {
        let members: Vec<(&str, &BriefingRecord)> = story
            .members
            .iter()
            .filter_map(|id| by_id.get_key_value(id.as_str()).map(|(id, record)| (*id, *record)))
            .collect();
        let publications: Vec<(&str, &Publication)> =
            members.iter().map(|(id, record)| (*id, &record.publication)).collect();
        let voice = voices(&publications, copies);
        let records: Vec<&BriefingRecord> = members.iter().map(|(_, record)| *record).collect();
        let text = StoryText::new(&records, &voice, self.background);
        let concepts = Concepts::of(&text, self.background);
        let values = concepts.values(self.model);
        let chosen = choose(&text, &concepts, &values, self.config.max_words);
        let telling = Telling { members: &members, text: &text };

        let mut outlets: Vec<String> =
            publications.iter().filter_map(|(_, publication)| publication.outlet.clone()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let worth = |number: usize| -> f64 {
            let sum: f64 = concepts.of_sentence[number].iter().map(|concept| values[*concept as usize]).sum();
            sum / (text.sentences[number].length as f64 + 5.0)
        };
        Briefing {
            story: story.story.clone(),
            title: telling.title(),
            outlets,
            first_day: story.first_day.clone(),
            last_day: story.last_day.clone(),
            documents: members
                .iter()
                .zip(&voice)
                .map(|((id, record), voice)| BriefedDocument {
                    id: (*id).to_owned(),
                    title: record.title.clone(),
                    outlet: record.publication.outlet.clone(),
                    day: record.publication.day.clone(),
                    voice: *voice,
                })
                .collect(),
            voices: text.voices,
            entities: names(&records),
            words: chosen.iter().map(|number| text.sentences[*number].length).sum(),
            summary: chosen.into_iter().map(|number| telling.sentence(number)).collect(),
            shared: shared(&telling, &worth),
            only: only(&telling, &worth),
            contested: Vec::new(),
            timeline: telling.timeline(&worth),
        }
    }
}

/// A story with the documents that tell it.
pub(super) struct Telling<'a> {
    pub(super) members: &'a [(&'a str, &'a BriefingRecord)],
    pub(super) text: &'a StoryText<'a>,
}

impl Telling<'_> {
    /// A sentence with its place and how many voices tell the same.
    pub(super) fn sentence(&self, number: usize) -> BriefedSentence {
        let sentence = &self.text.sentences[number];
        self.with_support(sentence, super::statements::support(self.text, number).len())
    }

    pub(super) fn with_support(&self, sentence: &StorySentence<'_>, support: usize) -> BriefedSentence {
        let (id, record) = self.members[sentence.document];
        let place = &record.sentences[sentence.number];
        BriefedSentence {
            document: id.to_owned(),
            start: place.start,
            end: place.end,
            text: place.text.clone(),
            support,
        }
    }

    /// The headline of the most central document that has one.
    fn title(&self) -> Option<String> {
        let titled = |document: usize| self.members[document].1.title.is_some();
        let centrality = self.text.document_centrality.iter().enumerate();
        let centrality: Vec<f64> =
            centrality.map(|(document, value)| if titled(document) { *value } else { -1.0 }).collect();
        most_central(&centrality).and_then(|document| self.members[document].1.title.clone())
    }

    /// For every day that sentences tell of, the one most worth telling.
    fn timeline(&self, worth: &dyn Fn(usize) -> f64) -> Vec<TimelineEntry> {
        let mut days: Vec<(&str, f64, usize)> = Vec::new();
        for (number, sentence) in self.text.sentences.iter().enumerate() {
            let record = &self.members[sentence.document].1.sentences[sentence.number];
            if let Some(day) = record.day.as_ref().filter(|_| !leans(sentence.text)) {
                days.push((day, worth(number), number));
            }
        }
        days.sort_by(|a, b| a.0.cmp(b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        days.dedup_by(|later, first| later.0 == first.0);
        // With too many days, those that are most worth telling.
        if days.len() > MOST_DAYS {
            days.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
            days.truncate(MOST_DAYS);
            days.sort_by_key(|(day, _, _)| *day);
        }
        let entry = |(day, _, number): &(&str, f64, usize)| TimelineEntry {
            day: (*day).to_owned(),
            sentence: self.sentence(*number),
        };
        days.iter().map(entry).collect()
    }
}

/// The things that most documents name; of equals, those with most mentions.
fn names(records: &[&BriefingRecord]) -> Vec<BriefedName> {
    let mut counts: FxHashMap<&str, (BriefedName, u64)> = FxHashMap::default();
    for name in records.iter().flat_map(|record| &record.names) {
        let new = || (BriefedName { name: name.name.clone(), label: name.label, documents: 0 }, 0);
        let (known, mentions) = counts.entry(&name.name).or_insert_with(new);
        known.documents += 1;
        *mentions += u64::from(name.mentions);
    }
    let mut names: Vec<(BriefedName, u64)> = counts.into_values().collect();
    names.sort_by(|(a, a_mentions), (b, b_mentions)| {
        (b.documents, b_mentions, &a.name).cmp(&(a.documents, a_mentions, &b.name))
    });
    names.truncate(MOST_NAMES);
    names.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_records_that_somebody_changed_are_added_up() {
        let record = |names: &str| {
            let json = format!(r#"{{"names": {names}}}"#);
            serde_json::from_str::<BriefingRecord>(&json).expect("a record")
        };
        let many = record(r#"[["Kyiv", "GPE", 7], ["Oslo", "GPE", 4294967295]]"#);
        let named = names(&[&many, &many]);
        let named: Vec<(&str, usize)> =
            named.iter().map(|name| (name.name.as_str(), name.documents)).collect();
        assert_eq!(named, [("Oslo", 2), ("Kyiv", 2)]);
    }
}
