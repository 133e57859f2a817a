//! Which inputs are under way, kept on the disk, so that a run that goes on after a killed one knows what may have killed it.
//!
//! Workers mark the inputs of a batch before they touch them. What was marked and never done is a suspect; before the next run works on
//! a suspect, [`Suspects::examine`] has it tried where it can do no harm, and what fails there becomes a failure instead of the end of
//! one more run.
//!
//! Invariant: a mark is handed to the system before work begins. That survives the end of the process, though not a power failure, which
//! no input is to blame for.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tidings_io::{AtomicFile, RawInput, WriteError};

/// The name of the file of marks in the output folder.
pub(super) const NAME: &str = ".unfinished.inputs";

/// The marks of a run that is under way.
pub struct Marks {
    file: Mutex<AtomicFile>,
    /// The number of the first input that this run works on, in the order of all inputs.
    first: u64,
}

impl Marks {
    /// Begins the marks of a run that works on all inputs from the number `first` on. Suspects of the run before it stay suspects
    /// until they are done.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn begin(folder: &Path, first: u64, suspects: &BTreeSet<u64>) -> Result<Self, WriteError> {
        let mut file = AtomicFile::create(folder.join(NAME))?;
        file.append(line(suspects.iter().copied()).as_bytes())?;
        Ok(Marks { file: Mutex::new(file), first })
    }

    /// Puts the marks in the place of those of the run before.
    ///
    /// # Errors
    /// If they cannot be written or the name cannot be given.
    pub fn publish(&mut self) -> Result<(), WriteError> {
        self.file.get_mut().unwrap_or_else(PoisonError::into_inner).publish()
    }

    /// Marks inputs, numbered as this run counts them from 0.
    pub(super) fn mark(&self, numbers: impl Iterator<Item = u64>) {
        let line = line(numbers.map(|number| self.first + number));
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // Without marks a run is as good as any; it only cannot say later what ended it.
        let _ = file.write_all(line.as_bytes()).and_then(|()| file.flush());
    }
}

fn line(numbers: impl Iterator<Item = u64>) -> String {
    let mut line = String::new();
    for number in numbers {
        line.push_str(&number.to_string());
        line.push(' ');
    }
    line.push('\n');
    line
}

/// The inputs that were marked in a folder and have a number of at least `done`; none if nothing can be read.
pub fn marked(folder: &Path, done: u64) -> BTreeSet<u64> {
    let Ok(file) = std::fs::File::open(folder.join(NAME)) else { return BTreeSet::new() };
    // The last line may be cut off, and so name a wrong number: an input that is suspected wrongly is only tried once more.
    let lines = BufReader::new(file).split(b'\n').map_while(Result::ok);
    let numbers = lines.flat_map(|line| {
        let words = String::from_utf8_lossy(&line).into_owned();
        words.split(' ').filter_map(|word| word.parse().ok()).collect::<Vec<u64>>()
    });
    numbers.filter(|number| *number >= done).collect()
}

/// Tries an input where it can do no harm; says why that ended badly, if it did.
pub type Examine = Box<dyn FnMut(&RawInput) -> Result<(), String> + Send>;

/// The inputs that were under way when the run before ended, and how they are tried.
pub struct Suspects {
    /// Their numbers, in the order of all inputs.
    pub numbers: BTreeSet<u64>,
    /// How they are tried.
    pub examine: Examine,
}

impl Suspects {
    /// Why an input must not be worked on, if it must not.
    pub(super) fn accuse(&mut self, number: u64, input: &RawInput) -> Option<String> {
        if !self.numbers.remove(&number) {
            return None;
        }
        let reason = (self.examine)(input).err()?;
        Some(format!(
            "set aside: the run before ended while this input was under way, and a try in a process of its own {reason}"
        ))
    }
}

/// What makes a run safe from inputs that end the process.
#[derive(Default)]
pub struct Recovery {
    /// Where inputs are marked that are under way.
    pub marks: Option<Marks>,
    /// What may have ended the run before.
    pub suspects: Option<Suspects>,
    /// The number of the first input of this run, in the order of all inputs.
    pub first: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_marked_and_is_not_done_is_suspect() {
        let folder = tempfile::tempdir().expect("folder");
        assert!(marked(folder.path(), 0).is_empty());
        let mut marks = Marks::begin(folder.path(), 10, &BTreeSet::from([11])).expect("begun");
        marks.publish().expect("published");
        marks.mark([2, 3].into_iter());
        marks.mark([5].into_iter());
        assert_eq!(marked(folder.path(), 12), BTreeSet::from([12, 13, 15]));
        assert_eq!(marked(folder.path(), 0).len(), 4);
    }

    #[test]
    fn a_suspect_is_examined_once_and_only_a_suspect() {
        let input = RawInput::whole("a", tidings_io::RawFormat::Text, "text");
        let examine = |_: &RawInput| Err("ended by signal 9".to_owned());
        let mut suspects = Suspects { numbers: BTreeSet::from([3]), examine: Box::new(examine) };
        assert_eq!(suspects.accuse(2, &input), None);
        assert!(suspects.accuse(3, &input).is_some_and(|reason| reason.ends_with("ended by signal 9")));
        assert_eq!(suspects.accuse(3, &input), None);
    }
}
