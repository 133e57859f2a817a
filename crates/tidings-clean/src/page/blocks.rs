//! From tokens to blocks: the lines of the article to be, with what the elements around them say.

use std::ops::Range;

use tidings_learn::feature;

use super::class_names::{Hints, hints};
use super::element::{Element, element};
use super::head::Head;
use super::implied::HIDING;
use super::tokenizer::{Tag, Token, Tokenizer};

/// How far up an end tag looks for its start tag.
pub(super) const REACH: usize = 512;

/// What a line of the page is by its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Text,
    Heading(u8),
    ListItem,
    Caption,
    Subtitle,
}

/// A line of the page.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// Its pieces.
    pub(crate) pieces: Range<usize>,
    /// Number of the innermost node around its first piece.
    pub(crate) node: u32,
    /// Bytes of text, and those of them in links; pieces that go anyway do not count.
    pub(crate) text: u32,
    pub(crate) links: u32,
}

/// A stretch of text of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) what: What,
    pub(crate) inline: Inline,
}

/// What becomes of a piece if it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// It stays.
    Keep,
    /// It becomes another character.
    Become(char),
}

/// What the inline elements around a piece say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// It is text.
    Text,
    /// It is not shown, or only read aloud.
    Hidden,
    /// It belongs to a field or a player.
    Control,
    /// The source of a picture, inside its caption.
    Credit,
}

/// An element around blocks, or an inline element whose names say something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// Number of the node around it; the root is its own parent.
    pub(crate) parent: u32,
    pub(crate) element: Element,
    /// What its class names, its id and its role hint at.
    pub(crate) hints: Hints,
    /// Where its name for a reason stands: the first attribute that gave a hint.
    pub(crate) named: (u32, u32),
    /// Distinguishes elements of other names or classes.
    pub(crate) signature: u64,
    /// Whether an attribute says that it is not shown.
    pub(crate) hidden: bool,
}

/// What holds for the text inside an element.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) node: u32,
    pub(super) inline: Inline,
    pub(super) preformatted: bool,
    pub(super) link: bool,
    /// Inside `head`, a script …: no text.
    pub(super) silent: bool,
    /// Inside a link or element that names the author.
    pub(super) author: bool,
    pub(super) kind: BlockKind,
}

pub(super) struct Open<'a> {
    pub(super) element: Element,
    /// Tells inline elements apart, for their end tags.
    pub(super) name: &'a str,
    pub(super) state: State,
}

/// A page taken apart.
pub(crate) struct Blocks {
    pub(crate) blocks: Vec<Block>,
    pub(crate) pieces: Vec<Piece>,
    /// Parents come before what is in them. The first is the page.
    pub(crate) nodes: Vec<Node>,
    pub(crate) head: Head,
    /// Bytes of text that elements hide.
    pub(crate) silenced: usize,
    /// Whether its markup hid its text, so that it was taken apart a second time.
    pub(crate) was_silent: bool,
    /// Whether it is a piece of a page, as feeds and e-mail carry it: it has no head and no title.
    pub(crate) is_fragment: bool,
}

/// Takes a page apart; `careful`, as if nothing but scripts and style sheets hid text.
pub(crate) fn blocks(html: &str, careful: bool) -> Blocks {
    let mut builder = Builder::new(html, careful);
    let mut raw = Element::Inline;
    for token in Tokenizer::new(html) {
        match token {
            Token::Text(range) if std::mem::take(&mut builder.expect_title) => builder.head.title(range),
            Token::Text(range) => builder.text(range),
            Token::Raw(range) => builder.raw(raw, range),
            Token::Start(tag) => {
                raw = element(tag.name);
                builder.start(&tag, raw);
            }
            Token::End(name) => builder.end(name),
        }
    }
    builder.finish_block();
    let Builder { blocks, pieces, nodes, head, silenced, framed, .. } = builder;
    Blocks { blocks, pieces, nodes, head, silenced, was_silent: careful, is_fragment: !framed }
}

/// How many class attributes are cached with their hints.
const KNOWN: usize = 1024;

pub(super) struct Builder<'a> {
    pub(super) html: &'a str,
    pub(super) stack: Vec<Open<'a>>,
    /// Where the head is on the stack while it is open, and whether there was one.
    pub(super) head_at: Option<usize>,
    had_head: bool,
    /// Whether it is a page: it has a head or a title.
    framed: bool,
    /// Whether the next text is the title: its element is never closed.
    expect_title: bool,
    /// Whether elements that hide their text are taken not to.
    pub(super) careful: bool,
    /// Bytes of text that elements hide.
    pub(super) silenced: usize,
    /// Elements that hide their text, by name: up to where it is known that an end tag follows.
    pub(super) ends: [Option<usize>; HIDING.len()],
    pub(super) state: State,
    pub(super) blocks: Vec<Block>,
    pub(super) pieces: Vec<Piece>,
    nodes: Vec<Node>,
    pub(super) head: Head,
    /// Hints of attribute values by their hash, with the value: pages say the same again and again.
    known: Vec<(&'a str, Hints)>,
    /// First piece of the block that is being built, its node and its counts.
    pub(super) first: usize,
    pub(super) block_node: u32,
    pub(super) text: u32,
    pub(super) links: u32,
    /// White space that has been seen since the last piece: its first byte.
    pub(super) space: Option<u32>,
}

impl<'a> Builder<'a> {
    fn new(html: &'a str, careful: bool) -> Self {
        let state = State {
            node: 0,
            inline: Inline::Text,
            preformatted: false,
            link: false,
            silent: false,
            author: false,
            kind: BlockKind::Text,
        };
        let page = Node {
            parent: 0,
            element: Element::Html,
            hints: Hints::NONE,
            named: (0, 0),
            signature: 0,
            hidden: false,
        };
        Builder {
            html,
            stack: Vec::new(),
            head_at: None,
            had_head: false,
            framed: false,
            expect_title: false,
            careful,
            silenced: 0,
            ends: [Some(0); HIDING.len()],
            state,
            blocks: Vec::new(),
            pieces: Vec::new(),
            nodes: vec![page],
            head: Head::default(),
            known: vec![("", hints("")); KNOWN],
            first: 0,
            block_node: 0,
            text: 0,
            links: 0,
            space: None,
        }
    }

    fn start(&mut self, tag: &Tag<'a>, element: Element) {
        self.framed |= matches!(element, Element::Head | Element::Title);
        self.leave_what_cannot_hold(element);
        match element {
            Element::Meta => return self.head.meta(self.html, tag.attributes.clone()),
            Element::LinkTag => return self.head.link(self.html, tag.attributes.clone()),
            Element::Html => self.head.language(self.html, tag.attributes.clone()),
            Element::Time => self.head.time(self.html, tag.attributes.clone()),
            Element::Title | Element::Silent => self.note_script(tag, element),
            // A second head, or one inside the text, is no head.
            Element::Head if self.had_head || !self.pieces.is_empty() => return,
            _ => {}
        }
        self.close_implied(element);
        if element.is_block() && !(element == Element::Break && self.is_one_line()) {
            self.finish_block();
        } else if element == Element::Break {
            self.space.get_or_insert(u32::MAX);
        }
        if tag.unclosed {
            self.expect_title = element == Element::Title && self.pieces.is_empty();
        }
        if element.is_void() || tag.unclosed || self.hides_nothing(tag, element) {
            return;
        }
        if element == Element::Head {
            (self.head_at, self.had_head) = (Some(self.stack.len()), true);
        }
        let outer = self.state;
        self.enter(tag, element);
        self.stack.push(Open { element, name: tag.name, state: outer });
    }

    /// Notes whether a script holds linked data.
    fn note_script(&mut self, tag: &Tag<'_>, element: Element) {
        let linked = element == Element::Silent
            && tag.attributes.clone().any(|attribute| {
                attribute.name.eq_ignore_ascii_case("type") && self.html[attribute.value].contains("ld+json")
            });
        self.head.expect_linked_data(linked);
    }

    fn is_one_line(&self) -> bool {
        matches!(self.state.kind, BlockKind::Heading(_) | BlockKind::Subtitle)
    }

    /// Sets the state for the inside of an element.
    fn enter(&mut self, tag: &Tag<'a>, element: Element) {
        let state = &mut self.state;
        match element {
            Element::Head | Element::Silent | Element::Title => state.silent = true,
            Element::Body => state.silent = false,
            Element::Link => state.link = tag.attributes.clone().any(|a| a.name.eq_ignore_ascii_case("href")),
            Element::Preformatted => state.preformatted = true,
            Element::Heading(level) => state.kind = BlockKind::Heading(level),
            Element::ListItem => state.kind = BlockKind::ListItem,
            Element::Caption => state.kind = BlockKind::Caption,
            Element::Cell | Element::Table => state.kind = BlockKind::Text,
            Element::Control => state.inline = Inline::Control,
            Element::Reading => state.inline = Inline::Hidden,
            _ => {}
        }
        if state.kind == BlockKind::Caption && tag.name.eq_ignore_ascii_case("cite") {
            state.inline = Inline::Credit;
        }
        if !state.silent {
            self.read_names(tag, element);
        }
    }

    /// Reads class, id, role and the like, and makes a node of the element if it is one.
    fn read_names(&mut self, tag: &Tag<'a>, element: Element) {
        let (mut found, mut named, mut signature) = (Hints::NONE, (0, 0), name_hash(tag.name));
        let mut hidden = false;
        for attribute in tag.attributes.clone().take(64) {
            let value = &self.html[attribute.value.clone()];
            let these = match attribute.name {
                "class" | "id" | "role" | "data-component" | "data-testid" => {
                    let hash = feature::bytes(value.as_bytes());
                    if attribute.name == "class" {
                        signature ^= hash;
                    }
                    self.hints_of(value, hash)
                }
                "itemprop" if value.eq_ignore_ascii_case("articleBody") => Hints::BODY,
                "itemprop" | "rel" if value.eq_ignore_ascii_case("author") => {
                    self.state.author = true;
                    Hints::BYLINE
                }
                "hidden" => Hints::HIDDEN,
                "aria-hidden" if value == "true" => Hints::HIDDEN,
                "style" if is_hiding(value) => Hints::HIDDEN,
                _ => Hints::NONE,
            };
            hidden |= these == Hints::HIDDEN && matches!(attribute.name, "hidden" | "aria-hidden" | "style");
            if these != Hints::NONE && named == (0, 0) {
                named = (attribute.value.start as u32, attribute.value.end as u32);
            }
            found = found.with(these);
        }
        if matches!(element, Element::Html | Element::Body) {
            // What they are named says how the page is laid out.
            return;
        }
        let block = element.is_block();
        if found.has(Hints::HIDDEN) && !block && self.state.inline == Inline::Text {
            self.state.inline = Inline::Hidden;
        }
        if found.has(Hints::CREDIT) && self.state.kind == BlockKind::Caption {
            self.state.inline = Inline::Credit;
        }
        if found.has(Hints::SUBTITLE)
            && !matches!(element, Element::Heading(1) | Element::ListItem)
            && self.state.kind == BlockKind::Text
        {
            self.state.kind = BlockKind::Subtitle;
        }
        if block || found != Hints::NONE {
            let parent = self.state.node;
            self.state.node = self.nodes.len() as u32;
            self.nodes.push(Node { parent, element, hints: found, named, signature, hidden });
        }
    }

    fn hints_of(&mut self, value: &'a str, hash: u64) -> Hints {
        let slot = &mut self.known[hash as usize % KNOWN];
        if slot.0 != value {
            *slot = (value, hints(value));
        }
        slot.1
    }

    fn end(&mut self, name: &str) {
        let element = element(name);
        if element == Element::Break {
            return self.finish_block();
        }
        for at in (self.stack.len().saturating_sub(REACH)..self.stack.len()).rev() {
            let open = &self.stack[at];
            if open.element == element && open.name.eq_ignore_ascii_case(name) {
                return self.pop_to(at);
            }
            let wall = open.element == Element::Table && element != Element::Table
                || open.element == Element::Cell
                    && element != Element::Cell
                    && element != Element::Row
                    && element != Element::Table;
            if wall || open.element.is_block() && !element.is_block() && element != Element::Silent {
                return;
            }
        }
    }

    pub(super) fn pop_to(&mut self, at: usize) {
        if self.stack[at..].iter().any(|open| open.element.is_block()) {
            self.finish_block();
        }
        if self.head_at.is_some_and(|head| at <= head) {
            self.head_at = None;
        }
        self.state = self.stack[at].state;
        self.stack.truncate(at);
    }

    fn raw(&mut self, element: Element, range: Range<usize>) {
        match element {
            Element::Title if self.stack.iter().take(8).all(|open| open.element != Element::Body) => {
                self.head.title(range);
            }
            Element::Silent => self.head.script(range),
            Element::Control => self.text(range),
            _ => {}
        }
    }
}

/// A hash of the name of an element, in any case.
fn name_hash(name: &str) -> u64 {
    name.bytes().fold(0, |hash, byte| feature::pair(hash, u64::from(byte.to_ascii_lowercase())))
}

/// Whether a style hides the element.
fn is_hiding(style: &str) -> bool {
    let has = |letters: &[u8]| memchr::memmem::find(style.as_bytes(), letters).is_some();
    // Nearly all styles speak of something else.
    if !has(b"none") && !has(b"hidden") && !has(b"NONE") && !has(b"HIDDEN") {
        return false;
    }
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let value = value.split('!').next().unwrap_or("").trim();
        let name = name.trim();
        name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}
