//! The stage `clean.page`.

use tidings_core::{
    Document, Layer, Regions, SettingError, SourceFormat, Span, Stage, StageError, StageType, register_stage,
};

use super::blocks::{BlockKind, Blocks, blocks};
use super::config::PageConfig;
use super::emit::edits;
use super::judge::{Judgment, Verdict, judge, text_of};

/// Turns an HTML page into article text; see the manual page.
pub struct Page {
    config: PageConfig,
}

impl StageType for Page {
    type Config = PageConfig;
    const NAME: &'static str = "clean.page";
    const PURPOSE: &'static str = "Turns an HTML page into the text of its article";
    const MANUAL: &'static str = include_str!("page.md");
    const PROVIDES: &'static [&'static str] = &[Regions::NAME];
    const EDITS_TEXT: bool = true;
    const DEFAULT_PROVIDER: bool = false;

    fn new(config: PageConfig) -> Result<Self, SettingError> {
        Ok(Page { config })
    }
}

impl Stage for Page {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.format() != SourceFormat::Html || !doc.alignment().is_identity() {
            return Ok(());
        }
        let html = doc.text();
        let page = blocks(html);
        let judgment = judge(&self.config, html, &page);
        let list = edits(html, &page, &judgment);
        if self.config.metadata {
            let headline = text_where(html, &page, |at| judgment.verdicts[at] == Verdict::Title);
            let subtitle = text_where(html, &page, |at| is_subtitle(&page, &judgment, at));
            let mut meta = std::mem::take(&mut doc.meta);
            page.head.fill(doc.text(), headline, subtitle, &mut meta);
            doc.meta = meta;
        }
        doc.edit(list)?;
        Ok(())
    }
}

fn is_subtitle(page: &Blocks, judgment: &Judgment, at: usize) -> bool {
    let block = &page.blocks[at];
    let dropped = page.pieces[block.pieces.start].dropped as usize;
    block.kind == BlockKind::Subtitle
        && judgment.verdicts[at] == Verdict::Keep
        && judgment.effective[dropped] == 0
}

/// The first block for which `is` holds, with its place.
fn text_where(html: &str, page: &Blocks, is: impl Fn(usize) -> bool) -> Option<(String, Span)> {
    let at = (0..page.blocks.len()).find(|&at| is(at))?;
    let pieces = &page.pieces[page.blocks[at].pieces.clone()];
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some((text_of(html, pieces), Span::new(first.start, last.end)))
}

register_stage!(Page);
