//! Scoring summaries against what people wrote, beside the first three sentences.

use anyhow::{Result, anyhow};
use tidings::summary::SummarySentences;
use tidings::{Document, SentenceKind, Sentences, Span, Stage, Summary};

use super::articles::Article;
use crate::rouge::{Reference, Rouge, Scores};

/// Which sentences a system takes of a document.
pub type System<'a> = &'a dyn Fn(&mut Document) -> Result<Vec<Span>>;

/// The sums over a set of articles.
#[derive(Clone, Copy, Default)]
pub struct Total {
    /// As measured.
    pub scores: Scores,
    /// If the references said as much as those of the Daily Mail.
    pub stretched: Scores,
    /// Words of the summaries, between white space.
    pub words: usize,
    /// How many articles.
    pub articles: usize,
}

/// Highlights of the Daily Mail are this much longer than those of CNN.
const STRETCH: f64 = 1.7;

impl Total {
    /// The mean scores in percent.
    pub fn mean(&self) -> Scores {
        self.scores.scaled(100.0 / self.articles.max(1) as f64)
    }

    /// A line of a table.
    pub fn line(&self, name: &str) -> String {
        let (as_is, stretched) = (self.mean(), self.stretched.scaled(100.0 / self.articles.max(1) as f64));
        format!(
            "{name:28} {:5}  {:6.2} {:6.2} {:6.2}  {:6.2}   {:6.2}  {:6.1}",
            self.articles,
            as_is.one,
            as_is.two,
            as_is.lsum,
            as_is.mean(),
            stretched.mean(),
            self.words as f64 / self.articles.max(1) as f64
        )
    }
}

/// The head of a table of lines.
pub const HEAD: &str = "set and system              articles    R-1    R-2 R-Lsum    mean  long ref   words";

/// Scores a system; the best reference of an article counts.
pub fn score<'a>(articles: impl Iterator<Item = &'a mut Article>, system: System<'_>) -> Result<Total> {
    let mut rouge = Rouge::default();
    let mut total = Total::default();
    for article in articles {
        let spans = system(&mut article.doc)?;
        let texts: Vec<&str> = spans.iter().map(|span| article.doc.slice(*span)).collect();
        let summary: Vec<_> = texts.iter().map(|text| rouge.words(text)).collect();
        let summary: Vec<_> = summary.iter().map(Vec::as_slice).collect();
        let references: Vec<Reference> =
            article.references.iter().map(|text| rouge.reference(text)).collect();
        let best = |stretch: f64| {
            let scores = references.iter().map(|reference| reference.score(&summary, stretch));
            scores.max_by(|a, b| a.mean().total_cmp(&b.mean())).unwrap_or_default()
        };
        total.scores = total.scores + best(1.0);
        total.stretched = total.stretched + best(STRETCH);
        total.words += texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
        total.articles += 1;
    }
    Ok(total)
}

/// The first three sentences.
pub fn lead(doc: &mut Document) -> Result<Vec<Span>> {
    let sentences = doc.get::<Sentences>().map_or(&[][..], |sentences| &sentences.0);
    let prose = sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Prose);
    Ok(prose.take(3).map(|sentence| sentence.span).collect())
}

/// What the stage chooses.
pub fn chosen(stage: &SummarySentences, doc: &mut Document) -> Result<Vec<Span>> {
    stage.process(doc).map_err(|error| anyhow!("{error}"))?;
    let summary = doc.get::<Summary>().map_or(&[][..], |summary| &summary.0);
    Ok(summary.iter().map(|sentence| sentence.span).collect())
}
