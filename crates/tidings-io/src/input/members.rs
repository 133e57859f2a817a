//! A gzip file of many members, read member by member.
//!
//! A web archive packs every record as a member of its own, so that a damaged one costs that record: the stream
//! gives an error there, and the next read goes on with the next member.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Reads the members of a gzip file as one stream.
pub(super) struct Members<R: BufRead> {
    state: State<R>,
    /// Whether a damaged member was left and the next one is looked for.
    lost: bool,
}

enum State<R> {
    Between(R),
    Inside(GzDecoder<R>),
    Done,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        Members { state: State::Between(reader), lost: false }
    }
}

/// The byte that a member begins with.
const FIRST: u8 = 0x1F;

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut reader) => {
                    let ahead = reader.fill_buf()?;
                    if ahead.is_empty() {
                        return Ok(0);
                    }
                    let skip = memchr::memchr(FIRST, ahead).unwrap_or(ahead.len());
                    reader.consume(skip);
                    self.state = if skip == 0 {
                        State::Inside(GzDecoder::new(reader))
                    } else {
                        State::Between(reader)
                    };
                }
                State::Inside(mut member) => match member.read(out) {
                    Ok(0) if !out.is_empty() => {
                        self.lost = false;
                        self.state = State::Between(member.into_inner());
                    }
                    Ok(count) => {
                        self.lost = false;
                        self.state = State::Inside(member);
                        return Ok(count);
                    }
                    Err(error) => {
                        self.state = State::Between(member.into_inner());
                        // What looked like a member while one was looked for is no further damage.
                        if !std::mem::replace(&mut self.lost, true) {
                            return Err(error);
                        }
                    }
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gz(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("packed");
        encoder.finish().expect("packed")
    }

    /// What is read, with `!` for every error.
    fn read(bytes: Vec<u8>) -> String {
        let mut members = Members::new(BufReader::with_capacity(7, Cursor::new(bytes)));
        let (mut all, mut part) = (String::new(), [0; 5]);
        loop {
            match members.read(&mut part) {
                Ok(0) => return all,
                Ok(count) => all.push_str(&String::from_utf8_lossy(&part[..count])),
                Err(_) => all.push('!'),
            }
        }
    }

    #[test]
    fn members_follow_each_other() {
        assert_eq!(read([gz("one"), gz(""), gz("two")].concat()), "onetwo");
        assert_eq!(read(Vec::new()), "");
    }

    #[test]
    fn a_damaged_member_costs_itself() {
        let mut bad = gz("a record that is long enough to be packed, packed, packed");
        bad[12] ^= 0xFF;
        bad[14] ^= 0xFF;
        let all = read([gz("one"), bad, gz("two")].concat());
        assert!(all.starts_with("one") && all.ends_with("two"), "{all}");
        assert_eq!(all.matches('!').count(), 1, "{all}");
    }

    #[test]
    fn a_cut_off_file_says_so() {
        let mut bytes = [gz("one"), gz("two and more of it")].concat();
        bytes.truncate(bytes.len() - 9);
        assert!(read(bytes).ends_with('!'));
    }
}
