//! Scores and votes: two numbers of two sides, which are neither a range nor an amount.

use tidings_core::{Label, Value};

use super::scan::{Found, Scan};
use super::words::Word;
use crate::pieces::Shape;

impl Scan<'_> {
    /// "won 3-1", "lost 17-21", "a 52-48 vote", "6-4, 7-5", "voted 52 to 48".
    pub(super) fn score(&self, at: usize) -> Option<Found> {
        if self.shape(at) != Some(Shape::Number)
            || !(self.word(at + 1) == Word::To || self.shape(at + 1) == Some(Shape::Hyphen))
        {
            return None;
        }
        let first = self.points(at)?;
        if at.checked_sub(1).is_some_and(|before| super::currency::currency_sign(self.text(before)).is_some())
        {
            return None;
        }
        if self.word(at + 1) == Word::To {
            return self.vote(at, first);
        }
        let joined = self.shape(at + 1) == Some(Shape::Hyphen)
            && self.text(at + 1).chars().count() == 1
            && self.glued(at + 1)
            && self.glued(at + 2);
        let second = self.points(at + 2).filter(|_| joined)?;
        let end = at + 3;
        let more = self.shape(end) == Some(Shape::Hyphen) && self.glued(end);
        if more
            || self.glued(at) && self.shape(at.wrapping_sub(1)) == Some(Shape::Hyphen)
            || self.has_unit(end)
        {
            return None;
        }
        let noun = CONTEST_NOUNS.contains(&self.lower(end).as_str());
        let won = self.near(at, end, 9, 0, &CONTEST) || self.is_series(at) || self.is_series_on(end);
        let ages = self.near(
            at,
            at,
            2,
            0,
            &["age", "ages", "aged", "pages", "chapters", "verses", "grades", "articles"],
        );
        let contest = noun || won && !self.is_plural(end);
        // What falls is no range; an even pair is one of the odds ("a 50-50 chance").
        let falls = first > second && (won || !self.is_plural(end));
        let even = first == second && (first < 20 || won);
        let is_score = !ages && (contest || falls || even);
        is_score.then(|| Found::new(at, end, Label::Cardinal, Value::Score { first, second }))
    }

    /// "voted 52 to 48", "won 3 to 1".
    fn vote(&self, at: usize, first: u32) -> Option<Found> {
        let second = self.points(at + 2)?;
        let end = at + 3;
        let voted = self.near(at, at, 4, 0, &VOTED);
        let won = first > second && first < 200 && self.near(at, at, 4, 0, &CONTEST);
        let free = !self.is_lettered(end) && !self.is_plural(end) && !self.has_unit(end);
        let value = Value::Score { first, second };
        ((voted || won) && free).then(|| Found::new(at, end, Label::Cardinal, value))
    }

    /// Up to three digits, and nothing else.
    fn points(&self, at: usize) -> Option<u32> {
        let text = self.text(at);
        let plain = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| plain && (text.len() == 1 || !text.starts_with('0')))
    }

    fn has_unit(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            Word::Percent
                | Word::Scale(_)
                | Word::Hundred
                | Word::Currency(_)
                | Word::Measure(_)
                | Word::Unit(_)
                | Word::Clock(_)
                | Word::Prefix
                | Word::Month(_)
        ) || self.lower(at).as_str() == "per"
    }

    /// Whether another pair stands right before: the 7-5 of "6-4, 7-5".
    fn is_series(&self, at: usize) -> bool {
        let pair = |hyphen: usize| {
            self.shape(hyphen) == Some(Shape::Hyphen) && self.glued(hyphen) && self.glued(hyphen + 1)
        };
        let parted = self.text(at.wrapping_sub(1)) == "("
            || self.comma(at.wrapping_sub(1))
            || self.word(at.wrapping_sub(1)) == Word::And;
        at >= 4
            && (parted && pair(at - 3) && self.points(at - 2).is_some() && self.points(at - 4).is_some()
                || pair(at - 2) && self.points(at - 1).is_some() && self.points(at - 3).is_some())
    }

    /// Whether another pair follows: the 4-6 of "4-6, 7-5".
    fn is_series_on(&self, end: usize) -> bool {
        let next = end + usize::from(self.comma(end) || self.word(end) == Word::And);
        self.points(next).is_some()
            && self.shape(next + 1) == Some(Shape::Hyphen)
            && self.glued(next + 1)
            && self.points(next + 2).is_some()
    }
}

/// What a score is of: "a 3-1 win".
const CONTEST_NOUNS: [&str; 30] = [
    "win",
    "victory",
    "lead",
    "defeat",
    "loss",
    "vote",
    "draw",
    "tie",
    "decision",
    "ruling",
    "majority",
    "record",
    "thrashing",
    "triumph",
    "margin",
    "scoreline",
    "advantage",
    "deficit",
    "aggregate",
    "split",
    "rout",
    "upset",
    "success",
    "thriller",
    "stalemate",
    "verdict",
    "drubbing",
    "score",
    "start",
    "run",
];

/// What goes before a score.
const CONTEST: [&str; 84] = [
    "beat",
    "beaten",
    "beating",
    "beats",
    "won",
    "win",
    "wins",
    "winning",
    "lost",
    "lose",
    "loses",
    "losing",
    "lead",
    "leads",
    "led",
    "leading",
    "trail",
    "trails",
    "trailed",
    "trailing",
    "defeat",
    "defeated",
    "defeats",
    "defeating",
    "draw",
    "drew",
    "drawn",
    "tie",
    "tied",
    "score",
    "scored",
    "scores",
    "scoring",
    "downed",
    "edged",
    "edging",
    "thrashed",
    "routed",
    "crushed",
    "hammered",
    "swept",
    "topped",
    "outscored",
    "victory",
    "victories",
    "loss",
    "losses",
    "vote",
    "voted",
    "votes",
    "voting",
    "passed",
    "approved",
    "rejected",
    "ruled",
    "ruling",
    "final",
    "halftime",
    "set",
    "sets",
    "match",
    "game",
    "games",
    "ahead",
    "behind",
    "quarterfinal",
    "semifinal",
    "upset",
    "stunned",
    "dispatched",
    "overcame",
    "triumphed",
    "prevailed",
    "eliminated",
    "down",
    "up",
    "aggregate",
    "penalties",
    "shootout",
    "result",
    "split",
    "tiebreak",
    "advance",
    "advanced",
];

/// What goes before the numbers of a vote.
const VOTED: [&str; 12] = [
    "vote", "voted", "votes", "voting", "passed", "approved", "rejected", "ratified", "ruled", "margin",
    "tally", "carried",
];
