//! The rule that decides what is one story.

/// When two groups of articles are one story.
///
/// The mean cosine of their articles, less the mean *crowding* of both sides, less what the days between them cost, must
/// reach the threshold. Crowding is how similar an article is to those that are near it but not next to it: where a
/// topic is in the news every day, articles must be more alike to be one story than where nothing else is like them.
/// (Conneau et al. 2018 correct neighbors in this way and call it CSLS.)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// What the rest must reach.
    pub threshold: f64,
    /// So many nearest articles are taken for the story itself and do not crowd.
    pub own: usize,
    /// So many articles after those make the crowding.
    pub crowd: usize,
    /// The share of the crowding that counts.
    pub crowd_weight: f64,
    /// Crowding that is always there.
    pub least_crowding: f64,
    /// What stands in for each article of the crowd that a small collection does not have.
    pub unseen: f64,
    /// Crowding counts up to this: the articles near those of a very large story are that story.
    pub most_crowding: f64,
}

impl Default for Rule {
    /// As tuned by `cargo xtask train stories`.
    fn default() -> Self {
        Rule {
            threshold: 0.075,
            own: 5,
            crowd: 10,
            crowd_weight: 1.0,
            least_crowding: 0.04,
            unseen: 0.14,
            most_crowding: 0.16,
        }
    }
}

/// Days that may lie between two reports on one event at no cost.
const FREE_DAYS: f64 = 3.0;
/// What each day more costs.
const DAY_COST: f64 = 0.005;
/// The most that days cost: a trial or a war is one story for longer.
const MOST_COST: f64 = 0.15;

/// What the days between two groups cost; nothing if one has no date.
pub(super) fn cost_of_days(a: Option<f64>, b: Option<f64>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => (((a - b).abs() - FREE_DAYS).max(0.0) * DAY_COST).min(MOST_COST),
        _ => 0.0,
    }
}

/// The number of the day `YYYY-MM-DD` since 1970; `None` if it is no date.
pub(crate) fn day_number(iso: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>| iso.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let marks = iso.as_bytes().get(4) == Some(&b'-') && iso.as_bytes().get(7) == Some(&b'-');
    if !marks || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days from civil (Hinnant 2013): years begin in March, so that leap days come last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The day of that number since 1970, as `YYYY-MM-DD`.
pub(crate) fn iso_day(number: i64) -> String {
    let days = number + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_a_round_trip() {
        for number in (-800_000..800_000).step_by(97) {
            let iso = iso_day(number);
            if iso.len() == 10 {
                assert_eq!(day_number(&iso), Some(number), "{iso}");
            }
        }
    }

    #[test]
    fn days_are_numbered() {
        assert_eq!(day_number("1970-01-01"), Some(0));
        assert_eq!(day_number("2000-03-01T10:00"), Some(11_017));
        assert_eq!(day_number("2024-02-29").zip(day_number("2024-03-01")).map(|(a, b)| b - a), Some(1));
        for nonsense in ["", "2024", "2024-13-01", "2024/01/01", "é024-01-01", "2024-0é-01"] {
            assert_eq!(day_number(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn distant_days_cost_up_to_a_limit() {
        assert_eq!(cost_of_days(Some(1.0), Some(3.0)), 0.0);
        assert!((cost_of_days(Some(13.0), Some(0.0)) - 0.05).abs() < 1e-9);
        assert_eq!(cost_of_days(Some(0.0), Some(1e6)), MOST_COST);
        assert_eq!(cost_of_days(None, Some(1.0)), 0.0);
    }
}
