//! Cleans a short article and shows what was removed, and why.

use tidings_clean::{Boilerplate, BoilerplateConfig};
use tidings_core::{Document, Regions, Stage, StageType};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "Listen to the article\nPort Reopens\nVARNA — The port opened on Monday.\nPhoto: Ada Lund / Harbor Echo";
    let mut doc = Document::new("port", text)?;
    Boilerplate::new(BoilerplateConfig::default())?.process(&mut doc)?;
    println!("{}", doc.text());
    for region in doc.get::<Regions>().into_iter().flat_map(Regions::iter).filter(|region| region.removed) {
        println!("- {}: {} ({})", region.kind, doc.source_slice(region.source), region.reason);
    }
    Ok(())
}
