//! Development figures of `clean.wrapping`: news that nobody has wrapped must stay as it is, and the same news, wrapped, must
//! come back.

use anyhow::{Context, Result};
use tidings_clean::{Wrapping, WrappingConfig};
use tidings_core::{Document, Stage, StageType};

use super::data::{articles, news};
use crate::Job;

/// The widths at which texts are wrapped, in columns.
const WIDTHS: [usize; 4] = [60, 65, 72, 78];
/// How paragraphs are set apart: the name, what goes before each, and what between two.
const STYLES: [(&str, &str, &str); 3] =
    [("blank lines", "", "\n\n"), ("indents", "    ", "\n"), ("neither", "", "\n")];
/// How many texts of a file are wrapped, at most, and how many bytes they have, at least.
const TEXTS: usize = 200;
const LEAST: usize = 400;

/// Prints how many texts stay as they are, and how many come back.
pub fn eval(job: &Job) -> Result<()> {
    let stage = Wrapping::new(WrappingConfig::default())?;
    for file in ["text_dumps.jsonl.gz", "text_residue.jsonl.gz"] {
        let texts: Vec<String> =
            articles(&job.data, file)?.into_iter().map(|article| article.input).collect();
        unchanged(&stage, file, &texts)?;
    }
    for file in [
        "summaries/bbc_train.jsonl.gz",
        "claims/polnear_train.jsonl.gz",
        "entities/wikinews-2019-2020.raw.jsonl",
    ] {
        let texts: Vec<String> =
            news(&job.data, file, 1, usize::MAX)?.into_iter().map(|news| news.text).collect();
        unchanged(&stage, file, &texts)?;
        let long = texts.iter().filter(|text| text.len() >= LEAST).take(TEXTS);
        let texts: Vec<Vec<String>> = long.map(|text| paragraphs(text)).collect();
        for (style, indent, between) in STYLES {
            let restored = |width: &usize| restored(&stage, &texts, *width, indent, between);
            let back = WIDTHS.iter().map(restored).collect::<Result<Vec<_>>>()?;
            println!("wrapped at {WIDTHS:?}, {style}, {file}: {back:?} of {} come back", texts.len());
        }
    }
    Ok(())
}

fn unchanged(stage: &Wrapping, file: &str, texts: &[String]) -> Result<()> {
    let mut changed = 0;
    for text in texts {
        changed += usize::from(join(stage, text)? != *text);
    }
    println!("not wrapped, {file}: {changed} of {} change", texts.len());
    Ok(())
}

fn restored(
    stage: &Wrapping,
    texts: &[Vec<String>],
    width: usize,
    indent: &str,
    between: &str,
) -> Result<usize> {
    let mut back = 0;
    for paragraphs in texts {
        let wrapped: Vec<String> = paragraphs.iter().map(|text| wrap(text, width, indent)).collect();
        let plain: Vec<String> = paragraphs.iter().map(|text| format!("{indent}{text}")).collect();
        back += usize::from(join(stage, &wrapped.join(between))? == plain.join(between));
    }
    Ok(back)
}

fn join(stage: &Wrapping, text: &str) -> Result<String> {
    let mut doc = Document::new("a", text)?;
    stage.process(&mut doc).context("clean.wrapping")?;
    Ok(doc.text().to_owned())
}

/// The paragraphs of a text, with single spaces.
fn paragraphs(text: &str) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(words).filter(|line| !line.is_empty()).collect()
}

/// Wraps a paragraph: every row takes as many words as fit.
fn wrap(paragraph: &str, width: usize, indent: &str) -> String {
    let (mut out, mut columns) = (indent.to_owned(), indent.len());
    for (at, word) in paragraph.split(' ').enumerate() {
        let len = word.chars().count();
        if at > 0 && columns + 1 + len > width {
            out.push('\n');
            columns = 0;
        } else if at > 0 {
            out.push(' ');
            columns += 1;
        }
        out.push_str(word);
        columns += len;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_take_as_many_words_as_fit() {
        assert_eq!(wrap("The port of Varna opened.", 11, ""), "The port of\nVarna\nopened.");
        assert_eq!(wrap("The port of Varna", 11, "  "), "  The port\nof Varna");
    }
}
