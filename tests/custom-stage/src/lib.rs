//! `custom.shouting`: words in capital letters that are no abbreviations, as an example of a stage
//! and a layer that Tidings does not ship.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, SettingError, Span, Stage, StageError, StageType, TokenKind, Tokens, register_layer,
    register_stage,
};

/// A word that somebody shouts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shout {
    /// Bytes of the text.
    pub span: Span,
    /// Number of letters.
    pub letters: u32,
}

/// The shouted words of a document, sorted by span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shouts(pub Vec<Shout>);

impl Layer for Shouts {
    const NAME: &'static str = "shouts";

    fn len(&self) -> usize {
        self.0.len()
    }

    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.iter_mut().for_each(|shout| visit(&mut shout.span));
    }
}

register_layer!(Shouts);

/// Settings of `custom.shouting`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShoutingConfig {
    /// The least number of letters; shorter words are taken for abbreviations.
    #[schemars(range(min = 1))]
    pub min_letters: u32,
}

impl Default for ShoutingConfig {
    fn default() -> Self {
        ShoutingConfig { min_letters: 5 }
    }
}

/// The stage `custom.shouting`.
pub struct Shouting {
    config: ShoutingConfig,
}

impl StageType for Shouting {
    type Config = ShoutingConfig;
    const NAME: &'static str = "custom.shouting";
    const PURPOSE: &'static str = "Finds words in capital letters";
    const MANUAL: &'static str =
        "## What it does\nFinds words in capital letters that are too long for an abbreviation.";
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME];
    const PROVIDES: &'static [&'static str] = &[Shouts::NAME];

    fn new(config: ShoutingConfig) -> Result<Self, SettingError> {
        Ok(Shouting { config })
    }
}

impl Stage for Shouting {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let mut shouts = Shouts::default();
        for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
            let word = doc.slice(token.span);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count() as u32;
            if letters >= self.config.min_letters && word.chars().all(|c| !c.is_lowercase()) {
                shouts.0.push(Shout { span: token.span, letters });
            }
        }
        doc.insert(shouts);
        Ok(())
    }
}

register_stage!(Shouting);
