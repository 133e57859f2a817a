//! Faults on request, so that tests can end a run at every operation on its output.
//!
//! In builds with debug assertions, the environment variable `TIDINGS_FAULT` names an operation, its number in the process (from 1),
//! and what happens there: `write:7:kill` ends the process at the seventh write, half of whose bytes are written; `sync:2:enospc` lets
//! the second and every later `sync` fail as on a full disk. The operation `any` counts all of them. Other builds have nothing of this.
//!
//! Invariant: without the variable, or in a release build, nothing changes.

#[cfg(not(debug_assertions))]
use std::io;

/// What is done to an output file or its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// A file is created.
    Create,
    /// Bytes are written.
    Write,
    /// A file or a folder is put on the disk.
    Sync,
    /// A file gets its name.
    Rename,
    /// A file is removed.
    Remove,
}

/// Counts the operation; fails or ends the process if that was asked for.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn point(_: Operation) -> io::Result<()> {
    Ok(())
}

/// As [`point`], for an operation that writes `bytes`; fails or ends the process (after half of the bytes) if that was asked for.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn write_point(_: Operation, _: &mut impl io::Write, _: &[u8]) -> io::Result<()> {
    Ok(())
}

#[cfg(debug_assertions)]
pub(super) use injected::{point, write_point};

#[cfg(debug_assertions)]
mod injected {
    use std::io::{self, Write};
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Operation;

    /// What happens at the operation.
    #[derive(Clone, Copy)]
    enum Action {
        Kill,
        Fail(io::ErrorKind),
    }

    struct Fault {
        /// `None` for any.
        operation: Option<Operation>,
        number: u64,
        action: Action,
        seen: AtomicU64,
    }

    static FAULT: LazyLock<Option<Fault>> = LazyLock::new(|| {
        let text = std::env::var("TIDINGS_FAULT").ok()?;
        let fault = parse(&text);
        assert!(fault.is_some(), "TIDINGS_FAULT is not OPERATION:NUMBER:ACTION: {text}");
        fault
    });

    fn parse(text: &str) -> Option<Fault> {
        let mut parts = text.split(':');
        let operation = match parts.next()? {
            "any" => None,
            "create" => Some(Operation::Create),
            "write" => Some(Operation::Write),
            "sync" => Some(Operation::Sync),
            "rename" => Some(Operation::Rename),
            "remove" => Some(Operation::Remove),
            _ => return None,
        };
        let number = parts.next()?.parse().ok()?;
        let action = match parts.next()? {
            "kill" => Action::Kill,
            "enospc" => Action::Fail(io::ErrorKind::StorageFull),
            "eio" => Action::Fail(io::ErrorKind::Other),
            "efbig" => Action::Fail(io::ErrorKind::FileTooLarge),
            _ => return None,
        };
        Some(Fault { operation, number, action, seen: AtomicU64::new(0) })
    }

    /// What is to happen at this operation, if anything.
    fn due(operation: Operation) -> Option<Action> {
        let fault = FAULT.as_ref()?;
        if fault.operation.is_some_and(|wanted| wanted != operation) {
            return None;
        }
        let number = fault.seen.fetch_add(1, Ordering::Relaxed) + 1;
        match fault.action {
            Action::Kill => (number == fault.number).then_some(fault.action),
            // A disk that is full stays full.
            Action::Fail(_) => (number >= fault.number).then_some(fault.action),
        }
    }

    fn act(action: Action) -> io::Result<()> {
        match action {
            // As `kill -9`: no destructor runs and no buffer is written.
            Action::Kill => std::process::abort(),
            Action::Fail(io::ErrorKind::Other) => Err(io::Error::other("injected: input/output error")),
            Action::Fail(kind) => Err(kind.into()),
        }
    }

    pub(in crate::output) fn point(operation: Operation) -> io::Result<()> {
        due(operation).map_or(Ok(()), act)
    }

    pub(in crate::output) fn write_point(
        operation: Operation,
        writer: &mut impl Write,
        bytes: &[u8],
    ) -> io::Result<()> {
        let Some(action) = due(operation) else { return Ok(()) };
        if let Action::Kill = action {
            writer.write_all(&bytes[..bytes.len() / 2])?;
        }
        act(action)
    }
}
