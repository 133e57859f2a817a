//! A pipeline file and settings of the command line: `configuration`.
//!
//! Lines of an input that begin with `--set ` are settings; the others are the file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use tidings::config::{ConfigFile, Diagnostic};
use tidings::{LoadError, PipelineFile};

use crate::seeds::{files_under, read};
use crate::setup::SETUP;

pub(super) fn check(input: &[u8]) -> Result<()> {
    let whole = String::from_utf8_lossy(input);
    let (mut file, mut settings) = (String::new(), Vec::new());
    for line in whole.split_inclusive('\n') {
        match line.strip_prefix("--set ") {
            Some(setting) => settings.push(setting.trim_end_matches('\n').to_owned()),
            None => file.push_str(line),
        }
    }
    if let Err(found) = ConfigFile::read(&file, &SETUP.registry, &tidings::sections()) {
        ensure!(!found.is_empty(), "refused without a mistake");
        found.iter().try_for_each(|mistake| placed(&file, mistake))?;
    }
    let outcome = || {
        let load = PipelineFile::parse(Path::new("fuzzed.toml"), &file, &settings, &SETUP.registry);
        match load {
            Ok(file) => anyhow::Ok((true, file.resolved().context("cannot be written in full")?.to_string())),
            Err(LoadError::Mistakes { drawn, count }) => {
                ensure!(count > 0 && !drawn.trim().is_empty(), "{count} mistakes, drawn as `{drawn}`");
                Ok((false, drawn))
            }
            Err(error) => Err(error.into()),
        }
    };
    let (first, second) = (outcome()?, outcome()?);
    ensure!(first == second, "the second time another outcome: {} and {}", first.1, second.1);
    Ok(())
}

/// The place of a mistake lies in the file.
fn placed(file: &str, mistake: &Diagnostic) -> Result<()> {
    ensure!(!mistake.message.is_empty(), "a mistake without a message");
    let place = mistake.span.clone();
    ensure!(
        file.get(place.clone()).is_some(),
        "`{}`: {place:?} lies outside a file of {} bytes, or cuts a character",
        mistake.message,
        file.len()
    );
    Ok(())
}

/// The pipelines of the repository, and those of the tests, with mistakes and without; with settings.
pub(super) fn seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let mut files = files_under(root, "pipelines", &["toml"])?;
    files.extend(files_under(root, "tests/cmd", &["toml"])?);
    let mut seeds = read(&files)?;
    seeds.extend(EXAMPLES.map(|example| example.as_bytes().to_vec()));
    // Every setting of every stage at its default, in a few lines each.
    for stage in SETUP.registry.stages() {
        if let Ok(built) = stage.build(Default::default()) {
            let mut lines = format!("[[stage]]\nuse = \"{}\"\n", stage.name);
            for (name, value) in built.config.as_object().into_iter().flatten() {
                lines.push_str(&format!("{name} = {value}\n"));
            }
            seeds.push(lines.into_bytes());
        }
    }
    Ok(seeds)
}

const EXAMPLES: [&str; 4] = [
    "[[stage]]\nuse = \"summary.sentences\"\n--set summary.sentences.max_sentences=5\n--set output.formats=[html, jsonl]\n",
    "[input]\npaths = [\"a\", 'b', \"\"\"c\"\"\"]\nfields = { text = \"body\" }\n[input.fields]\nid = \"link\"\n\
     [output.skip]\nleast = { mean_word_length = 1e3 }\nflags = [\"short\"]\nlanguages = [\"en\"]\ntruncated = true\n",
    "[[corpus]]\nuse = \"stories.briefing\"\nmax_words = 0x10\n[[corpus]]\nuse = \"stories.duplicates\"\n--set stories.group.x=1\n",
    "stage = [{ use = \"clean.unicode\", spaces = true }, { use = \"claims.quotes\" }]\nrun.workers = 3\n\"\\u00e9\" = 1979-05-27\n",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_outside_the_file_is_told() {
        let at = |span| Diagnostic { message: "a".to_owned(), label: String::new(), span, help: None };
        placed("é = 1", &at(0..2)).expect("lies in the file");
        placed("é = 1", &at(1..2)).expect_err("cuts a character");
        placed("é = 1", &at(5..9)).expect_err("lies outside");
    }
}
