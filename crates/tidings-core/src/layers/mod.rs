//! Layers: typed standoff annotations of a document.
//!
//! A document holds at most one layer of each type. The standard layers live here so that stage
//! crates can share them without knowing each other; a plugin crate adds its own type, registered by
//! [`register_layer!`](crate::register_layer).
//!
//! Invariant: no layer copies text; spans do the pointing.

mod claims;
mod entities;
mod finite;
mod layer;
mod lemmas;
mod parts;
mod quality;
mod quotes;
mod references;
mod regions;
mod sentences;
mod speech;
mod summary;
mod syntax;
mod tags;
mod tokens;
mod values;
mod words;

pub use claims::{
    Checkworthiness, Claim, ClaimDetails, ClaimKind, Claims, CueClass, Modality, SentenceWorth,
};
pub use entities::{CanonicalName, CanonicalOrigin, Entities, Entity, Label, Mention};
pub use layer::{AnyLayer, Frame, Layer, LayerDefinition, LayerJsonError, LayerSet};
pub use lemmas::{LemmaRule, Lemmas};
pub use parts::{PartKind, Parts, Speaker, TextPart};
pub use quality::{Quality, QualityFlag, QualitySignal, signal_limits_schema};
pub use quotes::{Quote, QuoteKind, Quotes};
pub use references::{Reference, ReferenceKind, References, Relation, RelationKind};
pub use regions::{Region, RegionKind, Regions, Repair, Repairs};
pub use sentences::{Sentence, SentenceKind, Sentences};
pub use speech::{SpeechKind, SpeechTurn, SpeechTurns};
pub use summary::{Headline, HeadlineOrigin, Keyphrase, Keyphrases, Summary, SummarySentence};
pub use syntax::{Syntax, SyntaxRelation};
pub use tags::{PennTag, Tags, Upos};
pub use tokens::{Token, TokenKind, Tokens};
pub use values::{Bound, DateDetails, DateModifier, Value, ValueMention, Values};
pub use words::{Word, WordCase, Words, WordsBuilder};

crate::register_layer!(Checkworthiness);
crate::register_layer!(Claims);
crate::register_layer!(Entities);
crate::register_layer!(Headline);
crate::register_layer!(Keyphrases);
crate::register_layer!(Lemmas);
crate::register_layer!(Parts);
crate::register_layer!(Quality);
crate::register_layer!(Quotes);
crate::register_layer!(References);
crate::register_layer!(Regions);
crate::register_layer!(Repairs);
crate::register_layer!(Sentences);
crate::register_layer!(SpeechTurns);
crate::register_layer!(Summary);
crate::register_layer!(Syntax);
crate::register_layer!(Tags);
crate::register_layer!(Tokens);
crate::register_layer!(Values);
crate::register_layer!(Words);
