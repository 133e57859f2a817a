//! Tests of `claims.attribution`. What it finds and does not find is tested by the cases in `tests/cases.txt`.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tidings_core::{
    Claims, CueClass, Document, Entities, Entity, Label, Mention, Reference, ReferenceKind, References,
    Sentences, Span, Stage, StageType, Tokens,
};

use super::stage::LONGEST_PART;
use super::{Attribution, AttributionConfig};
use crate::testing::read;

fn analyze(text: &str, config: AttributionConfig) -> Document {
    let mut doc = read(text);
    Attribution::new(config).unwrap().process(&mut doc).unwrap();
    doc
}

#[test]
fn the_embedded_model_is_whole() {
    tidings_learn::Model::from_bytes(super::model::EMBEDDED.to_vec()).unwrap();
}

#[test]
fn pronouns_go_to_the_last_speaker() {
    let text = "Ada Lind said the pier was weak. She added that it was old.";
    let mut doc = read(text);
    let mention = Mention { span: Span::new(0, 8), label: Label::Person, entity: 0, confidence: 1.0 };
    let entity = Entity::new("Ada Lind", Label::Person);
    doc.insert(Entities { mentions: vec![mention], index: vec![entity] });
    Attribution::new(Default::default()).unwrap().process(&mut doc).unwrap();
    let claims = &doc.get::<Claims>().unwrap().0;
    assert_eq!(claims.iter().map(|claim| claim.source_entity).collect::<Vec<_>>(), [Some(0), Some(0)]);
}

/// The claims as `speaker cue content`.
fn told(text: &str) -> Vec<String> {
    let doc = analyze(text, AttributionConfig::default());
    let words = |span: Option<Span>| span.map_or("-", |span| doc.slice(span)).to_owned();
    let claims = &doc.get::<Claims>().unwrap().0;
    let content =
        |content: &[Span]| content.iter().map(|span| doc.slice(*span)).collect::<Vec<_>>().join(" … ");
    claims
        .iter()
        .map(|claim| format!("{} {} {}", words(claim.source), words(claim.cue), content(&claim.content)))
        .collect()
}

#[test]
fn quotations_side_by_side_have_their_own_speakers() {
    assert_eq!(
        told(
            "Marsh closed the book. “There is no money left,” she said. “None at all.” “I disagree,” Lind replied."
        ),
        ["she said “There is no money left,” … “None at all.”", "Lind replied “I disagree,”"]
    );
    let found = told("Alice Brandt waited on the quay. “The pier is closed.” Bob Lind nodded.");
    assert!(!found.iter().any(|claim| claim.contains("nodded")), "{found:?}");
}

#[test]
fn a_claim_is_no_surer_than_its_speaker() {
    let text = "Ada Lind said the pier was weak. He said that it was old.";
    let mut doc = read(text);
    let mention = Mention { span: Span::new(0, 8), label: Label::Person, entity: 0, confidence: 0.4 };
    doc.insert(Entities { mentions: vec![mention], index: vec![Entity::new("Ada Lind", Label::Person)] });
    let reference = Reference {
        span: Span::new(33, 35),
        entity: None,
        antecedent: Some(Span::new(0, 8)),
        kind: ReferenceKind::Pronoun,
        confidence: 0.5,
    };
    doc.insert(References { mentions: vec![reference], relations: Vec::new() });
    Attribution::new(Default::default()).unwrap().process(&mut doc).unwrap();
    let claims = &doc.get::<Claims>().unwrap().0;
    let speakers: Vec<_> =
        claims.iter().map(|claim| (claim.source_entity, claim.speaker_confidence)).collect();
    assert_eq!(speakers, [(Some(0), Some(0.4)), (None, Some(0.5))]);
    assert!(claims.iter().all(|claim| Some(claim.confidence) <= claim.speaker_confidence));
}

#[test]
fn settings_narrow_the_list() {
    let text = "Ada Lind said that experts had told her that the pier leaks. There are fears that the wall could fall.";
    let count = |config| analyze(text, config).get::<Claims>().unwrap().0.len();
    assert_eq!(count(AttributionConfig::default()), 3);
    assert_eq!(count(AttributionConfig { nested: false, ..Default::default() }), 2);
    assert_eq!(count(AttributionConfig { unsourced: false, ..Default::default() }), 2);
    assert_eq!(count(AttributionConfig { classes: vec![CueClass::Expects], ..Default::default() }), 1);
    assert_eq!(count(AttributionConfig { min_confidence: 1.0, ..Default::default() }), 0);
    assert!(Attribution::new(AttributionConfig { min_confidence: 2.0, ..Default::default() }).is_err());
}

#[test]
fn a_long_line_is_linear() {
    let time = |repeats: usize| {
        let text = "he said she said it claims that \" ".repeat(repeats);
        let started = Instant::now();
        analyze(&text, AttributionConfig::default());
        started.elapsed()
    };
    let (short, long) = (time(60), time(300));
    assert!(
        long < short * 15 + Duration::from_secs(1),
        "{short:?} for a line, {long:?} for one of five times the length"
    );
}

/// A document that is read in parts has the claims of its paragraphs, wherever the cuts fall.
#[test]
fn a_long_document_is_read_in_parts() {
    let paragraph =
        "Ada Lind said that the pier at Marren was weak. “We will close it,” she told reporters.\n\n";
    let repeats = 5 * LONGEST_PART / 2 / 23;
    let claims = |text: &str| analyze(text, AttributionConfig::default()).remove::<Claims>().unwrap().0;
    let (one, all) = (claims(paragraph), claims(&paragraph.repeat(repeats)));
    assert_eq!((one.len(), all.len()), (2, 2 * repeats));
    let sentences = analyze(paragraph, AttributionConfig::default()).get::<Sentences>().unwrap().0.len();
    for (number, found) in all.chunks(2).enumerate() {
        let offset = (number * paragraph.len()) as u32;
        for (found, alone) in found.iter().zip(&one) {
            let moved = |span: Span| Span::new(span.start + offset, span.end + offset);
            assert_eq!(found.content, alone.content.iter().copied().map(moved).collect::<Vec<_>>());
            assert_eq!(found.source, alone.source.map(moved));
            assert_eq!(found.sentence, alone.sentence + (number * sentences) as u32);
        }
    }
}

/// A sentence without an end has no more cues than its length allows.
#[test]
fn an_endless_sentence_has_so_many_claims_and_no_more() {
    let text = "he said that she said that ".repeat(500);
    let doc = analyze(&text, AttributionConfig { min_confidence: 0.0, ..Default::default() });
    let (tokens, claims) = (doc.get::<Tokens>().unwrap().len(), doc.get::<Claims>().unwrap().0.len());
    // Twelve cues and twice as many claims of rules in a block of 128 tokens.
    assert!(claims > 0 && claims <= (tokens / 128 + 1) * 36, "{claims} claims in {tokens} tokens");
}

#[test]
fn a_document_whose_time_is_up_fails() {
    let mut doc = read("Ada Lind said the pier was weak.");
    doc.set_time(Duration::ZERO);
    let error = Attribution::new(Default::default()).unwrap().process(&mut doc).unwrap_err();
    assert!(error.to_string().contains("longer than"), "{error}");
    assert!(doc.get::<Claims>().is_none());
}

const WORDS: &str = "(said|says|that|he|Lind|the mayor|claims|report|was|to|and|,|\\.|“|”|\"|according to|asked|whether|:|;|—|\n|•|not|who|called|as|by|\\(|\\)|’s| ){1,40}";

proptest! {
    #[test]
    fn claims_are_well_formed(words in proptest::collection::vec(WORDS, 1..4)) {
        let text = words.join(" ");
        let doc = analyze(&text, AttributionConfig { min_confidence: 0.0, ..Default::default() });
        let claims = &doc.get::<Claims>().unwrap().0;
        for claim in claims {
            prop_assert!(!claim.content.is_empty());
            prop_assert!((0.0..=1.0).contains(&claim.confidence));
            for span in claim.content.iter().chain(&claim.source).chain(&claim.cue) {
                prop_assert!(span.slice(&text).is_some_and(|covered| !covered.is_empty()));
            }
            for pair in claim.content.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
        }
        prop_assert!(claims.windows(2).all(|pair| pair[0].content[0].start <= pair[1].content[0].start));
    }

    #[test]
    fn any_characters(text in "\\PC{0,80}") {
        analyze(&text, AttributionConfig::default());
    }
}

#[test]
fn a_role_is_no_part_of_a_name() {
    let text = "Harbor Agency chief Ada Lind said the pier was weak.";
    let mut doc = read(text);
    let mention = |start: u32, end: u32, label: Label, entity: u32| Mention {
        span: Span::new(start, end),
        label,
        entity,
        confidence: 1.0,
    };
    doc.insert(Entities {
        mentions: vec![mention(0, 13, Label::Org, 0), mention(20, 28, Label::Person, 1)],
        index: vec![Entity::new("Harbor Agency", Label::Org), Entity::new("Ada Lind", Label::Person)],
    });
    Attribution::new(Default::default()).unwrap().process(&mut doc).unwrap();
    let details = &doc.get::<Claims>().unwrap().0[0].details;
    assert_eq!(details.role.map(|role| doc.slice(role)), Some("chief"));
    assert_eq!(details.organization.map(|body| doc.slice(body)), Some("Harbor Agency"));
}
