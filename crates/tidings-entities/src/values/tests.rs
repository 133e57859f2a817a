//! Tests of `entities.values`.

use proptest::prelude::*;
use tidings_core::{Bound, MetaField, Origin, Stage, StageType, Value, ValueMention, Values};

use super::{ValuesConfig, ValuesStage};
use crate::sample::document;
use crate::sample::unmark;

fn values(text: &str, published: Option<&str>) -> Vec<ValueMention> {
    let mut doc = document(text);
    if let Some(day) = published {
        doc.meta.set(MetaField::Published, day, Origin::Input);
    }
    ValuesStage::new(ValuesConfig::default()).unwrap().process(&mut doc).unwrap();
    doc.remove::<Values>().unwrap().0
}

fn show(value: &Value) -> String {
    match value {
        Value::Date { iso } | Value::Time { iso } | Value::Duration { iso } | Value::Set { iso } => {
            iso.clone()
        }
        Value::RelativeDate { relative } => relative.clone(),
        Value::Percent { number, points: false } | Value::Cardinal { number } => format!("{number}"),
        Value::Money { amount, currency } => format!("{amount} {}", currency.as_deref().unwrap_or("?")),
        Value::Quantity { number, unit } => format!("{number} {unit}"),
        Value::Ordinal { rank } => format!("{rank}"),
        Value::Percent { number, points: true } => format!("{number} points"),
        Value::Score { first, second } => format!("{first}:{second}"),
        Value::Multiple { factor } => format!("{factor} times"),
        Value::Unresolved => "?".to_owned(),
    }
}

/// The marked text has every value as `[LABEL text = meaning]`; `<`, `>` and `~` before the meaning are bounds.
#[track_caller]
fn check_on(published: Option<&str>, marked: &str) {
    let text = unmark(marked);
    let mut out = String::new();
    let mut at = 0;
    for mention in values(&text, published) {
        let bound = match mention.bound {
            Bound::Exact | Bound::Between => "",
            Bound::About => "~",
            Bound::AtLeast => ">",
            Bound::AtMost => "<",
            Bound::Nearly => "<~",
        };
        let upper = mention.upper.as_ref().map(|upper| format!(" to {}", show(upper))).unwrap_or_default();
        let covered = mention.span.slice(&text).unwrap();
        out.push_str(&text[at..mention.span.start as usize]);
        out.push_str(&format!("[{} {covered} = {bound}{}{upper}]", mention.label, show(&mention.value)));
        at = mention.span.end as usize;
    }
    out.push_str(&text[at..]);
    assert_eq!(out, marked);
}

#[track_caller]
fn check(marked: &str) {
    check_on(None, marked);
}

#[test]
fn numbers_in_digits_and_words() {
    check("They sent [CARDINAL 1,200 = 1200] tents and [CARDINAL 1.5 million = 1500000] meals.");
    check("About [CARDINAL two dozen = ~24] boats and [CARDINAL twenty-five = 25] crews.");
    check(
        "[CARDINAL Two hundred and fifty thousand = 250000] letters, [CARDINAL half a million = 500000] stamps.",
    );
    check(
        "At least [CARDINAL tens of thousands = >20000] left; [CARDINAL a third = 0.3333333333333333] of them stayed.",
    );
    check("The [CARDINAL 20 = 20]-point plan has [CARDINAL four = 4] parts.");
    check("No fewer than [CARDINAL 30 = >30] and no more than [CARDINAL 50 = <50] seats.");
}

#[test]
fn one_is_a_count_only_before_what_it_counts() {
    check("[CARDINAL One = 1] of the boats sank.");
    check("No one knows this one, and one must ask another one.");
}

#[test]
fn ranges_have_two_ends() {
    check("It costs [MONEY $10 to $20 million = 10000000 USD to 20000000 USD].");
    check("Between [PERCENT 10 and 20 percent = 10 to 20] of it.");
    check("The [DATE 2014-2016 = 2014 to 2016] war and [DATE 5-7 years = P5Y to P7Y] of it.");
    check("They won [CARDINAL 3-1 = 3:1] at home.");
}

#[test]
fn money_and_percent() {
    check(
        "A loan of [MONEY €90 billion = 90000000000 EUR], or [MONEY $20bn = 20000000000 USD], or [MONEY 900 hryvnias = 900 UAH].",
    );
    check(
        "Prices rose [PERCENT 20% = 20], then [PERCENT 2.5 per cent = 2.5], then [PERCENT two percentage points = 2 points].",
    );
}

#[test]
fn measures() {
    check(
        "It covers [QUANTITY 505 square kilometers = 505 square kilometer] and holds [QUANTITY 12,000 metric tons = 12000 ton].",
    );
    check(
        "Winds of [QUANTITY 90 miles per hour = 90 mile per hour] at [QUANTITY 30 degrees Celsius = 30 degree Celsius].",
    );
}

#[test]
fn dates_of_every_exactness() {
    check("From [DATE 28 December 2025 = 2025-12-28 to 2026-02-03] to [DATE February 3, 2026 = 2026-02-03].");
    check("In [DATE February 2022 = 2022-02], in [DATE 2014 = 2014], on [DATE 2025-12-28 = 2025-12-28].");
    check(
        "The [DATE 2024 = 2024] campaign of the [DATE 1990s = 1990/1999] and the [DATE 19th century = 1801/1900].",
    );
    check("It entered its [DATE third year = ?] in the [DATE first quarter of 2025 = 2025-01/2025-03].");
    check(
        "They waited [DATE three weeks = P3W] and [TIME two hours = PT2H] for a [QUANTITY five-year = 5 year] plan.",
    );
    check(
        "A man, [QUANTITY 34 years old = 34 year of age], and Maria Koval, [QUANTITY 41 = 41 year of age], were hurt.",
    );
}

#[test]
fn relative_dates_stay_relative_without_a_day_of_publication() {
    check(
        "On [DATE Tuesday = weekday:tuesday], [DATE last week = week:-1], [DATE two months ago = month:-2], by [DATE mid-December = date:--12].",
    );
    check("[DATE Today = day:+0] and on [DATE Dec. 28 = date:--12-28].");
}

#[test]
fn relative_dates_are_resolved_against_the_day_of_publication() {
    let check = |marked| check_on(Some("2025-12-17T08:00:00Z"), marked);
    check(
        "They met on [DATE Tuesday = 2025-12-16], [DATE last week = 2025-W50], [DATE two months ago = 2025-10].",
    );
    check(
        "They will meet on [DATE Saturday = 2025-12-20] or [DATE tomorrow = 2025-12-18], or [DATE next year = 2026].",
    );
    check(
        "In [DATE January = 2026-01], as in [DATE last March = 2025-03], since [DATE mid-December = 2025-12].",
    );
}

#[test]
fn times_of_day() {
    check(
        "At [TIME 10:30 = 10:30], [TIME 9:42 p.m. = 21:42] or [TIME noon = 12:00] [DATE yesterday = day:-1].",
    );
    check("[TIME Tuesday morning = ?] and [TIME this evening = ?].");
}

#[test]
fn ranks() {
    check("The [ORDINAL first = 1] and the [ORDINAL 22nd = 22] boat.");
    check("In the Second World War and under Article 5 of it.");
}

#[test]
fn words_that_only_look_like_values() {
    check("They may march on, and the fall was hard. It may spring back.");
    check("An F-16 and a Su-34 flew; Flight 370 did not.");
}

#[test]
fn letters_after_digits_are_scales_where_something_is_counted() {
    check(
        "It costs [MONEY 12.6M euros = 12600000 EUR], or [MONEY 100k dollars = 100000 USD], or [MONEY $5bn = 5000000000 USD].",
    );
    check("It has [CARDINAL 20m = 20000000] users and a [QUANTITY 25m = 25 meter] pool on a 5G network.");
}

#[test]
fn commas_are_decimal_where_nothing_else_is_possible_or_the_text_shows_it() {
    check(
        "Down [PERCENT 1,5 % = 1.5], [QUANTITY 2,5 million tonnes = 2500000 ton], [MONEY 1.200,50 euros = 1200.5 EUR].",
    );
    check("It made [QUANTITY 1,500 tonnes = 1500 ton] and [MONEY 12,34,567 rupees = 1234567 INR].");
    check(
        "It made [QUANTITY 1,500 tonnes = 1.5 ton], up [PERCENT 2,5 % = 2.5], and has [CARDINAL 1,500 = 1500] staff.",
    );
    check(
        "It made [QUANTITY 1,500 tonnes = 1500 ton], up [PERCENT 2,5 % = 2.5], or [MONEY $1,200.50 = 1200.5 USD].",
    );
}

#[test]
fn a_range_is_between_its_ends_and_a_change_is_two_amounts() {
    let bounds = |text: &str| values(text, None).iter().map(|mention| mention.bound).collect::<Vec<_>>();
    assert_eq!(bounds("Prices fell 3 to 5 percent."), [Bound::Between]);
    assert_eq!(bounds("About 3 to 5 percent left."), [Bound::About]);
    check("It fell from [MONEY $1.2 million = 1200000 USD] to [MONEY $0.5 million = 500000 USD].");
    check(
        "It rose from [PERCENT 10 = 10] to [PERCENT 20 percent = 20], ranging from [PERCENT 5 to 9 percent = 5 to 9].",
    );
}

#[test]
fn scores_are_no_ranges() {
    check(
        "They lost [CARDINAL 17-21 = 17:21], then won [CARDINAL 10-20 = 10 to 20] seats by a vote of [CARDINAL 52 to 48 = 52:48].",
    );
}

#[test]
fn pounds_are_money_or_weight() {
    check(
        "The [QUANTITY 300-pound = 300 pound] man weighed his [MONEY £20 = 20 GBP] and paid [MONEY 5 pounds = 5 GBP].",
    );
}

#[test]
fn rupees_are_those_of_the_country_of_the_text() {
    check("In Karachi it cost [MONEY Rs 500 = 500 PKR].");
    check("In Delhi it cost [MONEY Rs 2 lakh = 200000 INR].");
}

#[test]
fn numbers_of_things_count_nothing() {
    check("See page 12, call 911 at 12 Harbor Street, No. 10, on the Falcon 9 at +44 20 7946 0958.");
}

#[test]
fn names_are_no_labels_for_values() {
    let labels = vec![tidings_core::Label::Person];
    let error = ValuesStage::new(ValuesConfig { labels, ..Default::default() }).err().unwrap();
    assert_eq!(error.setting, Some("labels"));
}

#[test]
fn a_page_of_numbers_takes_linear_time() {
    let text = "one hundred and ".repeat(20_000) + &"-".repeat(50_000) + &"9".repeat(50_000);
    assert!(!values(&text, None).is_empty());
    let rows = [
        "1 000 ",
        "1'000'",
        "12, ",
        "9 million ",
        "-5 ",
        "(1) ",
        "thousands of ",
        "$5-",
        "2,5 ",
        "100 000 000x ",
    ];
    for row in rows {
        for mention in values(&row.repeat(4_000), None) {
            // JSON has no number beyond those of 64 bits.
            let value = format!("{:?}", mention.value);
            assert!(!value.contains("inf") && !value.contains("NaN"), "{row}: {value}");
        }
    }
}

proptest! {
    #[test]
    fn spans_are_sorted_disjoint_and_on_boundaries(
        text in "(\\PC{0,6}|[0-9$€%.,:/-]{1,8}|(one|two|half a|million|May|Dec\\.|last|week|20|third|of|to|a|é|ago|and|in|from|between|-|minus|pounds|degrees|Rs|several|scores|basis points|quarters|feet|1,5|000|US dollars|\\() ?){0,30}",
        day in proptest::option::of("[0-9]{4}-[01][0-9]-[0-3][0-9]|\\PC{0,12}"),
    ) {
        let mut end = 0;
        for mention in values(&text, day.as_deref()) {
            prop_assert!(mention.span.slice(&text).is_some_and(|covered| !covered.is_empty()));
            prop_assert!(mention.span.start >= end && mention.label.is_value());
            end = mention.span.end;
        }
    }
}
