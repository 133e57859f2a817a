//! The area `values`: scores dates and numbers on data that mark some of them, and our own cases for all of them.
//!
//! The data mark dates (with times) and, in one corpus, numbers of any kind but ranks: amounts of money, shares and measures
//! too. It marks only numbers that its authors thought telling, so that precision there is that of the choice. Figures are those of the usual scorer: spans
//! that overlap with the same label, and spans that are the same but for "the" and a possessive.

mod cases;
mod dates;
mod score;

use anyhow::Result;
use serde::Deserialize;
use tidings_core::{Document, Label, Stage, StageType, Values};

use crate::{Job, data};
use score::{Place, Score};

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    entities: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    label: String,
}

/// The files, and the labels that each marks.
const FILES: [(&str, &[&str]); 3] = [
    ("redocred-train", &["DATE", "CARDINAL"]),
    ("gum-derived-train", &["DATE"]),
    ("gum-derived-dev", &["DATE"]),
];

/// Prints the figures of every file and of the cases.
pub fn eval(job: &Job) -> Result<()> {
    println!("| data | label | gold | found | overlap P | R | F1 | same span F1 |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, labels) in FILES {
        let rows: Vec<Row> = data::rows(&job.data.join("entities").join(format!("{name}.jsonl")))?;
        let mut scores: Vec<Score> = labels.iter().map(|_| Score::default()).collect();
        for row in &rows {
            let found = find(row)?;
            for (label, score) in labels.iter().zip(&mut scores) {
                let gold = row.entities.iter().filter(|entity| entity.label == *label);
                let gold: Vec<Place> = gold.map(|entity| (entity.start, entity.end)).collect();
                let own = found.iter().filter(|(other, _)| folded(*other, labels) == Some(*label));
                let own: Vec<Place> = own.map(|(_, place)| *place).collect();
                score.add(&row.text, gold, own);
            }
        }
        for (label, score) in labels.iter().zip(&scores) {
            let (precision, recall, f1) = score.overlap();
            println!(
                "| {name} | {label} | {} | {} | {precision:.2} | {recall:.2} | {f1:.2} | {:.2} |",
                score.gold,
                score.found,
                score.same()
            );
            if job.losses {
                score.print_losses();
            }
        }
    }
    cases::eval(job)?;
    dates::eval(job)
}

/// The label under which the data has a value; `None` if it marks no such thing.
fn folded<'l>(label: Label, labels: &[&'l str]) -> Option<&'l str> {
    let known = |name: &str| labels.iter().copied().find(|known| *known == name);
    known(label.name()).or_else(|| match label {
        Label::Time => known("DATE"),
        Label::Quantity | Label::Money | Label::Percent => known("CARDINAL"),
        _ => None,
    })
}

/// The values of a row, in code points.
fn find(row: &Row) -> Result<Vec<(Label, Place)>> {
    let mut doc = Document::new(row.id.as_str(), row.text.as_str())?;
    tidings::language::Tokenizer::new(Default::default())?.process(&mut doc)?;
    tidings::entities::ValuesStage::new(Default::default())?.process(&mut doc)?;
    let mut place = vec![0; row.text.len() + 1];
    for (number, (at, char)) in row.text.char_indices().enumerate() {
        place[at] = number;
        place[at + char.len_utf8()] = number + 1;
    }
    let values = doc.get::<Values>().map_or(&[][..], |values| &values.0);
    let of = |at: u32| place.get(at as usize).copied().unwrap_or(0);
    Ok(values.iter().map(|value| (value.label, (of(value.span.start), of(value.span.end)))).collect())
}
