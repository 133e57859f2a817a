//! How the content is put forward: as a question, a demand, under a condition, with doubt, or as a fact.

use tidings_core::{CueClass, Modality};

use super::segment::Segment;
use super::stage::Found;
use super::words::*;

const DEMANDS: [&str; 14] = [
    "must",
    "should",
    "ought",
    "need",
    "needs",
    "nonnegotiable",
    "non-negotiable",
    "essential",
    "demand",
    "demands",
    "required",
    "unacceptable",
    "insist",
    "imperative",
];
const CONDITIONS: [&str; 7] = ["if", "unless", "provided", "without", "otherwise", "providing", "absent"];
const HEDGES: [&str; 24] = [
    "may",
    "might",
    "could",
    "perhaps",
    "possibly",
    "probably",
    "likely",
    "unlikely",
    "maybe",
    "apparently",
    "potentially",
    "possible",
    "possibility",
    "fear",
    "fears",
    "expected",
    "expects",
    "seems",
    "seem",
    "appears",
    "appear",
    "chance",
    "risk",
    "estimated",
];

/// The modality of a claim.
pub(super) fn of(segment: &Segment, found: &Found) -> Modality {
    let first = found.content.first().map_or(0, |part| part.start);
    let question = matches!(found.class, CueClass::Asks)
        || segment.one_of(first, &["whether"])
        || found.content.last().is_some_and(|part| segment.word(part.end.saturating_sub(1)) == "?");
    if question {
        return Modality::Question;
    }
    let mut demand = matches!(found.class, CueClass::Demands);
    let mut condition = false;
    let mut hedge = matches!(found.class, CueClass::Expects);
    for index in found.content.iter().cloned().flatten() {
        if !segment.is(index, WORD) {
            continue;
        }
        let word = segment.word(index);
        let among = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
        // A word of condition opens a clause: "what if" and "as if" do not count, nor does "without" before a noun later on.
        condition |= among(&CONDITIONS)
            && !segment.before_is(index, PREPOSITION)
            && (!segment.one_of(index, &["without", "absent", "provided", "otherwise"])
                || index == first
                || segment.before_is(index, COMMA));
        demand |= among(&DEMANDS);
        hedge |= among(&HEDGES) && !(word == "May");
    }
    if condition {
        Modality::Conditional
    } else if demand {
        Modality::Demand
    } else if hedge {
        Modality::Hedged
    } else {
        Modality::Asserted
    }
}
