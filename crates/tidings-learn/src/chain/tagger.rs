//! Chains whose scores come from a small net over row numbers (Collobert et al. 2011).

use super::decode::{Chain, Decoder};
use crate::model::{ModelError, Section};
use crate::net::{Net, NetScratch, RowSums};

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

    /// Adds an item to the sequence: what some of its rows were summed to before, and the other rows. Its scores are worked out
    /// when the next item comes, or by [`ChainTagger::finish`], so that the memory has time to bring the rows.
    #[inline]
    pub fn push(&self, decoder: &mut Decoder, pending: &mut Pending<H>, sums: &RowSums<H>, rows: &[u32]) {
        self.net.fetch(rows);
        self.finish(decoder, pending);
        pending.sums = *sums;
        pending.rows.extend_from_slice(rows);
        pending.waits = true;
    }

    /// Works out the scores of the last item, before the sequence is decoded.
    #[inline]
    pub fn finish(&self, decoder: &mut Decoder, pending: &mut Pending<H>) {
        let Pending { sums, rows, waits, hidden } = pending;
        if std::mem::take(waits) {
            self.net.hide_with(rows, [sums], hidden);
            self.net.scores(hidden, self.chain.next(decoder));
        }
        rows.clear();
    }
}

/// The item of a sequence whose rows are on their way.
#[derive(Clone, Debug, Default)]
pub struct Pending<const H: usize> {
    sums: RowSums<H>,
    rows: Vec<u32>,
    waits: bool,
    hidden: NetScratch<H>,
}
