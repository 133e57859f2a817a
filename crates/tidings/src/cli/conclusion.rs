//! Concluding the corpus stages so that a person can follow it and stop it.
//!
//! A corpus stage knows nothing of stopping. So another thread listens meanwhile: told to stop, it writes what there is and ends the
//! process, while the stage still works.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, anyhow};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tidings_core::CorpusRecord;

use super::signals::{self, Stop};
use crate::CorpusStep;
use crate::runtime::{CorpusResults, conclude_each, panics};

/// How often it is looked whether the process was told to stop.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

/// Lets the corpus stages share their work among so many threads. This thread is one of them, so that what it frees is used
/// again: another one would fill memory of its own.
fn share(workers: usize) {
    // A program around us may have made its own pool; then that is used. A system that starts no thread leaves this one.
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread();
    if pool(workers).build_global().is_err() {
        let _ = pool(1).build_global();
    }
}

/// What all corpus stages conclude, by name; `None` without corpus stages. Shows on a terminal which of them is at work.
///
/// # Errors
/// If a stage cannot conclude, or panics.
pub(super) fn conclude(
    corpus: &[CorpusStep],
    records: Vec<Vec<CorpusRecord>>,
    workers: usize,
    quiet: bool,
) -> anyhow::Result<Option<CorpusResults>> {
    if corpus.is_empty() {
        return Ok(None);
    }
    share(workers);
    let line = line(quiet);
    let mut name = "";
    let concluded = panics::caught(|| {
        conclude_each(corpus, records, |number| {
            name = corpus[number].definition.name;
            line.set_message(format!("{name} {} of {}", number + 1, corpus.len()));
        })
    });
    line.finish_and_clear();
    concluded
        .unwrap_or_else(|message| Err(anyhow!("it panicked: {message}")))
        .with_context(|| format!("corpus stage `{name}`"))
        .map(Some)
}

/// As [`conclude`]; a signal meanwhile calls `stopped` and ends the process.
pub(super) fn conclude_unless_stopped(
    corpus: &[CorpusStep],
    records: Vec<Vec<CorpusRecord>>,
    (workers, quiet): (usize, bool),
    stop: &Stop,
    stopped: impl FnOnce() + Send,
) -> anyhow::Result<Option<CorpusResults>> {
    let mark = stop.begin_phase();
    std::thread::scope(|scope| {
        let (concluding, concluded) = channel::<()>();
        let watch = move || {
            while concluded.recv_timeout(STOP_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                if stop.is_set_since(mark) {
                    stopped();
                    signals::exit();
                }
            }
        };
        // Without the thread a signal is answered after the last stage.
        let _ = std::thread::Builder::new().spawn_scoped(scope, watch);
        let stories = conclude(corpus, records, workers, quiet);
        drop(concluding);
        stories
    })
}

fn line(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
    let line = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} concluding: {msg}  {elapsed}") {
        line.set_style(style);
    }
    if !line.is_hidden() {
        line.enable_steady_tick(Duration::from_millis(125));
    }
    line
}
