//! The published weights: a safetensors file, which is a length, a table in JSON and the numbers.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use tidings_learn::random::Random;

use super::encoder::Vectors;
use super::layout::{self, Linear, Norm, WIDTH};

/// The numbers of a file, by name.
struct Published {
    tensors: HashMap<String, Range<usize>>,
    bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    data_offsets: [usize; 2],
}

impl Published {
    fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::open(bytes).with_context(|| format!("{} holds no weights", path.display()))
    }

    fn open(mut bytes: Vec<u8>) -> Result<Self> {
        let head = bytes.first_chunk::<8>().context("it is too short")?;
        let start = usize::try_from(u64::from_le_bytes(*head))?.saturating_add(8);
        let table = bytes.get(8..start).context("its table is cut off")?;
        let table: HashMap<String, serde_json::Value> = serde_json::from_slice(table)?;
        let mut tensors = HashMap::new();
        for (name, entry) in table {
            // Other types of number and the notes of whoever wrote the file.
            let Ok(Tensor { dtype, data_offsets: [from, to] }) = serde_json::from_value(entry) else {
                continue;
            };
            if dtype == "F32" {
                ensure!(from <= to && to <= bytes.len() - start, "{name} is cut off");
                tensors.insert(name, from..to);
            }
        }
        bytes.drain(..start);
        Ok(Published { tensors, bytes })
    }

    fn get(&self, name: &str) -> Result<impl Iterator<Item = f32> + '_> {
        let range = self.tensors.get(name).with_context(|| format!("it lacks {name}"))?;
        Ok(self.bytes[range.clone()].as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)))
    }

    fn copy(&self, name: &str, into: &mut [f32]) -> Result<()> {
        let numbers: Vec<f32> = self.get(name)?.collect();
        ensure!(numbers.len() == into.len(), "{name} has {} numbers, not {}", numbers.len(), into.len());
        into.copy_from_slice(&numbers);
        Ok(())
    }

    fn linear(&self, names: &[String], part: Linear, weights: &mut [f32]) -> Result<()> {
        let (matrix, shift) = part.of_mut(weights);
        let rows = matrix
            .chunks_exact_mut(matrix_len(part, names))
            .zip(shift.chunks_exact_mut(part.outputs / names.len()));
        for (name, (matrix, shift)) in names.iter().zip(rows) {
            self.copy(&format!("{name}.weight"), matrix)?;
            self.copy(&format!("{name}.bias"), shift)?;
        }
        Ok(())
    }

    fn norm(&self, name: &str, part: Norm, weights: &mut [f32]) -> Result<()> {
        let (gain, shift) = part.of_mut(weights);
        self.copy(&format!("{name}.weight"), gain)?;
        self.copy(&format!("{name}.bias"), shift)
    }
}

fn matrix_len(part: Linear, names: &[String]) -> usize {
    part.inputs * part.outputs / names.len()
}

/// Reads the encoder for a number of labels and transitions; what is new begins small and by chance.
pub fn read(path: &Path, labels: usize, transitions: usize, seed: u64) -> Result<(Vectors, Vec<f32>)> {
    let published = Published::read(path)?;
    let scores = layout::scores(labels);
    let mut weights = vec![0.0; scores.end() + transitions];
    for number in 0..layout::LAYERS {
        let (parts, weights) = (layout::layer(number), &mut weights);
        let name = |part: &str| format!("encoder.layer.{number}.{part}");
        let heads = ["query", "key", "value"].map(|kind| name(&format!("attention.self.{kind}")));
        published.linear(&heads, parts.attention, weights)?;
        published.linear(&[name("attention.output.dense")], parts.gathered, weights)?;
        published.norm(&name("attention.output.LayerNorm"), parts.attention_norm, weights)?;
        published.linear(&[name("intermediate.dense")], parts.widen, weights)?;
        published.linear(&[name("output.dense")], parts.narrow, weights)?;
        published.norm(&name("output.LayerNorm"), parts.norm, weights)?;
    }
    published.norm("embeddings.LayerNorm", layout::INPUT_NORM, &mut weights)?;
    let mut random = Random::new(seed);
    let (matrix, _) = scores.of_mut(&mut weights);
    matrix.iter_mut().for_each(|weight| *weight = (random.share() - 0.5) * 0.06);
    let vectors = Vectors {
        pieces: published.get("embeddings.word_embeddings.weight")?.collect(),
        places: published.get("embeddings.position_embeddings.weight")?.collect(),
        text: published.get("embeddings.token_type_embeddings.weight")?.take(WIDTH).collect(),
    };
    ensure!(vectors.places.len() == 512 * WIDTH && vectors.text.len() == WIDTH, "it is another encoder");
    Ok((vectors, weights))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(table: &str, numbers: &[f32]) -> Vec<u8> {
        let mut bytes = (table.len() as u64).to_le_bytes().to_vec();
        bytes.extend(table.as_bytes());
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_file_is_read_by_its_table() {
        let table =
            r#"{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#;
        let published = Published::open(file(table, &[1.0, 2.0, 3.0])).unwrap();
        assert_eq!(published.get("a").unwrap().collect::<Vec<_>>(), [2.0, 3.0]);
        assert!(published.copy("a", &mut [0.0; 3]).is_err(), "of another size");
        assert!(published.get("b").is_err());
    }

    #[test]
    fn a_damaged_file_is_told() {
        let table = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#;
        let whole = file(table, &[1.0, 2.0, 3.0]);
        for length in [0, 4, 20, whole.len() - 1] {
            assert!(Published::open(whole[..length].to_vec()).is_err(), "{length}");
        }
    }
}
