//! The bytes of a net: rows become 8-bit numbers that share one scale.
//!
//! ```text
//! bytes 0..12   width of the hidden layer, slots, scores (u32 each)
//! bytes 12..20  what a score of 1 is worth, what a row's 1 is worth (f32 each)
//! then          sizes of the slots (u32)
//! then          bias of the hidden layer (i16), weights of every score (i16), biases of the scores (i32), rows (i8)
//! ```

use super::LARGEST_WEIGHT;

/// Numbers beyond this share of all nonzero ones are clipped.
const CLIPPED: f64 = 0.0002;

pub(super) struct Floats<'a, const H: usize> {
    pub sizes: &'a [u32],
    pub rows: &'a [[f32; H]],
    pub bias: &'a [f32; H],
    /// The weights of the first score, then those of the second, and so on.
    pub weights: &'a [[f32; H]],
    pub score_bias: &'a [f32],
}

impl<const H: usize> Floats<'_, H> {
    pub fn bytes(&self) -> Vec<u8> {
        let row_scale = scale(self.rows.iter().flatten(), 127.0, CLIPPED);
        let weight_scale = scale(self.weights.iter().flatten(), LARGEST_WEIGHT, 0.0);
        let score_scale = row_scale * weight_scale;
        let mut bytes = Vec::new();
        for number in [H, self.sizes.len(), self.weights.len()] {
            bytes.extend((number as u32).to_le_bytes());
        }
        bytes.extend(score_scale.to_le_bytes());
        bytes.extend(row_scale.to_le_bytes());
        bytes.extend(self.sizes.iter().flat_map(|size| size.to_le_bytes()));
        let short =
            |value: &f32, scale: f32| ((value / scale).round().clamp(-16000.0, 16000.0) as i16).to_le_bytes();
        bytes.extend(self.bias.iter().flat_map(|value| short(value, row_scale)));
        bytes.extend(self.weights.iter().flatten().flat_map(|value| short(value, weight_scale)));
        bytes.extend(
            self.score_bias.iter().flat_map(|bias| ((bias / score_scale).round() as i32).to_le_bytes()),
        );
        let rows = self.rows.iter().flatten();
        bytes.extend(rows.map(|value| (value / row_scale).round().clamp(-127.0, 127.0) as i8 as u8));
        bytes
    }
}

/// What 1 is worth if the largest value that is not clipped is `largest`.
fn scale<'a>(values: impl Iterator<Item = &'a f32>, largest: f32, clipped: f64) -> f32 {
    let mut sizes: Vec<f32> = values.map(|value| value.abs()).filter(|size| *size > 1e-6).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let at = ((sizes.len() as f64 * (1.0 - clipped)) as usize).min(sizes.len() - 1);
    let (_, size, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    *size / largest
}
