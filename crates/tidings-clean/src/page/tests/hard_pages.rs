//! Pages on which the article is hard to find: short ones, ones under notices, ones whose text stands in a script or is not free.

use proptest::prelude::*;
use tidings_core::{Document, DocumentKind, Extraction, RegionKind, Regions};

use super::{P, check_article, paragraphs, run, site};

const NOTICE: &str = "<h2>Our use of cookies</h2><p>We use necessary cookies to make our site work, and third-party cookies to \
    measure how it is used. By clicking accept you agree to our use of optional cookies.</p><p>You can withdraw your consent on any \
    later visit to this site; our privacy policy says more about our partners and your choices.</p><button>Accept</button>";

fn gone(doc: &Document, kind: RegionKind) -> bool {
    doc.get::<Regions>()
        .is_some_and(|regions| regions.iter().any(|region| region.removed && region.kind == kind))
}

#[test]
fn a_short_article_stays_under_a_long_notice() {
    for class in ["cc-wrap", "cookie-consent", "x"] {
        let article = "<h1>Statement on the pier</h1><p>The harbor board said on Friday that the pier will be sold.</p>\
                       <p>It has been closed since 2019.</p>";
        let html = format!(
            "<title>Statement on the pier</title><body><div class='{class}'>{NOTICE}</div><main>{article}</main>"
        );
        let expected = "Statement on the pier\nThe harbor board said on Friday that the pier will be sold.\nIt has been closed since 2019.";
        check_article(&html, expected);
    }
}

#[test]
fn loose_text_stays_under_a_loose_notice() {
    let html = "<html><head><title>Tariffs</title></head><body><div>We use cookies on our website. By browsing it you agree to our use \
                of cookies. <button>OK</button></div><div>The state will lower the tariff on cranes to 5 percent.<br><br>The change \
                takes effect in June.</div></body></html>";
    check_article(
        html,
        "The state will lower the tariff on cranes to 5 percent.\nThe change takes effect in June.",
    );
}

#[test]
fn a_notice_above_or_below_the_article_goes() {
    let [a, b, c, d] = paragraphs();
    for class in ["cookie-consent", "layer"] {
        let notice = format!("<div class='{class}'>{NOTICE}</div>");
        let article =
            format!("<article><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p></article>");
        for html in [site(&format!("{notice}{article}")), site(&format!("{article}{notice}"))] {
            check_article(&html, &format!("Port stays closed\n{a}\n{b}\n{c}\n{d}"));
        }
    }
}

#[test]
fn a_short_piece_of_a_page_stays_whole() {
    let piece = "<p>The port of Varna opened.</p><p>“Please stay home,” she said.</p><p>More <a href=/x>here</a> on Monday</p>";
    let expected = "The port of Varna opened.\n“Please stay home,” she said.\nMore here on Monday";
    check_article(piece, expected);
    check_article(&format!("<!DOCTYPE html><html><body><article>{piece}</article></body></html>"), expected);
}

#[test]
fn all_of_a_short_article_stays() {
    let schedule = "<p>The canteen at the quay serves lunch from noon to two on all days but Sunday.</p><h3>Monday</h3><p>Lunch: fish \
                    soup, 9 euros</p><h3>Tuesday</h3><p>Lunch: stew of beans, 7 euros</p>";
    let html = format!("<html><head><title>Lunch this week</title><body><h1>Lunch this week</h1>{schedule}");
    let expected = "Lunch this week\nThe canteen at the quay serves lunch from noon to two on all days but Sunday.\nMonday\n\
                    Lunch: fish soup, 9 euros\nTuesday\nLunch: stew of beans, 7 euros";
    check_article(&html, expected);
}

#[test]
fn lines_that_point_to_other_articles_go() {
    let [a, b, c, d] = paragraphs();
    for pointer in [
        "Lesen Sie auch: <a href=/x>Kran stürzt um</a>",
        "<b>Lire aussi :</b> <a href=/x>La grue est tombée au port</a>",
    ] {
        let html = site(&format!(
            "<article><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><p>{pointer}</p><p>{c}</p><p>{d}</p></article>"
        ));
        check_article(&html, &format!("Port stays closed\n{a}\n{b}\n{c}\n{d}"));
    }
}

#[test]
fn an_article_about_cookies_stays() {
    let about = "The regulator said on Monday that sites must ask for consent before they store cookies, and that a button to accept \
                 is not enough.";
    let [a, b, c, _] = paragraphs();
    let html = site(&format!(
        "<article><h1>Port stays closed</h1><p>{about}</p><p>{a}</p><p>{b}</p><p>{c}</p></article>"
    ));
    check_article(&html, &format!("Port stays closed\n{about}\n{a}\n{b}\n{c}"));
}

#[test]
fn all_headings_of_a_numbered_list_stay() {
    let items = ["It is long", "It is costly", "It is late", "It is loved"];
    let html: String = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            format!("<li><h3>{}. {item}</h3><p>The board said so in {}.</p></li>", at + 1, 2020 + at)
        })
        .collect();
    let [a, b, ..] = paragraphs();
    let html = site(&format!(
        "<article><h1>Four things about the pier</h1><p>{a}</p><p>{b}</p><ol>{html}</ol></article>"
    ));
    let text = run(&html).text().to_owned();
    for (at, item) in items.iter().enumerate() {
        assert!(text.contains(&format!("{}. {item}\nThe board said so in {}.", at + 1, 2020 + at)), "{text}");
    }
}

#[test]
fn text_outside_of_elements_stays() {
    let [a, _, c, d] = paragraphs();
    let html = site(&format!(
        "<section><p>{a}</p>\nThis line of the text stands outside of every element\n<div><h4>Why it matters</h4><p>{c}</p>{d}\n</div></section>"
    ));
    check_article(
        &html,
        &format!("{a}\nThis line of the text stands outside of every element\nWhy it matters\n{c}\n{d}"),
    );
}

#[test]
fn the_body_in_linked_data_is_read_where_the_page_has_none() {
    let [a, b, c, _] = paragraphs();
    let body = format!("{a}\\n\\n\\u201cNot before spring,\\u201d she said.\\n{b}<br>{c} &amp; more");
    let html = format!(
        "<html><head><title>Port stays closed</title><script type='application/ld+json'>{{\"@graph\":[{{\"@type\":\"NewsArticle\",\
         \"headline\":\"Port stays closed\",\"articleBody\":\"{body}\"}}]}}</script></head><body><nav><a href=/>Home</a></nav>\
         <div id=root></div></body></html>"
    );
    let doc = run(&html);
    assert_eq!(doc.text(), format!("{a}\n“Not before spring,” she said.\n{b}\n{c} & more"));
    assert_eq!(doc.meta.extraction(), Some(Extraction::Ok));
}

#[test]
fn the_data_that_a_page_is_drawn_from_is_read_where_the_page_has_no_text() {
    let [a, b, c, d] = paragraphs();
    for data in [
        format!("window['d'] = window['d'] || [];window['d'].push([1,\"{a}\\n{b}\\n{c}\\n{d}\"]);"),
        format!(
            "window.__STATE__ = {{\"menu\":[\"Home\"],\"story\":{{\"blocks\":[{{\"text\":\"{a}\"}},{{\"text\":\"{b}\"}},{{\"text\":\"{c}\"}},{{\"text\":\"{d}\"}}]}}}};"
        ),
        format!(
            "{{\"props\":{{\"body\":\"\\u003cp\\u003e{a}\\u003c/p\\u003e\\u003cp class=\\\"x\\\"\\u003e{b}\\u003c/p\\u003e<p>{c}<\\/p><p>{d}<\\/p>\"}}}}"
        ),
    ] {
        let html = format!(
            "<title>Port stays closed</title><body><div id=root></div><script type='application/json'>{data}</script>"
        );
        let doc = run(&html);
        assert_eq!(doc.text(), format!("{a}\n{b}\n{c}\n{d}"));
        assert_eq!(doc.meta.extraction(), Some(Extraction::Poor));
    }
}

proptest! {
    #[test]
    fn any_data_in_a_script_is_safe(text in "(\\PC{0,8}|<[/]?(p|br|b)>|&[a-z#0-9]{0,5};?|[\\\\\"/\n<>\u{1F600}é港]){0,60}", named in any::<bool>()) {
        let filler = "Порт останется закрытым до весны, сообщило управление. ".repeat(8);
        let body = serde_json::to_string(&format!("{filler}{text}{filler}")).unwrap();
        let escaped = body.replace('<', "\\u003c");
        for body in [body, escaped] {
            let data = if named { format!("{{\"articleBody\":{body}}}") } else { format!("x.push([1,{body}])") };
            let doc = run(&format!("<title>x</title><script type='application/ld+json'>{data}</script><script>{data}</script>"));
            assert!(doc.text().contains("сообщило управление."), "{}", doc.text());
        }
    }
}

#[test]
fn the_page_says_how_well_its_article_was_found() {
    let [a, b, c, d] = paragraphs();
    let of = |html: &str| run(html).meta.extraction();
    assert_eq!(
        of(&site(&format!("<article><p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p></article>"))),
        Some(Extraction::Ok)
    );
    assert_eq!(of("<nav><a href=/>Home</a></nav><div id=root></div>"), Some(Extraction::Empty));
    assert_eq!(
        of(&format!("<body><noscript>{P}<p>{a}</p><p>{b}</p><p>{c}</p></noscript>")),
        Some(Extraction::Poor)
    );
}

#[test]
fn the_pitch_of_a_subscription_goes_and_the_rest_is_a_teaser() {
    let [a, b, c, d] = paragraphs();
    let pitch = "<div class=paywall><h3>Continue reading with a subscription</h3><p>Subscribe now to read this article and get \
                 unlimited access. Already a subscriber? Log in.</p><p>Only $1 a week for six months. Cancel any time.</p></div>";
    let doc = run(&site(&format!("<article><h1>Port stays closed</h1><p>{a}</p>{pitch}</article>")));
    assert_eq!(doc.text(), a);
    assert_eq!((doc.meta.truncated, doc.meta.kind()), (Some(true), DocumentKind::Teaser));
    assert!(gone(&doc, RegionKind::Truncated));
    // A text that is all there behind the box is no teaser.
    let long = format!("<p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p>").repeat(3);
    let all = format!(
        "<article><h1>Port stays closed</h1>{long}<div class=paywall><p>Already a subscriber? Log in.</p></div></article>"
    );
    let doc = run(&site(&all));
    assert_eq!((doc.meta.truncated, doc.meta.kind()), (None, DocumentKind::Article));
    // A box in between is no end of the article.
    let box_ =
        "<div class=promo><p>Subscribe now to read this article and get unlimited access. Log in.</p></div>";
    let doc = run(&site(&format!(
        "<article><h1>Port stays closed</h1><p>{a}</p><p>{b}</p>{box_}<p>{c}</p><p>{d}</p></article>"
    )));
    assert_eq!(doc.text(), format!("{a}\n{b}\n{c}\n{d}"));
    assert_eq!(doc.meta.truncated, None);
    // The name alone is no pitch.
    let doc = run(&site(&format!(
        "<article class=paywall><h1>Port stays closed</h1><p>{a}</p><p>{b}</p><p>{c}</p><p>{d}</p></article>"
    )));
    assert_eq!(doc.text(), format!("{a}\n{b}\n{c}\n{d}"));
    assert_eq!((doc.meta.truncated, doc.meta.kind()), (None, DocumentKind::Article));
}

#[test]
fn pages_in_other_languages_are_read_like_english_ones() {
    let cases = [
        (
            "de",
            "Der Hafen bleibt bis zum Frühjahr geschlossen, sagte die Behörde am Montag. Die Kräne müssten noch einmal geprüft werden, hieß es.",
        ),
        (
            "ja",
            "港は春まで閉鎖されると、港湾局が月曜日に記者団に語った。クレーンは来月もう一度検査される予定で、費用は市が負担するという。",
        ),
        (
            "ru",
            "Порт останется закрытым до весны, сообщило в понедельник управление порта. Краны осмотрят ещё раз, добавили в ведомстве.",
        ),
    ];
    for (lang, text) in cases {
        let lines: Vec<String> = (1..=5).map(|number| format!("{number} {text}")).collect();
        let article: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
        let html = site(&format!("<article lang={lang}>{article}</article>"));
        assert_eq!(run(&html).text(), lines.join("\n"), "{lang}");
    }
}
