//! Bad input: each kind gives a clear error or a failure line, and nothing else is lost.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use support::Place;

const PIPELINE: &str = "\
[[stage]]
use = \"clean.page\"
[[stage]]
use = \"clean.unicode\"
[[stage]]
use = \"clean.boilerplate\"
[[stage]]
use = \"claims.attribution\"
[[stage]]
use = \"summary.sentences\"
";

/// A folder with the pipeline and one good document.
fn place() -> Place {
    let place = Place::new();
    place.file("news.toml", PIPELINE);
    place.file("in/good.txt", "Kyiv has agreed, officials said on Tuesday.\n");
    place
}

/// Runs over `in` and expects one failure whose reason contains `reason`, and the good document.
#[track_caller]
fn fails_alone(place: &Place, reason: &str) {
    place.tidings(["run", "news.toml", "in"]).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    assert_eq!(failures.len(), 1, "{failures:?}");
    let found = failures[0]["reason"].as_str().unwrap();
    assert!(found.contains(reason), "expected `{reason}` in `{found}`");
    assert!(["input", "decode"].contains(&failures[0]["stage"].as_str().unwrap()));
    let documents = place.lines("out/documents.jsonl");
    assert!(documents.iter().any(|document| document["id"] == "good"));
}

#[test]
fn an_empty_file_is_a_failure() {
    let place = place();
    place.file("in/empty.txt", "");
    fails_alone(&place, "the file is empty");
}

#[test]
fn a_missing_file_is_an_error() {
    let place = place();
    place.tidings(["run", "news.toml", "in/godo.txt"]).ends_with(1).says("in/godo.txt");
    assert!(!place.path().join("out").exists());
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let place = place();
    place.file("pictures/a.png", "");
    place.tidings(["run", "news.toml", "pictures"]).ends_with(1).says("pictures");
    place.tidings(["run", "news.toml", "in/*.html"]).ends_with(1).says("in/*.html");
}

#[test]
fn a_binary_file_is_a_failure() {
    let place = place();
    let bytes: Vec<u8> = (0..4096u32).map(|n| (n * 7 % 251) as u8).collect();
    place.file("in/binary.txt", bytes);
    fails_alone(&place, "binary");
}

#[test]
fn bytes_that_are_not_utf8_are_decoded() {
    let place = place();
    place.file(
        "in/latin.txt",
        b"The caf\xe9 on the boulevard was na\xefve, he said. Prices rose in Bogot\xe1 and Malm\xf6.\n",
    );
    place.tidings(["run", "news.toml", "in"]).ends_with(0);
    let documents = place.lines("out/documents.jsonl");
    let text = documents.iter().find(|document| document["id"] == "latin").unwrap()["text"].as_str().unwrap();
    assert!(text.contains("café") && text.contains("naïve"), "{text}");
}

#[test]
fn utf16_is_decoded() {
    let place = place();
    let text = "Kyiv’s answer came, officials said.\n";
    let mut little: Vec<u8> = vec![0xff, 0xfe];
    little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    place.file("in/little.txt", little);
    let mut big: Vec<u8> = vec![0xfe, 0xff];
    big.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    place.file("in/big.txt", big);
    place.tidings(["run", "news.toml", "in"]).ends_with(0);
    for document in place.lines("out/documents.jsonl").iter().filter(|document| document["id"] != "good") {
        assert!(document["text"].as_str().unwrap().starts_with("Kyiv’s answer came"), "{document}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_a_document() {
    let place = Place::new();
    place.file("tokens.toml", "[[stage]]\nuse = \"language.sentences\"\n");
    let sentence = "Officials said the talks would go on for another week in the capital. ";
    let text = sentence.repeat(50_000_000 / sentence.len() + 1);
    let mut lines = format!("{{\"id\": \"long\", \"text\": \"{text}\"}}\n");
    lines.push_str("{\"id\": \"short\", \"text\": \"One.\"}\n");
    place.file("long.jsonl", lines);
    place
        .tidings([
            "run",
            "tokens.toml",
            "long.jsonl",
            "--set",
            "output.layers=[]",
            "--set",
            "input.max_document_bytes=60_000_000",
        ])
        .ends_with(0);
    assert_eq!(place.json("out/run.json")["documents"], 2);
}

#[test]
fn ten_thousand_nested_tags_are_a_page() {
    let place = place();
    let page = format!("<html><body>{}<p>Kyiv agreed, officials said.</p>", "<div>".repeat(10_000));
    place.file("in/nested.html", page);
    place.tidings(["run", "news.toml", "in"]).ends_with(0);
    let documents = place.lines("out/documents.jsonl");
    let nested = documents.iter().find(|document| document["id"] == "nested").unwrap();
    assert!(nested["text"].as_str().unwrap().contains("Kyiv agreed, officials said."), "{}", nested["text"]);
}

#[test]
fn a_broken_line_costs_that_line() {
    let place = Place::new();
    place.file("news.toml", PIPELINE);
    place.file("in.jsonl", "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Tw\n{\"id\": \"c\", \"text\": \"Three.\"}\n");
    place.tidings(["run", "news.toml", "in.jsonl"]).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    assert_eq!((failures.len(), &failures[0]["line"]), (1, &serde_json::json!(2)));
    let ids: Vec<_> =
        place.lines("out/documents.jsonl").iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "c"]);
}

#[test]
fn wrong_types_and_missing_texts_are_named() {
    let place = Place::new();
    place.file("news.toml", PIPELINE);
    place.file("in.jsonl", "{\"id\": \"a\", \"text\": 12}\n{\"id\": \"b\", \"body\": \"x\"}\n[1, 2]\n{\"id\": [], \"text\": \"x\"}\n");
    place.tidings(["run", "news.toml", "in.jsonl"]).ends_with(3);
    let reasons: Vec<String> =
        place.lines("out/failures.jsonl").iter().map(|f| f["reason"].as_str().unwrap().to_owned()).collect();
    assert_eq!(reasons.len(), 4, "{reasons:?}");
    assert!(reasons[0].contains("`text` must be a string"), "{}", reasons[0]);
    assert!(reasons[1].contains("`text`") && reasons[1].contains("`body`"), "{}", reasons[1]);
    assert!(reasons[2].contains("object"), "{}", reasons[2]);
    assert!(reasons[3].contains("`id`"), "{}", reasons[3]);
    // A record that is no document is still named by the id that it brings, if it can be read.
    let ids: Vec<String> =
        place.lines("out/failures.jsonl").iter().map(|f| f["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "b", "in:3", "in:4"]);
}

#[test]
fn a_second_document_of_one_id_is_a_failure() {
    let place = Place::new();
    place.file("news.toml", PIPELINE);
    place.file("in.jsonl", "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"a\", \"text\": \"Two.\"}\n");
    place.tidings(["run", "news.toml", "in.jsonl"]).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    assert!(failures[0]["reason"].as_str().unwrap().contains("the id `a`"), "{failures:?}");
    assert_eq!(place.lines("out/documents.jsonl")[0]["text"], "One.");
}

#[test]
fn an_output_folder_that_cannot_be_is_an_error() {
    let place = place();
    place.file("occupied", "a file, not a folder");
    place.tidings(["run", "news.toml", "in", "--output", "occupied/out"]).ends_with(1).says("occupied/out");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let place = Place::new();
    place.file("empty.toml", "");
    let lines = "{\"text\": \"One line of a document that does not fit.\"}\n".repeat(4000);
    place.file("in.jsonl", lines);
    // The largest file that the process may write: 8 blocks.
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' run empty.toml in.jsonl",
        env!("CARGO_BIN_EXE_tidings")
    );
    let output =
        std::process::Command::new("sh").args(["-c", &script]).current_dir(place.path()).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("cannot be written"), "{errors}");
    assert!(errors.contains("what was done is kept in `out`: --resume goes on with it"), "{errors}");
    assert!(
        !place.path().join("out/documents.jsonl").exists(),
        "a file that is not complete must not appear"
    );
    // With room again, the run goes on and writes what it would have written at once.
    place.tidings(["run", "empty.toml", "in.jsonl", "--resume"]).ends_with(0);
    let went_on = std::fs::read(place.path().join("out/documents.jsonl")).unwrap();
    place.tidings(["run", "empty.toml", "in.jsonl", "--output", "whole"]).ends_with(0);
    assert!(went_on == std::fs::read(place.path().join("whole/documents.jsonl")).unwrap());
    assert!(place.json("out/run.json")["resumed"].as_u64().unwrap() > 0, "the work survives");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let place = Place::new();
    place.file("empty.toml", "");
    place.file("in.jsonl", "{\"text\": \"One.\"}\n");
    let script = format!("exec '{}' run empty.toml - < in.jsonl > /dev/full", env!("CARGO_BIN_EXE_tidings"));
    let output =
        std::process::Command::new("sh").args(["-c", &script]).current_dir(place.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_missing_configuration_is_an_error() {
    let place = Place::new();
    place.tidings(["run", "nwes.toml"]).ends_with(1).says("nwes.toml");
}

#[test]
fn more_workers_than_can_be_started() {
    let place = place();
    for command in [&["run", "news.toml", "in"][..], &["conclude", "news.toml", "records.jsonl"]] {
        let arguments = command.iter().copied().chain(["--workers", "100000"]);
        place.tidings(arguments).ends_with(2).says("100000 is not in 0..=1024");
    }
    let configured = ["run", "news.toml", "in", "--set", "run.workers=100000"];
    place.tidings(configured).ends_with(2).says("a whole number from 0 to 1024");
}
