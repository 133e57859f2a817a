//! What the lists know: other names of one thing, and demonyms with their places. `data/README.md` says where the lists come
//! from.

use super::forms::Kind;
use crate::table::{Key, Table};

static ALIASES: Table<4096> = Table::build(include_str!("../../data/aliases.txt"));
static DEMONYMS: Table<1024> = Table::build(include_str!("../../data/demonyms.txt"));

/// The usual name of what a folded name of a kind stands for.
pub(super) fn usual(kind: Kind, folded: &str) -> Option<&'static str> {
    let letter = match kind {
        Kind::Person => "p",
        Kind::Place | Kind::Facility => "l",
        Kind::Organization => "o",
        Kind::Other => "e",
        Kind::People => return None,
    };
    let mut key = Key::of(letter);
    key.push(folded);
    ALIASES.get(&key)
}

/// The place that a folded demonym belongs to; "Ukrainians" is the plural of "Ukrainian".
pub(super) fn place_of(folded: &str) -> Option<&'static str> {
    let listed = |word: &str| DEMONYMS.get(&Key::of(word));
    listed(folded).or_else(|| folded.strip_suffix('s').and_then(listed))
}

#[cfg(test)]
mod tests {
    use super::super::fold::Name;
    use super::*;

    #[test]
    fn every_entry_can_be_found() {
        for key in ALIASES.keys().chain(DEMONYMS.keys()) {
            assert_eq!(Name::of(key).as_str(), key, "{key} can never be found");
        }
        assert_eq!(usual(Kind::Place, "kiev"), Some("Kyiv"));
        assert_eq!(usual(Kind::Organization, "iaea"), Some("International Atomic Energy Agency"));
        assert_eq!(place_of("ukrainians"), Some("Ukraine"));
    }
}
