//! Tests of `stories.briefing`, and of all corpus stages together.

use proptest::prelude::*;

use super::*;
use crate::testing::{COLLECTION, analyzed, conclude, records, run};

fn ferry() -> Briefing {
    run(&COLLECTION).2.briefings.into_iter().next().expect("the ferry is the largest story")
}

#[test]
fn a_briefing_says_who_tells_what() {
    let briefing = ferry();
    assert_eq!(briefing.outlets, ["Daily Wire", "Harbor Post", "Island Courier"]);
    // The copy in the third paper is no voice of its own.
    assert_eq!(briefing.voices, 2);
    let voices: Vec<u32> = briefing.documents.iter().map(|document| document.voice).collect();
    assert_eq!(voices, [0, 1, 0]);
    assert!(briefing.title.as_deref().is_some_and(|title| title.contains("Tolvik")), "{briefing:#?}");
    assert!(briefing.summary[0].text.contains("Maren"), "{:#?}", briefing.summary);
    assert!(briefing.shared.iter().any(|statement| statement.support == 2), "{:#?}", briefing.shared);
    assert!(briefing.only.iter().any(|sentence| sentence.text.contains("mayor")), "{briefing:#?}");
    assert!(briefing.only.iter().all(|sentence| !sentence.text.contains("212")), "{:#?}", briefing.only);
    assert!(briefing.timeline.iter().any(|entry| entry.day == "2025-05-05"), "{:#?}", briefing.timeline);
}

#[test]
fn what_is_contested_comes_from_the_claims() {
    let briefing = ferry();
    assert!(
        briefing.contested.iter().any(|found| found.a.text.contains("radar")),
        "{:#?}",
        briefing.contested
    );
}

#[test]
fn every_sentence_stands_where_it_says() {
    for briefing in run(&COLLECTION).2.briefings {
        for sentence in briefing.summary.iter().chain(&briefing.only) {
            let article =
                COLLECTION.iter().find(|article| article.0 == sentence.document).expect("is one of them");
            let text: Vec<char> = article.4.chars().collect();
            let written: String = text[sentence.start as usize..sentence.end as usize].iter().collect();
            assert_eq!(written, sentence.text);
        }
    }
}

#[test]
fn the_budget_is_never_exceeded() {
    let docs: Vec<Document> = COLLECTION.iter().copied().map(analyzed).collect();
    for max_words in [10, 30, 70, 120, 250, 2000] {
        let config = BriefingConfig { max_words, min_documents: 1 };
        let (conclusions, _) = conclude(records(&docs), config);
        let report = conclusions.get::<Brief>().expect("concluded");
        assert_eq!(report.briefings.len(), 3);
        for briefing in &report.briefings {
            let words: usize =
                briefing.summary.iter().map(|sentence| sentence.text.split_whitespace().count()).sum();
            assert!(words <= max_words && words == briefing.words, "{words} of {max_words}");
        }
    }
}

#[test]
fn no_sentence_of_a_summary_repeats_another() {
    let briefing = ferry();
    for (at, sentence) in briefing.summary.iter().enumerate() {
        assert!(briefing.summary[..at].iter().all(|other| other.text != sentence.text));
    }
    let aground = briefing.summary.iter().filter(|sentence| sentence.text.contains("212"));
    assert_eq!(aground.count(), 1, "{:#?}", briefing.summary);
}

#[test]
fn a_briefing_needs_stories() {
    let stage = Brief::new(BriefingConfig::default()).expect("defaults are valid");
    let error = stage.conclude(Vec::new(), &Conclusions::default()).expect_err("has no stories");
    assert!(error.to_string().contains("stories.group"));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    for (max_words, min_documents) in [(9, 2), (2001, 2), (120, 0)] {
        assert!(Brief::new(BriefingConfig { max_words, min_documents }).is_err());
    }
}

#[test]
fn the_embedded_weights_are_there() {
    let section = model_section(CONCEPTS).expect("the model has weights");
    let model = ConceptModel::read(&section).expect("all of them");
    assert!(model.words.iter().chain(&model.pairs).all(|weight| weight.is_finite()));
    assert_ne!(model.words, [0.0; concepts::FEATURES + 1]);
}

#[test]
fn a_record_is_small_whatever_the_length_of_the_article() {
    let sentence =
        "The council of Brenholm met for the third time on Monday and approved 480 million crowns. ";
    let doc = analyzed(("long", "Harbor Post", "2025-05-06", "Council meets", &sentence.repeat(400)));
    for records in records(&[doc]) {
        let size = records[0].record.get().len();
        assert!(size < 4_096, "{size} bytes: {}", records[0].record.get());
    }
}

#[test]
fn a_document_of_a_hundred_thousand_sentences_leaves_small_records() {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for number in 0..100_000u32 {
        let start = text.len();
        text += &format!("The council of Tolvik{} counted {number} ships.", number % 977);
        let span = tidings_core::Span::from_range(start..text.len());
        let kind = tidings_core::SentenceKind::Prose;
        sentences.push(tidings_core::Sentence {
            span,
            kind,
            paragraph: number,
            first_token: 0,
            end_token: 0,
        });
        text.push('\n');
    }
    let mut doc = Document::new("long", text).expect("is short enough");
    doc.insert(Sentences(sentences));
    doc.insert(tidings_core::Claims::default());
    for records in records(&[doc]) {
        let size = records[0].record.get().len();
        assert!(size < 6_000, "{size} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_records_does_not_matter(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        let docs: Vec<Document> = COLLECTION.iter().copied().map(analyzed).collect();
        let kept = records(&docs);
        let shuffled = kept.iter().map(|records| order.iter().map(|at| records[*at].clone()).collect()).collect();
        let config = BriefingConfig::default();
        prop_assert_eq!(conclude(shuffled, config.clone()).1, conclude(kept, config).1);
    }

    #[test]
    fn any_texts_are_briefed(texts in proptest::collection::vec("(\\PC|[A-C][a-c]{1,3} |5 |\\. |“|”|\n){0,80}", 1..5)) {
        let docs: Vec<Document> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| analyzed((&n.to_string(), "", "", "", text)))
            .collect();
        let (conclusions, _) = conclude(records(&docs), BriefingConfig { max_words: 20, min_documents: 1 });
        for briefing in &conclusions.get::<Brief>().expect("concluded").briefings {
            prop_assert!(briefing.words <= 20);
            for sentence in &briefing.summary {
                prop_assert!(sentence.start < sentence.end);
            }
        }
    }
}
