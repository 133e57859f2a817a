//! Tests of the decoder.

use proptest::prelude::*;

use tidings_core::{DocumentKind, Extraction};

use super::*;

fn decoder(config: &InputConfig) -> Decoder {
    let registry = Registry::collect().expect("registry");
    Decoder::new(config, &registry, OffsetUnit::CodePoint).expect("decoder")
}

fn record(json: &str) -> RawInput {
    RawInput { line: Some(7), number: Some(7), ..RawInput::whole("in", RawFormat::Json, json) }
}

fn decode(json: &str) -> Document {
    decoder(&InputConfig::default()).decode(&record(json)).expect("decodes").expect("not blank")
}

#[track_caller]
fn refused(json: &str, expected: &str) {
    let error = decoder(&InputConfig::default()).decode(&record(json)).expect_err("refused");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn fields_find_their_place() {
    let doc = decode(
        r#"{"id": 12, "text": "a\u00e9\n", "title": " T ", "url": "u", "date": "2025-01-02", "outlet": "O", "x": [1, null], "y": null}"#,
    );
    assert_eq!((doc.id.as_str(), doc.text()), ("12", "aé\n"));
    let meta = |field| doc.meta.get(field);
    assert_eq!(meta(MetaField::Title), Some("T"));
    assert_eq!(meta(MetaField::Url), Some("u"));
    assert_eq!(meta(MetaField::Published), Some("2025-01-02"));
    assert_eq!(meta(MetaField::Publisher), Some("O"));
    assert_eq!(doc.meta.values(MetaField::Title)[0].origin, Origin::Input);
    assert_eq!(serde_json::to_string(&doc.meta.extra).expect("json"), r#"{"x":[1,null],"y":null}"#);
}

#[test]
fn an_id_is_text_or_number_or_the_line() {
    assert_eq!(decode(r#"{"text": ""}"#).id, "in:7");
    assert_eq!(decode(r#"{"text": "", "id": ""}"#).id, "in:7");
    assert_eq!(decode(r#"{"text": "", "id": null}"#).id, "in:7");
    assert_eq!(decode(r#"{"text": "", "id": -3}"#).id, "-3");
    assert_eq!(decode(r#"{"text": "", "id": "ü"}"#).id, "ü");
}

#[test]
fn a_failure_has_the_id_that_its_document_would_have() {
    for id in
        ["\"a\"", "12", "-3", "-0", "1.0", "1.5", "1e308", "18446744073709551615", "18446744073709551616"]
    {
        let record = record(&format!(r#"{{"text": "", "id": {id}}}"#));
        let decoder = decoder(&InputConfig::default());
        let doc = decoder.decode(&record).expect("decodes").expect("not blank");
        assert_eq!(decoder.given_id(&record), Some(doc.id));
    }
    // In the encoding of the configuration, too.
    let decoder = decoder(&InputConfig { encoding: "koi8-u".to_owned(), ..InputConfig::default() });
    let record = record("{\"id\": \"\u{2014}\", \"text\": \"\"}");
    let doc = decoder.decode(&record).expect("decodes").expect("not blank");
    assert_eq!(decoder.given_id(&record), Some(doc.id));
}

#[test]
fn a_page_is_read_if_there_is_no_text() {
    let of = |json| {
        let doc = decode(json);
        (doc.text().to_owned(), doc.format())
    };
    assert_eq!(of(r#"{"html": "<p>"}"#), ("<p>".to_owned(), SourceFormat::Html));
    assert_eq!(of(r#"{"text": "", "html": "<p>"}"#), ("<p>".to_owned(), SourceFormat::Html));
    assert_eq!(of(r#"{"text": null, "html": "<p>"}"#), ("<p>".to_owned(), SourceFormat::Html));
    assert_eq!(of(r#"{"text": "t", "html": "<p>"}"#), ("t".to_owned(), SourceFormat::Text));
    assert_eq!(of(r#"{"text": ""}"#), (String::new(), SourceFormat::Text));
}

#[test]
fn fields_may_have_other_names_and_share_one() {
    let fields = InputFields {
        id: "link".to_owned(),
        text: "body".to_owned(),
        url: "link".to_owned(),
        ..InputFields::default()
    };
    let config = InputConfig { fields, ..InputConfig::default() };
    let doc = decoder(&config).decode(&record(r#"{"body": "b", "link": "http://x", "text": 3}"#));
    let doc = doc.expect("decodes").expect("not blank");
    assert_eq!(
        (doc.id.as_str(), doc.text(), doc.meta.get(MetaField::Url)),
        ("http://x", "b", Some("http://x"))
    );
    assert_eq!(doc.meta.extra["text"], 3);
}

#[test]
fn blank_lines_are_no_documents() {
    for blank in ["", "  ", "\r", "\t \r"] {
        assert!(decoder(&InputConfig::default()).decode(&record(blank)).expect("blank").is_none());
    }
}

#[test]
fn a_wrong_type_names_the_field_and_what_was_found() {
    refused(r#"{"text": 3}"#, "line 7, column 10: `text` must be a string, not a number");
    refused(r#"{"text": ["a"]}"#, "line 7, column 10: `text` must be a string, not a list");
    refused(
        r#"{"text": "", "date": true}"#,
        "line 7, column 25: `date` must be a string, not `true` or `false`",
    );
    refused(r#"{"id": {}, "text": ""}"#, "line 7, column 9: `id` must be a string, not an object");
    refused("[1]", "line 7, column 1: a record must be a JSON object, not a list");
    refused("null", "line 7, column 4: a record must be a JSON object, not `null`");
}

#[test]
fn a_record_without_text_says_what_it_has() {
    refused(
        r#"{"id": "a", "body": "b", "html": null}"#,
        "line 7: the record has neither `text` nor `html`; it has `id`, `body`: set `text` or `html` in `[input.fields]`",
    );
    refused(
        "{}",
        "line 7: the record has neither `text` nor `html`; it has no field at all: set `text` or `html` in `[input.fields]`",
    );
}

#[test]
fn broken_json_says_where() {
    refused(r#"{"text": "a" "id": 1}"#, "line 7, column 14: this is not valid JSON: expected `,` or `}`");
    refused(r#"{"text": "a"#, "line 7, column 11: the JSON is cut off: it ends inside a value");
    refused("{\"text\": \"a\"} x", "line 7, column 15: this is not valid JSON: trailing characters");
    // Where something was mended before, columns would be wrong.
    refused("{\n\"text\": \"a\u{1}\", \"id\": NaN", "line 8: the JSON is cut off: it ends inside a value");
}

#[test]
fn invalid_utf8_in_json_is_refused_with_its_place() {
    let mut raw = record("");
    raw.bytes = b"{\n\"text\": \"\xFF\"}".to_vec();
    let error = decoder(&InputConfig::default()).decode(&raw).expect_err("refused");
    assert_eq!(error.kind, DecodeErrorKind::Encoding);
    assert!(
        error.to_string().starts_with("line 8, column 10: byte 12 of the record is not UTF-8"),
        "{error}"
    );
    let config = InputConfig { encoding: "windows-1252".to_owned(), ..InputConfig::default() };
    assert_eq!(decoder(&config).decode(&raw).expect("decodes").expect("not blank").text(), "ÿ");
}

#[test]
fn an_unknown_encoding_is_refused_with_its_neighbor() {
    let registry = Registry::collect().expect("registry");
    let config = InputConfig { encoding: "shiftjis".to_owned(), ..InputConfig::default() };
    let error = Decoder::new(&config, &registry, OffsetUnit::CodePoint).err().expect("refused");
    assert_eq!(error.to_string(), "`encoding`: there is no encoding `shiftjis`: did you mean `shift_jis`?");
}

#[test]
fn files_are_decoded_or_refused() {
    let decode = |format, bytes: &[u8]| {
        let raw = RawInput::whole("a", format, bytes);
        decoder(&InputConfig::default()).decode(&raw).map(|doc| doc.expect("not blank").source().to_owned())
    };
    assert_eq!(decode(RawFormat::Text, b"caf\xE9 cr\xE8me").as_deref(), Ok("café crème"));
    assert_eq!(decode(RawFormat::Text, b"  \n").as_deref(), Ok("  \n"));
    let reason = |bytes| decode(RawFormat::Html, bytes).expect_err("refused").to_string();
    assert_eq!(reason(b"%PDF-1.4"), "this looks like a binary file, not text");
    assert_eq!(reason(b""), "the file is empty");
}

#[test]
fn other_peoples_fields_are_not_annotations() {
    let doc =
        decode(r#"{"text": "a", "summary": "s", "entities": ["x"], "layers": "ours", "format_version": 3}"#);
    assert_eq!(doc.layers().iter().count(), 0);
    assert_eq!(
        serde_json::to_string(&doc.meta.extra).expect("json"),
        r#"{"summary":"s","entities":["x"],"layers":"ours","format_version":3}"#
    );
}

const OWN: &str =
    r#""id": "a", "format_version": 1, "offsets": "codepoint", "meta": {}, "text": "é agreed.""#;

#[test]
fn annotations_that_do_not_fit_are_refused() {
    let own = |rest: &str| format!("{{{OWN}, {rest}}}");
    refused(
        &own(
            r#""sentences": [{"start": 0, "end": 11, "paragraph": 0, "kind": "prose", "first_token": 0, "end_token": 1}]"#,
        ),
        "line 7: `sentences[0]`: 0 to 11 is no place in a text of length 9; was it written with other `offsets`, or the text changed?",
    );
    refused(&own(r#""tokens": [{"start": 3, "kind": "word"}]"#), "line 7: `tokens`: missing field `end`");
    refused(
        &own(r#""tokens": [{"start": 0, "end": 2, "kind": "word"}, {"start": 1, "end": 3, "kind": "word"}]"#),
        "line 7: `tokens[1]` begins before the row before it ends",
    );
    refused(
        &own(
            r#""entities": [{"start": 0, "end": 1, "label": "GPE", "text": "é", "entity": 0}], "entity_index": []"#,
        ),
        "line 7: `entities[0]`: the `entity` 0 is not in `entity_index`",
    );
    refused(
        &OWN.replace("\"format_version\": 1", "\"format_version\": 2")
            .replacen("\"id\"", "{\"id\"", 1)
            .replace("agreed.\"", "agreed.\"}"),
        "line 7: the record has the format version 2; this version of Tidings reads 1",
    );
}

#[test]
fn the_record_says_what_its_offsets_count() {
    let token = r#""tokens": [{"start": 0, "end": 2, "kind": "word"}]"#;
    let text_of = |unit: &str| {
        let json = format!("{{{}, {token}}}", OWN.replace("codepoint", unit));
        let doc = decode(&json);
        doc.get::<tidings_core::Tokens>().map(|tokens| doc.slice(tokens.spans()[0]).to_owned())
    };
    assert_eq!(text_of("utf8").as_deref(), Some("é"));
    assert_eq!(text_of("codepoint").as_deref(), Some("é "));
}

#[test]
fn annotations_can_be_left_out() {
    let config = InputConfig { annotations: false, ..InputConfig::default() };
    let json = format!("{{{OWN}, \"tokens\": [], \"layers\": {{}}, \"note\": 1}}");
    let doc = decoder(&config).decode(&record(&json)).expect("decodes").expect("not blank");
    assert_eq!(doc.layers().iter().count(), 0);
    assert_eq!(serde_json::to_string(&doc.meta.extra).expect("json"), r#"{"note":1}"#);
}

#[test]
fn our_text_is_found_under_its_own_name() {
    let fields = InputFields { text: "body".to_owned(), ..InputFields::default() };
    let config = InputConfig { fields, ..InputConfig::default() };
    let doc = decoder(&config).decode(&record(&format!("{{{OWN}}}"))).expect("decodes").expect("not blank");
    assert_eq!(doc.text(), "é agreed.");
}

proptest! {
    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let decoder = decoder(&InputConfig::default());
        for format in [RawFormat::Text, RawFormat::Html, RawFormat::Json] {
            let _ = decoder.decode(&RawInput::whole("a", format, bytes.clone()));
        }
    }

    /// Whatever stands in a row, nothing panics and every span that is accepted fits the text.
    #[test]
    fn any_annotation_fits_or_is_refused(
        field in "(tokens|sentences|quotes|entities|claims|summary|keyphrases|regions)",
        start in 0u32..14, end in 0u32..14, unit in "(utf8|utf16|codepoint)",
    ) {
        let place = format!(r#""start": {start}, "end": {end}, "source_start": {start}, "source_end": {end}"#);
        let row = match field.as_str() {
            "tokens" => format!(r#"{{{place}, "kind": "word"}}"#),
            "sentences" => format!(r#"{{{place}, "paragraph": 0, "kind": "prose", "first_token": 0, "end_token": 0}}"#),
            "quotes" => format!(r#"{{{place}, "text": "", "inner_start": {start}, "inner_end": {end}, "kind": "speech", "unclosed": false, "continues": false, "depth": 0}}"#),
            "entities" => format!(r#"{{{place}, "text": "", "label": "TIME", "value": {{"type": "unresolved"}}}}"#),
            "claims" => format!(r#"{{"source": null, "cue": null, "cue_class": "says", "content": [{{{place}}}], "text": "", "sentence": 0, "kind": "direct", "modality": "asserted", "negated": false, "checkworthy": null, "confidence": 1}}"#),
            "summary" => format!(r#"{{{place}, "text": "", "score": 1, "reasons": []}}"#),
            "keyphrases" => format!(r#"{{"text": "", "score": 1, "spans": [{{{place}}}]}}"#),
            _ => format!(r#"{{{place}, "kind": "body", "removed": false, "reason": ""}}"#),
        };
        let json = format!("{{{}, \"{field}\": [{row}]}}", OWN.replace("codepoint", &unit).replace("agreed", "😀ed"));
        if let Ok(Some(doc)) = decoder(&InputConfig::default()).decode(&record(&json)) {
            let encoder = crate::Encoder::new(
                &crate::OutputConfig { tokens: true, provenance: true, ..Default::default() },
                &Registry::collect().expect("registry"),
            ).expect("encoder");
            let mut out = Vec::new();
            encoder.encode(&doc, &mut out).expect("encodes");
            if let Some(tokens) = doc.get::<tidings_core::Tokens>() {
                prop_assert!(tokens.spans().iter().all(|span| span.slice(doc.text()).is_some()));
            }
            prop_assert!(start <= end);
        }
    }
}

#[test]
fn the_file_beside_a_page_says_what_it_is() {
    let decoder = decoder(&InputConfig::default());
    let page = |side: &str| {
        let raw = RawInput::whole("a", RawFormat::Html, "<p>x");
        decoder.decode(&RawInput { side: Some(side.as_bytes().to_vec()), ..raw })
    };
    let side =
        r#"{"title": "Port shut", "url": "https://harbor.example/a", "date": "2025-12-16", "desk": 7}"#;
    let doc = page(side).expect("reads").expect("a document");
    assert_eq!((doc.id.as_str(), doc.meta.get(MetaField::Title)), ("a", Some("Port shut")));
    assert_eq!(doc.meta.get(MetaField::Published), Some("2025-12-16"));
    assert_eq!(doc.meta.extra["desk"], 7);
    let error = page("{\"title\": ").expect_err("broken").to_string();
    assert!(error.contains("the JSON file beside the page: the JSON is cut off"), "{error}");
}

#[test]
fn a_page_of_an_archive_has_its_address_and_its_encoding() {
    let decoder = decoder(&InputConfig::default());
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n";
    let (body, ..) = encoding_rs::ISO_8859_2.encode("<p>Łódź");
    let warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbor.example/a\r\n\
                WARC-Date: 2025-12-16T10:00:00Z\r\nContent-Type: application/http\r\n\r\n";
    let bytes = [warc.as_bytes(), http.as_bytes(), &body].concat();
    let doc = decoder.decode(&RawInput::whole("a", RawFormat::Warc, bytes)).expect("reads").expect("a page");
    assert_eq!((doc.text(), doc.meta.get(MetaField::Url)), ("<p>Łódź", Some("https://harbor.example/a")));
    assert_eq!(doc.meta.get(MetaField::Published), None);
    assert_eq!(doc.meta.extra["captured"], "2025-12-16T10:00:00Z");
    let picture = RawInput::whole("a", RawFormat::Warc, warc.replace("http\r", "x\r"));
    assert!(decoder.decode(&picture).expect("reads").is_none());
}

#[test]
fn a_kind_of_the_input_that_is_none_of_ours_is_kept_as_it_is() {
    let line = r#"{"id":"a","format_version":1,"offsets":"utf8","meta":{"kind":"column","extraction":"poor"},"text":"A."}"#;
    let doc = decode(line);
    assert_eq!((doc.meta.kind(), doc.meta.extraction()), (DocumentKind::Article, Some(Extraction::Poor)));
    assert_eq!(doc.meta.extra["kind"], "column");
}

#[test]
fn a_corrected_encoding_is_kept_with_the_document() {
    let page = "<html lang=\"ru\"><meta charset=\"iso-8859-1\"><p>Порт открыли в понедельник утром, сообщил совет.</p>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(page);
    let decoder = decoder(&InputConfig::default());
    let doc = decoder.decode(&RawInput::whole("a", RawFormat::Html, bytes)).expect("reads").expect("a page");
    assert_eq!(doc.text(), page);
    let corrected = serde_json::json!({ "declared": "windows-1252", "used": "windows-1251" });
    assert_eq!(doc.meta.extra["encoding_corrected"], corrected);
    let sound = decoder.decode(&RawInput::whole("a", RawFormat::Html, page.as_bytes())).expect("reads");
    assert!(!sound.expect("a page").meta.extra.contains_key("encoding_corrected"));
}
