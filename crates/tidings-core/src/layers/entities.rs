//! Named entities: mentions in the text and the entities they name.

use std::collections::HashMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use crate::text::Span;

/// The label of a mention: OntoNotes' names and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "the names are those of the OntoNotes guidelines")]
pub enum Label {
    Person,
    Norp,
    Org,
    Gpe,
    Loc,
    Fac,
    Event,
    Law,
    Product,
    WorkOfArt,
    Language,
    Date,
    Time,
    Percent,
    Money,
    Quantity,
    Ordinal,
    Cardinal,
}

impl Label {
    /// Every label, names before values.
    pub const ALL: [Label; 18] = [
        Label::Person,
        Label::Norp,
        Label::Org,
        Label::Gpe,
        Label::Loc,
        Label::Fac,
        Label::Event,
        Label::Law,
        Label::Product,
        Label::WorkOfArt,
        Label::Language,
        Label::Date,
        Label::Time,
        Label::Percent,
        Label::Money,
        Label::Quantity,
        Label::Ordinal,
        Label::Cardinal,
    ];

    /// The label as OntoNotes writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Person => "PERSON",
            Label::Norp => "NORP",
            Label::Org => "ORG",
            Label::Gpe => "GPE",
            Label::Loc => "LOC",
            Label::Fac => "FAC",
            Label::Event => "EVENT",
            Label::Law => "LAW",
            Label::Product => "PRODUCT",
            Label::WorkOfArt => "WORK_OF_ART",
            Label::Language => "LANGUAGE",
            Label::Date => "DATE",
            Label::Time => "TIME",
            Label::Percent => "PERCENT",
            Label::Money => "MONEY",
            Label::Quantity => "QUANTITY",
            Label::Ordinal => "ORDINAL",
            Label::Cardinal => "CARDINAL",
        }
    }

    /// Whether the label is for values (dates, amounts, counts) rather than names.
    pub const fn is_value(self) -> bool {
        matches!(
            self,
            Label::Date
                | Label::Time
                | Label::Percent
                | Label::Money
                | Label::Quantity
                | Label::Ordinal
                | Label::Cardinal
        )
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Bytes of the text, without determiner, title and possessive.
    pub span: Span,
    /// What kind of thing it names.
    pub label: Label,
    /// Index into [`Entities::index`].
    pub entity: u32,
    /// How sure the stage is, from 0 to 1.
    pub confidence: f32,
}

/// Where a [`CanonicalName`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CanonicalOrigin {
    /// The list of other names of one thing that is compiled in.
    AliasList,
}

/// A name under which a thing is usually known and which the document does not use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CanonicalName {
    /// The name.
    pub name: String,
    /// Where it comes from.
    pub origin: CanonicalOrigin,
}

/// A thing that one or more mentions name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its name: the fullest form under which the document names it.
    pub name: String,
    /// The name under which it is usually known, if the document does not use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<CanonicalName>,
    /// What kind of thing it is.
    pub label: Label,
    /// Other forms under which the document names it, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the document says it is or does, as written: `Kremlin spokesman`; in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// A form of the name that is the same in every document and spelling; empty if no stage has made one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
}

impl Entity {
    /// An entity of which only the name is known.
    pub fn new(name: impl Into<String>, label: Label) -> Self {
        Entity {
            name: name.into(),
            canonical: None,
            label,
            aliases: Vec::new(),
            roles: Vec::new(),
            key: String::new(),
        }
    }

    /// The name under which it is usually known: the same in every document that knows it.
    pub fn usual_name(&self) -> &str {
        self.canonical.as_ref().map_or(&self.name, |canonical| &canonical.name)
    }
}

/// The names of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entities {
    /// The mentions, sorted by span, without overlap.
    pub mentions: Vec<Mention>,
    /// The entities, in the order of their first mention.
    pub index: Vec<Entity>,
}

impl Entities {
    /// The layer of `mentions` (span, label, confidence; sorted, without overlap), in which those with the
    /// same label and the same words are one entity: what a finder of names knows without linking.
    pub fn of_names(text: &str, mentions: impl IntoIterator<Item = (Span, Label, f32)>) -> Self {
        let mut seen: HashMap<(Label, &str), u32> = HashMap::new();
        let mut out = Entities::default();
        for (span, label, confidence) in mentions {
            let words = span.slice(text).unwrap_or("");
            let entity = *seen.entry((label, words)).or_insert_with(|| {
                let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
                out.index.push(Entity::new(name, label));
                out.index.len() as u32 - 1
            });
            out.mentions.push(Mention { span, label, entity, confidence });
        }
        out
    }

    /// The entity that a mention names.
    pub fn entity(&self, mention: &Mention) -> Option<&Entity> {
        self.index.get(mention.entity as usize)
    }

    /// The mentions that lie wholly inside `span`.
    pub fn inside(&self, span: Span) -> &[Mention] {
        let start = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let end = self.mentions.partition_point(|mention| mention.span.end <= span.end);
        self.mentions.get(start..end.max(start)).unwrap_or(&[])
    }
}

impl Layer for Entities {
    const NAME: &'static str = "entities";

    fn len(&self) -> usize {
        self.mentions.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.mentions.iter_mut().for_each(|mention| visit(&mut mention.span));
    }
}
