//! Tests of the encoder.

use tidings_core::{
    Bound, Claim, ClaimKind, CueClass, EditList, Entity, Keyphrase, Label, Mention, Modality, PartKind,
    Parts, Quote, QuoteKind, RegionKind, Sentence, SentenceKind, SummarySentence, TextPart, TokenKind,
    ValueMention,
};

use super::*;

fn encoder(config: &OutputConfig) -> Encoder {
    Encoder::new(config, &Registry::collect().expect("registry")).expect("encoder")
}

fn encode(doc: &Document, config: &OutputConfig) -> String {
    let mut out = Vec::new();
    encoder(config).encode(doc, &mut out).expect("encodes");
    let line = String::from_utf8(out).expect("UTF-8");
    line.strip_suffix('\n').expect("line feed").to_owned()
}

/// The span of `part` in the text.
fn span(doc: &Document, part: &str) -> Span {
    let start = doc.text().find(part).expect("there");
    Span::from_range(start..start + part.len())
}

/// A document with a removed line before the text and an annotation of every kind.
fn annotated() -> Document {
    let mut doc = Document::new("a", "Teilen\n“Žilina’s talks,” she said, cost $5.").expect("document");
    let mut edits = EditList::new();
    edits.delete(Span::new(0, 7), RegionKind::Share, "share bar");
    doc.edit(edits).expect("edited");
    let at = |part| span(&doc, part);
    let (name, talks, money, cue, cost) = (at("Žilina"), at("talks"), at("$5"), at("said"), at("cost $5"));
    let (source, whole, content) = (at("she"), Span::new(0, doc.text().len() as u32), at("Žilina’s talks,"));
    let mut tokens = Tokens::default();
    tokens.push(name, TokenKind::Word);
    doc.insert(tokens);
    doc.insert(Sentences(vec![Sentence {
        span: whole,
        first_token: 0,
        end_token: 1,
        paragraph: 0,
        kind: SentenceKind::Prose,
    }]));
    doc.insert(Quotes(vec![Quote {
        span: Span::new(0, content.end + 3),
        inner: content,
        kind: QuoteKind::Speech,
        unclosed: false,
        continues: false,
        depth: 0,
    }]));
    doc.insert(Entities {
        mentions: vec![Mention { span: name, label: Label::Gpe, entity: 0, confidence: 0.98765 }],
        index: vec![Entity::new("Žilina", Label::Gpe)],
    });
    doc.insert(Values(vec![ValueMention {
        span: money,
        label: Label::Money,
        value: tidings_core::Value::Money { amount: 5.0, currency: Some("USD".to_owned()) },
        bound: Bound::Exact,
        upper: None,
        date: None,
    }]));
    doc.insert(Claims(vec![Claim {
        source: Some(source),
        source_entity: None,
        speaker_confidence: None,
        cue: Some(cue),
        lemma: "say".to_owned(),
        cue_class: CueClass::Says,
        content: vec![content, cost],
        kind: ClaimKind::Mixed,
        modality: Modality::Asserted,
        negated: false,
        sentence: 0,
        confidence: 0.9,
        checkworthy: None,
        details: Default::default(),
    }]));
    doc.insert(Summary(vec![SummarySentence { span: whole, score: 1.25, reasons: vec!["first".into()] }]));
    doc.insert(Keyphrases(vec![Keyphrase { spans: vec![talks], score: 2.0 }]));
    doc
}

#[test]
fn every_layer_has_its_list() {
    let json = encode(&annotated(), &OutputConfig::default());
    let expected = concat!(
        r#"{"id":"a","format_version":1,"offsets":"codepoint","meta":{},"text":"“Žilina’s talks,” she said, cost $5.","#,
        r#""regions":[{"kind":"share","source_start":0,"source_end":7,"removed":true,"reason":"share bar"}],"#,
        r#""sentences":[{"start":0,"end":36,"paragraph":0,"kind":"prose","first_token":0,"end_token":1}],"#,
        r#""quotes":[{"start":0,"end":17,"text":"“Žilina’s talks,”","inner_start":1,"inner_end":16,"kind":"speech","unclosed":false,"continues":false,"depth":0}],"#,
        r#""entities":[{"start":1,"end":7,"label":"GPE","text":"Žilina","entity":0,"confidence":0.988},"#,
        r#"{"start":33,"end":35,"label":"MONEY","text":"$5","value":{"type":"money","amount":5.0,"currency":"USD"},"bound":"exact"}],"#,
        r#""entity_index":[{"id":0,"name":"Žilina","label":"GPE","mentions":1,"aliases":[]}],"#,
        r#""claims":[{"source":{"start":18,"end":21,"text":"she","entity":null},"cue":{"start":22,"end":26,"text":"said","lemma":"say"},"cue_class":"says","#,
        r#""content":[{"start":1,"end":16},{"start":28,"end":35}],"text":"Žilina’s talks, … cost $5","sentence":0,"kind":"mixed","modality":"asserted","negated":false,"checkworthy":null,"confidence":0.9}],"#,
        r#""summary":[{"start":0,"end":36,"text":"“Žilina’s talks,” she said, cost $5.","score":1.25,"reasons":["first"]}],"#,
        r#""keyphrases":[{"text":"talks","score":2.0,"spans":[{"start":10,"end":15}]}]}"#,
    );
    assert_eq!(json, expected);
}

#[test]
fn offsets_count_what_they_say() {
    let first = |offsets| {
        let config =
            OutputConfig { offsets, layers: vec!["keyphrases".to_owned()], ..OutputConfig::default() };
        let json: Value = serde_json::from_str(&encode(&annotated(), &config)).expect("json");
        json["keyphrases"][0]["spans"][0]["start"].as_u64()
    };
    assert_eq!(first(OffsetUnit::CodePoint), Some(10));
    assert_eq!(first(OffsetUnit::Utf16), Some(10));
    // Two more for each of `“` and `’`, one for `Ž`.
    assert_eq!(first(OffsetUnit::Utf8), Some(15));
}

#[test]
fn provenance_leads_to_the_source() {
    let mut doc = annotated();
    doc.meta.set(MetaField::Title, "T", Origin::Source(Span::new(0, 6)));
    doc.meta.add(MetaField::Byline, "A", Origin::Stage("clean.metadata".into()));
    doc.meta.add(MetaField::Byline, "B", Origin::Input);
    let config =
        OutputConfig { provenance: true, layers: vec!["entities".to_owned()], ..OutputConfig::default() };
    let expected = concat!(
        r#"{"id":"a","format_version":1,"offsets":"codepoint","meta":{"title":"T","byline":["A","B"]},"#,
        r#""meta_origin":{"title":[{"from":"source","source_start":0,"source_end":6}],"byline":[{"from":"stage","stage":"clean.metadata"},{"from":"input"}]},"#,
        r#""text":"“Žilina’s talks,” she said, cost $5.","#,
        r#""entities":[{"start":1,"end":7,"source_start":8,"source_end":14,"label":"GPE","text":"Žilina","entity":0,"confidence":0.988}],"#,
        r#""entity_index":[{"id":0,"name":"Žilina","label":"GPE","mentions":1,"aliases":[]}]}"#,
    );
    assert_eq!(encode(&doc, &config), expected);
}

#[test]
fn only_wanted_layers_are_written() {
    let keys = |config: &OutputConfig| -> Vec<String> {
        let json: Map<String, Value> = serde_json::from_str(&encode(&annotated(), config)).expect("json");
        json.keys().skip_while(|key| *key != "text").skip(1).cloned().collect()
    };
    let layers = |names: &[&str]| OutputConfig {
        layers: names.iter().map(|name| (*name).to_owned()).collect(),
        ..OutputConfig::default()
    };
    assert_eq!(keys(&layers(&[])), Vec::<String>::new());
    assert_eq!(keys(&layers(&["values", "summary"])), ["entities", "summary"]);
    assert_eq!(keys(&layers(&["tokens"])), ["tokens"]);
    assert_eq!(keys(&OutputConfig { tokens: true, ..layers(&["claims"]) }), ["tokens", "claims"]);
    assert!(!keys(&layers(&["all"])).contains(&"tokens".to_owned()));
}

#[test]
fn an_unknown_layer_is_refused_with_its_neighbor() {
    let config = OutputConfig { layers: vec!["entites".to_owned()], ..OutputConfig::default() };
    let error = Encoder::new(&config, &Registry::collect().expect("registry")).err().expect("refused");
    assert_eq!(error.to_string(), "`layers`: there is no layer `entites`: did you mean `entities`?");
}

#[test]
fn fields_of_the_input_do_not_hide_ours() {
    let mut doc = Document::new("a", "").expect("document");
    doc.meta.set(MetaField::Language, "en", Origin::Input);
    doc.meta.truncated = Some(true);
    for (name, value) in [("language", "English"), ("input_language", "x"), ("desk", "world")] {
        doc.meta.extra.insert(name.to_owned(), value.into());
    }
    let json: Value = serde_json::from_str(&encode(&doc, &OutputConfig::default())).expect("json");
    assert_eq!(
        json["meta"].to_string(),
        r#"{"language":"en","truncated":true,"input_input_language":"English","input_language":"x","desk":"world"}"#
    );
}

#[test]
fn an_empty_layer_is_an_empty_list() {
    let mut doc = Document::new("a", "").expect("document");
    doc.insert(Claims::default());
    doc.insert(Entities::default());
    let json = encode(&doc, &OutputConfig::default());
    assert!(json.ends_with(r#""text":"","entities":[],"entity_index":[],"claims":[]}"#), "{json}");
}

#[test]
fn an_empty_layer_of_parts_is_not_written() {
    let mut doc = Document::new("a", "").expect("document");
    doc.insert(Parts::default());
    assert!(encode(&doc, &OutputConfig::default()).ends_with(r#""text":""}"#));
    let part = TextPart {
        span: Span::new(0, 0),
        body: Span::new(0, 0),
        kind: PartKind::Post,
        label: None,
        speaker: None,
        published: Some("2026-01-09".to_owned()),
    };
    doc.insert(Parts { parts: vec![part], speakers: Vec::new() });
    let json = encode(&doc, &OutputConfig::default());
    let expected = r#""layers":{"parts":{"parts":[{"span":{"start":0,"end":0},"body":{"start":0,"end":0},"kind":"post","published":"2026-01-09"}],"speakers":[]}}}"#;
    assert!(json.ends_with(expected), "{json}");
}
