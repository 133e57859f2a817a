//! `tidings run --resume`: going on with a run that was stopped or killed.

use anyhow::{Context, anyhow, bail};
use tidings_core::Registry;
use tidings_io::{InputFailure, Inputs, RawInput};

use super::WrongUse;
use crate::runtime::{DocumentSink, DonePlace, Journal, JournalHead, OutputFolder, Sinks, Unfinished};
use crate::{PipelineFile, models};

/// Begins the journal of a run; if it is to go on with an unfinished one, hands what that one did to the sinks and takes its
/// inputs away. Gives how many there were.
pub(super) fn begin(
    resume: bool,
    quiet: bool,
    configuration: &str,
    folder: &OutputFolder,
    inputs: &mut Inputs,
    sinks: &mut Sinks,
) -> anyhow::Result<u64> {
    let mut unfinished = Unfinished::open(folder.path())?;
    let head = JournalHead::new(configuration.to_owned(), &sinks.unfinished_paths(), folder.documents_name());
    sinks.journal = Some(Journal::begin(folder.path(), &head)?);
    let mut resumed = 0;
    match &mut unfinished {
        Some(unfinished) if resume => {
            if !unfinished.is_of(configuration) {
                let message = "the unfinished run in the output folder had another configuration, or was one of another version: \
                               run without --resume to begin anew";
                return Err(anyhow!(WrongUse(message.to_owned())));
            }
            resumed = replay(unfinished, inputs, sinks)?;
        }
        Some(_) if !quiet => {
            eprintln!(
                "note: an unfinished run in `{}` is replaced; --resume would go on with it",
                folder.path().display()
            );
        }
        None if resume && !quiet => {
            eprintln!(
                "note: there is no unfinished run in `{}`: this one begins anew",
                folder.path().display()
            );
        }
        _ => {}
    }
    // From here on this run is the one to go on with.
    sinks.save()?;
    if let Some(journal) = &mut sinks.journal {
        journal.publish()?;
    }
    unfinished.map_or(Ok(()), Unfinished::clear)?;
    Ok(resumed)
}

/// Hands what was done to the sinks and reads past its inputs.
fn replay(unfinished: &mut Unfinished, inputs: &mut Inputs, sinks: &mut Sinks) -> anyhow::Result<u64> {
    let mut count = 0;
    while let Some((outcome, place)) = unfinished.next_outcome() {
        let input = inputs.next();
        if let Some(reason) = mismatch(input.as_ref(), place.as_ref()) {
            bail!(WrongUse(format!(
                "{reason}: the unfinished run read other inputs; run without --resume to begin anew"
            )));
        }
        sinks.take(outcome)?;
        count += 1;
    }
    Ok(count)
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
