//! Summarizes a text in one sentence.
use tidings_core::{Document, Stage, StageType, Summary};
use tidings_language::{SentenceSplitter, Tokenizer};
use tidings_summary::{SummarySentences, SummarySentencesConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut doc = Document::new("a", "It was a long week. The ferry reopened on Friday after a storm.")?;
    Tokenizer::new(Default::default())?.process(&mut doc)?;
    SentenceSplitter::new(Default::default())?.process(&mut doc)?;
    let config = SummarySentencesConfig { max_sentences: 1, ..Default::default() };
    SummarySentences::new(config)?.process(&mut doc)?;
    for sentence in &doc.get::<Summary>().ok_or("no summary")?.0 {
        println!("{:.2} {} ({})", sentence.score, doc.slice(sentence.span), sentence.reasons.join("; "));
    }
    Ok(())
}
