//! Who is said to have died: the dead say nothing afterwards, unless the text tells that it quotes them from before.

use tidings_core::{Label, Mention};

/// How far behind a name its verb is looked for, in bytes.
const REACH: usize = 120;

/// For every mention whether the text says at it that the person has died: "Holm died", "Holm, who mapped the tides, died",
/// "the death of Holm", "Holm's death".
pub(super) fn told(text: &str, mentions: &[Mention]) -> Vec<bool> {
    let person = |mention: &Mention| mention.label == Label::Person;
    mentions.iter().map(|mention| person(mention) && is_told(text, mention)).collect()
}

fn is_told(text: &str, mention: &Mention) -> bool {
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let before = words_back(text, start);
    if before[0] == "of" && matches!(before[1], "death" | "murder" | "killing" | "assassination") {
        return true;
    }
    let after = window(text, end, REACH);
    let line = after.split('\n').next().unwrap_or("");
    if let Some(rest) = line.strip_prefix("'s ").or_else(|| line.strip_prefix("’s ")) {
        return matches!(word(rest), "death" | "murder" | "assassination" | "funeral");
    }
    if is_preposition(before[0]) {
        return false;
    }
    if dies(line) {
        return true;
    }
    // Behind an aside.
    line.strip_prefix(',').is_some_and(|aside| {
        let aside = aside.trim_start();
        if let Some(clause) = aside.strip_prefix("who ")
            && dies(clause)
        {
            return true;
        }
        aside.split_once(',').is_some_and(|(aside, rest)| !aside.contains(['.', ';', '"', '“']) && dies(rest))
    })
}

/// Whether words begin with a verb of dying.
fn dies(words: &str) -> bool {
    let words = words.trim_start();
    let at = |verbs: &[&str]| {
        verbs
            .iter()
            .any(|verb| words.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    };
    at(&["died", "dies", "has died", "had died", "passed away", "has passed away", "is dead", "was killed"])
        || at(&[
            "was shot dead",
            "was found dead",
            "was murdered",
            "was shot to death",
            "was stabbed to death",
        ])
        || at(&["was assassinated", "drowned", "was pronounced dead", "was executed", "was buried"])
}

/// Whether the mention speaks here, in words that are not said to be from before.
pub(super) fn speaks_now(text: &str, start: usize, end: usize) -> bool {
    let after = window(text, end, REACH);
    let line = after.split('\n').next().unwrap_or("");
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("");
    let behind = is_report(first.trim_end_matches([',', '.', ':'])) && !line.starts_with([',', '.']);
    let inverted =
        is_report(words_back(text, start)[0]) && line.starts_with(['.', ',', '\n']) || line.is_empty();
    (behind || inverted && is_report(words_back(text, start)[0])) && !is_from_before(line)
}

/// Whether words tell that something was said earlier.
pub(super) fn is_from_before(words: &str) -> bool {
    let sentence = words.split_inclusive(". ").next().unwrap_or(words);
    let year = |word: &str| {
        let digits = word.trim_end_matches("'s").trim_end_matches("’s");
        digits.len() == 4
            && (digits.starts_with("19") || digits.starts_with("20"))
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    sentence.split(|char: char| !char.is_alphanumeric()).any(|word| {
        year(word)
            || matches!(
                word,
                "once"
                    | "had"
                    | "ago"
                    | "interview"
                    | "memoir"
                    | "memoirs"
                    | "autobiography"
                    | "earlier"
                    | "previously"
                    | "before"
                    | "often"
                    | "recalled"
                    | "wrote"
                    | "diary"
                    | "letter"
                    | "last"
                    | "would"
                    | "biographer"
                    | "used"
                    | "later"
                    | "always"
                    | "famously"
            )
    })
}

fn is_report(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "adds"
            | "replied"
            | "explained"
            | "noted"
            | "insisted"
            | "argued"
            | "asked"
    )
}

fn is_preposition(word: &str) -> bool {
    matches!(word, "of" | "with" | "to" | "for" | "by" | "and" | "from")
}

fn word(text: &str) -> &str {
    text.split(|char: char| !char.is_alphanumeric()).next().unwrap_or("")
}

/// So many bytes of the text from a place on, or a few less.
fn window(text: &str, from: usize, length: usize) -> &str {
    let mut to = text.len().min(from + length);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to.max(from)).unwrap_or("")
}

/// The two words before a place, nearest first.
fn words_back(text: &str, at: usize) -> [&str; 2] {
    let at = at.min(text.len());
    let mut from = at.saturating_sub(40);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut words = text.get(from..at).unwrap_or("").split_whitespace().rev();
    let mut next = || words.next().unwrap_or("");
    [next(), next()]
}

#[cfg(test)]
mod tests {
    use tidings_core::Span;

    use super::*;

    fn mention(text: &str, name: &str) -> Mention {
        let start = text.find(name).unwrap();
        let span = Span::from_range(start..start + name.len());
        Mention { span, label: Label::Person, entity: 0, confidence: 1.0 }
    }

    #[test]
    fn what_says_that_somebody_has_died() {
        for text in [
            "Ann Lee died on Sunday.",
            "Ann Lee dies at 94",
            "Ann Lee, who mapped the tides, died on Sunday.",
            "Ann Lee, 94, has died.",
            "the death of Ann Lee",
            "Ann Lee's death",
            "Ann Lee was shot dead.",
            "Ann Lee, who died in May, was a nurse.",
        ] {
            assert_eq!(told(text, &[mention(text, "Ann Lee")]), [true], "{text}");
        }
        for text in
            ["Ann Lee said he died.", "the mother of Ann Lee died", "Ann Lee's mother died", "Ann Lee diesel"]
        {
            assert_eq!(told(text, &[mention(text, "Ann Lee")]), [false], "{text}");
        }
    }

    #[test]
    fn the_dead_speak_only_from_before() {
        let now = |text: &str| {
            let found = mention(text, "Lee");
            speaks_now(text, found.span.start as usize, found.span.end as usize)
        };
        assert!(now("“I never liked it,” Ms. Lee said."));
        assert!(now("“I never liked it,” said Lee."));
        assert!(!now("Lee once said she never liked it."));
        assert!(!now("“I never liked it,” Lee said in a 2010 interview."));
        assert!(!now("Lee told the Courier in 1987 that she never liked it."));
        assert!(!now("Lee lived here."));
    }
}
