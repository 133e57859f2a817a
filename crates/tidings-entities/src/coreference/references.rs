//! Pronouns and descriptions that stand for persons, where the text leaves little doubt.
//!
//! One pass over the sentences remembers which persons the last few have spoken of. A pronoun goes to the only one of
//! its gender in its own sentence, or else in the sentences before; of several, to the first of a sentence, which is
//! mostly its subject (Hobbs, "Resolving Pronoun References", 1978, prefers it, too). A description goes to the only
//! person who bears such a role. Nothing inside of quotation marks is resolved: its "he" is seldom the speaker.

use rustc_hash::FxHashMap;
use tidings_core::{Label, Reference, ReferenceKind};

use super::config::CoreferenceConfig;
use super::genders::Gender;
use super::roles::{self, Role};
use super::scene::Scene;

/// A person spoken of.
#[derive(Clone, Copy)]
struct Spoken {
    entity: u32,
    sentence: usize,
}

/// A pronoun further away than this many sentences from any person is left alone.
const MEMORY: usize = 2;

/// So many persons are remembered.
const REMEMBERED: usize = 24;

/// Finds the references of a document, sorted.
pub(super) fn find(
    scene: &Scene<'_>,
    config: &CoreferenceConfig,
    roles: &[Role],
    genders: &FxHashMap<u32, Gender>,
    related: &dyn Fn(u32, u32) -> bool,
) -> Vec<Reference> {
    let mut finder = Finder { scene, config, genders, related, spoken: Vec::new(), out: Vec::new() };
    let mut bearers = Bearers { roles, next: 0, by_head: FxHashMap::default() };
    let mut quoted = false;
    let mut paragraph = None;
    let mut mention = 0;
    for (number, sentence) in scene.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            (paragraph, quoted) = (Some(sentence.paragraph), false);
        }
        let mut at = sentence.tokens().start;
        while at < sentence.tokens().end {
            let span = scene.span(at);
            while scene.mentions.get(mention).is_some_and(|known| known.span.end <= span.start) {
                mention += 1;
            }
            if let Some(known) = scene.mentions.get(mention).filter(|known| known.span.start < span.end) {
                if known.label == Label::Person {
                    finder.speak(known.entity, number);
                }
                at = scene.tokens_of(known).1.max(at + 1);
                continue;
            }
            let word = scene.word(at);
            match word {
                "\"" => quoted = !quoted,
                "“" => quoted = true,
                "”" => quoted = false,
                _ if quoted => {}
                "the" | "The" if config.nominals => {
                    bearers.advance(at);
                    if let Some(end) = finder.nominal(at, sentence.tokens().end, number, &bearers) {
                        at = end;
                        continue;
                    }
                }
                _ if config.pronouns => finder.pronoun(at, word, number),
                _ => {}
            }
            at += 1;
        }
    }
    finder.out
}

/// The roles met so far, by the word that names them.
struct Bearers<'r> {
    roles: &'r [Role],
    next: usize,
    by_head: FxHashMap<&'r str, Vec<usize>>,
}

impl<'r> Bearers<'r> {
    /// Takes in the roles before a token.
    fn advance(&mut self, token: usize) {
        while let Some(role) = self.roles.get(self.next).filter(|role| role.token < token) {
            let known = self.by_head.entry(role.head.as_str()).or_default();
            let new = known.iter().all(|at| {
                let other = &self.roles[*at];
                (other.entity, &other.qualifiers, &other.of) != (role.entity, &role.qualifiers, &role.of)
            });
            if new && known.len() < 16 {
                known.push(self.next);
            }
            self.next += 1;
        }
    }

    fn of(&self, head: &str) -> impl Iterator<Item = &'r Role> {
        self.by_head.get(head).into_iter().flatten().filter_map(|at| self.roles.get(*at))
    }
}

struct Finder<'f> {
    scene: &'f Scene<'f>,
    config: &'f CoreferenceConfig,
    genders: &'f FxHashMap<u32, Gender>,
    /// Whether a demonym and a place belong together.
    related: &'f dyn Fn(u32, u32) -> bool,
    spoken: Vec<Spoken>,
    out: Vec<Reference>,
}

impl Finder<'_> {
    fn speak(&mut self, entity: u32, sentence: usize) {
        if self.spoken.len() == REMEMBERED {
            self.spoken.remove(0);
        }
        self.spoken.push(Spoken { entity, sentence });
    }

    fn add(
        &mut self,
        from: usize,
        to: usize,
        entity: u32,
        kind: ReferenceKind,
        confidence: f32,
        sentence: usize,
    ) {
        if let Some(span) = self.scene.cover(from, to).filter(|_| confidence >= self.config.min_confidence) {
            self.out.push(Reference { span, entity, kind, confidence });
            self.speak(entity, sentence);
        }
    }

    fn pronoun(&mut self, at: usize, word: &str, sentence: usize) {
        let Some(gender) = pronoun(word) else { return };
        for back in 0..=MEMORY.min(sentence) {
            let place = sentence - back;
            let mut found: Vec<u32> = Vec::new();
            for spoken in self.spoken.iter().filter(|spoken| spoken.sentence == place) {
                let fits = self.genders.get(&spoken.entity).is_none_or(|known| *known == gender);
                if fits && !found.contains(&spoken.entity) {
                    found.push(spoken.entity);
                }
            }
            let Some(&first) = found.first() else { continue };
            // Somebody whose gender is known comes before one who might be anything.
            let known = found.iter().copied().find(|entity| self.genders.contains_key(entity));
            let sure = known == Some(first);
            let confidence = match (found.len(), sure) {
                (1, true) => 0.9,
                (1, false) => 0.7,
                (_, true) => 0.6,
                _ => 0.5,
            } - 0.1 * back as f32;
            return self.add(
                at,
                at + 1,
                known.unwrap_or(first),
                ReferenceKind::Pronoun,
                confidence,
                sentence,
            );
        }
    }

    /// A description that begins with "the" at `at`: one past its last token, if it is one.
    fn nominal(&mut self, at: usize, end: usize, sentence: usize, bearers: &Bearers<'_>) -> Option<usize> {
        let scene = self.scene;
        let (mut to, mut of, mut qualifiers) = (at + 1, Vec::new(), Vec::new());
        let mut head = None;
        while to < end && to - at <= 6 {
            let word = scene.word(to);
            if let Some(thing) = scene.thing_at(to) {
                of.push(thing.entity);
                to = scene.tokens_of(thing).1.max(to + 1);
                head = None;
                continue;
            }
            if scene.mention_at(to).is_some() {
                return None;
            }
            let clitic = !scene.is_word(to) && word.ends_with('s') && !of.is_empty();
            if roles::is_role(word) {
                head = Some(to);
            }
            if !clitic && !roles::is_qualifier(word) {
                break;
            }
            to += 1;
        }
        let head = head.filter(|head| head + 1 == to)?;
        let next = scene.word(to);
        if matches!(next, "of" | "for" | "-" | "and") || scene.is_capital(to) || next.starts_with('-') {
            return None;
        }
        let lower = |token: usize| scene.word(token).to_lowercase();
        qualifiers.extend(
            (at + 1..head).filter(|at| scene.thing_at(*at).is_none() && scene.is_word(*at)).map(lower),
        );
        let name = lower(head);
        let mut found: Vec<u32> = Vec::new();
        for role in bearers.of(&name) {
            let places = of.iter().all(|place| role.of.iter().any(|other| (self.related)(*place, *other)));
            let words = qualifiers.iter().all(|word| role.qualifiers.contains(word));
            let lesser =
                |word: &String| matches!(word.as_str(), "vice" | "deputy" | "former" | "ex" | "prime");
            let full =
                role.qualifiers.iter().filter(|word| lesser(word)).all(|word| qualifiers.contains(word));
            if places && words && full && !found.contains(&role.entity) {
                found.push(role.entity);
            }
        }
        let [only] = found.as_slice() else { return None };
        self.add(at, to, *only, ReferenceKind::Nominal, 0.75, sentence);
        Some(to)
    }
}

fn pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" | "him" | "Him" | "his" | "His" | "himself" => Some(Gender::Male),
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}
