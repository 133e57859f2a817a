//! From tokens to blocks: the lines of the article to be, with what the elements around them say.

use std::ops::Range;

use tidings_core::RegionKind;

use super::class_names::{Named, named};
use super::element::{Element, element};
use super::head::Head;
use super::tokenizer::{Attributes, Tag, Token, Tokenizer};

/// How far up an end tag looks for its start tag.
const REACH: usize = 512;

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
    /// Number of the `article` around it; 0 for none.
    pub(crate) article: u32,
    pub(crate) main: bool,
    /// Whether an element around it is named as the body of an article.
    pub(crate) body: bool,
    /// Bytes of text, and those of them in links.
    pub(crate) text: u32,
    pub(crate) links: u32,
}

/// A stretch of text of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) what: What,
    /// Number of the innermost [`Dropped`] element around it; 0 for none.
    pub(crate) dropped: u32,
}

/// What becomes of a piece if it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// It stays.
    Keep,
    /// It becomes another character.
    Become(char),
}

/// An element whose text is no part of the article.
#[derive(Debug)]
pub(crate) struct Dropped {
    pub(crate) kind: RegionKind,
    /// What said so, for a person to read.
    pub(crate) reason: String,
    /// Number of the next such element around it; 0 for none.
    pub(crate) parent: u32,
    /// Whether the evidence is weak enough to be overruled by what is inside.
    pub(crate) soft: bool,
}

/// What holds for the text inside an element.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) dropped: u32,
    pub(super) article: u32,
    pub(super) main: bool,
    pub(super) body: bool,
    pub(super) preformatted: bool,
    pub(super) link: bool,
    /// Inside `head`, a script …: no text.
    pub(super) silent: bool,
    /// Inside a link or element that names the author.
    pub(super) author: bool,
    pub(super) kind: BlockKind,
}

struct Open {
    element: Element,
    /// Distinguishes inline elements, for their end tags.
    name: u32,
    state: State,
}

/// A page taken apart.
pub(crate) struct Blocks {
    pub(crate) blocks: Vec<Block>,
    pub(crate) pieces: Vec<Piece>,
    /// The number 0 stands for "not dropped".
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) head: Head,
}

/// Takes a page apart.
pub(crate) fn blocks(html: &str) -> Blocks {
    let mut builder = Builder::new(html);
    let mut raw = Element::Inline;
    for token in Tokenizer::new(html) {
        match token {
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
    Blocks { blocks: builder.blocks, pieces: builder.pieces, dropped: builder.dropped, head: builder.head }
}

pub(super) struct Builder<'a> {
    pub(super) html: &'a str,
    stack: Vec<Open>,
    pub(super) state: State,
    pub(super) blocks: Vec<Block>,
    pub(super) pieces: Vec<Piece>,
    dropped: Vec<Dropped>,
    pub(super) head: Head,
    articles: u32,
    /// First piece of the block that is being built, and its counts.
    pub(super) first: usize,
    pub(super) text: u32,
    pub(super) links: u32,
    /// White space that has been seen since the last piece: its first byte.
    pub(super) space: Option<u32>,
}

impl<'a> Builder<'a> {
    fn new(html: &'a str) -> Self {
        let state = State {
            dropped: 0,
            article: 0,
            main: false,
            body: false,
            preformatted: false,
            link: false,
            silent: false,
            author: false,
            kind: BlockKind::Text,
        };
        let none = Dropped { kind: RegionKind::Markup, reason: String::new(), parent: 0, soft: false };
        Builder {
            html,
            stack: Vec::new(),
            state,
            blocks: Vec::new(),
            pieces: Vec::new(),
            dropped: vec![none],
            head: Head::default(),
            articles: 0,
            first: 0,
            text: 0,
            links: 0,
            space: None,
        }
    }

    fn start(&mut self, tag: &Tag<'_>, element: Element) {
        match element {
            Element::Meta => return self.head.meta(self.html, tag.attributes.clone()),
            Element::LinkTag => return self.head.link(self.html, tag.attributes.clone()),
            Element::Html => self.head.language(self.html, tag.attributes.clone()),
            Element::Time => self.head.time(self.html, tag.attributes.clone()),
            Element::Title | Element::Silent if self.is_script(tag, element) => {}
            _ => {}
        }
        self.close_implied(element);
        if element.is_block() && !(element == Element::Break && self.is_one_line()) {
            self.finish_block();
        } else if element == Element::Break {
            self.space.get_or_insert(u32::MAX);
        }
        if element.is_void() {
            return;
        }
        let outer = self.state;
        self.enter(tag, element);
        self.stack.push(Open { element, name: hash(tag.name), state: outer });
    }

    /// Notes whether a script holds linked data.
    fn is_script(&mut self, tag: &Tag<'_>, element: Element) -> bool {
        let linked = element == Element::Silent
            && tag.attributes.clone().any(|attribute| {
                attribute.name.eq_ignore_ascii_case("type") && self.html[attribute.value].contains("ld+json")
            });
        self.head.expect_json(linked);
        linked
    }

    fn is_one_line(&self) -> bool {
        matches!(self.state.kind, BlockKind::Heading(_) | BlockKind::Subtitle)
    }

    /// Sets the state for the inside of an element.
    fn enter(&mut self, tag: &Tag<'_>, element: Element) {
        let state = &mut self.state;
        match element {
            Element::Article => {
                self.articles += 1;
                state.article = self.articles;
            }
            Element::Main => state.main = true,
            Element::Head | Element::Silent | Element::Title => state.silent = true,
            Element::Body => state.silent = false,
            Element::Link => state.link = true,
            Element::Preformatted => state.preformatted = true,
            Element::Heading(level) => state.kind = BlockKind::Heading(level),
            Element::ListItem => state.kind = BlockKind::ListItem,
            Element::Caption => state.kind = BlockKind::Caption,
            Element::Cell | Element::Table => state.kind = BlockKind::Text,
            _ => {}
        }
        let name = tag.name;
        match element {
            // Some pages fold their sections behind buttons in headings.
            Element::Dropped(RegionKind::Widget) if matches!(self.state.kind, BlockKind::Heading(_)) => {}
            Element::Dropped(kind) => {
                self.drop(kind, format!("element `{}`", short(name)), kind == RegionKind::Related)
            }
            Element::Header if self.state.article == 0 && !self.state.main => {
                self.drop(RegionKind::Navigation, "header of the page".into(), true);
            }
            _ if self.state.kind == BlockKind::Caption && tag.name.eq_ignore_ascii_case("cite") => {
                self.drop(RegionKind::PhotoCredit, "element `cite` in a caption".into(), false);
            }
            Element::Form => self.drop(RegionKind::Widget, "element `form`".into(), true),
            Element::Caption => self.drop(RegionKind::Caption, "caption".into(), false),
            _ => {}
        }
        if !matches!(element, Element::Html | Element::Body | Element::Head) {
            self.read_names(tag.attributes.clone(), element);
        }
    }

    /// Reads class, id, role and the like.
    fn read_names(&mut self, attributes: Attributes<'_>, element: Element) {
        let whole = matches!(element, Element::Article | Element::Main);
        let mut seen = None;
        for attribute in attributes.take(64) {
            let value = &self.html[attribute.value.clone()];
            match attribute.name {
                "class" | "id" | "role" | "data-component" | "data-testid" if seen.is_none() => {
                    seen = named(value).map(|found| (found, value));
                }
                "itemprop" if value.eq_ignore_ascii_case("articleBody") => self.state.body = true,
                "itemprop" if value.eq_ignore_ascii_case("author") => self.state.author = true,
                "rel" if value.eq_ignore_ascii_case("author") => self.state.author = true,
                "hidden" => self.drop(RegionKind::Widget, "hidden element".into(), true),
                _ => {}
            }
        }
        match seen {
            Some((Named::Body, _)) => self.state.body = true,
            Some((Named::Subtitle, _)) if !matches!(element, Element::Heading(1)) => {
                self.state.kind = BlockKind::Subtitle
            }
            Some((Named::Kind(kind), value)) if !whole && !matches!(element, Element::Heading(1)) => {
                self.drop(kind, format!("class or id `{}`", short(value)), true);
            }
            _ => {}
        }
    }

    /// Enters an element whose text is no part of the article.
    fn drop(&mut self, kind: RegionKind, reason: String, soft: bool) {
        let parent = self.state.dropped;
        if parent != 0
            && self.dropped[parent as usize].kind == kind
            && self.dropped[parent as usize].soft == soft
        {
            return;
        }
        self.state.dropped = self.dropped.len() as u32;
        self.dropped.push(Dropped { kind, reason, parent, soft });
    }

    /// Closes elements that end where another begins: a paragraph, a list item, a cell.
    fn close_implied(&mut self, element: Element) {
        let closes: fn(Element) -> bool = match element {
            Element::ListItem => |open| open == Element::ListItem,
            Element::Term => |open| open == Element::Term,
            Element::Cell => |open| open == Element::Cell,
            Element::Row => |open| matches!(open, Element::Row),
            _ if element.is_block() && element != Element::Break => |_| false,
            _ => return,
        };
        for at in (self.stack.len().saturating_sub(REACH)..self.stack.len()).rev() {
            let open = self.stack[at].element;
            if open == Element::Paragraph || closes(open) {
                return self.pop_to(at);
            }
            // Paragraphs and items do not reach out of the element around them.
            let wall = match element {
                Element::ListItem | Element::Term => {
                    matches!(open, Element::List | Element::Table | Element::Cell)
                }
                Element::Cell | Element::Row => open == Element::Table,
                _ => open.is_block(),
            };
            if wall {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        let element = element(name);
        let hash = hash(name);
        if element == Element::Break {
            return self.finish_block();
        }
        for at in (self.stack.len().saturating_sub(REACH)..self.stack.len()).rev() {
            let open = &self.stack[at];
            if open.element == element && open.name == hash {
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

    fn pop_to(&mut self, at: usize) {
        if self.stack[at..].iter().any(|open| open.element.is_block()) {
            self.finish_block();
        }
        self.state = self.stack[at].state;
        self.stack.truncate(at);
    }

    fn raw(&mut self, element: Element, range: Range<usize>) {
        match element {
            Element::Title if self.stack.iter().take(8).all(|open| open.element != Element::Body) => {
                self.head.title(range);
            }
            Element::Silent => self.head.json(range),
            Element::Dropped(_) => self.text(range),
            _ => {}
        }
    }
}

fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |hash, byte| {
        (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    })
}

/// A name that is short enough for a reason.
fn short(name: &str) -> &str {
    let end = (0..=name.len().min(40)).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    &name[..end]
}
