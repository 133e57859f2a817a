//! Names in headlines, where capitals say little: without the ordinary words that a tagger takes along.

use tidings_core::{Label, WordCase};

use super::evidence::{Evidence, used};
use super::extent::{label_of, listed};
use super::features::Style;
use super::gazetteer::list;
use super::label::Name;
use super::lexicon::{HEAD, Known, NAME};

/// From this confidence on a work, product or event of ordinary words is believed.
const DOUBTFUL: f32 = 0.6;

/// How the sentence of a token uses capitals.
pub(super) fn style(evidence: &Evidence<'_>, at: usize) -> Style {
    let sentences = &evidence.sentences.0;
    let number = sentences.partition_point(|sentence| sentence.tokens().end <= at);
    sentences.get(number).map_or(Style::Prose, |sentence| Style::of(evidence, sentence))
}

/// Cuts the names of headlines, and drops those of ordinary words alone.
pub(super) fn trim(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let (mut end, mut current) = (0, Style::Prose);
    let mut sentences = evidence.sentences.0.iter();
    names.retain_mut(|name| {
        // Style is asked for once a sentence, and only where a name is.
        while name.start >= end {
            let Some(sentence) = sentences.next() else { return true };
            end = sentence.tokens().end;
            if name.start < end {
                current = Style::of(evidence, sentence);
            }
        }
        match current {
            Style::Headline | Style::AllCapitals => in_headline(evidence, name, current),
            Style::Prose | Style::NoCapitals => true,
        }
    });
}

/// Cuts one name of a headline. False if it is none.
fn in_headline(evidence: &Evidence<'_>, name: &mut Name, style: Style) -> bool {
    let plain = |at: usize| is_plain(evidence, at);
    let count = name.end - name.start;
    let alone = count == 1 && evidence.used[name.start] & (used::PERSON | used::AFTER_FIRST_NAME) != 0;
    if (name.start..name.end).all(plain) && !alone {
        let person = name.label == Label::Person;
        // A title of a work is mostly of ordinary words, but it is quoted.
        let quoted =
            name.start > 0 && matches!(evidence.word(name.start - 1), "\"" | "“" | "‘" | "'" | "The" | "the");
        let doubtful = matches!(name.label, Label::WorkOfArt | Label::Product | Label::Event)
            && name.confidence < DOUBTFUL
            && !quoted;
        return !(person || doubtful) || label_of(listed(evidence, name.start..name.end)).is_some();
    }
    if count < 2 || label_of(listed(evidence, name.start..name.end)).is_some() {
        return true;
    }
    // "Storm Hits Manila": two ordinary words before a place.
    let leading = (name.start..name.end)
        .take_while(|at| plain(*at) || *at > name.start && is_verb(evidence, *at))
        .count();
    let rest = listed(evidence, name.start + leading..name.end);
    let place = label_of(rest).filter(|label| matches!(label, Label::Gpe | Label::Person));
    let of = |at: usize| evidence.words[at].case == WordCase::Lower;
    if let Some(label) = place.filter(|_| leading >= 2 && !of(name.start + leading - 1)) {
        *name = Name { start: name.start + leading, label, ..*name };
        return true;
    }
    // "LEEDS WAREHOUSE": where all is in capitals, an ordinary word behind a place is no part of it.
    let unknown = |at: usize| {
        let named = NAME.or(HEAD).or(Known::FIRST).or(Known::SURNAME).or(Known::WEAK_CITY).or(Known::UNIT);
        name.label == Label::Gpe && !evidence.known(at).any(named) && evidence.marks[at].place == 0
    };
    let trailing = (name.start + 1..name.end).rev().take_while(|at| plain(*at) || unknown(*at)).count();
    let label = label_of(listed(evidence, name.start..name.end - trailing));
    if let Some(label) = label.filter(|_| style == Style::AllCapitals && trailing > 0) {
        *name = Name { end: name.end - trailing, label, ..*name };
    }
    true
}

/// Whether a word ends as verbs of headlines do, and is part of no name that the lists know.
fn is_verb(evidence: &Evidence<'_>, at: usize) -> bool {
    let known = evidence.known(at);
    let word = evidence.word(at);
    let surname = list::FREQUENT_SURNAME | list::SURNAME;
    let named = NAME.or(HEAD).or(Known::FIRST).or(Known::SURNAME).or(Known::WEAK_CITY).or(Known::UNIT);
    (word.ends_with('s') || word.ends_with("ed"))
        && !known.any(named)
        && evidence.marks[at].alone & surname == 0
}

/// Whether a word of a headline is an ordinary one, as far as the lists know.
fn is_plain(evidence: &Evidence<'_>, at: usize) -> bool {
    let known = evidence.known(at);
    let named =
        HEAD.or(Known::FIRST).or(Known::SURNAME).or(Known::PERSON).or(Known::COUNTRY).or(Known::OF_HEAD);
    let ordinary = Known::COMMON.or(Known::FUNCTION).or(Known::LOWERED).or(Known::SAY);
    let lower = evidence.words[at].case == WordCase::Lower;
    (known.any(ordinary) || lower) && !known.any(named)
}

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn ordinary_words_stay_outside() {
        check("Three Die as Storm Hits [GPE Manila]");
        check("MAN HELD AFTER FIRE AT [GPE LEEDS] WAREHOUSE");
        check("WHO IS TO BLAME FOR THE PIER COLLAPSE?");
    }
}
