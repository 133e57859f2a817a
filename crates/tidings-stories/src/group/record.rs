//! What `stories.group` keeps of one document: half a kilobyte, whatever its length.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tidings_core::{Document, MetaField};

use super::background::Background;
use super::terms::{Term, terms_of};
use crate::digits;

/// The record of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupRecord {
    /// The day of publication, `YYYY-MM-DD`, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<String>,
    /// The terms that say most.
    pub(super) terms: Terms,
}

/// The terms of a document, ascending by hash.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Terms(pub(super) Vec<Term>);

impl Terms {
    /// The hashes with their counts, for comparing records.
    pub(super) fn hashes(&self) -> Vec<u64> {
        self.0.iter().map(|term| term.hash << 6 | u64::from(term.count.min(63))).collect()
    }
}

impl GroupRecord {
    pub(super) fn of(doc: &Document, background: &Background) -> Self {
        let day = doc.meta.get(MetaField::Published).and_then(|date| date.get(..10)).map(str::to_owned);
        let (title, body) = title_and_body(doc);
        GroupRecord { day, terms: Terms(terms_of(title, body, background)) }
    }
}

/// A first line of more words is no title.
const MOST_TITLE_WORDS: usize = 30;

/// The title and the rest of the text: the title counts the same whether it stands in a field of its own or above
/// the text.
fn title_and_body(doc: &Document) -> (&str, &str) {
    let text = doc.text().trim_start();
    if let Some(title) = doc.meta.get(MetaField::Title) {
        return (title, text.strip_prefix(title).unwrap_or(text));
    }
    match text.split_once('\n') {
        Some((line, body))
            if line.split_whitespace().nth(MOST_TITLE_WORDS).is_none() && !body.trim().is_empty() =>
        {
            (line, body)
        }
        _ => ("", text),
    }
}

/// Characters of a hash.
const HASH_LEN: usize = 6;
/// Characters of a term: its hash and its count.
const TERM_LEN: usize = HASH_LEN + 1;

impl Serialize for Terms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(self.0.len() * TERM_LEN);
        for term in &self.0 {
            digits::push(&mut text, term.hash, HASH_LEN);
            digits::push(&mut text, u64::from(term.count.min(63)), 1);
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let broken = || serde::de::Error::custom("the terms are not those that Tidings wrote");
        let mut terms: Vec<Term> = Vec::with_capacity(text.len() / TERM_LEN);
        for chunk in text.as_bytes().chunks(TERM_LEN) {
            let (hash, count) = chunk.split_at_checked(HASH_LEN).ok_or_else(broken)?;
            let hash = digits::read(hash).ok_or_else(broken)?;
            let count = digits::read(count).filter(|_| count.len() == 1).ok_or_else(broken)?;
            if terms.last().is_some_and(|last| last.hash >= hash) {
                return Err(broken());
            }
            terms.push(Term { hash, count: count as u32 });
        }
        Ok(Terms(terms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_json_and_refuses_nonsense() {
        let text: String = (0..400).map(|word| format!("word{word} ")).collect();
        let doc = Document::new("a", text.repeat(3)).expect("is short");
        let record = GroupRecord::of(&doc, Background::embedded());
        let json = serde_json::to_string(&record).expect("writes");
        assert!(json.len() < 500, "{} bytes", json.len());
        let read: GroupRecord = serde_json::from_str(&json).expect("reads");
        assert_eq!(read, record);
        for nonsense in ["\"abc\"", "\"------1------1\"", "\"??????1\"", "3"] {
            assert!(serde_json::from_str::<Terms>(nonsense).is_err(), "{nonsense}");
        }
    }
}
