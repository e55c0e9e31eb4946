//! Any bytes as an archive, as an archive inside of one, and as each file that says something of a package.
#![no_main]

use packages::{Shipment, merged, read_archive, read_folder};
use source::{FileId, Limits, MemoryFiles};

/// Files of every kind that is read, but for lockfiles, which have readers of their own.
const PATHS: [&str; 10] = [
    "META-INF/maven/g/a/pom.properties",
    "X.deps.json",
    "a-1.dist-info/METADATA",
    "a-1.dist-info/RECORD",
    "a-1.dist-info/direct_url.json",
    "b.egg-info/PKG-INFO",
    "b.egg-info/top_level.txt",
    "lib/a-1.jar",
    "node_modules/a/package.json",
    "specifications/a-1.gemspec",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { files: 100, unpacked_bytes: 1 << 22, held_bytes: 1 << 20, ..checks::limits() };
    let archive = read_archive(FileId(0), "a.zip", bytes, &limits);
    check(&archive, &limits);
    assert!(archive == read_archive(FileId(0), "a.zip", bytes, &limits), "the same bytes are something else");
    let folder = read_folder(&MemoryFiles::new(PATHS.map(|path| (path, bytes))), "", &(0..10).map(FileId).collect::<Vec<_>>(), &limits);
    check(&folder, &limits);
    let all = archive.packages.len() + folder.packages.len();
    let merged = merged(&[&archive], &folder);
    assert_eq!(merged.taken.len() + merged.shadowed.len(), all);
});

/// Panics unless a shipment keeps its promises.
fn check(shipment: &Shipment, limits: &Limits) {
    assert!(shipment.notices.len() <= 1004, "{} notices", shipment.notices.len());
    let entries: usize = shipment.coverage.iter().map(|row| row.entries).sum();
    assert!(entries <= limits.files, "{entries} files");
    for shipped in &shipment.packages {
        assert!(!shipped.package.written_name.is_empty(), "{shipped:?}");
        let inside = &shipped.inside;
        assert!(inside.split(['/', '\\']).all(|part| part != ".."), "{inside} leads out");
    }
    assert!(shipment.packages.is_sorted_by_key(|shipped| &shipped.inside));
}
