//! Words for what people are and do: titles before a name ("Foreign Minister"), descriptions behind it (", head of the
//! Northern Party,").

use tidings_core::{Label, Mention};

use super::scene::Scene;
use crate::table::{Key, Table};

static ROLES: Table<2048> = Table::build(include_str!("../../data/roles.txt"));

/// What the list says of a word, as letters; "vice-president" is told by its end.
pub(super) fn letters(word: &str) -> &'static str {
    let end = word.rfind('-').and_then(|at| word.get(at + 1..));
    let found = ROLES.get(&Key::of(word)).or_else(|| end.and_then(|end| ROLES.get(&Key::of(end))));
    found.unwrap_or("")
}

/// Whether a word may stand before a name as a part of its form: "Mr", "President".
pub(super) fn is_title(word: &str) -> bool {
    letters(word).contains(['h', 't'])
}

/// A word that names a role: "minister".
pub(super) fn is_role(word: &str) -> bool {
    letters(word).contains('r')
}

/// A word that may stand before one that names a role: "foreign", "deputy".
pub(super) fn is_qualifier(word: &str) -> bool {
    letters(word).contains(['q', 'r'])
}

/// A word that may stand for somebody whom the text does not name: "mayor", "woman".
pub(super) fn is_somebody(word: &str) -> bool {
    letters(word).contains('p')
}

/// A word for somebody near to somebody else: "daughter", "lawyer".
pub(super) fn is_kin(word: &str) -> bool {
    letters(word).contains('k')
}

/// What the text says of an entity at one place.
#[derive(Debug, PartialEq)]
pub(super) struct Role {
    pub(super) entity: u32,
    /// As written, without determiner.
    pub(super) text: String,
    /// The word that names the role, in lower case.
    pub(super) head: String,
    /// The words before it that are no names, in lower case.
    pub(super) qualifiers: Vec<String>,
    /// The entities in it: "Ukrainian" of "the Ukrainian president".
    pub(super) of: Vec<u32>,
    /// The token at which it begins.
    pub(super) token: usize,
}

/// The longest role, in tokens.
const LONGEST: usize = 10;

/// The roles of all persons, in the order of the text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Role> {
    let mut out = Vec::new();
    let mut sentence = 0;
    for mention in scene.mentions.iter().filter(|mention| mention.label == Label::Person) {
        while scene.sentences.get(sentence).is_some_and(|known| known.span.end <= mention.span.start) {
            sentence += 1;
        }
        let Some(range) = scene.sentences.get(sentence).map(|sentence| sentence.tokens()) else { break };
        let (from, to) = scene.tokens_of(mention);
        if from < range.start || to > range.end {
            continue;
        }
        out.extend(before(scene, mention, from, to, range.start));
        out.extend(behind(scene, mention, to, range.end));
    }
    out
}

/// The role that stands before a name.
fn before(scene: &Scene<'_>, mention: &Mention, name: usize, name_end: usize, start: usize) -> Option<Role> {
    let mut end = name;
    while end > start && (letters(scene.word(end - 1)).contains('h') || scene.word(end - 1) == ".") {
        end -= 1;
    }
    let comma = end > start && scene.word(end - 1) == ",";
    end -= usize::from(comma);
    let head = if end > start && is_role(scene.word(end - 1)) {
        end - 1
    } else if end >= start + 3 && scene.word(end - 2) == "of" && is_role(scene.word(end - 3)) && !comma {
        // "Secretary of State", "Chief of Staff".
        end - 3
    } else {
        return None;
    };
    let first = run_before(scene, head, start);
    // "the spokesman, Jan Koval, said", but not "Asked by the minister, Jan Koval said".
    let told = first == start || matches!(scene.word(first - 1), "the" | "The" | "a" | "A" | "its" | "Its");
    if comma && !(told && scene.word(name_end) == ",") {
        return None;
    }
    Some(role(scene, mention, first, head, end))
}

/// Where the words begin that belong to the role whose head stands at `head`.
fn run_before(scene: &Scene<'_>, head: usize, start: usize) -> usize {
    let mut first = head;
    while first > start && head - first < LONGEST {
        let previous = first - 1;
        let clitic = scene.word(previous).ends_with(['s', '\'', '’']) && !scene.is_word(previous);
        let inside = if clitic && previous > start { previous - 1 } else { previous };
        if let Some(thing) = scene.thing_at(inside) {
            first = scene.tokens_of(thing).0.clamp(start, previous);
        } else if is_qualifier(scene.word(previous)) {
            first = previous;
        } else {
            break;
        }
    }
    first
}

/// The role that stands behind a name: in an aside, or after "is".
fn behind(scene: &Scene<'_>, mention: &Mention, after: usize, end: usize) -> Option<Role> {
    let copula = matches!(scene.word(after), "is" | "was");
    if !copula && scene.word(after) != "," {
        return None;
    }
    let mut first = after + 1;
    let determined = matches!(scene.word(first), "the" | "a" | "an" | "his" | "her" | "its" | "their");
    first += usize::from(determined);
    if copula && !determined {
        return None;
    }
    let limit = end.min(first + LONGEST);
    let mut head = None;
    let mut at = first;
    while at < limit {
        let word = scene.word(at);
        if is_role(word) {
            head = Some(at);
        } else if !is_qualifier(word) && scene.thing_at(at).is_none() && scene.is_word(at) {
            break;
        }
        if closes(word) {
            break;
        }
        at += 1;
    }
    let head = head?;
    let mut to = head + 1;
    if matches!(scene.word(to), "of" | "for" | "at" | "to" | "from" | "in" | "on" | "with") {
        while to < limit && !closes(scene.word(to)) {
            to += 1;
        }
        if to < end && !closes(scene.word(to)) {
            return None;
        }
    } else if !closes(scene.word(to)) && !matches!(scene.word(to), "who" | "and" | "whose") && to < end {
        return None;
    }
    let other = (first..to).filter_map(|token| scene.mention_at(token));
    let names_other =
        other.into_iter().any(|at| scene.mentions.get(at).is_some_and(|m| m.label == Label::Person));
    (!names_other).then(|| role(scene, mention, first, head, to))
}

fn closes(word: &str) -> bool {
    matches!(word, "," | "." | ";" | ":" | ")" | "(" | "—" | "–" | "!" | "?" | "”" | "\"")
}

fn role(scene: &Scene<'_>, mention: &Mention, first: usize, head: usize, to: usize) -> Role {
    let things = (first..to).filter_map(|token| scene.thing_at(token));
    let mut of: Vec<u32> = things.map(|thing| thing.entity).collect();
    of.dedup();
    let lower = |token: usize| scene.word(token).to_lowercase();
    Role {
        entity: mention.entity,
        text: scene.phrase(first, to),
        head: lower(head),
        qualifiers: (first..head)
            .filter(|at| scene.thing_at(*at).is_none() && scene.is_word(*at))
            .map(lower)
            .collect(),
        of,
        token: first,
    }
}
