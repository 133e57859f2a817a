//! Which entity a source names, and whom *he* and *she* mean: by coreference, or else the person who spoke last.

use tidings_core::{Entities, Label, References, Span};

/// Finds the entity of a source; remembers the last person.
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

/// A pronoun further away than this many sentences from the last person that spoke is left alone.
const MEMORY: u32 = 3;

impl<'a> Speakers<'a> {
    pub(super) fn new(
        entities: Option<&'a Entities>,
        references: Option<&'a References>,
        pronouns: bool,
    ) -> Self {
        Speakers { entities, references, pronouns, last: None }
    }

    /// The entity that the source at `span` names, in the sentence of the given index.
    pub(super) fn resolve(&mut self, text: &str, span: Span, sentence: u32) -> Option<u32> {
        let entities = self.entities?;
        let words = span.slice(text)?;
        // Coreference knows better, if it has been asked.
        if let Some(reference) = self.references.filter(|_| self.pronouns).and_then(|all| all.at(span)) {
            if entities
                .index
                .get(reference.entity as usize)
                .is_some_and(|entity| entity.label == Label::Person)
            {
                self.last = Some(Person { entity: reference.entity, sentence });
            }
            return Some(reference.entity);
        }
        if ["he", "she"].iter().any(|pronoun| words.eq_ignore_ascii_case(pronoun)) {
            let person =
                self.last.filter(|last| self.pronouns && sentence.saturating_sub(last.sentence) <= MEMORY)?;
            self.last = Some(Person { sentence, ..person });
            return Some(person.entity);
        }
        // What comes after a comma describes the head.
        let head = words.find([',', '(']).map_or(span, |at| Span::new(span.start, span.start + at as u32));
        let inside = entities.inside(head);
        let person = inside
            .iter()
            .rev()
            .find(|mention| mention.label == Label::Person && mention.span.end + 4 >= head.end);
        let mention = person
            .or_else(|| inside.iter().rev().find(|mention| mention.span.end == head.end))
            .or_else(|| {
                inside.iter().find(|mention| {
                    mention.span.start <= head.start + 4
                        && inside.len() == 1
                        && mention.span.len() * 2 > head.len()
                })
            })?;
        if mention.label == Label::Person {
            self.last = Some(Person { entity: mention.entity, sentence });
        }
        Some(mention.entity)
    }
}
