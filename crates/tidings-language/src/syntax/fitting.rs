//! Which relations fit between two words by their parts of speech: those that the treebanks have there. To
//! score all of them would take longer than to make the hidden layer that they are scored by.

use tidings_core::Upos;
use tidings_learn::ModelError;

/// Parts of speech.
const SORTS: usize = Upos::ALL.len();

/// Sets of relations, by the side of the head and the parts of speech of head and dependent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// A bit a relation. First those to a head on the left.
    sets: Vec<u64>,
    /// All relations, which fit where nothing is known.
    all: u64,
}

impl Fitting {
    /// All of so many relations (at most 64) fit everywhere.
    pub fn all(relations: usize) -> Self {
        let all = u64::MAX >> (64 - relations.clamp(1, 64));
        Fitting { sets: vec![0; 2 * SORTS * SORTS], all }
    }

    /// From the bytes of a model, for so many relations.
    ///
    /// # Errors
    /// If the bytes are no such sets.
    pub fn open(bytes: &[u8], relations: usize) -> Result<Self, ModelError> {
        let mut fitting = Fitting::all(relations);
        let (sets, rest) = bytes.as_chunks::<8>();
        let sets: Vec<u64> = sets.iter().map(|set| u64::from_le_bytes(*set)).collect();
        let known = sets.iter().all(|set| set & !fitting.all == 0);
        if !known || !rest.is_empty() || sets.len() != fitting.sets.len() {
            return Err(ModelError::Damaged("its sets of relations have another shape".to_owned()));
        }
        fitting.sets = sets;
        Ok(fitting)
    }

    /// The bytes that [`Fitting::open`] reads.
    pub fn bytes(&self) -> Vec<u8> {
        self.sets.iter().flat_map(|set| set.to_le_bytes()).collect()
    }

    /// Adds a relation that was seen, `head_first` if the head stood on the left.
    pub fn add(&mut self, head_first: bool, head: Upos, dependent: Upos, relation: u8) {
        self.sets[place(head_first, head, dependent)] |= 1 << relation & self.all;
    }

    /// The relations that fit, a bit a relation; never none.
    #[inline]
    pub fn get(&self, head_first: bool, head: Upos, dependent: Upos) -> u64 {
        let set = self.sets[place(head_first, head, dependent)];
        if set == 0 { self.all } else { set }
    }

    /// The same for a sentence read from its end.
    #[must_use]
    pub fn turned(&self) -> Self {
        let mut turned = self.clone();
        turned.sets.rotate_left(SORTS * SORTS);
        turned
    }
}

#[inline]
fn place(head_first: bool, head: Upos, dependent: Upos) -> usize {
    (usize::from(!head_first) * SORTS + head as usize) * SORTS + dependent as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_fits_and_what_was_not_does_not() {
        let mut fitting = Fitting::all(5);
        fitting.add(true, Upos::Verb, Upos::Noun, 2);
        fitting.add(true, Upos::Verb, Upos::Noun, 4);
        fitting.add(false, Upos::Verb, Upos::Noun, 1);
        let fitting = Fitting::open(&fitting.bytes(), 5).unwrap();
        assert_eq!(fitting.get(true, Upos::Verb, Upos::Noun), 0b10100);
        assert_eq!(fitting.get(false, Upos::Verb, Upos::Noun), 0b10);
        assert_eq!(fitting.get(true, Upos::Noun, Upos::Verb), 0b11111, "nothing is known of it");
        assert_eq!(fitting.turned().get(false, Upos::Verb, Upos::Noun), 0b10100);
        assert_eq!(fitting.turned().turned(), fitting);
    }

    #[test]
    fn other_bytes_are_refused() {
        let bytes = Fitting::all(5).bytes();
        assert!(Fitting::open(&bytes[8..], 5).is_err());
        assert!(Fitting::open(&[bytes.as_slice(), &[0]].concat(), 5).is_err());
        let mut strange = bytes;
        strange[0] = 1 << 5;
        assert!(Fitting::open(&strange, 5).is_err(), "a relation that there is not");
    }
}
