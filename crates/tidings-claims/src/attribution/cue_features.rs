//! What the net of cues sees of a token: the words around it, how they may be used, where quotations stand, and what the
//! rules think.

use std::ops::Range;

use tidings_core::PennTag;
use tidings_learn::feature::pair;
use tidings_learn::lexicon::Lexicon;
use tidings_learn::net::{Slots, hashed};

use super::columns::{BEYOND, CLOSES, Columns, OPENS};
use super::slots::small_tag;
use crate::rules::words::*;

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 32;

/// How many questions are asked of a token.
pub const QUESTIONS: usize = 40;

/// The slots whose answers are words: rows are tied to vectors there.
pub const WORD_SLOTS: [usize; 5] = [0, 1, 2, 3, 4];

/// The questions in the order in which they are asked, with their numbers of answers.
pub const SLOTS: Slots<QUESTIONS> = Slots::new([
    8000, 4000, 4000, 2000, 2000, // words: here, before, behind, two before, two behind
    4096, 4096, // words in pairs: before and here, here and behind
    128, 2048, 2048, 4096, 4096, 4096, 4096, // parts of speech: here, pairs, three in three ways, five
    4096, 2048, 2048, // uses: here, before, behind
    2049, 513, 513, 513,
    2048, // clusters: here, here and beside in a middle grain, three in a coarse one
    2048, 1024, 512, // last three and two letters; shape
    2048, 4096, // what group of cues it is in, with parts of speech beside
    343, 4096, 2048, 64, // quotations around, with the word, with the part of speech; how far they are
    4096, 4096, // roles by rule: here, and around
    2048, // names around
    256, 4096, 4096, // what may speak to the left, with use and parts of speech
    2048, 2048,
    2048, // from the start of the paragraph, with use; heading, with use; what is beside in the roles
]);

/// The tokens of a part at most: the work on a part takes memory for each of them.
const MOST_TOKENS: usize = 1000;

/// How many tokens beside one that may be a cue are looked at.
const BESIDE: usize = 2;

/// The parts of a paragraph in which a cue may stand: verbs and words that are cues now and then, with the tokens beside them.
pub(super) fn parts(columns: &Columns, words: &Lexicon, paragraph: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut lookup = words.lookup();
    for index in paragraph.clone() {
        let is_verb = columns.tag(index).is_some_and(|tag| (PennTag::Vb..=PennTag::Vbz).contains(&tag));
        if !is_verb && lookup.get(columns.words[index]) == 0 {
            continue;
        }
        let part = index.saturating_sub(BESIDE).max(paragraph.start)..(index + BESIDE + 1).min(paragraph.end);
        match parts.last_mut() {
            Some(last) if part.start <= last.end && last.len() < MOST_TOKENS => last.end = part.end,
            last => {
                let start = last.map_or(part.start, |last| part.start.max(last.end));
                if start < part.end {
                    parts.push(start..part.end);
                }
            }
        }
    }
    parts
}

/// Reads the parts of a paragraph from left to right.
pub(super) struct CueReader<'c> {
    columns: &'c Columns<'c>,
    /// The number of every word of the document.
    numbers: &'c [u16],
    paragraph: Range<usize>,
    quotes: Distances,
    subject: Subject,
    /// The first token that the subject has not passed.
    next: usize,
}

impl<'c> CueReader<'c> {
    pub(super) fn new(columns: &'c Columns<'c>, numbers: &'c [u16], paragraph: Range<usize>) -> Self {
        let quotes = Distances::new(columns, paragraph.clone());
        CueReader { columns, numbers, next: paragraph.start, paragraph, quotes, subject: Subject::default() }
    }

    /// Calls `found` with the rows of every token of a part, which must not begin before the one that was read last.
    pub(super) fn read(&mut self, part: Range<usize>, mut found: impl FnMut(&[u32; QUESTIONS])) {
        for index in part {
            for passed in self.next..index {
                self.subject.step(self.columns, passed);
            }
            self.next = index;
            found(&self.row(index));
        }
    }

    /// The rows of a token.
    fn row(&self, index: usize) -> [u32; QUESTIONS] {
        let CueReader { columns, numbers, paragraph, quotes, subject, .. } = self;
        let place = |offset: isize| {
            let other = index.wrapping_add_signed(offset);
            paragraph.contains(&other).then_some(other)
        };
        let number = |offset: isize| place(offset).map_or(0, |at| u32::from(numbers[at]));
        let at = |column: &[u64], offset: isize| place(offset).map_or(BEYOND, |at| column[at]);
        let tag = |offset: isize| small_tag(at(&columns.tags, offset));
        let usage = |offset: isize| at(&columns.uses, offset);
        let cluster = |offset: isize, grain: usize| {
            place(offset).map_or(0, |at| u32::from(columns.forms[at].clusters[grain]))
        };
        let small = |column: &[u8], offset: isize, most: u8| {
            u64::from(place(offset).map_or(most, |at| column[at].min(most)))
        };
        let role = |offset: isize| place(offset).map_or(0xfff, |at| columns.roles[at].short());
        let [before, here, behind] = columns.around(&columns.words, index);
        let [two_left, left, tag_here, right, two_right] = [tag(-2), tag(-1), tag(0), tag(1), tag(2)];
        let three = left << 14 | tag_here << 7 | right;
        let form = &columns.forms[index];
        let token = columns.token(index);
        let group = token.cue_group();
        let places = [-1, 0, 1].map(|offset| small(&columns.places, offset, 6));
        let names = [-1, 0, 1].map(|offset| small(&columns.names, offset, 12));
        let quoted = places[1] << 6 | quotes.opens(index) << 3 | quotes.closes(index);
        let roles = [role(-1), role(0), role(1)];
        let use_here = usage(0);
        let subject = subject.value(index);
        let from_start = (index - paragraph.start).min(6) as u64;
        let coarse = [-1, 0, 1].map(|offset| u64::from(cluster(offset, 2)));
        let answers = [
            number(0),
            number(-1),
            number(1),
            number(-2),
            number(2),
            hashed(pair(before, here), 12),
            hashed(pair(here, behind), 12),
            tag_here as u32,
            hashed(left << 7 | tag_here, 11),
            hashed(tag_here << 7 | right, 11),
            hashed(three, 12),
            hashed(two_left << 14 | left << 7 | tag_here, 12),
            hashed(tag_here << 14 | right << 7 | two_right, 12),
            hashed(pair(three, two_left << 7 | two_right), 12),
            hashed(use_here, 12),
            hashed(usage(-1), 11),
            hashed(usage(1), 11),
            cluster(0, 0),
            cluster(0, 1),
            cluster(-1, 1),
            cluster(1, 1),
            hashed(coarse[0] << 20 | coarse[1] << 10 | coarse[2], 11),
            hashed(u64::from(form.tail & 0x00ff_ffff), 11),
            hashed(u64::from(form.tail & 0xffff), 10),
            hashed(u64::from(form.shape), 9),
            hashed(pair(group, u64::from(token.forms)), 11),
            hashed(pair(group, left << 7 | right), 12),
            ((places[0] * 7 + places[1]) * 7 + places[2]) as u32,
            hashed(pair(here, quoted), 12),
            hashed(quoted << 7 | tag_here, 11),
            (quoted & 0x3f) as u32,
            roles[1] as u32,
            hashed(roles[0] << 24 | roles[1] << 12 | roles[2], 12),
            hashed(names[0] << 8 | names[1] << 4 | names[2], 11),
            subject as u32,
            hashed(pair(subject, use_here), 12),
            hashed(subject << 14 | tag_here << 7 | right, 12),
            hashed(pair(from_start, use_here), 11),
            hashed(pair(u64::from(token.heading), use_here), 11),
            hashed(pair(roles[0] << 12 | roles[2], use_here), 11),
        ];
        SLOTS.rows(0, answers)
    }
}

/// The last thing to the left that may speak.
#[derive(Default)]
struct Subject {
    kind: u64,
    at: usize,
    /// Whether a finite verb stands between.
    verb: bool,
}

impl Subject {
    fn step(&mut self, columns: &Columns, index: usize) {
        let flags = columns.token(index).flags;
        let name = columns.names[index] >> 1;
        let kind = if name != 0 {
            10 + u64::from(name)
        } else if flags & PERSONAL != 0 {
            1
        } else if flags & ROLE != 0 {
            2
        } else if flags & PAPER != 0 {
            3
        } else if flags & ACT != 0 {
            4
        } else if flags & THING != 0 {
            5
        } else if flags & RELATIVE != 0 {
            6
        } else if flags & (STOP | SEMICOLON) != 0 {
            7
        } else {
            self.verb |= flags & FINITE != 0;
            return;
        };
        *self = Subject { kind, at: index, verb: false };
    }

    /// Less than 256.
    fn value(&self, index: usize) -> u64 {
        let distance = index.saturating_sub(self.at);
        let distance = [0, 1, 2, 3, 4, 4, 5, 5, 5, 5][distance.min(9)];
        self.kind << 4 | distance << 1 | u64::from(self.verb)
    }
}

/// Distances to the next opening and the last closing mark.
struct Distances {
    start: usize,
    opens: Vec<u8>,
    closes: Vec<u8>,
}

impl Distances {
    fn new(columns: &Columns, paragraph: Range<usize>) -> Self {
        let places = &columns.places[paragraph.clone()];
        let (mut opens, mut closes) = (vec![0; places.len()], vec![0; places.len()]);
        let mut distance = 99_u8;
        for (index, place) in places.iter().enumerate() {
            closes[index] = distance;
            distance = if *place == CLOSES { 1 } else { distance.saturating_add(1) };
        }
        distance = 99;
        for (index, place) in places.iter().enumerate().rev() {
            opens[index] = distance;
            distance = if *place == OPENS { 1 } else { distance.saturating_add(1) };
        }
        Distances { start: paragraph.start, opens, closes }
    }

    fn bucket(distance: u8) -> u64 {
        match distance {
            0..=4 => u64::from(distance),
            5..=8 => 5,
            9..=20 => 6,
            _ => 7,
        }
    }

    fn opens(&self, index: usize) -> u64 {
        Self::bucket(self.opens[index - self.start])
    }

    fn closes(&self, index: usize) -> u64 {
        Self::bucket(self.closes[index - self.start])
    }
}
