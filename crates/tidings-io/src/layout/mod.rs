//! The layout of a document in JSON: what `documents.jsonl` holds, line by line.
//!
//! Lists are there if the layer was made and is wanted, empty if nothing was found. Offsets count the
//! unit that `offsets` names.

mod rows;

use std::borrow::Cow;

use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tidings_core::{
    Checkworthiness, Claims, DocumentKind, Entities, Extraction, Keyphrases, Layer, OffsetUnit, Quotes,
    Regions, Registry, Repairs, Sentences, Summary, Tokens, Values,
};

pub use rows::{
    ClaimRow, ClaimSourceRow, CueRow, EntityIndexRow, EntityRow, KeyphraseRow, MeantRow, PlaceRow, QuoteRow,
    RegionRow, RepairRow, Score, SentenceRow, SourceRow, SummaryRow, TokenRow, WordsRow, WorthRow,
};

/// The version of the layout. It changes when a field changes its meaning or goes away.
pub const FORMAT_VERSION: u64 = 1;

/// The layers that have a list of their own in the record; others stand under `layers`.
pub(crate) const STANDARD_LAYERS: [&str; 11] = [
    Regions::NAME,
    Repairs::NAME,
    Tokens::NAME,
    Sentences::NAME,
    Quotes::NAME,
    Entities::NAME,
    Values::NAME,
    Claims::NAME,
    Checkworthiness::NAME,
    Summary::NAME,
    Keyphrases::NAME,
];

/// One line of `documents.jsonl`, for programs that read it.
///
/// ```
/// use tidings_io::DocumentRecord;
///
/// let line = r#"{"id": "a", "format_version": 1, "offsets": "codepoint", "meta": {"title": "Talks"},
///                "text": "Kyiv agreed.", "sentences": []}"#;
/// let record: DocumentRecord = serde_json::from_str(line).unwrap();
/// assert_eq!(record.meta.title.as_deref(), Some("Talks"));
/// assert_eq!(record.sentences, Some(vec![]));
/// assert_eq!(record.claims, None);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Tidings document")]
pub struct DocumentRecord<'a> {
    /// The name of the document.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// The version of this layout: 1.
    pub format_version: u64,
    /// What offsets count.
    pub offsets: OffsetUnit,
    /// What is known about the document as a whole.
    pub meta: MetaRecord,
    /// Where each value of `meta` came from (with `provenance`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta_origin: Option<MetaOriginRecord>,
    /// The clean text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// What cleaning recognized in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<RegionRow<'a>>>,
    /// Where cleaning mended the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repairs: Option<Vec<RepairRow<'a>>>,
    /// The tokens (with `tokens`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<TokenRow>>,
    /// The sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<SentenceRow>>,
    /// The quotations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Vec<QuoteRow<'a>>>,
    /// Names and values, sorted by start, then end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<EntityRow<'a>>>,
    /// What the names stand for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_index: Option<Vec<EntityIndexRow<'a>>>,
    /// Who said what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<ClaimRow<'a>>>,
    /// How worth checking every sentence is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkworthiness: Option<Vec<WorthRow<'a>>>,
    /// The sentences that say most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Vec<SummaryRow<'a>>>,
    /// The phrases that say what the article is about, best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyphrases: Option<Vec<KeyphraseRow<'a>>>,
    /// The layers of plugins, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layers: Option<Map<String, Value>>,
}

/// What is known about a document. Fields of the input record that Tidings does not know follow the
/// known ones; one whose name is taken is written with `input_` before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MetaRecord {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The line under the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The persons who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Vec<String>>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language: an ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The place that a dateline names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline_place: Option<String>,
    /// Outlets and agencies that the article names as its sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credited_sources: Option<Vec<String>>,
    /// Who made the photograph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_credit: Option<String>,
    /// What kind of document it is; absent for an article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// How well the article was found on its page; absent where nothing was looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extraction: Option<Extraction>,
    /// Whether the end of the article is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<bool>,
    /// `true` if the `text` of the input record holds HTML tags: it may be a page that was given as a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_has_markup: Option<bool>,
    /// `true` if the text is in a language that Tidings does not analyze (`language` says which): no names, claims and summary are
    /// looked for, and only values in digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsupported_language: Option<bool>,
    /// Other fields of the input record.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Where the values of `meta` came from, by field; for a field with a list, one origin for each value.
pub type MetaOriginRecord = std::collections::BTreeMap<String, Vec<OriginRow<'static>>>;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum OriginRow<'a> {
    /// The input record gave it.
    Input,
    /// It stands in the source.
    Source {
        /// Where it begins in the source.
        source_start: u32,
        /// Where it ends in the source.
        source_end: u32,
    },
    /// A stage computed it.
    Stage {
        /// The stage.
        stage: Cow<'a, str>,
    },
}

/// The JSON Schema (draft 2020-12) of a line of `documents.jsonl`, with the layers of every
/// registered plugin.
pub fn document_schema(registry: &Registry) -> Value {
    let mut generator = SchemaGenerator::default();
    let mut layers = Map::new();
    for layer in registry.layers().iter().filter(|layer| !STANDARD_LAYERS.contains(&layer.name)) {
        layers.insert(layer.name.to_owned(), layer.schema(&mut generator).to_value());
    }
    let mut schema = generator.into_root_schema_for::<DocumentRecord<'_>>().to_value();
    schema["properties"]["layers"] = json!({
        "description": "The layers of plugins, by name.",
        "type": "object",
        "properties": layers,
        "additionalProperties": false,
    });
    schema
}
