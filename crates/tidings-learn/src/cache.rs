//! A cache of what a pure function gives for a key: most words of a text were in the one before.
//!
//! Every key has one place; what comes later takes it. So a cache has a fixed size and nothing is searched.
//!
//! Invariant: a value is given only for the very key that it was made for. So what is given does not depend on what came
//! before, if the key is all that the function looks at: a hash that the function itself takes, or the
//! [fingerprint](crate::fingerprint) of a word. A hash of 64 bits that stands for a word is no such key: two words may share it.

use std::sync::atomic::{AtomicU64, Ordering};

use prefetch_index::prefetch_index;

/// How many keys ahead the processor is asked for their places.
pub(crate) const AHEAD: usize = 8;

/// Every key with the one to prefetch meanwhile.
pub(crate) fn with_later<K>(keys: impl Iterator<Item = K> + Clone) -> impl Iterator<Item = (K, Option<K>)> {
    let mut later = keys.clone().skip(AHEAD);
    keys.map(move |key| (key, later.next()))
}

/// What a value is stored by: all of it is compared.
pub trait CacheKey: Copy + Eq + From<u64> {
    /// A number whose low bits choose the place.
    fn spread(self) -> u64;

    /// For tests: the key with one bit changed, so that it is the key of nothing.
    fn spoiled(self, number: u32) -> Self;
}

/// A hash that the cached function itself takes.
impl CacheKey for u64 {
    #[inline]
    fn spread(self) -> u64 {
        self
    }

    fn spoiled(self, number: u32) -> Self {
        self ^ 1 << (number % u64::BITS)
    }
}

/// A [fingerprint](crate::fingerprint), whose bits are those of a word.
impl CacheKey for u128 {
    #[inline]
    fn spread(self) -> u64 {
        let (low, high) = (self as u64, (self >> 64) as u64);
        let product = (low ^ high.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ product >> 32
    }

    fn spoiled(self, number: u32) -> Self {
        // No text has a byte with this bit changed, and the highest one is that of tags that nobody uses.
        self ^ 0x80 << (8 * (number % 16))
    }
}

/// A cache of values by key. A thread has its own.
///
/// ```
/// use tidings_learn::cache::Cache;
///
/// let mut cache: Cache<u64, u64> = Cache::new(64);
/// assert_eq!(cache.get(7, || 49), 49);
/// assert_eq!(cache.get(7, || unreachable!()), 49);
/// ```
#[derive(Clone, Debug)]
pub struct Cache<K, V> {
    places: Box<[(K, V)]>,
    /// In tests: how many values were stored under a wrong key.
    poisoned: Option<u32>,
}

/// An empty cache for the words of some thirty articles.
impl<K: CacheKey, V: Copy + Default> Default for Cache<K, V> {
    fn default() -> Self {
        Cache::new(1 << 13)
    }
}

impl<K: CacheKey, V: Copy + Default> Cache<K, V> {
    /// An empty cache of at least so many places.
    pub fn new(places: usize) -> Self {
        let (places, poison) = Handicap::in_force().apply(places);
        let places = places.next_power_of_two().max(2);
        let place = |key: K| key.spread() as usize & (places - 1);
        // A place that is empty has a key that belongs to another: there are two keys of two places.
        let (one, home) = (K::from(0), place(K::from(0)));
        let other = (1..).map(K::from).find(|key| place(*key) != home).unwrap_or(one);
        let mut empty = vec![(one, V::default()); places].into_boxed_slice();
        empty[home].0 = other;
        Cache { places: empty, poisoned: poison.then_some(0) }
    }

    /// Calls `found` with the number of every key in the list and what `make` gives for it, in order. Faster than one after
    /// another: the places of those to come are prefetched.
    #[inline]
    pub fn each(
        &mut self,
        keys: impl Iterator<Item = K> + Clone,
        mut make: impl FnMut(usize, K) -> V,
        mut found: impl FnMut(usize, V),
    ) {
        keys.clone().take(AHEAD).for_each(|key| self.fetch(key));
        for (at, (key, later)) in with_later(keys).enumerate() {
            later.into_iter().for_each(|later| self.fetch(later));
            found(at, self.get(key, || make(at, key)));
        }
    }

    #[inline]
    fn fetch(&self, key: K) {
        prefetch_index(&self.places, self.place(key));
    }

    #[inline]
    fn place(&self, key: K) -> usize {
        key.spread() as usize & (self.places.len() - 1)
    }

    /// What `make` gives for a key; it is called only if the cache does not hold that. It must depend on nothing but the key, or the
    /// bytes of which the key is the fingerprint.
    #[inline]
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> V {
        let place = self.place(key);
        let (known, value) = &mut self.places[place];
        if *known == key {
            return *value;
        }
        let made = make();
        match &mut self.poisoned {
            None => (*known, *value) = (key, made),
            // The value before it, under a key that is all but this one.
            Some(count) => {
                *known = key.spoiled(*count);
                *count = count.wrapping_add(1);
                let next = (place + 1) & (self.places.len() - 1);
                self.places[next].1 = made;
            }
        }
        made
    }
}

/// For tests: what makes the caches of this process small and wrong, so that only a cache that compares whole keys gives the
/// right values.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handicap {
    /// The most places of a cache that is made from now on; 0 for as many as wanted.
    pub places: u32,
    /// Whether every value is stored in the wrong place, and every place is under a key that is one bit off.
    pub poison: bool,
}

/// Of the caches to be made: the most places, and above them whether they are poisoned.
static IN_FORCE: AtomicU64 = AtomicU64::new(0);

impl Handicap {
    /// Puts it in force for caches that are made from now on, in all threads.
    pub fn set(self) {
        IN_FORCE.store(u64::from(self.poison) << 32 | u64::from(self.places), Ordering::SeqCst);
    }

    fn in_force() -> Self {
        let bits = IN_FORCE.load(Ordering::SeqCst);
        Handicap { places: bits as u32, poison: bits >> 32 != 0 }
    }

    fn apply(self, places: usize) -> (usize, bool) {
        let most = if self.places == 0 { places } else { self.places as usize };
        (places.min(most), self.poison)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A cache in which every key but `key` itself is a poisoned one.
    fn poisoned(places: usize) -> Cache<u128, u64> {
        Cache { poisoned: Some(0), ..Cache::new(places) }
    }

    proptest! {
        #[test]
        fn it_gives_what_the_function_gives(
            hashes in proptest::collection::vec(prop_oneof![0u64..40, any::<u64>()], 0..200),
            places in 0usize..20,
        ) {
            let mut cache: Cache<u64, u64> = Cache::new(places);
            let mut all = Vec::new();
            cache.each(hashes.iter().copied(), |_, hash| hash.rotate_left(5), |at, value| all.push((at, value)));
            let wanted = hashes.iter().map(|hash| hash.rotate_left(5)).enumerate();
            prop_assert_eq!(all, wanted.collect::<Vec<_>>());
            for hash in hashes {
                prop_assert_eq!(cache.get(hash, || hash.rotate_left(5)), hash.rotate_left(5));
            }
        }

        #[test]
        fn a_poisoned_cache_gives_what_the_function_gives(
            words in proptest::collection::vec("[ab]{0,3}", 0..200),
            places in 0usize..6,
        ) {
            let mut cache = poisoned(places);
            let key = |word: &String| crate::fingerprint::fingerprint(word.as_bytes());
            for word in words.iter().chain(&words) {
                let wanted = (key(word) >> 3) as u64;
                prop_assert_eq!(cache.get(key(word), || wanted), wanted);
            }
        }
    }

    #[test]
    fn a_key_is_compared_to_its_last_bit() {
        for bit in 0..u128::BITS {
            // One place for all keys that differ above the lowest bit of their spread: two places are enough to meet.
            let mut cache: Cache<u128, u32> = Cache::new(2);
            let key = crate::fingerprint::fingerprint(b"subsidies");
            cache.get(key, || 1);
            assert_eq!(cache.get(key ^ 1 << bit, || 2), 2, "bit {bit}");
        }
    }
}
