//! Persons, organizations and places from raw text, a leading article and a trailing possessive forgiven.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;
use tidings_core::{Document, Entities, Label, Span, Stage, StageType, Tokens};
use tidings_entities::names::gazetteer::Gazetteer;
use tidings_entities::names::{NameType, tag_with};
use tidings_entities::{NamesConfig, NamesStage};
use tidings_learn::{Figure, Model};

use super::corpus::{self, Before, DEV, Row, byte_offsets};
use crate::Job;

/// Right, in the gold, found: for persons, organizations and places.
#[derive(Default, Clone, Copy)]
struct Counts([[usize; 3]; 3]);

impl Counts {
    fn f1(self, kind: usize) -> f64 {
        let [right, gold, found] = self.0[kind];
        200.0 * right as f64 / (gold + found).max(1) as f64
    }

    fn all(self) -> [usize; 3] {
        [0, 1, 2].map(|column| self.0.iter().map(|row| row[column]).sum())
    }

    fn micro(self) -> f64 {
        let [right, gold, found] = self.all();
        200.0 * right as f64 / (gold + found).max(1) as f64
    }
}

/// The class that the measure counts; `None` for other names.
fn class(label: &str) -> Option<usize> {
    match label {
        "PERSON" => Some(0),
        "ORG" => Some(1),
        "GPE" | "LOC" | "FAC" => Some(2),
        _ => None,
    }
}

/// Prints the development figures of the stage.
pub fn eval(job: &Job) -> Result<()> {
    let stage = NamesStage::new(NamesConfig::default())?;
    print(&job.data, &|doc| {
        stage.process(doc)?;
        let mentions = doc.get::<Entities>().map(|entities| entities.mentions.clone()).unwrap_or_default();
        let of = |label: Label| class(label.name());
        Ok(mentions.iter().filter_map(|mention| Some((mention.span, of(mention.label)?))).collect())
    })
    .map(|_| ())
}

/// The figures of a model that is not in its crate yet.
pub fn figures(data: &Path, model: &Model) -> Result<Vec<Figure>> {
    let gazetteer = Gazetteer::embedded()?;
    print(data, &|doc| {
        let spans = tag_with(model, doc, &gazetteer)?;
        let Some(tokens) = doc.get::<Tokens>() else { return Ok(Vec::new()) };
        let found = spans.into_iter().filter_map(|span| {
            let class = match NameType::ALL[span.kind] {
                NameType::Person => 0,
                NameType::Org => 1,
                NameType::Place => 2,
                _ => return None,
            };
            Some((tokens.cover(span.items)?, class))
        });
        Ok(found.collect())
    })
}

type Find<'f> = &'f dyn Fn(&mut Document) -> Result<Vec<(Span, usize)>>;

fn print(data: &Path, find: Find<'_>) -> Result<Vec<Figure>> {
    let before = Before::new()?;
    let mut figures = Vec::new();
    println!("{:<16} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}", "set", "P", "R", "F1", "PER", "ORG", "LOC");
    let mut sum = 0.0;
    for (set, file) in DEV {
        let mut counts = Counts::default();
        for row in corpus::rows(data, file)? {
            let mut doc = before.document(&row.text)?;
            let found = find(&mut doc)?;
            count(&row, &found, &mut counts);
        }
        let [right, gold, mine] = counts.all();
        let share = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
        let by = [0, 1, 2].map(|kind| counts.f1(kind));
        println!(
            "{set:<16} {:>6.2} {:>6.2} {:>6.2} {:>6.2} {:>6.2} {:>6.2}",
            share(mine),
            share(gold),
            counts.micro(),
            by[0],
            by[1],
            by[2]
        );
        sum += counts.micro();
        figures.push(Figure::new(set, "persons, organizations, places: F1", counts.micro()));
    }
    println!("mean {:.2}", sum / DEV.len() as f64);
    Ok(figures)
}

fn count(row: &Row, found: &[(Span, usize)], counts: &mut Counts) {
    let offsets = byte_offsets(&row.text);
    let byte = |at: usize| offsets.get(at).copied().unwrap_or(row.text.len() as u32);
    let gold: HashSet<(u32, u32, usize)> = row
        .entities
        .iter()
        .filter_map(|marked| {
            let span = trim(&row.text, Span::new(byte(marked.start), byte(marked.end)));
            Some((span.start, span.end, class(&marked.label)?))
        })
        .collect();
    let found: HashSet<(u32, u32, usize)> = found
        .iter()
        .map(|(span, class)| {
            let span = trim(&row.text, *span);
            (span.start, span.end, *class)
        })
        .collect();
    for (kind, row) in counts.0.iter_mut().enumerate() {
        row[0] += gold.intersection(&found).filter(|item| item.2 == kind).count();
        row[1] += gold.iter().filter(|item| item.2 == kind).count();
        row[2] += found.iter().filter(|item| item.2 == kind).count();
    }
}

/// Without a leading article and a trailing possessive.
fn trim(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start, span.end);
    let slice = |start: u32, end: u32| Span::new(start, end).slice(text).unwrap_or("");
    let word = slice(start, end);
    for article in ["the", "an", "a"] {
        if word.get(..article.len()).is_some_and(|first| first.eq_ignore_ascii_case(article)) {
            let rest = word[article.len()..].trim_start();
            if rest.len() < word.len() - article.len() && !rest.is_empty() {
                start = end - rest.len() as u32;
                break;
            }
        }
    }
    let word = slice(start, end);
    for possessive in ["'s", "’s", "'", "’"] {
        if let Some(rest) = word.strip_suffix(possessive).filter(|rest| !rest.is_empty()) {
            end = start + rest.trim_end().len() as u32;
            break;
        }
    }
    Span::new(start, end)
}
