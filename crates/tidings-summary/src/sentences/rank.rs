//! The trained ranker: how likely a written summary is to have each word, each pair and each sentence.

use std::borrow::Cow;

use tidings_learn::dense::DenseTable;
use tidings_learn::forest::Forest;
use tidings_learn::{Aligned, Model, ModelError};

use super::article::Article;
use super::features::{Row, SENTENCE_FEATURES, rows};
use super::pairs::{PairTable, Pairs};
use super::reasons::{Special, strongest};
use super::terms::{TERM_FEATURES, Terms};

/// The model that is compiled in.
pub(super) static EMBEDDED: &[u8] = &Aligned(*include_bytes!("../../models/summary.sentences.model")).0;

/// The parts of a model.
#[derive(Clone)]
pub(crate) struct Ranker {
    background: DenseTable,
    terms: Forest,
    pairs: PairTable,
    sentences: Forest,
}

impl std::fmt::Debug for Ranker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ranker").field("trees", &self.sentences.trees()).finish_non_exhaustive()
    }
}

impl Ranker {
    /// The ranker of a model.
    pub(super) fn open(model: &Model) -> Result<Self, ModelError> {
        let forest = |name: &str, width: usize| {
            let forest = Forest::from_section(&model.section(name)?)?;
            if forest.width() == width {
                Ok(forest)
            } else {
                Err(ModelError::Damaged(format!("its {name} have {} features, not {width}", forest.width())))
            }
        };
        let background = DenseTable::open(model.section("background")?)?;
        if background.labels() != 2 {
            return Err(ModelError::Damaged("its background is not one of terms".to_owned()));
        }
        Ok(Ranker {
            background,
            terms: forest("terms", TERM_FEATURES)?,
            pairs: PairTable::open(&model.section("pairs")?)?,
            sentences: forest("sentences", SENTENCE_FEATURES)?,
        })
    }

    /// Scores every candidate.
    pub(super) fn rank<'a>(&'a self, article: &'a Article<'a>) -> Ranking<'a> {
        let mut terms = Terms::count(article, &self.background);
        terms.weigh(article, &self.terms);
        let mut pairs = Pairs::count(article);
        pairs.expect(article, &terms, &self.pairs);
        let rows = rows(article, &terms, &pairs);
        let scores = self.sentences.scores(rows.iter().map(|row| &row[..]));
        Ranking { ranker: self, article, terms, pairs, rows, scores }
    }
}

/// The scores of the candidates of an article, and what they come from.
pub(super) struct Ranking<'a> {
    ranker: &'a Ranker,
    pub(super) article: &'a Article<'a>,
    pub(super) terms: Terms,
    pub(super) pairs: Pairs,
    pub(super) rows: Vec<Row>,
    /// Log-odds that a written summary has the sentence.
    pub(super) scores: Vec<f32>,
}

impl Ranking<'_> {
    /// Why a candidate has its score.
    pub(super) fn reasons(&self, candidate: usize) -> Vec<Cow<'static, str>> {
        let mut contributions = [0.0; SENTENCE_FEATURES];
        self.ranker.sentences.contributions(&self.rows[candidate], &mut contributions);
        let title_words = self.article.title_words(&self.article.body.candidates[candidate]);
        let special = Special { opens: candidate == 0, has_title_words: title_words > 1 };
        strongest(&contributions, special)
    }
}

#[cfg(test)]
mod tests {
    use tidings_core::{Sentences, Tokens};

    use super::super::features::LEANS;
    use super::*;
    use crate::splitter::document;

    #[test]
    fn to_lean_on_another_sentence_never_helps() {
        let doc = document(
            "The ferry from Marren sank on Friday, the council said.\n\"We saw it go down within ten minutes.\"\n\
             The council of Marren has 3 million for a new ferry.\nHe said this was not enough.\n\
             But the island of Marren has 1,200 people, and the harbor of Alton is 40 miles away.",
        );
        let (tokens, sentences) = (doc.get::<Tokens>().unwrap(), doc.get::<Sentences>().unwrap());
        let article = Article::new(&doc, tokens, sentences);
        let ranker = Ranker::open(&Model::embedded(EMBEDDED).unwrap()).unwrap();
        let ranking = ranker.rank(&article);
        let mut fell = false;
        for (row, feature) in ranking.rows.iter().flat_map(|row| LEANS.map(|feature| (row, feature))) {
            let score = |value: f32| {
                let mut row = *row;
                row[feature] = value;
                ranker.sentences.score(&row)
            };
            assert!(score(0.0) >= score(0.5) && score(0.5) >= score(1.0));
            fell |= score(0.0) > score(1.0);
        }
        assert!(fell);
    }
}
