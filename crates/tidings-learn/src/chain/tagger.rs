//! Chains whose scores come from a small net over row numbers (Collobert et al. 2011).

use super::decode::{Chain, Decoder};
use crate::model::{ModelError, Section};
use crate::net::{Net, NetScratch};

/// A trained chain over a net whose hidden layer has `H` numbers.
#[derive(Clone)]
pub struct ChainTagger<const H: usize> {
    chain: Chain,
    net: Net<H>,
}

impl<const H: usize> ChainTagger<H> {
    /// A tagger from the bytes of a section, with the slots that the caller numbers rows by.
    ///
    /// # Errors
    /// If the bytes are not such a chain.
    pub fn open(section: Section, sizes: &[u32]) -> Result<Self, ModelError> {
        let (chain, rest) = Chain::open(&section)?;
        let net = Net::open(section.from(rest), sizes, chain.scheme().labels())?;
        Ok(ChainTagger { chain, net })
    }

    /// What decodes the scores.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// What gives the scores.
    pub fn net(&self) -> &Net<H> {
        &self.net
    }

    /// Adds an item with a hidden layer of [`ChainTagger::net`] to the sequence.
    #[inline]
    pub fn push(&self, decoder: &mut Decoder, hidden: &NetScratch<H>) {
        self.net.scores(hidden, self.chain.next(decoder));
    }
}
