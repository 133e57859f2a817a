//! Tests of `summary.sentences`.

use proptest::prelude::*;
use tidings_core::{EditList, Entity, Label, Mention, Quote, QuoteKind, RegionKind, Span};

use super::*;
use crate::splitter::document;

const ARTICLE: &str = "Ferry Link to Stonehaven Reopens After Storm\n\
    The ferry between Stonehaven and the island of Marren reopened on Friday, four days after a storm broke its \
    landing stage. He was glad to see it go. The harbor office of Stonehaven said that 1,200 passengers were \
    waiting when the first ferry left the island.\n\
    But the winter timetable will stay in force until the landing stage has been rebuilt, the office said.\n\
    * the first ferry leaves Stonehaven at 6.\n\
    * the last one leaves at 18.\n\
    \"We have never seen such a storm, and the ferry has never been away for so long.\"\n\
    The ferry between Stonehaven and the island of Marren is the only link that the island has.\n\
    The island council of Marren asked the government for 3 million to rebuild the landing stage in stone.\n\
    Who will pay for a new ferry is not known";

fn summary_of(mut doc: Document, config: SummarySentencesConfig) -> (Document, Summary) {
    SummarySentences::new(config).expect("is valid").process(&mut doc).expect("has its layers");
    let summary = doc.get::<Summary>().cloned().expect("was made");
    (doc, summary)
}

/// The first three words of every sentence of the summary.
fn starts(doc: Document, config: SummarySentencesConfig) -> Vec<String> {
    let (doc, summary) = summary_of(doc, config);
    let start = |span| doc.slice(span).split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    summary.0.iter().map(|sentence| start(sentence.span)).collect()
}

fn all() -> SummarySentencesConfig {
    SummarySentencesConfig { max_sentences: 99, ..SummarySentencesConfig::default() }
}

#[test]
fn the_default_is_three_sentences_in_the_order_of_the_article() {
    let found = starts(document(ARTICLE), SummarySentencesConfig::default());
    assert_eq!(found[0], "The ferry between");
    assert_eq!(found.len(), 3);
    let (_, summary) = summary_of(document(ARTICLE), SummarySentencesConfig::default());
    assert!(summary.0.is_sorted_by_key(|sentence| sentence.span));
}

#[test]
fn best_first_on_request() {
    let config = SummarySentencesConfig { order: SentenceOrder::Score, ..all() };
    let (_, summary) = summary_of(document(ARTICLE), config);
    assert!(summary.0.is_sorted_by(|a, b| a.score >= b.score));
    assert!(!summary.0.is_sorted_by_key(|sentence| sentence.span));
}

#[test]
fn headings_list_items_and_broken_sentences_are_left_out() {
    let found = starts(document(ARTICLE), all());
    for never in ["Ferry Link to", "* the first", "Who will pay"] {
        assert!(!found.iter().any(|start| start == never), "{found:?}");
    }
}

#[test]
fn what_has_been_said_is_not_said_again() {
    let text = "The Alton town council approved a river bridge on Monday, the mayor said.\n\
                A ferry has crossed the river at Alton for 200 years.\n\
                The Alton town council approved a budget for the river bridge as well.";
    assert_eq!(starts(document(text), all()), ["The Alton town", "A ferry has"]);
}

#[test]
fn a_sentence_that_leans_on_another_loses() {
    for (leaning, standing) in [
        ("He said the council of Marren has no money.", "Ms Reid said the council of Marren has no money."),
        (
            "\"The council of Marren has no money for it.\"",
            "The council of Marren has no money for the ferry.",
        ),
    ] {
        let score = |sentence: &str| {
            let text = format!(
                "The ferry from Marren sank on Friday, the council said.\n{sentence}\nA line follows, for length."
            );
            let (doc, summary) = summary_of(document(&text), all());
            let found = summary.0.iter().find(|found| doc.slice(found.span) == sentence);
            found.map(|found| found.score).expect("all sentences are chosen")
        };
        assert!(score(leaning) < score(standing), "{leaning}: {} {}", score(leaning), score(standing));
    }
}

#[test]
fn a_quotation_without_its_speaker_loses() {
    let opens = |opening: &str| {
        let text = format!(
            "{opening} The ferry between Stonehaven and the island of Marren reopened on Friday.\nIt rained."
        );
        let config = SummarySentencesConfig { max_sentences: 1, ..SummarySentencesConfig::default() };
        let (doc, summary) = summary_of(document(&text), config);
        summary.0.iter().any(|chosen| opening.contains(doc.slice(chosen.span)))
    };
    let money =
        "The ferry of Stonehaven to the island of Marren costs the harbor office a third of its money.";
    assert!(opens(money));
    assert!(!opens(&format!("\u{201c}{money} That is too much,\u{201d} the office said.")));
}

#[test]
fn a_name_lifts_its_sentence() {
    let text = "Rain fell over the valley for a week, farmers said.\nThe bridge at Alton was closed to lorries on Monday.\n\
                The road to Berrow was closed to lorries on Tuesday.";
    let score = |doc: Document| {
        let (_, summary) = summary_of(doc, all());
        summary.0[2].clone()
    };
    let names = |name: &str| {
        let mut doc = document(text);
        let at = text.find(name).expect("is there");
        let span = Span::from_range(at..at + name.len());
        let mention = Mention { span, label: Label::Gpe, entity: 0, confidence: 1.0 };
        let entity = Entity::new(name, Label::Gpe);
        doc.insert(Entities { mentions: vec![mention], index: vec![entity] });
        score(doc).score
    };
    assert!(names("Berrow") > names("Alton"));
}

#[test]
fn every_sentence_says_why() {
    let (_, summary) = summary_of(document(ARTICLE), SummarySentencesConfig::default());
    assert!(summary.0[0].reasons.contains(&"opens the article".into()), "{:?}", summary.0[0].reasons);
    assert!(summary.0.iter().all(|sentence| (1..=3).contains(&sentence.reasons.len())));
}

#[test]
fn marked_regions_are_not_the_article() {
    let text = "This site uses cookies, and you agree to that.\nThe mayor of Alton resigned on Monday, the town said.";
    let mut doc = Document::new("test", text).expect("is short");
    let mut edits = EditList::new();
    edits.mark(Span::new(0, 46), RegionKind::Widget, "cookie notice");
    doc.edit(edits).expect("is valid");
    let split = document(text);
    doc.insert(split.get::<Tokens>().cloned().expect("is there"));
    doc.insert(split.get::<Sentences>().cloned().expect("is there"));
    assert_eq!(starts(doc, all()), ["The mayor of"]);
}

#[test]
fn the_layer_of_quotations_counts_where_there_is_one() {
    // British quotation marks, which the marks alone do not show.
    let text =
        "The minister of Alton spoke on Monday, officials said.\n‘The budget of Alton will never be cut.’";
    let lower = |with_layer: bool| {
        let mut doc = document(text);
        if with_layer {
            let start = text.find('‘').expect("is there");
            let span = Span::from_range(start..text.len());
            let inner = Span::new(span.start + 3, span.end - 3);
            let quote =
                Quote { span, inner, kind: QuoteKind::Speech, unclosed: false, continues: false, depth: 0 };
            doc.insert(Quotes(vec![quote]));
        }
        let (_, summary) = summary_of(doc, all());
        summary.0.last().expect("is there").score
    };
    assert!(lower(true) < lower(false));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    for config in [
        SummarySentencesConfig { max_sentences: 0, ..SummarySentencesConfig::default() },
        SummarySentencesConfig { max_words: Some(0), ..SummarySentencesConfig::default() },
        SummarySentencesConfig { max_share: Some(f64::NAN), ..SummarySentencesConfig::default() },
        SummarySentencesConfig { max_share: Some(1.5), ..SummarySentencesConfig::default() },
    ] {
        assert!(SummarySentences::new(config).is_err());
    }
}

#[test]
fn missing_layers_are_named() {
    let stage = SummarySentences::new(SummarySentencesConfig::default()).expect("is valid");
    let mut doc = Document::new("test", "Text.").expect("is short");
    assert!(stage.process(&mut doc).expect_err("no tokens").to_string().contains("`tokens`"));
}

fn words_and_characters(doc: &Document, summary: &Summary) -> (usize, usize) {
    let texts: Vec<&str> = summary.0.iter().map(|sentence| doc.slice(sentence.span)).collect();
    (texts.iter().map(|text| text.split_whitespace().count()).sum(), texts.join(" ").chars().count())
}

#[test]
fn a_limit_takes_the_best_that_fits() {
    let limited = |max_words| SummarySentencesConfig {
        max_words: Some(max_words),
        ..SummarySentencesConfig::default()
    };
    assert_eq!(starts(document(ARTICLE), limited(5)), [""; 0]);
    assert_eq!(starts(document(ARTICLE), limited(23)).len(), 1);
}

proptest! {
    #[test]
    fn every_limit_holds(
        max_sentences in 1u32..8, max_words in 1u32..120, max_characters in 1u32..700, max_share in 0.01f64..1.0
    ) {
        let config = SummarySentencesConfig {
            max_sentences,
            max_words: Some(max_words),
            max_characters: Some(max_characters),
            max_share: Some(max_share),
            ..SummarySentencesConfig::default()
        };
        let (doc, summary) = summary_of(document(ARTICLE), config);
        let (words, characters) = words_and_characters(&doc, &summary);
        prop_assert!(summary.0.len() <= max_sentences as usize);
        prop_assert!(words <= max_words as usize && characters <= max_characters as usize);
        prop_assert!(words as f64 <= max_share * ARTICLE.split_whitespace().count() as f64);
    }

    #[test]
    fn any_text_gives_sentences_of_the_text(text in "([a-zA-Zé“”\"?.* 0-9\\n]|\\PC){0,400}") {
        let (doc, summary) = summary_of(document(&text), all());
        let sentences = doc.get::<Sentences>().expect("is there");
        for found in &summary.0 {
            prop_assert!(sentences.0.iter().any(|sentence| sentence.span == found.span));
            prop_assert!(found.score.is_finite());
        }
        prop_assert!(summary.0.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
}

#[test]
fn a_long_document_takes_linear_time() {
    // Quadratic work on 100,000 sentences takes hours in a debug build; the test then never ends.
    let text = "The council of Alton met \"again\" on Monday.\n".repeat(100_000);
    let (_, summary) = summary_of(document(&text), SummarySentencesConfig::default());
    assert_eq!(summary.0.len(), 1);
    let different: String =
        (0..100_000).map(|n| format!("The council of Alton{} met {n} guests.\n", n % 977)).collect();
    let config = SummarySentencesConfig { max_words: Some(500), ..all() };
    let (doc, summary) = summary_of(document(&different), config);
    assert!((1..=99).contains(&summary.0.len()));
    assert!(words_and_characters(&doc, &summary).0 <= 500);
}

#[test]
fn empty_texts_and_single_sentences_are_documents() {
    for (text, count) in [("", 0), (" \n\n", 0), ("Alton has a new bridge, the mayor said.", 1), ("…", 0)] {
        let (_, summary) = summary_of(document(text), SummarySentencesConfig::default());
        assert_eq!(summary.0.len(), count, "{text:?}");
    }
}
