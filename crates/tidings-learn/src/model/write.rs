//! Writing a model file.

use serde_json::json;

use super::{HEAD, MAGIC, Metadata, VERSION, padding};

/// Collects the sections of a model and lays them out.
///
/// ```
/// use tidings_learn::{Metadata, Model, ModelWriter};
///
/// let mut writer = ModelWriter::new(Metadata { name: "example".into(), ..Metadata::default() });
/// writer.section("numbers", vec![1, 2, 3]);
/// let model = Model::from_bytes(writer.into_bytes()).unwrap();
/// assert_eq!(model.metadata().name, "example");
/// assert_eq!(&*model.section("numbers").unwrap(), [1, 2, 3]);
/// ```
pub struct ModelWriter {
    metadata: Metadata,
    sections: Vec<(String, Vec<u8>)>,
}

impl ModelWriter {
    /// A model without sections yet.
    pub fn new(metadata: Metadata) -> Self {
        ModelWriter { metadata, sections: Vec::new() }
    }

    /// Adds a section.
    pub fn section(&mut self, name: impl Into<String>, bytes: Vec<u8>) -> &mut Self {
        self.sections.push((name.into(), bytes));
        self
    }

    /// The file.
    pub fn into_bytes(self) -> Vec<u8> {
        let lengths: Vec<_> = self.sections.iter().map(|(name, bytes)| (name, bytes.len())).collect();
        let head = json!({ "metadata": self.metadata, "sections": lengths }).to_string();
        let mut rest = head.as_bytes().to_vec();
        for (_, section) in &self.sections {
            rest.resize(rest.len() + padding(HEAD + rest.len(), section.len()), 0);
            rest.extend_from_slice(section);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(crc32fast::hash(&rest).to_le_bytes());
        bytes.extend((head.len() as u32).to_le_bytes());
        bytes.extend(rest);
        bytes
    }
}
