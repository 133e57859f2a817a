//! Drafts for training: of every sentence by a parser that has not seen it, so that the parser learns how far it can trust them.

use anyhow::Result;
use rayon::prelude::*;
use tidings_language::syntax::{
    DRAFT_HIDDEN, DRAFT_SLOTS, Draft, Drafter, Fitting, NOBODY, draft_rows, turned,
};

use super::course::{Course, ParseLesson};
use super::oracle::GoldTree;
use super::parse::PARTS;
use super::vocabulary::TrainedVocabulary;

/// How often the nets that make drafts see every sentence.
pub const DRAFT_EPOCHS: usize = 12;

/// Gives every sentence the draft of a parser that has not seen it, and the net that makes drafts of other sentences.
pub fn drafts(sentences: &mut [ParseLesson], relations: usize, words: &TrainedVocabulary) -> Result<Vec<u8>> {
    let turned: Vec<ParseLesson> = sentences.iter().map(ParseLesson::turned).collect();
    let course =
        Course::<DRAFT_HIDDEN> { sizes: DRAFT_SLOTS.sizes(), relations, epochs: DRAFT_EPOCHS, words };
    let learn = |part: Option<usize>| {
        let lessons = turned.iter().enumerate().filter(|(at, _)| Some(at % PARTS) != part);
        course.learn(lessons.map(|(_, lesson)| lesson).collect(), |lesson, state| {
            draft_rows(state, &lesson.seen)
        })
    };
    // The last one leaves nothing out.
    let parts: Vec<Option<usize>> = (0..PARTS).map(Some).chain([None]).collect();
    let mut nets: Vec<Vec<u8>> = parts.into_par_iter().map(learn).collect();
    let whole = nets.pop().unwrap_or_default();
    let mut draft = Draft::default();
    for (part, net) in nets.into_iter().enumerate() {
        let drafter = Drafter::open(net.into(), relations, &Fitting::all(relations))?;
        for lesson in sentences.iter_mut().skip(part).step_by(PARTS) {
            // Without revisions: what the parser learns to trust a little less than it could.
            drafter.draft(&lesson.seen, 0, &mut draft);
            lesson.draft = draft.words().to_vec();
        }
    }
    Ok(whole)
}

impl ParseLesson {
    /// The same sentence read from its end.
    fn turned(&self) -> ParseLesson {
        let mut seen = Vec::new();
        turned(&self.seen, &mut seen);
        let last = seen.len() as u32 - 1;
        let heads =
            self.gold.heads.iter().rev().map(|head| if *head == NOBODY { NOBODY } else { last - head });
        let relations = self.gold.relations.iter().rev().copied().collect();
        ParseLesson { seen, gold: GoldTree::new(heads.collect(), relations), draft: Vec::new() }
    }
}
