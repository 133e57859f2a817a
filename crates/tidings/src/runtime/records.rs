//! The records of corpus stages between runs: written by `tidings run --records`, reduced by `tidings conclude`.
//!
//! A file has a head line, which says what it is, and a line a document with the records of all corpus stages. Files may be
//! packed, joined (`cat`) and given in any order: heads may stand anywhere, and the result does not depend on the order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tidings_core::{Conclusions, CorpusRecord, OffsetUnit};
use tidings_io::{JsonLinesWriter, WriteError, each_line};

use super::breaks;
use crate::pipeline_file::CorpusStep;

/// The layout that this version reads and writes.
const VERSION: u32 = 1;

/// The line that says what the lines after it are.
#[derive(Serialize, Deserialize)]
struct Head {
    tidings_records: u32,
    /// What offsets in the records count.
    offsets: OffsetUnit,
}

/// The line of a document.
#[derive(Deserialize)]
struct Line {
    id: String,
    /// By corpus stage.
    records: HashMap<String, Box<RawValue>>,
}

/// Writes the records of a run.
pub struct RecordsWriter {
    lines: JsonLinesWriter,
    stages: Vec<&'static str>,
}

impl RecordsWriter {
    /// A writer of the file `path`, packed if its name ends in `.gz`; the file appears when it is complete.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(path: &Path, corpus: &[CorpusStep], offsets: OffsetUnit) -> Result<Self, WriteError> {
        let packed = path.extension().is_some_and(|extension| extension == "gz");
        let mut lines = JsonLinesWriter::file(path, packed)?;
        lines.write_record(&Head { tidings_records: VERSION, offsets })?;
        Ok(RecordsWriter { lines, stages: corpus.iter().map(|step| step.definition.name).collect() })
    }

    /// Writes what the corpus stages observed of one document.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&mut self, id: &str, records: &[CorpusRecord]) -> Result<(), WriteError> {
        /// Keeps the order of the stages.
        struct Records<'a>(&'a [&'static str], &'a [CorpusRecord]);
        impl Serialize for Records<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().zip(self.1.iter().map(|record| &record.record)))
            }
        }
        #[derive(Serialize)]
        struct Line<'a> {
            id: &'a str,
            records: Records<'a>,
        }
        self.lines.write_record(&Line { id, records: Records(&self.stages, records) })
    }

    /// Where the file stands until it is complete.
    pub fn unfinished_path(&self) -> Option<&Path> {
        self.lines.unfinished_path()
    }

    /// Completes the file.
    ///
    /// # Errors
    /// If the last bytes cannot be written.
    pub fn finish(self) -> Result<(), WriteError> {
        self.lines.finish()
    }
}

/// Why records cannot be concluded.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// A file cannot be read, or is not one of records.
    #[error("{0}")]
    Unreadable(String),
    /// The records do not fit the configuration.
    #[error("{0}")]
    DoesNotFit(String),
}

/// The records of several runs, for the corpus stages of one configuration.
#[derive(Default)]
pub struct RecordSet {
    /// The records of every corpus stage.
    pub records: Vec<Vec<CorpusRecord>>,
    /// How many documents there are.
    pub documents: u64,
    /// Ids that stood for two different documents, of which one was dropped; sorted.
    pub dropped: Vec<String>,
    /// How many documents stood in the files twice, alike.
    pub repeated: u64,
}

impl RecordSet {
    /// Reads files of records in any order.
    ///
    /// Of two documents of one id, the one whose records sort first is kept, whatever the order of the files.
    ///
    /// # Errors
    /// If a file cannot be read, was written with other offsets, or lacks the records of a corpus stage.
    pub fn read(paths: &[PathBuf], corpus: &[CorpusStep], offsets: OffsetUnit) -> Result<Self, RecordsError> {
        let mut reader = Reader { corpus, offsets, set: RecordSet::default(), places: HashMap::new() };
        reader.set.records = vec![Vec::new(); corpus.len()];
        for path in paths {
            let (mut headed, mut misfit) = (false, None);
            let read = each_line(path, |line| {
                reader.line(line, &mut headed).map_err(|error| match error {
                    RecordsError::Unreadable(reason) => reason,
                    RecordsError::DoesNotFit(reason) => {
                        misfit = Some(format!("`{}`: {reason}", path.display()));
                        reason
                    }
                })
            });
            read.map_err(|reason| misfit.map_or(RecordsError::Unreadable(reason), RecordsError::DoesNotFit))?;
        }
        let mut set = reader.set;
        set.dropped.sort_unstable();
        // A file that is given twice, beside one with another document of the id, is no third document.
        set.dropped.dedup();
        Ok(set)
    }
}

struct Reader<'a> {
    corpus: &'a [CorpusStep],
    offsets: OffsetUnit,
    set: RecordSet,
    /// Where the records of an id stand.
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, headed: &mut bool) -> Result<(), RecordsError> {
        if line.starts_with("{\"tidings_records\"") {
            *headed = true;
            let head: Head = serde_json::from_str(line).map_err(|_| not_ours())?;
            return self.head(&head);
        }
        let line: Line = match serde_json::from_str(line) {
            Ok(line) if *headed => line,
            _ => return Err(not_ours()),
        };
        let mut records = Vec::with_capacity(self.corpus.len());
        for step in self.corpus {
            let name = step.definition.name;
            let Some(record) = line.records.get(name) else {
                return Err(RecordsError::DoesNotFit(format!(
                    "document `{}` has no record of `{name}`: it was written with another configuration",
                    line.id
                )));
            };
            records.push(CorpusRecord { id: line.id.clone(), record: record.clone() });
        }
        self.add(line.id, records);
        Ok(())
    }

    fn head(&self, head: &Head) -> Result<(), RecordsError> {
        if head.tidings_records != VERSION {
            let found = head.tidings_records;
            let message = format!("records of layout {found}; this version reads layout {VERSION}");
            return Err(RecordsError::Unreadable(message));
        }
        if head.offsets != self.offsets {
            let name = |unit| serde_json::to_value(unit).unwrap_or_default();
            return Err(RecordsError::DoesNotFit(format!(
                "its offsets count in {}, those of the configuration in {}",
                name(head.offsets),
                name(self.offsets)
            )));
        }
        Ok(())
    }

    fn add(&mut self, id: String, records: Vec<CorpusRecord>) {
        let Some(place) = self.places.get(&id).copied() else {
            self.places.insert(id, self.set.documents as usize);
            self.set.documents += 1;
            for (all, record) in self.set.records.iter_mut().zip(records) {
                all.push(record);
            }
            return;
        };
        let known =
            self.set.records.iter().filter_map(|all| all.get(place)).map(|record| record.record.get());
        let order = records.iter().map(|record| record.record.get()).cmp(known);
        if order.is_eq() {
            self.set.repeated += 1;
            return;
        }
        self.set.dropped.push(id);
        if order.is_lt() {
            for (all, record) in self.set.records.iter_mut().zip(records) {
                if let Some(known) = all.get_mut(place) {
                    *known = record;
                }
            }
        }
    }
}

fn not_ours() -> RecordsError {
    RecordsError::Unreadable("not a line of records as `tidings run --records` writes them".to_owned())
}

/// What all corpus stages have concluded, by name, in their order.
pub struct CorpusResults {
    stages: Vec<&'static str>,
    conclusions: Conclusions,
}

impl Serialize for CorpusResults {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let by_name = |name: &&'static str| Some((*name, self.conclusions.by_name(name)?));
        serializer.collect_map(self.stages.iter().filter_map(by_name))
    }
}

/// What all corpus stages conclude; `None` without corpus stages. A stage that can share its work does so with the
/// `rayon` pool of the caller.
///
/// # Errors
/// If a stage cannot conclude.
pub fn conclude(
    corpus: &[CorpusStep],
    records: Vec<Vec<CorpusRecord>>,
) -> anyhow::Result<Option<CorpusResults>> {
    if corpus.is_empty() {
        return Ok(None);
    }
    let mut name = "";
    let concluded = conclude_each(corpus, records, |number| name = corpus[number].definition.name);
    concluded.map(Some).with_context(|| format!("corpus stage `{name}`"))
}

/// As [`conclude`]; calls `begin` with the number of every stage before its work begins. An error does not name the stage.
///
/// # Errors
/// If a stage cannot conclude.
pub(crate) fn conclude_each(
    corpus: &[CorpusStep],
    records: Vec<Vec<CorpusRecord>>,
    mut begin: impl FnMut(usize),
) -> anyhow::Result<CorpusResults> {
    let mut results =
        CorpusResults { stages: Vec::with_capacity(corpus.len()), conclusions: Conclusions::default() };
    for (number, (step, records)) in corpus.iter().zip(records).enumerate() {
        begin(number);
        breaks::at("conclude", || step.definition.name.to_owned());
        step.stage.conclude_records(records, &mut results.conclusions)?;
        results.stages.push(step.definition.name);
    }
    Ok(results)
}
