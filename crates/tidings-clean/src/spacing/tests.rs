//! Tests of `clean.spacing`.

use proptest::prelude::*;
use tidings_core::{Document, Repairs, Stage, StageType};

use super::{Spacing, SpacingConfig};

fn run(text: &str) -> Document {
    let mut doc = Document::new("t", text).unwrap();
    Spacing::new(SpacingConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn check(text: &str, expected: &str) {
    assert_eq!(run(text).text(), expected, "{text}");
}

fn unchanged(text: &str) {
    check(text, text);
}

#[test]
fn between_sentences() {
    check("closed, as promised.The ferry", "closed, as promised. The ferry");
    check(
        "It cost 20.The board (of ten).Nobody won!Everyone lost?Perhaps",
        "It cost 20. The board (of ten). Nobody won! Everyone lost? Perhaps",
    );
    check("in Kyiv.Officials said. It was NATO.The ally", "in Kyiv. Officials said. It was NATO. The ally");
    check("in the U.S.The board met at 5 p.m.They left", "in the U.S. The board met at 5 p.m. They left");
    check("the café.État fort", "the café. État fort");
    check("she left.I did not. He left.A day later", "she left. I did not. He left. A day later");
}

#[test]
fn after_commas() {
    check("Donetsk,Luhansk and Varna;Burgas, too", "Donetsk, Luhansk and Varna; Burgas, too");
    check("In 2014,he left (at last),she said", "In 2014, he left (at last), she said");
}

#[test]
fn at_quotation_marks() {
    check("“It ends,”she said. “Good.”Then she left.", "“It ends,” she said. “Good.” Then she left.");
    check("\"It ends,\"she said,\"today.\"Then", "\"It ends,\" she said, \"today.\" Then");
    check("He said,“We will” and ‘not now.’Then", "He said, “We will” and ‘not now.’ Then");
}

#[test]
fn after_dashes() {
    check("the port –a big one –closed", "the port – a big one – closed");
    unchanged("—Ada Lund, Varna\n –x\n10 –20 and pre–war, a—b");
}

#[test]
fn names_numbers_and_code_stay() {
    unchanged("See www.Harbor.Example.Com and https://harbor.example/The.Page or me@harbor.example.");
    unchanged("Booking.Com, Node.JS, ASP.NET, Readme.Txt, index.Html, harbor.example");
    unchanged("J.R.R. Lund, J.Lund, U.S.-backed, U.S.Army, e.g.this, No.Ten, Dr.Orr, St.Ives, Ph.D.");
    unchanged("1,000.50, 3.5, 08.15, v2.0.1, 10:30, 3:2, 1,2-dichloro, N,N-dimethyl");
    unchanged("System.Out.println(x), React.Component(), a.B.c, foo,bar(), list=[Aa,Bb], Math.Max(1,Two)");
    unchanged("the “A”s, 6”x4”, „Wort“und „Satz“, the dogs’ bed, rock’n’roll, it’s, O’Neill");
    unchanged("StyleCop.Analyzers, One.Tel, which; options.Level = x, f(account.Name), TL;DR, be ”SMART”");
    unchanged("WordPress.Org and iPhone.The_x, snake_case.Then, \"Quoted\"s, a?b=C&d=E");
}

#[test]
fn every_space_is_a_repair_with_a_reason() {
    let doc = run("It ended.The board met.");
    let repairs: Vec<_> = doc.get::<Repairs>().unwrap().iter().collect();
    assert_eq!(repairs.len(), 1);
    assert_eq!(repairs[0].reason, "missing space after a full stop");
    assert_eq!((repairs[0].source.start, repairs[0].source.end), (9, 9));
}

#[test]
fn switched_off_it_does_nothing() {
    let config = SpacingConfig { sentences: false, commas: false, quotes: false, dashes: false };
    let mut doc = Document::new("t", "a.The b,cc “d”ee –f").unwrap();
    Spacing::new(config).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.text(), "a.The b,cc “d”ee –f");
}

proptest! {
    #[test]
    fn any_text_only_gains_spaces_and_is_done_after_one_run(text in "([a-zA-Zé .,!?;\"“”’„–—/@0-9\\n()]|The|\\PC){0,60}") {
        let once = run(&text);
        let mut rest = once.text().chars();
        for c in text.chars() {
            prop_assert!(rest.by_ref().any(|kept| kept == c));
        }
        prop_assert_eq!(once.text().matches(' ').count() - text.matches(' ').count(), once.text().len() - text.len());
    }
}
