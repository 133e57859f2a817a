//! Which documents speak with one voice: copies of one text, articles of one outlet, articles of one author.
//!
//! What forty papers take from one agency is said once, not forty times.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tidings_core::{Document, MetaField};

use crate::duplicates::DuplicateReport;

/// Who published a document, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Publication {
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) outlet: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) authors: Vec<String>,
    /// The day of publication, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<String>,
}

/// Authors that are kept of a document.
const MOST_AUTHORS: usize = 4;

impl Publication {
    pub(crate) fn of(doc: &Document) -> Self {
        let get = |field| doc.meta.get(field).map(str::trim).filter(|value| !value.is_empty());
        let authors = doc.meta.values(MetaField::Byline).iter().take(MOST_AUTHORS);
        Publication {
            outlet: get(MetaField::Publisher).map(str::to_owned),
            authors: authors
                .map(|author| author.value.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            day: get(MetaField::Published)
                .and_then(|date| date.get(..10))
                .filter(|day| crate::group::day_number(day).is_some())
                .map(str::to_owned),
        }
    }
}

/// The groups of copies by document, from the report of `stories.duplicates`.
pub(crate) fn copies(report: Option<&DuplicateReport>) -> FxHashMap<&str, usize> {
    let groups = report.map_or(&[][..], |report| &report.groups);
    let members = groups.iter().enumerate().flat_map(|(number, group)| {
        let ids = group.members.iter().map(|member| member.id.as_str());
        ids.chain([group.representative.as_str()]).map(move |id| (id, number))
    });
    members.collect()
}

/// The voice of every document, numbered from 0 in the order of their first documents.
pub(crate) fn voices(documents: &[(&str, &Publication)], copies: &FxHashMap<&str, usize>) -> Vec<u32> {
    let mut root: Vec<usize> = (0..documents.len()).collect();
    let mut first: FxHashMap<(u8, String), usize> = FxHashMap::default();
    for (document, (id, publication)) in documents.iter().enumerate() {
        let copy = copies.get(id).map(|number| (0, number.to_string()));
        let outlet = publication.outlet.iter().map(|outlet| (1, outlet.to_lowercase()));
        let authors = publication.authors.iter().map(|author| (2, author.to_lowercase()));
        for key in copy.into_iter().chain(outlet).chain(authors) {
            let other = *first.entry(key).or_insert(document);
            let (a, b) = (find(&root, document), find(&root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
    (0..documents.len())
        .map(|document| {
            let next = numbers.len() as u32;
            *numbers.entry(find(&root, document)).or_insert(next)
        })
        .collect()
}

fn find(root: &[usize], mut index: usize) -> usize {
    while root[index] != index {
        index = root[index];
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_outlets_and_authors_are_one_voice() {
        let by = |outlet: &str, author: &str| Publication {
            outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
            authors: (!author.is_empty()).then(|| author.to_owned()).into_iter().collect(),
            day: None,
        };
        let publications = [
            by("Courier", ""),
            by("Ledger", "Ida Moss"),
            by("courier", ""),
            by("Press", "ida moss"),
            by("", ""),
            by("", ""),
        ];
        let documents: Vec<(&str, &Publication)> =
            ["a", "b", "c", "d", "e", "f"].into_iter().zip(&publications).collect();
        let copies = FxHashMap::from_iter([("e", 0), ("a", 0)]);
        assert_eq!(voices(&documents, &copies), [0, 1, 0, 1, 0, 2]);
    }
}
