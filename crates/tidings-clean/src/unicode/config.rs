//! Settings of `clean.unicode`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of `clean.unicode`: which repairs are made.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnicodeConfig {
    /// Replace character references such as `&amp;` that were left in the text.
    pub references: bool,
    /// Repair UTF-8 that was read as Windows-1252 or another single-byte encoding, once or several times.
    pub mojibake: bool,
    /// Remove zero-width characters, byte order marks, soft hyphens and direction marks where they
    /// have no effect on the script around them.
    pub invisible: bool,
    /// Replace non-breaking, thin and other fixed spaces by the ordinary space. They are typography, not
    /// damage, hence off; switch it on where names and numbers are to be found whatever stands inside them.
    pub spaces: bool,
    /// Replace the non-breaking hyphen and the typographic hyphen by `-`. Off for the same reason.
    pub hyphens: bool,
    /// Remove control characters.
    pub controls: bool,
    /// Make every line end a line feed.
    pub line_ends: bool,
    /// Compose characters (Unicode normalization form C).
    pub compose: bool,
}

impl Default for UnicodeConfig {
    fn default() -> Self {
        UnicodeConfig {
            references: true,
            mojibake: true,
            invisible: true,
            spaces: false,
            hyphens: false,
            controls: true,
            line_ends: true,
            compose: true,
        }
    }
}
