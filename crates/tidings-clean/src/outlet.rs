//! The name of an outlet among what a page calls it: "nationalpost", "National Post", an address, a sentence.
//!
//! Pages name their outlet several times, and not always well. The best name is taken, not the first; a page that has
//! none has no outlet here.

use crate::byline::{is_agency, is_picture_agency, is_position, is_sentence};

/// How good a name is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Worth {
    /// An address, a sentence, signs.
    None,
    /// A single word in small letters, as the label of the domain: "nationalpost".
    Stem,
    /// A domain: "stern.example".
    Domain,
    Name,
}

/// How good `name` is.
pub(crate) fn worth(name: &str) -> Worth {
    let name = name.trim();
    let words = name.split_whitespace().count();
    let sentence = is_sentence(name) && (words > 5 || name.ends_with('.')) || words > 10;
    if !name.chars().any(char::is_alphanumeric)
        || name.contains(['@', '{', '<'])
        || name.contains("://")
        || sentence
    {
        return Worth::None;
    }
    match (words, name.contains('.'), name.chars().any(char::is_uppercase)) {
        (1, false, false) if name.is_ascii() => Worth::Stem,
        (1, true, false) => Worth::Domain,
        // "Redaktion harborecho.example".
        _ if is_position(name) => Worth::Domain,
        _ => Worth::Name,
    }
}

/// Letters and digits alone, in small letters: for comparing names.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the name of an author is that of an agency or of who sells the picture.
pub(crate) fn is_no_author(name: &str) -> bool {
    is_agency(name) || is_picture_agency(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_no_author() {
        assert!(is_no_author("Getty Images"));
        assert!(is_no_author("Reuters"));
        assert!(!is_no_author("Ada Lund"));
    }
}
