//! The closing summary of a run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use tidings_io::{Failure, PassedOver};

use super::notes;
use crate::PipelineFile;
use crate::runtime::{Counts, Report};
use crate::terminal::{Shown, shown_path};

/// What a run did.
pub(super) struct Closing {
    pub(super) documents: u64,
    /// Inputs that an unfinished run had done.
    pub(super) resumed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
    /// How many were set aside by each rule.
    pub(super) skipped_by: BTreeMap<String, u64>,
    pub(super) counts: Counts,
    pub(super) bytes_read: u64,
    pub(super) duration: Duration,
    pub(super) workers: usize,
    pub(super) conclude_time: Duration,
    pub(super) report: Report,
    pub(super) first_failures: Vec<Failure>,
    /// What was found among the inputs and not read.
    pub(super) passed: PassedOver,
}

pub(super) fn draw(closing: &Closing, file: &PipelineFile, folder: &Path, stories: bool) -> String {
    let mut out = String::new();
    let seconds = closing.duration.as_secs_f64();
    let megabytes = closing.bytes_read as f64 / 1e6;
    let rate = if seconds > 0.0 { megabytes / seconds } else { 0.0 };
    if closing.report.interrupted {
        out.push_str("stopped before the end; what was finished is written, and --resume goes on with it\n");
    }
    if closing.resumed > 0 {
        let _ = writeln!(out, "went on after {} of an unfinished run", count(closing.resumed, "input"));
    }
    let _ = writeln!(
        out,
        "{}, {} in {} ({rate:.1} MB/s, {})",
        count(closing.documents, "document"),
        size(closing.bytes_read),
        time(closing.duration),
        count(closing.workers as u64, "worker"),
    );
    let removed = closing.counts.source_bytes.saturating_sub(closing.counts.text_bytes);
    let share = (100 * removed).checked_div(closing.counts.source_bytes).unwrap_or(0);
    let _ = writeln!(
        out,
        "{}, {}, {}; {share}% of the characters read were not article text",
        count(closing.counts.sentences, "sentence"),
        count_irregular(closing.counts.entities, "entity mention", "entity mentions"),
        count(closing.counts.claims, "claim"),
    );
    stage_times(&mut out, closing, file);
    notes::passed_over(&mut out, &closing.passed);
    out.extend(notes::marked_up(closing.counts.marked_up).map(|line| line + "\n"));
    skipped(&mut out, closing, folder);
    failures(&mut out, closing, folder);
    let mut files = vec!["documents"];
    files.extend(stories.then_some("stories"));
    files.extend(file.output.wants_report().then_some("report.html"));
    files.push("run.json");
    let _ = writeln!(out, "output: {} ({})", shown_path(folder), files.join(", "));
    out
}

/// A bar for every stage that took a noticeable share of the time.
fn stage_times(out: &mut String, closing: &Closing, file: &PipelineFile) {
    let steps = file.pipeline.steps().iter().map(|step| step.definition.name);
    let mut rows: Vec<(&str, Duration)> = steps.zip(closing.report.stage_times.iter().copied()).collect();
    rows.insert(0, ("reading", closing.report.decode_time));
    rows.push(("writing", closing.report.encode_time));
    rows.extend(file.corpus.first().map(|_| ("corpus stages (elapsed)", closing.conclude_time)));
    let total: Duration = rows.iter().map(|(_, time)| *time).sum();
    if total.is_zero() || closing.documents == 0 {
        return;
    }
    out.push_str("time per stage, all workers together:\n");
    for (name, spent) in rows {
        let share = spent.as_secs_f64() / total.as_secs_f64();
        let bar = "#".repeat((share * 30.0).round() as usize);
        let _ = writeln!(out, "  {name:<24} {:>9} {:>4.0}% {bar}", time(spent), share * 100.0);
    }
}

fn skipped(out: &mut String, closing: &Closing, folder: &Path) {
    if closing.skipped == 0 {
        return;
    }
    let _ = writeln!(out, "{} set aside:", count(closing.skipped, "document"));
    for (rule, count) in &closing.skipped_by {
        let _ = writeln!(out, "  {count} for {}", Shown(rule));
    }
    let _ = writeln!(out, "  all of them: {}", shown_path(&folder.join("skipped.jsonl")));
}

fn failures(out: &mut String, closing: &Closing, folder: &Path) {
    if closing.failed == 0 {
        return;
    }
    let _ = writeln!(out, "{} failed:", count(closing.failed, "document"));
    for failure in &closing.first_failures {
        let _ = writeln!(out, "  {}", crate::runtime::describe(failure));
    }
    let more = closing.failed - closing.first_failures.len() as u64;
    if more > 0 {
        let _ = writeln!(out, "  and {more} more");
    }
    let _ = writeln!(out, "  all of them: {}", shown_path(&folder.join("failures.jsonl")));
}

fn count(number: u64, what: &str) -> String {
    count_irregular(number, what, &format!("{what}s"))
}

fn count_irregular(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// A duration in three significant digits.
pub(super) fn time(duration: Duration) -> String {
    let micros = duration.as_micros();
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{:.1} ms", micros as f64 / 1e3),
        _ => format!("{:.2} s", micros as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_short() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500_000), "1.5 MB");
        assert_eq!(time(Duration::from_micros(250)), "250 µs");
        assert_eq!(time(Duration::from_millis(1_500)), "1.50 s");
        assert_eq!(count(1, "document"), "1 document");
    }
}
