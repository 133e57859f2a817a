//! The registered stages are the documented ones: a linker must not drop a plugin silently. Also run in
//! a release build by `cargo xtask ci`, since the linker works differently there.

/// Every stage and corpus stage, one a line, sorted.
const GOLDEN: &str = include_str!("stages.txt");

#[test]
fn the_registered_stages_are_the_documented_ones() {
    let registry = tidings::registry().unwrap();
    let mut names: Vec<&str> = registry.stages().iter().map(|stage| stage.name).collect();
    names.extend(registry.corpus_stages().iter().map(|stage| stage.name));
    names.sort_unstable();
    let golden: Vec<&str> = GOLDEN.lines().collect();
    assert_eq!(names, golden, "tests/stages.txt lists the stages; change it with the code");
}

#[test]
fn every_layer_has_one_default_provider() {
    let registry = tidings::registry().unwrap();
    for layer in registry.layers() {
        assert!(
            registry.default_provider(layer.name).is_some(),
            "no stage makes `{}` by default",
            layer.name
        );
    }
}

#[test]
fn every_stage_works_with_its_defaults() {
    let registry = tidings::registry().unwrap();
    for stage in registry.stages() {
        let pipeline = tidings::Pipeline::builder(&registry).stage(stage.name).build().unwrap();
        let text = "KYIV — Officials said on Tuesday that 20 ships had left.\n\n“We agreed,” she said.";
        let mut doc = tidings::Document::new("probe", text).unwrap();
        pipeline.process(&mut doc).unwrap();
        for layer in stage.provides.iter().filter(|layer| !["regions", "repairs"].contains(layer)) {
            assert!(doc.layers().by_name(layer).is_some(), "`{}` did not make `{layer}`", stage.name);
        }
    }
}
