//! The result of `stories.group`.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The stories of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupReport {
    /// How many documents were grouped.
    pub documents: usize,
    /// The stories, those with most members first, then by name. A document that shares its story with no other is a
    /// story of one member.
    pub stories: Vec<Story>,
}

impl GroupReport {
    /// The stories of at least so many documents, for as many threads as the caller has. The largest come first, so they are
    /// handed out one by one: in halves, one thread would get all of the work.
    pub(crate) fn told_by(&self, least: usize) -> impl IndexedParallelIterator<Item = &Story> {
        let told: Vec<&Story> = self.stories.iter().filter(|story| story.members.len() >= least).collect();
        told.into_par_iter().with_max_len(1)
    }
}

/// The documents that tell one story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// The name of the story: the id of its most central document.
    pub story: String,
    /// The ids of its documents: by day of publication where it is known, then by id.
    pub members: Vec<String>,
    /// The earliest day of publication that is known, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<String>,
    /// The latest one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// How alike its documents are: the mean cosine of two of them, from 0 to 1; 1 for a single one.
    pub similarity: f64,
}
