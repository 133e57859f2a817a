//! The result of `stories.duplicates`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which documents of a collection are copies of each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateReport {
    /// How many documents were compared.
    pub documents: usize,
    /// Documents that belong together, sorted by representative. Count each group as one source.
    pub groups: Vec<DuplicateGroup>,
    /// Every pair that was found, sorted. Of many equal texts, each is paired with the first one only.
    pub pairs: Vec<DuplicatePair>,
    /// Paragraphs of 20 words and more that documents of different groups share word for word, such
    /// as copy of one agency, sorted by their first place.
    pub shared_passages: Vec<SharedPassage>,
}

/// Documents that are copies of each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateGroup {
    /// The id of the document that stands for the group: the one with most words.
    pub representative: String,
    /// All other documents of the group, sorted by id.
    pub members: Vec<DuplicateMember>,
}

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateMember {
    /// The id of the document.
    pub id: String,
    /// How it relates to `of`.
    pub relation: Relation,
    /// The document that it was compared with: the representative, or, where the two have too little
    /// in common, the member that links it to the group.
    pub of: String,
    /// Share of the word 5-grams of both documents that both have, from 0 to 1.
    pub similarity: f64,
    /// Share of this document's word 5-grams that `of` has, from 0 to 1.
    pub containment: f64,
}

/// How one document relates to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words in the same order; case, marks and white space may differ.
    Exact,
    /// The same text with edits.
    Near,
    /// The shorter one stands in the longer one: it was cut off, or the longer one has more.
    Contained,
}

/// Two documents that are copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicatePair {
    /// The id of one document.
    pub a: String,
    /// The id of the other, which sorts after it.
    pub b: String,
    /// How the two relate.
    pub relation: Relation,
    /// Share of the word 5-grams of both that both have, from 0 to 1.
    pub similarity: f64,
    /// Share of the word 5-grams of `a` that `b` has, from 0 to 1.
    pub a_in_b: f64,
    /// Share of the word 5-grams of `b` that `a` has, from 0 to 1.
    pub b_in_a: f64,
}

/// A paragraph that several documents have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedPassage {
    /// How many words it has.
    pub words: u32,
    /// Where it stands, sorted by id and start; two places or more.
    pub places: Vec<PassagePlace>,
}

/// One place of a shared paragraph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct PassagePlace {
    /// The id of the document.
    pub id: String,
    /// Where the first word begins in the text, in the unit of the output.
    pub start: u32,
    /// Where the last word ends, in the same unit.
    pub end: u32,
}
