//! Our own hard cases, in `tests/cases/`: lines with marks, and how many come out as marked.
//!
//! They are written for this project, so they need no data folder and may be shown. A line is right if every mark comes
//! out with its extent, label and meaning, and nothing else does. A test in the area of each file keeps the number of
//! right lines from falling.

use anyhow::{Result, ensure};
use tidings_core::{Document, Span};

/// A file of cases.
pub struct Cases {
    /// The sections, each with its lines.
    sections: Vec<(String, Vec<String>)>,
}

/// How many lines of a file came out as marked.
#[derive(Default)]
pub struct Outcome {
    pub right: usize,
    pub all: usize,
    /// By section: its name, lines that are right, all lines.
    sections: Vec<(String, usize, usize)>,
    /// What came out instead, line by line.
    wrong: Vec<String>,
}

impl Cases {
    /// The cases of a file.
    pub fn of(text: &str) -> Self {
        let mut sections = vec![(String::new(), Vec::new())];
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if let Some(name) = line.strip_prefix("## ") {
                sections.push((name.to_owned(), Vec::new()));
            } else if !line.starts_with('#')
                && let Some((_, lines)) = sections.last_mut()
            {
                lines.push(line.to_owned());
            }
        }
        sections.retain(|(_, lines)| !lines.is_empty());
        Cases { sections }
    }

    /// Runs every line: `mark` gives the marks of a document, sorted, as label and meaning.
    pub fn run(&self, mark: impl Fn(&mut Document) -> Result<Vec<(Span, String)>>) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        for (name, lines) in &self.sections {
            let mut right = 0;
            for line in lines {
                let (day, marked) = match line.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
                    Some((day, marked)) => (Some(day), marked),
                    None => (None, line.as_str()),
                };
                let mut doc = Document::new("case", unmark(marked)?)?;
                if let Some(day) = day {
                    doc.meta.set(tidings_core::MetaField::Published, day, tidings_core::Origin::Input);
                }
                let marks = mark(&mut doc)?;
                let shown = show(doc.text(), &marks);
                if shown == marked {
                    right += 1;
                } else {
                    outcome.wrong.push(format!("- {marked}\n+ {shown}"));
                }
            }
            outcome.right += right;
            outcome.all += lines.len();
            outcome.sections.push((name.clone(), right, lines.len()));
        }
        Ok(outcome)
    }
}

impl Outcome {
    /// Prints the figures of each section and of all, and with `losses` what came out instead.
    pub fn print(&self, losses: bool) {
        println!("| cases | right | all |\n|---|---|---|");
        for (name, right, all) in &self.sections {
            println!("| {name} | {right} | {all} |");
        }
        println!("| together | {} | {} |", self.right, self.all);
        if losses {
            self.wrong.iter().for_each(|wrong| println!("{wrong}"));
        }
    }
}

/// The text of a line without its marks `[LABEL words]` and `[LABEL words = meaning]`.
fn unmark(marked: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, tail)) = rest.split_once('[') {
        let mark = tail.split_once(']').and_then(|(inside, after)| Some((inside.split_once(' ')?.1, after)));
        ensure!(mark.is_some(), "a mark is not closed or has no label: {marked}");
        let (words, after) = mark.unwrap_or_default();
        out.push_str(before);
        out.push_str(words.split_once(" = ").map_or(words, |(words, _)| words));
        rest = after;
    }
    Ok(out + rest)
}

fn show(text: &str, marks: &[(Span, String)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, meaning) in marks {
        let (label, value) =
            meaning.split_once(" = ").map_or((meaning.as_str(), None), |(l, v)| (l, Some(v)));
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push_str(&format!("[{label} {}", span.slice(text).unwrap_or("")));
        if let Some(value) = value {
            out.push_str(&format!(" = {value}"));
        }
        out.push(']');
        at = span.end as usize;
    }
    out + text.get(at..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_right_if_it_comes_out_as_marked() {
        let cases = Cases::of("# a comment\n## Section\n[GPE Oslo] slept.\n[DATE 2014 = 2014]\nNobody.\n");
        let oslo = |doc: &mut Document| {
            let found = doc.text().find("Oslo").map(|at| (Span::from_range(at..at + 4), "GPE".to_owned()));
            Ok(found.into_iter().collect())
        };
        let outcome = cases.run(oslo).unwrap();
        assert_eq!((outcome.right, outcome.all), (2, 3));
        assert_eq!(outcome.wrong, ["- [DATE 2014 = 2014]\n+ 2014"]);
        assert!(Cases::of("[GPE").run(oslo).is_err());
    }
}
