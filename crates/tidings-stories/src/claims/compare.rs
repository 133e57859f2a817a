//! How two statements relate.
//!
//! Precision before recall: a contradiction that is none is worse than one that is missed, so whatever could be read
//! otherwise (a hedge, "more than", another thing counted) is no contradiction.

use std::borrow::Cow;

use super::antonyms::{Named, Opposed};
use super::number::{Number, NumberKind};
use super::number_pairs::{Numbers, numbers};
use super::polarity::{Polarity, is_negative, polarity};
use super::record::Statement;
use super::report::ClaimRelation;
use crate::days::WEEKDAYS;
use crate::group::iso_day;
use crate::likeness::{Likeness, Shared};

/// A statement, ready to be compared.
pub(super) struct Compared<'a> {
    pub(super) statement: &'a Statement,
    /// Its words without its numbers.
    pub(super) likeness: Likeness,
    /// Hashes of all its words, in order.
    pub(super) words: Vec<u64>,
    /// Whether it is put forward as a fact.
    stated: bool,
    /// Whether it says that something is not so.
    negative: bool,
    /// The opposites and outcomes that it names.
    named: Named,
    /// How many weekdays it names.
    weekdays: usize,
    /// The days, months and years that it names.
    times: Vec<String>,
}

impl<'a> Compared<'a> {
    /// Everything that depends on one statement alone, so that it is worked out once.
    pub(super) fn new(statement: &'a Statement, likeness: Likeness, words: Vec<u64>) -> Self {
        Compared {
            likeness,
            words,
            stated: is_stated(statement),
            negative: is_negative(statement),
            named: Named::of(&statement.text),
            weekdays: weekdays(&statement.text),
            times: times(&statement.numbers),
            statement,
        }
    }
}

/// What a comparison found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) relation: ClaimRelation,
    pub(super) reason: Cow<'static, str>,
    pub(super) confidence: f64,
}

/// From these cosines on two statements are about one matter, say the same if no number differs, and are so close that
/// a difference in number or polarity is a contradiction.
const RELATED: f64 = 0.3;
const SAME: f64 = 0.45;
const CLOSE: f64 = 0.32;
/// The names of things must be closer to be the same.
const SAME_PHRASE: f64 = 0.6;
/// With a number in common, this is enough.
const SAME_WITH_NUMBER: f64 = 0.3;
/// Statements of opposite polarity must be this close.
const OPPOSITE: f64 = 0.5;
/// Of the words of the shorter and of the longer statement, so many must be shared by those that contradict each other.
const COVERED: f64 = 0.45;
const COVERED_LONGER: f64 = 0.4;
/// So much of either statement must have a counterpart in the other, in like words, for the two to say the same; less if their words
/// are the same for the most part, or if they give one number.
const TOLD: f64 = 0.45;
const TOLD_AT_LEAST: f64 = 0.35;
const TOLD_WITH_NUMBER: f64 = 0.4;
/// As above for numbers that differ: of things counted or of times, and if what is counted has two words of its own ("a 20-point plan").
const TOLD_OF_COUNT: f64 = 0.36;
const TOLD_OF_TWO_WORDS: f64 = 0.28;
/// Below this cosine, statements without a number in common are not compared by meaning.
const OPEN: f64 = 0.15;

/// How two statements relate, if they do.
pub(super) fn compare(a: &Compared<'_>, b: &Compared<'_>) -> Option<Verdict> {
    let pair = Pair::new(a, b)?;
    pair.contradiction().or_else(|| pair.agreement()).or_else(|| pair.relation())
}

/// Two statements with what they have in common.
struct Pair<'a> {
    a: &'a Compared<'a>,
    b: &'a Compared<'a>,
    /// The cosine of their words.
    alike: f64,
    /// How much of either has a counterpart in the other, in the same or in like words.
    told: (f64, f64),
    shared: Shared,
    numbers: Numbers<'a>,
}

fn verdict(
    relation: ClaimRelation,
    reason: impl Into<Cow<'static, str>>,
    confidence: f64,
) -> Option<Verdict> {
    let confidence = (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0;
    Some(Verdict { relation, reason: reason.into(), confidence })
}

impl<'a> Pair<'a> {
    /// None if the two have so little in common that no relation is possible: nearly all pairs end here.
    fn new(a: &'a Compared<'a>, b: &'a Compared<'a>) -> Option<Self> {
        let alike = a.likeness.cosine(&b.likeness);
        let numbers = numbers(&a.statement.numbers, &b.statement.numbers);
        if alike < OPEN && numbers.agree == 0 && numbers.differ.is_none() {
            return None;
        }
        let shared = a.likeness.shared_with(&b.likeness);
        // Like words are looked for only where they can decide something.
        let counted = numbers.differ.is_some_and(|(first, _)| {
            matches!(first.kind, NumberKind::Count | NumberKind::Duration) && !shared.names_differ
        });
        let given = numbers.agree > 0 && numbers.telling && !shared.names_differ;
        let phrase = a.statement.phrase || b.statement.phrase;
        let alone = !phrase && !shared.names_differ && alike >= OPEN && numbers.one_side_gives();
        let open = shared.plain >= 2 && (alike >= SAME || alone) || counted || given;
        let told = if open { a.likeness.told_by(&b.likeness) } else { (0.0, 0.0) };
        Some(Pair { a, b, alike, told, shared, numbers })
    }

    /// Whether both are put forward as facts.
    fn stated(&self) -> bool {
        self.a.stated && self.b.stated
    }

    /// The mean of how much of both has a counterpart; 0 if one of them is hardly told by the other.
    fn told(&self) -> f64 {
        (self.told.0 * self.told.1).sqrt()
    }

    fn contradiction(&self) -> Option<Verdict> {
        // Numbers that have no counterpart on either side are about something else, or about another time; what is no clause is
        // neither right nor wrong.
        let Numbers { one_sided, of_other, .. } = self.numbers;
        if one_sided > 0 && of_other > 0 || self.a.statement.phrase || self.b.statement.phrase {
            return None;
        }
        self.by_number().or_else(|| self.by_denial()).or_else(|| self.by_opposites())
    }

    fn by_number(&self) -> Option<Verdict> {
        let Pair { a, b, .. } = *self;
        let (first, second) = self.numbers.differ?;
        // Who denies one number may well mean the other.
        if a.negative != b.negative {
            return None;
        }
        let one_thing = match first.kind {
            NumberKind::Day => self.stated() && self.numbers.compared == 1 && self.is_one_day(),
            _ => self.is_close() || self.is_one_count(first, second),
        };
        let one_time = || first.kind == NumberKind::Day || is_one_time(a, b, self.alike);
        if self.numbers.agree > 0 || !one_thing || !one_time() || a.named.differ_in_outcome(b.named) {
            return None;
        }
        let what = match first.kind {
            NumberKind::Day => "the day",
            NumberKind::Duration => "the time",
            _ => "the number",
        };
        let reason = format!("{what} differs: {} against {}", first.text, second.text);
        verdict(ClaimRelation::Contradicts, reason, self.alike.max(self.told()) + 0.2)
    }

    fn by_denial(&self) -> Option<Verdict> {
        let Pair { a, b, alike, .. } = *self;
        if self.numbers.agree > 0 || self.numbers.differ.is_some() || !self.is_one_matter() {
            return None;
        }
        let sides = (polarity(a, b)?, polarity(b, a)?);
        let denied =
            matches!(sides, (Polarity::Affirms, Polarity::Denies) | (Polarity::Denies, Polarity::Affirms));
        denied.then_some(())?;
        verdict(ClaimRelation::Contradicts, "one says it, the other denies it", alike)
    }

    fn by_opposites(&self) -> Option<Verdict> {
        let Pair { a, b, alike, .. } = *self;
        if self.numbers.differ.is_some() || !self.is_one_matter() {
            return None;
        }
        let opposed = self.opposites()?;
        (polarity(a, b)? == polarity(b, a)?).then_some(())?;
        let (first, second) = opposed.words(&a.statement.text, &b.statement.text);
        verdict(ClaimRelation::Contradicts, format!("opposites: {first} against {second}"), alike)
    }

    /// Whether two facts are so close that a difference in one word is one about the matter.
    fn is_one_matter(&self) -> bool {
        let Shared { plain, of_shorter, of_longer, .. } = self.shared;
        self.stated()
            && self.alike >= OPPOSITE
            && plain >= 2
            && of_shorter >= COVERED
            && of_longer >= COVERED_LONGER
    }

    /// Whether two days are days of one event.
    fn is_one_day(&self) -> bool {
        self.is_close()
            && self.alike >= OPPOSITE
            && self.shared.of_longer >= COVERED_LONGER
            && self.a.weekdays < 2
            && self.b.weekdays < 2
    }

    fn opposites(&self) -> Option<Opposed> {
        self.a.named.opposed(self.b.named)
    }

    /// Whether the words are so close that two numbers of one kind are numbers of one thing.
    fn is_close(&self) -> bool {
        let Shared { plain, of_shorter, .. } = self.shared;
        self.alike >= CLOSE && (plain >= 2 || (plain == 1 && self.alike >= SAME)) && of_shorter >= COVERED
    }

    /// Whether two numbers count one thing although the words around them differ. Amounts of money and shares do not: a story
    /// has many of them.
    fn is_one_count(&self, first: &Number, second: &Number) -> bool {
        if self.shared.names_differ {
            return false;
        }
        let enough = match first.kind {
            NumberKind::Duration => TOLD,
            NumberKind::Count if first.unit.len() >= 2 && first.unit == second.unit => TOLD_OF_TWO_WORDS,
            NumberKind::Count => TOLD_OF_COUNT,
            _ => return false,
        };
        self.told() >= enough && self.opposites().is_none()
    }

    fn agreement(&self) -> Option<Verdict> {
        if self.numbers.differ.is_some() {
            return None;
        }
        let (reason, bonus) = if self.gives_one_number() {
            ("the same words and the same number", 0.3)
        } else if self.says_the_same() {
            ("the same in other words", 0.1)
        } else {
            return None;
        };
        if self.a.negative != self.b.negative || self.opposites().is_some() {
            return None;
        }
        verdict(ClaimRelation::Same, reason, self.alike.max(self.told()) + bonus)
    }

    /// Whether both say something of one number.
    fn gives_one_number(&self) -> bool {
        let Shared { plain, names, names_differ, .. } = self.shared;
        if self.numbers.agree == 0 || !may_be_one_time(self.a, self.b) {
            return false;
        }
        let by_words = plain >= 1 && self.alike >= SAME_WITH_NUMBER;
        let by_meaning =
            !names_differ && self.numbers.telling && plain + names >= 1 && self.told() >= TOLD_WITH_NUMBER;
        by_words || by_meaning
    }

    /// Whether both say the same, apart from a number that one of them leaves out.
    fn says_the_same(&self) -> bool {
        let Shared { plain, names_differ, .. } = self.shared;
        // The name of a thing says as little of it as the words that all statements about it share.
        let phrase = self.a.statement.phrase || self.b.statement.phrase;
        let told_by_both = self.told.0.min(self.told.1);
        let by_words = self.alike >= if phrase { SAME_PHRASE } else { SAME } && told_by_both >= TOLD_AT_LEAST;
        let by_meaning = !phrase && !names_differ && self.numbers.of_other < 2 && told_by_both >= TOLD;
        plain >= 2 && self.numbers.one_side_gives() && (by_words || by_meaning)
    }

    fn relation(&self) -> Option<Verdict> {
        let Shared { plain, names, .. } = self.shared;
        let related = self.alike >= RELATED && (plain >= 2 || (plain == 1 && names > 0));
        related.then_some(())?;
        verdict(ClaimRelation::Related, "about one matter", self.alike)
    }
}

/// The days, months and years among numbers.
fn times(numbers: &[Number]) -> Vec<String> {
    let time = |number: &Number| match number.kind {
        NumberKind::Period => number.unit.first().cloned(),
        NumberKind::Day => Some(number.unit.first().cloned().unwrap_or_else(|| iso_day(number.value as i64))),
        _ => None,
    };
    numbers.iter().filter_map(time).collect()
}

/// Whether the numbers of both may be of one time: one names none, or both name one in common.
fn may_be_one_time(a: &Compared<'_>, b: &Compared<'_>) -> bool {
    let (first, second) = (&a.times, &b.times);
    first.is_empty() || second.is_empty() || first.iter().any(|time| second.contains(time))
}

/// Whether the numbers of both are of one time, as far as anything tells: if only one names a time, the two must be very alike.
fn is_one_time(a: &Compared<'_>, b: &Compared<'_>, alike: f64) -> bool {
    let (first, second) = (&a.times, &b.times);
    // "Last week" is another week in another article, unless the days of both are known: then it is written out.
    let relative = first.iter().chain(second).any(|time| time.contains(':'));
    let silent = first.is_empty() != second.is_empty();
    !relative && may_be_one_time(a, b) && (!silent || alike >= SAME)
}

/// Whether a statement is put forward as a fact.
fn is_stated(statement: &Statement) -> bool {
    // "May" with a capital is the month.
    let hedges = |word: &str| HEDGES.contains(&word);
    !statement.hedged && !statement.text.split(|c: char| !c.is_alphanumeric()).any(hedges)
}

const HEDGES: [&str; 6] = ["may", "might", "could", "perhaps", "possibly", "likely"];

/// How many weekdays a text names, also as part of "Monday night".
fn weekdays(text: &str) -> usize {
    let text = text.to_lowercase();
    WEEKDAYS.iter().filter(|day| text.contains(**day)).count()
}
