//! A run that ends at any operation on its output, by a kill or by an error, loses nothing: the next one goes on and writes the
//! same bytes.
//!
//! `TIDINGS_FAULT` and `TIDINGS_BREAK` are read by builds with debug assertions only, as this test's is.

use assert_cmd::Command;

use super::support::{Outcome, Place};
use super::{ANEW, CONFIG, RESUME, complete, files, lines, names, places};

/// Runs `tidings` over all lines with a fault.
fn with_fault(place: &Place, arguments: &[&str], (variable, fault): (&str, &str)) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.args(arguments).env(variable, fault).current_dir(place.path());
    let output = command.write_stdin(lines().join("\n") + "\n").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// How a run over all lines ends by itself: some documents failed.
const DONE: Option<i32> = Some(3);

/// Ends a run at its first operation, at its second, and so on until one comes to its end before the fault, and goes on after each.
/// Gives how many there were.
fn at_every_operation(action: &str, config: &str, ended: impl Fn(&Outcome)) -> usize {
    let packed = config.contains("compress");
    let (place, whole) = places(config);
    let (wanted, names_wanted) = (files(&whole.path().join("out"), packed), names(&whole.path().join("out")));
    for number in 1.. {
        let fault = format!("any:{number}:{action}");
        let outcome = with_fault(&place, ANEW, ("TIDINGS_FAULT", &fault));
        if outcome.code == DONE {
            return number - 1;
        }
        ended(&outcome);
        let (code, out, errors) = complete(&place, RESUME, &lines());
        assert_eq!(code, DONE, "after {fault}: {out}{errors}");
        assert_eq!(files(&place.path().join("out"), packed), wanted, "after {fault}: {errors}");
        assert_eq!(names(&place.path().join("out")), names_wanted, "after {fault} something is left behind");
        std::fs::remove_dir_all(place.path().join("out")).unwrap();
    }
    unreachable!("numbers do not end")
}

#[test]
fn a_run_that_is_killed_at_any_operation_goes_on() {
    let killed = at_every_operation("kill", CONFIG, |outcome| assert_eq!(outcome.code, None));
    assert!(killed >= 30, "{killed} operations");
}

#[test]
fn a_run_into_packed_files_that_is_killed_at_any_operation_goes_on() {
    let config = CONFIG.replace("folder = \"out\"", "folder = \"out\"\ncompress = true");
    assert!(at_every_operation("kill", &config, |outcome| assert_eq!(outcome.code, None)) >= 30);
}

#[test]
fn a_disk_that_is_full_at_any_operation_loses_nothing() {
    let failed = at_every_operation("enospc", CONFIG, |outcome| {
        assert_eq!(outcome.code, Some(1), "{outcome:?}");
        assert!(outcome.stderr.contains("the disk is full"), "{outcome:?}");
    });
    assert!(failed >= 30, "{failed} operations");
}

#[test]
fn an_error_of_the_disk_says_how_to_go_on() {
    let place = Place::new();
    place.file("all.toml", CONFIG);
    let outcome = with_fault(&place, ANEW, ("TIDINGS_FAULT", "rename:3:eio")).ends_with(1);
    assert!(outcome.stderr.starts_with("error: `out/"), "{outcome:?}");
    assert!(
        outcome.stderr.contains("what was done is kept in `out`: --resume goes on with it"),
        "{outcome:?}"
    );
    let (code, out, _) = complete(&place, RESUME, &lines());
    assert_eq!(code, DONE);
    assert!(out.contains("went on after 8 inputs"), "{out}");
}

#[test]
fn an_input_that_ends_the_process_is_set_aside_by_the_next_run() {
    let (place, whole) = places(CONFIG);
    let poison = ("TIDINGS_BREAK", "decode=stdin:7:abort");
    assert_eq!(with_fault(&place, ANEW, poison).code, None);
    let outcome = with_fault(&place, RESUME, poison).ends_with(3);
    let failures = place.lines("out/failures.jsonl");
    let aside = failures.iter().find(|failure| failure["id"] == "stdin:7").unwrap();
    assert_eq!(aside["line"], 7, "{outcome:?}");
    let reason = aside["reason"].as_str().unwrap();
    assert!(reason.starts_with("set aside: the run before ended while this input was under way"), "{reason}");
    assert_eq!(place.lines("out/documents.jsonl").len(), whole.lines("out/documents.jsonl").len() - 1);
    assert!(!place.path().join("out/.unfinished.jsonl").exists());
}

#[test]
fn an_input_that_was_under_way_by_chance_is_not_set_aside() {
    let (place, whole) = places(CONFIG);
    assert_eq!(with_fault(&place, ANEW, ("TIDINGS_BREAK", "decode=stdin:7:abort")).code, None);
    let (code, ..) = complete(&place, RESUME, &lines());
    assert_eq!(code, DONE);
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn a_corpus_stage_that_panics_costs_no_document() {
    let (place, whole) = places(CONFIG);
    let outcome =
        with_fault(&place, ANEW, ("TIDINGS_BREAK", "conclude=stories.duplicates:panic")).ends_with(1);
    let message = "error: corpus stage `stories.duplicates`: it panicked: the test said so (";
    assert!(outcome.stderr.contains(message), "{outcome:?}");
    assert!(outcome.stderr.contains("--resume goes on with it"), "{outcome:?}");
    assert_eq!(place.lines("out/documents.jsonl"), whole.lines("out/documents.jsonl"));
    assert!(!place.path().join("out/stories.json").exists());
    complete(&place, RESUME, &lines());
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn a_panic_anywhere_says_so_and_loses_nothing() {
    let (place, whole) = places(CONFIG);
    let outcome = with_fault(&place, ANEW, ("TIDINGS_BREAK", "read=stdin:7:panic")).ends_with(1);
    assert!(outcome.stderr.starts_with("error: a mistake in the program: the test said so ("), "{outcome:?}");
    assert!(outcome.stderr.contains("--resume goes on with it"), "{outcome:?}");
    let (_, out, _) = complete(&place, RESUME, &lines());
    assert!(out.contains("went on after 6 inputs"), "{out}");
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn threads_that_cannot_start_are_done_without() {
    let (place, whole) = places(CONFIG);
    let four = [ANEW, &["--workers", "4"]].concat();
    with_fault(&place, &four, ("TIDINGS_BREAK", "thread=2:fail")).ends_with(3);
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
    let outcome = with_fault(&place, &four, ("TIDINGS_BREAK", "thread=0:fail")).ends_with(1);
    assert!(outcome.stderr.starts_with("error: no thread can be started: "), "{outcome:?}");
}
