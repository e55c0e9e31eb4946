//! Any bytes as a bundle, as the source map of one, as the code of a package and as an index of packages.
#![no_main]

use std::sync::LazyLock;

use packages::{Bundle, BundleIndex, Candidate, IndexedPackage, build_bundle_index, is_bundle, read_bundle};
use source::FileId;

/// Code of a package, parts of which the fuzzer finds to put into its bundles.
const CODE: &str = "exports.a = (b) => b.left.right.up(`down ${b.strange} charmed`, /top[/]bottom/.test(b)).then.when.where;";

static INDEX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let packages = ["1.0.0", "1.1.0", "2.0.0"].map(|version| {
        let code = CODE.replace("when", &format!("when{version}"));
        IndexedPackage::of_files("left", version, vec!["right".to_owned()], [code.as_str()])
    });
    build_bundle_index(&packages).expect("it is small")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let (bundle, map) = text.split_once("\n=====\n").unwrap_or((&text, ""));
    let map = Some(map).filter(|map| !map.is_empty());
    let candidates = [("left", "1.0.0"), ("left", "2.0.0"), ("right", "0.1.0")].map(|(name, version)| Candidate {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        needs: vec!["right".to_owned()],
    });
    let _ = is_bundle(bundle);
    let index = BundleIndex::open(&INDEX).expect("it was just built");
    let limits = checks::limits();
    for candidates in [&candidates[..], &[]] {
        let read = || read_bundle(FileId(0), bundle, map, candidates, &index, &limits);
        let found = read();
        check(&found, bundle);
        assert!(found == read(), "the same bytes are something else");
    }
    if let Some(index) = BundleIndex::open(bytes) {
        check(&read_bundle(FileId(0), CODE, None, &candidates, &index, &limits), CODE);
    }
    let own = IndexedPackage::of_files("any", "1.0.0", Vec::new(), [bundle]);
    let built = build_bundle_index(&[own]).expect("it is small");
    assert_eq!(BundleIndex::open(&built).expect("it was just built").packages(), 1);
});

/// Panics unless a bundle keeps its promises.
fn check(found: &Bundle, text: &str) {
    assert_eq!(found.identified_bytes + found.unknown_bytes, text.len() as u64);
    for own in &found.packages {
        assert!(!own.name.is_empty() && own.at <= text.len(), "{own:?}");
    }
    assert!(found.packages.is_sorted_by_key(|own| &own.name));
}
