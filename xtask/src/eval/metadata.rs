//! Scores metadata, field by field.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::Serialize;
use tidings_core::{Document, Meta, MetaField};

use super::gold::Gold;

/// What became of one field in the documents of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldScore {
    /// The value, or rightly none.
    pub right: usize,
    /// Another value.
    pub wrong: usize,
    /// No value, but there is one.
    pub missing: usize,
    /// A value, but there is none.
    pub invented: usize,
}

impl FieldScore {
    /// In how many documents the field was looked at.
    pub fn total(self) -> usize {
        self.right + self.wrong + self.missing + self.invented
    }
}

impl AddAssign for FieldScore {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
        self.invented += other.invented;
    }
}

/// By field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MetadataScore {
    pub fields: BTreeMap<&'static str, FieldScore>,
}

impl MetadataScore {
    /// All fields together.
    pub fn total(&self) -> FieldScore {
        self.fields.values().fold(FieldScore::default(), |mut total, field| {
            total += *field;
            total
        })
    }
}

impl AddAssign<&MetadataScore> for MetadataScore {
    fn add_assign(&mut self, other: &MetadataScore) {
        for (field, score) in &other.fields {
            *self.fields.entry(field).or_default() += *score;
        }
    }
}

/// Compares the metadata of a document with the annotation; a line for each mistake goes to `mistakes`.
pub fn score(gold: &Gold, doc: &Document, mistakes: &mut Vec<String>) -> MetadataScore {
    let expected = &gold.metadata;
    let one = |value: &Option<String>| value.iter().map(|value| plain(value)).collect::<Vec<_>>();
    let fields = [
        (MetaField::Title, title(gold, doc)),
        (MetaField::Byline, expected.author.iter().flat_map(|names| names_in(names)).collect()),
        (MetaField::Publisher, one(&expected.publisher)),
        (MetaField::DatelinePlace, one(&expected.dateline_place)),
        (MetaField::CreditedSources, expected.credited_sources.iter().map(|name| plain(name)).collect()),
        (MetaField::PhotoCredit, one(&expected.photo_credit)),
        (MetaField::Published, one(&expected.published)),
    ];
    let mut score = MetadataScore::default();
    for (field, expected) in fields {
        let found = found(field, &doc.meta);
        let compared = compare(field, expected.clone(), found.clone());
        if compared.right == 0 {
            mistakes.push(format!("{}: found {found:?} for {expected:?}", field.name()));
        }
        score.fields.insert(field.name(), compared);
    }
    score
}

fn compare(field: MetaField, mut expected: Vec<String>, mut found: Vec<String>) -> FieldScore {
    expected.sort();
    found.sort();
    if field == MetaField::Published {
        // The annotation has the day alone.
        found.iter_mut().for_each(|date| date.truncate(10));
    }
    let mut score = FieldScore::default();
    *match (expected.is_empty(), found.is_empty()) {
        _ if expected == found => &mut score.right,
        (false, true) => &mut score.missing,
        (true, false) => &mut score.invented,
        _ => &mut score.wrong,
    } = 1;
    score
}

fn found(field: MetaField, meta: &Meta) -> Vec<String> {
    meta.values(field).iter().map(|sourced| plain(&sourced.value)).collect()
}

/// The headline as it stands in the text after repair, or else in the source.
fn title(gold: &Gold, doc: &Document) -> Vec<String> {
    let Some(source) = gold.title else { return Vec::new() };
    let in_text = doc.slice(doc.alignment().nearest_text_of(source));
    let title = if in_text.trim().is_empty() { doc.source_slice(source) } else { in_text };
    vec![plain(title)]
}

/// The persons in a byline: "A and B", "A, B and C".
fn names_in(byline: &str) -> Vec<String> {
    byline.replace(" and ", ", ").split(", ").map(plain).collect()
}

/// A value without the differences that do not matter: case, white space, a final period.
fn plain(value: &str) -> String {
    let words: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use tidings_core::Origin;

    use super::super::testing::{at, gold};
    use super::*;

    #[test]
    fn each_field_is_right_wrong_missing_or_invented() {
        let source = "A  Title\nBody.\n";
        let mut annotation = gold(source, &[]);
        annotation.title = Some(at(source, "A  Title"));
        annotation.metadata.author = Some("Ann Lee and Bo Ray".to_owned());
        annotation.metadata.published = Some("2025-12-15".to_owned());
        annotation.metadata.publisher = Some("The Post".to_owned());
        annotation.metadata.photo_credit = Some("Pool".to_owned());
        let mut doc = Document::new("a", source).unwrap();
        doc.meta.set(MetaField::Title, "a title", Origin::Input);
        doc.meta.add(MetaField::Byline, "Bo Ray", Origin::Input);
        doc.meta.add(MetaField::Byline, "Ann Lee", Origin::Input);
        doc.meta.set(MetaField::Published, "2025-12-15T10:00:00Z", Origin::Input);
        doc.meta.set(MetaField::Publisher, "Post", Origin::Input);
        doc.meta.set(MetaField::DatelinePlace, "Kyiv", Origin::Input);
        let score = score(&annotation, &doc, &mut Vec::new());
        let right = FieldScore { right: 1, ..FieldScore::default() };
        for field in ["title", "byline", "published", "credited_sources"] {
            assert_eq!(score.fields[field], right, "{field}");
        }
        assert_eq!(score.fields["publisher"].wrong, 1);
        assert_eq!(score.fields["photo_credit"].missing, 1);
        assert_eq!(score.fields["dateline_place"].invented, 1);
        assert_eq!(score.total().total(), 7);
    }
}
