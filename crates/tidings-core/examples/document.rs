//! A document loses a share bar; what is left still leads to its place in the source.

use tidings_core::{Document, EditList, RegionKind, Regions, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut doc = Document::new("a", "Share this\nThe talks ended.")?;
    let mut edits = EditList::new();
    edits.delete(Span::new(0, 11), RegionKind::Share, "share bar");
    doc.edit(edits)?;
    println!("text: {}", doc.text());
    println!("`talks` in the source: {:?}", doc.alignment().source_of(Span::new(4, 9)));
    println!("removed: {:?}", doc.get::<Regions>());
    Ok(())
}
