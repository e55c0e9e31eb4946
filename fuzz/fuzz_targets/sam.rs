//! Any bytes as a SAM template, through the transform.
#![no_main]

use source::FileId;
use syntax::{Dialect, Node};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = checks::limits();
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let document = syntax::parse_one(FileId(0), "template.yaml", &text, Dialect::CloudFormation, &limits);
    let Some(template) = document.root else { return };
    match sam::transform(&template, &sam::Options::for_region("eu-west-1")) {
        Ok(transformed) => drop(Node::to_json(&transformed.template)),
        Err(error) => drop(error.to_string()),
    }
});
