//! The stage `entities.coreference`.
//!
//! It takes the mentions of any finder of names, so that its figures can be told on gold mentions, and says in this
//! order: which mentions are one thing; what the text says of persons; which pronouns and descriptions stand for
//! them; which demonyms belong to which places. Rules and lists throughout.

use rustc_hash::FxHashMap;
use tidings_core::{
    Document, Entities, Layer, References, Sentences, SettingError, Stage, StageError, StageType, Tags,
    Tokens, register_stage,
};

use super::config::CoreferenceConfig;
use super::genders::Genders;
use super::index::index;
use super::link::link;
use super::scene::Scene;
use super::{deaths, references, relations, roles};

/// Links the mentions that name one thing.
pub struct CoreferenceStage {
    config: CoreferenceConfig,
}

/// The most roles that an entity keeps.
const ROLES: usize = 8;

impl Stage for CoreferenceStage {
    fn process(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut entities =
            doc.remove::<Entities>().ok_or_else(|| StageError::missing_layer(Entities::NAME))?;
        let linked = link(doc.text(), &entities.mentions);
        entities.index = index(&linked, &mut entities.mentions);
        let references = self.refer(doc, &mut entities);
        doc.insert(entities);
        doc.insert(references);
        Ok(())
    }
}

impl CoreferenceStage {
    fn refer(&self, doc: &Document, entities: &mut Entities) -> References {
        let relations = relations::find(&entities.index);
        let Some(scene) = Scene::of(doc, &entities.mentions) else {
            return References { mentions: Vec::new(), relations };
        };
        let roles = roles::find(&scene);
        let genders = Genders::of(&scene, &entities.index, &roles);
        let place: FxHashMap<u32, u32> =
            relations.iter().map(|relation| (relation.from, relation.to)).collect();
        let related = |a: u32, b: u32| place.get(&a).unwrap_or(&a) == place.get(&b).unwrap_or(&b);
        let mut deaths: FxHashMap<u32, u32> = FxHashMap::default();
        for (mention, told) in scene.mentions.iter().zip(deaths::told(doc.text(), scene.mentions)) {
            if told {
                deaths.entry(mention.entity).or_insert(mention.span.start);
            }
        }
        let dead = |entity: u32| deaths.get(&entity).copied();
        let known = references::Entities { roles: &roles, genders, related: &related, dead: &dead };
        let mentions = references::find(&scene, &self.config, known);
        for role in roles {
            let Some(entity) = entities.index.get_mut(role.entity as usize) else { continue };
            let known = entity.roles.iter().any(|known| known.eq_ignore_ascii_case(&role.text));
            if !known && entity.roles.len() < ROLES {
                entity.roles.push(role.text);
            }
        }
        References { mentions, relations }
    }
}

impl StageType for CoreferenceStage {
    type Config = CoreferenceConfig;
    const NAME: &'static str = "entities.coreference";
    const PURPOSE: &'static str =
        "Links the mentions of one thing, its roles, and the pronouns that stand for it";
    const MANUAL: &'static str = include_str!("coreference.md");
    const REQUIRES: &'static [&'static str] = &[Tokens::NAME, Sentences::NAME, Entities::NAME];
    const READS: &'static [&'static str] = &[Tags::NAME];
    const PROVIDES: &'static [&'static str] = &[Entities::NAME, References::NAME];

    fn new(config: CoreferenceConfig) -> Result<Self, SettingError> {
        if !(0.0..=1.0).contains(&config.min_confidence) {
            return Err(SettingError::new("min_confidence", "must lie between 0 and 1"));
        }
        Ok(CoreferenceStage { config })
    }
}

register_stage!(CoreferenceStage);
