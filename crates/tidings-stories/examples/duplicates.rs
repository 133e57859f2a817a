//! Finds copies among a few articles.
use tidings_core::{CorpusStage, Document, Observed, OffsetUnit};
use tidings_stories::{Duplicates, DuplicatesConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stage = Duplicates::new(DuplicatesConfig { min_words: 8, ..Default::default() })?;
    let mut records = Vec::new();
    for (id, text) in [
        ("a", "The ferry to the island was cancelled on Monday, the harbor office said."),
        ("b", "THE FERRY to the island was cancelled on Monday, the harbor office said"),
        ("c", "The harbor office will open a second ticket counter in the spring."),
    ] {
        records.push(Observed {
            id: id.into(),
            record: stage.observe(&Document::new(id, text)?, OffsetUnit::CodePoint)?,
        });
    }
    println!("{}", serde_json::to_string_pretty(&stage.conclude(records)?)?);
    Ok(())
}
