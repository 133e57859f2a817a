//! Which entity a source names, and how sure that is: the head of the source or the name in apposition to it, and for
//! *he* and *she* whom coreference has found.
//!
//! An entity inside of a source is often not its speaker: "a lawyer for Koval", "the court in Elsworth", "Oslo police". Then there is none.

use tidings_core::{Entities, Label, Mention, Reference, ReferenceKind, References, Span};

/// Finds the entity of a source; without coreference it remembers the last person.
pub(super) struct Speakers<'a> {
    entities: Option<&'a Entities>,
    references: Option<&'a References>,
    pronouns: bool,
    last: Option<Person>,
}

#[derive(Clone, Copy)]
struct Person {
    entity: u32,
    sentence: u32,
}

/// Who a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Speaker {
    /// The entity, if the text names one.
    pub(super) entity: Option<u32>,
    /// How sure that is; `None` if there is neither an entity nor a pronoun that was resolved.
    pub(super) confidence: Option<f32>,
}

/// A pronoun further away than this many sentences from the last person that spoke is left alone.
const MEMORY: u32 = 3;
/// How sure a pronoun is that was given to the last person, without coreference.
const GUESSED: f32 = 0.5;

impl<'a> Speakers<'a> {
    pub(super) fn new(
        entities: Option<&'a Entities>,
        references: Option<&'a References>,
        pronouns: bool,
    ) -> Self {
        Speakers { entities, references, pronouns, last: None }
    }

    /// The speaker that the source at `span` names, in the sentence of the given index.
    pub(super) fn resolve(&mut self, text: &str, span: Span, sentence: u32) -> Speaker {
        let (Some(entities), Some(words)) = (self.entities, span.slice(text)) else {
            return Speaker::default();
        };
        if let Some(reference) = self.reference(text, span) {
            return Speaker { entity: reference.entity, confidence: Some(reference.confidence) };
        }
        if is_pronoun(words.split_whitespace().next().unwrap_or("")) {
            // What coreference has not resolved is in doubt.
            let last = self.last.filter(|last| {
                self.pronouns && self.references.is_none() && sentence.saturating_sub(last.sentence) <= MEMORY
            });
            let Some(last) = last else { return Speaker::default() };
            self.last = Some(Person { sentence, ..last });
            return Speaker { entity: Some(last.entity), confidence: Some(GUESSED) };
        }
        let Some(mention) = named(text, span, entities) else { return Speaker::default() };
        if mention.label == Label::Person {
            self.last = Some(Person { entity: mention.entity, sentence });
        }
        Speaker { entity: Some(mention.entity), confidence: Some(mention.confidence.clamp(0.0, 1.0)) }
    }

    /// The pronoun or description that is the source, or with which it begins: "he himself", "the president, speaking in Oslo".
    fn reference(&self, text: &str, span: Span) -> Option<&'a Reference> {
        let first = self.references.filter(|_| self.pronouns)?.inside(span).first()?;
        let is_whole = first.span == span;
        let begins = first.span.start == span.start;
        let is_subject = |reference: &Reference| {
            reference.kind == ReferenceKind::Nominal || reference.span.slice(text).is_some_and(is_pronoun)
        };
        // "The president's doctor" is not the president.
        let rest = Span::new(first.span.end, span.end.max(first.span.end)).slice(text).unwrap_or("");
        let is_owner = rest.starts_with(['\'', '’']);
        (is_whole || begins && is_subject(first) && !is_owner).then_some(first)
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "He" | "She" | "HE" | "SHE")
}

/// A part of a source: a name or a word.
#[derive(Clone, Copy)]
enum Item<'t> {
    Name(&'t Mention),
    Word(&'t str),
}

/// So many names and words of a source are read.
const ITEMS: usize = 40;

/// The name of the head of a source, or the one in apposition to a head that is no name.
fn named<'t>(text: &'t str, span: Span, entities: &'t Entities) -> Option<&'t Mention> {
    let items = items(text, span, entities.inside(span));
    let mut segments = without_label(&items)
        .split(|item| matches!(item, Item::Word("," | "(" | ")" | "—" | "–" | ";" | ":")));
    let first = segments.next()?;
    match head(first) {
        Head::Name(mention) => return Some(mention),
        Head::Several => return None,
        Head::Other => {}
    }
    let aside = segments.find(|segment| !segment.is_empty())?;
    match head(aside) {
        Head::Name(mention) if is_plain(aside) && !is_wider_place(first, mention) => Some(mention),
        _ => None,
    }
}

/// What follows a label in brackets before a source: "(CNN) Ada Lind" is not the network.
fn without_label<'i, 't>(items: &'i [Item<'t>]) -> &'i [Item<'t>] {
    let Some(Item::Word("(")) = items.first() else { return items };
    let end = items.iter().position(|item| matches!(item, Item::Word(")")));
    end.and_then(|end| items.get(end + 1..)).unwrap_or(items)
}

/// Whether an aside is the place in which the place before it lies, or a people: "officials in Elsworth, Norland".
fn is_wider_place(before: &[Item<'_>], aside: &Mention) -> bool {
    match aside.label {
        Label::Gpe | Label::Loc | Label::Fac => before.iter().any(|item| matches!(item, Item::Name(_))),
        label => label == Label::Norp,
    }
}

/// The names and the words of a source, in order.
fn items<'t>(text: &'t str, span: Span, mentions: &'t [Mention]) -> Vec<Item<'t>> {
    let mut items = Vec::new();
    let mut at = span.start;
    for mention in mentions {
        words(text, Span::new(at, mention.span.start.max(at)), &mut items);
        items.push(Item::Name(mention));
        at = mention.span.end;
    }
    words(text, Span::new(at, span.end.max(at)), &mut items);
    items.truncate(ITEMS);
    items
}

/// Adds the words of a stretch of text; a mark that parts is a word of its own.
fn words<'t>(text: &'t str, span: Span, items: &mut Vec<Item<'t>>) {
    for word in span.slice(text).unwrap_or("").split_whitespace() {
        let mut rest = word;
        while let Some(at) = rest.find([',', '(', ')', '—', '–', ';', ':']) {
            let mark = rest[at..].chars().next().map_or(1, char::len_utf8);
            let (before, after) = (&rest[..at], &rest[at + mark..]);
            items.extend((!before.is_empty()).then_some(Item::Word(before)));
            items.push(Item::Word(&rest[at..at + mark]));
            rest = after;
        }
        items.extend((!rest.is_empty()).then_some(Item::Word(rest)));
    }
}

/// What the head of a noun phrase is.
enum Head<'t> {
    Name(&'t Mention),
    /// Two or more: "Koval and Lee".
    Several,
    Other,
}

/// The head of a noun phrase: what stands last before a preposition, a relative clause or a participle.
fn head<'t>(items: &[Item<'t>]) -> Head<'t> {
    let starts = |item: &Item<'_>| matches!(item, Item::Word(word) if goes_on(word));
    let end = items.iter().skip(1).position(starts).map_or(items.len(), |at| at + 1);
    if let Some(holder) = holder_of_office(items, end) {
        return Head::Name(holder);
    }
    let mut core = &items[..end];
    while let [rest @ .., Item::Word(word)] = core
        && (is_added(word) || word.starts_with(|first: char| first.is_ascii_digit()))
    {
        core = rest;
    }
    let joined = core.iter().position(|item| matches!(item, Item::Word("and" | "or" | "&")));
    if let Some(at) = joined
        && core[..at].iter().any(|item| matches!(item, Item::Name(_)))
    {
        return Head::Several;
    }
    match core {
        [.., Item::Name(mention)] => Head::Name(mention),
        // A name that was not found to its end: "Harbor Works Group" of which "Harbor Works" was.
        [.., Item::Name(mention), Item::Word(word)]
            if mention.label == Label::Org
                && word.starts_with(char::is_uppercase)
                && word.len() < mention.span.len() as usize =>
        {
            Head::Name(mention)
        }
        _ => Head::Other,
    }
}

/// The person at the end of an office with "of": "Minister of Mines Ada Lind".
fn holder_of_office<'t>(items: &[Item<'t>], of: usize) -> Option<&'t Mention> {
    let (Some(Item::Word("of")), Some(Item::Word(office))) = (items.get(of), items.get(of.checked_sub(1)?))
    else {
        return None;
    };
    let [between @ .., Item::Name(holder)] = items.get(of + 1..)? else { return None };
    let named = |item: &Item<'_>| match item {
        Item::Name(mention) => mention.label != Label::Person,
        Item::Word(word) => word.starts_with(char::is_uppercase) && !OFFICES.contains(word) || *word == "and",
    };
    let fits = holder.label == Label::Person && !between.is_empty() && between.iter().all(named);
    (fits && OFFICES.contains(office)).then_some(holder)
}

/// Offices that are named with what they are of.
const OFFICES: [&str; 18] = [
    "Ambassador",
    "Archbishop",
    "Bishop",
    "Chancellor",
    "Chief",
    "Commander",
    "Commissioner",
    "Director",
    "Governor",
    "Head",
    "King",
    "Mayor",
    "Minister",
    "President",
    "Prince",
    "Queen",
    "Secretary",
    "Speaker",
];

/// Words that begin what is said of a head.
fn goes_on(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "for"
            | "at"
            | "from"
            | "with"
            | "on"
            | "to"
            | "by"
            | "near"
            | "about"
            | "against"
            | "between"
            | "behind"
            | "under"
            | "over"
            | "who"
            | "whose"
            | "whom"
            | "which"
            | "that"
            | "where"
            | "when"
            | "as"
            | "like"
            | "into"
            | "inside"
            | "outside"
            | "including"
            | "familiar"
            | "close"
            | "speaking"
            | "citing"
            | "quoted"
            | "working"
            | "based"
            | "living"
            | "writing"
            | "representing"
            | "known"
            | "after"
            | "before"
            | "during"
            | "via"
            | "through"
    )
}

/// Words behind a name that change nothing: "Koval himself".
fn is_added(word: &str) -> bool {
    matches!(
        word,
        "himself"
            | "herself"
            | "itself"
            | "too"
            | "also"
            | "both"
            | "."
            | "Jr."
            | "Sr."
            | "'s"
            | "’s"
            | "\""
            | "”"
    )
}

/// Whether nothing but titles and determiners stand before the name of an aside: "Dr Aleksander Taylor".
fn is_plain(items: &[Item<'_>]) -> bool {
    let before = items.iter().map_while(|item| match item {
        Item::Word(word) => Some(*word),
        Item::Name(_) => None,
    });
    before.into_iter().all(|word| {
        word.starts_with(char::is_uppercase)
            || matches!(
                word,
                "the" | "a" | "an" | "retired" | "former" | "acting" | "deputy" | "senior" | "then" | "now"
            )
    })
}

#[cfg(test)]
mod tests {
    use tidings_core::Entity;

    use super::*;

    /// The name that is found in a source whose names are marked `[LABEL name]`.
    #[track_caller]
    fn check(marked: &str, expected: Option<&str>) {
        let (mut text, mut entities, mut rest) = (String::new(), Entities::default(), marked);
        while let Some((before, tail)) = rest.split_once('[') {
            let (inside, after) = tail.split_once(']').unwrap();
            let (label, name) = inside.split_once(' ').unwrap();
            let label = Label::ALL.into_iter().find(|known| known.name() == label).unwrap();
            text.push_str(before);
            let start = text.len();
            text.push_str(name);
            let (span, entity) = (Span::from_range(start..text.len()), entities.index.len() as u32);
            entities.mentions.push(Mention { span, label, entity, confidence: 1.0 });
            entities.index.push(Entity::new(name, label));
            rest = after;
        }
        text.push_str(rest);
        let found = named(&text, Span::from_range(0..text.len()), &entities);
        assert_eq!(found.map(|mention| mention.span.slice(&text).unwrap()), expected, "{marked}");
    }

    #[test]
    fn the_head_or_the_name_beside_it() {
        for (source, name) in [
            ("The clerk, [PERSON Mina Dahl]", "Mina Dahl"),
            (
                "The acting chief of [PERSON Carbridge Analytics], Dr [PERSON Aleksander Taylor]",
                "Aleksander Taylor",
            ),
            ("[PERSON Paul Renner], CEO of [ORG Brightwater],", "Paul Renner"),
            ("her daughter, [PERSON Ida Holm]", "Ida Holm"),
            ("[ORG Kremlin] spokesman [PERSON Jan Koval]", "Jan Koval"),
            ("[PERSON Ada Lind] of the [ORG Harbor Trust]", "Ada Lind"),
            ("[GPE Norland]’s President [PERSON Jan Koval]", "Jan Koval"),
            ("the [ORG Harbor Trust] of [GPE Norland]", "Harbor Trust"),
            ("[PERSON Koval] himself", "Koval"),
            ("[PERSON Ann Lee], 34,", "Ann Lee"),
            ("A lawyer for [PERSON Koval], [PERSON Ann Lee]", "Ann Lee"),
            ("the mayor of [GPE Elsworth], retired Col. [PERSON Ann Lee]", "Ann Lee"),
            ("[NORP Norlandic] Minister of Mines [PERSON Ann Lee]", "Ann Lee"),
            ("President of [GPE Norland] [PERSON Jan Koval]", "Jan Koval"),
            ("([ORG HBC])[PERSON Ann Lee]", "Ann Lee"),
            ("The ruling party, the [ORG Harbor Union]", "Harbor Union"),
            ("its old ally, [GPE Norland]", "Norland"),
        ] {
            check(source, Some(name));
        }
    }

    #[test]
    fn a_name_inside_is_not_the_speaker() {
        for source in [
            "The county court in [GPE Elsworth]",
            "a spokesman for [ORG Brightwater]",
            "[PERSON Koval]’s lawyer",
            "[GPE Oslo] police",
            "officials in [GPE Kyiv]",
            "[PERSON Koval] and [PERSON Lee]",
            "the mayor of [GPE Elsworth], a town of 900",
            "a senior official, speaking in [GPE Oslo]",
            "the [PERSON Koval] administration",
            "[NORP Norlandic] officials",
            "officials in [GPE Elsworth], [GPE Norland]",
            "an officer in the border town of [GPE Mill], [GPE Norland]",
            "([ORG HBC])A witness",
            "[NORP Norlandic] Minister of Mines",
            "Supporters of President [PERSON Jan Koval]",
            "the Minister of [PERSON Koval]",
        ] {
            check(source, None);
        }
    }
}
