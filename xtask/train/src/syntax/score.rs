//! Words, sentences, tags, lemmas and trees against a treebank, from raw text: the measure of the CoNLL 2018 shared
//! task. A word counts if the treebank has a word of the same span; relations are compared without their subtypes.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Result;
use tidings_core::{Document, Lemmas, Sentences, Stage, StageType, Syntax, Tags, Tokens};
use tidings_language::lemmas::{Lemmatizer, LemmatizerConfig, LemmatizerStage};
use tidings_language::syntax::{Parser, ParserConfig, ParserStage};
use tidings_language::tags::{Tagger, TaggerConfig, TaggerStage};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};
use tidings_learn::{Figure, Model};

use super::treebank::{self, TreebankDocument};
use crate::Job;

const SETS: [(&str, &str); 2] = [("EWT dev", "en_ewt-dev.conllu"), ("GUM dev", "en_gum-dev.conllu")];
const MEASURES: [&str; 7] =
    ["words F1", "sentences F1", "UPOS F1", "Penn tags F1", "lemmas F1", "UAS", "LAS"];

/// Counts of one measure.
#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    gold: usize,
    found: usize,
}

impl Counts {
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Prints the development figures of all that is shipped.
pub fn eval(job: &Job) -> Result<()> {
    let tagger = TaggerStage::new(TaggerConfig::default())?;
    let lemmatizer = LemmatizerStage::new(LemmatizerConfig::default())?;
    let parser = ParserStage::new(ParserConfig::default())?;
    let stages: [&dyn Stage; 3] = [&tagger, &lemmatizer, &parser];
    println!("{:<14} {:>8} {:>8}", "", SETS[0].0, SETS[1].0);
    let sets = [counts(&job.data, 0, &stages)?, counts(&job.data, 1, &stages)?];
    for (number, measure) in MEASURES.iter().enumerate() {
        println!("{measure:<14} {:>8.2} {:>8.2}", sets[0][number].f1(), sets[1][number].f1());
    }
    Ok(())
}

/// The figures of a tagger that is not in its crate yet.
pub fn tag_figures(data: &Path, model: &Model) -> Result<Vec<Figure>> {
    figures(data, &[&TaggerStage::with(Tagger::open(model)?)], 0..4)
}

/// The figures of a lemmatizer that is not in its crate yet.
pub fn lemma_figures(data: &Path, lemmatizer: Lemmatizer) -> Result<Vec<Figure>> {
    let tagger = TaggerStage::new(TaggerConfig::default())?;
    figures(data, &[&tagger, &LemmatizerStage::with(lemmatizer)], 4..5)
}

/// The figures of a parser that is not in its crate yet.
pub fn syntax_figures(data: &Path, model: &Model) -> Result<Vec<Figure>> {
    let tagger = TaggerStage::new(TaggerConfig::default())?;
    figures(data, &[&tagger, &ParserStage::with(Parser::open(model)?)], 5..7)
}

fn figures(data: &Path, stages: &[&dyn Stage], measures: std::ops::Range<usize>) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (set, (name, _)) in SETS.iter().enumerate() {
        let counts = counts(data, set, stages)?;
        for measure in measures.clone() {
            let value = counts[measure].f1();
            eprintln!("{name:<10} {:<14} {value:.2}", MEASURES[measure]);
            figures.push(Figure::new(*name, MEASURES[measure], value));
        }
    }
    Ok(figures)
}

/// Runs the stages on the raw text of a set and compares.
fn counts(data: &Path, set: usize, stages: &[&dyn Stage]) -> Result<[Counts; 7]> {
    let mut counts = [Counts::default(); 7];
    let first: [&dyn Stage; 3] = [
        &Tokenizer::new(TokenizerConfig::default())?,
        &SentenceSplitter::new(SentenceSplitterConfig::default())?,
        &Describer::new(DescriberConfig::default())?,
    ];
    for gold in treebank::read(&data.join("syntax").join(SETS[set].1))? {
        let mut doc = Document::new("treebank", gold.text.clone())?;
        for stage in first.iter().chain(stages) {
            stage.process(&mut doc)?;
        }
        compare(&gold, &doc, &mut counts);
    }
    Ok(counts)
}

/// Adds the counts of one document.
fn compare(gold: &TreebankDocument, doc: &Document, counts: &mut [Counts; 7]) {
    let (Some(tokens), Some(sentences)) = (doc.get::<Tokens>(), doc.get::<Sentences>()) else { return };
    let (tags, lemmas, syntax) = (doc.get::<Tags>(), doc.get::<Lemmas>(), doc.get::<Syntax>());
    let span = |index: usize| tokens.spans().get(index).map(|span| (span.start as usize, span.end as usize));
    let found: HashMap<(usize, usize), usize> =
        (0..tokens.len()).filter_map(|index| Some((span(index)?, index))).collect();
    for word in &gold.words {
        let Some(index) = found.get(&(word.span.start, word.span.end)).copied() else { continue };
        counts[0].right += 1;
        if let Some(tags) = tags {
            counts[2].right += (tags.upos[index].name() == word.tags.0) as usize;
            counts[3].right += (tags.penn[index].name() == word.tags.1) as usize;
        }
        let lemma = lemmas.and_then(|lemmas| lemmas.lemma(index, &gold.text[word.span.clone()]));
        counts[4].right += lemma.is_some_and(|lemma| lemma == word.lemma) as usize;
        if let Some(syntax) = syntax {
            let head = word.head.map(|head| (gold.words[head].span.start, gold.words[head].span.end));
            let right = syntax.head(index).map(|head| span(head).unwrap_or_default()) == head;
            let relation = word.relation.split(':').next() == Some(syntax.relations[index].universal());
            counts[5].right += right as usize;
            counts[6].right += (right && relation) as usize;
        }
    }
    for measure in [0, 2, 3, 4, 5, 6] {
        counts[measure].gold += gold.words.len();
        counts[measure].found += tokens.len();
    }
    let right: HashSet<(usize, usize)> =
        gold.sentences.iter().map(|(span, _)| (span.start, span.end)).collect();
    let spans = sentences.0.iter().map(|sentence| (sentence.span.start as usize, sentence.span.end as usize));
    counts[1].right += spans.filter(|span| right.contains(span)).count();
    counts[1].gold += right.len();
    counts[1].found += sentences.0.len();
}
