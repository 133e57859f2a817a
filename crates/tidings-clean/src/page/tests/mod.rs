//! Tests of `clean.page`.

use proptest::prelude::*;
use tidings_core::{Document, MetaField, RegionKind, Regions, SourceFormat, Stage, StageType};

use super::{Page, PageConfig};

mod hard_pages;
mod markup;

fn run(html: &str) -> Document {
    run_with(PageConfig::default(), html)
}

fn run_with(config: PageConfig, html: &str) -> Document {
    let mut doc = Document::with_format("t", html, SourceFormat::Html).unwrap();
    Page::new(config).unwrap().process(&mut doc).unwrap();
    for run in doc.alignment().runs().iter().filter(|run| run.kept) {
        assert_eq!(doc.slice(run.text), doc.source_slice(run.source));
    }
    doc
}

/// Checks the text of a page of which everything is kept: its lines, not the choice among them.
fn check(html: &str, expected: &str) {
    let config = PageConfig { threshold: 0.0, keep_title: true, ..PageConfig::default() };
    assert_eq!(run_with(config, html).text(), expected, "{html}");
}

/// Checks what the stage takes for the article, with the headline.
fn check_article(html: &str, expected: &str) {
    let config = PageConfig { keep_title: true, ..PageConfig::default() };
    assert_eq!(run_with(config, html).text(), expected, "{html}");
}

/// A page around an article, as sites build them.
fn site(article: &str) -> String {
    let links = |words: &[&str]| -> String {
        words.iter().map(|word| format!("<li><a href='/{word}'>{word}</a></li>")).collect()
    };
    format!(
        "<html><head><title>Port stays closed | Harbor Echo</title></head><body>\
         <header><nav><ul>{}</ul></nav></header><main>{article}</main>\
         <footer><ul>{}</ul><p>© 2025 Harbor Echo. All rights reserved.</p></footer></body></html>",
        links(&["News", "Business", "Culture", "Sport", "Weather", "Opinion"]),
        links(&["About", "Contact", "Privacy", "Terms", "Careers"])
    )
}

const P: &str =
    "<p>The northern pier of the port of Varna will stay closed until spring, the harbor board said.</p>";

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
    let [a, b, c, d] = paragraphs();
    let html = site(&format!(
        "<article><h1>Port stays closed</h1><p class=byline>By Ada Lund</p><p>{a}</p>\
         <figure><img><figcaption>Cranes. <span class=credit>J. Orr</span></figcaption></figure><p>{b}</p>\
         <div class='share-bar'><a href=/f>Facebook</a> <a href=/x>X</a></div><p>{c}</p><p>{d}</p></article>\
         <div id=comments><h3>1 Comment</h3><p>I was there, and I saw nobody at work all day.</p></div>\
         <div class=related><h3>Related stories</h3><a href=/a>How a pier is built</a></div>"
    ));
    let doc = run(&html);
    assert_eq!(doc.text(), format!("{a}\n{b}\n{c}\n{d}"));
    let mut removed: Vec<_> = doc
        .get::<Regions>()
        .unwrap()
        .iter()
        .filter(|region| region.removed && !matches!(region.kind, RegionKind::Markup))
        .map(|region| region.kind.name())
        .collect();
    removed.dedup();
    let expected = [
        "navigation",
        "title",
        "byline",
        "caption",
        "photo_credit",
        "share",
        "comment",
        "related",
        "navigation",
        "widget",
    ];
    assert_eq!(removed, expected);
}

/// Four paragraphs, all different.
fn paragraphs() -> [String; 4] {
    ["northern", "southern", "eastern", "western"].map(|side| {
        format!(
            "The {side} pier of the port of Varna will stay closed until spring, the harbor board said on Monday. A \
             spokesman for the ministry told reporters that the {side} cranes had to be inspected again."
        )
    })
}

#[test]
fn several_articles_in_one_main_stay() {
    let [a, b, c, d] = paragraphs();
    let html =
        site(&format!("<article><p>{a}</p><p>{b}</p></article><article><p>{c}</p><p>{d}</p></article>"));
    check_article(&html, &format!("{a}\n{b}\n{c}\n{d}"));
}

#[test]
fn comments_go_though_they_are_longer_than_the_article() {
    let [a, b, c, d] = paragraphs();
    let comments: String = (1..60)
        .map(|number| {
            format!(
                "<li class=comment><div class=comment-body><p>The western pier was closed {number} times before, and every time \
                 the harbor board said that the cranes had to be inspected first.</p></div></li>"
            )
        })
        .collect();
    let html = site(&format!(
        "<article><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p></article><ul>{comments}</ul>"
    ));
    let doc = run(&html);
    assert_eq!(doc.text(), format!("{a}\n{b}\n{c}\n{d}"));
    let regions = doc.get::<Regions>().unwrap();
    assert!(regions.iter().any(|region| region.kind == RegionKind::Comment));
}

#[test]
fn links_below_related_stories_go() {
    let [a, b, c, d] = paragraphs();
    let links = "<h4>Related stories</h4><ul><li><a href=/1>Council delays the vote on bridge tolls</a></li>\
                 <li><a href=/2>Police identify the driver in a crash on County Road</a></li></ul>";
    let html = site(&format!("<article><p>{a}</p><p>{b}</p>{links}<p>{c}</p><p>{d}</p></article>"));
    check_article(&html, &format!("{a}\n{b}\n{c}\n{d}"));
}

#[test]
fn list_items_with_inline_elements_stay() {
    let [a, b, c, d] = paragraphs();
    let html = site(&format!(
        "<article><h1>Port stays closed</h1><p>{a}</p><p>{b} The board named these reasons:</p><ul>\
         <li><span>The steel of the cranes is older than the board had thought.</span></li>\
         <li><span>Nobody has paid for the <b>inspection</b> of the foundations so far.</span></li></ul><p>{c}</p><p>{d}</p></article>"
    ));
    let text = run(&html).text().to_owned();
    assert!(
        text.contains("older than the board had thought.\nNobody has paid for the inspection of the"),
        "{text}"
    );
}

#[test]
fn a_paragraph_that_is_one_link_stays_if_it_is_a_sentence() {
    let [a, b, c, d] = paragraphs();
    let linked = "He said that the board would meet again on Monday to look at the cranes.";
    let html = site(&format!(
        "<article><p>{a}</p><p>{b}</p><p><a href=/x>{linked}</a></p><p>{c}</p><p>{d}</p></article>"
    ));
    check_article(&html, &format!("{a}\n{b}\n{linked}\n{c}\n{d}"));
}

#[test]
fn older_pages_with_tables_and_breaks() {
    let [a, b, c, d] = paragraphs();
    let html = format!(
        "<html><body><table width=100%><tr><td><a href=/>Home</a><br><a href=/n>News</a><br><a href=/s>Sport</a></td>\
         <td><font size=2>{a}<br><br>{b}<br><br>{c}<br><br>{d}</font></td></tr></table></body></html>"
    );
    check_article(&html, &format!("{a}\n{b}\n{c}\n{d}"));
}

#[test]
fn quotations_and_tables_are_readable() {
    check("<blockquote><p>“One.”</p><p>“Two.”</p></blockquote><p>x</p>", "“One.”\n“Two.”\nx");
    check("<table><tr><th>Pier</th><th>Cranes</th></tr><tr><td>North<td>4</table>", "Pier\nCranes\nNorth\n4");
}

#[test]
fn tables_with_enormous_spans_cost_nothing() {
    let html = "<table><tr><td colspan=1000000000 rowspan=4294967295>One</td><td>Two</td></tr></table>";
    check(html, "One\nTwo");
}

#[test]
fn what_is_hidden_goes() {
    check("<p>One <span class='sr-only'>(opens in a new window)</span> two</p>", "One two");
    check("<p>One <span style='color:red; display: none'>no</span> two</p>", "One two");
}

#[test]
fn class_names_do_not_take_the_whole_article() {
    let [a, b, c, d] = paragraphs();
    let article = format!("<p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p>");
    for around in ["content comments-open has-sidebar", "widget-promo", "popup"] {
        check_article(
            &site(&format!("<div class='{around}'>{article}</div>")),
            &format!("{a}\n{b}\n{c}\n{d}"),
        );
    }
}

#[test]
fn a_fragment_without_a_page_around_it_is_kept() {
    check_article("<p>One line.</p><nav><a href=/>Home</a></nav>", "One line.");
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
fn blocks_that_are_not_shown_go() {
    let [a, b, c, d] = paragraphs();
    for hidden in [
        "style='color:red; Display : NONE !important'",
        "style=visibility:hidden",
        "hidden",
        "aria-hidden=true",
    ] {
        let html = site(&format!(
            "<article><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><div {hidden}><p>{c}</p></div><p>{d}</p></article>"
        ));
        check_article(&html, &format!("Port stays closed\n{a}\n{b}\n{d}"));
        // Where nothing else is left, a script shows it.
        let html = site(&format!(
            "<article {hidden}><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><p>{c}</p></article>"
        ));
        check_article(&html, &format!("Port stays closed\n{a}\n{b}\n{c}"));
    }
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
