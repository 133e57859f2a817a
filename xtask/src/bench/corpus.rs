//! A large collection made of the seed articles, to time the driver on.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;

/// What was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    pub documents: usize,
    /// Bytes of the articles, without the JSON around them.
    pub bytes: usize,
}

/// Writes JSON lines of about `bytes` bytes of text to `path`: the articles in `folder` over and over,
/// each time under another id, with another number in it and another line missing.
pub fn write(folder: &Path, path: &Path, bytes: usize) -> Result<Size> {
    let articles = articles(folder)?;
    let file = fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::new(file);
    let mut size = Size { documents: 0, bytes: 0 };
    while size.bytes < bytes {
        let round = size.documents / articles.len();
        let article = &articles[size.documents % articles.len()];
        let text = variation(&article.text, round);
        size.bytes += text.len();
        let id = format!("{}-{round}", article.name);
        let field = if article.is_page { "html" } else { "text" };
        serde_json::to_writer(&mut out, &json!({ "id": id, field: text }))?;
        out.write_all(b"\n")?;
        size.documents += 1;
    }
    out.flush()?;
    Ok(size)
}

struct Article {
    name: String,
    text: String,
    is_page: bool,
}

fn articles(folder: &Path) -> Result<Vec<Article>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut articles = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let is_page = path.extension().is_some_and(|end| end == "html");
        articles.push(Article { name: name.to_owned(), text, is_page });
    }
    if articles.is_empty() {
        bail!("there are no articles in {}", folder.display());
    }
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(articles)
}

/// The text without one of its lines, and with the number of the round in a sentence at its end.
fn variation(text: &str, round: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let left_out = round % lines.len().max(1);
    let mut out = String::with_capacity(text.len() + 40);
    for (_, line) in lines.iter().enumerate().filter(|(index, _)| round == 0 || *index != left_out) {
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&format!("Officials counted {} reports by then.\n", round + 2));
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_document_is_another_one() {
        let folder = tempfile::tempdir().unwrap();
        let articles = folder.path().join("articles");
        fs::create_dir(&articles).unwrap();
        fs::write(articles.join("a.txt"), "One.\nTwo.\nThree.\n").unwrap();
        fs::write(articles.join("b.html"), "<p>Four</p>\n").unwrap();
        let path = folder.path().join("out.jsonl");
        let size = write(&articles, &path, 400).unwrap();
        let lines = fs::read_to_string(&path).unwrap();
        let records: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(records.len(), size.documents);
        assert_eq!(records[0]["id"], "a-0");
        assert!(records[1]["html"].as_str().unwrap().starts_with("<p>"));
        let different: BTreeSet<&str> = lines.lines().collect();
        assert_eq!(different.len(), size.documents);
        let bytes: usize = records
            .iter()
            .map(|record| record.get("text").or(record.get("html")).unwrap().as_str().unwrap().len())
            .sum();
        assert_eq!(bytes, size.bytes);
        assert!((400..500).contains(&bytes), "{bytes}");
    }
}
