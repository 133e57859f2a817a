//! What the model sees of a line of text without markup: its wording, its neighbors, its place, and the text as a whole.
//!
//! Training and reading use this code and no other.

use rustc_hash::FxHashMap;
use tidings_learn::fingerprint::fingerprint;

use super::cues::{Cue, CueFinder, Scope};
use super::line::bullet_len;
use super::second::{self, Items};
use crate::page::kind_number;
use crate::prose::{Prose, SORTS};

/// What was read in a line.
pub(crate) struct LineFacts {
    pub(crate) prose: Prose,
    pub(crate) cue: Option<Cue>,
    bullet: bool,
    running: bool,
    /// Of the line as it is written, to find repeats.
    pub(super) fingerprint: u128,
}

/// Of so many words of English one is a word without a topic, at least, even among menus and headlines.
const ENGLISH: u32 = 10;

/// Reads all lines.
pub(crate) fn facts<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<LineFacts> {
    let mut finder = CueFinder::default();
    let mut facts: Vec<LineFacts> = lines
        .map(|line| {
            let prose = Prose::of(line);
            LineFacts {
                prose,
                cue: if line.len() <= 400 { finder.find(line) } else { None },
                bullet: bullet_len(line) > 0,
                running: prose.is_running_english(),
                fingerprint: fingerprint(line.as_bytes()),
            }
        })
        .collect();
    // In English its words tell running text best; elsewhere only its form does.
    let words: u32 = facts.iter().map(|facts| facts.prose.words).sum();
    let topicless: u32 = facts.iter().map(|facts| u32::from(facts.prose.sorts[0])).sum();
    if topicless * ENGLISH < words {
        facts.iter_mut().for_each(|facts| facts.running = facts.prose.is_running());
    }
    facts
}

/// How many features of the text as a whole there are.
pub(crate) const WHOLE_WIDTH: usize = 18;

/// The features of the text as a whole.
pub(crate) fn whole(facts: &[LineFacts]) -> [f32; WHOLE_WIDTH] {
    let count = facts.len().max(1) as f32;
    let words = |facts: &LineFacts| facts.prose.words as f32;
    let total: f32 = facts.iter().map(words).sum::<f32>().max(1.0);
    let running = |facts: &&LineFacts| facts.running;
    let share_of_lines =
        |is: &dyn Fn(&LineFacts) -> bool| facts.iter().filter(|facts| is(facts)).count() as f32 / count;
    let first = facts.iter().position(|facts| facts.running).unwrap_or(facts.len());
    let last = facts.iter().rposition(|facts| facts.running).map_or(0, |last| last + 1);
    let sort =
        |sort: usize| facts.iter().map(|facts| f32::from(facts.prose.sorts[sort])).sum::<f32>() / total;
    let mut seen = rustc_hash::FxHashSet::default();
    let repeated = facts.iter().filter(|facts| !seen.insert(facts.fingerprint)).count() as f32;
    let loose_before: f32 = facts[..first].iter().map(words).sum();
    let loose_after: f32 = facts[last.min(facts.len())..].iter().map(words).sum();
    [
        count,
        total,
        total / count,
        facts.iter().filter(running).map(words).sum::<f32>() / total,
        facts.iter().filter(running).count() as f32 / count,
        share_of_lines(&|facts| facts.prose.words <= 3),
        share_of_lines(&|facts| facts.prose.words <= 8 && !facts.prose.closed),
        share_of_lines(&|facts| facts.cue.is_some()),
        share_of_lines(&|facts| facts.prose.closed),
        repeated / count,
        first as f32,
        (facts.len().saturating_sub(last)) as f32,
        loose_before / total,
        loose_after / total,
        sort(0),
        sort(5),
        sort(4),
        sort(1) + sort(2),
    ]
}

/// Features of a line by itself and in its place.
const OWN: usize = 17 + SORTS + 5;
const PLACE: usize = 13;
const NEIGHBORS: usize = 6 * 5 + 3 * 5;
const BEST: usize = 5;

/// How many features there are.
pub(crate) const WIDTH: usize = OWN + PLACE + NEIGHBORS + BEST + WHOLE_WIDTH;

const NONE: f32 = f32::NAN;

/// Sums over the lines before each: lines, words, running lines, personal words, dates and web words.
type Sums = [f32; 5];

/// The features of all lines, one row after the other.
pub(crate) fn rows(facts: &[LineFacts], whole: &[f32; WHOLE_WIDTH]) -> Vec<f32> {
    let mut out = Vec::with_capacity(facts.len() * WIDTH);
    let mut copies = FxHashMap::<u128, u32>::default();
    let mut sums: Vec<Sums> = Vec::with_capacity(facts.len() + 1);
    let mut sum: Sums = [0.0; 5];
    sums.push(sum);
    for facts in facts {
        *copies.entry(facts.fingerprint).or_insert(0) += 1;
        let sorts = facts.prose.sorts;
        let more = [
            facts.prose.words as f32,
            if facts.running { facts.prose.words as f32 } else { 0.0 },
            f32::from(facts.prose.sorts[1] + sorts[2]),
            f32::from(sorts[4]),
            f32::from(sorts[5]),
        ];
        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        sums.push(sum);
    }
    let mut until = vec![NONE; facts.len()];
    let mut next: Option<usize> = None;
    for at in (0..facts.len()).rev() {
        until[at] = next.map_or(NONE, |next| (next - at).min(99) as f32);
        next = if facts[at].running { Some(at) } else { next };
    }
    let best = best_segment(facts);
    let mut met = Met::default();
    for at in 0..facts.len() {
        own(&facts[at], copies[&facts[at].fingerprint], &mut out);
        place(at, &sums, until[at], &met, &mut out);
        neighbors(at, facts, &sums, &mut out);
        let inside = best.0 <= at && at < best.1;
        out.extend([
            f32::from(u8::from(inside)),
            at as f32 - best.0 as f32,
            at as f32 - best.1 as f32,
            (sums[best.1][0] - sums[best.0][0]) / sums[facts.len()][0].max(1.0),
            met.heading.map_or(NONE, |heading| facts[heading].prose.words as f32),
        ]);
        out.extend(whole);
        met.meet(at, &facts[at]);
    }
    debug_assert_eq!(out.len(), facts.len() * WIDTH);
    out
}

/// The stretch of lines with most running text and least of all else (a maximum-score segment).
fn best_segment(facts: &[LineFacts]) -> (usize, usize) {
    let (mut best, mut from, mut sum, mut most) = ((0, 0), 0, 0.0f32, 0.0f32);
    for (at, facts) in facts.iter().enumerate() {
        sum += if facts.running { (facts.prose.words as f32).min(60.0) } else { -8.0 };
        if sum <= 0.0 {
            (sum, from) = (0.0, at + 1);
        } else if sum > most {
            (most, best) = (sum, (from, at + 1));
        }
    }
    best
}

fn own(facts: &LineFacts, copies: u32, out: &mut Vec<f32>) {
    let prose = &facts.prose;
    let words = prose.words.max(1) as f32;
    let flag = |is: bool| f32::from(u8::from(is));
    out.extend([
        prose.words as f32,
        flag(prose.closed),
        prose.stops as f32,
        words / prose.stops.max(1) as f32,
        prose.capitals as f32 / words,
        prose.shouted as f32 / words,
        prose.numbers as f32 / words,
        prose.commas as f32 / words,
        prose.quotes as f32 / words,
        prose.signs as f32 / words,
        prose.letters as f32 / words,
        flag(prose.opens),
        flag(prose.colon),
        flag(prose.question),
        flag(prose.numbered),
        flag(facts.bullet),
        flag(facts.running),
    ]);
    out.extend((0..SORTS).map(|sort| prose.share(sort)));
    let cue = facts.cue.as_ref();
    out.extend([
        cue.map_or(NONE, |cue| kind_number(cue.kind)),
        cue.map_or(NONE, |cue| {
            f32::from(u8::from(cue.scope == Scope::Comments) * 2 + u8::from(cue.scope == Scope::Links))
        }),
        copies as f32,
        f32::from(prose.sorts[5]),
        f32::from(prose.sorts[4]),
    ]);
}

/// What was met on the way down: line numbers.
#[derive(Default)]
struct Met {
    running: Option<usize>,
    heading: Option<usize>,
    cue: Option<usize>,
    comments: Option<usize>,
    links: Option<usize>,
}

impl Met {
    fn meet(&mut self, at: usize, facts: &LineFacts) {
        if facts.running {
            self.running = Some(at);
        }
        if is_heading(facts) {
            self.heading = Some(at);
        }
        let Some(cue) = &facts.cue else { return };
        self.cue = Some(at);
        match cue.scope {
            Scope::Comments => self.comments = Some(at),
            Scope::Links => self.links = Some(at),
            _ => {}
        }
    }
}

fn is_heading(facts: &LineFacts) -> bool {
    let prose = &facts.prose;
    (2..=14).contains(&prose.words) && !prose.closed && prose.opens && !facts.bullet && prose.signs == 0
}

fn place(at: usize, sums: &[Sums], until: f32, met: &Met, out: &mut Vec<f32>) {
    let count = sums.len() - 1;
    let total = sums[count];
    let since = |met: Option<usize>| met.map_or(NONE, |met| (at - met).min(200) as f32);
    let after = |of: usize| total[of] - sums[at + 1][of];
    out.extend([
        at as f32 / count as f32,
        at as f32,
        (count - at) as f32,
        sums[at][1] / total[1].max(1.0),
        after(1) / total[1].max(1.0),
        sums[at][1],
        after(1),
        since(met.running),
        until,
        since(met.heading),
        since(met.cue),
        since(met.comments),
        since(met.links),
    ]);
}

fn neighbors(at: usize, facts: &[LineFacts], sums: &[Sums], out: &mut Vec<f32>) {
    for step in [-3isize, -2, -1, 1, 2, 3] {
        let Some(facts) = at.checked_add_signed(step).and_then(|at| facts.get(at)) else {
            out.extend([NONE; 5]);
            continue;
        };
        let prose = &facts.prose;
        let words = prose.words.max(1) as f32;
        out.extend([
            prose.words as f32,
            f32::from(u8::from(prose.closed)),
            prose.capitals as f32 / words,
            facts.cue.as_ref().map_or(NONE, |cue| kind_number(cue.kind)),
            prose.share(4),
        ]);
    }
    for reach in [3usize, 8, 20] {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(facts.len()));
        let part = |of: usize| sums[to][of] - sums[from][of];
        let words = part(0).max(1.0);
        out.extend([
            part(0) / (to - from) as f32,
            part(1) / words,
            part(2) / words,
            part(3) / words,
            part(4) / words,
        ]);
    }
}

/// What the second look sees of a line itself.
const SECOND_OWN: usize = 9;

/// How many features the second look has.
pub(crate) const SECOND_WIDTH: usize = second::WIDTH + SECOND_OWN + WHOLE_WIDTH;

/// The features of the second look, from the scores of the first.
pub(crate) fn second_rows(
    facts: &[LineFacts],
    rows: &[f32],
    scores: &[f32],
    whole: &[f32; WHOLE_WIDTH],
) -> Vec<f32> {
    let words: Vec<f32> = facts.iter().map(|facts| facts.prose.words as f32).collect();
    let headings: Vec<bool> = facts.iter().map(is_heading).collect();
    let items = Items { words: &words, headings: &headings };
    second::second_rows(&items, scores, |at, out| {
        let (facts, first) = (&facts[at], &rows[at * WIDTH..(at + 1) * WIDTH]);
        let flag = |is: bool| f32::from(u8::from(is));
        out.extend([
            flag(facts.prose.closed),
            flag(facts.running),
            facts.cue.as_ref().map_or(NONE, |cue| kind_number(cue.kind)),
            facts.prose.stops as f32,
            facts.prose.share(1) + facts.prose.share(2),
            first[OWN + PLACE - 2],
            first[OWN + PLACE - 1],
            first[OWN + PLACE + NEIGHBORS],
            flag(facts.bullet),
        ]);
        out.extend(whole);
    })
}
