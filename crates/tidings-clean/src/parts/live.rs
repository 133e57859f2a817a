//! Live blogs: posts below lines with a time, newest or oldest first.
//!
//! A page says the time of each post in the `datetime` of its `<time>` element; where it does not, a time of day belongs to the day of
//! publication, and to the day before or after where the clock runs back on the way down the page.

use tidings_core::{Document, Meta, MetaField, PartKind, Parts, SourceFormat, Span, TextPart};

use super::clock::{Clock, When, when};
use super::marked::{self, datetime};
use super::speakers::{Cast, key};
use crate::dates::Date;

/// The head of a post.
struct Head {
    line: usize,
    when: When,
    /// What the page's markup says.
    exact: Option<String>,
    /// Who wrote it, as bytes of the text.
    author: Option<Span>,
    /// Where the post begins on the line of its head; `None` if it begins on the next.
    body: Option<u32>,
}

/// Fewer posts are no live blog.
const LEAST_POSTS: usize = 3;
/// A post has so many words on average, else the text is a list of what begins when.
const LEAST_WORDS: usize = 8;

/// The posts of a live blog; `None` if the document is none.
pub(super) fn find(doc: &Document, lines: &[Span]) -> Option<Parts> {
    let text = doc.text();
    let slice = |line: usize| lines[line].slice(text).unwrap_or("");
    let published = doc.meta.get(MetaField::Published);
    let today = published.and_then(Date::of_iso);
    let (mut heads, mut days) = (Vec::<Head>::new(), Vec::new());
    for (number, line) in lines.iter().enumerate() {
        match head(doc, *line, number, today) {
            Some(Found::Head(head)) => heads.push(head),
            Some(Found::Day(day)) => days.push((number, day)),
            None => {}
        }
    }
    let marked = marked_heads(doc, lines, today);
    let known = marked.first().is_some_and(|first| is_called_live(doc, lines, first.line));
    if marked.len() >= LEAST_POSTS && marked.len() > heads.len() && known {
        heads = marked;
    }
    if heads.len() < LEAST_POSTS {
        return None;
    }
    let first = heads.first()?.line;
    let words: usize = (first..lines.len()).map(|line| slice(line).split_whitespace().count()).sum();
    let (order, plain) = Order::of(&heads);
    let sure = plain && order == Order::Falling || is_called_live(doc, lines, first);
    if words < LEAST_WORDS * heads.len() || !sure || order == Order::None {
        return None;
    }
    add_authors(&mut heads, text, lines);
    let times = times(&heads, &days, order, &doc.meta);
    let mut cast = Cast::default();
    let mut parts = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        let next = heads.get(at + 1).map_or(lines.len(), |next| next.line);
        let day = days.get(days.partition_point(|(line, _)| *line <= head.line));
        let next = day.map_or(next, |(line, _)| next.min(*line));
        let end = lines[next - 1].end;
        let below = (head.line + 1..next)
            .find(|line| head.author.is_none_or(|author| author.start < lines[*line].start))
            .map_or(end, |line| lines[line].start);
        let label = head.author;
        let name = |span: Span| key(span.slice(text).unwrap_or(""));
        parts.push(TextPart {
            span: Span::new(lines[head.line].start, end),
            body: Span::new(head.body.unwrap_or(below).min(end), end),
            kind: PartKind::Post,
            label,
            speaker: label.map(|label| cast.index(doc.text(), &name(label), label, None)),
            published: times[at].clone(),
        });
    }
    Some(Parts { parts, speakers: cast.speakers })
}

enum Found {
    Head(Head),
    /// A line that holds nothing but a day: of all posts below it.
    Day(Date),
}

/// What a line is.
fn head(doc: &Document, line: Span, number: usize, today: Option<Date>) -> Option<Found> {
    const LONGEST: usize = 80;
    let text = line.slice(doc.text())?;
    // Every time has a digit, and a head has it near its beginning.
    let first = text.as_bytes().iter().take(LONGEST).position(u8::is_ascii_digit)?;
    let begin = if first <= LONGEST / 2 { when(text, today) } else { When::default() };
    if begin.clock.is_some() {
        let rest = &text[begin.len..];
        // "6:05 p.m. was the time": a small letter goes on with the sentence.
        let goes_on = rest.starts_with(char::is_lowercase) && begin.len == begin.end + 1;
        // "10:00 am - 6:00 pm" are the hours of a shop.
        let goes_on = goes_on || when(rest, today).clock.is_some();
        let body = (!rest.is_empty()).then(|| line.start + begin.len as u32);
        let exact = exact_time(doc, line);
        return (!goes_on).then_some(Found::Head(Head {
            line: number,
            when: begin,
            exact,
            author: None,
            body,
        }));
    }
    if begin.day.is_some() && text[begin.len..].is_empty() {
        return begin.day.map(Found::Day);
    }
    behind_author(doc, line, number, today).map(Found::Head)
}

/// A line with an author and then a time: "Ada Lund, 14:32 GMT".
fn behind_author(doc: &Document, line: Span, number: usize, today: Option<Date>) -> Option<Head> {
    const LONGEST: usize = 80;
    let text = line.slice(doc.text()).filter(|text| text.len() <= LONGEST)?;
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let named = text[..digit].trim_end_matches(|c: char| c.is_whitespace() || ",·•|–—-[(".contains(c));
    let named = named.strip_suffix(" at").or_else(|| named.strip_suffix(" on")).unwrap_or(named);
    let found = when(&text[digit..], today);
    let whole = found.clock.is_some() && text[digit + found.len..].is_empty();
    let (skip, name) = without_by(named);
    (whole && is_name(name)).then(|| {
        let start = line.start + skip as u32;
        let author = Span::new(start, start + name.len() as u32);
        Head { line: number, when: found, exact: exact_time(doc, line), author: Some(author), body: None }
    })
}

/// A name without the word before it, and how many bytes that has.
fn without_by(text: &str) -> (usize, &str) {
    let words = ["By ", "by ", "Posted by ", "Published by ", "Written by ", "From "];
    let name = words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let name = name.trim_start();
    (text.len() - name.len(), name)
}

/// Whether a text has the shape of a person's name.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let fits = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    (2..=4).contains(&words) && text.split_whitespace().all(fits)
}

/// Finds the authors of posts: on the line of the head or below it, behind "By", or where a name stands at several posts.
fn add_authors(heads: &mut [Head], text: &str, lines: &[Span]) {
    let rest = |head: &Head| {
        let line = lines[head.line];
        head.body.and_then(|start| Span::new(start, line.end).slice(text)).map(str::trim_end)
    };
    let mut rests: Vec<&str> = heads.iter().filter_map(rest).collect();
    rests.sort_unstable();
    let recurs = |name: &str| {
        rests.partition_point(|known| *known <= name) - rests.partition_point(|known| *known < name) > 1
    };
    for head in heads.iter_mut().filter(|head| head.author.is_none()) {
        let line = lines[head.line];
        if let Some((start, rest)) = head.body.zip(rest(head)) {
            let (skip, name) = without_by(rest);
            if is_name(name) && (skip > 0 || recurs(rest)) {
                let start = start + skip as u32;
                head.author = Some(Span::new(start, start + name.len() as u32));
                head.body = None;
            }
            continue;
        }
        let Some(below) = lines.get(head.line + 1).filter(|below| below.start > line.end) else { continue };
        let (skip, name) = without_by(below.slice(text).unwrap_or(""));
        if skip > 0 && is_name(name) {
            let start = below.start + skip as u32;
            head.author = Some(Span::new(start, start + name.len() as u32));
        }
    }
}

/// The `datetime` of the `<time>` element that a line stands in.
fn exact_time(doc: &Document, line: Span) -> Option<String> {
    const REACH: usize = 400;
    if doc.format() != SourceFormat::Html {
        return None;
    }
    let source = doc.source();
    let place = doc.alignment().nearest_source_of(line).start as usize;
    let from = (place.saturating_sub(REACH)..=place).find(|&at| source.is_char_boundary(at))?;
    let before = source.get(from..place)?;
    let tag = &before[before.rfind("<time")?..];
    // Markup may stand between the tag and its text, but no other text and no end of the element.
    let (attributes, inside) = tag.split_once('>')?;
    if inside.contains("</time") {
        return None;
    }
    datetime(attributes)
}

/// Posts that begin where the markup of the page says so, with or without a line that shows their time.
fn marked_heads(doc: &Document, lines: &[Span], today: Option<Date>) -> Vec<Head> {
    let head = |(line, exact): (usize, String)| {
        let span = lines[line];
        let text = span.slice(doc.text()).unwrap_or("");
        let when = when(text, today);
        let shown = when.is_some() && when.len == text.len();
        Head { line, when, exact: Some(exact), author: None, body: (!shown).then_some(span.start) }
    };
    marked::times(doc, lines).into_iter().map(head).collect()
}

/// In which order the posts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Rising,
    Falling,
    None,
}

impl Order {
    /// The order in which less time passes from the first post to the last, and whether it is plain: whether the clock runs back seldom
    /// enough for midnights.
    fn of(heads: &[Head]) -> (Self, bool) {
        let (mut rises, mut falls, mut up, mut down) = (0u32, 0u32, 0u64, 0u64);
        for pair in heads.windows(2) {
            let [above, below] = [0, 1].map(|at| moment(&pair[at]));
            let dated = above.0.is_some() && below.0.is_some();
            match above.cmp(&below) {
                std::cmp::Ordering::Less => rises += 1,
                std::cmp::Ordering::Greater => falls += 1,
                std::cmp::Ordering::Equal => continue,
            }
            if dated {
                let day = if above < below { (0, u64::from(DAY)) } else { (u64::from(DAY), 0) };
                (up, down) = (up + day.0, down + day.1);
            } else {
                let ahead = u64::from((below.1 + DAY - above.1) % DAY);
                (up, down) = (up + ahead, down + u64::from(DAY) - ahead);
            }
        }
        let plain = |minority: u32, majority: u32| minority * 4 <= majority + 1;
        match (up, down) {
            _ if up < down => (Order::Rising, plain(falls, rises)),
            _ if down < up => (Order::Falling, plain(rises, falls)),
            _ => (Order::None, false),
        }
    }
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// The day of a head, if it has one, and the minute.
fn moment(head: &Head) -> (Option<Date>, u32) {
    let exact = head.exact.as_deref();
    let minutes = exact.and_then(minutes_of_iso).or(head.when.clock.map(|clock| clock.minutes));
    (exact.and_then(Date::of_iso).or(head.when.day), minutes.unwrap_or_default())
}

/// The minute of the day of a date and time in ISO 8601.
fn minutes_of_iso(text: &str) -> Option<u32> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    Some(number(11..13)? * 60 + number(14..16)?)
}

/// What live blogs are called in their titles and addresses.
const LIVE: [&str; 16] = [
    "live",
    "liveblog",
    "live-blog",
    "live updates",
    "as it happened",
    "latest updates",
    "minute by minute",
    "liveticker",
    "ticker",
    "en direct",
    "en vivo",
    "minuto a minuto",
    "in diretta",
    "ao vivo",
    "rolling coverage",
    "follow the latest",
];

/// Whether the document calls itself a live blog: in its title, its address, its markup, or above its first post.
fn is_called_live(doc: &Document, lines: &[Span], first: usize) -> bool {
    let says = |text: &str| {
        let lower = text.to_lowercase();
        LIVE.iter().any(|word| {
            lower.match_indices(word).any(|(at, _)| {
                let before = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let after = lower[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                before && after
            })
        })
    };
    let meta = [MetaField::Title, MetaField::Url, MetaField::Subtitle];
    let above = lines[..first.min(6)]
        .iter()
        .filter_map(|line| line.slice(doc.text()))
        .filter(|line| line.len() < 200);
    let markup = ["LiveBlogPosting", "liveblog", "live-blog", "live_blog"];
    meta.into_iter().filter_map(|field| doc.meta.get(field)).chain(above).any(says)
        || doc.format() == SourceFormat::Html && markup.iter().any(|sign| doc.source().contains(sign))
}

/// The time of every post in ISO 8601, as far as it can be told.
fn times(heads: &[Head], days: &[(usize, Date)], order: Order, meta: &Meta) -> Vec<Option<String>> {
    let mut out = vec![None; heads.len()];
    let (published, updated) = (meta.get(MetaField::Published), meta.get(MetaField::Updated));
    // From the post whose day is known: the newest if the last change is known, or the first if that was when the blog began.
    let changed = updated.and_then(Date::of_iso).filter(|_| order == Order::Falling);
    let upward = changed.is_none() && (order == Order::Rising || begins_at_publication(heads, published));
    let sequence: Vec<usize> = match (order, upward) {
        (Order::Falling, true) => (0..heads.len()).rev().collect(),
        _ => (0..heads.len()).collect(),
    };
    let mut day = changed.or(published.and_then(Date::of_iso));
    let mut before: Option<Clock> = None;
    for at in sequence {
        let head = &heads[at];
        let above = days[..days.partition_point(|(line, _)| *line < head.line)].last().map(|(_, day)| *day);
        let exact = head.exact.clone();
        let named = head
            .when
            .weekday
            .zip(changed.or(published.and_then(Date::of_iso)))
            .map(|(name, day)| day.last(name));
        let given = exact.as_deref().and_then(Date::of_iso).or(head.when.day).or(named).or(above);
        let clock = head.when.clock;
        day = match (given, before, clock) {
            (Some(given), ..) => Some(given),
            (None, Some(before), Some(clock)) if upward && clock.minutes < before.minutes => {
                day.map(Date::after)
            }
            (None, Some(before), Some(clock)) if !upward && clock.minutes > before.minutes => {
                day.map(Date::before)
            }
            _ => day,
        };
        before = clock;
        out[at] = exact.or_else(|| Some(clock?.on(day?)));
    }
    out
}

/// Whether the document was published when its oldest post was, of posts with the newest first: its newest may be on a later day then. If
/// only the day of publication is known, most posts are of that day.
fn begins_at_publication(heads: &[Head], published: Option<&str>) -> bool {
    let clock = |head: &Head| head.when.clock.map(|clock| clock.minutes);
    let Some(published) = published.and_then(minutes_of_iso) else {
        // How many posts stand above the first midnight, and how many below the last one.
        let crosses = |pair: &[Head]| clock(&pair[0]) < clock(&pair[1]);
        let newest = heads.windows(2).position(crosses).map_or(heads.len(), |at| at + 1);
        let oldest = heads.windows(2).rev().position(crosses).map_or(heads.len(), |at| at + 1);
        return oldest > newest;
    };
    let near = |head: Option<&Head>| head.and_then(clock).map_or(u32::MAX, |clock| clock.abs_diff(published));
    near(heads.last()) < near(heads.first())
}
