//! Which of several persons of one surname a short name means: the one whom title, death, office and the text around it allow, or
//! else nobody who is named in full. Relatives stay apart.

use rustc_hash::{FxHashMap, FxHashSet};
use tidings_core::Mention;

use super::deaths;
use super::forms::{Forms, Groups};
use super::genders::{self, Gender};
use super::link::word_before;
use super::people::People;
use super::roles;

/// A name that stands this near before a short one, in bytes, and no other one that fits does, is meant.
const NEAR: u32 = 300;

/// What is known of persons while the mentions are gone through in order.
pub(super) struct Surnames<'s> {
    text: &'s str,
    mentions: &'s [Mention],
    /// For every mention whether the text says at it that the person has died.
    told: Vec<bool>,
    /// By the root of a group: its gender, where it was named last, how many mentions it has in all.
    genders: FxHashMap<u32, Gender>,
    last: FxHashMap<u32, u32>,
    counts: FxHashMap<u32, u32>,
    dead: FxHashSet<u32>,
    /// Who is brought in as somebody's relative: "his wife, Ida Holm".
    relatives: FxHashSet<u32>,
    /// The groups of those whom the text names by surname alone, beside others of that surname; their roots are no forms.
    own: FxHashMap<(u32, Option<Gender>), u32>,
    forms: u32,
    /// Whom a form without a title meant last.
    meant: FxHashMap<u32, u32>,
}

impl<'s> Surnames<'s> {
    /// Goes through the full names: what they and the words before them tell.
    pub(super) fn of(
        text: &'s str,
        mentions: &'s [Mention],
        forms: &Forms<'_>,
        people: &People,
        groups: &mut Groups,
    ) -> Self {
        let (mut told_genders, mut counts) = (FxHashMap::default(), FxHashMap::default());
        let mut relatives = FxHashSet::default();
        for (form, mention) in forms.of.iter().zip(mentions) {
            if !people.open.contains_key(form) {
                *counts.entry(groups.root(*form)).or_insert(0) += 1;
            }
            if people.persons.get(*form as usize).and_then(Option::as_ref).is_some_and(|person| person.full) {
                let (root, kin) = (groups.root(*form), kin_before(text, mention));
                if (kin.is_some() || is_parent(text, mention))
                    && forms.get(root).first >= forms.get(*form).first
                {
                    relatives.insert(root);
                }
                let kin = kin.and_then(|kin| genders::by_word(&kin));
                let told =
                    title_before(text, mention).or(kin).or_else(|| genders::by_name(forms.get(*form).text));
                if let Some(gender) = told {
                    told_genders.entry(root).or_insert(gender);
                }
            }
        }
        let (last, dead, own, meant) = Default::default();
        let told = deaths::told(text, mentions);
        let forms = forms.list.len() as u32;
        Surnames {
            text,
            mentions,
            told,
            genders: told_genders,
            last,
            counts,
            dead,
            relatives,
            own,
            forms,
            meant,
        }
    }

    /// Takes down that a mention names the person of a group.
    pub(super) fn named(&mut self, at: usize, root: u32) {
        self.last.insert(root, self.mentions[at].span.end);
        if self.told[at] {
            self.dead.insert(root);
        }
    }

    /// The group of a short name: of `candidates`, the one who is meant, or a group of its own. `bearer` is who last bore the title
    /// that stands before it.
    pub(super) fn choose(&mut self, at: usize, form: u32, candidates: &[u32], bearer: Option<u32>) -> u32 {
        let mention = self.mentions[at];
        let title = title_before(self.text, &mention);
        let mut fits: Vec<u32> = candidates.to_vec();
        fits.extend(
            [None, Some(Gender::Female), Some(Gender::Male)]
                .iter()
                .filter_map(|told| self.own.get(&(form, *told))),
        );
        if let Some(title) = title {
            fits.retain(|root| self.genders.get(root).is_none_or(|gender| *gender == title));
        }
        let speaks =
            |text: &str| deaths::speaks_now(text, mention.span.start as usize, mention.span.end as usize);
        if fits.iter().any(|root| self.dead.contains(root)) && speaks(self.text) {
            fits.retain(|root| !self.dead.contains(root));
        }
        let meant = match fits.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => bearer
                .filter(|bearer| fits.contains(bearer))
                .or_else(|| self.likeliest(form, &fits, mention.span.start)),
        };
        let next = self.forms + self.own.len() as u32;
        let root = meant.unwrap_or_else(|| *self.own.entry((form, title)).or_insert(next));
        if title.is_none() {
            self.meant.insert(form, root);
        }
        if let Some(title) = title {
            self.genders.entry(root).or_insert(title);
        }
        root
    }

    /// Of several: whom this form meant before; the only one whom the text has named so far; the only one who is not brought in as somebody's
    /// relative; the one who was named just before; whom the text names more often than the others, or, far from all of them, first.
    fn likeliest(&self, form: u32, fits: &[u32], start: u32) -> Option<u32> {
        let only = |test: &dyn Fn(&u32) -> bool| {
            let mut found = fits.iter().filter(|root| test(root));
            found.next().copied().filter(|_| found.next().is_none())
        };
        let before = self.meant.get(&form).filter(|before| fits.contains(before)).copied();
        let is_near = |root: &u32| self.last.get(root).is_some_and(|end| start.saturating_sub(*end) <= NEAR);
        before
            .or_else(|| only(&|root| self.last.contains_key(root)))
            .or_else(|| only(&|root| !self.relatives.contains(root)))
            .or_else(|| only(&is_near))
            .or_else(|| {
                let count = |root: &u32| self.counts.get(root).copied().unwrap_or(1);
                let most = *fits.iter().max_by_key(|root| (count(root), std::cmp::Reverse(**root)))?;
                let rest = fits.iter().filter(|root| **root != most).map(count).max().unwrap_or(0);
                let far = !fits.iter().any(is_near);
                (count(&most) > rest || far).then_some(most)
            })
    }
}

/// The gender that a form of address tells, before a name or in it: "Mr.".
fn title_before(text: &str, mention: &Mention) -> Option<Gender> {
    let own = mention.span.slice(text).and_then(|words| words.split_whitespace().next()).unwrap_or("");
    let told = |word: &str| genders::by_word(word).filter(|_| roles::letters(word).contains('h'));
    told(own).or_else(|| told(&word_before(text, mention.span.start)))
}

/// The word for a relative before a name: "his wife Ida Holm", "her daughter, Ida Holm".
fn kin_before(text: &str, mention: &Mention) -> Option<String> {
    let before = text.get(..mention.span.start as usize)?.trim_end();
    let end = before.strip_suffix(',').map_or(before.len(), str::len);
    Some(word_before(text, end as u32)).filter(|word| roles::is_kin(word))
}

/// "the son of William Carter", "born to Ann Carter": the name is that of somebody's parent.
fn is_parent(text: &str, mention: &Mention) -> bool {
    let before = word_before(text, mention.span.start);
    let end = mention.span.start as usize;
    let head =
        |word: &str| text.get(..end).map(|text| text.trim_end().len().saturating_sub(word.len()) as u32);
    match before.as_str() {
        "of" => head("of").is_some_and(|end| roles::is_kin(&word_before(text, end))),
        "to" => head("to").is_some_and(|end| word_before(text, end) == "born"),
        _ => false,
    }
}
