//! A memory of what a pure function has given for a hash: most words of a text were in the one before.
//!
//! Every hash has one place; what comes later takes it. So the memory has a fixed size, nothing is searched, and what is
//! given does not depend on what came before.

use prefetch_index::prefetch_index;

/// How many hashes ahead the processor is asked for their places.
pub(crate) const AHEAD: usize = 8;

/// Every hash with the one to ask the processor for meanwhile.
pub(crate) fn with_later(
    hashes: impl Iterator<Item = u64> + Clone,
) -> impl Iterator<Item = (u64, Option<u64>)> {
    let mut later = hashes.clone().skip(AHEAD);
    hashes.map(move |hash| (hash, later.next()))
}

/// A memory of values by hash. A thread has its own.
///
/// ```
/// use tidings_learn::memo::Memo;
///
/// let mut memo: Memo<u64> = Memo::new(64);
/// assert_eq!(memo.get(7, || 49), 49);
/// assert_eq!(memo.get(7, || unreachable!()), 49);
/// ```
#[derive(Clone, Debug)]
pub struct Memo<V> {
    places: Box<[(u64, V)]>,
}

/// An empty memory for the words of some thirty articles.
impl<V: Copy + Default> Default for Memo<V> {
    fn default() -> Self {
        Memo::new(1 << 13)
    }
}

impl<V: Copy + Default> Memo<V> {
    /// An empty memory of at least so many places.
    pub fn new(places: usize) -> Self {
        let places = places.next_power_of_two().max(2) as u64;
        // No hash that belongs to a place is the complement of its number.
        Memo { places: (0..places).map(|place| (!place, V::default())).collect() }
    }

    /// Calls `found` with the number of every hash in the list and what `make` gives for it, in order. Faster than one after another: the
    /// processor is asked ahead for the places of those to come.
    #[inline]
    pub fn each(
        &mut self,
        hashes: impl Iterator<Item = u64> + Clone,
        mut make: impl FnMut(usize, u64) -> V,
        mut found: impl FnMut(usize, V),
    ) {
        hashes.clone().take(AHEAD).for_each(|hash| self.fetch(hash));
        for (at, (hash, later)) in with_later(hashes).enumerate() {
            later.into_iter().for_each(|later| self.fetch(later));
            found(at, self.get(hash, || make(at, hash)));
        }
    }

    #[inline]
    fn fetch(&self, hash: u64) {
        prefetch_index(&self.places, self.place(hash));
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.places.len() - 1)
    }

    /// What `make` gives for a hash; it is called only if the memory does not hold that. It must depend on nothing but what the hash
    /// stands for.
    #[inline]
    pub fn get(&mut self, hash: u64, make: impl FnOnce() -> V) -> V {
        let place = self.place(hash);
        let (known, value) = &mut self.places[place];
        if *known != hash {
            (*known, *value) = (hash, make());
        }
        *value
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_gives_what_the_function_gives(
            hashes in proptest::collection::vec(prop_oneof![0u64..40, any::<u64>()], 0..200),
            places in 0usize..20,
        ) {
            let mut memo: Memo<u64> = Memo::new(places);
            let mut all = Vec::new();
            memo.each(hashes.iter().copied(), |_, hash| hash.rotate_left(5), |at, value| all.push((at, value)));
            let wanted = hashes.iter().map(|hash| hash.rotate_left(5)).enumerate();
            prop_assert_eq!(all, wanted.collect::<Vec<_>>());
            for hash in hashes {
                prop_assert_eq!(memo.get(hash, || hash.rotate_left(5)), hash.rotate_left(5));
            }
        }
    }
}
