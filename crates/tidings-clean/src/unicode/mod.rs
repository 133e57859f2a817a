//! `clean.unicode`: repairs damaged characters and leaves all other bytes as they are.
//!
//! Three passes, each only where its sign occurs: character references that a scraper left (`&amp;`),
//! characters (mojibake, invisible characters, odd spaces and hyphens, controls), composition (NFC).
//! The idea of repairing mojibake segment by segment, by what could not have been meant, is that of
//! ftfy (Robyn Speer, 2019); the rules are our own. `encodings` says what a character is in each encoding,
//! `sequences` reads UTF-8 among such characters, `natural` judges what can be meant, `support` what may come out, `mojibake`
//! decides. Quotation marks are never made straight: quotes are evidence for claims.

mod characters;
mod composition;
mod config;
mod encodings;
mod mojibake;
mod natural;
mod sequences;
mod stage;
mod support;
#[cfg(test)]
mod tests;

pub use config::UnicodeConfig;
pub use stage::Unicode;
pub(crate) use stage::repaired;
