//! What the trained stages look at in a token: its form, shape, affixes and word clusters, computed once for all of
//! them.

mod clusters;
mod describe;
mod stage;

pub use clusters::{ClusterLookup, ClusterTable, cluster_section};
pub use describe::{describe, lower_hash};
pub use stage::{Describer, DescriberConfig};

#[cfg(test)]
mod tests;
