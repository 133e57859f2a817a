//! The values of settings: what is accepted, and what is said of a mistake and where.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod settings;

use settings::{check_rich, read, registry, sections};
use tidings_core::config::ConfigFile;

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
fn what_the_schema_cannot_say_the_stage_says() {
    check_rich(
        "model = \"missing.bin\"",
        "3:9 «\"missing.bin\"» stage `clean.rich` cannot use its settings: `model`: there is no such model (here)",
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
