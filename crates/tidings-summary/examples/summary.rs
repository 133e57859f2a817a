//! Summarizes a text of one sentence a line.
use tidings_core::{
    Document, Sentence, SentenceKind, Sentences, Span, Stage, StageType, Summary, TokenKind, Tokens,
};
use tidings_summary::{SummarySentences, SummarySentencesConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "The ferry to Marren reopened on Friday.\nIt was a long week.\nThe storm had closed the ferry to Marren.";
    let (mut tokens, mut sentences, mut at) = (Tokens::default(), Vec::new(), 0);
    for (line, sentence) in text.lines().enumerate() {
        let first_token = tokens.len() as u32;
        for word in sentence.split_inclusive(' ') {
            tokens.push(Span::from_range(at..at + word.trim_end_matches([' ', '.']).len()), TokenKind::Word);
            at += word.len();
        }
        let span = Span::from_range(at - sentence.len()..at);
        let (end_token, paragraph) = (tokens.len() as u32, line as u32);
        sentences.push(Sentence { span, first_token, end_token, paragraph, kind: SentenceKind::Prose });
        at += 1;
    }
    let mut doc = Document::new("a", text)?;
    doc.insert(tokens);
    doc.insert(Sentences(sentences));
    let config = SummarySentencesConfig { max_sentences: 2, ..Default::default() };
    SummarySentences::new(config)?.process(&mut doc)?;
    for sentence in &doc.get::<Summary>().ok_or("no summary")?.0 {
        println!("{:.2} {} ({})", sentence.score, doc.slice(sentence.span), sentence.reasons.join("; "));
    }
    Ok(())
}
