//! From a table of settings to a typed configuration.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::diagnostic::nearest;
use crate::stage::SettingError;

/// Decodes settings and gives them back in full, defaults included.
///
/// # Errors
/// If a setting is unknown or of the wrong type. The message names the setting.
pub fn decode<C: Serialize + DeserializeOwned>(
    settings: toml::Table,
) -> Result<(C, serde_json::Value), SettingError> {
    let failed = |message: String| SettingError { setting: None, message };
    let config: C = settings.try_into().map_err(|error| failed(explain(&error)))?;
    let mut json = serde_json::to_value(&config)
        .map_err(|error| failed(format!("the settings cannot be written as JSON: {error}")))?;
    super::shorten_numbers(&mut json);
    Ok((config, json))
}

/// The message of an error of `toml` in plain words, with the name of the setting before it.
fn explain(error: &toml::de::Error) -> String {
    let message = in_plain_words(error.message());
    // The error tells where it is in its displayed form alone: a last line "in `fields.text`".
    match error.to_string().lines().last().and_then(|line| line.strip_prefix("in ")) {
        Some(path) => format!("{path}: {message}"),
        None => message,
    }
}

/// What `serde` says, in the words of this crate; what it did not say itself stays as it is.
fn in_plain_words(message: &str) -> String {
    if let Some((name, known)) =
        message.strip_prefix("unknown field `").and_then(|rest| rest.split_once("`, "))
    {
        let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        let hint = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "there are no settings".to_owned(),
            None => format!("the settings are {}", names.join(", ")),
        };
        return format!("unknown setting `{name}`; {hint}");
    }
    if let Some(name) = message.strip_prefix("missing field ") {
        return format!("the setting {name} is missing");
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        return format!("unknown value {rest}");
    }
    if let Some((found, expected)) =
        message.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
    {
        return match type_words(expected) {
            "a table" => "must be a table, not a list".to_owned(),
            expected => format!("must be {expected}, not {found} values"),
        };
    }
    let mismatch = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    match mismatch.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => format!("must be {}, not {}", type_words(expected), value_words(found)),
        None => message.to_owned(),
    }
}

fn type_words(expected: &str) -> &str {
    match expected {
        "u8" | "i8" => "a whole number of 8 bits",
        "u16" | "i16" => "a whole number of 16 bits",
        "u32" | "i32" => "a whole number of 32 bits",
        "u64" | "i64" | "usize" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a table",
        _ if expected.starts_with("struct ") => "a table",
        _ if expected.starts_with("enum ") => "one of its values",
        _ => expected,
    }
}

fn value_words(found: &str) -> String {
    match found {
        "sequence" => return "a list".to_owned(),
        "map" => return "a table".to_owned(),
        _ => {}
    }
    let value = ["integer ", "floating point ", "boolean "].iter().find_map(|kind| found.strip_prefix(kind));
    match value {
        Some(value) => value.to_owned(),
        None => format!("the {found}"),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Serialize, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Config {
        size: u32,
        share: f64,
        names: Vec<String>,
        mode: Mode,
        inner: Inner,
        divisor: Option<NonZeroU8>,
        pair: (u8, u8),
    }

    #[derive(Debug, Default, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        word: String,
    }

    #[derive(Debug, Default, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Mode {
        #[default]
        Fast,
        Exact,
    }

    fn check(settings: &str, expected: &str) {
        let error = decode::<Config>(settings.parse().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), expected, "{settings}");
    }

    #[test]
    fn defaults_are_part_of_what_comes_back() {
        let (config, json) = decode::<Config>("size = 3\nshare = 1".parse().unwrap()).unwrap();
        assert_eq!((config.size, config.share), (3, 1.0));
        assert_eq!(json["mode"], "fast");
        assert_eq!(json["share"], 1.0);
    }

    #[test]
    fn what_serde_says_is_put_in_plain_words() {
        check("size = -1", "`size`: must be a whole number of 32 bits, not `-1`");
        check("size = \"big\"", "`size`: must be a whole number of 32 bits, not the string \"big\"");
        check("share = true", "`share`: must be a number, not `true`");
        check("names = 1.5", "`names`: must be a list, not `1.5`");
        check("names = [1]", "`names`: must be a string, not `1`");
        check("mode = \"slow\"", "`mode`: unknown value `slow`, expected `fast` or `exact`");
        check("inner = []", "`inner`: must be a table, not a list");
        check("inner = {}", "`inner`: the setting `word` is missing");
        check("inner = { word = { a = 1 } }", "`inner.word`: must be a string, not a table");
        check("inner = { word = \"\", more = 1 }", "`inner`: unknown setting `more`; the settings are word");
        check("sise = 1", "unknown setting `sise`; did you mean `size`?");
        check("pair = [1]", "`pair`: must be a tuple of size 2, not 1 values");
        check("divisor = 0", "`divisor`: must be a nonzero u8, not `0`");
    }
}
