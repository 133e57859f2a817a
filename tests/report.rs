//! The report through the binary: at the end of a run and from its folder, over the sample collection.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::collections::BTreeSet;

use support::{Place, repository};

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, before: &str) -> Vec<&'p str> {
    page.split(before).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_sample_collection_becomes_one_page() {
    let place = Place::new();
    let config = repository().join("pipelines/news.toml");
    let seeds = repository().join("seeds/articles");
    let run = |output: &str, more: &[&str]| {
        let mut arguments =
            vec!["run", config.to_str().unwrap(), seeds.to_str().unwrap(), "--output", output];
        arguments.extend(more);
        place.tidings(arguments).ends_with(0)
    };
    let outcome = run("out", &["--set", "output.formats=[\"jsonl\", \"html\"]"]);
    assert!(outcome.stdout.contains("(documents, stories, report.html, run.json)"), "{outcome:?}");
    let page = std::fs::read_to_string(place.path().join("out/report.html")).unwrap();

    let documents = place.lines("out/documents.jsonl");
    assert_eq!(page.matches("<details class=\"document\"").count(), documents.len());
    for document in &documents {
        let title = document["meta"]["title"].as_str().unwrap_or(document["id"].as_str().unwrap());
        assert!(page.contains(&title.replace('&', "&amp;").replace('"', "&quot;")), "{title}");
    }
    let claims: usize = documents.iter().map(|document| document["claims"].as_array().unwrap().len()).sum();
    assert_eq!(page.matches("<p class=\"claim\">").count(), claims);
    assert!(page.contains(&format!("<dt>claims</dt><dd>{claims}</dd>")));
    let stories = place.json("out/stories.json");
    let briefings = stories["stories.briefing"]["briefings"].as_array().unwrap();
    assert!(page.matches("<details class=\"story\"").count() >= briefings.len());

    let ids = values(&page, " id=\"");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id is there twice");
    let links = values(&page, "href=\"#");
    assert!(links.len() > 300, "only {} links", links.len());
    let lost: Vec<_> = links.iter().filter(|link| !unique.contains(*link)).collect();
    assert!(lost.is_empty(), "these lead nowhere: {lost:?}");

    // The same from the folder, and with other offsets but for the names of places.
    place.tidings(["report", "out", "--output", "again.html", "--quiet"]).ends_with(0);
    assert!(page == std::fs::read_to_string(place.path().join("again.html")).unwrap());
    run("packed", &["--set", "output.compress=true", "--set", "output.offsets=utf16"]);
    let outcome = place.tidings(["report", "packed"]).ends_with(0);
    assert_eq!(
        outcome.stdout,
        format!("{} documents, 3 stories of several articles\noutput: packed/report.html\n", documents.len())
    );
    let packed = std::fs::read_to_string(place.path().join("packed/report.html")).unwrap();
    assert_eq!(packed.matches("<mark").count(), page.matches("<mark").count());
}

#[test]
fn a_later_run_is_not_mixed_with_the_earlier_one() {
    let place = Place::new();
    place.file("a.toml", "[output]\nfolder = \"out\"\nformats = [\"jsonl\", \"html\"]\n");
    let run = |document: &str, settings: &str| {
        place.tidings(["run", "a.toml", document, "--quiet", "--set", settings]).ends_with(0);
        std::fs::read_to_string(place.path().join("out/report.html")).ok()
    };
    place.file("a.txt", "One.\n");
    place.file("b.txt", "Two.\n");
    assert!(run("a.txt", "output.compress=false").unwrap().contains("One."));
    let page = run("b.txt", "output.compress=true").unwrap();
    assert!(page.contains("Two.") && !page.contains("One."), "{page}");
    assert!(run("a.txt", "output.formats=[\"jsonl\"]").is_none(), "the page of an earlier run is left");
}
