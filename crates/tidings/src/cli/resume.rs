//! `tidings run --resume`: going on with a run that did not come to its end.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use tidings_core::Registry;
use tidings_io::{InputFailure, Inputs, RawInput};

use super::WrongUse;
use super::signals::Stop;
use crate::runtime::{
    DocumentSink, DonePlace, Engine, Found, InputChecksum, Journal, JournalHead, Marks, Next, OutputFolder,
    Sinks, Unfinished, marked, remove_stale,
};
use crate::terminal::say;
use crate::{PipelineFile, models};

/// What a run begins with.
pub(super) struct Beginning {
    /// Inputs that the run before had done.
    pub(super) resumed: u64,
    /// Where inputs are marked that are under way.
    pub(super) marks: Marks,
    /// The numbers of inputs that were under way when the run before ended.
    pub(super) suspects: BTreeSet<u64>,
}

/// What a run goes on with, and how it is told to go on.
pub(super) struct Resumption<'a> {
    pub(super) engine: &'a Engine<'a>,
    pub(super) folder: &'a OutputFolder,
    /// What the output depends on beside the inputs, as [`configuration`] gives it.
    pub(super) configuration: &'a str,
    /// Whether an unfinished run is gone on with.
    pub(super) resume: bool,
    pub(super) quiet: bool,
    pub(super) stop: &'a Stop,
}

/// How many inputs are named that were edited.
const SHOWN_INPUTS: usize = 5;

impl Resumption<'_> {
    /// Begins the journal of a run; if it is to go on with an unfinished one, hands what that one did to the sinks and takes its
    /// inputs away. `None` if it was stopped meanwhile: the unfinished run is as it was.
    ///
    /// # Errors
    /// If the unfinished run does not fit, or something cannot be written: the unfinished run is as it was.
    pub(super) fn begin(
        &self,
        inputs: &mut Inputs,
        sinks: &mut Sinks,
        records: Option<&Path>,
    ) -> anyhow::Result<Option<Beginning>> {
        let folder = self.folder.path();
        let mut found = Unfinished::open(folder)?;
        let documents = sinks.unfinished_documents();
        let head = JournalHead::new(
            self.configuration.to_owned(),
            documents.as_deref(),
            self.folder.documents_name(),
        )
        .with_records(records);
        sinks.journal = Some(Journal::begin(folder, &head)?);
        let resumed = match &mut found {
            Found::Unfinished(unfinished) if self.resume => {
                let Some(resumed) = self.replay(unfinished, inputs, sinks)? else { return Ok(None) };
                resumed
            }
            found => self.anew(found)?,
        };
        let suspects = if self.resume { marked(folder, resumed) } else { BTreeSet::new() };
        let mut marks = Marks::begin(folder, resumed, &suspects)?;
        // From here on this run is the one to go on with, whatever ends it.
        sinks.save()?;
        sinks.keep_unfinished();
        if let Some(journal) = &mut sinks.journal {
            journal.publish()?;
        }
        marks.publish()?;
        self.folder.sweep(&sinks.unfinished_paths())?;
        if let Found::Unfinished(unfinished) = &found
            && let Some(path) = unfinished.records().filter(|path| is_unfinished(path))
        {
            remove_stale(path)?;
        }
        Ok(Some(Beginning { resumed, marks, suspects }))
    }

    /// Says that a run begins anew where that may not be what was wanted.
    ///
    /// # Errors
    /// If there is something to go on with that cannot be read.
    fn anew(&self, found: &Found) -> anyhow::Result<u64> {
        let folder = self.folder.path().display();
        match found {
            Found::Damaged(reason) if self.resume => {
                bail!("{reason}: there is nothing to go on with; run without --resume to begin anew");
            }
            Found::Damaged(reason) if !self.quiet => say(format_args!("note: {reason}, and is replaced")),
            Found::Unfinished(_) if !self.quiet => {
                say(format_args!(
                    "note: an unfinished run in `{folder}` is replaced; --resume would go on with it"
                ));
            }
            Found::Nothing if self.resume && !self.quiet => {
                say(format_args!("note: there is no unfinished run in `{folder}`: this one begins anew"));
            }
            _ => {}
        }
        Ok(0)
    }

    /// Hands what was done to the sinks and reads past its inputs; what was edited since is worked on again. `None` if it was stopped.
    fn replay(
        &self,
        unfinished: &mut Unfinished,
        inputs: &mut Inputs,
        sinks: &mut Sinks,
    ) -> anyhow::Result<Option<u64>> {
        if !unfinished.is_of(self.configuration) {
            let message = "the unfinished run in the output folder had another configuration, or was one of another version: \
                           run without --resume to begin anew";
            return Err(anyhow!(WrongUse(message.to_owned())));
        }
        let mut count = 0;
        let mut edited = Vec::new();
        loop {
            if self.stop.is_set() {
                return Ok(None);
            }
            let (outcome, place, checksum) = match unfinished.next_outcome() {
                Next::Entry { outcome, place, input } => (outcome, place, input),
                Next::End => break,
                Next::Damaged(line) => {
                    if !self.quiet {
                        say(format_args!(
                            "note: the journal is damaged in line {line}: from there on the work is done again"
                        ));
                    }
                    break;
                }
            };
            let input = inputs.next();
            if let Some(reason) = mismatch(input.as_ref(), place.as_ref()) {
                bail!(WrongUse(format!(
                    "{reason}: the unfinished run read other inputs; run without --resume to begin anew"
                )));
            }
            count += 1;
            let Some(input) = input else { continue };
            let now = InputChecksum::of(&input);
            if now == checksum {
                sinks.take_of(outcome, now)?;
            } else {
                edited.push(named(&input));
                sinks.take_of(self.engine.process(input), now)?;
            }
        }
        if !self.quiet {
            tell_edited(&edited);
        }
        Ok(Some(count))
    }
}

/// Whether a path is one that a run gives to a file until it is complete.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.ends_with(".part")
}

fn named(input: &Result<RawInput, InputFailure>) -> String {
    match input {
        Ok(RawInput { path, line: Some(line), .. }) => format!("{path}:{line}"),
        Ok(RawInput { path, .. }) | Err(InputFailure { path, .. }) => path.to_string(),
    }
}

fn tell_edited(edited: &[String]) {
    if edited.is_empty() {
        return;
    }
    let shown = edited.iter().take(SHOWN_INPUTS).cloned().collect::<Vec<_>>().join(", ");
    let more = edited.len().saturating_sub(SHOWN_INPUTS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    say(format_args!("note: not what the unfinished run read, and worked on again: {shown}{more}"));
}

/// Why an input is not the one that was read at its place, if it is not.
fn mismatch(input: Option<&Result<RawInput, InputFailure>>, place: Option<&DonePlace>) -> Option<String> {
    let Some(input) = input else { return Some("the inputs end too early".to_owned()) };
    let place = place?;
    let (path, line) = match input {
        Ok(raw) => (&raw.path, raw.line),
        Err(failure) => (&failure.path, None),
    };
    let other_line = line.is_some() && place.line.is_some() && line != place.line;
    (path.as_ref() != place.path || other_line).then(|| format!("`{path}` stands where `{}` was", place.path))
}

/// What the output depends on beside the inputs, as one word: the version, the configuration, and the models, those that it names by
/// path too.
pub(super) fn configuration(file: &PipelineFile, registry: &Registry) -> anyhow::Result<String> {
    let resolved = file.resolved()?;
    let mut checksums: Vec<u32> = models::built_in(registry)?.iter().map(|model| model.checksum).collect();
    for stage in resolved["stage"].as_array().into_iter().flatten() {
        if let Some(path) = stage["settings"]["model"].as_str() {
            let bytes = std::fs::read(path).with_context(|| format!("the model `{path}` cannot be read"))?;
            checksums.push(crc32fast::hash(&bytes));
        }
    }
    let all = serde_json::json!([env!("CARGO_PKG_VERSION"), resolved, checksums]);
    Ok(format!("{:08x}", crc32fast::hash(all.to_string().as_bytes())))
}
