//! Prints each sentence of a text: `cargo run --example sentences -- "He left. Why?"`
use tidings_core::{Document, Sentences, Stage, StageType};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().nth(1).unwrap_or("Gen. Vondra can’t stay. “Why?” he asked.".to_owned());
    let mut doc = Document::new("example", text)?;
    Tokenizer::new(TokenizerConfig::default())?.process(&mut doc)?;
    SentenceSplitter::new(SentenceSplitterConfig::default())?.process(&mut doc)?;
    for sentence in &doc.get::<Sentences>().ok_or("no sentences")?.0 {
        println!("{:?}: {}", sentence.kind, doc.slice(sentence.span));
    }
    Ok(())
}
