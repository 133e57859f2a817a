//! What is known about a document as a whole, each value with where it came from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::kind::{DocumentKind, Extraction};
use crate::text::Span;

/// Where a value of [`Meta`] came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The input record gave it (a JSON field, a side file).
    Input,
    /// It was read at this span of the source.
    Source(Span),
    /// A stage computed it from the whole document.
    Stage(Cow<'static, str>),
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// A value with its origin.
    pub fn new(value: T, origin: Origin) -> Self {
        Sourced { value, origin }
    }
}

/// The single-valued and many-valued fields of [`Meta`], for code that treats them alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetaField {
    /// The headline.
    Title,
    /// The line under the headline.
    Subtitle,
    /// The persons who wrote it, one entry each.
    Byline,
    /// The outlet.
    Publisher,
    /// When it was published: an ISO 8601 date or date and time.
    Published,
    /// When it was last changed: an ISO 8601 date or date and time.
    Updated,
    /// The address of the page.
    Url,
    /// The language: an ISO 639-1 code.
    Language,
    /// The place that a dateline names.
    DatelinePlace,
    /// Outlets and agencies that the article names as its sources, one entry each.
    CreditedSources,
    /// Who made the photograph, as written.
    PhotoCredit,
    /// What kind of document it is: the name of a [`DocumentKind`]. Absent for an article.
    Kind,
    /// How well the article was found on its page: the name of an [`Extraction`]. Absent where nothing was looked for.
    Extraction,
}

impl MetaField {
    /// Every field, in the order of the output.
    pub const ALL: [MetaField; 13] = [
        MetaField::Title,
        MetaField::Subtitle,
        MetaField::Byline,
        MetaField::Publisher,
        MetaField::Published,
        MetaField::Updated,
        MetaField::Url,
        MetaField::Language,
        MetaField::DatelinePlace,
        MetaField::CreditedSources,
        MetaField::PhotoCredit,
        MetaField::Kind,
        MetaField::Extraction,
    ];

    /// The name of the field in output and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            MetaField::Title => "title",
            MetaField::Subtitle => "subtitle",
            MetaField::Byline => "byline",
            MetaField::Publisher => "publisher",
            MetaField::Published => "published",
            MetaField::Updated => "updated",
            MetaField::Url => "url",
            MetaField::Language => "language",
            MetaField::DatelinePlace => "dateline_place",
            MetaField::CreditedSources => "credited_sources",
            MetaField::PhotoCredit => "photo_credit",
            MetaField::Kind => "kind",
            MetaField::Extraction => "extraction",
        }
    }

    /// Whether the field may hold `value`: those with a fixed set of values hold no other.
    pub fn allows(self, value: &str) -> bool {
        match self {
            MetaField::Kind => DocumentKind::from_name(value).is_some(),
            MetaField::Extraction => Extraction::from_name(value).is_some(),
            _ => true,
        }
    }

    /// Whether the field holds a list.
    pub const fn is_list(self) -> bool {
        matches!(self, MetaField::Byline | MetaField::CreditedSources)
    }
}

/// What is known about a document as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    values: BTreeMap<MetaField, Vec<Sourced<String>>>,
    /// Whether the end of the article is missing, if a stage has looked.
    pub truncated: Option<bool>,
    /// `Some(true)` if the text of the input record, given as plain text, holds HTML tags.
    pub text_has_markup: Option<bool>,
    /// `Some(true)` if the text is in a language that the stages of analysis do not read: they find no names, no claims and no
    /// summary then, and only values in digits.
    pub unsupported_language: Option<bool>,
    /// Fields of the input record that Tidings does not know, kept as they were.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Meta {
    /// The value of a single-valued field, or the first of a list.
    pub fn get(&self, field: MetaField) -> Option<&str> {
        self.values(field).first().map(|sourced| sourced.value.as_str())
    }

    /// All values of a field, with their origins.
    pub fn values(&self, field: MetaField) -> &[Sourced<String>] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Sets a field, in the place of earlier values.
    pub fn set(&mut self, field: MetaField, value: impl Into<String>, origin: Origin) {
        self.values.insert(field, vec![Sourced::new(value.into(), origin)]);
    }

    /// Takes all values of a field away.
    pub fn clear(&mut self, field: MetaField) {
        self.values.remove(&field);
    }

    /// Sets a field that has no value yet; says whether it did.
    pub fn set_missing(&mut self, field: MetaField, value: impl Into<String>, origin: Origin) -> bool {
        let missing = self.values(field).is_empty();
        if missing {
            self.set(field, value, origin);
        }
        missing
    }

    /// Adds a value to a list field, unless it is there already.
    pub fn add(&mut self, field: MetaField, value: impl Into<String>, origin: Origin) {
        let value = value.into();
        let values = self.values.entry(field).or_default();
        if values.iter().all(|known| known.value != value) {
            values.push(Sourced::new(value, origin));
        }
    }

    /// Whether the stages that read one language only have to leave the text alone.
    pub fn is_unsupported_language(&self) -> bool {
        self.unsupported_language == Some(true)
    }

    /// What kind of document it is; an article unless something else was found.
    pub fn kind(&self) -> DocumentKind {
        self.get(MetaField::Kind).and_then(DocumentKind::from_name).unwrap_or_default()
    }

    /// Sets the kind. An article is what every document is by default: its field stays absent.
    pub fn set_kind(&mut self, kind: DocumentKind, origin: Origin) {
        match kind {
            DocumentKind::Article => self.clear(MetaField::Kind),
            kind => self.set(MetaField::Kind, kind.name(), origin),
        }
    }

    /// How well the article was found on its page; `None` if no stage has looked.
    pub fn extraction(&self) -> Option<Extraction> {
        self.get(MetaField::Extraction).and_then(Extraction::from_name)
    }

    /// The fields that have a value, in the order of the output.
    pub fn fields(&self) -> impl Iterator<Item = (MetaField, &[Sourced<String>])> {
        self.values.iter().map(|(field, values)| (*field, values.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_field_is_set_once() {
        let mut meta = Meta::default();
        assert!(meta.set_missing(MetaField::Title, "A", Origin::Input));
        assert!(!meta.set_missing(MetaField::Title, "B", Origin::Source(Span::new(0, 1))));
        assert_eq!(meta.get(MetaField::Title), Some("A"));
    }

    #[test]
    fn fixed_sets_of_values_hold_no_other() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::from_name(kind.name()), Some(*kind));
            assert!(MetaField::Kind.allows(kind.name()));
        }
        for found in Extraction::ALL {
            assert_eq!(Extraction::from_name(found.name()), Some(*found));
        }
        assert!(!MetaField::Kind.allows("poem") && !MetaField::Extraction.allows("good"));
        assert!(MetaField::Title.allows("poem"));
    }

    #[test]
    fn an_article_needs_no_kind() {
        let mut meta = Meta::default();
        meta.set_kind(DocumentKind::LiveBlog, Origin::Input);
        assert_eq!((meta.kind(), meta.get(MetaField::Kind)), (DocumentKind::LiveBlog, Some("live_blog")));
        meta.set_kind(DocumentKind::Article, Origin::Input);
        assert_eq!((meta.kind(), meta.get(MetaField::Kind)), (DocumentKind::Article, None));
    }

    #[test]
    fn a_list_keeps_each_value_once() {
        let mut meta = Meta::default();
        for name in ["Reuters", "BBC", "Reuters"] {
            meta.add(MetaField::CreditedSources, name, Origin::Input);
        }
        let names: Vec<_> =
            meta.values(MetaField::CreditedSources).iter().map(|s| s.value.as_str()).collect();
        assert_eq!(names, ["Reuters", "BBC"]);
    }
}
