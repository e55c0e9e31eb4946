//! Any bytes as YAML, in both dialects.
#![no_main]

use source::FileId;
use syntax::Dialect;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = checks::limits();
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    for dialect in [Dialect::Plain, Dialect::CloudFormation] {
        let documents = syntax::parse_yaml(FileId(0), &text, dialect, &limits);
        assert!(!documents.is_empty());
        documents.iter().for_each(|document| checks::check(&text, document, &limits));
    }
});
