//! From drafts to the layer. Which mentions are one thing beyond the same words is for `entities.coreference` to say.

use tidings_core::Entities;

use super::draft::{Draft, View};

/// The layer of sorted drafts.
pub(super) fn link(view: &View, drafts: &[Draft]) -> Entities {
    let mentions =
        drafts.iter().map(|draft| (view.span(draft.from, draft.to), draft.label, draft.confidence));
    Entities::of_names(view.text, mentions)
}
