//! Web addresses with a scheme and e-mail addresses, found by a search for `://` and `@`.
//!
//! Plain text pays nothing for them but two searches with vector instructions. Addresses without a
//! scheme (`example.org/a`) are found where a word meets a period: see `word`.

use memchr::{memchr, memmem};
use tidings_core::TokenKind;

use crate::bytes::{DIGIT, LETTER, SPACE, WORD, is, same};

/// One address.
pub(super) struct Address {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TokenKind,
}

/// The addresses of a text, in order, without overlap.
pub(super) struct Addresses<'t> {
    bytes: &'t [u8],
    /// Everything before is done with.
    done: usize,
    /// The next `@` and the next `://` not yet looked at; the length of the text if there is none.
    at_sign: usize,
    scheme: usize,
}

impl<'t> Addresses<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut addresses = Addresses { bytes, done: 0, at_sign: 0, scheme: 0 };
        addresses.at_sign = addresses.find_at_sign(0);
        addresses.scheme = addresses.find_scheme(0);
        addresses
    }

    fn find_at_sign(&self, from: usize) -> usize {
        memchr(b'@', &self.bytes[from..]).map_or(self.bytes.len(), |at| from + at)
    }

    fn find_scheme(&self, from: usize) -> usize {
        memmem::find(&self.bytes[from..], b"://").map_or(self.bytes.len(), |at| from + at)
    }

    /// The web address around the `://` at `at`.
    fn web(&self, at: usize) -> Option<Address> {
        const SCHEMES: [&[u8]; 5] = [b"https", b"http", b"ftp", b"ftps", b"tg"];
        let before = &self.bytes[self.done..at];
        let scheme = SCHEMES.iter().find(|scheme| {
            before.len() >= scheme.len() && same(&before[before.len() - scheme.len()..], scheme)
        })?;
        let end = web_end(self.bytes, at + 3);
        (end > at + 3).then_some(Address { start: at - scheme.len(), end, kind: TokenKind::Url })
    }

    /// The e-mail address around the `@` at `at`.
    fn mail(&self, at: usize) -> Option<Address> {
        let bytes = self.bytes;
        let mut start = at;
        while start > self.done
            && (is(bytes[start - 1], LETTER | DIGIT) || b"._%+-".contains(&bytes[start - 1]))
        {
            start -= 1;
        }
        while start < at && !is(bytes[start], LETTER | DIGIT) {
            start += 1;
        }
        let mut end = at + 1;
        while end < bytes.len() && (is(bytes[end], WORD) || b".-".contains(&bytes[end])) {
            end += 1;
        }
        while end > at + 1 && b".-_".contains(&bytes[end - 1]) {
            end -= 1;
        }
        let host = &bytes[at + 1..end];
        // `Name@OFFICE` needs no period, but after `wait...@user` the rest is a handle.
        let local_ends = start < at && (is(bytes[at - 1], WORD) || host.contains(&b'.'));
        let valid = local_ends && host.first().is_some_and(|first| is(*first, LETTER | DIGIT));
        valid.then_some(Address { start, end, kind: TokenKind::Email })
    }
}

impl Iterator for Addresses<'_> {
    type Item = Address;

    fn next(&mut self) -> Option<Address> {
        while self.at_sign.min(self.scheme) < self.bytes.len() {
            let found = if self.at_sign < self.scheme {
                let at = self.at_sign;
                self.at_sign = self.find_at_sign(at + 1);
                let mail = self.mail(at);
                self.done = self.done.max(at + 1);
                mail
            } else {
                let at = self.scheme;
                self.scheme = self.find_scheme(at + 3);
                self.web(at)
            };
            if let Some(address) = found {
                self.done = address.end;
                if self.at_sign < self.done {
                    self.at_sign = self.find_at_sign(self.done);
                }
                if self.scheme < self.done {
                    self.scheme = self.find_scheme(self.done);
                }
                return Some(address);
            }
        }
        None
    }
}

/// Where the web address ends whose host or path begins at `start`.
pub(super) fn web_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    let (mut open, mut closed) = (0u32, 0u32);
    while end < bytes.len() && !is(bytes[end], SPACE) && !b"<>\"|^`{}\\".contains(&bytes[end]) {
        // Typeset quotes, dashes and the ellipsis (E2 80 xx) and full-width marks end an address;
        // other letters may stand in it.
        if matches!(bytes[end], 0xE2 | 0xEF)
            || (bytes[end] == 0xC2 && end + 1 < bytes.len() && bytes[end + 1] < 0xC0)
        {
            break;
        }
        open += u32::from(bytes[end] == b'(');
        closed += u32::from(bytes[end] == b')');
        end += 1;
    }
    // What closes the sentence or the brackets around the address is not part of it.
    while end > start {
        match bytes[end - 1] {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' | b'*' | b'_' => end -= 1,
            b')' if closed > open => {
                closed -= 1;
                end -= 1;
            }
            _ => break,
        }
    }
    end
}
