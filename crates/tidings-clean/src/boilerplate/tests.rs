//! Tests of `clean.boilerplate`.
