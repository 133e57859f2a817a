//! Tests of the tokenizer: expected tokens are written with `|` between those that touch.

