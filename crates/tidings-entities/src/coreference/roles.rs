//! Words for what people are and do: titles, offices, occupations.

use crate::table::{Key, Table};

static ROLES: Table<1024> = Table::build(include_str!("../../data/roles.txt"));

/// Whether a word may stand before a name as a part of its form: "Mr", "President".
pub(super) fn is_title(word: &str) -> bool {
    ROLES.get(&Key::of(word)).is_some_and(|letters| letters.contains(['h', 't']))
}
