//! From bytes to text: which encoding, and whether it is text at all.
//!
//! The order of evidence: a byte order mark, the label of the configuration, the bytes being valid
//! UTF-8, UTF-16 by its zero bytes, nearly valid UTF-8, what the server and the page declare, and last the guess of
//! `chardetng`, which web browsers use. The bytes go before the declaration because a wrong
//! declaration is common and text in another encoding that happens to be valid UTF-8 is not. For the same reason a
//! declaration by which the text is no language's (`plausible`) gives way to the guess, if by that it is one's.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::languages::Language;
use super::plausible::Strangeness;

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Binary;

/// The text of a file, and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding that was declared and the one that the text was read in, if the declaration was wrong.
    pub(super) corrected: Option<(&'static str, &'static str)>,
}

/// The text of a file. What is malformed in its encoding becomes U+FFFD.
pub(super) fn decode(bytes: &[u8], label: Option<&'static Encoding>, html: bool) -> Result<Decoded, Binary> {
    decode_served(bytes, label, None, html)
}

/// The text of a page for which the server named an encoding, which goes before what the page declares.
pub(super) fn decode_served(
    bytes: &[u8],
    label: Option<&'static Encoding>,
    served: Option<&'static Encoding>,
    html: bool,
) -> Result<Decoded, Binary> {
    if has_signature(bytes) {
        return Err(Binary);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text_of(&bytes[mark..], encoding);
    }
    if let Some(encoding) = label {
        return text_of(bytes, encoding);
    }
    // The shifts of ISO-2022-JP; its bytes are all ASCII.
    let shifts = memchr::memmem::find(bytes, b"\x1B$").is_some();
    let wide = wide_encoding(bytes);
    if let (Ok(text), false, None) = (std::str::from_utf8(bytes), shifts, wide) {
        let text = Decoded { text: text.to_owned(), corrected: None };
        return if is_binary(bytes) { Err(Binary) } else { Ok(text) };
    }
    if let Some(encoding) = wide.or_else(|| is_nearly_utf8(bytes).then_some(UTF_8)) {
        return text_of(bytes, encoding);
    }
    let served = served.filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8);
    let declared = if html { declared(bytes) } else { None };
    let named: Vec<_> = served.into_iter().chain(declared).collect();
    examined(bytes, &named, html)
}

/// The text by the first of the named encodings, or without one by the guess for English; by another, if by the first
/// it makes no sense and by the other it does.
fn examined(bytes: &[u8], named: &[&'static Encoding], html: bool) -> Result<Decoded, Binary> {
    let language = if html { language(bytes) } else { None };
    let country = language.map(|language| language.country);
    let first = named.first().copied().unwrap_or_else(|| guess(bytes, country.or(ENGLISH)));
    let read = text_of(bytes, first)?;
    let others = named.iter().copied().filter(|other| *other != first);
    let better = match language.and_then(|language| Some((language, language.fit(&read.text)?))) {
        Some((language, fit)) if fit + BETTER < 1000 => {
            let native = [guess(bytes, country)].into_iter().chain(language.encodings.iter().copied());
            fitting(bytes, language, fit + BETTER, others.clone().chain(native))
        }
        _ => None,
    };
    let better = better.or_else(|| {
        let guesses = [guess(bytes, country), guess(bytes, None), guess(bytes, ENGLISH)];
        plausible(bytes, &read.text, others.chain(guesses))
    });
    let Some((text, encoding)) = better.filter(|(_, encoding)| *encoding != first) else { return Ok(read) };
    let corrected = named.first().map(|first| (first.name(), encoding.name()));
    Ok(Decoded { text, corrected })
}

/// So many of a thousand letters of a text in a language are its own, or it is not read right.
const FITTING: usize = 850;

/// So many more of a thousand letters must be the language's for another encoding to be taken: of Hungarian, only two
/// letters are not those of Windows-1252.
const BETTER: usize = 50;

/// The text by the encoding by which most of its letters are those of the language, if by one more than `least` of a
/// thousand are.
fn fitting(
    bytes: &[u8],
    language: &Language,
    least: usize,
    encodings: impl Iterator<Item = &'static Encoding>,
) -> Option<(String, &'static Encoding)> {
    let mut best = None;
    let mut most = least.max(FITTING);
    for encoding in encodings {
        let Ok(read) = text_of(bytes, encoding) else { continue };
        let fit = language.fit(&read.text).unwrap_or_default();
        if fit > most && !Strangeness::of(&read.text).is_implausible() {
            (best, most) = (Some((read.text, encoding)), fit);
        }
    }
    best
}

/// The text by the encoding by which it is the least strange, if that is far less than `strange` is.
fn plausible(
    bytes: &[u8],
    strange: &str,
    encodings: impl Iterator<Item = &'static Encoding>,
) -> Option<(String, &'static Encoding)> {
    let strange = Strangeness::of(strange);
    if !strange.is_implausible() {
        return None;
    }
    let mut best = None;
    let mut least = usize::MAX;
    for encoding in encodings {
        let Ok(read) = text_of(bytes, encoding) else { continue };
        let found = Strangeness::of(&read.text);
        if !found.is_implausible() && found.is_far_better_than(strange) && found.share() < least {
            (best, least) = (Some((read.text, encoding)), found.share());
        }
    }
    best
}

fn text_of(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Binary> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let decoded = |text: String| Decoded { text, corrected: None };
    if is_binary(text.as_bytes()) { Err(Binary) } else { Ok(decoded(text.into_owned())) }
}

/// Formats that people name by mistake and whose first bytes look like text.
fn has_signature(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 10] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\x7FELF",
        b"\x1F\x8B\x08",
        b"\xD0\xCF\x11\xE0",
        b"BZh9",
        b"\x28\xB5\x2F\xFD",
    ];
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

/// Whether more than one byte in fifty is a control character that no text has. In packed or
/// compiled data one in nine is; stray ones in scraped text are far fewer. In a short text a few of them say nothing.
fn is_binary(bytes: &[u8]) -> bool {
    let controls: usize = bytes
        .chunks(128)
        .map(|chunk| {
            // A count in a byte per block lets the compiler use wide registers.
            chunk.iter().map(|byte| u8::from(is_control(*byte))).sum::<u8>() as usize
        })
        .sum();
    controls > MOST_STRAY && controls * 50 > bytes.len()
}

/// So many control characters are strays, in however short a text.
const MOST_STRAY: usize = 2;

/// Control characters other than tab, line ends, form feed, escape and (in old DOS files) end of file.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x09..=0x0D | 0x1A | 0x1B)
}

/// UTF-16 without a mark: in the common alphabets the high byte of each character is below 0x20, and
/// the low one seldom is.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let low = |byte: u8| byte < 0x09 || is_control(byte);
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(low(pair[0]));
        odd += usize::from(low(pair[1]));
    }
    match (even * 10, odd * 10) {
        (even, odd) if odd > 7 * pairs && even < 3 * pairs => Some(UTF_16LE),
        (even, odd) if even > 7 * pairs && odd < 3 * pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a few bytes are broken in what is otherwise UTF-8. Other encodings seldom hold even one
/// sequence that UTF-8 allows.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let text = chunk.valid().as_bytes();
        valid += text.iter().filter(|byte| **byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * broken
}

/// So far into a page its declarations are looked for, in bytes.
const REACH: usize = 4096;

/// The encoding that a page declares in a `<meta>` tag or an XML declaration near its beginning.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(REACH)].to_ascii_lowercase();
    let names: [(&[u8], &[u8]); 2] = [(b"charset", b"<meta"), (b"encoding", b"<?xml")];
    names.iter().find_map(|(name, tag)| {
        memchr::memmem::find_iter(&head, name).find_map(|at| {
            let open = memchr::memrchr(b'<', &head[..at])?;
            if !head[open..].starts_with(tag) {
                return None;
            }
            let label = label_after(&head[at + name.len()..])?;
            let encoding = Encoding::for_label(label)?;
            // A page whose declaration could be read byte by byte is not UTF-16.
            let wide = encoding == UTF_16LE || encoding == UTF_16BE;
            (!wide && encoding != UTF_8).then_some(encoding)
        })
    })
}

/// The value of `= "value"`.
fn label_after(rest: &[u8]) -> Option<&[u8]> {
    let value = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    Some(&value[..end.unwrap_or(value.len())])
}

/// Short texts with a few accents fit Central European and Western encodings alike; English text that is not UTF-8 is
/// Western far more often, which this hint says. Clear evidence still wins.
const ENGLISH: Option<&[u8]> = Some(b"uk");

/// The guess for a country, named by its domain.
fn guess(bytes: &[u8], country: Option<&[u8]>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let non_ascii = detector.feed(bytes, true);
    let guess = detector.guess(country, Utf8Detection::Deny);
    // Too little evidence: what most pages without declaration are.
    if !non_ascii && guess.is_single_byte() { WINDOWS_1252 } else { guess }
}

/// The language that the page says that it is in.
fn language(bytes: &[u8]) -> Option<&'static Language> {
    let head = bytes[..bytes.len().min(REACH)].to_ascii_lowercase();
    let tag = &head[memchr::memmem::find(&head, b"<html")?..];
    let tag = &tag[..memchr::memchr(b'>', tag)?];
    let at = memchr::memmem::find(tag, b"lang")?;
    Language::of_code(label_after(&tag[at + b"lang".len()..])?)
}

#[cfg(test)]
mod tests {
    use encoding_rs::*;
    use proptest::prelude::*;

    use super::*;

    /// The text alone.
    fn decode(bytes: &[u8], label: Option<&'static Encoding>, html: bool) -> Result<String, Binary> {
        super::decode(bytes, label, html).map(|decoded| decoded.text)
    }

    const POLISH: &str =
        "Prezydent powiedział w środę, że rozmowy będą trwały jeszcze tydzień. Źródła zaprzeczają.";
    const RUSSIAN: &str = "Президент сообщил в среду, что переговоры продлятся ещё неделю.";
    const JAPANESE: &str = "大統領は水曜日、協議がさらに一週間続くと述べた。";
    const FRENCH: &str = "Le président a déclaré mercredi que les négociations dureraient « une semaine ».";

    #[track_caller]
    fn check(encoding: &'static Encoding, text: &str) {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        assert_eq!(decode(&bytes, None, false).as_deref(), Ok(text), "{}", encoding.name());
    }

    #[test]
    fn encodings_are_recognized_without_declaration() {
        check(UTF_8, FRENCH);
        check(WINDOWS_1252, FRENCH);
        check(WINDOWS_1250, POLISH);
        check(WINDOWS_1251, RUSSIAN);
        check(KOI8_R, RUSSIAN);
        check(SHIFT_JIS, JAPANESE);
        check(EUC_JP, JAPANESE);
        check(ISO_2022_JP, JAPANESE);
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf16_is_recognized_with_and_without_mark() {
        for text in [FRENCH, RUSSIAN, POLISH] {
            for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
                assert_eq!(decode(&utf16(text, little, mark), None, false).as_deref(), Ok(text));
            }
        }
        assert_eq!(decode(&utf16(JAPANESE, true, true), None, false).as_deref(), Ok(JAPANESE));
    }

    #[test]
    fn a_mark_is_not_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc", None, false).as_deref(), Ok("abc"));
    }

    #[test]
    fn one_broken_sequence_does_not_change_the_encoding() {
        let mut bytes = POLISH.as_bytes().to_vec();
        bytes.push(0xC5);
        assert_eq!(decode(&bytes, None, false), Ok(format!("{POLISH}\u{FFFD}")));
    }

    #[test]
    fn a_label_wins_over_the_bytes() {
        let (bytes, ..) = WINDOWS_1251.encode(RUSSIAN);
        assert_eq!(decode(&bytes, Some(KOI8_R), false).map(|text| text == RUSSIAN), Ok(false));
        assert_eq!(decode(&bytes, Some(WINDOWS_1251), false).as_deref(), Ok(RUSSIAN));
    }

    #[test]
    fn a_page_declares_its_encoding() {
        let page = |head: &str| {
            let (bytes, ..) = ISO_8859_2.encode("<p>Łódź</p>");
            let mut page = head.as_bytes().to_vec();
            page.extend_from_slice(&bytes);
            decode(&page, None, true).map(|text| text.contains("Łódź"))
        };
        assert_eq!(page("<meta charset=\"iso-8859-2\">"), Ok(true));
        assert_eq!(page("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>"), Ok(true));
        assert_eq!(page("<?xml version='1.0' encoding='iso-8859-2'?>"), Ok(true));
        assert_eq!(page("<script charset=utf-8></script><meta charset = iso-8859-2 >"), Ok(true));
        // A script's encoding is not the page's.
        assert_eq!(page("<script charset=\"koi8-r\"></script><meta charset=iso-8859-2>"), Ok(true));
    }

    #[test]
    fn binary_files_are_refused() {
        for bytes in [&b"%PDF-1.7 and so on"[..], b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", b"\0\x01\x02binary"] {
            assert_eq!(decode(bytes, None, false), Err(Binary), "{bytes:?}");
        }
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise, None, false), Err(Binary));
    }

    #[test]
    fn a_stray_control_character_is_no_reason() {
        for text in [format!("{FRENCH}\0"), "abc\0".to_owned(), "Ky\0iv agreed.\u{1}".to_owned()] {
            assert_eq!(decode(text.as_bytes(), None, false), Ok(text));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), html: bool) {
            let _ = decode(&bytes, None, html);
            let _ = decode(&bytes, Some(SHIFT_JIS), html);
        }

        #[test]
        fn utf8_is_read_as_it_is(text in "[a-zé—😀 \\n]{0,200}") {
            let read = decode(text.as_bytes(), None, false);
            prop_assert_eq!(read.as_deref(), Ok(text.as_str()));
        }
    }
}
