//! What is read in the text of a block, once: its wording, its cue, whether it is the title or a notice.

use tidings_learn::fingerprint::fingerprint;

use super::blocks::{BlockKind, Blocks};
use super::judge::text_into;
use super::nodes::Mass;
use crate::boilerplate::{Cue, CueFinder};
use crate::prose::Prose;

/// What was read in a block.
pub(crate) struct Facts {
    pub(crate) prose: Prose,
    pub(crate) cue: Option<Cue>,
    /// What it adds to the elements around it.
    pub(super) mass: Mass,
    /// Fingerprint of its text, to find repeats.
    pub(super) fingerprint: u128,
    /// Whether it says what the page calls its title.
    pub(crate) is_title: bool,
    /// Whether it says what the page says that it is about.
    pub(super) is_description: bool,
    /// Whether it is a notice on cookies and consent.
    pub(super) is_notice: bool,
    /// Whether it points to another article.
    pub(super) is_pointer: bool,
    bare: bool,
}

impl Facts {
    /// Whether the block is a few words that are a link, and so no part of any article.
    pub(crate) fn is_bare_link(&self) -> bool {
        self.bare
    }

    /// Bytes of its text.
    pub(super) fn bytes(&self) -> u32 {
        self.mass.text
    }

    pub(super) fn is_running(&self) -> bool {
        self.mass.paragraphs > 0
    }
}

/// Reads all blocks.
pub(crate) fn facts(html: &str, page: &Blocks) -> Vec<Facts> {
    let titles: Vec<String> = page.head.titles(html).into_iter().map(super::judge::folded).collect();
    let descriptions: Vec<String> = page
        .head
        .descriptions(html)
        .into_iter()
        .map(super::judge::folded)
        .filter(|it| it.len() >= 30)
        .collect();
    let mut text = String::new();
    let mut finder = CueFinder::default();
    let mut facts = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        text.clear();
        text_into(html, &page.pieces[block.pieces.clone()], &mut text);
        let prose = Prose::of(&text);
        let cue = if text.len() <= 400 { finder.find(&text) } else { None };
        let heading = matches!(block.kind, BlockKind::Heading(_));
        let running = !heading && prose.is_running() && block.links * 2 < block.text;
        let mass = Mass {
            text: block.text,
            links: block.links.min(block.text),
            running: if running { block.text } else { 0 },
            blocks: 1,
            paragraphs: u32::from(running),
        };
        let is_title =
            (2..=40).contains(&prose.words) && text.len() <= 300 && begins_alike(&text, &titles) && {
                let folded = super::judge::folded(&text);
                folded.len() >= 8 && titles.iter().any(|title| title.starts_with(&folded))
            };
        let is_description = text.len() >= 30 && begins_alike(&text, &descriptions) && {
            let folded = super::judge::folded(&text);
            descriptions.iter().any(|description| begin_alike(description, &folded))
        };
        let bare = !heading && prose.words <= 4 && !prose.closed && mass.links * 20 >= mass.text * 19;
        let is_notice = prose.words >= 6 && prose.speaks_of_the_page() && super::consent::is_notice(&text);
        facts.push(Facts {
            prose,
            cue,
            mass,
            fingerprint: fingerprint(text.as_bytes()),
            is_title,
            is_description,
            is_notice,
            is_pointer: super::pointers::is_pointer(block, &prose, &text),
            bare,
        });
    }
    facts
}

/// How many bytes of a description, cut or not, must agree with a block.
const DESCRIBED: usize = 60;

/// Whether two folded texts begin with the same bytes, as far as a description is surely not cut.
fn begin_alike(description: &str, folded: &str) -> bool {
    let len = DESCRIBED.min(description.len());
    folded.len() >= len && folded.as_bytes()[..len] == description.as_bytes()[..len]
}

/// Whether the first letter of a text is that of a title, so that folding it is worth the while.
fn begins_alike(text: &str, titles: &[String]) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
    first.is_some_and(|first| titles.iter().any(|title| title.starts_with(first)))
}
