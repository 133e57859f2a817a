//! Finds the values of a line of text without driver, registry or configuration file.
use tidings_core::{Document, Span, Stage, StageType, TokenKind, Tokens, Values};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut doc = Document::new("line", "Exports fell by 20 percent in February 2022")?;
    let mut tokens = Tokens::default();
    for word in doc.text().split(' ') {
        let start = word.as_ptr() as usize - doc.text().as_ptr() as usize;
        let number = word.starts_with(|char: char| char.is_ascii_digit());
        let kind = if number { TokenKind::Number } else { TokenKind::Word };
        tokens.push(Span::from_range(start..start + word.len()), kind);
    }
    doc.insert(tokens);
    tidings_entities::ValuesStage::new(Default::default())?.process(&mut doc)?;
    println!("{:#?}", doc.get::<Values>());
    Ok(())
}
