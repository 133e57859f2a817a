//! Cues as the patterns see them: entries of the lexicon, made from the tables once.

use rustc_hash::FxHashSet;
use tidings_core::CueClass;

use super::cue_table::{Frames, HOMOGRAPHS, IRREGULAR, NOUNS, PHRASES, VERBS};

/// A form of a verb. A set of bits: "read" is base, past and participle.
pub(crate) type Forms = u8;

pub(crate) const BASE: Forms = 1;
/// Third person singular of the present.
pub(crate) const THIRD: Forms = 1 << 1;
pub(crate) const PAST: Forms = 1 << 2;
pub(crate) const PARTICIPLE: Forms = 1 << 3;
/// -ing.
pub(crate) const GERUNDIVE: Forms = 1 << 4;

/// A verb of the lexicon.
pub(crate) struct VerbCue {
    pub(crate) lemma: &'static str,
    pub(crate) class: CueClass,
    pub(super) frames: Frames,
    pub(super) prepositions: &'static [&'static str],
    pub(super) prior: f32,
    /// Whether its present forms are more often nouns.
    pub(super) homograph: bool,
    /// Whether [`PHRASES`] has entries for it.
    pub(super) phrasal: bool,
}

/// A noun of the lexicon.
pub(crate) struct NounCue {
    pub(crate) lemma: &'static str,
    pub(crate) class: CueClass,
    pub(super) frames: Frames,
    pub(super) prior: f32,
}

/// All verbs in the order of the table; those that are cues only with a particle come last, without frames.
pub(super) fn verbs() -> Vec<VerbCue> {
    let homographs: FxHashSet<&str> = HOMOGRAPHS.split_ascii_whitespace().collect();
    let mut out = Vec::with_capacity(320);
    for group in VERBS {
        for lemma in group.verbs.split_whitespace() {
            out.push(VerbCue {
                lemma,
                class: group.class,
                frames: group.frames,
                prepositions: group.prepositions,
                prior: f32::from(group.prior) / 100.0,
                homograph: homographs.contains(lemma),
                phrasal: PHRASES.iter().any(|phrase| phrase.0 == lemma && !phrase.1.is_empty()),
            });
        }
    }
    for &(lemma, particle, class, frames, prior) in PHRASES {
        let known = out.iter().position(|verb| verb.lemma == lemma);
        if let Some(known) = known.filter(|_| particle.is_empty()) {
            out[known].frames = frames;
        } else if known.is_none() {
            let alone = particle.is_empty();
            out.push(VerbCue {
                lemma,
                class,
                frames: if alone { frames } else { 0 },
                prepositions: &[],
                prior: f32::from(prior) / 100.0,
                homograph: false,
                phrasal: !alone,
            });
        }
    }
    out
}

/// All nouns in the order of the table.
pub(super) fn nouns() -> Vec<NounCue> {
    let mut out = Vec::with_capacity(80);
    for &(class, frames, prior, lemmas) in NOUNS {
        for lemma in lemmas.split_whitespace() {
            out.push(NounCue { lemma, class, frames, prior: f32::from(prior) / 100.0 });
        }
    }
    out
}

/// The forms of a verb.
pub(super) fn inflect(lemma: &str) -> Vec<(String, Forms)> {
    if let Some(&(base, third, past, participle, gerund)) = IRREGULAR.iter().find(|row| row.0 == lemma) {
        let third = if third == "-" { third_person(base) } else { third.to_owned() };
        return vec![
            (base.to_owned(), BASE),
            (third, THIRD),
            (past.to_owned(), PAST),
            (participle.to_owned(), PARTICIPLE),
            (gerund.to_owned(), GERUNDIVE),
        ];
    }
    let (past, gerund) = match lemma.as_bytes() {
        [.., b'e'] => (format!("{lemma}d"), format!("{}ing", &lemma[..lemma.len() - 1])),
        [.., before, b'y'] if !is_vowel(*before) => {
            (format!("{}ied", &lemma[..lemma.len() - 1]), format!("{lemma}ing"))
        }
        _ => (format!("{lemma}ed"), format!("{lemma}ing")),
    };
    vec![
        (lemma.to_owned(), BASE),
        (third_person(lemma), THIRD),
        (past, PAST | PARTICIPLE),
        (gerund, GERUNDIVE),
    ]
}

/// The third person of a verb, which is also the plural of a noun.
pub(super) fn third_person(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b's' | b'x' | b'z'] | [.., b's' | b'c', b'h'] => format!("{lemma}es"),
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", &lemma[..lemma.len() - 1]),
        _ => format!("{lemma}s"),
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lemma: &str, expected: &str) {
        let forms: Vec<String> = inflect(lemma).into_iter().map(|(form, _)| form).collect();
        assert_eq!(forms.join(" "), expected);
    }

    #[test]
    fn forms() {
        check("deny", "deny denies denied denying");
        check("stress", "stress stresses stressed stressing");
        check("argue", "argue argues argued arguing");
        check("say", "say says said said saying");
        check("convey", "convey conveys conveyed conveying");
        check("admit", "admit admits admitted admitted admitting");
    }

    #[test]
    fn a_verb_stands_in_one_group_only() {
        let mut lemmas: Vec<&str> = verbs().iter().map(|verb| verb.lemma).collect();
        lemmas.sort_unstable();
        let doubles: Vec<_> = lemmas.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(doubles.is_empty(), "{doubles:?}");
    }

    #[test]
    fn irregular_verbs_are_in_the_table() {
        for row in IRREGULAR {
            assert!(verbs().iter().any(|verb| verb.lemma == row.0), "{} is no cue", row.0);
        }
    }
}
