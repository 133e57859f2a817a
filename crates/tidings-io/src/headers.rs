//! Header blocks as WARC and HTTP have them: a first line, fields, an empty line.

/// A header block and where it ends.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Headers<'a> {
    /// The first line.
    pub(crate) first: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    /// Bytes of the block, the empty line included.
    pub(crate) len: usize,
}

impl<'a> Headers<'a> {
    /// The block at the start of `bytes`; `None` if there is no empty line to end it. Lines that are not
    /// text or no field are left out.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut headers = Headers::default();
        let mut start = 0;
        for (number, feed) in memchr::memchr_iter(b'\n', bytes).enumerate() {
            let line = bytes[start..feed].trim_ascii();
            start = feed + 1;
            if line.is_empty() && number > 0 {
                headers.len = start;
                return Some(headers);
            }
            let Ok(line) = std::str::from_utf8(line) else { continue };
            match line.split_once(':') {
                _ if number == 0 => headers.first = line,
                Some((name, value)) => headers.fields.push((name.trim(), value.trim())),
                None => {}
            }
        }
        None
    }

    /// The value of the first field of the given name, in whatever case it is written.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_with_its_empty_line() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX\r\n\xFF: y\r\n\r\n<p>: x\r\n\r\n";
        let headers = Headers::read(bytes).expect("ends");
        assert_eq!(headers.first, "HTTP/1.1 200 OK");
        assert_eq!(headers.get("content-type"), Some("text/html"));
        assert_eq!(headers.get("x"), None);
        assert_eq!(&bytes[headers.len..], b"<p>: x\r\n\r\n");
        assert_eq!(Headers::read(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), None);
    }
}
