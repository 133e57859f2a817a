//! The language stages of Tidings: words and sentences, and what is known of them.
//!
//! - [`Tokenizer`] (`language.tokens`) cuts the text into words as Universal Dependencies counts
//!   them and gives the layer [`Tokens`](tidings_core::Tokens).
//! - [`SentenceSplitter`] (`language.sentences`) groups the tokens into sentences, headings and list
//!   items and gives the layer [`Sentences`](tidings_core::Sentences).
//!
//! - [`words`] (`language.words`) describes every token for the trained stages.
//! - [`tags`] (`language.tags`) tags every token with its part of speech.
//! - [`lemmas`] (`language.lemmas`) finds the dictionary form of every token.
//! - [`syntax`] (`language.syntax`) makes a dependency tree of every sentence.
//!
//! The first two work by rules on bytes, in one pass, and read about as fast as the text can be copied from
//! a disk. What this crate must not know: names, places, news, other stage crates, files, threads.
//! It never changes the text; it only points into it.
//!
//! ```
//! use tidings_core::{Document, Sentences, Stage, StageType, Tokens};
//! use tidings_language::{SentenceSplitterConfig, SentenceSplitter, TokenizerConfig, Tokenizer};
//!
//! let mut doc = Document::new("a", "Kyiv can’t wait. Gen. Holub said so.")?;
//! Tokenizer::new(TokenizerConfig::default())?.process(&mut doc)?;
//! SentenceSplitter::new(SentenceSplitterConfig::default())?.process(&mut doc)?;
//!
//! let words: Vec<&str> = doc.get::<Tokens>().unwrap().iter().map(|token| doc.slice(token.span)).collect();
//! assert_eq!(words, ["Kyiv", "ca", "n’t", "wait", ".", "Gen.", "Holub", "said", "so", "."]);
//! assert_eq!(doc.get::<Sentences>().unwrap().0.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod abbreviations;
mod bits;
mod bytes;
pub mod lemmas;
mod sentences;
pub mod syntax;
pub mod tags;
mod tokens;
pub mod vocabulary;
pub mod words;

pub use sentences::{SentenceSplitter, SentenceSplitterConfig};
pub use tokens::{Tokenizer, TokenizerConfig};
