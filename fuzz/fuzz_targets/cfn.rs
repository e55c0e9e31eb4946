//! Any bytes as a template, through the whole loader.
#![no_main]

use source::{Limits, MemoryFiles};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let files = MemoryFiles::new([("template.yaml", bytes)]);
    let limits = Limits { steps: 10_000, ..checks::limits() };
    let options = load::Options { limits, ..load::Options::default() };
    let loaded = load::load(&files, &options);
    assert!(loaded.templates <= 1);
});
