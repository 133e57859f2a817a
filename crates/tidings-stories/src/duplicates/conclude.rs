//! From records to the report: equal texts first, then candidates, then groups.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tidings_core::Observed;

use super::DuplicatesConfig;
use super::candidates::{Sketched, candidates};
use super::passages::shared_passages;
use super::record::DuplicateRecord;
use super::report::{DuplicateGroup, DuplicateMember, DuplicatePair, DuplicateReport, Relation};
use super::sketch::{Overlap, overlap};

/// A document that is contained may have at most this share of the words of the longer one; between
/// texts of nearly one length, what is missing on one side is an edit.
const MAX_CONTAINED_LENGTH: f64 = 0.9;

pub(super) fn conclude(
    config: &DuplicatesConfig,
    mut records: Vec<Observed<DuplicateRecord>>,
) -> DuplicateReport {
    records.sort_by(|a, b| (&a.id, a.record.exact).cmp(&(&b.id, b.record.exact)));
    let documents: Vec<(&str, &DuplicateRecord)> =
        records.iter().map(|observed| (observed.id.as_str(), &observed.record)).collect();
    let comparer = Comparer { config, documents: &documents };

    let mut pairs = comparer.equal_texts();
    pairs.extend(comparer.similar_texts(&pairs));
    pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));

    let groups = Groups::new(&documents, &pairs);
    DuplicateReport {
        documents: documents.len(),
        groups: groups.report(&comparer, &pairs),
        pairs: pairs.iter().map(|pair| pair.report(&documents)).collect(),
        shared_passages: shared_passages(&documents, &groups.root),
    }
}

/// Two documents, by index, and how they relate.
#[derive(Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    relation: Relation,
    overlap: Overlap,
}

impl Pair {
    fn report(&self, documents: &[(&str, &DuplicateRecord)]) -> DuplicatePair {
        DuplicatePair {
            a: documents[self.a].0.to_owned(),
            b: documents[self.b].0.to_owned(),
            relation: self.relation,
            similarity: rounded(self.overlap.resemblance),
            a_in_b: rounded(self.overlap.first_in_second),
            b_in_a: rounded(self.overlap.second_in_first),
        }
    }

    /// The other document of the pair.
    fn other(&self, document: usize) -> usize {
        if document == self.a { self.b } else { self.a }
    }

    /// The share of `document` that the other one has.
    fn containment_of(&self, document: usize) -> f64 {
        if document == self.a { self.overlap.first_in_second } else { self.overlap.second_in_first }
    }
}

/// Estimates have an error in the second decimal: more than three would only look exact.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

struct Comparer<'a> {
    config: &'a DuplicatesConfig,
    documents: &'a [(&'a str, &'a DuplicateRecord)],
}

impl Comparer<'_> {
    /// Every document paired with the first one that has the same words.
    fn equal_texts(&self) -> Vec<Pair> {
        let mut first = FxHashMap::default();
        let overlap = Overlap { resemblance: 1.0, first_in_second: 1.0, second_in_first: 1.0 };
        let mut pairs = Vec::new();
        for (b, (_, record)) in self.documents.iter().enumerate().filter(|(_, (_, record))| record.words > 0)
        {
            let a = *first.entry((record.exact, record.words)).or_insert(b);
            if a != b {
                pairs.push(Pair { a, b, relation: Relation::Exact, overlap });
            }
        }
        pairs
    }

    /// The similar pairs among documents that are long enough and not a copy of an earlier one.
    fn similar_texts(&self, equal: &[Pair]) -> Vec<Pair> {
        let mut alone = vec![true; self.documents.len()];
        equal.iter().for_each(|pair| alone[pair.b] = false);
        let compared: Vec<usize> = (0..self.documents.len())
            .filter(|index| alone[*index] && self.documents[*index].1.words >= self.config.min_words)
            .collect();
        let sketched = |index: &usize| {
            let (_, record) = self.documents[*index];
            Sketched { sketch: &record.sketch, shingles: record.shingles }
        };
        let sketches: Vec<Sketched<'_>> = compared.iter().map(sketched).collect();
        candidates(&sketches)
            .into_iter()
            .filter_map(|(a, b)| self.compare(compared[a as usize], compared[b as usize]))
            .collect()
    }

    /// How two documents relate, if they do.
    fn compare(&self, a: usize, b: usize) -> Option<Pair> {
        let (first, second) = (self.documents[a].1, self.documents[b].1);
        let overlap = overlap((&first.sketch, first.shingles), (&second.sketch, second.shingles))?;
        let (shorter, longer) = (first.words.min(second.words), first.words.max(second.words));
        let containment =
            if first.words < second.words { overlap.first_in_second } else { overlap.second_in_first };
        let shorter_enough = f64::from(shorter) <= MAX_CONTAINED_LENGTH * f64::from(longer);
        let relation = if first.exact == second.exact && shorter == longer {
            Relation::Exact
        } else if shorter_enough && containment >= self.config.min_containment {
            Relation::Contained
        } else if overlap.resemblance >= self.config.min_similarity {
            Relation::Near
        } else {
            return None;
        };
        Some(Pair { a, b, relation, overlap })
    }
}

/// The connected documents.
struct Groups {
    /// The smallest index of each document's group.
    root: Vec<usize>,
}

impl Groups {
    /// Joins equal and near documents, and each contained one with the one document that has most of
    /// it: a short text that stands in two otherwise different articles must not join them.
    fn new(documents: &[(&str, &DuplicateRecord)], pairs: &[Pair]) -> Self {
        let mut root: Vec<usize> = (0..documents.len()).collect();
        let mut container: Vec<Option<(&Pair, usize)>> = vec![None; documents.len()];
        for pair in pairs {
            if pair.relation != Relation::Contained {
                join(&mut root, pair.a, pair.b);
                continue;
            }
            let words = |index: usize| documents[index].1.words;
            let (part, whole) =
                if words(pair.a) < words(pair.b) { (pair.a, pair.b) } else { (pair.b, pair.a) };
            let rank = |pair: &Pair, whole: usize| {
                (rounded(pair.containment_of(part)) * 1000.0, words(whole), Reverse(whole))
            };
            let better = container[part].is_none_or(|(best, of)| rank(pair, whole) > rank(best, of));
            if better {
                container[part] = Some((pair, whole));
            }
        }
        for (pair, _) in container.into_iter().flatten() {
            join(&mut root, pair.a, pair.b);
        }
        for index in 0..root.len() {
            root[index] = find(&mut root, index);
        }
        Groups { root }
    }

    fn report(&self, comparer: &Comparer<'_>, pairs: &[Pair]) -> Vec<DuplicateGroup> {
        let mut by_root: Vec<(usize, usize)> =
            self.root.iter().enumerate().map(|(document, root)| (*root, document)).collect();
        by_root.sort_unstable();
        let links = strongest_links(comparer.documents.len(), pairs, &self.root);
        let mut groups: Vec<DuplicateGroup> = by_root
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|members| members.len() > 1)
            .map(|members| comparer.group(members, &links))
            .collect();
        groups.sort_by(|a, b| a.representative.cmp(&b.representative));
        groups
    }
}

/// For every document the pair of its group that says most about it.
fn strongest_links<'a>(documents: usize, pairs: &'a [Pair], root: &[usize]) -> Vec<Option<&'a Pair>> {
    let mut links: Vec<Option<&Pair>> = vec![None; documents];
    for pair in pairs.iter().filter(|pair| root[pair.a] == root[pair.b]) {
        for document in [pair.a, pair.b] {
            let strength = |pair: &Pair| pair.overlap.resemblance.max(pair.containment_of(document));
            if links[document].is_none_or(|best| strength(pair) > strength(best)) {
                links[document] = Some(pair);
            }
        }
    }
    links
}

impl Comparer<'_> {
    fn group(&self, members: &[(usize, usize)], links: &[Option<&Pair>]) -> DuplicateGroup {
        let words = |document: usize| self.documents[document].1.words;
        let representative = members
            .iter()
            .map(|(_, document)| *document)
            .max_by_key(|document| (words(*document), Reverse(*document)))
            .unwrap_or_default();
        let others =
            members.iter().map(|(_, document)| *document).filter(|document| *document != representative);
        let members = others.filter_map(|document| {
            let (a, b) = (document.min(representative), document.max(representative));
            let pair = self.compare(a, b).or_else(|| links[document].copied())?;
            Some(DuplicateMember {
                id: self.documents[document].0.to_owned(),
                relation: pair.relation,
                of: self.documents[pair.other(document)].0.to_owned(),
                similarity: rounded(pair.overlap.resemblance),
                containment: rounded(pair.containment_of(document)),
            })
        });
        DuplicateGroup {
            representative: self.documents[representative].0.to_owned(),
            members: members.collect(),
        }
    }
}

/// The smallest index of the group of `index` (union-find with path halving).
fn find(root: &mut [usize], mut index: usize) -> usize {
    while root[index] != index {
        root[index] = root[root[index]];
        index = root[index];
    }
    index
}

fn join(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b)] = a.min(b);
}
