//! Summarizes a text.
use tidings_core::{Document, Stage, StageType, Summary};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};
use tidings_summary::{SummarySentences, SummarySentencesConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text =
        "The ferry to Marren reopened on Friday. It was a long week. A storm had closed the ferry to Marren.";
    let mut doc =
        Document::new("a", "The ferry reopened on Friday. The week was long. A storm had closed the ferry.")?;
    Tokenizer::new(TokenizerConfig::default())?.process(&mut doc)?;
    SentenceSplitter::new(SentenceSplitterConfig::default())?.process(&mut doc)?;
    SummarySentences::new(SummarySentencesConfig { max_sentences: 2, ..Default::default() })?
        .process(&mut doc)?;
    for sentence in &doc.get::<Summary>().ok_or("no summary")?.0 {
        println!("{:.2} {} ({})", sentence.score, doc.slice(sentence.span), sentence.reasons.join("; "));
    }
    Ok(())
}
