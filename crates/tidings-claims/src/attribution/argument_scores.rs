//! Scores of the tokens near a cue, as sources and contents: the sums of what depends only on the token, or only on the
//! cue and something coarse, are worked out once and added.

use std::ops::Range;

use tidings_learn::FeatureRows;
use tidings_learn::chain::{ChainTagger, Decoder};
use tidings_learn::dense::{DenseTable, Sums};

use super::argument_features::{Asked, Between, DISTANCES, PLACES, SIDES, TAGS, token_keys};
use super::columns::Columns;

/// Sums that are worked out once.
#[derive(Default)]
pub(super) struct Memory {
    /// By token and side, for a document.
    tokens: Remembered,
    /// By side and distance, side and place, side and tag, for a cue.
    distances: Remembered,
    places: Remembered,
    tags: Remembered,
    betweens: Vec<Between>,
    keys: Vec<u64>,
}

#[derive(Default)]
struct Remembered {
    sums: Vec<Sums>,
    known: Vec<bool>,
}

impl Remembered {
    fn forget(&mut self, count: usize) {
        self.known.clear();
        self.known.resize(count, false);
        self.sums.resize(count, Sums::default());
    }

    /// The sum of the weights of the features that `ask` adds.
    #[inline]
    fn get(
        &mut self,
        at: usize,
        table: &DenseTable,
        keys: &mut Vec<u64>,
        ask: impl FnOnce(&mut Vec<u64>),
    ) -> &Sums {
        if !self.known[at] {
            self.known[at] = true;
            self.sums[at] = sum(table, keys, ask);
        }
        &self.sums[at]
    }
}

impl Memory {
    /// Begins a document with so many tokens.
    pub(super) fn begin(&mut self, tokens: usize) {
        self.tokens.forget(tokens * SIDES);
    }

    /// Sets the scores of the tokens of a window.
    pub(super) fn score(
        &mut self,
        columns: &Columns,
        asked: &Asked<'_>,
        tagger: &ChainTagger,
        decoder: &mut Decoder,
    ) {
        decoder.clear();
        let table = tagger.table();
        let Memory { tokens, distances, places, tags, betweens, keys } = self;
        distances.forget(SIDES * DISTANCES);
        places.forget(SIDES * PLACES);
        tags.forget(SIDES * TAGS);
        for item in asked.items(betweens) {
            let (index, side) = (item.index, item.side as usize);
            let (place, tag) = (columns.places[index], columns.tags[index]);
            let mut sums = sum(table, keys, |keys| asked.pair_keys(&item, |key| keys.push(key)));
            sums.add(tokens.get(index * SIDES + side, table, keys, |keys| {
                token_keys(columns, index, item.side, |key| keys.push(key));
            }));
            sums.add(distances.get(side * DISTANCES + item.far as usize, table, keys, |keys| {
                asked.distance_keys(item.side, item.far, |key| keys.push(key));
            }));
            sums.add(places.get(side * PLACES + place as usize, table, keys, |keys| {
                asked.place_keys(item.side, u64::from(place), |key| keys.push(key));
            }));
            sums.add(tags.get(side * TAGS + tag as usize % TAGS, table, keys, |keys| {
                asked.tag_keys(item.side, tag, |key| keys.push(key));
            }));
            tagger.push(decoder, &sums);
        }
    }
}

/// The sum of the weights of the features that `ask` adds. `keys` is scratch space.
#[inline]
fn sum(table: &DenseTable, keys: &mut Vec<u64>, ask: impl FnOnce(&mut Vec<u64>)) -> Sums {
    keys.clear();
    ask(keys);
    let mut sums = Sums::default();
    table.add(keys, &mut sums);
    sums
}

/// The features of every token of the window of a cue: what the tagger is trained on. Gives the window.
pub(super) fn rows(
    columns: &Columns,
    cue: &Range<usize>,
    others: &[Range<usize>],
    rows: &mut FeatureRows,
) -> Range<usize> {
    rows.clear();
    let asked = Asked::new(columns, cue, others);
    for item in asked.items(&mut Vec::new()) {
        let mut push = |key| rows.push(key);
        token_keys(columns, item.index, item.side, &mut push);
        asked.distance_keys(item.side, item.far, &mut push);
        asked.place_keys(item.side, u64::from(columns.places[item.index]), &mut push);
        asked.tag_keys(item.side, columns.tags[item.index], &mut push);
        asked.pair_keys(&item, &mut push);
        rows.end_item();
    }
    asked.window.clone()
}
