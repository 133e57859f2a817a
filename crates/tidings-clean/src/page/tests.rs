//! Tests of `clean.page`.

use proptest::prelude::*;
use tidings_core::{Document, MetaField, RegionKind, Regions, SourceFormat, Stage, StageType};

use super::{Page, PageConfig};

fn run(html: &str) -> Document {
    let mut doc = Document::with_format("t", html, SourceFormat::Html).unwrap();
    Page::new(PageConfig::default()).unwrap().process(&mut doc).unwrap();
    for run in doc.alignment().runs().iter().filter(|run| run.kept) {
        assert_eq!(doc.slice(run.text), doc.source_slice(run.source));
    }
    doc
}

fn check(html: &str, expected: &str) {
    assert_eq!(run(html).text(), expected, "{html}");
}

const P: &str =
    "<p>The northern pier of the port of Varna will stay closed until spring, the harbor board said.</p>";
const T: &str =
    "The northern pier of the port of Varna will stay closed until spring, the harbor board said.";

#[test]
fn blocks_become_lines() {
    check("<p>One</p><p>Two <b>bold</b>ly</p>\n\n<p>Three\n   words</p>", "One\nTwo boldly\nThree words");
    check("<div>One<div>Two</div>Three</div>", "One\nTwo\nThree");
    check("<ul><li>One<li>Two</ul><p>Three<p>Four", "One\nTwo\nThree\nFour");
    check("<table><tr><td>One<td>Two</table>", "One\nTwo");
    check("<p>One<br>Two</p><h2>Three<br>four</h2><p>x</p>", "One\nTwo\nThree four\nx");
    check("<pre>One\n  two</pre>", "One\n  two");
}

#[test]
fn inline_text_is_never_glued_or_split() {
    check("<p>In a <a href='/x'>call</a>, he<i> said</i> <b> no</b>.</p>", "In a call, he said no.");
    check("<div><span>One</span><p>Two</p>tail</div>", "One\nTwo\ntail");
}

#[test]
fn entities_become_characters() {
    check("<p>Q&amp;A &ldquo;now&#8221;&nbsp;&lt;b&gt; AT&T</p>", "Q&A “now” <b> AT&T");
    check("<p>&nbsp;</p><p>One &nbsp; two</p>", "One two");
}

#[test]
fn what_is_not_the_article_goes_with_its_kind() {
    let html = format!(
        "<body><nav><a href=/>Home</a></nav><main><h1>Port closed</h1><p class=byline>By Ada Lund</p>\
         <figure><img><figcaption>Cranes. <span class=credit>J. Orr</span></figcaption></figure>{P}\
         <div class='share-bar'>Facebook</div><aside>Other news</aside><div class=newsletter>Sign up</div>{P}\
         <div id=comments><h3>1 Comment</h3><p>I was there.</p></div></main><footer>Imprint</footer>"
    );
    let doc = run(&html);
    assert_eq!(doc.text(), format!("Port closed\n{T}\n{T}"));
    let removed: Vec<_> = doc
        .get::<Regions>()
        .unwrap()
        .iter()
        .filter(|region| region.removed && !matches!(region.kind, RegionKind::Markup))
        .map(|region| region.kind.name())
        .collect();
    let expected = [
        "navigation",
        "byline",
        "caption",
        "photo_credit",
        "share",
        "related",
        "widget",
        "comment",
        "navigation",
    ];
    assert_eq!(removed, expected);
}

#[test]
fn the_article_is_chosen_from_the_page() {
    check(
        &format!("<p>Teaser above.</p><article><h1>Port</h1>{P}{P}</article><p>Teaser below.</p>"),
        &format!("Port\n{T}\n{T}"),
    );
    check(
        &format!("<main><article>{P}</article><article>{P}</article></main><p>Below.</p>"),
        &format!("{T}\n{T}"),
    );
    check(
        &format!("<h1>Port closed</h1><p>By the way</p><div itemprop=articleBody>{P}</div>"),
        &format!("Port closed\n{T}"),
    );
}

#[test]
fn class_names_do_not_take_the_whole_article() {
    check(&format!("<div class='content comments-open has-sidebar'>{P}</div>"), T);
    check(&format!("<div class='widget-promo'>{P}{P}</div>"), &format!("{T}\n{T}"));
    check(&format!("<form>{P}{P}</form>"), &format!("{T}\n{T}"));
}

#[test]
fn linked_paragraphs() {
    check(
        &format!("{P}<p><a href=/x>He said that the board would meet again on Monday.</a></p>"),
        &format!("{T}\nHe said that the board would meet again on Monday."),
    );
    check(&format!("{P}<p><a href=/x>Ten piers to see</a></p>"), T);
}

#[test]
fn scripts_and_comments_are_no_text() {
    check(
        "<script>if (a<b) '<p>no</p>'</script><style>p{}</style><!-- <p>no</p> --><p>Yes</p><svg><text>no</text></svg>",
        "Yes",
    );
    check("<!doctype html><title>No</title><p>Yes 1 < 2 & 3</p>", "Yes 1 < 2 & 3");
}

#[test]
fn metadata_of_the_page() {
    let html = format!(
        "<html lang=en-GB><head><title>Port closed | Harbor Echo</title><meta property='og:site_name' content='Harbor Echo'>\
         <link rel=canonical href='https://echo.example/port'>\
         <script type='application/ld+json'>{{\"@graph\":[{{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-12-16T18:05:00Z\",\
         \"author\":[{{\"@type\":\"Person\",\"name\":\"Ada Lund\"}}]}}]}}</script></head><body><h1>Port Closed</h1>{P}"
    );
    let doc = run(&html);
    let get = |field| doc.meta.get(field);
    assert_eq!(get(MetaField::Title), Some("Port Closed"));
    assert_eq!(get(MetaField::Publisher), Some("Harbor Echo"));
    assert_eq!(get(MetaField::Byline), Some("Ada Lund"));
    assert_eq!(get(MetaField::Published), Some("2025-12-16T18:05:00Z"));
    assert_eq!(get(MetaField::Url), Some("https://echo.example/port"));
    assert_eq!(get(MetaField::Language), Some("en"));
}

#[test]
fn metadata_from_meta_elements() {
    let html = "<title>Port closed - Harbor Echo</title><meta name=author content='By Ada Lund, Harbor Echo'>\
                <meta property='article:published_time' content='2025-12-16'><p>Text";
    let doc = run(html);
    assert_eq!(doc.meta.get(MetaField::Title), Some("Port closed"));
    assert_eq!(doc.meta.get(MetaField::Byline), Some("Ada Lund"));
    assert_eq!(doc.meta.get(MetaField::Published), Some("2025-12-16"));
}

#[test]
fn plain_text_is_left_alone() {
    let mut doc = Document::new("t", "<p>Not a page</p>").unwrap();
    Page::new(PageConfig::default()).unwrap().process(&mut doc).unwrap();
    assert_eq!(doc.text(), "<p>Not a page</p>");
}

#[test]
fn broken_pages_are_read_in_linear_time() {
    // Each of these is quadratic in a careless implementation; the test would take minutes.
    let count = 10_000;
    for page in [
        "<div>".repeat(count) + "deep",
        "<div>".repeat(count) + &"</p></b></li>".repeat(count),
        "<p><b><i><li><td>".repeat(count),
        "<a b='".repeat(count),
        "<!-- ".repeat(count),
        "<title>".repeat(count),
        "<textarea>x".repeat(count),
        format!("<p {}>text</p>", "a=b ".repeat(count)),
        "&".repeat(count),
        "<div class=comment>".repeat(count) + "x",
        "<".repeat(count),
        "<article>x".repeat(count),
    ] {
        run(&page);
    }
}

proptest! {
    #[test]
    fn any_page_is_safe(html in "(<[/]?(p|div|b|li|ul|table|td|article|main|h1|a|script|title|br|pre|header|figcaption)( class=['\"]?(comments|byline|credit)['\"]?)?>?|&[a-z#0-9]{0,5};?|\\PC{0,6}|[ \\n]|<!--|-->|é){0,30}") {
        run(&html);
    }
}
