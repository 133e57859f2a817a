//! The stage `clean.page`.

use tidings_core::{
    Document, Layer, Regions, SettingError, SourceFormat, Span, Stage, StageError, StageType, register_stage,
};

use super::blocks::{BlockKind, Blocks, blocks};
use super::config::PageConfig;
use super::emit::edits;
use super::extraction::{self, Outcome};
use super::facts::{Facts, facts};
use super::judge::{Verdict, text_of, verdicts};
use super::model::{BUILT_IN, BlockModel};
use super::paywall;

/// Turns an HTML page into article text; see the manual page.
pub struct Page {
    config: PageConfig,
    model: BlockModel,
}

impl StageType for Page {
    type Config = PageConfig;
    const NAME: &'static str = "clean.page";
    const PURPOSE: &'static str = "Turns an HTML page into the text of its article";
    const MANUAL: &'static str = include_str!("page.md");
    const PROVIDES: &'static [&'static str] = &[Regions::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&BUILT_IN];
    const EDITS_TEXT: bool = true;
    const DEFAULT_PROVIDER: bool = false;

    fn new(config: PageConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.threshold) {
            return Err(SettingError::new("threshold", "must be between 0 and 1"));
        }
        let model = BlockModel::new(config.model.as_deref())
            .map_err(|error| SettingError::new("model", error.to_string()))?;
        Ok(Page { config, model })
    }
}

impl Stage for Page {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.format() != SourceFormat::Html || !doc.alignment().is_identity() {
            return Ok(());
        }
        let html = doc.text();
        let mut decided = self.decide(html, false);
        if extraction::may_be_hidden(&decided.page, &decided.verdicts) {
            let second = self.decide(html, true);
            if extraction::gives_more(&second, &decided) {
                decided = second;
            }
        }
        let Decided { mut page, facts, mut verdicts, by_container } = decided;
        let paywalled = paywall::drop_pitch(html, &page, &facts, &mut verdicts);
        let from_script = extraction::take_from_scripts(html, &mut page, &mut verdicts);
        let found = Outcome { by_container, from_script }.extraction(&page, &facts, &verdicts);
        let list = edits(html, &page, &verdicts, self.config.keep_title);
        let is_teaser = paywalled && from_script.is_none();
        if self.config.metadata {
            let headline = text_where(html, &page, |at| verdicts[at] == Verdict::Title);
            let is_subtitle =
                |at: usize| page.blocks[at].kind == BlockKind::Subtitle && verdicts[at] == Verdict::Keep;
            let subtitle = text_where(html, &page, is_subtitle);
            let mut meta = std::mem::take(&mut doc.meta);
            page.head.fill(doc.text(), headline, subtitle, &mut meta);
            doc.meta = meta;
        }
        extraction::note(found, is_teaser, &mut doc.meta);
        doc.edit(list)?;
        Ok(())
    }
}

/// A page taken apart, with what is to happen with its blocks.
pub(super) struct Decided {
    pub(super) page: Blocks,
    pub(super) facts: Vec<Facts>,
    pub(super) verdicts: Vec<Verdict>,
    by_container: bool,
}

impl Page {
    /// Takes a page apart and decides; `careful`, as if no element hid its text.
    fn decide(&self, html: &str, careful: bool) -> Decided {
        let page = blocks(html, careful);
        let facts = facts(html, &page);
        let kept = self.model.keep(&page, &facts, self.config.threshold);
        let verdicts = verdicts(&self.config, &page, &facts, &kept.blocks);
        Decided { page, facts, verdicts, by_container: kept.by_container }
    }
}

/// The first block for which `is` holds, with its place.
fn text_where(html: &str, page: &Blocks, is: impl Fn(usize) -> bool) -> Option<(String, Span)> {
    let at = (0..page.blocks.len()).find(|&at| is(at))?;
    let pieces = &page.pieces[page.blocks[at].pieces.clone()];
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some((text_of(html, pieces), Span::new(first.start, last.end)))
}

register_stage!(Page);
