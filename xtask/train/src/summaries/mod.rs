//! The choice of sentences for a summary.

mod articles;

use anyhow::Result;
use tidings::summary::{SummarySentences, SummarySentencesConfig};
use tidings::{SentenceKind, Sentences, Stage, StageType, Summary};

use crate::Job;
use crate::rouge::{Rouge, Scores};

/// Prints the development figures.
pub fn eval(job: &Job) -> Result<()> {
    for (name, file) in
        [("cnndm", "summaries/cnndm_train.jsonl.gz"), ("gum", "summaries/gum_summaries.jsonl")]
    {
        let mut articles = articles::read(&job.data.join(file))?;
        let stage = SummarySentences::new(SummarySentencesConfig::default())?;
        let mut rouge = Rouge::default();
        let (mut ours, mut lead) = (Scores::default(), Scores::default());
        let mut out = String::new();
        let mut words = 0;
        let mut removed = 0;
        for article in &mut articles {
            stage.process(&mut article.doc).unwrap();
            let doc = &article.doc;
            let references: Vec<_> = article.references.iter().map(|text| rouge.reference(text)).collect();
            let mut score = |sentences: &[&str]| {
                let sentences: Vec<_> = sentences.iter().map(|text| rouge.words(text)).collect();
                let sentences: Vec<_> = sentences.iter().map(Vec::as_slice).collect();
                let scores = references.iter().map(|reference| reference.score(&sentences));
                scores.max_by(|a, b| a.mean().total_cmp(&b.mean())).unwrap_or_default()
            };
            let summary: Vec<&str> =
                doc.get::<Summary>().unwrap().0.iter().map(|s| doc.slice(s.span)).collect();
            words += summary.iter().map(|s| s.split_whitespace().count()).sum::<usize>();
            out += &serde_json::json!({"id": article.id, "summary": summary}).to_string();
            out += "\n";
            let lead3: Vec<&str> = doc
                .get::<Sentences>()
                .unwrap()
                .0
                .iter()
                .filter(|s| s.kind == SentenceKind::Prose)
                .take(3)
                .map(|s| doc.slice(s.span))
                .collect();
            ours = ours + score(&summary);
            lead = lead + score(&lead3);
            removed += article.raw.len() - doc.text().len();
        }
        std::fs::write(format!("/tmp/pred_{name}.jsonl"), out)?;
        let factor = 100.0 / articles.len() as f64;
        println!(
            "{name} ours {:?} lead {:?} words {} removed {removed}",
            ours.scaled(factor),
            lead.scaled(factor),
            words / articles.len()
        );
    }
    Ok(())
}
