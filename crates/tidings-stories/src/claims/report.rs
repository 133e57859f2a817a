//! The result of `stories.claims`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which claims of different articles agree, contradict each other or touch on one matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimsReport {
    /// Pairs of statements, by story; within a story contradictions first, then the surest first.
    pub matches: Vec<ClaimMatch>,
    /// Statements that more than one article makes, those with most support first.
    pub corroborated: Vec<CorroboratedClaim>,
}

/// Two statements of different articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimMatch {
    /// The story, as `stories.group` names it.
    pub story: String,
    /// How the two relate.
    pub relation: ClaimRelation,
    /// Why, in words.
    pub reason: String,
    /// How sure the match is, from 0 to 1.
    pub confidence: f64,
    /// Whether the two articles are independent voices: not copies, not of one outlet or author.
    pub independent: bool,
    /// One statement.
    pub a: MatchedStatement,
    /// The other.
    pub b: MatchedStatement,
}

/// How two statements relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimRelation {
    /// They cannot both be right.
    Contradicts,
    /// They say the same: each corroborates the other, if they are independent.
    Same,
    /// They are about one matter.
    Related,
}

/// A statement with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MatchedStatement {
    /// The id of the document.
    pub document: String,
    /// Where it begins in the text, in the unit of the output.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// Who says it; absent if the article says it in its own voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}

/// A statement that several articles make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CorroboratedClaim {
    /// The story.
    pub story: String,
    /// How many independent voices make it.
    pub voices: usize,
    /// How many different holders make it; an article's own voice counts as one.
    pub holders: usize,
    /// The statements.
    pub statements: Vec<MatchedStatement>,
}
