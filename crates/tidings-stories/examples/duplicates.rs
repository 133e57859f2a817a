//! Tells that one article is a copy of the other.
use tidings_core::{Conclusions, CorpusStage, Document, Observed, OffsetUnit};
use tidings_stories::{Duplicates, DuplicatesConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stage = Duplicates::new(DuplicatesConfig { min_words: 8, ..Default::default() })?;
    let mut records = vec![];
    for (id, text) in [
        ("a", "The ferry to the island was cancelled on Monday, the harbor office said."),
        ("b", "THE FERRY to the island was cancelled on Monday, the harbor office said"),
    ] {
        let doc = Document::new(id, text)?;
        records.push(Observed { id: id.into(), record: stage.observe(&doc, OffsetUnit::CodePoint)? });
    }
    println!("{}", serde_json::to_string_pretty(&stage.conclude(records, &Conclusions::default())?)?);
    Ok(())
}
