//! Scores the claims stages on PolNeAR dev, and says how they fail and whether their confidence can be trusted.

use anyhow::Result;
use tidings::Pipeline;
use tidings_core::{Claims, Document};

use super::articles::{self, Article};
use super::score::{self, Attribution, Table, Words};
use crate::Job;

/// The values of `min_confidence` that are compared.
const LEAST: [f32; 7] = [0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8];

/// Prints the development figures.
pub fn eval(job: &Job) -> Result<()> {
    let articles = articles::read(&job.data.join("claims/polnear_dev.jsonl"))?;
    let registry = tidings::registry()?;
    let pipeline = Pipeline::builder(&registry)
        .stage("entities.values")
        .stage("entities.names")
        .stage("entities.coreference")
        .stage("claims.quotes")
        .stage("claims.attribution")
        .build()?;
    let (mut table, mut losses, mut trust) = (Table::default(), Losses::default(), Trust::default());
    let mut cuts = LEAST.map(|_| Table::default());
    for article in &articles {
        let mut doc = Document::new(article.id.as_str(), article.text.as_str())?;
        pipeline.process(&mut doc)?;
        let words = Words::new(&article.text);
        let (gold, found) = (gold(&words, article), found(&words, &doc));
        for (cut, least) in cuts.iter_mut().zip(LEAST) {
            let sure = found.iter().filter(|(_, confidence)| *confidence >= least);
            score::add(cut, &words, &gold, &sure.map(|(found, _)| found.clone()).collect::<Vec<_>>());
        }
        let attributions: Vec<Attribution> = found
            .into_iter()
            .map(|(attribution, confidence)| {
                trust.add(confidence, gold.iter().any(|gold| is_soft(gold, &attribution)));
                attribution
            })
            .collect();
        gold.iter().for_each(|gold| losses.add(gold, &attributions));
        score::add(&mut table, &words, &gold, &attributions);
    }
    println!("PolNeAR dev\n{table}");
    trust.print();
    println!("least confidence   P      R     F1 (soft)   P      R     F1 (content overlap)");
    for (cut, least) in cuts.iter().zip(LEAST) {
        let [p, r, f1] = cut.percent("relation soft");
        let [content_p, content_r, content_f1] = cut.percent("overlap content");
        println!(
            "  {least:.2}         {p:>6.1} {r:>6.1} {f1:>6.1}      {content_p:>6.1} {content_r:>6.1} {content_f1:>6.1}"
        );
    }
    if job.losses {
        losses.print();
    }
    Ok(())
}

fn is_soft(gold: &Attribution, found: &Attribution) -> bool {
    score::is_soft(gold, found, score::f1(&gold.content, &found.content))
}

/// Why gold attributions were missed.
#[derive(Default)]
struct Losses {
    missed_cue: usize,
    wrong_source: usize,
    wrong_edge: usize,
    wrong_link: usize,
}

impl Losses {
    fn add(&mut self, gold: &Attribution, found: &[Attribution]) {
        if found.iter().any(|found| is_soft(gold, found)) {
            return;
        }
        let same_cue: Vec<&Attribution> =
            found.iter().filter(|found| score::touch(&gold.cue, &found.cue)).collect();
        let likeness = |found: &&Attribution| score::f1(&gold.content, &found.content);
        if same_cue.is_empty() {
            self.missed_cue += 1;
        } else if same_cue.iter().any(|found| likeness(found) >= 0.5) {
            self.wrong_source += 1;
        } else if same_cue.iter().any(|found| likeness(found) > 0.0) {
            self.wrong_edge += 1;
        } else {
            self.wrong_link += 1;
        }
    }

    fn print(&self) {
        println!(
            "missed: cue not found {}, source wrong {}, edges of the content wrong {}, linked to another content {}",
            self.missed_cue, self.wrong_source, self.wrong_edge, self.wrong_link
        );
    }
}

/// How many claims of a confidence are right, in steps of a tenth.
#[derive(Default)]
struct Trust([(usize, usize, f64); 10]);

impl Trust {
    fn add(&mut self, confidence: f32, right: bool) {
        let step = ((confidence * 10.0) as usize).min(9);
        self.0[step].0 += 1;
        self.0[step].1 += usize::from(right);
        self.0[step].2 += f64::from(confidence);
    }

    fn print(&self) {
        println!("confidence   claims   said   right");
        for (step, (all, right, sum)) in self.0.iter().enumerate().filter(|(_, row)| row.0 > 0) {
            let share = |part: f64| 100.0 * part / *all as f64;
            println!("  .{step}        {all:>6} {:>6.0} {:>7.0}", share(*sum), share(*right as f64));
        }
    }
}

/// The gold attributions of an article.
pub fn gold(words: &Words, article: &Article) -> Vec<Attribution> {
    let claims = article.claims.iter();
    claims.filter_map(|claim| Attribution::new(words, &claim.source, &claim.cue, &claim.content)).collect()
}

/// The claims of a document, with their confidence.
fn found(words: &Words, doc: &Document) -> Vec<(Attribution, f32)> {
    let claims = doc.get::<Claims>().map_or(&[][..], |claims| &claims.0);
    claims
        .iter()
        .filter_map(|claim| {
            let attribution =
                Attribution::new(words, claim.source.as_slice(), claim.cue.as_slice(), &claim.content)?;
            Some((attribution, claim.confidence))
        })
        .collect()
}
