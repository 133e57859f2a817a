//! The target `page` of `tidings-fuzz` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let target = tidings_fuzz::find("page").expect("a target of this name");
    if let Err(broken) = target.check(input) {
        panic!("{broken:#}");
    }
});
