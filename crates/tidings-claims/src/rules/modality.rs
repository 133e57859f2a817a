//! How the content is put forward: as a question, a demand, under a condition, with doubt, or as a fact.

use std::ops::Range;

use tidings_core::{CueClass, Modality};

use super::segment::Segment;
use super::words::*;

/// Words that say what must be, whatever the cue.
const DEMANDS: [&str; 9] = [
    "must",
    "should",
    "ought",
    "nonnegotiable",
    "non-negotiable",
    "essential",
    "unacceptable",
    "imperative",
    "requires",
];
/// Words that open a condition.
const CONDITIONS: [&str; 5] = ["if", "unless", "provided", "providing", "otherwise"];
const HEDGES: [&str; 15] = [
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
    "chance",
    "estimated",
];
/// Cues that doubt, whatever the content.
const DOUBTING: [&str; 11] = [
    "estimate",
    "calculate",
    "reckon",
    "doubt",
    "skeptical",
    "sceptical",
    "doubtful",
    "put",
    "suspect",
    "speculate",
    "proposal",
];

/// What the words of the content say.
#[derive(Default)]
struct Signs {
    demand: bool,
    condition: bool,
    hedge: bool,
    without: bool,
    would: bool,
}

/// What the modality of a claim depends on.
pub(crate) struct Statement<'a> {
    pub(crate) lemma: &'a str,
    pub(crate) class: CueClass,
    pub(crate) unsourced: bool,
    /// Tokens of the segment.
    pub(crate) content: &'a [Range<usize>],
}

/// The modality of a claim.
pub(crate) fn of(segment: &Segment, found: &Statement) -> Modality {
    let first = found.content.first().map_or(0, |part| part.start);
    let question = matches!(found.class, CueClass::Asks)
        || segment.equals(first, "whether")
        || found.content.last().is_some_and(|part| segment.word(part.end.saturating_sub(1)) == "?");
    if question {
        return Modality::Question;
    }
    let signs = signs(segment, found, first);
    // Who predicts is not sure; who warns may be.
    let expects =
        matches!(found.class, CueClass::Expects) && found.lemma != "warn" && found.lemma != "warning";
    // "are believed to", "is reported to": the author does not vouch.
    let hearsay = found.unsourced && found.content.len() > 1;
    if signs.demand {
        Modality::Demand
    } else if signs.condition || (signs.without && signs.would) {
        Modality::Conditional
    } else if DOUBTING.contains(&found.lemma) {
        Modality::Hedged
    } else if matches!(found.class, CueClass::Demands) {
        Modality::Demand
    } else if expects || signs.hedge || hearsay {
        Modality::Hedged
    } else {
        Modality::Asserted
    }
}

/// The modality of words that somebody says, without a cue: what the same signs say where no roles of tokens are known.
pub(crate) fn of_words(words: &[&str]) -> Modality {
    let word = |at: usize| words.get(at).copied().unwrap_or("");
    if words.iter().rev().find(|word| !matches!(**word, "\"" | "”" | "’")) == Some(&"?") {
        return Modality::Question;
    }
    let (mut demand, mut condition, mut hedge) = (false, false, false);
    for at in 0..words.len() {
        let among = |list: &[&str]| list.iter().any(|known| word(at).eq_ignore_ascii_case(known));
        let fact = word(at).eq_ignore_ascii_case("could") && matches!(word(at + 1), "not" | "n't");
        condition |= among(&["if", "unless"]);
        demand |= among(&DEMANDS)
            || among(&["need", "needs", "have", "has"])
                && word(at + 1) == "to"
                && !matches!(word(at + 2), "do" | "say");
        hedge |= among(&HEDGES) && word(at) != "May" && !fact;
    }
    match (demand, condition, hedge) {
        (true, ..) => Modality::Demand,
        (_, true, _) => Modality::Conditional,
        (.., true) => Modality::Hedged,
        _ => Modality::Asserted,
    }
}

/// Reads the first sentence of the content.
fn signs(segment: &Segment, found: &Statement, first: usize) -> Signs {
    let mut signs = Signs::default();
    for index in found.content.iter().cloned().flatten() {
        if segment.is(index, STOP) {
            break;
        }
        if !segment.is(index, WORD) || !segment.is(index, SIGN | MODAL | HAVE) {
            continue;
        }
        let word = segment.word(index);
        let among = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
        if segment.is(index, MODAL) {
            signs.would |= among(&["would"]);
            // "could not" is a fact of the past; "so that they could" a purpose.
            let purpose = (index.saturating_sub(5)..index).any(|at| segment.equals(at, "so"));
            if among(&["could"]) && (segment.is(index + 1, NOT) || purpose) {
                continue;
            }
        }
        let opens = index == first || segment.before_is(index, COMMA | STOP | MARK);
        signs.condition |= among(&CONDITIONS)
            && !segment.before_is(index, PREPOSITION)
            && (opens || among(&["if", "unless"]));
        signs.condition |= among(&["only"]) && segment.one_of(index + 1, &["if", "after", "when", "once"]);
        signs.without |= among(&["without"]);
        signs.demand |= among(&DEMANDS)
            // "have to", "need to"
            || (segment.is(index, HAVE) || among(&["need", "needs"])) && segment.is(index + 1, TO) && !segment.is(index + 1, CAPITAL);
        signs.hedge |= among(&HEDGES) && word != "May";
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LEXICON;
    use super::*;

    #[test]
    fn words_that_are_looked_for_have_the_flag() {
        for word in
            DEMANDS.iter().chain(&CONDITIONS).chain(&HEDGES).chain(&["only", "without", "would", "needs"])
        {
            assert!(LEXICON.look_up(word).flags & SIGN != 0, "{word}");
        }
    }
}
