//! What a panic said, so that it can be told where it is caught.
//!
//! Invariant: after [`silence_panics`] no panic prints anything by itself, and whoever catches one gets its message and place: a stage's
//! becomes the failure of a document, any other an error that ends the program with a sentence.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST_HERE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the last panic of any thread said, for one that crosses threads (of a pool, say) before it is caught.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Lets panics be reported by whoever catches them only, not on standard error as well.
pub fn silence_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(remember)));
}

fn remember(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    let message = format!("{}{place}", text(info.payload()));
    LAST_HERE.with(|last| *last.borrow_mut() = Some(message.clone()));
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(message);
}

/// Does something; a panic becomes an error with what it said.
pub(crate) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|payload| message(payload.as_ref()))
}

/// What a caught panic said.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let here = LAST_HERE.with(|last| last.borrow_mut().take());
    let anywhere = || LAST.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let said = text(payload);
    // The last message of all may be of another panic.
    let of_this = |message: &String| message.starts_with(said);
    here.filter(of_this).or_else(|| anywhere().filter(of_this)).unwrap_or_else(|| said.to_owned())
}

fn text(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_says_what_and_where_also_from_another_thread() {
        silence_panics();
        let said = caught(|| panic!("number {}", 7)).expect_err("panicked");
        assert!(said.starts_with("number 7 (") && said.contains("panics.rs:"), "{said}");
        let said = caught(|| {
            let joined = std::thread::spawn(|| assert_eq!(1, 2, "elsewhere")).join();
            joined.unwrap_or_else(|payload| std::panic::resume_unwind(payload));
        });
        assert!(said.expect_err("panicked").contains("elsewhere"));
        assert_eq!(caught(|| 7), Ok(7));
    }
}
