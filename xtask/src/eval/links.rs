//! Scores stories and matched claims of the collection against its links.
//!
//! The annotation of links is not complete (copies of one text agree in every sentence, and not every pair is listed), so
//! what is found beside it is only counted as wrong where the annotation says another relation.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;
use tidings_core::{Document, OffsetIndex, OffsetUnit, Span};

use super::gold::{Link, Links};

/// How stories and matched claims compare with the annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkScore {
    /// Stories found as annotated, found, and annotated.
    pub stories_right: usize,
    pub stories_found: usize,
    pub stories_gold: usize,
    /// By relation.
    pub relations: BTreeMap<String, RelationScore>,
}

/// How the matches of one relation compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RelationScore {
    /// Links between articles in the annotation, and of these found with this relation.
    pub gold: usize,
    pub hits: usize,
    /// Matches of independent voices; of these, such as the annotation gives another relation, and such as it does not
    /// have. A contradiction that it does not have is a false alarm until a person has read it.
    pub found: usize,
    pub wrong: usize,
    pub unlisted: usize,
}

/// Compares what `stories.group` and `stories.claims` conclude with the annotation.
pub fn score(links: &Links, documents: &[Document], group: &Value, claims: &Value) -> LinkScore {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let found: BTreeSet<BTreeSet<String>> = list(&group["stories"])
        .iter()
        .map(|story| list(&story["members"]).iter().filter_map(|id| id.as_str().map(str::to_owned)).collect())
        .collect();
    let gold: BTreeSet<BTreeSet<String>> =
        links.stories.iter().map(|story| story.documents.iter().cloned().collect()).collect();
    let mut score = LinkScore {
        stories_right: gold.intersection(&found).count(),
        stories_found: found.len(),
        stories_gold: gold.len(),
        ..LinkScore::default()
    };
    let across: Vec<&Link> = links.links.iter().filter(|link| link.a.document != link.b.document).collect();
    let mut hit = vec![false; across.len()];
    for matched in list(&claims["matches"]) {
        let (Some(relation), Some(a), Some(b)) =
            (matched["relation"].as_str(), end(&matched["a"], documents), end(&matched["b"], documents))
        else {
            continue;
        };
        let (mut other, mut listed) = (false, false);
        for (link, hit) in across.iter().zip(&mut hit) {
            let ends = [(&link.a, &link.b), (&link.b, &link.a)];
            let meant = ends.iter().any(|(first, second)| {
                (first.document == a.0 && second.document == b.0)
                    && about(first.claim_or_span, a.1)
                    && about(second.claim_or_span, b.1)
            });
            *hit |= meant && link.relation == relation;
            other |= meant && link.relation != relation;
            listed |= meant;
        }
        if matched["independent"] == true {
            let counts = score.relations.entry(relation.to_owned()).or_default();
            counts.found += 1;
            counts.wrong += usize::from(other);
            counts.unlisted += usize::from(!listed);
        }
    }
    for (link, hit) in across.iter().zip(hit) {
        let counts = score.relations.entry(link.relation.clone()).or_default();
        counts.gold += 1;
        counts.hits += usize::from(hit);
    }
    score
}

/// The document of one end of a match, and its span in the source, in bytes.
fn end(end: &Value, documents: &[Document]) -> Option<(String, Span)> {
    let id = end["document"].as_str()?;
    let doc = documents.iter().find(|doc| doc.id == id)?;
    let at = |name: &str| end[name].as_u64().and_then(|at| u32::try_from(at).ok());
    let (start, end) = (at("start")?, at("end")?);
    let index = OffsetIndex::new(doc.text(), OffsetUnit::CodePoint);
    let span = (start <= end).then(|| index.span_to_bytes(Span::new(start, end))).flatten()?;
    Some((id.to_owned(), doc.alignment().nearest_source_of(span)))
}

/// Whether one of the spans lies in the other for the most part.
fn about(gold: Span, found: Span) -> bool {
    let shared = gold.intersection(found).map_or(0, Span::len);
    2 * shared > gold.len().min(found.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn links_are_found_in_either_order() {
        let links: Links = serde_json::from_str(
            r#"{"stories": [{"id": "s", "documents": ["a", "b"]}, {"id": "t", "documents": ["c"]}],
            "links": [{"relation": "same", "a": {"document": "b", "claim_or_span": {"start": 0, "end": 9}},
            "b": {"document": "a", "claim_or_span": {"start": 4, "end": 8}}}]}"#,
        )
        .unwrap();
        let documents = ["a", "b", "c"].map(|id| Document::new(id, "Kyiv agreed to talk.").unwrap());
        let group = json!({"stories": [{"members": ["a", "b"]}, {"members": ["c", "d"]}]});
        let matched = |relation: &str| {
            json!({"matches": [{"relation": relation, "independent": true,
                "a": {"document": "a", "start": 5, "end": 20}, "b": {"document": "b", "start": 0, "end": 20}}]})
        };
        let right = score(&links, &documents, &group, &matched("same"));
        assert_eq!((right.stories_right, right.stories_found, right.stories_gold), (1, 2, 2));
        assert_eq!(
            right.relations["same"],
            RelationScore { gold: 1, hits: 1, found: 1, wrong: 0, unlisted: 0 }
        );
        let wrong = score(&links, &documents, &group, &matched("contradicts"));
        assert_eq!(
            wrong.relations["contradicts"],
            RelationScore { gold: 0, hits: 0, found: 1, wrong: 1, unlisted: 0 }
        );
    }
}
