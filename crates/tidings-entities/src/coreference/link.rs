//! From mentions to entities: which mentions name one thing.

use rustc_hash::FxHashMap;
use tidings_core::Mention;

use super::forms::{Forms, Groups};
use super::people::People;
use super::surnames::Surnames;
use super::{introduced, roles, things};

/// The mentions of a document with the form that stands for the entity of each.
pub(super) struct Linked<'t> {
    pub(super) forms: Forms<'t>,
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
    let group = settle(text, mentions, &forms, &people, &mut groups);
    Linked { forms, group }
}

/// Gives every mention its group; a short name goes to the person whom [`Surnames`] chooses, and a bare title ("the President" where a finder
/// took the title for a name) to the one who last bore it.
fn settle(
    text: &str,
    mentions: &[Mention],
    forms: &Forms<'_>,
    people: &People,
    groups: &mut Groups,
) -> Vec<u32> {
    let mut surnames = Surnames::of(text, mentions, forms, people, groups);
    let mut bearers: FxHashMap<String, u32> = FxHashMap::default();
    let mut out = Vec::with_capacity(forms.of.len());
    for (at, (form, mention)) in forms.of.iter().zip(mentions).enumerate() {
        let mut root = groups.root(*form);
        if let Some(Some(person)) = people.persons.get(*form as usize) {
            let name = &forms.get(*form).name;
            if person.bare_title {
                let own = bearers.entry(name.word(name.len() - 1).to_owned()).or_insert(root);
                root = *own;
            } else {
                let titles = [word_before(text, mention.span.start), name.word(0).to_owned()];
                if !person.full {
                    let open = people.open.get(form);
                    let roots: Vec<u32> = open
                        .map_or(vec![root], |open| open.iter().map(|other| groups.root(*other)).collect());
                    let bearer = titles.iter().find_map(|title| bearers.get(title.as_str()));
                    root = surnames.choose(at, *form, &roots, bearer.copied());
                }
                for title in titles {
                    if roles::is_title(&title) {
                        bearers.insert(title, root);
                    }
                }
            }
            surnames.named(at, root);
        }
        out.push(root);
    }
    out
}

/// The word before a place in lower case; empty if a mark stands there, or if the word is longer than any title.
pub(super) fn word_before(text: &str, at: u32) -> String {
    let before = text.as_bytes().get(..at as usize).unwrap_or(&[]).trim_ascii_end();
    let before = before.strip_suffix(b".").unwrap_or(before);
    let tail = &before[before.len().saturating_sub(16)..];
    let letters = tail.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    String::from_utf8_lossy(&tail[tail.len() - letters..]).to_ascii_lowercase()
}
