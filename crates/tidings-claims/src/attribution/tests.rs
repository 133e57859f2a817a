//! Tests of `claims.attribution`.
