//! `--resume`: a run that was killed or stopped goes on, and writes what it would have written.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "resume/damage.rs"]
mod damage;
#[path = "resume/faults.rs"]
mod faults;
#[path = "resume/signals.rs"]
mod signals;
mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use support::{Place, driver_process, repository};
use tidings_learn::{Metadata, Model, ModelWriter};

const CONFIG: &str = "[[stage]]\nuse = \"language.sentences\"\n[[stage]]\nuse = \"clean.quality\"\n\
                      [[corpus]]\nuse = \"stories.duplicates\"\n\
                      [output]\nfolder = \"out\"\n[output.skip]\nleast = { words = 4 }\n";

/// Eight lines: documents, one that is too short, a blank line, a broken one, an id that comes twice.
fn lines() -> Vec<String> {
    let document = |number: u32, text: &str| json!({ "id": format!("d{number}"), "text": text }).to_string();
    vec![
        document(1, "The pier of Varna was closed on Monday. Nobody was hurt."),
        document(2, "Too short."),
        String::new(),
        "{\"id\": \"d3\", \"text\": ".to_owned(),
        document(4, "The pier of Varna was closed on Monday. Nobody was hurt."),
        document(1, "This one has the id of the first document."),
        document(5, "The ferry to the island sailed again on Tuesday."),
        document(6, "Engineers looked at the pier from a small boat."),
    ]
}

fn start(place: &Place, arguments: &[&str]) -> Child {
    driver_process()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(place.path())
        .spawn()
        .unwrap()
}

/// Feeds lines to a run and returns when its journal has them all, with the run still waiting for more.
fn begin(place: &Place, arguments: &[&str], lines: &[String]) -> Child {
    let mut child = start(place, arguments);
    let stdin = child.stdin.as_mut().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    stdin.flush().unwrap();
    wait_until_noted(place, &mut child, lines.len());
    child
}

/// Waits until the journal of a run has so many inputs.
fn wait_until_noted(place: &Place, child: &mut Child, inputs: usize) {
    let journal = place.path().join("out/.unfinished.jsonl");
    let written = || std::fs::read_to_string(&journal).map_or(0, |text| text.matches('\n').count());
    while written() < 1 + inputs {
        assert!(child.try_wait().unwrap().is_none(), "the run ended by itself");
        std::thread::yield_now();
    }
}

/// Gives a run all lines and waits for its end; its standard output and error.
fn complete(place: &Place, arguments: &[&str], lines: &[String]) -> (Option<i32>, String, String) {
    let mut child = start(place, arguments);
    let mut stdin = child.stdin.take().unwrap();
    // A run that refuses to begin reads nothing.
    let _ = stdin.write_all((lines.join("\n") + "\n").as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn files(folder: &Path, packed: bool) -> Vec<Vec<u8>> {
    let documents = if packed { "documents.jsonl.gz" } else { "documents.jsonl" };
    let names = [documents, "failures.jsonl", "skipped.jsonl", "stories.json"];
    names.iter().map(|name| std::fs::read(folder.join(name)).unwrap()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A place for a run that is to be killed, and one where it ran to its end.
fn places(config: &str) -> (Place, Place) {
    let (place, whole) = (Place::new(), Place::new());
    place.file("all.toml", config);
    whole.file("all.toml", config);
    complete(&whole, ANEW, &lines());
    (place, whole)
}

/// How a run begins, and how it goes on.
const ANEW: &[&str] = &["run", "all.toml", "-", "--output", "out"];
const RESUME: &[&str] = &["run", "all.toml", "-", "--output", "out", "--resume"];

/// Feeds lines to a run and kills it once its journal has them all.
fn kill_after(place: &Place, arguments: &[&str], lines: &[String]) {
    let mut child = begin(place, arguments, lines);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Kills a run after so many lines, goes on with it, and compares with a run that nobody killed.
fn killed_after(count: usize, packed: bool) {
    let config = if packed {
        CONFIG.replace("folder = \"out\"", "folder = \"out\"\ncompress = true")
    } else {
        CONFIG.to_owned()
    };
    let (place, whole) = places(&config);
    kill_after(&place, ANEW, &lines()[..count]);
    assert!(!place.path().join("out").join("documents.jsonl").exists(), "nothing is complete yet");
    let (code, out, errors) = complete(&place, RESUME, &lines());
    assert_eq!((code, errors.as_str()), (Some(3), ""), "{out}");
    if !packed {
        assert!(out.contains(&format!("went on after {count} inputs of an unfinished run")), "{out}");
    }
    assert_eq!(files(&place.path().join("out"), packed), files(&whole.path().join("out"), packed));
    assert_eq!(names(&place.path().join("out")), names(&whole.path().join("out")), "nothing is left behind");
}

#[test]
fn a_killed_run_goes_on() {
    for count in [2, 4, 8] {
        killed_after(count, false);
    }
}

#[test]
fn a_killed_run_into_packed_files_goes_on() {
    killed_after(6, true);
}

#[test]
fn a_run_that_is_killed_twice_goes_on() {
    let (place, whole) = places(CONFIG);
    for count in [3, 6] {
        kill_after(&place, RESUME, &lines()[..count]);
    }
    let (_, out, _) = complete(&place, RESUME, &lines());
    assert!(out.contains("went on after 6 inputs"), "{out}");
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[cfg(unix)]
#[test]
fn a_run_that_was_stopped_goes_on() {
    let (place, whole) = places(CONFIG);
    let mut child = begin(&place, ANEW, &lines()[..5]);
    // The input stays open, or the run could end by itself before it hears of the signal.
    let input = child.stdin.take();
    let stopped = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let output = child.wait_with_output().unwrap();
    drop(input);
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(130), "{out}");
    assert!(out.contains("--resume goes on with it"), "{out}");
    assert_eq!(place.lines("out/documents.jsonl").len(), 2, "what was finished is there");
    complete(&place, RESUME, &lines());
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
    assert!(!place.path().join("out/.unfinished.jsonl").exists());
}

#[test]
fn what_does_not_fit_is_refused_and_kept() {
    let place = Place::new();
    place.file("all.toml", CONFIG);
    place.file("other.toml", CONFIG.replace("words = 4", "words = 5"));
    kill_after(&place, ANEW, &lines()[..3]);
    let journal = || std::fs::read(place.path().join("out/.unfinished.jsonl")).unwrap();
    let before = journal();
    let (code, _, errors) =
        complete(&place, &["run", "other.toml", "-", "--output", "out", "--resume"], &lines());
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("another configuration"), "{errors}");
    place.file("a.txt", "The pier of Varna was closed on Monday.");
    let (code, _, errors) =
        complete(&place, &["run", "all.toml", "a.txt", "--output", "out", "--resume"], &[]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("`a.txt` stands where `stdin` was"), "{errors}");
    assert_eq!(journal(), before);
    // Without the flag the run begins anew, and says so.
    let (code, _, errors) = complete(&place, &["run", "all.toml", "a.txt", "--output", "out"], &[]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(errors.contains("--resume would go on with it"), "{errors}");
    assert_eq!(
        names(&place.path().join("out")),
        ["documents.jsonl", "failures.jsonl", "run.json", "skipped.jsonl", "stories.json"]
    );
}

#[test]
fn a_torn_journal_loses_its_last_line_only() {
    let (place, whole) = places(CONFIG);
    kill_after(&place, ANEW, &lines());
    let path = place.path().join("out/.unfinished.jsonl");
    let text = std::fs::read(&path).unwrap();
    std::fs::write(&path, &text[..text.len() - 9]).unwrap();
    let (_, out, _) = complete(&place, RESUME, &lines());
    assert!(out.contains("went on after 7 inputs"), "{out}");
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn another_model_under_the_same_name_is_refused() {
    let place = Place::new();
    let config =
        "[[stage]]\nuse = \"language.lemmas\"\nmodel = \"lemmas.model\"\n[output]\nfolder = \"out\"\n";
    place.file("all.toml", config);
    let path = repository().join("crates/tidings-language/models/lemmas.model");
    let model = Model::read(&path).unwrap();
    place.file("lemmas.model", std::fs::read(path).unwrap());
    kill_after(&place, ANEW, &lines()[..1]);
    let mut other = ModelWriter::new(Metadata { date: "another day".into(), ..model.metadata().clone() });
    for name in ["rules", "answers"] {
        other.section(name, model.section(name).unwrap().to_vec());
    }
    place.file("lemmas.model", other.into_bytes());
    let (code, _, errors) = complete(&place, RESUME, &lines());
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains("another configuration"), "{errors}");
}
