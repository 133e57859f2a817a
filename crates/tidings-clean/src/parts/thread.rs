//! Threads: posts on a social network, each below a line with a handle and mostly a date.

use tidings_core::{PartKind, Parts, Span, TextPart};

use super::clock::{When, when};
use super::handles::handle_at;
use super::speakers::Cast;
use crate::dates::Date;

/// The head of a post. Ranges are bytes of the line.
struct Head {
    handle: std::ops::Range<usize>,
    /// Where the post begins; the whole line if it begins on the next.
    body: usize,
    when: When,
    /// Whether it is a head by itself: a line that holds nothing else.
    alone: bool,
    /// Whether it is a handle and a colon, with the post behind it.
    said: bool,
}

/// The first post begins on one of so many lines: what an article quotes stands below its own text.
const FIRST_LINES: usize = 4;
/// No head is longer, in bytes.
const LONGEST: usize = 160;

/// The posts of a thread; `None` if the text is none.
pub(super) fn find(text: &str, lines: &[Span], today: Option<Date>) -> Option<Parts> {
    // Most texts name no account.
    memchr::memchr(b'@', text.as_bytes())?;
    let slice = |line: usize| lines[line].slice(text).unwrap_or("");
    let heads: Vec<(usize, Head)> =
        (0..lines.len()).filter_map(|line| Some((line, head(slice(line), today)?))).collect();
    // The time may stand on a line of its own below the handle.
    let has_time = |(line, head): &&(usize, Head)| {
        let below = (line + 1..lines.len().min(line + 3)).map(slice).any(|text| {
            let found = when(text, today);
            found.is_some() && found.len == text.len()
        });
        head.alone && (head.when.is_some() || below)
    };
    let dated = heads.iter().filter(has_time).count();
    let alone = heads.iter().filter(|(_, head)| head.alone).count();
    let said = heads.iter().filter(|(_, head)| head.said).count();
    let begins =
        heads.iter().find(|(_, head)| head.alone || head.said).is_some_and(|(line, _)| *line < FIRST_LINES);
    if !begins || !(dated >= 2 || alone >= 3 || said >= 3) {
        return None;
    }
    // A single handle with a colon inside of posts is quoted.
    let heads: Vec<(usize, Head)> = heads.into_iter().filter(|(_, head)| !head.said || said >= 3).collect();
    let mut cast = Cast::default();
    let mut parts = Vec::with_capacity(heads.len());
    // A name may stand on the line above its handle.
    let top = |at: usize| {
        let line: usize = heads[at].0;
        let above = line.checked_sub(1).filter(|above| at == 0 || heads[at - 1].0 < *above);
        let starts = slice(line).starts_with('@');
        above
            .filter(|above| starts && touches(text, lines[*above], lines[line]) && is_name(slice(*above)))
            .unwrap_or(line)
    };
    for (at, (line, head)) in heads.iter().enumerate() {
        let next = if at + 1 < heads.len() { top(at + 1) } else { lines.len() };
        let start = lines[top(at)].start;
        let end = lines[next - 1].end;
        let mut head_when = head.when;
        let first = (line + 1..next).find(|line| {
            let text = slice(*line);
            let below = when(text, today);
            let stamp = head.alone && !head_when.is_some() && below.is_some() && below.len == text.len();
            if stamp {
                head_when = below;
            }
            !(stamp || is_reply_line(text) || matches!(text, "·" | "•" | "|"))
        });
        let body = match first {
            Some(first) if head.alone => Span::new(lines[first].start, end),
            None if head.alone => Span::new(end, end),
            _ => Span::new(lines[*line].start + head.body as u32, end).trim(text),
        };
        let own = lines[*line].start;
        let label = Span::new(own + head.handle.start as u32, own + head.handle.end as u32);
        let key = label.slice(text).unwrap_or("").to_lowercase();
        parts.push(TextPart {
            span: Span::new(start, end),
            body,
            kind: PartKind::Post,
            label: Some(label),
            speaker: Some(cast.index(text, &key, label, None)),
            published: head_when.day.map(|day| match head_when.clock {
                Some(clock) => clock.on(day),
                None => day.to_string(),
            }),
        });
    }
    Some(Parts { parts, speakers: cast.speakers })
}

/// Whether a line follows another without an empty one between them.
fn touches(text: &str, above: Span, below: Span) -> bool {
    let between = Span::new(above.end, below.start.max(above.end)).slice(text).unwrap_or("");
    between.bytes().filter(|byte| *byte == b'\n').count() == 1
}

/// Whether a line can be the name of an account: short, and no sentence.
fn is_name(line: &str) -> bool {
    line.len() <= 50
        && line.split_whitespace().count() <= 5
        && !line.ends_with(['.', '?', '!', ':', ',', '…', '"', '”'])
}

/// Whether a line says to whom a post answers.
fn is_reply_line(line: &str) -> bool {
    ["Replying to @", "In reply to @", "replying to @"].iter().any(|start| line.starts_with(start))
}

/// What a line begins with that names a handle and is no head of a post.
const OTHERS: [&str; 8] =
    ["Replying to", "In reply to", "Thread by", "Follow", "via ", "Photo", "cc ", "h/t"];

/// The head of a post, if the line is one.
fn head(line: &str, today: Option<Date>) -> Option<Head> {
    if line.len() > LONGEST && !line.starts_with("RT @") && !line.starts_with('@') {
        return None;
    }
    if let Some(rest) = line.strip_prefix("RT ") {
        let len = handle_at(rest)?;
        let handle = 3..3 + len;
        let body = rest[len..].strip_prefix(':')?;
        let body = line.len() - body.trim_start().len();
        return Some(Head { handle, body, when: When::default(), alone: false, said: false });
    }
    if line.starts_with(['—', '–', '-', '"', '“']) || OTHERS.iter().any(|start| line.starts_with(start))
    {
        return None;
    }
    if let Some(len) = handle_at(line)
        && let Some(rest) = line[len..].strip_prefix(": ")
    {
        let body = line.len() - rest.trim_start().len();
        return Some(Head { handle: 0..len, body, when: When::default(), alone: false, said: true });
    }
    let at = line.find('@')?;
    let before = line[..at].trim_end_matches(['(', ' ', '\u{a0}', '|', '·']);
    let len = handle_at(&line[at..])?;
    let handle = at..at + len;
    let rest = line[at + len..].trim_start_matches(')');
    // Before the handle stands at most a name.
    let is_name = before.split_whitespace().count() <= 6 && !before.ends_with(['.', ',', '?', '!', ':', ';']);
    let glued = before.len() == at && at > 0;
    if !is_name || glued {
        return None;
    }
    let rest_at = line.len() - rest.len();
    let when = when(rest, today);
    let separated =
        rest.trim_start().starts_with(['·', '•', '|', '-', '–', '—', ',', '/']) || rest.trim().is_empty();
    let marked = rest.trim_start().starts_with(['·', '•', '|', '–', '—', '-']);
    if rest.trim().is_empty() || (separated && when.is_some() && rest[when.len..].trim().is_empty()) {
        return Some(Head { handle, body: line.len(), when, alone: true, said: false });
    }
    // What follows on the line of the head itself: "@gullwatch · Jul 6 · The council voted."
    let body = rest_at + when.len;
    (marked && when.is_some()).then_some(Head { handle, body, when, alone: false, said: false })
}
