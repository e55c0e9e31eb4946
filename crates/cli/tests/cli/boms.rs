//! Bills of materials as lists of packages, their licences, and what is new in them.

use serde_json::Value;

use crate::app::App;

const CYCLONEDX: &str = r#"{
  "bomFormat": "CycloneDX", "specVersion": "1.5",
  "components": [
    {"type": "library", "name": "serialize-javascript", "version": "2.0.0", "purl": "pkg:npm/serialize-javascript@2.0.0",
     "licenses": [{"license": {"id": "BSD-3-Clause"}}]},
    {"type": "library", "name": "left-pad", "version": "1.3.0", "purl": "pkg:npm/left-pad@1.3.0", "licenses": [{"expression": "WTFPL OR MIT"}]},
    {"type": "library", "name": "plain", "version": "1.0.0", "purl": "pkg:npm/plain@1.0.0"}
  ]
}"#;

const SPDX: &str = r#"{
  "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "app",
  "packages": [
    {"SPDXID": "SPDXRef-1", "name": "PyYAML", "versionInfo": "5.1", "licenseDeclared": "MIT", "externalRefs": [
      {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:pypi/pyyaml@5.1"}]}
  ]
}"#;

#[test]
fn a_bill_of_materials_is_judged_as_a_list_whatever_its_name() {
    let app = App::new(&[("out/app.json", CYCLONEDX), ("out/other.json", "{\"a\": 1}"), ("b.txt", SPDX)]);
    let run = app.run("deps out/app.json");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.starts_with(
            "out/app.json · 3 packages\n  serialize-javascript 2.0.0 → 3.1.0 · T0 listed: CVE-2020-7660 (high)"
        ) || run.out.starts_with(
            "app.json · 3 packages\n  serialize-javascript 2.0.0 → 3.1.0 · T0 listed: CVE-2020-7660 (high)"
        ),
        "{run:?}"
    );
    let scan = app.run("scan out/app.json");
    assert!(scan.code == 1 && scan.out.contains("out/app.json:4:"), "{scan:?}");
    assert!(app.run("deps b.txt").out.contains("  PyYAML 5.1 → 5.4 · T0 listed: CVE-"));
    assert_eq!(app.run("deps out/other.json").code, 3);
    assert_eq!(app.run("deps .").code, 3, "in a folder the name decides");
}

#[test]
fn a_folder_has_bills_of_materials_by_name_and_does_not_write_them_again() {
    let app =
        App::new(&[("a.cdx.json", CYCLONEDX), ("sub/sbom.json", SPDX), ("requirements.txt", "requests==2.32.3\n")]);
    let report = app.report("");
    let paths: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().map(|own| &own["location"]["path"]).collect();
    assert_eq!(paths, ["a.cdx.json", "sub/sbom.json"]);
    let written: Value = serde_json::from_str(&app.run("sbom").out).unwrap();
    assert_eq!(written["components"].as_array().map(Vec::len), Some(1), "{written}");
    let turned: Value = serde_json::from_str(&app.run("sbom a.cdx.json --format spdx").out).unwrap();
    let licences: Vec<&Value> =
        turned["packages"].as_array().unwrap().iter().map(|package| &package["licenseDeclared"]).collect();
    assert!(
        licences.contains(&&Value::from("BSD-3-Clause")) && licences.contains(&&Value::from("WTFPL OR MIT")),
        "{turned}"
    );
}

#[test]
fn what_cannot_be_read_of_bills_of_materials_is_said() {
    let xml = "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"/>\n";
    let app = App::new(&[("bom.xml", xml), ("app.spdx", "SPDXVersion: SPDX-2.3\n"), ("cut.json", &CYCLONEDX[..60])]);
    let run = app.run("deps bom.xml");
    assert!(run.code == 2 && run.err.contains("CycloneDX in XML is not read"), "{run:?}");
    assert_eq!(app.run("scan app.spdx").code, 2);
    assert_eq!(app.run("deps cut.json").code, 4);
}

#[test]
fn licences_are_listed_and_held_against_the_policy() {
    let app = App::new(&[("bom.json", CYCLONEDX)]);
    let run = app.run("deps --licences");
    assert_eq!(
        (run.code, run.out.as_str()),
        (
            0,
            "BSD-3-Clause · 1 package\n  npm/serialize-javascript@2.0.0\n\nWTFPL OR MIT · 1 package\n  npm/left-pad@1.3.0\n\nno known licence · 1 package\n  npm/plain@1.0.0\n\n2 licences\n"
        ),
        "{run:?}"
    );
    app.write("maremma.toml", "[licences]\nallow = [\"MIT\"]\n");
    let run = app.run("deps --licences");
    assert!(run.code == 1 && run.out.contains("2.0.0: `BSD-3-Clause` is not among those allowed\n"), "{run:?}");
    let json: Value = serde_json::from_str(&app.run("deps --licences --format json").out).unwrap();
    assert_eq!(
        (&json["unknown"][0], &json["refused"][0]["package"]),
        (&"npm/plain@1.0.0".into(), &"npm/serialize-javascript@2.0.0".into())
    );
    let report = app.report("");
    let rules: Vec<&Value> = report["findings"].as_array().unwrap().iter().map(|own| &own["rule"]).collect();
    assert_eq!(rules, ["deps/licence", "deps/vulnerable-package"], "{report}");
    assert!(
        app.notices("").iter().any(|said| said.contains("of 1 package no licence is known")),
        "{:?}",
        app.notices("")
    );
    app.write(
        "maremma.toml",
        "[licences]\nallow = [\"MIT\"]\n[licences.packages.\"npm/serialize-javascript\"]\nlicence = \"MIT\"\nreason = \"they said so\"\n",
    );
    assert_eq!(app.run("deps --licences").code, 0);
    app.write("maremma.toml", "[licences]\nallow = [\"Apache\"]\n");
    let broken = app.run("deps --licences");
    assert!(broken.code == 2 && broken.err.contains("such as `Apache-2.0`"), "{broken:?}");
}

#[test]
fn a_watch_says_what_is_new_and_forgets_what_is_gone() {
    let app = App::new(&[("store/a.json", CYCLONEDX), ("store/deep/b.spdx.json", SPDX), ("store/other.json", "[]")]);
    let first = app.run("deps watch store");
    assert_eq!(first.code, 1, "{first:?}");
    assert!(
        first.out.contains("store/a.json\n  serialize-javascript 2.0.0")
            && first.out.ends_with("2 files looked at · first run: all that is known is new, 5 in number · 0 gone\n"),
        "{first:?}"
    );
    let second = app.run("deps watch store");
    assert_eq!((second.code, second.out.as_str()), (0, "2 files looked at · 0 new · 0 gone\n"), "{second:?}");

    app.write("store/a.json", CYCLONEDX.replace("2.0.0", "3.1.0"));
    app.write("store/deep/b.spdx.json", SPDX.replace("pyyaml@5.1", "requests@2.19.0").replace("PyYAML", "requests"));
    let json: Value = serde_json::from_str(&app.run("deps watch store --format json").out).unwrap();
    assert_eq!((&json["first"], &json["gone"]), (&false.into(), &5.into()), "{json}");
    let new = &json["new"][json["new"].as_array().unwrap().len() - 1];
    assert_eq!(
        (&new["path"], &new["packages"][0]["purl"]),
        (&"store/deep/b.spdx.json".into(), &"pkg:pypi/requests@2.19.0".into())
    );

    let kept = app.read("store/maremma-watch.json");
    app.write("store/deep/b.spdx.json", &SPDX[..150]);
    let broken = app.run("deps watch store");
    assert_eq!((broken.code, app.read("store/maremma-watch.json") == kept), (4, true), "{broken:?}");
}

#[test]
fn a_watch_refuses_what_it_cannot_use() {
    let app = App::new(&[("a.json", CYCLONEDX), ("other.json", "{}"), ("state.json", "{\"version\": 1,")]);
    let damaged = app.run("deps watch a.json --state state.json");
    assert!(
        damaged.code == 2 && damaged.err.contains("the state `state.json` cannot be used: it is damaged"),
        "{damaged:?}"
    );
    assert_eq!(app.read("state.json"), "{\"version\": 1,", "it is left as it is");
    assert!(app.run("deps watch other.json").err.contains("`other.json` is no bill of materials"));
    std::fs::create_dir(app.path().join("empty")).unwrap();
    assert_eq!(app.run("deps watch empty").code, 3);
    assert!(app.run("deps watch --help").out.contains("nothing new, and a file could not be read"));
}
