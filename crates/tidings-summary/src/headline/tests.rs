//! Tests of `summary.headline`.

use proptest::prelude::*;
use tidings_core::{Bound, Entity, Mention, Origin, SummarySentence};

use super::*;
use crate::splitter::document;

const TEXT: &str = "The ferry to Marren, which had been away for months after a winter storm broke the landing stage and \
    the island had no money to rebuild it before spring, sailed on Friday. Ida Reid spoke for 1,200 islanders. \
    Marren waited for Ida Reid.";

fn span_of(text: &str, part: &str) -> Span {
    let at = text.find(part).expect("is there");
    Span::from_range(at..at + part.len())
}

/// With a summary of the first two sentences.
fn summarized(text: &str) -> Document {
    let mut doc = document(text);
    let sentences = doc.get::<Sentences>().expect("is there").0.clone();
    let chosen = sentences.iter().filter(|s| s.kind == SentenceKind::Prose).take(2).enumerate();
    let sentence = |(at, sentence): (usize, &tidings_core::Sentence)| SummarySentence {
        span: sentence.span,
        score: 0.9 - at as f32 * 0.1,
        reasons: Vec::new(),
    };
    doc.insert(Summary(chosen.map(sentence).collect()));
    doc
}

fn headline_of(mut doc: Document) -> (Document, Headline) {
    let stage = SummaryHeadline::new(SummaryHeadlineConfig::default()).expect("is valid");
    stage.process(&mut doc).expect("has its layers");
    let headline = doc.get::<Headline>().cloned().expect("was made");
    (doc, headline)
}

#[test]
fn the_best_short_sentence_is_the_headline_of_a_text_without_title() {
    let (doc, headline) = headline_of(summarized(TEXT));
    assert_eq!(headline.origin, HeadlineOrigin::Sentence);
    assert_eq!(headline.span.map(|span| doc.slice(span)), Some("Ida Reid spoke for 1,200 islanders."));
}

#[test]
fn a_title_is_the_headline() {
    let mut doc = summarized(TEXT);
    doc.meta.set(MetaField::Title, "Ferry returns", Origin::Input);
    let (_, headline) = headline_of(doc);
    assert_eq!((headline.origin, headline.span), (HeadlineOrigin::Title, None));

    let (doc, headline) = headline_of(summarized(&format!("Ferry returns to Marren\n{TEXT}")));
    assert_eq!(headline.origin, HeadlineOrigin::Title);
    assert_eq!(headline.span.map(|span| doc.slice(span)), Some("Ferry returns to Marren"));
}

#[test]
fn facts_are_names_and_values() {
    let mut doc = summarized(TEXT);
    let entity = |name: &str, label| Entity::new(name, label);
    let mention = |part, label, entity| Mention { span: span_of(TEXT, part), label, entity, confidence: 1.0 };
    doc.insert(Entities {
        mentions: vec![mention("Marren", Label::Gpe, 0), mention("Ida Reid", Label::Person, 1)],
        index: vec![entity("Marren", Label::Gpe), entity("Ida Reid", Label::Person)],
    });
    let value = |part, label, value| ValueMention {
        span: span_of(TEXT, part),
        label,
        value,
        bound: Bound::Exact,
        upper: None,
        date: None,
    };
    doc.insert(Values(vec![
        value("months", Label::Date, Value::Duration { iso: "P2M".into() }),
        value("Friday", Label::Date, Value::RelativeDate { relative: "weekday:friday".into() }),
        value("1,200", Label::Cardinal, Value::Cardinal { number: 1200.0 }),
    ]));
    let (doc, headline) = headline_of(doc);
    let texts = |spans: &[Span]| spans.iter().map(|span| doc.slice(*span).to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(&headline.who), ["Ida Reid"]);
    assert_eq!(texts(&headline.places), ["Marren"]);
    assert_eq!(texts(&headline.when), ["Friday"]);
    assert_eq!(texts(&headline.how_many), ["1,200"]);
}

#[test]
fn an_empty_document_has_no_headline() {
    let (_, headline) = headline_of(summarized(""));
    assert_eq!(headline, Headline::default());
    assert!(headline.is_empty());
}

proptest! {
    #[test]
    fn any_text_has_a_headline_of_its_own(text in "([a-zA-Zé“”\"?.* 0-9\\n]|\\PC){0,200}") {
        let (doc, headline) = headline_of(summarized(&text));
        let sentences = doc.get::<Sentences>().expect("is there");
        if let Some(span) = headline.span {
            prop_assert!(sentences.0.iter().any(|sentence| sentence.span == span));
        }
    }
}
