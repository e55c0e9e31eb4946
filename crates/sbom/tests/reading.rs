//! What is read of documents that other tools write, and of hostile ones.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use finding::NoticeKind;
use proptest::prelude::*;
use sbom::{Reading, is_named_as_bom, read};
use source::{FileId, Limits, LineIndex};

fn read_text(text: &str) -> Reading {
    read(FileId(0), text, &Limits::default())
}

/// What is found, one a line: ecosystem, name, version, groups, whether it is asked for, and the line that names it.
fn told(text: &str) -> String {
    let lines = LineIndex::new(text);
    let line = |component: &sbom::Component| {
        let package = &component.package;
        let version = package.version.as_deref().unwrap_or("-");
        let groups = package.groups.join(",");
        let direct = package.direct.map_or("?", |direct| if direct { "asked" } else { "-" });
        let line = lines.line(package.span.start);
        format!("{} {} {version} [{groups}] {direct} :{line}\n", package.ecosystem.name(), package.written_name)
    };
    read_text(text).components.iter().map(line).collect()
}

fn notices(text: &str) -> Vec<(NoticeKind, String)> {
    read_text(text).notices.into_iter().map(|notice| (notice.kind, notice.message)).collect()
}

#[test]
fn components_nest_and_those_without_a_package_url_are_counted() {
    let text = r#"{
  "bomFormat": "CycloneDX", "specVersion": "1.4",
  "metadata": {"component": {"bom-ref": "app", "name": "app", "purl": "pkg:npm/app@1.0.0"}},
  "components": [
    {"bom-ref": "1", "type": "library", "name": "a", "purl": "pkg:npm/a@1.0.0", "components": [
      {"bom-ref": "2", "type": "library", "group": "org.acme", "name": "b", "version": "2", "purl": "pkg:maven/org.acme/b"},
      {"type": "file", "name": "c"}
    ]},
    {"bom-ref": "3", "type": "library", "name": "Flask", "purl": "pkg:pypi/flask@3.0", "scope": "excluded"},
    {"type": "operating-system", "name": "arch"},
    {"type": "library", "name": "glibc", "purl": "pkg:alpm/arch/glibc@2.36"},
    {"type": "library", "name": "zlib", "purl": "pkg:alpm/arch/zlib@1"},
    {"type": "library", "name": "odd", "purl": "npm/odd@1"}
  ],
  "dependencies": [{"ref": "app", "dependsOn": ["1", "nobody"]}, {"ref": "1", "dependsOn": ["2"]}]
}"#;
    let expected = "npm a 1.0.0 [] asked :5\nMaven org.acme:b 2 [] - :6\nPyPI Flask 3.0 [dev] - :9\n";
    assert_eq!(told(text), expected);
    let found = read_text(text);
    assert_eq!(found.unidentified, 2);
    assert_eq!(found.components.first().unwrap().package.dependencies.first().unwrap().name, "org.acme:b");
    let expected = [
        (NoticeKind::Malformed, "`npm/odd@1` is no package URL: a package URL begins with `pkg:`"),
        (NoticeKind::Unresolved, "2 things are listed without a package URL and not looked at; the first is here"),
        (NoticeKind::Unsupported, "2 packages are of type `alpm` and not looked at; the first is here"),
    ];
    assert_eq!(notices(text), expected.map(|(kind, message)| (kind, message.to_owned())));
}

#[test]
fn what_other_tools_say_of_licences_and_development() {
    let text = r#"{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
        {"name": "a", "purl": "pkg:npm/a@1", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Acme"}}],
         "properties": [{"name": "cdx:npm:package:development", "value": "true"}]},
        {"name": "b", "purl": "pkg:npm/b@1", "licenses": [{"expression": "MIT OR ISC"}], "scope": "optional",
         "hashes": [{"alg": "SHA-256", "content": "00"}]}
    ]}"#;
    assert_eq!(told(text), "npm a 1 [dev] ? :2\nnpm b 1 [optional] ? :4\n");
    let licences: Vec<_> = read_text(text).components.into_iter().map(|component| component.licence.unwrap()).collect();
    assert_eq!(licences, ["MIT AND Acme", "MIT OR ISC"]);
}

#[test]
fn relationships_of_spdx_say_what_is_needed_for_what() {
    let package = |name: &str| {
        format!(
            r#"{{"SPDXID": "SPDXRef-{name}", "name": "{name}", "versionInfo": "1", "externalRefs": [
            {{"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/{name}@1"}}]}}"#
        )
    };
    let packages = ["app", "run", "both", "dev", "deep", "test", "more", "lost"].map(package).join(",\n");
    let relate = |(from, kind, to): (&str, &str, &str)| {
        format!(
            r#"{{"spdxElementId": "SPDXRef-{from}", "relationshipType": "{kind}", "relatedSpdxElement": "SPDXRef-{to}"}}"#
        )
    };
    let relationships = [
        ("DOCUMENT", "DESCRIBES", "app"),
        ("app", "DEPENDS_ON", "run"),
        ("both", "DEPENDENCY_OF", "run"),
        ("dev", "DEV_DEPENDENCY_OF", "app"),
        ("dev", "DEPENDS_ON", "both"),
        ("dev", "DEPENDS_ON", "deep"),
        ("test", "TEST_DEPENDENCY_OF", "app"),
        ("more", "OPTIONAL_DEPENDENCY_OF", "run"),
        ("app", "CONTAINS", "lost"),
    ];
    let relationships = relationships.map(relate).join(",");
    let text =
        format!(r#"{{"spdxVersion": "SPDX-2.2", "packages": [{packages}], "relationships": [{relationships}]}}"#);
    let groups: Vec<String> = told(&text).lines().map(|line| line.split(" :").next().unwrap().to_owned()).collect();
    let expected = [
        "npm run 1 [] asked",
        "npm both 1 [] -",
        "npm dev 1 [dev] asked",
        "npm deep 1 [dev] -",
        "npm test 1 [test] asked",
        "npm more 1 [optional] -",
        "npm lost 1 [] -",
    ];
    assert_eq!(groups, expected);
    let enveloped = format!(r#"{{"sbom": {text}}}"#);
    assert_eq!(read_text(&enveloped).components.len(), 7, "as GitHub hands it out");
}

#[test]
fn what_a_document_is_about_is_told_apart() {
    let spdx = r#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "documentDescribes": ["SPDXRef-a"], "packages": [
        {"SPDXID": "SPDXRef-a", "name": "a", "licenseConcluded": "NOASSERTION", "licenseDeclared": "ISC", "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:gem/a@1"}]}]}"#;
    let cyclonedx = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component":
        {"bom-ref": "a", "name": "a", "purl": "pkg:gem/a@1", "licenses": [{"license": {"id": "ISC"}}]}}}"#;
    for text in [spdx, cyclonedx] {
        let found = read_text(text);
        let subject = found.subject.unwrap();
        assert_eq!((subject.package.name.as_str(), subject.licence.as_deref()), ("a", Some("ISC")));
        assert!(found.components.is_empty() && found.notices.is_empty() && found.unidentified == 0);
    }
    let without = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"name": "a"}}}"#;
    assert_eq!(read_text(without), Reading::default(), "an application has no package URL, and needs none");
}

#[test]
fn what_is_no_document_says_so() {
    let check = |text: &str, kind: NoticeKind, message: &str| {
        let found = notices(text);
        assert!(found.contains(&(kind, message.to_owned())), "{text}: {found:?}");
    };
    check("[]", NoticeKind::Malformed, "no bill of materials: it holds no object");
    check("", NoticeKind::Malformed, "no bill of materials: it holds no object");
    check("{}", NoticeKind::Malformed, "neither CycloneDX nor SPDX: there is no `bomFormat` and no `spdxVersion`");
    let third = r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}"#;
    check(third, NoticeKind::Unsupported, "SPDX 3 is not read; 2.2 and 2.3 are");
    let future = r#"{"bomFormat": "CycloneDX", "specVersion": "2.0"}"#;
    check(future, NoticeKind::Unsupported, "version `2.0` of CycloneDX is not known; it is read as one that is");
    let future = r#"{"spdxVersion": "SPDX-2.9"}"#;
    check(future, NoticeKind::Unsupported, "version `SPDX-2.9` of SPDX is not known; it is read as one that is");
    let odd = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [1]}"#;
    check(odd, NoticeKind::Malformed, "a component that is no object");
    let odd = r#"{"spdxVersion": "SPDX-2.3", "packages": ["a"]}"#;
    check(odd, NoticeKind::Malformed, "a package that is no object");
}

#[test]
fn a_document_that_is_cut_off_keeps_what_was_there() {
    let text = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a", "purl": "pkg:npm/a@1"}, {"name": "#;
    assert_eq!(told(text), "npm a 1 [] ? :1\n");
    assert!(notices(text).iter().any(|(kind, _)| *kind == NoticeKind::Malformed));
}

#[test]
fn a_hostile_document_costs_what_its_size_says() {
    // A short reference that stands for a long name, many times.
    let long = "a".repeat(100_000);
    let edges = vec!["\"x\""; 10_000].join(",");
    let text = format!(
        r#"{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{{"bom-ref": "x", "name": "a", "purl": "pkg:npm/{long}@1"}}],
        "dependencies": [{{"ref": "x", "dependsOn": [{edges}]}}]}}"#
    );
    let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
    let found = read(FileId(0), &text, &limits);
    assert_eq!(found.components.first().unwrap().package.dependencies.len(), 10);
    let limit = found.notices.iter().filter(|notice| notice.kind == NoticeKind::Limit).count();
    assert_eq!(limit, 1, "said once: {:?}", found.notices);
    let broken = vec![r#"{"purl": "x"}"#; 1000].join(",");
    let text = format!(r#"{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{broken}]}}"#);
    assert_eq!(notices(&text).len(), 101);
}

#[test]
fn documents_are_known_by_their_names() {
    for path in ["bom.json", "dist/SBOM.json", "web.cdx.json", "web.spdx.json", "a/web.cyclonedx.json"] {
        assert!(is_named_as_bom(path), "{path}");
    }
    for path in ["package.json", "bom.json/x", "bom.xml", "mybom.json"] {
        assert!(!is_named_as_bom(path), "{path}");
    }
}

proptest! {
    #[test]
    fn no_text_ends_the_process(text in r#"(\{|\}|\[|\]|,|:|"(bomFormat|components|purl|pkg:npm/a@1|packages|dependsOn|dependencies|ref|é)"| ){0,60}"#) {
        read_text(&text);
        read_text(&format!(r#"{{"bomFormat": "CycloneDX", {text}"#));
        read_text(&format!(r#"{{"spdxVersion": "SPDX-2.3", {text}"#));
    }

    #[test]
    fn no_licence_ends_the_process(text in "(MIT|GPL-3.0|LicenseRef-a|WITH|AND|OR|Classpath-exception-2.0|[(]|[)]|[+]|/| |ä){0,12}") {
        if let Ok(licence) = sbom::Licence::parse(&text) {
            let again = sbom::Licence::parse(licence.as_str());
            prop_assert_eq!(again.as_ref().map(sbom::Licence::as_str), Ok(licence.as_str()), "from `{}`", text);
        }
    }
}
