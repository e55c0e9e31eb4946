//! Any bytes as a tar, as layers of images, and as each database of a distribution.
#![no_main]

use packages::{Shipment, read_archive, read_layout};
use source::{FileId, Files as _, Limits, MemoryFiles};

/// What a file system has that is read, and a name for another of them.
const PATHS: [&str; 9] = [
    "etc/os-release",
    "lib/apk/db/installed",
    "usr/lib/sysimage/rpm/Packages.db",
    "var/lib/dpkg/info/a.list",
    "var/lib/dpkg/status",
    "var/lib/dpkg/status.d/a",
    "var/lib/rpm/Packages",
    "var/lib/rpm/rpmdb.sqlite",
    "opt/a.tgz",
];
const LAYER: &str = "0000000000000000000000000000000000000000000000000000000000000000";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { files: 100, unpacked_bytes: 1 << 22, held_bytes: 1 << 20, ..checks::limits() };
    let read = |path: &str, bytes: &[u8]| {
        let found = read_archive(FileId(0), path, bytes, &limits);
        check(&found);
        assert!(found == read_archive(FileId(0), path, bytes, &limits), "the same bytes are something else");
    };
    read("a.tar", bytes);
    read("a.tar", &tar(&PATHS.map(|path| (path, bytes))));
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let list = format!(r#"[{{"Layers": ["a", "b", "{LAYER}/layer.tar"]}}]"#);
    let base = tar(&[("a/b/package.json", b"{}"), ("node_modules/a/package.json", b"{}")]);
    let layer = format!("{LAYER}/layer.tar");
    read("a.tar", &tar(&[("manifest.json", list.as_bytes()), ("a", &base), ("b", first), (&layer, second)]));
    read("a.tar", &tar(&[("manifest.json", bytes), ("a", &base), ("b", &base)]));
    let blob = format!("a/blobs/sha256/{LAYER}");
    let index = format!(r#"{{"manifests": [{{"digest": "sha256:{LAYER}"}}]}}"#);
    let files = [("a/oci-layout", &b"{}"[..]), ("a/index.json", index.as_bytes()), (&blob, bytes)];
    let files = MemoryFiles::new(files);
    let mark = files.find("a/oci-layout").expect("it is there");
    check(&read_layout(&files, mark, &limits));
});

/// Panics unless a shipment keeps its promises.
fn check(shipment: &Shipment) {
    assert!(shipment.notices.len() <= 1004, "{} notices", shipment.notices.len());
    for shipped in &shipment.packages {
        assert!(!shipped.package.written_name.is_empty(), "{shipped:?}");
        let inside = &shipped.inside;
        assert!(inside.split(['/', '\\']).all(|part| part != ".."), "{inside} leads out");
    }
    assert!(shipment.packages.is_sorted_by_key(|shipped| &shipped.inside));
}

/// A tar of files.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, content) in files {
        let mut block = [0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        block[148..156].copy_from_slice(b"        ");
        block[156] = b'0';
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        out.extend(block);
        out.extend(*content);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out
}
