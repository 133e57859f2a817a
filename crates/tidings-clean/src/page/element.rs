//! What the names of elements say about the text in them.

use super::class_names::Hints;

/// An element, as far as its name matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Html,
    Head,
    Body,
    Article,
    Main,
    /// `h1` to `h6`.
    Heading(u8),
    Paragraph,
    ListItem,
    /// `ul`, `ol`, `menu`, `dl`.
    List,
    /// `dt`, `dd`.
    Term,
    Cell,
    /// `table`, `caption`: end tags do not reach beyond.
    Table,
    Row,
    Preformatted,
    Caption,
    Link,
    Time,
    Break,
    Rule,
    Header,
    Footer,
    Navigation,
    Aside,
    Form,
    Button,
    Quote,
    Figure,
    /// `details`, `summary`.
    Folded,
    /// Another element that ends a line before and after.
    Block,
    /// Fields and players: their text is no text of the page.
    Control,
    /// `rt`, `rp`: how the characters before are read aloud.
    Reading,
    /// `script`, `style`, `svg` …: no text at all.
    Silent,
    /// An element without content and end tag.
    Void,
    Meta,
    /// `link` and `base`: what the page says of its addresses.
    LinkTag,
    Title,
    /// Inline and unknown elements.
    Inline,
}

impl Element {
    /// Whether the element ends the line before it.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Element::Inline
                | Element::Link
                | Element::Time
                | Element::Void
                | Element::Meta
                | Element::LinkTag
                | Element::Title
                | Element::Silent
                | Element::Reading
        )
    }

    /// Whether the element may stand in the head of a page; another one ends it.
    pub(crate) fn may_stand_in_head(self) -> bool {
        matches!(
            self,
            Element::Html
                | Element::Head
                | Element::Title
                | Element::Meta
                | Element::LinkTag
                | Element::Silent
        )
    }

    /// Whether the element cannot stand in a drawing or a formula, and so ends one that is not closed.
    pub(crate) fn ends_drawing(self) -> bool {
        self.is_block()
    }

    /// What the element itself hints at.
    pub(crate) fn hints(self) -> Hints {
        match self {
            Element::Article => Hints::ARTICLE,
            Element::Main => Hints::MAIN,
            Element::Header => Hints::HEADER,
            Element::Footer => Hints::FOOTER,
            Element::Navigation => Hints::NAVIGATION,
            Element::Aside => Hints::SIDEBAR,
            Element::Form => Hints::FORM,
            Element::Button => Hints::BUTTON,
            Element::Quote => Hints::QUOTE,
            Element::Figure => Hints::MEDIA,
            Element::Caption => Hints::CAPTION,
            Element::Folded => Hints::FOLDED,
            Element::List => Hints::LIST,
            Element::Table => Hints::TABLE,
            _ => Hints::NONE,
        }
    }

    /// Distinguishes elements.
    pub(crate) fn number(self) -> u32 {
        match self {
            Element::Heading(level) => 100 + u32::from(level),
            Element::Html => 1,
            Element::Head => 2,
            Element::Body => 3,
            Element::Article => 4,
            Element::Main => 5,
            Element::Paragraph => 6,
            Element::ListItem => 7,
            Element::List => 8,
            Element::Term => 9,
            Element::Cell => 10,
            Element::Table => 11,
            Element::Row => 12,
            Element::Preformatted => 13,
            Element::Caption => 14,
            Element::Link => 15,
            Element::Header => 16,
            Element::Footer => 17,
            Element::Navigation => 18,
            Element::Aside => 19,
            Element::Form => 20,
            Element::Button => 21,
            Element::Quote => 22,
            Element::Figure => 23,
            Element::Folded => 24,
            Element::Block => 25,
            _ => 26,
        }
    }

    /// Whether the element has no end tag.
    pub(crate) fn is_void(self) -> bool {
        matches!(self, Element::Void | Element::Break | Element::Rule | Element::Meta | Element::LinkTag)
    }
}

/// The element of a tag name.
pub(crate) fn element(name: &str) -> Element {
    let mut lower = [0; 16];
    let Some(lower) = lower.get_mut(..name.len()) else { return Element::Inline };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"html" => Element::Html,
        b"head" => Element::Head,
        b"body" => Element::Body,
        b"article" => Element::Article,
        b"main" => Element::Main,
        [b'h', level @ b'1'..=b'6'] => Element::Heading(level - b'0'),
        b"p" => Element::Paragraph,
        b"li" => Element::ListItem,
        b"ul" | b"ol" | b"dl" => Element::List,
        b"dt" | b"dd" => Element::Term,
        b"td" | b"th" => Element::Cell,
        b"table" => Element::Table,
        b"tr" => Element::Row,
        b"pre" | b"listing" => Element::Preformatted,
        b"figcaption" | b"caption" => Element::Caption,
        b"a" => Element::Link,
        b"time" => Element::Time,
        b"br" => Element::Break,
        b"hr" => Element::Rule,
        b"header" => Element::Header,
        b"form" => Element::Form,
        b"rt" | b"rp" => Element::Reading,
        b"title" => Element::Title,
        b"meta" => Element::Meta,
        b"link" | b"base" | b"basefont" | b"bgsound" => Element::LinkTag,
        b"nav" | b"menu" => Element::Navigation,
        b"footer" => Element::Footer,
        b"aside" => Element::Aside,
        b"button" | b"dialog" => Element::Button,
        b"blockquote" => Element::Quote,
        b"figure" => Element::Figure,
        b"details" | b"summary" => Element::Folded,
        b"select" | b"option" | b"textarea" | b"datalist" | b"audio" | b"video" | b"object" | b"progress" => {
            Element::Control
        }

        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"canvas"
        | b"noframes" | b"noembed" | b"applet" | b"frameset" => Element::Silent,
        b"img" | b"input" | b"wbr" | b"area" | b"col" | b"embed" | b"source" | b"track" | b"param" => {
            Element::Void
        }
        b"div" | b"section" | b"address" | b"center" | b"label" | b"legend" | b"tbody" | b"thead"
        | b"tfoot" | b"hgroup" | b"fieldset" => Element::Block,
        _ => Element::Inline,
    }
}
