//! Tests of `clean.page`.
