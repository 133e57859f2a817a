//! Signals: a run stops in good order in every phase, and those that are ignored stay ignored.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use super::support::{Place, driver_process};
use super::{ANEW, CONFIG, RESUME, begin, complete, files, lines, places, wait_until_noted};

fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_signal_while_a_corpus_stage_works_is_answered() {
    for signal in ["-INT", "-TERM"] {
        let (place, whole) = places(CONFIG);
        let mut child = driver_process()
            .args(ANEW)
            .env("TIDINGS_BREAK", "conclude=stories.duplicates:hang")
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all((lines().join("\n") + "\n").as_bytes()).unwrap();
        drop(stdin);
        // Everything is noted before the corpus stages begin.
        wait_until_noted(&place, &mut child, lines().len());
        send(signal, &child);
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        errors.read_line(&mut line).unwrap();
        assert!(line.starts_with("stopping: "), "{line}");
        // A signal that came before the stage began stops the reading only; the stage needs one of its own.
        while child.try_wait().unwrap().is_none() {
            let _ = Command::new("kill").args([signal, &child.id().to_string()]).output();
            std::thread::yield_now();
            if place.path().join("out/run.json").exists() {
                break;
            }
        }
        assert_eq!(child.wait().unwrap().code(), Some(130));
        complete(&place, RESUME, &lines());
        assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_hangup_that_is_ignored_stays_ignored() {
    let place = Place::new();
    place.file("all.toml", CONFIG);
    // As `nohup` does it.
    let script = format!("trap '' HUP; exec '{}' {}", env!("CARGO_BIN_EXE_tidings"), ANEW.join(" "));
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .current_dir(place.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{}", lines()[0]).unwrap();
    wait_until_noted(&place, &mut child, 1);
    send("-HUP", &child);
    writeln!(stdin, "{}", lines()[6]).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(place.lines("out/documents.jsonl").len(), 2);
}

#[test]
fn a_hangup_that_is_not_ignored_stops_in_good_order() {
    let place = Place::new();
    place.file("all.toml", CONFIG);
    let mut child = begin(&place, ANEW, &lines()[..1]);
    let input = child.stdin.take();
    send("-HUP", &child);
    let output = child.wait_with_output().unwrap();
    drop(input);
    if cfg!(target_os = "linux") {
        assert_eq!(output.status.code(), Some(130));
        assert_eq!(place.lines("out/documents.jsonl").len(), 1);
    }
    complete(&place, RESUME, &lines());
    assert!(!place.path().join("out/.unfinished.jsonl").exists());
}
