//! A pipeline file: its sections, stages and corpus stages, each with its place in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Schema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check::Checker;
use super::diagnostic::{Diagnostic, nearest};
use crate::corpus::CorpusDefinition;
use crate::plan::{Plan, plan};
use crate::registry::Registry;
use crate::stage::{SettingError, StageDefinition};

/// A named section of a pipeline file, such as `[input]`.
#[derive(Clone)]
pub struct Section {
    /// The name of the table.
    pub name: &'static str,
    /// The JSON Schema of the table.
    pub schema: Schema,
}

impl Section {
    /// The section `name` with the settings of type `C`.
    pub fn of<C: JsonSchema>(name: &'static str) -> Self {
        let schema = SchemaGenerator::default().into_root_schema_for::<C>().to_value();
        Section { name, schema }
    }
}

/// One `[[stage]]` or `[[corpus]]` of a file.
pub struct Entry<D: 'static> {
    /// What it names.
    pub definition: &'static D,
    /// Its settings, without `use`.
    pub settings: toml::Table,
    /// The place of the name in the file.
    pub span: Range<usize>,
}

/// A checked pipeline file.
#[derive(Default)]
pub struct ConfigFile {
    pub(super) sections: BTreeMap<&'static str, toml::Table>,
    /// The `[[stage]]` entries, in order.
    pub stages: Vec<Entry<StageDefinition>>,
    /// The `[[corpus]]` entries, in order.
    pub corpus_stages: Vec<Entry<CorpusDefinition>>,
    /// Settings, by stage, for stages that the file does not name but the planner may add.
    pub(super) added: BTreeMap<&'static str, toml::Table>,
}

impl ConfigFile {
    /// Reads and checks a pipeline file.
    ///
    /// # Errors
    /// Every mistake in the file, in the order of the text.
    pub fn read(text: &str, registry: &Registry, sections: &[Section]) -> Result<Self, Vec<Diagnostic>> {
        let (root, syntax_errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { registry, sections, file: ConfigFile::default(), found: Vec::new() };
        for error in &syntax_errors {
            let span = error.span().unwrap_or(0..0);
            reader.found.push(Diagnostic::new(syntax_message(error.message()), "not TOML", span));
        }
        // What the parser could not make sense of must not give second-hand mistakes.
        if syntax_errors.is_empty() {
            reader.root(root.get_ref());
        }
        let Reader { file, mut found, .. } = reader;
        found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
        if found.is_empty() { Ok(file) } else { Err(found) }
    }

    /// The settings of a section, with defaults for what the file does not say.
    ///
    /// # Errors
    /// If a value passes the schema but cannot be used.
    pub fn section<C: Serialize + DeserializeOwned>(
        &self,
        name: &str,
    ) -> Result<(C, serde_json::Value), SettingError> {
        super::decode(self.sections.get(name).cloned().unwrap_or_default())
    }

    /// Plans the stages of the file, with what the corpus stages need.
    ///
    /// # Errors
    /// Every way in which the stages do not fit together, at its place in the file.
    pub fn plan(&self, registry: &Registry) -> Result<Plan, Vec<Diagnostic>> {
        let named: Vec<_> = self.stages.iter().map(|entry| entry.definition).collect();
        let wanted: Vec<_> = self
            .corpus_stages
            .iter()
            .flat_map(|entry| entry.definition.requires.iter().map(|layer| (*layer, entry.definition.name)))
            .collect();
        plan(registry, &named, &wanted).map_err(|errors| {
            let place = |named: Option<usize>| named.map_or(0..0, |index| self.stages[index].span.clone());
            errors
                .into_iter()
                .map(|error| {
                    Diagnostic::new(error.message, "this stage", place(error.named)).help(error.help)
                })
                .collect()
        })
    }

    /// The settings of a stage that the planner added.
    pub fn added_settings(&self, stage: &str) -> toml::Table {
        self.added.get(stage).cloned().unwrap_or_default()
    }

    /// Stages that were given settings from outside although the file does not name them.
    pub fn added_names(&self) -> impl Iterator<Item = &'static str> {
        self.added.keys().copied()
    }
}

fn syntax_message(message: &str) -> String {
    format!("this is not valid TOML: {}", message.lines().collect::<Vec<_>>().join(", "))
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
            let known = self.sections.iter().map(|section| section.name).chain(["stage", "corpus"]);
            let help = match nearest(name, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a pipeline file has the tables {}", known.collect::<Vec<_>>().join(", ")),
            };
            let message = format!("unknown table `{name}`");
            return self.found.push(Diagnostic::new(message, "no such table", key.span()).help(Some(help)));
        };
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("`{name}` must be a table");
            let help = Some(format!("write `[{name}]` and its settings below it"));
            return self.found.push(Diagnostic::new(message, "not a table", value.span()).help(help));
        };
        let owner = format!("section `{name}`");
        let mut checker = Checker { root: &section.schema, owner, found: &mut self.found };
        checker.table(table, key.span(), &section.schema, &[]);
        self.file.sections.insert(section.name, to_table(table, &[]));
    }

    fn stages(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        for (table, span) in self.entries("stage", key, value) {
            let Some((name, name_span)) = self.used(&table, span, "stage") else { continue };
            match self.registry.stage(&name) {
                Some(definition) => {
                    let schema = definition_schema(|generator| definition.schema(generator));
                    self.check_entry(
                        &table,
                        name_span.clone(),
                        format!("stage `{name}`"),
                        &schema,
                        |settings| definition.build(settings).map(|_| ()),
                    );
                    let settings = to_table(&table, &["use"]);
                    self.file.stages.push(Entry { definition, settings, span: name_span });
                }
                None => self.unknown("stage", &name, name_span),
            }
        }
    }

    fn corpus_stages(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        for (table, span) in self.entries("corpus", key, value) {
            let Some((name, name_span)) = self.used(&table, span, "corpus") else { continue };
            match self.registry.corpus_stage(&name) {
                Some(definition) => {
                    let twice =
                        self.file.corpus_stages.iter().any(|entry| entry.definition.name == definition.name);
                    if twice {
                        let message = format!("corpus stage `{name}` is named twice");
                        self.found.push(Diagnostic::new(message, "named before", name_span.clone()));
                    }
                    let schema = definition_schema(|generator| definition.schema(generator));
                    self.check_entry(
                        &table,
                        name_span.clone(),
                        format!("corpus stage `{name}`"),
                        &schema,
                        |settings| definition.build(settings).map(|_| ()),
                    );
                    let settings = to_table(&table, &["use"]);
                    self.file.corpus_stages.push(Entry { definition, settings, span: name_span });
                }
                None => self.unknown("corpus", &name, name_span),
            }
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
                let help = Some("add `use = \"family.name\"`; `tidings stages` lists them".to_owned());
                self.found.push(Diagnostic::new(message, "no `use` here", span).help(help));
                None
            }
        }
    }

    fn check_entry(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        owner: String,
        schema: &Schema,
        build: impl Fn(toml::Table) -> Result<(), SettingError>,
    ) {
        let before = self.found.len();
        Checker { root: schema, owner: owner.clone(), found: &mut self.found }.table(
            table,
            span.clone(),
            schema,
            &["use"],
        );
        if self.found.len() > before {
            return;
        }
        // What the schema cannot say (limits between settings, a model file …) the stage says itself.
        if let Err(error) = build(to_table(table, &["use"])) {
            let place = error.setting.and_then(|name| table.get(name)).map_or(span, Spanned::span);
            self.found.push(Diagnostic::new(
                format!("{owner} cannot use its settings: {error}"),
                "here",
                place,
            ));
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
        } else {
            format!("known are {}", own.join(", "))
        };
        let what = if kind == "stage" { "stage" } else { "corpus stage" };
        let message = format!("unknown {what} `{name}`");
        self.found.push(Diagnostic::new(message, "no such stage", span).help(Some(help)));
    }
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
