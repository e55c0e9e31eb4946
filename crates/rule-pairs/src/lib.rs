//! Build-time discovery of a rule crate's pairs of Rust file and page.
