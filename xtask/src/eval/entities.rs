//! Scores entities: the same span with the same label.
//!
//! A leading article and a possessive ending are forgiven on both sides, and so are the other spans
//! and labels that the annotation allows.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::Serialize;
use tidings_core::{Document, Entities, Label, Span, Values};

use super::counts::Counts;
use super::gold::Gold;

/// Counts of mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EntityScore {
    /// Span and label.
    pub all: Counts,
    /// The names alone, without dates and numbers.
    pub names: Counts,
    /// The span, whatever its label.
    pub spans: Counts,
    /// Span and label, by label.
    pub labels: BTreeMap<&'static str, Counts>,
}

impl AddAssign<&EntityScore> for EntityScore {
    fn add_assign(&mut self, other: &EntityScore) {
        self.all += other.all;
        self.names += other.names;
        self.spans += other.spans;
        for (label, counts) in &other.labels {
            *self.labels.entry(label).or_default() += *counts;
        }
    }
}

/// Compares the entities of a document with the annotation; a line for each mistake goes to `mistakes`.
pub fn score(gold: &Gold, doc: &Document, mistakes: &mut Vec<String>) -> EntityScore {
    let source = doc.source();
    let found: Vec<(Span, Label)> = found(doc)
        .into_iter()
        .map(|(span, label)| (trim(source, doc.alignment().nearest_source_of(span)), label))
        .collect();
    let mut score = EntityScore::default();
    let mut used = vec![false; found.len()];
    let mut labels: Vec<Label> = found.iter().map(|(_, label)| *label).collect();
    for entity in &gold.entities {
        let spans: Vec<Span> = std::iter::once(entity.span)
            .chain(entity.alt.iter().copied())
            .map(|span| trim(source, span))
            .collect();
        let is_label = |label: Label| label == entity.label || Some(label) == entity.alt_label;
        let same_span = |index: &usize| !used[*index] && spans.contains(&found[*index].0);
        let right = (0..found.len()).find(|index| same_span(index) && is_label(found[*index].1));
        let counts = score.labels.entry(entity.label.name()).or_default();
        counts.gold += 1;
        if let Some(index) = right {
            counts.hits += 1;
            // A mention under the other label counts as one under the first.
            labels[index] = entity.label;
        }
        let touched = right.or_else(|| (0..found.len()).find(same_span));
        if let Some(index) = touched {
            used[index] = true;
            score.spans.hits += 1;
        }
        if right.is_none() {
            let label = touched.map_or("nothing", |index| found[index].1.name());
            mistakes.push(format!("entity {} {:?}: found {label}", entity.label, entity.text));
        }
    }
    for ((span, label), _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
        mistakes.push(format!("entity {label} {:?}: not in the annotation", doc.source_slice(*span)));
    }
    for label in labels {
        score.labels.entry(label.name()).or_default().found += 1;
    }
    score.spans.found = found.len();
    score.spans.gold = gold.entities.len();
    for label in Label::ALL {
        let Some(counts) = score.labels.get(label.name()) else { continue };
        score.all += *counts;
        if !label.is_value() {
            score.names += *counts;
        }
    }
    score
}

/// Names and values, sorted; a value that is also a mention counts once.
fn found(doc: &Document) -> Vec<(Span, Label)> {
    let mentions = doc.get::<Entities>().map_or(&[][..], |entities| &entities.mentions);
    let values = doc.get::<Values>().map_or(&[][..], |values| &values.0);
    let mut found: Vec<(Span, Label)> = mentions
        .iter()
        .map(|mention| (mention.span, mention.label))
        .chain(values.iter().map(|value| (value.span, value.label)))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// A span without leading article, possessive ending, and white space or marks at its ends.
fn trim(source: &str, span: Span) -> Span {
    let Some(text) = span.slice(source) else { return span };
    let is_edge =
        |letter: char| letter.is_whitespace() || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{AD}');
    let mut kept = text.trim_matches(is_edge);
    let first = kept.split(char::is_whitespace).next().unwrap_or("");
    if ["the", "a", "an"].iter().any(|article| first.eq_ignore_ascii_case(article))
        && first.len() < kept.len()
    {
        kept = kept[first.len()..].trim_start_matches(is_edge);
    }
    for ending in ["'s", "’s", "'", "’"] {
        if let Some(rest) = kept.strip_suffix(ending).filter(|rest| !rest.is_empty()) {
            kept = rest.trim_end_matches(is_edge);
            break;
        }
    }
    // `kept` is a part of `text`, so its address says where it begins.
    let start = span.start + (kept.as_ptr() as usize - text.as_ptr() as usize) as u32;
    Span::new(start, start + kept.len() as u32)
}

#[cfg(test)]
mod tests {
    use tidings_core::{Bound, Entity, Mention, Value, ValueMention};

    use super::super::gold::GoldEntity;
    use super::super::testing::{at, gold};
    use super::*;

    const SOURCE: &str = "The Kremlin's envoy met Ukraine in roughly two weeks near the Black Sea.";

    fn entity(text: &str, label: Label) -> GoldEntity {
        GoldEntity { span: at(SOURCE, text), label, text: text.to_owned(), alt: vec![], alt_label: None }
    }

    fn document(mentions: &[(&str, Label)], values: &[(&str, Label)]) -> Document {
        let mut doc = Document::new("a", SOURCE).unwrap();
        let mut entities = Entities::default();
        for (text, label) in mentions {
            let mention = Mention { span: at(SOURCE, text), label: *label, entity: 0, confidence: 1.0 };
            entities.mentions.push(mention);
            entities.index.push(Entity::new(*text, *label));
        }
        doc.insert(entities);
        let value = |(text, label): &(&str, Label)| ValueMention {
            span: at(SOURCE, text),
            label: *label,
            value: Value::Unresolved,
            bound: Bound::Exact,
            upper: None,
            date: None,
        };
        doc.insert(Values(values.iter().map(value).collect()));
        doc
    }

    #[test]
    fn trimming_forgives_articles_and_possessives() {
        let trimmed = |text: &str| trim(SOURCE, at(SOURCE, text)).slice(SOURCE).unwrap();
        assert_eq!(trimmed("The Kremlin's"), "Kremlin");
        assert_eq!(trimmed("the Black Sea"), "Black Sea");
        assert_eq!(trimmed("The"), "The");
        assert_eq!(trimmed("envoy "), "envoy");
    }

    #[test]
    fn other_spans_and_labels_that_the_annotation_allows_are_right() {
        let mut annotation = gold(SOURCE, &[]);
        annotation.entities = vec![
            entity("Kremlin", Label::Org),
            entity("Ukraine", Label::Gpe),
            GoldEntity { alt: vec![at(SOURCE, "two weeks")], ..entity("roughly two weeks", Label::Date) },
            GoldEntity { alt_label: Some(Label::Fac), ..entity("Black Sea", Label::Loc) },
        ];
        let doc = document(
            &[("The Kremlin's", Label::Org), ("Ukraine", Label::Org), ("the Black Sea", Label::Fac)],
            &[("two weeks", Label::Date)],
        );
        let score = score(&annotation, &doc, &mut Vec::new());
        assert_eq!(score.all, Counts { hits: 3, found: 4, gold: 4 });
        assert_eq!(score.names, Counts { hits: 2, found: 3, gold: 3 });
        assert_eq!(score.spans, Counts { hits: 4, found: 4, gold: 4 });
        assert_eq!(score.labels["ORG"], Counts { hits: 1, found: 2, gold: 1 });
        assert_eq!(score.labels["LOC"], Counts { hits: 1, found: 1, gold: 1 });
    }
}
