//! Reads a pipeline file: checks all of it, with every mistake at its place.

use std::ops::Range;

use schemars::SchemaGenerator;
use serde_json::Value as Schema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check::Checker;
use super::diagnostic::{Diagnostic, nearest};
use super::file::{ConfigFile, Entry, Section};
use crate::registry::Registry;
use crate::stage::SettingError;

pub(super) fn read(
    text: &str,
    registry: &Registry,
    sections: &[Section],
) -> Result<ConfigFile, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { registry, sections, file: ConfigFile::default(), found: Vec::new() };
    reader.found.extend(syntax_errors(text, &errors));
    // A file with a key too many has a sure shape; what the parser could not make sense of must not
    // give second-hand mistakes.
    if errors.iter().all(is_duplicate) {
        reader.root(root.get_ref());
    }
    let Reader { file, mut found, .. } = reader;
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    found.dedup();
    if found.is_empty() { Ok(file) } else { Err(found) }
}

fn is_duplicate(error: &toml::de::Error) -> bool {
    error.message() == "duplicate key"
}

/// The syntax errors that a person made, rather than those that follow from them.
fn syntax_errors(text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let in_a_list = |error: &toml::de::Error| {
        let message = error.message();
        message.contains(" array") || message.contains(" inline table")
    };
    let is_unclosed = |error: &toml::de::Error| error.message().starts_with("unclosed") && in_a_list(error);
    // A list without end takes the rest of the file for its values.
    let unclosed = errors.iter().any(is_unclosed).then(|| errors.iter().position(in_a_list)).flatten();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut last_line = None;
    for (index, error) in errors.iter().enumerate().take(unclosed.map_or(errors.len(), |first| first + 1)) {
        let span = error.span().unwrap_or(text.len()..text.len());
        let line = text.get(..span.start).map(|before| before.matches('\n').count());
        // One slip of the pen makes several errors in its line; two keys that are set twice are two slips.
        if last_line == Some(line) && !is_duplicate(error) {
            continue;
        }
        last_line = Some(line);
        found.push(if is_duplicate(error) {
            let name = text.get(span.clone()).unwrap_or_default();
            Diagnostic::new(format!("`{name}` is set twice"), "set before", span)
        } else {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            let help = (unclosed == Some(index))
                .then(|| "a list or table before this place is not closed".to_owned());
            Diagnostic::new(format!("this is not valid TOML: {message}"), "not TOML", span).help(help)
        });
    }
    found
}

struct Reader<'a> {
    registry: &'a Registry,
    sections: &'a [Section],
    file: ConfigFile,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn root(&mut self, root: &DeTable<'_>) {
        for (key, value) in root.iter() {
            match key.get_ref().as_ref() {
                "stage" => self.stages(key, value),
                "corpus" => self.corpus_stages(key, value),
                name => self.section(name, key, value),
            }
        }
    }

    fn section(&mut self, name: &str, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let Some(section) = self.sections.iter().find(|section| section.name == name) else {
            return self.unknown_section(name, key, value);
        };
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("`{name}` must be a table");
            let help = Some(format!("write `[{name}]` in single brackets and its settings below it"));
            return self.found.push(Diagnostic::new(message, "not a table", key.span()).help(help));
        };
        let owner = format!("section `{name}`");
        Checker { root: &section.schema, owner: &owner, partial: false, found: &mut self.found }.settings(
            table,
            key.span(),
            &[],
        );
        let places = table.keys().map(|key| ((section.name, key.get_ref().to_string()), key.span()));
        self.file.places.extend(places);
        self.file.sections.insert(section.name, to_table(table, &[]));
    }

    fn unknown_section(&mut self, name: &str, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let known: Vec<&str> =
            self.sections.iter().map(|section| section.name).chain(["stage", "corpus"]).collect();
        let home = self.sections.iter().find(|section| section.schema["properties"][name].is_object());
        let is_table = match value.get_ref() {
            DeValue::Table(_) => true,
            DeValue::Array(items) => items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))),
            _ => false,
        };
        let help = match (nearest(name, known.iter().copied()), home) {
            (_, Some(home)) => {
                format!("`{name}` is a setting of `[{}]`: write it below that line", home.name)
            }
            (Some(near), None) => format!("did you mean `{near}`?"),
            (None, None) => format!("a pipeline file has the tables {}", known.join(", ")),
        };
        let diagnostic = if is_table {
            Diagnostic::new(format!("unknown table `{name}`"), "no such table", key.span())
        } else {
            Diagnostic::new(format!("the setting `{name}` stands outside any table"), "not here", key.span())
        };
        self.found.push(diagnostic.help(Some(help)));
    }

    fn stages(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        for (table, span) in self.entries("stage", key, value) {
            let Some((name, span)) = self.used(&table, span, "stage") else { continue };
            let Some(definition) = self.registry.stage(&name) else {
                self.unknown("stage", &name, span);
                continue;
            };
            let schema = definition_schema(|generator| definition.schema(generator));
            self.check_entry(&table, span.clone(), &format!("stage `{name}`"), &schema, |settings| {
                definition.build(settings).map(|_| ())
            });
            self.file.stages.push(Entry { definition, settings: to_table(&table, &["use"]), span });
        }
    }

    fn corpus_stages(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        for (table, span) in self.entries("corpus", key, value) {
            let Some((name, span)) = self.used(&table, span, "corpus") else { continue };
            let Some(definition) = self.registry.corpus_stage(&name) else {
                self.unknown("corpus", &name, span);
                continue;
            };
            if self.file.corpus_stages.iter().any(|entry| entry.definition.name == definition.name) {
                let message = format!("corpus stage `{name}` is named twice");
                let help = Some("a pipeline holds a stage once: remove one of the two".to_owned());
                self.found.push(Diagnostic::new(message, "named before", span.clone()).help(help));
            }
            let schema = definition_schema(|generator| definition.schema(generator));
            self.check_entry(&table, span.clone(), &format!("corpus stage `{name}`"), &schema, |settings| {
                definition.build(settings).map(|_| ())
            });
            self.file.corpus_stages.push(Entry { definition, settings: to_table(&table, &["use"]), span });
        }
    }

    /// The tables of `[[stage]]` or `[[corpus]]`, each with a place.
    fn entries<'i>(
        &mut self,
        name: &str,
        key: &Spanned<impl AsRef<str>>,
        value: &Spanned<DeValue<'i>>,
    ) -> Vec<(DeTable<'i>, Range<usize>)> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = format!("`{name}` must be a list of tables");
            let help = Some(format!("write `[[{name}]]` in double brackets"));
            self.found.push(Diagnostic::new(message, "not a list of tables", key.span()).help(help));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table.clone(), item.span())),
                _ => {
                    let message = format!("an item of `{name}` must be a table with `use = \"family.name\"`");
                    self.found.push(Diagnostic::new(message, "not a table", item.span()));
                }
            }
        }
        tables
    }

    /// The name that an entry uses, and its place.
    fn used(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        kind: &str,
    ) -> Option<(String, Range<usize>)> {
        match table.get("use").map(|value| (value.get_ref(), value.span())) {
            Some((DeValue::String(name), span)) => Some((name.to_string(), span)),
            Some((_, span)) => {
                self.found.push(Diagnostic::new(
                    "`use` must be the name of a stage in quotes",
                    "not a string",
                    span,
                ));
                None
            }
            None => {
                let message = format!("this `[[{kind}]]` does not say which stage it is");
                self.found.push(match self.meant_as_use(table) {
                    Some((key, span)) => Diagnostic::new(message, "should this be `use`?", span)
                        .help(Some(format!("write `use` in the place of `{key}`"))),
                    None => Diagnostic::new(message, "no `use` here", span)
                        .help(Some("add `use = \"family.name\"`; `tidings stages` lists them".to_owned())),
                });
                None
            }
        }
    }

    /// The key of an entry that was most likely meant to be `use`: one whose value is the name of a stage, or else one that is
    /// spelled alike and has a text.
    fn meant_as_use(&self, table: &DeTable<'_>) -> Option<(String, Range<usize>)> {
        let texts = || {
            table.iter().filter_map(|(key, value)| match value.get_ref() {
                DeValue::String(text) => Some((key, text.as_ref())),
                _ => None,
            })
        };
        let is_stage =
            |name: &str| self.registry.stage(name).is_some() || self.registry.corpus_stage(name).is_some();
        let named = texts().find(|(_, text)| is_stage(text));
        let alike = || texts().find(|(key, _)| is_like_use(key.get_ref()));
        named.or_else(alike).map(|(key, _)| (key.get_ref().to_string(), key.span()))
    }

    fn check_entry(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        owner: &str,
        schema: &Schema,
        build: impl Fn(toml::Table) -> Result<(), SettingError>,
    ) {
        let before = self.found.len();
        Checker { root: schema, owner, partial: false, found: &mut self.found }.settings(
            table,
            span.clone(),
            &["use"],
        );
        if self.found.len() > before {
            return;
        }
        // What the schema cannot say (limits between settings, a model file …) the stage says itself.
        if let Err(error) = build(to_table(table, &["use"])) {
            let place = to_blame(&error, table).unwrap_or(span);
            let message = format!("{owner} cannot use its settings: {error}");
            self.found.push(Diagnostic::new(message, "here", place));
        }
    }

    fn unknown(&mut self, kind: &str, name: &str, span: Range<usize>) {
        let stages: Vec<&str> = self.registry.stages().iter().map(|stage| stage.name).collect();
        let corpus: Vec<&str> = self.registry.corpus_stages().iter().map(|stage| stage.name).collect();
        let (own, other, other_kind) =
            if kind == "stage" { (stages, corpus, "corpus") } else { (corpus, stages, "stage") };
        let help = if other.contains(&name) {
            format!("`{name}` belongs under `[[{other_kind}]]`")
        } else if let Some(near) = nearest(name, own.iter().copied()) {
            format!("did you mean `{near}`?")
        } else if own.is_empty() {
            "none is linked into this program".to_owned()
        } else {
            format!("known are {}", own.join(", "))
        };
        let what = if kind == "stage" { "stage" } else { "corpus stage" };
        let message = format!("unknown {what} `{name}`");
        self.found.push(Diagnostic::new(message, "no such stage", span).help(Some(help)));
    }
}

/// Whether a key has the letters of `use`, one more, one less or one exchanged. So short a word has no likeness by share of letters.
fn is_like_use(key: &str) -> bool {
    strsim::osa_distance(&key.to_lowercase(), "use") <= 1
}

/// The place of the setting that an error is about. A decoding error names it in its message alone.
fn to_blame(error: &SettingError, table: &DeTable<'_>) -> Option<Range<usize>> {
    let named = match error.setting {
        Some(name) => name,
        None => error.message.strip_prefix('`')?.split(['`', '.']).next()?,
    };
    table.get(named).map(Spanned::span)
}

/// The schema of settings with its `$defs` beside it.
pub(super) fn definition_schema(schema: impl Fn(&mut SchemaGenerator) -> schemars::Schema) -> Schema {
    let mut generator = SchemaGenerator::default();
    let mut root = schema(&mut generator).to_value();
    root["$defs"] = Schema::Object(generator.take_definitions(true));
    root
}

/// A plain table of a spanned one, without the keys in `without`.
pub(super) fn to_table(table: &DeTable<'_>, without: &[&str]) -> toml::Table {
    table
        .iter()
        .filter(|(key, _)| !without.contains(&key.get_ref().as_ref()))
        .filter_map(|(key, value)| Some((key.get_ref().to_string(), to_value(value.get_ref())?)))
        .collect()
}

/// A plain value of a spanned one; `None` for a number that does not fit (the checker reports it).
pub(super) fn to_value(value: &DeValue<'_>) -> Option<toml::Value> {
    Some(match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(integer) => {
            toml::Value::Integer(i64::from_str_radix(integer.as_str(), integer.radix()).ok()?)
        }
        DeValue::Float(float) => toml::Value::Float(float.as_str().parse().ok()?),
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(date) => toml::Value::Datetime(*date),
        DeValue::Array(items) => {
            toml::Value::Array(items.iter().filter_map(|item| to_value(item.get_ref())).collect())
        }
        DeValue::Table(table) => toml::Value::Table(to_table(table, &[])),
    })
}
