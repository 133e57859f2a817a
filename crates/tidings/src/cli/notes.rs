//! What a run says of its inputs beside the documents: what was passed over, and texts that look like pages.

use std::fmt::Write;

use tidings_io::{PassedOver, PassedReason};

use crate::terminal::{Shown, say};

/// Tells once that an output folder lies among the inputs, this run's or another's.
pub(super) fn tell_own_output(passed: &PassedOver) {
    let own = passed.groups.iter().filter(|group| group.reason == PassedReason::OwnOutput);
    let examples: Vec<String> =
        own.flat_map(|group| &group.examples).take(SHOWN).map(|path| format!("`{}`", Shown(path))).collect();
    if !examples.is_empty() {
        let examples = examples.join(", ");
        say(format_args!(
            "note: an output folder lies among the inputs; what a run writes there is not read: {examples}"
        ));
    }
}

/// How many files are named for one reason.
const SHOWN: usize = 3;
/// How many endings are counted one by one.
const SHOWN_ENDINGS: usize = 6;

/// Lines of the closing summary about files that were passed over.
pub(super) fn passed_over(out: &mut String, passed: &PassedOver) {
    for (reason, why) in [
        (PassedReason::UnknownKind, "of no kind that is read"),
        (PassedReason::NotAFile, "pipes, sockets or devices, not files"),
    ] {
        let groups: Vec<_> = passed.groups.iter().filter(|group| group.reason == reason).collect();
        let files: u64 = groups.iter().map(|group| group.files).sum();
        if files == 0 {
            continue;
        }
        let ending = |ending: &str| match ending {
            "" => "without ending".to_owned(),
            "…" => "with other endings".to_owned(),
            ending => Shown(ending).to_string(),
        };
        let mut counts: Vec<String> = groups
            .iter()
            .take(SHOWN_ENDINGS)
            .map(|group| format!("{} {}", group.files, ending(&group.ending)))
            .collect();
        let rest: u64 = groups.iter().skip(SHOWN_ENDINGS).map(|group| group.files).sum();
        counts.extend((rest > 0).then(|| format!("{rest} others")));
        let one = if files == 1 { "file" } else { "files" };
        let _ = writeln!(out, "{files} {one} passed over, {why}: {}", counts.join(", "));
        let examples: Vec<String> = groups
            .iter()
            .flat_map(|group| group.examples.first())
            .take(SHOWN)
            .map(|path| Shown(path).to_string())
            .collect();
        let more = if files > examples.len() as u64 { ", …" } else { "" };
        let _ = writeln!(out, "  {}{more}", examples.join(", "));
    }
}

/// The line about texts that look like pages; none if there is no such text.
pub(super) fn marked_up(documents: u64) -> Option<String> {
    let (count, have, their) = match documents {
        0 => return None,
        1 => ("1 document".to_owned(), "has", "its"),
        many => (format!("{many} documents"), "have", "their"),
    };
    Some(format!(
        "{count} {have} HTML tags in {their} text (`text_has_markup` in `meta`): to read it as a page, write `html = \"text\"` and \
         `text = \"\"` in `[input.fields]`"
    ))
}

#[cfg(test)]
mod tests {
    use tidings_io::PassedGroup;

    use super::*;

    #[test]
    fn endings_are_counted_and_files_named() {
        let group = |reason, ending: &str, files, example: &str| PassedGroup {
            reason,
            ending: ending.to_owned(),
            files,
            examples: vec![example.to_owned()],
        };
        let groups = vec![
            group(PassedReason::UnknownKind, ".pdf", 2, "in/a.pdf"),
            group(PassedReason::NotAFile, "", 1, "in/p\u{1b}"),
            group(PassedReason::UnknownKind, "", 1, "in/README"),
            group(PassedReason::OwnOutput, ".jsonl", 1, "in/out/documents.jsonl"),
        ];
        let mut out = String::new();
        passed_over(&mut out, &PassedOver { groups });
        let expected = "3 files passed over, of no kind that is read: 2 .pdf, 1 without ending\n  in/a.pdf, in/README, …\n\
                        1 file passed over, pipes, sockets or devices, not files: 1 without ending\n  in/p\\u{1b}\n";
        assert_eq!(out, expected);
        assert_eq!(marked_up(0), None);
        assert!(marked_up(1).is_some_and(|line| line.starts_with("1 document has")));
    }
}
