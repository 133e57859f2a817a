//! The phrase of a date: "on Monday", "the evening of 3 May", "ahead of Sunday's vote".

use std::ops::Range;

use tidings_core::PennTag;

use super::lists::has;
use super::{Clause, is_noun};

/// A date with what belongs to it: its preposition, the noun that it stands in.
pub(super) struct Phrase {
    /// From the preposition to the end.
    pub(super) range: Range<usize>,
    pub(super) preposition: Option<usize>,
    /// The noun of which the date is a part: "Monday's meeting".
    pub(super) noun: Option<usize>,
}

impl Phrase {
    pub(super) fn of<C: Clause>(clause: &C, date: Range<usize>) -> Self {
        let Range { mut start, mut end } = date;
        let before = |at: usize| at.checked_sub(1).map(|before| (before, clause.tag(before)));
        let article = matches!(before(start), Some((_, PennTag::Dt | PennTag::PrpPossessive | PennTag::Pos)));
        // "for October elections".
        let bare = matches!(clause.tag(end), PennTag::Nn | PennTag::Nns)
            && before(start).is_some_and(|(at, _)| {
                matches!(
                    clause.lower(at).as_str(),
                    "for" | "of" | "before" | "after" | "ahead" | "despite" | "planned"
                )
            });
        let mut noun = None;
        if clause.tag(end) == PennTag::Pos
            || article && (is_noun(clause.tag(end)) || clause.tag(end) == PennTag::Jj)
            || bare
        {
            let possessive = clause.tag(end) == PennTag::Pos;
            let mut at = end + usize::from(possessive);
            while at < clause.len() && (is_noun(clause.tag(at)) || clause.tag(at) == PennTag::Jj) {
                if is_noun(clause.tag(at)) {
                    noun = Some(at);
                }
                at += 1;
            }
            // "the Wednesday special": an adjective may stand for its noun.
            noun = noun.or((at > end && article).then(|| at - 1));
            end = noun.map_or(end, |noun| noun + 1).max(end);
        }
        let mut preposition = None;
        for _ in 0..3 {
            while let Some((at, tag)) = before(start) {
                let word = clause.lower(at);
                let inside = matches!(tag, PennTag::Dt | PennTag::PrpPossessive)
                    || matches!(
                        word.as_str(),
                        "early" | "late" | "mid" | "about" | "around" | "-" | "as" | "soon"
                    )
                    || noun.is_some() && tag == PennTag::Jj;
                if !inside {
                    break;
                }
                start = at;
            }
            let Some((at, tag)) = before(start) else { break };
            let word = clause.lower(at);
            if !matches!(tag, PennTag::In | PennTag::To) && !has(PREPOSITIONS, word.as_str()) {
                break;
            }
            preposition = Some(at);
            start = at;
            // "the evening of Monday", "ahead of Monday".
            if word.as_str() != "of" {
                break;
            }
            if let Some((at, _)) = before(start).filter(|(at, _)| clause.lower(*at).as_str() == "ahead") {
                (preposition, start) = (Some(at), at);
                break;
            }
            while let Some((at, _)) = before(start).filter(|(_, tag)| is_noun(*tag) || *tag == PennTag::Jj) {
                start = at;
            }
        }
        Phrase { range: start..end, preposition, noun }
    }
}

const PREPOSITIONS: &[&str] = &[
    "after",
    "at",
    "before",
    "by",
    "during",
    "effective",
    "following",
    "for",
    "from",
    "in",
    "of",
    "on",
    "over",
    "since",
    "through",
    "till",
    "until",
    "beginning",
    "starting",
];
