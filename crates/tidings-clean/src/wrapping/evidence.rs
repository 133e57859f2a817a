//! Whether a text is wrapped, and at which width.
//!
//! The evidence is a line break in the middle of a sentence: the row above does not end like one, and the row below goes on in
//! small letters. Such breaks make up most of a wrapped text, and the rows above them are about equally long. Lists, poems and tables
//! have neither; a conversation in small letters has the first but not the second.

use super::rows::{End, Row, Start};

/// What is known of a wrapped text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapped {
    /// The longest row that was broken, in columns, but for a few.
    pub(super) width: u32,
    /// Whether every row has taken as many words as fit.
    pub(super) greedy: bool,
    /// Blank lines between two rows of a paragraph.
    pub(super) gap: u32,
    /// Columns of white space before most rows that are not the first of a paragraph.
    pub(super) margin: u32,
}

/// The width of wrapped text, in columns.
const WIDTHS: std::ops::RangeInclusive<u32> = 50..=110;
/// Narrower text, such as a column of a newspaper, needs more evidence.
const NARROW: u32 = 30;
/// Fewest breaks inside sentences, of wide text, of narrow text, and of text without capitals.
pub(super) const LEAST: usize = 2;
const LEAST_NARROW: usize = 12;
const LEAST_CASELESS: usize = 3;
/// So many broken words are evidence at any width.
const LEAST_HYPHENS: usize = 5;
/// A sentence ends every so many rows, at least.
const LONGEST_SENTENCE: usize = 8;
/// Percent of the width that a row that was broken has at least.
const FILLED: u32 = 60;
/// Most of the columns of a text that may stand in rows that are longer than its width, in percent.
const MOST_LONG: u64 = 25;

/// The width at which a text was wrapped, if it was.
pub(super) fn wrapped(rows: &[Row]) -> Option<Wrapped> {
    let gap = usual_gap(rows);
    let is_text = |row: &Row| !row.fixed && !row.furniture;
    let pairs: Vec<(Row, Row)> = rows
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(above, below)| {
            below.blank == gap && !below.item && !below.turn && is_text(above) && is_text(below)
        })
        .collect();
    let broken: Vec<(Row, Row)> =
        pairs.iter().copied().filter(|(above, below)| is_broken(above, below)).collect();
    let caseless = broken.is_empty();
    let broken = if caseless {
        pairs.iter().copied().filter(|(above, below)| is_caseless(above, below)).collect()
    } else {
        broken
    };
    let width = usual_width(&broken)?;
    let filled = |row: &Row| row.columns * 100 >= width * FILLED;
    let count =
        |is: &dyn Fn(&(Row, Row)) -> bool, of: &[(Row, Row)]| of.iter().filter(|pair| is(pair)).count();
    let full = count(&|(above, below)| above.columns + 1 + below.first_word > width, &broken);
    let even = count(&|(above, _)| filled(above), &broken);
    let candidates = count(&|(above, _)| filled(above), &pairs);
    let hyphens = count(&|(above, _)| above.end == End::Hyphen, &broken);
    let greedy = full * 10 >= broken.len() * 9;
    let enough = match () {
        () if !(NARROW..=*WIDTHS.end()).contains(&width) => false,
        () if caseless => broken.len() >= LEAST_CASELESS && greedy && WIDTHS.contains(&width),
        () if hyphens >= LEAST_HYPHENS => true,
        () if WIDTHS.contains(&width) => broken.len() >= LEAST,
        () => broken.len() >= LEAST_NARROW && full * 10 >= broken.len() * 7,
    };
    // With few breaks, more of them must agree.
    let (share, evenness) = if broken.len() < 6 { (45, 100) } else { (45, 85) };
    let hanging =
        count(&|(above, below)| filled(above) && !is_broken(above, below) && above.end == End::Hangs, &pairs);
    let usual = (broken.len() + hanging) * 100 >= candidates * share && even * 100 >= broken.len() * evenness;
    // Lists and verses in small letters have no sentences.
    let sentences = rows.iter().filter(|row| row.stops).count() * LONGEST_SENTENCE >= broken.len();
    (enough && usual && sentences && !is_mostly_long(rows, width)).then(|| Wrapped {
        width,
        greedy,
        gap,
        margin: margin(&broken),
    })
}

/// Whether a line break stands in the middle of a sentence.
pub(super) fn is_broken(above: &Row, below: &Row) -> bool {
    below.start == Start::Lower && above.end != End::Closed
}

/// The same of scripts without capitals, where only the end of the row above tells.
fn is_caseless(above: &Row, below: &Row) -> bool {
    below.start == Start::Caseless && above.end != End::Closed
}

/// How many blank lines stand between two rows that belong together: one where every line break was doubled.
fn usual_gap(rows: &[Row]) -> u32 {
    let gaps = |gap: u32| rows.iter().skip(1).filter(|row| row.blank == gap).count();
    u32::from(gaps(0) * 20 < gaps(1))
}

/// The width that nearly no broken row passes.
fn usual_width(broken: &[(Row, Row)]) -> Option<u32> {
    let mut columns: Vec<u32> = broken.iter().map(|(above, _)| above.columns).collect();
    columns.sort_unstable();
    columns.get((columns.len() * 98).div_ceil(100).checked_sub(1)?).copied()
}

/// The indent that most rows below a break have.
fn margin(broken: &[(Row, Row)]) -> u32 {
    let mut indents: Vec<u32> = broken.iter().map(|(_, below)| below.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or(0)
}

/// Whether much of a text stands in rows that nobody has wrapped.
fn is_mostly_long(rows: &[Row], width: u32) -> bool {
    let sum = |is: &dyn Fn(&Row) -> bool| -> u64 {
        rows.iter().filter(|row| is(row)).map(|row| u64::from(row.columns)).sum()
    };
    sum(&|row| row.columns > width + width / 5) * 100 > sum(&|_| true) * MOST_LONG
}
