//! The same input gives the same bytes, whatever a thread has read before.
//!
//! Two thousand generated articles go through the default pipeline: each alone on a thread of its own, one after another, shuffled, in
//! batches, by several workers, and with caches that are tiny and full of wrong values. What comes out of an article, its line
//! and its records, must be the same every time.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod articles;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use articles::{Articles, colliding_words, weak_hash};
use tidings::io::{Decoder, Encoder, InputConfig, Inputs, OutputConfig, RawInput, SkipConfig};
use tidings::runtime::{DocumentSink, Engine, Outcome, WriteError};
use tidings::{Document, OffsetUnit, PipelineFile, Progress};
use tidings_learn::cache::Handicap;
use tidings_learn::fingerprint::fingerprint;
use tidings_learn::random::Random;

const ARTICLES: usize = 2_000;

/// Everything that an article goes through.
struct Setup {
    file: PipelineFile,
    decoder: Decoder,
    encoder: Encoder,
    input: InputConfig,
    folder: tempfile::TempDir,
}

impl Setup {
    fn new() -> Self {
        let registry = tidings::registry().unwrap();
        let config = include_str!("../../pipelines/news.toml");
        let file = PipelineFile::parse(Path::new("news.toml"), config, &[], &registry).unwrap();
        let input = InputConfig::default();
        let decoder = Decoder::new(&input, &registry, OffsetUnit::CodePoint).unwrap();
        let encoder = Encoder::new(&OutputConfig::default(), &registry).unwrap();
        Setup { file, decoder, encoder, input, folder: tempfile::tempdir().unwrap() }
    }

    fn inputs(&self, lines: &str) -> Inputs {
        let path = self.folder.path().join("in.jsonl");
        std::fs::write(&path, lines).unwrap();
        Inputs::open(&self.input, &[path.to_str().unwrap().to_owned()], Box::new(std::io::empty())).unwrap()
    }

    /// The line and the records of an article after all stages.
    fn written(&self, doc: &Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.encoder.encode(doc, &mut bytes).unwrap();
        for step in &self.file.corpus {
            bytes.extend(step.stage.observe_json(doc, self.encoder.offsets()).unwrap().record.get().bytes());
        }
        bytes
    }

    /// Takes some articles through the stages as a worker does: each stage works on all of them before the next one begins.
    fn batch(&self, inputs: &[&RawInput]) -> Vec<Vec<u8>> {
        let mut docs: Vec<Document> =
            inputs.iter().map(|input| self.decoder.decode(input).unwrap().unwrap()).collect();
        let mut progress = Progress::default();
        for step in 0..self.file.pipeline.steps().len() {
            for doc in &mut docs {
                self.file.pipeline.process_range(doc, &mut progress, step..step + 1).unwrap();
            }
        }
        docs.iter().map(|doc| self.written(doc)).collect()
    }

    /// Takes all articles through the stages in batches, on one new thread.
    fn batches(&self, inputs: &[&RawInput], size: usize) -> Vec<Vec<u8>> {
        on_a_new_thread(|| inputs.chunks(size).flat_map(|batch| self.batch(batch)).collect())
    }

    /// Takes all articles through the stages with the runtime.
    fn run(&self, lines: &str, workers: usize) -> Vec<Vec<u8>> {
        let engine = Engine {
            pipeline: &self.file.pipeline,
            corpus: &self.file.corpus,
            decoder: &self.decoder,
            encoder: &self.encoder,
            skip: &SkipConfig::default(),
            workers,
            document_time: None,
        };
        let mut lines_of = Lines::default();
        let stop = Arc::new(AtomicBool::new(false));
        engine.run(self.inputs(lines), &mut lines_of, &stop, |_| ()).unwrap();
        lines_of.0
    }
}

/// What the runtime writes of each article.
#[derive(Default)]
struct Lines(Vec<Vec<u8>>);

impl DocumentSink for Lines {
    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError> {
        if let Outcome::Done { bytes, records, .. } = outcome {
            let mut bytes = bytes.into_bytes().unwrap();
            records.iter().for_each(|record| bytes.extend(record.record.get().bytes()));
            self.0.push(bytes);
        }
        Ok(())
    }
}

fn on_a_new_thread<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(act).join().unwrap())
}

fn compare(what: &str, wanted: &[Vec<u8>], found: &[Vec<u8>]) {
    assert_eq!(wanted.len(), found.len(), "{what}");
    let other: Vec<usize> = (0..wanted.len()).filter(|at| wanted[*at] != found[*at]).collect();
    if let Some(at) = other.first() {
        let [wanted, found] = [&wanted[*at], &found[*at]].map(|bytes| String::from_utf8_lossy(bytes));
        panic!("{what}: {} articles differ, the first is {at}:\n{wanted}\n{found}", other.len());
    }
}

#[test]
fn an_article_gives_the_same_bytes_whatever_came_before() {
    let setup = Setup::new();
    let mut articles = Articles::new(18);
    let lines: String = (0..ARTICLES).map(|number| articles.line(number)).collect();
    let inputs: Vec<RawInput> = setup.inputs(&lines).map(Result::unwrap).collect();
    let all: Vec<&RawInput> = inputs.iter().collect();
    assert_eq!(all.len(), ARTICLES);

    let alone: Vec<Vec<u8>> =
        all.iter().flat_map(|input| on_a_new_thread(|| setup.batch(&[input]))).collect();
    for size in [1, 64] {
        compare(&format!("batches of {size}"), &alone, &setup.batches(&all, size));
    }

    let mut order: Vec<usize> = (0..ARTICLES).collect();
    Random::new(7).shuffle(&mut order);
    let shuffled: Vec<&RawInput> = order.iter().map(|at| all[*at]).collect();
    let wanted: Vec<Vec<u8>> = order.iter().map(|at| alone[*at].clone()).collect();
    compare("shuffled, in batches of 7", &wanted, &setup.batches(&shuffled, 7));

    // A stage makes its caches when a thread first needs them, so stages of its own for every handicap.
    for (workers, handicap) in [
        (1, Handicap { places: 2, poison: false }),
        (2, Handicap { places: 64, poison: true }),
        (3, Handicap { places: 4, poison: true }),
        (8, Handicap::default()),
    ] {
        handicap.set();
        compare(&format!("{workers} workers, {handicap:?}"), &alone, &Setup::new().run(&lines, workers));
    }
    Handicap::default().set();
}

#[test]
fn words_that_shared_a_hash_are_two_words() {
    let pairs = colliding_words();
    assert!(pairs.len() > 30, "{} pairs", pairs.len());
    for [one, other] in &pairs {
        assert_eq!(weak_hash(one.as_bytes()), weak_hash(other.as_bytes()), "{one} {other}");
        assert_ne!(fingerprint(one.as_bytes()), fingerprint(other.as_bytes()), "{one} {other}");
    }
    // What a document says does not depend on the one before it: the shortest case.
    let setup = Setup::new();
    let article = "Ministers cut the subsidies. The subsidies went to farms. Subsidies are paid on Friday.";
    let lines = ["The word subsidium is Latin.", article]
        .map(|text| format!("{{\"id\":\"{}\",\"text\":\"{text}\"}}\n", text.len()))
        .concat();
    let inputs: Vec<RawInput> = setup.inputs(&lines).map(Result::unwrap).collect();
    let alone = on_a_new_thread(|| setup.batch(&[&inputs[1]]));
    let after = on_a_new_thread(|| setup.batch(&[&inputs[0], &inputs[1]]));
    assert_eq!(String::from_utf8_lossy(&alone[0]), String::from_utf8_lossy(&after[1]));
}
