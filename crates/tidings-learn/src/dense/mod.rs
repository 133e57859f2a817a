//! The weights of a model: for every feature a whole row of them, found without a branch.
//!
//! ```text
//! bytes 0..4   number of labels, at most 8      bytes 8..12   features in the table
//! bytes 4..8   number of buckets                bytes 12..16  what a weight of 1 is worth (f32)
//! then         buckets: 8 fingerprints (u16, 0 for an empty slot), then the number of the first row (u32)
//! then         rows: one weight a label (i8); the rows of a bucket follow each other
//! then         8 zeros: the row of a feature that is not in the table, and room to read beyond the last row
//! ```
//!
//! The low half of a key chooses the bucket, its highest 16 bits are the fingerprint. Whether a feature is known
//! cannot be predicted, and a wrongly predicted branch costs more than adding a row: so a row is added in any case, and
//! it is the row of zeros where there is none. A bucket holds four features on the average; one that is too full drops those with the
//! smallest weights, about one feature in a hundred.

mod build;
mod read;

pub use build::DenseBuilder;
pub use read::DenseTable;

/// The most labels that a table can have.
pub const MOST_LABELS: usize = 8;

/// Bytes before the buckets.
const HEAD: usize = 16;
/// Features that a bucket has room for.
const SLOTS: usize = 8;
/// Bytes of a bucket.
const BUCKET: usize = 2 * SLOTS + 4;
/// Bytes after the rows.
const TAIL: usize = MOST_LABELS;

/// The bucket of a key: the low half of it, scaled to the number of buckets.
#[inline]
const fn bucket(key: u64, buckets: u64) -> usize {
    (((key & 0xffff_ffff) * buckets) >> 32) as usize
}

/// What tells a key from others in its bucket; never 0.
#[inline]
const fn fingerprint(key: u64) -> u16 {
    let bits = (key >> 48) as u16;
    if bits == 0 { 1 } else { bits }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::feature::key;

    fn table(labels: usize, features: u64) -> DenseTable {
        let mut builder = DenseBuilder::new(labels);
        for value in 0..features {
            let mut weights = vec![0.0; labels];
            weights[value as usize % labels] = 1.0;
            weights[labels - 1] -= 0.5;
            builder.feature(key(0, value), &weights);
        }
        DenseTable::open(builder.build().0.into()).unwrap()
    }

    #[test]
    fn weights_come_back() {
        let table = table(3, 3);
        let mut scores = [0.0; 3];
        table.score(&[key(0, 0), key(0, 2), key(0, 99), key(7, 1)], &mut scores);
        for (found, wanted) in scores.iter().zip([1.0, 0.0, 0.0]) {
            assert!((found - wanted).abs() < 0.02, "{scores:?}");
        }
    }

    #[test]
    fn nearly_all_features_of_a_large_table_are_kept() {
        let table = table(8, 20_000);
        assert!(table.features() > 19_600, "{}", table.features());
        let is_known = |template: u32, value: u64| {
            let mut scores = [0.0; 8];
            table.score(&[key(template, value)], &mut scores);
            scores.iter().any(|score| *score != 0.0)
        };
        assert!((0..20_000).filter(|value| is_known(0, *value)).count() >= table.features());
        assert!((0..20_000).filter(|value| is_known(1, *value)).count() < 20);
    }

    #[test]
    fn scores_of_many_labels_are_sums_of_rows() {
        for labels in [1, 2, 5, 8] {
            let table = table(labels, 100);
            let keys: Vec<u64> = (0..300).map(|value| key(0, value % 120)).collect();
            let mut scores = vec![7.0; labels];
            table.score(&keys, &mut scores);
            let counted = (0..300).map(|value| value % 120).filter(|value| *value < 100);
            let mut wanted = vec![0.0; labels];
            for value in counted {
                wanted[value as usize % labels] += 1.0;
                wanted[labels - 1] -= 0.5;
            }
            for (found, wanted) in scores.iter().zip(&wanted) {
                assert!((found - wanted).abs() < 2.0, "{labels} labels: {found} {wanted}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300), key: u64) {
            if let Ok(table) = DenseTable::open(bytes.into()) {
                table.score(&[key, key], &mut vec![0.0; table.labels()]);
            }
        }

        #[test]
        fn damage_inside_does_not_panic(at in 0usize..400, with: u8, value in 0u64..30) {
            let mut builder = DenseBuilder::new(2);
            for value in 0..20 {
                builder.feature(key(0, value), &[1.0, -1.0]);
            }
            let mut bytes = builder.build().0;
            let at = at % bytes.len();
            bytes[at] = with;
            if let Ok(table) = DenseTable::open(bytes.into()) {
                table.score(&[key(0, value)], &mut vec![0.0; table.labels()]);
            }
        }
    }
}
