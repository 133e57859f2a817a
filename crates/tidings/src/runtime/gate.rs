//! How much may be under way between the reader and the writer.
//!
//! The reader enters every input before it queues it; the writer lets it leave once it is written. Small
//! documents are bounded by their bytes, so that threads hand over many at a time; large ones by
//! their number. A reader that had to wait is woken only when half of the room is free again: waking a
//! thread for every document would cost more than many documents do.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The bound on what is under way.
pub(super) struct Gate {
    state: Mutex<State>,
    room: Condvar,
    /// So many documents may always be under way, whatever their size.
    least_documents: usize,
    /// Above that number, so many bytes at most.
    most_bytes: usize,
}

#[derive(Default)]
struct State {
    documents: usize,
    bytes: usize,
    /// Whether the reader is waiting.
    waiting: bool,
    /// Whether the run is over for the reader.
    closed: bool,
}

/// Bytes under way for each worker: many common articles, and little memory.
const BYTES_PER_WORKER: usize = 512 * 1024;

/// What one document counts beside its bytes, so that empty ones are bounded too.
const DOCUMENT_OVERHEAD: usize = 256;

impl Gate {
    pub(super) fn new(workers: usize) -> Self {
        Gate {
            state: Mutex::default(),
            room: Condvar::new(),
            least_documents: workers * 2,
            most_bytes: workers * BYTES_PER_WORKER,
        }
    }

    /// Waits for room for an input of `bytes` bytes; says whether the run goes on.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let mut state = self.lock();
        if state.documents >= self.least_documents && state.bytes >= self.most_bytes {
            state.waiting = true;
            while !state.closed
                && state.documents >= self.least_documents
                && state.bytes > self.most_bytes / 2
            {
                state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            state.waiting = false;
        }
        state.documents += 1;
        state.bytes += bytes + DOCUMENT_OVERHEAD;
        !state.closed
    }

    /// `documents` inputs of `bytes` bytes together are done with.
    pub(super) fn leave(&self, documents: usize, bytes: usize) {
        let mut state = self.lock();
        state.documents -= documents;
        state.bytes -= bytes + documents * DOCUMENT_OVERHEAD;
        let room = state.documents < self.least_documents || state.bytes <= self.most_bytes / 2;
        if state.waiting && room {
            self.room.notify_one();
        }
    }

    /// Ends the wait of the reader for good.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.room.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_large_documents_are_let_in_and_small_ones_by_their_bytes() {
        let gate = Gate::new(1);
        assert!(gate.enter(100_000_000));
        assert!(gate.enter(100_000_000));
        gate.leave(1, 100_000_000);
        assert!(gate.enter(100_000_000));
        gate.leave(2, 200_000_000);
        for _ in 0..1000 {
            assert!(gate.enter(100));
        }
    }

    #[test]
    fn closing_ends_a_wait() {
        let gate = Gate::new(1);
        assert!(gate.enter(BYTES_PER_WORKER) && gate.enter(BYTES_PER_WORKER));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.enter(1));
            gate.close();
            assert!(!waiting.join().unwrap());
        });
    }
}
