//! A driver with everything that Tidings ships and the stages of this crate.

// Without this line the crate would not be linked and its stages would be missing.
use custom_stage as _;

fn main() -> std::process::ExitCode {
    tidings::main()
}
