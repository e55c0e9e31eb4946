//! The `maremma` command.

fn main() {}
