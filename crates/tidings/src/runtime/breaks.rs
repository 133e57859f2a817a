//! Breaks on request, so that tests can end a run where only a mistake or the system could.
//!
//! In builds with debug assertions, the environment variable `TIDINGS_BREAK` names a place, what is there, and how it breaks:
//! `decode=d3:abort` ends the process when the input `d3` is decoded, `conclude=stories.duplicates:hang` never comes back from that
//! corpus stage, `read=d3:panic` panics in the thread that reads, `thread=2:fail` lets the system start no third worker. Other builds have
//! nothing of this.

/// Breaks here if that was asked for.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn at(_place: &str, _name: impl Fn() -> String) {}

/// Whether what is done here fails because that was asked for.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn fails(_place: &str, _name: impl Fn() -> String) -> bool {
    false
}

#[cfg(debug_assertions)]
pub(super) use asked::{at, fails};

#[cfg(debug_assertions)]
mod asked {
    use std::sync::LazyLock;

    static ASKED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("TIDINGS_BREAK").ok());

    /// How it breaks here, if it does.
    fn how(place: &str, name: impl Fn() -> String) -> Option<&'static str> {
        let (here, how) = ASKED.as_ref()?.rsplit_once(':')?;
        let (wanted_place, wanted_name) = here.split_once('=')?;
        (wanted_place == place && wanted_name == name()).then_some(how)
    }

    pub(in crate::runtime) fn at(place: &str, name: impl Fn() -> String) {
        match how(place, name) {
            None => {}
            Some("abort") => std::process::abort(),
            Some("hang") => loop {
                std::thread::park();
            },
            Some(_) => panic!("the test said so"),
        }
    }

    pub(in crate::runtime) fn fails(place: &str, name: impl Fn() -> String) -> bool {
        how(place, name).is_some()
    }
}
