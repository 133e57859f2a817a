//! The `tidings` command. All of it is in the library, so that a driver with further stages is as short.

fn main() -> std::process::ExitCode {
    tidings::main()
}
