//! Trains attribution: the tagger of cues, the tagger of sources and contents, the trees that judge.
//!
//! What comes later must learn from what comes earlier as it will be on texts that nobody has seen. So the articles are dealt
//! into two halves; the taggers trained on one half read the other, and the trees learn from that. In the end the taggers
//! are trained on everything.

use std::collections::HashMap;

use anyhow::Result;
use tidings::claims::training::attribution::{
    self as training, ArgumentTagger, Candidate, Chosen, Columns, Cue, CueTagger, LEAST_CUE,
    LEAST_CUE_OF_LESSONS, Scratch, of_arguments, of_cues,
};
use tidings_core::{Clock, Document};
use tidings_learn::chain::{ChainExample, ChainTagger, ChainTrainer, Scheme};
use tidings_learn::forest::{Examples, Forest, Trainer};
use tidings_learn::lexicon::{Lexicon, lexicon_section};
use tidings_learn::net::Vectors;
use tidings_learn::{DataSource, Figure, Metadata, ModelWriter};

use super::articles;
use super::lessons::{
    Judged, Lesson, WordCounts, argument_examples, attribution, cue_examples, documents, lessons,
    quiet_examples,
};
use super::score::{self, Attribution, Table, Words};
use crate::syntax::vocabulary::{self, TrainedVocabulary, vectors_source};
use crate::{Job, write_model};

/// The least confidence with which the figures of the card are measured: the default of the stage.
const LEAST: f32 = 0.25;

/// A trained net of arguments, and the bytes of its section.
type ArgumentSection = (ArgumentTagger, Vec<u8>);

/// A trained tagger of cues, and the bytes of its sections: the chain and the words.
type CueSections = (CueTagger, Vec<u8>, Vec<u8>);

/// Trains and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let begin = std::time::Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", begin.elapsed().as_secs_f64());
    let train_articles = articles::read(&job.data.join("claims/polnear_train.jsonl.gz"))?;
    let dev_articles = articles::read(&job.data.join("claims/polnear_dev.jsonl"))?;
    let (train_docs, dev_docs) = (documents(&train_articles)?, documents(&dev_articles)?);
    let (train, dev) = (lessons(&train_articles, &train_docs), lessons(&dev_articles, &dev_docs));
    let other_docs = quiet_documents(job)?;
    let others: Vec<Columns> = other_docs.iter().filter_map(Columns::of).collect();
    say("articles read");
    let even: Vec<&Lesson> = train.iter().step_by(2).collect();
    let odd: Vec<&Lesson> = train.iter().skip(1).step_by(2).collect();
    let all: Vec<&Lesson> = train.iter().collect();
    let dev: Vec<&Lesson> = dev.iter().collect();

    let vocabulary = vocabulary(job, &all)?;
    let words = Lexicon::open(vocabulary.section().into())?;
    let numbered = Numbered { words: &words, vectors: &vocabulary.vectors };
    let (even_others, odd_others) = others.split_at(others.len() / 2);
    let cue_taggers = of_parts(|part| match part {
        Part::Even => cue_tagger(&even, even_others, &numbered),
        Part::Odd => cue_tagger(&odd, odd_others, &numbered),
        Part::All => cue_tagger(&all, &others, &numbered),
    })?;
    say("taggers of cues trained");
    let lesson_cues = |lessons: &[&Lesson], tagger| cues(lessons, &words, tagger, LEAST_CUE_OF_LESSONS);
    let even_cues = lesson_cues(&even, &cue_taggers[1].0);
    let odd_cues = lesson_cues(&odd, &cue_taggers[0].0);
    let all_cues = dealt(&even_cues, &odd_cues);
    let argument_taggers = of_parts(|part| match part {
        Part::Even => argument_tagger(&even, &even_cues, &numbered),
        Part::Odd => argument_tagger(&odd, &odd_cues, &numbered),
        Part::All => argument_tagger(&all, &all_cues, &numbered),
    })?;
    say("taggers of sources and contents trained");
    let mut judged = Judged::new();
    judged.add(&even, &candidates(&even, &words, &even_cues, &argument_taggers[1].0));
    judged.add(&odd, &candidates(&odd, &words, &odd_cues, &argument_taggers[0].0));
    let counts = WordCounts::of(&all);
    for (others, part) in [(even_others, 1), (odd_others, 0)] {
        let (cues, arguments) = (&cue_taggers[part].0, &argument_taggers[part].0);
        judged.add_quiet(others, &counts, |columns, scratch| {
            let numbers = training::word_numbers(columns, &words);
            let cues =
                training::cues(columns, &numbers, cues, LEAST_CUE_OF_LESSONS, Clock::default(), scratch);
            training::candidates(columns, &numbers, &cues, arguments, Clock::default(), scratch)
        });
    }
    let (judge, ranking) = (forest(&judged.right), forest(&judged.ranked));
    say("trees trained");

    let dev_cues = cues(&dev, &words, &cue_taggers[2].0, LEAST_CUE);
    let dev_candidates = candidates(&dev, &words, &dev_cues, &argument_taggers[2].0);
    let table = scored(&dev, &dev_candidates, &judge, &ranking);
    println!("PolNeAR dev\n{table}");
    let mut writer = ModelWriter::new(metadata(&table, all.len()));
    writer
        .section(training::CUES, cue_taggers[2].1.clone())
        .section(training::CUE_WORDS, cue_taggers[2].2.clone())
        .section(training::ARGUMENTS, argument_taggers[2].1.clone())
        .section(training::WORDS, vocabulary.section())
        .section(training::JUDGE, judge.to_bytes())
        .section(training::RANKING, ranking.to_bytes());
    write_model(job, "tidings-claims", "attribution", &writer.into_bytes())
}

/// What a tagger is trained on.
enum Part {
    Even,
    Odd,
    All,
}

/// Trains a tagger of each part: that of everything beside those of the halves, which take as long together.
fn of_parts<T: Send>(train: impl Fn(Part) -> Result<T> + Sync) -> Result<[T; 3]> {
    let (halves, all) =
        rayon::join(|| anyhow::Ok((train(Part::Even)?, train(Part::Odd)?)), || train(Part::All));
    let (even, odd) = halves?;
    Ok([even, odd, all?])
}

/// The words that both nets number, and their vectors.
struct Numbered<'v> {
    words: &'v Lexicon,
    vectors: &'v Vectors,
}

/// How often a net sees every example.
const CUE_EPOCHS: u32 = 8;
const ARGUMENT_EPOCHS: u32 = 8;

/// Trains a net that finds spans.
fn tagger<const H: usize>(
    types: usize,
    sizes: &[u32],
    examples: &[ChainExample],
    epochs: u32,
    vectors: &Vectors,
    word_slots: &[usize],
) -> Result<(ChainTagger<H>, Vec<u8>)> {
    let ties = word_slots.iter().map(|slot| (*slot, vectors.clone())).collect();
    let trainer = ChainTrainer { epochs, dropout: DROPOUT, ties, verbose: true, ..ChainTrainer::default() };
    let bytes = trainer.train::<H>(Scheme::new(types), sizes, examples);
    Ok((ChainTagger::open(bytes.clone().into(), sizes)?, bytes))
}

/// The share of hidden numbers that training leaves out.
const DROPOUT: f32 = 0.2;

/// The words that both nets number.
fn vocabulary(job: &Job, lessons: &[&Lesson]) -> Result<TrainedVocabulary> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for word in lessons.iter().flat_map(|lesson| lesson.columns.words()) {
        *counts.entry(*word).or_default() += 1;
    }
    Ok(TrainedVocabulary::counted(&vocabulary::published(job)?, &counts, training::NUMBERED_WORDS))
}

fn cue_tagger(lessons: &[&Lesson], others: &[Columns], numbered: &Numbered) -> Result<CueSections> {
    let scheme = Scheme::new(1);
    let counts = WordCounts::of(lessons);
    let mut examples = cue_examples(scheme, numbered.words, lessons);
    examples.extend(quiet_examples(scheme, numbered.words, others, &counts));
    let sizes = of_cues::SLOTS.sizes();
    let (chain, bytes) = tagger(1, sizes, &examples, CUE_EPOCHS, numbered.vectors, &of_cues::WORD_SLOTS)?;
    let cue_words = lexicon_section(&counts.cue_words(RAREST_CUE_WORD));
    Ok((CueTagger { chain, cue_words: Lexicon::open(cue_words.clone().into())? }, bytes, cue_words))
}

/// Words that are part of a cue once in so many times are cue words.
const RAREST_CUE_WORD: u32 = 50;

/// News without annotation, for sentences without claims.
fn quiet_documents(job: &Job) -> Result<Vec<Document>> {
    #[derive(serde::Deserialize)]
    struct Article {
        id: String,
        text: String,
    }
    let articles: Vec<Article> = crate::data::rows(&job.data.join("entities/wikinews-2019-2020.raw.jsonl"))?;
    let reader = super::prepare::reader()?;
    let document = |article: &Article| {
        let mut doc = Document::new(article.id.as_str(), article.text.as_str())?;
        reader.process(&mut doc)?;
        Ok(doc)
    };
    articles.iter().map(document).collect()
}

fn argument_tagger(lessons: &[&Lesson], cues: &[Vec<Cue>], numbered: &Numbered) -> Result<ArgumentSection> {
    let examples = argument_examples(Scheme::new(2), numbered.words, lessons, cues);
    let sizes = of_arguments::SLOTS.sizes();
    tagger(2, sizes, &examples, ARGUMENT_EPOCHS, numbered.vectors, &of_arguments::WORD_SLOTS)
}

fn forest(examples: &Examples) -> Forest {
    Trainer { trees: 200, leaves: 15, learning_rate: 0.06, min_examples: 30, ..Trainer::default() }
        .train(examples)
}

fn cues(lessons: &[&Lesson], words: &Lexicon, tagger: &CueTagger, least: f32) -> Vec<Vec<Cue>> {
    let mut scratch = Scratch::default();
    let found = |lesson: &&Lesson| {
        let numbers = training::word_numbers(&lesson.columns, words);
        training::cues(&lesson.columns, &numbers, tagger, least, Clock::default(), &mut scratch)
    };
    lessons.iter().map(found).collect()
}

fn candidates(
    lessons: &[&Lesson],
    words: &Lexicon,
    cues: &[Vec<Cue>],
    tagger: &ArgumentTagger,
) -> Vec<Vec<Candidate>> {
    let mut scratch = Scratch::default();
    let found = |(lesson, cues): (&&Lesson, &Vec<Cue>)| {
        let numbers = training::word_numbers(&lesson.columns, words);
        training::candidates(&lesson.columns, &numbers, cues, tagger, Clock::default(), &mut scratch)
    };
    lessons.iter().zip(cues).map(found).collect()
}

/// What was dealt into two halves, in the old order.
fn dealt(even: &[Vec<Cue>], odd: &[Vec<Cue>]) -> Vec<Vec<Cue>> {
    let mut odd = odd.iter();
    let mut all = Vec::new();
    for first in even {
        all.push(first.clone());
        all.extend(odd.next().cloned());
    }
    all
}

fn scored(lessons: &[&Lesson], candidates: &[Vec<Candidate>], judge: &Forest, ranking: &Forest) -> Table {
    let mut table = Table::default();
    for (lesson, candidates) in lessons.iter().zip(candidates) {
        let words = Words::new(&lesson.article.text);
        let gold = super::eval::gold(&words, lesson.article);
        let chosen = training::choose(&lesson.columns, candidates, judge, ranking, LEAST);
        let found: Vec<Attribution> = chosen
            .iter()
            .filter_map(|Chosen { candidate, .. }| {
                attribution(&words, &lesson.columns, &candidates[*candidate])
            })
            .collect();
        score::add(&mut table, &words, &gold, &found);
    }
    table
}

fn metadata(table: &Table, articles: usize) -> Metadata {
    let figure = |measure: &str, row: &str| Figure::new("PolNeAR dev", measure, table.percent(row)[2]);
    Metadata {
        name: "attribution".into(),
        trained_as: "claims".into(),
        purpose: "Finds who said what: cues, their sources and contents, and which of them stand.".into(),
        date: "2026-11-26".into(),
        learner: format!(
            "two linear-chain conditional random fields, each over a net with one hidden layer (cues: {} wide, {CUE_EPOCHS} rounds; \
             sources and contents: {} wide, {ARGUMENT_EPOCHS} rounds; dropout {DROPOUT}), and two forests of boosted trees over \
             what the fields give for articles that they have not seen",
            of_cues::HIDDEN,
            of_arguments::HIDDEN
        ),
        labels: vec!["CUE".into(), "SOURCE".into(), "CONTENT".into()],
        features: vec![
            "words, parts of speech, clusters and shapes within four tokens; quotation marks and what they enclose".into(),
            "the nearest cues and what they are; how often a word is a cue".into(),
            "what a set of rules proposes as source, cue and content".into(),
            "for the trees: confidences, distances, order, kinds of source, agreement with the rules".into(),
        ],
        data: vec![DataSource::new(
            "PolNeAR (Newell, Margolin and Ruths 2018), training part",
            "a public research corpus without a statement of license; the articles belong to their publishers: used to train, \
             no text of it is kept",
            format!("{articles} articles of political news"),
        ), DataSource::new(
            "English Wikinews of 2019 and 2020",
            "CC BY 2.5",
            "295 articles without annotation: sentences without any word of attribution, as examples of plain telling",
        ), vectors_source()],
        figures: vec![
            figure("source, cue and half of the content: F1", "relation soft"),
            figure("content overlap: F1", "overlap content"),
            figure("direct quotation with speaker: F1", "direct span+speaker overlap"),
            figure("all of it exactly: F1", "relation exact"),
        ],
        limits: vec![
            "Political news of the United States of 2016; other fields of news have cues that it has not seen.".into(),
            "Of nested claims the corpus marks the outermost only.".into(),
        ],
    }
}
