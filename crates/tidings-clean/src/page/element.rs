//! What the names of elements say about the text in them.

use tidings_core::RegionKind;

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
    Form,
    /// Another element that ends a line before and after.
    Block,
    /// An element whose text is no part of the article, and what it is.
    Dropped(RegionKind),
    /// `script`, `style`, `svg` …: no text at all.
    Silent,
    /// An element without content and end tag.
    Void,
    Meta,
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
                | Element::Dropped(RegionKind::Markup)
        )
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
        b"title" => Element::Title,
        b"meta" => Element::Meta,
        b"link" => Element::LinkTag,
        b"nav" | b"footer" | b"menu" => Element::Dropped(RegionKind::Navigation),
        b"aside" => Element::Dropped(RegionKind::Related),
        b"button" | b"select" | b"option" | b"textarea" | b"label" | b"dialog" | b"datalist" | b"audio"
        | b"video" | b"object" | b"progress" | b"legend" => Element::Dropped(RegionKind::Widget),
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"canvas"
        | b"noframes" | b"applet" | b"frameset" => Element::Silent,
        b"img" | b"input" | b"wbr" | b"area" | b"base" | b"col" | b"embed" | b"source" | b"track"
        | b"param" => Element::Void,
        b"div" | b"section" | b"blockquote" | b"figure" | b"address" | b"center" | b"details"
        | b"summary" | b"tbody" | b"thead" | b"tfoot" | b"hgroup" | b"fieldset" => Element::Block,
        _ => Element::Inline,
    }
}
