//! What bundles say of the packages in them.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;

use packages::{
    Bundle, BundleIndex, BundledVersion, Candidate, IndexedPackage, Told, build_bundle_index, is_bundle, map_beside,
    read_bundle,
};
use source::{FileId, Limits};

fn candidate(name: &str, version: &str, needs: &[&str]) -> Candidate {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    Candidate { name: name.to_owned(), version: Some(version.to_owned()), needs }
}

fn read(text: &str, map: Option<&str>, candidates: &[Candidate], index: &BundleIndex<'_>) -> Bundle {
    read_bundle(FileId(0), text, map, candidates, index, &Limits::default())
}

/// The packages of a bundle of which the index knows nothing, a line for each.
fn told(text: &str, map: Option<&str>, candidates: &[Candidate]) -> String {
    lines(&read(text, map, candidates, &BundleIndex::empty()))
}

fn lines(bundle: &Bundle) -> String {
    let mut lines = String::new();
    for own in &bundle.packages {
        let version = match &own.version {
            BundledVersion::Exact(version) => version.clone(),
            BundledVersion::OneOf(versions) => versions.join("|"),
            BundledVersion::Between(after, before) => {
                format!("{}..{}", after.as_deref().unwrap_or_default(), before.as_deref().unwrap_or_default())
            }
            BundledVersion::Unknown => "?".to_owned(),
        };
        writeln!(lines, "{} {version} {:?}", own.name, own.told).unwrap();
    }
    lines
}

#[test]
fn comments_and_keys_of_esbuild_are_paths() {
    let text = r#"var require_left = __commonJS({
  "node_modules/left/index.js"(exports, module) {
    module.exports = 1;
  }
});

// node_modules/.pnpm/@a+right@2.1.0/node_modules/@a/right/lib/x.js
var right = 2;

// src/index.js
console.log("node_modules/odd/index.js", right);
// (disabled):node_modules/absent/index.js
"#;
    let bundle = read(text, None, &[candidate("left", "1.0.0", &[])], &BundleIndex::empty());
    assert_eq!(lines(&bundle), "@a/right 2.1.0 Path\nleft 1.0.0 Path\n");
    let begin = text.find("// node_modules").unwrap();
    let bytes = text.find("// src").unwrap() - begin;
    assert_eq!((bundle.packages[0].at, bundle.packages[0].bytes), (begin, Some(bytes as u64)));
    assert_eq!(bundle.identified_bytes + bundle.unknown_bytes, text.len() as u64);
    assert!(bundle.identified_bytes >= bytes as u64);
}

#[test]
fn keys_frames_and_evaluated_code_of_webpack_are_paths() {
    let keys = "/***/ \"./node_modules/left/index.js\":\n/***/ ((module) => { module.exports = 1; })";
    assert_eq!(told(keys, None, &[]), "left ? Path\n");
    let frame = "/*!***!*\\\n  !*** ./node_modules/@a/right/index.js ***!\n  \\***/\nvar x;";
    assert_eq!(told(frame, None, &[]), "@a/right ? Path\n");
    let joined = ";// CONCATENATED MODULE: ./node_modules/left/a.mjs\nvar x;";
    assert_eq!(told(joined, None, &[]), "left ? Path\n");
    let evaluated = r#"eval("module.exports = 1;\n\n//# sourceURL=webpack://app/./node_modules/left/index.js?");"#;
    assert_eq!(told(evaluated, None, &[]), "left ? Path\n");
}

#[test]
fn licences_at_the_end_name_packages_that_are_expected() {
    let text = "var a=1;\n/*! Bundled license information:\n\nleft/index.js:\n  (*! left v1.2.3 *)\n\nsrc/own.js:\n  (*! mine *)\n*/";
    assert_eq!(told(text, None, &[candidate("left", "1.2.3", &[])]), "left 1.2.3 Licence\n");
    assert_eq!(told(text, None, &[]), "");
}

#[test]
fn a_source_map_names_packages_with_their_bytes() {
    // Two parts of ten bytes, of which the first is that of the package.
    let map = r#"{"version": 3, "sources": ["webpack://app/./node_modules/left/index.js", "src/index.js"], "mappings": "AAAA,UCAA"}"#;
    let bundle = read("0123456789abcdefghij", Some(map), &[candidate("left", "1.0.0", &[])], &BundleIndex::empty());
    assert_eq!(lines(&bundle), "left 1.0.0 SourceMap\n");
    assert_eq!((bundle.identified_bytes, bundle.unknown_bytes), (10, 10));
}

#[test]
fn a_source_map_may_have_sections_and_sources_that_are_bundles() {
    let map = r#"{"version": 3, "sections": [
        {"offset": {"line": 0, "column": 0}, "map": {"sourceRoot": "../node_modules", "sources": ["left/a.js"], "mappings": ""}},
        {"offset": {"line": 1, "column": 0}, "map": {"sources": ["vendor.js", "../node_modules/right/package.json"],
            "sourcesContent": ["// node_modules/inner/x.js\nvar x;", "{\"version\": \"3.0.1\"}"], "mappings": ""}}]}"#;
    assert_eq!(told("x", Some(map), &[]), "inner ? SourceMap\nleft ? SourceMap\nright 3.0.1 SourceMap\n");
}

#[test]
fn a_map_is_inside_or_beside() {
    // {"sources":["node_modules/left/a.js"]}
    let data = "eyJzb3VyY2VzIjpbIm5vZGVfbW9kdWxlcy9sZWZ0L2EuanMiXX0=";
    let text = format!("var x;\n//# sourceMappingURL=data:application/json;base64,{data}");
    assert_eq!(told(&text, None, &[]), "left ? SourceMap\n");
    assert_eq!(map_beside("var x;\n//# sourceMappingURL=index.js.map\n"), Some("index.js.map"));
    for other in
        ["var x;", "//# sourceMappingURL=https://a.example/x.map", "//# sourceMappingURL=/x.map", text.as_str()]
    {
        assert_eq!(map_beside(other), None);
    }
}

#[test]
fn broken_maps_do_no_harm() {
    for map in [
        "",
        "[",
        "null",
        r#"{"sources": 5}"#,
        r#"{"sources": ["node_modules/a/b.js"], "mappings": "!!!;AAAA,gggggggggggggggggggC,ADDD"}"#,
    ] {
        let bundle = read("var x = 1;", Some(map), &[], &BundleIndex::empty());
        assert!(bundle.identified_bytes <= 10);
    }
}

/// The code of a package, and the same after a minifier renamed and reordered what it may.
const CODE: &str = r#"
    'use strict';
    const { inspect, parse: parseIt } = require('util');
    // Checks the options.
    module.exports = class Ledger extends Base {
        balance(account, options) {
            if (options.currency === 'EUR') this.entries.push({ account, amount: -1 });
            for (const entry of this.entries) entry.settle(/^[a-z]{3}-\d+$/.test(account));
            throw new TypeError('the ledger of ' + 'accounts is closed');
        }
        close(reason) { return inspect(this.entries).concat(`closed because of ${reason} today`, parseIt); }
    };
    module.exports.reopen = (ledger) => ledger.entries.filter((own) => own.open).map((own) => own.account.number);
"#;
const MINIFIED: &str = r#"var a=b((c,d)=>{var{inspect:e,parse:f}=require("util");d.exports=class extends g{balance(h,i){"EUR"===i.currency&&this.entries.push({account:h,amount:-1});for(let j of this.entries)j.settle(/^[a-z]{3}-\d+$/.test(h));throw new TypeError("the ledger of accounts is closed")}close(k){return e(this.entries).concat(`closed because of ${k} today`,f)}};d.exports.reopen=l=>l.entries.filter(m=>m.open).map(m=>m.account.number)});"#;

fn index() -> Vec<u8> {
    let newer = CODE.replace("'EUR'", "'CHF'").replace("own.open", "own.isOpen").replace("settle", "balanceOut");
    let packages = [
        IndexedPackage::of_files("ledger", "1.2.0", Vec::new(), [CODE]),
        IndexedPackage::of_files("ledger", "1.10.0", Vec::new(), [newer.as_str()]),
        IndexedPackage::of_files(
            "other",
            "1.0.0",
            Vec::new(),
            ["module.exports = (a) => a.left.right.up.down.strange.charmed;"],
        ),
    ];
    build_bundle_index(&packages).unwrap()
}

#[test]
fn minified_code_is_told_by_what_minifiers_leave() {
    let bytes = index();
    let index = BundleIndex::open(&bytes).unwrap();
    assert_eq!(index.packages(), 2);
    let bundle = read(MINIFIED, None, &[], &index);
    assert_eq!(lines(&bundle), "ledger ..1.10.0 Code\n");
    assert!(bundle.identified_bytes > 200, "{bundle:?}");
    let locked = read(MINIFIED, None, &[candidate("ledger", "1.2.0", &[])], &index);
    assert_eq!(lines(&locked), "ledger 1.2.0 Code\n");
    let twice = [candidate("ledger", "1.2.0", &[]), candidate("ledger", "1.10.0", &[])];
    assert_eq!(lines(&read(MINIFIED, None, &twice, &index)), "ledger 1.2.0 Code\n");
}

#[test]
fn code_that_shares_a_little_is_not_taken_for_the_package() {
    let bytes = index();
    let index = BundleIndex::open(&bytes).unwrap();
    let own = "var a={balance(b){this.entries.push({account:b,amount:-1});throw new TypeError('it is closed')}};a.left.right.up.down.x;";
    assert_eq!(lines(&read(own, None, &[], &index)), "");
}

#[test]
fn what_a_package_needs_is_there_if_its_absence_would_not_show() {
    let bytes = index();
    let index = BundleIndex::open(&bytes).unwrap();
    let candidates = [
        candidate("ledger", "1.2.0", &["tiny", "@types/tiny", "missing"]),
        candidate("tiny", "0.1.0", &["tinier"]),
        candidate("tinier", "0.2.0", &[]),
        candidate("@types/tiny", "1.0.0", &[]),
        candidate("apart", "1.0.0", &[]),
    ];
    let bundle = read(MINIFIED, None, &candidates, &index);
    assert_eq!(lines(&bundle), "ledger 1.2.0 Code\ntinier 0.2.0 Needed\ntiny 0.1.0 Needed\n");
    assert_eq!(bundle.packages[1].told, Told::Needed);
}

#[test]
fn damaged_indexes_know_nothing_or_less() {
    let bytes = index();
    for length in 0..bytes.len().min(400) {
        if let Some(index) = BundleIndex::open(&bytes[..length]) {
            read(MINIFIED, None, &[], &index);
        }
    }
    for at in (0..bytes.len()).step_by(997) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xff;
        if let Some(index) = BundleIndex::open(&damaged) {
            read(MINIFIED, None, &[], &index);
        }
    }
}

#[test]
fn bundles_are_told_from_other_files() {
    assert!(!is_bundle(b"export const handler = async () => 1;\n"));
    assert!(!is_bundle("export const handler = async () => ({ statusCode: 200 });\n".repeat(100).as_bytes()));
    assert!(is_bundle("a(1);".repeat(1000).as_bytes()));
    assert!(is_bundle(format!("{}// node_modules/left/index.js\n", "var a = 1;\n".repeat(30)).as_bytes()));
    let among_others = |length: usize| {
        let (others, long) = ("var a = 1;\n".repeat(150), "a".repeat(length));
        [format!("{others}{long}"), format!("{others}{long}\n{others}"), format!("{long}\n{others}")]
    };
    assert!(among_others(999).iter().all(|text| !is_bundle(text.as_bytes())));
    assert!(among_others(1000).iter().all(|text| is_bundle(text.as_bytes())));
}
