//! Reading CoNLL-U: sentences of words, and the text they make.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};

/// One word of a treebank.
pub struct TreebankWord {
    /// Bytes of the text of the document.
    pub span: Range<usize>,
    /// Universal tag and Penn tag.
    pub tags: (String, String),
    pub lemma: String,
    /// The word that governs it, among all words of the document; nothing for a root.
    pub head: Option<usize>,
    pub relation: String,
}

/// A document of a treebank: sentences of a paragraph are joined by a space, paragraphs by a line break.
#[derive(Default)]
pub struct TreebankDocument {
    pub text: String,
    pub words: Vec<TreebankWord>,
    /// For every sentence its bytes and its words.
    pub sentences: Vec<(Range<usize>, Range<usize>)>,
}

/// Reads the training documents of both treebanks.
pub fn training(data: &Path) -> Result<Vec<TreebankDocument>> {
    let folder = data.join("syntax");
    let mut documents = read(&folder.join("en_ewt-train.conllu"))?;
    documents.extend(read(&folder.join("en_gum-train.conllu"))?);
    Ok(documents)
}

/// Reads the documents of a file.
pub fn read(path: &Path) -> Result<Vec<TreebankDocument>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut documents: Vec<TreebankDocument> = Vec::new();
    for sentence in file.split("\n\n") {
        if documents.is_empty() || sentence.lines().any(|line| line.starts_with("# newdoc")) {
            documents.push(TreebankDocument::default());
        }
        let text = sentence.lines().find_map(|line| line.strip_prefix("# text = "));
        if let (Some(text), Some(document)) = (text, documents.last_mut()) {
            let new_paragraph = sentence.lines().any(|line| line.starts_with("# newpar"));
            document.push(text.trim(), new_paragraph, sentence);
        }
    }
    Ok(documents)
}

impl TreebankDocument {
    fn push(&mut self, text: &str, new_paragraph: bool, rows: &str) {
        if !self.text.is_empty() {
            self.text.push(if new_paragraph { '\n' } else { ' ' });
        }
        let (base, first) = (self.text.len(), self.words.len());
        self.text.push_str(text);
        let mut at = 0;
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [id, form, lemma, upos, xpos, _, head, relation, ..] = columns.as_slice() else { continue };
            // Rows of multi-word tokens and of empty nodes are no words.
            if id.parse::<usize>().is_err() {
                continue;
            }
            let found = text[at..].find(form).map(|offset| at + offset);
            let start = found.filter(|found| found - at <= 12).unwrap_or(at);
            let end = if text[start..].starts_with(form) { start + form.len() } else { start };
            self.words.push(TreebankWord {
                span: base + start..base + end,
                tags: ((*upos).to_owned(), (*xpos).to_owned()),
                lemma: (*lemma).to_owned(),
                head: head
                    .parse::<usize>()
                    .ok()
                    .and_then(|head| head.checked_sub(1))
                    .map(|head| first + head),
                relation: (*relation).to_owned(),
            });
            at = end;
        }
        self.sentences.push((base..self.text.len(), first..self.words.len()));
    }
}
