//! Mends what is not quite JSON but what programs write all the same, so that it does not cost the document.
//!
//! - Half of a surrogate pair (`\ud800`), as Python writes for a text that was cut in the middle of a character: U+FFFD.
//! - `NaN`, `Infinity`, `-Infinity`, and numbers that no 64-bit float holds: `null`.
//! - Control characters that stand unescaped in a string (a tab, a stray NUL): escaped.
//!
//! Invariant: a record that is JSON is not touched; what is broken in another way stays broken, and is told as such.

/// The record with all of this mended; `None` if there is nothing of the kind in it.
pub(super) fn mended(json: &str) -> Option<String> {
    let mut mender = Mender { json, out: String::new(), copied: 0 };
    let bytes = json.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'"' => mender.string(at + 1),
            b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => mender.word(at),
            _ => at + 1,
        };
    }
    mender.finish()
}

struct Mender<'j> {
    json: &'j str,
    out: String,
    /// How much of the record is in `out`, as it was or mended.
    copied: usize,
}

impl Mender<'_> {
    /// Goes through a string from behind its quotation mark; gives the place behind it.
    fn string(&mut self, start: usize) -> usize {
        let bytes = self.json.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at = self.escape(at),
                0..b' ' => {
                    self.replace(at, at + 1, &format!("\\u{byte:04x}"));
                    at += 1;
                }
                _ => at += 1,
            }
        }
        at
    }

    /// Looks at an escape; gives the place behind it.
    fn escape(&mut self, at: usize) -> usize {
        let Some(unit) = self.unit(at) else { return (at + 2).min(self.json.len()) };
        let whole = match unit {
            0xD800..=0xDBFF => self.unit(at + 6).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)),
            0xDC00..=0xDFFF => false,
            _ => return at + 6,
        };
        if whole {
            return at + 12;
        }
        self.replace(at, at + 6, "\\ufffd");
        at + 6
    }

    /// The code unit of an escape such as `\u00e9`.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.json.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        let all = digits.iter().all(u8::is_ascii_hexdigit);
        all.then(|| u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()).flatten()
    }

    /// Looks at a number or a word; gives the place behind it.
    fn word(&mut self, start: usize) -> usize {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
        let rest = &self.json.as_bytes()[start..];
        let end = start + rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let word = &self.json[start..end];
        let named = ["NaN", "-NaN", "Infinity", "-Infinity"].contains(&word);
        let digits = word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
        if named || (digits && word.parse::<f64>().is_ok_and(f64::is_infinite)) {
            self.replace(start, end, "null");
        }
        end
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.out.push_str(&self.json[self.copied..start]);
        self.out.push_str(with);
        self.copied = end;
    }

    fn finish(mut self) -> Option<String> {
        if self.copied == 0 {
            return None;
        }
        self.out.push_str(&self.json[self.copied..]);
        Some(self.out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        assert_eq!(mended(json).as_deref(), Some(expected));
        assert!(serde_json::from_str::<Value>(expected).is_ok());
    }

    #[test]
    fn half_a_pair_becomes_the_replacement_character() {
        check(r#"{"a": "x\ud800y"}"#, r#"{"a": "x\ufffdy"}"#);
        check(r#"["\uDC00\uD83D", "\ud83d\ude00\ud83d"]"#, r#"["\ufffd\ufffd", "\ud83d\ude00\ufffd"]"#);
        check(r#"{"\ud800": 1}"#, r#"{"\ufffd": 1}"#);
    }

    #[test]
    fn numbers_that_are_none_become_null() {
        check(r#"{"a":NaN,"b":[Infinity, -Infinity]}"#, r#"{"a":null,"b":[null, null]}"#);
        check("[1e999, -1e999, 2]", "[null, null, 2]");
    }

    #[test]
    fn control_characters_in_strings_are_escaped() {
        check("{\"a\": \"x\0y\tz\"}", r#"{"a": "x\u0000y\u0009z"}"#);
    }

    #[test]
    fn what_is_right_or_wrong_in_another_way_stays() {
        for json in [
            r#"{"a": "NaN \\ud800 \"Infinity\" \u00e9 \ud83d\ude00", "b": 1.5e10, "c": null}"#,
            "{\"a\": \t1}\r",
            r#"{"a": "\ud8"#,
            r#"{"a": "\uzzzz", "b": NaNs, "c": nan"#,
            "\\",
            "",
        ] {
            assert_eq!(mended(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn json_is_not_touched(text in "\\PC{0,40}", number: f64, list in proptest::collection::vec(any::<i64>(), 0..5)) {
            let json = serde_json::json!({ text: [number, list] }).to_string();
            prop_assert_eq!(mended(&json), None);
        }

        #[test]
        fn any_text_is_gone_through(text in "(\\\\u|d800|dc00|\"|\\\\|NaN|-|9e9|[\\x00-\\x20]|é|\\PC){0,30}") {
            let once = mended(&text);
            // Twice changes nothing more.
            prop_assert_eq!(once.as_deref().and_then(mended), None);
        }
    }
}
