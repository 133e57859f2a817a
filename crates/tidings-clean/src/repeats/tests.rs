//! Tests of `clean.repeats`.

use proptest::prelude::*;
use tidings_core::{Document, Regions, SourceFormat, Stage, StageType};

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
    let list: String = (0..18).map(|line| format!("{line} one two three four five six seven\n")).collect();
    check(&format!("{list}middle\n{list}"), &format!("{list}middle\n"));
}

/// What says the same of another thing, or says it again on purpose.
#[test]
fn what_an_article_says_twice_stays() {
    let stays = |text: &str| check(text, text);
    let soup = "vegetable soup with bread, a glass of milk and an apple from the orchard of the town, from noon until two";
    // A schedule, with and without labels.
    stays(&format!("Monday\nLunch: {soup}\nTuesday\nLunch: {soup}"));
    stays(&format!(
        "Monday\nThe kitchen serves {soup} every day.\nTuesday\nThe kitchen serves {soup} every day."
    ));
    // Recipes.
    let oven = "Preheat the oven to 200 degrees and line a tray with baking paper before you begin.";
    stays(&format!("Apple cake\n{oven}\nMix flour and sugar.\nPear cake\n{oven}\nMix flour and honey."));
    stays(&format!("- {oven}\n- Mix.\nPears\n- {oven}\n- Bake."));
    // A refrain.
    let refrain = "Oh harbor, harbor, keep your light\nOh harbor, keep your call\nOh harbor, harbor, hold the night\nOh harbor, hold us all";
    stays(&format!("The wind is in the cranes\n{refrain}\nThe pier is shut\n{refrain}"));
    stays(
        "We shall not leave this pier, and we shall not sell our boats.\nThey say wait.\nWe shall not leave this pier, and we shall not sell our boats.",
    );
    // Questions, results, rows of a table.
    let question = "Q: Did you see the defendant on the northern pier of the old port on the night of the fire, yes or no?";
    stays(&format!("{question}\nA: No.\n{question}\nA: I have told you."));
    stays(&["Harbor 2 | Varna 1 | 12,000 at the old stadium by the river, on a cold night in May, referee Lund"; 2].join("\n"));
}

/// On a page a quotation beside its paragraph is no paste; a whole article is.
#[test]
fn pages_need_longer_passages() {
    let run = |text: &str| {
        let mut doc = Document::with_format("t", text, SourceFormat::Html).unwrap();
        Repeats::new(RepeatsConfig::default()).unwrap().process(&mut doc).unwrap();
        doc.text().to_owned()
    };
    let quoted = format!("{LONG}\nNobody knew.\n{LONG}");
    assert_eq!(run(&quoted), quoted);
    let long = [
        LONG,
        &LONG.replace("Friday", "the day"),
        &LONG.replace("northern", "old"),
        &LONG.replace("harbor", "port"),
    ]
    .join("\n");
    assert_eq!(run(&format!("{long}\nNobody knew.\n{long}")), format!("{long}\nNobody knew."));
}

#[test]
fn another_day_or_place_is_no_repeat() {
    let notice = "The northern pier of the port of Varna will close on May 4 for repairs that take two weeks, the harbor \
                  board said in a note to all fishermen who use it in winter.";
    for (from, to) in [("Varna", "Burgas"), ("May 4", "May 9")] {
        let other = notice.replace(from, to);
        check(&format!("{notice}\n{other}"), &format!("{notice}\n{other}"));
    }
}

#[test]
fn a_long_paste_goes_under_any_heading() {
    let long: Vec<String> =
        (0..6).map(|day| LONG.replace("Friday", ["a", "b", "c", "d", "e", "f"][day])).collect();
    let long = long.join("\n");
    check(
        &format!("News of the pier\n{long}\nRead it again\n{long}"),
        &format!("News of the pier\n{long}\nRead it again"),
    );
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
