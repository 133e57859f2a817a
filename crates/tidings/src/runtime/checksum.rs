//! What an input was when it was read, in 32 bits.

use serde::{Deserialize, Serialize};
use tidings_io::{InputFailure, RawInput};

/// The CRC-32 of the bytes of an input and of the JSON file beside it; none of an input that could not be read.
///
/// A run that goes on with another one knows by it what was edited in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputChecksum(Option<u32>);

impl InputChecksum {
    /// Of an input as it was read.
    pub fn of(input: &Result<RawInput, InputFailure>) -> Self {
        let Ok(input) = input else { return InputChecksum(None) };
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&input.bytes);
        if let Some(side) = &input.side {
            hasher.update(side);
        }
        InputChecksum(Some(hasher.finalize()))
    }

    /// Whether the input could not be read.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }
}
