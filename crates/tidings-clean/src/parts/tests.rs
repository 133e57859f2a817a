//! Tests of `clean.parts`.

use proptest::prelude::*;
use tidings_core::{
    Document, DocumentKind, MetaField, Origin, PartKind, Parts, SourceFormat, Span, Stage, StageType,
};

use super::{DocumentParts, DocumentPartsConfig};
use crate::{Boilerplate, BoilerplateConfig, Page, PageConfig};

fn process(mut doc: Document, published: Option<&str>) -> Document {
    if let Some(published) = published {
        doc.meta.set(MetaField::Published, published, Origin::Input);
    }
    DocumentParts::new(DocumentPartsConfig::default())
        .expect("a stage")
        .process(&mut doc)
        .expect("processed");
    doc
}

fn text(text: &str, published: Option<&str>) -> Document {
    process(Document::new("a", text).expect("a document"), published)
}

/// The parts in a line each: kind, label, full name, role, time, beginning of the body.
fn parts(doc: &Document) -> Vec<String> {
    let parts = doc.get::<Parts>().expect("the stage makes the layer");
    let slice = |span: Span| doc.slice(span).to_owned();
    parts
        .parts
        .iter()
        .map(|part| {
            let speaker = parts.speaker_of(part);
            let who = speaker.map(|speaker| slice(speaker.name)).unwrap_or_default();
            let role = speaker.and_then(|speaker| speaker.role).map(|role| format!(", {}", slice(role)));
            format!(
                "{:?} {}={who}{} {} {}",
                part.kind,
                part.label.map(slice).unwrap_or_default(),
                role.unwrap_or_default(),
                part.published.as_deref().unwrap_or("-"),
                slice(part.body).replace('\n', "/"),
            )
        })
        .collect()
}

#[track_caller]
fn check(doc: &Document, kind: DocumentKind, expected: &[&str]) {
    assert_eq!(parts(doc), expected);
    assert_eq!(doc.meta.kind(), kind);
}

const TRANSCRIPT: &str = "EVENING DESK\n\nTHIS IS A RUSH TRANSCRIPT. IT MAY BE UPDATED.\n\n\
    IDA HOLM, ANCHOR: The pier is closed. Tom?\n\n\
    TOM REYES, REPORTER (voice-over): The mayor spoke today.\n\n(BEGIN VIDEO CLIP)\n\n\
    ADA LUND, MAYOR: We could not wait.\n\nIt will cost 12 million.\n\n(END VIDEO CLIP)\n\n\
    REYES: They will sue. (CROSSTALK)\n\nHOLM: Thank you.\n\nEND\n";

#[test]
fn a_transcript_has_the_turns_of_its_speakers() {
    let doc = text(TRANSCRIPT, None);
    check(
        &doc,
        DocumentKind::Transcript,
        &[
            "Turn IDA HOLM=IDA HOLM, ANCHOR - The pier is closed. Tom?",
            "Turn TOM REYES=TOM REYES, REPORTER - The mayor spoke today.",
            "Turn ADA LUND=ADA LUND, MAYOR - We could not wait.//It will cost 12 million.",
            "Turn REYES=TOM REYES, REPORTER - They will sue.",
            "Turn HOLM=IDA HOLM, ANCHOR - Thank you.",
        ],
    );
    assert!(doc.text().starts_with("EVENING DESK\n\nIDA HOLM"), "{}", doc.text());
    for gone in ["RUSH", "CLIP", "END"] {
        assert!(!doc.text().contains(gone), "{gone}");
    }
}

#[test]
fn lines_that_nobody_says_can_stay() {
    let mut doc = Document::new("a", TRANSCRIPT).expect("a document");
    DocumentParts::new(DocumentPartsConfig { cut: false })
        .expect("a stage")
        .process(&mut doc)
        .expect("processed");
    assert_eq!(doc.text(), TRANSCRIPT);
    assert_eq!(parts(&doc).len(), 5);
}

#[test]
fn an_interview_has_questions_and_answers() {
    let doc = text(
        "Five questions for the mayor\n\nAda Lund has led Saltholm for nine years.\n\n\
         Q: Why is the pier closed?\n\nA: It is old.\nWe had no choice.\n\nThe money\n\nQ: What does it cost?\n\n\
         QUAY: And who pays?\n\nLUND: The state.\n\nThis interview has been edited for length.\n",
        None,
    );
    check(
        &doc,
        DocumentKind::Interview,
        &[
            "Question Q=QUAY - Why is the pier closed?",
            "Answer A=Ada Lund - It is old./We had no choice.",
            "Question Q=QUAY - What does it cost?",
            "Question QUAY=QUAY - And who pays?",
            "Answer LUND=Ada Lund - The state.",
        ],
    );
}

#[test]
fn names_as_in_running_text_are_speakers_if_one_asks() {
    let doc = text(
        "Harbor Echo: Why is the pier closed?\nAda Lund: It is old.\nHarbor Echo: Who pays?\nLund: The state does.\n",
        None,
    );
    check(
        &doc,
        DocumentKind::Interview,
        &[
            "Question Harbor Echo=Harbor Echo - Why is the pier closed?",
            "Answer Ada Lund=Ada Lund - It is old.",
            "Question Harbor Echo=Harbor Echo - Who pays?",
            "Answer Lund=Ada Lund - The state does.",
        ],
    );
}

#[test]
fn an_article_stays_one() {
    for article in [
        "",
        "Kyiv has agreed, officials said.\n",
        "Monday\nLunch: bean soup with bread\nDinner: fish\nTuesday\nLunch: bean soup with bread\nDinner: rice\n",
        "STRENGTHS: many boats.\nOUTLOOK: good.\nRISKS: storms.\nWhat now?\n",
        "Ada Machine: 40 ounces\nSteel Carafe: yes\nAda Machine: 60 ounces\nSteel Carafe: What else?\nAda Machine: 80 ounces\n",
        "Data Lineage: It shows where data came from.\nAudit Trail: It keeps what was done.\nRow Level: It hides rows.\n\
         Data Lineage: Is it worth it?\nRole Access: It is.\n",
        "FAQ: Best boats\nABS: 5 axes\nFAQ: More boats\n",
        "WHO: Ada Lund\nWHAT: A talk\nWHEN: Monday\nWHERE: The pier\n",
        "The mayor was asked about the pier.\nLund: It is closed.\nNobody was hurt.\nThe quay is open.\n",
        "At 18:00 the doors opened.\n18:00 News\n19:00 Film\n21:30 Sport\n",
        "Live music\nMonday - Friday 10:00 am - 6:00 pm\nSaturday 10:00 am - 5:00 pm\nSunday 9:00 am - 4:00 pm\n\
         Our shop on the pier of Saltholm has music and coffee and cakes and boats to rent for the whole family all year.\n",
        "The pier closed.\n\nThe pier is closed. Bad news.\n— Ada Lund (@adalund) November 18, 2025\n\nNobody was hurt.\n\
         — Piers Orr (@piers) November 19, 2025\nThe quay is open.\n",
        "9:15 a.m. The first boat left the harbor with ten men and their nets on board.\n\
         9:40 a.m. The second boat left the harbor with ten men and their nets on board.\n\
         10:30 a.m. The storm reached the coast and nobody knew where the boats were.\n",
    ] {
        let doc = text(article, Some("2026-01-09"));
        assert_eq!((parts(&doc), doc.meta.kind()), (Vec::new(), DocumentKind::Article), "{article}");
        assert_eq!(doc.text(), article);
    }
}

#[test]
fn an_office_stands_for_a_name() {
    let doc = text("Host: Why is it closed?\nGuest: It is old.\nHost: Who pays?\nGuest: The state.\n", None);
    assert_eq!(doc.meta.kind(), DocumentKind::Interview);
    let kinds: Vec<PartKind> =
        doc.get::<Parts>().expect("parts").parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [PartKind::Question, PartKind::Answer, PartKind::Question, PartKind::Answer]);
}

#[test]
fn an_article_that_ends_in_an_interview_is_one_with_parts() {
    let long =
        "The pier of Saltholm was built ninety years ago and has been closed many times since then.\n\n"
            .repeat(12);
    let doc =
        text(&format!("{long}Q: Why is it closed?\nA: It is old.\nQ: Who pays?\nA: The state.\n"), None);
    assert_eq!((parts(&doc).len(), doc.meta.kind()), (4, DocumentKind::Article));
    // Or holds one: the last answer ends before the rest of the article.
    let doc = text(
        &format!("{long}Q: Why is it closed?\nA: It is old.\nQ: Who pays?\nA: The state.\n{long}"),
        None,
    );
    assert!(parts(&doc)[3].len() < 400, "{:?}", parts(&doc)[3]);
}

#[test]
fn a_thread_has_the_posts_of_its_authors() {
    let doc = text(
        "Thread by @gull on the pier\n\n@gull · Jan 6\n1/ The council voted. It is closed.\n\nMore on Monday.\n\n\
         Piers Orr (@piers_orr) · 14:32 · Jan 7, 2026\nReplying to @gull\nNobody asked us.\n\n\
         RT @echo: The ferry sails again\n12 replies 40 reposts 311 likes\n",
        Some("2026-01-09"),
    );
    check(
        &doc,
        DocumentKind::Thread,
        &[
            "Post @gull=@gull 2026-01-06 1/ The council voted. It is closed.//More on Monday.",
            "Post @piers_orr=@piers_orr 2026-01-07T14:32 Nobody asked us.",
            "Post @echo=@echo - The ferry sails again",
        ],
    );
    assert!(!doc.text().contains("311"), "{}", doc.text());
}

#[test]
fn a_thread_without_a_year_is_one() {
    let doc =
        text("@gull · Jul 6\nThe council voted.\n\n@gull · Jul 6\nIt is closed.\n\n@piers · 2h\nNo.\n", None);
    check(
        &doc,
        DocumentKind::Thread,
        &[
            "Post @gull=@gull - The council voted.",
            "Post @gull=@gull - It is closed.",
            "Post @piers=@piers - No.",
        ],
    );
}

#[test]
fn the_head_of_a_post_may_have_lines_of_its_own() {
    let doc = text(
        "Ada Lund\n@adalund\n·\nJan 6\nThe council voted.\n\nIt is closed.\nPiers Orr\n@piers_orr\n·\n2h\nNobody asked us.\n",
        Some("2026-01-09"),
    );
    check(
        &doc,
        DocumentKind::Thread,
        &[
            "Post @adalund=@adalund 2026-01-06 The council voted.//It is closed.",
            "Post @piers_orr=@piers_orr - Nobody asked us.",
        ],
    );
    let parts = doc.get::<Parts>().expect("parts");
    assert!(doc.slice(parts.parts[1].span).starts_with("Piers Orr\n@piers_orr"));
}

#[test]
fn heads_of_posts_are_no_bylines() {
    let thread = "Piers Orr (@piers_orr) — January 6, 2026\nThe pier is closed again. Nobody told us.\n\n\
                  Ada Lund (@adalund) — January 7, 2026\nThe mayor has apologized. “It was a mistake,” she said.\n";
    let blog = "Storm live\n\nJanuary 9, 2026 6:05 p.m.\nThe storm has reached the coast, the railway said on Friday.\n\n\
                January 9, 2026 4:05 p.m.\nThe trains have stopped, the railway said on Friday morning.\n\n\
                January 8, 2026 9:05 p.m.\nThe storm is near, the weather service said on Thursday.\n";
    for (written, count) in [(thread, 2), (blog, 3)] {
        let mut doc = Document::new("a", written).expect("a document");
        Boilerplate::new(BoilerplateConfig::default())
            .expect("a stage")
            .process(&mut doc)
            .expect("processed");
        assert_eq!(doc.text(), written);
        assert_eq!(parts(&process(doc, None)).len(), count);
    }
}

fn blog(lines: &[&str], published: &str) -> Vec<String> {
    let post = "The storm has reached the coast and the trains have stopped, the railway said.";
    let text = format!("Storm live\n\n{}\n", lines.join(&format!("\n{post}\n\n")) + "\n" + post);
    let doc = self::text(&text, Some(published));
    assert_eq!(doc.meta.kind(), DocumentKind::LiveBlog);
    let parts = doc.get::<Parts>().expect("parts");
    parts.parts.iter().map(|part| part.published.clone().unwrap_or_default()).collect()
}

#[test]
fn the_posts_of_a_live_blog_have_their_own_times() {
    // Newest first, over midnight.
    assert_eq!(
        blog(&["18:00", "15:00", "22:00"], "2026-01-09"),
        ["2026-01-09T18:00", "2026-01-09T15:00", "2026-01-08T22:00"]
    );
    // Most posts are of the day of publication.
    assert_eq!(
        blog(&["12:05 a.m.", "10:30 p.m.", "9 p.m."], "2026-01-08"),
        ["2026-01-09T00:05", "2026-01-08T22:30", "2026-01-08T21:00"]
    );
    // Published when the first post was.
    assert_eq!(
        blog(&["7:30 a.m. GMT", "1 a.m. GMT", "10:05 p.m. GMT"], "2026-01-08T22:00"),
        ["2026-01-09T07:30Z", "2026-01-09T01:00Z", "2026-01-08T22:05Z"]
    );
    // Oldest first.
    assert_eq!(
        blog(&["22:00 CET", "23:10 CET", "00:15 CET"], "2026-01-08"),
        ["2026-01-08T22:00+01:00", "2026-01-08T23:10+01:00", "2026-01-09T00:15+01:00"]
    );
    // The last change is known.
    let mut doc = Document::new(
        "a",
        format!(
            "Storm live\n\n18:00\n{0}\n\n22:00\n{0}\n\n21:00\n{0}\n",
            "The storm has reached the coast, the railway said on Friday."
        ),
    )
    .expect("a document");
    doc.meta.set(MetaField::Updated, "2026-01-09T18:05:00Z", Origin::Input);
    let doc = process(doc, Some("2026-01-08T20:00:00Z"));
    let times: Vec<_> =
        doc.get::<Parts>().expect("parts").parts.iter().map(|part| part.published.clone()).collect();
    assert_eq!(
        times.iter().flatten().collect::<Vec<_>>(),
        ["2026-01-09T18:00", "2026-01-08T22:00", "2026-01-08T21:00"]
    );
    // With days of the week.
    assert_eq!(
        blog(&["Friday 18:00", "Friday 15:00", "Wednesday 22:00"], "2026-01-10"),
        ["2026-01-09T18:00", "2026-01-09T15:00", "2026-01-07T22:00"]
    );
    // With days of their own, on the line or above it.
    assert_eq!(
        blog(&["Jan 9, 18:00 – Power cut", "Jan 8, 15:00 – Trains", "Jan 7, 22:00 – Warning"], "2026-01-10"),
        ["2026-01-09T18:00", "2026-01-08T15:00", "2026-01-07T22:00"]
    );
    assert_eq!(
        blog(&["Friday, January 9\n18:00", "15:00", "Thursday, January 8\n22:00"], "2026-01-10"),
        ["2026-01-09T18:00", "2026-01-09T15:00", "2026-01-08T22:00"]
    );
}

#[test]
fn a_post_has_its_author_and_its_heading() {
    let post = "The storm has reached the coast and the trains have stopped, the railway said.";
    let doc = text(
        &format!(
            "18:00 | Ada Lund\nPower cut\n{post}\n\n15:00\nBy Piers Orr\n{post}\n\nAda Lund, 14:32 GMT\n{post}\n\n13:00 | Ada Lund\n{post}\n"
        ),
        Some("2026-01-09"),
    );
    check(
        &doc,
        DocumentKind::LiveBlog,
        &[
            &format!("Post Ada Lund=Ada Lund 2026-01-09T18:00 Power cut/{post}"),
            &format!("Post Piers Orr=Piers Orr 2026-01-09T15:00 {post}"),
            &format!("Post Ada Lund=Ada Lund 2026-01-09T14:32Z {post}"),
            &format!("Post Ada Lund=Ada Lund 2026-01-09T13:00 {post}"),
        ],
    );
    assert_eq!(doc.meta.get(MetaField::Updated), Some("2026-01-09T18:00"));
}

#[test]
fn a_page_says_the_times_of_its_posts() {
    let post = "<p>The storm has reached the coast and the trains have stopped, the railway of Saltholm said on Friday.</p>";
    let article = |time: &str, shown: &str| {
        format!("<article class=post><time datetime=\"{time}\">{shown}</time><h2>Storm</h2>{post}</article>")
    };
    let page = format!(
        "<html><head><title>Storm live</title></head><body><h1>Storm live</h1><div class=liveblog>{}{}{}</div></body></html>",
        article("2026-01-09T18:00", "18:00"),
        article("2026-01-09T15:00:00Z", "15:00"),
        article("2026-01-08T22:00", "22:00"),
    );
    let mut doc = Document::with_format("a", page, SourceFormat::Html).expect("a document");
    Page::new(PageConfig::default()).expect("a stage").process(&mut doc).expect("processed");
    let doc = process(doc, None);
    let times: Vec<Option<&str>> =
        doc.get::<Parts>().expect("parts").parts.iter().map(|part| part.published.as_deref()).collect();
    assert_eq!(times, [Some("2026-01-09T18:00"), Some("2026-01-09T15:00:00Z"), Some("2026-01-08T22:00")]);
}

#[test]
fn posts_are_found_by_the_markup_of_their_times_alone() {
    let post = |hour: u32, shown: &str| {
        format!(
            "<div><time datetime=\"2026-01-09T{hour}:00Z\">{shown}</time><p>The storm has reached the coast and trains have stopped, the \
             railway of Saltholm said at {hour}.</p></div>"
        )
    };
    let page = |shown: &str| {
        let posts: String = [18, 15, 12].map(|hour| post(hour, shown)).concat();
        format!("<html><body><h1>Storm live</h1><main class=\"live-blog\">{posts}</main></body></html>")
    };
    for shown in ["2h ago", ""] {
        let mut doc = Document::with_format("a", page(shown), SourceFormat::Html).expect("a document");
        Page::new(PageConfig::default()).expect("a stage").process(&mut doc).expect("processed");
        let doc = process(doc, None);
        let parts = parts(&doc);
        let starts: Vec<&str> = parts.iter().map(|part| &part[..32]).collect();
        assert_eq!(
            starts,
            [
                "Post = 2026-01-09T18:00Z The sto",
                "Post = 2026-01-09T15:00Z The sto",
                "Post = 2026-01-09T12:00Z The sto"
            ]
        );
        assert!(parts.iter().all(|part| part.contains("said at")), "{parts:?}");
    }
}

#[test]
fn a_press_release_is_known_by_its_form() {
    let release = "FOR IMMEDIATE RELEASE\n\nQuay Group Opens a Pier\n\nSALTHOLM, March 3, 2026 /NewsLine/ -- Quay Group opened a pier.\n\n\
                   About Quay Group\nQuay Group builds piers.\n\nMedia Contact:\nAda Lund\n";
    assert_eq!(text(release, None).meta.kind(), DocumentKind::PressRelease);
    let article = "Quay Group opens a pier\n\nThe group said in a press release that it opened a pier.\n\nAbout the author\nAda Lund\n";
    assert_eq!(text(article, None).meta.kind(), DocumentKind::Article);
}

#[test]
fn what_the_reader_knows_stays() {
    let mut doc = Document::new("a", TRANSCRIPT).expect("a document");
    doc.meta.set_kind(DocumentKind::Newsletter, Origin::Input);
    let doc = process(doc, None);
    assert_eq!((doc.meta.kind(), parts(&doc).len()), (DocumentKind::Newsletter, 5));
}

#[test]
fn controls_go_from_an_email_and_stay_in_an_article() {
    let mail = "The pier is closed.\n\nView in browser: https://quay.example/1\nUnsubscribe: https://quay.example/u\n";
    let mut doc = Document::new("a", mail).expect("a document");
    doc.meta.set_kind(DocumentKind::Newsletter, Origin::Input);
    assert_eq!(process(doc, None).text(), "The pier is closed.\n");
    assert_eq!(text(mail, None).text(), mail);
}

#[test]
fn time_is_linear_in_lines() {
    let many = |line: &dyn Fn(u32) -> String| (0..60_000).map(line).collect::<String>();
    for text in [
        many(&|number| format!("NAME{}: Hello.\n", char::from(b'A' + (number % 26) as u8)).repeat(1)),
        many(&|number| format!("Ab{}x Cd: Hello?\n", "y".repeat(number as usize % 40))),
        many(&|number| format!("@gull{number} · Jan 6\nThe council has voted on the pier.\n")),
        many(&|number| {
            format!(
                "{:02}:{:02}\nThe council has voted on the pier and it is closed.\n",
                23 - number / 60 % 24,
                59 - number % 60
            )
        }),
    ] {
        let _ = self::text(&text, Some("2026-01-09"));
    }
}

proptest! {
    #[test]
    fn any_text_is_a_document(
        text in "(Q: |A: |ADA LUND, MAYOR: |LUND: |Ada Lund: |@gull|@piers| · |Jan 6|18:00|15:00|7 p\\.m\\. ET|\\n|\\n\\n|Replying to |RT |: |END|\\(CLIP\\)|12 likes|é words of a post\\. |why\\? ){0,60}",
        page: bool,
    ) {
        let format = if page { SourceFormat::Html } else { SourceFormat::Text };
        let doc = process(Document::with_format("a", text, format).expect("a document"), Some("2026-01-09"));
        if let Some(parts) = doc.get::<Parts>() {
            let mut end = 0;
            for part in &parts.parts {
                prop_assert!(end <= part.span.start && part.span.start < part.span.end);
                prop_assert!(part.span.start <= part.body.start && part.body.end <= part.span.end);
                prop_assert!(part.kind != PartKind::Turn || part.speaker.is_some());
                let inside = |span: Span| span.slice(doc.text()).is_some();
                prop_assert!(inside(part.span) && inside(part.body) && part.label.is_none_or(inside));
                end = part.span.end;
            }
            prop_assert!(parts.speakers.iter().all(|speaker| speaker.name.slice(doc.text()).is_some()));
        }
    }
}
