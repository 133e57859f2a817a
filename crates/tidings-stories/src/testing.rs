//! Analyzed articles and whole runs for the tests of this crate.

use std::sync::OnceLock;

use tidings_core::{
    AnyCorpusStage, Conclusions, CorpusRecord, Document, MetaField, OffsetUnit, Origin, Pipeline, Registry,
};

use crate::{
    Brief, BriefingConfig, BriefingReport, ClaimsConfig, ClaimsReport, Duplicates, DuplicatesConfig, Group,
    GroupConfig, GroupReport, MatchClaims,
};
use tidings_core::CorpusStage;
// Stages are found through the registry: their crates must be linked.
use {tidings_claims as _, tidings_entities as _, tidings_language as _};

/// An article as a test writes it: id, outlet, day, title, text.
pub(crate) type Article<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

/// The article with sentences, names, values and claims.
pub(crate) fn analyzed((id, outlet, day, title, text): Article<'_>) -> Document {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(|| {
        let registry = Registry::collect().expect("no stage is registered twice");
        let stages = ["entities.values", "entities.names", "claims.attribution"];
        let builder =
            stages.iter().fold(Pipeline::builder(&registry), |builder, stage| builder.stage(*stage));
        builder.build().expect("the stages fit together")
    });
    let mut doc = Document::new(id, text).expect("is short");
    for (field, value) in
        [(MetaField::Title, title), (MetaField::Publisher, outlet), (MetaField::Published, day)]
    {
        if !value.is_empty() {
            doc.meta.set(field, value, Origin::Input);
        }
    }
    pipeline.process(&mut doc).expect("analysis does not fail");
    doc
}

/// The records of all corpus stages, in the order in which they conclude.
pub(crate) fn records(docs: &[Document]) -> Vec<Vec<CorpusRecord>> {
    let observe = |stage: &dyn AnyCorpusStage| {
        docs.iter().map(|doc| stage.observe_json(doc, OffsetUnit::CodePoint).expect("observes")).collect()
    };
    stages(BriefingConfig::default()).iter().map(|stage| observe(stage.as_ref())).collect()
}

fn stages(config: BriefingConfig) -> [Box<dyn AnyCorpusStage>; 4] {
    [
        Box::new(Duplicates::new(DuplicatesConfig::default()).expect("defaults are valid")),
        Box::new(Group::new(GroupConfig::default()).expect("defaults are valid")),
        Box::new(MatchClaims::new(ClaimsConfig::default()).expect("defaults are valid")),
        Box::new(Brief::new(config).expect("is valid")),
    ]
}

/// What all corpus stages conclude.
pub(crate) fn conclude(records: Vec<Vec<CorpusRecord>>, config: BriefingConfig) -> (Conclusions, String) {
    let mut conclusions = Conclusions::default();
    let mut json = String::new();
    for (stage, records) in stages(config).iter().zip(records) {
        json += &stage.conclude_json(records, &mut conclusions).expect("concludes").to_string();
    }
    (conclusions, json)
}

/// The stories, the matched claims and the briefings of some articles.
pub(crate) fn run(articles: &[Article<'_>]) -> (GroupReport, ClaimsReport, BriefingReport) {
    let docs: Vec<Document> = articles.iter().copied().map(analyzed).collect();
    let (conclusions, _) = conclude(records(&docs), BriefingConfig::default());
    let group = conclusions.get::<Group>().expect("concluded").clone();
    let claims = conclusions.get::<MatchClaims>().expect("concluded").clone();
    (group, claims, conclusions.get::<Brief>().expect("concluded").clone())
}

/// Invented articles: two outlets and a copy on a ferry, two outlets on a vote, one on a museum.
pub(crate) const COLLECTION: [Article<'static>; 6] = [
    (
        "ferry-1",
        "Harbor Post",
        "2025-05-06",
        "Ferry Maren runs aground off Tolvik with 212 aboard",
        "The ferry Maren ran aground on a reef off Tolvik on Monday evening with 212 people aboard, the coast guard said. \
         Nobody was hurt. The captain, Ole Brandt, said the radar had failed minutes before the ship struck the reef. \
         “We heard a long scrape and then the lights went out,” said Ida Lund, a passenger from Tolvik. \
         The ferry company Nordlinjen suspended all crossings to the islands until Thursday. \
         The maritime board has opened an inquiry into the radar of the Maren.",
    ),
    (
        "ferry-2",
        "Island Courier",
        "2025-05-06",
        "Passengers rescued as ferry strikes reef near Tolvik",
        "All 212 passengers and crew were taken off the ferry Maren after it struck a reef near Tolvik on Monday, \
         the coast guard said. The company Nordlinjen said the ferry would be towed to the yard in Askvik. \
         A spokeswoman for Nordlinjen denied that the radar had failed before the ship struck the reef. \
         The mayor of Tolvik, Jon Vik, demanded a second ferry for the islands before the summer.",
    ),
    (
        "ferry-3",
        "Daily Wire",
        "2025-05-07",
        "Ferry Maren runs aground off Tolvik",
        "The ferry Maren ran aground on a reef off Tolvik on Monday evening with 212 people aboard, the coast guard said. \
         Nobody was hurt. The captain, Ole Brandt, said the radar had failed minutes before the ship struck the reef. \
         “We heard a long scrape and then the lights went out,” said Ida Lund, a passenger from Tolvik. \
         The ferry company Nordlinjen suspended all crossings to the islands until Thursday.",
    ),
    (
        "vote-1",
        "Harbor Post",
        "2025-05-06",
        "Council approves tram to the airport",
        "The city council of Brenholm approved a tram line to the airport on Tuesday by 31 votes to 24. \
         The line will cost 480 million crowns, the treasurer Eva Holt said. \
         Construction of the tram is to begin in March 2026.",
    ),
    (
        "vote-2",
        "Brenholm Times",
        "2025-05-07",
        "Airport tram wins narrow majority in Brenholm",
        "A tram line to the airport of Brenholm won a narrow majority in the city council on Tuesday. \
         The line will cost 620 million crowns, according to the opposition. \
         Opponents of the tram said they would collect signatures for a referendum.",
    ),
    (
        "museum-1",
        "Island Courier",
        "2025-05-05",
        "Whaling museum shows lost diaries",
        "Diaries that were thought lost are on show in the whaling museum of Askvik from Saturday. \
         A carpenter found them under the floor of a boathouse last winter.",
    ),
];
