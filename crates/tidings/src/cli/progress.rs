//! The progress line: documents, documents a second, megabytes a second, time left.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line on standard error that follows a run; nothing when hidden.
pub(super) struct Progress {
    bar: ProgressBar,
    documents: AtomicU64,
    start: Instant,
}

impl Progress {
    /// A line for `total` bytes, if the total is known.
    pub(super) fn new(total: Option<u64>, hidden: bool) -> Self {
        let target =
            if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(total, target);
        let template = match total {
            Some(_) => "{bar:30} {percent:>3}%  {msg}  {bytes_per_sec}  {eta} left",
            None => "{spinner} {bytes} read  {msg}  {bytes_per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, documents: AtomicU64::new(0), start: Instant::now() }
    }

    /// Another input has been read; `bytes` is the sum so far.
    pub(super) fn tick(&self, bytes: u64) {
        let documents = self.documents.fetch_add(1, Ordering::Relaxed) + 1;
        // Formatting a message for every document would cost more than some documents.
        if self.bar.is_hidden() || !documents.is_multiple_of(16) {
            return;
        }
        let elapsed = self.start.elapsed().max(Duration::from_millis(1));
        let rate = documents as f64 / elapsed.as_secs_f64();
        self.bar.set_position(bytes);
        self.bar.set_message(format!("{documents} documents, {rate:.0} documents/s"));
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
