//! The name before a colon that a turn begins with: `IDA HOLM, ANCHOR:`, `REYES (voice-over):`, `Q:`, `[00:12] Ada Lund:`.

use std::ops::Range;

/// A name at the beginning of a line. Ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) name: Range<usize>,
    /// What stands beside the name, behind a comma.
    pub(super) role: Option<Range<usize>>,
    /// Where what is said begins.
    pub(super) body: usize,
    pub(super) form: Form,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A letter or word for whoever asks.
    Question,
    /// One for whoever answers.
    Answer,
    /// In capitals.
    Capitals,
    /// As names are written in running text.
    Name,
}

/// No speaker has a longer name with his office, in bytes.
const LONGEST: usize = 120;

/// Whoever asks and whoever answers, in the languages of most interviews.
const QUESTIONS: [&str; 9] = ["Q", "Question", "QUESTION", "Frage", "F", "Pregunta", "P", "Domanda", "D"];
const ANSWERS: [&str; 8] = ["A", "Answer", "ANSWER", "Antwort", "Respuesta", "Risposta", "R", "Réponse"];

/// What stands before a colon and is no speaker, in small letters.
const OTHERS: [&str; 99] = [
    "update",
    "updated",
    "note",
    "notes",
    "watch",
    "breaking",
    "read more",
    "related",
    "photo",
    "photos",
    "source",
    "sources",
    "correction",
    "more",
    "video",
    "live",
    "opinion",
    "analysis",
    "exclusive",
    "advertisement",
    "contact",
    "contacts",
    "editor's note",
    "where",
    "when",
    "what",
    "who",
    "why",
    "how",
    "tickets",
    "info",
    "listen",
    "warning",
    "important",
    "tip",
    "tips",
    "also read",
    "read also",
    "see also",
    "subscribe",
    "follow",
    "lunch",
    "dinner",
    "breakfast",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "tonight",
    "tomorrow",
    "yesterday",
    "pros",
    "cons",
    "score",
    "result",
    "results",
    "verdict",
    "price",
    "rating",
    "ingredients",
    "directions",
    "time",
    "date",
    "location",
    "venue",
    "details",
    "summary",
    "background",
    "facts",
    "headline",
    "subject",
    "from",
    "to",
    "cc",
    "re",
    "tel",
    "phone",
    "fax",
    "email",
    "e-mail",
    "website",
    "web",
    "by",
    "caption",
    "credit",
    "image",
    "story",
    "title",
    "keywords",
    "tags",
    "category",
    "topics",
    "strengths",
    "weaknesses",
    "opportunities",
];

/// The label of a line, if it begins with one.
pub(super) fn label(line: &str) -> Option<Label> {
    for (written, form) in [("Q. ", Form::Question), ("A. ", Form::Answer)] {
        if line.starts_with(written) {
            return Some(Label { name: 0..1, role: None, body: written.len(), form });
        }
    }
    let start = timestamp(line);
    let end = (start..=line.len().min(start + LONGEST)).rev().find(|&at| line.is_char_boundary(at))?;
    let head = &line[start..end];
    let colon = colon_outside_brackets(head)?;
    let mark = head[colon..].chars().next().map_or(1, char::len_utf8);
    let after = &line[start + colon + mark..];
    // "14:32" and "https://" are no labels.
    if !after.is_empty()
        && !after.starts_with(|c: char| c.is_whitespace() || "\"“«‘'*".contains(c))
        && mark == 1
    {
        return None;
    }
    let named = without_brackets(head[..colon].trim_end_matches(['*', ' ']));
    let skip = named.len() - named.trim_start_matches(['*', ' ']).len();
    let named = &named[skip..];
    let (name, role) = match named.split_once(',') {
        Some((name, role)) => (name.trim_end(), Some(role)),
        None => (named, None),
    };
    let from = start + skip;
    let role = role.and_then(|role| {
        let at = from + named.len() - role.len();
        let trimmed = role.trim();
        let lead = role.len() - role.trim_start().len();
        (!trimmed.is_empty()).then(|| at + lead..at + lead + trimmed.len())
    });
    let body = line.len() - after.trim_start_matches(['*', ' ', '\t', '\u{a0}']).len();
    Some(Label { form: form(name)?, name: from..from + name.len(), role, body })
}

/// Where the first colon is that stands in no brackets.
fn colon_outside_brackets(head: &str) -> Option<usize> {
    if memchr::memchr(b':', head.as_bytes()).is_none() && !head.contains('：') {
        return None;
    }
    let mut open = 0u32;
    head.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        (open == 0 && matches!(c, ':' | '：')).then_some(at)
    })
}

/// How many bytes a time at the beginning has that tells where in a recording the line is.
fn timestamp(line: &str) -> usize {
    let rest = line.trim_start_matches(['[', '(']);
    let time =
        rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',')).count();
    if time < 4 || !rest[..time].contains(':') || rest[..time].ends_with(':') {
        return 0;
    }
    let close = &rest[time..];
    line.len() - close.trim_start_matches([']', ')', ' ', '-', '–']).len()
}

/// A label without the brackets at its end: `REYES (voice-over)`, `Ada Lund [00:12]`.
fn without_brackets(label: &str) -> &str {
    let mut label = label.trim_end();
    while let Some(open) = match label.chars().next_back() {
        Some(')') => label.rfind('('),
        Some(']') => label.rfind('['),
        _ => None,
    } {
        label = label[..open].trim_end();
    }
    label
}

/// How a name is written; `None` if it cannot be one.
fn form(name: &str) -> Option<Form> {
    if QUESTIONS.contains(&name) {
        return Some(Form::Question);
    }
    if ANSWERS.contains(&name) {
        return Some(Form::Answer);
    }
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = |c: char| c.is_alphabetic() || ".'’-&/".contains(c);
    let numbered = |word: &str| word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 2;
    let sound = (1..=6).contains(&words.len())
        && words.iter().enumerate().all(|(at, word)| word.chars().all(fits) || at > 0 && numbered(word));
    if !sound || OTHERS.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let count = |wanted: fn(char) -> bool| name.chars().filter(|c| wanted(*c)).count();
    let (upper, lower) = (count(char::is_uppercase), count(char::is_lowercase));
    // "McCONNELL", "DeSANTIS", "Dr. HOLM".
    if upper >= 2 && lower <= 2 && upper >= 2 * lower {
        return Some(Form::Capitals);
    }
    let particle = |word: &&str| {
        ["de", "van", "von", "der", "den", "da", "di", "del", "la", "bin", "al", "of", "the"].contains(word)
    };
    let named = words.iter().all(|word| word.starts_with(char::is_uppercase) || particle(word));
    (named && words.len() <= 4 && words[0].starts_with(char::is_uppercase) && lower >= 2)
        .then_some(Form::Name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(line: &str, name: &str, role: Option<&str>, form: Form, body: &str) {
        let found = label(line).unwrap_or_else(|| panic!("no label: {line}"));
        assert_eq!(
            (&line[found.name], found.role.map(|role| &line[role]), found.form, &line[found.body..]),
            (name, role, form, body)
        );
    }

    #[test]
    fn names_before_a_colon_are_labels() {
        check("IDA HOLM, ANCHOR: Good evening.", "IDA HOLM", Some("ANCHOR"), Form::Capitals, "Good evening.");
        check("REYES (voice-over): But", "REYES", None, Form::Capitals, "But");
        check("Sen. TED ORR (D-TX): No.", "Sen. TED ORR", None, Form::Capitals, "No.");
        check("McCONNELL: Yes.", "McCONNELL", None, Form::Capitals, "Yes.");
        check("Q: Why?", "Q", None, Form::Question, "Why?");
        check("Q. Why?", "Q", None, Form::Question, "Why?");
        check("**Answer:** Because.", "Answer", None, Form::Answer, "Because.");
        check("[00:12:03] Ada Lund: Hello.", "Ada Lund", None, Form::Name, "Hello.");
        check("Ada Lund (00:12):", "Ada Lund", None, Form::Name, "");
        check("SPEAKER 1: Hello.", "SPEAKER 1", None, Form::Capitals, "Hello.");
    }

    #[test]
    fn other_words_before_a_colon_are_none() {
        for line in [
            "BREAKING: Trains halted",
            "Lunch: soup",
            "14:32 The trains",
            "https://a.example/b",
            "He said: yes",
            "The rule is this: no",
            "WHEN: Monday at noon",
            "I: a",
            "- Plan: a",
            "",
            "A very long label that goes on and on and on and on: x",
            ": x",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "(\\[|\\]|\\(|\\)|:|：|,|\\*| |[A-Z]{1,4}|é|00:12|a){0,14}") {
            if let Some(found) = label(&line) {
                prop_assert!(line.get(found.name).is_some() && line.get(found.body..).is_some());
                prop_assert!(found.role.is_none_or(|role| line.get(role).is_some()));
            }
        }
    }
}
