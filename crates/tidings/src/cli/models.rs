//! `tidings models`: the models inside the program, and the card of each.

use std::fmt::Write;

use anyhow::{Context, anyhow};

use super::{Status, WrongUse, print};
use crate::models::{ModelCard, built_in, megabytes};
use crate::registry;

/// List the models that are compiled in, or show the card of one
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  tidings models
  tidings models attribution")]
pub(super) struct Models {
    /// The name of a model
    name: Option<String>,
}

impl Models {
    pub(super) fn execute(self) -> anyhow::Result<Status> {
        let cards =
            built_in(&registry()?).context("a model in this program cannot be read: build it again")?;
        match &self.name {
            None => print(&list(&cards))?,
            Some(name) => {
                let card = cards.iter().find(|card| card.metadata.name == *name);
                print(&card.ok_or_else(|| unknown(&cards, name))?.page(None))?;
            }
        }
        Ok(Status::Well)
    }
}

/// A table of the models; under each the terms of its data and the first of its figures, which are too long for columns.
fn list(cards: &[ModelCard]) -> String {
    if cards.is_empty() {
        return "No stage of this program has a model.\n".to_owned();
    }
    let rows: Vec<[String; 5]> = cards.iter().map(row).collect();
    let mut out = String::new();
    let head = ["model", "recipe of", "size", "CRC-32", "stages"].map(str::to_owned);
    let mut widths = head.each_ref().map(String::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |out: &mut String, [name, date, size, checksum, stages]: &[String; 5]| {
        let [a, b, c, d, _] = widths;
        let _ = writeln!(out, "{name:<a$}  {date:<b$}  {size:>c$}  {checksum:<d$}  {stages}");
    };
    line(&mut out, &head);
    for (card, row) in cards.iter().zip(&rows) {
        line(&mut out, row);
        details(&mut out, card);
    }
    let total = cards.iter().map(|card| card.size).sum();
    let _ = writeln!(out, "\n{} models, {} together", cards.len(), megabytes(total));
    out.push_str("`tidings models NAME` shows the card of a model.\n");
    out
}

fn row(card: &ModelCard) -> [String; 5] {
    let about = &card.metadata;
    let checksum = format!("{:08x}", card.checksum);
    [about.name.clone(), about.date.clone(), megabytes(card.size), checksum, card.stages.join(", ")]
}

fn details(out: &mut String, card: &ModelCard) {
    let mut terms: Vec<&str> = Vec::new();
    for source in &card.metadata.data {
        if !terms.contains(&source.license.as_str()) {
            terms.push(&source.license);
        }
    }
    let _ = writeln!(out, "  data: {}", if terms.is_empty() { "none".to_owned() } else { terms.join("; ") });
    if let Some(figure) = card.metadata.figures.first() {
        let _ = writeln!(out, "  {}, {}: {:.2}", figure.set, figure.measure, figure.value);
    }
}

fn unknown(cards: &[ModelCard], name: &str) -> anyhow::Error {
    let names = cards.iter().map(|card| card.metadata.name.as_str());
    let help = match crate::config::nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`tidings models` lists them".to_owned(),
    };
    anyhow!(WrongUse(format!("there is no model `{name}`: {help}")))
}
