//! From a record of a web archive to a page: the headers of WARC and HTTP, and what they say about the content.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use tidings_core::SourceFormat;

use super::error::{DecodeError, DecodeErrorKind};
use crate::headers::Headers;
use crate::input::too_long;

/// A page out of an archive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page<'a> {
    pub(super) body: Cow<'a, [u8]>,
    pub(super) format: SourceFormat,
    /// The encoding that the server named.
    pub(super) charset: Option<&'static Encoding>,
    pub(super) url: Option<&'a str>,
    /// When the page was captured, as the archive says it.
    pub(super) captured: Option<&'a str>,
}

/// The page in a record; `None` if the record holds none: a picture, a redirection, an error of the server.
///
/// # Errors
/// If the content is packed in a way that cannot be undone, or has more than `longest` bytes then.
pub(super) fn page(record: &[u8], longest: usize) -> Result<Option<Page<'_>>, DecodeError> {
    let Some(warc) = Headers::read(record) else { return Ok(None) };
    let mut body = Cow::Borrowed(&record[warc.len..]);
    let mut kind = warc.get("Content-Type").unwrap_or_default();
    if media_type(kind).eq_ignore_ascii_case("application/http") {
        let Some(http) = Headers::read(&record[warc.len..]) else { return Ok(None) };
        if !has_succeeded(&http) {
            return Ok(None);
        }
        kind = http.get("Content-Type").unwrap_or_default();
        if format_of(kind, &record[warc.len + http.len..]).is_none() && !kind.is_empty() {
            return Ok(None);
        }
        body = unpacked(&http, &record[warc.len + http.len..], longest)?;
    }
    let format = format_of(kind, &body).filter(|_| !body.trim_ascii().is_empty());
    Ok(format.map(|format| Page {
        format,
        body,
        charset: charset_of(kind),
        url: warc.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>'])),
        captured: warc.get("WARC-Date"),
    }))
}

/// Whether a record that begins so would hold a page if it were read: what a long picture or film says of itself.
pub(crate) fn announces_page(start: &[u8]) -> bool {
    let Some(warc) = Headers::read(start) else { return false };
    let rest = &start[warc.len..];
    let kind = warc.get("Content-Type").unwrap_or_default();
    if !media_type(kind).eq_ignore_ascii_case("application/http") {
        return format_of(kind, rest).is_some();
    }
    let Some(http) = Headers::read(rest) else { return false };
    let kind = http.get("Content-Type").unwrap_or_default();
    has_succeeded(&http) && format_of(kind, &rest[http.len..]).is_some()
}

/// Whether the server answered with what was asked for.
fn has_succeeded(http: &Headers<'_>) -> bool {
    http.first.split_ascii_whitespace().nth(1).unwrap_or_default().starts_with('2')
}

fn media_type(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

fn format_of(kind: &str, body: &[u8]) -> Option<SourceFormat> {
    match media_type(kind).to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(SourceFormat::Html),
        "text/plain" => Some(SourceFormat::Text),
        // Servers that do not say are old; what begins with a tag is a page.
        "" => body.trim_ascii_start().starts_with(b"<").then_some(SourceFormat::Html),
        _ => None,
    }
}

fn charset_of(kind: &str) -> Option<&'static Encoding> {
    let value = kind.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Encoding::for_label(value.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The content without what the transfer added.
fn unpacked<'a>(http: &Headers<'_>, body: &'a [u8], longest: usize) -> Result<Cow<'a, [u8]>, DecodeError> {
    let chunked = http.get("Transfer-Encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    // Many archives name the encoding of the transfer but hold the content without it.
    let plain = chunked.then(|| joined(body)).flatten();
    let body = plain.map_or(Cow::Borrowed(body), Cow::Owned);
    let encoding = http.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    let unpack = |reader: &mut dyn Read| {
        let mut out = Vec::new();
        reader.take(longest as u64 + 1).read_to_end(&mut out).map(|_| out)
    };
    let unpacked = match encoding.as_str() {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => return Ok(body),
        "gzip" | "x-gzip" => unpack(&mut GzDecoder::new(&body[..])),
        "deflate" => unpack(&mut ZlibDecoder::new(&body[..]))
            .or_else(|_| unpack(&mut DeflateDecoder::new(&body[..])))
            .or_else(|error| if looks_plain(&body) { Ok(body.to_vec()) } else { Err(error) }),
        _ if looks_plain(&body) => return Ok(body),
        other => {
            let reason = format!("the page is packed with `{other}`, which is not supported");
            return Err(DecodeError::new(DecodeErrorKind::Encoding, reason));
        }
    };
    match unpacked {
        Ok(body) if body.len() > longest => {
            Err(DecodeError::new(DecodeErrorKind::TooLong, too_long(longest)))
        }
        Ok(body) => Ok(Cow::Owned(body)),
        Err(error) => {
            let reason = format!("the page is packed with `{encoding}` and damaged: {error}");
            Err(DecodeError::new(DecodeErrorKind::Encoding, reason))
        }
    }
}

/// Whether content is not packed, whatever its header says.
fn looks_plain(body: &[u8]) -> bool {
    let start = &body[..body.len().min(256)];
    start.trim_ascii_start().starts_with(b"<")
        && start.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
}

/// The content of a chunked transfer; `None` if it is not one.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        let feed = memchr::memchr(b'\n', &body[..body.len().min(256)])?;
        let size = std::str::from_utf8(&body[..feed]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[feed + 1..];
        if size == 0 {
            return Some(out);
        }
        // The last chunk of a transfer that broke off is shorter than it says.
        out.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r").unwrap_or(body);
        body = body.strip_prefix(b"\n").unwrap_or(body);
        if body.is_empty() {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    fn record(http: &str, body: &[u8]) -> Vec<u8> {
        let warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://harbor.example/a>\r\n\
                    WARC-Date: 2025-12-16T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\r\n";
        [warc.as_bytes(), http.as_bytes(), b"\r\n\r\n", body].concat()
    }

    fn check(http: &str, body: &[u8], expected: Option<&str>) {
        let record = record(http, body);
        let found =
            page(&record, 1000).expect("reads").map(|page| String::from_utf8_lossy(&page.body).into_owned());
        assert_eq!(found.as_deref(), expected, "{http}");
    }

    const HTML: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"windows-1251\"";

    #[test]
    fn a_page_with_what_the_headers_say() {
        let record = record(HTML, b"<p>x");
        let page = page(&record, 1000).expect("reads").expect("a page");
        assert_eq!(
            (page.url, page.captured),
            (Some("https://harbor.example/a"), Some("2025-12-16T10:00:00Z"))
        );
        assert_eq!((page.charset, page.format), (Some(encoding_rs::WINDOWS_1251), SourceFormat::Html));
        assert_eq!(&page.body[..], b"<p>x");
    }

    #[test]
    fn what_is_no_page_is_passed_over() {
        check("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>x", None);
        check("HTTP/1.1 301 Moved\r\nContent-Type: text/html", b"<p>x", None);
        check("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"<p>x", None);
        check(HTML, b" \r\n", None);
        check("HTTP/1.0 200 OK\r\nServer: old", b"\n<p>x", Some("\n<p>x"));
        check("HTTP/1.0 200 OK\r\nServer: old", b"GIF8", None);
    }

    #[test]
    fn transfers_are_undone() {
        let chunked = format!("{HTML}\r\nTransfer-Encoding: chunked");
        check(&chunked, b"3\r\n<p>\r\n2;x=y\r\nab\r\n0\r\n\r\n", Some("<p>ab"));
        check(&chunked, b"<p>not chunked", Some("<p>not chunked"));
        check(&chunked, b"9\r\n<p>cut", Some("<p>cut"));
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        gz.write_all(b"<p>packed").expect("packed");
        let gz = gz.finish().expect("packed");
        check(&format!("{HTML}\r\nContent-Encoding: gzip"), &gz, Some("<p>packed"));
        check(&format!("{HTML}\r\nContent-Encoding: gzip"), b"<p>x", Some("<p>x"));
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(b"<p>packed").expect("packed");
        check(
            &format!("{HTML}\r\nContent-Encoding: deflate"),
            &zlib.finish().expect("packed"),
            Some("<p>packed"),
        );
        check(&format!("{HTML}\r\nContent-Encoding: br"), b"<p>x", Some("<p>x"));
        let packed = record(&format!("{HTML}\r\nContent-Encoding: br"), b"\x8B\x02\x80\x03");
        let error = page(&packed, 1000).expect_err("refused");
        assert_eq!(error.reason, "the page is packed with `br`, which is not supported");
        assert!(page(&record(&format!("{HTML}\r\nContent-Encoding: gzip"), &gz[..14]), 1000).is_err());
    }

    #[test]
    fn a_page_that_unpacks_to_too_much_is_refused() {
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        gz.write_all(&[b'<'; 100_000]).expect("packed");
        let packed = record(&format!("{HTML}\r\nContent-Encoding: gzip"), &gz.finish().expect("packed"));
        assert_eq!(page(&packed, 99_999).expect_err("refused").kind, DecodeErrorKind::TooLong);
        assert!(page(&packed, 100_000).expect("reads").is_some());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(http in "[ -~\\r\\n]{0,80}", body: Vec<u8>, chunked: bool) {
            let http = if chunked { format!("{HTML}\r\nTransfer-Encoding: chunked\r\n{http}") } else { http };
            let _ = page(&record(&http, &body), 1000);
            let _ = page(&body, 1000);
        }
    }
}
