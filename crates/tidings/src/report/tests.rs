//! Tests of the report as a whole.

use serde_json::{Value, json};

use super::testing::{Folder, parts, plain, speaking};

/// The page with the offsets in the names of its places left out.
fn without_offsets(page: &str) -> String {
    let mut out = String::new();
    let mut pieces = page.split("d1-");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

#[test]
fn everything_that_was_found_is_on_the_page() {
    let page = Folder::new(&[speaking("a", "utf8", |byte| byte)]).report();
    let parts = parts(&page);
    assert!(parts.links.is_subset(&parts.ids), "{:?} leads nowhere", parts.links.difference(&parts.ids));
    for expected in [
        "<dt>documents</dt><dd>1</dd>",
        "<dt>claims</dt><dd>1</dd>",
        "<dt>mentions of entities</dt><dd>2</dd>",
        "The Quay · 2025-03-04 · 1 claim<",
        "<dt>desk</dt><dd dir=\"auto\">7</dd>",
        "href=\"https://quay.test/1\"",
        "<span class=\"t worth best\" id=\"d1-0\" title=\"Worth checking (0.90): an event in the past\">",
        "<mark class=\"person src\" title=\"Łucja Nowak · PERSON\">Łucja Nowak</mark><span class=\"src\"> 🚢</span>",
        "<span class=\"cue\">said</span> <span class=\"said\">the pier of </span><mark class=\"gpe said\"",
        "<b class=\"src\">Łucja Nowak</b> (“Łucja Nowak 🚢”)",
        "<li>indirect</li><li>says</li><li>hedged</li><li class=\"denied\">denied</li>",
        "<li>confidence 0.75</li>",
        "PERSON, 1×; also Nowak; captain",
        "Removed from the source: 1\u{a0}×\u{a0}photo credit, 1\u{a0}×\u{a0}widget",
    ] {
        assert!(page.contains(expected), "`{expected}` is not in\n{page}");
    }
    assert!(!page.contains("id=\"stories\"") && !page.contains("id=\"failures\""));
}

#[test]
fn the_page_is_the_same_whatever_offsets_count() {
    let text = speaking("a", "utf8", |byte| byte)["text"].as_str().expect("text").to_owned();
    let page = |offsets: &str, at: &dyn Fn(&str) -> usize| {
        without_offsets(&Folder::new(&[speaking("a", offsets, |byte| at(&text[..byte]))]).report())
    };
    let expected = page("utf8", &str::len);
    assert_eq!(page("codepoint", &|before| before.chars().count()), expected);
    assert_eq!(page("utf16", &|before| before.encode_utf16().count()), expected);
}

#[test]
fn nothing_that_a_document_says_becomes_markup() {
    let evil = "<script>alert(1)</script>\"'><!--here--></style></tbody>";
    let mut document = speaking(evil, "utf8", |byte| byte);
    document["meta"] = json!({
        "title": evil, "subtitle": evil, "byline": [evil], "publisher": evil, "published": evil, "updated": evil,
        "url": "javascript:alert(1)", "language": evil, "dateline_place": evil, "credited_sources": [evil],
        "photo_credit": evil, "truncated": true, evil: {"deep": evil},
    });
    for entity in [0, 1] {
        document["entity_index"][entity]["name"] = evil.into();
        document["entity_index"][entity]["aliases"] = json!([evil]);
        document["entities"][entity]["text"] = evil.into();
    }
    document["claims"][0]["text"] = evil.into();
    document["claims"][0]["source"]["text"] = evil.into();
    document["claims"][0]["cue"]["text"] = evil.into();
    document["claims"][0]["reasons"] = json!([evil]);
    document["claims"][0]["addressee"] = json!({"start": 0, "end": 1, "text": evil});
    document["checkworthiness"][0]["reasons"] = json!([evil]);
    document["summary"][0]["text"] = evil.into();
    document["keyphrases"][0]["text"] = evil.into();
    let folder = Folder::new(&[document, plain("b", evil)]);
    folder.file(
        "failures.jsonl",
        json!({"id": evil, "path": evil, "line": 1, "stage": evil, "reason": evil}).to_string(),
    );
    folder.file("run.json", json!({"tidings": evil}).to_string());
    folder.file("stories.json", stories(evil, "b", evil).to_string());
    let page = folder.report();
    let parts = parts(&page);
    assert_eq!(parts.elements.iter().filter(|name| *name == "script").count(), 1);
    assert_eq!(parts.elements.iter().filter(|name| *name == "style").count(), 1);
    assert!(parts.addresses.is_empty(), "{:?}", parts.addresses);
    assert!(page.contains("javascript:alert(1)"), "the address is shown, not linked");
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn the_page_loads_nothing() {
    let page = Folder::new(&[plain("a", "One.")]).report();
    let parts = parts(&page);
    assert!(parts.addresses.is_empty(), "{:?}", parts.addresses);
    for name in ["link", "img", "iframe", "object", "video", "audio", "base"] {
        assert!(!parts.elements.iter().any(|element| element == name), "{name}");
    }
    for loading in ["@import", "url(", "fetch(", "XMLHttpRequest", "://"] {
        assert!(!page.contains(loading), "{loading}");
    }
    assert!(page.contains("default-src 'none'"));
}

/// What corpus stages might say of two documents.
fn stories(a: &str, b: &str, words: &str) -> Value {
    let sentence = |document: &str, start: usize| json!({"document": document, "start": start, "end": start + 3, "text": words, "support": 1});
    let statement = |document: &str, start: usize| json!({"document": document, "start": start, "end": start + 3, "text": words, "holder": words});
    let found = json!({"story": a, "relation": "contradicts", "reason": words, "confidence": 0.9, "independent": false, "a": statement(a, 0), "b": statement(b, 2)});
    json!({
        "custom.stage": {"passed": "over"},
        "stories.duplicates": {"documents": 2, "pairs": [], "shared_passages": [], "groups": [
            {"representative": a, "members": [{"id": b, "relation": "near", "of": a, "similarity": 0.9, "containment": 0.9}]}]},
        "stories.group": {"documents": 2, "stories": [
            {"story": a, "members": [a, b], "first_day": "2025-03-04", "last_day": "2025-03-05", "similarity": 0.5},
            {"story": "alone", "members": ["alone"], "similarity": 1.0}]},
        "stories.claims": {"matches": [found], "corroborated": []},
        "stories.briefing": {"briefings": [{
            "story": a, "title": words, "outlets": [words], "documents": [{"id": a, "title": words, "outlet": words, "day": words, "voice": 0}],
            "voices": 2, "entities": [], "summary": [sentence(a, 0), sentence("gone", 3)], "words": 1,
            "shared": [{"support": 2, "all": true, "sentences": [sentence(a, 0), sentence(b, 1)]},
                       {"support": 2, "all": false, "sentences": [sentence(b, 2), sentence(a, 0)]}],
            "only": [sentence(b, 999), sentence(b, 0)], "contested": [found], "timeline": [{"day": "2025-03-04", "sentence": sentence(b, 3)}],
        }]},
    })
}

#[test]
fn stories_lead_to_the_sentences_in_their_articles() {
    let folder = Folder::new(&[plain("a", "One two three."), plain("b", "Four\nfive six.")]);
    folder.file("stories.json", stories("a", "b", "Some words").to_string());
    let page = folder.report();
    let parts = parts(&page);
    assert!(parts.links.is_subset(&parts.ids), "{:?}", parts.links.difference(&parts.ids));
    for expected in [
        "<dt>stories of several articles</dt><dd>1</dd>",
        "2 articles · Some words · 2 independent voices · 2025-03-04 to 2025-03-05",
        "<h4>In short</h4><ul><li>Some words <cite><a href=\"#d1-0\" title=\"a\">a</a></cite></li><li>Some words <cite>gone</cite></li></ul>",
        "<h4>What all say</h4>",
        "<h4>What several say</h4>",
        "<h4>What only one says</h4>",
        "<h4>Contested</h4>",
        "<time datetime=\"2025-03-04\">",
        "Copied by <a href=\"#d2\">b</a>: nearly the same text",
        "A copy of <a href=\"#d1\">a</a>: nearly the same text",
        "<b>Contradicted by</b> Some words: “Some words” <cite><a href=\"#d2-2\"",
        "Some words; not independent",
    ] {
        assert!(page.contains(expected), "`{expected}` is not in\n{page}");
    }
}

#[test]
fn without_briefings_stories_are_told_from_what_there_is() {
    let folder = Folder::new(&[plain("a", "One two three."), plain("b", "Four five six.")]);
    let mut stories = stories("a", "b", "Some words");
    stories["stories.briefing"] = json!({"briefings": []});
    folder.file("stories.json", stories.to_string());
    let page = folder.report();
    assert!(page.contains("<h3 dir=\"auto\">a</h3>") && page.contains("<h4>Contested</h4>"), "{page}");
}

#[test]
fn failures_and_an_early_end_are_told() {
    let folder = Folder::new(&[]);
    folder.file(
        "failures.jsonl",
        "{\"id\":\"x\",\"path\":\"in/x.txt\",\"line\":4,\"stage\":\"decode\",\"reason\":\"no text\"}\n",
    );
    folder.file("run.json", "{\"tidings\": \"9.9\", \"interrupted\": true, \"skipped\": 3, \"workers\": 2}");
    let page = folder.report();
    parts(&page);
    for expected in [
        "<dt>documents</dt><dd>0</dd>",
        "<dt>set aside</dt><dd>3</dd>",
        "Made by Tidings 9.9",
        "The run was stopped before its end",
        "<td>x</td><td>in/x.txt:4</td><td>decode</td><td>no text</td>",
    ] {
        assert!(page.contains(expected), "`{expected}` is not in\n{page}");
    }
}

#[test]
fn what_is_missing_or_broken_is_named_and_no_page_is_left() {
    let folder = Folder::new(&[plain("a", "One.")]);
    let good = plain("a", "One.");
    folder.file("documents.jsonl", format!("{good}\n\n{{oops\n"));
    let error = folder.refused();
    assert!(error.contains("documents.jsonl`, line 3: not what this version of Tidings writes: "), "{error}");
    assert!(error.ends_with("(column 2)"), "{error}");
    let mut other = good.clone();
    other["format_version"] = 2.into();
    folder.file("documents.jsonl", other.to_string());
    assert!(folder.refused().ends_with("line 1: format 2; this version of Tidings reads format 1"));
    let mut beyond = good.clone();
    beyond["entities"] = json!([{"start": 2, "end": 9, "label": "ORG", "text": "x"}]);
    folder.file("documents.jsonl", beyond.to_string());
    assert!(
        folder.refused().contains("line 1: `entities[0]`: 2 to 9 is no place in a text of 4 code points")
    );
    folder.file("documents.jsonl", good.to_string());
    folder.file("stories.json", "{oops");
    assert!(folder.refused().contains("stories.json` is not what this version of Tidings writes"));
    std::fs::remove_file(folder.path().join("stories.json")).expect("removed");
    folder.file("documents.jsonl.gz", "");
    assert!(folder.refused().contains("remove the one of the older run"));
    std::fs::remove_file(folder.path().join("documents.jsonl.gz")).expect("removed");
    std::fs::remove_file(folder.path().join("documents.jsonl")).expect("removed");
    assert!(folder.refused().contains("has no `documents.jsonl`: give the output folder of a run"));
    let error = super::write(&folder.path().join("none"), &folder.page()).expect_err("refused").to_string();
    assert!(error.starts_with("there is no folder `"), "{error}");
}

#[test]
fn an_old_page_stays_if_there_is_no_new_one() {
    let folder = Folder::new(&[plain("a", "One.")]);
    folder.file("report.html", "old");
    folder.file("documents.jsonl", "{oops");
    super::write(folder.path(), &folder.page()).expect_err("refused");
    assert_eq!(std::fs::read_to_string(folder.page()).expect("read"), "old");
    assert_eq!(folder.path().read_dir().expect("folder").count(), 2, "nothing half-done is left");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(128))]

    /// Any text with any marks gives elements that nest and places that are there once.
    #[test]
    fn any_document_is_a_section(text in "(?s).{0,40}", spans in proptest::collection::vec((0usize..40, 0usize..40), 0..24)) {
        let length = text.chars().count();
        let rows = spans.iter().enumerate().map(|(number, (a, b))| {
            let (a, b) = ((*a).min(length), (*b).min(length));
            (number, json!({"start": a.min(b), "end": a.max(b), "text": text}))
        });
        let (mut entities, mut sentences, mut claims) = (Vec::new(), Vec::new(), Vec::new());
        for (number, mut row) in rows {
            match number % 3 {
                0 => {
                    row["label"] = "WORK_OF_ART".into();
                    entities.push(row);
                }
                1 => sentences.push(json!({"start": row["start"], "end": row["end"], "paragraph": number / 6, "kind": "heading", "first_token": 0, "end_token": 0})),
                _ => claims.push(json!({
                    "source": null, "cue": null, "cue_class": "asks", "content": [{"start": row["start"], "end": row["end"]}],
                    "text": text, "sentence": 0, "kind": "direct", "modality": "question", "negated": false, "checkworthy": null,
                    "confidence": 0.5, "inside": 7,
                })),
            }
        }
        let mut document = plain(&text, &text);
        document["entities"] = entities.into();
        document["sentences"] = sentences.into();
        document["claims"] = claims.into();
        let page = Folder::new(&[document]).report();
        let parts = parts(&page);
        proptest::prop_assert!(parts.links.is_subset(&parts.ids));
    }
}

#[test]
fn kind_and_doubtful_extraction_are_told() {
    let shown = |meta: Value| {
        let mut document = plain("a", "One.");
        document["meta"] = meta;
        let page = Folder::new(&[document]).report();
        (page.contains("<dd>live blog</dd>"), page.contains("<dt>Extraction</dt><dd>poor"))
    };
    assert_eq!(shown(json!({"kind": "live_blog", "extraction": "poor"})), (true, true));
    assert_eq!(shown(json!({"extraction": "ok"})), (false, false));
}
