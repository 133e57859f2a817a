//! Training of the lemmatizer: `cargo xtask train lemmas`.
//!
//! The answer to a question is the rule that most tokens (of a word) or most words (of an ending) follow. An answer
//! that the more general questions give anyway is left out.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use tidings_core::{LemmaRule, PennTag, Upos, Word};
use tidings_language::lemmas::{Lemmatizer, Question, rules_section};
use tidings_learn::lexicon::lexicon_section;
use tidings_learn::{Metadata, Model, ModelWriter};

use super::lessons::lessons;
use super::score;
use super::tags::data_sources;
use super::treebank;
use crate::{Job, write_model};

/// Rules that fewer tokens follow are taken for mistakes of writers.
const LEAST_RULE: usize = 2;
/// An ending that fewer words have says nothing.
const LEAST_WORDS: f32 = 2.0;

/// A word of the training data with tags, and how often it has which rule.
struct Item {
    word: Word,
    tags: (Upos, PennTag),
    rules: BTreeMap<u16, usize>,
}

/// Trains the lemmatizer and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let (items, rules) = items(job)?;
    let answers = answers(&items);
    eprintln!("{} rules, {} answers", rules.len(), answers.len());
    let write = |figures| {
        let mut writer = ModelWriter::new(Metadata { figures, ..metadata() });
        writer.section("rules", rules_section(&rules));
        writer.section("answers", lexicon_section(&answers));
        writer.into_bytes()
    };
    let model = Model::from_bytes(write(Vec::new()))?;
    let figures = score::lemma_figures(&job.data, Lemmatizer::open(&model)?)?;
    write_model(job, "tidings-language", "lemmas", &write(figures))?;
    Ok(())
}

/// The tagged words of the training data, in a fixed order, and the rules in use.
fn items(job: &Job) -> Result<(Vec<Item>, Vec<LemmaRule>)> {
    let mut seen: BTreeMap<LemmaRule, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for document in treebank::training(&job.data)? {
        for lesson in lessons(&document)? {
            for (word, row) in lesson.words.iter().zip(&lesson.rows) {
                let gold = &document.words[*row];
                let tags = (Upos::from_name(&gold.tags.0), PennTag::from_name(&gold.tags.1));
                let (Some(upos), Some(penn)) = tags else { continue };
                let rule = rule(&document.text[gold.span.clone()], &gold.lemma, upos);
                *seen.entry(rule.clone()).or_default() += 1;
                rows.push((*word, (upos, penn), rule));
            }
        }
    }
    seen.remove(&LemmaRule::default());
    let often = seen.into_iter().filter(|(rule, count)| *count >= LEAST_RULE && is_ending(&rule.add));
    let often = often.map(|(rule, _)| rule);
    let rules: Vec<LemmaRule> = std::iter::once(LemmaRule::default()).chain(often).collect();
    let numbers: HashMap<&LemmaRule, u16> = rules.iter().zip(0..).collect();
    let mut items: BTreeMap<u64, Item> = BTreeMap::new();
    for (word, tags, rule) in &rows {
        let Some(number) = numbers.get(rule) else { continue };
        let key = Question::WordAndCase.key(word, tags.0, tags.1);
        let item = items.entry(key).or_insert(Item { word: *word, tags: *tags, rules: BTreeMap::new() });
        *item.rules.entry(*number).or_default() += 1;
    }
    Ok((items.into_values().collect(), rules))
}

/// Whether what a rule adds belongs to the language, and not to one text: small letters, or one letter ("I" for "me").
fn is_ending(added: &str) -> bool {
    added.chars().count() <= 1 || added.chars().all(|c| c.is_lowercase() || c == '\'' || c == '-')
}

/// The shortest rule that makes a lemma of a word.
fn rule(form: &str, lemma: &str, upos: Upos) -> LemmaRule {
    // Case tells nothing of a word that has none; then names keep it, by habit.
    let habit = upos != Upos::Propn && upos != Upos::X && upos != Upos::Sym && upos != Upos::Punct;
    let with = |lower: bool| {
        let base = if lower { form.to_lowercase() } else { form.to_owned() };
        let same = base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let cut = base.chars().count() - same;
        let cut = if same == 0 { 255 } else { u8::try_from(cut).unwrap_or(255) };
        let add = if cut == 255 { lemma.to_owned() } else { lemma.chars().skip(same).collect() };
        LemmaRule { lower, cut, add }
    };
    let (first, second) = (with(habit), with(!habit));
    let size = |rule: &LemmaRule| rule.cut as usize + rule.add.len();
    let (short, long) = if size(&second) < size(&first) { (second, first) } else { (first, second) };
    let whole = || LemmaRule { lower: habit, cut: 255, add: lemma.to_owned() };
    [short, long].into_iter().find(|rule| rule.apply(form) == lemma).unwrap_or_else(whole)
}

/// The answers to all questions that need one.
fn answers(items: &[Item]) -> Vec<(u64, u16)> {
    let mut answers: HashMap<u64, u16> = HashMap::new();
    let mut order = Vec::new();
    for (at, question) in Question::ALL.iter().enumerate().rev() {
        let ending = matches!(question, Question::Ending(_));
        // The votes of every key; a word has one vote for an ending, shared by its rules.
        let mut keys: BTreeMap<u64, (BTreeMap<u16, f32>, Vec<&Item>)> = BTreeMap::new();
        for item in items {
            let key = question.key(&item.word, item.tags.0, item.tags.1);
            let (votes, askers) = keys.entry(key).or_default();
            askers.push(item);
            let all: usize = item.rules.values().sum();
            for (rule, count) in &item.rules {
                *votes.entry(*rule).or_default() += *count as f32 / if ending { all as f32 } else { 1.0 };
            }
        }
        for (key, (votes, askers)) in keys {
            let most = votes.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
            let Some((rule, _)) = most else { continue };
            if ending && votes.values().sum::<f32>() < LEAST_WORDS && *question != Question::Ending(0) {
                continue;
            }
            let general = |item: &Item| {
                let keys =
                    Question::ALL[at + 1..].iter().map(|more| more.key(&item.word, item.tags.0, item.tags.1));
                keys.into_iter().find_map(|key| answers.get(&key).copied())
            };
            if askers.iter().any(|item| general(item) != Some(*rule)) {
                answers.insert(key, *rule);
                order.push((key, *rule + 1));
            }
        }
    }
    order
}

fn metadata() -> Metadata {
    let mut data = data_sources();
    data.truncate(2);
    Metadata {
        name: "lemmas".into(),
        purpose: "Decides how a token becomes its lemma: what is cut off its end, and what is added.".into(),
        date: "2026-11-25".into(),
        learner: "majority of the words with one ending and tag; a list of the words that differ".into(),
        features: vec!["the word with its tags and case; its last four to no letters".into()],
        data,
        limits: vec!["It relies on the tags.".into()],
        ..Metadata::default()
    }
}
