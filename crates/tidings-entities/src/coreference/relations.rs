//! Demonyms and their places: related, never one entity.

use rustc_hash::FxHashMap;
use tidings_core::{Entity, Label, Relation, RelationKind};

use super::fold::Name;
use super::index::canonical_key;
use super::lists;

/// The relations of the entities of a document, sorted.
pub(super) fn find(index: &[Entity]) -> Vec<Relation> {
    let is_place = |label| matches!(label, Label::Gpe | Label::Loc);
    let numbered = || index.iter().zip(0u32..);
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    for (entity, number) in numbered().filter(|(entity, _)| is_place(entity.label)) {
        places.entry(entity.key.as_str()).or_insert(number);
    }
    let mut out = Vec::new();
    for (entity, from) in numbered().filter(|(entity, _)| may_be_demonym(entity.label)) {
        let place = lists::place_of(Name::of(entity.usual_name()).as_str());
        let to = place.and_then(|place| places.get(canonical_key(place, Label::Gpe).as_str()));
        if let Some(&to) = to.filter(|to| **to != from) {
            out.push(Relation { from, kind: RelationKind::DemonymOf, to });
        }
    }
    out
}

/// Data that do not tell peoples and languages apart call their names something else.
fn may_be_demonym(label: Label) -> bool {
    matches!(label, Label::Norp | Label::Language | Label::WorkOfArt)
}
