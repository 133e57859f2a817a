//! What is read and what is not: limits, the output folder, pipes, names, files passed over, JSON that is not quite JSON.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use support::{Outcome, Place, tidings};

/// A pipeline without stages is enough to see what was read.
fn place() -> Place {
    let place = Place::new();
    place.file("a.toml", "");
    place.file("in/good.txt", "Kyiv has agreed, officials said on Tuesday.\n");
    place
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn ids(place: &Place, file: &str) -> Vec<String> {
    place.lines(file).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

/// Runs `tidings` in a folder; fails instead of waiting forever.
fn run_in<'a>(place: &Place, arguments: impl IntoIterator<Item = &'a std::ffi::OsStr>) -> Outcome {
    let mut command = tidings();
    command.current_dir(place.path()).args(arguments).timeout(Duration::from_secs(120));
    outcome(command.output().unwrap())
}

fn outcome(output: std::process::Output) -> Outcome {
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    run_in(place, arguments.iter().map(std::ffi::OsStr::new))
}

/// Runs a line of a shell with `$TIDINGS` for the binary.
#[cfg(unix)]
fn shell(place: &Place, line: &str) -> Outcome {
    let mut command = assert_cmd::Command::new("bash");
    command.args(["-c", line]).env("TIDINGS", env!("CARGO_BIN_EXE_tidings")).current_dir(place.path());
    outcome(command.timeout(Duration::from_secs(120)).output().unwrap())
}

fn warc(content: &[u8], headers: &str) -> Vec<u8> {
    let http =
        [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html{headers}\r\n\r\n").as_bytes(), content].concat();
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [header.as_bytes(), &http, b"\r\n\r\n"].concat()
}

#[test]
fn a_document_beyond_the_limit_is_a_failure_and_nothing_else() {
    let place = place();
    let long = "Kyiv agreed. ".repeat(200);
    let record = |id: &str, text: &str| format!("{}\n", json!({ "id": id, "text": text }));
    place.file("in/long.txt", &long);
    place.file("in/packed.html.gz", gz(format!("<p>{long}</p>").as_bytes()));
    let lines = [record("one", "One."), record("lost", &long), record("three", "Three.")].concat();
    place.file("in/lines.jsonl", &lines);
    place.file("in/zipped.jsonl.gz", gz(lines.replace("one", "uno").replace("three", "tre").as_bytes()));
    place.file(
        "in/list.json",
        json!([{"id": "first", "text": "A."}, {"text": long}, {"id": "last", "text": "B."}]).to_string(),
    );
    let packed = gz(format!("<p>{long}</p>").as_bytes());
    let pages = [
        warc(b"<p>One.</p>", ""),
        warc(format!("<p>{long}</p>").as_bytes(), ""),
        warc(&packed, "\r\nContent-Encoding: gzip"),
        warc(b"<p>Four.</p>", ""),
        // A film is no page, and none that is missed.
        String::from_utf8(warc(long.as_bytes(), "")).unwrap().replace("text/html", "video/mp4").into_bytes(),
    ];
    place.file("in/pages.warc", pages.concat());

    run(&place, &["run", "a.toml", "in", "--set", "input.max_document_bytes=1000"]).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    for failure in &failures {
        let reason = failure["reason"].as_str().unwrap();
        assert!(reason.contains("1000 bytes") && reason.contains("`max_document_bytes`"), "{failure}");
    }
    let lost = ["lines:2", "list:2", "long", "packed", "pages:2", "pages:3", "zipped:2"];
    assert_eq!(ids(&place, "out/failures.jsonl"), lost);
    assert_eq!((&failures[0]["line"], &failures[0]["stage"]), (&json!(2), &json!("input")));
    let kept = ["good", "one", "three", "first", "last", "pages:1", "pages:4", "uno", "tre"];
    assert_eq!(ids(&place, "out/documents.jsonl"), kept);
    run(&place, &["run", "a.toml", "in", "--output", "all"]).ends_with(3);
    assert_eq!(ids(&place, "all/failures.jsonl"), ["lost"], "two records have the id `lost`");
}

#[test]
fn the_limit_is_16_mebibytes_unless_told() {
    let place = place();
    place.file("in/poison.txt", "a\n".repeat(10_000_000));
    run(&place, &["run", "a.toml", "in"]).ends_with(3);
    let reason = place.lines("out/failures.jsonl")[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.starts_with("it is longer than 16 MiB, the most that a document may have"), "{reason}");
    assert_eq!(ids(&place, "out/documents.jsonl"), ["good"]);
    run(&place, &["run", "a.toml", "in", "--set", "input.max_document_bytes=0"])
        .ends_with(2)
        .says("a whole number from 1 to 4294967295");
}

#[test]
fn a_small_file_does_not_unpack_to_gigabytes() {
    let place = place();
    place.file("in/bomb.jsonl.gz", gz(&vec![b' '; 64 * 1024 * 1024]));
    // A large dump that packs well is not one.
    let line = |number: u32| {
        let text = "Officials in Kyiv said on Tuesday that the talks would go on. ".repeat(12);
        format!("{{\"id\": \"{number}\", \"text\": \"{text}\"}}\n")
    };
    place.file("in/dump.jsonl.gz", gz((0..24_000).map(line).collect::<String>().as_bytes()));
    run(&place, &["run", "a.toml", "in", "--set", "output.layers=[]"]).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    assert_eq!(failures.len(), 1, "{failures:?}");
    let reason = failures[0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("unpacks to more than 300 times") && reason.contains("`max_expansion`"),
        "{reason}"
    );
    assert_eq!(place.json("out/run.json")["documents"], 24_001);
}

#[test]
fn the_output_folder_of_another_run_is_not_read_either() {
    let place = place();
    place.file("in/lines.jsonl", "{\"id\": \"one\", \"text\": \"One.\"}\n");
    run(&place, &["run", "a.toml", "in", "--output", "in/first"]).ends_with(0);
    let outcome = run(&place, &["run", "a.toml", "in", "--output", "in/second"]).ends_with(0);
    assert_eq!(ids(&place, "in/second/documents.jsonl").len(), ids(&place, "in/first/documents.jsonl").len());
    assert!(outcome.stderr.contains("what a run writes there is not read: `in/first`"), "{outcome:?}");
    // Whoever names it wants it.
    run(&place, &["run", "a.toml", "in/first/documents.jsonl", "--output", "in/third"]).ends_with(0);
    assert!(!ids(&place, "in/third/documents.jsonl").is_empty());
}

#[test]
fn the_output_folder_is_not_read_back() {
    for (output, input, kept) in [
        ("in/more/results", "in", &["good", "one"][..]),
        ("in/more/../more/results", "in/**/*.*", &["good", "one"]),
        ("in/more/results", "./in", &["good", "one"]),
        // What lies beside the files of a run in its own folder is no output.
        ("in", "in", &["good", "one", "own"]),
    ] {
        let place = place();
        place.file("in/lines.jsonl", "{\"id\": \"one\", \"text\": \"One.\"}\n");
        place.file("in/more/results/own.txt", "A file of somebody else in the folder of results.\n");
        for round in 0..2 {
            let outcome = run(&place, &["run", "a.toml", input, "--output", output]).ends_with(0);
            let mut found = ids(&place, &format!("{output}/documents.jsonl"));
            found.sort();
            assert_eq!(found, kept, "{output} {input} {round}: {outcome:?}");
            let notes = outcome.stderr.matches("note: an output folder lies among the inputs").count();
            assert_eq!(notes, usize::from(output != "in" || round > 0), "{outcome:?}");
        }
        if output == "in" {
            let passed = &place.json("in/run.json")["passed_over"];
            assert!(passed.to_string().contains("output of Tidings in the output folder"), "{passed}");
            // Whoever names a file of it by its own name wants it.
            run(&place, &["run", "a.toml", "in/documents.jsonl", "--output", "in"]).ends_with(0);
            assert_eq!(place.json("in/run.json")["documents"], 3);
            let nothing = run(&place, &["run", "a.toml", "in/*.json", "--output", "in"]).ends_with(1);
            assert!(nothing.stderr.contains("which holds output of Tidings"), "{nothing:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_in_a_folder_are_passed_over() {
    let place = place();
    shell(&place, "mkfifo in/pipe.txt in/good.json").ends_with(0);
    let _socket = std::os::unix::net::UnixListener::bind(place.path().join("in/socket.jsonl")).unwrap();
    place.file("in/good.html", "<p>Kyiv agreed.</p>");
    for input in ["in", "in/*.*"] {
        let outcome = run(&place, &["run", "a.toml", input]).ends_with(0);
        assert!(outcome.stdout.contains("3 files passed over, pipes, sockets or devices"), "{outcome:?}");
        assert!(outcome.stdout.contains("in/pipe.txt"), "{outcome:?}");
        assert_eq!(place.json("out/run.json")["documents"], 2);
    }
    run(&place, &["run", "a.toml", "in/socket.jsonl"]).ends_with(1).says("`in/socket.jsonl` is a socket");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_named_is_read() {
    let place = place();
    place.file(
        "lines.jsonl.gz",
        gz(b"{\"id\": \"one\", \"text\": \"One.\"}\n{\"id\": \"two\", \"text\": \"Two.\"}\n"),
    );
    place.file("page", "<!doctype html><p>Kyiv agreed.</p>");
    shell(&place, "$TIDINGS run a.toml <(zcat lines.jsonl.gz) <(cat page) <(cat in/good.txt)").ends_with(0);
    let documents = place.lines("out/documents.jsonl");
    let texts: Vec<&str> = documents.iter().map(|document| document["text"].as_str().unwrap()).collect();
    assert_eq!(texts[..2], ["One.", "Two."]);
    assert!(texts[2].contains("Kyiv agreed.") && texts[3].starts_with("Kyiv has agreed"), "{texts:?}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_text_can_be_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = place();
    let names = [&b"in/caf\xE9.txt"[..], b"in/caf\xE8.txt"].map(OsStr::from_bytes);
    for name in names {
        if std::fs::write(place.path().join(name), "Kyiv agreed.\n").is_err() {
            return; // Some file systems want names to be text.
        }
    }
    let fixed = ["run", "a.toml"].map(OsStr::new);
    run_in(&place, fixed.into_iter().chain(names)).ends_with(0);
    assert_eq!(
        ids(&place, "out/documents.jsonl"),
        ["in/caf\\xE9", "in/caf\\xE8"].map(|name| format!("{name}.txt"))
    );
    run(&place, &["run", "a.toml", "in"]).ends_with(0);
    assert_eq!(place.json("out/run.json")["documents"], 3, "in a folder too, both of them");
    let explain = ["explain", "a.toml"].map(OsStr::new);
    assert!(
        run_in(&place, explain.into_iter().chain([names[0]])).ends_with(0).stdout.contains("Kyiv agreed.")
    );
}

#[test]
fn files_that_are_passed_over_are_named() {
    let place = place();
    for name in ["a.pdf", "b.PDF", "plan.xml", "mail.msg", "table.csv", "code.php", "README"] {
        place.file(&format!("in/deep/{name}"), format!("What is in {name}"));
    }
    place.file("in/.hidden.pdf", "");
    let outcome = run(&place, &["run", "a.toml", "in"]).ends_with(0);
    let line = "7 files passed over, of no kind that is read: 1 without ending, 2 .pdf, 1 .php, 1 .msg, 1 .xml, 1 .csv\n";
    assert!(outcome.stdout.contains(line), "{outcome:?}");
    assert!(outcome.stdout.contains("in/deep/a.pdf"), "{outcome:?}");
    let run = place.json("out/run.json");
    let group = |ending: &str| {
        let groups = run["passed_over"].as_array().unwrap();
        groups.iter().find(|group| group["ending"] == ending).unwrap().clone()
    };
    assert_eq!(
        group(".pdf"),
        json!({
            "reason": "of no kind that is read, by its ending and its first bytes",
            "ending": ".pdf", "files": 2, "examples": ["in/deep/a.pdf", "in/deep/b.PDF"],
        })
    );
    // What somebody names is read, whatever its ending.
    let outcome = self::run(&place, &["run", "a.toml", "in/deep/mail.msg"]).ends_with(0);
    assert!(!outcome.stdout.contains("passed over"), "{outcome:?}");
}

#[test]
fn a_page_is_a_page_whatever_its_name() {
    let place = Place::new();
    place.file("a.toml", "[[stage]]\nuse = \"clean.page\"\n");
    let page = |word: &str| {
        let sentence =
            format!("Officials in the {word} said on Tuesday that the talks would go on for a week.");
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html><head><title>T</title></head>\
             <body><article><p>{sentence}</p><p>{sentence}</p><p>{sentence}</p></article></body></html>"
        )
    };
    place.file("in/one.php", page("capital"));
    place.file("in/two.xhtml", page("harbor"));
    place.file("in/three.txt", page("ministry"));
    place.file("in/four", gz(page("region").as_bytes()));
    place.file("in/five.jsonl", page("village"));
    place.file("in/three.json", "{\"title\": \"Beside\"}");
    place.file("in/prose.txt", "The tag <p> begins a paragraph, and <html> a page.\n");
    let check = |arguments: &[&str]| {
        run(&place, arguments).ends_with(0);
        let documents = place.lines("out/documents.jsonl");
        assert_eq!(documents.len(), 6, "{documents:?}");
        for document in &documents {
            let text = document["text"].as_str().unwrap();
            if document["id"] == "prose" {
                assert!(text.contains("<p>"), "{text}");
            } else {
                assert!(text.contains("Officials in the") && !text.contains('<'), "{text}");
            }
        }
        documents
    };
    let documents = check(&["run", "a.toml", "in"]);
    let three = documents.iter().find(|document| document["id"] == "three").unwrap();
    assert_eq!(three["meta"]["title"], "Beside");
    check(&[
        "run",
        "a.toml",
        "in/one.php",
        "in/two.xhtml",
        "in/three.txt",
        "in/four",
        "in/five.jsonl",
        "in/prose.txt",
    ]);
    // Whoever says that these are texts is right.
    run(&place, &["run", "a.toml", "in/one.php", "--set", "input.format=text"]).ends_with(0);
    assert!(place.lines("out/documents.jsonl")[0]["text"].as_str().unwrap().contains("<article>"));
}

#[test]
fn a_text_with_markup_is_flagged() {
    let place = place();
    let record = |id: &str, text: &str| format!("{}\n", json!({ "id": id, "text": text }));
    let lines = [
        record("page", "<p>Kyiv agreed.</p>\n<p>Moscow did not.</p>"),
        record("prose", "The tag <p> begins a paragraph."),
    ]
    .concat();
    place.file("lines.jsonl", &lines);
    let outcome = run(&place, &["run", "a.toml", "lines.jsonl"]).ends_with(0);
    let flags = |file: &str| -> Vec<Value> {
        place.lines(file).iter().map(|document| document["meta"]["text_has_markup"].clone()).collect()
    };
    assert_eq!(flags("out/documents.jsonl"), [json!(true), Value::Null]);
    assert_eq!(outcome.stdout.matches("1 document has HTML tags in its text").count(), 1, "{outcome:?}");
    assert_eq!(place.json("out/run.json")["texts_with_markup"], 1);
    // It is read back, and the advice works.
    run(&place, &["run", "a.toml", "out/documents.jsonl", "--output", "again"]).ends_with(0);
    assert_eq!(flags("again/documents.jsonl"), [json!(true), Value::Null]);
    let as_pages = ["--set", "input.fields.html=text", "--set", "input.fields.text="];
    let arguments = [&["run", "a.toml", "lines.jsonl"][..], &as_pages].concat();
    run(&place, &arguments).ends_with(0);
    assert_eq!(flags("out/documents.jsonl"), [Value::Null, Value::Null]);
    let outcome = place.tidings_with_stdin(["run", "a.toml", "-"], lines).ends_with(0);
    assert_eq!(outcome.stderr.matches("note: 1 document has HTML tags").count(), 1, "{outcome:?}");
}

#[test]
fn what_is_not_quite_json_does_not_cost_the_document() {
    let place = Place::new();
    place.file("a.toml", "[[stage]]\nuse = \"clean.unicode\"\n");
    let lines = concat!(
        r#"{"id": "surrogate", "text": "One.", "raw": "cut \ud83d", "deep": {"\udc00": ["\ud800"]}}"#,
        "\n",
        r#"{"id": "nan", "text": "Two.", "score": NaN, "more": [Infinity, -Infinity, 1e999]}"#,
        "\n",
        r#"{"id": "text", "text": "Kyiv \ud800agreed."}"#,
        "\n",
        "{\"id\": \"nul\", \"text\": \"Ky\0iv\tagreed.\"}\n",
        "{\"id\": \"missing\", \"text\": NaN}\n",
        r#"{"id": "broken", "text": "x", "score": NaN"#,
        "\n",
    );
    place.file("lines.jsonl", lines);
    run(&place, &["run", "a.toml", "lines.jsonl"]).ends_with(3);
    let documents = place.lines("out/documents.jsonl");
    assert_eq!(ids(&place, "out/documents.jsonl"), ["surrogate", "nan", "text", "nul"]);
    assert_eq!(documents[0]["meta"]["raw"], "cut \u{FFFD}");
    assert_eq!(
        (&documents[1]["meta"]["score"], &documents[1]["meta"]["more"]),
        (&Value::Null, &json!([null, null, null]))
    );
    assert_eq!(documents[2]["text"], "Kyiv \u{FFFD}agreed.");
    assert_eq!(documents[3]["text"], "Kyiv\tagreed.");
    let failures = place.lines("out/failures.jsonl");
    assert!(failures[0]["reason"].as_str().unwrap().contains("neither `text` nor `html`"), "{failures:?}");
    assert!(failures[1]["reason"].as_str().unwrap().contains("cut off"), "{failures:?}");
}

#[test]
fn a_stray_nul_is_repaired() {
    let place = Place::new();
    place.file("a.toml", "[[stage]]\nuse = \"clean.unicode\"\n[output]\nprovenance = true\n[[stage]]\nuse = \"language.tokens\"\n");
    place.file("in/nul.txt", "Ky\0iv agreed.\n");
    run(&place, &["run", "a.toml", "in", "--set", "output.tokens=true"]).ends_with(0);
    let document = &place.lines("out/documents.jsonl")[0];
    assert_eq!(document["text"], "Kyiv agreed.\n");
    assert_eq!(
        document["repairs"],
        json!([{"source_start": 2, "source_end": 3, "reason": "control character"}])
    );
    let agreed = &document["tokens"][1];
    assert_eq!((&agreed["start"], &agreed["source_start"]), (&json!(5), &json!(6)), "{document}");
}

#[test]
fn control_characters_of_others_do_not_reach_the_terminal() {
    let place = Place::new();
    place.file("a.toml", "[[stage]]\nuse = \"clean.unicode\"\n[output.skip]\nlanguages = [\"en\"]\n");
    let evil = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\u{202e}";
    let lines = [
        json!({ "id": format!("a{evil}"), "text": 3 }).to_string(),
        json!({ "id": format!("b{evil}"), evil: "x" }).to_string(),
        json!({ "id": format!("c{evil}"), "text": format!("Kyiv {evil} agreed.\n"), "title": evil, "x": evil }).to_string(),
        json!({ "id": format!("c{evil}"), "text": "Twice." }).to_string(),
    ]
    .join("\n");
    let clean = |text: &str| {
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(bad), "{text:?}");
    };
    let outcome = place.tidings_with_stdin(["run", "a.toml", "-"], lines.as_bytes()).ends_with(3);
    clean(&outcome.stderr);
    assert!(
        outcome.stderr.contains(r"a\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\u{202e} (stdin:1)"),
        "{outcome:?}"
    );
    let name = "lines\u{1b}[31m.jsonl";
    place.file(name, &lines);
    let outcome = run(&place, &["run", "a.toml", name, "--output", "out\u{1b}[31m"]).ends_with(3);
    clean(&outcome.stdout);
    clean(&outcome.stderr);
    assert!(outcome.stdout.contains(r"\u{1b}[2J"), "{outcome:?}");
    for arguments in
        [&["run", "a.toml", "in\u{1b}[2J"][..], &["run", "\u{1b}[2J.toml"], &["report", "\u{1b}[2J"]]
    {
        clean(&run(&place, arguments).ends_with(1).stderr);
    }
    let id = format!("c{evil}");
    let outcome = run(&place, &["explain", "a.toml", name, "--id", &id]).ends_with(0);
    // No terminal: the colors of `explain` are left out.
    clean(&outcome.stdout);
    place.file("bad.toml", format!("\"x{evil}\" = 1\n").replace(['\u{1b}', '\u{7}', '\r'], "\\u001b"));
    clean(&run(&place, &["check", "bad.toml"]).ends_with(2).stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_of_the_system_is_told_once_in_plain_words() {
    let place = place();
    place.file("taken", "");
    let said = |outcome: Outcome, expected: &str| {
        assert_eq!(outcome.stderr, format!("error: {expected}\n"), "{outcome:?}");
    };
    let lines = "{\"text\": \"One.\"}";
    place.file("lines.jsonl", lines);
    let outcome = shell(&place, "$TIDINGS run a.toml - < lines.jsonl > /dev/full");
    said(outcome, "standard output cannot be written: the disk is full");
    let outcome = run(&place, &["run", "nowhere.toml"]);
    said(outcome, "the configuration `nowhere.toml` cannot be read: there is no such file or folder");
    let outcome = run(&place, &["run", "a.toml", "in", "--output", "taken/out"]);
    let advice = "a part of its path is not a folder; choose another `folder` in `[output]`";
    said(outcome, &format!("`taken/out` cannot be written: {advice}"));
    // Reading the memory of a process from its start is an error of the device.
    let outcome = run(&place, &["run", "a.toml", "/proc/self/mem"]).ends_with(3);
    let reason = place.lines("out/failures.jsonl")[0]["reason"].as_str().unwrap().to_owned();
    assert_eq!(
        reason, "the file cannot be read: the device reports an error: check the disk or the connection",
        "{outcome:?}"
    );
}

/// A pipe that nobody reads: an error of writing at once, not by chance.
#[cfg(unix)]
#[test]
fn nobody_listening_is_no_reason_to_panic() {
    let place = place();
    place.file("bad.toml", "[[stage]]\nues = \"clean.page\"\n");
    place.file("lines.jsonl", "{\"text\": 3}\n");
    let code = |arguments: &[&str], stdin: Option<&Path>, closed: [bool; 2]| {
        let pipe = |closed: bool| {
            let (reader, writer) = std::io::pipe().unwrap();
            if closed { (None, writer) } else { (Some(reader), writer) }
        };
        let [(out, stdout), (errors, stderr)] = closed.map(pipe);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"));
        command.current_dir(place.path()).args(arguments).stdout(stdout).stderr(stderr);
        if let Some(path) = stdin {
            command.stdin(std::fs::File::open(place.path().join(path)).unwrap());
        }
        let mut child = command.spawn().unwrap();
        drop(command);
        let read = |pipe: Option<std::io::PipeReader>| {
            pipe.map(|mut pipe| std::io::read_to_string(&mut pipe).unwrap()).unwrap_or_default()
        };
        let text = read(out) + &read(errors);
        assert!(!text.contains("panicked"), "{text}");
        child.wait().unwrap().code()
    };
    let errors = [false, true];
    assert_eq!(code(&["check", "bad.toml"], None, errors), Some(2));
    assert_eq!(code(&["run", "a.toml", "nowhere"], None, errors), Some(1));
    assert_eq!(code(&["run", "a.toml", "-"], Some(Path::new("lines.jsonl")), errors), Some(3));
    assert_eq!(code(&["run", "a.toml", "in", "--resume"], None, errors), Some(0));
    assert_eq!(code(&["nonsense"], None, errors), Some(2));
    for arguments in
        [&["check", "a.toml"][..], &["stages"], &["run", "a.toml", "in"], &["models"], &["--help"]]
    {
        assert_eq!(code(arguments, None, [true, false]), Some(0), "{arguments:?}");
        assert_eq!(code(arguments, None, [true, true]), Some(0), "{arguments:?}");
    }
}
