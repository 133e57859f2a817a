//! `language.tokens`: words as Universal Dependencies counts them.
//!
//! A hand-written scanner over bytes, without look-back and with bounded look-ahead, so that time
//! is linear in any text. The conventions are those of the English treebanks EWT and GUM (Silveira
//! et al. 2014, "A Gold Standard Dependency Corpus for English"; Zeldes 2017, "The GUM Corpus"),
//! since taggers and parsers trained on them expect their words; the manual page names the few
//! deliberate differences.
//!
//! - `address`: web and e-mail addresses, found ahead of everything else.
//! - `scan`: the main loop and what all parts share.
//! - `word`, `number`, `mark`: what begins with a letter, a digit, anything else.

mod address;
mod mark;
mod number;
mod scan;
mod stage;
#[cfg(test)]
mod tests;
mod word;

pub use stage::{Tokenizer, TokenizerConfig};
