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
use super::{losses, news};
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

/// Prints the development figures of the stage: those of the news set first, with all labels.
pub fn eval(job: &Job) -> Result<()> {
    let stage = NamesStage::new(NamesConfig::default())?;
    let mentions = |doc: &mut Document| -> Result<Vec<(Span, Label)>> {
        stage.process(doc)?;
        let mentions = doc.get::<Entities>().map(|entities| entities.mentions.clone()).unwrap_or_default();
        Ok(mentions.iter().map(|mention| (mention.span, mention.label)).collect())
    };
    by_label(&job.data, &mentions)?;
    if job.losses {
        losses::print(&news::rows(&job.data)?, &mentions)?;
    }
    print(&job.data, &|doc| {
        let found = mentions(doc)?.into_iter();
        Ok(found.filter_map(|(span, label)| Some((span, class(label.name())?))).collect())
    })
    .map(|_| ())
}

/// Finds the names of a document.
pub type Mentions<'m> = &'m dyn Fn(&mut Document) -> Result<Vec<(Span, Label)>>;

/// Prints what is found of every label of the news set.
fn by_label(data: &Path, mentions: Mentions<'_>) -> Result<()> {
    let before = Before::new()?;
    let labels: Vec<Label> = Label::ALL.into_iter().filter(|label| !label.is_value()).collect();
    let mut counts = vec![[0; 3]; labels.len()];
    for row in news::rows(data)? {
        let mut doc = before.document(&row.text)?;
        let found = mentions(&mut doc)?;
        for (label, counts) in labels.iter().zip(&mut counts) {
            let of = |name: &str| (name == label.name()).then_some(0);
            let found: Vec<_> =
                found.iter().filter(|item| item.1 == *label).map(|item| (item.0, 0)).collect();
            add_spans(&row, &found, of, std::slice::from_mut(counts));
        }
    }
    println!("{} by label    {:>6} {:>6} {:>6} {:>6}", news::NAME, "gold", "P", "R", "F1");
    for (label, [right, gold, found]) in labels.iter().zip(counts) {
        let share = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
        let f1 = 200.0 * right as f64 / (gold + found).max(1) as f64;
        println!("{:<17} {gold:>6} {:>6.2} {:>6.2} {f1:>6.2}", label.name(), share(found), share(gold));
    }
    println!();
    Ok(())
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

/// What finds names in a document.
pub type Find<'f> = &'f dyn Fn(&mut Document) -> Result<Vec<(Span, usize)>>;

/// Prints the development figures of whatever finds names.
pub fn print(data: &Path, find: Find<'_>) -> Result<Vec<Figure>> {
    let before = Before::new()?;
    let mut figures = Vec::new();
    println!("{:<16} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}", "set", "P", "R", "F1", "PER", "ORG", "LOC");
    let mut sum = 0.0;
    let sets = std::iter::once((news::NAME, news::rows(data)))
        .chain(DEV.iter().map(|(set, file)| (*set, corpus::rows(data, file))));
    for (number, (set, rows)) in sets.enumerate() {
        let mut counts = Counts::default();
        for row in rows? {
            let mut doc = before.document(&row.text)?;
            let found = find(&mut doc)?;
            add_spans(&row, &found, class, &mut counts.0);
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
        sum += if number > 0 { counts.micro() } else { 0.0 };
        figures.push(Figure::new(set, "persons, organizations, places: F1", counts.micro()));
    }
    println!("mean of the six sets of others {:.2}", sum / DEV.len() as f64);
    Ok(figures)
}

/// Adds what is right, what is in the gold and what was found, by class. What lies in a masked part of the text does not count.
fn add_spans(
    row: &Row,
    found: &[(Span, usize)],
    class: impl Fn(&str) -> Option<usize>,
    counts: &mut [[usize; 3]],
) {
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
    let masked: Vec<Span> =
        row.masked.iter().map(|[start, end]| Span::new(byte(*start), byte(*end))).collect();
    let found: HashSet<(u32, u32, usize)> = found
        .iter()
        .filter(|(span, _)| !masked.iter().any(|masked| masked.start < span.end && span.start < masked.end))
        .map(|(span, class)| {
            let span = trim(&row.text, *span);
            (span.start, span.end, *class)
        })
        .collect();
    for (kind, row) in counts.iter_mut().enumerate() {
        row[0] += gold.intersection(&found).filter(|item| item.2 == kind).count();
        row[1] += gold.iter().filter(|item| item.2 == kind).count();
        row[2] += found.iter().filter(|item| item.2 == kind).count();
    }
}

/// Without a leading article and a trailing possessive.
pub fn trim(text: &str, span: Span) -> Span {
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
