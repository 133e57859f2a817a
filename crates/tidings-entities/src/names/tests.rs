//! Tests of `entities.names`.

use proptest::prelude::*;
use tidings_core::{Document, Entities, Label, Stage, StageType};

use super::{NamesConfig, NamesStage};
use crate::sample::document;
use crate::{ValuesConfig, ValuesStage};

fn analyze(text: &str) -> Document {
    let mut doc = document(text);
    ValuesStage::new(ValuesConfig::default()).unwrap().process(&mut doc).unwrap();
    NamesStage::new(NamesConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

/// The marked text has every name as `[LABEL name]`.
#[track_caller]
pub(super) fn check(marked: &str) {
    let text = unmark(marked);
    let doc = analyze(&text);
    let (mut out, mut at) = (String::new(), 0);
    for mention in &doc.get::<Entities>().unwrap().mentions {
        out.push_str(&text[at..mention.span.start as usize]);
        out.push_str(&format!("[{} {}]", mention.label, doc.slice(mention.span)));
        at = mention.span.end as usize;
    }
    out.push_str(&text[at..]);
    assert_eq!(out, marked);
}

fn unmark(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, tail)) = rest.split_once('[') {
        let (inside, after) = tail.split_once(']').expect("a closed mark");
        out.push_str(before);
        out.push_str(inside.split_once(' ').expect("a label").1);
        rest = after;
    }
    out + rest
}

#[test]
fn titles_possessives_and_determiners_stay_outside() {
    check("The [NORP Ukrainian] President [PERSON Volodymyr Zelenskyy] thanked the [GPE United States].");
    check("[GPE Russia]’s Foreign Minister [PERSON Sergei Lavrov] flew to [GPE Ankara].");
    check("[ORG Kremlin] spokesman [PERSON Dmitry Peskov] denied it, and [PERSON Peskov]'s office agreed.");
}

#[test]
fn compounds_fall_apart_into_their_names() {
    check("The [GPE US]-[GPE Russia]-[GPE Ukraine] talks and a [GPE U.S.]\u{2011}backed plan.");
    check("A [PERSON Trump]-era deal with [GPE Guinea-Bissau] and [PERSON Kim Jong-un].");
}

#[test]
fn a_region_is_not_the_plant_named_after_it() {
    check("In [GPE Zaporizhzhia] they toured the [FAC Zaporizhzhia nuclear power plant] at noon.");
}

#[test]
fn heads_say_what_a_name_is() {
    check(
        "The [ORG Hallein Institute] and the [ORG Ministry of Foreign Affairs] met near the [FAC Kerch Bridge].",
    );
    check("After the [EVENT Vietnam War] they crossed the [LOC Dnipro River] under [LAW Article 5].");
}

#[test]
fn known_names_keep_their_labels_everywhere() {
    check(
        "In [GPE Kyiv], [GPE Moscow] and [GPE Washington] officials spoke of [ORG NATO], the [ORG EU] and the [LOC Donbas].",
    );
    check("[PERSON Trump] and [PERSON Putin] met; the [ORG White House] was silent about [ORG Hamas].");
    check("They gave [GPE ukraine] money, said president [PERSON zelenskyy].");
}

#[test]
fn context_decides_about_unknown_words() {
    check("The market was full, said [PERSON Ihor Babych], who sells fish.");
    check("They live in the village of [GPE Novopetrivka] today.");
}

#[test]
fn an_acronym_of_the_lists_is_one_in_capitals() {
    check(
        "Actress [PERSON Aishwarya Rai] arrived in [GPE Cannes] on Monday. [PERSON Rai] said she was happy.",
    );
    check("The [NORP Italian] broadcaster [ORG RAI] and the software company [ORG SAP] declined to comment.");
}

#[test]
fn languages_are_told_from_peoples() {
    check("They teach the [LANGUAGE Russian] language to [NORP German] pupils.");
}

#[test]
fn ordinary_words_with_capitals_are_no_names() {
    check("Meanwhile, nobody came. Security is a Big Word for them. May it last.");
    check("Who said it? It was us, not the mobile crews or the turkey.");
}

#[test]
fn a_headline_takes_its_names_from_the_text() {
    check("[PERSON Koval] Says Boats Will Leave\nThe boats leave, [PERSON Maria Koval] said.");
    check("[PERSON TRUMP] SAYS TALKS ARE CLOSE\nPresident [PERSON Donald Trump] spoke.");
}

#[test]
fn the_same_words_are_one_entity() {
    let doc = analyze("Kyiv agreed. Kiev and Kyiv are one, but another stage says so.");
    let names: Vec<_> =
        doc.get::<Entities>().unwrap().index.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Kyiv", "Kiev"]);
}

#[test]
fn settings_are_checked() {
    let error = |config| NamesStage::new(config).err().and_then(|error| error.setting);
    assert_eq!(error(NamesConfig { labels: vec![Label::Date], ..Default::default() }), Some("labels"));
    assert_eq!(error(NamesConfig { min_confidence: 2.0, ..Default::default() }), Some("min_confidence"));
}

#[test]
fn a_page_of_capitals_takes_linear_time() {
    let text =
        "Ann of the ".repeat(20_000) + &"A-".repeat(20_000) + &"Kyiv ".repeat(20_000) + &"Б".repeat(100_000);
    assert!(!analyze(&text).get::<Entities>().unwrap().mentions.is_empty());
}

proptest! {
    #[test]
    fn mentions_are_sorted_disjoint_and_in_the_index(
        text in "(\\PC{0,6}|[A-Z.&'’-]{1,6}|(Kyiv|Mr\\.|Ann|Ursula|der|Leyen|Hurricane|of|the|US|-|al-|von|Bank|River|said|in|é|May 5) ?){0,30}",
    ) {
        let doc = analyze(&text);
        let entities = doc.get::<Entities>().unwrap();
        let mut end = 0;
        for mention in &entities.mentions {
            prop_assert!(!doc.slice(mention.span).is_empty());
            prop_assert!(mention.span.start >= end && !mention.label.is_value());
            prop_assert!(entities.entity(mention).is_some());
            prop_assert!((0.0..=1.0).contains(&mention.confidence));
            end = mention.span.end;
        }
    }
}

#[test]
fn two_names_with_an_article_between_are_two() {
    check("The [ORG White House] and the [ORG State Department] disagreed.");
}
