//! The stage `clean.wrapping`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, EditList, Layer, RegionKind, Repairs, SettingError, Span, Stage, StageError, StageType,
    register_stage,
};

use super::evidence::{LEAST, wrapped};
use super::furniture;
use super::hyphens::{Hyphen, Words, hyphen};
use super::joints::{Joint, between, joints};
use super::rows::{End, Row, is_wide, may_be_wrapped, rows};

/// Settings of `clean.wrapping`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WrappingConfig {
    /// Mend words that a hyphen at the end of a line has broken.
    pub hyphens: bool,
}

impl Default for WrappingConfig {
    fn default() -> Self {
        WrappingConfig { hyphens: true }
    }
}

/// Joins wrapped lines into paragraphs; see the manual page.
pub struct Wrapping {
    config: WrappingConfig,
}

impl StageType for Wrapping {
    type Config = WrappingConfig;
    const NAME: &'static str = "clean.wrapping";
    const PURPOSE: &'static str = "Joins lines that were wrapped at a fixed width into paragraphs";
    const MANUAL: &'static str = include_str!("wrapping.md");
    const PROVIDES: &'static [&'static str] = &[Repairs::NAME];
    // `clean.unicode` is.
    const DEFAULT_PROVIDER: bool = false;
    const EDITS_TEXT: bool = true;

    fn new(config: WrappingConfig) -> Result<Self, SettingError> {
        Ok(Wrapping { config })
    }
}

impl Stage for Wrapping {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let text = doc.text();
        if !may_be_wrapped(text, LEAST) {
            return Ok(());
        }
        let mut rows = rows(text);
        furniture::find(text, &mut rows);
        let Some(wrapped) = wrapped(&rows) else { return Ok(()) };
        let mut edits = EditList::new();
        // Made when the first hyphen asks for it.
        let mut words = None;
        for joint in joints(&rows, &wrapped) {
            self.mend(text, &rows, joint, &mut words, &mut edits);
        }
        Ok(doc.edit(edits)?)
    }
}

impl Wrapping {
    /// Joins two rows.
    fn mend(&self, text: &str, rows: &[Row], joint: Joint, words: &mut Option<Words>, edits: &mut EditList) {
        let slice = |row: usize| rows[row].span.slice(text).unwrap_or("");
        let (above, below) = (slice(joint.above), slice(joint.below));
        let mut gap = between(rows, joint);
        if joint.below > joint.above + 1 {
            // What stands between them is the foot of a page and the head of the next.
            let first = rows[joint.above + 1].span;
            for row in joint.above + 1..joint.below {
                let (this, next) = (rows[row].span, rows[row + 1].span);
                edits.delete(this, RegionKind::Navigation, "head or foot of a page inside a paragraph");
                edits.delete(
                    Span::new(this.end, next.start),
                    RegionKind::Blank,
                    "white space of a removed line",
                );
            }
            gap = Span::new(gap.start, first.start);
        }
        if self.config.hyphens && rows[joint.above].end == End::Hyphen {
            let words = words.get_or_insert_with(|| Words::of(text));
            match hyphen(above, below, words) {
                Hyphen::Goes => {
                    let mark = above.chars().next_back().map_or(0, char::len_utf8) as u32;
                    let gap = Span::new(gap.start - mark, gap.end);
                    edits.replace(gap, "", "word broken at the end of a line");
                }
                Hyphen::Stays => edits.replace(gap, "", "line break after a hyphen"),
                Hyphen::Dangles => edits.replace(gap, " ", "line break of wrapped text"),
            }
            return;
        }
        let edge = |c: Option<char>| c.is_some_and(is_wide);
        let glued = edge(above.chars().next_back()) && edge(below.chars().next())
            || above.ends_with('—') && !above.ends_with(" —");
        edits.replace(gap, if glued { "" } else { " " }, "line break of wrapped text");
    }
}

register_stage!(Wrapping);
