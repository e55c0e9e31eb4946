//! What programs say that they were built from.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod program;
mod zip;

use packages::{Inventory, Origin, Package, may_be_binary, read_archive, read_binary};
use program::{BASE, START, auditable, elf, go, macho, old_go, pe};
use source::{FileId, Limits};
use zip::{file, stored, zip};

const MODULES: &str = "path\texample.com/acme/app/cmd
mod\texample.com/acme/app\t(devel)\t
dep\texample.com/acme/one\tv1.2.3\th1:one=
dep\texample.com/acme/two\tv2.0.0
=>\texample.com/fork/two\tv2.0.1\th1:two=
dep\texample.com/acme/three\tv3.0.0
=>\t../three\t(devel)\t
build\t-compiler=gc
";

const BUILT: [&str; 5] = [
    "stdlib 1.22.1",
    "example.com/acme/app -",
    "example.com/acme/one v1.2.3",
    "example.com/fork/two v2.0.1",
    "example.com/acme/three -",
];

fn read(bytes: &[u8]) -> Inventory {
    read_binary(FileId(0), bytes, &Limits::default()).unwrap()
}

fn lines(found: &Inventory) -> Vec<String> {
    let line = |own: &Package| format!("{} {}", own.written_name, own.version.as_deref().unwrap_or("-"));
    found.packages.iter().map(line).collect()
}

fn messages(found: &Inventory) -> Vec<&str> {
    found.notices.iter().map(|notice| notice.message.as_str()).collect()
}

#[test]
fn programs_of_go_name_their_modules() {
    let info = go("go1.22.1", MODULES);
    for program in [
        elf(&[(".text", b"1"), (".go.buildinfo", &info)], false),
        elf(&[(".stripped", &info)], true),
        pe(&[(".text", b"1"), (".data", &info)]),
        macho(&[("__text", b"1"), ("__go_buildinfo", &info)]),
    ] {
        let found = read(&program);
        assert_eq!(lines(&found), BUILT);
        assert_eq!(messages(&found), [""; 0]);
        assert_eq!(found.packages[1].origin, Origin::Path(String::new()));
        assert_eq!(found.packages[2].integrity, ["h1:one="]);
        assert_eq!(found.packages[4].origin, Origin::Path("../three".to_owned()));
    }
}

#[test]
fn programs_of_old_go_name_them_by_addresses() {
    for is_big in [false, true] {
        let info = old_go("go1.17.3", MODULES, BASE + START as u64, is_big);
        assert_eq!(lines(&read(&elf(&[(".go.buildinfo", &info)], is_big)))[..2], ["stdlib 1.17.3", BUILT[1]]);
    }
    let info = old_go("go1.17.3", "", BASE + START as u64, false);
    assert_eq!(lines(&read(&pe(&[(".data", &info)]))), ["stdlib 1.17.3"]);
    // Addresses that lead nowhere.
    let info = old_go("go1.17.3", MODULES, 16, false);
    assert_eq!(messages(&read(&elf(&[(".go.buildinfo", &info)], false))), [SILENT]);
}

const SILENT: &str = "a program that does not say what it was built from";

#[test]
fn the_version_of_go_is_one_of_its_standard_library() {
    for (compiler, version) in [
        ("go1.20.4 X:boringcrypto", "1.20.4"),
        ("devel go1.21-0a1b2c3 Tue Mar 7", "1.21"),
        ("go1.21rc2", "1.21rc2"),
        ("go1.19-custom", "1.19"),
    ] {
        let found = read(&elf(&[(".go.buildinfo", &go(compiler, "mod\ta\tv1.0.0\t\n"))], false));
        assert_eq!(lines(&found), [format!("stdlib {version}"), "a v1.0.0".to_owned()]);
    }
}

#[test]
fn programs_of_rust_name_their_crates() {
    let list = r#"{"packages": [
        {"name": "app", "version": "0.1.0", "source": "local", "root": true, "dependencies": [1, 2, 9]},
        {"name": "one", "version": "1.0.0", "source": "crates.io"},
        {"name": "two", "version": "2.0.0", "source": "git", "kind": "build"},
        {"version": "2.0.0"}
    ]}"#;
    for program in [elf(&[(".dep-v0", &auditable(list))], false), pe(&[(".dep-v0", &auditable(list))])] {
        let found = read(&program);
        assert_eq!(lines(&found), ["app 0.1.0", "one 1.0.0", "two 2.0.0"]);
        assert_eq!(messages(&found), ["its list of crates has one without a name"]);
        let needs: Vec<_> = found.packages[0].dependencies.iter().map(|need| need.name.as_str()).collect();
        assert_eq!((needs, found.packages[0].direct), (vec!["one", "two"], Some(true)));
        assert_eq!(found.packages[2].groups, ["build"]);
        assert!(matches!(found.packages[2].origin, Origin::Git { .. }));
    }
    let broken = elf(&[(".dep-v0", b"1")], false);
    assert_eq!(messages(&read(&broken)), ["its list of crates cannot be unpacked"]);
    let empty = elf(&[(".dep-v0", &auditable("{}"))], false);
    assert_eq!(messages(&read(&empty)), ["its list of crates is empty"]);
}

#[test]
fn what_says_nothing_is_said() {
    assert_eq!(messages(&read(&elf(&[], false))), [SILENT]);
    assert_eq!(messages(&read(b"\x7fELF")), ["its headers are no program's that can be read"]);
    assert_eq!(read_binary(FileId(0), b"#!/bin/sh\n", &Limits::default()), None);
    for name in ["bootstrap", "build/handler", "my-function_2"] {
        assert!(may_be_binary(name), "{name}");
    }
    for name in ["Makefile", "a/LICENSE", "a.sh", "a/", &format!("blobs/sha256/{}", "0".repeat(64))] {
        assert!(!may_be_binary(name), "{name}");
    }
}

#[test]
fn programs_lie_in_archives() {
    let program = elf(&[(".go.buildinfo", &go("go1.22.1", "mod\ta\tv1.0.0\t\n"))], false);
    let silent = elf(&[], false);
    let bytes = zip(&[
        file("bootstrap", &silent),
        stored("bin/run", &program),
        file("Handler.exe", &program),
        file("lib/native.so", &program),
        file("data.bin", &program),
        file("LICENSE", "x".repeat(100_000)),
        file("node_modules/b/package.json", r#"{"name": "b", "version": "1.0.0"}"#),
        file("node_modules/b/bin/b", &program),
        file("node_modules/b/b.node", &program),
    ]);
    let found = read_archive(FileId(0), "app.zip", &bytes, &Limits::default());
    let mut places: Vec<&str> = found.packages.iter().map(|own| own.inside.as_str()).collect();
    places.dedup();
    let expected = ["Handler.exe", "bin/run", "lib/native.so", "node_modules/b/bin/b", "node_modules/b/package.json"];
    assert_eq!(places, expected);
    assert_eq!(found.notices.len(), 1);
    assert_eq!(found.notices[0].message, SILENT);
    let [row] = found.coverage.as_slice() else { panic!("{:?}", found.coverage) };
    assert!(row.unknown_bytes >= silent.len() as u64 && row.identified_bytes >= 3 * program.len() as u64);
}
