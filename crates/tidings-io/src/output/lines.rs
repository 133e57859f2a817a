//! JSON lines to a file or to standard output.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::atomic::AtomicFile;
use super::error::WriteError;
use crate::encode::Line;

/// Writes JSON lines. A file appears when the writer is finished, not before.
pub struct JsonLinesWriter {
    target: Target,
    line: Vec<u8>,
    written: u64,
}

enum Target {
    File(AtomicFile),
    Packed(PathBuf, GzEncoder<AtomicFile>),
    Stdout(BufWriter<Stdout>),
}

impl JsonLinesWriter {
    /// A writer of the file `path`, packed with gzip if `compress` says so.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    pub fn file(path: impl Into<PathBuf>, compress: bool) -> Result<Self, WriteError> {
        let path = path.into();
        let file = AtomicFile::create(&path)?;
        // The writer is one thread: the fastest level keeps it ahead of the workers. The header
        // has no time, so that equal content gives equal files.
        let target = if compress {
            Target::Packed(path, GzEncoder::new(file, Compression::fast()))
        } else {
            Target::File(file)
        };
        Ok(JsonLinesWriter { target, line: Vec::new(), written: 0 })
    }

    /// A writer of standard output.
    pub fn stdout() -> Self {
        let stdout = BufWriter::with_capacity(64 * 1024, io::stdout());
        JsonLinesWriter { target: Target::Stdout(stdout), line: Vec::new(), written: 0 }
    }

    /// Writes whole lines, each with its line feed, as [`Encoder::encode`](crate::Encoder::encode)
    /// makes them.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write_lines(&mut self, lines: &[u8]) -> Result<(), WriteError> {
        self.write_all(lines).map_err(|source| self.error(source))
    }

    /// Writes the line of a document.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_line(&mut self, line: &Line) -> Result<(), WriteError> {
        line.each(|piece| self.write_all(piece)).map_err(|source| self.error(source))
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        match &mut self.target {
            Target::File(file) => file.write_all(bytes),
            Target::Packed(_, file) => file.write_all(bytes),
            Target::Stdout(stdout) => stdout.write_all(bytes),
        }
    }

    /// Writes one value as a line.
    ///
    /// # Errors
    /// If it does not serialize or cannot be written.
    pub fn write_record(&mut self, record: &impl Serialize) -> Result<(), WriteError> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        serde_json::to_writer(&mut line, record).map_err(|error| self.error(error.into()))?;
        line.push(b'\n');
        let result = self.write_lines(&line);
        self.line = line;
        result
    }

    /// As [`JsonLinesWriter::flush`], for a file that is not packed: what a packed one has written would depend on when it was asked.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&mut self) -> Result<(), WriteError> {
        if let Target::Packed(..) = self.target { Ok(()) } else { self.flush() }
    }

    /// Where a file stands until it is finished.
    pub fn unfinished_path(&self) -> Option<&Path> {
        match &self.target {
            Target::File(file) => Some(file.unfinished_path()),
            Target::Packed(_, file) => Some(file.get_ref().unfinished_path()),
            Target::Stdout(_) => None,
        }
    }

    /// From here on, what was written to a file stays if the writer is dropped unfinished, for another run to go on with.
    pub fn keep_unfinished(&mut self) {
        match &mut self.target {
            Target::File(file) => file.keep_unfinished(),
            Target::Packed(_, file) => file.get_mut().keep_unfinished(),
            Target::Stdout(_) => {}
        }
    }

    /// Bytes written so far, before compression.
    pub fn written_bytes(&self) -> u64 {
        self.written
    }

    /// Hands on what is buffered: a filter calls it when no more input is waiting.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> Result<(), WriteError> {
        let result = match &mut self.target {
            Target::File(file) => file.flush(),
            Target::Packed(_, file) => file.flush(),
            Target::Stdout(stdout) => stdout.flush(),
        };
        result.map_err(|source| self.error(source))
    }

    /// Writes what is buffered and gives a file its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<(), WriteError> {
        match self.target {
            Target::File(file) => file.finish(),
            Target::Packed(path, file) => {
                file.finish().map_err(|source| WriteError::file(&path, source))?.finish()
            }
            Target::Stdout(mut stdout) => stdout.flush().map_err(WriteError::stdout),
        }
    }

    fn error(&self, source: io::Error) -> WriteError {
        match &self.target {
            Target::File(file) => WriteError::file(file.path(), source),
            Target::Packed(path, _) => WriteError::file(path, source),
            Target::Stdout(_) => WriteError::stdout(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn written(compress: bool) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("lines");
        let mut writer = JsonLinesWriter::file(&path, compress).expect("created");
        writer.write_lines(b"{}\n[]\n").expect("written");
        writer.write_record(&"é\n").expect("written");
        assert_eq!(writer.written_bytes(), 6 + 7);
        writer.finish().expect("finished");
        std::fs::read(path).expect("read")
    }

    const LINES: &str = "{}\n[]\n\"é\\n\"\n";

    #[test]
    fn lines_are_written_as_they_are() {
        assert_eq!(written(false), LINES.as_bytes());
    }

    #[test]
    fn packed_lines_are_the_same_in_every_run() {
        let packed = written(true);
        assert_eq!(packed, written(true));
        let mut text = String::new();
        GzDecoder::new(&packed[..]).read_to_string(&mut text).expect("gzip");
        assert_eq!(text, LINES);
    }

    /// The device that has no room, where there is one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_from_a_broken_pipe() {
        let error = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .and_then(|mut full| full.write_all(b"x"));
        let error = WriteError::stdout(error.expect_err("full"));
        assert!(error.is_disk_full() && !error.is_broken_pipe());
        assert_eq!(error.to_string(), "standard output cannot be written: the disk is full");
        let error = WriteError::stdout(io::ErrorKind::BrokenPipe.into());
        assert!(error.is_broken_pipe() && !error.is_disk_full());
    }
}
