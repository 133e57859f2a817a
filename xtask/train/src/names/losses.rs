//! What goes wrong on the news set, by kind: `cargo xtask eval names --losses`.

use std::collections::BTreeMap;

use anyhow::Result;
use tidings_core::Span;

use super::corpus::{Before, Row, byte_offsets};
use super::score::{Mentions, trim};

/// The most kinds and names of a kind that are printed.
const KINDS: usize = 30;
const NAMES: usize = 12;

/// The names of one kind of loss, with how often each is lost.
type Names = BTreeMap<String, usize>;

/// Prints the losses: what is missed, what is found and is none, and what has another label or other ends.
pub fn print(rows: &[Row], mentions: Mentions<'_>) -> Result<()> {
    let before = Before::new()?;
    let mut kinds: BTreeMap<String, Names> = BTreeMap::new();
    for row in rows {
        let mut doc = before.document(&row.text)?;
        let found = mentions(&mut doc)?;
        let found: Vec<(Span, &str)> =
            found.iter().map(|(span, label)| (trim(&row.text, *span), label.name())).collect();
        for (kind, name) in losses(row, &found) {
            *kinds.entry(kind).or_default().entry(name).or_default() += 1;
        }
    }
    let mut kinds: Vec<(usize, String, Names)> =
        kinds.into_iter().map(|(kind, names)| (names.values().sum(), kind, names)).collect();
    kinds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (count, kind, names) in kinds.into_iter().take(KINDS) {
        let mut names: Vec<(String, usize)> = names.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let names: Vec<String> =
            names.into_iter().take(NAMES).map(|(name, count)| format!("{name} {count}")).collect();
        println!("{count:>5} {kind}: {}", names.join(", "));
    }
    println!();
    Ok(())
}

/// The losses of an article, each as its kind and the name.
fn losses(row: &Row, found: &[(Span, &str)]) -> Vec<(String, String)> {
    let offsets = byte_offsets(&row.text);
    let byte = |at: usize| offsets.get(at).copied().unwrap_or(row.text.len() as u32);
    let words =
        |span: Span| span.slice(&row.text).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let overlap = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    let mut out = Vec::new();
    let gold: Vec<(Span, &str)> = row
        .entities
        .iter()
        .map(|marked| (Span::new(byte(marked.start), byte(marked.end)), marked.label.as_str()))
        .collect();
    for (span, label) in &gold {
        let near: Vec<_> = found.iter().filter(|(other, _)| overlap(*span, *other)).collect();
        match near.as_slice() {
            [] => out.push((format!("{label} missed"), words(*span))),
            [(other, found)] if other == span && found == label => {}
            [(other, found)] if other == span => {
                out.push((format!("{label} is called {found}"), words(*span)))
            }
            near => {
                let found: Vec<String> =
                    near.iter().map(|(span, label)| format!("{} {label}", words(*span))).collect();
                out.push((
                    format!("{label} with other ends"),
                    format!("[{}] as [{}]", words(*span), found.join("; ")),
                ));
            }
        }
    }
    let masked: Vec<Span> =
        row.masked.iter().map(|[start, end]| Span::new(byte(*start), byte(*end))).collect();
    for (span, label) in found {
        let known = gold.iter().map(|(other, _)| *other).chain(masked.iter().copied());
        if !known.into_iter().any(|other| overlap(*span, other)) {
            out.push((format!("{label} is none"), words(*span)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::corpus::Marked;
    use super::*;

    #[test]
    fn a_loss_is_missed_called_otherwise_cut_otherwise_or_none() {
        let text = "Ida Berg left Oslo for Acme Mining of Lund on Moss.";
        let marked = |name: &str, label: &str| {
            let start = text.find(name).unwrap();
            Marked { start, end: start + name.len(), label: label.to_owned() }
        };
        let entities =
            vec![marked("Ida Berg", "PERSON"), marked("Oslo", "GPE"), marked("Acme Mining", "ORG")];
        let row = Row { text: text.to_owned(), entities, masked: Vec::new() };
        let span = |name: &str| {
            let start = text.find(name).unwrap() as u32;
            Span::new(start, start + name.len() as u32)
        };
        let found = [(span("Oslo"), "ORG"), (span("Acme"), "ORG"), (span("Moss"), "GPE")];
        let kinds: Vec<String> = losses(&row, &found).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["PERSON missed", "GPE is called ORG", "ORG with other ends", "GPE is none"]);
    }
}
