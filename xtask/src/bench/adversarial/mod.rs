//! `cargo xtask bench --adversarial`: time and memory over documents that no newspaper prints.
//!
//! Every stage is to take time in proportion to the length of a document, whatever the document holds, and memory within a fixed
//! multiple of it. Each of the [`patterns`] runs through the default pipeline at four sizes, in a process of its own, and the
//! growth of its processor time is told as an exponent: 1 is linear, 2 quadratic. It fails above [`patterns::MOST_EXPONENT`] or
//! above [`patterns::MOST_MEMORY`] (a few patterns, of which more is found than is read, have a larger limit of their own); times below
//! [`Sizes::floor`] say nothing and do not count.

mod measure;
mod patterns;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::table::Table;
use measure::Cost;
use patterns::{PATTERNS, Pattern};

/// The sizes, as multiples of the smallest.
const MULTIPLES: [usize; 4] = [1, 2, 4, 8];
/// A pattern whose exponent is too large is measured so many times in all; the best of each size counts.
const TRIES: usize = 4;
/// A run that takes more processor time, in seconds, is ended, and larger sizes are not tried.
const LONGEST: f64 = 60.0;

/// How large the documents are.
struct Sizes {
    /// The smallest, in bytes.
    base: usize,
    /// If the largest takes less, in processor seconds, its growth is not told.
    floor: f64,
    /// What a worker may keep for the parts that it reads of a long document, in bytes: it does not grow with the document. In a
    /// small one it hides what is less than gross.
    scratch: u64,
}

/// The bench as it is read by a person.
const WHOLE: Sizes = Sizes { base: 500_000, floor: 0.4, scratch: 12_000_000 };
/// The bench as it runs before every change.
const SMALL: Sizes = Sizes { base: 40_000, floor: 0.1, scratch: 24_000_000 };

/// What is measured, and with what.
pub struct Request<'a> {
    /// The driver.
    pub driver: PathBuf,
    /// The configuration.
    pub pipeline: PathBuf,
    /// Small documents only.
    pub small: bool,
    /// The size of the smallest document, if not the usual one.
    pub kilobytes: Option<usize>,
    /// Only patterns with this in their name.
    pub only: Option<&'a str>,
}

/// What was measured of one pattern: by size, as far as it got.
struct Row {
    pattern: &'static Pattern,
    bytes: Vec<usize>,
    costs: Vec<Cost>,
    /// Whether it was ended before its last size.
    ended: bool,
}

/// Runs the patterns, prints the table in Markdown and fails if one of them is over a limit.
pub fn run(request: &Request<'_>) -> Result<()> {
    let usual = if request.small { SMALL } else { WHOLE };
    let sizes = Sizes { base: request.kilobytes.map_or(usual.base, |kilobytes| kilobytes * 1000), ..usual };
    let folder = tempfile::tempdir()?;
    let bench = Bench { request, sizes, folder: folder.path() };
    let least = bench.least()?;
    let mut table = Table::new(&[
        "pattern",
        "x1, s",
        "x2, s",
        "x4, s",
        "x8, s",
        "slowest stage",
        "its share",
        "exponent",
        "bytes a byte",
    ]);
    let mut over = Vec::new();
    for pattern in
        PATTERNS.iter().filter(|pattern| request.only.is_none_or(|part| pattern.name.contains(part)))
    {
        let row = bench.pattern(pattern, &least)?;
        eprintln!("{}", row.line(&least, &bench.sizes).join("  "));
        over.extend(row.complaint(&least, &bench.sizes));
        table.row(row.line(&least, &bench.sizes));
    }
    let [x1, x8] = [bench.sizes.base, bench.sizes.base * MULTIPLES[3]].map(|bytes| bytes as f64 / 1e6);
    println!(
        "Processor seconds of documents of {x1} (x1) to {x8} MB (x8), start-up taken off.\n\n{}",
        table.markdown()
    );
    if over.is_empty() {
        return Ok(());
    }
    bail!("{} of the patterns are over a limit:\n  {}", over.len(), over.join("\n  "))
}

struct Bench<'a> {
    request: &'a Request<'a>,
    sizes: Sizes,
    folder: &'a Path,
}

impl Bench<'_> {
    /// What the shortest of documents takes: the start of the program.
    fn least(&self) -> Result<Cost> {
        let input = self.folder.join("short.txt");
        fs::write(&input, "Kyiv agreed.\n")?;
        let costs = (0..3).map(|_| self.cost(&input)).collect::<Result<Vec<_>>>()?;
        costs.into_iter().flatten().reduce(best).context("the driver takes too long for one line")
    }

    fn cost(&self, input: &Path) -> Result<Option<Cost>> {
        measure::run(&self.request.driver, &self.request.pipeline, input, &self.folder.join("out"), LONGEST)
    }

    fn pattern(&self, pattern: &'static Pattern, least: &Cost) -> Result<Row> {
        let mut row = self.measured(pattern)?;
        for _ in 1..TRIES {
            // Neither memory nor what takes minutes is noise.
            let slow = row.exponent(least, &self.sizes).is_some_and(|exponent| exponent > pattern.exponent);
            if row.ended || !slow {
                break;
            }
            let again = self.measured(pattern)?;
            row.costs = row.costs.into_iter().zip(again.costs).map(|(a, b)| best(a, b)).collect();
        }
        Ok(row)
    }

    fn measured(&self, pattern: &'static Pattern) -> Result<Row> {
        let mut row = Row { pattern, bytes: Vec::new(), costs: Vec::new(), ended: false };
        for multiple in MULTIPLES {
            let text = pattern.make(self.sizes.base * multiple);
            let input = self.folder.join(format!("document.{}", pattern.form.ending()));
            fs::write(&input, &text)?;
            let Some(cost) = self.cost(&input)? else {
                row.ended = true;
                break;
            };
            row.bytes.push(text.len());
            row.costs.push(cost);
        }
        fs::remove_file(self.folder.join(format!("document.{}", pattern.form.ending())))?;
        Ok(row)
    }
}

/// The cheaper of two runs over the same document.
fn best(a: Cost, b: Cost) -> Cost {
    let memory = a.memory.min(b.memory);
    let cheaper = if b.seconds < a.seconds { b } else { a };
    Cost { memory, ..cheaper }
}

impl Row {
    /// Processor seconds without the start of the program, by size.
    fn seconds(&self, least: &Cost) -> Vec<f64> {
        self.costs.iter().map(|cost| (cost.seconds - least.seconds).max(0.0)).collect()
    }

    /// The growth of time with length, over the larger sizes; `None` below the floor.
    ///
    /// It is the smaller of two, from the second size to the last and from the third to the last: what only begins at some length,
    /// such as the end of the first part, makes one of them large; what grows with the square makes both.
    fn exponent(&self, least: &Cost, sizes: &Sizes) -> Option<f64> {
        let seconds = self.seconds(least);
        let last = MULTIPLES.len() - 1;
        let long = *seconds.get(last).filter(|long| **long >= sizes.floor)?;
        let from = |size: usize| {
            let times = self.bytes[last] as f64 / self.bytes[size] as f64;
            // A time of nothing would make an exponent without bound.
            (long / seconds[size].max(sizes.floor / 50.0)).ln() / times.ln()
        };
        Some(from(last - 2).min(from(last - 1)))
    }

    /// Memory for a byte of the largest document, without what the program takes for the shortest and what every worker keeps
    /// for reading parts of a document, however long it is.
    fn memory(&self, least: &Cost, sizes: &Sizes) -> Option<f64> {
        let bytes = *self.bytes.last()?;
        let memory = self.costs.last()?.memory?.saturating_sub(least.memory? + sizes.scratch);
        Some(memory as f64 / bytes as f64)
    }

    /// What is wrong, if anything is.
    fn complaint(&self, least: &Cost, sizes: &Sizes) -> Option<String> {
        let name = self.pattern.name;
        if self.ended {
            return Some(format!("{name}: more than {LONGEST} s"));
        }
        let slow = self.exponent(least, sizes).filter(|exponent| *exponent > self.pattern.exponent);
        let large = self.memory(least, sizes).filter(|memory| *memory > self.pattern.memory);
        let slow = slow.map(|exponent| format!("exponent {exponent:.2}, above {}", self.pattern.exponent));
        let large = large.map(|memory| format!("{memory:.0} bytes a byte, above {}", self.pattern.memory));
        let all: Vec<String> = slow.into_iter().chain(large).collect();
        (!all.is_empty()).then(|| format!("{name}: {}", all.join("; ")))
    }

    fn line(&self, least: &Cost, sizes: &Sizes) -> Vec<String> {
        let seconds = self.seconds(least);
        let mut cells = vec![self.pattern.name.to_owned()];
        cells.extend((0..MULTIPLES.len()).map(|size| match seconds.get(size) {
            Some(seconds) => format!("{seconds:.2}"),
            None if size == seconds.len() => format!("> {LONGEST:.0}"),
            None => "-".to_owned(),
        }));
        let slowest = self.costs.last().map(|cost| &cost.slowest);
        let share = slowest.zip(seconds.last()).map(|((_, part), whole)| 100.0 * part / whole.max(*part));
        cells.push(slowest.map_or("-".to_owned(), |(name, _)| format!("`{name}`")));
        cells.push(share.map_or("-".to_owned(), |share| format!("{share:.0}%")));
        let number = |value: Option<f64>, digits: usize| {
            value.map_or("-".to_owned(), |value| format!("{value:.digits$}"))
        };
        cells.push(number(self.exponent(least, sizes), 2));
        cells.push(number(self.memory(least, sizes), 0));
        cells
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn cost(seconds: f64, megabytes: u64) -> Cost {
        Cost { seconds, memory: Some(megabytes * 1_000_000), slowest: ("a.b".to_owned(), seconds) }
    }

    const SIZES: Sizes = Sizes { base: 100_000, floor: 0.1, scratch: 1_000_000 };

    fn row(seconds: [f64; 4], megabytes: u64) -> Row {
        let bytes = MULTIPLES.map(|multiple| multiple * 100_000).to_vec();
        let costs = seconds.map(|seconds| cost(seconds, megabytes)).to_vec();
        Row { pattern: &PATTERNS[0], bytes, costs, ended: false }
    }

    #[test]
    fn what_grows_with_the_square_is_refused() {
        let least = cost(0.0, 0);
        let linear = row([0.1, 0.2, 0.4, 0.8], 8);
        assert!((linear.exponent(&least, &SIZES).unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(linear.complaint(&least, &SIZES), None);
        let square = row([0.1, 0.4, 1.6, 6.4], 8);
        assert!((square.exponent(&least, &SIZES).unwrap() - 2.0).abs() < 1e-9);
        assert!(square.complaint(&least, &SIZES).unwrap().contains("exponent 2.00"));
        // What is slower from some length on, but no slower than that.
        let late = row([0.1, 0.2, 0.6, 1.2], 8);
        assert_eq!(late.complaint(&least, &SIZES), None);
        // Too little time to tell.
        assert_eq!(square.exponent(&least, &Sizes { floor: 10.0, ..SIZES }), None);
    }

    #[test]
    fn memory_is_told_for_a_byte() {
        let found = row([0.1, 0.2, 0.4, 0.8], 80).complaint(&cost(0.0, 0), &SIZES);
        assert!(found.unwrap().contains("99 bytes a byte"));
        assert_eq!(row([0.1, 0.2, 0.4, 0.8], 80).complaint(&cost(0.0, 79), &SIZES), None);
    }

    #[test]
    fn patterns_are_many_and_as_long_as_asked() {
        assert!(PATTERNS.len() >= 60);
        let names: BTreeSet<&str> = PATTERNS.iter().map(|pattern| pattern.name).collect();
        assert_eq!(names.len(), PATTERNS.len());
        for pattern in PATTERNS {
            let made = pattern.make(5_000);
            assert!((5_000..5_400).contains(&made.len()), "{}: {}", pattern.name, made.len());
            assert_eq!(made, pattern.make(5_000));
        }
    }
}
