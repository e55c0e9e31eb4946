//! What is written, byte by byte, and that it reads back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

use packages::{Dependency, Ecosystem, Format, Input, Origin, Package};
use proptest::prelude::*;
use sbom::{
    Bom, Component, CycloneDxVersion, Reading, Stamp, Subject, SubjectKind, Tool, read, write_cyclonedx, write_spdx,
};
use source::{FileId, Limits, Span};

fn bom(components: Vec<Component>) -> Bom {
    let subject = Subject {
        kind: SubjectKind::Function,
        name: "orders".to_owned(),
        version: None,
        properties: vec![("maremma:runtime".to_owned(), "nodejs22.x".to_owned())],
    };
    let tool = Tool { name: "maremma".to_owned(), version: "0.1.0".to_owned() };
    Bom { subject, components, tool, stamp: Stamp { seconds: 1_795_305_599, uuid: 0x2a } }
}

fn cyclonedx(bom: &Bom, version: CycloneDxVersion) -> String {
    let mut out = Vec::new();
    write_cyclonedx(bom, version, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn spdx(bom: &Bom) -> String {
    let mut out = Vec::new();
    write_spdx(bom, "https://example.com/orders/2a", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read_text(text: &str) -> Reading {
    read(FileId(0), text, &Limits::default())
}

fn package(ecosystem: Ecosystem, name: &str, version: &str) -> Package {
    Package::new(ecosystem, name, Some(version.to_owned()), Span::new(FileId(0), 0, 0))
}

fn needs(names: &[(&str, &str)]) -> Vec<Dependency> {
    names.iter().map(|(name, range)| Dependency { name: (*name).to_owned(), range: (*range).to_owned() }).collect()
}

/// A package that the project asks for, one that this needs, and a tool from a repository.
fn components() -> Vec<Component> {
    let mut web = package(Ecosystem::Npm, "@acme/web", "1.2.0");
    web.direct = Some(true);
    web.integrity = vec!["sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=".to_owned(), "10c0/00".to_owned()];
    web.dependencies = needs(&[("leaf", "^2.0.0")]);
    let mut leaf = package(Ecosystem::Npm, "leaf", "2.0.1");
    leaf.direct = Some(false);
    let mut tool = package(Ecosystem::Npm, "tool", "0.1.0");
    tool.direct = Some(true);
    tool.groups = vec!["dev".to_owned()];
    tool.origin = Origin::Git { url: "github:acme/tool".to_owned(), commit: Some("0123456789".to_owned()) };
    let mut components: Vec<Component> = [web, leaf, tool].into_iter().map(Component::from).collect();
    components[0].licence = Some("MIT/Apache-2.0".to_owned());
    components[0].found_in = vec!["package-lock.json".to_owned()];
    components[1].licence = Some("MIT".to_owned());
    components[2].licence = Some("see LICENSE".to_owned());
    components
}

#[test]
fn cyclonedx_is_written_in_both_versions() {
    let bom = bom(components());
    let written = cyclonedx(&bom, CycloneDxVersion::V1_6);
    assert_eq!(written, include_str!("documents/orders.cdx.json"));
    assert_eq!(
        cyclonedx(&bom, CycloneDxVersion::V1_7),
        written.replace("bom-1.6", "bom-1.7").replace("\"1.6\"", "\"1.7\"")
    );
}

#[test]
fn spdx_is_written() {
    assert_eq!(spdx(&bom(components())), include_str!("documents/orders.spdx.json"));
}

#[test]
fn the_order_of_components_and_repeated_ones_do_not_matter() {
    let bom_of = |components: Vec<Component>| bom(components);
    let once = bom_of(components());
    let mut turned = components();
    turned.extend(components());
    turned.reverse();
    let twice = bom_of(turned);
    assert_eq!(cyclonedx(&once, CycloneDxVersion::V1_6), cyclonedx(&twice, CycloneDxVersion::V1_6));
    assert_eq!(spdx(&once), spdx(&twice));
}

/// One package a line: what it is, its groups, whether it is asked for, and what it needs.
fn told(components: &[Component]) -> String {
    let line = |component: &Component| {
        let package = &component.package;
        let needs: Vec<_> = package.dependencies.iter().map(|need| format!("{}@{}", need.name, need.range)).collect();
        let direct = package.direct.map_or("?", |direct| if direct { "asked" } else { "-" });
        let version = package.version.as_deref().unwrap_or_default();
        format!("{}@{version} {:?} {direct} {needs:?}\n", package.written_name, package.groups)
    };
    components.iter().map(line).collect()
}

#[test]
fn what_is_written_reads_back() {
    let bom = bom(components());
    for text in [cyclonedx(&bom, CycloneDxVersion::V1_6), cyclonedx(&bom, CycloneDxVersion::V1_7), spdx(&bom)] {
        let found = read_text(&text);
        assert!(found.notices.is_empty() && found.unidentified == 0, "{:?}", found.notices);
        let expected = "@acme/web@1.2.0 [] asked [\"leaf@2.0.1\"]\nleaf@2.0.1 [] - []\ntool@0.1.0 [\"dev\"] asked []\n";
        assert_eq!(told(&found.components), expected);
        let web = &found.components[0];
        assert_eq!(web.package.integrity[0], "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(web.licence.as_deref(), Some("MIT OR Apache-2.0"));
        let place = usize::try_from(web.package.span.start).unwrap();
        assert!(text[place..].starts_with("\"pkg:npm/%40acme/web@1.2.0\""), "a finding can point at the package URL");
        let url = "https://github.com/acme/tool".to_owned();
        let origin = Origin::Git { url, commit: Some("0123456789".to_owned()) };
        assert_eq!(found.components[2].package.origin, origin);
    }
}

#[test]
fn a_range_chooses_among_versions_of_one_package() {
    let mut from = package(Ecosystem::Npm, "from", "1.0.0");
    from.dependencies = needs(&[("many", "^1.0.0"), ("alias", "npm:other@2.x"), ("absent", "*")]);
    let many = ["1.0.0", "1.5.0", "2.0.0"].map(|version| package(Ecosystem::Npm, "many", version));
    let other = ["1.0.0", "2.1.0"].map(|version| package(Ecosystem::Npm, "other", version));
    let mut exact = package(Ecosystem::Npm, "exact", "1.0.0");
    exact.dependencies = needs(&[("many", "1.5.0(peer@3.0.0)"), ("other", "link:../other")]);
    let all = [vec![from, exact], many.to_vec(), other.to_vec()].concat();
    let components = all.into_iter().map(Component::from).collect();
    let found = read_text(&cyclonedx(&bom(components), CycloneDxVersion::V1_7));
    let told = told(&found.components);
    assert!(told.contains("from@1.0.0 [] asked [\"many@1.0.0\", \"many@1.5.0\", \"other@2.1.0\"]"), "{told}");
    assert!(told.contains("exact@1.0.0 [] asked [\"many@1.5.0\", \"other@1.0.0\", \"other@2.1.0\"]"), "{told}");
}

#[test]
fn where_no_file_says_what_is_asked_for_nothing_is_left_out_of_reach() {
    let mut packages = ["top", "one", "two", "test"].map(|name| package(Ecosystem::PyPi, name, "1.0"));
    packages[0].dependencies = needs(&[("Two", ">=1")]);
    packages[1].dependencies = needs(&[("one", "")]);
    packages[3].groups = vec!["dev".to_owned()];
    packages[3].dependencies = needs(&[("one", ""), ("top", "")]);
    let components = packages.into_iter().map(Component::from).collect();
    let found = read_text(&spdx(&bom(components)));
    // `one` needs itself alone, and `top` is needed by a tool, yet both are there to run.
    let expected = "one@1.0 [] asked [\"one@1.0\"]\ntest@1.0 [\"dev\"] asked [\"one@1.0\", \"top@1.0\"]\ntop@1.0 [] asked [\"two@1.0\"]\ntwo@1.0 [] - []\n";
    assert_eq!(told(&found.components), expected);
}

#[test]
fn a_lockfile_becomes_a_document() {
    let lock = r#"{"lockfileVersion": 3, "packages": {
        "": {"dependencies": {"a": "^1.0.0"}, "devDependencies": {"b": "*"}},
        "node_modules/a": {"version": "1.0.0", "dependencies": {"c": "1"}},
        "node_modules/b": {"version": "1.0.0", "dev": true, "dependencies": {"c": "2"}},
        "node_modules/c": {"version": "1.1.0"},
        "node_modules/b/node_modules/c": {"version": "2.0.0", "dev": true},
        "node_modules/d": {"version": "3.0.0", "devOptional": true}
    }}"#;
    let input = Input { file: FileId(0), text: lock, limits: &Limits::default() };
    let components = packages::read(Format::PackageLock, input).packages.into_iter().map(Component::from).collect();
    let text = cyclonedx(&bom(components), CycloneDxVersion::V1_6);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let facts: Vec<String> = document["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["purl"], one["scope"]))
        .collect();
    let expected = [
        r#""pkg:npm/a@1.0.0" "required""#,
        r#""pkg:npm/b@1.0.0" "excluded""#,
        r#""pkg:npm/c@1.1.0" "required""#,
        r#""pkg:npm/c@2.0.0" "excluded""#,
        r#""pkg:npm/d@3.0.0" "optional""#,
    ];
    assert_eq!(facts, expected);
    let edges: Vec<String> = document["dependencies"].as_array().unwrap().iter().map(ToString::to_string).collect();
    let expected = [
        r#"{"ref":"subject","dependsOn":["pkg:npm/a@1.0.0","pkg:npm/b@1.0.0"]}"#,
        r#"{"ref":"pkg:npm/a@1.0.0","dependsOn":["pkg:npm/c@1.1.0"]}"#,
        r#"{"ref":"pkg:npm/b@1.0.0","dependsOn":["pkg:npm/c@2.0.0"]}"#,
    ];
    let sorted = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    for (edge, expected) in edges.iter().zip(expected) {
        assert_eq!(sorted(edge), sorted(expected));
    }
}

fn any_package() -> impl Strategy<Value = Package> {
    let ecosystem = prop::sample::select(Ecosystem::ALL.to_vec());
    let groups = prop::collection::btree_set(prop::sample::select(vec!["dev", "optional", "peer", "spare"]), 0..3);
    let needs = prop::collection::vec(("[a-e]", "[1-3]"), 0..4);
    (ecosystem, "[a-eA-E]([._/:@ -][a-e%ä])?", "[1-3]([+.-]?[a-z0-9])?", groups, needs, any::<Option<bool>>()).prop_map(
        |(ecosystem, name, version, groups, dependencies, direct)| {
            let mut package = package(ecosystem, &name, &version);
            package.groups = groups.into_iter().map(str::to_owned).collect();
            package.dependencies = dependencies.into_iter().map(|(name, range)| Dependency { name, range }).collect();
            package.direct = direct;
            package
        },
    )
}

proptest! {
    #[test]
    fn any_packages_read_back(packages in prop::collection::vec(any_package(), 0..12)) {
        let first = bom(packages.into_iter().map(Component::from).collect());
        let mut turned = first.clone();
        turned.components.reverse();
        prop_assert_eq!(spdx(&first), spdx(&turned));
        for version in [CycloneDxVersion::V1_6, CycloneDxVersion::V1_7] {
            let text = cyclonedx(&first, version);
            let found = read_text(&text);
            prop_assert!(found.notices.is_empty(), "{:?}", found.notices);
            // A second trip changes nothing at all.
            prop_assert_eq!(cyclonedx(&bom(found.components), version), text);
        }
        let identities = |reading: &Reading| -> Vec<_> {
            let identity = |one: &Component| (one.package.ecosystem, one.package.name.clone(), one.package.version.clone());
            reading.components.iter().map(identity).collect()
        };
        let (one, other) = (read_text(&cyclonedx(&first, CycloneDxVersion::V1_7)), read_text(&spdx(&first)));
        prop_assert!(other.notices.is_empty(), "{:?}", other.notices);
        prop_assert_eq!(identities(&one), identities(&other));
    }
}
