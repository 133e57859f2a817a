//! What was trained: two taggers, the words that they look near, and the trees that judge.

use tidings_learn::chain::ChainTagger;
use tidings_learn::forest::Forest;
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{Model, ModelError};

use super::judge::WIDTH;

/// The model that is compiled in.
pub(super) static EMBEDDED: &[u8] = include_bytes!("../../models/attribution.model");

/// Names of the sections of the model.
pub const CUES: &str = "cues";
/// See [`CUES`].
pub const CUE_WORDS: &str = "cue words";
/// See [`CUES`].
pub const ARGUMENTS: &str = "arguments";
/// See [`CUES`].
pub const JUDGE: &str = "judge";
/// See [`CUES`].
pub const RANKING: &str = "ranking";

/// What finds cues.
pub struct CueTagger {
    /// Which tokens are cues.
    pub chain: ChainTagger,
    /// The words that are part of a cue now and then, by the hash of their lower-case form: a cue without any of them, and without a
    /// verb, is not looked for.
    pub words: Lexicon,
}

/// The trained parts of attribution.
pub struct Learned {
    /// Finds cues.
    pub cues: CueTagger,
    /// Finds the source and content of a cue.
    pub arguments: ChainTagger,
    /// Tells how likely a candidate is right.
    pub judge: Forest,
    /// Tells which of several candidates is best.
    pub ranking: Forest,
}

impl Learned {
    /// The parts from a model.
    ///
    /// # Errors
    /// If a part is missing or is not what it should be.
    pub fn open(model: &Model) -> Result<Self, ModelError> {
        let forest = |name: &str| {
            let forest = Forest::from_section(&model.section(name)?)?;
            if forest.width() == WIDTH {
                Ok(forest)
            } else {
                Err(ModelError::Damaged(format!("`{name}` looks at {} numbers, not {WIDTH}", forest.width())))
            }
        };
        let chain = |name: &str, types: usize| {
            let tagger = ChainTagger::open(model.section(name)?)?;
            if tagger.scheme().types() == types {
                Ok(tagger)
            } else {
                Err(ModelError::Damaged(format!("`{name}` has another number of types than {types}")))
            }
        };
        Ok(Learned {
            cues: CueTagger { chain: chain(CUES, 1)?, words: Lexicon::open(model.section(CUE_WORDS)?)? },
            arguments: chain(ARGUMENTS, 2)?,
            judge: forest(JUDGE)?,
            ranking: forest(RANKING)?,
        })
    }
}
