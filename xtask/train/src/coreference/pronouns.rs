//! Whom pronouns mean: our own cases, and the development part of GUM, whose pronouns were read for this project.
//!
//! The names are given, so that the figures say nothing about finding them. What counts is precision: a wrong person is worse than none.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use tidings_core::{Document, Entities, Label, ReferenceKind, References, Span};

/// Our own cases, one a line; the format is told at its top.
const CASES: &str = include_str!("../../../../tests/cases/coreference.txt");
/// What the pronouns of GUM mean.
const GUM: &str = include_str!("../../../../tests/cases/gum-pronouns.tsv");

/// How many pronouns came out how.
#[derive(Default)]
pub struct Outcome {
    /// Given the right name.
    pub named: usize,
    /// Given the right words for somebody without a name.
    pub unnamed: usize,
    /// Given a wrong name, or a name though there is none.
    pub wrong: usize,
    /// Given words, though there is a name or other words.
    pub other_words: usize,
    /// All that are marked.
    pub all: usize,
    /// What went wrong.
    mistakes: Vec<String>,
    /// What was left open.
    silent: Vec<String>,
}

impl Outcome {
    /// How many of the answers with a name are right, of 100.
    pub fn precision(&self) -> f64 {
        100.0 * self.named as f64 / (self.named + self.wrong).max(1) as f64
    }

    /// Prints a line of a table.
    fn print(&self, name: &str, losses: bool) {
        let answers = self.named + self.unnamed + self.wrong + self.other_words;
        let either = 100.0 * (self.named + self.unnamed) as f64 / answers.max(1) as f64;
        let recall = 100.0 * (self.named + self.unnamed) as f64 / self.all.max(1) as f64;
        println!(
            "| {name} | {} | {} | {} | {:.1} | {} | {} | {either:.1} | {recall:.1} |",
            self.all,
            self.named,
            self.wrong,
            self.precision(),
            self.unnamed,
            self.other_words
        );
        if losses {
            self.mistakes.iter().for_each(|mistake| println!("wrong: {mistake}"));
            self.silent.iter().for_each(|silent| println!("open: {silent}"));
        }
    }

    /// Takes down the answer for one pronoun: what it should be, and what it is.
    fn count(&mut self, context: &str, right: &Answer, found: Option<&Answer>) {
        if matches!((right, found), (Answer::Words(words), None) if words == NOBODY || words == ANY) {
            return;
        }
        self.all += 1;
        match (right, found) {
            (_, None) => self.silent.push(format!("{context} = {right:?}")),
            (Answer::Name(a), Some(Answer::Name(b))) if a == b => self.named += 1,
            (Answer::Words(a), Some(Answer::Words(b))) if a.eq_ignore_ascii_case(b) || a == ANY => {
                self.unnamed += 1
            }
            (_, Some(found @ Answer::Name(_))) => {
                self.wrong += 1;
                self.mistakes.push(format!("{context} = {right:?}, not {found:?}"));
            }
            (_, Some(found @ Answer::Words(_))) => {
                self.other_words += 1;
                self.mistakes.push(format!("(words) {context} = {right:?}, not {found:?}"));
            }
        }
    }
}

/// Whom a pronoun means.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    /// An entity, by its name or its number.
    Name(String),
    /// Somebody without a name, by the words for them.
    Words(String),
}

/// It is not sure who is meant.
const NOBODY: &str = "nobody";
/// Any words: data that do not say which.
const ANY: &str = "-";

/// Prints the figures.
pub fn eval(stages: &super::Stages, gum: &[super::Row], losses: bool) -> Result<()> {
    println!(
        "\n| pronouns | marked | right name | wrong name | precision of names | right words | other words | precision of both | recall of both |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    of_cases(stages)?.print("own cases", losses);
    of_gum(stages, gum)?.print("gum-derived-dev", losses);
    Ok(())
}

/// A case: its text, the names in it, and what its pronouns mean.
struct Case {
    text: String,
    names: Vec<(Span, Label, f32)>,
    pronouns: BTreeMap<Span, Answer>,
}

impl Case {
    /// Reads a line: `[PERSON Ann Lee]` is a name, `[he = Ann Lee]` a pronoun, ` ¶ ` parts paragraphs.
    fn read(line: &str) -> Result<Self> {
        let marked = line.replace(" ¶ ", "\n\n");
        let mut case = Case { text: String::new(), names: Vec::new(), pronouns: BTreeMap::new() };
        let mut rest = marked.as_str();
        while let Some((before, tail)) = rest.split_once('[') {
            let (inside, after) =
                tail.split_once(']').with_context(|| format!("a mark is not closed: {line}"))?;
            case.text.push_str(before);
            let start = case.text.len();
            if let Some((pronoun, meaning)) = inside.split_once(" = ") {
                case.text.push_str(pronoun);
                let named = Label::ALL.iter().any(|label| marked.contains(&format!("[{label} {meaning}]")));
                let meaning = meaning.to_owned();
                let answer = if named { Answer::Name(meaning) } else { Answer::Words(meaning) };
                case.pronouns.insert(Span::from_range(start..case.text.len()), answer);
            } else {
                let (label, name) = inside.split_once(' ').with_context(|| format!("no label: {line}"))?;
                let known = Label::ALL.into_iter().find(|known| known.name() == label);
                case.text.push_str(name);
                let span = Span::from_range(start..case.text.len());
                case.names.push((span, known.with_context(|| format!("no label {label}: {line}"))?, 1.0));
            }
            rest = after;
        }
        case.text.push_str(rest);
        Ok(case)
    }
}

/// Runs our own cases.
pub fn of_cases(stages: &super::Stages) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for line in CASES.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let case = Case::read(line)?;
        ensure!(!case.pronouns.is_empty(), "a case without a pronoun: {line}");
        let doc = stages.run("case", &case.text, case.names.iter().copied())?;
        let found = answers(&doc, |doc, entity| {
            doc.get::<Entities>()
                .and_then(|entities| entities.index.get(entity))
                .map(|entity| entity.name.clone())
        });
        for (span, right) in &case.pronouns {
            outcome.count(&context(&case.text, *span), right, found.get(span));
        }
        for (span, answer) in found.iter().filter(|(span, _)| !case.pronouns.contains_key(span)) {
            outcome.count(&context(&case.text, *span), &Answer::Words("not marked".to_owned()), Some(answer));
        }
    }
    Ok(outcome)
}

/// Runs the documents of GUM.
fn of_gum(stages: &super::Stages, rows: &[super::Row]) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for row in rows {
        let marks: BTreeMap<usize, &str> = GUM
            .lines()
            .filter_map(|line| line.strip_prefix(row.id.as_str())?.strip_prefix('\t')?.split_once('\t'))
            .map(|(at, cluster)| Ok((at.parse()?, cluster)))
            .collect::<Result<_>>()?;
        if marks.is_empty() {
            continue;
        }
        let doc = stages.run(&row.id, &row.text, stages.names(row).into_iter())?;
        let clusters = super::clusters(row);
        // An entity is the cluster that most of its mentions have.
        let cluster_of = |doc: &Document, entity: usize| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for mention in &doc.get::<Entities>()?.mentions {
                if mention.entity as usize == entity {
                    *counts.entry(clusters.get(&mention.span.start)?.as_str()).or_insert(0) += 1;
                }
            }
            counts.into_iter().max_by_key(|(_, count)| *count).map(|(cluster, _)| cluster.to_owned())
        };
        let found = answers(&doc, cluster_of);
        let places: Vec<u32> = row.text.char_indices().map(|(at, _)| at as u32).collect();
        let by_start: BTreeMap<u32, &Answer> =
            found.iter().map(|(span, answer)| (span.start, answer)).collect();
        for (at, cluster) in marks {
            let start = *places.get(at).context("a pronoun behind the end")?;
            let right =
                if cluster == ANY { Answer::Words(ANY.into()) } else { Answer::Name(cluster.to_owned()) };
            let span = Span::new(start, start + 3);
            outcome.count(&context(&row.text, span), &right, by_start.get(&start).copied());
        }
    }
    Ok(outcome)
}

/// What the stage answers for every pronoun.
fn answers(doc: &Document, name: impl Fn(&Document, usize) -> Option<String>) -> BTreeMap<Span, Answer> {
    let references = doc.get::<References>().map_or(&[][..], |references| &references.mentions);
    let pronouns = references.iter().filter(|found| found.kind == ReferenceKind::Pronoun);
    pronouns
        .filter_map(|found| {
            let words = || Some(Answer::Words(doc.slice(found.antecedent?).to_owned()));
            let answer = match found.entity {
                Some(entity) => Answer::Name(name(doc, entity as usize)?),
                None => words()?,
            };
            Some((found.span, answer))
        })
        .collect()
}

/// The words around a pronoun.
fn context(text: &str, span: Span) -> String {
    let cut = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let (from, to) = (cut(start.saturating_sub(110)), cut((end + 40).min(text.len())));
    let (before, after) = (&text[from..start], &text[cut(end.min(text.len()))..to]);
    format!("…{before}»{}«{after}…", &text[start..cut(end.min(text.len()))]).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pronoun gets the wrong person in at most one case of twenty, whatever that costs.
    #[test]
    fn the_cases_have_the_right_person_or_none() {
        let outcome = of_cases(&super::super::Stages::new().unwrap()).unwrap();
        assert!(outcome.all >= 150, "{} pronouns", outcome.all);
        assert!(outcome.precision() >= 95.0, "{:.1}: {:#?}", outcome.precision(), outcome.mistakes);
        assert!(outcome.named + outcome.unnamed >= LEAST, "{} + {}", outcome.named, outcome.unnamed);
    }

    /// So many pronouns must be resolved: silence is no way to be precise.
    const LEAST: usize = 100;
}
