//! What the model sees of a block: its wording, the elements around it, its neighbors, its place on the page.
//!
//! Training and reading use this code and no other.

use rustc_hash::FxHashMap;
use tidings_core::RegionKind;

use super::blocks::{Block, BlockKind, Blocks};
use super::class_names::Hints;
use super::element::Element;
use super::facts::Facts;
use super::nodes::{Evidence, FAR, Mass, Nodes};
use crate::boilerplate::{Cue, Scope};
use crate::prose::SORTS;

/// Names of the features, in order.
#[rustfmt::skip]
pub(crate) const NAMES: &[&str] = &[
    // Wording.
    "words", "bytes", "links", "ends as sentence", "sentences", "sentence length", "capitals", "shouted", "numbers",
    "commas", "quotes", "signs", "letters a word", "opens with capital", "colon", "question", "numbered", "stop words",
    "first person", "second person", "reporting", "dates", "web words", "pointing words", "credit words", "cue", "cue scope",
    "is title", "is description", "repeated", "said by a heading",
    // Element.
    "kind", "element", "depth", "list item around", "cell around",
    // Around.
    "1 share", "1 links", "1 paragraphs", "1 bytes a block", "1 blocks", "2 share", "2 links", "2 paragraphs",
    "2 bytes a block", "2 blocks", "3 share", "3 links", "3 paragraphs", "3 bytes a block", "3 blocks", "direct share", "steps to best",
    "above best", "in holder 35", "in holder 60", "in holder 85", "below holder 35", "below holder 60", "below holder 85",
    "path share", "path blocks", "path links", "classed share", "classed blocks", "classed links", "classed paragraphs",
    "hint share",
    // Place.
    "place", "running before", "running after", "since running", "until running", "since title", "since heading",
    "heading cue", "heading words", "since comment cue", "since links cue", "since any cue",
    // Neighbors.
    "-1 words", "-1 links", "-1 ends", "-1 kind", "-1 same parent", "-2 words", "-2 links", "-2 running", "+1 words", "+1 links", "+1 ends",
    "+1 kind", "+1 same parent", "+2 words", "+2 links", "+2 running", "near running 4", "near running 12", "near links 4", "near links 12",
    // Page.
    "blocks", "running", "page links", "best share", "paragraphs",
];

/// How many features there are: those with names, and one distance for each hint.
pub(crate) const WIDTH: usize = NAMES.len() + Hints::COUNT;

/// Rows of features, one a block.
pub(crate) struct Rows {
    pub(crate) values: Vec<f32>,
    /// By block: its nearest wider element.
    pub(super) parents: Vec<u32>,
}

impl Rows {
    /// The features of a block.
    pub(crate) fn row(&self, block: usize) -> &[f32] {
        &self.values[block * WIDTH..(block + 1) * WIDTH]
    }
}

/// Computes the features of all blocks.
pub(crate) fn rows(page: &Blocks, facts: &[Facts], mut evidence: Evidence) -> Rows {
    evidence.words &= is_english(facts);
    let masses: Vec<Mass> = facts.iter().map(|facts| facts.mass).collect();
    let nodes = Nodes::new(page, &masses, evidence);
    let mut painter = Painter::new(page, facts, &nodes, evidence);
    let mut values = Vec::with_capacity(page.blocks.len() * WIDTH);
    for (block, facts) in facts.iter().enumerate() {
        painter.block(block, facts.is_bare_link(), &mut values);
    }
    let parents = page.blocks.iter().map(|block| nodes.wider[block.node as usize]).collect();
    Rows { values, parents }
}

/// Of a hundred words of running text in English, so many and more have no topic; in related languages up to ten.
const STOP_WORDS: u32 = 18;

/// Whether the running text of a page is in English, or there is too little of it to tell.
fn is_english(facts: &[Facts]) -> bool {
    let running = || facts.iter().filter(|facts| facts.is_running()).map(|facts| &facts.prose);
    let words: u32 = running().map(|prose| prose.words).sum();
    let stop_words: u32 = running().map(|prose| u32::from(prose.sorts[0])).sum();
    words < 30 || stop_words * 100 >= words * STOP_WORDS
}

/// What is unknown.
const NONE: f32 = f32::NAN;

struct Painter<'a> {
    page: &'a Blocks,
    facts: &'a [Facts],
    nodes: &'a Nodes,
    evidence: Evidence,
    paths: FxHashMap<u64, Mass>,
    classed: FxHashMap<u128, Mass>,
    /// By text: how many blocks say it, and how many of them are headings.
    repeats: FxHashMap<u128, [u32; 2]>,
    /// Sums over the blocks before each: running text, and the same of links and of running blocks.
    before: Vec<[u32; 4]>,
    /// By block: blocks until the next running one.
    until: Vec<u32>,
    context: Context,
}

/// What was met on the way down the page: block numbers.
#[derive(Default)]
struct Context {
    running: Option<usize>,
    title: Option<usize>,
    heading: Option<usize>,
    comments: Option<usize>,
    links: Option<usize>,
    cue: Option<usize>,
}

impl<'a> Painter<'a> {
    fn new(page: &'a Blocks, facts: &'a [Facts], nodes: &'a Nodes, evidence: Evidence) -> Self {
        let count = page.blocks.len();
        let (mut paths, mut classed, mut repeats) =
            (FxHashMap::<u64, Mass>::default(), FxHashMap::<u128, Mass>::default(), FxHashMap::default());
        let mut before = Vec::with_capacity(count + 1);
        let mut sums = [0u32; 4];
        before.push(sums);
        for (block, facts) in page.blocks.iter().zip(facts) {
            let mass = facts.mass;
            let node = block.node as usize;
            paths.entry(nodes.path[node]).or_default().add(mass);
            classed.entry(nodes.classed_path[node]).or_default().add(mass);
            let [all, headings] = repeats.entry(facts.fingerprint).or_insert([0u32; 2]);
            *all += 1;
            *headings += u32::from(matches!(block.kind, BlockKind::Heading(_)));
            for (sum, more) in sums.iter_mut().zip([mass.running, mass.text, mass.links, mass.paragraphs]) {
                *sum = sum.saturating_add(more);
            }
            before.push(sums);
        }
        let mut until = vec![u32::MAX; count];
        let mut next = u32::MAX;
        for block in (0..count).rev() {
            until[block] = next;
            next = if facts[block].is_running() { 1 } else { next.saturating_add(1) };
        }
        let context = Context::default();
        Painter { page, facts, nodes, evidence, paths, classed, repeats, before, until, context }
    }

    /// Adds the row of a block; that of a bare link stays empty, since nobody looks at it.
    fn block(&mut self, at: usize, bare: bool, out: &mut Vec<f32>) {
        let start = out.len();
        if bare {
            out.resize(start + WIDTH, 0.0);
            return self.meet(at);
        }
        self.wording(at, out);
        self.around(at, out);
        self.place(at, out);
        self.neighbors(at, out);
        self.page_wide(out);
        debug_assert_eq!(out.len() - start, NAMES.len());
        let near = &self.nodes.near[self.page.blocks[at].node as usize];
        out.extend(near.iter().map(|&distance| if distance == FAR { NONE } else { f32::from(distance) }));
        self.meet(at);
    }

    fn wording(&self, at: usize, out: &mut Vec<f32>) {
        let Facts { prose, cue, mass, fingerprint, is_title, is_description, .. } = &self.facts[at];
        let words = prose.words.max(1) as f32;
        let share = |count: u32| count as f32 / words;
        out.extend([
            prose.words as f32,
            mass.text as f32,
            mass.density(),
            flag(prose.closed),
            prose.stops as f32,
            words / prose.stops.max(1) as f32,
            share(prose.capitals),
            share(prose.shouted),
            share(prose.numbers),
            share(prose.commas),
            share(prose.quotes),
            share(prose.signs),
            prose.letters as f32 / words,
            flag(prose.opens),
            flag(prose.colon),
            flag(prose.question),
            flag(prose.numbered),
        ]);
        let cue = cue.as_ref().filter(|_| self.evidence.words);
        out.extend((0..SORTS).map(|sort| if self.evidence.words { prose.share(sort) } else { NONE }));
        out.push(cue.map_or(NONE, |cue| kind_number(cue.kind)));
        out.push(cue.map_or(NONE, |cue| {
            f32::from(u8::from(cue.scope == Scope::Comments) * 2 + u8::from(cue.scope == Scope::Links))
        }));
        out.extend([flag(*is_title), flag(*is_description)]);
        let [all, headings] = self.repeats.get(fingerprint).copied().unwrap_or_default();
        // A line of a table of contents says what a heading says.
        let heading = matches!(self.page.blocks[at].kind, BlockKind::Heading(_));
        out.extend([all as f32, flag(headings > 0 && !heading)]);
    }

    fn around(&self, at: usize, out: &mut Vec<f32>) {
        let nodes = self.nodes;
        let block = &self.page.blocks[at];
        let node = block.node as usize;
        let total = nodes.mass[0].running.max(1) as f32;
        let element = self.page.nodes[node].element;
        out.push(block_number(block, self.evidence));
        out.push(element.number() as f32);
        out.push(f32::from(nodes.depth[node]));
        let (mut item, mut cell, mut up) = (NONE, NONE, node);
        for step in 0..6u8 {
            match self.page.nodes[up].element {
                Element::ListItem if item.is_nan() => item = f32::from(step),
                Element::Cell if cell.is_nan() => cell = f32::from(step),
                _ => {}
            }
            up = self.page.nodes[up].parent as usize;
        }
        out.extend([item, cell]);
        let mut up = node;
        for _ in 0..3 {
            up = nodes.wider[up] as usize;
            let mass = &nodes.mass[up];
            out.extend([
                mass.running as f32 / total,
                mass.density(),
                mass.paragraphs as f32 / mass.blocks.max(1) as f32,
                mass.text as f32 / mass.blocks.max(1) as f32,
                mass.blocks as f32,
            ]);
        }
        let parent = nodes.wider[node];
        let most = nodes.direct[nodes.best as usize].max(1) as f32;
        out.push(nodes.direct[parent as usize] as f32 / most);
        let (steps, above) = nodes.to_best(self.page, parent);
        out.extend([steps as f32, above as f32]);
        let inside = nodes.holders.map(|holder| self.depth_below(node as u32, holder));
        out.extend(inside.map(|below| flag(below.is_some())));
        out.extend(inside.map(|below| below.map_or(NONE, f32::from)));
        let of_path = self.paths.get(&nodes.path[node]);
        let of_classed_path = self.classed.get(&nodes.classed_path[node]);
        for (mass, paragraphs) in [(of_path, false), (of_classed_path, true)] {
            let mass = mass.copied().unwrap_or_default();
            out.extend([mass.running as f32 / total, mass.blocks as f32, mass.density()]);
            if paragraphs {
                out.push(mass.paragraphs as f32 / mass.blocks.max(1) as f32);
            }
        }
        out.push(self.hinted_share(node));
    }

    /// How far a node is below a holder, if it is inside.
    fn depth_below(&self, node: u32, holder: u32) -> Option<u16> {
        let (mut at, limit) = (node, self.nodes.depth[holder as usize]);
        let mut steps = 0;
        while self.nodes.depth[at as usize] > limit {
            at = self.page.nodes[at as usize].parent;
            steps += 1;
            if steps > 200 {
                return None;
            }
        }
        (at == holder).then_some(steps)
    }

    /// Share of the running text of the page in the nearest element that is named something other than the article.
    fn hinted_share(&self, node: usize) -> f32 {
        if !self.evidence.names {
            return NONE;
        }
        let mut at = node;
        for _ in 0..40 {
            let this = &self.page.nodes[at];
            if this.hints.has(OTHER) {
                return self.nodes.mass[at].running as f32 / self.nodes.mass[0].running.max(1) as f32;
            }
            if at == 0 {
                break;
            }
            at = this.parent as usize;
        }
        NONE
    }

    fn place(&self, at: usize, out: &mut Vec<f32>) {
        let count = self.page.blocks.len().max(1) as f32;
        let total = self.before[self.page.blocks.len()][0].max(1) as f32;
        let before = self.before[at][0] as f32;
        let since = |met: Option<usize>| met.map_or(NONE, |met| (at - met).min(200) as f32);
        let context = &self.context;
        out.extend([
            at as f32 / count,
            before / total,
            (total - self.before[at + 1][0] as f32) / total,
            since(context.running),
            if self.until[at] > 200 { NONE } else { self.until[at] as f32 },
            since(context.title),
            since(context.heading),
            context.heading.map_or(NONE, |met| self.cue(met).map_or(-1.0, |cue| kind_number(cue.kind))),
            context.heading.map_or(NONE, |met| self.facts[met].prose.words as f32),
            since(context.comments),
            since(context.links),
            since(context.cue),
        ]);
    }

    fn neighbors(&self, at: usize, out: &mut Vec<f32>) {
        let parent = |at: usize| self.nodes.wider[self.page.blocks[at].node as usize];
        for step in [-1isize, -2, 1, 2] {
            let other = at.checked_add_signed(step).filter(|other| *other < self.facts.len());
            let Some(other) = other else {
                out.extend(std::iter::repeat_n(NONE, if step.abs() == 1 { 5 } else { 3 }));
                continue;
            };
            let facts = &self.facts[other];
            out.extend([facts.prose.words as f32, facts.mass.density()]);
            if step.abs() == 1 {
                out.push(flag(facts.prose.closed));
                out.push(block_number(&self.page.blocks[other], self.evidence));
                out.push(flag(parent(other) == parent(at)));
            } else {
                out.push(flag(facts.is_running()));
            }
        }
        let mut links = [0.0; 2];
        for (reach, links) in [4usize, 12].into_iter().zip(&mut links) {
            let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(self.facts.len()));
            let sums = |of: usize| self.before[to][of] - self.before[from][of];
            out.push(sums(3) as f32 / (to - from) as f32);
            *links = sums(2) as f32 / sums(1).max(1) as f32;
        }
        out.extend(links);
    }

    fn page_wide(&self, out: &mut Vec<f32>) {
        let mass = &self.nodes.mass[0];
        let best = self.nodes.direct[self.nodes.best as usize];
        out.extend([
            mass.blocks as f32,
            mass.running as f32,
            mass.density(),
            best as f32 / mass.running.max(1) as f32,
            mass.paragraphs as f32 / mass.blocks.max(1) as f32,
        ]);
    }

    /// The cue of a block, if wordings are evidence.
    fn cue(&self, at: usize) -> Option<&Cue> {
        self.facts[at].cue.as_ref().filter(|_| self.evidence.words)
    }

    /// Notes what was met in a block, for those after it.
    fn meet(&mut self, at: usize) {
        let facts = &self.facts[at];
        let context = &mut self.context;
        if facts.is_running() {
            context.running = Some(at);
        }
        if facts.is_title
            && (context.title.is_none() || matches!(self.page.blocks[at].kind, BlockKind::Heading(1)))
        {
            context.title = Some(at);
        }
        if matches!(self.page.blocks[at].kind, BlockKind::Heading(_)) {
            context.heading = Some(at);
        }
        if let Some(cue) = facts.cue.as_ref().filter(|_| self.evidence.words) {
            context.cue = Some(at);
            match cue.scope {
                Scope::Comments => context.comments = Some(at),
                Scope::Links => context.links = Some(at),
                _ => {}
            }
        }
    }
}

/// Hints at something other than the article.
pub(super) const OTHER: Hints = Hints(
    Hints::COMMENT.0
        | Hints::SHARE.0
        | Hints::RELATED.0
        | Hints::PROMOTION.0
        | Hints::WIDGET.0
        | Hints::BYLINE.0
        | Hints::NAVIGATION.0
        | Hints::SIDEBAR.0
        | Hints::FOOTER.0
        | Hints::TAGS.0
        | Hints::BIOGRAPHY.0
        | Hints::CARD.0
        | Hints::HIDDEN.0,
);

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

pub(crate) fn kind_number(kind: RegionKind) -> f32 {
    match kind {
        RegionKind::PhotoCredit | RegionKind::Caption => 1.0,
        RegionKind::Byline | RegionKind::Dateline => 2.0,
        RegionKind::SourceList => 3.0,
        RegionKind::Widget => 4.0,
        RegionKind::Navigation => 5.0,
        RegionKind::Share => 6.0,
        RegionKind::Related => 7.0,
        RegionKind::Comment => 8.0,
        _ => 0.0,
    }
}

fn block_number(block: &Block, evidence: Evidence) -> f32 {
    match block.kind {
        BlockKind::Text => 0.0,
        BlockKind::ListItem => 1.0,
        BlockKind::Caption => 2.0,
        BlockKind::Subtitle if evidence.names => 3.0,
        BlockKind::Subtitle => 0.0,
        BlockKind::Heading(level) => 3.0 + f32::from(level),
    }
}
