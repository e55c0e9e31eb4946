//! Any bytes as a package URL, as versions and ranges of every scheme, as an advisory and as an index of advisories.
#![no_main]

use std::collections::BTreeMap;

use deps::{Advisory, Index, build};
use packages::{Ecosystem, Purl};
use source::FileId;
use versions::{Range, Scheme, Vers, Version};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    if let Ok(purl) = text.parse::<Purl>() {
        let printed = purl.to_string();
        let again: Purl = printed.parse().expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
    let (one, two) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(vers) = Vers::normalize(&text) {
        let printed = vers.to_string();
        assert_eq!(Vers::parse(&printed).expect("what is printed can be read").to_string(), printed);
    }
    for scheme in Scheme::ALL {
        let _ = Vers::from_native(scheme, one);
        let contained = Range::parse(scheme, one).map(|range| range.contains(&Version::parse(scheme, two)));
        drop(contained);
        let (one, two) = (Version::parse(scheme, one), Version::parse(scheme, two));
        assert_eq!(one.cmp(&two), two.cmp(&one).reverse());
        assert_eq!(one == two, one.cmp(&two).is_eq());
    }
    if let Ok(advisory) = Advisory::parse(&text) {
        let bytes = build(std::slice::from_ref(&advisory), &BTreeMap::new()).expect("it is small");
        let index = Index::open(&bytes).expect("it was just built");
        for affected in &advisory.affected {
            for text in ["0", "1.0.0", "2.0.0-rc.1"] {
                let version = Version::parse(affected.ecosystem.scheme(), text);
                let found = index.about(affected.ecosystem, &affected.name, &version).expect("it is whole");
                assert_eq!(!found.is_empty(), advisory.concerns(affected.ecosystem, &affected.name, &version));
            }
        }
    }
    if let Ok(index) = Index::open(bytes) {
        let _ = index.stocks();
        for ecosystem in Ecosystem::ALL {
            let _ = index.vulnerabilities(ecosystem, "x", &Version::parse(ecosystem.scheme(), "1.0.0"));
            let _ = index.upgrade(ecosystem, "x", &Version::parse(ecosystem.scheme(), "1.0.0"));
        }
    }
});
