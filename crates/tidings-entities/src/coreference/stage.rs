//! The stage `entities.coreference`.

use tidings_core::{
    Document, Entities, Layer, References, Sentences, SettingError, Stage, StageError, StageType, Tokens,
    register_stage,
};

use super::config::CoreferenceConfig;
use super::index::index;
use super::link::link;

/// Links the mentions that name one thing.
pub struct CoreferenceStage {
    config: CoreferenceConfig,
}

impl Stage for CoreferenceStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut entities =
            doc.remove::<Entities>().ok_or_else(|| StageError::missing_layer(Entities::NAME))?;
        let linked = link(doc.text(), &entities.mentions);
        entities.index = index(&linked, &mut entities.mentions);
        let _ = &self.config;
        doc.insert(entities);
        doc.insert(References::default());
        Ok(())
    }
}

impl StageType for CoreferenceStage {
    type Config = CoreferenceConfig;
    const NAME: &'static str = "entities.coreference";
    const PURPOSE: &'static str =
        "Links the mentions of one thing, its roles, and the pronouns that stand for it";
    const MANUAL: &'static str = include_str!("coreference.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Entities::NAME];
    const PROVIDES: &'static [&'static str] = &[Entities::NAME, References::NAME];

    fn new(config: CoreferenceConfig) -> Result<Self, SettingError> {
        Ok(CoreferenceStage { config })
    }
}

register_stage!(CoreferenceStage);
