//! Which entity a speaker of the parts is: by the names in the labels, by the name in full, by the last name alone, by what stands before
//! a handle, and for the letter of answers by who is interviewed. Nobody is better than the wrong one.

use tidings_core::{Label, PartKind, Parts, Span};

use super::Reader;
use super::interviewee;

/// The entity of every speaker.
pub(super) struct Speakers {
    known: Vec<Option<u32>>,
    /// How sure it is who answers, if only a letter says so.
    letter: f32,
}

/// Letters and words that stand for whoever asks or answers.
const LETTERS: [&str; 16] = [
    "Q",
    "Question",
    "QUESTION",
    "Frage",
    "F",
    "Pregunta",
    "P",
    "Domanda",
    "D",
    "A",
    "Answer",
    "ANSWER",
    "Antwort",
    "Respuesta",
    "Risposta",
    "R",
];

/// Whether a label stands for whoever asks or answers.
pub(super) fn is_letter(label: &str) -> bool {
    LETTERS.contains(&label)
}

impl Speakers {
    pub(super) fn of(reader: &Reader, parts: &Parts) -> Self {
        let mut labels: Vec<Vec<usize>> = vec![Vec::new(); parts.speakers.len()];
        for (at, part) in parts.parts.iter().enumerate() {
            if let Some(labels) = part.speaker.and_then(|speaker| labels.get_mut(speaker as usize)) {
                labels.push(at);
            }
        }
        let known = labels.iter().enumerate().map(|(speaker, own)| entity(reader, parts, speaker, own));
        let mut known: Vec<Option<u32>> = known.collect();
        // One letter answers: whoever is interviewed.
        let answers = |speaker: usize| {
            let label = parts.speakers.get(speaker).map(|speaker| reader.slice(speaker.name));
            let kinds = labels[speaker].iter().filter_map(|at| parts.parts.get(*at)).map(|part| part.kind);
            label.is_some_and(is_letter) && kinds.into_iter().all(|kind| kind == PartKind::Answer)
        };
        let open: Vec<usize> = (0..known.len()).filter(|at| known[*at].is_none() && answers(*at)).collect();
        let mut letter = LETTER;
        if let [only] = open[..] {
            let asking =
                known.iter().enumerate().filter(|(at, _)| *at != only).filter_map(|(_, known)| *known);
            let asking: Vec<u32> = asking.collect();
            let found = interviewee::find(reader, parts).filter(|(entity, _)| !asking.contains(entity));
            known[only] = found.map(|(entity, _)| entity);
            letter = found.map_or(letter, |(_, sure)| sure);
        }
        Speakers { known, letter }
    }

    /// How sure it is whose words a letter begins.
    pub(super) fn letter(&self) -> f32 {
        self.letter
    }

    /// The entity of a speaker of the parts.
    pub(super) fn entity(&self, speaker: u32) -> Option<u32> {
        self.known.get(speaker as usize).copied().flatten()
    }
}

/// How sure a letter is whose words are whoever's it stands for.
const LETTER: f32 = 0.85;

/// The entity of a speaker whose labels stand in the parts of the given numbers.
fn entity(reader: &Reader, parts: &Parts, speaker: usize, own: &[usize]) -> Option<u32> {
    let full = parts.speakers.get(speaker)?.name;
    let labels: Vec<Span> = own.iter().filter_map(|at| parts.parts.get(*at)?.label).collect();
    let words = reader.slice(full);
    if words.starts_with('@') {
        return of_account(reader, parts, words, own);
    }
    if is_letter(words) {
        return None;
    }
    let one_word = |span: &Span| !reader.slice(*span).trim().contains(' ');
    let last = last_name(words);
    let bearers = bearers(reader, &last);
    // "HOLM:" where two are called so.
    if one_word(&full) && labels.iter().all(one_word) && bearers.len() > 1 {
        return None;
    }
    let named = |label: Label, spans: &mut dyn Iterator<Item = Span>| {
        let mut found = spans.filter_map(|span| reader.who(span)).filter(|found| found.label == label);
        found.next().map(|mention| mention.entity)
    };
    let longest = labels.iter().copied().max_by_key(|label| (label.len(), std::cmp::Reverse(label.start)));
    named(Label::Person, &mut std::iter::once(full))
        .or_else(|| named(Label::Person, &mut longest.into_iter()))
        .or_else(|| named(Label::Person, &mut labels.iter().copied()))
        .or(match bearers[..] {
            [only] => Some(only),
            _ => None,
        })
        .or_else(|| named(Label::Org, &mut labels.iter().copied()))
}

/// The last word of a name, in small letters.
fn last_name(name: &str) -> String {
    name.split_whitespace().next_back().unwrap_or_default().trim_matches(['.', ',', ':']).to_lowercase()
}

/// The persons whose name ends in a word; a short one may be a title or a letter.
fn bearers(reader: &Reader, last: &str) -> Vec<u32> {
    let Some(entities) = reader.entities.filter(|_| last.len() > 2) else { return Vec::new() };
    let ends = |name: &String| last_name(name) == last;
    let bears = entities.index.iter().zip(0u32..).filter(|(entity, _)| {
        entity.label == Label::Person && (ends(&entity.name) || entity.aliases.iter().any(ends))
    });
    bears.map(|(_, number)| number).collect()
}

/// The entity of an account: whose name stands before the handle, above a post or anywhere in the text.
fn of_account(reader: &Reader, parts: &Parts, handle: &str, own: &[usize]) -> Option<u32> {
    let heads = own.iter().filter_map(|at| {
        let part = parts.parts.get(*at)?;
        Some(Span::new(part.span.start, part.label?.start.max(part.span.start)))
    });
    let above = heads.filter_map(|head| before_handle(reader, head)).next();
    above.or_else(|| {
        reader.text.match_indices(handle).take(MOST_LOOKS).find_map(|(at, _)| {
            let longer =
                reader.text[at + handle.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let lead = reader.text[..at].strip_suffix('(')?.trim_end();
            let line = lead.rfind('\n').map_or(0, |end| end + 1);
            (!longer).then(|| before_handle(reader, Span::from_range(line..lead.len())))?
        })
    })
}

/// So many places of a handle are looked at.
const MOST_LOOKS: usize = 50;

/// The person or organization whose name ends a span.
fn before_handle(reader: &Reader, span: Span) -> Option<u32> {
    let span = span.trim(reader.text);
    let mention = reader.names(span).last()?;
    let rest = Span::new(mention.span.end, span.end.max(mention.span.end));
    // The sign of a repost is no account.
    if reader.slice(mention.span) == "RT" {
        return None;
    }
    let touches = !reader.slice(rest).contains(char::is_alphanumeric);
    (touches && matches!(mention.label, Label::Person | Label::Org)).then_some(mention.entity)
}
