//! Training of the parser: `cargo xtask train syntax`.

use anyhow::{Result, bail};
use rayon::prelude::*;
use tidings_core::Tags;
use tidings_language::syntax::{DRAFT_HIDDEN, Fitting, HIDDEN, NOBODY, SLOTS, rows, see};
use tidings_language::tags::{Scratch, Tagger};
use tidings_language::vocabulary::Vocabulary;
use tidings_learn::{Metadata, Model, ModelWriter};

use super::course::{Course, ParseLesson};
use super::drafts::{DRAFT_EPOCHS, drafts};
use super::lessons::lessons;
use super::oracle::GoldTree;
use super::tags::{self, data_sources};
use super::treebank::{self, TreebankDocument};
use super::vocabulary::TrainedVocabulary;
use super::{score, vocabulary};
use crate::{Job, write_model};

/// Relations seen less often than this are no labels.
const LEAST_RELATION: usize = 15;
const EPOCHS: usize = 14;
/// Parts of the training data; each is tagged by a tagger trained on the others, so that the parser learns from tags
/// as they will be.
pub const PARTS: usize = 4;
const TAG_EPOCHS: usize = 10;

/// Trains the parser and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let documents = treebank::training(&job.data)?;
    let relations = relations(&documents);
    let published = vocabulary::published(job)?;
    let tags = jackknife(&documents, &published)?;
    let words = TrainedVocabulary::new(&published, &documents, SLOTS.sizes()[0] as usize);
    let known = Vocabulary::open(words.section().into())?;
    let mut sentences = Vec::new();
    for (document, tags) in documents.iter().zip(&tags) {
        sentences.extend(parse_lessons(document, tags, &known, &relations)?);
    }
    let fitting = fitting(&sentences, relations.len());
    let draft = drafts(&mut sentences, relations.len(), &words)?;
    let all: Vec<&ParseLesson> = sentences.iter().collect();
    let course =
        Course::<HIDDEN> { sizes: SLOTS.sizes(), relations: relations.len(), epochs: EPOCHS, words: &words };
    let net = course.learn(all, |lesson, state| rows(state, &lesson.seen, &lesson.draft));
    let write = |figures| {
        let mut writer = ModelWriter::new(Metadata { labels: relations.clone(), figures, ..metadata() });
        writer.section("net", net.clone()).section("draft", draft.clone());
        writer.section("words", words.section()).section("fitting", fitting.bytes());
        writer.into_bytes()
    };
    let model = Model::from_bytes(write(Vec::new()))?;
    let figures = score::syntax_figures(&job.data, &model)?;
    write_model(job, "tidings-language", "syntax", &write(figures))?;
    Ok(())
}

/// The relations that are frequent enough, in the order of their names; the root needs no decision.
fn relations(documents: &[TreebankDocument]) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::new();
    for word in documents.iter().flat_map(|document| &document.words) {
        *counts.entry(word.relation.clone()).or_insert(0) += 1;
    }
    counts.retain(|name, count| *count >= LEAST_RELATION && name != "root");
    counts.into_keys().collect()
}

/// The relations that the treebanks have between parts of speech, as the taggers have them.
fn fitting(sentences: &[ParseLesson], relations: usize) -> Fitting {
    let mut fitting = Fitting::all(relations);
    for ParseLesson { seen, gold, .. } in sentences {
        for (at, (head, relation)) in gold.heads.iter().zip(&gold.relations).enumerate() {
            if let Some(governor) = seen.get(*head as usize) {
                fitting.add((*head as usize) < at, governor.upos, seen[at].upos, *relation);
            }
        }
    }
    fitting
}

/// The tags of every document, from a tagger that has not seen it; one row for every row of its lessons.
fn jackknife(documents: &[TreebankDocument], published: &vocabulary::Published) -> Result<Vec<Vec<Tags>>> {
    let parts = (0..PARTS).into_par_iter().map(|part| {
        let others: Vec<&TreebankDocument> =
            documents.iter().enumerate().filter(|(at, _)| at % PARTS != part).map(|(_, doc)| doc).collect();
        let words = TrainedVocabulary::new(published, others.iter().copied(), tags::words());
        let write = tags::model(&others, &words, TAG_EPOCHS)?;
        let tagger = Tagger::open(&Model::from_bytes(write(Vec::new()))?)?;
        documents.iter().skip(part).step_by(PARTS).map(|document| tagged(document, &tagger)).collect()
    });
    let mut parts = parts.collect::<Result<Vec<Vec<Vec<Tags>>>>>()?;
    // Document n is in part n modulo PARTS.
    parts.iter_mut().for_each(|part| part.reverse());
    Ok((0..documents.len()).filter_map(|at| parts[at % PARTS].pop()).collect())
}

/// The tags of the lessons of a document.
fn tagged(document: &TreebankDocument, tagger: &Tagger) -> Result<Vec<Tags>> {
    let mut scratch = Scratch::default();
    let tags = lessons(document)?.into_iter().map(|lesson| {
        let mut tags = Tags::default();
        tagger.tag(&lesson.words, &lesson.kinds, &mut scratch, &mut tags);
        tags
    });
    Ok(tags.collect())
}

fn parse_lessons(
    document: &TreebankDocument,
    tags: &[Tags],
    known: &Vocabulary,
    relations: &[String],
) -> Result<Vec<ParseLesson>> {
    let mut all = Vec::new();
    let mut numbers = Vec::new();
    for (lesson, tags) in lessons(document)?.iter().zip(tags) {
        known.number(&lesson.words, &mut numbers);
        let mut seen = Vec::new();
        see(&lesson.words, &numbers, &tags.upos, &tags.penn, &mut seen);
        // The place of a word of the document in the sentence; a head without characters is no word here.
        let place = |row: usize| lesson.rows.binary_search(&row).map_or(NOBODY, |at| at as u32);
        let words = || lesson.rows.iter().map(|row| &document.words[*row]);
        let heads: Vec<u32> = words().map(|word| word.head.map_or(NOBODY, place)).collect();
        let relation = |name: &String| {
            let short = name.split(':').next().unwrap_or(name);
            let find = |name: &str| relations.iter().position(|known| known == name);
            find(name).or_else(|| find(short)).or_else(|| find("dep")).unwrap_or(0) as u8
        };
        let gold = GoldTree::new(heads, words().map(|word| relation(&word.relation)).collect());
        if !seen.is_empty() {
            all.push(ParseLesson { seen, gold, draft: Vec::new() });
        }
    }
    if all.len() > tags.len() {
        bail!("there are more sentences than tags");
    }
    Ok(all)
}

fn metadata() -> Metadata {
    Metadata {
        name: "syntax".into(),
        purpose: "Finds the head of every word and its relation to it.".into(),
        date: "2026-11-26".into(),
        learner: format!(
            "arc-hybrid transitions decided by a net with one hidden layer of {HIDDEN}, which sees the tree that a smaller net ({DRAFT_HIDDEN}) \
             made from right to left; {EPOCHS} and {DRAFT_EPOCHS} rounds over shuffled sentences by AdaGrad with dropout, with a dynamic \
             oracle, following their own decisions in nine of ten (seed 13); tags and trees that they learn from by taggers and parsers \
             that had not seen them"
        ),
        features: vec![
            "the top of the stack, the next word, and the words beside them: number, tag, clusters, last letters, case".into(),
            "their dependents so far: tags and relations".into(),
            "distances, numbers of dependents, marks and verbs between".into(),
            "of the tree made from right to left: the heads of these words, their relations, tags and clusters, and what still waits for them"
                .into(),
        ],
        data: data_sources(),
        limits: vec![
            "Trees without crossing arcs; sentences as the splitter makes them.".into(),
            "Punctuation marks get their heads by rule when the tree of the words is known.".into(),
            "The figures are those of the stage: with revisions of doubtful steps.".into(),
        ],
        ..Metadata::default()
    }
}
