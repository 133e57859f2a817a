//! The runtime as a library: a stage that fails or panics costs one document.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings::io::{Decoder, Encoder, InputConfig, Inputs, OutputConfig, SkipConfig};
use tidings::runtime::{DocumentSink, Engine, Outcome, Report, WriteError, silence_panics};
use tidings::{
    Document, Layer, OffsetUnit, PipelineFile, Sentences, SettingError, Stage, StageError, StageType,
};

/// Settings of `test.fragile`.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct FragileConfig {}

/// Panics or fails when the text says so.
struct Fragile;

impl Stage for Fragile {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        assert!(!doc.text().contains("PANIC"), "the text said so");
        if doc.text().contains("FAIL") { Err(StageError::new("the text said so")) } else { Ok(()) }
    }
}

impl StageType for Fragile {
    type Config = FragileConfig;
    const NAME: &'static str = "test.fragile";
    const PURPOSE: &'static str = "Breaks on demand";
    const MANUAL: &'static str = "";

    fn new(_: FragileConfig) -> Result<Self, SettingError> {
        Ok(Fragile)
    }
}

tidings::register_stage!(Fragile);

/// Settings of `test.slow`.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct SlowConfig {
    /// Whether it never looks at the clock.
    deaf: bool,
}

/// Takes ten milliseconds a sentence.
struct Slow(SlowConfig);

impl Stage for Slow {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let clock = doc.clock();
        for _ in doc.get::<Sentences>().into_iter().flat_map(|sentences| &sentences.0) {
            if !self.0.deaf {
                clock.check()?;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl StageType for Slow {
    type Config = SlowConfig;
    const NAME: &'static str = "test.slow";
    const PURPOSE: &'static str = "Takes its time";
    const MANUAL: &'static str = "";
    const REQUIRES: &'static [&'static str] = &[Sentences::NAME];

    fn new(config: SlowConfig) -> Result<Self, SettingError> {
        Ok(Slow(config))
    }
}

tidings::register_stage!(Slow);

/// Ids of documents and failures in the order in which they came.
#[derive(Default)]
struct Seen(Vec<String>);

impl DocumentSink for Seen {
    fn take(&mut self, outcome: Outcome) -> Result<(), WriteError> {
        match outcome {
            Outcome::Done { id, .. } => self.0.push(id),
            Outcome::Skipped { skipped } => self.0.push(skipped.id),
            Outcome::Failed(failure) => {
                let id = failure.id;
                self.0.push(format!("{id}: {}: {}", failure.stage, failure.reason));
            }
            Outcome::Blank => {}
        }
        Ok(())
    }
}

#[test]
fn a_panic_costs_one_document_and_order_is_kept() {
    silence_panics();
    let lines: String = (0..200)
        .map(|number| {
            let text = match number {
                20 => "PANIC",
                21 => "FAIL",
                _ => "fine",
            };
            // Documents of very different sizes, so that workers finish out of order.
            let text = format!("{text} {}", "word ".repeat((number * 7919) % 3000));
            format!("{{\"id\": \"{number}\", \"text\": \"{text}\"}}\n")
        })
        .collect();
    let config = "[[stage]]\nuse = \"language.sentences\"\n[[stage]]\nuse = \"test.fragile\"\n";
    let (seen, report) = run(config, &lines, None);

    assert!(!report.interrupted);
    assert_eq!(seen.0.len(), 200);
    for (number, id) in seen.0.iter().enumerate().filter(|(number, _)| ![20, 21].contains(number)) {
        assert_eq!(*id, number.to_string());
    }
    assert!(
        seen.0[20].starts_with("20: test.fragile: the stage panicked: the text said so"),
        "{}",
        seen.0[20]
    );
    assert_eq!(seen.0[21], "21: test.fragile: the text said so");
}

/// Runs JSON lines through a configuration.
fn run(config: &str, lines: &str, document_time: Option<Duration>) -> (Seen, Report) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.jsonl");
    std::fs::write(&path, lines).unwrap();
    let registry = tidings::registry().unwrap();
    let file = PipelineFile::parse(Path::new("test.toml"), config, &[], &registry).unwrap();
    let input = InputConfig::default();
    let decoder = Decoder::new(&input, &registry, OffsetUnit::CodePoint).unwrap();
    let encoder = Encoder::new(&OutputConfig::default(), &registry).unwrap();
    let skip = SkipConfig::default();
    let engine = Engine {
        pipeline: &file.pipeline,
        corpus: &[],
        decoder: &decoder,
        encoder: &encoder,
        skip: &skip,
        workers: 4,
        document_time,
    };
    let inputs =
        Inputs::open(&input, &[path.to_str().unwrap().to_owned()], Box::new(std::io::empty())).unwrap();
    let mut seen = Seen::default();
    let report = engine.run(inputs, &mut seen, &Arc::new(AtomicBool::new(false)), |_| ()).unwrap();
    (seen, report)
}

/// A document of more sentences than there is time for fails in the stage that was at work; those beside it go on.
#[test]
fn a_document_that_takes_too_long_fails() {
    let long = "The mole fell. ".repeat(2_000);
    let lines =
        format!("{{\"id\": \"a\", \"text\": \"{long}\"}}\n{{\"id\": \"b\", \"text\": \"It stood.\"}}\n");
    for (deaf, most) in [(false, 15), (true, 100)] {
        let text = if deaf { lines.replace(&long, &"The mole fell. ".repeat(300)) } else { lines.clone() };
        let config = format!("[[stage]]\nuse = \"test.slow\"\ndeaf = {deaf}\n");
        let start = Instant::now();
        let (seen, _) = run(&config, &text, Some(Duration::from_secs(2)));
        // The whole document would take twenty seconds.
        assert!(start.elapsed() < Duration::from_secs(most), "{:?}", start.elapsed());
        assert!(
            seen.0[0]
                .starts_with("a: test.slow: the document takes longer than the 2 s that a document may take"),
            "{}",
            seen.0[0]
        );
        assert_eq!(seen.0[1], "b");
    }
    let (seen, _) = run("[[stage]]\nuse = \"test.slow\"\n", &lines.replace(&long, "It fell."), None);
    assert_eq!(seen.0, ["a", "b"]);
}
