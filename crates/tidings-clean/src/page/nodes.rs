//! The elements of a page as a tree of numbers: how much text each holds, and what the elements around it hint at.

use tidings_learn::feature;

use super::blocks::Blocks;
use super::class_names::Hints;

/// Bits of one level of a path with classes, and of three.
const LEVEL_BITS: u32 = 42;
const THREE_LEVELS: u128 = (1 << (3 * LEVEL_BITS)) - 1;

/// What stands for "no such element around it" among distances.
pub(super) const FAR: u8 = u8::MAX;

/// Which evidence a view of the page may use. Training also shows the pages without class names, and without the
/// newer elements, so that the model does not lean on what older pages lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Class names, ids and roles.
    pub names: bool,
    /// Elements with a meaning (`article`, `nav`, `aside` …).
    pub elements: bool,
    /// English words and wordings. A page in another language has none of them; so has a page that is shown without.
    pub words: bool,
}

impl Evidence {
    /// Everything.
    pub const ALL: Evidence = Evidence { names: true, elements: true, words: true };
}

/// Sums over everything inside an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mass {
    /// Bytes of text, of links, and of running text.
    pub(super) text: u32,
    pub(super) links: u32,
    pub(super) running: u32,
    /// Lines, and lines of running text.
    pub(super) blocks: u32,
    pub(super) paragraphs: u32,
}

impl Mass {
    pub(super) fn add(&mut self, other: Mass) {
        self.text += other.text;
        self.links += other.links;
        self.running += other.running;
        self.blocks += other.blocks;
        self.paragraphs += other.paragraphs;
    }

    /// Share of links in the text.
    pub(super) fn density(&self) -> f32 {
        self.links as f32 / self.text.max(1) as f32
    }
}

/// The tree.
pub(super) struct Nodes {
    /// By node: what is inside.
    pub(super) mass: Vec<Mass>,
    /// By node: steps to the nearest element around it (or itself) that gives each hint.
    pub(super) near: Vec<[u8; Hints::COUNT]>,
    /// By node: the nearest element around it that holds more lines than it.
    pub(super) wider: Vec<u32>,
    pub(super) depth: Vec<u16>,
    /// By node: running text of the lines for which it is the nearest wider element.
    pub(super) direct: Vec<u32>,
    /// The node with most of that, and whether a node is one of those around it.
    pub(super) best: u32,
    pub(super) around_best: Vec<bool>,
    /// The deepest nodes that hold 35, 60 and 85 percent of the running text.
    pub(super) holders: [u32; 3],
    /// By node: hash of the names of the elements down to it.
    pub(super) path: Vec<u64>,
    /// By node: 42 bits each of the hashes of name and class of the last three.
    pub(super) classed_path: Vec<u128>,
}

impl Nodes {
    /// Sums up; `masses` gives what each block holds.
    pub(super) fn new(page: &Blocks, masses: &[Mass], evidence: Evidence) -> Nodes {
        let count = page.nodes.len();
        let mut mass = vec![Mass::default(); count];
        for (block, these) in page.blocks.iter().zip(masses) {
            mass[block.node as usize].add(*these);
        }
        for node in (1..count).rev() {
            let these = mass[node];
            mass[page.nodes[node].parent as usize].add(these);
        }
        let mut nodes = Nodes {
            wider: wider(page, &mass),
            depth: vec![0; count],
            near: near(page, evidence),
            direct: vec![0; count],
            best: 0,
            around_best: vec![false; count],
            holders: [0; 3],
            path: vec![0; count],
            classed_path: vec![0; count],
            mass,
        };
        for node in 1..count {
            nodes.depth[node] = nodes.depth[page.nodes[node].parent as usize].saturating_add(1);
        }
        nodes.paths(page, evidence);
        for (block, these) in page.blocks.iter().zip(masses) {
            nodes.direct[nodes.wider[block.node as usize] as usize] += these.running;
        }
        let best =
            nodes.direct.iter().enumerate().max_by_key(|(node, text)| (**text, std::cmp::Reverse(*node)));
        nodes.best = best.map_or(0, |(node, _)| node as u32);
        let mut node = nodes.best;
        while !std::mem::replace(&mut nodes.around_best[node as usize], true) {
            node = page.nodes[node as usize].parent;
        }
        let total = nodes.mass[0].running;
        for (holder, percent) in nodes.holders.iter_mut().zip([35u64, 60, 85]) {
            // Later nodes are deeper, or beside; the last that holds enough is the deepest on its way.
            let enough =
                |mass: &Mass| total > 0 && u64::from(mass.running) * 100 >= u64::from(total) * percent;
            *holder = nodes.mass.iter().rposition(enough).unwrap_or(0) as u32;
        }
        nodes
    }

    fn paths(&mut self, page: &Blocks, evidence: Evidence) {
        for (at, node) in page.nodes.iter().enumerate().skip(1) {
            let parent = node.parent as usize;
            let name = u64::from(node.element.number());
            self.path[at] = feature::pair(self.path[parent], name);
            let own = if evidence.names { node.signature } else { name };
            // Three levels: the shift drops what is above.
            let level = u128::from(feature::key(0, own) >> (u64::BITS - LEVEL_BITS));
            self.classed_path[at] = (self.classed_path[parent] << LEVEL_BITS | level) & THREE_LEVELS;
        }
    }

    /// Steps from `node` up to the next one around the best node, and how far above the best that is.
    pub(super) fn to_best(&self, page: &Blocks, node: u32) -> (u32, u32) {
        let (mut at, mut steps) = (node, 0);
        while !self.around_best[at as usize] && steps < 60 {
            at = page.nodes[at as usize].parent;
            steps += 1;
        }
        let above = self.depth[self.best as usize].saturating_sub(self.depth[at as usize]);
        (steps, u32::from(above))
    }
}

fn wider(page: &Blocks, mass: &[Mass]) -> Vec<u32> {
    let mut wider = vec![0u32; page.nodes.len()];
    for at in 1..page.nodes.len() {
        let parent = page.nodes[at].parent as usize;
        wider[at] = if mass[parent].blocks > mass[at].blocks { parent as u32 } else { wider[parent] };
    }
    wider
}

fn near(page: &Blocks, evidence: Evidence) -> Vec<[u8; Hints::COUNT]> {
    let mut near = vec![[FAR; Hints::COUNT]; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate().skip(1) {
        let mut distances = near[node.parent as usize];
        for distance in &mut distances {
            // FAR stays, and so does what is nearly as far.
            *distance += u8::from(*distance < 200);
        }
        let mut hints = if evidence.names { node.hints.0 } else { 0 };
        hints |= if evidence.elements { node.element.hints().0 } else { 0 };
        hints &= (1 << Hints::COUNT) - 1;
        while hints != 0 {
            distances[hints.trailing_zeros() as usize] = 0;
            hints &= hints - 1;
        }
        near[at] = distances;
    }
    near
}
