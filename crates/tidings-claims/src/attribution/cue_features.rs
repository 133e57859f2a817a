//! What the tagger of cues sees of a token: the words around it, how they may be used, where quotations stand, and what the
//! rules think.

use std::ops::Range;

use tidings_core::PennTag;
use tidings_learn::FeatureRows;
use tidings_learn::feature::{key, pair};
use tidings_learn::lexicon::Lexicon;

use super::columns::{BEYOND, CLOSES, Columns, OPENS};
use crate::rules::words::*;

/// The tokens of a part at most: the work on a part takes memory for each of them.
const MOST_TOKENS: usize = 1000;

/// How many tokens beside one that may be a cue are looked at.
const BESIDE: usize = 2;

/// The parts of a paragraph in which a cue may stand: verbs and words that are cues now and then, with the tokens beside them.
pub(super) fn parts(columns: &Columns, words: &Lexicon, paragraph: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for index in paragraph.clone() {
        let is_verb = columns.tag(index).is_some_and(|tag| (PennTag::Vb..=PennTag::Vbz).contains(&tag));
        if !is_verb && words.get(columns.words[index]) == 0 {
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
    paragraph: Range<usize>,
    quotes: Distances,
    subject: Subject,
    /// The first token that the subject has not passed.
    next: usize,
}

impl<'c> CueReader<'c> {
    pub(super) fn new(columns: &'c Columns<'c>, paragraph: Range<usize>) -> Self {
        let quotes = Distances::new(columns, paragraph.clone());
        CueReader { columns, next: paragraph.start, paragraph, quotes, subject: Subject::default() }
    }

    /// Sets the rows to those of the tokens of a part, which must not begin before the one that was read last.
    pub(super) fn rows(&mut self, part: Range<usize>, rows: &mut FeatureRows) {
        rows.clear();
        for index in part {
            for passed in self.next..index {
                self.subject.step(self.columns, passed);
            }
            self.next = index;
            self.row(index, rows);
        }
    }

    /// Adds the row of a token.
    fn row(&self, index: usize, rows: &mut FeatureRows) {
        let CueReader { columns, paragraph, quotes, subject, .. } = self;
        let at = |column: &[u64], offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if paragraph.contains(&index) { column[index] } else { BEYOND }
        };
        let word = |offset: isize| at(&columns.words, offset);
        let usage = |offset: isize| at(&columns.uses, offset);
        let tag = |offset: isize| at(&columns.tags, offset);
        let clusters = |offset: isize| -> [u64; 3] {
            let index = index.wrapping_add_signed(offset);
            if paragraph.contains(&index) {
                columns.forms[index].clusters.map(u64::from)
            } else {
                [BEYOND; 3]
            }
        };
        let small = |column: &[u8], offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if paragraph.contains(&index) { u64::from(column[index]) } else { 0xff }
        };
        let role = |offset: isize| -> u64 {
            let index = index.wrapping_add_signed(offset);
            if paragraph.contains(&index) { columns.roles[index].value() } else { BEYOND }
        };
        let token = columns.token(index);
        let mut template = 0;
        let mut add = |value: u64| {
            rows.push(key(template, value));
            template += 1;
        };
        let (before, here, after) = (word(-1), word(0), word(1));
        for value in [here, before, after, word(-2), word(2)] {
            add(value);
        }
        add(pair(before, here));
        add(pair(here, after));
        add(pair(before, after));
        add(pair(pair(before, here), after));
        // Parts of speech.
        let (left, tag_here, right) = (tag(-1), tag(0), tag(1));
        add(pair(left, tag_here));
        add(pair(tag_here, right));
        let around = pair(pair(left, tag_here), right);
        add(around);
        add(pair(pair(tag(-2), left), tag_here));
        add(pair(pair(tag_here, right), tag(2)));
        add(pair(pair(around, tag(-2)), tag(2)));
        add(pair(left, here));
        add(pair(here, tag_here));
        add(pair(here, right));
        add(pair(pair(left, here), right));
        // What the lists say.
        let usage_here = usage(0);
        for value in [usage_here, usage(-1), usage(1)] {
            add(value);
        }
        add(pair(usage(-1), usage_here));
        add(pair(usage_here, usage(1)));
        // Words used alike.
        let [fine, middle, coarse] = clusters(0);
        let ([_, middle_before, coarse_before], [_, middle_after, coarse_after]) =
            (clusters(-1), clusters(1));
        add(fine);
        add(middle);
        add(coarse);
        add(middle_before);
        add(middle_after);
        add(pair(pair(left, middle), right));
        add(pair(middle_before, middle));
        add(pair(middle, middle_after));
        add(pair(pair(coarse_before, coarse), coarse_after));
        // The form of the word.
        let form = &columns.forms[index];
        let suffix = u64::from(form.tail & 0x00ff_ffff);
        add(suffix);
        add(suffix & 0xffff);
        add(pair(suffix, around));
        add(u64::from(form.shape));
        let group = token.cue_group();
        add(pair(group, u64::from(token.forms)));
        add(pair(pair(group, left), right));
        let (opens, closes) = (quotes.opens(index), quotes.closes(index));
        let place = small(&columns.places, 0);
        add(place << 16 | small(&columns.places, -1) << 8 | small(&columns.places, 1));
        add(pair(here, place << 16 | opens << 8 | closes));
        add(pair(tag_here, place << 16 | opens << 8 | closes));
        add(opens << 8 | closes);
        add(role(0));
        add(pair(role(0), here));
        add(pair(pair(role(-1), role(0)), role(1)));
        add(pair(role(-1), usage_here));
        add(pair(role(1), usage_here));
        let names =
            small(&columns.names, -1) << 16 | small(&columns.names, 0) << 8 | small(&columns.names, 1);
        add(names);
        add(pair(tag_here, names));
        let subject_here = subject.value(index);
        add(subject_here);
        add(pair(subject_here, usage_here));
        add(pair(subject_here, here));
        add(pair(pair(subject_here, tag_here), right));
        add(pair(subject_here, middle));
        let from_start = (index - paragraph.start).min(6) as u64;
        add(pair(from_start, here));
        add(pair(from_start, usage_here));
        let heading = u64::from(token.heading);
        add(pair(heading, here));
        add(pair(heading, usage_here));
        rows.end_item();
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

    fn value(&self, index: usize) -> u64 {
        let distance = index.saturating_sub(self.at);
        let distance = [0, 1, 2, 3, 4, 4, 5, 5, 5, 5][distance.min(9)];
        self.kind << 8 | distance << 1 | u64::from(self.verb)
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
