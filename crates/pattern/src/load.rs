//! From rule files to rules.

mod classic;
mod condition;
mod file;
mod formula;
mod join;
mod metadata;
mod options;
mod reader;
mod rule;
mod taint;
mod v2;

pub use file::{is_rule_path, load, load_files, out_of_scope};

#[cfg(test)]
mod tests;
