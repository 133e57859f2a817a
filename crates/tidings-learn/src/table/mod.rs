//! The weights of a trained model: for every feature that matters, a short list of (label, weight).
//!
//! ```text
//! bytes 0..4   number of labels          bytes 8..12   features in the table
//! bytes 4..8   bits of a bucket number   bytes 12..16  what a weight of 1 is worth (f32)
//! then         2^bits + 1 starts (u32): where the entries of a bucket begin, in bytes
//! then         entries: fingerprint (u16), pairs (u8), pairs × (label u8, weight i8)
//! ```
//!
//! The lowest bits of a key choose the bucket, its highest 16 bits are the fingerprint. A bucket holds two features
//! on the average, so a look-up touches two cache lines. A feature that training never saw is taken for
//! another one with a chance of about 1 : 30,000. Most features speak for a few labels only; keeping the others
//! out makes the table three to ten times smaller than full rows.

mod build;
mod read;

pub(crate) use build::scale;
pub use build::{Quantized, TableBuilder};
pub use read::Table;

/// Bytes before the starts.
const HEAD: usize = 16;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weights_come_back() {
        let mut builder = TableBuilder::new(3);
        builder.feature(crate::feature::key(0, 7), &[1.0, 0.0, -0.5]);
        builder.feature(crate::feature::key(0, 8), &[0.0, 0.25, 0.0]);
        let Quantized { bytes, .. } = builder.build();
        let table = Table::open(bytes.into()).unwrap();
        let mut scores = [0; 3];
        table.add(crate::feature::key(0, 7), &mut scores);
        table.add(crate::feature::key(0, 8), &mut scores);
        table.add(crate::feature::key(0, 9), &mut scores);
        let scores: Vec<f32> = scores.iter().map(|score| *score as f32 * table.scale()).collect();
        for (found, wanted) in scores.iter().zip([1.0, 0.25, -0.5]) {
            assert!((found - wanted).abs() < 0.01, "{scores:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), key: u64) {
            if let Ok(table) = Table::open(bytes.into()) {
                table.add(key, &mut [0; 256]);
            }
        }

        #[test]
        fn damage_inside_does_not_panic(at in 0usize..400, with: u8, key: u64) {
            let mut builder = TableBuilder::new(2);
            for value in 0..20 {
                builder.feature(crate::feature::key(0, value), &[1.0, -1.0]);
            }
            let mut bytes = builder.build().bytes;
            let at = at % bytes.len();
            bytes[at] = with;
            if let Ok(table) = Table::open(bytes.into()) {
                let mut scores = vec![0; table.labels()];
                table.add(key, &mut scores);
                table.add(crate::feature::key(0, 3), &mut scores);
            }
        }
    }
}
