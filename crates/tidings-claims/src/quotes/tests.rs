//! Tests of `claims.quotes`.

use proptest::prelude::*;
use tidings_core::{Document, QuoteKind, Quotes, Stage, StageType};

use super::{Quotations, QuotationsConfig};
use crate::testing::sentences;

fn quotes(text: &str) -> Vec<(String, String)> {
    let mut doc = Document::new("t", text).unwrap();
    doc.insert(sentences(text));
    Quotations::new(QuotationsConfig::default()).unwrap().process(&mut doc).unwrap();
    let quotes = doc.get::<Quotes>().unwrap().0.clone();
    quotes
        .iter()
        .map(|quote| {
            let kind = match quote.kind {
                QuoteKind::Speech => "speech",
                QuoteKind::Scrap => "scrap",
                QuoteKind::Title => "title",
            };
            let mut note = kind.to_owned();
            if quote.unclosed {
                note.push_str(" unclosed");
            }
            if quote.continues {
                note.push_str(" continues");
            }
            if quote.depth > 0 {
                note.push_str(&format!(" {}", quote.depth));
            }
            (doc.slice(quote.inner).to_owned(), note)
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = quotes(text);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "in {text}");
}

#[test]
fn all_kinds_of_marks() {
    check("\"We are late,\" she said.", &[("We are late,", "speech")]);
    check("“We are late,” she said.", &[("We are late,", "speech")]);
    check("‘We are late,’ she said.", &[("We are late,", "speech")]);
    check("'We are late,' she said.", &[("We are late,", "speech")]);
    check("''We are late,'' she said.", &[("We are late,", "speech")]);
    check("``We are late,'' she said.", &[("We are late,", "speech")]);
    check("«We are late,» she said.", &[("We are late,", "speech")]);
    check("„We are late and tired“, she said.", &[("We are late and tired", "speech")]);
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    check("It’s the miners’ hall, and they don't know '90s music or rock 'n' roll.", &[]);
    check("‘The workers’ rights don’t count,’ he said.", &[("The workers’ rights don’t count,", "speech")]);
    check("'Tis late, the governors' aides said.", &[]);
}

#[test]
fn inner_quotations() {
    check(
        "“She told me ‘go home’ and left,” he said.",
        &[("She told me ‘go home’ and left,", "speech"), ("go home", "scrap 1")],
    );
    check(
        "“They wrote “never” on it twice,” he said.",
        &[("They wrote “never” on it twice,", "speech"), ("never", "scrap 1")],
    );
}

#[test]
fn speech_over_paragraphs_opens_again() {
    check(
        "“We waited long.\n“Nobody came,” she said.",
        &[("We waited long.", "speech unclosed continues"), ("Nobody came,", "speech")],
    );
    check("\"We waited long.\nNobody came.", &[("We waited long.", "speech unclosed")]);
}

#[test]
fn a_lost_close_does_not_turn_the_rest_over() {
    check(
        "He said \"we will wait. Then \"nobody came\" was the reply.",
        &[("we will wait. Then ", "speech unclosed"), ("nobody came", "scrap")],
    );
    check("The pipe is 12\" wide and \"very old\" too.", &[("very old", "scrap")]);
}

#[test]
fn kinds() {
    check("She read “The Long Way Home” twice.", &[("The Long Way Home", "title")]);
    check("He spoke of “thorny issues” again.", &[("thorny issues", "scrap")]);
    check("He asked: “Why?”", &[("Why?", "speech")]);
}

#[test]
fn max_depth_is_checked() {
    assert!(Quotations::new(QuotationsConfig { max_depth: 0, ..Default::default() }).is_err());
}

proptest! {
    #[test]
    fn any_text(text in "([a-z .,\n]|['\"`‘’“”„«»]){0,80}") {
        let mut doc = Document::new("t", text.clone()).unwrap();
        doc.insert(sentences(&text));
        Quotations::new(QuotationsConfig::default()).unwrap().process(&mut doc).unwrap();
        let quotes = &doc.get::<Quotes>().unwrap().0;
        for quote in quotes {
            prop_assert!(quote.span.contains(quote.inner));
            prop_assert!(quote.inner.slice(&text).is_some() && quote.span.slice(&text).is_some());
        }
        for pair in quotes.windows(2) {
            prop_assert!(pair[0].span.start < pair[1].span.start);
            prop_assert!(!pair[0].span.overlaps(pair[1].span) || pair[0].span.contains(pair[1].span));
        }
    }

    #[test]
    fn any_characters(text in "\\PC{0,60}") {
        quotes(&text);
    }
}
