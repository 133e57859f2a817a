//! From mentions to entities: which mentions name one thing.

use tidings_core::Mention;

use super::forms::{Forms, Groups};
use super::people::People;
use super::{introduced, things};

/// The mentions of a document with the form that stands for the entity of each.
pub(super) struct Linked<'t> {
    pub(super) forms: Forms<'t>,
    pub(super) people: People,
    /// For every mention the root of its group.
    pub(super) group: Vec<u32>,
}

/// Links sorted mentions.
pub(super) fn link<'t>(text: &'t str, mentions: &[Mention]) -> Linked<'t> {
    let forms = Forms::collect(text, mentions);
    let mut groups = Groups::new(forms.list.len());
    things::join(&forms, &mut groups);
    let people = People::join(&forms, &mut groups);
    introduced::join(text, mentions, &forms, &mut groups);
    let group = settle(&forms, &people, &mut groups);
    Linked { forms, people, group }
}

/// Gives every mention its group; a short name that fits several people goes to the one last spoken of.
fn settle(forms: &Forms<'_>, people: &People, groups: &mut Groups) -> Vec<u32> {
    // The latest mention of each group, by root; counted from one.
    let mut latest = vec![0usize; forms.list.len()];
    let mut out = Vec::with_capacity(forms.of.len());
    for (at, form) in forms.of.iter().enumerate() {
        let root = match people.open.get(form) {
            None => groups.root(*form),
            Some(candidates) => {
                let roots = candidates.iter().map(|candidate| groups.root(*candidate));
                let spoken = |root: &u32| (latest[*root as usize], std::cmp::Reverse(forms.get(*root).first));
                roots.max_by_key(spoken).unwrap_or(*form)
            }
        };
        latest[root as usize] = at + 1;
        out.push(root);
    }
    out
}
