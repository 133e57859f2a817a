//! Who speaks: labels that stand for one person, and where that person's name stands in full.

use std::collections::{HashMap, HashSet};

use tidings_core::{Span, Speaker};

/// The speakers of a document while its parts are being found.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// By what tells one from the others: the last name in small letters, a handle.
    keys: HashMap<String, u32>,
    /// Last names of several.
    shared: HashSet<String>,
    pub(super) speakers: Vec<Speaker>,
}

impl Cast {
    /// The index of the speaker of this key; a fuller name takes the place of a shorter one. Two who share a last name and are called by
    /// different first names stay two; the last name alone is then a third, of whom nobody knows which one it is.
    pub(super) fn index(&mut self, text: &str, key: &str, name: Span, role: Option<Span>) -> u32 {
        let first = first_name(name.slice(text).unwrap_or(""));
        let known = self.keys.get(key).and_then(|at| self.speakers.get(*at as usize));
        let other = known.map(|known| first_name(known.name.slice(text).unwrap_or("")));
        let is_other = |other: &String| !other.is_empty() && !first.is_empty() && *other != first;
        if other.as_ref().is_some_and(is_other) {
            self.shared.insert(key.to_owned());
        }
        let own;
        let key = if self.shared.contains(key) && other.as_ref() != Some(&first) {
            own = format!("{first} {key}");
            &own
        } else {
            key
        };
        if let Some(at) = self.keys.get(key) {
            if let Some(known) = self.speakers.get_mut(*at as usize) {
                if name.len() > known.name.len() {
                    known.name = name;
                }
                known.role = known.role.or(role);
            }
            return *at;
        }
        let at = self.speakers.len() as u32;
        self.keys.insert(key.to_owned(), at);
        self.speakers.push(Speaker { name, role });
        at
    }

    /// Looks in running text for the full names of those of whom only the last name is known. Of the first ones only: each look
    /// reads the text.
    pub(super) fn complete(&mut self, text: &str) {
        for speaker in self.speakers.iter_mut().take(MOST_LOOKS) {
            let Some(name) = speaker.name.slice(text) else { continue };
            let key = key(name);
            if key.len() > 2 && !key.contains(['@', ' ']) && !name.trim().contains(' ') {
                speaker.name = full_name(text, &key).unwrap_or(speaker.name);
            }
        }
    }
}

/// For so many names the text is read.
pub(super) const MOST_LOOKS: usize = 50;

/// The last word of a name, in small letters: what a speaker is called after the first time. A number belongs to the word before it.
pub(super) fn key(name: &str) -> String {
    let mut words = name.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let key = match words.next() {
        Some(before) if last.bytes().all(|byte| byte.is_ascii_digit()) => format!("{before} {last}"),
        _ => last.to_owned(),
    };
    key.trim_matches(['.', ',']).to_lowercase()
}

/// The first name before a last name, in small letters, without titles; empty if the last name stands alone.
fn first_name(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.pop();
    let first = words.into_iter().find(|word| !is_title(word));
    first.unwrap_or_default().to_lowercase()
}

/// "Sen.", "DR", "MAYOR".
pub(super) fn is_title(word: &str) -> bool {
    const TITLES: [&str; 24] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sen",
        "senator",
        "rep",
        "gov",
        "governor",
        "mayor",
        "president",
        "judge",
        "justice",
        "prof",
        "professor",
        "gen",
        "general",
        "col",
        "sir",
        "lord",
        "lady",
        "minister",
        "secretary",
    ];
    TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// Whether the last name stands behind a first name somewhere.
pub(super) fn full_name_in(text: &str, key: &str) -> bool {
    full_name(text, key).is_some()
}

/// Words with a capital that are no first name.
const NO_NAMES: [&str; 30] = [
    "The",
    "A",
    "An",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "And",
    "But",
    "In",
    "On",
    "At",
    "With",
    "By",
    "For",
    "From",
    "To",
    "Of",
    "Mayor",
    "President",
    "Senator",
    "Minister",
    "Professor",
    "Council",
    "He",
    "She",
    "They",
    "When",
    "As",
    "While",
];

/// The first place where the last name stands behind a first name.
fn full_name(text: &str, key: &str) -> Option<Span> {
    let mut first = key.chars();
    let last: String = first.next()?.to_uppercase().chain(first).collect();
    text.match_indices(&last).find_map(|(at, found)| {
        let end = at + found.len();
        if text[end..].starts_with(char::is_alphanumeric) {
            return None;
        }
        let before = text[..at].strip_suffix(' ')?;
        let start = before
            .rfind(|c: char| !(c.is_alphabetic() || c == '-' || c == '’' || c == '.'))
            .map_or(0, |space| space + before[space..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        let plain = name.trim_end_matches('.');
        let fits = name.starts_with(char::is_uppercase)
            && plain.chars().skip(1).any(char::is_lowercase)
            && !NO_NAMES.contains(&plain);
        fits.then(|| Span::new(start as u32, end as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_found_in_running_text() {
        let text = "The Lunds came. Mayor Lund spoke. Élise Lund, 40, and Ada Lund.";
        let found = |key| full_name(text, key).and_then(|span| span.slice(text));
        assert_eq!(found("lund"), Some("Élise Lund"));
        assert_eq!(found("holm"), None);
    }

    #[test]
    fn two_of_one_last_name_stay_two() {
        let text = "IDA HOLM|PETER HOLM|HOLM|IDA HOLM|Sen. LUND|ADA LUND|LUND";
        let mut cast = Cast::default();
        let mut at = 0;
        let found: Vec<u32> = text
            .split('|')
            .map(|name| {
                let span = Span::new(at, at + name.len() as u32);
                at += name.len() as u32 + 1;
                cast.index(text, &key(name), span, None)
            })
            .collect();
        assert_eq!(found, [0, 1, 2, 0, 3, 3, 3]);
    }

    #[test]
    fn a_speaker_is_called_by_the_last_name() {
        assert_eq!(key("IDA HOLM"), "holm");
        assert_eq!(key("SPEAKER 2"), "speaker 2");
        assert_eq!(key("Q"), "q");
    }
}
