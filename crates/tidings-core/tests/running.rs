//! Pipelines and corpus stages at work.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod settings;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use settings::registry;
use tidings_core::{
    Conclusions, CorpusRecord, Document, EditList, OffsetUnit, Pipeline, Progress, RegionKind, Registry,
    SettingError, Span, Stage, StageDefinition, StageError, StageType,
};

/// Which word to remove.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RemoveConfig {
    /// The word.
    word: String,
}

impl Default for RemoveConfig {
    fn default() -> Self {
        RemoveConfig { word: "ad ".to_owned() }
    }
}

/// Removes the first place of a word, and a character too many if the word is "half".
struct Remove(String);

impl Stage for Remove {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let start = doc.text().find(&self.0).ok_or_else(|| StageError::new("the word is not there"))?;
        let surplus = usize::from(self.0 == "half");
        let mut edits = EditList::new();
        edits.delete(Span::from_range(start..start + self.0.len() + surplus), RegionKind::Widget, "word");
        Ok(doc.edit(edits)?)
    }
}

impl StageType for Remove {
    type Config = RemoveConfig;
    const NAME: &'static str = "clean.remove";
    const PURPOSE: &'static str = "Removes a word";
    const MANUAL: &'static str = "## What it does\nRemoves a word.";
    const EDITS_TEXT: bool = true;
    fn new(config: RemoveConfig) -> Result<Self, SettingError> {
        match config.word.is_empty() {
            true => Err(SettingError::new("word", "must not be empty")),
            false => Ok(Remove(config.word)),
        }
    }
}

fn pipeline(settings: &str) -> Result<Pipeline, String> {
    static REMOVE: StageDefinition = StageDefinition::of::<Remove>("tests");
    let registry = Registry::new([&REMOVE], [], []).unwrap();
    let builder = Pipeline::builder(&registry).stage_with("clean.remove", settings.parse().unwrap());
    builder.build().map_err(|error| error.to_string())
}

#[test]
fn a_pipeline_runs_its_steps_and_knows_their_settings() {
    let pipeline = pipeline("").unwrap();
    assert_eq!(pipeline.steps()[0].config, json!({ "word": "ad " }));
    let mut doc = Document::new("a", "an ad here").unwrap();
    pipeline.process(&mut doc).unwrap();
    assert_eq!(doc.text(), "an here");
}

#[test]
fn progress_says_how_far_a_document_came_and_adds_up_time() {
    let (pipeline, mut progress) = (pipeline("").unwrap(), Progress::default());
    for _ in 0..2 {
        let mut doc = Document::new("a", "an ad here").unwrap();
        pipeline.process_with(&mut doc, &mut progress).unwrap();
    }
    assert_eq!((progress.step, progress.times.len()), (0, 1));
    let before = progress.times[0];
    let mut doc = Document::new("a", "nothing").unwrap();
    pipeline.process_with(&mut doc, &mut progress).unwrap_err();
    assert!(progress.times[0] >= before);
}

#[test]
fn errors_name_the_stage_and_the_setting() {
    let error = |settings: &str, text: &str| {
        pipeline(settings).unwrap().process(&mut Document::new("a", text).unwrap()).unwrap_err().to_string()
    };
    assert_eq!(error("", "nothing"), "stage `clean.remove`: the word is not there");
    assert_eq!(
        error("word = \"half\"", "one halfü"),
        "stage `clean.remove`: an edit of bytes 4..9 does not lie on character boundaries of the text"
    );
    assert_eq!(pipeline("word = \"\"").err().unwrap(), "stage `clean.remove`: `word`: must not be empty");
    assert_eq!(
        pipeline("wort = \"\"").err().unwrap(),
        "stage `clean.remove`: unknown setting `wort`; did you mean `word`?"
    );
}

#[test]
fn what_workers_share_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Pipeline>();
    shared::<Registry>();
    shared::<Document>();
}

fn record(id: &str, record: serde_json::Value) -> CorpusRecord {
    CorpusRecord { id: id.to_owned(), record: serde_json::value::to_raw_value(&record).unwrap() }
}

#[test]
fn a_conclusion_does_not_depend_on_the_order_of_the_records() {
    let definition = registry().corpus_stage("stories.group").unwrap();
    let (stage, config) = definition.build("threshold = 1".parse().unwrap()).unwrap();
    assert_eq!(config, json!({ "threshold": 1.0 }));
    let observed = stage.observe_json(&Document::new("b", "four").unwrap(), OffsetUnit::CodePoint).unwrap();
    assert_eq!((&*observed.id, observed.record.get()), ("b", "4"));
    // Two documents of one id are told apart by what was observed.
    let records = [observed, record("a", json!(7)), record("b", json!(3))];
    let expected = json!(["a:7", "b:3", "b:4"]);
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let records = order.map(|index| records[index].clone()).to_vec();
        assert_eq!(stage.conclude_json(records, &mut Conclusions::default()).unwrap(), expected);
    }
    let mut conclusions = Conclusions::default();
    let error = stage.conclude_json(vec![record("a", json!("x"))], &mut conclusions).unwrap_err().to_string();
    assert!(error.starts_with("the record of document `a` is not one of `stories.group`: "), "{error}");
    let missing = definition.build(toml::Table::new()).err().unwrap().to_string();
    assert_eq!(missing, "the setting `threshold` is missing");
}
