//! Training of the parser: `cargo xtask train syntax`.

use anyhow::{Result, bail};
use tidings_core::Tags;
use tidings_language::syntax::{HIDDEN, NOBODY, SLOTS, Seen, State, Transition, WORD_SLOTS, features, see};
use tidings_language::tags::{Scratch, Tagger};
use tidings_language::vocabulary::Vocabulary;
use tidings_learn::linear::softmax;
use tidings_learn::net::{NetPass, NetTrainer};
use tidings_learn::random::Random;
use tidings_learn::{Metadata, Model, ModelWriter};

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
const RATE: f32 = 0.04;
const DROPOUT: f32 = 0.25;
const BLINDNESS: f32 = 0.15;
/// A word seen this often is understood from its vector alone in half of the decisions.
const RARE: f32 = 5.0;
/// From this round on the parser follows its own decisions this often, right or wrong.
const EXPLORE_FROM: usize = 1;
const EXPLORE: f32 = 0.9;
/// Parts of the training data; each is tagged by a tagger trained on the others, so that the parser learns from tags
/// as they will be.
const PARTS: usize = 4;
const TAG_EPOCHS: usize = 5;

struct ParseLesson {
    seen: Vec<Seen>,
    gold: GoldTree,
}

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
    let net = learn(&mut sentences, relations.len(), &words);
    let write = |figures| {
        let mut writer = ModelWriter::new(Metadata { labels: relations.clone(), figures, ..metadata() });
        writer.section("net", net.clone());
        writer.section("words", words.section());
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

/// The tags of every document, from a tagger that has not seen it; one row for every row of its lessons.
pub fn jackknife(
    documents: &[TreebankDocument],
    published: &vocabulary::Published,
) -> Result<Vec<Vec<Tags>>> {
    let mut all: Vec<Vec<Tags>> = (0..documents.len()).map(|_| Vec::new()).collect();
    for part in 0..PARTS {
        let others: Vec<&TreebankDocument> =
            documents.iter().enumerate().filter(|(at, _)| at % PARTS != part).map(|(_, doc)| doc).collect();
        let words = TrainedVocabulary::new(published, others.iter().copied(), tags::words());
        let write = tags::model(&others, &words, TAG_EPOCHS)?;
        let tagger = Tagger::open(&Model::from_bytes(write(Vec::new()))?)?;
        let mut scratch = Scratch::default();
        for at in (0..documents.len()).filter(|at| at % PARTS == part) {
            for lesson in lessons(&documents[at])? {
                let mut tags = Tags::default();
                tagger.tag(&lesson.words, &lesson.kinds, &mut scratch, &mut tags);
                all[at].push(tags);
            }
        }
    }
    Ok(all)
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
            all.push(ParseLesson { seen, gold });
        }
    }
    if all.len() > tags.len() {
        bail!("there are more sentences than tags");
    }
    Ok(all)
}

fn learn(sentences: &mut [ParseLesson], relations: usize, words: &TrainedVocabulary) -> Vec<u8> {
    let mut random = Random::new(13);
    let scores = Transition::ALL.len() + 2 * relations;
    let mut trainer = NetTrainer::<HIDDEN>::new(SLOTS.sizes(), scores, &mut random);
    for slot in WORD_SLOTS {
        trainer.tie(slot, &words.vectors, &mut random);
    }
    (trainer.dropout, trainer.blindness, trainer.rare) = (DROPOUT, BLINDNESS, RARE);
    let mut pass = NetPass::new(scores);
    let mut state = State::default();
    for epoch in 0..EPOCHS {
        random.shuffle(sentences);
        let mut counts = [0; 2];
        for (number, lesson) in sentences.iter().enumerate() {
            let done = (epoch as f32 + number as f32 / sentences.len() as f32) / EPOCHS as f32;
            trainer.rate = RATE * (1.0 - done).max(0.02);
            let explore = epoch >= EXPLORE_FROM;
            state.begin(lesson.seen.len());
            while !state.done() {
                let cost = decide(&mut trainer, &mut pass, &mut state, lesson, explore, &mut random);
                counts[0] += cost;
            }
            counts[1] += lesson.seen.len();
            trainer.step();
        }
        eprintln!("epoch {}: {} of {} heads lost", epoch + 1, counts[0], counts[1]);
    }
    trainer.finish()
}

/// Learns from one decision and makes a transition. Gives what the best-scoring one costs.
fn decide(
    trainer: &mut NetTrainer<HIDDEN>,
    pass: &mut NetPass<HIDDEN>,
    state: &mut State,
    lesson: &ParseLesson,
    explore: bool,
    random: &mut Random,
) -> usize {
    if state.stack.is_empty() {
        state.apply(Transition::Shift, 0);
        return 0;
    }
    trainer.forward(&features(state, &lesson.seen), pass, Some(&mut *random));
    pass.gradients.fill(0.0);
    let costs = Transition::ALL.map(|transition| {
        if state.allows(transition) { lesson.gold.cost(state, transition) } else { usize::MAX }
    });
    let least = costs.into_iter().min().unwrap_or(0);
    let best_of = |allowed: &dyn Fn(usize) -> bool| {
        let numbers = (0..3).filter(|number| allowed(*number));
        numbers.fold(
            3,
            |best, number| if best == 3 || pass.scores[number] > pass.scores[best] { number } else { best },
        )
    };
    let found = best_of(&|number| costs[number] != usize::MAX);
    let right = best_of(&|number| costs[number] == least);
    // The probability of all transitions that cost least should be 1.
    let share =
        |number: usize, keep: bool| if keep { (pass.scores[number] - pass.scores[found]).exp() } else { 0.0 };
    let allowed: [f32; 3] = std::array::from_fn(|number| share(number, costs[number] != usize::MAX));
    let good: [f32; 3] = std::array::from_fn(|number| share(number, costs[number] == least));
    let (all, best) = (allowed.iter().sum::<f32>(), good.iter().sum::<f32>().max(1e-9));
    for number in 0..3 {
        pass.gradients[number] = allowed[number] / all - good[number] / best;
    }
    let relations = (pass.scores.len() - 3) / 2;
    let first = |transition| if transition == Transition::Left { 3 } else { 3 + relations };
    for transition in [Transition::Left, Transition::Right] {
        if !state.allows(transition) {
            continue;
        }
        if let Some(relation) = lesson.gold.relation(state, transition) {
            let range = first(transition)..first(transition) + relations;
            pass.gradients[range.clone()].copy_from_slice(&pass.scores[range.clone()]);
            softmax(&mut pass.gradients[range]);
            pass.gradients[first(transition) + relation as usize] -= 1.0;
        }
    }
    trainer.backward(pass);
    let number = if explore && random.share() < EXPLORE { found } else { right };
    let transition = Transition::ALL[number];
    let relation = match transition {
        Transition::Shift => 0,
        _ => tags::best(&pass.scores[first(transition)..first(transition) + relations]) as u8,
    };
    state.apply(transition, relation);
    costs[found] - least
}

fn metadata() -> Metadata {
    Metadata {
        name: "syntax".into(),
        purpose: "Finds the head of every word and its relation to it, from left to right.".into(),
        date: "2026-11-25".into(),
        learner: format!(
            "arc-hybrid transitions decided by a net with one hidden layer of {HIDDEN}; {EPOCHS} rounds over shuffled sentences by \
             AdaGrad with dropout, with a dynamic oracle, following its own decisions in nine of ten (seed 13); tags of \
             the training data by taggers that had not seen it"
        ),
        features: vec![
            "the top of the stack, the next word, and the words beside them: number, tag, clusters, last letters, case".into(),
            "their dependents so far: tags and relations".into(),
            "distances, numbers of dependents, marks and verbs between".into(),
        ],
        data: data_sources(),
        limits: vec!["Trees without crossing arcs; sentences as the splitter makes them.".into()],
        ..Metadata::default()
    }
}
