//! Numbers that count nothing: of telephones, houses, pages, versions, models, cases, and the numbers of a list.

use super::scan::Scan;
use super::words::Word;
use crate::pieces::{Piece, Shape};

/// The longest row of labels that is looked back on: "pages 3, 5, 7 and 9".
const MAX_ROW: usize = 4;

impl Scan<'_> {
    /// Digits inside of something that is no number: `12/34`, `v1.2`, a telephone number, "page 12", "Falcon 9".
    pub(super) fn is_code(&self, at: usize, end: usize) -> bool {
        let slash = |at: usize| matches!(self.text(at), "/" | "_" | "@" | "\\" | "#");
        let before = at.checked_sub(1).is_some_and(|before| self.glued(at) && slash(before));
        // "P5+1", "x86-64"
        let sum = at >= 2 && self.glued(at) && self.glued(at - 1) && self.text(at - 1) == "+";
        if before || sum || self.glued(end) && slash(end) {
            return true;
        }
        if self.shape(at) != Some(Shape::Number) {
            return self.is_labeled(at, end, MAX_ROW) && !self.is_plural(end);
        }
        let text = self.text(at);
        let zero =
            text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") && !text.starts_with("0,");
        zero || end == at + 1 && self.is_telephone(at)
            || self.is_called(at)
            || self.is_enumerator(at, end)
            || self.is_house(at, end)
            || self.is_verse(at)
            || self.is_labeled(at, end, MAX_ROW)
            || self.is_model(at, end)
    }

    /// Whether the number is what is called: "call 911", "dial 555".
    pub(super) fn is_called(&self, at: usize) -> bool {
        const CALLED: [&str; 17] = [
            "call",
            "called",
            "calls",
            "calling",
            "dial",
            "dialed",
            "dialled",
            "dialing",
            "phone",
            "phoned",
            "tel",
            "telephone",
            "fax",
            "hotline",
            "text",
            "ring",
            "on",
        ];
        let text = self.text(at);
        let short = text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !short {
            return false;
        }
        // "on 101", but "on 200 farms".
        let word = self.lower_before(at, 1);
        let called = CALLED.contains(&word.as_str())
            && (word.as_str() != "on" || matches!(text, "101" | "111" | "999" | "911"));
        short && !self.is_lower(at + 1) && called
            || matches!(text, "911" | "999") && (called || self.lower(at + 1).as_str() == "call")
            || short
                && called
                && !self.is_plural(at + 1)
                && !matches!(self.word(at + 1), Word::Unit(_) | Word::Clock(_))
    }

    /// Whether the digits are of a telephone number: groups without commas between them, seven digits and more together.
    fn is_telephone(&self, at: usize) -> bool {
        let part = |at: usize| {
            let text = self.text(at);
            let digits = text.trim_start_matches('+');
            let plain =
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            plain || matches!(text, "(" | ")" | "-" | "\u{2011}" | "\u{2013}") && !text.is_empty()
        };
        let near = at.checked_sub(1).is_some_and(part) || part(at + 1);
        if !near && self.text(at).len() < 7 {
            return false;
        }
        let mut from = at;
        while from > 0 && at - from < 8 && part(from - 1) {
            from -= 1;
        }
        let mut to = at + 1;
        while to < self.len() && to - at < 8 && part(to) {
            to += 1;
        }
        let (mut groups, mut digits, mut three) = (0, 0, false);
        for place in from..to {
            let text = self.text(place);
            let count = text.bytes().filter(u8::is_ascii_digit).count();
            groups += usize::from(count > 0)
                + text.bytes().filter(|byte| *byte == b'-').count() * usize::from(count > 0);
            digits += count;
            three |= count >= 3;
        }
        let country = self.text(from).starts_with('+');
        three && digits >= 7 && (groups >= 3 || country) && digits <= 16
    }

    /// "1. First", "2) Second": the number of an item of a list.
    fn is_enumerator(&self, at: usize, end: usize) -> bool {
        if !(matches!(self.text(end), "." | ")") && self.glued(end)) {
            return false;
        }
        let opens = match at.checked_sub(1) {
            None => true,
            Some(before) => {
                self.gap_has_break(at)
                    || matches!(
                        self.text(before),
                        "." | "!" | "?" | "\"" | "\u{201d}" | "(" | ")" | "--" | "\u{2014}"
                    )
            }
        };
        let small = self.text(at).len() <= 2 && end == at + 1;
        let next =
            self.piece(end + 1).is_some_and(|piece| Piece::is_capital(piece) || piece.shape == Shape::Mark);
        opens && small && next
    }

    /// "12 Harbor Street".
    fn is_house(&self, at: usize, end: usize) -> bool {
        if end != at + 1 || self.text(at).len() > 5 || self.text(at).contains(['.', ',']) {
            return false;
        }
        let mut next = end;
        while next < end + 4 && self.is_capital(next) {
            if next > end && STREETS.contains(&self.lower(next).as_str().trim_end_matches('.')) {
                return true;
            }
            next += 1;
        }
        false
    }

    /// "John 19:9-10", "Mark 15:34 and 37".
    pub(super) fn is_verse(&self, at: usize) -> bool {
        let joined = at.checked_sub(2).is_some_and(|_| {
            self.word(at - 1) == Word::And || self.comma(at - 1) || self.shape(at - 1) == Some(Shape::Hyphen)
        });
        let verse = |at: usize| {
            self.text(at).contains([':', '.'])
                && at.checked_sub(1).is_some_and(|book| BOOKS.contains(&self.text(book)))
        };
        verse(at) || joined && verse(at - 2)
    }

    /// Whether a word before says that the number is a name: "page 12", "No. 10", "rooms 3 and 5".
    fn is_labeled(&self, at: usize, end: usize, rows: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.lower(before);
        let word = word.as_str().trim_end_matches('.');
        // "No one, two aides said": only digits follow the abbreviation.
        let spelled = self.shape(at) != Some(Shape::Number);
        if spelled && word == "no" {
            return false;
        }
        let pages =
            word.strip_suffix('s').is_some_and(|one| LABELS.iter().take(NAMED).any(|label| *label == one));
        if pages || LABELS.contains(&word) {
            // "The cars seat 12 people", "the case 12 lawyers took up".
            let verb = LABELS.iter().skip(FIRM).any(|label| *label == word);
            return !(self.glued(at) || verb && self.is_plural(end));
        }
        let stop = word.is_empty() && self.text(before) == "." && self.glued(before);
        if stop
            && before > 0
            && matches!(self.lower(before - 1).as_str(), "no" | "nos" | "vol" | "fig" | "art")
        {
            return true;
        }
        let row = matches!(word, "," | "and" | "to" | "or" | "&" | "through")
            || self.shape(before) == Some(Shape::Hyphen);
        rows > 0
            && row
            && before > 0
            && (self.shape(before - 1) == Some(Shape::Number)
                || matches!(self.word(before - 1), Word::Small(_)))
            && self.is_labeled(before - 1, end, rows - 1)
    }

    /// "Falcon 9", "Wrestlemania 31", "Squadron 11": a whole number right behind a name, where nothing is counted. Two names
    /// with a number each are the sides of a game.
    fn is_model(&self, at: usize, end: usize) -> bool {
        let Some(name) = at.checked_sub(1) else { return false };
        let text = self.text(at);
        if !self.is_capital(name) || self.glued(at) || text.len() > 4 || text.contains(',') || end != at + 1 {
            return false;
        }
        let opens = match name.checked_sub(1) {
            None => true,
            Some(before) => {
                self.gap_has_break(name)
                    || matches!(
                        self.text(before),
                        "." | "!" | "?" | ":" | "\"" | "\u{201c}" | "\u{2018}" | "--" | "\u{2014}"
                    )
            }
        };
        let named = matches!(
            self.word(name),
            Word::Other | Word::Ordinal(_) | Word::Day(_) | Word::Unit(_) | Word::Season | Word::WeakSeason
        );
        if opens || !named {
            return false;
        }
        let other = end + usize::from(self.comma(end));
        let mut side = other;
        while self.is_capital(side) && side < other + 4 {
            side += 1;
        }
        let before = (1..5).any(|back| {
            name.checked_sub(back).is_some_and(|place| {
                self.shape(place) == Some(Shape::Number)
                    && (1..back).all(|near| self.is_capital(name - near) || self.comma(name - near))
            })
        });
        let game = side > other && self.shape(side) == Some(Shape::Number) || before;
        let counts = self.is_lower(end) && self.is_counted(end);
        !game && !counts
    }

    /// Whether the words at `at` are what a number before them counts.
    fn is_counted(&self, at: usize) -> bool {
        self.is_plural(at)
            || self.is_plural(at + 1)
                && !matches!(self.word(at), Word::And | Word::To | Word::Of)
                && !matches!(
                    self.lower(at).as_str(),
                    "in" | "on" | "at" | "for" | "with" | "from" | "by" | "is" | "was" | "or"
                )
    }
}

/// What a house number stands before, after a name.
const STREETS: [&str; 26] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "boulevard",
    "blvd",
    "drive",
    "dr",
    "square",
    "place",
    "way",
    "terrace",
    "court",
    "row",
    "crescent",
    "highway",
    "close",
    "quay",
    "parade",
    "gardens",
    "grove",
    "alley",
    "embankment",
];

/// How many of [`LABELS`] are numbered in the plural too: "pages 3 and 5".
const NAMED: usize = 24;
/// How many of [`LABELS`] are nothing else; the others may be verbs, or what a clause without "that" follows.
const FIRM: usize = 72;
/// Words that are numbered, in the singular.
#[rustfmt::skip] // in three parts, by what else they may be
const LABELS: [&str; 93] = [
    "page", "chapter", "section", "article", "room", "gate", "platform", "lane", "phase", "stage", "grade",
    "category", "verse", "season", "episode", "volume", "district", "ward", "zone", "flight", "route",
    "paragraph", "clause", "amendment",
    "type", "model", "tier", "no", "№", "vol", "scene", "terminal", "precinct", "exit", "leg", "hole", "item", "option",
    "proposition", "fig", "appendix", "version", "unit", "apartment", "apt", "suite", "highway",
    "interstate", "channel", "radio", "size", "docket", "id", "serial", "code", "zip", "ref", "reference",
    "psalm", "windows", "ios", "android", "invoice", "lottery", "jersey", "shirt", "pier", "area", "vitamin",
    "schedule", "annex", "sheet",
    "building", "case", "level", "line", "number", "part", "act", "row", "seat", "box", "lot", "heat", "round", "question",
    "rule", "figure", "bus", "ticket", "camp", "track", "step",
];

/// Books whose chapters and verses look like times of day.
const BOOKS: [&str; 16] = [
    "Genesis",
    "Exodus",
    "Psalm",
    "Psalms",
    "Proverbs",
    "Isaiah",
    "Matthew",
    "Mark",
    "Luke",
    "John",
    "Acts",
    "Romans",
    "Corinthians",
    "Hebrews",
    "Revelation",
    "Quran",
];
