//! Whom "he" and "she" mean: nobody, rather than the wrong person.
//!
//! Everybody of the gender whom the last sentences speak of is a rival, with or without a name. One alone is taken. Of
//! several, the one who spoke last if the pronoun speaks ("…," he said); the only one in the pronoun's own sentence if
//! that is its subject; the subject of the sentence before if the others are further away, or hardly spoken of
//! (Hobbs, "Resolving Pronoun References", 1978; Grosz, Joshi and Weinstein, "Centering", 1995). In all other cases nothing is said.

use std::ops::Range;

use super::deaths;
use super::genders::{Gender, Genders};
use super::grammar::{self, Place};
use super::recent::{Recent, Spoken, Who};
use super::scene::Scene;

/// What a pronoun does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// A pronoun that is to be resolved.
pub(super) struct Pronoun {
    pub(super) at: usize,
    pub(super) gender: Gender,
    pub(super) case: Case,
    /// Index of its sentence, and the tokens of that.
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    /// Whether it is the subject of a verb of saying.
    pub(super) speaks: bool,
}

/// A pronoun further away than this many sentences from anybody is left alone.
const WINDOW: usize = 3;
/// So many rivals are compared.
const RIVALS: usize = 8;

/// Somebody whom a pronoun may mean.
struct Rival {
    who: Who,
    /// Whether the gender is known.
    sure: bool,
    /// Where the text spoke of them last.
    sentence: usize,
    place: Place,
    /// Whether they only say whose something is: "the widow of a miner".
    is_owner: bool,
    /// The sentence and token at which they were a subject last, and at which they spoke.
    subject: Option<(usize, usize)>,
    speaker: Option<(usize, usize)>,
}

/// What is known when a pronoun is met.
pub(super) struct Known<'k, 's> {
    pub(super) scene: &'k Scene<'s>,
    pub(super) recent: &'k Recent,
    pub(super) genders: &'k mut Genders<'s>,
    /// Of every entity that is said to have died the byte at which it is said.
    pub(super) dead: &'k dyn Fn(u32) -> Option<u32>,
}

impl Known<'_, '_> {
    /// Whom a pronoun means, and how sure that is.
    pub(super) fn resolve(&mut self, pronoun: &Pronoun) -> Option<(Who, f32)> {
        let rivals = self.rivals(pronoun);
        let (who, confidence) = match rivals.as_slice() {
            [] => return None,
            [only] => (only, self.alone(only, pronoun)?),
            several => self.best_of(several, pronoun)?,
        };
        if matches!(who.who, Who::Unclear(_)) || self.is_haunted(who, pronoun) {
            return None;
        }
        Some((who.who, if who.sure { confidence } else { confidence - 0.15 }))
    }

    /// Whether a pronoun that was left open a little before may stand for another: "He met Koval. He …".
    fn is_haunted(&self, who: &Rival, pronoun: &Pronoun) -> bool {
        let is_object = who.place == Place::Other && who.subject.is_none_or(|at| at.0 != who.sentence);
        let Some(open) = self.recent.open(pronoun.gender) else { return false };
        is_object && open + 1 >= pronoun.sentence && self.recent.count(who.who) < 3
    }

    /// Everybody whom the pronoun may mean, the last spoken of first.
    fn rivals(&mut self, pronoun: &Pronoun) -> Vec<Rival> {
        let mut rivals: Vec<Rival> = Vec::new();
        let mut out: Vec<Who> = Vec::new();
        for spoken in self.recent.back() {
            if spoken.sentence + WINDOW < pronoun.sentence || rivals.len() == RIVALS {
                break;
            }
            if out.contains(&spoken.who) {
                continue;
            }
            let (subject, speaker) = (spoken.place != Place::Other, spoken.place == Place::Speaker);
            let at = (spoken.sentence, spoken.from);
            let (subject, speaker) = (subject.then_some(at), speaker.then_some(at));
            if let Some(known) = rivals.iter_mut().find(|rival| rival.who == spoken.who) {
                (known.subject, known.speaker) = (known.subject.or(subject), known.speaker.or(speaker));
                continue;
            }
            let gender = match spoken.who {
                Who::Named(entity) => self.genders.get(entity),
                _ => spoken.gender,
            };
            if gender.is_some_and(|gender| gender != pronoun.gender) || self.is_barred(spoken, pronoun) {
                out.push(spoken.who);
                continue;
            }
            let (sentence, place) = (spoken.sentence, spoken.place);
            let sure = gender.is_some();
            let is_owner = self.scene.word(spoken.from.wrapping_sub(1)) == "of";
            let who = spoken.who;
            rivals.push(Rival { who, sure, sentence, place, is_owner, subject, speaker });
        }
        rivals
    }

    /// Whether grammar, or death, forbids that the pronoun means whom this place speaks of.
    fn is_barred(&self, spoken: &Spoken, pronoun: &Pronoun) -> bool {
        if let Who::Named(entity) = spoken.who
            && pronoun.speaks
            && (self.dead)(entity).is_some_and(|told| told < self.scene.span(pronoun.at).start)
        {
            let end = self.scene.span(pronoun.tokens.end.saturating_sub(1)).end as usize;
            let after = self.scene.span(pronoun.at).end as usize;
            if !deaths::is_from_before(self.scene.text.get(after..end).unwrap_or("")) {
                return true;
            }
        }
        if spoken.sentence != pronoun.sentence {
            return false;
        }
        let between = spoken.to..pronoun.at;
        let first = self.scene.word(pronoun.tokens.start);
        match pronoun.case {
            // "Koval met him": somebody else.
            Case::Object => spoken.place != Place::Other && !between.clone().any(|at| self.begins_clause(at)),
            // "After a talk with Koval, he left": somebody else.
            Case::Subject => {
                spoken.place == Place::Other
                    && !spoken.is_pronoun
                    && pronoun.at.checked_sub(1).is_some_and(|before| self.scene.word(before) == ",")
                    && (grammar::is_preposition(first)
                        || matches!(first, "After" | "Before" | "During" | "Since"))
                    && self.is_first_clause(pronoun)
            }
            // "Koval, his brother, left": somebody else.
            Case::Possessive => pronoun
                .at
                .checked_sub(1)
                .is_some_and(|before| spoken.to == before && self.scene.word(before) == ","),
            Case::Reflexive => false,
        }
    }

    /// Whether no finite verb stands in the sentence before the pronoun.
    fn is_first_clause(&self, pronoun: &Pronoun) -> bool {
        !(pronoun.tokens.start..pronoun.at).any(|at| grammar::is_finite(self.scene, at))
    }

    fn begins_clause(&self, at: usize) -> bool {
        let word = self.scene.word(at);
        matches!(word, ";" | ":" | "—" | "–" | "\"" | "“" | "”")
            || matches!(
                word,
                "that"
                    | "which"
                    | "who"
                    | "whom"
                    | "whose"
                    | "because"
                    | "when"
                    | "after"
                    | "while"
                    | "as"
                    | "if"
                    | "before"
                    | "but"
                    | "and"
                    | "or"
                    | "where"
                    | "until"
                    | "since"
                    | "so"
                    | "what"
                    | "how"
                    | "why"
                    | "whether"
            )
    }

    /// How sure it is that the only one is meant.
    fn alone(&mut self, only: &Rival, pronoun: &Pronoun) -> Option<f32> {
        let distance = pronoun.sentence - only.sentence;
        // "…, said a neighbor. He was arrested": the one whom the article is about is further away.
        if distance > 0 && only.place == Place::Speaker && !pronoun.speaks {
            let count = self.recent.count(only.who);
            let (recent, genders) = (self.recent, &mut *self.genders);
            let other = |entity: &u32| {
                Who::Named(*entity) != only.who
                    && recent.count(Who::Named(*entity)) >= count
                    && genders.get(*entity).is_none_or(|gender| gender == pronoun.gender)
            };
            if recent.entities().iter().any(other) {
                return None;
            }
        }
        Some(0.95 - 0.1 * distance.saturating_sub(1) as f32)
    }

    /// The one of several who is meant, if that is plain.
    fn best_of<'r>(&self, rivals: &'r [Rival], pronoun: &Pronoun) -> Option<(&'r Rival, f32)> {
        let here: Vec<&Rival> = rivals.iter().filter(|rival| rival.sentence == pronoun.sentence).collect();
        let speaker = rivals.iter().filter(|rival| rival.speaker.is_some()).max_by_key(|rival| rival.speaker);
        if let Some(last) = speaker.filter(|_| pronoun.speaks) {
            let later = |other: &Rival| {
                other.subject.map(|at| at.0) > last.speaker.map(|at| at.0) || other.sentence > last.sentence
            };
            let other_here = here.iter().any(|rival| rival.who != last.who);
            let other = rivals.iter().any(|other| other.who != last.who && later(other));
            return (!other && !other_here).then_some((last, 0.85));
        }
        match here.as_slice() {
            [only] => {
                let is_subject = only.subject.is_some_and(|at| at.0 == pronoun.sentence);
                let told = self.is_told_of_another(only, rivals, pronoun);
                (is_subject && pronoun.case != Case::Object && !told).then_some((*only, 0.85))
            }
            [] => self.before(rivals, pronoun),
            _ => here.iter().find(|rival| self.says_so(rival, pronoun)).map(|rival| (*rival, 0.85)),
        }
    }

    /// Whether the only one in the sentence may speak of another: "Koval was hurt. The coach said he would miss the game."
    fn is_told_of_another(&self, only: &Rival, rivals: &[Rival], pronoun: &Pronoun) -> bool {
        let count = self.recent.count(only.who);
        let tells = only.speaker.is_some_and(|at| at.0 == pronoun.sentence);
        let is_unnamed = matches!(only.who, Who::Unnamed(_));
        rivals.iter().any(|other| {
            let is_subject = other.subject.is_some_and(|at| at.0 + 2 >= pronoun.sentence);
            other.who != only.who
                && is_subject
                && (tells || is_unnamed)
                && self.recent.count(other.who) >= count
        }) && pronoun.case != Case::Reflexive
    }

    /// "Lee's lawyer, Koval, said he would": he who says it. "Koval told Lee that he would": not sure.
    fn says_so(&self, rival: &Rival, pronoun: &Pronoun) -> bool {
        let speaker = rival.speaker.filter(|at| at.0 == pronoun.sentence && pronoun.case == Case::Subject);
        let Some((_, speaker)) = speaker else { return false };
        let verb = if self.scene.word(pronoun.at.wrapping_sub(1)) == "that" { 2 } else { 1 };
        let verb = pronoun.at.saturating_sub(verb);
        verb > speaker && grammar::is_saying(self.scene.word(verb))
    }

    /// The subject of the last sentence that speaks of a rival.
    fn before<'r>(&self, rivals: &'r [Rival], pronoun: &Pronoun) -> Option<(&'r Rival, f32)> {
        let last = rivals.iter().map(|rival| rival.sentence).max()?;
        if pronoun.sentence - last > 1 {
            return None;
        }
        let there: Vec<&Rival> = rivals.iter().filter(|rival| rival.sentence == last).collect();
        let is_unnamed = |rival: &Rival| matches!(rival.who, Who::Unnamed(_));
        let is_meant = |rival: &Rival| match rival.place {
            Place::Subject => true,
            Place::Speaker => pronoun.speaks || is_unnamed(rival),
            Place::Other => false,
        };
        match there.as_slice() {
            [only] => is_meant(only).then_some((*only, 0.8)),
            several => {
                let mut meant = several.iter().filter(|rival| is_meant(rival));
                let (first, more) = (meant.next()?, meant.next());
                let count = |rival: &Rival| self.recent.count(rival.who);
                let others = several.iter().filter(|rival| rival.who != first.who);
                // "the widow of a miner": hardly anybody.
                let is_less = |other: &Rival| {
                    count(first) >= 2 * count(other)
                        || is_unnamed(other) && other.is_owner && first.sure && !other.sure
                };
                let dominates =
                    others.into_iter().all(|other| is_less(other)) || is_unnamed(first) && pronoun.speaks;
                let starts = pronoun.case == Case::Subject && self.is_first_clause(pronoun);
                (more.is_none() && dominates && starts).then_some((*first, 0.75))
            }
        }
    }
}
