//! Whether what is told of a date has happened or is to come: by the verb that governs the date, and its tense.
//!
//! `entities.dates` sees the tags of the words and, where there is one, the tree of the sentence; `entities.values` sees
//! nothing but words and guesses their tags. Both ask here. The grammar is that of the Penn Treebank's tags; what it
//! cannot decide stays [`Outlook::Open`].

mod governor;
mod group;
mod lists;
mod outlook;
mod phrase;
mod rough;
#[cfg(test)]
mod tests;

use tidings_core::PennTag;

pub(crate) use outlook::{Reading, outlook};
pub(crate) use rough::rough_tag;

use crate::table::Key;

/// How what is told of a date lies to the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// It has happened.
    Past,
    /// It is to come.
    Ahead,
    /// It was to come when somebody spoke ("would meet on Monday") and may have happened since.
    AheadThen,
    /// It goes on or is told in the present: a weekday is to come, a month is the nearer one.
    Now,
    /// It ended or will end then: "was shut until Friday".
    Either,
    /// Nothing tells.
    Open,
}

/// The words of one sentence.
pub(crate) trait Clause {
    /// How many there are.
    fn len(&self) -> usize;
    /// The tag of the word at `at`; a mark's where there is no word.
    fn tag(&self, at: usize) -> PennTag;
    /// The word at `at` in lower case, empty where there is none.
    fn lower(&self, at: usize) -> Key;
    /// Its head in the tree of the sentence, if there is a tree and it is not the root.
    fn head(&self, at: usize) -> Option<usize>;
    /// Whether the sentence is a headline, whose present tense tells of the past.
    fn is_headline(&self) -> bool;
}

/// Whether a tag is one of a verb.
pub(crate) fn is_verb(tag: PennTag) -> bool {
    is_finite(tag) || matches!(tag, PennTag::Vb | PennTag::Vbg | PennTag::Vbn)
}

/// Whether a tag is one of a verb with a tense, or a modal.
pub(crate) fn is_finite(tag: PennTag) -> bool {
    matches!(tag, PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md)
}

/// Whether a tag is one of a noun or a name.
pub(crate) fn is_noun(tag: PennTag) -> bool {
    matches!(tag, PennTag::Nn | PennTag::Nns | PennTag::Nnp | PennTag::Nnps)
}
