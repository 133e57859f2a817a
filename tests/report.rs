//! The report through the binary: at the end of a run and from its folder, over the sample collection.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::collections::BTreeSet;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
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

/// The content of the only element of this name.
fn content<'p>(page: &'p str, element: &str) -> &'p str {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    assert_eq!((page.matches(&open).count(), page.matches(&close).count()), (1, 1), "{element}");
    page.split(&open).nth(1).unwrap().split(&close).next().unwrap()
}

#[test]
fn the_policy_of_the_page_allows_its_own_script_and_style_alone() {
    let place = Place::new();
    place.file("a.toml", "");
    place.file("a.txt", "One <script>alert(1)</script> and <style>p { color: red }</style>.\n");
    place.tidings(["run", "a.toml", "a.txt", "--quiet"]).ends_with(0);
    place.tidings(["report", "out", "--quiet"]).ends_with(0);
    let page = std::fs::read_to_string(place.path().join("out/report.html")).unwrap();
    let policy = values(&page, "http-equiv=\"Content-Security-Policy\" content=\"")[0];
    assert!(!policy.contains("unsafe"), "{policy}");
    for element in ["script", "style"] {
        let hash = BASE64.encode(&Sha256::digest(content(&page, element)));
        let wanted = format!("{element}-src 'sha256-{hash}';");
        assert!(policy.contains(&wanted), "expected `{wanted}` in `{policy}`");
    }
    // These need a permission that the policy does not give.
    assert!(values(&page, " style=\"").is_empty() && values(&page, " onclick=\"").is_empty());
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
