//! The plans that the planner makes, and what it says when it cannot.

mod spec;

use tidings_core::{Pipeline, plan};

/// The plan for the stages `named` (and for layers that corpus stages want), as a person would tell it.
fn plan_of(spec: &str, named: &str, wanted: &[(&'static str, &'static str)]) -> String {
    let registry = spec::registry(spec).unwrap();
    let named: Vec<_> = named.split_whitespace().map(|name| registry.stage(name).unwrap()).collect();
    match plan(&registry, &named, wanted) {
        Ok(plan) => {
            let steps = plan.steps.iter().map(|step| match step.added_for {
                Some((layer, by)) => format!("({} for the {layer} of {by})", step.definition.name),
                None => step.definition.name.to_owned(),
            });
            steps.collect::<Vec<_>>().join("\n")
        }
        Err(errors) => {
            let errors = errors.into_iter().map(|error| {
                let about = match (error.named, error.wanted) {
                    (Some(index), None) => named[index].name,
                    (None, Some(index)) => wanted[index].1,
                    other => panic!("an error about {other:?}"),
                };
                let help = error.help.map(|help| format!("\n  help: {help}")).unwrap_or_default();
                format!("{about}: {}{help}", error.message)
            });
            errors.collect::<Vec<_>>().join("\n")
        }
    }
}

fn check(spec: &str, named: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    let found = plan_of(spec, named, &[]);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found, expected, "\n{}", found.join("\n"));
}

const LANGUAGE: &str = "
    clean.ads: edits
    text.tokens: -> tokens
    text.sentences: tokens -> sentences
    names.find: tokens sentences -> names
    names.merge: names -> names
    summary.lead: sentences ?names -> summary
";

#[test]
fn named_stages_keep_their_order() {
    check(LANGUAGE, "clean.ads text.tokens text.sentences", "clean.ads\ntext.tokens\ntext.sentences");
    check(LANGUAGE, "", "");
}

#[test]
fn what_nobody_named_is_added_in_chains() {
    check(
        LANGUAGE,
        "clean.ads summary.lead names.find",
        "summary.lead: stage `summary.lead` uses the layer `names`, which `names.find` makes, but `names.find` comes after it
           help: put `names.find` before `summary.lead`",
    );
    check(
        LANGUAGE,
        "clean.ads names.merge summary.lead",
        "clean.ads
         (text.tokens for the tokens of names.find)
         (text.sentences for the sentences of names.find)
         (names.find for the names of names.merge)
         names.merge
         summary.lead",
    );
}

#[test]
fn corpus_stages_get_the_layers_they_want() {
    let found = plan_of(LANGUAGE, "clean.ads", &[("sentences", "stories.group"), ("tokens", "stories.same")]);
    assert_eq!(
        found,
        "clean.ads\n(text.tokens for the tokens of text.sentences)\n(text.sentences for the sentences of stories.group)"
    );
    let found = plan_of("text.words: -> tokens, spare", "", &[("tokens", "stories.group")]);
    assert_eq!(
        found,
        "stories.group: corpus stage `stories.group` needs the layer `tokens`, but no stage makes it by default
  help: name `text.words` before `stories.group`"
    );
}

#[test]
fn several_stages_may_improve_on_one_layer() {
    let spec = "names.find: -> names\n names.merge: names -> names\n names.link: names -> names";
    check(
        spec,
        "names.merge names.link",
        "(names.find for the names of names.merge)\nnames.merge\nnames.link",
    );
    check(spec, "names.link names.find", "
        names.link: stage `names.link` needs the layer `names`, which `names.find` makes, but `names.find` comes after it
          help: put `names.find` before `names.link`");
}

#[test]
fn a_wrong_order_is_told_in_plain_words() {
    check(
        LANGUAGE,
        "text.sentences text.tokens",
        "text.sentences: stage `text.sentences` needs the layer `tokens`, which `text.tokens` makes, but `text.tokens` comes after it
           help: put `text.tokens` before `text.sentences`",
    );
    // The stage that needs the layer may be one that was added: the person knows the one it was added for.
    check(
        LANGUAGE,
        "summary.lead text.tokens",
        "summary.lead: stage `text.sentences` (added for `summary.lead`) needs the layer `tokens`, which `text.tokens` makes, but `text.tokens` comes after it
           help: put `text.tokens` before `summary.lead`",
    );
}

#[test]
fn a_layer_that_nothing_makes_is_told_with_who_could() {
    check(
        "a.user: things\n a.maker: -> things, spare",
        "a.user",
        "a.user: stage `a.user` needs the layer `things`, but no stage makes it by default
           help: name `a.maker` before `a.user`",
    );
    check(
        "a.user: things\n a.maker: -> things, spare\n b.maker: -> things, spare\n c.improver: things -> things",
        "a.user",
        "a.user: stage `a.user` needs the layer `things`, but no stage makes it by default
           help: name one of these stages before `a.user`: `a.maker`, `b.maker`",
    );
    check(
        "a.user: things",
        "a.user",
        "a.user: stage `a.user` needs the layer `things`, but no stage makes it by default
           help: link a crate with a stage that makes `things`",
    );
    // A stage that is no default provider serves if it is named.
    check("a.user: things\n a.maker: -> things, spare", "a.maker a.user", "a.maker\na.user");
}

#[test]
fn a_circle_is_told_once_and_as_a_circle() {
    let help = "help: one of them must do without the other's layer";
    let circle = "a.egg: hen -> egg\n a.hen: egg -> hen";
    check(
        circle,
        "a.egg",
        &format!(
            "a.egg: the stages require each other in a circle: `a.egg` needs `a.hen` needs `a.egg`\n{help}"
        ),
    );
    check(
        circle,
        "a.egg a.hen",
        &format!(
            "a.egg: the stages require each other in a circle: `a.hen` needs `a.egg` needs `a.hen`\n{help}"
        ),
    );
    // The circle need not hold the named stage.
    check(
        "a.user: hen\n a.egg: hen -> egg\n a.hen: egg -> hen",
        "a.user",
        &format!(
            "a.user: the stages require each other in a circle: `a.hen` needs `a.egg` needs `a.hen`\n{help}"
        ),
    );
    // Nor must its stages be default providers.
    check(
        "a.egg: hen -> egg, spare\n a.hen: egg -> hen",
        "a.egg",
        &format!(
            "a.egg: the stages require each other in a circle: `a.egg` needs `a.hen` needs `a.egg`\n{help}"
        ),
    );
}

#[test]
fn a_stage_runs_once() {
    check(
        LANGUAGE,
        "clean.ads text.tokens clean.ads",
        "clean.ads: stage `clean.ads` is named twice
           help: a pipeline holds a stage once: remove one of the two",
    );
}

#[test]
fn optional_layers_only_ask_for_the_right_order() {
    check(LANGUAGE, "text.tokens text.sentences summary.lead", "text.tokens\ntext.sentences\nsummary.lead");
    // The later maker was itself added: the person can name it earlier.
    check(
        LANGUAGE,
        "summary.lead names.merge",
        "summary.lead: stage `summary.lead` uses the layer `names`, which `names.find` makes, but `names.find` comes after it
           help: name `names.find` before `summary.lead`",
    );
    // Two stages that use each other's layers, one of them only if it is there, are no circle.
    check(
        "text.split: ?quotes -> sentences\n text.quotes: sentences -> quotes",
        "text.quotes",
        "(text.split for the sentences of text.quotes)\ntext.quotes",
    );
    // An improved layer is used as it was before.
    check(
        "a.make: -> names\n a.user: ?names\n a.improve: names -> names",
        "a.make a.user a.improve",
        "a.make\na.user\na.improve",
    );
}

#[test]
fn edits_come_before_annotation() {
    check(
        LANGUAGE,
        "text.tokens clean.ads",
        "clean.ads: stage `clean.ads` edits the text after `text.tokens` has made the layer `tokens`, which points into it
           help: put `clean.ads` before `text.tokens`",
    );
    // The stage that annotates was added: the edit must come before the one it was added for.
    check(
        LANGUAGE,
        "text.sentences clean.ads",
        "clean.ads: stage `clean.ads` edits the text after `text.tokens` has made the layer `tokens`, which points into it
           help: put `clean.ads` before `text.sentences`",
    );
    // A layer of source spans does not freeze the text.
    check(
        "clean.page: -> @regions, edits\n clean.ads: edits",
        "clean.page clean.ads",
        "clean.page\nclean.ads",
    );
}

#[test]
fn every_problem_is_found_at_once() {
    let found = plan_of(LANGUAGE, "text.sentences text.tokens clean.ads text.tokens", &[]);
    let messages: Vec<&str> = found.lines().filter(|line| !line.starts_with("  help")).collect();
    assert_eq!(messages.len(), 3, "{found}");
}

#[test]
fn a_pipeline_can_be_built_from_names() {
    let registry = spec::registry(LANGUAGE).unwrap();
    let pipeline = Pipeline::builder(&registry).stage("clean.ads").stage("text.sentences").build().unwrap();
    let names: Vec<_> = pipeline.steps().iter().map(|step| step.definition.name).collect();
    assert_eq!(names, ["clean.ads", "text.tokens", "text.sentences"]);
    assert_eq!(pipeline.steps()[1].added_for, Some(("tokens", "text.sentences")));

    let error = |builder: tidings_core::PipelineBuilder<'_>| builder.build().err().unwrap().to_string();
    assert_eq!(error(Pipeline::builder(&registry).stage("text.token")), "there is no stage `text.token`");
    let wrong_order = Pipeline::builder(&registry).stage("text.sentences").stage("text.tokens");
    assert!(error(wrong_order).starts_with("stage `text.sentences` needs the layer `tokens`"));
    let bad_setting = Pipeline::builder(&registry).stage_with("clean.ads", "colour = 1".parse().unwrap());
    assert_eq!(error(bad_setting), "stage `clean.ads`: unknown setting `colour`; there are no settings");
}
