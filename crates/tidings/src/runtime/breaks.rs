//! Breaks on request, so that tests can end a run where only a mistake or the system could.
//!
//! In builds with debug assertions, the environment variable `TIDINGS_BREAK` names a place, what is there, and how it breaks:
//! `decode=d3:abort` ends the process when the input `d3` is decoded, `conclude=stories.duplicates:hang` never comes back from that
//! corpus stage, `read=d3:panic` panics in the thread that reads. Other builds have nothing of this.

/// Breaks here if that was asked for.
#[cfg(not(debug_assertions))]
#[inline]
pub(super) fn at(_place: &str, _name: impl Fn() -> String) {}

/// Breaks here if that was asked for.
#[cfg(debug_assertions)]
pub(super) fn at(place: &str, name: impl Fn() -> String) {
    use std::sync::LazyLock;

    static ASKED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("TIDINGS_BREAK").ok());
    let Some((here, how)) = ASKED.as_ref().and_then(|asked| asked.rsplit_once(':')) else { return };
    if here.split_once('=') != Some((place, &name())) {
        return;
    }
    match how {
        "abort" => std::process::abort(),
        "hang" => loop {
            std::thread::park();
        },
        _ => panic!("the test said so"),
    }
}
