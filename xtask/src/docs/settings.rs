//! The settings of a stage as Markdown, made from their JSON Schema.

use std::fmt::Write;

use serde_json::{Map, Value};

/// A default longer than this is not shown in full.
const LONG_DEFAULT: usize = 80;

/// Tables of the settings that `schema` describes; `defaults` are the full settings of a stage that
/// was built from none.
///
/// `root` holds the `$defs` that references in the schema point to.
pub fn markdown(schema: &Value, root: &Value, defaults: &Value) -> String {
    let mut out = String::new();
    let schema = resolve(schema, root);
    match schema["properties"].as_object() {
        Some(properties) if !properties.is_empty() => table(&mut out, properties, root, defaults, ""),
        _ => out.push_str("It has no settings.\n"),
    }
    out
}

fn table(out: &mut String, properties: &Map<String, Value>, root: &Value, defaults: &Value, path: &str) {
    out.push_str("| setting | type | default | range | what it does |\n|---|---|---|---|---|\n");
    let mut nested = String::new();
    for (name, schema) in properties {
        let full = format!("{path}{name}");
        let target = resolve(schema, root);
        let default = defaults.get(name).or_else(|| schema.get("default")).unwrap_or(&Value::Null);
        let description = [schema, target].iter().find_map(|schema| schema["description"].as_str());
        let _ = writeln!(
            out,
            "| `{full}` | {} | {} | {} | {} |",
            type_name(schema, root, false),
            cell_of_default(default, target),
            range(target),
            cell(description.unwrap_or_default()),
        );
        let words = words_of(element(schema, root), root);
        if words.iter().any(|(_, description)| description.is_some()) {
            let _ = writeln!(nested, "\nValues of `{full}`:\n");
            for (word, description) in words {
                let _ = match description {
                    Some(description) => writeln!(nested, "- `{word}`: {}", one_line(&description)),
                    None => writeln!(nested, "- `{word}`"),
                };
            }
        }
        if let Some(inner) = element(schema, root)["properties"].as_object() {
            let _ = writeln!(nested, "\nSettings in `{full}`:\n");
            table(&mut nested, inner, root, default, &format!("{full}."));
        }
    }
    out.push_str(&nested);
}

/// The schema itself, or what its reference points to.
fn resolve<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let reference = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    match reference.and_then(|name| root["$defs"].get(name)) {
        Some(target) => resolve(target, root),
        None => schema,
    }
}

/// The schema of a value that may be absent, without "or nothing".
fn without_null<'s>(schema: &'s Value, root: &'s Value) -> (&'s Value, bool) {
    let schema = resolve(schema, root);
    let is_null = |option: &Value| option["type"] == "null";
    match schema["anyOf"].as_array() {
        Some(options) if options.len() == 2 && options.iter().any(is_null) => {
            let other = options.iter().find(|option| !is_null(option)).unwrap_or(schema);
            (resolve(other, root), true)
        }
        _ => (schema, schema["type"].as_array().is_some_and(|types| types.contains(&Value::from("null")))),
    }
}

/// The schema of the innermost element: of lists their items, of tables of anything their values.
fn element<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let (schema, _) = without_null(schema, root);
    match schema {
        list if list["items"].is_object() => element(&list["items"], root),
        map if map["additionalProperties"].is_object() => element(&map["additionalProperties"], root),
        other => other,
    }
}

fn type_name(schema: &Value, root: &Value, plural: bool) -> String {
    let (schema, optional) = without_null(schema, root);
    let words = words_of(schema, root);
    let name = if !words.is_empty() {
        let shown: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        match (plural, shown.len() <= 6) {
            (_, true) => shown.join(", "),
            (true, false) => "words".to_owned(),
            (false, false) => "word".to_owned(),
        }
    } else {
        let of = |key: &str| type_name(&schema[key], root, true);
        let simple = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null"),
            other => other.as_str(),
        };
        let s = if plural { "s" } else { "" };
        match simple {
            Some("array") => format!("list{s} of {}", of("items")),
            Some("object") if schema["additionalProperties"].is_object() => {
                format!("table{s} of {}", of("additionalProperties"))
            }
            Some("object") => format!("table{s}"),
            Some("boolean") => "true or false".to_owned(),
            Some(name) => format!("{name}{s}"),
            None => format!("value{s}"),
        }
    };
    if optional { format!("{name}, optional") } else { name }
}

/// The words that a value may be, each with its description.
fn words_of(schema: &Value, root: &Value) -> Vec<(String, Option<String>)> {
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).map(|word| (word.to_owned(), None)).collect();
    }
    let Some(options) = schema["oneOf"].as_array() else { return Vec::new() };
    let mut words = Vec::new();
    for option in options.iter().map(|option| resolve(option, root)) {
        match option["const"].as_str() {
            Some(word) => words.push((word.to_owned(), option["description"].as_str().map(str::to_owned))),
            // A choice of which one part is no word has no list of words.
            None => match option["enum"].as_array() {
                Some(_) => words.extend(words_of(option, root)),
                None => return Vec::new(),
            },
        }
    }
    words
}

fn range(schema: &Value) -> String {
    let limit = |key: &str| schema.get(key).filter(|value| value.is_number()).map(number);
    match (limit("minimum"), limit("maximum")) {
        // Unsigned integers are at least 0 without saying so.
        (Some(least), None) if least == "0" => String::new(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, Some(most)) => format!("at most {most}"),
        (None, None) => String::new(),
    }
}

/// A number as a person writes it: what came from 32 bits is not shown with the noise of 64.
fn number(value: &Value) -> String {
    match value.as_f64() {
        Some(float) if value.is_f64() => super::schemas::shortest(float).to_string(),
        _ => value.to_string(),
    }
}

fn cell_of_default(default: &Value, schema: &Value) -> String {
    let text = match default {
        Value::Null => return String::new(),
        // The settings of a nested table have their own rows.
        Value::Object(map) if !map.is_empty() && schema["properties"].is_object() => return String::new(),
        other => toml_text(other),
    };
    if text.chars().count() > LONG_DEFAULT {
        let count = default.as_array().map_or(0, Vec::len);
        return if count > 0 { format!("a list of {count}") } else { "long".to_owned() };
    }
    format!("`{}`", text.replace('|', "\\|"))
}

/// A value as it is written in a pipeline file.
fn toml_text(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(toml_text).collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) => {
            let pairs: Vec<String> =
                map.iter().map(|(key, value)| format!("{key} = {}", toml_text(value))).collect();
            if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
        }
        Value::Number(_) => number(value),
        other => other.to_string(),
    }
}

fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use schemars::{JsonSchema, SchemaGenerator};
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Plain {
        One,
        Two,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Told {
        /// The first.
        First,
        /// The second.
        Second,
    }

    #[derive(Default, Serialize, Deserialize, JsonSchema)]
    #[serde(default)]
    struct Inner {
        /// How deep.
        depth: u32,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(default)]
    struct Settings {
        /// The share
        /// of it | them.
        #[schemars(range(min = 0.0, max = 1.0))]
        share: f32,
        /// How many.
        #[schemars(range(min = 1))]
        count: u32,
        plain: Option<Plain>,
        told: Vec<Told>,
        names: BTreeMap<String, Vec<String>>,
        inner: Inner,
        on: bool,
    }

    impl Default for Settings {
        fn default() -> Self {
            Settings {
                share: 0.8,
                count: 3,
                plain: None,
                told: vec![Told::First],
                names: BTreeMap::new(),
                inner: Inner::default(),
                on: true,
            }
        }
    }

    #[test]
    fn settings_become_tables() {
        let root = SchemaGenerator::default().into_root_schema_for::<Settings>().to_value();
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        let expected = "\
| setting | type | default | range | what it does |
|---|---|---|---|---|
| `share` | number | `0.8` | 0 to 1 | The share of it \\| them. |
| `count` | integer | `3` | at least 1 | How many. |
| `plain` | `one`, `two`, optional |  |  |  |
| `told` | list of `first`, `second` | `[\"first\"]` |  |  |
| `names` | table of lists of strings | `{}` |  |  |
| `inner` | table |  |  |  |
| `on` | true or false | `true` |  |  |

Values of `told`:

- `first`: The first.
- `second`: The second.

Settings in `inner`:

| setting | type | default | range | what it does |
|---|---|---|---|---|
| `inner.depth` | integer | `0` |  | How deep. |
";
        assert_eq!(markdown(&root, &root, &defaults), expected);
    }
}
