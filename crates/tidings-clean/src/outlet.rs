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

/// The best of the names, the first of equals; a stem is written as a part of the title of the page writes it.
pub(crate) fn best<'a>(names: impl Iterator<Item = &'a str>, title: &'a str) -> Option<&'a str> {
    let mut best: Option<(Worth, &str)> = None;
    for name in names.map(|name| without_slogan(name.trim())) {
        let worth = worth(name);
        if worth > best.map_or(Worth::None, |(worth, _)| worth) {
            best = Some((worth, name));
        }
    }
    let (worth, name) = best?;
    if worth == Worth::Name {
        return Some(name);
    }
    let stem = folded(name.split('.').next().unwrap_or(name));
    let same = |part: &&str| worth_in_title(part) && folded(part) == stem;
    let written = title.split(['|', '–', '—', '·', '-', '•', '»']).map(str::trim).find(same);
    Some(written.unwrap_or(name))
}

fn worth_in_title(part: &str) -> bool {
    worth(part) == Worth::Name
}

/// "Harbor Echo - News and views from the bay since 1912": the name alone.
fn without_slogan(name: &str) -> &str {
    let cut = [" - ", " – ", " — ", " | ", " • ", ": "]
        .iter()
        .filter_map(|mark| name.split_once(mark))
        .min_by_key(|(left, _)| left.len());
    let words = |text: &str| text.split_whitespace().count();
    match cut {
        Some((left, right)) if words(left) <= 4 && words(right) >= 4 && worth(left) == Worth::Name => {
            left.trim()
        }
        _ => name,
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
    fn the_best_name_is_taken() {
        let best = |names: &[&'static str], title| best(names.iter().copied(), title);
        assert_eq!(best(&["harborecho", "Harbor Echo"], ""), Some("Harbor Echo"));
        assert_eq!(best(&["harborecho.example", "Harbor Echo"], ""), Some("Harbor Echo"));
        assert_eq!(best(&["Harbor Echo", "Echo Media Holding"], ""), Some("Harbor Echo"));
        assert_eq!(best(&["harborecho"], "Port shut | Harbor Echo"), Some("Harbor Echo"));
        assert_eq!(best(&["harborecho"], "Port shut"), Some("harborecho"));
        assert_eq!(best(&["/", "desk@harborecho.example"], ""), None);
        assert_eq!(best(&["Ada Lund is a reporter who covers the bay."], ""), None);
        assert_eq!(best(&["This post was written by Ada Lund"], ""), None);
        assert_eq!(best(&["Harbor Echo - News and views from the bay"], ""), Some("Harbor Echo"));
        assert_eq!(best(&["The Harbor - Echo"], ""), Some("The Harbor - Echo"));
    }

    #[test]
    fn who_is_no_author() {
        assert!(is_no_author("Getty Images"));
        assert!(is_no_author("Reuters"));
        assert!(!is_no_author("Ada Lund"));
    }
}
