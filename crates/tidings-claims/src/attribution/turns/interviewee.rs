//! Who is interviewed where the answers begin with a letter: the only person named above the first question, or the one who is said to
//! have been spoken with, or the one whom the first question addresses.

use tidings_core::{Label, MetaField, PartKind, Parts, Span};

use super::Reader;

/// Verbs of an interview, behind or before whom the interviewee stands.
const ASKED: [&str; 12] = [
    "interviewed",
    "interview",
    "spoke",
    "speaks",
    "speak",
    "talked",
    "talks",
    "asked",
    "questions",
    "met",
    "conversation",
    "sat",
];
/// What the interviewee does.
const ANSWERS: [&str; 16] = [
    "spoke",
    "speaks",
    "talked",
    "talks",
    "told",
    "tells",
    "answers",
    "answered",
    "explains",
    "explained",
    "discusses",
    "discussed",
    "reflects",
    "says",
    "said",
    "sat",
];
/// Between a verb of an interview and the interviewee stands no more than this, in bytes.
const NEAR: usize = 40;

/// How sure it is that somebody answers of whom the text says so, and that the only person answers of whom it does not.
const TOLD: f32 = 0.85;
const ONLY: f32 = 0.7;

/// What stands above answers that nobody in particular gives, in small letters.
const NOBODY: [&str; 5] =
    ["faq", "frequently asked", "what you need to know", "your questions answered", "explainer"];

/// The entity of the interviewee, with how sure that is; `None` if the text leaves a doubt.
pub(super) fn find(reader: &Reader, parts: &Parts) -> Option<(u32, f32)> {
    let first = parts.parts.first()?.span.start;
    let head = Span::new(0, first);
    let above = reader.slice(head).to_lowercase();
    if NOBODY.iter().any(|sign| above.contains(sign)) {
        return None;
    }
    let authors: Vec<&str> =
        reader.doc.meta.values(MetaField::Byline).iter().map(|author| author.value.as_str()).collect();
    let mut persons: Vec<u32> = Vec::new();
    let mut spoken: Vec<u32> = Vec::new();
    for mention in reader.names(head).iter().filter(|mention| mention.label == Label::Person) {
        let words = reader.slice(mention.span);
        if authors.iter().any(|author| author.eq_ignore_ascii_case(words))
            || is_signature(reader, mention.span)
        {
            continue;
        }
        add(&mut persons, mention.entity);
        if is_spoken_with(reader, mention.span) || speaks(reader, mention.span) {
            add(&mut spoken, mention.entity);
        }
    }
    // "She spoke with the Courier."
    for reference in reader.references.map_or(&[][..], |references| references.inside(head)) {
        let Some(entity) = reference.entity else { continue };
        if reader.label_of(entity) == Some(Label::Person) && speaks(reader, reference.span) {
            add(&mut spoken, entity);
        }
    }
    match (&persons[..], &spoken[..]) {
        (_, [only]) => Some((*only, TOLD)),
        ([only], []) => Some((*only, ONLY)),
        ([], []) => in_title(reader).or_else(|| addressed(reader, parts)).map(|entity| (entity, TOLD)),
        _ => None,
    }
}

fn add(list: &mut Vec<u32>, entity: u32) {
    if !list.contains(&entity) {
        list.push(entity);
    }
}

/// "By Ida Holm", "Photo: Ida Holm".
fn is_signature(reader: &Reader, name: Span) -> bool {
    let before = reader.text.get(..name.start as usize).unwrap_or("").trim_end();
    ["By", "by", "BY", "Interview by", "Photo:", "Photos:", "Photo by", "Words:"]
        .iter()
        .any(|lead| before.strip_suffix(lead).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// "spoke with Ida Holm", "an interview with the mayor, Ida Holm".
fn is_spoken_with(reader: &Reader, name: Span) -> bool {
    let end = name.start as usize;
    let mut start = end.saturating_sub(NEAR);
    while !reader.text.is_char_boundary(start) {
        start -= 1;
    }
    // Behind another name, it is said of that one.
    let last =
        reader.names(Span::from_range(start..end)).last().map_or(start, |other| other.span.end as usize);
    let before = reader.text.get(last..end).unwrap_or("");
    let clause = before.rsplit(['.', '\n', ';', '?', '!']).next().unwrap_or("");
    let mut words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    let with =
        words.clone().any(|word| matches!(word, "with" | "to" | "asked" | "interviewed" | "for" | "met"));
    with && words.any(|word| ASKED.contains(&word.to_lowercase().as_str()))
}

/// "Ida Holm talks about", "the mayor, who spoke to the Courier".
fn speaks(reader: &Reader, name: Span) -> bool {
    let after = reader.text.get(name.end as usize..).unwrap_or("");
    let words = after
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\n')))
        .filter(|word| !word.is_empty());
    let first = words.take(2).find(|word| !matches!(*word, "who" | "has" | "recently" | "also"));
    first.is_some_and(|word| ANSWERS.contains(&word))
}

/// The only person whose name stands in the title that the input gave.
fn in_title(reader: &Reader) -> Option<u32> {
    let title = reader.doc.meta.get(MetaField::Title)?;
    let persons = reader.entities?.index.iter().zip(0u32..).filter(|(entity, _)| {
        let full = |name: &str| name.contains(' ') && title.contains(name);
        entity.label == Label::Person
            && (full(&entity.name) || entity.aliases.iter().any(|alias| full(alias)))
    });
    only(persons.map(|(_, number)| number))
}

/// The person whom the first question addresses, at one of its ends: "Ms. Holm, why did it take so long?"
fn addressed(reader: &Reader, parts: &Parts) -> Option<u32> {
    let question = parts.parts.iter().find(|part| part.kind == PartKind::Question)?.body;
    let persons = reader.names(question).iter().filter(|mention| mention.label == Label::Person);
    let called = persons.filter(|mention| {
        let before = reader.slice(Span::new(question.start, mention.span.start)).trim_end();
        let after = reader.slice(Span::new(mention.span.end, question.end)).trim_start();
        let title = ["", "Mr.", "Ms.", "Mrs.", "Dr.", "Mayor", "Minister", "Professor"];
        after.starts_with(',') && title.contains(&before)
            || matches!(after, "?" | "." | "")
                && before.trim_end_matches("Mr.").trim_end_matches("Ms.").trim_end().ends_with(',')
    });
    only(called.map(|mention| mention.entity))
}

fn only(mut entities: impl Iterator<Item = u32>) -> Option<u32> {
    let first = entities.next()?;
    entities.all(|other| other == first).then_some(first)
}
