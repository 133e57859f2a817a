//! What the word lists know of a word or a phrase. `data/README.md` says where the lists come from.

use crate::table::{Key, Table};

static NAMES: Table<16384> = Table::build(include_str!("../../data/names.txt"));
static PLACES: Table<16384> = Table::build(include_str!("../../data/places.txt"));
static PEOPLE: Table<16384> = Table::build(include_str!("../../data/people.txt"));
static COMMON: Table<16384> = Table::build(include_str!("../../data/common.txt"));
static VOCABULARY: Table<2048> = Table::build(include_str!("../../data/vocabulary.txt"));

/// How much of the lists counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// All of it.
    Whole,
    /// Without the entries marked `+`: what the tagger is trained with. A tagger that learns where the lists know most of the
    /// names leans on them too much for text where they do not.
    Training,
}

impl Lists {
    /// What a value of a table says, if it counts.
    fn letters(self, value: &str, of: fn(u8) -> Known) -> Known {
        let class = value.split('\t').next().unwrap_or("");
        if self == Lists::Training && class.ends_with('+') {
            return Known::NONE;
        }
        class.bytes().map(of).fold(Known::NONE, Known::or)
    }
}

/// A set of things known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Known(u64);

macro_rules! known {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Known {
            $($(#[$doc])* pub(super) const $name: Known = Known(1 << $bit);)*
        }
    };
}

known! {
    /// A state or a city that needs no context.
    COUNTRY = 0,
    CITY = 1,
    /// A city whose name is a word, a first name or a surname as well.
    WEAK_CITY = 2,
    STATE = 3,
    REGION = 4,
    DEMONYM = 5,
    /// Religions, parties, peoples.
    GROUP = 6,
    ORG = 7,
    /// An acronym that names an organization: only in capitals.
    ACRONYM = 8,
    FACILITY = 9,
    EVENT = 10,
    LAW = 11,
    PRODUCT = 12,
    WORK = 13,
    LANGUAGE = 14,
    /// A person who is known by this one name.
    PERSON = 15,
    FIRST = 16,
    SURNAME = 17,
    /// An ordinary word.
    COMMON = 18,
    HONORIFIC = 19,
    TITLE = 20,
    ORG_HEAD = 21,
    /// A head that takes "of": "Ministry of".
    OF_HEAD = 22,
    SUFFIX = 23,
    FACILITY_HEAD = 24,
    EVENT_HEAD = 25,
    LAW_HEAD = 26,
    GEO_HEAD = 27,
    /// "Mount", "Lake": before the name.
    GEO_PREFIX = 28,
    /// "region", "city": after or before a place.
    UNIT = 29,
    SAY = 30,
    /// A preposition that nearly always stands before a place or a time.
    PLACE_PREPOSITION = 31,
    CALENDAR = 32,
    /// Articles, pronouns, conjunctions: no name begins with one.
    FUNCTION = 33,
    PARTICLE = 34,
    CONNECTOR = 35,
    DIRECTION = 36,
    KIN = 37,
    LANGUAGE_WORD = 38,
    /// Covered by a value; no name may use it.
    TAKEN = 39,
    /// Stands in lower case somewhere in the document.
    LOWERED = 40,
    /// "County", "Province": the name before it is a place.
    PLACE_HEAD = 41,
    /// "St.", "Fort", "San": the name after it is mostly a place.
    PLACE_PREFIX = 42,
}

impl Known {
    pub(super) const NONE: Known = Known(0);

    pub(super) const fn or(self, other: Known) -> Known {
        Known(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Known) -> Known {
        Known(self.0 & !other.0)
    }

    /// The set as bits.
    #[inline]
    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    /// Whether the two sets share anything.
    #[inline]
    pub(super) const fn any(self, other: Known) -> bool {
        self.0 & other.0 != 0
    }
}

/// Any list of places.
pub(super) const PLACE: Known = Known::COUNTRY.or(Known::CITY).or(Known::STATE).or(Known::REGION);
/// A people, a religion, a party.
pub(super) const PEOPLE_OF: Known = Known::DEMONYM.or(Known::GROUP);
/// A name on its own, whatever stands around it.
pub(super) const NAME: Known = PLACE
    .or(PEOPLE_OF)
    .or(Known::ORG)
    .or(Known::ACRONYM)
    .or(Known::FACILITY)
    .or(Known::EVENT)
    .or(Known::LAW)
    .or(Known::PRODUCT)
    .or(Known::WORK)
    .or(Known::PERSON);
/// The last word of a name that says what it names.
pub(super) const HEAD: Known = Known::ORG_HEAD
    .or(Known::SUFFIX)
    .or(Known::FACILITY_HEAD)
    .or(Known::EVENT_HEAD)
    .or(Known::LAW_HEAD)
    .or(Known::GEO_HEAD)
    .or(Known::PLACE_HEAD);

fn name_letter(letter: u8) -> Known {
    match letter {
        b'C' => Known::COUNTRY,
        b'K' | b'c' => Known::CITY,
        b'a' => Known::WEAK_CITY,
        b'S' => Known::STATE,
        b'R' => Known::REGION,
        b'D' => Known::DEMONYM,
        b'N' => Known::GROUP,
        b'O' => Known::ORG,
        b'G' => Known::ACRONYM,
        b'F' => Known::FACILITY,
        b'E' => Known::EVENT,
        b'W' => Known::LAW,
        b'P' => Known::PRODUCT,
        b'B' => Known::WORK,
        b'L' => Known::LANGUAGE,
        b'M' => Known::PERSON,
        b'f' => Known::FIRST,
        b's' => Known::SURNAME,
        _ => Known::NONE,
    }
}

fn vocabulary_letter(letter: u8) -> Known {
    match letter {
        b'h' => Known::HONORIFIC,
        b't' => Known::TITLE,
        b'O' => Known::ORG_HEAD,
        b'o' => Known::OF_HEAD,
        b'k' => Known::SUFFIX,
        b'f' => Known::FACILITY_HEAD,
        b'e' => Known::EVENT_HEAD,
        b'w' => Known::LAW_HEAD,
        b'g' => Known::GEO_HEAD,
        b'G' => Known::GEO_PREFIX,
        b'u' => Known::UNIT,
        b'q' => Known::PLACE_HEAD,
        b'H' => Known::PLACE_PREFIX,
        b's' => Known::SAY,
        b'i' => Known::PLACE_PREPOSITION,
        b'c' => Known::CALENDAR,
        b'd' => Known::FUNCTION,
        b'v' => Known::PARTICLE,
        b'b' => Known::CONNECTOR,
        b'n' => Known::DIRECTION,
        b'y' => Known::KIN,
        b'l' => Known::LANGUAGE_WORD,
        _ => Known::NONE,
    }
}

/// What the lists of role words say: titles, heads, verbs of saying …
#[inline]
pub(super) fn role(key: &Key) -> Known {
    VOCABULARY.get(key).map_or(Known::NONE, |value| Lists::Whole.letters(value, vocabulary_letter))
}

/// What the lists of names say of a word or phrase.
#[inline]
pub(super) fn name(key: &Key, lists: Lists) -> Known {
    let names = NAMES.get(key).map_or(Known::NONE, |value| lists.letters(value, name_letter));
    let places = PLACES.get(key).map_or(Known::NONE, |value| lists.letters(value, name_letter));
    names.or(places)
}

/// What the lists of names say of a word or phrase, in the plural as well: "North Koreans".
pub(super) fn phrase(key: &Key, lists: Lists) -> Known {
    let known = name(key, lists);
    if known.any(NAME) { known } else { known.or(plural(key, lists)) }
}

/// What is known of a single word with a capital.
pub(super) fn word(key: &Key, lists: Lists) -> Known {
    let mut known = role(key).or(name(key, lists));
    if let Some(value) = PEOPLE.get(key) {
        known = known.or(lists.letters(value, name_letter));
    }
    if COMMON.get(key).is_some() {
        known = known.or(Known::COMMON);
    }
    if !known.any(NAME) {
        known = known.or(plural(key, lists));
    }
    known
}

/// "Russians" is the plural of "Russian".
fn plural(key: &Key, lists: Lists) -> Known {
    match key.as_str().strip_suffix('s') {
        Some(singular) if singular.len() > 3 => {
            let known = name(&Key::of(singular), lists);
            if known.any(PEOPLE_OF) { Known::DEMONYM } else { Known::NONE }
        }
        _ => Known::NONE,
    }
}

/// A name that may stand in lower case and still be meant: no ordinary word is spelled like it.
pub(super) fn lower_name(key: &Key, lists: Lists) -> Known {
    // Of the world's cities only those of our own list: "worms" and "orange" are cities, too.
    let listed = NAMES.get(key).map_or(Known::NONE, |value| lists.letters(value, name_letter));
    let place = PLACES.get(key).map_or(Known::NONE, |value| lists.letters(value, name_letter));
    if listed == Known::NONE && !place.any(Known::COUNTRY) {
        return Known::NONE;
    }
    let known = listed.or(place);
    let clear = known.any(PLACE.or(Known::PERSON)) && !known.any(PEOPLE_OF.or(Known::REGION));
    let other = || PEOPLE.get(key).is_some() || COMMON.get(key).is_some() || role(key) != Known::NONE;
    if clear && key.as_str().len() > 4 && !LOWER_WORDS.contains(&key.as_str()) && !other() {
        known
    } else {
        Known::NONE
    }
}

/// Ordinary words that are names with a capital.
const LOWER_WORDS: [&str; 16] = [
    "turkey",
    "china",
    "guinea",
    "jordan",
    "sisi",
    "tusk",
    "musk",
    "stubb",
    "mobile",
    "reading",
    "bordeaux",
    "cologne",
    "champagne",
    "java",
    "brazil",
    "panama",
];

/// Whether `key` is an ordinary word or one with a role.
pub(super) fn is_plain(key: &Key) -> bool {
    COMMON.get(key).is_some() || role(key) != Known::NONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_meanings() {
        let check = |text, known: Known| assert!(word(&Key::of(text), Lists::Whole).any(known), "{text}");
        check("Ukraine", Known::COUNTRY);
        check("Kiev", Known::CITY);
        check("Russians", PEOPLE_OF);
        check("Sydney", Known::CITY);
        check("NATO", Known::ACRONYM);
        check("said", Known::SAY);
        check("Donald", Known::FIRST);
        check("between", Known::COMMON);
        check("FedEx", Known::ORG);
    }

    #[test]
    fn the_tagger_is_trained_without_some_entries() {
        let in_training = |text| word(&Key::of(text), Lists::Training);
        assert!(in_training("Boeing").any(Known::ORG));
        assert!(!in_training("FedEx").any(Known::ORG));
    }

    #[test]
    fn lists_are_sorted_and_in_lower_case() {
        for key in NAMES.keys().chain(PLACES.keys()).chain(PEOPLE.keys()).chain(COMMON.keys()) {
            assert_eq!(key, key.to_lowercase(), "{key}");
            assert_eq!(Key::of(key).as_str(), key, "{key} can never be found");
        }
    }
}
