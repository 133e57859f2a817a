//! Counts of all measures, added up over documents, and how they are printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was right, seen from what was found and from the gold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub right_of_found: f64,
    pub found: f64,
    pub right_of_gold: f64,
    pub gold: f64,
}

impl Counts {
    /// Counts a found span, right to the given share.
    pub fn found(&mut self, right: f64) {
        self.found += 1.0;
        self.right_of_found += right;
    }

    /// Counts a gold span, found to the given share.
    pub fn gold(&mut self, right: f64) {
        self.gold += 1.0;
        self.right_of_gold += right;
    }

    pub fn of_sets<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> Counts {
        let right = gold.intersection(found).count() as f64;
        Counts {
            right_of_found: right,
            found: found.len() as f64,
            right_of_gold: right,
            gold: gold.len() as f64,
        }
    }

    /// Precision, recall and F1, in percent.
    pub fn percent(self) -> [f64; 3] {
        let share = |part: f64, all: f64| if all > 0.0 { 100.0 * part / all } else { 0.0 };
        let (p, r) = (share(self.right_of_found, self.found), share(self.right_of_gold, self.gold));
        [p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }]
    }
}

/// All measures.
#[derive(Default)]
pub struct Table {
    rows: BTreeMap<String, Counts>,
    pub documents: usize,
    pub words: usize,
    /// By kind of content.
    pub gold: [usize; 3],
    pub found: [usize; 3],
    pub paired: usize,
    pub paired_source: usize,
    pub paired_cue: usize,
}

impl Table {
    pub fn add(&mut self, name: String, counts: Counts) {
        let row = self.rows.entry(name).or_default();
        row.right_of_found += counts.right_of_found;
        row.found += counts.found;
        row.right_of_gold += counts.right_of_gold;
        row.gold += counts.gold;
    }

    /// Precision, recall and F1 of a row, in percent.
    pub fn percent(&self, name: &str) -> [f64; 3] {
        self.rows.get(name).copied().unwrap_or_default().percent()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = |kinds: [usize; 3]| kinds.iter().sum::<usize>();
        writeln!(
            f,
            "documents {}, words {}; attributions: gold {} (direct {}, indirect {}, mixed {}), found {} ({}, {}, {})",
            self.documents,
            self.words,
            total(self.gold),
            self.gold[0],
            self.gold[1],
            self.gold[2],
            total(self.found),
            self.found[0],
            self.found[1],
            self.found[2],
        )?;
        writeln!(f, "  {:<34} {:>6} {:>6} {:>6}", "", "P", "R", "F1")?;
        let mut row = |label: String, name: &str| {
            let [p, r, f1] = self.percent(name);
            writeln!(f, "  {label:<34} {p:>6.1} {r:>6.1} {f1:>6.1}")
        };
        for how in ["exact", "part", "overlap", "token"] {
            for role in super::ROLES {
                row(format!("{role} {how}"), &format!("{how} {role}"))?;
            }
        }
        for kind in ["direct", "indirect", "mixed"] {
            row(format!("content exact, {kind}"), &format!("exact content:{kind}"))?;
            row(format!("content overlap, {kind}"), &format!("overlap content:{kind}"))?;
        }
        for name in ["relation exact", "relation content+source exact", "relation soft", "relation no-cue"] {
            row(name.to_owned(), name)?;
        }
        for kind in ["direct", "indirect", "mixed"] {
            row(format!("relation soft, {kind}"), &format!("relation soft:{kind}"))?;
        }
        for name in ["direct span", "direct span+speaker overlap", "direct span+speaker exact"] {
            row(name.to_owned(), name)?;
        }
        let share = |part: usize| 100.0 * part as f64 / self.paired.max(1) as f64;
        writeln!(
            f,
            "  of {} pairs with content F1 of .5 or more: source right {:.1}%, cue right {:.1}%",
            self.paired,
            share(self.paired_source),
            share(self.paired_cue)
        )?;
        let headline = |name: &str| self.percent(name)[2];
        write!(
            f,
            "HEADLINE relation-soft F1 {:.1}  content-overlap F1 {:.1}  direct span+speaker F1 {:.1}",
            headline("relation soft"),
            headline("overlap content"),
            headline("direct span+speaker overlap")
        )
    }
}
