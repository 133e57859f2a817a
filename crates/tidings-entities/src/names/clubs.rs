//! Teams named by a city: "Eibar's striker", "the club Sunderland", "Leeds beat Hull". What is said of the city says that a team is meant.
//!
//! One clear use makes the city a team wherever the document does not speak of it as of a place: behind "in", "from" or "near", or before the
//! name of its country.

use rustc_hash::FxHashSet;
use tidings_core::{Label, WordCase};

use super::evidence::Evidence;
use super::extent::is_one;
use super::label::Name;
use super::lexicon::Known;

/// Gives cities that the document uses as teams their label.
pub(super) fn relabel(evidence: &Evidence<'_>, names: &mut [Name]) {
    let mut teams = FxHashSet::default();
    for name in names.iter().filter(|name| may_be_team(evidence, name)) {
        if is_team(evidence, name) {
            teams.insert(evidence.words[name.start].lower);
        }
    }
    if teams.is_empty() {
        return;
    }
    for name in names.iter_mut() {
        let team = may_be_team(evidence, name) && teams.contains(&evidence.words[name.start].lower);
        if team && !is_place(evidence, name) {
            name.label = Label::Org;
            name.confidence = name.confidence.min(0.8);
        }
    }
}

/// Whether a name may be a team and the city of that name: one word, no state.
fn may_be_team(evidence: &Evidence<'_>, name: &Name) -> bool {
    let state = Known::COUNTRY.or(Known::STATE).or(Known::REGION);
    let label = matches!(name.label, Label::Gpe | Label::Loc);
    label && name.end == name.start + 1 && !evidence.known(name.start).any(state)
}

/// Whether what stands beside a city is said of a team alone.
fn is_team(evidence: &Evidence<'_>, name: &Name) -> bool {
    let word = |at: usize| evidence.word(at);
    let before = |back: usize| name.start.checked_sub(back).map_or("", word);
    let owned = usize::from(matches!(word(name.end), "'s" | "’s" | "'" | "’"));
    let lower = |at: usize| evidence.words.get(at).is_some_and(|word| word.case == WordCase::Lower);
    let of_team = lower(name.end + owned) && is_one(word(name.end + owned), &PLAYERS);
    let kind = is_one(before(1), &SIDES) && !matches!(word(name.end), "," | "'s" | "’s");
    of_team || kind && name.start > 0 && lower(name.start - 1)
}

/// Whether a city is spoken of as a place.
fn is_place(evidence: &Evidence<'_>, name: &Name) -> bool {
    let before = name.start.checked_sub(1).map_or("", |at| evidence.word(at));
    let preposition =
        is_one(before, &["in", "from", "near", "around", "to", "of", "at", "outside", "across", "through"]);
    let state =
        evidence.word(name.end) == "," && evidence.known(name.end + 1).any(Known::COUNTRY.or(Known::STATE));
    preposition || state
}

/// Who plays for a team and for no city.
const PLAYERS: [&str; 16] = [
    "striker",
    "strikers",
    "midfielder",
    "midfielders",
    "defender",
    "defenders",
    "goalkeeper",
    "winger",
    "forward",
    "keeper",
    "quarterback",
    "linebacker",
    "pitcher",
    "fullback",
    "coach",
    "fans",
];

/// What a team is called before its name.
const SIDES: [&str; 8] =
    ["club", "side", "rival", "rivals", "champions", "leaders", "newcomers", "strugglers"];

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn what_is_said_of_a_city_makes_it_a_team() {
        check("The [ORG Leeds] striker scored twice, and [ORG Leeds] won.");
        check("He lives in [GPE Leeds] and works in [GPE Hull], [GPE England].");
    }
}
