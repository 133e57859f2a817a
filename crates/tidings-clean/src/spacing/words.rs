//! Words that decide whether a full stop ends a sentence.

/// Whether a word with a full stop is likely an abbreviation before a capitalized word.
pub(super) fn is_abbreviation(word: &str) -> bool {
    among(word, &ABBREVIATIONS)
}

/// Whether a capitalized word begins sentences and hardly anything else.
pub(super) fn begins_sentences(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

/// Whether a word after a full stop is likely the end of a host or file name.
pub(super) fn is_name_ending(word: &str) -> bool {
    among(word, &ENDINGS)
}

fn among(word: &str, sorted: &[&str]) -> bool {
    const LONGEST: usize = 6;
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return false;
    }
    let mut lower = [0; LONGEST];
    for (slot, byte) in lower.iter_mut().zip(bytes) {
        *slot = byte.to_ascii_lowercase();
    }
    sorted.binary_search_by(|known| known.as_bytes().cmp(&lower[..bytes.len()])).is_ok()
}

/// Titles, ranks, companies, months, days, places. Sorted.
static ABBREVIATIONS: [&str; 82] = [
    "adm", "approx", "apr", "art", "aug", "ave", "blvd", "brig", "bros", "ca", "capt", "cf", "ch", "cmdr",
    "co", "col", "corp", "cpl", "dec", "dept", "dist", "dr", "eq", "est", "ex", "feb", "fig", "figs", "fr",
    "fri", "ft", "gen", "gov", "hon", "hr", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar",
    "messrs", "min", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "pp", "pres", "prof",
    "pt", "pvt", "ref", "rep", "reps", "rev", "rt", "sat", "sec", "sen", "sens", "sep", "sept", "sgt", "sr",
    "st", "ste", "sun", "thu", "tue", "univ", "vs", "wed",
];

/// Words with which sentences of news begin and names do not. Sorted.
static STARTERS: [&str; 72] = [
    "About",
    "According",
    "After",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Following",
    "For",
    "From",
    "Have",
    "He",
    "Here",
    "His",
    "How",
    "However",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "None",
    "Not",
    "Now",
    "On",
    "Once",
    "One",
    "Our",
    "People",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "Two",
    "We",
    "What",
    "When",
    "While",
    "Who",
    "With",
    "You",
    "Your",
];

/// Endings of hosts and files that somebody may write with a capital. Sorted.
static ENDINGS: [&str; 56] = [
    "ai", "app", "asp", "aspx", "biz", "blog", "ca", "ch", "cn", "com", "css", "csv", "de", "dev", "doc",
    "docx", "edu", "eu", "exe", "fm", "fr", "gg", "gov", "htm", "html", "info", "int", "io", "java", "jpeg",
    "jpg", "js", "json", "mil", "net", "news", "nl", "org", "pdf", "php", "png", "ppt", "pptx", "py", "rs",
    "ru", "sql", "ts", "tv", "txt", "ua", "uk", "xls", "xlsx", "xml", "zip",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted() && STARTERS.is_sorted() && ENDINGS.is_sorted());
        assert!(is_abbreviation("Mrs") && is_abbreviation("approx") && !is_abbreviation("promised"));
        assert!(begins_sentences("The") && !begins_sentences("the"));
        assert!(is_name_ending("Com") && !is_name_ending("Commune"));
    }
}
