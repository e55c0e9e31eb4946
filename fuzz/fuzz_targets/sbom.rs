//! Any bytes as a bill of materials: what is read is written, and reads back as the same.
#![no_main]

use sbom::{Bom, CycloneDxVersion, Licence, Stamp, Subject, SubjectKind, Tool, read, write_cyclonedx, write_spdx};
use source::FileId;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    if let Ok(licence) = Licence::parse(&text) {
        let again = Licence::parse(licence.as_str()).expect("what is written can be read");
        assert_eq!(again.as_str(), licence.as_str());
    }
    let limits = checks::limits();
    let found = read(FileId(0), &text, &limits);
    let subject = Subject { kind: SubjectKind::Application, name: "a".to_owned(), version: None, properties: Vec::new() };
    let tool = Tool { name: "b".to_owned(), version: "1".to_owned() };
    let mut bom = Bom { subject, components: found.components, tool, stamp: Stamp { seconds: 0, uuid: 0 } };
    let (mut first, mut second, mut spdx) = (Vec::new(), Vec::new(), Vec::new());
    write_spdx(&bom, "https://example.com/a", &mut spdx).expect("memory takes all");
    write_cyclonedx(&bom, CycloneDxVersion::V1_7, &mut first).expect("memory takes all");
    let text = String::from_utf8(first).expect("JSON is text");
    let again = read(FileId(0), &text, &source::Limits::default());
    assert_eq!((again.notices, again.unidentified), (Vec::new(), 0));
    bom.components = again.components;
    write_cyclonedx(&bom, CycloneDxVersion::V1_7, &mut second).expect("memory takes all");
    assert_eq!(String::from_utf8(second).as_ref(), Ok(&text));
});
