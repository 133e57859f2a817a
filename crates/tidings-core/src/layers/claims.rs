//! Claims: who said what, with which words.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// How much of the content is verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// All of it stands in quotation marks, or in a turn or post of the speaker.
    Direct,
    /// None of it does.
    Indirect,
    /// Part of it does.
    Mixed,
}

/// How the content is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// With doubt: may, could, fears, expects.
    Hedged,
    /// Under a condition that is stated.
    Conditional,
    /// As something that must or should be.
    Demand,
    /// As a question.
    Question,
}

/// What the speaker does with the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CueClass {
    /// Says, states, notes, adds, according to.
    Says,
    /// Asks, wonders.
    Asks,
    /// Denies, rejects, disputes.
    Denies,
    /// Demands, calls for, insists on.
    Demands,
    /// Promises, vows, pledges.
    Promises,
    /// Expects, predicts, warns, fears.
    Expects,
    /// Believes, thinks, considers.
    Believes,
    /// Orders, decides, rules.
    Orders,
    /// Reports, finds, reveals, confirms.
    Reports,
}

macro_rules! display_as_snake_case {
    ($($type:ident { $($variant:ident = $name:literal),* $(,)? })*) => {$(
        impl $type {
            /// The name in output.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name),* }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    )*};
}

display_as_snake_case! {
    ClaimKind { Direct = "direct", Indirect = "indirect", Mixed = "mixed" }
    Modality {
        Asserted = "asserted", Hedged = "hedged", Conditional = "conditional",
        Demand = "demand", Question = "question",
    }
    CueClass {
        Says = "says", Asks = "asks", Denies = "denies", Demands = "demands", Promises = "promises",
        Expects = "expects", Believes = "believes", Orders = "orders", Reports = "reports",
    }
}

/// One claim. Spans are bytes of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Who says it, as written; `None` if the text does not say.
    pub source: Option<Span>,
    /// The entity that the source names: index into [`Entities::index`](super::Entities::index).
    pub source_entity: Option<u32>,
    /// How sure it is that `source` means `source_entity`, or, without an entity, whom a pronoun means; from 0 to 1. `confidence` is
    /// never higher. `None` if no stage has said.
    #[serde(default)]
    pub speaker_confidence: Option<f32>,
    /// The words that attribute; `None` for a quotation without any.
    pub cue: Option<Span>,
    /// The base form of the cue.
    pub lemma: String,
    /// What the speaker does.
    pub cue_class: CueClass,
    /// What is claimed: one span or more, sorted.
    pub content: Vec<Span>,
    /// How much of it is verbatim.
    pub kind: ClaimKind,
    /// How it is put forward.
    pub modality: Modality,
    /// Whether the speaker denies the content.
    pub negated: bool,
    /// Index of the sentence in which the content begins.
    pub sentence: u32,
    /// How sure the stage is, from 0 to 1.
    pub confidence: f32,
    /// How worth checking the content is, from 0 to 1, if a stage has scored it.
    pub checkworthy: Option<f32>,
    /// What else the text tells.
    #[serde(default)]
    pub details: ClaimDetails,
}

/// What else the text tells of a claim. Spans are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ClaimDetails {
    /// The parts of the content that stand in quotation marks, without the marks, sorted.
    pub verbatim: Vec<Span>,
    /// Whom the speaker speaks to: "told *reporters*".
    pub addressee: Option<Span>,
    /// The way by which the words came to the author: "told *Reuters*", "*in a statement*", "according to *a person
    /// familiar with the matter*".
    pub channel: Option<Span>,
    /// When it was said. If the document has [`Values`](super::Values), one of them stands there.
    pub when: Option<Span>,
    /// Amounts, counts, shares and dates in the content: [`Values`](super::Values) of the document, sorted.
    pub numbers: Vec<Span>,
    /// What the speaker is: "*spokesman*", "*an engineer*".
    pub role: Option<Span>,
    /// For whom the speaker speaks: "*Kremlin* spokesman", "director of *the Harbor Trust*".
    pub organization: Option<Span>,
    /// The claim in whose content this one stands: index into the claims of the document.
    pub inside: Option<u32>,
    /// Why the content is or is not worth checking, strongest reason first, if a stage has scored it.
    pub reasons: Vec<Cow<'static, str>>,
}

/// How worth checking a sentence is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SentenceWorth {
    /// Bytes of the text: the sentence.
    pub span: Span,
    /// From 0 to 1: the probability that the sentence states something that can and should be checked.
    pub score: f32,
    /// The strongest reasons, strongest first. A reason against begins with "not".
    pub reasons: Vec<Cow<'static, str>>,
}

/// How worth checking the sentences of a document are, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Checkworthiness(pub Vec<SentenceWorth>);

impl Layer for Checkworthiness {
    const NAME: &'static str = "checkworthiness";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|sentence| visit(&mut sentence.span));
    }
}

/// The claims of a document, sorted by the start of their content.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claims(pub Vec<Claim>);

impl Layer for Claims {
    const NAME: &'static str = "claims";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for claim in &mut self.0 {
            claim.source.iter_mut().for_each(&mut *visit);
            claim.cue.iter_mut().for_each(&mut *visit);
            claim.content.iter_mut().for_each(&mut *visit);
            let details = &mut claim.details;
            details.verbatim.iter_mut().chain(&mut details.numbers).for_each(&mut *visit);
            let single = [&mut details.addressee, &mut details.channel, &mut details.when];
            let speaker = [&mut details.role, &mut details.organization];
            single.into_iter().chain(speaker).flatten().for_each(&mut *visit);
        }
    }
}
