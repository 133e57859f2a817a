//! The target `cleaning` of `tidings-fuzz` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let target = tidings_fuzz::find("cleaning").expect("a target of this name");
    if let Err(broken) = target.check(input) {
        panic!("{broken:#}");
    }
});
