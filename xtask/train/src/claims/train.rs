//! Trains attribution: the tagger of cues, the tagger of sources and contents, the trees that judge.
//!
//! What comes later must learn from what comes earlier as it will be on texts that nobody has seen. So the articles are dealt
//! into two halves; the taggers trained on one half read the other, and the trees learn from that. In the end the taggers
//! are trained on everything.

use std::ops::Range;

use anyhow::Result;
use tidings::claims::training::attribution::{
    self as training, CONTENT, Candidate, Chosen, Columns, Cue, SOURCE, Scratch, WIDTH,
};
use tidings_core::Document;
use tidings_learn::FeatureRows;
use tidings_learn::chain::{ChainExample, ChainTagger, ChainTrainer, Scheme};
use tidings_learn::forest::{Examples, Forest, Trainer};

use super::articles::{self, Article};
use super::prepare::{self, TokenClaim};
use super::score::{self, Attribution, Table, Words};
use crate::Job;

/// An article ready for training.
struct Lesson<'a> {
    article: &'a Article,
    columns: Columns<'a>,
    claims: Vec<TokenClaim>,
}

fn documents(articles: &[Article]) -> Result<Vec<Document>> {
    let reader = prepare::reader()?;
    articles.iter().map(|article| prepare::document(&reader, article)).collect()
}

fn lessons<'a>(articles: &'a [Article], documents: &'a [Document]) -> Vec<Lesson<'a>> {
    let pairs = articles.iter().zip(documents);
    pairs
        .filter_map(|(article, doc)| {
            let columns = Columns::of(doc)?;
            let claims = prepare::token_claims(&columns, article);
            Some(Lesson { article, columns, claims })
        })
        .collect()
}

/// Trains and writes the model.
pub fn train(job: &Job) -> Result<()> {
    let begin = std::time::Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", begin.elapsed().as_secs_f64());
    let train_articles = articles::read(&job.data.join("claims/polnear_train.jsonl.gz"))?;
    let dev_articles = articles::read(&job.data.join("claims/polnear_dev.jsonl"))?;
    let (train_docs, dev_docs) = (documents(&train_articles)?, documents(&dev_articles)?);
    let (train, dev) = (lessons(&train_articles, &train_docs), lessons(&dev_articles, &dev_docs));
    say("read");
    let even: Vec<&Lesson> = train.iter().step_by(2).collect();
    let odd: Vec<&Lesson> = train.iter().skip(1).step_by(2).collect();
    let all: Vec<&Lesson> = train.iter().collect();
    let dev: Vec<&Lesson> = dev.iter().collect();

    let cue_taggers = [cue_tagger(&even)?, cue_tagger(&odd)?, cue_tagger(&all)?];
    say("cues");
    let cues_of = |lessons: &[&Lesson], tagger: &ChainTagger| -> Vec<Vec<Cue>> {
        let mut scratch = Scratch::default();
        lessons.iter().map(|lesson| training::cues(&lesson.columns, tagger, &mut scratch)).collect()
    };
    // Each half is read by the tagger of the other.
    let even_cues = cues_of(&even, &cue_taggers[1].0);
    let odd_cues = cues_of(&odd, &cue_taggers[0].0);
    let dev_cues = cues_of(&dev, &cue_taggers[2].0);
    report_cues(&dev, &dev_cues);
    let mut all_cues = Vec::with_capacity(all.len());
    let (mut left, mut right) = (even_cues.iter(), odd_cues.iter());
    for index in 0..all.len() {
        all_cues.extend(if index % 2 == 0 { left.next() } else { right.next() }.cloned());
    }
    let argument_taggers = [
        argument_tagger(&even, &even_cues)?,
        argument_tagger(&odd, &odd_cues)?,
        argument_tagger(&all, &all_cues)?,
    ];
    say("arguments");
    let candidates_of = |lessons: &[&Lesson], cues: &[Vec<Cue>], tagger: &ChainTagger| {
        let mut scratch = Scratch::default();
        let pairs = lessons.iter().zip(cues);
        pairs
            .map(|(lesson, cues)| training::candidates(&lesson.columns, cues, tagger, &mut scratch))
            .collect::<Vec<_>>()
    };
    let even_candidates = candidates_of(&even, &even_cues, &argument_taggers[1].0);
    let odd_candidates = candidates_of(&odd, &odd_cues, &argument_taggers[0].0);
    let dev_candidates = candidates_of(&dev, &dev_cues, &argument_taggers[2].0);
    let (mut examples, mut ranked) = (Examples::new(WIDTH), Examples::new(WIDTH));
    judged(&even, &even_candidates, &mut examples, &mut ranked);
    judged(&odd, &odd_candidates, &mut examples, &mut ranked);
    let judges = |judge: Forest, ranking: Forest| Judges { judge, ranking };
    say(&format!("{} candidates", examples.len()));
    let judge = judge(&examples);
    let ranking = self::judge(&ranked);
    let judge = judges(judge, ranking);
    say("judge");
    if let Ok(path) = std::env::var("CLAIMS_MODEL") {
        let mut writer = tidings_learn::ModelWriter::new(tidings_learn::Metadata {
            name: "attribution".into(),
            ..Default::default()
        });
        writer
            .section(training::CUES, cue_taggers[2].1.clone())
            .section(training::ARGUMENTS, argument_taggers[2].1.clone());
        writer
            .section(training::JUDGE, judge.judge.to_bytes())
            .section(training::RANKING, judge.ranking.to_bytes());
        std::fs::write(path, writer.into_bytes())?;
    }
    let (best, table) = threshold(&dev, &dev_candidates, &judge);
    println!("threshold {best}\n{table}");
    for least in [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5] {
        let table = scored(&dev, &dev_candidates, &judge, least);
        println!("{least:.2} {:?} {:?}", table.percent("relation soft"), table.percent("overlap content")[2]);
    }
    oracle(&dev, &dev_candidates);
    debug(&dev, &dev_candidates, &judge, best);
    println!(
        "sizes: cues {} bytes {} features, arguments {} bytes {} features, judge {} bytes",
        cue_taggers[2].1.len(),
        cue_taggers[2].2,
        argument_taggers[2].1.len(),
        argument_taggers[2].2,
        judge.judge.to_bytes().len()
    );
    Ok(())
}

/// The trees: how likely a candidate is right, and which is better.
struct Judges {
    judge: Forest,
    ranking: Forest,
}

type Section = (ChainTagger, Vec<u8>, usize);

fn env(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn chain(trainer: &ChainTrainer, scheme: Scheme, examples: &[ChainExample]) -> Result<Section> {
    let which = if scheme.types() == 1 { "CUE" } else { "ARG" };
    let trainer = &ChainTrainer {
        epochs: env(&format!("{which}_EPOCHS"), trainer.epochs as f32) as u32,
        l2: env(&format!("{which}_L2"), trainer.l2),
        rate: env(&format!("{which}_RATE"), trainer.rate),
        least: env(&format!("{which}_LEAST"), trainer.least as f32) as u32,
        drop: env(&format!("{which}_DROP"), trainer.drop),
        ..trainer.clone()
    };
    let cache = std::env::var(format!("{which}_CACHE")).ok().map(|dir| {
        std::path::PathBuf::from(dir).join(format!("{which}{}-{}", examples.len(), examples[0].rows.len()))
    });
    if let Some(bytes) = cache.as_ref().and_then(|path| std::fs::read(path).ok()) {
        return Ok((ChainTagger::open(bytes.clone().into())?, bytes, 0));
    }
    let trained = trainer.train(scheme, examples);
    if let Some(path) = cache {
        std::fs::write(path, &trained.bytes)?;
    }
    Ok((ChainTagger::open(trained.bytes.clone().into())?, trained.bytes, trained.features))
}

fn cue_tagger(lessons: &[&Lesson]) -> Result<Section> {
    let scheme = Scheme::new(1);
    let mut examples = Vec::new();
    for lesson in lessons {
        for paragraph in lesson.columns.paragraphs() {
            let mut rows = FeatureRows::new();
            training::cue_rows(&lesson.columns, paragraph.clone(), &mut rows);
            let mut allowed = vec![scheme.unmarked(&[]); paragraph.len()];
            for cue in lesson.claims.iter().filter_map(|claim| claim.cue.as_ref()) {
                if cue.start >= paragraph.start && cue.end <= paragraph.end {
                    scheme.mark(&mut allowed, cue.start - paragraph.start..cue.end - paragraph.start, &[0]);
                }
            }
            examples.push(ChainExample { rows, allowed });
        }
    }
    chain(&ChainTrainer { epochs: 8, ..ChainTrainer::default() }, scheme, &examples)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn argument_tagger(lessons: &[&Lesson], cues: &[Vec<Cue>]) -> Result<Section> {
    let scheme = Scheme::new(2);
    let mut examples = Vec::new();
    for (lesson, cues) in lessons.iter().zip(cues) {
        let others: Vec<Range<usize>> = cues.iter().map(|cue| cue.tokens.clone()).collect();
        for claim in &lesson.claims {
            let Some(gold) = &claim.cue else { continue };
            // The cue as it is found, or as it is marked if it is not found.
            let cue = others.iter().find(|other| overlap(other, gold)).unwrap_or(gold);
            let window = training::window(&lesson.columns, cue);
            let mut rows = FeatureRows::new();
            training::argument_rows(&lesson.columns, cue, &window, &others, &mut rows);
            let mut allowed = vec![scheme.unmarked(&[]); window.len()];
            let mut mark = |range: &Range<usize>, kind: usize| {
                let (start, end) = (range.start.max(window.start), range.end.min(window.end));
                if start < end {
                    scheme.mark(&mut allowed, start - window.start..end - window.start, &[kind]);
                }
            };
            claim.source.iter().for_each(|range| mark(range, SOURCE));
            claim.content.iter().for_each(|range| mark(range, CONTENT));
            examples.push(ChainExample { rows, allowed });
        }
    }
    chain(&ChainTrainer { epochs: 6, ..ChainTrainer::default() }, scheme, &examples)
}

fn attribution(words: &Words, columns: &Columns, candidate: &Candidate) -> Option<Attribution> {
    let span = |range: &Range<usize>| columns.span(range.clone());
    let spans = |ranges: &[Range<usize>]| ranges.iter().filter_map(span).collect::<Vec<_>>();
    Attribution::new(
        words,
        candidate.source.as_ref().and_then(span).as_slice(),
        candidate.cue.as_ref().and_then(span).as_slice(),
        &spans(&candidate.content),
    )
}

/// Adds the candidates of articles with whether they are right.
fn judged(
    lessons: &[&Lesson],
    candidates: &[Vec<Candidate>],
    examples: &mut Examples,
    ranked: &mut Examples,
) {
    for (lesson, candidates) in lessons.iter().zip(candidates) {
        let words = Words::new(&lesson.article.text);
        let gold = super::eval::gold(&words, lesson.article);
        let rows = training::rows(&lesson.columns, candidates);
        for (candidate, row) in candidates.iter().zip(rows) {
            // How much of the content is right, if source and cue are.
            let likeness = attribution(&words, &lesson.columns, candidate).map_or(0.0, |found| {
                let likeness = |gold: &&Attribution| score::f1(&gold.content, &found.content);
                let right = gold.iter().filter(|gold| score::is_soft(gold, &found, likeness(gold)));
                right.map(|gold| likeness(&gold)).fold(0.0, f64::max)
            });
            examples.push(&row, f32::from(u8::from(likeness > 0.0)), 1.0);
            ranked.push(&row, likeness as f32, 1.0);
        }
    }
}

fn judge(examples: &Examples) -> Forest {
    Trainer { trees: 200, leaves: 15, learning_rate: 0.06, min_examples: 30, ..Trainer::default() }
        .train(examples)
}

fn scored(lessons: &[&Lesson], candidates: &[Vec<Candidate>], judge: &Judges, least: f32) -> Table {
    let mut table = Table::default();
    for (lesson, candidates) in lessons.iter().zip(candidates) {
        let words = Words::new(&lesson.article.text);
        let gold = super::eval::gold(&words, lesson.article);
        let chosen = training::choose(&lesson.columns, candidates, &judge.judge, &judge.ranking, least);
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

fn threshold(lessons: &[&Lesson], candidates: &[Vec<Candidate>], judge: &Judges) -> (f32, Table) {
    let mut best = (0.3, scored(lessons, candidates, judge, 0.3));
    for least in [0.2, 0.25, 0.35, 0.4, 0.45] {
        let table = scored(lessons, candidates, judge, least);
        if table.percent("relation soft")[2] > best.1.percent("relation soft")[2] {
            best = (least, table);
        }
    }
    best
}

/// How good a perfect judge would be.
fn oracle(lessons: &[&Lesson], candidates: &[Vec<Candidate>]) {
    let (mut all, mut cue, mut content, mut right) = (0, 0, 0, 0);
    for (lesson, candidates) in lessons.iter().zip(candidates) {
        let words = Words::new(&lesson.article.text);
        let gold = super::eval::gold(&words, lesson.article);
        let found: Vec<Attribution> = candidates
            .iter()
            .filter_map(|candidate| attribution(&words, &lesson.columns, candidate))
            .collect();
        for gold in &gold {
            let with_cue = || found.iter().filter(|found| score::touch(&gold.cue, &found.cue));
            let likeness = |found: &Attribution| score::f1(&gold.content, &found.content);
            all += 1;
            cue += usize::from(with_cue().next().is_some());
            content += usize::from(with_cue().any(|found| likeness(found) >= 0.5));
            right += usize::from(with_cue().any(|found| score::is_soft(gold, found, likeness(found))));
        }
    }
    let share = |part: usize| 100.0 * part as f64 / all as f64;
    println!(
        "candidates hold: cue {:.1}, and content {:.1}, and source {:.1}",
        share(cue),
        share(content),
        share(right)
    );
}

fn report_cues(lessons: &[&Lesson], cues: &[Vec<Cue>]) {
    for least in [0.0, 0.02, 0.05, 0.1, 0.3, 0.5] {
        let (mut gold, mut hit, mut found, mut right) = (0, 0, 0, 0);
        for (lesson, cues) in lessons.iter().zip(cues) {
            let cues: Vec<&Cue> = cues.iter().filter(|cue| cue.confidence >= least).collect();
            let marked: Vec<&Range<usize>> =
                lesson.claims.iter().filter_map(|claim| claim.cue.as_ref()).collect();
            gold += marked.len();
            found += cues.len();
            hit += marked.iter().filter(|cue| cues.iter().any(|other| overlap(cue, &other.tokens))).count();
            right += cues.iter().filter(|cue| marked.iter().any(|other| overlap(&cue.tokens, other))).count();
        }
        println!(
            "cues from {least}: precision {:.1}, recall {:.1} of {gold}",
            100.0 * right as f64 / found as f64,
            100.0 * hit as f64 / gold as f64
        );
    }
}

/// TEMPORARY
fn debug(lessons: &[&Lesson], candidates: &[Vec<Candidate>], judge: &Judges, least: f32) {
    use std::io::Write;
    let Ok(path) = std::env::var("CLAIMS_DEBUG") else { return };
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for (lesson, candidates) in lessons.iter().zip(candidates) {
        let text = &lesson.article.text;
        let words = Words::new(text);
        let gold = super::eval::gold(&words, lesson.article);
        let attributions: Vec<Option<Attribution>> =
            candidates.iter().map(|candidate| attribution(&words, &lesson.columns, candidate)).collect();
        let chosen = training::choose(&lesson.columns, candidates, &judge.judge, &judge.ranking, least);
        let all = training::choose(&lesson.columns, candidates, &judge.judge, &judge.ranking, 0.0);
        let conf = |index: usize| all.iter().find(|c| c.candidate == index).map_or(-1.0, |c| c.confidence);
        let show = |c: &Candidate| {
            let s =
                |r: &Range<usize>| lesson.columns.span(r.clone()).map_or("", |s| &text[s.range()]).to_owned();
            format!(
                "[{}] *{}* {{{}}}",
                c.source.as_ref().map_or(String::new(), s),
                c.cue.as_ref().map_or(String::new(), s),
                c.content.iter().map(s).collect::<Vec<_>>().join(" | ")
            )
        };
        let is_chosen = |i: usize| chosen.iter().any(|c| c.candidate == i);
        let mut used = vec![false; candidates.len()];
        for (number, g) in gold.iter().enumerate() {
            let claim = &lesson.article.claims[number.min(lesson.article.claims.len() - 1)];
            let s = |v: &Vec<tidings_core::Span>| {
                v.iter().map(|s| &text[s.range()]).collect::<Vec<_>>().join(" | ")
            };
            let shown = format!("[{}] *{}* {{{}}}", s(&claim.source), s(&claim.cue), s(&claim.content));
            let touching: Vec<usize> = (0..candidates.len())
                .filter(|i| attributions[*i].as_ref().is_some_and(|a| score::touch(&a.cue, &g.cue)))
                .collect();
            let like = |i: usize| score::f1(&g.content, &attributions[i].as_ref().unwrap().content);
            let soft = |i: usize| score::is_soft(g, attributions[i].as_ref().unwrap(), like(i));
            let kind = if let Some(i) = touching.iter().find(|i| is_chosen(**i) && soft(**i)) {
                used[*i] = true;
                if attributions[*i].as_ref().unwrap().content == g.content { continue } else { "edge" }
            } else if touching.is_empty() {
                "no cue"
            } else if touching.iter().any(|i| soft(*i)) {
                if touching.iter().any(|i| is_chosen(*i)) { "wrong one chosen" } else { "rejected" }
            } else if touching.iter().any(|i| like(*i) >= 0.5) {
                "wrong source"
            } else {
                "wrong content"
            };
            *counts.entry(format!("{kind} {}", g.kind.name())).or_default() += 1;
            writeln!(out, "## {kind} {}\n   gold {shown}", g.kind.name()).unwrap();
            for i in touching {
                writeln!(
                    out,
                    "   {}{} {:.2} c{:.2} {}",
                    if is_chosen(i) { "+" } else { "-" },
                    if candidates[i].by_rule() { "R" } else { "T" },
                    conf(i),
                    candidates[i].cue_confidence(),
                    show(&candidates[i])
                )
                .unwrap();
            }
        }
        for c in &chosen {
            if !used[c.candidate] {
                let a = attributions[c.candidate].as_ref();
                if a.is_some_and(|a| {
                    gold.iter().any(|g| score::is_soft(g, a, score::f1(&g.content, &a.content)))
                }) {
                    continue;
                }
                *counts.entry("false".into()).or_default() += 1;
                writeln!(
                    out,
                    "## false {:.2} c{:.2}\n   {}",
                    c.confidence,
                    candidates[c.candidate].cue_confidence(),
                    show(&candidates[c.candidate])
                )
                .unwrap();
            }
        }
    }
    for (k, v) in counts {
        println!("{v:5} {k}");
    }
}
