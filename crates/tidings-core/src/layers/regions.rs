//! Regions and repairs: what cleaning removed, kept but recognized, or mended.
//!
//! Both layers point into the source, so they survive later edits of the text.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Frame, Layer};
use crate::text::Span;

/// What a part of the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// The headline.
    Title,
    /// A heading inside the article.
    Heading,
    /// Who wrote it, and with it the date line of a page.
    Byline,
    /// Place, and sometimes agency, before the first sentence.
    Dateline,
    /// Outlets or documents that the article names as its sources.
    SourceList,
    /// Who made the photograph.
    PhotoCredit,
    /// What describes a picture.
    Caption,
    /// Controls and notices of the page: players, sign-ups, cookie notices, fact-check boxes.
    Widget,
    /// What readers wrote.
    Comment,
    /// Links to other articles.
    Related,
    /// Share bars.
    Share,
    /// Text that stands in the document before.
    Duplicate,
    /// An item of a list.
    ListItem,
    /// Running text of the article.
    Body,
    /// A last sentence that breaks off.
    Truncated,
    /// White space that went with its line.
    Blank,
    /// Tags, scripts and styles of a page.
    Markup,
    /// Navigation, header and footer of a page.
    Navigation,
    /// A note that corrects an earlier version of the article.
    Correction,
    /// What a press release says of the organization that issues it.
    About,
    /// Whom to ask about a press release.
    Contact,
    /// A legal caution in a press release, such as that on forward-looking statements.
    Disclaimer,
}

impl RegionKind {
    /// The name in output and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            RegionKind::Title => "title",
            RegionKind::Heading => "heading",
            RegionKind::Byline => "byline",
            RegionKind::Dateline => "dateline",
            RegionKind::SourceList => "source_list",
            RegionKind::PhotoCredit => "photo_credit",
            RegionKind::Caption => "caption",
            RegionKind::Widget => "widget",
            RegionKind::Comment => "comment",
            RegionKind::Related => "related",
            RegionKind::Share => "share",
            RegionKind::Duplicate => "duplicate",
            RegionKind::ListItem => "list_item",
            RegionKind::Body => "body",
            RegionKind::Truncated => "truncated",
            RegionKind::Blank => "blank",
            RegionKind::Markup => "markup",
            RegionKind::Navigation => "navigation",
            RegionKind::Correction => "correction",
            RegionKind::About => "about",
            RegionKind::Contact => "contact",
            RegionKind::Disclaimer => "disclaimer",
        }
    }
}

impl fmt::Display for RegionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A part of the source that cleaning recognized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where it is: bytes of the source.
    pub source: Span,
    /// Whether it was removed from the text.
    pub removed: bool,
    /// Which rule or evidence decided, for a person to read.
    pub reason: Cow<'static, str>,
    /// For duplicates: the source span that this one repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<Span>,
}

/// The regions of a document, sorted by source span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Regions(Vec<Region>);

impl Regions {
    /// The regions, sorted.
    pub fn as_slice(&self) -> &[Region] {
        &self.0
    }

    /// The regions, sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Region> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, region: Region) {
        self.0.push(region);
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_by_key(|region| (region.source, region.kind));
    }
}

impl Layer for Regions {
    const NAME: &'static str = "regions";
    const FRAME: Frame = Frame::Source;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for region in &mut self.0 {
            visit(&mut region.source);
            region.duplicate_of.iter_mut().for_each(&mut *visit);
        }
    }
}

/// A repair of the text: what stood in the source was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// Where it was: bytes of the source.
    pub source: Span,
    /// What was repaired, for a person to read.
    pub reason: Cow<'static, str>,
}

/// The repairs of a document, sorted by source span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repairs(Vec<Repair>);

impl Repairs {
    /// The repairs, sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Repair> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, repair: Repair) {
        self.0.push(repair);
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_by_key(|repair| repair.source);
    }
}

impl Layer for Repairs {
    const NAME: &'static str = "repairs";
    const FRAME: Frame = Frame::Source;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|repair| visit(&mut repair.source));
    }
}
