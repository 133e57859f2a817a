//! For the tests of the report: a small run on the disk, and a look at what a page is made of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use html5gum::{Token, Tokenizer};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Elements that have no end tag.
const VOID: [&str; 3] = ["meta", "input", "br"];

/// A folder as a run leaves it.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new(documents: &[Value]) -> Self {
        let folder = Folder(tempfile::tempdir().expect("folder"));
        let lines: Vec<String> = documents.iter().map(|document| format!("{document}\n")).collect();
        folder.file("documents.jsonl", lines.concat());
        folder
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), content).expect("written");
    }

    pub(super) fn page(&self) -> PathBuf {
        self.path().join("report.html")
    }

    /// The page.
    pub(super) fn report(&self) -> String {
        super::write(self.path(), &self.page()).expect("a report");
        std::fs::read_to_string(self.page()).expect("the page")
    }

    /// Why there is none.
    pub(super) fn refused(&self) -> String {
        let error = super::write(self.path(), &self.page()).expect_err("refused");
        assert!(!self.page().exists());
        error.to_string()
    }
}

/// A document without annotations.
pub(super) fn plain(id: &str, text: &str) -> Value {
    json!({"id": id, "format_version": 1, "offsets": "codepoint", "meta": {"title": id}, "text": text})
}

/// A document in which somebody says something. `at` gives every offset in the unit that `offsets` names.
pub(super) fn speaking(id: &str, offsets: &str, at: impl Fn(usize) -> usize) -> Value {
    let text = "Łucja Nowak 🚢 said the pier of Gdynia is closed. Nobody answered.";
    let place = |words: &str| {
        let start = text.find(words).expect("words");
        (at(start), at(start + words.len()))
    };
    let (source, cue, content) =
        (place("Łucja Nowak 🚢"), place("said"), place("the pier of Gdynia is closed"));
    let (name, town) = (place("Łucja Nowak"), place("Gdynia"));
    let (first, second) =
        (place(text.split_inclusive(". ").next().expect("one").trim()), place("Nobody answered."));
    let sentence = |(start, end): (usize, usize), paragraph: usize| json!({"start": start, "end": end, "paragraph": paragraph, "kind": "prose", "first_token": 0, "end_token": 0});
    json!({
        "id": id, "format_version": 1, "offsets": offsets, "text": text,
        "meta": {"title": "Pier closed", "publisher": "The Quay", "published": "2025-03-04T10:00", "url": "https://quay.test/1", "desk": 7},
        "regions": [
            {"kind": "widget", "source_start": 0, "source_end": 1, "removed": true, "reason": "cue"},
            {"kind": "photo_credit", "source_start": 1, "source_end": 2, "removed": true, "reason": "cue"},
            {"kind": "body", "source_start": 2, "source_end": 3, "removed": false, "reason": "text"},
        ],
        "sentences": [sentence(first, 0), sentence(second, 0)],
        "entities": [
            {"start": name.0, "end": name.1, "label": "PERSON", "text": "Łucja Nowak", "entity": 0, "confidence": 0.9},
            {"start": town.0, "end": town.1, "label": "GPE", "text": "Gdynia", "entity": 1, "confidence": 0.9},
        ],
        "entity_index": [
            {"id": 0, "name": "Łucja Nowak", "label": "PERSON", "mentions": 1, "aliases": ["Nowak"], "roles": ["captain"]},
            {"id": 1, "name": "Gdynia", "label": "GPE", "mentions": 1, "aliases": []},
        ],
        "claims": [{
            "source": {"start": source.0, "end": source.1, "text": "Łucja Nowak 🚢", "entity": 0},
            "cue": {"start": cue.0, "end": cue.1, "text": "said", "lemma": "say"}, "cue_class": "says",
            "content": [{"start": content.0, "end": content.1}], "text": "the pier of Gdynia is closed",
            "sentence": 0, "kind": "indirect", "modality": "hedged", "negated": true, "checkworthy": 0.8,
            "confidence": 0.75, "reasons": ["an event in the past"],
        }],
        "checkworthiness": [
            {"start": first.0, "end": first.1, "score": 0.9, "reasons": ["an event in the past"]},
            {"start": second.0, "end": second.1, "score": 0.1, "reasons": []},
        ],
        "summary": [{"start": first.0, "end": first.1, "text": "Łucja Nowak 🚢 said the pier of Gdynia is closed.", "score": 1.0, "reasons": []}],
        "keyphrases": [{"text": "Gdynia", "score": 2.0, "spans": [{"start": town.0, "end": town.1}]}],
    })
}

/// What a page is made of.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) elements: Vec<String>,
    pub(super) ids: BTreeSet<String>,
    /// Links within the page.
    pub(super) links: BTreeSet<String>,
    /// Every other address.
    pub(super) addresses: Vec<String>,
}

/// Takes a page apart.
///
/// # Panics
/// If elements do not nest, or two have one id.
pub(super) fn parts(page: &str) -> Parts {
    let mut parts = Parts::default();
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                for (attribute, value) in &tag.attributes {
                    let value = String::from_utf8_lossy(value).into_owned();
                    match &attribute[..] {
                        b"id" => {
                            assert!(parts.ids.insert(value.clone()), "two elements have the id `{value}`")
                        }
                        b"href" => match value.strip_prefix('#') {
                            Some(id) => drop(parts.links.insert(id.to_owned())),
                            None => parts.addresses.push(value),
                        },
                        b"src" | b"srcset" | b"action" | b"style" => parts.addresses.push(value),
                        other => assert!(!other.starts_with(b"on"), "an element runs a script: {other:?}"),
                    }
                }
                parts.elements.push(name.clone());
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(
                    open.pop().as_deref(),
                    Some(name.as_str()),
                    "after {} elements",
                    parts.elements.len()
                );
            }
            Token::Error(error) => panic!("{error:?} after {} elements", parts.elements.len()),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    parts
}
