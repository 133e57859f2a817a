//! Tests of what a whole page says of itself, through `clean.page` and `clean.metadata`.

use tidings_core::{Document, MetaField, SourceFormat, Stage, StageType};

use super::{Metadata, MetadataConfig};
use crate::{Page, PageConfig};

const BODY: &str = "<p>The flood wall at Harrow Bay will be built from August on, the town council said on Monday, after \
    two years of delay and a long debate about the old harbor.</p><p>The wall will cost 12.6 million euros, of which the \
    state pays two thirds, and it will be 1.4 kilometers long, according to the council.</p>";

/// The values of a field of a page with the given head and what stands in the article above the text.
fn read(head: &str, above: &str, field: MetaField) -> Vec<String> {
    let html = format!("<html><head>{head}</head><body><article>{above}{BODY}</article></body></html>");
    let mut doc = Document::with_format("t", html, SourceFormat::Html).unwrap();
    Page::new(PageConfig::default()).unwrap().process(&mut doc).unwrap();
    Metadata::new(MetadataConfig::default()).unwrap().process(&mut doc).unwrap();
    doc.meta.values(field).iter().map(|value| value.value.clone()).collect()
}

fn linked(fields: &str) -> String {
    format!("<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", {fields}}}</script>")
}

const H1: &str = "<h1>Flood wall from August on</h1>";

#[test]
fn agencies_and_pictures_are_no_authors() {
    for name in ["Getty Images", "Shutterstock", "iStock Photo"] {
        let head = linked(&format!("\"author\": {{\"@type\": \"Person\", \"name\": \"{name}\"}}"));
        assert_eq!(read(&head, H1, MetaField::Byline), [""; 0], "{name}");
    }
    let head = linked(
        "\"author\": [{\"@type\": \"Person\", \"name\": \"Ada Lund\"}, {\"@type\": \"Organization\", \"name\": \"Reuters\"}]",
    );
    assert_eq!(read(&head, H1, MetaField::Byline), ["Ada Lund"]);
    assert_eq!(read(&head, H1, MetaField::CreditedSources), ["Reuters"]);
    assert_eq!(read(&head, H1, MetaField::Publisher), [""; 0]);
    let meta =
        "<meta name=author content='Associated Press'><meta property=og:site_name content='Harbor Echo'>";
    assert_eq!(read(meta, H1, MetaField::Byline), [""; 0]);
    assert_eq!(read(meta, H1, MetaField::Publisher), ["Harbor Echo"]);
}

#[test]
fn positions_and_labels_are_no_authors() {
    let head = linked("\"author\": [{\"name\": \"Ada Lund\"}, {\"name\": \"Lead Reviewer\"}]");
    assert_eq!(read(&head, H1, MetaField::Byline), ["Ada Lund"]);
    let head = linked("\"author\": {\"name\": \"von Ada Lund und Piers Orr, Harrow\"}");
    assert_eq!(read(&head, H1, MetaField::Byline), ["Ada Lund", "Piers Orr"]);
    let head = linked(
        "\"author\": [{\"name\": \"Elena Lund (elu)\"}, {\"name\": \"Harbor Echo\"}], \"publisher\": {\"name\": \"Harbor Echo\"}",
    );
    assert_eq!(read(&head, H1, MetaField::Byline), ["Elena Lund"]);
}

#[test]
fn a_byline_below_the_headline_goes_before_who_put_the_page_up() {
    let head = linked("\"author\": {\"@type\": \"Person\", \"name\": \"Webdesk Poster\"}");
    let above = format!("{H1}<div>By: <a href=/ada>Ada Lund</a></div>");
    assert_eq!(read(&head, &above, MetaField::Byline), ["Ada Lund"]);
    assert_eq!(read(&head, H1, MetaField::Byline), ["Webdesk Poster"]);
}

#[test]
fn the_outlet_has_its_best_name() {
    let publisher = |site: &str, linked_name: &str, title: &str| {
        let head = format!(
            "<title>{title}</title><meta property=\"og:site_name\" content=\"{site}\">{}",
            linked(&format!("\"publisher\": {{\"name\": \"{linked_name}\"}}"))
        );
        read(&head, H1, MetaField::Publisher)
    };
    assert_eq!(publisher("harborecho", "Harbor Echo", "x"), ["Harbor Echo"]);
    assert_eq!(publisher("harborecho", "", "Flood wall | Harbor Echo"), ["Harbor Echo"]);
    assert_eq!(publisher("harborecho.example", "Harbor Echo", "x"), ["Harbor Echo"]);
    assert_eq!(publisher("/", "Harbor Echo", "x"), ["Harbor Echo"]);
    assert_eq!(
        publisher("Harbor Echo - News and views from all of the bay", "Echo Holding", "x"),
        ["Harbor Echo"]
    );
    assert_eq!(publisher("Ada Lund is a reporter who covers the bay for us.", "", "x"), [""; 0]);
}

#[test]
fn a_headline_without_its_label_and_the_name_of_the_site() {
    let title = |og: &str, h1: &str| {
        let head = format!(
            "<title>{og} | Harbor Echo</title><meta property=\"og:title\" content=\"{og}\">\
             <meta property=\"og:site_name\" content=\"Harbor Echo\">"
        );
        read(&head, &format!("<h1>{h1}</h1>"), MetaField::Title)
    };
    assert_eq!(
        title("Flood wall from August on", "<span>Crisis in the bay</span> Flood wall from August on"),
        ["Flood wall from August on"]
    );
    assert_eq!(
        title("Flood wall from August on", "<b>Crisis</b>Flood wall from August on"),
        ["Flood wall from August on"]
    );
    assert_eq!(
        title("Flood wall from August on - Harbor Echo", "Harbor Echo"),
        ["Flood wall from August on"]
    );
    // What the page shows is the headline, if it says more than a label does.
    assert_eq!(title("Best walls of the bay", "The Best Walls of the Bay"), ["The Best Walls of the Bay"]);
    assert_eq!(title("A wall for the bay", "Flood wall from August on"), ["Flood wall from August on"]);
}

#[test]
fn the_head_of_a_news_page_may_know_better() {
    let title = |kind: &str, title: &str, h1: &str| {
        let head = format!(
            "<title>{title} | Harbor Echo</title><meta property=\"og:title\" content=\"A wall for the bay: what we know\">\
             <script type=\"application/ld+json\">{{\"@type\": \"{kind}\", \"headline\": \"A wall for the bay: what we know\"}}</script>"
        );
        read(&head, &format!("<h1>{h1}</h1>"), MetaField::Title)
    };
    let known = "A wall for the bay: what we know";
    assert_eq!(title("NewsArticle", known, "10:05 Council meets again"), [known]);
    assert_eq!(title("LiveBlogPosting", known, "10:05 Council meets again"), [known]);
    // Something of the head knows the headline of the page, or the page is no news.
    assert_eq!(
        title("NewsArticle", "Flood wall from August on", "Flood wall from August on"),
        ["Flood wall from August on"]
    );
    assert_eq!(title("Article", known, "Flood wall from August on"), ["Flood wall from August on"]);
}
