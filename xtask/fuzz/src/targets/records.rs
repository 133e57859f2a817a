//! Records of a run through every corpus stage, as `tidings conclude` reads them: `records`.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tidings::Document;
use tidings::runtime::{RecordSet, RecordsError, RecordsWriter, conclude};

use crate::seeds::{files_under, overwrite, read};
use crate::setup::SETUP;

thread_local! {
    static FOLDER: LazyCell<std::io::Result<TempDir>> = const { LazyCell::new(tempfile::tempdir) };
}

/// A file in the temporary folder of the thread.
fn place(name: &str) -> Result<PathBuf> {
    FOLDER.with(|folder| match &**folder {
        Ok(folder) => Ok(folder.path().join(name)),
        Err(error) => Err(std::io::Error::from(error.kind()).into()),
    })
}

pub(super) fn check(input: &[u8]) -> Result<()> {
    let first = concluded(input)?;
    // Lines of records may stand in any order, heads anywhere but after the first record.
    let lines = input.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (heads, mut records): (Vec<&[u8]>, Vec<&[u8]>) =
        lines.partition(|line| line.starts_with(b"{\"tidings_records\""));
    records.reverse();
    let turned = concluded(&[heads, records].concat().join(&b'\n'))?;
    match (first, turned) {
        (Outcome::Concluded(first), Outcome::Concluded(turned)) => {
            ensure!(first == turned, "in another order another conclusion: {first} and {turned}");
        }
        (Outcome::Concluded(_), Outcome::Refused(reason)) => bail!("refused in another order: {reason}"),
        // A record may have stood before the head, and which of several mistakes is found first depends on the order.
        (Outcome::Refused(_), _) => {}
    }
    Ok(())
}

enum Outcome {
    Concluded(String),
    Refused(String),
}

fn concluded(records: &[u8]) -> Result<Outcome> {
    let path = place("records.jsonl")?;
    overwrite(&path, records)?;
    let news = &SETUP.news;
    let set = match RecordSet::read(&[path], &news.corpus, news.output.offsets) {
        Ok(set) => set,
        Err(RecordsError::Unreadable(reason) | RecordsError::DoesNotFit(reason)) => {
            ensure!(!reason.is_empty(), "refused without a reason");
            return Ok(Outcome::Refused(reason));
        }
    };
    let (documents, dropped) = (set.documents, set.dropped);
    Ok(match conclude(&news.corpus, set.records) {
        Ok(stories) => {
            let stories = serde_json::to_string(&stories.context("nothing is concluded")?)?;
            Outcome::Concluded(format!("{documents} {dropped:?} {stories}"))
        }
        Err(error) => {
            let reason = format!("{error:#}");
            ensure!(reason.contains("corpus stage `"), "`{reason}` names no stage");
            Outcome::Refused(reason)
        }
    })
}

/// The records of some articles of the seed collection, which tell three stories; of each only the beginning.
pub(super) fn seeds(root: &Path) -> Result<Vec<Vec<u8>>> {
    let news = &SETUP.news;
    let mut documents = Vec::new();
    for (number, text) in read(&files_under(root, "seeds/articles", &["txt"])?)?.iter().enumerate() {
        let start: String = String::from_utf8_lossy(text).chars().take(900).collect();
        let mut doc = Document::new(format!("d{number}"), start)?;
        news.pipeline.process(&mut doc)?;
        documents.push(doc);
    }
    let write = |some: &[&Document]| {
        let path = place("seed.jsonl")?;
        let mut writer = RecordsWriter::create(&path, &news.corpus, news.output.offsets)?;
        for doc in some {
            let observe = |step: &tidings::CorpusStep| step.stage.observe_json(doc, news.output.offsets);
            let records = news.corpus.iter().map(observe).collect::<Result<Vec<_>, _>>()?;
            writer.write(&doc.id, &records)?;
        }
        writer.finish()?;
        anyhow::Ok(std::fs::read(&path)?)
    };
    let all: Vec<&Document> = documents.iter().collect();
    let mut seeds = Vec::new();
    for size in [1, 2, 3] {
        for some in all.windows(size) {
            seeds.push(write(some)?);
        }
    }
    Ok(seeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seeds_are_concluded() {
        for seed in seeds(&crate::seeds::root()).expect("seeds").iter().step_by(7) {
            let Outcome::Concluded(stories) = concluded(seed).expect("no invariant is broken") else {
                panic!("refused: {}", String::from_utf8_lossy(seed));
            };
            assert!(stories.contains("stories.briefing"), "{stories}");
        }
    }

    #[test]
    fn many_mutated_records_reach_the_stages() {
        let seeds = seeds(&crate::seeds::root()).expect("seeds");
        let target = crate::find("records").expect("a target");
        let mut mutator = crate::mutate::Mutator::new(1, target, &seeds);
        let concluded = (0..200).filter(|_| {
            matches!(concluded(&mutator.next_input()).expect("no invariant is broken"), Outcome::Concluded(_))
        });
        let count = concluded.count();
        assert!(count > 20, "{count} of 200");
    }

    #[test]
    fn what_is_no_record_is_refused() {
        assert!(
            matches!(concluded(b"{}").expect("no invariant"), Outcome::Refused(reason) if reason.contains("line 1"))
        );
    }
}
