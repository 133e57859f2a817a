//! Words, sentences and tags against a treebank, from raw text: the measure of the CoNLL 2018 shared task.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Result;
use tidings_core::{Document, Sentences, Stage, StageType, Tags, TokenKind, Tokens, Words};
use tidings_language::tags::{Scratch, Tagger, TaggerConfig, TaggerStage};
use tidings_language::words::{Describer, DescriberConfig};
use tidings_language::{SentenceSplitter, SentenceSplitterConfig, Tokenizer, TokenizerConfig};
use tidings_learn::{Figure, Model};

use super::treebank;
use crate::Job;

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

const MEASURES: [&str; 4] = ["words F1", "sentences F1", "UPOS F1", "Penn tags F1"];

/// Prints the development figures.
pub fn eval(job: &Job) -> Result<()> {
    let stage = TaggerStage::new(TaggerConfig::default())?;
    let tag = |doc: &mut Document| Ok(stage.process(doc)?);
    for (set, file) in SETS {
        let counts = counts(&job.data.join("syntax").join(file), &tag)?;
        for (measure, counts) in MEASURES.iter().zip(counts) {
            println!("{set:<10} {measure:<14} {:.2}", counts.f1());
        }
    }
    Ok(())
}

const SETS: [(&str, &str); 2] = [("EWT dev", "en_ewt-dev.conllu"), ("GUM dev", "en_gum-dev.conllu")];

/// The figures of a model that is not in its crate yet.
pub fn figures(data: &Path, model: &Model) -> Result<Vec<Figure>> {
    let tagger = Tagger::open(model)?;
    let tag = |doc: &mut Document| {
        let mut tags = Tags::default();
        let mut scratch = Scratch::default();
        if let (Some(words), Some(tokens), Some(sentences)) =
            (doc.get::<Words>(), doc.get::<Tokens>(), doc.get::<Sentences>())
        {
            for sentence in &sentences.0 {
                let range = sentence.tokens();
                tagger.tag(&words.0[range.clone()], &tokens.kinds()[range], &mut scratch, &mut tags);
            }
        }
        doc.insert(tags);
        Ok(())
    };
    let mut figures = Vec::new();
    for (set, file) in SETS {
        let counts = counts(&data.join("syntax").join(file), &tag)?;
        for (measure, counts) in MEASURES.iter().zip(counts) {
            eprintln!("{set:<10} {measure:<14} {:.2}", counts.f1());
            figures.push(Figure::new(set, *measure, counts.f1()));
        }
    }
    Ok(figures)
}

/// The kind of a word of a treebank.
pub fn kind(word: &str) -> TokenKind {
    let mut doc = match Document::new("word", word) {
        Ok(doc) => doc,
        Err(_) => return TokenKind::Word,
    };
    let made = Tokenizer::new(TokenizerConfig::default()).is_ok_and(|stage| stage.process(&mut doc).is_ok());
    let kinds =
        doc.get::<Tokens>().filter(|_| made).map(|tokens| tokens.kinds().to_vec()).unwrap_or_default();
    match (kinds.as_slice(), word) {
        (
            _,
            "n't" | "n’t" | "'s" | "’s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "’re" | "’ve" | "’ll" | "’d"
            | "’m",
        ) => TokenKind::Clitic,
        ([kind], _) => *kind,
        _ => TokenKind::Word,
    }
}

fn counts(path: &Path, tag: &dyn Fn(&mut Document) -> Result<()>) -> Result<[Counts; 4]> {
    let mut counts = [Counts::default(); 4];
    let mut add = |measure: usize, right: usize, gold: usize, found: usize| {
        let counts: &mut Counts = &mut counts[measure];
        counts.right += right;
        counts.gold += gold;
        counts.found += found;
    };
    for gold in treebank::read(path)? {
        let mut doc = Document::new("treebank", gold.text.clone())?;
        Tokenizer::new(TokenizerConfig::default())?.process(&mut doc)?;
        SentenceSplitter::new(SentenceSplitterConfig::default())?.process(&mut doc)?;
        Describer::new(DescriberConfig::default())?.process(&mut doc)?;
        tag(&mut doc)?;
        let (Some(tokens), Some(tags), Some(sentences)) =
            (doc.get::<Tokens>(), doc.get::<Tags>(), doc.get::<Sentences>())
        else {
            continue;
        };
        let found: HashMap<(usize, usize), usize> = tokens
            .spans()
            .iter()
            .enumerate()
            .map(|(index, span)| ((span.start as usize, span.end as usize), index))
            .collect();
        let (mut words, mut upos, mut penn) = (0, 0, 0);
        for word in &gold.words {
            if let Some(index) = found.get(&(word.span.start, word.span.end)) {
                words += 1;
                upos += (tags.upos[*index].name() == word.tags.0) as usize;
                penn += (tags.penn[*index].name() == word.tags.1) as usize;
            }
        }
        let (all, mine) = (gold.words.len(), tokens.len());
        add(0, words, all, mine);
        add(2, upos, all, mine);
        add(3, penn, all, mine);
        let right: HashSet<(usize, usize)> =
            gold.sentences.iter().map(|(span, _)| (span.start, span.end)).collect();
        let spans = sentences.0.iter().map(|sentence| sentence.span);
        let same = spans.filter(|span| right.contains(&(span.start as usize, span.end as usize))).count();
        add(1, same, right.len(), sentences.0.len());
    }
    Ok(counts)
}
