//! Tokens that begin with a letter: words with their clitics, hyphens, apostrophes and periods.

use tidings_core::TokenKind::{self, Clitic, Symbol, Url, Word};

use super::address::web_end;
use super::scan::Scanner;
use crate::abbreviations::{Abbreviation, abbreviation, begins_sentence};
use crate::bytes::{DIGIT, HIGH, LETTER, SPACE, UPPER, WORD, extends, is, same};

/// How a word goes on after an apostrophe or a period.
enum Next {
    /// It goes on behind this place.
    Joined(usize),
    /// It ends before the mark.
    Ends,
    /// It ends here, as a token of this kind.
    Token(usize, TokenKind),
    /// It ends at the first place, and a clitic reaches to the second.
    Clitic(usize, usize),
}

impl Scanner<'_> {
    /// The word that begins at `start` and is known to reach to `at`.
    pub(super) fn word(&mut self, start: usize, mut at: usize) {
        loop {
            while is(self.byte(at), WORD) {
                at += 1;
            }
            let next = match self.byte(at) {
                b' ' | b',' => Next::Ends,
                b'.' => self.period(start, at),
                b'&' => self.ampersand(start, at),
                b'$' => self.dollar(start, at),
                b'-' => self.hyphenated(start, at, 1),
                b'\'' => self.apostrophized(start, at, 1),
                byte if is(byte, HIGH) => self.high_in_word(start, at),
                _ => Next::Ends,
            };
            match next {
                Next::Joined(end) => at = end,
                Next::Ends => return self.finish(start, at),
                Next::Token(end, kind) => return self.push(start, end, kind),
                Next::Clitic(end, clitic) => {
                    self.push(start, end, Word);
                    return self.push(end, clitic, Clitic);
                }
            }
        }
    }

    /// Adds the word `start..end`, in two parts if it is one of the contracted ones.
    fn finish(&mut self, start: usize, end: usize) {
        if let Some(second) = self.contraction(start, end) {
            self.push(start, second, Word);
            // `cannot` is two full words.
            let kind = if end - second == 3 { Word } else { Clitic };
            return self.push(second, end, kind);
        }
        self.push(start, end, Word);
    }

    /// Where the second part of a word such as `cannot`, `gonna` or `dont` begins.
    fn contraction(&self, start: usize, end: usize) -> Option<usize> {
        let last = self.byte(end - 1) | 0x20;
        if !(self.config.split_clitics && matches!(last, b't' | b'a') && (4..=8).contains(&(end - start))) {
            return None;
        }
        let word = self.slice(start, end);
        let is_one_of = |list: &[&[u8]]| list.iter().any(|other| same(word, other));
        if is_one_of(&[b"cannot"]) {
            Some(end - 3)
        } else if is_one_of(&[
            b"gonna",
            b"wanna",
            b"gotta",
            b"dont",
            b"didnt",
            b"doesnt",
            b"isnt",
            b"wasnt",
            b"arent",
            b"werent",
            b"hasnt",
            b"havent",
            b"hadnt",
            b"wouldnt",
            b"couldnt",
            b"shouldnt",
            b"aint",
            b"wont",
            b"cant",
        ]) {
            Some(end - 2)
        } else {
            None
        }
    }

    /// A character beyond ASCII in a word.
    fn high_in_word(&self, start: usize, at: usize) -> Next {
        let Some(c) = self.char_at(at) else { return Next::Ends };
        match c {
            '\u{2019}' | '\u{2BC}' => self.apostrophized(start, at, c.len_utf8()),
            '\u{2010}' | '\u{2011}' => self.hyphenated(start, at, c.len_utf8()),
            c if c.is_alphanumeric() || extends(c) => Next::Joined(at + c.len_utf8()),
            _ => Next::Ends,
        }
    }

    fn hyphenated(&self, start: usize, at: usize, hyphen: usize) -> Next {
        let after = at + hyphen;
        if self.word_at(after) && (!self.config.split_hyphens || is_prefix(self.slice(start, at))) {
            return Next::Joined(after);
        }
        Next::Ends
    }

    fn apostrophized(&self, start: usize, at: usize, apostrophe: usize) -> Next {
        let after = at + apostrophe;
        if !self.letter_at(after) {
            return Next::Ends;
        }
        if !self.config.split_clitics {
            return Next::Joined(after);
        }
        if let Some(end) = self.clitic_end(after) {
            return Next::Clitic(at, end);
        }
        let negated = matches!(self.byte(after), b't' | b'T') && !self.word_at(after + 1);
        if negated && matches!(self.byte(at - 1), b'n' | b'N') {
            if at - 1 == start {
                return Next::Token(after + 1, Clitic);
            }
            return Next::Clitic(at - 1, after + 1);
        }
        Next::Joined(after)
    }

    /// One past the letters of the clitic (`s`, `re`, `ll` …) whose apostrophe ends at `at`.
    pub(super) fn clitic_end(&self, at: usize) -> Option<usize> {
        let length = match self.byte(at) | 0x20 {
            b's' | b'm' | b'd' => 1,
            b'r' | b'v' if self.byte(at + 1) | 0x20 == b'e' => 2,
            b'l' if self.byte(at + 1) | 0x20 == b'l' => 2,
            _ => return None,
        };
        (!self.word_at(at + length)).then_some(at + length)
    }

    /// `AT&T`, `R&D`: capitals on both sides.
    fn ampersand(&self, start: usize, at: usize) -> Next {
        let capitals = |word: &[u8]| word.iter().all(|byte| is(*byte, UPPER));
        let end = self.letters_end(at + 1).min(at + 6);
        let joined = end > at + 1 && at - start <= 4 && capitals(self.slice(start, at));
        if joined && capitals(self.slice(at + 1, end)) && !self.word_at(end) {
            return Next::Joined(end);
        }
        Next::Ends
    }

    /// `US$`, `A$`: a currency.
    fn dollar(&self, start: usize, at: usize) -> Next {
        match self.slice(start, at) {
            b"US" | b"A" | b"AU" | b"C" | b"CA" | b"HK" | b"NZ" | b"S" | b"NT" | b"R" => {
                Next::Token(at + 1, Symbol)
            }
            _ => Next::Ends,
        }
    }

    fn period(&self, start: usize, at: usize) -> Next {
        if self.byte(at + 1) == b'.' {
            // `Jr..`: a period each for the abbreviation and the sentence; more are an ellipsis.
            let two = self.byte(at + 2) != b'.' && abbreviation(self.slice(start, at)).is_some();
            return if two { Next::Token(at + 1, Word) } else { Next::Ends };
        }
        let single = is_single(self.slice(start, at));
        if self.word_at(at + 1) {
            self.period_inside(start, at, single)
        } else {
            self.period_after(start, at, single)
        }
    }

    /// A period with a letter or digit right after it.
    fn period_inside(&self, start: usize, at: usize, single: bool) -> Next {
        let next = self.byte(at + 1);
        if is(self.byte(at - 1), DIGIT) && is(next, DIGIT) {
            return Next::Joined(at + 1);
        }
        if single {
            let end = self.acronym_end(at);
            if end > at + 1 {
                return Next::Token(end, Word);
            }
            if is(next, DIGIT) {
                return Next::Joined(at + 1);
            }
            if self.capital_at(start) && self.capital_at(at + 1) {
                return Next::Token(at + 1, Word);
            }
        }
        let word = self.slice(start, at);
        if matches!(word, b"Ph" | b"Ed" | b"Psy" | b"Litt") && next == b'D' && !self.word_at(at + 2) {
            return Next::Token(at + 2 + usize::from(self.byte(at + 2) == b'.'), Word);
        }
        if let Some((end, kind)) = self.dotted(start, at) {
            return Next::Token(end, kind);
        }
        let abbreviates = match abbreviation(word) {
            Some(Abbreviation::BeforeNumber) => is(next, DIGIT),
            Some(_) => self.capital_at(at + 1) || is(next, DIGIT),
            None => false,
        };
        if abbreviates { Next::Token(at + 1, Word) } else { Next::Ends }
    }

    /// A period with no letter or digit right after it.
    fn period_after(&self, start: usize, at: usize, single: bool) -> Next {
        let next = self.blanks_end(at + 1);
        let abbreviates = if single {
            self.is_initial(start, next)
        } else {
            match abbreviation(self.slice(start, at)) {
                Some(Abbreviation::BeforeNumber) => is(self.byte(next), DIGIT),
                Some(_) => true,
                None => false,
            }
        };
        if abbreviates { Next::Token(at + 1, Word) } else { Next::Ends }
    }

    /// One past a row of single letters with periods, whose first period is at `at`: `U.S.`, `a.m.`,
    /// `M.Sc.`; or just past that period if no row follows.
    fn acronym_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let letters = self.letters_end(end);
            let degree =
                matches!(self.slice(end, letters), b"Sc" | b"Phil" | b"Ed" | b"Eng" | b"Litt" | b"Tech");
            let letter = match self.char_at(end) {
                Some(c) if c.is_alphabetic() => self.extenders_end(end + c.len_utf8()),
                _ => return end,
            };
            let segment = if degree { letters } else { letter };
            if self.word_at(segment) {
                return end;
            }
            end = segment;
            if self.byte(end) != b'.' || self.byte(end + 1) == b'.' {
                return end;
            }
            end += 1;
        }
    }

    /// Whether the period after the single letter at `start` makes it an initial, given where the
    /// next word begins. At the end of a line, and before a word that begins sentences, it does not.
    fn is_initial(&self, start: usize, next: usize) -> bool {
        let letter = self.byte(start);
        if !self.capital_at(start) {
            // `c. 1900`, `p. 5`, and `v.` of court cases.
            let bracketed = self.last().is_some_and(|last| self.byte(last.start as usize) == b'(');
            return letter == b'v' && self.capital_at(next)
                || matches!(letter, b'c' | b'p' | b'b' | b'd' | b'r')
                    && (bracketed || is(self.byte(next), DIGIT));
        }
        if next >= self.end || is(self.byte(next), SPACE) {
            return false;
        }
        let word = self.slice(next, self.letters_end(next));
        if word.len() > 1 && begins_sentence(word) {
            return false;
        }
        letter != b'I' || self.last().is_some_and(|last| self.capital_at(last.start as usize))
    }

    /// A name with periods inside, whose first period is at `at`: a web address without scheme, a
    /// file name, a news group; `None` if a missing space after a full stop is likelier.
    fn dotted(&self, start: usize, at: usize) -> Option<(usize, TokenKind)> {
        const MAX_PARTS: usize = 6;
        const MAX_PART: usize = 63;
        let mut host = None;
        let (mut end, mut parts, mut lower) = (at, 1, !is(self.byte(start), UPPER));
        let www = same(self.slice(start, at), b"www");
        while parts < MAX_PARTS && self.byte(end) == b'.' {
            let mut next = end + 1;
            while (is(self.byte(next), WORD) || self.byte(next) == b'-') && next - end <= MAX_PART {
                next += 1;
            }
            let part = self.slice(end + 1, next);
            if part.is_empty() || self.word_at(next) {
                break;
            }
            lower &= !is(part[0], UPPER);
            parts += 1;
            end = next;
            match top_level(part) {
                Some(Top::Host) => host = Some((end, Url)),
                Some(Top::Country) if parts > 2 || self.byte(end) == b'/' => host = Some((end, Url)),
                Some(Top::File) => host = Some((end, Word)),
                _ if www => host = Some((end, Url)),
                _ => {}
            }
        }
        match host {
            Some((end, Url))
                if self.byte(end) == b'/' || self.byte(end) == b':' && is(self.byte(end + 1), DIGIT) =>
            {
                Some((web_end(self.slice(0, self.end), end), Url))
            }
            Some(host) => Some(host),
            // `alt.animals.cat`: two full stops without space and capital are unlikely.
            None if parts > 2 && lower => Some((end, Word)),
            None => None,
        }
    }
}

/// What the last part of a dotted name shows the name to be.
enum Top {
    Host,
    /// A country's domain, also a short word: taken only where more speaks for it.
    Country,
    File,
}

fn top_level(part: &[u8]) -> Option<Top> {
    if part.len() > 5 || part.is_empty() {
        return None;
    }
    // `ended.The`: a word with a capital begins a sentence.
    if is(part[0], UPPER) && part.iter().any(|byte| is(*byte, LETTER) && !is(*byte, UPPER)) {
        return None;
    }
    let mut lower = [0; 5];
    let lower = &mut lower[..part.len()];
    lower.copy_from_slice(part);
    lower.make_ascii_lowercase();
    let country = part[0] >= b'a';
    Some(match &*lower {
        b"com" | b"org" | b"net" | b"gov" | b"edu" | b"mil" | b"info" | b"biz" | b"int" | b"io" | b"tv" => {
            Top::Host
        }
        b"uk" | b"ru" | b"ua" | b"de" | b"fr" | b"cn" | b"jp" | b"eu" | b"ly" | b"gg" | b"ca" | b"au"
        | b"nl" | b"pl" | b"ch" | b"se" | b"dk" | b"fi" | b"cz" | b"br" | b"mx" | b"kr" | b"tr" | b"ir"
        | b"il" | b"ae" | b"pk" | b"za" | b"nz" | b"ie" | b"gr" | b"ro" | b"hu" | b"kz" | b"cat"
        | b"news"
            if country =>
        {
            Top::Host
        }
        b"in" | b"it" | b"is" | b"at" | b"be" | b"me" | b"to" | b"so" | b"us" | b"no" | b"my" | b"by"
        | b"co" | b"es" | b"pt" | b"sa" | b"ai"
            if country =>
        {
            Top::Country
        }
        b"txt" | b"doc" | b"docx" | b"pdf" | b"xls" | b"xlsx" | b"ppt" | b"pptx" | b"csv" | b"xml"
        | b"json" | b"html" | b"htm" | b"php" | b"js" | b"jpg" | b"jpeg" | b"png" | b"gif" | b"mp3"
        | b"mp4" | b"zip" | b"exe" | b"url" | b"py" => Top::File,
        _ => return None,
    })
}

/// Whether `word` is a prefix that stays with its word: `non-binding`, `e-mail`.
fn is_prefix(word: &[u8]) -> bool {
    const PREFIXES: [&[u8]; 24] = [
        b"non", b"e", b"re", b"anti", b"co", b"pre", b"pro", b"mid", b"cross", b"post", b"over", b"multi",
        b"ex", b"sub", b"counter", b"semi", b"mini", b"inter", b"neo", b"socio", b"psycho", b"arch",
        b"intra", b"ultra",
    ];
    word.len() <= 7 && PREFIXES.iter().any(|prefix| same(word, prefix))
}

/// Whether `word` is one character.
fn is_single(word: &[u8]) -> bool {
    match word {
        [byte] => is(*byte, LETTER),
        [first, rest @ ..] => *first >= 0xC0 && rest.len() < 4 && rest.iter().all(|byte| byte & 0xC0 == 0x80),
        [] => false,
    }
}
