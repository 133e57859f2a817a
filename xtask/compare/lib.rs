//! Holds the bench `pages`, which compares `clean.page` with other extractors:
//! `cargo bench --manifest-path xtask/compare/Cargo.toml`. It is no member of the workspace, so that ordinary builds,
//! tests and lints never compile them.
