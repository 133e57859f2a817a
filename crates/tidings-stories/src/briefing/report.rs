//! The result of `stories.briefing`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::Label;

use crate::claims::{ClaimMatch, MatchedStatement};

/// A briefing for every story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BriefingReport {
    /// The briefings, in the order of the stories.
    pub briefings: Vec<Briefing>,
}

/// What is known of one story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Briefing {
    /// The name of the story in `stories.group`.
    pub story: String,
    /// The headline of the most central document that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who publishes it, sorted.
    pub outlets: Vec<String>,
    /// The earliest day of publication that is known, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<String>,
    /// The latest one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// Its documents, each with the voice it belongs to.
    pub documents: Vec<BriefedDocument>,
    /// How many independent voices tell it: copies of one text, articles of one outlet and of one author are one.
    pub voices: usize,
    /// The things that most documents name.
    pub entities: Vec<BriefedName>,
    /// A summary within the budget of words: whole sentences, none of which repeats another.
    pub summary: Vec<BriefedSentence>,
    /// How many words the summary has.
    pub words: usize,
    /// What several voices tell, that with most support first.
    pub shared: Vec<SharedStatement>,
    /// What only one voice tells.
    pub only: Vec<BriefedSentence>,
    /// What they contradict each other on, from `stories.claims`; empty if that stage did not run.
    pub contested: Vec<Contested>,
    /// Sentences that tell of a certain day, by that day.
    pub timeline: Vec<TimelineEntry>,
}

/// A document of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BriefedDocument {
    /// Its id.
    pub id: String,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The number of its voice, from 0. Documents of one voice do not confirm each other.
    pub voice: u32,
}

/// A thing that documents of a story name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BriefedName {
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub label: Label,
    /// How many documents name it.
    pub documents: usize,
}

/// A sentence with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BriefedSentence {
    /// The id of its document.
    pub document: String,
    /// Where it begins in the text, in the unit of the output.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// How many voices tell the same.
    pub support: usize,
}

/// A statement that several voices make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedStatement {
    /// How many voices make it.
    pub support: usize,
    /// Whether all voices of the story do.
    pub all: bool,
    /// The sentence that says it most plainly first; one for each voice.
    pub sentences: Vec<BriefedSentence>,
}

/// Two statements that cannot both be right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contested {
    /// What they differ in.
    pub reason: String,
    /// How sure it is that they do, from 0 to 1.
    pub confidence: f64,
    /// One.
    pub a: MatchedStatement,
    /// The other.
    pub b: MatchedStatement,
}

impl Contested {
    pub(super) fn of(found: &ClaimMatch) -> Self {
        let ClaimMatch { reason, confidence, a, b, .. } = found.clone();
        Contested { reason, confidence, a, b }
    }

    /// Whether both have one side and one difference in common.
    pub(super) fn is_like(&self, other: &Contested) -> bool {
        let sides = |contested: &Contested| {
            [&contested.a, &contested.b].map(|side| (side.document.clone(), side.start))
        };
        let values = |contested: &Contested| {
            let (_, values) = contested.reason.split_once(": ")?;
            let mut values: Vec<String> = values.split(" against ").map(str::to_lowercase).collect();
            values.sort_unstable();
            Some(values)
        };
        let others = sides(other);
        sides(self).iter().any(|side| others.contains(side)) && values(self) == values(other)
    }
}

/// A day and what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// What is told of it.
    pub sentence: BriefedSentence,
}
