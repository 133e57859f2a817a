//! Names that the text itself introduces: "European Union (EU)", "Kristiania, now called Oslo".

use tidings_core::Mention;

use super::acronym;
use super::forms::{Forms, Groups, Kind};

/// The longest text between a name and the one that it introduces, in bytes.
const GAP: usize = 48;

/// Joins each name with the one that the words right behind it introduce.
pub(super) fn join(text: &str, mentions: &[Mention], forms: &Forms<'_>, groups: &mut Groups) {
    for (at, pair) in mentions.windows(2).enumerate() {
        let (left, right) = (&pair[0], &pair[1]);
        let (a, b) = (forms.of[at], forms.of[at + 1]);
        if a == b || forms.get(a).kind != forms.get(b).kind || left.span.end > right.span.start {
            continue;
        }
        let between = left.span.end as usize..right.span.start as usize;
        if between.len() > GAP {
            continue;
        }
        let (Some(between), Some(after)) = (text.get(between), text.get(right.span.end as usize..)) else {
            continue;
        };
        if is_introduced(between) || is_in_parentheses(between, after) && are_spellings(forms, a, b) {
            if forms.get(b).first == at + 1 {
                groups.join(a, b);
            } else if forms.get(a).first == at {
                groups.join(b, a);
            }
        }
    }
}

/// Whether the words between two names say that both are one thing's.
fn is_introduced(between: &str) -> bool {
    let mut told = false;
    let words = between.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        match word {
            "known" | "called" | "named" | "dubbed" | "nicknamed" | "abbreviated" | "renamed"
            | "formerly" | "aka" | "styled" | "née" => told = true,
            "also" | "previously" | "better" | "commonly" | "originally" | "sometimes" | "often" | "now"
            | "once" | "usually" | "or" | "simply" | "as" | "to" | "the" | "and" | "is" | "was"
            | "colloquially" | "officially" | "locally" | "then" | "later" | "by" | "referred"
            | "informally" | "popularly" => {}
            _ => return false,
        }
    }
    let joined = between.trim_start().starts_with([',', '(', '–', '-'])
        || between.contains("also")
        || between.contains("known");
    // "X was named Y" says it of many things that are not names: only in an aside, or with "as".
    told && joined && !between.contains(['.', ';', ')'])
}

fn is_in_parentheses(between: &str, after: &str) -> bool {
    let quotes = ['"', '\'', '“', '‘', '”', '’'];
    let open = between.trim_matches(|char: char| char.is_whitespace() || quotes.contains(&char));
    matches!(open, "(" | "(the" | "(or" | "[")
        && after.trim_start_matches(quotes).trim_start().starts_with([')', ']', ',', ';'])
}

fn are_spellings(forms: &Forms<'_>, a: u32, b: u32) -> bool {
    let (left, right) = (forms.get(a), forms.get(b));
    let short = |name: &super::fold::Name| name.len() == 1 && name.is_upper(0);
    left.kind != Kind::Person
        && (short(&right.name) && acronym::is_spelled_by(&right.name, &left.name)
            || short(&left.name) && acronym::is_spelled_by(&left.name, &right.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_introduce_another_name() {
        for between in [
            " (also known as ",
            ", formerly ",
            ", also called the ",
            " (formerly known as \"",
            ", better known as ",
        ] {
            assert!(is_introduced(between), "{between}");
        }
        for between in [" and ", " (", ", ", " was named ", " called ", ". Also known as "] {
            assert!(!is_introduced(between), "{between}");
        }
        assert!(is_in_parentheses(" (\"", "\") said") && !is_in_parentheses(" (", " said"));
    }
}
