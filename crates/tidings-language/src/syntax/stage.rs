//! The stage `language.syntax` and its settings.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_core::{
    Document, Layer, Sentences, SettingError, Stage, StageError, StageType, Syntax, SyntaxRelation, Tags,
    Tokens, Words,
};
use tidings_learn::{Aligned, Model};

use super::parser::{Parser, ParserScratch};
use super::state::NOBODY;

static MODEL: &[u8] = &Aligned(*include_bytes!("../../models/syntax.model")).0;

/// Settings of `language.syntax`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ParserConfig {
    /// A model file, instead of the one that is compiled in.
    pub model: Option<PathBuf>,
    /// Whether doubtful steps are decided anew, which takes about as long again and gets half of a percent more of the arcs right.
    pub revise: bool,
}

impl Default for ParserConfig {
    fn default() -> Self {
        ParserConfig { model: None, revise: true }
    }
}

/// Finds the head of every token and its relation to it.
#[derive(Clone)]
pub struct ParserStage {
    parser: Parser,
}

impl ParserStage {
    /// A stage with a parser that is no file yet.
    pub fn with(parser: Parser) -> Self {
        ParserStage { parser }
    }
}

impl Stage for ParserStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let tokens = doc.get::<Tokens>().ok_or_else(|| StageError::missing_layer(Tokens::NAME))?;
        let words = doc.get::<Words>().ok_or_else(|| StageError::missing_layer(Words::NAME))?;
        let sentences = doc.get::<Sentences>().ok_or_else(|| StageError::missing_layer(Sentences::NAME))?;
        let tags = doc.get::<Tags>().ok_or_else(|| StageError::missing_layer(Tags::NAME))?;
        let mut syntax =
            Syntax { heads: Vec::with_capacity(tokens.len()), relations: Vec::with_capacity(tokens.len()) };
        let (mut scratch, mut read) = (ParserScratch::default(), Vec::new());
        let clock = doc.clock();
        for sentence in &sentences.0 {
            clock.check()?;
            let range = sentence.tokens();
            let fits = words.read(range.clone(), &mut read);
            let (true, Some(upos), Some(penn)) = (fits, tags.upos.get(range.clone()), tags.penn.get(range))
            else {
                return Err(StageError::new("the sentences do not fit the tokens: make both layers again"));
            };
            self.parser.parse(&read, upos, penn, &mut scratch);
            for (head, relation) in scratch.tree.heads.iter().zip(&scratch.tree.relations) {
                let root = *head == NOBODY;
                syntax.heads.push((!root).then(|| sentence.first_token + head));
                let relation = self.parser.relation_of(*relation);
                syntax.relations.push(if root { SyntaxRelation::Root } else { relation });
            }
        }
        if syntax.heads.len() != tokens.len() {
            return Err(StageError::new("there are tokens outside sentences: make both layers again"));
        }
        doc.insert(syntax);
        Ok(())
    }
}

impl StageType for ParserStage {
    type Config = ParserConfig;
    const NAME: &'static str = "language.syntax";
    const PURPOSE: &'static str = "Finds the head of every token and its relation to it";
    const MANUAL: &'static str = include_str!("syntax.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Words::NAME, Tags::NAME];
    const PROVIDES: &'static [&'static str] = &[Syntax::NAME];
    const MODELS: &'static [&'static &'static [u8]] = &[&MODEL];

    fn new(config: ParserConfig) -> Result<Self, SettingError> {
        let model = match &config.model {
            Some(path) => Model::read(path),
            None => Model::embedded(MODEL),
        };
        let parser = model.and_then(|model| Parser::open(&model));
        let parser = parser.map_err(|error| SettingError::new("model", error.to_string()))?;
        Ok(ParserStage { parser: parser.revising(config.revise) })
    }
}

tidings_core::register_stage!(ParserStage);
