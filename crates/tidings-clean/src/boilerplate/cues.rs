//! Cues: the wordings by which controls, links, credits and comment blocks give themselves away.
//!
//! Cues are looked up in the folded form of a line. A wording that also begins sentences of articles carries a limit on
//! words or needs another word beside it.

use crate::prose::is_closed;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHashMap;
use tidings_core::RegionKind;
use tidings_core::RegionKind::{PhotoCredit, Related, Share, SourceList};

use super::folded::Folded;
use super::wordings::{OPENING, TOGETHER, WHOLE};

/// What a cue says about the lines after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Nothing.
    Line,
    /// Comments follow, to the end of the document.
    Comments,
    /// Headlines of other articles follow.
    Links,
    /// A line or two about the author follows.
    Author,
}

/// What was recognized in a line.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) kind: RegionKind,
    pub(crate) scope: Scope,
    /// The wording or rule, for a person to read.
    pub(crate) name: &'static str,
}

impl Cue {
    const fn line(kind: RegionKind, name: &'static str) -> Self {
        Cue { kind, scope: Scope::Line, name }
    }
}

impl Cue {
    /// Whether the wording is also a common heading, so that what follows must confirm it.
    pub(crate) fn is_weak(&self) -> bool {
        matches!(self.name, "comments" | "discussion" | "responses" | "conversation")
    }
}

/// The wordings by their text or first word, made from the tables above at first use.
struct Index {
    whole: FxHashMap<&'static str, (RegionKind, Scope)>,
    /// By the first letter of openings: their second letters, as bits.
    beginnings: [u32; 26],
    /// Openings by their first word.
    opening: FxHashMap<&'static str, Vec<Opening>>,
    /// Something of every word that the other rules look for, whatever the case of its first letter.
    signs: Vec<memmem::Finder<'static>>,
}

#[derive(Clone, Copy)]
struct Opening {
    kind: RegionKind,
    scope: Scope,
    max_words: usize,
    wording: &'static str,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        whole: FxHashMap::default(),
        beginnings: [0; 26],
        opening: FxHashMap::default(),
        signs: Vec::new(),
    };
    for (kind, scope, wordings) in WHOLE {
        for wording in *wordings {
            index.whole.entry(wording.trim_end_matches(':')).or_insert((*kind, *scope));
        }
    }
    for (kind, scope, max_words, wordings) in OPENING {
        for wording in *wordings {
            let wording = wording.trim_end();
            let first = wording.split([' ', ':', '/']).next().unwrap_or(wording);
            let opening = Opening { kind: *kind, scope: *scope, max_words: *max_words, wording };
            index.opening.entry(first).or_default().push(opening);
            if let [first, rest @ ..] = wording.as_bytes()
                && let Some(first) = letter(*first)
            {
                index.beginnings[first] |= 1 << rest.first().copied().and_then(letter).unwrap_or(OTHER);
            }
        }
    }
    let signs = [
        "ewsletter",
        "nbox",
        "ign up for",
        "nter your email",
        "ookies",
        "ights reserved",
        "ontributed",
        "ermission",
        "diting by",
    ];
    index.signs = signs.iter().map(|sign| memmem::Finder::new(*sign)).collect();
    index
});

/// Stands for a second letter that is none.
const OTHER: usize = 26;

/// The place of an ASCII letter in the alphabet.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from((byte | 0x20) - b'a'))
}

/// Longest line that is folded as a whole although nothing in it has been noticed, in bytes.
const SHORT: usize = 120;
/// The same of a sentence inside a paragraph.
const SHORT_SENTENCE: usize = 24;

/// What a line says about itself, if it says anything. `signs` finds signs in it, `folded` is working space.
pub(crate) fn line_cue(
    line: &str,
    closed: bool,
    signs: impl FnOnce() -> bool,
    folded: &mut Folded,
) -> Option<Cue> {
    cue_beyond(line, closed, SHORT, signs, folded)
}

/// The same of a sentence inside a paragraph, which is seldom a cue, however short it is.
pub(crate) fn sentence_cue(sentence: &str, signs: impl FnOnce() -> bool, folded: &mut Folded) -> Option<Cue> {
    cue_beyond(sentence, true, SHORT_SENTENCE, signs, folded)
}

/// What a line says about itself; a line of more than `short` bytes is only looked into if something in it is noticed.
fn cue_beyond(
    line: &str,
    closed: bool,
    short: usize,
    signs: impl FnOnce() -> bool,
    folded: &mut Folded,
) -> Option<Cue> {
    let index = &*INDEX;
    if line.len() > short && !may_open(index, line, folded) && !signs() {
        return None;
    }
    folded.fold(line);
    let text = folded.as_str();
    if text.is_empty() || !folded.whole || folded.words > 80 {
        return None;
    }
    if folded.words <= 8
        && let Some((name, (kind, scope))) = index.whole.get_key_value(text.trim_end_matches(':'))
    {
        return Some(Cue { kind: *kind, scope: *scope, name });
    }
    opening(index, folded, closed).or_else(|| together(folded, closed)).or_else(|| share_bar(line, folded))
}

/// Where the signs stand in a text whose lines are asked about in order: each sign is looked for once in all.
pub(crate) struct Signs<'a> {
    text: &'a [u8],
    /// The next place of each sign, or the end of the text.
    next: Vec<usize>,
}

impl<'a> Signs<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let next = INDEX.signs.iter().map(|sign| sign.find(text).unwrap_or(text.len())).collect();
        Signs { text, next }
    }

    /// Whether a sign stands in a part of the text, which is none before those asked about.
    pub(crate) fn any_in(&mut self, part: Range<usize>) -> bool {
        for (sign, next) in INDEX.signs.iter().zip(&mut self.next) {
            if *next < part.start {
                let found = sign.find(&self.text[part.start..]);
                *next = found.map_or(self.text.len(), |at| part.start + at);
            }
        }
        self.next.iter().any(|next| part.contains(next))
    }
}

/// Finds cues in texts one by one.
#[derive(Default)]
pub(crate) struct CueFinder {
    folded: Folded,
}

impl CueFinder {
    /// What a line says about itself, if it says anything.
    pub(crate) fn find(&mut self, line: &str) -> Option<Cue> {
        let signs = || INDEX.signs.iter().any(|sign| sign.find(line.as_bytes()).is_some());
        line_cue(line, is_closed(line), signs, &mut self.folded)
    }
}

/// As much of the start of a line as holds the first word of nearly all, folded, in bytes.
const LONGEST_FIRST_WORD: usize = 10;

/// Whether the start of a line may be an opening, judged by its first few words.
fn may_open(index: &Index, line: &str, folded: &mut Folded) -> bool {
    let mut letters = line.bytes().skip_while(|byte| byte.is_ascii_punctuation() || *byte == b' ');
    if let (Some(first), second) = (letters.next().and_then(letter), letters.next())
        && index.beginnings[first] >> second.and_then(letter).unwrap_or(OTHER) & 1 == 0
        && second.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b' ')
    {
        return false;
    }
    // The first word tells of most lines that they are none.
    folded.fold_start(line, LONGEST_FIRST_WORD);
    let start = folded.as_str();
    let first = start.split([' ', ':', '/']).next().unwrap_or(start);
    if first.len() < start.len() && !index.opening.contains_key(first) {
        return false;
    }
    folded.fold_start(line, 32);
    let start = folded.as_str();
    let first = start.split([' ', ':', '/']).next().unwrap_or(start);
    let agrees = |opening: &Opening| start.starts_with(opening.wording) || opening.wording.starts_with(start);
    index.opening.get(first).is_some_and(|openings| openings.iter().any(agrees))
}

fn opening(index: &Index, folded: &Folded, closed: bool) -> Option<Cue> {
    let text = folded.as_str();
    let first = text.split([' ', ':', '/']).next()?;
    let fits = |opening: &&Opening| {
        // Without a colon these wordings also begin sentences of the article.
        let doubtful = match opening.kind {
            Related => closed,
            SourceList => opening.wording.starts_with("with ") && folded.words > 12,
            PhotoCredit => closed && folded.words > 15,
            _ => false,
        };
        folded.words <= opening.max_words
            && starts_with_words(text, opening.wording)
            && (!doubtful || opening.wording.ends_with(':'))
    };
    let found = index.opening.get(first)?.iter().find(fits)?;
    Some(Cue { kind: found.kind, scope: found.scope, name: found.wording })
}

/// Whether `text` begins with `wording` as whole words.
fn starts_with_words(text: &str, wording: &str) -> bool {
    text.strip_prefix(wording)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']) || wording.ends_with(':'))
}

fn together(folded: &Folded, closed: bool) -> Option<Cue> {
    let text = folded.as_str();
    let stands_with = |other: &&str| match other.strip_prefix('^') {
        Some(start) => text.starts_with(start),
        None => text.contains(*other),
    };
    // "Email marketing means …" is a sentence, "Email newsletter" is none.
    let names = ["email", "top", "your", "our", "free", "daily", "weekly", "morning"];
    if closed && folded.words > 10 && folded.words().next().is_some_and(|word| names.contains(&word)) {
        return None;
    }
    TOGETHER
        .iter()
        .filter(|(_, limit, _, _)| folded.words <= *limit)
        .find(|(_, _, word, with)| text.contains(word) && (with.is_empty() || with.iter().any(stands_with)))
        .map(|(kind, _, word, _)| Cue::line(*kind, word))
}

/// Names of networks and their buttons.
const NETWORKS: [&str; 22] = [
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "email",
    "e-mail",
    "linkedin",
    "reddit",
    "pinterest",
    "telegram",
    "messenger",
    "flipboard",
    "threads",
    "bluesky",
    "mastodon",
    "instagram",
    "tiktok",
    "youtube",
    "sms",
    "viber",
    "tumblr",
    "pocket",
];

/// Words that stand between the names in a share bar.
const BUTTONS: [&str; 26] = [
    "share", "tweet", "copy", "link", "print", "pin", "save", "mail", "this", "on", "via", "icon", "article",
    "story", "post", "|", "to", "with", "like", "0", "send", "logo", "url", "follow", "the", "more",
];

/// A line that consists of the names of networks.
fn share_bar(line: &str, folded: &Folded) -> Option<Cue> {
    let (mut names, mut buttons, mut last) = (0, 0, "");
    for word in folded.words() {
        if NETWORKS.contains(&word) {
            // "X X" is a pattern of something else.
            names += usize::from(word != last);
            last = word;
        } else if BUTTONS.contains(&word) {
            buttons += 1;
        } else {
            return None;
        }
    }
    // Text sets commas between names, a bar does not. "1. Facebook" is an item of a list, "7 x 6 x 8" are measures.
    let listed = line.contains(',') && buttons == 0;
    let measures = folded.as_str().starts_with('0') && folded.words().all(|word| matches!(word, "0" | "x"));
    let item = folded.words == 2 && folded.as_str().starts_with('0') || measures;
    ((names >= 2 || names == 1 && buttons >= 1 && !item) && !measures && !listed)
        .then_some(Cue::line(Share, "share bar"))
}

/// Whether the whole line is the name of one network: a share bar only in a row of such lines.
pub(crate) fn is_network(folded: &Folded) -> bool {
    folded.words == 1 && NETWORKS.contains(&folded.as_str())
        || matches!(folded.as_str(), "print" | "save" | "mail")
}

/// Credits at the end of a caption, in the raw line.
pub(crate) fn photo_credit_at(line: &str) -> Option<usize> {
    const SURE: [&str; 12] = [
        "photo by ",
        "photos by ",
        "photo via ",
        "photo courtesy",
        "handout via ",
        "photo: ",
        "photograph: ",
        "picture: ",
        "image: ",
        "image credit",
        "photo credit",
        "file photo",
    ];
    const ENDS: [&str; 16] = [
        "getty images",
        "getty",
        "afp",
        "reuters",
        "unsplash",
        "shutterstock",
        "ap photo",
        "epa",
        "ap",
        "bloomberg",
        "epa-efe",
        "istock",
        "pexels",
        "pixabay",
        "flickr",
        "wikimedia commons",
    ];
    // Only a credit that ends the line: the sentence before it is the caption.
    let from = (line.len().saturating_sub(110)..=line.len()).find(|&at| line.is_char_boundary(at))?;
    let tail = &line[from..];
    let marked = tail.contains(['/', '|', '©']) || tail.contains(" via ");
    let lettered = || ["hoto", "mage", "icture", "andout"].iter().any(|part| tail.contains(part));
    if !marked && !lettered() {
        return None;
    }
    let lower = tail.to_ascii_lowercase();
    if let Some(at) = SURE.iter().filter_map(|word| lower.rfind(word)).max() {
        let at = from + start_of_credit(&lower, at)?;
        // "The biggest photograph: why so big?" asks, and credits nobody.
        if line[at..].contains(['?', '!']) {
            return None;
        }
        return (line.len() - at <= 90).then_some(at);
    }
    let bare = lower.trim_end_matches(['.', ')', ']', ' ']);
    let end = ENDS.iter().find(|end| bare.ends_with(**end))?;
    let before = bare[..bare.len() - end.len()].trim_end();
    let joined = before.ends_with(['/', '|', '©']) || before.ends_with(" via") || before.ends_with("/via");
    let start = before.rfind([')', '(', '.', '|', '©', '[']).map_or(0, |at| at + 1);
    joined.then_some(from + start)
}

/// A credit such as "Pool photo via …" is a sentence of its own; "… the photo by a neighbor" is none.
fn start_of_credit(lower: &str, at: usize) -> Option<usize> {
    let start = lower[..at].rfind(['.', '(', '|', '[']).map_or(0, |before| before + 1);
    let start = start + (lower[start..].len() - lower[start..].trim_start().len());
    (at.saturating_sub(start) <= 20).then_some(start)
}

#[cfg(test)]
mod tests {
    use tidings_core::RegionKind::Widget;

    use super::*;

    fn check(line: &str, expected: Option<RegionKind>) {
        assert_eq!(CueFinder::default().find(line).map(|cue| cue.kind), expected, "{line}");
    }

    #[test]
    fn controls_and_links() {
        for line in [
            "Listen to this story · 5 min",
            "ADVERTISEMENT",
            "4 min read",
            "Accept all cookies",
            "Sign up for our free newsletter and never miss a story.",
            "Follow us on Telegram for more",
            "The Harbor Echo uses cookies to measure traffic. Accept all | Manage choices",
        ] {
            check(line, Some(Widget));
        }
        for line in ["Read more: Who owns the pier?", "RELATED STORIES", "More from Harbor Echo"] {
            check(line, Some(Related));
        }
        check("Share this: Facebook • X • LinkedIn", Some(Share));
        check("Facebook | X | Email | Print", Some(Share));
        check("Sources: Reuters, BBC", Some(SourceList));
        check("(Source: www.example.org)", Some(SourceList));
        check("Photo: Ada Lund / Getty Images", Some(PhotoCredit));
        check("Get our newsletter in your inbox", Some(Widget));
    }

    #[test]
    fn sentences_are_no_cues() {
        for line in [
            "Sources said the talks would go on.",
            "Facebook said on Monday that it would appeal.",
            "Related companies were not charged.",
            "The minister signed up for a second term, officials said.",
            "Readers who follow the case know the name.",
            "Comments by the minister drew criticism.",
            "He left a comment and went home.",
            "X",
            "#X#X",
            "YouTube, Instagram, X",
            "7.6\" x 6.7\" x 8.4\"",
            "Email marketing means that companies send newsletters to readers who have asked for them.",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn credits_at_the_end_of_a_caption() {
        let credit = |line: &'static str| photo_credit_at(line).map(|at| &line[at..]);
        assert_eq!(
            credit("Delegates arrive. Pool photo via Harbor Echo"),
            Some("Pool photo via Harbor Echo")
        );
        assert_eq!(credit("A crane in the port. Ada Lund/Getty Images"), Some(" Ada Lund/Getty Images"));
        assert_eq!(credit("The biggest photograph: Why so big? It is his family."), None);
        assert_eq!(credit("He sold the pictures to Getty Images."), None);
    }
}
