//! Settings from the command line: `stage.setting=value`.
//!
//! An override is checked as the same setting in the file would be. What stands before the equals
//! sign is the name of a stage or section and the path of a setting in it; the longest name that is
//! known wins, so that `input.fields.text=body` sets `text` in `[input.fields]`.

use std::ops::Range;

use serde_json::Value as Schema;
use toml::de::{DeTable, DeValue};

use super::check::Checker;
use super::diagnostic::{Diagnostic, nearest};
use super::file::{ConfigFile, Section};
use super::reader::{definition_schema, to_table};
use crate::registry::Registry;

/// `stage.setting=value`, taken apart.
///
/// The value is TOML (`5`, `true`, `["a", "b"]`); what is not TOML, or is not what the setting
/// expects, counts as a string, so that words need no quotation marks. Nor do those in a list: `[a, b]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override<'a> {
    /// The whole text.
    pub text: &'a str,
    path: &'a str,
    value: &'a str,
}

/// A mistake in an override.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverrideError {
    /// The text that the diagnostic's place is in: the override as it was given.
    pub text: String,
    /// The mistake.
    pub diagnostic: Diagnostic,
}

const EXAMPLE: &str = "write `stage.setting=value`, for example `summary.sentences.max_sentences=5`";

impl<'a> Override<'a> {
    /// Takes `stage.setting=value` apart.
    ///
    /// # Errors
    /// If there is no equals sign or no period before it.
    pub fn parse(text: &'a str) -> Result<Self, OverrideError> {
        let parts = text.split_once('=').map(|(path, value)| (path.trim(), value.trim()));
        let whole = |(path, _): &(&str, &str)| {
            path.rsplit_once('.').is_some_and(|(owner, setting)| !owner.is_empty() && !setting.is_empty())
        };
        let Some((path, value)) = parts.filter(whole) else {
            let message = format!("`{text}` is not a setting");
            let diagnostic = Diagnostic::new(message, "expected `stage.setting=value`", 0..text.len())
                .help(Some(EXAMPLE.to_owned()));
            return Err(OverrideError { text: text.to_owned(), diagnostic });
        };
        Ok(Override { text, path, value })
    }

    /// The ways to split the path into an owner and a setting, longest owner first.
    fn splits(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let path = self.path;
        path.rmatch_indices('.').map(move |(at, _)| (&path[..at], &path[at + 1..]))
    }

    /// Where a part of the text stands in it.
    fn place(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// The ways to read the value, as TOML; the first that the setting accepts is meant.
    fn readings(&self) -> Vec<String> {
        let mut readings = Vec::new();
        if DeValue::parse(self.value).is_ok() {
            readings.push(self.value.to_owned());
        } else if let Some(items) = self.value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
            let items: Vec<String> = items.map(quoted_if_needed).collect();
            readings.push(format!("[{}]", items.join(", ")));
        }
        if !self.value.starts_with(['"', '\'']) || readings.is_empty() {
            readings.push(quoted(self.value));
        }
        readings
    }
}

fn quoted(word: &str) -> String {
    toml::Value::String(word.to_owned()).to_string()
}

fn quoted_if_needed(item: &str) -> String {
    if DeValue::parse(item).is_ok() { item.to_owned() } else { quoted(item) }
}

/// The stage or section that an override is for.
struct Owner {
    /// "stage `clean.boilerplate`", "section `input`".
    called: String,
    schema: Schema,
    table: Table,
}

/// Where the settings of an owner are kept.
enum Table {
    Section(&'static str),
    Stage(&'static str),
    /// By its place in the file; `None` for a corpus stage that the file does not name.
    Corpus(Option<usize>),
}

impl Owner {
    /// The owner of that name.
    fn find(name: &str, file: &ConfigFile, registry: &Registry, sections: &[Section]) -> Option<Owner> {
        if let Some(section) = sections.iter().find(|section| section.name == name) {
            let (called, schema) = (format!("section `{name}`"), section.schema.clone());
            return Some(Owner { called, schema, table: Table::Section(section.name) });
        }
        if let Some(stage) = registry.stage(name) {
            let schema = definition_schema(|generator| stage.schema(generator));
            return Some(Owner {
                called: format!("stage `{name}`"),
                schema,
                table: Table::Stage(stage.name),
            });
        }
        let stage = registry.corpus_stage(name)?;
        let schema = definition_schema(|generator| stage.schema(generator));
        let index = file.corpus_stages.iter().position(|entry| entry.definition.name == name);
        Some(Owner { called: format!("corpus stage `{name}`"), schema, table: Table::Corpus(index) })
    }

    /// What `setting = value` holds, in the first reading of the value that the owner accepts.
    fn read(&self, set: &Override<'_>, setting: &str) -> Result<toml::Table, Vec<Diagnostic>> {
        let mut first_mistakes = None;
        for reading in set.readings() {
            let text = format!("{setting} = {reading}");
            let Ok(table) = DeTable::parse(&text) else { continue };
            let mut found = Vec::new();
            Checker { root: &self.schema, owner: &self.called, partial: true, found: &mut found }.settings(
                table.get_ref(),
                0..setting.len(),
                &[],
            );
            if found.is_empty() {
                return Ok(to_table(table.get_ref(), &[]));
            }
            for diagnostic in &mut found {
                diagnostic.span = place(set, setting, &reading, diagnostic.span.clone());
            }
            first_mistakes.get_or_insert(found);
        }
        Err(first_mistakes.unwrap_or_default())
    }
}

impl ConfigFile {
    /// Puts a setting from the command line in the place of the file's.
    ///
    /// # Errors
    /// Every mistake in the override. The configuration is unchanged then.
    pub fn set(
        &mut self,
        set: &Override<'_>,
        registry: &Registry,
        sections: &[Section],
    ) -> Result<(), Vec<OverrideError>> {
        self.try_set(set, registry, sections).map_err(|found| {
            let text = || set.text.to_owned();
            found.into_iter().map(|diagnostic| OverrideError { text: text(), diagnostic }).collect()
        })
    }

    fn try_set(
        &mut self,
        set: &Override<'_>,
        registry: &Registry,
        sections: &[Section],
    ) -> Result<(), Vec<Diagnostic>> {
        let owner = set
            .splits()
            .find_map(|(name, setting)| Some((Owner::find(name, self, registry, sections)?, setting)));
        let Some((owner, setting)) = owner else { return Err(vec![unknown_owner(set, registry, sections)]) };
        let Some(keys) = keys(setting) else {
            let message = format!("`{setting}` is not the name of a setting");
            return Err(vec![Diagnostic::new(message, "not a name", set.place(setting))]);
        };
        let new = owner.read(set, setting)?;
        let settings = match owner.table {
            Table::Section(name) => {
                self.places.retain(|(section, of), _| *section != name || Some(of) != keys.first());
                self.sections.entry(name).or_default()
            }
            Table::Stage(name) => match self.stages.iter_mut().find(|entry| entry.definition.name == name) {
                Some(entry) => &mut entry.settings,
                None => self.added.entry(name).or_default(),
            },
            Table::Corpus(index) => match index.and_then(|index| self.corpus_stages.get_mut(index)) {
                Some(entry) => &mut entry.settings,
                None => {
                    let message = format!("the configuration does not name the {}", owner.called);
                    let place = set.place(&set.path[..set.path.len() - setting.len() - 1]);
                    return Err(vec![Diagnostic::new(message, "set for it", place)]);
                }
            },
        };
        merge(settings, new, &keys);
        Ok(())
    }
}

/// The keys of the path of a setting: `fields.text` has two.
fn keys(setting: &str) -> Option<Vec<String>> {
    let text = format!("{setting} = 0");
    let root = DeTable::parse(&text).ok()?;
    let (mut table, mut keys) = (root.get_ref(), Vec::new());
    loop {
        let (key, value) = table.iter().next()?;
        keys.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => return Some(keys),
        }
    }
}

/// Puts the one value at the end of the path `keys` into the settings; tables on the way keep what
/// else they hold.
fn merge(settings: &mut toml::Table, mut new: toml::Table, keys: &[String]) {
    let Some((key, rest)) = keys.split_first() else { return };
    let Some(value) = new.remove(key) else { return };
    match (settings.get_mut(key), value) {
        (Some(toml::Value::Table(old)), toml::Value::Table(inner)) if !rest.is_empty() => {
            merge(old, inner, rest)
        }
        (_, value) => drop(settings.insert(key.clone(), value)),
    }
}

/// The place, in the override as given, of a place in `setting = reading`.
fn place(set: &Override<'_>, setting: &str, reading: &str, span: Range<usize>) -> Range<usize> {
    let (setting_place, value_place) = (set.place(setting), set.place(set.value));
    if span.end <= setting.len() {
        return setting_place.start + span.start..setting_place.start + span.end;
    }
    if reading != set.value {
        return value_place;
    }
    let shift = value_place.start as isize - (setting.len() + " = ".len()) as isize;
    let moved = |at: usize| at.saturating_add_signed(shift).clamp(value_place.start, value_place.end);
    moved(span.start)..moved(span.end)
}

fn unknown_owner(set: &Override<'_>, registry: &Registry, sections: &[Section]) -> Diagnostic {
    let known: Vec<&str> = sections
        .iter()
        .map(|section| section.name)
        .chain(registry.stages().iter().map(|stage| stage.name))
        .chain(registry.corpus_stages().iter().map(|stage| stage.name))
        .collect();
    let near = set.splits().find_map(|(name, _)| Some((name, nearest(name, known.iter().copied())?)));
    let name =
        near.or_else(|| set.splits().next().map(|(name, _)| (name, ""))).map_or(set.path, |(name, _)| name);
    let help = match near {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => format!("known are {}", known.join(", ")),
    };
    let message = format!("there is no stage or section `{name}`");
    Diagnostic::new(message, "set for it", set.place(name)).help(Some(help))
}
