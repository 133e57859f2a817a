//! Settings from the command line: what they set, and what is said of a mistake.

mod settings;

use settings::{registry, sections};
use tidings_core::config::{ConfigFile, Override, OverrideError};

const FILE: &str = r#"
[input]
paths = ["a"]
fields = { title = "headline" }

[[stage]]
use = "clean.rich"
share = 0.25
limits.words.short = ["comment"]

[[corpus]]
use = "stories.group"
threshold = 0.5
"#;

fn set(text: &str) -> Result<ConfigFile, Vec<OverrideError>> {
    let (registry, sections) = (registry(), sections());
    let mut file = ConfigFile::read(FILE, &registry, &sections).unwrap();
    let set = Override::parse(text).map_err(|error| vec![error])?;
    file.set(&set, &registry, &sections).map(|()| file)
}

fn section(text: &str, name: &str) -> serde_json::Value {
    let file = set(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    match name {
        "input" => file.section::<settings::InputConfig>("input").unwrap().1,
        "output" => file.section::<settings::OutputConfig>("output").unwrap().1,
        name => unreachable!("no section {name}"),
    }
}

/// The settings of the stage `clean.rich`, as TOML.
fn rich(text: &str) -> toml::Table {
    let file = set(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    let entry = &file.stages[0];
    entry.definition.build(entry.settings.clone()).map(|_| ()).unwrap();
    entry.settings.clone()
}

/// Checks the mistakes in an override, each as `«what stands there» message (label; help)`.
fn check(text: &str, expected: &str) {
    let errors = set(text).err().unwrap_or_else(|| panic!("{text} has no mistake"));
    let shown: Vec<String> = errors
        .iter()
        .map(|OverrideError { text: shown, diagnostic }| {
            assert_eq!(shown, text);
            let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
            let (slice, message, label) =
                (&text[diagnostic.span.clone()], &diagnostic.message, &diagnostic.label);
            format!("«{slice}» {message} ({label}{help})")
        })
        .collect();
    assert_eq!(shown.join("\n"), expected);
}

#[test]
fn values_are_of_the_type_that_the_setting_expects() {
    assert_eq!(rich("clean.rich.share=1")["share"].as_integer(), Some(1));
    assert_eq!(rich("clean.rich.share = 0.75")["share"].as_float(), Some(0.75));
    assert_eq!(rich("clean.rich.enabled=false")["enabled"].as_bool(), Some(false));
    assert_eq!(rich("clean.rich.drop=[\"comment\", \"widget\"]")["drop"].as_array().map(Vec::len), Some(2));
    assert_eq!(rich("clean.rich.limits={ least = 3 }")["limits"].to_string(), "{ least = 3 }");
}

#[test]
fn words_need_no_quotation_marks() {
    let model = |text| rich(text)["model"].as_str().map(str::to_owned).unwrap();
    assert_eq!(model("clean.rich.model=big.bin"), "big.bin");
    assert_eq!(model("clean.rich.model=\"big.bin\""), "big.bin");
    assert_eq!(model("clean.rich.model='big.bin'"), "big.bin");
    assert_eq!(model("clean.rich.model=a b = \"c\""), "a b = \"c\"");
    assert_eq!(model("clean.rich.model="), "");
    // What looks like a number or a flag is a string where a string is expected.
    assert_eq!(model("clean.rich.model=2025"), "2025");
    assert_eq!(model("clean.rich.model=true"), "true");
    assert_eq!(rich("clean.rich.prefer=widget")["prefer"].as_str(), Some("widget"));
    let words = rich("clean.rich.drop=[comment, \"widget\",related]")["drop"].to_string();
    assert_eq!(words, "[\"comment\", \"widget\", \"related\"]");
}

#[test]
fn a_value_cannot_smuggle_in_a_second_setting() {
    let settings = rich("clean.rich.model=\"a\"\nshare = 1");
    assert_eq!(settings["model"].as_str(), Some("\"a\"\nshare = 1"));
    assert_eq!(settings["share"].as_float(), Some(0.25));
}

#[test]
fn the_longest_known_name_is_the_owner() {
    let input = section("input.fields.text=body", "input");
    assert_eq!(input["fields"]["text"], "body");
    // What else the table holds stays.
    assert_eq!(input["fields"]["title"], "headline");
    assert_eq!(input["paths"][0], "a");
    // A table as the value is the whole table.
    let input = section("input.fields={ text = \"body\" }", "input");
    assert_eq!(input["fields"]["title"], serde_json::Value::Null);
    let deep = rich("clean.rich.limits.words.long=[widget]")["limits"]["words"].to_string();
    assert_eq!(deep, "{ long = [\"widget\"], short = [\"comment\"] }");
    let quoted = rich("clean.rich.weights.\"a.b\"=0.5")["weights"].to_string();
    assert_eq!(quoted, "{ \"a.b\" = 0.5 }");
}

#[test]
fn what_the_file_does_not_name_can_be_set() {
    assert_eq!(section("output.folder=elsewhere", "output")["folder"], "elsewhere");
    // A stage that the planner may add.
    let file = set("clean.plain.kind=exact").unwrap();
    assert_eq!(file.added_names().collect::<Vec<_>>(), ["clean.plain"]);
    assert_eq!(file.added_settings("clean.plain").to_string(), "kind = \"exact\"\n");
    assert_eq!(
        set("stories.group.threshold=1").unwrap().corpus_stages[0].settings["threshold"].as_integer(),
        Some(1)
    );
}

#[test]
fn a_later_override_wins() {
    let (registry, sections) = (registry(), sections());
    let mut file = ConfigFile::read(FILE, &registry, &sections).unwrap();
    for text in ["clean.rich.share=0.1", "clean.rich.share=0.9"] {
        file.set(&Override::parse(text).unwrap(), &registry, &sections).unwrap();
    }
    assert_eq!(file.stages[0].settings["share"].as_float(), Some(0.9));
}

#[test]
fn what_is_no_setting_is_refused_with_an_example() {
    let help = "expected `stage.setting=value`; write `stage.setting=value`, for example `summary.sentences.max_sentences=5`";
    for text in ["share", "share=3", "=3", ".share=3", "clean.=3", "clean.rich.share"] {
        check(text, &format!("«{text}» `{text}` is not a setting ({help})"));
    }
}

#[test]
fn unknown_names_get_the_nearest_known_one() {
    check(
        "clean.rihc.share=1",
        "«clean.rihc» there is no stage or section `clean.rihc` (set for it; did you mean `clean.rich`?)",
    );
    check(
        "inputs.fields.text=body",
        "«inputs» there is no stage or section `inputs` (set for it; did you mean `input`?)",
    );
    check(
        "weather.wind=1",
        "«weather» there is no stage or section `weather` (set for it; known are input, output, clean.plain, clean.rich, stories.group)",
    );
    check(
        "clean.rich.shore=1",
        "«shore» unknown setting `shore` of stage `clean.rich` (no such setting; did you mean `share`?)",
    );
    check(
        "input.fields.txt = body",
        "«txt» unknown setting `fields.txt` of section `input` (no such setting; did you mean `fields.text`?)",
    );
    check(
        "clean.rich.use=x",
        "«use» unknown setting `use` of stage `clean.rich` (no such setting; the settings of stage `clean.rich` are drop, prefer, share, max_lines, shift, depth, enabled, model, title, weights, limits, extra, scorer, divisor, letter)",
    );
    check("clean.rich.a b=x", "«a b» `a b` is not the name of a setting (not a name)");
}

#[test]
fn mistakes_stand_at_their_place_in_what_was_written() {
    check(
        "clean.rich.share = 7",
        "«7» `share` of stage `clean.rich` must be a number from 0 to 1 (out of range)",
    );
    check(
        "clean.rich.share=much",
        "«much» `share` of stage `clean.rich` must be a number, not a string (this is a string)",
    );
    check(
        "clean.rich.drop=[\"comment\", \"x\"]",
        "«\"x\"» `x` is not a value of `drop` of stage `clean.rich` (unknown value; expected `comment`, `widget` or `related`)",
    );
    check(
        "clean.rich.drop=comment",
        "«comment» `drop` of stage `clean.rich` must be a list, not a string (this is a string; put the value in square brackets)",
    );
    check(
        "clean.rich.limits={ least = -1, lost = 2 }",
        "«-1» `limits.least` of stage `clean.rich` must be a whole number of at least 0 (out of range)\n\
         «lost» unknown setting `limits.lost` of stage `clean.rich` (no such setting; did you mean `limits.most`?)",
    );
}

#[test]
fn a_refused_override_changes_nothing() {
    let (registry, sections) = (registry(), sections());
    let mut file = ConfigFile::read(FILE, &registry, &sections).unwrap();
    let before = file.stages[0].settings.clone();
    for text in ["clean.rich.share=7", "clean.plain.kind=slow", "clean.plain.x=1"] {
        file.set(&Override::parse(text).unwrap(), &registry, &sections).unwrap_err();
    }
    assert_eq!(file.stages[0].settings, before);
    assert_eq!(file.added_names().count(), 0);
}

#[test]
fn a_corpus_stage_must_be_named_to_be_set() {
    let (registry, sections) = (registry(), sections());
    let mut file = ConfigFile::read("", &registry, &sections).unwrap();
    let set = Override::parse("stories.group.threshold=1").unwrap();
    let errors = file.set(&set, &registry, &sections).unwrap_err();
    assert_eq!(
        errors[0].diagnostic.message,
        "the configuration does not name the corpus stage `stories.group`"
    );
    assert_eq!(&errors[0].text[errors[0].diagnostic.span.clone()], "stories.group");
}
