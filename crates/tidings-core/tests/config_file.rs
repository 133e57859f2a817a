//! A configuration file as a whole: its names, tables and syntax, and all its mistakes at once.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod settings;

use proptest::prelude::*;
use serde_json::json;
use settings::{InputConfig, OutputConfig, check, check_rich, read, registry, sections, show};
use tidings_core::config::ConfigFile;

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
fn what_must_be_given_must_be_given() {
    check(
        "[[stage]]\nshare = 1\n[[corpus]]\nuse = \"stories.group\"\n[[stage]]\nuse = 3",
        "1:1 «[[stage]]» this `[[stage]]` does not say which stage it is (no `use` here; add `use = \"family.name\"`; `tidings stages` lists them)
         4:7 «\"stories.group\"» corpus stage `stories.group` needs the setting `threshold` (missing here)
         6:7 «3» `use` must be the name of a stage in quotes (not a string)",
    );
}

#[test]
fn a_key_that_was_meant_to_be_use_is_pointed_at() {
    let missing =
        "this `[[stage]]` does not say which stage it is (should this be `use`?; write `use` in the place of";
    // Misspelt, in capitals, or another word before the name of a stage; a stage may be misspelt too.
    check("[[stage]]\nues = \"clean.rich\"\nshare = 1", &format!("2:1 «ues» {missing} `ues`)"));
    check("[[stage]]\nUse = \"clean.rihc\"", &format!("2:1 «Use» {missing} `Use`)"));
    check("[[stage]]\nshare = 1\nname = \"clean.rich\"", &format!("3:1 «name» {missing} `name`)"));
    check("[[stage]]\nus = \"x\"\nid = \"clean.rich\"", &format!("3:1 «id» {missing} `id`)"));
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
