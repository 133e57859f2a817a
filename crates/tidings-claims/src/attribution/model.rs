//! What was trained: two nets, the words that they number and look near, and the trees that judge.

use tidings_learn::chain::ChainTagger;
use tidings_learn::forest::Forest;
use tidings_learn::lexicon::Lexicon;
use tidings_learn::{Aligned, Model, ModelError};

use super::judge::WIDTH;
use super::{argument_features, cue_features};

/// The model that is compiled in.
pub(super) static EMBEDDED: &[u8] = &Aligned(*include_bytes!("../../models/attribution.model")).0;

/// Names of the sections of the model.
pub const CUES: &str = "cues";
/// See [`CUES`].
pub const CUE_WORDS: &str = "cue words";
/// See [`CUES`].
pub const ARGUMENTS: &str = "arguments";
/// See [`CUES`].
pub const WORDS: &str = "words";
/// See [`CUES`].
pub const JUDGE: &str = "judge";
/// See [`CUES`].
pub const RANKING: &str = "ranking";

/// What finds cues.
pub struct CueTagger {
    /// Which tokens are cues.
    pub chain: ChainTagger<{ cue_features::HIDDEN }>,
    /// The words that are part of a cue now and then, by the hash of their lower-case form: a cue without any of them, and without a
    /// verb, is not looked for.
    pub cue_words: Lexicon,
}

/// What finds the sources and contents of cues.
pub type ArgumentTagger = ChainTagger<{ argument_features::HIDDEN }>;

/// The trained parts of attribution.
pub struct Learned {
    /// The numbers of words, by the hash of their lower-case form.
    pub words: Lexicon,
    /// Finds cues.
    pub cues: CueTagger,
    /// Finds the source and content of a cue.
    pub arguments: ArgumentTagger,
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
        Ok(Learned {
            words: Lexicon::open(model.section(WORDS)?)?,
            cues: CueTagger {
                chain: tagger(model, CUES, 1, cue_features::SLOTS.sizes())?,
                cue_words: Lexicon::open(model.section(CUE_WORDS)?)?,
            },
            arguments: tagger(model, ARGUMENTS, 2, argument_features::SLOTS.sizes())?,
            judge: forest(JUDGE)?,
            ranking: forest(RANKING)?,
        })
    }
}

/// The net of a section, over slots with these numbers of answers.
fn tagger<const H: usize>(
    model: &Model,
    name: &str,
    types: usize,
    sizes: &[u32],
) -> Result<ChainTagger<H>, ModelError> {
    let chain = ChainTagger::open(model.section(name)?, sizes)?;
    if chain.chain().scheme().types() != types {
        return Err(ModelError::Damaged(format!("`{name}` has another number of types than {types}")));
    }
    Ok(chain)
}
