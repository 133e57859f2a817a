//! Tags that a page leaves out: elements that end where another begins, a head that nobody closes, elements that hide their text
//! and are never closed.
//!
//! Follows the HTML standard (sections 13.1.2.4 and 13.2.6) where it decides what is text, but never lets an element that is
//! not closed hide the rest of the page.

use super::blocks::{Builder, Open, REACH};
use super::element::Element;
use super::tokenizer::{Tag, end_tag};

/// Elements whose text is not shown or no text of the page. One of these that is never closed hides nothing.
pub(super) const HIDING: [&str; 14] = [
    "noscript", "template", "svg", "math", "canvas", "applet", "frameset", "select", "option", "datalist",
    "audio", "video", "object", "progress",
];

impl<'a> Builder<'a> {
    /// Leaves the head at the first element that cannot stand in it, and a drawing at the first block: both end tags may be
    /// missing, the first by the standard.
    pub(super) fn leave_what_cannot_hold(&mut self, element: Element) {
        let Some(last) = self.stack.last() else { return };
        if last.element == Element::Head && !element.may_stand_in_head() {
            return self.leave_head();
        }
        if self.state.silent && element.ends_drawing() {
            let mut above = self.stack.iter().rev().take(REACH);
            let is_drawing = |open: &Open| {
                open.element == Element::Silent
                    && (open.name.eq_ignore_ascii_case("svg") || open.name.eq_ignore_ascii_case("math"))
            };
            let inside = above.clone().take_while(|open| !is_drawing(open)).count();
            let foreign =
                above.clone().take(inside).any(|open| open.name.eq_ignore_ascii_case("foreignobject"));
            if above.nth(inside).is_some() && !foreign {
                self.pop_to(self.stack.len() - 1 - inside);
            }
        }
    }

    fn leave_head(&mut self) {
        if let Some(at) = self.head_at {
            self.pop_to(at);
        }
    }

    /// Text in the head ends it, unless an element hides it there.
    pub(super) fn leave_head_for_text(&mut self) {
        if self.stack.last().is_some_and(|open| open.element == Element::Head) {
            self.leave_head();
        }
    }

    /// Whether an element that hides its text is never closed, shows it after all, or the page is read with care.
    pub(super) fn hides_nothing(&mut self, tag: &Tag<'a>, element: Element) -> bool {
        if !matches!(element, Element::Silent | Element::Control) {
            return false;
        }
        let Some(kind) = HIDING.iter().position(|name| name.eq_ignore_ascii_case(tag.name)) else {
            return false;
        };
        if self.careful && element == Element::Silent {
            return true;
        }
        if let Some(known) = self.ends[kind].filter(|known| *known < tag.end) {
            let rest = &self.html.as_bytes()[known.max(tag.end)..];
            self.ends[kind] = end_tag(rest, HIDING[kind]).map(|at| tag.end + at);
        }
        // A template with a shadow root is shown.
        self.ends[kind].is_none()
            || kind == 1 && tag.attributes.clone().any(|a| a.name.starts_with("shadowroot"))
    }

    /// Closes elements that end where another begins: a paragraph, a list item, a cell.
    pub(super) fn close_implied(&mut self, element: Element) {
        let closes: fn(Element) -> bool = match element {
            Element::ListItem => |open| open == Element::ListItem,
            Element::Term => |open| open == Element::Term,
            Element::Cell => |open| open == Element::Cell,
            Element::Row => |open| matches!(open, Element::Row),
            Element::Link => return self.close_link(),
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

    /// A link ends where another begins.
    fn close_link(&mut self) {
        let from = self.stack.len().saturating_sub(REACH);
        let open = self.stack[from..]
            .iter()
            .rposition(|open| open.element == Element::Link || open.element.is_block());
        if let Some(at) = open.filter(|at| self.stack[from + at].element == Element::Link) {
            self.pop_to(from + at);
        }
    }
}
