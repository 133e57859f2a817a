//! Settings from the command line: `stage.setting=value`.
//!
//! An override is checked as the same setting in the file would be; its text stands in for the file
//! in what is reported.

use toml::de::DeTable;

use super::check::Checker;
use super::diagnostic::{Diagnostic, nearest};
use super::file::{ConfigFile, Section, definition_schema, to_table};
use crate::registry::Registry;

/// `stage.setting=value`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override<'a> {
    /// The whole text.
    pub text: &'a str,
    owner: &'a str,
    setting: &'a str,
    value: &'a str,
}

/// A mistake in an override.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverrideError {
    /// The text that the diagnostic's place is in: `setting = value`.
    pub text: String,
    /// The mistake.
    pub diagnostic: Diagnostic,
}

impl<'a> Override<'a> {
    /// Takes `stage.setting=value` apart: the last period before the equals sign ends the name.
    ///
    /// # Errors
    /// If there is no equals sign or no period before it.
    pub fn parse(text: &'a str) -> Result<Self, OverrideError> {
        let parts = text.split_once('=').and_then(|(path, value)| {
            let (owner, setting) = path.trim().rsplit_once('.')?;
            (!owner.is_empty() && !setting.is_empty()).then_some((owner, setting, value.trim()))
        });
        let Some((owner, setting, value)) = parts else {
            let message = format!("`{text}` is not a setting");
            let help = Some(
                "write `stage.setting=value`, for example `summary.sentences.max_sentences=5`".to_owned(),
            );
            let diagnostic =
                Diagnostic::new(message, "expected `stage.setting=value`", 0..text.len()).help(help);
            return Err(OverrideError { text: text.to_owned(), diagnostic });
        };
        Ok(Override { text, owner, setting, value })
    }

    /// `setting = value` as TOML; a value that is not TOML counts as a string.
    fn toml(&self) -> String {
        let as_is = format!("{} = {}", self.setting, self.value);
        if DeTable::parse(&as_is).is_ok() {
            return as_is;
        }
        format!("{} = {}", self.setting, toml::Value::String(self.value.to_owned()))
    }
}

impl ConfigFile {
    /// Puts a setting from the command line in the place of the file's.
    ///
    /// # Errors
    /// Every mistake in the override.
    pub fn set(
        &mut self,
        set: &Override<'_>,
        registry: &Registry,
        sections: &[Section],
    ) -> Result<(), Vec<OverrideError>> {
        let text = set.toml();
        let mut found = Vec::new();
        if let Ok(table) = DeTable::parse(&text) {
            self.set_table(set, table.get_ref(), registry, sections, &mut found);
        } else {
            found.push(Diagnostic::new(
                format!("`{}` is not the name of a setting", set.setting),
                "here",
                0..text.len(),
            ));
        }
        if found.is_empty() {
            return Ok(());
        }
        Err(found.into_iter().map(|diagnostic| OverrideError { text: text.clone(), diagnostic }).collect())
    }

    fn set_table(
        &mut self,
        set: &Override<'_>,
        table: &DeTable<'_>,
        registry: &Registry,
        sections: &[Section],
        found: &mut Vec<Diagnostic>,
    ) {
        let span = 0..set.setting.len();
        let mut check = |schema, owner: String| {
            Checker { root: &schema, owner, found }.table(table, span.clone(), &schema, &[]);
        };
        let target = if let Some(section) = sections.iter().find(|section| section.name == set.owner) {
            check(section.schema.clone(), format!("section `{}`", section.name));
            self.sections.entry(section.name).or_default()
        } else if let Some(stage) = registry.stage(set.owner) {
            check(definition_schema(|generator| stage.schema(generator)), format!("stage `{}`", stage.name));
            match self.stages.iter_mut().find(|entry| entry.definition.name == stage.name) {
                Some(entry) => &mut entry.settings,
                None => self.added.entry(stage.name).or_default(),
            }
        } else if let Some(stage) = registry.corpus_stage(set.owner) {
            check(
                definition_schema(|generator| stage.schema(generator)),
                format!("corpus stage `{}`", stage.name),
            );
            match self.corpus_stages.iter_mut().find(|entry| entry.definition.name == stage.name) {
                Some(entry) => &mut entry.settings,
                None => {
                    let message =
                        format!("the configuration does not name the corpus stage `{}`", stage.name);
                    return found.push(Diagnostic::new(message, "set for it", span));
                }
            }
        } else {
            let known = sections.iter().map(|section| section.name);
            let known = known.chain(registry.stages().iter().map(|stage| stage.name));
            let known = known.chain(registry.corpus_stages().iter().map(|stage| stage.name));
            let help = nearest(set.owner, known).map(|near| format!("did you mean `{near}`?"));
            let message = format!("there is no stage or section `{}`", set.owner);
            return found.push(Diagnostic::new(message, "set for it", span).help(help));
        };
        target.extend(to_table(table, &[]));
    }
}
