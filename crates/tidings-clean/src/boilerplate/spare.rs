//! What looks like a byline or a comment and is the head of a post or a turn, or a post of a thread.

use tidings_core::{DocumentKind, Parts, RegionKind};

use super::stage::Sorter;

impl Sorter<'_> {
    /// Takes the label of a byline from the lines that posts and turns begin with, and that of a comment from the posts of a thread. In an
    /// article that holds questions and answers nothing is spared.
    pub(crate) fn spare(&mut self, (kind, parts): &(DocumentKind, Parts)) {
        if *kind == DocumentKind::Article {
            return;
        }
        for (line, label) in self.lines.iter().zip(&mut self.labels) {
            let Some(part) = parts.at(line.span.start) else { continue };
            let taken = label.as_ref().is_some_and(|label| match label.kind {
                RegionKind::Byline => line.span.start < part.body.start,
                RegionKind::Comment => *kind == DocumentKind::Thread,
                _ => false,
            });
            if taken {
                *label = None;
            }
        }
    }
}
