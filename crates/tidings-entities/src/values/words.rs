//! The words that values are made of, and what each means.

use super::currency::CURRENCY_WORDS;
use super::units::UNIT_WORDS;

/// The exponent that stands for "scores": twenties, of which there are two at least.
pub(super) const SCORES: u8 = 20;

/// What a word can do in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing.
    Other,
    /// 0 to 19 and the tens.
    Small(u8),
    Hundred,
    /// A power of ten: 3 for "thousand".
    Scale(u8),
    Dozen,
    /// "hundreds", "thousands", "dozens": the number that one of them is at least.
    Plural(u8),
    Half,
    /// "tenfold": so many times as much.
    Fold(u8),
    Ordinal(u8),
    Month(u8),
    /// "may", "march": a month only in the right place and with a capital.
    WeakMonth(u8),
    Weekday(u8),
    /// "sat", "sun": a weekday only before a date.
    WeakWeekday(u8),
    Unit(Calendar),
    Clock(Clock),
    /// "morning", "evening": a part of a day.
    DayPart,
    /// "noon", "midnight", "tonight".
    Moment(&'static str),
    /// Days from today.
    Day(i8),
    /// "am", "pm".
    HalfDay(bool),
    Season,
    /// "spring", "fall": a season only in the right place.
    WeakSeason,
    Holiday,
    Percent,
    /// An index into [`super::currency::CURRENCIES`].
    Currency(u8),
    /// An index into [`super::units::UNITS`].
    Measure(u8),
    /// Points back or forth: "last" is -1, "this" 0, "next" 1.
    Turn(i8),
    /// "early", "late", "mid".
    Part,
    /// "ago", "earlier".
    Ago,
    /// "later", "from" (now).
    Ahead,
    /// "square", "cubic", "metric", "nautical": before a measure.
    Prefix,
    Article,
    And,
    To,
    Of,
    Recent,
    /// "end", "beginning": before "of" and a date.
    Edge,
    /// "weekly": how often, as an ISO 8601 period.
    Often(&'static str),
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// A unit of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Hour,
    Minute,
    Second,
}

impl Word {
    /// The meaning of a word in lower case; it may end in a period.
    pub(super) fn of(lower: &str) -> Word {
        Word::of_bytes(lower.as_bytes())
    }

    /// The meaning of the bytes of a word in lower case.
    #[inline]
    pub(super) fn of_bytes(lower: &[u8]) -> Word {
        let stem = lower.strip_suffix(b".").unwrap_or(lower);
        let mut slot = hash(stem) & (SLOTS - 1);
        while let Some((word, meaning)) = INDEX[slot].checked_sub(1).map(|at| entry(at as usize)) {
            if word.as_bytes() == stem {
                return meaning;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        Word::Other
    }
}

const SLOTS: usize = 2048;

/// How many words there are in all tables.
const ENTRIES: usize = WORDS.len() + CURRENCY_WORDS.len() + UNIT_WORDS.len();

/// A word of the tables by its number.
#[inline]
const fn entry(at: usize) -> (&'static str, Word) {
    let (currencies, units) = (WORDS.len(), WORDS.len() + CURRENCY_WORDS.len());
    if at < currencies {
        WORDS[at]
    } else if at < units {
        CURRENCY_WORDS[at - currencies]
    } else {
        UNIT_WORDS[at - units]
    }
}

/// Places in the tables, plus one, by the hash of the word; made by the compiler.
static INDEX: [u16; SLOTS] = {
    let mut index = [0; SLOTS];
    let mut at = 0;
    while at < ENTRIES {
        let mut slot = hash(entry(at).0.as_bytes()) & (SLOTS - 1);
        while index[slot] != 0 {
            slot = (slot + 1) & (SLOTS - 1);
        }
        at += 1;
        index[slot] = at as u16;
    }
    index
};

/// FNV-1a with the high bits mixed in.
const fn hash(bytes: &[u8]) -> usize {
    let mut hash: u32 = 0x811C_9DC5;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ (hash >> 15)) as usize
}

#[rustfmt::skip] // many entries a line: the table is read by group
static WORDS: &[(&str, Word)] = &[
    ("zero", Word::Small(0)), ("one", Word::Small(1)), ("two", Word::Small(2)), ("three", Word::Small(3)),
    ("four", Word::Small(4)), ("five", Word::Small(5)), ("six", Word::Small(6)), ("seven", Word::Small(7)),
    ("eight", Word::Small(8)), ("nine", Word::Small(9)), ("ten", Word::Small(10)), ("eleven", Word::Small(11)),
    ("twelve", Word::Small(12)), ("thirteen", Word::Small(13)), ("fourteen", Word::Small(14)),
    ("fifteen", Word::Small(15)), ("sixteen", Word::Small(16)), ("seventeen", Word::Small(17)),
    ("eighteen", Word::Small(18)), ("nineteen", Word::Small(19)), ("twenty", Word::Small(20)),
    ("thirty", Word::Small(30)), ("forty", Word::Small(40)), ("fifty", Word::Small(50)), ("sixty", Word::Small(60)),
    ("seventy", Word::Small(70)), ("eighty", Word::Small(80)), ("ninety", Word::Small(90)),
    ("hundred", Word::Hundred), ("thousand", Word::Scale(3)), ("k", Word::Scale(3)), ("million", Word::Scale(6)),
    ("m", Word::Scale(6)), ("mn", Word::Scale(6)), ("mln", Word::Scale(6)), ("billion", Word::Scale(9)),
    ("bn", Word::Scale(9)), ("bln", Word::Scale(9)), ("trillion", Word::Scale(12)), ("tn", Word::Scale(12)),
    ("trn", Word::Scale(12)), ("mio", Word::Scale(6)), ("mrd", Word::Scale(9)), ("quadrillion", Word::Scale(15)), ("quintillion", Word::Scale(18)),
    ("lakh", Word::Scale(5)), ("lakhs", Word::Scale(5)), ("lac", Word::Scale(5)), ("crore", Word::Scale(7)),
    ("crores", Word::Scale(7)), ("cr", Word::Scale(7)), ("twofold", Word::Fold(2)), ("threefold", Word::Fold(3)),
    ("fourfold", Word::Fold(4)), ("fivefold", Word::Fold(5)), ("sixfold", Word::Fold(6)), ("sevenfold", Word::Fold(7)),
    ("eightfold", Word::Fold(8)), ("ninefold", Word::Fold(9)), ("tenfold", Word::Fold(10)),
    ("hundredfold", Word::Fold(100)), ("dozen", Word::Dozen), ("half", Word::Half),
    ("dozens", Word::Plural(1)), ("hundreds", Word::Plural(2)), ("thousands", Word::Plural(3)),
    ("millions", Word::Plural(6)), ("billions", Word::Plural(9)), ("trillions", Word::Plural(12)),
    ("tens", Word::Plural(0)), ("scores", Word::Plural(SCORES)),
    ("first", Word::Ordinal(1)), ("second", Word::Ordinal(2)), ("third", Word::Ordinal(3)), ("fourth", Word::Ordinal(4)),
    ("fifth", Word::Ordinal(5)), ("sixth", Word::Ordinal(6)), ("seventh", Word::Ordinal(7)),
    ("eighth", Word::Ordinal(8)), ("ninth", Word::Ordinal(9)), ("tenth", Word::Ordinal(10)),
    ("eleventh", Word::Ordinal(11)), ("twelfth", Word::Ordinal(12)), ("thirteenth", Word::Ordinal(13)),
    ("fourteenth", Word::Ordinal(14)), ("fifteenth", Word::Ordinal(15)), ("sixteenth", Word::Ordinal(16)),
    ("seventeenth", Word::Ordinal(17)), ("eighteenth", Word::Ordinal(18)), ("nineteenth", Word::Ordinal(19)),
    ("twentieth", Word::Ordinal(20)), ("thirtieth", Word::Ordinal(30)), ("fortieth", Word::Ordinal(40)),
    ("fiftieth", Word::Ordinal(50)), ("sixtieth", Word::Ordinal(60)), ("hundredth", Word::Ordinal(100)),
    ("thirds", Word::Ordinal(3)), ("fourths", Word::Ordinal(4)), ("fifths", Word::Ordinal(5)),
    ("sixths", Word::Ordinal(6)), ("eighths", Word::Ordinal(8)), ("tenths", Word::Ordinal(10)),
    ("january", Word::Month(1)), ("february", Word::Month(2)), ("april", Word::Month(4)), ("june", Word::Month(6)),
    ("july", Word::Month(7)), ("august", Word::Month(8)), ("september", Word::Month(9)), ("october", Word::Month(10)),
    ("november", Word::Month(11)), ("december", Word::Month(12)), ("march", Word::WeakMonth(3)),
    ("may", Word::WeakMonth(5)), ("jan", Word::WeakMonth(1)), ("feb", Word::WeakMonth(2)), ("mar", Word::WeakMonth(3)),
    ("apr", Word::WeakMonth(4)), ("jun", Word::WeakMonth(6)), ("jul", Word::WeakMonth(7)), ("aug", Word::WeakMonth(8)),
    ("sep", Word::WeakMonth(9)), ("sept", Word::WeakMonth(9)), ("oct", Word::WeakMonth(10)),
    ("nov", Word::WeakMonth(11)), ("dec", Word::WeakMonth(12)),
    ("monday", Word::Weekday(1)), ("tuesday", Word::Weekday(2)), ("wednesday", Word::Weekday(3)),
    ("thursday", Word::Weekday(4)), ("friday", Word::Weekday(5)), ("saturday", Word::Weekday(6)),
    ("sunday", Word::Weekday(7)), ("mondays", Word::Weekday(1)), ("tuesdays", Word::Weekday(2)),
    ("wednesdays", Word::Weekday(3)), ("thursdays", Word::Weekday(4)), ("fridays", Word::Weekday(5)),
    ("saturdays", Word::Weekday(6)), ("sundays", Word::Weekday(7)), ("mon", Word::WeakWeekday(1)),
    ("tue", Word::WeakWeekday(2)), ("tues", Word::WeakWeekday(2)), ("wed", Word::WeakWeekday(3)),
    ("thu", Word::WeakWeekday(4)), ("thur", Word::WeakWeekday(4)), ("thurs", Word::WeakWeekday(4)),
    ("fri", Word::WeakWeekday(5)), ("sat", Word::WeakWeekday(6)), ("sun", Word::WeakWeekday(7)),
    ("day", Word::Unit(Calendar::Day)), ("days", Word::Unit(Calendar::Day)), ("week", Word::Unit(Calendar::Week)),
    ("weeks", Word::Unit(Calendar::Week)), ("weekend", Word::Unit(Calendar::Weekend)),
    ("weekends", Word::Unit(Calendar::Weekend)), ("fortnight", Word::Unit(Calendar::Fortnight)),
    ("month", Word::Unit(Calendar::Month)), ("months", Word::Unit(Calendar::Month)),
    ("quarter", Word::Unit(Calendar::Quarter)), ("quarters", Word::Unit(Calendar::Quarter)),
    ("season", Word::Unit(Calendar::Season)), ("seasons", Word::Unit(Calendar::Season)),
    ("year", Word::Unit(Calendar::Year)), ("years", Word::Unit(Calendar::Year)), ("yr", Word::Unit(Calendar::Year)),
    ("yrs", Word::Unit(Calendar::Year)), ("decade", Word::Unit(Calendar::Decade)),
    ("decades", Word::Unit(Calendar::Decade)), ("century", Word::Unit(Calendar::Century)),
    ("centuries", Word::Unit(Calendar::Century)), ("hour", Word::Clock(Clock::Hour)), ("hours", Word::Clock(Clock::Hour)),
    ("hrs", Word::Clock(Clock::Hour)), ("minute", Word::Clock(Clock::Minute)), ("minutes", Word::Clock(Clock::Minute)),
    ("mins", Word::Clock(Clock::Minute)), ("min", Word::Clock(Clock::Minute)), ("seconds", Word::Clock(Clock::Second)),
    ("morning", Word::DayPart), ("afternoon", Word::DayPart), ("evening", Word::DayPart), ("night", Word::DayPart),
    ("nights", Word::DayPart), ("mornings", Word::DayPart), ("evenings", Word::DayPart),
    ("noon", Word::Moment("12:00")), ("midday", Word::Moment("12:00")), ("midnight", Word::Moment("00:00")),
    ("dawn", Word::Moment("")), ("dusk", Word::Moment("")), ("overnight", Word::Moment("")), ("tonight", Word::Moment("")),
    ("today", Word::Day(0)), ("yesterday", Word::Day(-1)), ("tomorrow", Word::Day(1)), ("am", Word::HalfDay(false)),
    ("a.m", Word::HalfDay(false)), ("pm", Word::HalfDay(true)), ("p.m", Word::HalfDay(true)),
    ("summer", Word::Season), ("winter", Word::Season), ("autumn", Word::Season), ("spring", Word::WeakSeason),
    ("fall", Word::WeakSeason), ("christmas", Word::Holiday), ("easter", Word::Holiday), ("thanksgiving", Word::Holiday),
    ("ramadan", Word::Holiday), ("halloween", Word::Holiday), ("hanukkah", Word::Holiday), ("passover", Word::Holiday),
    ("percent", Word::Percent), ("percentage", Word::Percent), ("pct", Word::Percent), ("pc", Word::Percent), ("%", Word::Percent),
    ("last", Word::Turn(-1)), ("past", Word::Turn(-1)), ("previous", Word::Turn(-1)), ("this", Word::Turn(0)),
    ("current", Word::Turn(0)), ("next", Word::Turn(1)), ("coming", Word::Turn(1)), ("following", Word::Turn(1)),
    ("upcoming", Word::Turn(1)), ("early", Word::Part), ("late", Word::Part), ("mid", Word::Part),
    ("ago", Word::Ago), ("earlier", Word::Ago), ("later", Word::Ahead), ("square", Word::Prefix), ("cubic", Word::Prefix),
    ("metric", Word::Prefix), ("nautical", Word::Prefix), ("sq", Word::Prefix), ("a", Word::Article),
    ("an", Word::Article), ("and", Word::And), ("to", Word::To), ("of", Word::Of), ("recent", Word::Recent), ("daily", Word::Often("P1D")), ("weekly", Word::Often("P1W")), ("fortnightly", Word::Often("P2W")),
    ("monthly", Word::Often("P1M")), ("quarterly", Word::Often("P3M")), ("yearly", Word::Often("P1Y")), ("annually", Word::Often("P1Y")),
    ("end", Word::Edge), ("beginning", Word::Edge), ("start", Word::Edge), ("middle", Word::Edge),
];
