//! Why a sentence was chosen, in plain words.

use std::borrow::Cow;

use super::features::REASONS;

/// What a feature is a reason for. Features of one kind speak together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Position,
    Length,
    Central,
    Lead,
    New,
    Salience,
    Repeated,
    Names,
    Numbers,
    Claim,
    Voice,
    Alone,
    /// Says nothing that a reader could use.
    Other,
}

/// Every reason that is told, with its words.
const TOLD: [(Reason, &str); 12] = [
    (Reason::Position, "stands where the article puts what matters"),
    (Reason::Length, "has a good length"),
    (Reason::Central, "shares much with the rest of the article"),
    (Reason::Lead, "goes on with the topic of the opening"),
    (Reason::New, "brings in what the article then goes on with"),
    (Reason::Salience, "uses the words that matter most in the article"),
    (Reason::Repeated, "says what the article says again"),
    (Reason::Names, "names the article's main people, places or organizations"),
    (Reason::Numbers, "gives figures"),
    (Reason::Claim, "says who says it"),
    (Reason::Voice, "is in the article's own voice"),
    (Reason::Alone, "can stand alone"),
];

/// The most reasons that are told.
const MOST: usize = 3;

/// What is special about a sentence, which some reasons say in other words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Special {
    /// It is the first of the article.
    pub(super) opens: bool,
    /// It has words of the title, which count as salient for that.
    pub(super) has_title_words: bool,
}

/// The strongest reasons for a score that is the sum of contributions, one of each feature; strongest first, one at
/// least.
pub(super) fn strongest(contributions: &[f32], special: Special) -> Vec<Cow<'static, str>> {
    let mut by_reason = [0.0; Reason::Other as usize + 1];
    for (contribution, reason) in contributions.iter().zip(REASONS) {
        by_reason[*reason as usize] += contribution;
    }
    let mut sums = TOLD.map(|(reason, words)| {
        let words = match reason {
            Reason::Position if special.opens => "opens the article",
            Reason::Salience if special.has_title_words => "uses the words of the title",
            _ => words,
        };
        (by_reason[reason as usize], words)
    });
    sums.sort_by(|a, b| b.0.total_cmp(&a.0));
    let strong = sums.iter().take_while(|(sum, _)| *sum > 0.0).count();
    sums.iter().take(strong.clamp(1, MOST)).map(|(_, words)| Cow::Borrowed(*words)).collect()
}
