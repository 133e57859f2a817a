//! Scores of the tokens near a cue, as sources and contents: the sums of what depends only on the token, or only on the
//! cue, are worked out once and added.

use tidings_learn::chain::Decoder;
use tidings_learn::net::{NetScratch, RowSums};

use super::argument_features::{HIDDEN, QUESTIONS, cue_rows, pair_rows, token_rows};
use super::argument_window::{Asked, Between};
use super::model::ArgumentTagger;

/// Sums that are worked out once.
#[derive(Default)]
pub(super) struct Memory {
    /// By token, for a document.
    tokens: Vec<RowSums<HIDDEN>>,
    known: Vec<bool>,
    betweens: Vec<Between>,
    hidden: NetScratch<HIDDEN>,
}

impl Memory {
    /// Begins a document with so many tokens.
    pub(super) fn begin(&mut self, tokens: usize) {
        self.known.clear();
        self.known.resize(tokens, false);
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
        let net = tagger.net();
        let Memory { tokens, known, betweens, hidden } = self;
        let mut of_cue = RowSums::default();
        net.add(&cue_rows(asked, numbers), &mut of_cue);
        for item in asked.items(betweens) {
            let index = item.index;
            if !known[index] {
                known[index] = true;
                tokens[index] = RowSums::default();
                net.add(&token_rows(asked.columns, numbers, index), &mut tokens[index]);
            }
            let mut sums = of_cue;
            sums.add(&tokens[index]);
            net.add(&pair_rows(asked, &item), &mut sums);
            net.hide_sums(&sums, hidden);
            tagger.push(decoder, hidden);
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
        rows.extend(pair_rows(asked, &item));
        found(item.index, &rows);
    }
}
