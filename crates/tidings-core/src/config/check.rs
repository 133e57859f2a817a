//! Checks a TOML value against a JSON Schema, with the place of every mistake.
//!
//! It understands the part of JSON Schema that `schemars` derives for settings: objects, maps,
//! arrays, enums (plain, or with a description per value), options, numbers with limits. A keyword
//! that it does not know never refuses a value.

use std::ops::Range;

use serde_json::Value as Schema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, nearest, one_of};

/// Checks values against the schemas of one owner (a stage or a section).
pub(crate) struct Checker<'a> {
    /// The schema whose `$defs` references point to.
    pub(crate) root: &'a Schema,
    /// "stage `clean.boilerplate`", "section `input`".
    pub(crate) owner: String,
    pub(crate) found: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Checks a table; the keys in `reserved` are not settings and were read before.
    pub(crate) fn table(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        schema: &Schema,
        reserved: &[&str],
    ) {
        let schema = self.resolve(schema).clone();
        let properties = schema["properties"].as_object();
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            if reserved.contains(&name) {
                continue;
            }
            if let Some(known) = properties.and_then(|properties| properties.get(name)) {
                self.value(name, value, known);
            } else if schema["additionalProperties"].is_object() {
                self.value(name, value, &schema["additionalProperties"]);
            } else if schema["additionalProperties"] == Schema::Bool(false) {
                let known: Vec<&str> =
                    properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                let help = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => format!("{} has no settings", self.owner),
                    None => format!("the settings of {} are {}", self.owner, known.join(", ")),
                };
                let message = format!("unknown setting `{name}` of {}", self.owner);
                self.found.push(Diagnostic::new(message, "no such setting", key.span()).help(Some(help)));
            }
        }
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str) {
            if !table.contains_key(required) {
                let message = format!("{} needs the setting `{required}`", self.owner);
                self.found.push(Diagnostic::new(message, "missing here", span.clone()));
            }
        }
    }

    fn value(&mut self, name: &str, value: &Spanned<DeValue<'_>>, schema: &Schema) {
        let schema = self.resolve(schema).clone();
        if let Some(options) = options(&schema) {
            let options: Vec<&Schema> = options.collect();
            if let Some(words) = words(&options) {
                return self.word(name, value, &words);
            }
            // A choice of shapes: right if any of them fits, else reported against the first.
            let fits = options.iter().any(|option| {
                let mut silent = Vec::new();
                Checker { root: self.root, owner: self.owner.clone(), found: &mut silent }
                    .value(name, value, option);
                silent.is_empty()
            });
            if let Some(first) = options.first()
                && !fits
            {
                self.value(name, value, first);
            }
            return;
        }
        if let Some(words) = words(&[&schema]) {
            return self.word(name, value, &words);
        }
        match (value.get_ref(), expected_type(&schema)) {
            (DeValue::Table(table), Some("object")) => self.table(table, value.span(), &schema, &[]),
            (DeValue::Array(items), Some("array")) => {
                let item = schema["items"].clone();
                items.iter().for_each(|element| self.value(name, element, &item));
            }
            (DeValue::Integer(_) | DeValue::Float(_), Some("integer" | "number")) => {
                self.number(name, value, &schema);
            }
            (found, Some(expected)) if type_name(found) != expected => {
                self.wrong_type(name, value, expected, &schema)
            }
            _ => {}
        }
    }

    fn number(&mut self, name: &str, value: &Spanned<DeValue<'_>>, schema: &Schema) {
        let number = match value.get_ref() {
            DeValue::Float(_) if expected_type(schema) == Some("integer") => {
                return self.wrong_type(name, value, "integer", schema);
            }
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|n| n as f64)
            }
            _ => None,
        };
        let Some(number) = number else { return self.wrong_type(name, value, "number", schema) };
        let (minimum, maximum) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
        if minimum.is_some_and(|least| number < least) || maximum.is_some_and(|most| number > most) {
            let limits = match (minimum, maximum) {
                (Some(least), Some(most)) => format!("from {least} to {most}"),
                (Some(least), None) => format!("of at least {least}"),
                (None, Some(most)) => format!("of at most {most}"),
                (None, None) => return,
            };
            let message = format!("`{name}` of {} must be a number {limits}", self.owner);
            self.found.push(Diagnostic::new(message, "out of range", value.span()));
        }
    }

    fn word(&mut self, name: &str, value: &Spanned<DeValue<'_>>, words: &[&str]) {
        let DeValue::String(word) = value.get_ref() else {
            return self.wrong_type(name, value, "string", &Schema::Null);
        };
        if !words.contains(&word.as_ref()) {
            let message = format!("`{word}` is not a value of `{name}` of {}", self.owner);
            let help = match nearest(word, words.iter().copied()) {
                Some(near) if words.len() > 6 => format!("did you mean `{near}`?"),
                _ => format!("expected {}", one_of(words.iter().copied())),
            };
            self.found.push(Diagnostic::new(message, "unknown value", value.span()).help(Some(help)));
        }
    }

    fn wrong_type(&mut self, name: &str, value: &Spanned<DeValue<'_>>, expected: &str, schema: &Schema) {
        let found = article(type_name(value.get_ref()));
        let message = format!("`{name}` of {} must be {}, not {found}", self.owner, article(expected));
        let wraps =
            expected == "array" && expected_type(&schema["items"]) == Some(type_name(value.get_ref()));
        let help = wraps.then(|| "put the value in square brackets".to_owned());
        self.found.push(Diagnostic::new(message, format!("this is {found}"), value.span()).help(help));
    }

    fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let mut schema = schema;
        while let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            schema = &self.root["$defs"][name];
        }
        schema
    }
}

fn options(schema: &Schema) -> Option<impl Iterator<Item = &Schema>> {
    let options = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array())?;
    Some(options.iter().filter(|option| option["type"] != "null"))
}

/// The words that a schema or a choice of schemas allows, if it allows words alone.
fn words<'s>(options: &[&'s Schema]) -> Option<Vec<&'s str>> {
    let mut words = Vec::new();
    for option in options {
        match (option["const"].as_str(), option["enum"].as_array()) {
            (Some(word), _) => words.push(word),
            (None, Some(list)) => words.extend(list.iter().filter_map(Schema::as_str)),
            (None, None) => return None,
        }
    }
    (!words.is_empty()).then_some(words)
}

fn expected_type(schema: &Schema) -> Option<&str> {
    match &schema["type"] {
        Schema::String(name) => Some(name),
        Schema::Array(names) => names.iter().filter_map(Schema::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn article(name: &str) -> &'static str {
    match name {
        "string" => "a string",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "date" => "a date",
        "array" => "a list",
        "object" => "a table",
        _ => "another type",
    }
}
