//! Sums of rows that depend on one word in one role: what is asked of the word on top of the stack, of the next one, and so on,
//! whatever else the state is. They are worked out when a word is first seen in a role, and added from then on; a sentence is decided
//! about twice as often as it has words, and again in every revision.

use tidings_learn::net::{Net, NetScratch, RowSums};

use super::state::State;

/// How many roles there are: top of the stack, next, second and third on the stack.
pub(super) const ROLES: usize = 4;

/// A longer sentence is none: nothing is kept of it.
pub(super) const LONGEST: usize = 1000;

/// Which questions are about one word in one role alone, as places in a list of rows, and which are not.
pub(super) struct RoleRows {
    pub(super) of_roles: [&'static [usize]; ROLES],
    pub(super) others: &'static [usize],
}

/// The sums of one sentence.
#[derive(Clone, Debug)]
pub(super) struct RoleSums<const H: usize> {
    length: usize,
    /// By role and word, with one more for no word.
    sums: Vec<RowSums<H>>,
    known: Vec<bool>,
}

impl<const H: usize> Default for RoleSums<H> {
    fn default() -> Self {
        RoleSums { length: 0, sums: Vec::new(), known: Vec::new() }
    }
}

impl<const H: usize> RoleSums<H> {
    /// Begins a sentence of so many words.
    pub(super) fn begin(&mut self, length: usize) {
        self.length = length;
        self.known.clear();
        if length <= LONGEST {
            self.known.resize(ROLES * (length + 1), false);
            let room = self.sums.len().max(self.known.len());
            self.sums.resize(room, RowSums::default());
        }
    }

    /// Sets the hidden layer to that of a state, whose rows are given.
    #[inline]
    pub(super) fn hide<const N: usize>(
        &mut self,
        net: &Net<H>,
        state: &State,
        rows: &[u32; N],
        of: &RoleRows,
        hidden: &mut NetScratch<H>,
    ) {
        if self.known.is_empty() {
            net.hide(rows, hidden);
            return;
        }
        let mut some = [0; N];
        let others = pick(rows, of.others, &mut some);
        net.fetch(&some[..others]);
        let words = [state.top(0), state.next, state.top(1), state.top(2)];
        let mut all = [0; ROLES];
        for (role, (word, places)) in words.into_iter().zip(of.of_roles).enumerate() {
            let at = role * (self.length + 1) + (word as usize).min(self.length);
            let own = &mut self.sums[at];
            if !std::mem::replace(&mut self.known[at], true) {
                let mut some = [0; N];
                let count = pick(rows, places, &mut some);
                *own = RowSums::default();
                net.fetch(&some[..count]);
                net.add(&some[..count], own);
            }
            all[role] = at;
        }
        net.hide_with(&some[..others], all.map(|at| &self.sums[at]), hidden);
    }
}

/// Copies the rows at some places; gives how many they are.
#[inline]
fn pick<const N: usize>(rows: &[u32; N], places: &[usize], picked: &mut [u32; N]) -> usize {
    for (row, place) in picked.iter_mut().zip(places) {
        *row = rows[*place];
    }
    places.len().min(N)
}

/// The places that are in no list, of so many.
pub(super) const fn others<const N: usize, const M: usize>(of_roles: [&[usize]; ROLES]) -> [usize; M] {
    let (mut others, mut count, mut place) = ([0; M], 0, 0);
    while place < N {
        let (mut taken, mut role) = (false, 0);
        while role < ROLES {
            let mut at = 0;
            while at < of_roles[role].len() {
                taken |= of_roles[role][at] == place;
                at += 1;
            }
            role += 1;
        }
        if !taken {
            others[count] = place;
            count += 1;
        }
        place += 1;
    }
    assert!(count == M, "a wrong number of places");
    others
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tidings_core::{Tags, Words};
    use tidings_learn::Model;

    use super::super::draft::{Draft, Drafter};
    use super::super::fitting::Fitting;
    use super::super::seen::{Seen, see};
    use super::super::state::Transition;
    use super::super::{draft, parser};
    use super::*;
    use crate::tags::tests::tagged;

    fn described(text: &str) -> Vec<Seen> {
        let doc = tagged(text);
        let words: Vec<_> = doc.get::<Words>().unwrap().iter().copied().collect();
        let tags = doc.get::<Tags>().unwrap();
        let numbers: Vec<u16> = (0..words.len()).map(|at| at as u16 * 7 % 50).collect();
        let mut seen = Vec::new();
        see(&words, &numbers, &tags.upos, &tags.penn, &mut seen);
        seen
    }

    /// Compares the hidden layer with that of the rows of the state, in every state on a way through a sentence.
    fn check<const H: usize, const N: usize>(
        net: &Net<H>,
        of: &RoleRows,
        length: usize,
        wishes: &[(usize, u8)],
        rows: impl Fn(&State) -> [u32; N],
    ) -> Result<(), TestCaseError> {
        let (mut state, mut sums) = (State::default(), RoleSums::default());
        let (mut kept, mut plain) = (NetScratch::default(), NetScratch::default());
        state.begin(length);
        sums.begin(length);
        for (transition, relation) in wishes {
            let rows = rows(&state);
            sums.hide(net, &state, &rows, of, &mut kept);
            net.hide(&rows, &mut plain);
            let (mut of_kept, mut of_plain) = ([0; 6], [0; 6]);
            net.each_score(&kept, 0..6, |number, score| of_kept[number] = score);
            net.each_score(&plain, 0..6, |number, score| of_plain[number] = score);
            prop_assert_eq!(of_kept, of_plain);
            state.apply(Transition::ALL[*transition], *relation);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn sums_are_those_of_the_rows(
            text in "((the|port|Kyiv|said|that|and|was|in|,|closed|a|\\.) ){1,12}",
            wishes in proptest::collection::vec((0usize..3, 0u8..20), 40),
        ) {
            let seen = described(&text);
            let model = Model::from_bytes(&include_bytes!("../../models/syntax.model")[..]).unwrap();
            let relations = model.metadata().labels.len();
            let (section, scores) = (model.section("draft").unwrap(), 3 + 2 * relations);
            let net = Net::<{ draft::DRAFT_HIDDEN }>::open(section.clone(), draft::DRAFT_SLOTS.sizes(), scores).unwrap();
            check(&net, &draft::ROLE_ROWS, seen.len(), &wishes, |state| draft::draft_rows(state, &seen))?;
            let mut made = Draft::default();
            Drafter::open(section, relations, &Fitting::all(relations)).unwrap().draft(&seen, 0, &mut made);
            let section = model.section("net").unwrap();
            let net = Net::<{ parser::HIDDEN }>::open(section, parser::SLOTS.sizes(), scores).unwrap();
            check(&net, &parser::ROLE_ROWS, seen.len(), &wishes, |state| parser::rows(state, &seen, made.words()))?;
        }
    }
}
