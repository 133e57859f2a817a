//! What training needs of the ranker of `summary.sentences`: the same features, computed by the same code.
//!
//! For `cargo xtask train summaries`; nothing else should need it, and it changes with the model.

use tidings_core::{Document, Sentences, SettingError, Span, Tokens};
use tidings_learn::Model;
use tidings_learn::dense::DenseTable;
use tidings_learn::forest::Forest;

use crate::sentences::{Article, Pairs, Terms, rows};
pub use crate::sentences::{
    LEANS, NAMES as SENTENCE_FEATURE_NAMES, PAIR_CELLS, PairTable, RAREST, SENTENCE_FEATURES, TERM_FEATURES,
};
use crate::{SummarySentences, SummarySentencesConfig};

/// The stage with a model that has just been trained.
///
/// # Errors
/// If the settings or the model are not those of the stage.
pub fn stage(config: SummarySentencesConfig, model: &Model) -> Result<SummarySentences, SettingError> {
    SummarySentences::with_model(config, model)
}

/// A term of an article that may be salient.
pub struct TermExample<'a> {
    /// One of its forms.
    pub form: &'a str,
    /// The hash of its stem: its key in the background.
    pub stem: u64,
    /// Its features.
    pub row: [f32; TERM_FEATURES],
}

/// A pair of neighboring words.
pub struct PairExample<'a> {
    /// The words as written.
    pub forms: [&'a str; 2],
    /// Its kind: index into the [`PairTable`].
    pub cell: usize,
}

/// An article with its features.
pub struct Prepared<'a> {
    article: Article<'a>,
    terms: Terms,
    pairs: Pairs,
}

impl<'a> Prepared<'a> {
    /// Prepares a document; `None` without tokens and sentences.
    pub fn new(doc: &'a Document, background: &DenseTable) -> Option<Self> {
        let article = Article::new(doc, doc.get::<Tokens>()?, doc.get::<Sentences>()?);
        let terms = Terms::count(&article, background);
        let pairs = Pairs::count(&article);
        Some(Prepared { article, terms, pairs })
    }

    /// The sentences that may be chosen.
    pub fn candidates(&self) -> Vec<Span> {
        self.article.body.candidates.iter().map(|candidate| candidate.span).collect()
    }

    /// Every term that may be salient.
    pub fn terms(&self) -> Vec<TermExample<'a>> {
        let mut forms = vec![""; self.article.vocabulary.len()];
        for candidate in &self.article.body.candidates {
            for (token, word) in self.article.words(candidate) {
                let form = &mut forms[word.term as usize];
                if form.is_empty() {
                    *form = self.article.form(token);
                }
            }
        }
        let rows = self.terms.rows(&self.article).into_iter();
        rows.map(|(term, row)| TermExample {
            form: forms[term as usize],
            stem: self.article.vocabulary.stem(term),
            row,
        })
        .collect()
    }

    /// Says how likely a summary is to use each term, by a forest over their features.
    pub fn weigh(&mut self, forest: &Forest) {
        self.terms.weigh(&self.article, forest);
    }

    /// Every pair of neighboring words, once. Needs the salience of the terms.
    pub fn pairs(&self) -> Vec<PairExample<'a>> {
        let mut cells: Vec<_> = self.pairs.cells(&self.article, &self.terms).collect();
        cells.sort_by_key(|(tokens, key, _)| (*key, *tokens));
        cells.dedup_by_key(|(_, key, _)| *key);
        cells
            .into_iter()
            .map(|(tokens, _, cell)| PairExample {
                forms: tokens.map(|token| self.article.form(token)),
                cell,
            })
            .collect()
    }

    /// The features of every candidate. Needs the salience of the terms.
    pub fn sentence_rows(&mut self, table: &PairTable) -> Vec<[f32; SENTENCE_FEATURES]> {
        self.pairs.expect(&self.article, &self.terms, table);
        rows(&self.article, &self.terms, &self.pairs)
    }
}
