//! The document: what was read, what is analyzed, how the two are aligned, and what is known about it.

mod clock;
mod kind;
mod meta;
mod part;

use std::time::{Duration, Instant};

use clock::Budget;
pub use clock::Clock;
pub use kind::{DocumentKind, Extraction};
pub use meta::{Meta, MetaField, Origin, Sourced};
pub use part::Part;

use crate::layers::{Layer, LayerSet, Region, Regions, Repair, Repairs};
use crate::text::{Alignment, Edit, EditError, EditList, Span, apply, join};

/// What kind of text the source of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SourceFormat {
    /// Plain text.
    #[default]
    Text,
    /// An HTML page with its markup.
    Html,
}

/// One document on its way through a pipeline.
///
/// `source` is what was read, decoded to UTF-8, and never changes. `text` is what stages analyze; it
/// begins as the source and changes only through [`Document::edit`].
///
/// ```
/// use tidings_core::{Document, EditList, RegionKind, Span};
///
/// let mut doc = Document::new("a", "Share this\nKyiv agreed.").unwrap();
/// let mut edits = EditList::new();
/// edits.delete(Span::new(0, 11), RegionKind::Share, "share bar");
/// doc.edit(edits).unwrap();
/// assert_eq!(doc.text(), "Kyiv agreed.");
/// assert_eq!(doc.alignment().source_of(Span::new(0, 4)), Some(Span::new(11, 15)));
/// ```
#[derive(Debug)]
pub struct Document {
    /// The name of the document, unique in a run.
    pub id: String,
    /// What is known about the document as a whole.
    pub meta: Meta,
    format: SourceFormat,
    source: String,
    /// `None` while the text is the source.
    text: Option<String>,
    alignment: Alignment,
    layers: LayerSet,
    /// Names of layers that the input gave and that hold for themselves.
    given: Vec<&'static str>,
    budget: Option<Budget>,
}

/// Why a document cannot be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocumentError {
    /// Spans are 32-bit.
    #[error("the document has {0} bytes; 4 GiB is the most that one document may have: split it")]
    TooLong(usize),
}

impl Document {
    /// A document of plain text.
    ///
    /// # Errors
    /// If the text is longer than 4 GiB.
    pub fn new(id: impl Into<String>, source: impl Into<String>) -> Result<Self, DocumentError> {
        Document::with_format(id, source, SourceFormat::Text)
    }

    /// A document whose source has the given format.
    ///
    /// # Errors
    /// If the source is longer than 4 GiB.
    pub fn with_format(
        id: impl Into<String>,
        source: impl Into<String>,
        format: SourceFormat,
    ) -> Result<Self, DocumentError> {
        let source = source.into();
        let len = u32::try_from(source.len()).map_err(|_| DocumentError::TooLong(source.len()))?;
        Ok(Document {
            id: id.into(),
            meta: Meta::default(),
            format,
            text: None,
            alignment: Alignment::identity(len),
            source,
            layers: LayerSet::default(),
            given: Vec::new(),
            budget: None,
        })
    }

    /// What was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What kind of text the source is.
    pub fn format(&self) -> SourceFormat {
        self.format
    }

    /// What is analyzed.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.source)
    }

    /// How `text` leads back to `source`.
    pub fn alignment(&self) -> &Alignment {
        &self.alignment
    }

    /// The text under a span of `text`; empty if the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(self.text()).unwrap_or("")
    }

    /// The text under a span of `source`; empty if the span does not fit.
    pub fn source_slice(&self, span: Span) -> &str {
        span.slice(&self.source).unwrap_or("")
    }

    /// Gives the document so much time for all of its stages together, from now on. Without, it has all the time there is.
    pub fn set_time(&mut self, whole: Duration) {
        self.budget = Some(Budget::new(whole));
    }

    /// Tells whether there is time left; see [`Clock`].
    pub fn clock(&self) -> Clock {
        self.budget.as_ref().map(Budget::clock).unwrap_or_default()
    }

    /// A stage begins to work on the document.
    pub(crate) fn start_clock(&mut self, now: Instant) {
        if let Some(budget) = &mut self.budget {
            budget.start(now);
        }
    }

    /// The stage has ended.
    pub(crate) fn stop_clock(&mut self, now: Instant) {
        if let Some(budget) = &mut self.budget {
            budget.stop(now);
        }
    }

    /// All layers.
    pub fn layers(&self) -> &LayerSet {
        &self.layers
    }

    /// The layer of type `L`, if a stage has made it.
    pub fn get<L: Layer>(&self) -> Option<&L> {
        self.layers.get()
    }

    /// The layer of type `L`, to change it in place.
    pub fn get_mut<L: Layer>(&mut self) -> Option<&mut L> {
        self.layers.get_mut()
    }

    /// Puts a layer in the document, in the place of an earlier one of its type.
    pub fn insert<L: Layer>(&mut self, layer: L) {
        self.layers.insert(layer);
    }

    /// Puts a layer that the input brings in the document. A stage that the planner adds for want of this layer does not run then.
    ///
    /// Only for layers that do not number the items of others: sentences count tokens, and would not fit tokens made anew.
    pub fn give<L: Layer>(&mut self, layer: L) {
        self.insert(layer);
        if !self.is_given(L::NAME) {
            self.given.push(L::NAME);
        }
    }

    /// Whether the input brought the layer of this name, by [`give`](Document::give).
    pub fn is_given(&self, layer: &str) -> bool {
        self.given.contains(&layer)
    }

    /// Takes a layer out of the document.
    pub fn remove<L: Layer>(&mut self) -> Option<L> {
        self.layers.remove()
    }

    /// Puts a layer whose type is known only at run time in the document.
    pub fn insert_boxed(&mut self, layer: Box<dyn crate::layers::AnyLayer>) {
        self.layers.insert_boxed(layer);
    }

    /// Applies a list of edits and marks: changes the text, composes the alignment and records
    /// removals, marks and repairs in the [`Regions`] and [`Repairs`] layers.
    ///
    /// A removal that spans an earlier one is recorded with the source from its first to its last
    /// character; the removal of text that an earlier edit inserted took nothing from the source and
    /// is not recorded.
    ///
    /// A list of more than 16,384 edits, which no article makes, is joined where edits lie within 64 bytes: what is removed side by side
    /// becomes one region, anything else one repair.
    ///
    /// # Errors
    /// If edits overlap or cut characters, or if a layer already points into the text. The
    /// document is unchanged then.
    pub fn edit(&mut self, mut list: EditList) -> Result<(), EditError> {
        for mark in &list.marks {
            mark.span.slice(self.text()).ok_or(EditError::Boundary(mark.span))?;
        }
        if list.edits.is_empty() {
            self.record(&list);
            return Ok(());
        }
        if let Some(layer) = self.layers.pointing_into_text() {
            return Err(EditError::Annotated(layer));
        }
        join(self.text(), &mut list.edits);
        let applied = apply(self.text(), &mut list.edits)?;
        self.record(&list);
        self.alignment = self.alignment.then(&applied.alignment);
        self.text = Some(applied.text);
        Ok(())
    }

    /// Writes what a list says into the layers of regions and repairs, in source spans.
    fn record(&mut self, list: &EditList) {
        let mut regions = self.layers.remove::<Regions>().unwrap_or_default();
        let mut repairs = self.layers.remove::<Repairs>().unwrap_or_default();
        let source = |span| self.alignment.nearest_source_of(span);
        for mark in &list.marks {
            regions.push(Region {
                kind: mark.kind,
                source: source(mark.span),
                removed: false,
                reason: mark.reason.clone(),
                duplicate_of: None,
            });
        }
        for edit in &list.edits {
            match edit {
                Edit::Delete { span, kind, reason, duplicate_of } => {
                    let region = Region {
                        kind: *kind,
                        source: source(*span),
                        removed: true,
                        reason: reason.clone(),
                        duplicate_of: duplicate_of.map(source),
                    };
                    if !region.source.is_empty() {
                        regions.push(region);
                    }
                }
                Edit::Replace { span, reason, .. } => {
                    repairs.push(Repair { source: source(*span), reason: reason.clone() });
                }
            }
        }
        regions.sort();
        repairs.sort();
        if !regions.is_empty() {
            self.layers.insert(regions);
        }
        if !repairs.is_empty() {
            self.layers.insert(repairs);
        }
    }
}
