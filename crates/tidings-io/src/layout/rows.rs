//! The rows of a document record. Each is written and read by the same type, so that the two
//! directions cannot drift apart.
//!
//! A row of the text has `start` and `end`, in the text, and with provenance `source_start` and
//! `source_end`, in the source. `text` beside them is what stands there.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tidings_core::{
    Bound, CanonicalName, ClaimKind, CueClass, DateDetails, Label, Modality, QuoteKind, RegionKind,
    SentenceKind, TokenKind, Value,
};

/// Declares rows that have a place in the text.
macro_rules! placed_rows {
    ($($(#[$meta:meta])* $name:ident $(<$life:lifetime>)? { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $name $(<$life>)? {
            /// Where it begins in the text.
            pub start: u32,
            /// Where it ends in the text.
            pub end: u32,
            /// Where it begins in the source (with `provenance`).
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub source_start: Option<u32>,
            /// Where it ends in the source (with `provenance`).
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub source_end: Option<u32>,
            $($(#[$field_meta])* pub $field: $type,)*
        }
    )*};
}

placed_rows! {
    /// A place in the text.
    PlaceRow {}

    /// A token.
    TokenRow {
        /// What it is, by its shape.
        kind: TokenKind,
    }

    /// A sentence.
    SentenceRow {
        /// Number of the paragraph, from 0.
        paragraph: u32,
        /// What it is on the page.
        kind: SentenceKind,
        /// Index of its first token.
        first_token: u32,
        /// One past the index of its last token.
        end_token: u32,
    }

    /// A quotation, with its marks.
    QuoteRow<'a> {
        /// The quotation, with its marks.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// Where the quoted words begin, after the opening mark.
        inner_start: u32,
        /// Where the quoted words end, before the closing mark.
        inner_end: u32,
        /// What it is.
        kind: QuoteKind,
        /// Whether the closing mark is missing.
        unclosed: bool,
        /// Whether it goes on in the next paragraph.
        continues: bool,
        /// How many quotations it stands inside.
        depth: u8,
    }

    /// A name or a value. A name has `entity`, a value has `value`.
    EntityRow<'a> {
        /// What kind of thing it names (OntoNotes).
        label: Label,
        /// The words.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// The `id` of the entity in `entity_index`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entity: Option<u32>,
        /// How sure the stage is, from 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Score>,
        /// What the words mean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Cow<'a, Value>>,
        /// How exact the value is said to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
        /// The upper end of a range; `value` is the lower one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        upper: Option<Cow<'a, Value>>,
        /// How a date or time is told and how its value was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Cow<'a, DateDetails>>,
    }

    /// Who makes a claim, as written.
    ClaimSourceRow<'a> {
        /// The words.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// The `id` of the entity that they name, in `entity_index`.
        entity: Option<u32>,
    }

    /// The words that attribute a claim.
    CueRow<'a> {
        /// The words.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// Their base form.
        #[serde(borrow)]
        lemma: Cow<'a, str>,
    }

    /// Words of the text.
    WordsRow<'a> {
        /// The words.
        #[serde(borrow)]
        text: Cow<'a, str>,
    }

    /// Words of the text with what they mean.
    MeantRow<'a> {
        /// The words.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// What they mean, if that was found out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Cow<'a, Value>>,
        /// How exact the value is said to be, if not exact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
        /// The upper end of a range; `value` is the lower one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        upper: Option<Cow<'a, Value>>,
    }

    /// How worth checking a sentence is.
    WorthRow<'a> {
        /// From 0 to 1.
        score: Score,
        /// The strongest reasons, strongest first.
        reasons: Vec<Cow<'a, str>>,
    }

    /// A sentence of the summary.
    SummaryRow<'a> {
        /// The sentence.
        #[serde(borrow)]
        text: Cow<'a, str>,
        /// How much it says of the article; higher is more.
        score: Score,
        /// The strongest reasons for the score, strongest first.
        reasons: Vec<Cow<'a, str>>,
    }
}

/// A span of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRow {
    /// Where it begins in the source.
    pub source_start: u32,
    /// Where it ends in the source.
    pub source_end: u32,
}

/// A part of the source that cleaning recognized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegionRow<'a> {
    /// What it is.
    pub kind: RegionKind,
    /// Where it begins in the source.
    pub source_start: u32,
    /// Where it ends in the source.
    pub source_end: u32,
    /// Whether it was removed from the text.
    pub removed: bool,
    /// Which rule or evidence decided.
    #[serde(borrow)]
    pub reason: Cow<'a, str>,
    /// For duplicates: what it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<SourceRow>,
}

/// A place of the source where the text was mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepairRow<'a> {
    /// Where it begins in the source.
    pub source_start: u32,
    /// Where it ends in the source.
    pub source_end: u32,
    /// What was mended.
    #[serde(borrow)]
    pub reason: Cow<'a, str>,
}

/// A thing that one or more names of the text stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntityIndexRow<'a> {
    /// Its number in this document, from 0.
    pub id: u32,
    /// Its name: the fullest form under which the text names it.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// The name under which it is usually known and where that comes from, if the text does not use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Cow<'a, CanonicalName>>,
    /// What kind of thing it is (OntoNotes).
    pub label: Label,
    /// How often the text names it.
    pub mentions: u32,
    /// Other forms under which the text names it, sorted.
    pub aliases: Vec<Cow<'a, str>>,
    /// What the text says it is or does, as written, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Cow<'a, str>>,
    /// A form of the name that is the same in every document and spelling.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub key: Cow<'a, str>,
}

/// A claim: who said what, with which words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRow<'a> {
    /// Who says it; `null` if no words say.
    #[serde(borrow)]
    pub source: Option<ClaimSourceRow<'a>>,
    /// Who says it by the context, where no words of the sentence say: an `id` of `entity_index`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_entity: Option<u32>,
    /// How sure it is that `source` means its `entity` (or, if that is `null`, the person without a name to whom `references` lead from a
    /// pronoun), from 0 to 1; `confidence` is never higher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_confidence: Option<Score>,
    /// The words that attribute; `null` for a quotation without any.
    #[serde(borrow)]
    pub cue: Option<CueRow<'a>>,
    /// What the speaker does.
    pub cue_class: CueClass,
    /// Where the content stands: one place or more.
    pub content: Vec<PlaceRow>,
    /// The content; ` … ` joins places that are apart.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Index of the sentence in which the content begins.
    pub sentence: u32,
    /// How much of the content is verbatim.
    pub kind: ClaimKind,
    /// How it is put forward.
    pub modality: Modality,
    /// Whether the speaker denies the content.
    pub negated: bool,
    /// How worth checking the content is, from 0 to 1; `null` if no stage has scored it.
    pub checkworthy: Option<Score>,
    /// How sure the stage is, from 0 to 1.
    pub confidence: Score,
    /// The parts of the content that stand in quotation marks, without the marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbatim: Vec<PlaceRow>,
    /// Whom the speaker speaks to.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<WordsRow<'a>>,
    /// The way by which the words came to the author.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<WordsRow<'a>>,
    /// When it was said.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub when: Option<MeantRow<'a>>,
    /// Amounts, counts, shares and dates in the content.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<MeantRow<'a>>,
    /// What the speaker is.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub role: Option<WordsRow<'a>>,
    /// For whom the speaker speaks.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<WordsRow<'a>>,
    /// The claim in whose content this one stands: its place in this list, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<u32>,
    /// Why the content is or is not worth checking, strongest reason first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Cow<'a, str>>,
}

/// A phrase that says what the article is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyphraseRow<'a> {
    /// The phrase as first written.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Its weight; higher is more.
    pub score: Score,
    /// Every place where it stands.
    pub spans: Vec<PlaceRow>,
}

/// A score or confidence, written with three decimals so that output does not show the noise of
/// floating point.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, JsonSchema)]
#[schemars(transparent)]
pub struct Score(pub f32);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = (f64::from(self.0) * 1000.0).round() / 1000.0;
        // JSON has no infinity; and -0.0 would be written with its sign.
        serializer.serialize_f64(if rounded.is_finite() { rounded + 0.0 } else { 0.0 })
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let score = f32::deserialize(deserializer)?;
        // JSON has greater numbers than we have, and no infinity to write them with.
        if score.is_finite() {
            Ok(Score(score))
        } else {
            Err(D::Error::custom("a score must be a number of at most 3.4e38"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_finite() {
        assert_eq!(serde_json::from_str::<Score>("-3.4e38").expect("fits"), Score(-3.4e38));
        serde_json::from_str::<Score>("1e39").expect_err("does not fit");
    }

    #[test]
    fn scores_have_three_decimals_and_survive_being_read() {
        for (score, expected) in [
            (0.87349, "0.873"),
            (0.9996, "1.0"),
            (1.0, "1.0"),
            (-0.0001, "0.0"),
            (f32::NAN, "0.0"),
            (12345.678, "12345.678"),
        ] {
            let json = serde_json::to_string(&Score(score)).expect("json");
            assert_eq!(json, expected);
            let again: Score = serde_json::from_str(&json).expect("score");
            assert_eq!(serde_json::to_string(&again).expect("json"), expected);
        }
    }
}
