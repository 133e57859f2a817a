//! Tests of the model file.

use proptest::prelude::*;

use super::*;

fn example() -> Vec<u8> {
    let metadata = Metadata {
        name: "example".into(),
        data: vec![DataSource::new("ours", "CC0", "all")],
        figures: vec![Figure::new("dev", "F1", 81.2345)],
        ..Metadata::default()
    };
    let mut writer = ModelWriter::new(metadata);
    writer.section("first", vec![1, 2, 3]).section("second", vec![4]);
    writer.into_bytes()
}

#[test]
fn sections_come_back() {
    let model = Model::from_bytes(example()).unwrap();
    assert_eq!(&*model.section("first").unwrap(), [1, 2, 3]);
    assert_eq!(&*model.section("second").unwrap(), [4]);
    assert_eq!(model.metadata().figures[0].value, 81.23);
    assert!(matches!(model.section("third"), Err(ModelError::NoSection(_))));
}

#[test]
fn what_is_no_model_is_refused() {
    assert!(matches!(Model::from_bytes(*b"PK\x03\x04"), Err(ModelError::NotAModel)));
    let mut other = example();
    other[8] = 9;
    assert!(matches!(Model::from_bytes(other), Err(ModelError::OtherVersion { found: 9 })));
}

proptest! {
    #[test]
    fn damage_is_noticed(at in 0usize..1000, flip in 1u8..=255) {
        let mut bytes = example();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        prop_assert!(Model::from_bytes(bytes).is_err());
    }

    #[test]
    fn a_truncated_file_is_refused(keep in 0usize..1000) {
        let mut bytes = example();
        bytes.truncate(keep % bytes.len());
        prop_assert!(Model::from_bytes(bytes.clone()).is_err());
        // Without the checksum nothing may panic either.
        let _ = Model::embedded(Box::leak(bytes.into_boxed_slice()));
    }
}
