//! People whom the text does not name: "the mayor", "a police officer", "her lawyer", "the 23-year-old", "someone".

use tidings_core::PennTag;

use super::genders::{self, Gender};
use super::grammar::is_finite;
use super::roles;
use super::scene::Scene;

/// Words for one person without a name, from the token at which they were looked for to the one before `to`.
pub(super) struct Phrase {
    pub(super) to: usize,
    pub(super) gender: Option<Gender>,
    /// Whether they only describe somebody named beside them.
    pub(super) describes: bool,
}

/// So many words such a phrase may have before its noun.
const LONGEST: usize = 8;

/// The phrase that begins with a determiner, a possessive or a name in the genitive at `first`, with its words from `at` on.
pub(super) fn read(scene: &Scene<'_>, first: usize, at: usize, start: usize, end: usize) -> Option<Phrase> {
    let limit = end.min(at + LONGEST);
    let (mut to, mut head) = (at, None);
    while to < limit {
        if let Some(mention) = scene.mention_at(to).and_then(|mention| scene.mentions.get(mention)) {
            if scene.thing_at(to).is_none() {
                break;
            }
            (to, head) = (scene.tokens_of(mention).1.max(to + 1), None);
            continue;
        }
        if is_age(scene, to) {
            (to, head) = (to + 1, Some(to));
            continue;
        }
        match scene.tag(to)? {
            PennTag::Nn | PennTag::Nnp => head = Some(to),
            PennTag::Nns | PennTag::Nnps => head = None,
            PennTag::Jj | PennTag::Jjr | PennTag::Jjs if head.is_none() => {}
            PennTag::Vbn | PennTag::Vbg | PennTag::Cd | PennTag::Rb if head.is_none() => {}
            PennTag::Hyph | PennTag::Afx => head = None,
            _ => break,
        }
        to += 1;
    }
    let head = head.filter(|head| head + 1 == to)?;
    let word = scene.word(head);
    if !roles::is_somebody(word) && !is_age(scene, head) {
        return None;
    }
    let describes =
        is_title(scene, to) || is_predicate(scene, first, start) || is_aside(scene, first, to, start, end);
    Some(Phrase { to, gender: genders::by_word(word), describes })
}

/// "someone", "nobody".
pub(super) fn is_anybody(word: &str) -> bool {
    matches!(
        word,
        "someone"
            | "Someone"
            | "somebody"
            | "Somebody"
            | "anyone"
            | "Anyone"
            | "anybody"
            | "everyone"
            | "Everyone"
            | "everybody"
            | "Everybody"
            | "nobody"
            | "Nobody"
            | "whoever"
            | "Whoever"
    )
}

/// Whether a word may begin such a phrase. What looks like a pronoun may be one.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "The"
            | "a"
            | "A"
            | "an"
            | "An"
            | "his"
            | "His"
            | "her"
            | "Her"
            | "their"
            | "Their"
            | "its"
            | "Its"
            | "my"
            | "My"
            | "our"
            | "Our"
            | "your"
            | "another"
            | "Another"
            | "one"
            | "One"
            | "this"
            | "This"
            | "that"
            | "That"
            | "every"
            | "Every"
            | "each"
            | "Each"
            | "any"
            | "Any"
            | "no"
            | "No"
            | "some"
            | "whose"
    )
}

/// The end of "23-year-old", which is several tokens.
fn is_age(scene: &Scene<'_>, token: usize) -> bool {
    let word = scene.word(token);
    word.ends_with("year-old")
        || word == "old" && token >= 2 && scene.word(token - 1) == "-" && scene.word(token - 2) == "year"
}

/// "the mayor Ann Lee", "her daughter, Ida Holm, said".
fn is_title(scene: &Scene<'_>, to: usize) -> bool {
    let names = |mut at: usize| {
        while at < to + 4 && (roles::is_title(scene.word(at)) || scene.word(at) == ".") {
            at += 1;
        }
        let person = scene.mention_at(at).filter(|_| scene.thing_at(at).is_none());
        person.and_then(|mention| scene.mentions.get(mention)).map(|mention| scene.tokens_of(mention).1)
    };
    names(to).is_some()
        || scene.word(to) == ","
            && names(to + 1).is_some_and(|after| {
                !scene.is_word(after) && !scene.is_clitic(after) || matches!(scene.word(after), "of" | "who")
            })
}

/// "Lee is the mayor", "named as the next mayor"; not "there was a woman".
fn is_predicate(scene: &Scene<'_>, first: usize, start: usize) -> bool {
    let mut at = first;
    while at > start && first - at < 2 && scene.tag(at - 1) == Some(PennTag::Rb) {
        at -= 1;
    }
    if at == start {
        return false;
    }
    match scene.word(at - 1) {
        "is" | "was" | "be" | "been" | "being" | "are" | "were" | "'s" | "’s" => {
            let subject = at.checked_sub(2).filter(|subject| *subject >= start);
            !subject.is_some_and(|subject| {
                matches!(scene.word(subject), "there" | "There" | "it" | "It" | "this" | "This" | "who")
            })
        }
        "as" | "As" | "become" | "became" | "becoming" | "becomes" | "remains" | "remained" | "named"
        | "called" | "elected" | "appointed" | "like" | "than" => true,
        _ => false,
    }
}

/// "Lee, the mayor, said", "Lee, 34, a nurse from Leeds, said"; not "After he met Lee, the mayor said".
fn is_aside(scene: &Scene<'_>, first: usize, to: usize, start: usize, end: usize) -> bool {
    let mut at = first;
    if at <= start || !matches!(scene.word(at - 1), "," | "(" | "—" | "–") {
        return false;
    }
    at -= 1;
    // An age between the name and the role.
    if at >= start + 3 && scene.tag(at - 1) == Some(PennTag::Cd) && scene.word(at - 2) == "," {
        at -= 2;
    }
    at > start
        && match scene.mention_at(at - 1) {
            Some(_) => scene.thing_at(at - 1).is_none(),
            None => roles::is_somebody(scene.word(at - 1)),
        }
        && !(to < end && is_finite(scene, to))
}
