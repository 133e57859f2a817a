//! Layers on their way to JSON and back, and in the set of a document.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::borrow::Cow;

use schemars::{JsonSchema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use tidings_core::{
    Bound, Claim, ClaimKind, Claims, CueClass, DateDetails, DateModifier, Document, EditList, Entities,
    Entity, Frame, Keyphrase, Keyphrases, Label, Layer, LayerDefinition, Mention, Modality, Quote, QuoteKind,
    Quotes, RegionKind, Regions, Registry, Repairs, Sentence, SentenceKind, Sentences, Span, Summary,
    SummarySentence, TokenKind, Tokens, Value, ValueMention, Values,
};

/// A layer of a plugin: words that somebody shouts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Shouts {
    words: Vec<Span>,
    /// Who shouts, if it is known.
    speaker: Option<Span>,
}

impl Layer for Shouts {
    const NAME: &'static str = "shouts";
    fn len(&self) -> usize {
        self.words.len()
    }
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.words.iter_mut().chain(&mut self.speaker).for_each(visit);
    }
}
tidings_core::register_layer!(Shouts);

fn span(start: u32, end: u32) -> Span {
    Span::new(start, end)
}

fn definition(name: &str) -> &'static LayerDefinition {
    Registry::collect().unwrap().layer(name).unwrap()
}

/// The spans in a JSON value, as they stand there.
fn spans_of<'j>(json: &'j Json, into: &mut Vec<&'j Json>) {
    match json {
        Json::Object(object)
            if object.len() == 2 && object.contains_key("start") && object.contains_key("end") =>
        {
            into.push(json);
        }
        Json::Object(object) => object.values().for_each(|value| spans_of(value, into)),
        Json::Array(items) => items.iter().for_each(|value| spans_of(value, into)),
        _ => {}
    }
}

/// A layer must come back from JSON as it was, with every span translated on the way out and in.
fn check<L: Layer + PartialEq + std::fmt::Debug>(layer: L, span_count: usize) {
    let definition = definition(L::NAME);
    assert_eq!((definition.name, definition.frame), (L::NAME, L::FRAME));

    let mut visited = 0;
    let shifted = definition
        .to_json(&layer, &mut |span| {
            visited += 1;
            *span = Span::new(span.start + 1000, span.end + 1000);
        })
        .unwrap();
    let mut spans = Vec::new();
    spans_of(&shifted, &mut spans);
    assert_eq!((visited, spans.len()), (span_count, span_count), "{shifted}");
    for span in spans {
        assert!(
            span["start"].as_u64() >= Some(1000) && span["end"].as_u64() >= Some(1000),
            "{span} in {shifted}"
        );
    }

    let mut generator = SchemaGenerator::default();
    let mut schema = definition.schema(&mut generator).to_value();
    schema["$defs"] = Json::Object(generator.take_definitions(true));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&shifted), "{shifted}\n{schema}");

    let mut back = |span: &mut Span| *span = Span::new(span.start - 1000, span.end - 1000);
    let read = definition.from_json(shifted, &mut back).unwrap();
    assert_eq!((read.name(), read.frame(), read.len()), (L::NAME, L::FRAME, Layer::len(&layer)));
    let mut doc = Document::new("a", "").unwrap();
    doc.insert_boxed(read);
    assert_eq!(doc.get::<L>(), Some(&layer));
    assert_eq!(doc.remove::<L>(), Some(layer));
}

#[test]
fn tokens_and_sentences_survive_json() {
    let mut tokens = Tokens::with_capacity(2);
    tokens.push(span(0, 3), TokenKind::Word);
    tokens.push(span(3, 4), TokenKind::Punctuation);
    check(tokens, 2);
    let sentence = Sentence {
        span: span(0, 4),
        first_token: 0,
        end_token: 2,
        paragraph: 1,
        kind: SentenceKind::Heading,
    };
    check(Sentences(vec![sentence]), 1);
}

#[test]
fn entities_and_values_survive_json() {
    let mention = Mention { span: span(2, 6), label: Label::Gpe, entity: 0, confidence: 0.5 };
    let entity = Entity { aliases: vec!["the city".into()], ..Entity::new("Oslo", Label::Gpe) };
    check(Entities { mentions: vec![mention], index: vec![entity] }, 1);
    let value = |value, upper| ValueMention {
        span: span(1, 5),
        label: Label::Money,
        value,
        bound: Bound::About,
        upper,
        date: Some(Box::new(DateDetails { modifier: Some(DateModifier::End), ..Default::default() })),
    };
    let money = |amount| Value::Money { amount, currency: Some("EUR".into()) };
    check(
        Values(vec![
            value(money(1.5), Some(money(2.0))),
            value(Value::Date { iso: "2025-12-28".into() }, None),
            value(Value::RelativeDate { relative: "day:-1".into() }, None),
            value(Value::Time { iso: "10:30".into() }, None),
            value(Value::Duration { iso: "P3W".into() }, None),
            value(Value::Set { iso: "XXXX-WXX-7".into() }, None),
            value(Value::Percent { number: 3.5, points: false }, None),
            value(Value::Percent { number: 0.25, points: true }, None),
            value(Value::Score { first: 3, second: 1 }, None),
            value(Value::Multiple { factor: 3.0 }, None),
            value(Value::Quantity { number: 20.0, unit: "ton".into() }, None),
            value(Value::Ordinal { rank: 1 }, None),
            value(Value::Cardinal { number: 12.0 }, None),
            value(Value::Unresolved, None),
        ]),
        14,
    );
}

#[test]
fn quotes_and_claims_survive_json() {
    let quote = Quote {
        span: span(0, 9),
        inner: span(1, 8),
        kind: QuoteKind::Scrap,
        unclosed: false,
        continues: true,
        depth: 1,
    };
    check(Quotes(vec![quote]), 2);
    let claim = Claim {
        source: Some(span(20, 25)),
        source_entity: Some(0),
        speaker_confidence: Some(0.5),
        cue: Some(span(26, 30)),
        lemma: "say".into(),
        cue_class: CueClass::Says,
        content: vec![span(0, 9), span(31, 40)],
        kind: ClaimKind::Mixed,
        modality: Modality::Asserted,
        negated: false,
        sentence: 0,
        confidence: 0.75,
        checkworthy: Some(0.25),
        details: Default::default(),
    };
    let bare = Claim { source: None, source_entity: None, cue: None, checkworthy: None, ..claim.clone() };
    check(Claims(vec![claim, bare]), 6);
}

#[test]
fn summaries_survive_json() {
    let sentence = SummarySentence { span: span(3, 8), score: 0.5, reasons: vec![Cow::Borrowed("first")] };
    check(Summary(vec![sentence]), 1);
    check(Keyphrases(vec![Keyphrase { spans: vec![span(0, 2), span(5, 7)], score: 1.5 }]), 2);
}

#[test]
fn regions_and_repairs_survive_json() {
    let mut doc = Document::new("a", "one two one").unwrap();
    let mut edits = EditList::new();
    edits.delete_duplicate(span(8, 11), span(0, 3), "again");
    edits.mark(span(4, 7), RegionKind::Heading, "second word");
    edits.replace(span(3, 4), "\n", "line break");
    doc.edit(edits).unwrap();
    check(doc.remove::<Regions>().unwrap(), 3);
    check(doc.remove::<Repairs>().unwrap(), 1);
}

#[test]
fn a_layer_of_a_plugin_is_written_and_read_like_the_others() {
    check(Shouts { words: vec![span(0, 3), span(8, 11)], speaker: Some(span(4, 7)) }, 3);
    assert_eq!(definition("shouts").crate_name, "tidings-core");
}

#[test]
fn empty_layers_survive_json() {
    check(Tokens::default(), 0);
    check(Claims::default(), 0);
    check(Entities::default(), 0);
    check(Shouts::default(), 0);
}

#[test]
fn what_is_not_the_layer_is_refused_in_plain_words() {
    let refuse =
        |name: &str, json: Json| definition(name).from_json(json, &mut |_| {}).err().unwrap().to_string();
    assert_eq!(
        refuse("sentences", json!(3)),
        "the layer `sentences` cannot be read from this JSON: invalid type: integer `3`, expected a sequence"
    );
    assert_eq!(
        refuse("quotes", json!([{ "span": { "start": 5, "end": 3 } }])),
        "the layer `quotes` cannot be read from this JSON: a span starts at 5 but ends before, at 3"
    );
    assert_eq!(
        refuse("tokens", json!({ "spans": [{ "start": 0, "end": 1 }], "kinds": [] })),
        "the layer `tokens` cannot be read from this JSON: 1 spans with 0 kinds"
    );
    let error = definition("tokens").to_json(&Quotes::default(), &mut |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "the layer `tokens` has another type");
}

#[test]
fn a_document_holds_one_layer_of_each_type_in_the_order_of_their_making() {
    let mut doc = Document::new("a", "text").unwrap();
    doc.insert(Quotes::default());
    doc.insert(Sentences::default());
    doc.insert(Quotes(vec![]));
    let names: Vec<_> = doc.layers().iter().map(|layer| layer.name()).collect();
    assert_eq!(names, ["quotes", "sentences"]);
    assert!(doc.layers().by_name("quotes").is_some_and(|layer| layer.is_empty()));
    assert!(doc.layers().by_name("tokens").is_none() && doc.get::<Tokens>().is_none());
    assert_eq!(format!("{:?}", doc.layers()), "{\"quotes\": 0, \"sentences\": 0}");
    assert_eq!(definition("regions").frame, Frame::Source);
}

/// Every value of an enum, by its schema.
fn every<E: JsonSchema + DeserializeOwned>() -> Vec<(String, E)> {
    let schema = SchemaGenerator::default().into_root_schema_for::<E>().to_value();
    let mut names: Vec<Json> = schema["enum"].as_array().cloned().unwrap_or_default();
    for option in schema["oneOf"].as_array().into_iter().flatten() {
        names.extend(option["enum"].as_array().into_iter().flatten().cloned());
        names.extend(option.get("const").cloned());
    }
    assert!(names.len() > 1, "{schema}");
    let name = |json: &Json| json.as_str().unwrap().to_owned();
    names.iter().map(|json| (name(json), serde_json::from_value(json.clone()).unwrap())).collect()
}

#[test]
fn names_are_those_of_the_json_form() {
    every::<RegionKind>()
        .iter()
        .for_each(|(name, kind)| assert_eq!((kind.name(), kind.to_string()), (&**name, name.clone())));
    every::<Label>()
        .iter()
        .for_each(|(name, label)| assert_eq!((label.name(), label.to_string()), (&**name, name.clone())));
    every::<ClaimKind>().iter().for_each(|(name, kind)| assert_eq!(kind.name(), name));
    every::<Modality>().iter().for_each(|(name, modality)| assert_eq!(modality.name(), name));
    every::<CueClass>().iter().for_each(|(name, class)| assert_eq!(class.name(), name));
    let labels: Vec<Label> = every::<Label>().into_iter().map(|(_, label)| label).collect();
    assert_eq!(labels, Label::ALL);
    assert_eq!(labels.iter().filter(|label| label.is_value()).count(), 7);
}

#[test]
fn layers_find_what_lies_inside_a_span() {
    let mut tokens = Tokens::default();
    for (start, end) in [(0, 2), (3, 5), (6, 8), (8, 9)] {
        tokens.push(span(start, end), TokenKind::Word);
    }
    assert_eq!(tokens.inside(span(0, 9)), 0..4);
    assert_eq!(tokens.inside(span(1, 8)), 1..3);
    assert_eq!(tokens.inside(span(4, 5)), 2..2);
    assert_eq!(tokens.cover(1..3), Some(span(3, 8)));
    assert_eq!((tokens.cover(2..2), tokens.cover(3..9)), (None, None));
    assert_eq!(tokens.get(3).map(|token| token.span), Some(span(8, 9)));
    assert_eq!((tokens.get(4), tokens.len(), tokens.is_empty()), (None, 4, false));

    let sentence = |start, end| Sentence {
        span: span(start, end),
        first_token: 0,
        end_token: 0,
        paragraph: 0,
        kind: SentenceKind::Prose,
    };
    let sentences = Sentences(vec![sentence(0, 4), sentence(6, 9)]);
    let at: Vec<_> = [0, 3, 4, 6, 8, 9].map(|offset| sentences.at(offset)).into();
    assert_eq!(at, [Some(0), Some(0), Some(1), Some(1), Some(1), None]);
}

/// A layer with numbers of all widths, an empty option and a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Measures {
    spans: Vec<Span>,
    small: Vec<f32>,
    large: Vec<f64>,
    whole: Vec<i64>,
    none: Option<u8>,
    named: std::collections::BTreeMap<String, f32>,
}

impl Layer for Measures {
    const NAME: &'static str = "measures";
    fn len(&self) -> usize {
        self.spans.len()
    }
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.spans.iter_mut().for_each(visit);
    }
}
tidings_core::register_layer!(Measures);

/// What is written without making it first is what a value would be written as.
#[test]
fn a_layer_is_written_as_its_value_is() {
    let layer = Measures {
        spans: vec![span(1, 2), span(3, 5)],
        small: vec![0.1, 0.976, 1.0, -0.0, f32::NAN, f32::MIN_POSITIVE, 16_777_217.0],
        large: vec![0.1, f64::INFINITY, 1e300],
        whole: vec![i64::MIN, 0, 7],
        none: None,
        named: [("é\"\n".to_owned(), 0.3), ("a".to_owned(), 2.5)].into(),
    };
    let definition = definition("measures");
    let mut twice = |span: &mut Span| *span = Span::new(2 * span.start, 2 * span.end);
    let value = definition.to_json(&layer, &mut twice).unwrap();
    let mut written = b"before".to_vec();
    definition.write_json(&layer, &mut twice, &mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), format!("before{value}"));
    assert!(definition.write_json(&Shouts::default(), &mut twice, &mut Vec::new()).is_err());
}
