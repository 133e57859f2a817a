//! A memory of what a pure function has given for a hash: most words of a text were in the one before.
//!
//! Every hash has one place; what comes later takes it. So the memory has a fixed size, nothing is searched, and what is
//! given does not depend on what came before.

use prefetch_index::prefetch_index;

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

    /// Asks the processor for the place of a hash that will be looked up soon.
    #[inline]
    pub fn fetch(&self, hash: u64) {
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
            for hash in hashes {
                prop_assert_eq!(memo.get(hash, || hash.rotate_left(5)), hash.rotate_left(5));
            }
        }
    }
}
