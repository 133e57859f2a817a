//! Runs through the binary: output, formats, determinism, filter mode, interruption.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{Place, driver_process, repository};

const EMPTY: &str = "[output]\nfolder = \"out\"\n";

const CLAIMS: &str = "\
[[stage]]
use = \"clean.boilerplate\"
[[stage]]
use = \"claims.attribution\"
[[corpus]]
use = \"stories.duplicates\"
";

#[test]
fn the_output_does_not_depend_on_the_number_of_workers() {
    let place = Place::new();
    place.file(
        "in/broken.jsonl",
        "{\"id\": \"a\", \"text\": \"One.\"}\n{oops\n{\"id\": \"a\", \"text\": \"Two.\"}\n",
    );
    let config = repository().join("pipelines/news.toml");
    let seeds = repository().join("seeds/articles");
    let run = |workers: &str| {
        let out = format!("out{workers}");
        let arguments = [
            "run",
            config.to_str().unwrap(),
            seeds.to_str().unwrap(),
            "in",
            "--workers",
            workers,
            "--output",
            &out,
        ];
        place.tidings(arguments).ends_with(3);
        ["documents.jsonl", "failures.jsonl", "stories.json"]
            .map(|name| std::fs::read(place.path().join(&out).join(name)).unwrap())
    };
    let one = run("1");
    assert!(one.iter().all(|file| !file.is_empty()));
    assert!(one == run("2"), "2 workers give other bytes than 1");
    assert!(one == run("8"), "8 workers give other bytes than 1");
}

/// The seeds as one collection and cut into three shards, in three ways and orders: the same bytes.
#[test]
fn shards_conclude_to_the_bytes_of_one_run() {
    let place = Place::new();
    let config = repository().join("pipelines/news.toml");
    let config = config.to_str().unwrap();
    let mut articles: Vec<String> = std::fs::read_dir(repository().join("seeds/articles"))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    articles.sort();
    let run = |articles: &[&str], name: &str| {
        let records = format!("{name}.records.jsonl.gz");
        let mut arguments = vec!["run", config];
        arguments.extend(articles);
        let output = format!("out-{name}");
        arguments.extend(["--output", &output, "--records", &records]);
        place.tidings(arguments).ends_with(0);
        (records, std::fs::read(place.path().join(output).join("stories.json")).unwrap())
    };
    let all: Vec<&str> = articles.iter().map(String::as_str).collect();
    let (_, whole) = run(&all, "whole");
    type Shard = fn(usize) -> usize;
    let ways: [(&str, Shard); 3] =
        [("turns", |at| at % 3), ("runs", |at| (at / 4).min(2)), ("uneven", |at| at.min(2))];
    for (way, shard_of) in ways {
        let mut records: Vec<String> = (0..3)
            .map(|shard| {
                let of_shard = all.iter().enumerate().filter(|(at, _)| shard_of(*at) == shard);
                let articles: Vec<&str> = of_shard.map(|(_, article)| *article).collect();
                if articles.is_empty() { String::new() } else { run(&articles, &format!("{way}{shard}")).0 }
            })
            .filter(|records| !records.is_empty())
            .collect();
        assert!(records.len() > 1, "{way}");
        records.reverse();
        let output = format!("out-{way}");
        let mut arguments = vec!["conclude", config];
        arguments.extend(records.iter().map(String::as_str));
        arguments.extend(["--output", &output]);
        place.tidings(arguments).ends_with(0);
        let stories = std::fs::read(place.path().join(output).join("stories.json")).unwrap();
        assert!(stories == whole, "{way}: shards give other bytes than one run");
    }
}

#[test]
fn an_id_of_two_documents_is_told_once_in_whatever_order() {
    let place = Place::new();
    let config = repository().join("pipelines/news.toml");
    let config = config.to_str().unwrap();
    for (name, text) in [("a", "Kyiv agreed, officials said."), ("b", "Moscow refused, officials said.")] {
        let line = place.file(&format!("{name}.jsonl"), json!({ "id": "x", "text": text }).to_string());
        let (input, records) = (line.to_str().unwrap(), format!("{name}.records.jsonl"));
        place.tidings(["run", config, input, "--output", name, "--records", &records]).ends_with(0);
    }
    for order in [["a", "b", "b"], ["b", "b", "a"], ["a", "a", "b"], ["b", "a", "a"]] {
        let records = order.map(|name| format!("{name}.records.jsonl"));
        let arguments = [&["conclude", config], &records.each_ref().map(String::as_str)[..]].concat();
        let outcome = place.tidings([&arguments[..], &["--output", "all"]].concat()).ends_with(3);
        assert_eq!(outcome.stderr.matches("two different documents").count(), 1, "{order:?}: {outcome:?}");
    }
}

#[test]
fn offsets_count_in_the_unit_that_is_configured() {
    let place = Place::new();
    place.file("claims.toml", CLAIMS);
    place.file("a.txt", "😀 “That is naïve,” said Putin.\n");
    for (unit, start) in [("codepoint", 24), ("utf16", 25), ("utf8", 32)] {
        let set = format!("output.offsets={unit}");
        place.tidings(["run", "claims.toml", "a.txt", "--set", &set]).ends_with(0);
        let claims = &place.lines("out/documents.jsonl")[0]["claims"];
        let cue = &claims[0]["cue"];
        assert_eq!(cue["text"], "said", "{claims}");
        // The cue begins four bytes, units or code points before the name.
        assert_eq!(cue["start"].as_u64().unwrap() + 5, start, "{unit}: {claims}");
    }
}

#[test]
fn every_span_leads_back_to_the_file() {
    let place = Place::new();
    let config = repository().join("pipelines/news.toml");
    let seeds = repository().join("seeds/articles");
    let arguments =
        ["run", config.to_str().unwrap(), seeds.to_str().unwrap(), "--set", "output.provenance=true"];
    place.tidings(arguments).ends_with(0);
    let documents = place.lines("out/documents.jsonl");
    assert!(documents.len() >= 10);
    let mut checked = 0;
    for document in &documents {
        let id = document["id"].as_str().unwrap();
        let path = ["txt", "html"].map(|ending| seeds.join(format!("{id}.{ending}")));
        let path = path.iter().find(|path| path.exists()).unwrap();
        let source: Vec<char> = std::fs::read_to_string(path).unwrap().chars().collect();
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        let slice = |chars: &[char], span: &Value, start: &str, end: &str| -> String {
            let at = |name: &str| span[name].as_u64().unwrap() as usize;
            chars[at(start)..at(end)].iter().collect()
        };
        for entity in document["entities"].as_array().unwrap() {
            let written = slice(&text, entity, "start", "end");
            assert_eq!(written, entity["text"].as_str().unwrap());
            let read = slice(&source, entity, "source_start", "source_end");
            // A repaired character differs; everything else is the same.
            if read == written {
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "only {checked} entities read the same in the file");
}

#[test]
fn filter_mode_reads_and_writes_lines() {
    let place = Place::new();
    place.file("claims.toml", CLAIMS);
    let input =
        "{\"id\": 7, \"text\": \"Kyiv agreed, officials said.\", \"desk\": \"world\"}\n\n{\"text\": 3}\n";
    let outcome = place.tidings_with_stdin(["run", "claims.toml", "-"], input).ends_with(3);
    let lines: Vec<Value> = outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["id"], "7");
    assert_eq!(lines[0]["meta"]["desk"], "world");
    assert_eq!(lines[0]["claims"][0]["source"]["text"], "officials");
    assert!(outcome.stderr.contains("`text` must be a string"), "{outcome:?}");
    assert!(!place.path().join("out").exists(), "filter mode writes no files");
}

#[test]
fn nothing_but_the_output_is_left_behind() {
    let place = Place::new();
    place.file("empty.toml", EMPTY);
    place.file("a.txt", "One.\n");
    place.tidings(["run", "empty.toml", "a.txt", "--quiet"]).ends_with(0);
    let mut names: Vec<_> = std::fs::read_dir(place.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["documents.jsonl", "failures.jsonl", "run.json"]);
    let record = place.json("out/run.json");
    assert_eq!(record["documents"], 1);
    assert_eq!(record["configuration"]["output"]["offsets"], "codepoint");
}

#[test]
fn packed_files_are_read_and_written() {
    let place = Place::new();
    place.file("empty.toml", EMPTY);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(b"{\"id\": \"x\", \"text\": \"One.\"}\n").unwrap();
    place.file("a.jsonl.gz", packer.finish().unwrap());
    place.tidings(["run", "empty.toml", "a.jsonl.gz", "--set", "output.compress=true"]).ends_with(0);
    let packed = std::fs::File::open(place.path().join("out/documents.jsonl.gz")).unwrap();
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(packed).read_to_string(&mut text).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&document["id"], &document["text"]), (&json!("x"), &json!("One.")));
}

#[test]
fn documents_match_their_schema() {
    let place = Place::new();
    let schema: Value =
        serde_json::from_str(&place.tidings(["schema", "--document"]).ends_with(0).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let config = repository().join("pipelines/news.toml");
    let seeds = repository().join("seeds/articles");
    let arguments = [
        "run",
        config.to_str().unwrap(),
        seeds.to_str().unwrap(),
        "--set",
        "output.provenance=true",
        "--set",
        "output.tokens=true",
    ];
    place.tidings(arguments).ends_with(0);
    for document in place.lines("out/documents.jsonl") {
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", document["id"]);
    }
}

#[test]
fn configurations_match_their_schema() {
    let place = Place::new();
    let schema: Value = serde_json::from_str(&place.tidings(["schema"]).ends_with(0).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let config = std::fs::read_to_string(repository().join("pipelines/news.toml")).unwrap();
    let config: toml::Table = toml::from_str(&config).unwrap();
    let config = serde_json::to_value(config).unwrap();
    let errors: Vec<String> = validator.iter_errors(&config).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(!validator.is_valid(&json!({ "stage": [{ "use": "clean.boilerplate", "dorp": [] }] })));
    assert!(!validator.is_valid(&json!({ "input": { "pahts": [] } })));
}

#[test]
fn a_closed_pipe_is_success() {
    let place = Place::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["stages", "claims.attribution"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(place.path())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_completes_its_files() {
    let place = Place::new();
    place.file("empty.toml", EMPTY);
    let mut child = driver_process()
        .args(["run", "empty.toml", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(place.path())
        .spawn()
        .unwrap();
    // Two documents go in and come out; then standard input stays open and silent.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").unwrap();
    stdin.flush().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut lines = String::new();
    stdout.read_line(&mut lines).unwrap();
    stdout.read_line(&mut lines).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    stdout.read_to_string(&mut lines).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(lines.lines().count(), 2);
    drop(stdin);
}

#[test]
fn what_is_set_aside_is_kept_with_its_reasons() {
    let place = Place::new();
    let config = "[[stage]]\nuse = \"clean.quality\"\n[[stage]]\nuse = \"language.sentences\"\n[[corpus]]\nuse = \"stories.duplicates\"\n\
                  [output]\nfolder = \"out\"\n[output.skip]\nleast = { words = 5 }\nflags = [\"c4.lorem_ipsum\"]\n";
    place.file("skip.toml", config);
    place.file("a.txt", "The pier of Varna was closed on Monday.\n");
    place.file("b.txt", "Lorem ipsum.\n");
    let run = place.tidings(["run", "skip.toml", "a.txt", "b.txt"]);
    assert!(run.stdout.contains("1 document set aside:\n  1 for flag c4.lorem_ipsum\n"), "{}", run.stdout);
    run.ends_with(0);
    assert_eq!(place.lines("out/documents.jsonl").len(), 1);
    let skipped = place.lines("out/skipped.jsonl");
    assert_eq!(skipped.len(), 1);
    assert_eq!(skipped[0]["reasons"][1], json!({ "rule": "words below 5", "found": 2.0 }));
    assert_eq!(skipped[0]["document"]["text"], "Lorem ipsum.\n");
    // It was set aside before it was analyzed.
    assert!(skipped[0]["document"]["sentences"].is_null());
    assert_eq!(place.json("out/run.json")["skipped"], 1);
    place.file("all.toml", config.replace("least = { words = 5 }\nflags = [\"c4.lorem_ipsum\"]\n", ""));
    place.tidings(["run", "all.toml", "a.txt", "b.txt"]).ends_with(0);
    assert!(!place.path().join("out/skipped.jsonl").exists());
}

/// Whether a shortened value shows the real one: what it leaves out of objects and lists may be there, and "…" stands for more.
fn shows(excerpt: &Value, real: &Value) -> bool {
    match (excerpt, real) {
        (Value::Object(some), Value::Object(all)) => {
            some.iter().all(|(key, value)| all.get(key).is_some_and(|real| shows(value, real)))
        }
        (Value::Array(some), Value::Array(all)) => {
            some.iter().all(|value| all.iter().any(|real| shows(value, real)))
        }
        (Value::String(some), Value::String(all)) => match some.split_once('…') {
            Some((start, _)) => all.starts_with(start),
            None => some == all,
        },
        _ => excerpt == real,
    }
}

#[test]
fn the_excerpt_in_the_readme_is_real() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let (excerpt, _) = rest.split_once("```").unwrap();
    let excerpt: Value = serde_json::from_str(excerpt).unwrap();
    let place = Place::new();
    let pipeline = repository().join("pipelines/news.toml");
    let article = repository().join("seeds/articles/b1-plant-meridian-press.txt");
    place
        .tidings(["run", pipeline.to_str().unwrap(), article.to_str().unwrap(), "--output", "out"])
        .ends_with(0);
    let documents = place.lines("out/documents.jsonl");
    for (key, value) in excerpt.as_object().unwrap() {
        assert!(
            shows(value, &documents[0][key]),
            "`{key}` of the README is out of date: {}",
            documents[0][key]
        );
    }
}

/// `run.document_seconds` makes a failure of a document that takes too long, with the stage that was at work; the next one goes on.
#[test]
fn a_document_over_its_time_is_a_failure() {
    let place = Place::new();
    // More than a minute of work in a build with checks, several seconds in one without.
    let long = "he said, she said, ".repeat(100_000);
    let lines = [json!({"id": "long", "text": long}), json!({"id": "short", "text": "Ada Lind said no."})];
    place.file("in/a.jsonl", lines.map(|line| format!("{line}\n")).concat());
    place.file("claims.toml", CLAIMS);
    place
        .tidings(["run", "claims.toml", "in", "--output", "out", "--set", "run.document_seconds=2"])
        .ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert_eq!(failures[0]["id"], "long");
    assert!(failures[0]["stage"].as_str().unwrap().contains('.'), "{failures:?}");
    let reason = failures[0]["reason"].as_str().unwrap();
    assert!(reason.contains("longer than the 2 s") && reason.contains("document_seconds"), "{reason}");
    assert_eq!(place.lines("out/documents.jsonl")[0]["id"], "short");
    place.tidings(["check", "claims.toml", "--set", "run.document_seconds=-1"]).ends_with(2);
}
