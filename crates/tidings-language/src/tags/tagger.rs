//! The trained tagger.

use tidings_core::{PennTag, Tags, TokenKind, Upos, Word};
use tidings_learn::net::{Net, NetScratch};
use tidings_learn::{Model, ModelError};

use super::features::{Context, SLOTS, mostly_capitals, own_features, set_labels};
use crate::bits;
use crate::vocabulary::Vocabulary;

/// A label of the tagger: the two tags that a token gets.
pub type TagPair = (Upos, PennTag);

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 64;

/// Decides the tags of sentences.
#[derive(Clone)]
pub struct Tagger {
    labels: Vec<TagPair>,
    vocabulary: Vocabulary,
    /// The labels that each of the most frequent words may have; those of all other words come first.
    choices: Vec<u128>,
    net: Net<HIDDEN>,
}

impl Tagger {
    /// A tagger from a model whose labels are written `NOUN/NN`.
    ///
    /// # Errors
    /// If the model is not one of tags.
    pub fn open(model: &Model) -> Result<Self, ModelError> {
        let pair = |label: &String| {
            let (upos, penn) = label.split_once('/')?;
            Some((Upos::from_name(upos)?, PennTag::from_name(penn)?))
        };
        let labels: Option<Vec<TagPair>> = model.metadata().labels.iter().map(pair).collect();
        let labels =
            labels.ok_or_else(|| ModelError::Damaged("it has labels that are no tags".to_owned()))?;
        let choices = model.section("choices")?;
        let choices: Vec<u128> =
            choices.as_chunks::<16>().0.iter().map(|set| u128::from_le_bytes(*set)).collect();
        let every = u128::MAX >> (128 - labels.len().clamp(1, 128));
        if choices.is_empty() || choices.iter().any(|set| *set == 0 || *set & !every != 0) {
            return Err(ModelError::Damaged("it has words without labels".to_owned()));
        }
        Ok(Tagger {
            choices,
            net: Net::open(model.section("net")?, SLOTS.sizes(), labels.len())?,
            labels,
            vocabulary: Vocabulary::open(model.section("words")?)?,
        })
    }

    /// Adds the tags of one sentence to `tags`.
    pub fn tag(&self, words: &[Word], kinds: &[TokenKind], scratch: &mut Scratch, tags: &mut Tags) {
        scratch.labels.clear();
        self.vocabulary.number(words, &mut scratch.numbers);
        let capitals = mostly_capitals(words);
        let Scratch { labels, numbers, hidden } = scratch;
        let context = Context { words, kinds, numbers, labels: &[], capitals };
        // The labels that a token may have, and its rows if there is more than one: the memory brings them while the token
        // before is decided.
        let ask = |index: usize| {
            let set = *self.choices.get(*numbers.get(index)? as usize).unwrap_or(&self.choices[0]);
            let rows = (!set.is_power_of_two()).then(|| own_features(&context, index));
            rows.iter().for_each(|rows| self.net.fetch(rows));
            Some((set, rows))
        };
        let mut next = ask(0);
        for index in 0..words.len() {
            let Some((set, rows)) = next else { break };
            next = ask(index + 1);
            let label = match rows {
                None => set.trailing_zeros() as usize,
                Some(mut rows) => {
                    set_labels(&mut rows, labels, index);
                    self.net.hide_with(&rows, [], hidden);
                    self.net.best(hidden, bits::numbers(set))
                }
            };
            labels.push(label as u8);
            let (upos, penn) = self.labels[label];
            tags.upos.push(upos);
            tags.penn.push(penn);
        }
    }
}

/// What the tagger writes to while it works.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    labels: Vec<u8>,
    numbers: Vec<u16>,
    hidden: NetScratch<HIDDEN>,
}
