//! The runtime as a library: a stage that fails or panics costs one document.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings::io::{Decoder, Encoder, InputConfig, Inputs, OutputConfig, SkipConfig};
use tidings::runtime::{DocumentSink, Engine, Outcome, WriteError, silence_panics};
use tidings::{Document, OffsetUnit, PipelineFile, SettingError, Stage, StageError, StageType};

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
    let folder = tempfile::tempdir().unwrap();
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
    let path = folder.path().join("in.jsonl");
    std::fs::write(&path, lines).unwrap();

    let registry = tidings::registry().unwrap();
    let config = "[[stage]]\nuse = \"language.sentences\"\n[[stage]]\nuse = \"test.fragile\"\n";
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
        document_time: None,
    };
    let inputs =
        Inputs::open(&input, &[path.to_str().unwrap().to_owned()], Box::new(std::io::empty())).unwrap();
    let mut seen = Seen::default();
    let report = engine.run(inputs, &mut seen, &Arc::new(AtomicBool::new(false)), |_| ()).unwrap();

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
