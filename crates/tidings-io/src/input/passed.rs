//! What a search for inputs passed over, and why: named, so that nothing is left out in silence.
//!
//! Memory is bounded: files are counted by reason and ending, and a few of each are named.

use std::path::Path;

use serde::{Serialize, Serializer};

/// Why a file was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedReason {
    /// Neither its name nor its beginning say that it is something that is read.
    UnknownKind,
    /// It is a named pipe, a socket or a device: to read it could wait forever.
    NotAFile,
    /// It is output of this run or an earlier one into the same folder, or that folder.
    OwnOutput,
}

impl PassedReason {
    /// The reason in a few words, as they stand in `run.json`.
    pub fn text(self) -> &'static str {
        match self {
            PassedReason::UnknownKind => "of no kind that is read, by its ending and its first bytes",
            PassedReason::NotAFile => "a pipe, a socket or a device, not a file",
            PassedReason::OwnOutput => "output of Tidings in the output folder",
        }
    }
}

impl Serialize for PassedReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

/// Files that were passed over for one reason and have one ending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedGroup {
    /// Why.
    pub reason: PassedReason,
    /// The ending of their names, in lower case with its period; empty for names without one, `…` for rare endings together.
    pub ending: String,
    /// How many there are; a folder counts as one.
    pub files: u64,
    /// The first of them.
    pub examples: Vec<String>,
}

/// Everything that was passed over, by reason and ending, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PassedOver {
    /// The groups.
    pub groups: Vec<PassedGroup>,
}

/// How many files of a group are named.
const EXAMPLES: usize = 3;
/// How many groups there may be before further endings are counted together.
const MOST_GROUPS: usize = 40;

impl PassedOver {
    pub(super) fn add(&mut self, reason: PassedReason, ending: &str, path: &Path) {
        let known = |groups: &[PassedGroup], ending: &str| {
            groups.iter().position(|group| group.reason == reason && group.ending == ending)
        };
        let mut ending = ending;
        let at = known(&self.groups, ending).or_else(|| {
            ending = if self.groups.len() < MOST_GROUPS { ending } else { "…" };
            known(&self.groups, ending)
        });
        let at = at.unwrap_or_else(|| {
            self.groups.push(PassedGroup {
                reason,
                ending: ending.to_owned(),
                files: 0,
                examples: Vec::new(),
            });
            self.groups.len() - 1
        });
        if let Some(group) = self.groups.get_mut(at) {
            group.files += 1;
            if group.examples.len() < EXAMPLES {
                group.examples.push(path.display().to_string());
            }
        }
    }

    /// How many files were passed over.
    pub fn files(&self) -> u64 {
        self.groups.iter().map(|group| group.files).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_a_million_endings_takes_no_more_memory() {
        let mut passed = PassedOver::default();
        for number in 0..1_000 {
            let ending = format!(".{number}");
            passed.add(PassedReason::UnknownKind, &ending, Path::new(&format!("a{ending}")));
        }
        passed.add(PassedReason::UnknownKind, ".0", Path::new("b.0"));
        assert_eq!((passed.files(), passed.groups.len()), (1_001, MOST_GROUPS + 1));
        assert_eq!((passed.groups[0].files, passed.groups[0].examples.len()), (2, 2));
        assert_eq!((passed.groups[40].ending.as_str(), passed.groups[40].files), ("…", 960));
        assert_eq!(passed.groups[40].examples, ["a.40", "a.41", "a.42"]);
    }
}
