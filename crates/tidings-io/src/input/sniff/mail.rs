//! Whether a file begins as an e-mail or a mailbox does.
//!
//! A memo or a press release may begin with `From:` and `Date:` too. So either a field is there that only a mail program writes, or
//! the sender is an address and subject and date are there as well; and up to the first empty line there is nothing but fields.

/// Fields that a mail program writes, and what is in each of them.
const TRACES: [(&str, &str); 9] = [
    ("return-path", "<"),
    ("received", ";"),
    ("message-id", "@"),
    ("mime-version", "1"),
    ("delivered-to", "@"),
    ("dkim-signature", "="),
    ("arc-seal", "="),
    ("authentication-results", ""),
    ("content-transfer-encoding", ""),
];

/// Whether a file that begins so is an e-mail.
pub(super) fn begins_as_mail(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    // The last line may be cut off.
    let whole = memchr::memrchr(b'\n', head).map_or(&head[..0], |at| &head[..at]);
    let mut seen = Seen::default();
    for (number, line) in whole.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if number > 0 && matches!(line[0], b' ' | b'\t') {
            continue;
        }
        let Some((name, value)) = field(line) else { return false };
        seen.note(&name, value);
    }
    seen.is_mail()
}

/// The name of a header field, in lower case, and its value.
fn field(line: &[u8]) -> Option<(String, &str)> {
    let colon = memchr::memchr(b':', line)?;
    let name = std::str::from_utf8(&line[..colon]).ok()?.trim_end();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.is_empty() || !name.bytes().all(fits) {
        return None;
    }
    // Of a value that is not UTF-8 it is enough to know that it is there.
    Some((name.to_ascii_lowercase(), std::str::from_utf8(&line[colon + 1..]).unwrap_or("?").trim()))
}

#[derive(Default)]
struct Seen {
    fields: u32,
    trace: bool,
    address: bool,
    from: bool,
    subject: bool,
    date: bool,
}

impl Seen {
    fn note(&mut self, name: &str, value: &str) {
        self.fields += 1;
        self.trace |= TRACES.iter().any(|(trace, holds)| *trace == name && value.contains(holds));
        match name {
            "from" => {
                self.from = true;
                self.address |= value.contains('@');
            }
            "subject" => self.subject = true,
            "date" => self.date = value.bytes().any(|byte| byte.is_ascii_digit()),
            _ => {}
        }
    }

    fn is_mail(&self) -> bool {
        // The trace alone may fill the whole beginning.
        let by_program = self.trace && self.fields >= 2;
        by_program || (self.address && self.subject && self.date)
    }
}

/// Whether a file that begins so is a mailbox: a line `From address date`, then header fields.
pub(in crate::input) fn begins_as_mailbox(head: &[u8]) -> bool {
    let Some(feed) = memchr::memchr(b'\n', head) else { return false };
    is_separator(&head[..feed]) && {
        let next = &head[feed + 1..];
        let next = memchr::memchr(b'\n', next).map_or(next, |end| &next[..end]);
        field(next).is_some()
    }
}

/// Whether a line, without its end, stands between two messages of a mailbox: `From`, an address, a date with its year.
pub(in crate::input) fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.trim_ascii_end().strip_prefix(b"From ") else { return false };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let sender = words.next();
    let is_year = |word: &[u8]| {
        word.len() == 4
            && word.iter().all(u8::is_ascii_digit)
            && (word.starts_with(b"19") || word.starts_with(b"20"))
    };
    let is_time =
        |word: &[u8]| word.contains(&b':') && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':');
    let (mut time, mut year) = (false, false);
    for word in words.take(8) {
        time |= is_time(word);
        year |= is_year(word);
    }
    sender.is_some() && time && year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_told_by_its_fields() {
        for mail in [
            "Return-Path: <news@quay.example>\r\nFrom: The Quay\r\n\r\nGood morning.\r\n",
            "Received: from a by b;\n\tMon, 5 Jan 2026 06:00:00 +0100\nDKIM-Signature: v=1; a=rsa-sha256;\n b=",
            "From: Ada Lund <ada@quay.example>\nTo: all\nSubject: The pier\nDate: Mon, 5 Jan 2026 06:00:00 +0100\n\nIt is closed.\n",
            "\u{feff}MIME-Version: 1.0\nSubject: Caf\u{e9}\n\n",
        ] {
            assert!(begins_as_mail(mail.as_bytes()), "{mail}");
        }
    }

    #[test]
    fn a_text_with_colons_is_no_mail() {
        for text in [
            "",
            "From: City Hall\nDate: January 5, 2026\nSubject: The pier\n\nIt is closed.\n",
            "From: ada@quay.example\n\n<html>\n",
            "Subject: the pier\nThe pier is closed. From: ada@quay.example\nDate: 5\n",
            "Breaking: the pier is closed\nUpdated: 5 January\n\nMore follows.\n",
            "Received: the bill\n\n",
        ] {
            assert!(!begins_as_mail(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_mailbox_is_told_by_its_separator() {
        let mailbox = "From news@quay.example Mon Jan  5 06:00:00 2026\nReturn-Path: <news@quay.example>\n";
        assert!(begins_as_mailbox(mailbox.as_bytes()));
        assert!(begins_as_mailbox(b"From - Mon Jan 05 06:00:00 2026\r\nSubject: x\r\n"));
        for text in [
            "From Monday on: 2026 tickets\nPrice: 5\n",
            "From a to b, 12:30 in 2026\nand so on\n",
            "From news@quay.example Mon Jan  5 06:00:00 2026",
        ] {
            assert!(!begins_as_mailbox(text.as_bytes()), "{text}");
        }
    }
}
