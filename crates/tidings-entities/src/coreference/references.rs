//! Pronouns and descriptions that stand for persons, where the text leaves little doubt.
//!
//! One pass over the sentences remembers whom the last few have spoken of: persons with a name, and people for whom the text has only
//! words ("the mayor"). [`pronouns`](super::pronouns) says which of them a pronoun means. A description goes to the only person who bears
//! such a role. Nothing inside of quotation marks is resolved: its "he" is seldom the speaker.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tidings_core::{Label, Mention, PennTag, Reference, ReferenceKind};

use super::config::CoreferenceConfig;
use super::genders::{self, Gender, Genders};
use super::grammar::{self, Place};
use super::phrases;
use super::pronouns::{Case, Known, Pronoun};
use super::recent::{Recent, Spoken, Who};
use super::roles::{self, Role};
use super::scene::Scene;

/// What is known of the entities of a document.
pub(super) struct Entities<'e> {
    pub(super) roles: &'e [Role],
    pub(super) genders: Genders<'e>,
    /// Whether a demonym and a place belong together.
    pub(super) related: &'e dyn Fn(u32, u32) -> bool,
    /// Of every entity that is said to have died the byte at which it is said.
    pub(super) dead: &'e dyn Fn(u32) -> Option<u32>,
}

/// Finds the references of a document, sorted.
pub(super) fn find<'s>(
    scene: &'s Scene<'s>,
    config: &'s CoreferenceConfig,
    entities: Entities<'s>,
) -> Vec<Reference> {
    let bearers = Bearers { roles: entities.roles, next: 0, by_head: FxHashMap::default() };
    let mut finder = Finder { scene, config, entities, bearers, recent: Recent::default(), out: Vec::new() };
    let mut quoted = false;
    let mut paragraph = None;
    let mut mention = 0;
    for (number, sentence) in scene.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            (paragraph, quoted) = (Some(sentence.paragraph), false);
        }
        let tokens = sentence.tokens();
        let mut at = tokens.start;
        while at < tokens.end {
            let span = scene.span(at);
            while scene.mentions.get(mention).is_some_and(|known| known.span.end <= span.start) {
                mention += 1;
            }
            let here = Here { sentence: number, tokens: tokens.clone() };
            if let Some(known) = scene.mentions.get(mention).filter(|known| known.span.start < span.end) {
                let to = scene.tokens_of(known).1.max(at + 1);
                if !quoted {
                    finder.name(known, at, to, &here);
                }
                at = to;
                continue;
            }
            match scene.word(at) {
                "\"" => quoted = !quoted,
                "“" => quoted = true,
                "”" => quoted = false,
                _ if quoted => {}
                word => at = finder.word(at, word, &here),
            }
            at += 1;
        }
    }
    finder.out
}

/// The sentence that is read: its index, and its tokens.
struct Here {
    sentence: usize,
    tokens: Range<usize>,
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
    entities: Entities<'f>,
    bearers: Bearers<'f>,
    recent: Recent,
    out: Vec<Reference>,
}

impl Finder<'_> {
    /// Takes in a name.
    fn name(&mut self, mention: &Mention, from: usize, to: usize, here: &Here) {
        let scene = self.scene;
        let who = if mention.label == Label::Person {
            // "the Koval brothers", "the Kovals": several.
            let many = mention
                .span
                .slice(scene.text)
                .is_some_and(|words| words.ends_with('s') && !words.contains(' '));
            if many && from > here.tokens.start && matches!(scene.word(from - 1), "the" | "The") {
                return;
            }
            Who::Named(mention.entity)
        } else if may_be_person(scene, mention) || is_called_person(scene, to) {
            Who::Unclear(from as u32)
        } else {
            return self.owned(from, to, here);
        };
        let gender = match who {
            Who::Unclear(_) => mention.span.slice(scene.text).and_then(genders::by_name),
            _ => None,
        };
        self.speak(who, gender, from, to, here);
        self.owned(from, to, here);
    }

    /// Takes in the person whom a name in the genitive leads to: "Koval's lawyer".
    fn owned(&mut self, from: usize, to: usize, here: &Here) {
        if self.scene.is_clitic(to) && to + 1 < here.tokens.end {
            self.phrase(from, to + 1, here);
        }
    }

    /// Takes in a word that is no name; gives the last token that is done with.
    fn word(&mut self, at: usize, word: &str, here: &Here) -> usize {
        if matches!(word, "the" | "The") && self.config.nominals {
            self.bearers.advance(at);
            if let Some(end) = self.nominal(at, here) {
                return end - 1;
            }
        }
        if let Some(gender) = gender_of(word) {
            if self.config.pronouns {
                self.pronoun(at, word, gender, here);
            }
        } else if phrases::is_anybody(word) {
            let span = self.scene.span(at);
            return self.speak(Who::Unnamed(span), None, at, at + 1, here).min(at);
        }
        if phrases::is_determiner(word) {
            self.phrase(at, at + 1, here);
        } else if self.scene.tag(at) == Some(PennTag::Nnp) && genders::is_given(word) {
            // A person whom no finder of names has found.
            let gender = genders::by_name(word);
            self.speak(Who::Unclear(at as u32), gender, at, at + 1, here);
        }
        at
    }

    /// Takes in the people for whom the text has only words, in the phrase that begins at `first`: "the mayor", "the mayor's wife".
    fn phrase(&mut self, first: usize, at: usize, here: &Here) {
        let mut from = at;
        while let Some(found) = phrases::read(self.scene, first, from, here.tokens.start, here.tokens.end) {
            if !found.describes
                && let Some(span) = self.scene.cover(first, found.to)
            {
                self.speak(Who::Unnamed(span), found.gender, first, found.to, here);
            }
            if !self.scene.is_clitic(found.to) {
                break;
            }
            from = found.to + 1;
        }
    }

    /// Remembers that somebody is spoken of; gives the first token.
    fn speak(&mut self, who: Who, gender: Option<Gender>, from: usize, to: usize, here: &Here) -> usize {
        let place = grammar::place(self.scene, from, to, &here.tokens);
        self.recent.add(Spoken { who, gender, sentence: here.sentence, from, to, place, is_pronoun: false });
        from
    }

    fn pronoun(&mut self, at: usize, word: &str, gender: Gender, here: &Here) {
        let scene = self.scene;
        let Some(case) = case_of(word, scene.tag(at)) else { return };
        if is_idle(scene, at, case) {
            return;
        }
        let place = grammar::place(scene, at, at + 1, &here.tokens);
        let speaks = case == Case::Subject && place == Place::Speaker;
        let tokens = here.tokens.clone();
        let pronoun = Pronoun { at, gender, case, sentence: here.sentence, tokens, speaks };
        let Entities { genders, dead, .. } = &mut self.entities;
        let mut known = Known { scene, recent: &self.recent, genders, dead: *dead };
        let found = known.resolve(&pronoun);
        let found = match ahead(scene, at, here) {
            Ahead::Nobody => found,
            Ahead::Person(entity) => {
                let fits = self.entities.genders.get(entity).is_none_or(|told| told == gender);
                match found {
                    Some((who, confidence)) if who == Who::Named(entity) || !fits => Some((who, confidence)),
                    None if fits && !self.recent.is_near(here.sentence) => Some((Who::Named(entity), 0.75)),
                    _ => None,
                }
            }
        };
        let found = found.filter(|(_, confidence)| *confidence >= self.config.min_confidence);
        let place = if case == Case::Subject { place } else { Place::Other };
        let (sentence, to) = (here.sentence, at + 1);
        let Some((who, confidence)) = found else {
            // It stands for somebody, whom the next one may mean, too.
            if matches!(case, Case::Subject | Case::Object) {
                self.recent.leave_open(sentence, gender);
            }
            return;
        };
        let (entity, antecedent) = match who {
            Who::Named(entity) => (Some(entity), None),
            Who::Unnamed(span) => (None, Some(span)),
            Who::Unclear(_) => return,
        };
        let kind = ReferenceKind::Pronoun;
        self.out.push(Reference { span: scene.span(at), entity, antecedent, kind, confidence });
        if let Some(entity) = entity.filter(|entity| self.entities.genders.get(*entity).is_none()) {
            self.entities.genders.learn(entity, gender);
        }
        self.recent.add(Spoken {
            who,
            gender: Some(gender),
            sentence,
            from: at,
            to,
            place,
            is_pronoun: true,
        });
    }

    /// A description that begins with "the" at `at`: one past its last token, if it is one.
    fn nominal(&mut self, at: usize, here: &Here) -> Option<usize> {
        let (scene, end) = (self.scene, here.tokens.end);
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
        for role in self.bearers.of(&name) {
            let places =
                of.iter().all(|place| role.of.iter().any(|other| (self.entities.related)(*place, *other)));
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
        let (entity, span) = (*only, scene.cover(at, to)?);
        if NOMINAL >= self.config.min_confidence {
            let kind = ReferenceKind::Nominal;
            self.out.push(Reference {
                span,
                entity: Some(entity),
                antecedent: None,
                kind,
                confidence: NOMINAL,
            });
            self.speak(Who::Named(entity), None, at, to, here);
        }
        Some(to)
    }
}

/// The person who is named behind the clause in which a pronoun stands at the beginning of a sentence: "In his speech, Koval said".
enum Ahead {
    Nobody,
    Person(u32),
}

/// So far ahead the comma behind such a clause is looked for, in tokens.
const CLAUSE: usize = 24;

fn ahead(scene: &Scene<'_>, at: usize, here: &Here) -> Ahead {
    use PennTag::*;
    let opens = matches!(scene.tag(here.tokens.start), Some(In | To | Vbg | Vbn | Wrb | Rb));
    if !opens || at == here.tokens.start || (here.tokens.start..at).any(|token| scene.word(token) == ",") {
        return Ahead::Nobody;
    }
    let limit = here.tokens.end.min(at + CLAUSE);
    let comma = (at + 1..limit).find(|token| scene.word(*token) == ",");
    let named = comma.and_then(|comma| {
        (comma + 1..limit.min(comma + 6)).find_map(|token| {
            let mention = scene.mentions.get(scene.mention_at(token)?)?;
            let to = scene.tokens_of(mention).1;
            let is_subject = grammar::place(scene, token, to, &here.tokens) != Place::Other;
            (mention.label == Label::Person && is_subject).then_some(mention.entity)
        })
    });
    named.map_or(Ahead::Nobody, Ahead::Person)
}

/// How sure a description is.
const NOMINAL: f32 = 0.75;

fn gender_of(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" | "him" | "Him" | "his" | "His" | "himself" => Some(Gender::Male),
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// What a pronoun does by its form; only a tag tells "her house" from "saw her".
fn case_of(word: &str, tag: Option<PennTag>) -> Option<Case> {
    Some(match word {
        "he" | "He" | "she" | "She" => Case::Subject,
        "him" | "Him" => Case::Object,
        "her" | "Her" if tag == Some(PennTag::Prp) => Case::Object,
        "himself" | "herself" => Case::Reflexive,
        "his" | "His" | "her" | "Her" | "hers" => Case::Possessive,
        _ => return None,
    })
}

/// Pronouns that stand for nobody of the text: "he or she", "Her Majesty".
fn is_idle(scene: &Scene<'_>, at: usize, case: Case) -> bool {
    let joins = |word: &str| matches!(word, "or" | "/");
    let next = joins(scene.word(at + 1)) && gender_of(scene.word(at + 2)).is_some();
    let before = at >= 2 && joins(scene.word(at - 1)) && gender_of(scene.word(at - 2)).is_some();
    let titled = case == Case::Possessive
        && matches!(
            scene.word(at + 1),
            "Majesty" | "Highness" | "Excellency" | "Holiness" | "Honor" | "Honour" | "Grace"
        );
    next || before || titled
}

/// Whether the words behind a name say that it is a person's: "Mina Dahl is the mayor".
fn is_called_person(scene: &Scene<'_>, to: usize) -> bool {
    matches!(scene.word(to), "is" | "was")
        && matches!(scene.word(to + 1), "a" | "an" | "the" | "one")
        && (to + 2..to + 6)
            .take_while(|at| scene.is_word(*at))
            .any(|at| roles::is_somebody(scene.word(at)) || matches!(scene.word(at), "head"))
}

/// Whether a name that is marked as something else may be a person's: "Mina Dahl" taken for a company.
fn may_be_person(scene: &Scene<'_>, mention: &Mention) -> bool {
    if !matches!(mention.label, Label::Org | Label::Product | Label::WorkOfArt | Label::Norp) {
        return false;
    }
    let words = mention.span.slice(scene.text).unwrap_or("");
    let count = words.split_whitespace().count();
    (1..=3).contains(&count) && genders::is_given(words)
}
