//! Names and values in English news text.
//!
//! Two stages that can be used alone or together: [`ValuesStage`] finds dates, times, amounts and counts and
//! says what each means; [`NamesStage`] finds persons, organizations, places and other names, labels them
//! as OntoNotes does and links the mentions of one thing.
//!
//! What this crate must not know: files, threads, the layout of the output, how tokens and sentences were
//! made, who said what. It reads the layers `tokens`, `sentences` and `values` and makes `values` and
//! `entities`. Its word lists are data, in `data/`, and are hashed when the crate is compiled.
//!
//! ```
//! use tidings_core::{Document, Sentence, SentenceKind, Sentences, Span, Stage, StageType, TokenKind, Tokens};
//! use tidings_entities::{NamesConfig, NamesStage};
//!
//! let mut doc = Document::new("a", "Ukraine agreed").unwrap();
//! let mut tokens = Tokens::default();
//! tokens.push(Span::new(0, 7), TokenKind::Word);
//! tokens.push(Span::new(8, 14), TokenKind::Word);
//! doc.insert(tokens);
//! let (span, kind) = (Span::new(0, 14), SentenceKind::Prose);
//! doc.insert(Sentences(vec![Sentence { span, first_token: 0, end_token: 2, paragraph: 0, kind }]));
//! NamesStage::new(NamesConfig::default()).unwrap().process(&mut doc).unwrap();
//! let entities = doc.get::<tidings_core::Entities>().unwrap();
//! assert_eq!(entities.index[0].name, "Ukraine");
//! ```

mod coreference;
pub mod names;
mod pieces;
#[cfg(test)]
mod sample;
mod table;
mod values;

pub use coreference::{CoreferenceConfig, CoreferenceStage, canonical_key};
pub use names::{NamesConfig, NamesStage};
pub use values::{ValuesConfig, ValuesStage};
