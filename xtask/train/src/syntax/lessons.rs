//! Sentences of a treebank as the trained stages see them.

use anyhow::Result;
use tidings_core::{Document, Sentences, Span, Stage, StageType, TokenKind, Tokens, Word, Words};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_language::{Tokenizer, TokenizerConfig};

use super::treebank::TreebankDocument;

/// One sentence: described words, and where they stand in the treebank.
pub struct Lesson {
    pub words: Vec<Word>,
    pub kinds: Vec<TokenKind>,
    /// The words of the document.
    pub rows: Vec<usize>,
}

/// The sentences of a document with the words of the treebank. Words without characters are left out.
pub fn lessons(document: &TreebankDocument) -> Result<Vec<Lesson>> {
    let mut doc = Document::new("treebank", document.text.clone())?;
    let mut tokens = Tokens::default();
    let mut kept = Vec::new();
    for (index, word) in document.words.iter().enumerate() {
        if !word.span.is_empty() {
            let span = Span::from_range(word.span.clone());
            tokens.push(span, kind(&document.text[word.span.clone()]));
            kept.push(index);
        }
    }
    let kinds = tokens.kinds().to_vec();
    doc.insert(tokens);
    doc.insert(Sentences::default());
    Describer::new(DescriberConfig::default())?.process(&mut doc)?;
    let words: Vec<Word> =
        doc.get::<Words>().map(|words| words.iter().copied().collect()).unwrap_or_default();
    let sentences = document.sentences.iter().map(|(_, range)| {
        let start = kept.partition_point(|index| *index < range.start);
        let end = kept.partition_point(|index| *index < range.end);
        Lesson {
            words: words[start..end].to_vec(),
            kinds: kinds[start..end].to_vec(),
            rows: kept[start..end].to_vec(),
        }
    });
    Ok(sentences.collect())
}

/// The kind of a word of a treebank.
fn kind(word: &str) -> TokenKind {
    let mut doc = match Document::new("word", word) {
        Ok(doc) => doc,
        Err(_) => return TokenKind::Word,
    };
    let made = Tokenizer::new(TokenizerConfig::default()).is_ok_and(|stage| stage.process(&mut doc).is_ok());
    let kinds =
        doc.get::<Tokens>().filter(|_| made).map(|tokens| tokens.kinds().to_vec()).unwrap_or_default();
    match (kinds.as_slice(), word) {
        (
            _,
            "n't" | "n’t" | "'s" | "’s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "’re" | "’ve" | "’ll" | "’d"
            | "’m",
        ) => TokenKind::Clitic,
        ([kind], _) => *kind,
        _ => TokenKind::Word,
    }
}
