//! Tests of the sentence splitter: the expected sentences are written with `|` between them.

use proptest::prelude::*;
use tidings_core::{
    Document, EditList, PartKind, Parts, RegionKind, SentenceKind, Sentences, Span, Stage, StageType,
    TextPart, Tokens,
};

use super::{SentenceSplitter, SentenceSplitterConfig};
use crate::{Tokenizer, TokenizerConfig};

const WRAPPED: SentenceSplitterConfig =
    SentenceSplitterConfig { newline_ends_sentence: false, max_heading_tokens: 24 };

fn analyze(doc: &mut Document, config: SentenceSplitterConfig) -> Sentences {
    Tokenizer::new(TokenizerConfig::default()).unwrap().process(doc).unwrap();
    SentenceSplitter::new(config).unwrap().process(doc).unwrap();
    doc.get::<Sentences>().unwrap().clone()
}

#[track_caller]
fn check_with(config: SentenceSplitterConfig, expected: &str) {
    let text = expected.replace(" | ", " ").replace('|', "");
    let mut doc = Document::new("test", text).unwrap();
    let sentences = analyze(&mut doc, config);
    let found: Vec<&str> = sentences.0.iter().map(|sentence| doc.slice(sentence.span)).collect();
    let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
    assert_eq!(found, expected);
}

/// `expected` is the text with `|` between sentences; ` | ` stands for one space.
#[track_caller]
fn check(expected: &str) {
    check_with(SentenceSplitterConfig::default(), expected);
}

/// `expected` has a letter a sentence: `H`eading, `L`ist item, `P`rose; and its paragraph.
#[track_caller]
fn check_kinds(text: &str, expected: &str) {
    let mut doc = Document::new("test", text).unwrap();
    assert_eq!(kinds(&analyze(&mut doc, SentenceSplitterConfig::default())), expected, "{text}");
}

fn kinds(sentences: &Sentences) -> String {
    let kind = |kind| match kind {
        SentenceKind::Heading => 'H',
        SentenceKind::Label => 'T',
        SentenceKind::ListItem => 'L',
        SentenceKind::Prose => 'P',
    };
    let parts = sentences.0.iter().map(|sentence| format!("{}{}", kind(sentence.kind), sentence.paragraph));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn full_stops_end_sentences() {
    check("The talks ended. | Nobody spoke! | Who won? | 12 went home.");
    check("It fell by 3.5 points. | then rose again");
    check("no mark at all");
}

#[test]
fn abbreviations_do_not_end_sentences_before_names() {
    check("Gen. Vondra met Dr. J. D. Abara vs. Mr. Ito in St. Malo. | They spoke.");
    check("He left the U.S. Senate in Jan. 2019. | She joined Acme Inc. | The firm grew.");
    check("They live in the U.S. | The rest live in the U.K. | Nobody else does.");
    check("They met the U.S. President on No. 5 street, i.e. Main St. No one else came.");
}

#[test]
fn times_end_sentences_unless_a_zone_or_day_follows() {
    check("It began at 5 a.m. EST on Monday. | It ended at 7 p.m. | Holub left at 8 p.m. Kyiv time.");
    check("It opens at 9 a.m. Friday and closes at 5 p.m. sharp.");
}

#[test]
fn closing_marks_belong_to_the_sentence_they_close() {
    check("“We won.” | He left. | \"It is over.\" | They went. | (It rained.) | Then it snowed.");
    check("“We won,” he said. | “Did we?” she asked. | “Yes!” Holub said. | ‘No.’ | So be it.");
    check("It was closed.[12] | It reopened. [3] [4] | Nobody came.");
}

#[test]
fn a_missing_space_is_no_reason_to_join() {
    check("as once promised.|The talks went on.|“Never,” he said.|2025 was hard.");
    check("see example.com or file.txt for v2.0 now.");
}

#[test]
fn an_ellipsis_ends_a_sentence_before_a_capital() {
    check("Well... | Maybe not… | But he said... nothing.");
    check("...And then? | Nothing.");
}

#[test]
fn marks_inside_sentences_end_nothing() {
    check("Yahoo! shares rose; “why?” he asked, and left.");
    check("What?! | Really?? | No.");
}

#[test]
fn line_breaks_end_sentences() {
    check("A first line\n|and a second.\r\n|A third\n\n|A fourth");
    check_with(
        WRAPPED,
        "A first line\nand a second. | A third\n\n|A fourth\n|* an item\nwrapped\n|* another",
    );
}

#[test]
fn headings_and_list_items_are_told_by_shape() {
    check_kinds(
        "Talks Resume in Geneva\n\nThe talks resumed. They last.\nWhat comes next\nMore.",
        "H0 P1 P1 H2 P3",
    );
    check_kinds("They want:\n* peace\n- a vote\n1. money\n(2) time\n• Calm. Order.", "P0 L1 L2 L3 L4 L5 L5");
    check_kinds("A New Deal for the North?\nIt may come.", "H0 P1");
    check_kinds("Is it over?\nIt may be.", "P0 P1");
    check_kinds("The North’s Demands:\nthe first is peace.", "H0 P1");
    check_kinds("Only a title", "P0");
    check_kinds("It ended well.\nAs the war goes on and", "P0 P1");
    check_kinds("“We will win.”\nHe left.", "P0 P1");
    check_kinds("20 people died, officials in the northern province and\nin the south said.", "P0 P1");
}

#[test]
fn no_line_is_a_heading_if_the_setting_says_so() {
    let mut doc = Document::new("test", "Talks Resume\nThey last.").unwrap();
    let config = SentenceSplitterConfig { max_heading_tokens: 0, ..SentenceSplitterConfig::default() };
    assert_eq!(kinds(&analyze(&mut doc, config)), "P0 P1");
}

#[test]
fn regions_decide_the_kind_of_their_lines() {
    let text = "Share\nTalks end. Who won? The talks ended early.\nA small thing\nIt did.";
    let mut doc = Document::new("test", text).unwrap();
    let mut edits = EditList::new();
    edits.delete(Span::new(0, 6), RegionKind::Share, "test");
    edits.mark(Span::new(6, 25), RegionKind::Title, "test");
    edits.mark(Span::new(49, 62), RegionKind::ListItem, "test");
    doc.edit(edits).unwrap();
    let sentences = analyze(&mut doc, SentenceSplitterConfig::default());
    let found: Vec<&str> = sentences.0.iter().map(|sentence| doc.slice(sentence.span)).collect();
    assert_eq!(found, ["Talks end. Who won?", "The talks ended early.", "A small thing", "It did."]);
    assert_eq!(kinds(&sentences), "H0 P0 L1 P2");
}

#[test]
fn parts_know_better_than_regions() {
    let text = "@gull · Jan 6\nIt is closed\nLUND: Why now\nNobody knows.\n";
    let mut doc = Document::new("test", text).unwrap();
    let mut edits = EditList::new();
    edits.mark(Span::new(28, 41), RegionKind::Heading, "test");
    doc.edit(edits).unwrap();
    let span = |from: &str, to: &str| {
        Span::new(text.find(from).unwrap() as u32, (text.find(to).unwrap() + to.len()) as u32)
    };
    let part = |span: Span, body, kind, name: u32| {
        let label = Some(Span::new(span.start, span.start + name));
        TextPart { span, body, kind, label, speaker: None, published: None }
    };
    let post = part(span("@gull", "closed"), span("It is", "closed"), PartKind::Post, 5);
    let turn = part(span("LUND", "knows."), span("Why", "knows."), PartKind::Turn, 4);
    doc.insert(Parts { parts: vec![post, turn], speakers: Vec::new() });
    let sentences = analyze(&mut doc, SentenceSplitterConfig::default());
    let found: Vec<&str> = sentences.0.iter().map(|sentence| doc.slice(sentence.span)).collect();
    assert_eq!(found, ["@gull · Jan 6", "It is closed", "LUND: Why now", "Nobody knows."]);
    let kinds: Vec<SentenceKind> = sentences.0.iter().map(|sentence| sentence.kind).collect();
    assert_eq!(kinds, [SentenceKind::Label, SentenceKind::Prose, SentenceKind::Prose, SentenceKind::Prose]);
}

#[test]
fn tokens_are_required() {
    let mut doc = Document::new("test", "A.").unwrap();
    let splitter = SentenceSplitter::new(SentenceSplitterConfig::default()).unwrap();
    assert!(splitter.process(&mut doc).is_err());
}

/// Text that reaches every rule.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,3}",
        "[ \n.,'’‘\"“”()?!-]{0,4}",
        "[A-Za-z0-9]{0,4}",
        prop::sample::select(vec![
            "U.S. ", "Mr. ", "5 p.m. ", "\n* ", "\n1. ", "[1]", "…", "...", ":)", " \"", "\r\n", "\u{85}",
            "\u{2029}", "。", "etc. ", " The ", " said ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_token_belongs_to_one_sentence(text in odd_text(), marks in prop::collection::vec(0..40usize, 0..4)) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for config in [SentenceSplitterConfig::default(), WRAPPED] {
            let mut doc = Document::new("test", text.clone()).unwrap();
            let mut edits = EditList::new();
            for pair in marks.windows(2) {
                let (a, b) = (places[pair[0] % places.len()], places[pair[1] % places.len()]);
                edits.mark(Span::from_range(a.min(b)..a.max(b)), RegionKind::Heading, "test");
            }
            doc.edit(edits).unwrap();
            let sentences = analyze(&mut doc, config);
            let tokens = doc.get::<Tokens>().unwrap();
            let (mut next, mut paragraph) = (0, 0);
            for sentence in &sentences.0 {
                prop_assert_eq!(sentence.tokens().start, next);
                prop_assert_eq!(tokens.cover(sentence.tokens()), Some(sentence.span));
                prop_assert!(sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1);
                (next, paragraph) = (sentence.tokens().end, sentence.paragraph);
            }
            prop_assert_eq!(next, tokens.len());
        }
    }
}

#[test]
fn time_is_linear_without_line_breaks() {
    for piece in ["A. ", "a ", "\" ", ". \" ", "* ", "1. ", "[1] ", "... ", "?", "U.S. ", "( ", ") "] {
        let mut doc = Document::new("test", piece.repeat(200_000 / piece.len())).unwrap();
        assert!(!analyze(&mut doc, SentenceSplitterConfig::default()).0.is_empty());
    }
}
