//! Reads JSON lines from standard input and prints how long each text is.

use tidings_core::{OffsetUnit, Registry};
use tidings_io::{Decoder, InputConfig, Inputs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = InputConfig::default();
    let decoder = Decoder::new(&config, &Registry::collect()?, OffsetUnit::CodePoint)?;
    for raw in Inputs::open(&config, &["-".to_owned()], Box::new(std::io::stdin()))? {
        if let Some(doc) = decoder.decode(&raw?)? {
            println!("{}: {} bytes", doc.id, doc.text().len());
        }
    }
    Ok(())
}
