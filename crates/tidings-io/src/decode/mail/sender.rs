//! Who an e-mail is from: persons who wrote it, or a publication that sent it.

use tidings_core::DocumentKind;

use super::kind;

/// Who an e-mail is from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sender {
    pub(super) persons: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) kind: DocumentKind,
}

/// Local parts of addresses that no person has.
const FUNCTIONS: [&str; 20] = [
    "news",
    "newsletter",
    "newsletters",
    "noreply",
    "no-reply",
    "donotreply",
    "hello",
    "info",
    "mail",
    "email",
    "briefing",
    "alerts",
    "alert",
    "updates",
    "editor",
    "editors",
    "press",
    "team",
    "contact",
    "daily",
];

/// Words that the name of a publication begins or ends with, and that of a person does not.
const PUBLICATIONS: [&str; 40] = [
    "the",
    "your",
    "our",
    "daily",
    "weekly",
    "morning",
    "evening",
    "news",
    "newsletter",
    "newsletters",
    "times",
    "post",
    "courier",
    "briefing",
    "team",
    "today",
    "journal",
    "press",
    "tribune",
    "herald",
    "echo",
    "digest",
    "report",
    "review",
    "update",
    "updates",
    "alerts",
    "brief",
    "magazine",
    "media",
    "gazette",
    "chronicle",
    "observer",
    "tv",
    "radio",
    "online",
    "editors",
    "inc",
    "group",
    "office",
];

/// What stands between the name of a person and that of a publication.
const BETWEEN: [&str; 8] = [" from ", " at ", " @ ", " | ", " via ", ", ", " - ", " – "];

impl Sender {
    /// Reads the name and the address of a sender. `bulk` tells that the mail went to many, `list` how their list calls itself.
    pub(super) fn read(name: &str, address: &str, bulk: bool, list: Option<&str>) -> Self {
        let local = address.split('@').next().unwrap_or_default().to_lowercase();
        let list = list.map(str::to_owned);
        let name = name.trim().trim_matches(['"', '\'']).trim();
        let sender = |persons: &[&str], publisher: Option<String>, bulk| Sender {
            persons: persons.iter().map(|person| (*person).to_owned()).collect(),
            publisher,
            kind: kind(bulk),
        };
        if name.is_empty() || name.contains('@') {
            return sender(&[], list, bulk || is_function(&local));
        }
        let split = BETWEEN.iter().find_map(|between| name.split_once(between));
        if let Some((left, right)) = split {
            let (left, right) = (left.trim(), right.trim());
            if looks_like_person(left) && !right.is_empty() && !looks_like_person(right) {
                return sender(&[left], Some(right.to_owned()), true);
            }
        }
        let person = looks_like_person(name);
        if person && (is_of(&local, name) || !bulk && !is_function(&local)) {
            return sender(&[name], list, bulk);
        }
        sender(&[], Some(name.to_owned()), bulk || !person || is_function(&local))
    }
}

/// Whether a local part belongs to a function, not a person.
fn is_function(local: &str) -> bool {
    local.split(['.', '+', '_']).any(|part| FUNCTIONS.contains(&part))
}

/// Whether a local part is made of the name: `ada.lund`, `alund`, `lund`.
fn is_of(local: &str, name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    !is_function(local) && (last.len() > 2 && local.contains(&last) || local == first)
}

/// Whether a name has the shape of a person's: two to four words with capitals, none of them a word of publications.
fn looks_like_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let of_publication = |word: &String| PUBLICATIONS.contains(&word.as_str());
    (2..=4).contains(&words.len())
        && !lower.first().is_some_and(of_publication)
        && !lower.last().is_some_and(of_publication)
        && words.iter().all(|word| is_name_word(word))
}

/// A word of a name: a capital and then small letters, an initial, or a particle.
fn is_name_word(word: &str) -> bool {
    if ["de", "van", "von", "der", "den", "da", "di", "del", "la", "le", "bin", "al"].contains(&word) {
        return true;
    }
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital
        && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
        && (word.chars().any(char::is_lowercase) || word.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, address: &str, bulk: bool, persons: &[&str], publisher: Option<&str>) {
        let sender = Sender::read(name, address, bulk, None);
        assert_eq!(
            (sender.persons.iter().map(String::as_str).collect::<Vec<_>>(), sender.publisher.as_deref()),
            (persons.to_vec(), publisher),
            "{name} <{address}>"
        );
    }

    #[test]
    fn persons_are_told_from_publications() {
        check("Harbor Echo", "news@echo.example", false, &[], Some("Harbor Echo"));
        check("The Quay", "ada@quay.example", true, &[], Some("The Quay"));
        check("Ada Lund", "ada.lund@quay.example", true, &["Ada Lund"], None);
        check("Ada Lund", "ada@home.example", false, &["Ada Lund"], None);
        check("Pier Watch", "bounce-77@list.example", true, &[], Some("Pier Watch"));
        check("Ada Lund from The Quay", "news@quay.example", true, &["Ada Lund"], Some("The Quay"));
        check("Ada Lund, Harbor Echo", "a@echo.example", false, &["Ada Lund"], Some("Harbor Echo"));
        check("Ludwig van der Berg | Quay", "a@echo.example", false, &["Ludwig van der Berg"], Some("Quay"));
        check(
            "Morning Briefing - Harbor Echo",
            "a@echo.example",
            true,
            &[],
            Some("Morning Briefing - Harbor Echo"),
        );
        check("", "ada@home.example", false, &[], None);
    }

    #[test]
    fn a_list_gives_its_name_where_the_sender_does_not() {
        let sender = Sender::read("Ada Lund", "lund@quay.example", true, Some("The Quay"));
        assert_eq!(sender.publisher.as_deref(), Some("The Quay"));
        assert_eq!(sender.kind, DocumentKind::Newsletter);
        assert_eq!(Sender::read("Ada Lund", "a@home.example", false, None).kind, DocumentKind::Email);
    }
}
