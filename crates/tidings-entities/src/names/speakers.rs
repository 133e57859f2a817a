//! Names of speakers: what stands before the colon of a turn is the name of a person, whatever its letters look like to a tagger that has
//! learned from running text.
//!
//! Only where cleaning has found turns ([`Parts`]), and only for those whose name is known in full: a single word may be a newspaper.

use tidings_core::{Document, Label, PartKind, Parts, Span};

/// A name: place, label, confidence.
type Found = (Span, Label, f32);

/// How sure a label is.
const SURE: f32 = 0.95;

/// Words of labels that are not of persons, in small letters.
const NOBODY: [&str; 58] = [
    "unidentified",
    "unknown",
    "male",
    "female",
    "man",
    "woman",
    "speaker",
    "speakers",
    "reporter",
    "reporters",
    "host",
    "guest",
    "anchor",
    "correspondent",
    "moderator",
    "audience",
    "court",
    "clerk",
    "member",
    "caller",
    "operator",
    "question",
    "answer",
    "narrator",
    "voice",
    "crowd",
    "panel",
    "panelist",
    "chair",
    "chairman",
    "chairwoman",
    "editor",
    "news",
    "times",
    "post",
    "courier",
    "tribune",
    "herald",
    "daily",
    "radio",
    "tv",
    "magazine",
    "staff",
    "team",
    "all",
    "both",
    "group",
    "the",
    "interviewer",
    "interviewee",
    "participant",
    "attorney",
    "counsel",
    "witness",
    "translator",
    "interpreter",
    "protester",
    "resident",
];

/// Titles before a name, in small letters, without period.
const TITLES: [&str; 30] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sen",
    "senator",
    "rep",
    "representative",
    "gov",
    "governor",
    "mayor",
    "president",
    "judge",
    "justice",
    "prof",
    "professor",
    "gen",
    "general",
    "col",
    "colonel",
    "capt",
    "captain",
    "lt",
    "sgt",
    "sir",
    "minister",
    "secretary",
    "chief",
    "commissioner",
];

/// Makes the labels of speakers names of persons. `names` are sorted, without overlap, and stay so.
pub(super) fn complete(doc: &Document, names: &mut Vec<Found>) {
    let Some(parts) = doc.get::<Parts>().filter(|parts| !parts.parts.is_empty()) else { return };
    let mut added: Vec<Found> = Vec::new();
    for part in parts.parts.iter().filter(|part| part.kind != PartKind::Post) {
        let (Some(label), Some(speaker)) = (part.label, parts.speaker_of(part)) else { continue };
        if !is_person(doc.slice(speaker.name)) {
            continue;
        }
        let name = without_titles(doc, label);
        // A letter stands for somebody; it names nobody.
        let last = |span: Span| doc.slice(span).split_whitespace().next_back().unwrap_or("").to_lowercase();
        if last(name) != last(speaker.name) {
            continue;
        }
        let around: Vec<&Found> = names.iter().filter(|(span, ..)| span.overlaps(name)).collect();
        let is_known = around.iter().any(|(span, label, _)| *label == Label::Person && *span == name);
        // An organization may answer questions too; one with an office beside its name does not.
        let is_body = around.iter().any(|(.., label, _)| *label == Label::Org) && speaker.role.is_none();
        if !is_known && !is_body && !name.is_empty() {
            added.push((name, Label::Person, SURE));
        }
    }
    if added.is_empty() {
        return;
    }
    names.retain(|(span, ..)| !added.iter().any(|(name, ..)| name.overlaps(*span)));
    names.append(&mut added);
    names.sort_by_key(|(span, ..)| *span);
}

/// Whether a name in full is one of a person: two to four words, none of which says otherwise.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !is_title(word)).collect();
    let fits = |word: &&str| {
        let plain = word.trim_matches(['.', ',']);
        let letters = plain.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        !plain.is_empty() && letters && !NOBODY.contains(&plain.to_lowercase().as_str())
    };
    (2..=4).contains(&words.len()) && words.iter().all(fits)
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// A label without the titles before the name.
fn without_titles(doc: &Document, label: Span) -> Span {
    let text = doc.slice(label);
    let mut rest = text;
    while let Some((word, after)) = rest.split_once(' ') {
        if !is_title(word) {
            break;
        }
        rest = after.trim_start();
    }
    Span::new(label.end - rest.len() as u32, label.end).trim(doc.text())
}

#[cfg(test)]
mod tests {
    use tidings_core::{Speaker, TextPart};

    use super::*;

    /// The names after the labels of a transcript have been read; every line is a turn.
    fn names(text: &str, known: &[(&str, Label)]) -> Vec<(String, Label)> {
        let mut doc = Document::new("t", text).unwrap();
        let mut parts = Parts::default();
        let mut at = 0;
        for line in text.split('\n') {
            let (label, _) = line.split_once(':').unwrap();
            let (name, role) =
                label.split_once(", ").map_or((label, None), |(name, role)| (name, Some(role)));
            let span = |from: usize, len: usize| Span::from_range(at + from..at + from + len);
            let last = name.rsplit(' ').next().unwrap();
            let full = text.find(&format!(" {last}")).filter(|_| !name.contains(' '));
            let full = full.map(|end| {
                let start = text[..end].rfind(['\n', ' ']).map_or(0, |space| space + 1);
                Span::from_range(start..end + 1 + last.len())
            });
            parts.speakers.push(Speaker {
                name: full.unwrap_or(span(0, name.len())),
                role: role.map(|role| span(name.len() + 2, role.len())),
            });
            parts.parts.push(TextPart {
                span: span(0, line.len()),
                body: span(label.len() + 1, line.len() - label.len() - 1),
                kind: PartKind::Turn,
                label: Some(span(0, name.len())),
                speaker: Some(parts.speakers.len() as u32 - 1),
                published: None,
            });
            at += line.len() + 1;
        }
        doc.insert(parts);
        let place = |words: &str| text.find(words).map(|at| Span::from_range(at..at + words.len())).unwrap();
        let mut found: Vec<Found> = known.iter().map(|(words, label)| (place(words), *label, 0.9)).collect();
        found.sort_by_key(|(span, ..)| *span);
        complete(&doc, &mut found);
        assert!(found.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
        found.iter().map(|(span, label, _)| (doc.slice(*span).to_owned(), *label)).collect()
    }

    #[test]
    fn labels_are_persons() {
        let text = "IDA HOLM, ANCHOR: Good evening.\nSEN. ADA LUND: No.\nHOLM: Thanks.\nCOURIER: Why?";
        let found = names(text, &[("HOLM, ANCHOR", Label::Org)]);
        let person = |name: &str| (name.to_owned(), Label::Person);
        assert_eq!(found, [person("IDA HOLM"), person("ADA LUND"), person("HOLM")]);
    }

    #[test]
    fn other_labels_are_left_alone() {
        let text = "UNIDENTIFIED MALE: Hey.\nHARBOR TRUST: We can.\nSPEAKER 2: No.\nTHE COURT: Go on.\nCOURIER: Why?";
        let found = names(text, &[("HARBOR TRUST", Label::Org)]);
        assert_eq!(found, [("HARBOR TRUST".to_owned(), Label::Org)]);
    }
}
