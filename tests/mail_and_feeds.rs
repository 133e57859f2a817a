//! E-mail and feeds through the driver: what is a document, what is a failure, and that a run that broke off goes on.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use support::{Outcome, Place, tidings};

const NEWSLETTER: &str = "Return-Path: <news@quay.example>\r
From: The Quay <news@quay.example>\r
Subject: =?utf-8?Q?The_pier=3A_closed?=\r
Date: Mon, 5 Jan 2026 06:00:00 +0100\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
The pier is closed until May, the town council of Saltholm said on Sun=\r
day. =E2=80=9CWe could not wait,=E2=80=9D council leader Ada Lund said.\r
";

fn item(number: u32, text: &str) -> String {
    format!(
        "<item><title>Title {number}</title><link>https://quay.example/{number}</link>\
         <pubDate>Mon, 05 Jan 2026 06:0{number}:00 GMT</pubDate><description>{text}</description></item>\n"
    )
}

fn feed(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>The Quay</title>\n{items}</channel></rss>\n"
    )
}

fn three() -> String {
    feed(
        &[item(1, "The pier is closed."), item(2, "The ferry sails."), item(3, "The quay is open.")].concat(),
    )
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A pipeline without stages is enough to see what was read.
fn place() -> Place {
    let place = Place::new();
    place.file("a.toml", "");
    place
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    place.tidings(arguments.iter().copied())
}

/// Ids and texts of the documents.
fn documents(place: &Place) -> Vec<(String, String)> {
    let text = |line: &Value, name: &str| line[name].as_str().unwrap().trim().to_owned();
    place.lines("out/documents.jsonl").iter().map(|line| (text(line, "id"), text(line, "text"))).collect()
}

/// Ids and reasons of the failures.
fn failures(place: &Place) -> Vec<(String, String)> {
    let text = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
    place.lines("out/failures.jsonl").iter().map(|line| (text(line, "id"), text(line, "reason"))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}

const THREE: [(&str, &str); 3] =
    [("feed:1", "The pier is closed."), ("feed:2", "The ferry sails."), ("feed:3", "The quay is open.")];

#[test]
fn a_newsletter_is_a_document() {
    let place = place();
    // Whatever its name.
    for name in ["mail.eml", "mail", "mail.txt", "mail.msg"] {
        let file = place.file(&format!("in/{name}"), NEWSLETTER);
        run(&place, &["run", "a.toml", "in"]).ends_with(0);
        let document = &place.lines("out/documents.jsonl")[0];
        assert_eq!(
            document["text"].as_str().unwrap().trim(),
            "The pier is closed until May, the town council of Saltholm said on Sunday. “We could not wait,” council leader Ada Lund said."
        );
        assert_eq!(
            document["meta"],
            json!({"title": "The pier: closed", "publisher": "The Quay", "published": "2026-01-05T06:00:00+01:00", "kind": "newsletter"})
        );
        assert_eq!(document["id"], "mail");
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn a_mailbox_is_a_document_a_message() {
    let place = place();
    let from = "From news@quay.example Mon Jan  5 06:00:00 2026\n";
    let short = "Subject: Ferry\nFrom: Ada Lund <ada@home.example>\n\n>From May on it sails.\n";
    place.file("in/box.mbox", format!("{from}{NEWSLETTER}\n{from}Subject: Empty\n\n\n{from}{short}"));
    run(&place, &["run", "a.toml", "in"]).ends_with(3);
    let found = documents(&place);
    assert_eq!(found[1], ("box:3".to_owned(), "From May on it sails.".to_owned()));
    assert_eq!((found.len(), found[0].0.as_str()), (2, "box:1"));
    assert_eq!(failures(&place), pairs(&[("box:2", "the e-mail has no text")]));
}

#[test]
fn every_entry_of_a_feed_is_a_document() {
    let place = place();
    for (name, bytes) in [
        ("feed.xml", three().into_bytes()),
        ("feed.rss", three().into_bytes()),
        ("feed", three().into_bytes()),
        ("feed.xml.gz", gz(three().as_bytes())),
        (
            "feed.xml",
            [0xFF, 0xFE].into_iter().chain(three().encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        ),
    ] {
        let file = place.file(&format!("in/{name}"), bytes);
        run(&place, &["run", "a.toml", "in"]).ends_with(0);
        assert_eq!(documents(&place), pairs(&THREE), "{name}");
        std::fs::remove_file(file).unwrap();
    }
    let path = place.file("feed.xml", three());
    run(&place, &["run", "a.toml", path.to_str().unwrap()]).ends_with(0);
    assert_eq!(
        place.lines("out/documents.jsonl")[1]["meta"],
        json!({
            "title": "Title 2", "publisher": "The Quay", "published": "2026-01-05T06:02:00Z", "url": "https://quay.example/2",
            "kind": "feed_entry", "entry_part": "summary",
        })
    );
}

#[test]
fn a_feed_in_json_is_one_too() {
    let place = place();
    let items: Vec<Value> = THREE.iter().map(|(id, text)| json!({"id": id, "content_html": text})).collect();
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": items});
    place.file("in/feed.json", feed.to_string());
    run(&place, &["run", "a.toml", "in"]).ends_with(0);
    let found = documents(&place);
    assert_eq!(found.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["feed:1", "feed:2", "feed:3"]);
    assert!(found[0].1.contains("<p>The pier is closed.</p>"), "{found:?}");
    assert_eq!(place.lines("out/documents.jsonl")[0]["meta"]["publisher"], "The Quay");
}

#[test]
fn a_broken_part_of_a_feed_costs_itself() {
    let place = place();
    let long = "x".repeat(2000);
    let items = [
        item(1, "The pier is closed."),
        item(2, ""),
        item(3, &long),
        "<item><description><![CDATA[cut</description></item>".to_owned(),
        item(5, "The ferry sails."),
    ];
    place.file("in/feed.xml", feed(&items.concat()));
    run(&place, &["run", "a.toml", "in", "--set", "input.max_document_bytes=1000"]).ends_with(3);
    assert_eq!(
        documents(&place),
        pairs(&[("feed:1", "The pier is closed."), ("feed:5", "The ferry sails.")])
    );
    let failures = failures(&place);
    assert_eq!(failures[0], (
        "feed:2".to_owned(),
        "the entry has no text, neither content nor a description; it is called `Title 2` and leads to https://quay.example/2"
            .to_owned()
    ));
    assert!(failures[1].0 == "feed:3" && failures[1].1.contains("max_document_bytes"), "{failures:?}");
    assert_eq!(
        failures[2],
        (
            "feed:4".to_owned(),
            "this entry of the feed does not end: the file is cut off or damaged".to_owned()
        )
    );
    assert_eq!(failures.len(), 3);
}

#[test]
fn what_is_no_mail_and_no_feed_says_so() {
    let place = place();
    place.file("in/good.txt", "Kyiv has agreed, officials said on Tuesday.\n");
    place.file("in/a.eml", "Kyiv has agreed.\n");
    place.file("in/b.rss", "<?xml version=\"1.0\"?><nitf><body>Kyiv</body></nitf>\n");
    place.file("in/c.rss", feed(""));
    place.file("in/d.xml", "<?xml version=\"1.0\"?><nitf><body>Kyiv</body></nitf>\n");
    let outcome = run(&place, &["run", "a.toml", "in"]).ends_with(3);
    assert!(outcome.stdout.contains("1 file passed over"), "{outcome:?}");
    let found = failures(&place);
    assert!(found[0].0 == "a" && found[0].1.starts_with("it is no e-mail"), "{found:?}");
    assert!(
        found[1].0 == "b" && found[1].1.starts_with("it is XML, but neither a page nor a feed"),
        "{found:?}"
    );
    assert_eq!(found[2], ("c".to_owned(), "the feed has no entries".to_owned()));
    // Who names a file is told of it.
    run(&place, &["run", "a.toml", "in/d.xml"]).ends_with(3);
    assert!(failures(&place)[0].1.contains("format = \"text\""));
    run(&place, &["run", "a.toml", "in/d.xml", "--set", "input.format=text"]).ends_with(0);
}

#[test]
fn a_filter_reads_what_it_is_told_to() {
    let place = place();
    let run = |format: &str, stdin: &str| {
        let set = format!("input.format={format}");
        let outcome = place.tidings_with_stdin(["run", "a.toml", "-", "--set", &set], stdin).ends_with(0);
        outcome
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(run("feed", &three()), ["stdin:1", "stdin:2", "stdin:3"]);
    assert_eq!(run("mail", NEWSLETTER), ["stdin"]);
    assert_eq!(run("mail", &format!("From a@b.example Mon Jan 5 06:00:00 2026\n{NEWSLETTER}")), ["stdin:1"]);
}

#[test]
fn output_is_the_same_for_any_number_of_workers_and_after_a_run_that_broke_off() {
    let written = |place: &Place| {
        ["documents.jsonl", "failures.jsonl"]
            .map(|name| std::fs::read(place.path().join("out").join(name)).unwrap())
    };
    let prepared = || {
        let place = place();
        place.file("in/a.eml", NEWSLETTER);
        place.file(
            "in/feed.xml",
            feed(
                &(1..10)
                    .map(|number| item(number, ["", "It is closed."][number as usize % 2]))
                    .collect::<String>(),
            ),
        );
        place.file("in/z.mbox", format!("From a@b.example Mon Jan 5 06:00:00 2026\n{NEWSLETTER}").repeat(3));
        place
    };
    let whole = prepared();
    run(&whole, &["run", "a.toml", "in", "--workers", "1"]).ends_with(3);
    let wanted = written(&whole);
    let others = prepared();
    run(&others, &["run", "a.toml", "in", "--workers", "4"]).ends_with(3);
    assert!(written(&others) == wanted, "another number of workers");
    let broken = prepared();
    let mut command = tidings();
    command.current_dir(broken.path()).args(["run", "a.toml", "in", "--workers", "1"]);
    command.env("TIDINGS_BREAK", "decode=feed:5:abort");
    assert_eq!(command.output().unwrap().status.code(), None, "it was ended by a signal");
    run(&broken, &["run", "a.toml", "in", "--resume"]).ends_with(3);
    assert!(written(&broken) == wanted, "after a run that broke off");
}
