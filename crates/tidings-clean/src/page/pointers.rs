//! Lines inside an article that point to another one, by their first words: "Read also: …".
//!
//! The words are those of the larger languages of news. They prove nothing alone: the line must be short and hold a link.

use super::blocks::Block;
use crate::prose::Prose;

#[rustfmt::skip]
const OPENINGS: [&str; 40] = [
    "read also", "also read", "read more", "read next", "see also", "related:", "related story", "more on this", "don't miss",
    "lesen sie auch", "lesen sie mehr", "lesen sie dazu", "lesen sie hier", "mehr zum thema", "auch interessant", "lies auch",
    "lire aussi", "à lire aussi", "à lire également", "lisez aussi",
    "lea también", "lee también", "leer más", "te puede interesar", "más información",
    "leggi anche", "per approfondire", "leia também", "leia mais", "lees ook", "lees meer", "les også", "læs også", "läs också", "läs mer",
    "czytaj też", "czytaj także", "čtěte také", "читайте также", "читайте також",
];
/// A pointer has so many words at most.
const LONGEST: u32 = 30;

/// Whether a block points to another article.
pub(super) fn is_pointer(block: &Block, prose: &Prose, text: &str) -> bool {
    if block.links * 4 < block.text || prose.words > LONGEST || prose.words < 3 {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let start: String = bare.chars().take(20).flat_map(char::to_lowercase).collect();
    OPENINGS.iter().any(|opening| start.starts_with(opening))
}
