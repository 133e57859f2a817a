//! Markup that leaves out what the standard lets it, or that is broken.

use super::{check, check_article, paragraphs, site};

#[test]
fn tags_of_head_and_body_are_optional() {
    for html in [
        "<html><head><title>x</title><div><p>Yes</p></div>",
        "<head><title>x</title><meta charset=utf-8><link rel=x><base href=/><style>p{}</style><script>a()</script>Yes",
        "<head><noscript><img src=x></noscript><p>Yes",
        "<head><title>x</title></head><p>Yes",
        "<title>x</title><p>Yes</p><head><p>",
        "<body><p>Yes<head></body>",
        "<html><head></body></div><body><p>Yes",
        "<HTML><HEAD><TITLE>x</TITLE><P>Yes</HTML>",
    ] {
        check(html, "Yes");
    }
}

#[test]
fn elements_that_never_close_hide_nothing() {
    for html in [
        "<head><title>x\n<p>Yes</p>",
        "<head><noscript><link rel=x></head><body><p>Yes</p></body>",
        "<head><script>a()</head><body><p>Yes</p></body>",
        "<head><style>p{}<body><p>Yes</p></body>",
        "<svg><path d=x><p>Yes</p>",
        "<svg><path d=x><p>Yes</p><svg><text>no</text></svg>",
        "<p>Yes</p><svg><foreignObject><p>no</p></foreignObject></svg>",
        "<select><p>Yes</p>",
        "<video src=x><p>Yes</p>",
        "<textarea><p>Yes</p>",
        "<template><p>Yes</p>",
        "<div><template shadowrootmode=open><p>Yes</p></template></div>",
        "<!-- no > <p>Yes</p>",
        "<iframe src=x><p>Yes</p>",
    ] {
        check(html, "Yes");
    }
    check("<p>One <ruby>two<rp>(</rp><rt>no</rt><rp>)</rp></ruby> three</p>", "One two three");
}

#[test]
fn a_link_that_never_closes_ends_with_the_next() {
    let [a, b, c, d] = paragraphs();
    let html = site(&format!(
        "<a name=top><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><a name=m><p>{c}</p><p>{d}</p>"
    ));
    check_article(&html, &format!("Port stays closed\n{a}\n{b}\n{c}\n{d}"));
}

#[test]
fn a_page_whose_text_is_all_hidden_gets_a_second_look() {
    let [a, b, c, d] = paragraphs();
    let html = format!(
        "<body><nav><a href=/>Home</a></nav><noscript><p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p></noscript></body>"
    );
    check_article(&html, &format!("{a}\n{b}\n{c}\n{d}"));
}
