//! Dates of feeds: those of e-mail (RSS) and ISO 8601 (Atom, JSON), as people write them.

use mail_parser::DateTime;

/// The date in ISO 8601; `None` if it is none.
pub(super) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if starts_as_iso(text) {
        return Some(text.replacen(' ', "T", 1).replace(' ', ""));
    }
    let date = DateTime::parse_rfc822(text)?;
    let plausible = date.is_valid() && (1970..=2100).contains(&date.year);
    plausible.then(|| date.to_rfc3339())
}

/// Whether a text begins with year, month and day, and goes on, if it does, with a time.
fn starts_as_iso(text: &str) -> bool {
    let shape = |range: std::ops::Range<usize>, of: fn(&u8) -> bool| {
        text.as_bytes().get(range).is_some_and(|bytes| bytes.iter().all(of))
    };
    let number = |range: std::ops::Range<usize>, most: u32| {
        text.get(range).and_then(|digits| digits.parse().ok()).is_some_and(|n: u32| (1..=most).contains(&n))
    };
    shape(0..4, u8::is_ascii_digit)
        && shape(4..5, |byte| *byte == b'-')
        && number(5..7, 12)
        && shape(7..8, |byte| *byte == b'-')
        && number(8..10, 31)
        && text.len() <= 40
        && text.get(10..).is_some_and(|time| {
            time.is_empty()
                || time.starts_with(['T', 't', ' ']) && time[1..].starts_with(|c: char| c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (written, expected) in [
            ("Mon, 06 Jul 2026 10:00:00 GMT", "2026-07-06T10:00:00Z"),
            ("6 Jul 2026 10:00 +0200", "2026-07-06T10:00:00+02:00"),
            (" 2026-07-06T10:00:00+02:00 ", "2026-07-06T10:00:00+02:00"),
            ("2026-07-06 10:00:00", "2026-07-06T10:00:00"),
            ("2026-07-06 10:00:00 +0200", "2026-07-06T10:00:00+0200"),
            ("2026-07-06", "2026-07-06"),
        ] {
            assert_eq!(date(written).as_deref(), Some(expected), "{written}");
        }
        for none in ["", "yesterday", "2026", "2026-13-06", "2026-07-06 to 2026-07-08"] {
            assert_eq!(date(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,40}|[0-9:+ ,A-Za-z-]{0,40}") {
            let _ = date(&text);
        }
    }
}
