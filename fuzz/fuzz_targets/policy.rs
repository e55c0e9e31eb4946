//! Any bytes as a policy document: what was read is written out again without loss.
#![no_main]

use policy::PolicyDocument;
use source::FileId;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = checks::limits();
    let (document, notices) = PolicyDocument::from_json(FileId(0), bytes, &limits);
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    for notice in &notices {
        assert!(!notice.message.is_empty());
    }
    let Some(root) = syntax::parse_json(FileId(0), &text, &limits).root else { return };
    // A number beyond all floats is infinite, which JSON cannot say.
    if !checks::is_finite(&root) {
        return;
    }
    let written = document.to_node();
    assert!(written == root, "{} was read as {}", root.to_json(), written.to_json());
    for json in [document.to_json(), document.to_json_pretty()] {
        let deeper = source::Limits { depth: 1000, ..limits.clone() };
        let (again, _) = PolicyDocument::from_json(FileId(0), json.as_bytes(), &deeper);
        assert!(again.to_node() == root, "{json} reads back as something else");
        assert_eq!(again.statements.len(), document.statements.len());
    }
});
