//! What a form says of a person: the words of the name proper, without titles and suffixes.

use super::fold::Name;
use super::roles;
use super::sound::sound;

/// A form of a person's name.
#[derive(Debug)]
pub(super) struct Person {
    /// The keys of the words of the name proper.
    pub(super) words: Vec<String>,
    /// "XIV", "Jr.", if the name has one.
    suffix: Option<String>,
    /// Whether it gives a first name and a family name.
    pub(super) full: bool,
    /// Whether it is a title and nothing else.
    pub(super) bare_title: bool,
}

/// Particles of family names.
const PARTICLES: [&str; 26] = [
    "al", "abu", "bin", "bint", "ben", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el",
    "ibn", "la", "le", "st", "ten", "ter", "van", "vom", "von", "zu", "af",
];

const SUFFIXES: [&str; 22] = [
    "jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xx", "xxiii", "i",
];

/// Letters after a name.
const DEGREES: [&str; 9] = ["phd", "md", "mp", "frs", "obe", "mbe", "cbe", "esq", "qc"];

impl Person {
    pub(super) fn of(name: &Name) -> Self {
        let (from, mut to) = (first_word(name), name.len());
        if from == to && to > 0 {
            return Person { words: Vec::new(), suffix: None, full: false, bare_title: true };
        }
        let mut suffix = None;
        while to > from + 1 {
            let last = name.word(to - 1);
            if SUFFIXES.contains(&last) {
                suffix = Some(last.to_owned());
            } else if !DEGREES.contains(&last) {
                break;
            }
            to -= 1;
        }
        let words: Vec<String> = (from..to).map(|at| sound(name.word(at), false)).collect();
        // "Louis XIV" is as full as a name of a king can be.
        let full = words.len() > 1 && !PARTICLES.contains(&name.word(from)) || suffix.is_some();
        Person { words, suffix, full, bare_title: false }
    }

    /// Whether this full name and another can be one person's.
    pub(super) fn agrees(&self, other: &Person) -> bool {
        if self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix {
            return false;
        }
        let (long, short) = if self.words.len() >= other.words.len() { (self, other) } else { (other, self) };
        let (a, b) = (long.words.as_slice(), short.words.as_slice());
        let ([a_first, a_middle @ .., a_last], [b_first, b_middle @ .., b_last]) = (a, b) else {
            return a == b || a.len() > 1 && b.len() == 1 && long.suffix.is_none() && a.last() == b.last();
        };
        if a_last == b_last && first_agrees(a_first, b_first) {
            return middles_agree(a_middle, b_middle);
        }
        // "Higuchi Natsu" and "Natsu Higuchi"; "Antonio Lopez" and "Antonio Lopez de Santa Anna"; "Octave Mousseau" and
        // "Joseph Octave Mousseau".
        let turned = a.len() == b.len()
            && b.iter().all(|word| a.contains(word))
            && a.iter().all(|word| b.contains(word));
        let part = a.len() > b.len() && (a.starts_with(b) || a.ends_with(b)) && b_first.len() > 1;
        turned || part
    }

    /// How well a short name fits this full one: the family name best, then the first name, then any other.
    pub(super) fn fit(&self, short: &Person) -> Option<u8> {
        let (a, b) = (self.words.as_slice(), short.words.as_slice());
        if b.is_empty()
            || b.len() > a.len()
            || self.suffix.is_some() && short.suffix.is_some() && self.suffix != short.suffix
        {
            return None;
        }
        if a.ends_with(b) || particle_end(a, b) {
            Some(0)
        } else if a.starts_with(b) {
            Some(1)
        } else if a.windows(b.len()).any(|part| part == b) {
            Some(2)
        } else {
            None
        }
    }
}

/// The index of the first word that is no title.
fn first_word(name: &Name) -> usize {
    (0..name.len()).find(|at| !roles::is_title(name.word(*at))).unwrap_or(name.len())
}

/// The words of a name without the titles before it; a bare title stays.
pub(super) fn proper(name: &Name) -> &str {
    let from = first_word(name);
    if from < name.len() { name.part(from, name.len()) } else { name.as_str() }
}

/// "Assad" and "al-Assad" end the same name.
fn particle_end(full: &[String], short: &[String]) -> bool {
    matches!(short, [first, rest @ ..] if !rest.is_empty() && PARTICLES.contains(&first.as_str()) && full.ends_with(rest))
}

fn first_agrees(a: &str, b: &str) -> bool {
    let initial =
        |short: &str, long: &str| short.len() <= 2 && long.starts_with(&short[..short.len().min(1)]);
    a == b || initial(a, b) || initial(b, a) || nickname(a) == nickname(b)
}

/// Middle names agree if those of the shorter name are found in the longer one, in order.
fn middles_agree(long: &[String], short: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| {
        rest.any(|other| {
            other == word
                || word.len() == 1 && other.starts_with(word)
                || other.len() == 1 && word.starts_with(other)
        })
    })
}

/// The first name that a nickname is short for, as keys.
fn nickname(key: &str) -> &str {
    NICKNAMES.binary_search_by_key(&key, |(nick, _)| nick).map_or(key, |at| NICKNAMES[at].1)
}

#[rustfmt::skip] // pairs read better in lines
const NICKNAMES: [(&str, &str); 99] = [
    ("abe", "abragam"), ("abi", "abigail"), ("al", "albert"), ("alex", "alexandr"), ("andi", "andrev"),
    ("antoni", "anthoni"), ("bari", "barak"), ("beki", "rebeca"), ("ben", "benjamin"), ("beni", "benjamin"),
    ("berni", "bernard"), ("bert", "albert"), ("beth", "elizabeth"), ("beti", "elizabeth"), ("bibi", "benjamin"),
    ("bil", "viliam"), ("bili", "viliam"), ("bob", "robert"), ("bobi", "robert"), ("cathi", "catherine"),
    ("cathrine", "catherine"), ("charli", "charles"), ("chris", "christofer"), ("chuk", "charles"),
    ("dan", "danil"), ("dani", "danil"), ("dave", "david"), ("debi", "deborah"), ("dik", "richard"),
    ("don", "donald"), ("ed", "edvard"), ("edi", "edvard"), ("ef", "efri"), ("eni", "enifer"), ("eri", "gerald"),
    ("fil", "filip"), ("frank", "francis"), ("fred", "frederik"), ("gene", "eugene"), ("geof", "geofri"),
    ("greg", "gregori"), ("hank", "henri"), ("hari", "henri"), ("jak", "john"), ("jake", "jacob"),
    ("jami", "james"), ("jim", "james"), ("jimi", "james"), ("joe", "josef"), ("johni", "john"), ("joi", "josef"),
    ("jon", "jonathan"), ("josh", "joshua"), ("kate", "katherine"), ("kathi", "katherine"),
    ("kathrin", "katherine"), ("ken", "keneth"), ("lari", "lavrence"), ("liz", "elizabeth"), ("lou", "luis"),
    ("magi", "margaret"), ("mat", "mathev"), ("meg", "margaret"), ("mich", "michel"), ("mik", "michael"),
    ("mike", "michael"), ("misha", "mihail"), ("nate", "nathan"), ("nik", "nicholas"), ("pat", "patrik"),
    ("pegi", "margaret"), ("pete", "peter"), ("ray", "raimond"), ("rik", "richard"), ("rob", "robert"),
    ("ron", "ronald"), ("rudi", "rudolf"), ("sali", "sarah"), ("sam", "samuel"), ("sandi", "alexandr"),
    ("sasha", "alexandr"), ("stefen", "steven"), ("steve", "steven"), ("sue", "susan"), ("ted", "edvard"),
    ("teri", "terence"), ("theo", "theodore"), ("tim", "timothi"), ("tom", "thomas"), ("tomi", "thomas"),
    ("toni", "anthoni"), ("val", "valeri"), ("vic", "victor"), ("viki", "victoria"), ("vil", "viliam"),
    ("vince", "vincent"), ("volodia", "volodimir"), ("vova", "vladimir"), ("zach", "zachari"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person::of(&Name::of(name))
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(person(a).agrees(&person(b)), expected, "{a} / {b}");
        assert_eq!(person(b).agrees(&person(a)), expected, "{b} / {a}");
    }

    #[test]
    fn full_names_of_one_person_agree() {
        check("John Koval", "John P. Koval", true);
        check("J. Koval", "John Koval", true);
        check("Bill Harper", "William Harper", true);
        check("Dr. Ann Lee", "Ann Lee", true);
        check("Volodymyr Zelenskiy", "Volodymyr Zelenskyy", true);
        check("Joseph Octave Mousseau", "Octave Mousseau", true);
        check("Higuchi Natsu", "Natsu Higuchi", true);
    }

    #[test]
    fn full_names_of_two_people_do_not() {
        check("John Koval", "Jane Koval", false);
        check("George W. Harper", "George H. W. Harper", false);
        check("Paul Lee Jr.", "Paul Lee Sr.", false);
        check("Louis XIV Capet", "Louis XVI Capet", false);
        check("Maria Koval", "Maria Lysenko", false);
    }

    #[test]
    fn short_names_fit_by_family_name_first() {
        let full = person("Ursula von der Leyen");
        assert_eq!(full.fit(&person("von der Leyen")), Some(0));
        assert_eq!(full.fit(&person("Leyen")), Some(0));
        assert_eq!(full.fit(&person("Ursula")), Some(1));
        assert_eq!(full.fit(&person("Ann")), None);
        assert!(person("President").bare_title && !person("President Koval").full);
    }

    #[test]
    fn the_nicknames_are_sorted_keys() {
        assert!(NICKNAMES.is_sorted());
    }
}
