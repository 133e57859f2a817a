//! What a registry refuses, and the order in which it shows what it holds.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod spec;

use tidings_core::{LayerDefinition, Quotes, Registry};

fn check(spec: &str, expected: &[&str]) {
    let problems = spec::registry(spec).err().map(|error| error.problems).unwrap_or_default();
    assert_eq!(problems, expected, "{spec}");
}

#[test]
fn everything_is_sorted_by_name() {
    let registry = spec::registry("text.b: -> z\n text.c: -> a\n text.a: -> m").unwrap();
    let names: Vec<_> = registry.stages().iter().map(|stage| stage.name).collect();
    assert_eq!(names, ["text.a", "text.b", "text.c"]);
    let layers: Vec<_> = registry.layers().iter().map(|layer| layer.name).collect();
    assert_eq!(layers, ["a", "m", "z"]);
    assert_eq!(registry.stage("text.b").map(|stage| stage.name), Some("text.b"));
    assert_eq!(registry.stage("text.b").map(|stage| stage.family()), Some("text"));
    assert!(registry.stage("text").is_none());
    assert!(registry.layer("m").is_some() && registry.layer("n").is_none());
    assert!(registry.corpus_stage("text.a").is_none());
}

#[test]
fn two_stages_of_one_name_are_refused_with_both_crates() {
    check(
        "second/clean.ads: edits\n first/clean.ads: edits",
        &["stage `clean.ads` is registered twice: by crate `first` and by crate `second`"],
    );
}

#[test]
fn two_layers_of_one_name_are_refused_with_both_crates() {
    let layers = [
        Box::leak(Box::new(LayerDefinition::of::<Quotes>("second"))),
        Box::leak(Box::new(LayerDefinition::of::<Quotes>("first"))),
    ];
    let error = Registry::new([], [], layers.map(|layer| &*layer)).err().unwrap();
    assert_eq!(
        error.to_string(),
        "layer `quotes` is registered twice: by crate `first` and by crate `second`"
    );
}

#[test]
fn a_layer_has_one_default_provider() {
    check(
        "one/text.a: -> tokens\n two/text.b: -> tokens",
        &["layer `tokens` has two default providers: `text.a` of crate `one` and `text.b` of crate `two`"],
    );
    check("text.a: -> tokens\n text.b: -> tokens, spare", &[]);
}

#[test]
fn a_stage_that_improves_on_a_layer_is_not_its_default_provider() {
    check("names.find: -> names\n names.merge: names -> names", &[]);
    let registry = spec::registry("names.a_merge: names -> names\n names.find: -> names").unwrap();
    assert_eq!(registry.default_provider("names").map(|stage| stage.name), Some("names.find"));
}

#[test]
fn layers_that_nobody_registered_are_refused() {
    let unknown = "names the layer `ghosts`, which no linked crate registers";
    check("text.a: ghosts!", &[&format!("stage `text.a` of crate `test-crate` {unknown}")]);
    check("text.a: ?ghosts!", &[&format!("stage `text.a` of crate `test-crate` {unknown}")]);
    check("one/text.a: -> ghosts!", &[&format!("stage `text.a` of crate `one` {unknown}")]);
}

#[test]
fn a_stage_cannot_edit_the_text_that_it_requires_a_layer_of() {
    check(
        "text.split: -> sentences\n clean.sentences: sentences, edits",
        &["stage `clean.sentences` of crate `test-crate` edits the text, but requires the layer \
           `sentences`, which points into it"],
    );
    check("page.read: -> @regions, edits\n clean.lines: @regions, edits", &[]);
}

#[test]
fn every_problem_is_told() {
    let error = spec::registry("a.a: ghosts!\n a.a: -> x\n a.b: -> x").err().unwrap();
    assert_eq!(error.problems.len(), 3, "{error}");
    assert_eq!(error.to_string().lines().count(), 3);
}

#[test]
fn the_standard_layers_register_themselves() {
    let registry = Registry::collect().unwrap();
    let names: Vec<_> = registry.layers().iter().map(|layer| layer.name).collect();
    let expected = [
        "checkworthiness",
        "claims",
        "entities",
        "headline",
        "keyphrases",
        "lemmas",
        "parts",
        "quality",
        "quotes",
        "references",
        "regions",
        "repairs",
        "sentences",
        "speech_turns",
        "summary",
        "syntax",
        "tags",
        "tokens",
        "values",
        "words",
    ];
    assert_eq!(names, expected);
}
