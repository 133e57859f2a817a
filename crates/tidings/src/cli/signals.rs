//! Ctrl-C and its kin: the first one asks a run to stop in good order, a second one ends it at once.
//!
//! A signal that whoever started us has set to be ignored (`nohup`, a job in the background of a script) stays ignored.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::terminal::say;

/// Whether and how often this process was told to stop. Clones tell the same.
#[derive(Clone, Default)]
pub(super) struct Stop {
    /// Set by the first signal; what reads inputs looks at it.
    flag: Arc<AtomicBool>,
    received: Arc<AtomicUsize>,
    /// After so many signals the next one ends the process.
    patience: Arc<AtomicUsize>,
}

/// What a process exits with that was told to stop.
const STOPPED: i32 = 130;

impl Stop {
    /// Begins to listen. To be called once a process.
    pub(super) fn listen() -> Self {
        let stop = Stop::default();
        stop.patience.store(1, Ordering::Relaxed);
        let told = stop.clone();
        // Without a handler a signal simply ends the process, and --resume goes on from there.
        let _ = listen(move || told.tell());
        stop
    }

    /// The flag that the first signal sets.
    pub(super) fn flag(&self) -> &Arc<AtomicBool> {
        &self.flag
    }

    pub(super) fn is_set(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// Another phase begins: the next signal asks for its end instead of ending the process. Gives a mark for
    /// [`Stop::is_set_since`].
    pub(super) fn begin_phase(&self) -> usize {
        let received = self.received.load(Ordering::Relaxed);
        self.patience.store(received + 1, Ordering::Relaxed);
        received
    }

    /// Whether a signal came since [`Stop::begin_phase`] gave this mark.
    pub(super) fn is_set_since(&self, mark: usize) -> bool {
        self.received.load(Ordering::Relaxed) > mark
    }

    fn tell(&self) {
        let received = self.received.fetch_add(1, Ordering::Relaxed) + 1;
        if received > self.patience.load(Ordering::Relaxed) {
            exit();
        }
        self.flag.store(true, Ordering::Relaxed);
        say("stopping: writing what is finished (Ctrl-C again to stop at once)");
    }
}

/// Ends the process as one that was told to stop.
pub(super) fn exit() -> ! {
    std::process::exit(STOPPED)
}

#[cfg(unix)]
fn listen(mut tell: impl FnMut() + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let ignored = ignored_signals();
    // Where it cannot be known whether a hangup is ignored, it keeps its own meaning.
    let is_ours = |signal: &i32| match ignored {
        Some(mask) => mask >> (*signal - 1) & 1 == 0,
        None => *signal != SIGHUP,
    };
    let ours: Vec<i32> = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(is_ours).collect();
    let mut signals = signal_hook::iterator::Signals::new(ours)?;
    let wait = move || signals.forever().for_each(|_| tell());
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait)?;
    Ok(())
}

/// The signals that this process ignores, the first in the lowest bit, where the system tells.
#[cfg(unix)]
fn ignored_signals() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}

#[cfg(not(unix))]
fn listen(tell: impl FnMut() + Send + 'static) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(tell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_has_its_own_first_signal() {
        let stop = Stop::default();
        stop.patience.store(1, Ordering::Relaxed);
        stop.tell();
        assert!(stop.is_set());
        let mark = stop.begin_phase();
        assert!(!stop.is_set_since(mark));
        stop.tell();
        assert!(stop.is_set_since(mark));
    }
}
