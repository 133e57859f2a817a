//! The trained parser.

use tidings_core::{PennTag, SyntaxRelation, Upos, Word};
use tidings_learn::net::{Net, Slots};
use tidings_learn::{Model, ModelError};

use super::decide::{Decider, Decisions};
use super::draft::{
    ABOUT_DRAFT, ABOUT_HEAD_OF_NEXT, ABOUT_HEAD_OF_TOP, DRAFT_QUESTIONS, Draft, Drafted, Drafter,
    draft_features,
};
use super::features::{ABOUT_NEXT, ABOUT_SECOND, ABOUT_THIRD, ABOUT_TOP, QUESTIONS, features, questions};
use super::fitting::Fitting;
use super::punctuation::Tree;
use super::roles::{ROLES, RoleRows, others};
use super::seen::{Seen, see};
use super::state::{State, Transition};
use crate::vocabulary::Vocabulary;

/// Numbers in the hidden layer.
pub const HIDDEN: usize = 176;

/// How often the draft and the tree are revised: more gains nothing that can be measured.
const DRAFT_REVISIONS: usize = 6;
const REVISIONS: usize = 3;

/// Finds the heads of the words of sentences.
#[derive(Clone)]
pub struct Parser {
    relations: Vec<SyntaxRelation>,
    vocabulary: Vocabulary,
    /// Scores of the transitions, then those of the relations to a head on the right and on the left.
    net: Net<HIDDEN>,
    fitting: Fitting,
    drafter: Drafter,
    /// The relation of punctuation marks.
    punct: u8,
    revises: bool,
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
        let punct = relations.iter().position(|relation| *relation == SyntaxRelation::Punct);
        let fitting = Fitting::open(&model.section("fitting")?, relations.len())?;
        Ok(Parser {
            revises: true,
            punct: punct.map_or(u8::MAX, |number| number as u8),
            net: Net::open(model.section("net")?, SLOTS.sizes(), scores)?,
            drafter: Drafter::open(model.section("draft")?, relations.len(), &fitting)?,
            fitting,
            vocabulary: Vocabulary::open(model.section("words")?)?,
            relations,
        })
    }

    /// The same parser, which decides doubtful steps anew or does not: it does as it is opened.
    #[must_use]
    pub fn revising(self, revises: bool) -> Self {
        Parser { revises, ..self }
    }

    /// Analyzes one sentence. Afterwards every token but one of the [tree](ParserScratch::tree) has a head.
    pub fn parse(&self, words: &[Word], upos: &[Upos], penn: &[PennTag], scratch: &mut ParserScratch) {
        self.vocabulary.number(words, &mut scratch.numbers);
        see(words, &scratch.numbers, upos, penn, &mut scratch.seen);
        let ParserScratch { tree, state, seen, draft, decisions, .. } = scratch;
        let [of_draft, of_tree] = if self.revises { [DRAFT_REVISIONS, REVISIONS] } else { [0, 0] };
        self.drafter.draft(seen, of_draft, draft);
        let (net, fitting, relations) = (&self.net, &self.fitting, self.relations.len());
        let decider = Decider { net, seen, relations, fitting, roles: &ROLE_ROWS };
        decider.analyze(state, of_tree, decisions, |state| rows(state, seen, draft.words()));
        tree.complete(words, upos, state, self.punct);
    }

    /// The relation of this number in a tree.
    #[inline]
    pub fn relation_of(&self, number: u8) -> SyntaxRelation {
        self.relations.get(number as usize).copied().unwrap_or(SyntaxRelation::Dep)
    }
}

/// What it is asked: about the state, and about the draft.
pub const SLOTS: Slots<{ QUESTIONS + DRAFT_QUESTIONS }> =
    questions([5000, 5000, 2500, 1500], 700).with(ABOUT_DRAFT);

/// Puts lists of places together; those of the second are counted from the end of the first questions.
const fn joined<const A: usize, const B: usize, const C: usize>(
    first: [usize; A],
    second: [usize; B],
) -> [usize; C] {
    let (mut all, mut at) = ([0; C], 0);
    while at < C {
        all[at] = if at < A { first[at] } else { QUESTIONS + second[at - A] };
        at += 1;
    }
    all
}

const ABOUT_TOP_AND_HEAD: [usize; 10] = joined(ABOUT_TOP, ABOUT_HEAD_OF_TOP);
const ABOUT_NEXT_AND_HEAD: [usize; 14] = joined(ABOUT_NEXT, ABOUT_HEAD_OF_NEXT);
const OF_ROLES: [&[usize]; ROLES] = [&ABOUT_TOP_AND_HEAD, &ABOUT_NEXT_AND_HEAD, &ABOUT_SECOND, &ABOUT_THIRD];
pub(super) static ROLE_ROWS: RoleRows =
    RoleRows { of_roles: OF_ROLES, others: &others::<{ QUESTIONS + DRAFT_QUESTIONS }, 39>(OF_ROLES) };

/// The rows of a state.
#[inline]
pub fn rows(state: &State, seen: &[Seen], draft: &[Drafted]) -> [u32; QUESTIONS + DRAFT_QUESTIONS] {
    let (plain, drafted) = (features(state, seen), draft_features(state, seen, draft));
    let mut answers = [0; QUESTIONS + DRAFT_QUESTIONS];
    answers[..QUESTIONS].copy_from_slice(&plain);
    answers[QUESTIONS..].copy_from_slice(&drafted);
    SLOTS.rows(0, answers)
}

/// What the parser writes to while it works.
#[derive(Clone, Debug, Default)]
pub struct ParserScratch {
    /// The analysis of the last sentence.
    pub tree: Tree,
    state: State,
    numbers: Vec<u16>,
    seen: Vec<Seen>,
    draft: Draft,
    decisions: Decisions<HIDDEN>,
}
