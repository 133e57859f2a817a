//! Scores beside the names of teams: "Vialine FC 1, Torvik United 0". The number is no part of the name, and what stands on both sides
//! of one is a team.

use tidings_core::{Label, TokenKind};

use super::evidence::{Evidence, is_hyphen};
use super::extent::is_one;
use super::label::Name;
use super::lexicon::Known;

/// Cuts a name at the goals in it: adds what it falls apart into, or the name as it is.
pub(super) fn apart(evidence: &Evidence<'_>, name: Name, out: &mut Vec<Name>) {
    let inner = name.start + 1..name.end;
    let goals = inner.clone().find(|at| is_goals(evidence, *at) && is_team_before(evidence, name, *at));
    let Some(at) =
        goals.filter(|_| matches!(name.label, Label::Org | Label::Gpe | Label::Fac | Label::Person))
    else {
        return out.push(name);
    };
    out.push(Name { end: at, label: Label::Org, ..name });
    let rest = (at + 1..name.end).find(|at| evidence.is_capital(*at));
    if let Some(start) = rest {
        apart(evidence, Name { start, label: Label::Org, skip: 0, ..name }, out);
    }
}

/// Whether a token is a number that a team may have scored.
fn is_goals(evidence: &Evidence<'_>, at: usize) -> bool {
    let word = evidence.word(at);
    evidence.tokens.kinds().get(at) == Some(&TokenKind::Number)
        && word.len() <= 2
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the words before a number are a team: they end in a word for one, or the number has a partner.
fn is_team_before(evidence: &Evidence<'_>, name: Name, at: usize) -> bool {
    if is_one(evidence.word(at - 1), &CLUBS) {
        return true;
    }
    // "Channel 4", "Formula 1": one word that is numbered.
    let numbered = Known::LAW_HEAD.or(Known::PRODUCT).or(Known::COMMON);
    if evidence.known(at - 1).any(numbered) {
        return false;
    }
    let next = at + 1 + usize::from(matches!(evidence.word(at + 1), "," | ";"));
    let partner =
        (next..next + 5).take_while(|at| evidence.is_capital(*at) || is_goals(evidence, *at)).last();
    partner.is_some_and(|last| last > next && is_goals(evidence, last)) && at > name.start
}

/// Words that teams are called by.
const CLUBS: [&str; 18] = [
    "FC",
    "AFC",
    "SC",
    "CF",
    "AC",
    "United",
    "City",
    "Town",
    "Rovers",
    "Wanderers",
    "Athletic",
    "Albion",
    "Hotspur",
    "Rangers",
    "Villa",
    "Wednesday",
    "Palace",
    "Celtic",
];

/// Gives what stands on both sides of a score the label of a team, unless it is a state. The second team is added where it was not
/// found.
pub(super) fn teams(evidence: &Evidence<'_>, names: &mut Vec<Name>) {
    let second: Vec<Name> =
        (0..names.len()).filter_map(|number| second_team(evidence, names, number)).collect();
    if !second.is_empty() {
        names.extend(second);
        names.sort_by_key(|name| name.start);
    }
    for number in 1..names.len() {
        let (before, after) = (names[number - 1], names[number]);
        let near = before.end < after.start && after.start <= before.end + 4;
        if !near || !is_score(evidence, before.end, after) {
            continue;
        }
        for name in &mut names[number - 1..=number] {
            if name.label == Label::Gpe && !evidence.known(name.start).any(Known::COUNTRY.or(Known::STATE)) {
                name.label = Label::Org;
                name.confidence = name.confidence.min(0.8);
            }
        }
    }
}

/// The capitals between two numbers behind a team: "Kettle Rovers 2 Marsh Town 2".
fn second_team(evidence: &Evidence<'_>, names: &[Name], number: usize) -> Option<Name> {
    let name = names.get(number).filter(|name| name.label == Label::Org && is_goals(evidence, name.end))?;
    let start = name.end + 1 + usize::from(matches!(evidence.word(name.end + 1), "," | ";"));
    let end = (start..start + 4).find(|at| !evidence.is_capital(*at))?;
    let free = names.get(number + 1).is_none_or(|next| next.start >= end);
    let whole = free && end > start && is_goals(evidence, end);
    whole.then_some(Name { start, end, label: Label::Org, confidence: 0.7, skip: 0 })
}

/// Whether the tokens between two names are a score: "3-2", "3 - 2", or "1," with another number after the second name.
fn is_score(evidence: &Evidence<'_>, start: usize, after: Name) -> bool {
    let between = start..after.start;
    let word = evidence.word(start);
    let whole = word.split_once(['-', '–']).is_some_and(|(left, right)| {
        let goals =
            |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        goals(left) && goals(right)
    });
    if whole && between.len() == 1 {
        return true;
    }
    if !is_goals(evidence, start) {
        return false;
    }
    let is_pair = between.len() == 3 && is_hyphen(evidence.word(start + 1)) && is_goals(evidence, start + 2);
    let comma = between.len() == 2 && matches!(evidence.word(start + 1), "," | ";");
    is_pair || (comma || between.len() == 1) && is_goals(evidence, after.end)
}

#[cfg(test)]
mod tests {
    use crate::names::tests::check;

    #[test]
    fn goals_are_no_part_of_a_team() {
        check("[ORG Vialine FC] 1, [ORG Torvik United] 0");
        check("[ORG Torvik United] 5 - 0 [ORG Halden City]");
        check("The report on Channel 4 was long.");
    }
}
