//! The JSON Schema of a pipeline file, as an independent validator sees it.

mod settings;

use serde_json::{Value, json};
use settings::{registry, sections};
use tidings_core::config::{ConfigFile, pipeline_schema};

fn schema() -> Value {
    pipeline_schema(&registry(), &sections())
}

/// Checks whether the schema allows a file, and that the reader is of the same opinion.
fn check(text: &str, allowed: bool) {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&serde_json::to_value(&file).unwrap()).map(|error| error.to_string()).collect();
    assert_eq!(errors.is_empty(), allowed, "{text}\n{errors:?}");
    assert_eq!(ConfigFile::read(text, &registry(), &sections()).is_ok(), allowed, "{text}");
}

fn check_rich(settings: &str, allowed: bool) {
    check(&format!("[[stage]]\nuse = \"clean.rich\"\n{settings}"), allowed);
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn a_good_file_is_allowed() {
    check("", true);
    check(
        r#"
        [input]
        paths = ["a"]
        fields = { text = "body" }
        kind = "related"
        [output]
        kind = "html"
        also = [{ folder = "x", kind = "json", also = [{ folder = "y" }] }]
        [[stage]]
        use = "clean.rich"
        share = 1
        drop = ["comment"]
        prefer = "widget"
        weights = { a = 1 }
        limits = { least = 1, words = { a = ["comment"] } }
        scorer = { type = "length", longest = 3 }
        [[stage]]
        use = "clean.plain"
        kind = "exact"
        [[corpus]]
        use = "stories.group"
        threshold = 0.5
        "#,
        true,
    );
}

#[test]
fn a_bad_file_is_refused() {
    check("[weather]", false);
    check("[input]\npath = []", false);
    check("[input]\nfields = { txt = \"a\" }", false);
    check("[[stage]]\nuse = \"clean.rihc\"", false);
    check("[[stage]]\nshare = 1", false);
    check("[stage]\nuse = \"clean.rich\"", false);
    check("[[corpus]]\nuse = \"clean.rich\"", false);
    check("[[corpus]]\nuse = \"stories.group\"", false);
    check("[[stage]]\nuse = \"clean.plain\"\nshare = 1", false);
    check_rich("share = 7", false);
    check_rich("share = \"7\"", false);
    check_rich("max_lines = -1", false);
    check_rich("drop = [\"banner\"]", false);
    check_rich("drop = \"comment\"", false);
    check_rich("scorer = { type = \"length\" }", false);
    check_rich("limits = { least = 1, more = 2 }", false);
}

#[test]
fn nothing_that_has_a_default_is_required() {
    let schema = schema();
    assert_eq!(schema["properties"]["input"]["required"], Value::Null);
    assert_eq!(schema["properties"]["stage"]["items"]["oneOf"][1]["required"], json!(["use"]));
    assert_eq!(schema["properties"]["corpus"]["items"]["oneOf"][0]["required"], json!(["use", "threshold"]));
}

#[test]
fn entries_have_their_name_and_purpose() {
    let entry = &schema()["properties"]["stage"]["items"]["oneOf"][0];
    assert_eq!((&entry["title"], &entry["description"]), (&json!("clean.plain"), &json!("Does nothing")));
    assert_eq!(entry["properties"]["use"]["const"], "clean.plain");
}

/// Three enums are called `Kind`: one of `clean.plain`, one of `clean.rich` and `[input]`, one of
/// `[output]`.
#[test]
fn types_of_equal_names_are_kept_apart() {
    check_rich("drop = [\"exact\"]", false);
    check("[[stage]]\nuse = \"clean.plain\"\nkind = \"comment\"", false);
    check("[[stage]]\nuse = \"clean.plain\"\nkind = \"fast\"", true);
    check("[input]\nkind = \"comment\"", true);
    check("[input]\nkind = \"html\"", false);
    check("[output]\nkind = \"html\"", true);
    check("[output]\nkind = \"comment\"", false);
    check("[output]\nalso = [{ kind = \"fast\" }]", false);
}

#[test]
fn every_reference_leads_somewhere_and_every_definition_is_used() {
    fn references<'s>(schema: &'s Value, into: &mut Vec<&'s str>) {
        match schema {
            Value::Object(object) => {
                into.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|value| references(value, into));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, into)),
            _ => {}
        }
    }
    let schema = schema();
    let mut found = Vec::new();
    references(&schema, &mut found);
    assert!(!found.is_empty());
    for path in &found {
        assert!(schema.pointer(path.strip_prefix('#').unwrap()).is_some(), "{path}");
    }
    for name in schema["$defs"].as_object().unwrap().keys() {
        assert!(found.contains(&format!("#/$defs/{name}").as_str()), "{name} is not used");
    }
}
