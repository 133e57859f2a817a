//! What is written can be read back, and is what the schema says.

use proptest::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Bound, CanonicalName, CanonicalOrigin, Checkworthiness, Claim, ClaimDetails, ClaimKind, Claims, CueClass,
    DateDetails, DateModifier, Document, DocumentKind, EditList, Entities, Entity, Extraction, Frame,
    Keyphrase, Keyphrases, Label, Layer, Mention, MetaField, Modality, OffsetUnit, Origin, Quote, QuoteKind,
    Quotes, RegionKind, Regions, Registry, Repairs, Sentence, SentenceKind, SentenceWorth, Sentences, Span,
    Summary, SummarySentence, TokenKind, Tokens, Value, ValueMention, Values,
};
use tidings_io::{
    Decoder, DocumentRecord, Encoder, InputConfig, OutputConfig, RawFormat, RawInput, document_schema,
};

/// Words that somebody shouts: a layer of a plugin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Shouts {
    words: Vec<Shout>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Shout {
    at: Span,
    loud: bool,
}

impl Layer for Shouts {
    const NAME: &'static str = "shouts";
    fn len(&self) -> usize {
        self.words.len()
    }
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.words.iter_mut().for_each(|word| visit(&mut word.at));
    }
}
tidings_core::register_layer!(Shouts);

/// Places of the source: a layer of a plugin that points there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Stains(Vec<Span>);

impl Layer for Stains {
    const NAME: &'static str = "stains";
    const FRAME: Frame = Frame::Source;
    fn len(&self) -> usize {
        self.0.len()
    }
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(visit);
    }
}
tidings_core::register_layer!(Stains);

fn registry() -> Registry {
    Registry::collect().expect("registry")
}

fn encode(doc: &Document, config: &OutputConfig) -> String {
    let mut out = Vec::new();
    Encoder::new(config, &registry()).expect("encoder").encode(doc, &mut out).expect("encodes");
    String::from_utf8(out).expect("UTF-8")
}

fn decode(line: &str) -> Document {
    // The record says what its offsets count; another unit here must not matter.
    let decoder = Decoder::new(&InputConfig::default(), &registry(), OffsetUnit::Utf8).expect("decoder");
    let raw = RawInput::whole("other", RawFormat::Json, line);
    decoder.decode(&raw).expect("decodes").expect("not blank")
}

/// Pieces of the text between its words, as spans: enough to point every layer somewhere.
fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let pieces = text.split(' ').map(|word| {
        let span = Span::from_range(at..at + word.len());
        at += word.len() + 1;
        span
    });
    pieces.filter(|span| !span.is_empty()).collect()
}

/// Puts every layer into a document.
fn annotate(doc: &mut Document) {
    let words = words(doc.text());
    let whole = Span::new(0, doc.text().len() as u32);
    let mut tokens = Tokens::default();
    words.iter().for_each(|word| tokens.push(*word, TokenKind::Word));
    doc.insert(tokens);
    doc.insert(Sentences(vec![Sentence {
        span: whole,
        first_token: 0,
        end_token: words.len() as u32,
        paragraph: 2,
        kind: SentenceKind::ListItem,
    }]));
    let quote = |span: &Span| Quote {
        span: *span,
        inner: *span,
        kind: QuoteKind::Scrap,
        unclosed: true,
        continues: false,
        depth: 1,
    };
    doc.insert(Quotes(words.iter().map(quote).collect()));
    let name = |(n, span): (usize, &Span)| Mention {
        span: *span,
        label: Label::WorkOfArt,
        entity: (n % 2) as u32,
        confidence: n as f32 / 7.0,
    };
    let entity = |name: &str| Entity {
        aliases: vec!["B".into()],
        roles: vec!["maker of \"C\"".into()],
        key: "org:b".into(),
        canonical: Some(CanonicalName { name: "\u{e9}\"".into(), origin: CanonicalOrigin::AliasList }),
        ..Entity::new(name, Label::Org)
    };
    doc.insert(Entities {
        mentions: words.iter().step_by(2).enumerate().map(name).collect(),
        index: vec![entity("A\"\\\n"), entity("C")],
    });
    let kinds = [
        Value::Quantity { number: 0.1, unit: "ton".into() },
        Value::Score { first: 17, second: 21 },
        Value::Percent { number: 0.25, points: true },
        Value::Multiple { factor: 10.0 },
    ];
    let bounds = [Bound::AtLeast, Bound::Between, Bound::Nearly];
    let value = |(n, span): (usize, &Span)| ValueMention {
        span: *span,
        label: Label::Quantity,
        value: kinds[n % kinds.len()].clone(),
        bound: bounds[n % bounds.len()],
        upper: Some(Value::Unresolved),
        date: span.start.is_multiple_of(2).then(|| {
            Box::new(DateDetails {
                relative: Some("weekday:monday".into()),
                anchor: Some("2026-07-08".into()),
                modifier: Some(DateModifier::Mid),
                zone: Some("-04:00".into()),
                readings: vec!["2026-07-06".into(), "2026-07-13".into()],
            })
        }),
    };
    doc.insert(Values(words.iter().skip(1).step_by(2).enumerate().map(value).collect()));
    let claim = |(n, span): (usize, &Span)| Claim {
        source: (n % 2 == 0).then_some(*span),
        source_entity: (n % 3 == 0).then_some(1),
        speaker_confidence: (n % 3 == 0).then_some(0.25),
        cue: (n % 5 != 0).then_some(*span),
        lemma: if n % 5 != 0 { "say".into() } else { String::new() },
        cue_class: CueClass::Reports,
        content: vec![*span, whole],
        kind: ClaimKind::Indirect,
        modality: Modality::Demand,
        negated: n % 2 == 1,
        sentence: 0,
        confidence: 1.0 / (n + 1) as f32,
        checkworthy: (n % 2 == 0).then_some(0.3333),
        details: ClaimDetails {
            verbatim: vec![*span],
            addressee: (n % 2 == 0).then_some(*span),
            channel: (n % 3 == 0).then_some(*span),
            when: (n % 4 == 0).then_some(*span),
            numbers: vec![*span, *span],
            role: (n % 5 == 0).then_some(*span),
            organization: (n % 6 == 0).then_some(*span),
            inside: (n % 7 == 0).then_some(n as u32),
            reasons: if n % 2 == 0 { vec!["a number".into()] } else { Vec::new() },
        },
    };
    doc.insert(Claims(words.iter().enumerate().map(claim).collect()));
    doc.insert(Checkworthiness(vec![SentenceWorth {
        span: whole,
        score: 0.25,
        reasons: vec!["not asked".into()],
    }]));
    doc.insert(Summary(vec![SummarySentence { span: whole, score: 3.25159, reasons: vec!["lead".into()] }]));
    doc.insert(Keyphrases(words.iter().map(|w| Keyphrase { spans: vec![*w, *w], score: 0.5 }).collect()));
    doc.insert(Shouts { words: words.iter().map(|word| Shout { at: *word, loud: true }).collect() });
    doc.insert(Stains(vec![Span::new(0, doc.source().len() as u32)]));
}

/// A document whose text is its source, with everything that can be known of one.
fn full(text: &str) -> Document {
    let mut doc = Document::new("full", text).expect("document");
    doc.meta.set(MetaField::Title, "A title", Origin::Input);
    doc.meta.add(MetaField::Byline, "Ann", Origin::Input);
    doc.meta.add(MetaField::Byline, "Bo", Origin::Stage("x.y".into()));
    doc.meta.set_kind(DocumentKind::LiveBlog, Origin::Stage("x.y".into()));
    doc.meta.set(MetaField::Extraction, Extraction::Poor.name(), Origin::Stage("x.y".into()));
    doc.meta.truncated = Some(false);
    doc.meta.unsupported_language = Some(true);
    doc.meta.extra.insert("desk".into(), serde_json::json!({"b": 1, "a": [null]}));
    doc.meta.extra.insert("subtitle".into(), "of the input".into());
    doc.meta.extra.insert("kind".into(), "column".into());
    let mut marks = EditList::new();
    words(text).iter().for_each(|word| marks.mark(*word, RegionKind::Body, "text"));
    doc.edit(marks).expect("marked");
    annotate(&mut doc);
    doc
}

const TEXT: &str = "Žilina “agreed” 😀 to talk\nabout 5 tons, it said.";

fn everything(offsets: OffsetUnit) -> OutputConfig {
    OutputConfig { offsets, tokens: true, ..OutputConfig::default() }
}

const UNITS: [OffsetUnit; 3] = [OffsetUnit::CodePoint, OffsetUnit::Utf8, OffsetUnit::Utf16];

#[test]
fn what_was_written_is_restored() {
    for unit in UNITS {
        let doc = full(TEXT);
        let first = encode(&doc, &everything(unit));
        let again = decode(&first);
        assert_eq!(encode(&again, &everything(unit)), first);
        assert_eq!((again.id.as_str(), again.text()), (doc.id.as_str(), doc.text()));
        assert_eq!(again.get::<Tokens>(), doc.get::<Tokens>());
        assert_eq!(again.get::<Sentences>(), doc.get::<Sentences>());
        assert_eq!(again.get::<Quotes>(), doc.get::<Quotes>());
        assert_eq!(again.get::<Values>(), doc.get::<Values>());
        assert_eq!(again.get::<Regions>(), doc.get::<Regions>());
        assert_eq!(again.get::<Shouts>(), doc.get::<Shouts>());
        assert_eq!(again.get::<Stains>(), doc.get::<Stains>());
        let spans = |doc: &Document| {
            doc.get::<Claims>().map(|claims| {
                claims
                    .0
                    .iter()
                    .map(|claim| {
                        (claim.source, claim.source_entity, claim.speaker_confidence, claim.content.clone())
                    })
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(spans(&again), spans(&doc));
    }
}

#[test]
fn an_edited_text_becomes_the_source() {
    let mut doc = Document::new("edited", format!("Share this! {TEXT}")).expect("document");
    let mut edits = EditList::new();
    edits.delete(Span::new(0, 12), RegionKind::Share, "share bar");
    edits.replace(Span::new(12, 14), "Z", "letter");
    doc.edit(edits).expect("edited");
    annotate(&mut doc);
    let first = encode(&doc, &everything(OffsetUnit::Utf16));
    assert!(first.contains("\"regions\"") && first.contains("\"repairs\"") && first.contains("\"stains\""));
    let again = decode(&first);
    assert_eq!((again.source(), again.text()), (doc.text(), doc.text()));
    assert_eq!(again.get::<Regions>(), None);
    assert_eq!(again.get::<Repairs>(), None);
    assert_eq!(again.get::<Stains>(), None);
    assert_eq!(again.get::<Shouts>(), doc.get::<Shouts>());
    let second = encode(&again, &everything(OffsetUnit::Utf16));
    assert_eq!(encode(&decode(&second), &everything(OffsetUnit::Utf16)), second);
}

#[test]
fn layers_that_nobody_registers_stay_with_the_metadata() {
    let doc = decode(
        r#"{"text": "HEY you", "layers": {"shouts": {"words": [{"at": {"start": 0, "end": 3}, "loud": true}]}, "moods": [1]}}"#,
    );
    assert_eq!(doc.get::<Shouts>().map(|shouts| shouts.words[0].at), Some(Span::new(0, 3)));
    assert_eq!(doc.meta.extra["layers"], serde_json::json!({"moods": [1]}));
}

#[test]
fn provenance_reaches_the_layers_of_plugins() {
    let mut doc = Document::new("a", "xx HEY").expect("document");
    let mut edits = EditList::new();
    edits.delete(Span::new(0, 3), RegionKind::Blank, "test");
    doc.edit(edits).expect("edited");
    doc.insert(Shouts { words: vec![Shout { at: Span::new(0, 3), loud: true }] });
    let line = encode(&doc, &OutputConfig { provenance: true, ..OutputConfig::default() });
    assert!(
        line.contains(
            r#""shouts":{"words":[{"at":{"start":0,"end":3,"source_start":3,"source_end":6},"loud":true}]}"#
        ),
        "{line}"
    );
}

#[test]
fn the_record_type_and_the_schema_know_every_field() {
    let schema = document_schema(&registry());
    let validator = jsonschema::validator_for(&schema).expect("schema");
    let mut edited = Document::new("edited", format!("x{TEXT}")).expect("document");
    let mut edits = EditList::new();
    edits.delete_duplicate(Span::new(0, 1), Span::new(1, 3), "twice");
    edits.replace(Span::new(1, 3), "Z", "letter");
    edited.edit(edits).expect("edited");
    annotate(&mut edited);
    let empty = Document::new("empty", "").expect("document");
    for doc in [full(TEXT), edited, empty] {
        for provenance in [false, true] {
            let line = encode(&doc, &OutputConfig { provenance, ..everything(OffsetUnit::CodePoint) });
            let json: serde_json::Value = serde_json::from_str(&line).expect("json");
            let mistakes: Vec<String> =
                validator.iter_errors(&json).map(|mistake| mistake.to_string()).collect();
            assert_eq!(mistakes, Vec::<String>::new());
            let record: DocumentRecord<'_> = serde_json::from_str(&line).expect("record");
            assert_eq!(serde_json::to_value(&record).expect("json"), json);
        }
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_it() {
    let validator = jsonschema::validator_for(&document_schema(&registry())).expect("schema");
    let mut json: serde_json::Value =
        serde_json::from_str(&encode(&full(TEXT), &OutputConfig::default())).expect("json");
    assert!(validator.is_valid(&json));
    json["entites"] = serde_json::json!([]);
    assert!(!validator.is_valid(&json));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The text that a row repeats stands at its offsets, in every unit, in text and in source.
    #[test]
    fn offsets_lead_to_the_words(text in "([a-z é“😀\\n]{0,8} ){1,20}", unit in 0..3usize) {
        let unit = UNITS[unit];
        let mut doc = Document::new("a", format!("😀é {text}")).expect("document");
        let mut edits = EditList::new();
        edits.delete(Span::new(0, 6), RegionKind::Widget, "test");
        doc.edit(edits).expect("edited");
        annotate(&mut doc);
        let line = encode(&doc, &OutputConfig { provenance: true, ..everything(unit) });
        let record: DocumentRecord<'_> = serde_json::from_str(&line).expect("record");
        let slice = |text: &str, start: u32, end: u32| -> String {
            let (start, end) = (start as usize, end as usize);
            match unit {
                OffsetUnit::Utf8 => text[start..end].to_owned(),
                OffsetUnit::CodePoint => text.chars().skip(start).take(end - start).collect(),
                OffsetUnit::Utf16 => {
                    String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).expect("UTF-16")
                }
            }
        };
        for entity in record.entities.iter().flatten() {
            prop_assert_eq!(slice(&record.text, entity.start, entity.end), entity.text.as_ref());
            let source = (entity.source_start.expect("start"), entity.source_end.expect("end"));
            prop_assert_eq!(slice(doc.source(), source.0, source.1), entity.text.as_ref());
        }
        let plain = encode(&doc, &everything(unit));
        let again = encode(&decode(&plain), &everything(unit));
        prop_assert_eq!(encode(&decode(&again), &everything(unit)), again);
    }
}

/// A run has one reader thread, and workers that share decoder and encoder.
#[test]
fn the_parts_fit_a_run_with_threads() {
    fn sent<T: Send>() {}
    fn shared<T: Sync>() {}
    sent::<tidings_io::Inputs>();
    sent::<tidings_io::JsonLinesWriter>();
    shared::<Decoder>();
    shared::<Encoder>();
}
