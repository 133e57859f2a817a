//! Fuzzing of Tidings: what is called with damaged input, and what must hold whatever the input is.
//!
//! A [`Target`] is one function from bytes to "all well" or a broken invariant; a panic breaks one too. Two drivers call the
//! same targets: [`campaign`] mutates our own seeds on a stable toolchain (`cargo xtask fuzz`), and the workspace `fuzz/` at the top
//! of the repository hands them to libFuzzer, which is guided by coverage.
//!
//! What it must not know: how any stage works. Targets reach stages by their names, as a pipeline file does.

#![allow(clippy::expect_used, reason = "a driver that cannot be set up has nothing to report")]

pub mod campaign;
pub mod check;
pub mod dictionary;
pub mod minimize;
pub mod mutate;
pub mod seeds;
mod setup;
pub mod targets;
mod values;

pub use targets::{TARGETS, Target, find};
