//! References: words that stand for an entity without naming it, and how entities are related.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Layer, finite};
use crate::text::Span;

/// How words stand for an entity that they do not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// "he", "her", "himself".
    Pronoun,
    /// "the president", "the Kremlin spokesman".
    Nominal,
}

/// Words that stand for an entity, or for somebody whom the text does not name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Bytes of the text; a determiner belongs to it.
    pub span: Span,
    /// Index into [`Entities::index`](super::Entities::index); `None` for somebody whom the text does not name.
    #[serde(default)]
    pub entity: Option<u32>,
    /// The words for the person without a name whom these words stand for: "the mayor" of "the mayor said that he …".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<Span>,
    /// How it stands for the entity.
    pub kind: ReferenceKind,
    /// How sure the stage is, from 0 to 1.
    #[serde(deserialize_with = "finite::number")]
    pub confidence: f32,
}

/// How one entity is related to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// A people or an adjective, and its country or place: Ukrainian and Ukraine.
    DemonymOf,
}

/// Two entities that are related without being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Index into [`Entities::index`](super::Entities::index).
    pub from: u32,
    /// How.
    pub kind: RelationKind,
    /// Index into [`Entities::index`](super::Entities::index).
    pub to: u32,
}

/// What stands for the entities of a document besides their names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct References {
    /// Pronouns and nominals, sorted by span, without overlap.
    pub mentions: Vec<Reference>,
    /// Relations, sorted by `from`, then `to`.
    pub relations: Vec<Relation>,
}

impl References {
    /// The references that lie wholly inside `span`.
    pub fn inside(&self, span: Span) -> &[Reference] {
        let start = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let end = self.mentions.partition_point(|mention| mention.span.end <= span.end);
        self.mentions.get(start..end.max(start)).unwrap_or(&[])
    }

    /// The reference with exactly this span.
    pub fn at(&self, span: Span) -> Option<&Reference> {
        self.inside(span).iter().find(|mention| mention.span == span)
    }
}

impl Layer for References {
    const NAME: &'static str = "references";

    fn len(&self) -> usize {
        self.mentions.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for mention in &mut self.mentions {
            visit(&mut mention.span);
            mention.antecedent.iter_mut().for_each(&mut *visit);
        }
    }
}
