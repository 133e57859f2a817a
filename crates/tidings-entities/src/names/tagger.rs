//! The trained tagger of names, and what its types are called.

use tidings_core::{Document, StageError};
use tidings_learn::chain::{ChainTagger, Decoder, FoundSpan, Scheme};
use tidings_learn::{FeatureRows, Model, ModelError};

use super::evidence::Evidence;
use super::features::features;
use super::gazetteer::Gazetteer;

/// What the tagger tells apart. The kinds of place are told apart afterwards, by lists and heads: no corpus of news
/// that may be used marks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameType {
    /// A person.
    Person,
    /// An organization.
    Org,
    /// Any place: a state, a city, a river, a bridge.
    Place,
    /// A nationality, a religion, a political group.
    Norp,
    /// A named event.
    Event,
    /// A product, a vehicle, a weapon.
    Product,
    /// A book, a film, a song.
    WorkOfArt,
    /// Some other name: an award, a law, a language.
    Other,
}

impl NameType {
    /// Every type, in the order of their numbers.
    pub const ALL: [NameType; 8] = [
        NameType::Person,
        NameType::Org,
        NameType::Place,
        NameType::Norp,
        NameType::Event,
        NameType::Product,
        NameType::WorkOfArt,
        NameType::Other,
    ];

    /// The labels of the chain for these types.
    pub fn scheme() -> Scheme {
        Scheme::new(NameType::ALL.len())
    }

    /// The name in the model's metadata.
    pub const fn name(self) -> &'static str {
        match self {
            NameType::Person => "PERSON",
            NameType::Org => "ORG",
            NameType::Place => "PLACE",
            NameType::Norp => "NORP",
            NameType::Event => "EVENT",
            NameType::Product => "PRODUCT",
            NameType::WorkOfArt => "WORK_OF_ART",
            NameType::Other => "OTHER",
        }
    }
}

/// Decides which tokens are names.
#[derive(Clone)]
pub(super) struct NameTagger {
    chain: ChainTagger,
}

impl NameTagger {
    pub(super) fn open(model: &Model) -> Result<Self, ModelError> {
        let chain = ChainTagger::open(model.section("chain")?)?;
        if chain.scheme() != NameType::scheme() {
            return Err(ModelError::Damaged("it has other types of names than this version".to_owned()));
        }
        Ok(NameTagger { chain })
    }

    /// Calls `found` for every name in the order of the text, with its tokens counted from the start of the document.
    pub(super) fn tag(&self, evidence: &Evidence<'_>, mut found: impl FnMut(FoundSpan)) {
        let mut rows = FeatureRows::new();
        let mut decoder = Decoder::default();
        let mut spans = Vec::new();
        for (number, sentence) in evidence.sentences.0.iter().enumerate() {
            features(evidence, number, &mut rows);
            self.chain.decode(&rows, &mut decoder, &mut spans);
            let first = sentence.first_token as usize;
            for mut span in spans.drain(..) {
                span.items = span.items.start + first..span.items.end + first;
                found(span);
            }
        }
    }
}

/// The features of every sentence of a document with tokens, sentences, words, tags and, if there are any,
/// values: what the tagger is trained on.
///
/// # Errors
/// If a layer is missing.
pub fn feature_rows(doc: &Document, gazetteer: &Gazetteer) -> Result<Vec<FeatureRows>, StageError> {
    let evidence = Evidence::collect(doc, gazetteer)?;
    let sentences = 0..evidence.sentences.0.len();
    Ok(sentences
        .map(|number| {
            let mut rows = FeatureRows::new();
            features(&evidence, number, &mut rows);
            rows
        })
        .collect())
}

/// Finds names with a model that is not compiled in: for the figures of its card. Gives tokens and type.
///
/// # Errors
/// If the model is not one of names, or a layer is missing.
pub fn tag_with(model: &Model, doc: &Document, gazetteer: &Gazetteer) -> Result<Vec<FoundSpan>, StageError> {
    let tagger = NameTagger::open(model).map_err(|error| StageError::new(error.to_string()))?;
    let evidence = Evidence::collect(doc, gazetteer)?;
    let mut spans = Vec::new();
    tagger.tag(&evidence, |span| spans.push(span));
    Ok(spans)
}
