//! The mistakes of a configuration file: all of them, each at its place, in plain words.

mod settings;

use proptest::prelude::*;
use serde_json::json;
use settings::{InputConfig, OutputConfig, registry, sections};
use tidings_core::config::{ConfigFile, Diagnostic};

/// A mistake as `line:column «what stands there» message (label; help)`.
fn show(text: &str, diagnostic: &Diagnostic) -> String {
    let before = &text[..diagnostic.span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    let slice = &text[diagnostic.span.clone()];
    let Diagnostic { message, label, help, .. } = diagnostic;
    let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    format!("{line}:{column} «{slice}» {message} ({label}{help})")
}

fn read(text: &str) -> ConfigFile {
    let shown = |found: Vec<Diagnostic>| found.iter().map(|d| show(text, d)).collect::<Vec<_>>().join("\n");
    ConfigFile::read(text, &registry(), &sections()).unwrap_or_else(|found| panic!("{}", shown(found)))
}

/// Checks the mistakes of a file, one a line.
fn check(text: &str, expected: &str) {
    let found = ConfigFile::read(text, &registry(), &sections()).err().unwrap_or_default();
    let found: Vec<String> = found.iter().map(|diagnostic| show(text, diagnostic)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "\n{text}\n{}", found.join("\n"));
}

/// Checks the mistakes in the settings of the stage `clean.rich`; the settings begin in line 3.
fn check_rich(settings: &str, expected: &str) {
    check(&format!("[[stage]]\nuse = \"clean.rich\"\n{settings}\n"), expected);
}

#[test]
fn a_good_file_is_read_in_full() {
    let file = read(
        r#"
        [input]
        paths = ["a", "b"]
        fields.text = "body"
        [[stage]]
        use = "clean.rich"
        drop = ["comment"]
        share = 1
        [[stage]]
        use = "clean.plain"
        [[corpus]]
        use = "stories.group"
        threshold = 0.5
        "#,
    );
    let (input, json) = file.section::<InputConfig>("input").unwrap();
    assert_eq!(input.paths, ["a", "b"]);
    assert_eq!(json["fields"], json!({ "text": "body", "title": null }));
    // A section that the file does not name has its defaults.
    assert_eq!(file.section::<OutputConfig>("output").unwrap().0, OutputConfig::default());
    let names: Vec<_> = file.stages.iter().map(|entry| entry.definition.name).collect();
    assert_eq!(names, ["clean.rich", "clean.plain"]);
    assert_eq!(file.stages[0].settings, "drop = [\"comment\"]\nshare = 1".parse().unwrap());
    assert_eq!(file.corpus_stages[0].definition.name, "stories.group");
    check("", "");
    check("# nothing but a comment", "");
    check("stage = []", "");
}

#[test]
fn unknown_names_get_the_nearest_known_one() {
    check_rich(
        "max_line = 3",
        "3:1 «max_line» unknown setting `max_line` of stage `clean.rich` (no such setting; did you mean `max_lines`?)",
    );
    check_rich(
        "limits.last = 3",
        "3:8 «last» unknown setting `limits.last` of stage `clean.rich` (no such setting; did you mean `limits.least`?)",
    );
    check_rich(
        "extra = { wind = 3 }",
        "3:11 «wind» unknown setting `extra.wind` of stage `clean.rich` (no such setting; the settings of `extra` are least, most, words)",
    );
    check(
        "[[stage]]\nuse = \"clean.rihc\"\n[[stage]]\nuse = \"weather.wind\"\n[[stage]]\nuse = \"stories.group\"",
        "2:7 «\"clean.rihc\"» unknown stage `clean.rihc` (no such stage; did you mean `clean.rich`?)
         4:7 «\"weather.wind\"» unknown stage `weather.wind` (no such stage; known are clean.plain, clean.rich)
         6:7 «\"stories.group\"» unknown stage `stories.group` (no such stage; `stories.group` belongs under `[[corpus]]`)",
    );
    check(
        "[[corpus]]\nuse = \"clean.rich\"\n[[corpus]]\nuse = \"stories.groups\"",
        "2:7 «\"clean.rich\"» unknown corpus stage `clean.rich` (no such stage; `clean.rich` belongs under `[[stage]]`)
         4:7 «\"stories.groups\"» unknown corpus stage `stories.groups` (no such stage; did you mean `stories.group`?)",
    );
    check(
        "[inputs]\n[weather]\n[[stages]]\nuse = \"clean.rich\"",
        "1:2 «inputs» unknown table `inputs` (no such table; did you mean `input`?)
         2:2 «weather» unknown table `weather` (no such table; a pipeline file has the tables input, output, stage, corpus)
         3:3 «stages» unknown table `stages` (no such table; did you mean `stage`?)",
    );
    check(
        "wind = 3\npaths = [\"a\"]",
        "1:1 «wind» the setting `wind` stands outside any table (not here; a pipeline file has the tables input, output, stage, corpus)
         2:1 «paths» the setting `paths` stands outside any table (not here; `paths` is a setting of `[input]`: write it below that line)",
    );
}

#[test]
fn an_enum_lists_its_words() {
    let expected = "expected `comment`, `widget` or `related`";
    check_rich(
        "drop = [\"comment\", \"widgets\", 3]",
        &format!(
            "3:20 «\"widgets\"» `widgets` is not a value of `drop` of stage `clean.rich` (unknown value; {expected})
             3:31 «3» `drop` of stage `clean.rich` must be `comment`, `widget` or `related`, not a whole number (this is a whole number)"
        ),
    );
    check_rich("prefer = \"widget\"", "");
    check_rich(
        "prefer = \"Widget\"",
        &format!(
            "3:10 «\"Widget\"» `Widget` is not a value of `prefer` of stage `clean.rich` (unknown value; {expected})"
        ),
    );
    check_rich(
        "limits.words.a = [\"x\"]",
        &format!(
            "3:19 «\"x\"» `x` is not a value of `limits.words.a` of stage `clean.rich` (unknown value; {expected})"
        ),
    );
}

#[test]
fn a_wrong_type_says_what_was_expected_and_how_to_write_it() {
    let stage = "of stage `clean.rich` must be";
    check_rich(
        "drop = \"comment\"",
        &format!(
            "3:8 «\"comment\"» `drop` {stage} a list, not a string (this is a string; put the value in square brackets)"
        ),
    );
    check_rich(
        "share = \"0.5\"",
        &format!(
            "3:9 «\"0.5\"» `share` {stage} a number, not a string (this is a string; remove the quotation marks)"
        ),
    );
    check_rich(
        "share = \"much\"",
        &format!("3:9 «\"much\"» `share` {stage} a number, not a string (this is a string)"),
    );
    check_rich(
        "max_lines = 1.0",
        &format!(
            "3:13 «1.0» `max_lines` {stage} a whole number, not a decimal number (this is a decimal number)"
        ),
    );
    check_rich(
        "enabled = 1",
        &format!("3:11 «1» `enabled` {stage} `true` or `false`, not a whole number (this is a whole number)"),
    );
    check_rich(
        "enabled = \"true\"",
        &format!(
            "3:11 «\"true\"» `enabled` {stage} `true` or `false`, not a string (this is a string; remove the quotation marks)"
        ),
    );
    check_rich("model = 2025-01-01", "");
    check_rich(
        "enabled = 2025-01-01",
        &format!(
            "3:11 «2025-01-01» `enabled` {stage} `true` or `false`, not a date or time (this is a date or time)"
        ),
    );
    check_rich(
        "model = false",
        &format!(
            "3:9 «false» `model` {stage} a string, not `false` (this is `false`; put the value in quotation marks)"
        ),
    );
    check_rich(
        "limits = 3",
        &format!("3:10 «3» `limits` {stage} a table, not a whole number (this is a whole number)"),
    );
    check_rich("title = {}", &format!("3:9 «{{}}» `title` {stage} a string, not a table (this is a table)"));
    check_rich(
        "weights = { a = 1, b = 0.5, c = [] }",
        &format!("3:33 «[]» `weights.c` {stage} a number, not a list (this is a list)"),
    );
}

#[test]
fn whole_numbers_may_stand_for_decimal_ones() {
    check_rich("share = 1\nweights = { a = 2 }", "");
    let file = read("[[stage]]\nuse = \"clean.rich\"\nshare = 1");
    let entry = &file.stages[0];
    assert_eq!(entry.definition.build(entry.settings.clone()).unwrap().config["share"], 1.0);
}

#[test]
fn numbers_stay_inside_their_limits() {
    let stage = "of stage `clean.rich` must be";
    check_rich("share = 0\nshift = -4\ndepth = 0xFF\nmax_lines = 4_294_967_295", "");
    check_rich("share = 1.5", &format!("3:9 «1.5» `share` {stage} a number from 0 to 1 (out of range)"));
    check_rich("share = nan", &format!("3:9 «nan» `share` {stage} a finite number (not finite)"));
    check_rich("weights.a = -inf", &format!("3:13 «-inf» `weights.a` {stage} a finite number (not finite)"));
    check_rich(
        "max_lines = 0",
        &format!("3:13 «0» `max_lines` {stage} a whole number of at least 1 (out of range)"),
    );
    check_rich(
        "limits.most = -1",
        &format!("3:15 «-1» `limits.most` {stage} a whole number of at least 0 (out of range)"),
    );
    check_rich(
        "depth = 0x100",
        &format!("3:9 «0x100» `depth` {stage} a whole number from 0 to 255 (out of range)"),
    );
    check_rich(
        "max_lines = 5_000_000_000",
        &format!(
            "3:13 «5_000_000_000» `max_lines` {stage} a whole number of at most 4294967295 (out of range)"
        ),
    );
    check_rich(
        "shift = 99999999999999999999",
        &format!("3:9 «99999999999999999999» `shift` {stage} a smaller number (too large)"),
    );
    check_rich(
        "divisor = 0",
        &format!("3:11 «0» `divisor` {stage} a whole number of at least 1 (out of range)"),
    );
}

#[test]
fn lengths_have_limits() {
    check_rich("title = \"\"", "3:9 «\"\"» `title` of stage `clean.rich` must not be empty (empty)");
    check_rich(
        "letter = \"ab\"",
        "3:10 «\"ab\"» `letter` of stage `clean.rich` must have at most 1 character (too long)",
    );
}

#[test]
fn a_tagged_enum_is_checked_as_the_shape_that_its_tag_names() {
    check_rich("scorer = { type = \"place\" }", "");
    check_rich("scorer = { type = \"length\", longest = 4 }", "");
    check_rich(
        "scorer = { type = \"lenght\", longest = 4 }",
        "3:19 «\"lenght\"» `lenght` is not a value of `scorer.type` of stage `clean.rich` (unknown value; expected `length` or `place`)",
    );
    check_rich(
        "scorer = { longest = 4 }",
        "3:10 «{ longest = 4 }» stage `clean.rich` needs the setting `scorer.type` (missing here; expected `length` or `place`)",
    );
    check_rich(
        "[stage.scorer]\ntype = \"length\"\nfirst = -1",
        "3:1 «[stage.scorer]» stage `clean.rich` needs the setting `scorer.longest` (missing here)
         5:1 «first» unknown setting `scorer.first` of stage `clean.rich` (no such setting; the settings of `scorer` are type, longest)",
    );
    check_rich(
        "scorer = \"length\"",
        "3:10 «\"length\"» `scorer` of stage `clean.rich` must be a table, not a string (this is a string)",
    );
}

#[test]
fn what_must_be_given_must_be_given() {
    check(
        "[[stage]]\nshare = 1\n[[corpus]]\nuse = \"stories.group\"\n[[stage]]\nuse = 3",
        "1:1 «[[stage]]» this `[[stage]]` does not say which stage it is (no `use` here; add `use = \"family.name\"`; `tidings stages` lists them)
         4:7 «\"stories.group\"» corpus stage `stories.group` needs the setting `threshold` (missing here)
         6:7 «3» `use` must be the name of a stage in quotes (not a string)",
    );
}

#[test]
fn tables_and_lists_of_tables_are_told_apart() {
    check(
        "[stage]\nuse = \"clean.rich\"",
        "1:2 «stage» `stage` must be a list of tables (not a list of tables; write `[[stage]]` in double brackets)",
    );
    check(
        "corpus = \"stories.group\"",
        "1:1 «corpus» `corpus` must be a list of tables (not a list of tables; write `[[corpus]]` in double brackets)",
    );
    check(
        "stage = [1, { use = \"clean.plain\" }]",
        "1:10 «1» an item of `stage` must be a table with `use = \"family.name\"` (not a table)",
    );
    check(
        "[[input]]\npaths = []",
        "1:3 «input» `input` must be a table (not a table; write `[input]` in single brackets and its settings below it)",
    );
}

#[test]
fn what_the_schema_cannot_say_the_stage_says() {
    check_rich(
        "model = \"missing.bin\"",
        "3:9 «\"missing.bin\"» stage `clean.rich` cannot use its settings: `model`: there is no such model (here)",
    );
}

#[test]
fn a_corpus_stage_is_named_once() {
    check(
        "[[corpus]]\nuse = \"stories.group\"\nthreshold = 1\n[[corpus]]\nuse = \"stories.group\"\nthreshold = 2",
        "5:7 «\"stories.group\"» corpus stage `stories.group` is named twice (named before; a pipeline holds a stage once: remove one of the two)
         6:13 «2» `threshold` of corpus stage `stories.group` must be a number from 0 to 1 (out of range)",
    );
}

#[test]
fn a_key_is_set_once_and_the_rest_of_the_file_is_checked_all_the_same() {
    check(
        "[input]\npaths = [\"a\"]\npaths = [\"b\"]\nfields = 3\n[input]",
        "3:1 «paths» `paths` is set twice (set before)
         4:10 «3» `fields` of section `input` must be a table, not a whole number (this is a whole number)
         5:2 «input» `input` is set twice (set before)",
    );
}

#[test]
fn syntax_errors_are_told_without_those_that_follow_from_them() {
    check(
        "[input\npaths = 3\n[output]\nfolder = = 3\nkind = \"html\n",
        "1:7 «» this is not valid TOML: unclosed table, expected `]` (not TOML)
         4:10 «=» this is not valid TOML: extra `=`, expected nothing (not TOML)
         5:13 «» this is not valid TOML: invalid basic string, expected `\"` (not TOML)",
    );
    check(
        "[input]\npaths = [\"a\"\n[output]\nfolder = \"x\"\n",
        "3:1 «» this is not valid TOML: missing comma between array elements, expected `,` (not TOML; a list or table before this place is not closed)",
    );
    check(
        "[input]\npaths = [a]",
        "2:10 «a» this is not valid TOML: string values must be quoted, expected literal string (not TOML)",
    );
    check("a", "1:2 «» this is not valid TOML: key with no value, expected `=` (not TOML)");
    // Nothing is said of what stands in such a file: half of it may be lost.
    check(
        "colour = 1\nb =",
        "2:4 «» this is not valid TOML: string values must be quoted, expected literal string (not TOML)",
    );
}

#[test]
fn all_mistakes_of_a_file_are_told_in_its_order() {
    check(
        r#"[input]
path = ["a"]
fields = { txt = "body" }
[[stage]]
use = "clean.rich"
share = 7
drop = ["banner"]
[[stage]]
use = "clean.ritch"
[weather]
"#,
        "2:1 «path» unknown setting `path` of section `input` (no such setting; did you mean `paths`?)
         3:12 «txt» unknown setting `fields.txt` of section `input` (no such setting; did you mean `fields.text`?)
         6:9 «7» `share` of stage `clean.rich` must be a number from 0 to 1 (out of range)
         7:9 «\"banner\"» `banner` is not a value of `drop` of stage `clean.rich` (unknown value; expected `comment`, `widget` or `related`)
         9:7 «\"clean.ritch\"» unknown stage `clean.ritch` (no such stage; did you mean `clean.rich`?)
         10:2 «weather» unknown table `weather` (no such table; a pipeline file has the tables input, output, stage, corpus)",
    );
}

#[test]
fn problems_of_the_plan_stand_at_their_stage() {
    let text = "[[stage]]\nuse = \"clean.plain\"\n[[stage]]\nuse = \"clean.plain\"";
    let found = read(text).plan(&registry()).err().unwrap();
    let shown: Vec<String> = found.iter().map(|diagnostic| show(text, diagnostic)).collect();
    assert_eq!(
        shown,
        [
            "4:7 «\"clean.plain\"» stage `clean.plain` is named twice (this stage; a pipeline holds a stage once: remove one of the two)"
        ]
    );
}

#[test]
fn what_passes_the_check_can_be_decoded_and_what_fails_it_cannot() {
    // The two must agree, or a good file would be refused, or a mistake reported without its place.
    let values = [
        "0",
        "1",
        "-1",
        "255",
        "256",
        "4294967296",
        "0.5",
        "1.0",
        "nan",
        "true",
        "\"\"",
        "\"a\"",
        "\"ab\"",
        "\"comment\"",
        "[]",
        "[\"comment\"]",
        "[1]",
        "{}",
        "{ a = 1 }",
        "{ least = 1 }",
        "{ least = -1 }",
        "{ type = \"place\" }",
        "{ type = \"length\" }",
        "{ type = \"length\", longest = 1 }",
        "2025-01-01",
    ];
    let names = [
        "drop",
        "prefer",
        "share",
        "max_lines",
        "shift",
        "depth",
        "enabled",
        "model",
        "title",
        "weights",
        "limits",
        "extra",
        "scorer",
        "divisor",
        "letter",
        "unknown",
    ];
    let registry = registry();
    let definition = registry.stage("clean.rich").unwrap();
    for name in names {
        for value in values {
            let settings = format!("{name} = {value}");
            let text = format!("[[stage]]\nuse = \"clean.rich\"\n{settings}");
            let checked = ConfigFile::read(&text, &registry, &sections()).is_ok();
            let decoded = definition.build(settings.parse().unwrap()).is_ok();
            // Limits that only the schema knows: the check may be stricter, never laxer.
            assert!(decoded || !checked, "{settings} passes the check but cannot be decoded");
            let limits = [
                "share = 255",
                "share = 256",
                "share = 4294967296",
                "share = -1",
                "share = nan",
                "max_lines = 0",
                "title = \"\"",
            ];
            // `serde` takes a list of values for a table with as many fields; that is no way to write one.
            let list_for_table = value.starts_with('[') && matches!(name, "limits" | "extra" | "scorer");
            let stricter = limits.contains(&settings.as_str()) || list_for_table;
            assert!(checked || !decoded || stricter, "{settings} can be decoded but fails the check");
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[|\\]|=|\"|'|\\{|\\}|,|\n|\\.|#|stage|corpus|use|input|paths|a|1|\\PC){0,40}") {
        match ConfigFile::read(&text, &registry(), &sections()) {
            Ok(_) => {}
            Err(found) => {
                prop_assert!(!found.is_empty());
                for diagnostic in found {
                    prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?}", diagnostic);
                }
            }
        }
    }
}
