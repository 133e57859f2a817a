//! A pipeline by names, without a configuration file.

use tidings::{Claims, Document, Pipeline};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = tidings::registry()?;
    let pipeline = Pipeline::builder(&registry).stage("clean.unicode").stage("claims.attribution").build()?;
    let mut doc = Document::new("example", "The talks failed, Moscow said on Tuesday.")?;
    pipeline.process(&mut doc)?;
    for claim in &doc.get::<Claims>().ok_or("no claims")?.0 {
        println!("{:?}: {}", claim.source.map(|span| doc.slice(span)), doc.slice(claim.content[0]));
    }
    Ok(())
}
