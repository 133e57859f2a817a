//! Scores of the tokens near a cue, as sources and contents: the sums of what depends only on the token, or only on the
//! cue, are worked out once and added.

use tidings_learn::chain::{Decoder, Pending};
use tidings_learn::net::{Net, RowSums};

use super::argument_features::{
    HIDDEN, OF_TOKEN, QUESTIONS, cue_rows, is_close, pair_rows, rows_if_far, rows_if_unruled, token_rows,
};
use super::argument_window::{Asked, Between};
use super::model::ArgumentTagger;

/// Sums that are worked out once.
#[derive(Default)]
pub(super) struct Memory {
    /// By token, for a document.
    tokens: Vec<RowSums<HIDDEN>>,
    known: Vec<bool>,
    betweens: Vec<Between>,
    rows: Vec<u32>,
    pending: Pending<HIDDEN>,
}

impl Memory {
    /// Begins a document with so many tokens.
    pub(super) fn begin(&mut self, tokens: usize) {
        self.known.clear();
        self.known.resize(tokens, false);
        self.tokens.clear();
        self.tokens.resize(tokens, RowSums::default());
    }

    /// Sets the scores of the tokens of a window.
    pub(super) fn score(
        &mut self,
        asked: &Asked<'_>,
        numbers: &[u16],
        tagger: &ArgumentTagger,
        decoder: &mut Decoder,
    ) {
        decoder.clear();
        self.sum_tokens(asked, numbers, tagger.net());
        let Memory { tokens, betweens, rows, pending, .. } = self;
        let mut close = RowSums::default();
        tagger.net().add(&cue_rows(asked, numbers), &mut close);
        if asked.rule.is_none() {
            tagger.net().add(&rows_if_unruled(), &mut close);
        }
        let mut far = close;
        tagger.net().add(&rows_if_far(), &mut far);
        for item in asked.items(betweens) {
            let mut sums = if is_close(&item) { close } else { far };
            sums.add(&tokens[item.index]);
            rows.clear();
            pair_rows(asked, &item, rows);
            tagger.push(decoder, pending, &sums, rows);
        }
        tagger.finish(decoder, pending);
    }

    /// Works out the sums of the tokens of a window that no window before had.
    fn sum_tokens(&mut self, asked: &Asked<'_>, numbers: &[u16], net: &Net<HIDDEN>) {
        let mut last: Option<(usize, [u32; OF_TOKEN])> = None;
        for index in asked.window.clone() {
            if std::mem::replace(&mut self.known[index], true) {
                continue;
            }
            let rows = token_rows(asked.columns, numbers, index);
            // The memory brings these rows while those before are summed.
            net.fetch(&rows);
            if let Some((index, rows)) = last.replace((index, rows)) {
                net.add(&rows, &mut self.tokens[index]);
            }
        }
        if let Some((index, rows)) = last {
            net.add(&rows, &mut self.tokens[index]);
        }
    }
}

/// Calls `found` with the index and the rows of every token of the window of a cue: what the net is trained on.
pub(super) fn rows(asked: &Asked<'_>, numbers: &[u16], mut found: impl FnMut(usize, &[u32])) {
    let of_cue = cue_rows(asked, numbers);
    let mut rows = Vec::with_capacity(QUESTIONS);
    for item in asked.items(&mut Vec::new()) {
        rows.clear();
        rows.extend(token_rows(asked.columns, numbers, item.index));
        rows.extend(of_cue);
        pair_rows(asked, &item, &mut rows);
        if !is_close(&item) {
            rows.extend(rows_if_far());
        }
        if asked.rule.is_none() {
            rows.extend(rows_if_unruled());
        }
        // In the order of the questions.
        rows.sort_unstable();
        found(item.index, &rows);
    }
}

#[cfg(test)]
mod tests {
    use tidings_core::{Clock, Quotes, Sentences, Tags, Tokens, Words};
    use tidings_learn::Model;

    use super::super::candidates::{CONTENT, LEAST_CUE, SOURCE, Scratch, cues};
    use super::super::columns::Columns;
    use super::super::config::AttributionConfig;
    use super::super::model::{EMBEDDED, Learned};
    use super::super::slots::word_numbers;
    use super::*;
    use crate::rules::{Input, Rules};
    use crate::testing::read;

    /// What is summed once and shared gives what all rows that training sees give.
    #[test]
    fn shared_sums_are_those_of_all_rows() {
        let doc = read(
            "The harbor council said on Monday that the pier at Marren, which had been closed since the storm, could open again \
             in May. “We have waited long enough,” Ada Lind told a meeting of fishermen, who fear that the mole is next. According \
             to the engineers the wall may fall before that.",
        );
        let (words, tags) = (doc.get::<Words>().unwrap(), doc.get::<Tags>().unwrap());
        let input = Input {
            text: doc.text(),
            tokens: doc.get::<Tokens>().unwrap(),
            sentences: doc.get::<Sentences>().unwrap(),
            quotes: doc.get::<Quotes>().unwrap(),
            entities: None,
        };
        let AttributionConfig { bare_quotes, lists, .. } = AttributionConfig::default();
        let columns = Columns::read(Rules { bare_quotes, lists }, input, words, tags).unwrap();
        let learned = Learned::open(&Model::embedded(EMBEDDED).unwrap()).unwrap();
        let (tagger, chain) = (&learned.arguments, learned.arguments.chain());
        let numbers = word_numbers(&columns, &learned.words);
        let cues =
            cues(&columns, &numbers, &learned.cues, LEAST_CUE, Clock::default(), &mut Scratch::default());
        let others: Vec<_> = cues.iter().map(|cue| cue.tokens.clone()).collect();
        assert!(others.len() >= 4, "{others:?}");
        let (mut memory, mut shared, mut whole) = (Memory::default(), Decoder::default(), Decoder::default());
        memory.begin(columns.len());
        for cue in &others {
            let asked = Asked::new(&columns, cue, &others);
            memory.score(&asked, &numbers, tagger, &mut shared);
            let mut pending = Pending::default();
            whole.clear();
            rows(&asked, &numbers, |_, rows| {
                assert_eq!(rows.len(), QUESTIONS);
                tagger.push(&mut whole, &mut pending, &RowSums::default(), rows);
            });
            tagger.finish(&mut whole, &mut pending);
            chain.probabilities(&mut shared);
            chain.probabilities(&mut whole);
            let of = |decoder: &Decoder, item| {
                [SOURCE, CONTENT].map(|kind| chain.probability(decoder, item, kind))
            };
            for item in 0..asked.window.len() {
                assert_eq!(of(&shared, item), of(&whole, item));
            }
        }
    }
}
