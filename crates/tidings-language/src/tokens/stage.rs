//! The stage `language.tokens` and its settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{Document, Layer, SettingError, Stage, StageError, StageType, Tokens};

use super::scan::scan;

/// Settings of `language.tokens`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TokenizerConfig {
    /// Whether clitics become tokens of their own: `did` + `n't`, `Kyiv` + `'s`.
    pub split_clitics: bool,
    /// Whether words are split at hyphens (`US` + `-` + `led`), but for prefixes such as `non-`.
    pub split_hyphens: bool,
}

impl Default for TokenizerConfig {
    fn default() -> Self {
        TokenizerConfig { split_clitics: true, split_hyphens: true }
    }
}

/// Cuts the text into words, numbers and marks.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    config: TokenizerConfig,
}

impl Stage for Tokenizer {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = scan(doc.text(), self.config);
        doc.insert(tokens);
        Ok(())
    }
}

impl StageType for Tokenizer {
    type Config = TokenizerConfig;
    const NAME: &'static str = "language.tokens";
    const PURPOSE: &'static str = "Cuts the text into words, numbers and marks";
    const MANUAL: &'static str = include_str!("tokens.md");
    const PROVIDES: &'static [&'static str] = &[Tokens::NAME];

    fn new(config: TokenizerConfig) -> Result<Self, SettingError> {
        Ok(Tokenizer { config })
    }
}

tidings_core::register_stage!(Tokenizer);
