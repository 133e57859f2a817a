//! The words of one verb: "will not be", "has been", "to have".

use std::ops::Range;

use tidings_core::PennTag;

use super::Clause;

/// A verb with its auxiliaries, read from the verb to the left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first word of the group.
    pub(super) from: usize,
    /// Its modal.
    pub(super) modal: Option<usize>,
    /// Whether "to" stands in it.
    pub(super) to: bool,
    /// The tag of its form of "be" that stands first.
    pub(super) be: Option<PennTag>,
    /// The tag of its form of "have".
    pub(super) have: Option<PennTag>,
    /// Whether "did" stands in it.
    pub(super) did: bool,
}

/// Whether a word is an auxiliary where another verb follows.
pub(super) fn is_auxiliary(word: &str) -> bool {
    is_be(word) || is_have(word) || matches!(word, "do" | "does" | "did" | "get" | "gets" | "got" | "getting")
}

pub(super) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "'s"
            | "’s"
            | "are"
            | "'re"
            | "’re"
            | "am"
            | "'m"
            | "’m"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
    )
}

fn is_linking(word: &str) -> bool {
    matches!(
        word,
        "stay" | "stays" | "stayed" | "remain" | "remains" | "remained" | "keep" | "keeps" | "kept"
    )
}

fn is_have(word: &str) -> bool {
    matches!(word, "has" | "have" | "'ve" | "’ve" | "had" | "having" | "'d")
}

impl Group {
    /// The group whose main verb is at `verb`; the words of `date` are no part of it.
    pub(super) fn of<C: Clause>(clause: &C, verb: usize, date: &Range<usize>) -> Self {
        let (mut modal, mut to, mut be, mut have, mut did) = (None, false, None, None, false);
        let (mut from, mut at) = (verb, verb);
        if clause.tag(verb) == PennTag::Md {
            modal = Some(verb);
        }
        while let Some(before) = at.checked_sub(1) {
            let (tag, word) = (clause.tag(before), clause.lower(before));
            let word = word.as_str();
            match tag {
                _ if date.contains(&before) => {}
                PennTag::Md => (modal, from) = (Some(before), before),
                PennTag::To | PennTag::In if word == "to" => (to, from) = (true, before),
                PennTag::Rb | PennTag::Rp => {}
                _ if super::is_verb(tag) && is_be(word) => {
                    // The first form tells the tense.
                    (be, from) = (Some(tag_of_be(word, tag)), before);
                }
                // "stays closed".
                _ if super::is_verb(tag) && is_linking(word) => (be, from) = (Some(tag), before),
                _ if super::is_verb(tag) && is_have(word) => (have, from) = (Some(tag), before),
                _ if super::is_verb(tag) && is_auxiliary(word) => {
                    did |= word == "did";
                    from = before;
                }
                _ => break,
            }
            at = before;
            if to {
                break;
            }
        }
        Group { from, modal, to, be, have, did }
    }
}

/// The tag of a form of "be", whatever a tagger says of it.
fn tag_of_be(word: &str, tag: PennTag) -> PennTag {
    match word {
        "was" | "were" => PennTag::Vbd,
        "is" | "'s" | "’s" => PennTag::Vbz,
        "are" | "am" | "'re" | "’re" | "'m" | "’m" => PennTag::Vbp,
        _ => tag,
    }
}
