//! The text of an article that stands in a script only: the body in linked data, or a field of the data that a page is drawn from.
//!
//! Looked for only where the page itself gives little. The text is not copied: its pieces are spans of the script, with escapes
//! and entities as replacements, so that every character leads back to its byte.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::blocks::{Inline, Piece, What};
use super::element::element;
use crate::character_references::character_reference;
use crate::prose::Prose;

/// Longest script that is read, in bytes.
const LONGEST: usize = 2 << 20;
/// How deep data is looked into: every level is read once more.
const DEEPEST: usize = 24;
/// Fewest bytes of running text that are an article.
const LEAST: usize = 200;
/// Of the running text in some data, an element that holds so many percent is the article.
const MOST: usize = 70;

/// A script of a page.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) range: Range<usize>,
    pub(crate) is_linked_data: bool,
}

/// Text found in scripts: its lines, as pieces of the page, and whether the page says that it is the body of its article.
pub(super) struct Found {
    pub(super) lines: Vec<Vec<Piece>>,
    pub(super) is_body: bool,
}

/// A string in data: the bytes between its quotes, and how much running text it holds.
struct Text {
    range: Range<usize>,
    running: usize,
}

/// Looks for the article in the scripts of a page: in linked data first.
pub(super) fn find(html: &str, scripts: &[Script]) -> Option<Found> {
    let read = |linked: bool| scripts.iter().filter(move |script| script.is_linked_data == linked);
    let bodies = read(true).filter_map(|script| {
        let mut bodies = Vec::new();
        collect(html, data(html, &script.range)?, 0, &mut |item| {
            if let Item::Text("articleBody", text) = item {
                bodies.push(text);
            }
        });
        bodies.into_iter().max_by_key(|text| text.range.len())
    });
    if let Some(body) = bodies.max_by_key(|text| text.range.len()).filter(|text| text.range.len() >= LEAST) {
        return Some(Found { lines: lines(html, body.range), is_body: true });
    }
    let best = read(false).filter_map(|script| densest(html, data(html, &script.range)?));
    let best = best.max_by_key(|texts| running(texts)).filter(|texts| running(texts) >= LEAST)?;
    Some(Found { lines: best.into_iter().flat_map(|text| lines(html, text.range)).collect(), is_body: false })
}

fn running(texts: &[Text]) -> usize {
    texts.iter().map(|text| text.running).sum()
}

/// How many places of a script are tried.
const STARTS: usize = 8;

/// The data in a script: the script itself, or the longest value that it assigns or gives to a function.
fn data<'a>(html: &'a str, script: &Range<usize>) -> Option<&'a RawValue> {
    let text = html.get(script.clone()).filter(|text| text.len() <= LONGEST)?;
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start();
    let is_data = |text: &str| text.starts_with(['{', '[']);
    let given = memchr::memchr2_iter(b'=', b'(', text.as_bytes()).map(|at| text[at + 1..].trim_start());
    let starts = std::iter::once(text).chain(given).filter(|text| is_data(text)).take(STARTS);
    let read = |text: &'a str| serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().next()?.ok();
    starts.filter_map(read).max_by_key(|data| data.get().len())
}

/// The values inside a value, in the order of the page, with their keys.
fn inside(value: &RawValue) -> Vec<(String, &RawValue)> {
    let mut inside: Vec<(String, &RawValue)> = match value.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str::<BTreeMap<String, &RawValue>>(value.get())
            .unwrap_or_default()
            .into_iter()
            .collect(),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
            items.into_iter().map(|item| (String::new(), item)).collect()
        }
        _ => Vec::new(),
    };
    inside.sort_by_key(|(_, value)| value.get().as_ptr() as usize);
    inside
}

/// The string that a value is.
fn string(html: &str, value: &RawValue) -> Option<Text> {
    let raw = value.get();
    let start = (raw.as_ptr() as usize).checked_sub(html.as_ptr() as usize)? + 1;
    let range = raw.starts_with('"').then(|| start..start + raw.len() - 2)?;
    // Escapes and tags hardly change what reads like running text.
    let running = Prose::of(&html[range.clone()]).is_running();
    Some(Text { running: if running { range.len() } else { 0 }, range })
}

/// What is met in data: a string with its key, or the bytes of a list or an object.
enum Item<'k> {
    Text(&'k str, Text),
    Inside(Range<usize>),
}

/// Visits all strings of some data, and what they stand in.
fn collect(html: &str, value: &RawValue, depth: usize, visit: &mut impl FnMut(Item<'_>)) {
    for (key, value) in inside(value) {
        if let Some(text) = string(html, value) {
            visit(Item::Text(&key, text));
        } else if depth < DEEPEST && value.get().starts_with(['{', '[']) {
            let start = (value.get().as_ptr() as usize).saturating_sub(html.as_ptr() as usize);
            visit(Item::Inside(start..start + value.get().len()));
            collect(html, value, depth + 1, visit);
        }
    }
}

/// The strings of running text in the smallest part of some data that holds most of them.
fn densest(html: &str, value: &RawValue) -> Option<Vec<Text>> {
    let (mut all, mut parts) = (Vec::new(), Vec::new());
    collect(html, value, 0, &mut |item| match item {
        Item::Text(_, text) if text.running > 0 => all.push(text),
        Item::Text(..) => {}
        Item::Inside(range) => parts.push(range),
    });
    let total = running(&all);
    if total < LEAST {
        return None;
    }
    // A single string that holds most of it is the article, and not what stands beside it.
    if let Some(at) = all.iter().position(|text| text.running * 100 >= total * MOST) {
        return Some(vec![all.swap_remove(at)]);
    }
    let mut sums = vec![0];
    all.iter().for_each(|text| sums.push(sums[sums.len() - 1] + text.running));
    let within = |part: &Range<usize>| {
        let at = |byte: usize| all.partition_point(|text| text.range.start < byte);
        at(part.start)..at(part.end)
    };
    let holds = |part: &Range<usize>| (sums[part.end] - sums[part.start]) * 100 >= total * MOST;
    let part = parts.iter().map(within).filter(holds).min_by_key(|part| part.len());
    let part = part.unwrap_or(0..all.len());
    all.truncate(part.end);
    Some(all.split_off(part.start))
}

/// The lines of a string of JSON, which may hold HTML.
fn lines(html: &str, range: Range<usize>) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    let bytes = html.as_bytes();
    let (mut at, mut kept) = (range.start, range.start);
    while at < range.end {
        let rest = || html.get(at..range.end).unwrap_or("");
        let step = match bytes[at] {
            b'\\' => Step::of_escape(rest()),
            b'<' => Step::of_tag(rest()),
            b'&' => character_reference(rest()).map(|(len, value)| Step {
                len,
                becomes: Some(value),
                ends: false,
            }),
            b'\n' => Some(Step { len: 1, becomes: None, ends: true }),
            _ => None,
        };
        let Some(step) = step else {
            at += 1;
            continue;
        };
        keep(&mut lines, kept..at);
        if let Some(value) = step.becomes {
            push(&mut lines, at..at + step.len, What::Become(if value == '\u{A0}' { ' ' } else { value }));
        }
        if step.ends {
            lines.push(Vec::new());
        }
        at += step.len;
        kept = at;
    }
    keep(&mut lines, kept..range.end);
    lines.retain(|line| {
        !line.iter().all(|piece| html[piece.start as usize..piece.end as usize].trim().is_empty())
    });
    lines
}

/// What stands for something else in a string: its bytes, the character that it becomes, whether it ends the line.
struct Step {
    len: usize,
    becomes: Option<char>,
    ends: bool,
}

impl Step {
    fn of_escape(rest: &str) -> Option<Step> {
        let becomes = |value: char, len: usize| Some(Step { len, becomes: Some(value), ends: false });
        match rest.as_bytes().get(1)? {
            b'n' | b'r' => Some(Step { len: 2, becomes: None, ends: true }),
            b't' => becomes(' ', 2),
            b'u' => {
                let unit = |at: usize| u16::from_str_radix(rest.get(at..at + 4)?, 16).ok();
                let first = unit(2)?;
                let second = if rest[6..].starts_with("\\u") { unit(8) } else { None };
                match char::decode_utf16([first]).next()? {
                    // A tag, escaped.
                    Ok('<') => Step::of_escaped_tag(rest).or(becomes('<', 6)),
                    Ok(value) => becomes(value, 6),
                    Err(_) => becomes(char::decode_utf16([first, second?]).next()?.ok()?, 12),
                }
            }
            b'"' => becomes('"', 2),
            b'/' => becomes('/', 2),
            b'\\' => becomes('\\', 2),
            b'b' | b'f' => Some(Step { len: 2, becomes: None, ends: false }),
            _ => None,
        }
    }

    fn of_tag(rest: &str) -> Option<Step> {
        let end = memchr::memchr(b'>', rest.as_bytes())?;
        Step::tag(&rest[1..end], end + 1)
    }

    /// A tag whose brackets are written `\u003c` and `\u003e`.
    fn of_escaped_tag(rest: &str) -> Option<Step> {
        let end =
            ["\\u003e", "\\u003E", ">"].into_iter().filter_map(|mark| Some((rest.find(mark)?, mark.len())));
        let (end, len) = end.min()?;
        Step::tag(&rest[6..end], end + len)
    }

    fn tag(inside: &str, len: usize) -> Option<Step> {
        let name = inside.trim_start_matches(['/', '\\']);
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        (!name.is_empty()).then(|| Step { len, becomes: None, ends: element(name).is_block() })
    }
}

fn keep(lines: &mut [Vec<Piece>], range: Range<usize>) {
    push(lines, range, What::Keep);
}

fn push(lines: &mut [Vec<Piece>], range: Range<usize>, what: What) {
    if let Some(line) = lines.last_mut().filter(|_| !range.is_empty()) {
        line.push(Piece { start: range.start as u32, end: range.end as u32, what, inline: Inline::Text });
    }
}
