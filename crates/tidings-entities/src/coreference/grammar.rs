//! What a noun phrase does in its sentence, as far as the words around it tell: whether it is the subject of a verb, and whether
//! that verb tells what somebody says.

use std::ops::Range;

use tidings_core::PennTag;

use super::roles;
use super::scene::Scene;

/// What a noun phrase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the subject of a verb.
    Subject,
    /// It is the subject of a verb of saying.
    Speaker,
    /// Anything else.
    Other,
}

/// So many tokens an aside between commas may have.
const ASIDE: usize = 24;

/// So many tokens of a phrase behind a noun are passed over: "a spokesman for the club".
const PHRASE: usize = 12;

/// What the noun phrase of the tokens `from..to` does in the sentence of the tokens `sentence`.
pub(super) fn place(scene: &Scene<'_>, from: usize, to: usize, sentence: &Range<usize>) -> Place {
    let start = before_titles(scene, from, sentence.start);
    let previous = start.checked_sub(1).filter(|previous| *previous >= sentence.start);
    let word = previous.map_or("", |previous| scene.word(previous));
    if word == "to" && start >= 2 && matches!(scene.word(start - 2), "according" | "According") {
        return Place::Speaker;
    }
    if is_preposition(word) || scene.is_clitic(to) {
        return Place::Other;
    }
    if let Some(previous) = previous
        && is_saying(word)
        && matches!(scene.tag(previous), Some(PennTag::Vbd | PennTag::Vbz))
        && (previous == sentence.start || !scene.is_word(previous - 1))
        // "Koval, a nurse, said she knew".
        && !is_finite(scene, to)
    {
        return Place::Speaker;
    }
    let aside = word == ",";
    verb_after(scene, to, sentence.end, aside).map_or(Place::Other, |verb| {
        if tells(scene, verb, sentence.end) { Place::Speaker } else { Place::Subject }
    })
}

/// Where a name begins with the titles and the role before it: "said foreign ministry spokesman Koval".
fn before_titles(scene: &Scene<'_>, from: usize, start: usize) -> usize {
    use PennTag::*;
    let mut first = from;
    while first > start && from - first < 8 {
        let previous = first - 1;
        let word = scene.word(previous);
        if matches!(word, "the" | "The" | "a" | "A" | "an" | "his" | "her" | "their" | "its") {
            return previous;
        }
        let title = roles::letters(word).contains(['h', 't', 'r', 'q']) && scene.is_word(previous);
        let noun = matches!(scene.tag(previous), Some(Nn | Nnp | Jj | Pos | Hyph));
        if !title && !noun && word != "." {
            break;
        }
        first = previous;
    }
    first
}

/// The finite verb whose subject ends before `to`: right behind it, or behind asides and adverbs; behind the comma that closes the aside
/// in which the name itself stands ("the clerk, Mina Dahl, said").
fn verb_after(scene: &Scene<'_>, to: usize, end: usize, aside: bool) -> Option<usize> {
    let mut at = to;
    let is_verb = |at: usize| at < end && (is_finite(scene, at) || is_saying(scene.word(at)));
    if aside && scene.word(at) == "," && is_verb(at + 1) {
        return Some(at + 1);
    }
    for _ in 0..2 {
        let close = match scene.word(at) {
            "(" => ")",
            "," => ",",
            "—" | "–" => scene.word(at),
            _ => break,
        };
        let limit = end.min(at + ASIDE);
        at = (at + 1..limit).find(|token| scene.word(token.to_owned()) == close)? + 1;
    }
    if matches!(scene.word(at), "of" | "for" | "from" | "at" | "in" | "with") {
        let limit = end.min(at + PHRASE);
        at = (at + 1..limit).find(|token| !is_in_phrase(scene, *token)).unwrap_or(limit);
    }
    while at < end && matches!(scene.tag(at), Some(PennTag::Rb)) && !is_saying(scene.word(at)) {
        at += 1;
    }
    is_verb(at).then_some(at)
}

/// Whether a token may belong to a phrase behind a noun.
fn is_in_phrase(scene: &Scene<'_>, token: usize) -> bool {
    use PennTag::*;
    matches!(
        scene.tag(token),
        Some(Dt | Jj | Nn | Nns | Nnp | Nnps | Pos | PrpPossessive | Cd | Hyph | In | Cc)
    ) && !matches!(scene.word(token), "that" | "because" | "while" | "as" | "if" | "but")
}

/// Whether a token is a finite verb.
pub(super) fn is_finite(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.tag(token), Some(PennTag::Vbd | PennTag::Vbz | PennTag::Vbp | PennTag::Md))
}

/// Whether the verb group that begins at `verb` tells what somebody says: "said", "has also said".
pub(super) fn tells(scene: &Scene<'_>, verb: usize, end: usize) -> bool {
    let mut at = verb;
    while at < end.min(verb + 4) {
        let word = scene.word(at);
        if is_saying(word) {
            return !(matches!(word, "asked" | "asks") && scene.word(at + 1) == "for");
        }
        let helper = matches!(word, "has" | "had" | "have" | "would" | "did" | "also")
            || scene.tag(at) == Some(PennTag::Rb);
        if !helper {
            return false;
        }
        at += 1;
    }
    false
}

/// Whether a word is a form of a verb of saying.
pub(super) fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "told"
            | "tells"
            | "added"
            | "adds"
            | "asked"
            | "asks"
            | "replied"
            | "replies"
            | "explained"
            | "explains"
            | "noted"
            | "notes"
            | "recalled"
            | "recalls"
            | "wrote"
            | "writes"
            | "written"
            | "continued"
            | "insisted"
            | "insists"
            | "warned"
            | "warns"
            | "argued"
            | "argues"
            | "claimed"
            | "claims"
            | "admitted"
            | "admits"
            | "announced"
            | "declared"
            | "stated"
            | "states"
            | "testified"
            | "testifies"
            | "joked"
            | "tweeted"
            | "posted"
            | "responded"
            | "answered"
            | "answers"
            | "complained"
            | "concluded"
            | "confirmed"
            | "confirms"
            | "suggested"
            | "denied"
            | "denies"
            | "acknowledged"
            | "revealed"
            | "quipped"
            | "remarked"
            | "remembered"
            | "remembers"
            | "shouted"
            | "whispered"
            | "vowed"
            | "promised"
            | "predicted"
    )
}

/// A preposition that never begins a clause.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "to"
            | "with"
            | "for"
            | "from"
            | "by"
            | "in"
            | "on"
            | "at"
            | "about"
            | "against"
            | "among"
            | "between"
            | "into"
            | "like"
            | "near"
            | "over"
            | "through"
            | "under"
            | "upon"
            | "without"
            | "toward"
            | "towards"
            | "alongside"
            | "despite"
            | "behind"
            | "beside"
            | "Of"
            | "To"
            | "With"
            | "For"
            | "From"
            | "By"
            | "In"
            | "On"
            | "At"
            | "About"
            | "Against"
            | "Like"
            | "Unlike"
            | "Despite"
            | "Alongside"
            | "Without"
            | "Under"
    )
}
