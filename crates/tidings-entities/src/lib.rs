//! Names and values in English news text.
//!
//! Four stages that can be used alone or together: [`ValuesStage`] finds dates, times, amounts and counts and
//! says what each means; [`DatesStage`] reads the sentences around dates and decides which day is meant; [`NamesStage`] finds persons, organizations, places and other names and labels them
//! as OntoNotes does; [`CoreferenceStage`] links the mentions of one thing.
//!
//! What this crate must not know: files, threads, the layout of the output, how tokens, sentences and tags were
//! made, who said what. Its word lists are data, in `data/`, and are hashed when the crate is compiled; its models are
//! in `models/`.
//!
//! ```
//! use tidings_core::{Document, Entities, Stage, StageType};
//! use tidings_entities::NamesStage;
//! use tidings_language::{SentenceSplitter, Tokenizer, tags::TaggerStage, words::Describer};
//!
//! let mut doc = Document::new("a", "Ukraine agreed, said Anna Kovalenko.")?;
//! Tokenizer::new(Default::default())?.process(&mut doc)?;
//! SentenceSplitter::new(Default::default())?.process(&mut doc)?;
//! Describer::new(Default::default())?.process(&mut doc)?;
//! TaggerStage::new(Default::default())?.process(&mut doc)?;
//! NamesStage::new(Default::default())?.process(&mut doc)?;
//! let names: Vec<_> = doc.get::<Entities>().unwrap().index.iter().map(|entity| &*entity.name).collect();
//! assert_eq!(names, ["Ukraine", "Anna Kovalenko"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clause;
mod coreference;
mod dates;
pub mod names;
mod pieces;
#[cfg(test)]
mod sample;
mod table;
mod values;

pub use coreference::{CoreferenceConfig, CoreferenceStage, canonical_key};
pub use dates::{DatesConfig, DatesStage};
pub use names::{NamesConfig, NamesStage};
pub use values::{DateOrder, ValuesConfig, ValuesStage};
