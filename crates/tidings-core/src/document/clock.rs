//! The time that the stages may take for one document.
//!
//! Without a budget, which is the usual case, a look at the clock is one comparison and asks no system for the time. With one, a stage
//! that looks at its batch points ends within a batch of the limit, and one that never looks is noticed when it ends.

use std::time::{Duration, Instant};

use crate::stage::StageError;

/// How much of its time a document has left. Time passes only while a stage works on the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    whole: Duration,
    left: Duration,
    /// Since when a stage works on the document.
    since: Option<Instant>,
}

impl Budget {
    pub(super) fn new(whole: Duration) -> Self {
        Budget { whole, left: whole, since: None }
    }

    pub(super) fn start(&mut self, now: Instant) {
        self.since = Some(now);
    }

    pub(super) fn stop(&mut self, now: Instant) {
        if let Some(since) = self.since.take() {
            self.left = self.left.saturating_sub(now.saturating_duration_since(since));
        }
    }

    pub(super) fn clock(&self) -> Clock {
        // A time that cannot be told never comes.
        let end = self.since.unwrap_or_else(Instant::now).checked_add(self.left);
        Clock(end.map(|end| Deadline { end, whole: self.whole }))
    }
}

/// Tells a stage whether its document has time left: a copy of [`Document::clock`](super::Document::clock), free to carry around.
///
/// ```
/// use tidings_core::{Document, Sentences, StageError};
///
/// fn work(doc: &Document) -> Result<(), StageError> {
///     let clock = doc.clock();
///     for sentence in doc.get::<Sentences>().into_iter().flat_map(|sentences| &sentences.0) {
///         clock.check()?;
///         // What takes long.
///         let _ = sentence;
///     }
///     Ok(())
/// }
/// # let mut doc = Document::new("a", "Kyiv agreed.").unwrap();
/// # doc.insert(Sentences::default());
/// # work(&doc).unwrap();
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock(Option<Deadline>);

#[derive(Clone, Copy, Debug)]
struct Deadline {
    end: Instant,
    whole: Duration,
}

impl Clock {
    /// Goes on if there is time left, or if the document has no budget.
    ///
    /// # Errors
    /// If the time is up: hand the error on, so that the document becomes a failure with the name of the stage.
    #[inline]
    pub fn check(self) -> Result<(), StageError> {
        match self.0 {
            None => Ok(()),
            Some(deadline) => deadline.check(),
        }
    }
}

impl Deadline {
    fn check(self) -> Result<(), StageError> {
        if Instant::now() < self.end {
            return Ok(());
        }
        let seconds = self.whole.as_secs_f64();
        Err(StageError::new(format!(
            "the document takes longer than the {seconds} s that a document may take: raise `document_seconds` or split the document"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_budget_time_is_never_up() {
        assert!(Clock::default().check().is_ok());
    }

    #[test]
    fn time_passes_only_while_a_stage_works() {
        let start = Instant::now();
        let second = Duration::from_secs(1);
        let mut budget = Budget::new(10 * second);
        budget.start(start);
        budget.stop(start + 4 * second);
        budget.stop(start + 9 * second);
        assert_eq!(budget.left, 6 * second);
        budget.start(start + 100 * second);
        budget.stop(start + 200 * second);
        assert_eq!(budget.left, Duration::ZERO);
        assert!(budget.clock().check().unwrap_err().to_string().contains("longer than the 10 s"));
    }

    #[test]
    fn a_budget_beyond_all_time_is_none() {
        let mut budget = Budget::new(Duration::MAX);
        budget.start(Instant::now());
        assert!(budget.clock().check().is_ok());
    }
}
