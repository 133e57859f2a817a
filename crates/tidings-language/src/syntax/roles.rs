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
        let mut sums = RowSums::default();
        let words = [state.top(0), state.next, state.top(1), state.top(2)];
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
            sums.add(own);
        }
        net.add(&some[..others], &mut sums);
        net.hide_sums(&sums, hidden);
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

    use super::super::draft::{DRAFT_HIDDEN, DRAFT_SLOTS, ROLE_ROWS, draft_rows};
    use super::super::seen::{Seen, see};
    use super::super::state::Transition;
    use super::*;
    use crate::tags::tests::tagged;

    fn net() -> Net<DRAFT_HIDDEN> {
        let model = Model::from_bytes(&include_bytes!("../../models/syntax.model")[..]).unwrap();
        let scores = 3 + 2 * model.metadata().labels.len();
        Net::open(model.section("draft").unwrap(), DRAFT_SLOTS.sizes(), scores).unwrap()
    }

    fn described(text: &str) -> Vec<Seen> {
        let doc = tagged(text);
        let (words, tags) = (&doc.get::<Words>().unwrap().0, doc.get::<Tags>().unwrap());
        let numbers: Vec<u16> = (0..words.len()).map(|at| at as u16 * 7 % 50).collect();
        let mut seen = Vec::new();
        see(words, &numbers, &tags.upos, &tags.penn, &mut seen);
        seen
    }

    proptest! {
        /// What is kept must be what the rows of the state add up to, in every state.
        #[test]
        fn sums_are_those_of_the_rows(
            text in "((the|port|Kyiv|said|that|and|was|in|,|closed|a|\\.) ){1,12}",
            wishes in proptest::collection::vec((0usize..3, 0u8..20), 40),
        ) {
            let (net, seen) = (net(), described(&text));
            let (mut state, mut sums) = (State::default(), RoleSums::default());
            let (mut kept, mut plain) = (NetScratch::default(), NetScratch::default());
            state.begin(seen.len());
            sums.begin(seen.len());
            for (transition, relation) in wishes {
                let rows = draft_rows(&state, &seen);
                sums.hide(&net, &state, &rows, &ROLE_ROWS, &mut kept);
                net.hide(&rows, &mut plain);
                for number in 0..6 {
                    prop_assert_eq!(net.score(&kept, number), net.score(&plain, number));
                }
                state.apply(Transition::ALL[transition], relation);
            }
        }
    }
}
