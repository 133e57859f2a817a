//! Training the ranker: background, terms, pairs, sentences, in this order, each on what the one before says of
//! articles that it was not trained on.

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use tidings::summary::training::{
    LEANS, PAIR_CELLS, PairTable, Prepared, RAREST, SENTENCE_FEATURES, TERM_FEATURES,
};
use tidings_learn::dense::{DenseBuilder, DenseTable};
use tidings_learn::forest::{Examples, Forest, Trainer};
use tidings_learn::{Metadata, ModelWriter};

use super::articles::Article;
use crate::rouge::{Reference, Rouge};

/// In how many parts the articles are divided, so that each gets its chances from models of the others.
const PARTS: usize = 4;
/// The most sentences of the oracle.
const ORACLE: usize = 3;
/// The highlights that we can train on are a third shorter than those of most collections; the oracle takes them to
/// say this much more.
const STRETCH: f64 = 1.4;
/// Fewer articles say too little of a term.
const RARE: u32 = 3;
/// Fewer articles with a written summary say too little of how summaries like a term.
const LEANING: f32 = 6.0;
/// As many articles more, in which summaries like the term as much as any other.
const PRIOR: f32 = 2.0;

fn term_trainer() -> Trainer {
    Trainer {
        trees: 300,
        leaves: 2,
        learning_rate: 0.12,
        min_examples: 60,
        row_share: 0.5,
        feature_share: 0.7,
        ..Trainer::default()
    }
}

fn sentence_trainer() -> Trainer {
    Trainer {
        trees: 100,
        leaves: 6,
        learning_rate: 0.09,
        min_examples: 60,
        row_share: 0.7,
        feature_share: 0.3,
        l2: 5.0,
        falling: LEANS.to_vec(),
        ..Trainer::default()
    }
}

/// The settings of the learners, for the model card.
pub fn learner() -> String {
    let (terms, sentences) = (term_trainer(), sentence_trainer());
    format!(
        "gradient-boosted trees: {} x {} leaves for words, a table of {PAIR_CELLS} chances for pairs, {} x {} leaves for \
         sentences; what leans on another sentence never gains; labels from the greedy ROUGE-1 + ROUGE-2 oracle",
        terms.trees, terms.leaves, sentences.trees, sentences.leaves
    )
}

/// How often articles with a written summary have a term, and how often the summary has it.
type Uses = FxHashMap<u64, (f32, f32)>;

/// Trains a model on articles with written summaries; `more` are articles that only show how rare words are.
pub fn train(articles: &[&Article], more: &[&Article], metadata: Metadata) -> Result<Vec<u8>> {
    let mut rouge = Rouge::default();
    let references: Vec<Reference> = articles
        .iter()
        .map(|article| rouge.reference(article.references.first().map_or("", String::as_str)))
        .collect();

    // Background: rarity of terms, and how much summaries like them. An article gets the latter from the other parts.
    let plain = open(DenseBuilder::new(2).build().0)?;
    let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
    let mut uses = vec![Uses::default(); PARTS];
    for (at, article) in articles.iter().chain(more).enumerate() {
        let prepared = prepare(article, &plain)?;
        for term in prepared.terms() {
            *frequency.entry(term.stem).or_insert(0) += 1;
            if let Some(reference) = references.get(at) {
                let known = uses[at % PARTS].entry(term.stem).or_default();
                known.0 += 1.0;
                known.1 += label(&mut rouge, reference, term.form);
            }
        }
    }
    let count = (articles.len() + more.len()) as f64;
    let background = |left_out: usize| background(&frequency, count, &leaning(&uses, left_out));

    // Terms.
    let mut prepared = Vec::with_capacity(articles.len());
    let tables: Vec<DenseTable> = (0..PARTS).map(|part| open(background(part))).collect::<Result<_>>()?;
    let mut rows = Vec::new();
    for (at, (article, reference)) in articles.iter().zip(&references).enumerate() {
        let article = prepare(article, &tables[at % PARTS])?;
        for term in article.terms() {
            rows.push((at % PARTS, term.row, label(&mut rouge, reference, term.form)));
        }
        prepared.push(article);
    }
    let terms = |left_out: usize| {
        let mut examples = Examples::new(TERM_FEATURES);
        for (_, row, label) in rows.iter().filter(|(part, ..)| *part != left_out) {
            examples.push(row, *label, 1.0);
        }
        term_trainer().train(&examples)
    };
    let by_part: Vec<Forest> = (0..PARTS).map(terms).collect();
    for (at, article) in prepared.iter_mut().enumerate() {
        article.weigh(&by_part[at % PARTS]);
    }

    // Pairs.
    let mut cells = vec![(0.5f64, 0.01f64); PAIR_CELLS];
    for (article, reference) in prepared.iter().zip(&references) {
        for pair in article.pairs() {
            let [first, second] = pair.forms.map(|form| rouge.words(form));
            let both = first.last().zip(second.first());
            let used = both.is_some_and(|(first, second)| reference.has_pair(*first, *second));
            let cell = &mut cells[pair.cell];
            (cell.0, cell.1) = (cell.0 + 1.0, cell.1 + f64::from(u8::from(used)));
        }
    }
    let chances: Vec<f32> = cells.iter().map(|(all, used)| (used / all) as f32).collect();
    let table = PairTable::new(chances.clone())?;

    // Sentences.
    let mut examples = Examples::new(SENTENCE_FEATURES);
    for ((article, prepared), reference) in articles.iter().zip(&mut prepared).zip(&references) {
        let spans = prepared.candidates();
        let sentences: Vec<_> = spans.iter().map(|span| rouge.words(article.doc.slice(*span))).collect();
        let oracle = reference.oracle(&sentences, ORACLE, STRETCH);
        for (at, row) in prepared.sentence_rows(&table).iter().enumerate() {
            examples.push(row, f32::from(u8::from(oracle.contains(&at))), 1.0);
        }
    }

    let mut writer = ModelWriter::new(metadata);
    writer
        .section("background", background(PARTS))
        .section("terms", terms(PARTS).to_bytes())
        .section("pairs", chances.iter().flat_map(|chance| chance.to_le_bytes()).collect())
        .section("sentences", sentence_trainer().train(&examples).to_bytes());
    Ok(writer.into_bytes())
}

fn prepare<'a>(article: &'a Article, background: &DenseTable) -> Result<Prepared<'a>> {
    Prepared::new(&article.doc, background).with_context(|| format!("{} has no sentences", article.id))
}

fn open(table: Vec<u8>) -> Result<DenseTable> {
    Ok(DenseTable::open(table.into())?)
}

/// Whether a summary has a word.
fn label(rouge: &mut Rouge, reference: &Reference, form: &str) -> f32 {
    f32::from(u8::from(rouge.words(form).iter().any(|word| reference.has(*word))))
}

/// By term the logarithm of how much rather summaries use it than the mean term, without one part of the articles.
fn leaning(uses: &[Uses], left_out: usize) -> FxHashMap<u64, f32> {
    let mut sums = Uses::default();
    let (mut all, mut used) = (0.0, 0.0);
    for (_, part) in uses.iter().enumerate().filter(|(part, _)| *part != left_out) {
        for (stem, (articles, summaries)) in part {
            let sum = sums.entry(*stem).or_default();
            (sum.0, sum.1) = (sum.0 + articles, sum.1 + summaries);
        }
    }
    for (articles, summaries) in sums.values() {
        (all, used) = (all + f64::from(*articles), used + f64::from(*summaries));
    }
    let rate = (used / f64::max(all, 1.0)) as f32;
    let enough = sums.into_iter().filter(|(_, (articles, _))| *articles >= LEANING);
    enough
        .map(|(stem, (articles, summaries))| (stem, ((summaries + PRIOR) / (articles * rate + PRIOR)).ln()))
        .collect()
}

fn background(frequency: &FxHashMap<u64, u32>, articles: f64, leaning: &FxHashMap<u64, f32>) -> Vec<u8> {
    let mut builder = DenseBuilder::new(2);
    for (stem, count) in frequency.iter().filter(|(_, count)| **count >= RARE) {
        let rarity = (articles / f64::from(*count)).ln() as f32;
        builder.feature(*stem, &[RAREST - rarity, leaning.get(stem).copied().unwrap_or(0.0)]);
    }
    builder.build().0
}
