//! What the targets share: pipelines, encoders and a decoder, built once a process.

use std::path::Path;
use std::sync::LazyLock;

use tidings::io::{Decoder, Encoder, InputConfig, OutputConfig};
use tidings::{OffsetUnit, Pipeline, PipelineFile, Registry};

/// The stages that clean, but for `clean.page`, in the order of the default pipeline.
const CLEANING: [&str; 8] = [
    "clean.unicode",
    "clean.wrapping",
    "clean.spacing",
    "clean.repeats",
    "clean.boilerplate",
    "clean.metadata",
    "clean.parts",
    "clean.quality",
];

/// The stages that analyze, in an order that the planner takes; what they need it adds.
const ANALYSIS: [&str; 13] = [
    "language.tags",
    "language.lemmas",
    "language.syntax",
    "entities.values",
    "entities.names",
    "entities.dates",
    "entities.coreference",
    "claims.quotes",
    "claims.attribution",
    "claims.checkworthy",
    "summary.sentences",
    "summary.headline",
    "summary.keyphrases",
];

/// The default pipeline, for its corpus stages.
const NEWS: &str = include_str!("../../../pipelines/news.toml");

/// Layers with a row a token are written only where they are named.
const LAYERS: [&str; 5] = ["all", "tags", "words", "lemmas", "syntax"];

pub(crate) struct Setup {
    pub(crate) registry: Registry,
    pub(crate) page: Pipeline,
    pub(crate) cleaning: Pipeline,
    pub(crate) analysis: Pipeline,
    pub(crate) news: PipelineFile,
    pub(crate) decoder: Decoder,
    writers: Vec<Writer>,
}

/// An encoder with what it was made for.
pub(crate) struct Writer {
    pub(crate) unit: OffsetUnit,
    pub(crate) encoder: Encoder,
}

pub(crate) static SETUP: LazyLock<Setup> = LazyLock::new(|| {
    let registry = tidings::registry().expect("the stages are registered once each");
    let pipeline = |stages: &[&str]| {
        let mut builder = Pipeline::builder(&registry);
        for stage in stages {
            // Whatever a stage can change it shall change.
            let settings = if *stage == "clean.unicode" { "spaces = true\nhyphens = true" } else { "" };
            builder = builder.stage_with(*stage, settings.parse().expect("settings"));
        }
        builder.build().expect("the stages fit together")
    };
    let units = [OffsetUnit::CodePoint, OffsetUnit::Utf8, OffsetUnit::Utf16];
    let writers = [false, true].into_iter().flat_map(|provenance| units.map(|unit| (unit, provenance)));
    let writer = |(unit, provenance)| {
        let layers = LAYERS.map(str::to_owned).to_vec();
        let config =
            OutputConfig { offsets: unit, provenance, tokens: true, layers, ..OutputConfig::default() };
        Writer { unit, encoder: Encoder::new(&config, &registry).expect("the layers are registered") }
    };
    Setup {
        page: pipeline(&["clean.page"]),
        cleaning: pipeline(&CLEANING),
        analysis: pipeline(&ANALYSIS),
        news: PipelineFile::parse(Path::new("news.toml"), NEWS, &[], &registry)
            .expect("the default pipeline"),
        decoder: Decoder::new(&InputConfig::default(), &registry, OffsetUnit::CodePoint)
            .expect("the default encoding"),
        writers: writers.map(writer).collect(),
        registry,
    }
});

impl Setup {
    /// One of the writers, by the length of what is to be written: each has its turn, and an input has always the same.
    pub(crate) fn writer(&self, length: usize) -> &Writer {
        &self.writers[length % self.writers.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_fuzzed() {
        let setup = &*SETUP;
        let mut fuzzed: Vec<&str> = [&setup.page, &setup.cleaning, &setup.analysis]
            .into_iter()
            .flat_map(|pipeline| pipeline.steps().iter().map(|step| step.definition.name))
            .collect();
        fuzzed.sort_unstable();
        fuzzed.dedup();
        let stages: Vec<&str> = setup.registry.stages().iter().map(|stage| stage.name).collect();
        assert_eq!(fuzzed, stages, "name the new stage in `CLEANING` or `ANALYSIS`");
        let mut fuzzed: Vec<&str> = setup.news.corpus.iter().map(|step| step.definition.name).collect();
        fuzzed.sort_unstable();
        let stages: Vec<&str> = setup.registry.corpus_stages().iter().map(|stage| stage.name).collect();
        assert_eq!(fuzzed, stages);
    }
}
