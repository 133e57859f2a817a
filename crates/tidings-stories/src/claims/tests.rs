//! Tests of `stories.claims`.

use super::*;
use crate::testing::{COLLECTION, run};

/// How the two sentences of two outlets relate, and why.
fn relations(first: &str, second: &str) -> Vec<(ClaimRelation, String)> {
    let frame = "The harbor council of Tolvik met about the ferry terminal and the breakwater of the island port. \
                 Engineers Ida Moss and Per Lunde presented the plans for the ferry terminal.";
    let (a, b) = (format!("{first} {frame}"), format!("{second} {frame}"));
    let (group, claims, _) = run(&[
        ("a", "Harbor Post", "2025-05-06", "Ferry terminal of Tolvik", &a),
        ("b", "Island Courier", "2025-05-06", "Ferry terminal of Tolvik", &b),
    ]);
    assert_eq!(group.stories.len(), 1);
    let of_first =
        |found: &ClaimMatch| !frame.contains(found.a.text.as_str()) && !frame.contains(found.b.text.as_str());
    claims.matches.into_iter().filter(of_first).map(|found| (found.relation, found.reason)).collect()
}

#[track_caller]
fn relation(first: &str, second: &str, expected: ClaimRelation) {
    let found = relations(first, second);
    assert!(found.iter().any(|(relation, _)| *relation == expected), "{first} / {second}: {found:?}");
}

#[track_caller]
fn no_contradiction(first: &str, second: &str) {
    let found = relations(first, second);
    assert!(
        found.iter().all(|(relation, _)| *relation != ClaimRelation::Contradicts),
        "{first} / {second}: {found:?}"
    );
}

#[test]
fn two_numbers_for_one_thing_contradict() {
    relation(
        "The mayor said the new breakwater would cost 40 million crowns.",
        "The treasurer said the new breakwater would cost 65 million crowns.",
        ClaimRelation::Contradicts,
    );
    relation(
        "It stormed. The 14 sailors on the ferry drowned in the storm.",
        "It stormed. The 19 sailors on the ferry drowned in the storm.",
        ClaimRelation::Contradicts,
    );
    relation(
        "The coast guard said 14 sailors drowned in the storm.",
        "The coast guard said 19 sailors drowned in the storm.",
        ClaimRelation::Contradicts,
    );
}

#[test]
fn two_days_for_one_event_contradict() {
    relation(
        "The captain said the crane collapsed on May 3.",
        "The captain said the crane collapsed on May 4.",
        ClaimRelation::Contradicts,
    );
}

#[test]
fn numbers_that_can_both_be_right_do_not() {
    for (first, second) in [
        (
            "The mayor said the breakwater would cost about 40 million crowns.",
            "The mayor said the breakwater would cost 41 million crowns.",
        ),
        (
            "The mayor said the breakwater would cost more than 40 million crowns.",
            "The mayor said the breakwater would cost 65 million crowns.",
        ),
        (
            "The coast guard said 14 sailors drowned in the storm.",
            "The coast guard said 19 boats sank in the storm.",
        ),
        (
            "The mayor said the breakwater would cost 40 million crowns.",
            "The mayor said the breakwater would cost 6 million euros.",
        ),
    ] {
        no_contradiction(first, second);
    }
}

#[test]
fn like_words_are_of_one_matter() {
    relation(
        "The engineers said repairs of the crane would take about a week.",
        "The port office said the work on the crane would take at least three weeks.",
        ClaimRelation::Contradicts,
    );
}

#[test]
fn what_is_counted_apart_does_not_contradict() {
    for (first, second) in [
        (
            "Police said three people were killed in the ferry fire.",
            "Police said twelve people were wounded in the ferry fire.",
        ),
        (
            "The company said 300 passengers used the ferry in March.",
            "The company said 510 passengers used the ferry in May.",
        ),
        (
            "The company said the ferry carried 510 passengers, up from 300 a year earlier.",
            "The company said the ferry had carried 300 passengers a year earlier.",
        ),
        (
            "The council said Article 5 of the ferry treaty applied to the pier.",
            "The council said Article 9 of the ferry treaty applied to the pier.",
        ),
        (
            "Tests are offered to ferry workers 65 and older.",
            "Tests are offered to ferry workers 18 and older.",
        ),
    ] {
        no_contradiction(first, second);
    }
}

#[test]
fn a_negation_of_something_else_is_no_denial() {
    for (first, second) in [
        (
            "The captain said the radar had failed before the collision with the pier.",
            "The captain said the radar had failed before the collision with the pier, and that nobody was hurt.",
        ),
        (
            "The operator opposed a new radar tower for the ferry pier.",
            "The mayor praised the new radar tower for the ferry pier.",
        ),
        (
            "The captain said the 20-point plan for the ferry pier had made progress.",
            "An official denied that the plan for the ferry pier had grown to 28 points.",
        ),
    ] {
        no_contradiction(first, second);
    }
}

#[test]
fn a_denial_contradicts() {
    relation(
        "The captain said the radar had failed before the collision with the pier.",
        "The operator denied that the radar had failed before the collision with the pier.",
        ClaimRelation::Contradicts,
    );
}

#[test]
fn opposites_contradict() {
    relation(
        "The clerk said the fishermen's union accepted the offer of the shipping line.",
        "The clerk said the fishermen's union rejected the offer of the shipping line.",
        ClaimRelation::Contradicts,
    );
}

#[test]
fn the_same_in_other_words_corroborates() {
    relation(
        "The mayor said the crane collapsed because a steel cable snapped.",
        "The crane collapsed after a steel cable had snapped, inspectors said.",
        ClaimRelation::Same,
    );
}

#[test]
fn a_common_name_is_not_enough() {
    let found = relations(
        "Mayor Jon Vik said the crane was bought in 1998.",
        "Mayor Jon Vik said taxes on houses would stay as they are.",
    );
    assert!(found.iter().all(|(relation, _)| *relation == ClaimRelation::Related), "{found:?}");
}

#[test]
fn a_copy_corroborates_nothing() {
    let (_, claims, _) = run(&COLLECTION);
    let copies = |found: &&ClaimMatch| found.a.document == "ferry-1" && found.b.document == "ferry-3";
    let copied: Vec<_> = claims.matches.iter().filter(copies).collect();
    assert!(!copied.is_empty() && copied.iter().all(|found| !found.independent), "{copied:#?}");
    assert!(claims.corroborated.iter().any(|claim| claim.voices == 1), "{:#?}", claims.corroborated);
    assert!(claims.corroborated.iter().all(|claim| claim.voices <= 2), "{:#?}", claims.corroborated);
}

#[test]
fn the_tram_has_two_prices() {
    let (_, claims, _) = run(&COLLECTION);
    let contested: Vec<_> =
        claims.matches.iter().filter(|found| found.relation == ClaimRelation::Contradicts).collect();
    assert!(contested.iter().any(|found| found.reason.contains("480 million")), "{contested:#?}");
}
