//! Tests of given mentions.

use tidings_core::{Document, Entities, Label, OffsetUnit, Registry};

use crate::{DecodeError, Decoder, InputConfig, RawFormat, RawInput};

fn decode(json: &str) -> Result<Document, DecodeError> {
    let registry = Registry::collect().expect("registry");
    let decoder = Decoder::new(&InputConfig::default(), &registry, OffsetUnit::CodePoint).expect("decoder");
    let mut raw = RawInput::whole("a", RawFormat::Json, json.as_bytes().to_vec());
    raw.line = Some(4);
    decoder.decode(&raw).map(|doc| doc.expect("not blank"))
}

/// The words, label and entity of every mention.
fn mentions(doc: &Document) -> Vec<(&str, Label, u32)> {
    let names = doc.get::<Entities>().expect("names");
    names.mentions.iter().map(|mention| (doc.slice(mention.span), mention.label, mention.entity)).collect()
}

const TEXT: &str = "Élise Lund met the Quay Trust. Lund left.";

fn with(entities: &str) -> String {
    format!(r#"{{"id": "a", "text": "{TEXT}", "entities": {entities}}}"#)
}

#[test]
fn mentions_are_the_layer_of_names() {
    let doc = decode(&with(
        r#"[{"start": 31, "end": 35, "label": "PER"}, {"start": 0, "end": 10, "label": "PERSON", "text": "Élise Lund"},
            {"start": 19, "end": 29, "label": "ORG"}]"#,
    ))
    .expect("decodes");
    let expected =
        [("Élise Lund", Label::Person, 0), ("Quay Trust", Label::Org, 1), ("Lund", Label::Person, 2)];
    assert_eq!(mentions(&doc), expected);
    assert!(doc.is_given("entities") && doc.meta.extra.is_empty());
}

#[test]
fn clusters_are_entities() {
    let doc = decode(&with(
        r#"[{"start": 0, "end": 10, "label": "PERSON", "cluster": "e1"}, {"start": 19, "end": 29, "label": "ORG"},
            {"start": 31, "end": 35, "label": "PERSON", "cluster": "e1"}]"#,
    ))
    .expect("decodes");
    assert_eq!(mentions(&doc).iter().map(|found| found.2).collect::<Vec<_>>(), [0, 1, 0]);
    let index = &doc.get::<Entities>().expect("names").index;
    assert_eq!(
        (index[0].name.as_str(), index[0].aliases.as_slice()),
        ("Élise Lund", &["Lund".to_owned()][..])
    );
}

#[test]
fn the_record_says_what_its_offsets_count() {
    let json =
        with(r#"[{"start": 0, "end": 11, "label": "PERSON", "text": "Élise Lund"}], "offsets": "utf8""#);
    assert_eq!(mentions(&decode(&json).expect("decodes")), [("Élise Lund", Label::Person, 0)]);
}

#[test]
fn values_name_nothing() {
    let json =
        with(r#"[{"start": 0, "end": 10, "label": "PERSON"}, {"start": 31, "end": 35, "label": "DATE"}]"#);
    assert_eq!(mentions(&decode(&json).expect("decodes")).len(), 1);
}

#[track_caller]
fn refused(entities: &str, reason: &str) {
    let error = decode(&with(entities)).expect_err("refused");
    assert!(error.to_string().contains(reason), "{error}");
    assert_eq!(error.line, Some(4));
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    refused(
        r#"[{"start": 0, "end": 10, "label": "PERSON"}, {"start": 31, "end": 400, "label": "PERSON"}]"#,
        "`entities[1]`: 31 to 400 is no place in a text of length 41",
    );
    refused(r#"[{"start": 9, "end": 3, "label": "ORG"}]"#, "`entities[0]`: 9 to 3 is no place");
    refused(r#"[{"start": 3, "end": 3, "label": "ORG"}]"#, "`entities[0]`, 3 to 3: the place is empty");
    refused(
        r#"[{"start": 0, "end": 11, "label": "PERSON", "text": "Élise Lund"}]"#,
        "`entities[0]`, 0 to 11: the text has `Élise Lund ` there, not `Élise Lund`",
    );
    refused(
        r#"[{"start": 0, "end": 10, "label": "PERSON"}, {"start": 6, "end": 10, "label": "PERSON"}]"#,
        "`entities[1]`, 6 to 10: it overlaps `entities[0]`",
    );
    refused(
        r#"[{"start": 0, "end": 10, "label": "PERSO"}]"#,
        "there is no label `PERSO`: use one of PERSON, NORP",
    );
    refused(r#"[{"start": -1, "end": 10, "label": "PERSON"}]"#, "`entities[0]`: invalid value");
    refused(r#"[{"start": 0.5, "end": 10, "label": "PERSON"}]"#, "`entities[0]`: ");
}

#[test]
fn another_list_of_that_name_stays_with_the_metadata() {
    for other in [r#"["Lund"]"#, "[]", r#"[{"name": "Lund"}]"#, r#"[{"start": 0, "end": 4}]"#, "7"] {
        let doc = decode(&with(other)).expect("decodes");
        assert!(doc.get::<Entities>().is_none() && doc.meta.extra.contains_key("entities"), "{other}");
    }
}
