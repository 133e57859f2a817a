//! Tests of `clean.repeats`.

use proptest::prelude::*;
use tidings_core::{Document, Regions, Stage, StageType};

use super::{Repeats, RepeatsConfig};

const LONG: &str = "The harbor board said on Friday that the northern pier would stay closed until the cranes had been inspected again.";

fn run(text: &str) -> Document {
    let mut doc = Document::new("t", text).unwrap();
    Repeats::new(RepeatsConfig::default()).unwrap().process(&mut doc).unwrap();
    doc
}

fn check(text: &str, expected: &str) {
    assert_eq!(run(text).text(), expected);
}

#[test]
fn a_repeated_paragraph_goes_and_points_at_the_first() {
    let doc = run(&format!("{LONG}\nAnother line.\n{}\n", LONG.to_uppercase()));
    assert_eq!(doc.text(), format!("{LONG}\nAnother line.\n"));
    let region = &doc.get::<Regions>().unwrap().as_slice()[1];
    assert_eq!(doc.source_slice(region.duplicate_of.unwrap()), LONG);
}

#[test]
fn headings_go_only_with_their_run() {
    check(&format!("A heading\n{LONG}\nEnd\nA heading\n{LONG}\nEnd"), &format!("A heading\n{LONG}\nEnd"));
    check("Yes.\nA heading\nNo.\nA heading\nYes.", "Yes.\nA heading\nNo.\nA heading\nYes.");
}

#[test]
fn a_run_of_short_lines_goes_as_a_whole() {
    let list = "one two three four five six seven\neight nine ten eleven twelve thirteen\nfourteen fifteen sixteen seventeen eighteen nineteen twenty\n";
    check(&format!("{list}middle\n{list}"), &format!("{list}middle\n"));
}

#[test]
fn near_repeats() {
    let near = LONG.replace("Friday", "Friday evening");
    check(&format!("{LONG}\n{near}"), &format!("{LONG}\n{near}"));
    let long = [LONG, "Nobody was hurt, and the ferries to the islands ran as usual, a spokeswoman added."]
        .join(" ");
    let near = long.replace("was hurt", "was injured");
    check(&format!("{long}\n{near}"), &format!("{long}\n{near}"));
    let tail = format!("{} So it went.", long);
    check(&format!("{long}\n{tail}"), &long);
}

#[test]
fn a_title_said_twice() {
    check("Pier stays closed for now\nPier Stays Closed for Now!\nText.", "Pier stays closed for now\nText.");
}

#[test]
fn different_paragraphs_stay() {
    let other = "The harbor board said on Monday that the southern pier would open as soon as the cranes had been sold to another port.";
    check(&format!("{LONG}\n{other}"), &format!("{LONG}\n{other}"));
}

proptest! {
    #[test]
    fn any_text_is_safe_and_nothing_is_left_to_remove(text in "([ab .]{0,30}\\n?|\\PC{0,20}\\n){0,12}") {
        let once = run(&text);
        let twice = run(once.text());
        prop_assert!(twice.text().len() <= once.text().len());
    }
}

/// A document of nothing but repeated lines has regions of many lines, not one or two a line.
#[test]
fn many_repeated_lines_are_few_regions() {
    let text = format!("{LONG}\n").repeat(20_000);
    let doc = run(&text);
    assert_eq!(doc.text(), format!("{LONG}\n"));
    let regions = doc.get::<Regions>().unwrap().as_slice();
    assert!(regions.len() < 10, "{} regions", regions.len());
    assert_eq!(
        regions.iter().map(|region| region.source.len() as usize).sum::<usize>(),
        text.len() - LONG.len() - 1
    );
    let repeated = regions.iter().find_map(|region| region.duplicate_of);
    assert_eq!(doc.source_slice(repeated.unwrap()), LONG);
}
