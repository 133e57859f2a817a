//! What a page shows beside its headline: the fallback for pages whose head names no date or author.
//!
//! Only a window of the markup around the first `<h1>` is read, so the cost does not grow with the page.

use std::ops::Range;

use crate::byline::{is_outlet, is_person, is_role, parse};
use crate::character_references::resolved;
use crate::dates::find_date;
use crate::outlet;

/// Bytes of markup before and after the headline that are read.
const BEFORE: usize = 3000;
const AFTER: usize = 12_000;

/// Bytes of markup right below the headline.
const NEAR: usize = 4000;

/// Text from this length on is the article, and what follows it is not beside the headline; of names, the second such
/// piece, since the first may be the standfirst, or a first that is much longer.
const PARAGRAPH: usize = 250;
const LONG_PARAGRAPH: usize = 450;

/// A value and where it stands in the source.
pub(super) type Found = (String, Range<usize>);

/// What stands beside the headline.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Visible {
    pub(super) published: Option<Found>,
    pub(super) updated: Option<Found>,
    pub(super) persons: Vec<Found>,
    /// Those that a "By" right below the headline names, if all else that stands there names nobody of `known`.
    pub(super) signed: Vec<Found>,
}

/// A piece of text between tags, or a date in a tag.
struct Piece {
    text: String,
    range: Range<usize>,
    /// Whether the tags before it speak of an author.
    authored: bool,
    /// Whether it is the attribute of a `<time>`.
    machine: bool,
    /// Whether only tags within a line stand between it and the piece before.
    beside: bool,
}

/// Whether one of the names stands right below the headline as it is: then nothing else need be read.
pub(super) fn is_shown(page: &str, names: &[&str]) -> bool {
    let Some(headline) = find_tag(page, "h1") else { return true };
    let below = &page.as_bytes()[headline..page.len().min(headline + NEAR)];
    names.iter().any(|name| memchr::memmem::find(below, name.as_bytes()).is_some())
}

/// Reads what stands around the first headline of `page`. `known` are the authors that are known from elsewhere.
pub(super) fn read(page: &str, known: &[&str]) -> Visible {
    let Some(headline) = find_tag(page, "h1") else { return Visible::default() };
    let start = boundary(page, headline.saturating_sub(BEFORE));
    let end = boundary(page, headline + AFTER);
    let pieces = pieces(page, start..end);
    let after = pieces.iter().position(|piece| piece.range.start > headline).unwrap_or(pieces.len());
    // The first piece after the tag is the headline itself.
    let (above, below) = pieces.split_at((after + 1).min(pieces.len()));
    let until = |is_text: &dyn Fn(usize, &Piece) -> bool| {
        let mut long = 0;
        below.iter().position(|piece| {
            long += usize::from(piece.text.len() >= PARAGRAPH);
            is_text(long, piece)
        })
    };
    let mut out = Visible::default();
    // A date in the second paragraph is not that of the article; a name after "By" is.
    dates(&below[..until(&|long, _| long > 0).unwrap_or(below.len())], &mut out);
    if out.published.is_none() {
        dates(above, &mut out);
    }
    let standfirst = until(&|long, piece| long > 1 || piece.text.len() >= LONG_PARAGRAPH);
    let below = &below[..standfirst.unwrap_or(below.len())];
    out.persons = persons(below, false);
    if out.persons.is_empty() {
        out.persons = persons(above, false);
    }
    let shown = |name: &&str| below.iter().any(|piece| holds_words(&piece.text, name));
    if !known.is_empty() && !known.iter().any(shown) {
        out.signed = persons(below, true);
    }
    out
}

/// Whether a text holds a name, word by word.
fn holds_words(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(outlet::folded).collect() };
    let (text, name) = (words(text), words(name));
    !name.is_empty() && text.windows(name.len()).any(|window| window == name)
}

/// The author that the head of a page names in a `<meta>` tag.
pub(super) fn named_in_head(page: &str) -> Option<Found> {
    const WRITTEN_BY: [&str; 6] = ["written by", "by", "author", "verfasst von", "écrit par", "escrito por"];
    const NAMES: [&str; 7] = [
        "author",
        "parsely-author",
        "article:author",
        "sailthru.author",
        "dc.creator",
        "creator",
        "cxenseparse:author",
    ];
    let head = &page[..find_tag(page, "body").unwrap_or(page.len())];
    let tags = memchr::memchr_iter(b'<', head.as_bytes()).filter(|&at| starts_with(&head[at..], "<meta"));
    // A tag without end is the last.
    let whole = tags.map_while(|at| Some((at, &head[at..at + head[at..].find('>')?])));
    // "twitter:label1" says what "twitter:data1" is.
    let mut labeled = None;
    for (at, tag) in whole {
        let Some(key) = ["name", "property", "itemprop"].iter().find_map(|name| attribute(tag, name)) else {
            continue;
        };
        let Some(value) = attribute(tag, "content") else { continue };
        let (key, text) = (&tag[key], resolved(&tag[value.clone()]).trim().to_owned());
        if let Some(number) = key.strip_prefix("twitter:label") {
            labeled = WRITTEN_BY.iter().any(|label| label.eq_ignore_ascii_case(&text)).then_some(number);
        }
        let known = NAMES.iter().any(|name| key.eq_ignore_ascii_case(name))
            || labeled.is_some_and(|number| key.strip_prefix("twitter:data") == Some(number));
        if known && is_author(&text) {
            return Some((text, at + value.start..at + value.end));
        }
    }
    None
}

/// Whether a word is what a content system writes for an author that it does not know.
pub(super) fn is_nobody(word: &str) -> bool {
    const NOBODY: [&str; 10] = [
        "admin",
        "administrator",
        "anonymous",
        "author",
        "editor",
        "editorial",
        "guest",
        "staff",
        "team",
        "undefined",
    ];
    NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(word.trim()))
}

/// Whether the value of a `<meta>` tag is the name of somebody, be it a first name alone.
fn is_author(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let plain =
        |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '-' | '\'' | '’' | ',' | '&');
    text.len() <= 80
        && (1..=8).contains(&words)
        // Chinese, Japanese and Korean have no capitals.
        && text.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && !c.is_ascii())
        && text.chars().all(plain)
        && !text.split_whitespace().any(is_nobody)
        && !is_outlet(text)
}

fn dates(pieces: &[Piece], out: &mut Visible) {
    for (at, piece) in pieces.iter().enumerate() {
        // The day below a quoted post is that of the post.
        let of_post = at.checked_sub(1).is_some_and(|at| pieces[at].text.contains("(@"));
        if piece.text.len() > 100 || of_post || piece.text.contains("(@") {
            continue;
        }
        let Some((range, date)) = find_date(&piece.text) else { continue };
        let label = at.checked_sub(1).map(|at| pieces[at].text.as_str()).filter(|text| text.len() <= 30);
        let said = |text: &str| {
            let text = text.to_ascii_lowercase();
            ["updated", "modified", "reviewed"].iter().any(|word| text.contains(word))
        };
        let changed = said(&piece.text[..range.start]) || label.is_some_and(said);
        let value = if piece.machine { piece.text.clone() } else { date.to_string() };
        let slot = if changed { &mut out.updated } else { &mut out.published };
        slot.get_or_insert((value, piece.range.clone()));
    }
}

/// The names among pieces; with `opened`, only those after a word such as "By".
fn persons(pieces: &[Piece], opened: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // The first piece that names somebody, and the last.
    let (mut first, mut named) = (None, None);
    for (at, piece) in
        pieces.iter().enumerate().filter(|(_, piece)| !piece.machine && piece.text.len() <= 100)
    {
        // Several authors stand side by side.
        if first.is_some_and(|first| at > first + 6) {
            break;
        }
        let label = at.checked_sub(1).is_some_and(|at| is_label(&pieces[at].text));
        let names = if opens_byline(&piece.text) {
            parse(&piece.text).persons
        } else if is_person(&piece.text)
            && (label
                || piece.authored && !opened
                || piece.beside && named.is_some_and(|named: usize| named + 1 == at) && !is_role(&piece.text))
        {
            vec![piece.text.clone()]
        } else {
            continue;
        };
        named = Some(at);
        for name in names {
            first.get_or_insert(at);
            if !found.iter().any(|(known, _)| *known == name) {
                found.push((name, piece.range.clone()));
            }
        }
    }
    found
}

/// Whether a piece is what stands before a name.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 22] = [
        "autor",
        "autorin",
        "autorin/autor",
        "auteur",
        "autore",
        "text",
        "tekst",
        "door",
        "di",
        "af",
        "by",
        "written by",
        "author",
        "authors",
        "posted by",
        "words by",
        "article by",
        "story by",
        "contributors",
        "von",
        "par",
        "por",
    ];
    let text = text.trim_end_matches(':').trim();
    LABELS.iter().any(|label| label.eq_ignore_ascii_case(text))
}

fn opens_byline(text: &str) -> bool {
    ["by ", "by: ", "written by ", "posted by ", "words by ", "author: ", "von ", "par ", "por "]
        .iter()
        .any(|opening| text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)))
}

/// The pieces of text in a window of the markup.
fn pieces(page: &str, window: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = window.start;
    let mut since = Since::default();
    while let Some(open) = page[at..window.end].find('<').map(|found| at + found) {
        text(page, at..open, &mut since, &mut out);
        let Some(close) = page[open..window.end].find('>').map(|found| open + found) else { return out };
        let tag = &page[open..close];
        at = close + 1;
        match skipped(tag) {
            Some(end) => match page[at..window.end].find(end) {
                Some(found) => at += found,
                None => return out,
            },
            None => tag_cues(tag, open, &mut since, &mut out),
        }
    }
    out
}

/// What the tags since the last piece say.
#[derive(Default)]
struct Since {
    /// One speaks of an author.
    authored: bool,
    /// One begins or ends a block.
    block: bool,
}

fn text(page: &str, range: Range<usize>, since: &mut Since, out: &mut Vec<Piece>) {
    let raw = &page[range.clone()];
    let trimmed = raw.trim();
    if trimmed.len() < 2 {
        return;
    }
    let start = range.start + (raw.len() - raw.trim_start().len());
    let text = resolved(trimmed);
    let Since { authored, block } = std::mem::take(since);
    out.push(Piece { text, range: start..start + trimmed.len(), authored, machine: false, beside: !block });
}

fn tag_cues(tag: &str, open: usize, since: &mut Since, out: &mut Vec<Piece>) {
    if tag.starts_with("<time") {
        if let Some(value) = attribute(tag, "datetime") {
            let range = open + value.start..open + value.end;
            out.push(Piece {
                text: tag[value].to_owned(),
                range,
                authored: false,
                machine: true,
                beside: false,
            });
        }
        return;
    }
    let lower = tag.to_ascii_lowercase();
    let cue = ["author", "byline", "contributor"].iter().any(|word| lower.contains(word));
    // A picture of the author has no text.
    let name = lower.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    since.block |=
        !matches!(name, "a" | "span" | "b" | "i" | "em" | "strong" | "address" | "cite" | "u" | "small");
    since.authored |= cue && !lower.starts_with("<img") && !lower.starts_with("</");
}

/// The closing tag of an element whose content is no text.
fn skipped(tag: &str) -> Option<&'static str> {
    let elements =
        [("<script", "</script"), ("<style", "</style"), ("<svg", "</svg"), ("<noscript", "</noscript")];
    elements.into_iter().find(|(open, _)| starts_with(tag, open)).map(|(_, close)| close)
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// Where the value of an attribute stands in a tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let lower = tag.to_ascii_lowercase();
    let at = memchr::memmem::find_iter(lower.as_bytes(), name).find(|&at| {
        let before = lower.as_bytes()[..at].last();
        before.is_some_and(u8::is_ascii_whitespace) && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let equals = at + name.len() + lower[at + name.len()..].find('=')? + 1;
    let start = equals + (tag[equals..].len() - tag[equals..].trim_start().len());
    let quote = tag[start..].chars().next()?;
    if matches!(quote, '"' | '\'') {
        let end = start + 1 + tag[start + 1..].find(quote)?;
        return Some(start + 1..end);
    }
    let end = tag[start..].find([' ', '/']).map_or(tag.len(), |end| start + end);
    Some(start..end)
}

/// Where the first tag of the given name, in small letters, begins.
fn find_tag(page: &str, name: &str) -> Option<usize> {
    let find = |name: &str, end: usize| {
        let open = format!("<{name}");
        let whole = |at: &usize| !page.as_bytes().get(at + open.len()).is_none_or(u8::is_ascii_alphanumeric);
        memchr::memmem::find_iter(&page.as_bytes()[..end], &open).find(whole)
    };
    let small = find(name, page.len());
    // A page in capitals; mixed ones are not written.
    find(&name.to_ascii_uppercase(), small.unwrap_or(page.len())).or(small)
}

fn boundary(page: &str, at: usize) -> usize {
    (at.min(page.len())..=page.len()).find(|&at| page.is_char_boundary(at)).unwrap_or(page.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(page: &str, published: &str, updated: &str, persons: &[&str]) {
        let found = read(page, &[]);
        let value = |found: &Option<Found>| found.as_ref().map_or(String::new(), |(value, _)| value.clone());
        assert_eq!(value(&found.published), published, "{page}");
        assert_eq!(value(&found.updated), updated, "{page}");
        let names: Vec<&str> = found.persons.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, persons, "{page}");
        for (value, range) in found.persons.into_iter().chain(found.published) {
            assert!(page[range].contains(&value[..4]), "{value}");
        }
    }

    #[test]
    fn dates_and_names_under_the_headline() {
        check(
            "<p>Dec 1, 2024</p><h1>Port shut</h1><span>By</span><a href=/x>Ada Lund</a><p>December 16, 2025</p>",
            "2025-12-16",
            "",
            &["Ada Lund"],
        );
        check(
            "<h1>Port shut</h1><div class=\"post-author\"><a>Ada Lund</a>, <a class='author'>Piers Orr</a></div>\
             <time dateTime=\"2025-12-16T10:00:00Z\">today</time><i>Updated</i><b>17 Dec 2025</b>",
            "2025-12-16T10:00:00Z",
            "2025-12-17",
            &["Ada Lund", "Piers Orr"],
        );
    }

    #[test]
    fn the_day_of_a_quoted_post_is_not_that_of_the_article() {
        check(
            "<h1>Port shut</h1><p>Text.</p><blockquote>&mdash; Ada Lund (@adal) <a href=/x>January 9, 2026</a></blockquote>",
            "",
            "",
            &[],
        );
    }

    #[test]
    fn names_side_by_side_and_below_a_standfirst() {
        let page = format!(
            "<h1>Port shut</h1><p>{}</p><div class=byline><span>Ada Lund</span> <span>Piers Orr</span><div>Read more</div></div>",
            "word ".repeat(60)
        );
        check(&page, "", "", &["Ada Lund", "Piers Orr"]);
        check(
            "<h1>Port shut</h1><a class=author>Ada Lund</a>, <i>Senior Editor</i><p>Jon Lind</p>",
            "",
            "",
            &["Ada Lund"],
        );
    }

    #[test]
    fn a_byline_below_the_headline_says_who_wrote() {
        let signed = |page: &str, known: &str| -> Vec<String> {
            read(page, &[known]).signed.into_iter().map(|(name, _)| name).collect()
        };
        let page = "<h1>Port shut</h1><p>By: <a>Ada Lund</a></p><p>May 5, 2025</p>";
        assert_eq!(signed(page, "Web Desk Poster"), ["Ada Lund"]);
        assert_eq!(signed(page, "Ada Lund"), [""; 0]);
        // A name without "By" may be anybody's.
        assert_eq!(signed("<h1>Port shut</h1><p class=author>Ada Lund</p>", "Piers Orr"), [""; 0]);
    }

    #[test]
    fn what_follows_the_article_is_not_its_own() {
        let page = format!(
            "<h1>Port shut</h1><p>{}</p><p>By Ada Lund</p><p>16 December 2025</p>",
            "word ".repeat(100)
        );
        check(&page, "", "", &[]);
        check("<p>By Ada Lund</p>", "", "", &[]);
        check("<h1>Port shut</h1><script>By Ada Lund, 16 December 2025</script>", "", "", &[]);
    }

    #[test]
    fn the_head_names_an_author() {
        let name = |tag: &str| named_in_head(&format!("<head>{tag}</head><body>")).map(|(name, _)| name);
        assert_eq!(name("<meta name=\"author\" content=\"Ada\">").as_deref(), Some("Ada"));
        assert_eq!(name("<META content='Ada Lund' property=article:author>").as_deref(), Some("Ada Lund"));
        assert_eq!(name("<meta name=author content='https://harbor.example/ada'>"), None);
        assert_eq!(name("<meta name=author content=admin>"), None);
        let labels =
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ada Lund'>";
        assert_eq!(name(labels).as_deref(), Some("Ada Lund"));
        assert_eq!(name(&labels.replace("Written by", "Price")), None);
        assert_eq!(name("<meta name=description content='Ada Lund'>"), None);
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "(<h1>|<time datetime=|<meta name=author content=|[<>\"'= ]|By |May 5, 2025|\\PC){0,60}") {
            let found = read(&page, &["Ada Lund"]);
            for (_, range) in found.persons.into_iter().chain(found.published).chain(named_in_head(&page)) {
                prop_assert!(page.get(range).is_some());
            }
        }
    }
}
