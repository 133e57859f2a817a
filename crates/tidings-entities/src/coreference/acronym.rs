//! Acronyms: the initials that a name of several words may be called by.

use super::fold::Name;

/// Words that acronyms mostly leave out.
const SMALL: [&str; 22] = [
    "of", "the", "and", "for", "in", "on", "to", "at", "de", "du", "des", "la", "le", "les", "da", "do",
    "dos", "y", "e", "et", "fur", "und",
];

/// The longest acronym, in letters.
const LONGEST: usize = 10;

/// The initials of a name, each way of taking them once.
pub(super) fn initials(name: &Name) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let small = |at: usize| SMALL.contains(&name.word(at));
    {
        let mut add = |with_small: bool, whole: bool, end: usize| {
            let mut letters = String::new();
            for at in (0..end).filter(|at| with_small || !small(*at)) {
                if whole && name.is_upper(at) {
                    letters.push_str(name.word(at));
                } else {
                    letters.extend(name.word(at).chars().take(1));
                }
            }
            if (2..=LONGEST).contains(&letters.chars().count()) && !out.contains(&letters) {
                out.push(letters);
            }
        };
        add(false, false, name.len());
        add(true, false, name.len());
        add(false, true, name.len());
        // "Grand Wing System Co.": the last word may be one that the acronym does without.
        if name.len() > 3 {
            add(false, false, name.len() - 1);
        }
    }
    // "The Harbor Factory" may be "THF".
    if name.had_article() {
        let with_article: Vec<String> = out.iter().map(|letters| format!("t{letters}")).collect();
        out.extend(with_article);
    }
    out
}

/// Whether a form looks like an acronym: one short word in capitals.
pub(super) fn may_be_one(name: &Name) -> bool {
    name.len() == 1 && name.is_upper(0) && name.as_str().len() <= LONGEST
}

/// Whether the letters of an acronym stand in this order in a name, the first at its start: enough where the text itself puts it
/// in parentheses behind the name.
pub(super) fn is_spelled_by(short: &Name, long: &Name) -> bool {
    let mut letters = short.as_str().chars().filter(|char| char.is_alphanumeric()).peekable();
    let Some(first) = letters.peek().copied() else { return false };
    if !long.as_str().starts_with(first) {
        return false;
    }
    for char in long.as_str().chars() {
        letters.next_if_eq(&char);
    }
    letters.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, acronym: &str) {
        let found = initials(&Name::of(name));
        assert!(found.contains(&Name::of(acronym).as_str().to_owned()), "{name}: {found:?}");
    }

    #[test]
    fn initials_with_and_without_small_words() {
        check("Hallein Research Institute", "HRI");
        check("International Committee of the Red Cross", "ICRC");
        check("Department of Justice", "DOJ");
        check("UN Security Council", "UNSC");
        check("United Nations", "U.N.");
        check("Grand Harbor Systems Company", "GHS");
    }

    #[test]
    fn letters_in_order_are_enough_in_parentheses() {
        let check = |short, long| is_spelled_by(&Name::of(short), &Name::of(long));
        assert!(check("NordTel", "Nordic Telecom"));
        assert!(check("ENASA", "Empresa Nacional de Autos S.A."));
        assert!(!check("Oslo", "Harbor Office"));
    }
}
