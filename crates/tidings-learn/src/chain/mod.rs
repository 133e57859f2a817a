//! Linear-chain conditional random fields (Lafferty, McCallum and Pereira 2001) that find labeled spans in a sequence.
//!
//! Spans are coded as BILOU (Ratinov and Roth 2009): every type has labels for the begin, inside and last item of a span and for
//! a span of one item; everything else is outside. Transitions that no spans can give are impossible, in
//! training as in decoding.
//!
//! The scores of the labels of an item come from a [`net`](crate::net), those of two neighbors from the chain.
//!
//! Training takes **partial annotation**: an item does not have one right label but a set of possible ones, and
//! the likelihood of all sequences within the sets is maximized (Tsuboi et al. 2008). A corpus that does not
//! mark a type leaves it possible wherever nothing is marked, and so does not teach its absence.

mod decode;
mod lanes;
mod lattice;
mod loss;
mod scheme;
mod tagger;
mod train;

pub use decode::{Chain, Decoder};
pub use loss::ChainLoss;
pub use scheme::{Allowed, FoundSpan, Scheme};
pub use tagger::{ChainTagger, Pending};
pub use train::{ChainExample, ChainTrainer};

#[cfg(test)]
mod tests;
