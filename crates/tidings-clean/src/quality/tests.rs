//! Tests of `clean.quality`.

use proptest::prelude::*;
use tidings_core::{Document, Quality, QualityFlag, QualitySignal, Stage, StageType};

use super::{QualityConfig, QualitySignals};

fn quality(text: &str) -> Quality {
    let mut doc = Document::new("t", text).unwrap();
    QualitySignals::new(QualityConfig::default()).unwrap().process(&mut doc).unwrap();
    doc.remove().unwrap()
}

fn check(text: &str, flags: &[QualityFlag]) {
    assert_eq!(quality(text).flags, flags, "{text}");
}

/// A sound article of about 80 words.
fn article() -> String {
    "The northern pier was closed on Monday after an engineer found a crack that had not been there a week before.\n\
     Nobody was hurt, the board of the port said, and ferries to the islands will leave from the old quay until the repair \
     is done.\n\
     “We have seen worse,” a spokesman told reporters, “but we are not going to take any risk with the people who travel with \
     us.”\n\
     The repair is to take two months and to cost less than a million euros.\n"
        .to_owned()
}

#[test]
fn a_sound_article_raises_no_flag() {
    check(&article(), &[]);
}

#[test]
fn every_filter_sees_its_own_fault() {
    use QualityFlag::*;
    check(
        "",
        &[GopherWords, GopherWordLength, GopherAlphabetic, GopherStopWords, C4Sentences, FineWebPunctuation],
    );
    let flags = |extra: &str| quality(&(article() + extra)).flags;
    assert_eq!(flags("Lorem ipsum dolor {sit} amet.\n"), [C4CurlyBrackets, C4LoremIpsum]);
    assert_eq!(flags("Please enable JavaScript.\n"), [C4Notices]);
    assert_eq!(flags(&"Home\nNews\nSports\n".repeat(4)), [GopherDuplicateLines, FineWebShortLines]);
    assert_eq!(flags(&article()), [GopherDuplicateLines, GopherDuplicateGrams, FineWebDuplicates]);
    assert_eq!(flags(&"#wow # # ".repeat(10)), [GopherSymbols, GopherTopGrams]);
}

#[test]
fn signals_are_numbers_of_the_text() {
    let quality = quality("One two three.\nFour five…\n");
    let value = |signal| quality.signals[&signal];
    assert_eq!(quality.signals.len(), QualitySignal::ALL.len());
    assert_eq!(value(QualitySignal::Words), 5.0);
    assert_eq!(value(QualitySignal::WordLength), 21.0 / 5.0);
    assert_eq!(value(QualitySignal::EllipsisLines), 0.5);
    assert_eq!(value(QualitySignal::PunctuatedLines), 1.0);
    assert_eq!(value(QualitySignal::Sentences), 1.0);
    assert_eq!(value(QualitySignal::LineBreaksPerWord), 0.4);
}

#[test]
fn repetition_can_be_left_out() {
    let mut doc = Document::new("t", article().repeat(2)).unwrap();
    QualitySignals::new(QualityConfig { repetition: false }).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.get::<Quality>().unwrap().signals[&QualitySignal::Duplicate5Grams], 0.0);
}

proptest! {
    #[test]
    fn any_text_has_finite_signals(text in "([a-c]{1,2}[ \\n.#…-]|\\PC){0,80}") {
        let quality = quality(&text);
        for (signal, value) in quality.signals {
            prop_assert!(value.is_finite() && value >= 0.0, "{signal}: {value}");
        }
    }
}
