//! Prints who said what in one sentence.
use tidings_claims::{Attribution, Quotations};
use tidings_core::{Claims, Document, Stage, StageType};
use tidings_language::{SentenceSplitter, Tokenizer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut doc = Document::new("a", "Ada Lind, the mayor, said the bridge would stay closed.")?;
    Tokenizer::new(Default::default())?.process(&mut doc)?;
    SentenceSplitter::new(Default::default())?.process(&mut doc)?;
    Quotations::new(Default::default())?.process(&mut doc)?;
    Attribution::new(Default::default())?.process(&mut doc)?;
    for claim in &doc.get::<Claims>().ok_or("no claims")?.0 {
        println!("{:?}: {:?}", claim.source.map(|span| doc.slice(span)), doc.slice(claim.content[0]));
    }
    Ok(())
}
