//! Precision, recall and F1 from counts.

use std::ops::AddAssign;

use serde::Serialize;

/// How many were found, how many should have been, and how many are in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub hits: usize,
    pub found: usize,
    pub gold: usize,
}

impl Counts {
    /// The share of what was found that is right. `None` if nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.found)
    }

    /// The share of what should have been found that was. `None` if there was nothing to find.
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.gold)
    }

    /// The harmonic mean of the two. `None` if there was nothing to find and nothing was.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, self.found + self.gold)
    }
}

/// A part of a whole, if there is a whole.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.found += other.found;
        self.gold += other.gold;
    }
}

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Counts", 6)?;
        out.serialize_field("hits", &self.hits)?;
        out.serialize_field("found", &self.found)?;
        out.serialize_field("gold", &self.gold)?;
        out.serialize_field("precision", &self.precision())?;
        out.serialize_field("recall", &self.recall())?;
        out.serialize_field("f1", &self.f1())?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_find_has_no_share() {
        let counts = Counts { hits: 1, found: 2, gold: 4 };
        assert_eq!((counts.precision(), counts.recall()), (Some(0.5), Some(0.25)));
        assert_eq!(counts.f1(), Some(2.0 / 6.0));
        assert_eq!(Counts::default().f1(), None);
        let json = serde_json::to_value(Counts { gold: 2, ..counts }).unwrap();
        assert_eq!(json["recall"], 0.5);
    }
}
