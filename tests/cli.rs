//! The command line, case by case: `tests/cmd/*.trycmd` hold commands and what they print.
//! `TRYCMD=overwrite cargo test --test cli` writes what they print now.

#[test]
fn commands_print_what_is_documented() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cmd");
    let cases = trycmd::TestCases::new();
    cases.case(tests.join("*.trycmd").to_str().unwrap_or_default()).default_bin_name("tidings");
    cases.run();
}
