//! Text and the positions in it: spans, the alignment with the source, edits, offset units.

mod alignment;
mod edit;
mod offsets;
mod span;

pub use alignment::{Alignment, Run};
pub use edit::{Edit, EditError, EditList, Mark};
pub(crate) use edit::{apply, join};
pub use offsets::{OffsetIndex, OffsetUnit};
pub use span::Span;
