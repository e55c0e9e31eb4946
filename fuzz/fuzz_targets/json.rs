//! Any bytes as JSON, and as whatever the content looks like.
#![no_main]

use source::FileId;
use syntax::Dialect;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = checks::limits();
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    checks::check(&text, &syntax::parse_json(FileId(0), &text, &limits), &limits);
    let document = syntax::parse_one(FileId(0), "t.json", &text, Dialect::CloudFormation, &limits);
    checks::check(&text, &document, &limits);
});
