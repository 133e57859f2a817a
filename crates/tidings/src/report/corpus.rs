//! What the corpus stages found, put in order for the page: stories, and what is said of single documents.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use serde::Deserialize;
use tidings_stories::briefing::{BriefedSentence, Contested};
use tidings_stories::{
    Briefing, BriefingReport, ClaimMatch, ClaimRelation, ClaimsReport, DuplicateReport, GroupReport,
    MatchedStatement, Relation, Story,
};

use super::folder::read_json;
use super::outline::Outline;

/// `stories.json`, as far as the page shows it. Results of other corpus stages are passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Conclusions {
    #[serde(rename = "stories.duplicates")]
    duplicates: DuplicateReport,
    #[serde(rename = "stories.group")]
    group: GroupReport,
    #[serde(rename = "stories.claims")]
    claims: ClaimsReport,
    #[serde(rename = "stories.briefing")]
    briefing: BriefingReport,
}

/// A story of several documents.
pub(super) struct ToldStory {
    pub(super) story: Story,
    pub(super) briefing: Option<Briefing>,
    /// Without a briefing, straight from the matched claims.
    pub(super) contested: Vec<Contested>,
}

/// What is known of one document from others.
#[derive(Default)]
pub(super) struct Ties {
    /// Its story: place in [`Corpus::stories`].
    pub(super) story: Option<usize>,
    /// Documents that it copies or that copy it.
    pub(super) copies: Vec<Copied>,
    /// Matched statements: place in [`Corpus::matches`], and whether the document's own is `a`.
    pub(super) matches: Vec<(usize, bool)>,
    /// Where links lead into its text, in the unit of the run.
    pub(super) targets: BTreeSet<u32>,
}

/// How a document relates to another.
pub(super) struct Copied {
    /// The id of the other.
    pub(super) other: String,
    pub(super) relation: Relation,
    /// Whether the other one is the copy.
    pub(super) by_other: bool,
}

/// All of it.
#[derive(Default)]
pub(super) struct Corpus {
    pub(super) stories: Vec<ToldStory>,
    /// Statements of different documents that say the same or cannot both be right.
    pub(super) matches: Vec<ClaimMatch>,
    /// By number of document.
    ties: HashMap<usize, Ties>,
}

impl Corpus {
    /// Reads `stories.json`; without one there is nothing to tell.
    pub(super) fn read(path: Option<&Path>, outline: &Outline) -> Result<Self, String> {
        let Some(path) = path else { return Ok(Corpus::default()) };
        let Conclusions { duplicates, group, claims, briefing } = read_json(path)?;
        let mut briefings: HashMap<String, Briefing> =
            briefing.briefings.into_iter().map(|briefing| (briefing.story.clone(), briefing)).collect();
        let told = |story: Story| {
            let briefing = briefings.remove(&story.story);
            let contested = match &briefing {
                Some(_) => Vec::new(),
                None => contradictions(&claims, &story.story),
            };
            ToldStory { story, briefing, contested }
        };
        let stories = group.stories.into_iter().filter(|story| story.members.len() > 1).map(told).collect();
        let related = |found: &ClaimMatch| found.relation != ClaimRelation::Related;
        let matches = claims.matches.into_iter().filter(related).collect();
        let mut corpus = Corpus { stories, matches, ties: HashMap::new() };
        corpus.tie(&duplicates, outline);
        Ok(corpus)
    }

    /// What is known of the document of the given number.
    pub(super) fn ties(&self, number: usize) -> Option<&Ties> {
        self.ties.get(&number)
    }

    fn tie(&mut self, duplicates: &DuplicateReport, outline: &Outline) {
        let mut ties: HashMap<usize, Ties> = HashMap::new();
        let mut of = |id: &str, change: &mut dyn FnMut(&mut Ties)| {
            if let Some(number) = outline.number(id) {
                change(ties.entry(number).or_default());
            }
        };
        for (place, told) in self.stories.iter().enumerate() {
            for id in &told.story.members {
                of(id, &mut |ties| ties.story = Some(place));
            }
            told.each_target(&mut |id, start| {
                of(id, &mut |ties| {
                    ties.targets.insert(start);
                });
            });
        }
        for (place, found) in self.matches.iter().enumerate() {
            for (side, is_a) in [(&found.a, true), (&found.b, false)] {
                of(&side.document, &mut |ties| {
                    ties.matches.push((place, is_a));
                    ties.targets.insert(side.start);
                });
            }
        }
        for member in duplicates.groups.iter().flat_map(|group| &group.members) {
            for (own, other, by_other) in [(&member.id, &member.of, false), (&member.of, &member.id, true)] {
                let copied = || Copied { other: other.clone(), relation: member.relation, by_other };
                of(own, &mut |ties| ties.copies.push(copied()));
            }
        }
        self.ties = ties;
    }
}

/// What a story without a briefing is contested in.
fn contradictions(claims: &ClaimsReport, story: &str) -> Vec<Contested> {
    let found = claims
        .matches
        .iter()
        .filter(|found| found.story == story && found.relation == ClaimRelation::Contradicts);
    found
        .map(|found| {
            let ClaimMatch { reason, confidence, a, b, .. } = found.clone();
            Contested { reason, confidence, a, b }
        })
        .collect()
}

impl ToldStory {
    /// What its articles contradict each other on.
    pub(super) fn contested(&self) -> &[Contested] {
        self.briefing.as_ref().map_or(&self.contested, |briefing| &briefing.contested)
    }

    /// Calls `each` with every place that the story's section links to.
    fn each_target(&self, each: &mut dyn FnMut(&str, u32)) {
        let mut sentence = |sentence: &BriefedSentence| each(&sentence.document, sentence.start);
        if let Some(briefing) = &self.briefing {
            briefing.summary.iter().for_each(&mut sentence);
            briefing.shared.iter().flat_map(|shared| &shared.sentences).for_each(&mut sentence);
            briefing.only.iter().for_each(&mut sentence);
            briefing.timeline.iter().map(|entry| &entry.sentence).for_each(&mut sentence);
        }
        let statement = |statement: &MatchedStatement| each(&statement.document, statement.start);
        self.contested().iter().flat_map(|contested| [&contested.a, &contested.b]).for_each(statement);
    }
}
