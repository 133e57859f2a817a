//! The scores as tables.

use std::fmt::Write;

use super::counts::{Counts, share};
use super::duplicates::PairScore;
use super::links::LinkScore;
use super::{Evaluation, Score};
use crate::table::{Table, of, percent};

/// All tables: by document, then by kind, field and label for the whole collection.
pub fn text(evaluation: &Evaluation) -> String {
    let mut out = String::new();
    let mut part = |heading: &str, table: Table| {
        let _ = writeln!(out, "{heading}\n\n{}", table.text());
    };
    part("Cleaning and metadata", cleaning(evaluation));
    part("Entities", entities(evaluation));
    part("Claims", claims(evaluation));
    part("Claims found, point by point", agreement(&evaluation.total));
    part("Summary and check-worthiness", choices(evaluation));
    part("Characters by kind of region", kinds(&evaluation.total));
    part("Metadata by field", fields(&evaluation.total));
    part("Entities by label", labels(&evaluation.total));
    out += &duplicates(&evaluation.duplicates);
    out += &links(&evaluation.links);
    out
}

/// Every mistake, by document.
pub fn mistakes(evaluation: &Evaluation) -> String {
    let mut out = String::new();
    for (id, mistakes) in &evaluation.mistakes {
        let _ = writeln!(out, "\n{id}");
        for mistake in mistakes {
            // A span may run over lines; a mistake is one line.
            let _ = writeln!(out, "  {}", mistake.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    out
}

/// The rows of a table by document, the total last.
fn rows(evaluation: &Evaluation) -> impl Iterator<Item = (&str, &Score)> {
    let documents = evaluation.documents.iter().map(|(id, score)| (id.as_str(), score));
    documents.chain([("all", &evaluation.total)])
}

fn prf(counts: Counts) -> [String; 3] {
    [counts.precision(), counts.recall(), counts.f1()].map(percent)
}

fn cleaning(evaluation: &Evaluation) -> Table {
    let mut table = Table::new(&["document", "kept P", "R", "F1", "right", "characters", "metadata"]);
    for (id, score) in rows(evaluation) {
        let regions = &score.regions;
        let metadata = score.metadata.total();
        let [p, r, f] = prf(regions.kept);
        table.row([
            id.to_owned(),
            p,
            r,
            f,
            percent(regions.accuracy()),
            regions.characters.to_string(),
            of(metadata.right, metadata.total()),
        ]);
    }
    table
}

fn entities(evaluation: &Evaluation) -> Table {
    let mut table = Table::new(&["document", "P", "R", "F1", "names P", "R", "F1", "span F1", "gold"]);
    for (id, score) in rows(evaluation) {
        let entities = &score.entities;
        let cells = prf(entities.all).into_iter().chain(prf(entities.names));
        let last = [percent(entities.spans.f1()), entities.all.gold.to_string()];
        table.row(std::iter::once(id.to_owned()).chain(cells).chain(last));
    }
    table
}

fn claims(evaluation: &Evaluation) -> Table {
    let heading =
        ["document", "core", "recall", "content", "found", "precision", "of all gold", "F1", "false alarms"];
    let mut table = Table::new(&heading);
    for (id, score) in rows(evaluation) {
        let claims = score.claims;
        table.row([
            id.to_owned(),
            claims.core.to_string(),
            percent(claims.recall()),
            percent(share(claims.core_contents, claims.core)),
            claims.found.to_string(),
            percent(claims.core_precision()),
            percent(claims.precision()),
            percent(claims.core_f1()),
            of(claims.false_alarms, claims.traps),
        ]);
    }
    table
}

fn agreement(score: &Score) -> Table {
    let claims = score.claims;
    let mut table = Table::new(&["content found", "source", "cue", "kind", "modality", "negation"]);
    let points = [
        claims.source_right,
        claims.cue_right,
        claims.kind_right,
        claims.modality_right,
        claims.negation_right,
    ];
    let cells = points.map(|right| percent(share(right, claims.pairs)));
    table.row(std::iter::once(claims.pairs.to_string()).chain(cells));
    table
}

fn choices(evaluation: &Evaluation) -> Table {
    let heading = ["document", "summary P", "R", "sentences", "factual P", "R", "claims"];
    let mut table = Table::new(&heading);
    for (id, score) in rows(evaluation) {
        table.row([
            id.to_owned(),
            percent(score.summary.precision()),
            percent(score.summary.recall()),
            score.summary.chosen.to_string(),
            percent(score.factual.precision()),
            percent(score.factual.recall()),
            score.factual.chosen.to_string(),
        ]);
    }
    table
}

fn kinds(score: &Score) -> Table {
    by_name("kind", score.regions.kinds.iter().map(|(kind, counts)| (*kind, *counts)))
}

fn labels(score: &Score) -> Table {
    by_name("label", score.entities.labels.iter().map(|(label, counts)| (*label, *counts)))
}

fn by_name(what: &str, counts: impl Iterator<Item = (&'static str, Counts)>) -> Table {
    let mut table = Table::new(&[what, "P", "R", "F1", "found", "gold"]);
    for (name, counts) in counts {
        let [p, r, f] = prf(counts);
        table.row([name.to_owned(), p, r, f, counts.found.to_string(), counts.gold.to_string()]);
    }
    table
}

fn fields(score: &Score) -> Table {
    let mut table = Table::new(&["field", "right", "wrong", "missing", "invented"]);
    for (field, counts) in &score.metadata.fields {
        let cells = [counts.right, counts.wrong, counts.missing, counts.invented];
        table.row(std::iter::once((*field).to_owned()).chain(cells.map(|count| count.to_string())));
    }
    table
}

fn duplicates(score: &PairScore) -> String {
    let mut out = format!("Duplicates\n\nfound {} of {} pairs\n", score.counts.hits, score.counts.gold);
    for (what, pairs) in [
        ("missed", &score.missed),
        ("not duplicates", &score.invented),
        ("of these, to be kept apart", &score.warned),
    ] {
        for (a, b) in pairs {
            let _ = writeln!(out, "{what}: {a} and {b}");
        }
    }
    out
}

fn links(score: &LinkScore) -> String {
    let LinkScore { stories_right, stories_found, stories_gold, relations } = score;
    let mut out = format!(
        "\nStories\n\n{stories_right} of {stories_gold} as annotated, {stories_found} found\n\nMatched claims\n\n"
    );
    let mut table = Table::new(&["relation", "hits", "independent", "otherwise annotated", "not annotated"]);
    for (relation, counts) in relations {
        table.row([
            relation.clone(),
            of(counts.hits, counts.gold),
            counts.found.to_string(),
            counts.wrong.to_string(),
            counts.unlisted.to_string(),
        ]);
    }
    out += &table.text();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_evaluation_has_dashes_and_no_panic() {
        let evaluation = Evaluation {
            documents: [("a".to_owned(), Score::default())].into(),
            total: Score::default(),
            duplicates: PairScore::default(),
            links: LinkScore::default(),
            mistakes: [("a".to_owned(), vec!["claim\nmissed".to_owned()])].into(),
        };
        let text = text(&evaluation);
        assert_eq!(mistakes(&evaluation), "\na\n  claim missed\n");
        assert!(text.contains("found 0 of 0 pairs"), "{text}");
        assert!(
            text.lines().any(|line| line.split_whitespace().eq(["a", "-", "-", "-", "-", "0", "0/0"])),
            "{text}"
        );
    }
}
