//! Checks a TOML value against a JSON Schema, with the place of every mistake.
//!
//! It understands the part of JSON Schema that `schemars` derives for settings: objects, maps,
//! arrays, enums (plain, with a description per value, or tagged), options, numbers and lengths with
//! limits. A keyword that it does not know never refuses a value.

use std::ops::Range;

use serde_json::Value as Schema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, nearest, one_of};
use super::limits::{Number, Wrong, wrong_count, wrong_number};
use super::shape::{
    Tags, a_kind, alternatives, expected_kinds, found_kind, is_scalar, resolve, tags, the_value, words,
};

/// Checks values against the schemas of one owner (a stage or a section).
pub(crate) struct Checker<'a> {
    /// The schema whose `$defs` references point to.
    pub(crate) root: &'a Schema,
    /// "stage `clean.boilerplate`", "section `input`".
    pub(crate) owner: &'a str,
    /// Whether required settings may be missing: the rest of the table is elsewhere.
    pub(crate) partial: bool,
    pub(crate) found: &'a mut Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    /// Checks the table of all settings; the keys in `reserved` are not settings and were read before.
    pub(crate) fn settings(&mut self, table: &DeTable<'_>, span: Range<usize>, reserved: &[&str]) {
        self.table("", table, span, self.root, reserved);
    }

    /// Checks a table whose settings are called `path.key`.
    fn table(
        &mut self,
        path: &str,
        table: &DeTable<'_>,
        span: Range<usize>,
        schema: &'a Schema,
        reserved: &[&str],
    ) {
        let schema = resolve(self.root, schema);
        let properties = schema["properties"].as_object();
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            if reserved.contains(&name) {
                continue;
            }
            let others = &schema["additionalProperties"];
            if let Some(known) = properties.and_then(|properties| properties.get(name)) {
                self.value(&join(path, name), value, known);
            } else if others.is_object() {
                self.value(&join(path, name), value, others);
            } else if others == &Schema::Bool(false) {
                let known = properties.into_iter().flatten().map(|(name, _)| name.as_str());
                self.unknown(path, key, known.collect());
            }
        }
        if self.partial {
            return;
        }
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str) {
            if !table.contains_key(required) {
                let message = format!("{} needs the setting `{}`", self.owner, join(path, required));
                self.found.push(Diagnostic::new(message, "missing here", span.clone()));
            }
        }
    }

    fn unknown(&mut self, path: &str, key: &Spanned<impl AsRef<str>>, known: Vec<&str>) {
        let name = key.get_ref().as_ref();
        let place = if path.is_empty() { self.owner.to_owned() } else { format!("`{path}`") };
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{}`?", join(path, near)),
            None if known.is_empty() => format!("{place} has no settings"),
            None => format!("the settings of {place} are {}", known.join(", ")),
        };
        let message = format!("unknown setting `{}` of {}", join(path, name), self.owner);
        self.found.push(Diagnostic::new(message, "no such setting", key.span()).help(Some(help)));
    }

    fn value(&mut self, name: &str, value: &Spanned<DeValue<'_>>, schema: &'a Schema) {
        let schema = resolve(self.root, schema);
        if let Some(words) = words(self.root, schema) {
            return self.word(name, value, &words);
        }
        if let Some(options) = alternatives(self.root, schema) {
            return self.choice(name, value, &options);
        }
        let expected = expected_kinds(schema);
        let found = found_kind(value.get_ref());
        if !expected.is_empty() && !expected.iter().any(|kind| fits(found, kind)) {
            return self.wrong_type(name, value, &[schema]);
        }
        match value.get_ref() {
            DeValue::Table(table) => self.table(name, table, value.span(), schema, &[]),
            DeValue::Array(items) => {
                self.report(name, value, wrong_count(items.len(), "Items", "value", schema));
                items.iter().for_each(|item| self.value(name, item, &schema["items"]));
            }
            DeValue::String(text) => {
                let count = text.chars().count();
                self.report(name, value, wrong_count(count, "Length", "character", schema));
            }
            DeValue::Integer(integer) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix());
                self.report(name, value, wrong_number(number.map_or(Number::Huge, Number::Whole), schema));
            }
            DeValue::Float(float) => {
                let number = float.as_str().parse().unwrap_or(f64::INFINITY);
                self.report(name, value, wrong_number(Number::Real(number), schema));
            }
            DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    fn report(&mut self, name: &str, value: &Spanned<DeValue<'_>>, wrong: Option<Wrong>) {
        if let Some(Wrong { must, label }) = wrong {
            let message = format!("`{name}` of {} must {must}", self.owner);
            self.found.push(Diagnostic::new(message, label, value.span()));
        }
    }

    fn word(&mut self, name: &str, value: &Spanned<DeValue<'_>>, words: &[&str]) {
        let DeValue::String(word) = value.get_ref() else {
            let found = the_value(value.get_ref());
            let message = format!("`{name}` of {} must be {}, not {found}", self.owner, one_of(words));
            return self.found.push(Diagnostic::new(message, format!("this is {found}"), value.span()));
        };
        if words.contains(&word.as_ref()) {
            return;
        }
        let message = format!("`{word}` is not a value of `{name}` of {}", self.owner);
        let help = match nearest(word, words.iter().copied()) {
            Some(near) if words.len() > 6 => format!("did you mean `{near}`?"),
            _ => format!("expected {}", one_of(words)),
        };
        self.found.push(Diagnostic::new(message, "unknown value", value.span()).help(Some(help)));
    }

    /// A choice of shapes: right if one of them fits, else reported against the one that is meant.
    fn choice(&mut self, name: &str, value: &Spanned<DeValue<'_>>, options: &[&'a Schema]) {
        if let (Some(Tags { key, values }), DeValue::Table(table)) =
            (tags(self.root, options), value.get_ref())
        {
            return match table.get(key) {
                None => {
                    let message = format!("{} needs the setting `{}`", self.owner, join(name, key));
                    let help = Some(format!("expected {}", one_of(&values)));
                    self.found.push(Diagnostic::new(message, "missing here", value.span()).help(help));
                }
                Some(tag) => match values.iter().zip(options).find(|(known, _)| is_word(tag, known)) {
                    Some((_, option)) => self.value(name, value, option),
                    None => self.word(&join(name, key), tag, &values),
                },
            };
        }
        let found = found_kind(value.get_ref());
        let mut best: Option<Vec<Diagnostic>> = None;
        for option in options {
            let kinds = expected_kinds(option);
            if !kinds.is_empty() && !kinds.iter().any(|kind| fits(found, kind)) {
                continue;
            }
            let mistakes = self.mistakes(name, value, option);
            if mistakes.is_empty() {
                return;
            }
            if best.as_ref().is_none_or(|best| mistakes.len() < best.len()) {
                best = Some(mistakes);
            }
        }
        match best {
            Some(mistakes) => self.found.extend(mistakes),
            None => self.wrong_type(name, value, options),
        }
    }

    /// What would be reported about a value.
    fn mistakes(&self, name: &str, value: &Spanned<DeValue<'_>>, schema: &'a Schema) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        Checker { root: self.root, owner: self.owner, partial: self.partial, found: &mut found }
            .value(name, value, schema);
        found
    }

    fn wrong_type(&mut self, name: &str, value: &Spanned<DeValue<'_>>, options: &[&'a Schema]) {
        let mut expected: Vec<&str> = Vec::new();
        for kind in options.iter().flat_map(|option| expected_kinds(option)) {
            if !expected.contains(&kind) {
                expected.push(kind);
            }
        }
        let names: Vec<&str> = expected.iter().map(|kind| a_kind(kind)).collect();
        let found = the_value(value.get_ref());
        let message = format!("`{name}` of {} must be {}, not {found}", self.owner, names.join(" or "));
        let help = self.type_help(name, value, &expected, options);
        self.found.push(Diagnostic::new(message, format!("this is {found}"), value.span()).help(help));
    }

    fn type_help(
        &self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &[&str],
        options: &[&'a Schema],
    ) -> Option<String> {
        let fits_an_item = |option: &&'a Schema| {
            let item = &option["items"];
            item.is_object() && self.mistakes(name, value, item).is_empty()
        };
        if options.iter().any(fits_an_item) {
            return Some("put the value in square brackets".to_owned());
        }
        if expected.contains(&"string") && is_scalar(value.get_ref()) {
            return Some("put the value in quotation marks".to_owned());
        }
        let DeValue::String(text) = value.get_ref() else { return None };
        let bare = DeValue::parse(text).ok()?;
        let found = found_kind(bare.get_ref());
        let would_fit = found != "array" && expected.iter().any(|kind| fits(found, kind));
        would_fit.then(|| "remove the quotation marks".to_owned())
    }
}

/// The name of a setting inside the table called `path`.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Whether a value of one kind may stand where another kind is expected. A date is decoded as the
/// string that it is written as.
fn fits(found: &str, expected: &str) -> bool {
    found == expected || matches!((found, expected), ("integer", "number") | ("date", "string"))
}

fn is_word(value: &Spanned<DeValue<'_>>, word: &str) -> bool {
    value.get_ref().as_str() == Some(word)
}
