//! What a run finds in its folder or among its inputs may have changed since another one was killed there.

use super::support::Place;
use super::{ANEW, CONFIG, RESUME, begin, complete, files, kill_after, lines, names, places};

#[test]
fn an_input_that_was_edited_is_worked_on_again() {
    let (place, _) = places(CONFIG);
    kill_after(&place, ANEW, &lines()[..6]);
    let mut edited = lines();
    edited[4] = edited[4].replace("Monday", "Friday");
    let (_, out, errors) = complete(&place, RESUME, &edited);
    assert_eq!(errors, "note: not what the unfinished run read, and worked on again: stdin:5\n");
    assert!(out.contains("went on after 6 inputs"), "{out}");
    let whole = Place::new();
    whole.file("all.toml", CONFIG);
    complete(&whole, ANEW, &edited);
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn a_journal_whose_first_line_is_damaged_is_told_and_kept() {
    let (place, _) = places(CONFIG);
    kill_after(&place, ANEW, &lines()[..4]);
    let path = place.path().join("out/.unfinished.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    for damaged in [text.replacen("configuration", "configurat\u{0}on", 1), "\u{0}".repeat(64), String::new()]
    {
        std::fs::write(&path, &damaged).unwrap();
        let (code, _, errors) = complete(&place, RESUME, &lines());
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains("is damaged in its first line: there is nothing to go on with"), "{errors}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
    }
    std::fs::write(&path, "{\"tidings_journal\":1}\n").unwrap();
    let (code, _, errors) = complete(&place, RESUME, &lines());
    assert_eq!(code, Some(1));
    assert!(errors.contains("was left by another version of Tidings"), "{errors}");
    let (code, _, errors) = complete(&place, ANEW, &lines());
    assert_eq!(code, Some(3));
    assert!(errors.contains("was left by another version of Tidings, and is replaced"), "{errors}");
}

#[test]
fn a_journal_that_is_damaged_further_on_is_used_up_to_there() {
    let (place, whole) = places(CONFIG);
    kill_after(&place, ANEW, &lines());
    let path = place.path().join("out/.unfinished.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    // It still reads as a line, but does not say what was written.
    rows[5] = rows[5].replacen("\"d4\"", "\"d5\"", 1);
    assert_ne!(rows.join("\n") + "\n", text);
    std::fs::write(&path, rows.join("\n") + "\n").unwrap();
    let (_, out, errors) = complete(&place, RESUME, &lines());
    assert!(errors.contains("the journal is damaged in line 6"), "{errors}");
    assert!(out.contains("went on after 4 inputs"), "{out}");
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
}

#[test]
fn two_runs_into_one_folder_do_not_meet() {
    let (place, whole) = places(CONFIG);
    let mut first = begin(&place, ANEW, &lines());
    for arguments in [ANEW, RESUME] {
        let (code, _, errors) = complete(&place, arguments, &lines());
        assert_eq!(code, Some(1));
        let message = format!("error: another run (process {}) is writing into `out`", first.id());
        assert!(errors.starts_with(&message), "{errors}");
    }
    drop(first.stdin.take());
    first.wait_with_output().unwrap();
    assert_eq!(files(&place.path().join("out"), false), files(&whole.path().join("out"), false));
    assert_eq!(names(&place.path().join("out")), names(&whole.path().join("out")));
}

#[test]
fn what_killed_runs_left_is_swept() {
    let place = Place::new();
    place.file("all.toml", CONFIG);
    let records = ["--records", "kept/records.jsonl"];
    kill_after(&place, &[ANEW, &records].concat(), &lines()[..3]);
    place.file("out/.documents.jsonl.orphan.part", "half");
    place.file("out/.stories.json.orphan.part", "half");
    place.file("out/mine.part", "not ours");
    assert_eq!(names(&place.path().join("kept")).len(), 1, "the unfinished records");
    complete(&place, &[RESUME, &records].concat(), &lines());
    let left =
        ["documents.jsonl", "failures.jsonl", "mine.part", "run.json", "skipped.jsonl", "stories.json"];
    assert_eq!(names(&place.path().join("out")), left);
    assert_eq!(names(&place.path().join("kept")), ["records.jsonl"]);
}

#[cfg(unix)]
#[test]
fn the_journal_may_be_read_by_those_who_may_read_the_results() {
    use std::os::unix::fs::PermissionsExt;
    let (place, whole) = places(CONFIG);
    kill_after(&place, ANEW, &lines()[..3]);
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode();
    let results = mode(whole.path().join("out/documents.jsonl"));
    assert_eq!(mode(place.path().join("out/.unfinished.jsonl")), results);
    assert_eq!(mode(place.path().join("out/.unfinished.inputs")), results);
}
