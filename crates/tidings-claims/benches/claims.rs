//! Throughput of both stages on generated news text.
fn main() {}
