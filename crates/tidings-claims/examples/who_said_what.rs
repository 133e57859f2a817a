//! Prints who said what in one sentence, with tokens split at spaces and marks.
use tidings_claims::{Attribution, Quotations};
use tidings_core::{Claims, Document, Sentence, Sentences, Span, Stage, StageType, TokenKind, Tokens};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "Ada Lind , the mayor , said the bridge would stay closed .";
    let (mut doc, mut tokens, mut at) = (Document::new("a", text)?, Tokens::default(), 0);
    for word in text.split(' ') {
        let kind = if word.len() == 1 { TokenKind::Punctuation } else { TokenKind::Word };
        tokens.push(Span::from_range(at..at + word.len()), kind);
        at += word.len() + 1;
    }
    let (span, end_token) = (Span::from_range(0..text.len()), tokens.len() as u32);
    doc.insert(Sentences(vec![Sentence {
        span,
        first_token: 0,
        end_token,
        paragraph: 0,
        kind: Default::default(),
    }]));
    doc.insert(tokens);
    Quotations::new(Default::default())?.process(&mut doc)?;
    Attribution::new(Default::default())?.process(&mut doc)?;
    for claim in &doc.get::<Claims>().ok_or("no claims")?.0 {
        println!("{:?}: {:?}", claim.source.map(|span| doc.slice(span)), doc.slice(claim.content[0]));
    }
    Ok(())
}
