//! Who speaks in a line: its author, somebody whom it reports, or readers who talk to each other.

use crate::dates::find_date;
use crate::scan::{equal, places};

pub(super) struct Voice {
    pub(super) personal: bool,
    /// Whether somebody speaks of themselves.
    pub(super) of_self: bool,
    pub(super) reporting: bool,
}

/// How many words of a line are looked at.
const LOOKED_AT: usize = 100;

/// Words by which somebody speaks of themselves or to others.
const PERSONAL: [&str; 19] = [
    "I", "I'm", "I’m", "I've", "I’ve", "my", "My", "me", "you", "You", "your", "Your", "You're", "You’re",
    "Agreed", "agree", "lol", "LOL", "Reply",
];
/// Those of them by which somebody speaks of themselves.
const OF_SELF: [&str; 8] = ["I", "I'm", "I’m", "I've", "I’ve", "my", "My", "me"];
/// Words by which somebody reports what others have said.
const REPORTING: [&str; 5] = ["said", "says", "according", "told", "announced"];

/// Who speaks in a line.
pub(super) fn voice(line: &str) -> Voice {
    Voice {
        personal: is_personal(line),
        of_self: telling_words(line).any(|word| OF_SELF.contains(&word)),
        reporting: telling_words(line).any(|word| REPORTING.contains(&word)),
    }
}

/// Whether somebody speaks of themselves or to others.
fn is_personal(line: &str) -> bool {
    line.starts_with('@') || telling_words(line).any(|word| PERSONAL.contains(&word))
}

/// Whether one of the words that tell who speaks begins with a byte: nearly all words of a text do not.
fn may_tell(first: u8) -> bool {
    matches!(first, b'I' | b'm' | b'M' | b'y' | b'Y' | b'A' | b'a' | b'l' | b'L' | b'R' | b's' | b't')
}

/// The words of a line that may tell who speaks, by their first letter; without marks around them.
fn telling_words(line: &str) -> impl Iterator<Item = &str> {
    let no_letter = |c: char| !c.is_alphanumeric();
    let starts = std::iter::once(0).chain(places(line, |eight| equal(eight, b' ')).map(|space| space + 1));
    starts.take(LOOKED_AT).filter_map(move |start| {
        let first = *line.as_bytes().get(start)?;
        if first.is_ascii_alphanumeric() && !may_tell(first) {
            return None;
        }
        let rest = &line[start..];
        let end = memchr::memchr(b' ', rest.as_bytes()).unwrap_or(rest.len());
        let word = rest[..end].trim_start_matches(no_letter);
        may_tell(*word.as_bytes().first()?).then(|| word.trim_end_matches(no_letter))
    })
}

/// Whether somebody speaks in a line, of themselves or to others, and is not quoted.
pub(super) fn speaks(line: &str) -> bool {
    let bytes = line.as_bytes();
    let curly = |at| matches!(bytes[at..], [0xE2, 0x80, 0x9C | 0x9D, ..]);
    let quoted = memchr::memchr2_iter(b'"', 0xE2, bytes).any(|at| bytes[at] == b'"' || curly(at));
    !quoted && is_personal(line)
}

/// Whether a line ends with the signature of a post that is quoted: `— Ada Lund (@adalund) May 3, 2020`.
pub(super) fn is_signed_post(line: &str) -> bool {
    let Some(at) = line.rfind("(@") else { return false };
    let (before, after) = line.split_at(at);
    let handle = after[2..].split(')').next().unwrap_or("");
    let dashed = before.rfind(['—', '–', '―']).is_some_and(|dash| before.len() - dash <= 80);
    let sound = !handle.is_empty() && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (dashed || before.starts_with('-')) && sound && after.len() <= handle.len() + 40
}

/// Whether a line begins with the name of who speaks: "Ada Lund: …", "Q: …", "((Ada Lund)) …".
pub(super) fn is_turn(line: &str) -> bool {
    if line.starts_with("((") {
        return true;
    }
    let Some(colon) = memchr::memchr(b':', &line.as_bytes()[..line.len().min(40)]) else { return false };
    let (name, said) = line.split_at(colon);
    let capitalized = |word: &str| word.starts_with(char::is_uppercase);
    said.starts_with(": ")
        && said.len() > 12
        && name.split(' ').count() <= 3
        && name.split(' ').all(capitalized)
}

/// Longest head of a comment, in bytes.
const LONGEST_HEAD: usize = 90;
/// Lines that are these words and nothing else stand at the head or foot of a comment.
const BUTTONS: [&str; 17] = [
    "reply",
    "like",
    "report",
    "flag",
    "permalink",
    "quote",
    "upvote",
    "downvote",
    "reply to this",
    "report abuse",
    "log in to reply",
    "parent",
    "delete",
    "edit",
    "share",
    "reply report",
    "like reply",
];

/// What a head or foot of a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Somebody says, replies or has posted; a button. Hardly anything else reads like it.
    Sure,
    /// A day, or a name after an `@`: articles have such lines too.
    Doubtful,
}

/// What head or foot of a comment a line is: who wrote it and when, to whom it replies, or what can be done with it.
pub(super) fn comment_head(line: &str) -> Option<Head> {
    let signed = ["posted by:", "posted by "];
    let starts = |open: &&str| line.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open));
    if signed.iter().any(starts) {
        return Some(Head::Sure);
    }
    if line.starts_with('@') && line.split(' ').take(4).count() == 4 {
        return Some(Head::Doubtful);
    }
    if line.len() > LONGEST_HEAD || is_signed_post(line) {
        return None;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let ends = [" says", " said", " wrote", " writes", " commented", " replied"];
    let says = ends.iter().any(|end| bare.ends_with(end)) && bare.split(' ').count() <= 6;
    let opens = ["comment by ", "reply to ", "in reply to ", "replying to ", "pingback", "trackback", "re: "];
    let ago =
        bare.ends_with(" ago") && bare.contains(|c: char| c.is_ascii_digit()) && bare.split(' ').count() <= 6;
    if BUTTONS.contains(&bare) || says || ago || opens.iter().any(|open| lower.starts_with(open)) {
        return Some(Head::Sure);
    }
    let dated =
        find_date(line).is_some_and(|(date, _)| line.len() - date.len() <= 40 && !line.ends_with('.'));
    dated.then_some(Head::Doubtful)
}

/// Whether a line is code or data, or stands at the edge of some.
pub(super) fn is_code(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(['{', '}', '[', ']', ';', '\\'])
        || line.ends_with(',') && line.contains(['"', '\'', ':', '='])
        || line.starts_with(['{', '}', '[', ']', '<', '#', '$', '/'])
        || line.contains("</")
        || line.contains("=>")
        || line.contains("()") && line.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_telling_word_is_found() {
        for word in PERSONAL.iter().chain(&REPORTING) {
            let line = format!("Today (“{word}”), again");
            assert!(telling_words(&line).any(|found| found == *word), "{word}");
        }
    }

    #[test]
    fn posts_are_known_by_their_signature() {
        for line in [
            "— Ada Lund (@ada_lund) May 3, 2020",
            "See you in May! — Ada Lund (@adalund) 3. Mai 2021",
            "- Ada (@ada)",
        ] {
            assert!(is_signed_post(line) && comment_head(line).is_none(), "{line}");
        }
        assert!(!is_signed_post("She wrote to the board (@harborboard) on May 3."));
    }

    #[test]
    fn heads_of_comments() {
        for line in [
            "Old Salt says:",
            "December 16, 2025 at 4:12 pm",
            "mike, 3 hours ago",
            "Reply",
            "Posted by Dee L.",
            "@mike, you are wrong.",
        ] {
            assert!(comment_head(line).is_some(), "{line}");
        }
        for line in
            ["The board met on December 16, 2025.", "I agree with my neighbor here.", "Old Salt", "@adalund."]
        {
            assert!(comment_head(line).is_none(), "{line}");
        }
    }

    #[test]
    fn code_is_no_text() {
        for line in ["comments: [", "  comments: [],", "{ id: 1 }", "const page = {", "\"comments\": 5,"] {
            assert!(is_code(line), "{line}");
        }
        for line in ["Comments (5)", "The board met, he said.", "Comments ()", "Leave a reply"] {
            assert!(!is_code(line), "{line}");
        }
    }
}
