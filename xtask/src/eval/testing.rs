//! Small annotations for the tests of the scores.

use tidings_core::{RegionKind, Span};

use super::gold::{Gold, GoldMetadata, GoldRegion};

/// An annotation with the given parts of `source` as its regions.
pub fn gold(source: &str, parts: &[(&str, RegionKind)]) -> Gold {
    let parts: Vec<_> = parts.iter().map(|(part, kind)| (at(source, part), *kind)).collect();
    Gold {
        id: "a".to_owned(),
        file: "a.txt".to_owned(),
        title: None,
        regions: regions(&parts),
        metadata: GoldMetadata::default(),
        entities: Vec::new(),
        claims: Vec::new(),
        factual: Vec::new(),
        summary: Vec::new(),
        not_claims: Vec::new(),
    }
}

pub fn regions(parts: &[(Span, RegionKind)]) -> Vec<GoldRegion> {
    parts.iter().map(|(span, kind)| GoldRegion { span: *span, kind: *kind, duplicate_of: None }).collect()
}

/// The place of the first `part` in `source`.
pub fn at(source: &str, part: &str) -> Span {
    let start = source.find(part).unwrap_or_else(|| panic!("{part:?} is not in {source:?}"));
    Span::from_range(start..start + part.len())
}
