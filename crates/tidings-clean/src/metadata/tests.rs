//! Tests of `clean.metadata`.
