//! Tests of the clause around a date.
