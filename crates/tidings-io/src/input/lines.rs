//! The lines of a file that Tidings itself wrote, packed with gzip or not.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use super::error::plain_words;
use super::open::{open_file, read_reason};

/// The most bytes of a line, a gibibyte: many times what the longest document makes, so that a damaged or forged file, which may unpack
/// to anything, does not fill memory.
const LONGEST: u64 = 1 << 30;

/// Calls `each` with every line of a file that is not blank, and its number from 1. Only one line is in memory at a
/// time.
///
/// # Errors
/// In plain words: that the file cannot be read, that a line has more than a gibibyte, or what `each` refuses, with the number of
/// its line.
pub fn each_line(path: &Path, each: impl FnMut(&str) -> Result<(), String>) -> Result<(), String> {
    each_line_within(LONGEST, path, each)
}

fn each_line_within(
    longest: u64,
    path: &Path,
    mut each: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), String> {
    let name = path.display();
    let opened = open_file(path, &Arc::default(), false, None)
        .map_err(|error| format!("`{name}`: {}", plain_words(&error)))?;
    let mut reader = BufReader::new(opened.reader);
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let read =
            reader.by_ref().take(longest + 1).read_until(b'\n', &mut line).map_err(|error| {
                format!("`{name}`, line {number}: {}", read_reason(&error, opened.packed))
            })?;
        if read == 0 {
            break;
        }
        if line.len() as u64 > longest {
            return Err(format!("`{name}`, line {number}: it is longer than any that Tidings writes"));
        }
        let text = std::str::from_utf8(&line).map_err(|_| format!("`{name}`, line {number}: not UTF-8"))?;
        if !text.trim().is_empty() {
            each(text.trim_end()).map_err(|reason| format!("`{name}`, line {number}: {reason}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_with_their_numbers_in_errors() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "one\n\ntwo\nbad").expect("written");
        let mut seen = Vec::new();
        let error = each_line(&path, |line| {
            seen.push(line.to_owned());
            if line == "bad" { Err("refused".to_owned()) } else { Ok(()) }
        });
        assert_eq!(seen, ["one", "two", "bad"]);
        assert!(error.expect_err("refused").ends_with("a.jsonl`, line 4: refused"));
        assert!(each_line(&folder.path().join("none"), |_| Ok(())).is_err());
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "one\n".to_owned() + &"x".repeat(100_000)).expect("written");
        let error = each_line_within(1000, &path, |_| Ok(())).expect_err("refused");
        assert!(error.ends_with("a.jsonl`, line 2: it is longer than any that Tidings writes"), "{error}");
        assert!(each_line_within(100_000, &path, |_| Ok(())).is_ok());
    }
}
