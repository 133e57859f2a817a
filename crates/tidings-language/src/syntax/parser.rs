//! The trained parser.

use tidings_core::{PennTag, SyntaxRelation, Upos, Word};
use tidings_learn::net::{Net, NetScratch};
use tidings_learn::{Model, ModelError};

use super::features::{SLOTS, Seen, features, see};
use super::state::{State, Transition};
use crate::vocabulary::Vocabulary;

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 192;

/// Finds the heads of the words of sentences.
#[derive(Clone)]
pub struct Parser {
    relations: Vec<SyntaxRelation>,
    vocabulary: Vocabulary,
    /// Scores of the transitions, then those of the relations to a head on the right and on the left.
    net: Net<HIDDEN>,
}

impl Parser {
    /// A parser from a model whose labels are names of relations.
    ///
    /// # Errors
    /// If the model is not one of syntax.
    pub fn open(model: &Model) -> Result<Self, ModelError> {
        let relations: Option<Vec<SyntaxRelation>> =
            model.metadata().labels.iter().map(|name| SyntaxRelation::from_name(name)).collect();
        let relations = relations.filter(|relations| (1..64).contains(&relations.len()));
        let relations =
            relations.ok_or_else(|| ModelError::Damaged("its labels are no relations".to_owned()))?;
        let scores = Transition::ALL.len() + 2 * relations.len();
        Ok(Parser {
            net: Net::open(model.section("net")?, SLOTS.sizes(), scores)?,
            vocabulary: Vocabulary::open(model.section("words")?)?,
            relations,
        })
    }

    /// Analyzes one sentence. Afterwards every word but one of the [state](ParserScratch::state) has a head.
    pub fn parse(&self, words: &[Word], upos: &[Upos], penn: &[PennTag], scratch: &mut ParserScratch) {
        self.vocabulary.number(words, &mut scratch.numbers);
        see(words, &scratch.numbers, upos, penn, &mut scratch.seen);
        let state = &mut scratch.state;
        state.begin(scratch.seen.len());
        while !state.done() {
            if state.stack.is_empty() {
                state.apply(Transition::Shift, 0);
                continue;
            }
            self.net.hide(&features(state, &scratch.seen), &mut scratch.hidden);
            let mut best = None;
            for (number, transition) in Transition::ALL.into_iter().enumerate() {
                if state.allows(transition) {
                    let score = self.net.score(&scratch.hidden, number);
                    if best.is_none_or(|(most, _)| score > most) {
                        best = Some((score, transition));
                    }
                }
            }
            let Some((_, transition)) = best else { break };
            state.apply(transition, self.relation(transition, &scratch.hidden));
        }
    }

    /// The relation that a transition makes.
    #[inline]
    fn relation(&self, transition: Transition, hidden: &NetScratch<HIDDEN>) -> u8 {
        let count = self.relations.len();
        let first = match transition {
            Transition::Shift => return 0,
            Transition::Left => Transition::ALL.len(),
            Transition::Right => Transition::ALL.len() + count,
        };
        (self.net.best(hidden, first..first + count) - first) as u8
    }

    /// The relation of this number in a state.
    #[inline]
    pub fn relation_of(&self, number: u8) -> SyntaxRelation {
        self.relations.get(number as usize).copied().unwrap_or(SyntaxRelation::Dep)
    }
}

/// What the parser writes to while it works.
#[derive(Clone, Debug, Default)]
pub struct ParserScratch {
    /// The analysis of the last sentence.
    pub state: State,
    numbers: Vec<u16>,
    seen: Vec<Seen>,
    hidden: NetScratch<HIDDEN>,
}
