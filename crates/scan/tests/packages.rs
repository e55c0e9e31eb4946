//! What a scan says of packages.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use scan::{Config, Report, scan};
use source::{Files, MemoryFiles};

const TEMPLATE: &str = r#"
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: orders/ }
  Pay:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: pay/src/ }
"#;
const LOCK: &str = r#"{"lockfileVersion": 3, "packages": {
  "": {"dependencies": {"serialize-javascript": "^2.0.0"}},
  "node_modules/serialize-javascript": {"version": "2.0.0"},
  "node_modules/deep/node_modules/serialize-javascript": {"version": "2.0.0", "dev": true}
}}"#;

fn report(files: &[(&str, &str)]) -> Report {
    report_of(&MemoryFiles::new(files.iter().copied()))
}

fn report_of(files: &MemoryFiles) -> Report {
    let config = Config { only: ["deps".to_owned()].into(), as_of: "2026-11-23".parse().unwrap(), ..Config::default() };
    scan(files, &config)
}

/// Of each finding the rule, the severity, the functions and the message.
fn told(report: &Report) -> Vec<String> {
    let one = |finding: &finding::Finding| {
        format!("{} {} [{}] {}", finding.rule, finding.severity, finding.functions.join(","), finding.message)
    };
    report.findings.iter().map(one).collect()
}

#[test]
fn packages_belong_to_the_functions_that_take_them() {
    let report = report(&[
        ("orders/requirements.txt", "PyYAML==5.1\n"),
        ("pay/package-lock.json", LOCK),
        ("template.yaml", TEMPLATE),
    ]);
    assert_eq!(
        told(&report),
        [
            "deps/vulnerable-package medium [Orders] `PyYAML` 5.1 has 3 known vulnerabilities, the worst CVE-2019-20477 (not rated); 5.4 has none",
            "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 has 2 known vulnerabilities, the worst CVE-2020-7660 (high); 3.1.0 has none",
        ]
    );
    let told = report.findings.last().unwrap();
    assert_eq!(told.location.resource, "npm/serialize-javascript@2.0.0 CVE-2020-7660 CVE-2019-16769");
    assert_eq!(
        told.related.first().map(|step| step.message.as_str()),
        Some("also here"),
        "a second copy is no second finding"
    );
    assert_eq!(report.coverage.packages, 3);
}

#[test]
fn a_lockfile_answers_for_the_manifests_beside_and_below() {
    let manifest = r#"{"dependencies": {"serialize-javascript": "~2.0.0"}}"#;
    let alone = report(&[("web/package.json", manifest)]);
    assert!(told(&alone).concat().starts_with("deps/vulnerable-range high [] every version"), "{:?}", told(&alone));
    let locked = LOCK.replace("2.0.0\"", "6.0.2\"");
    let beside = report(&[("package-lock.json", &locked), ("web/package.json", manifest)]);
    assert_eq!(told(&beside), [""; 0]);
    let other = report(&[
        ("package-lock.json", r#"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}"#),
        ("web/package.json", manifest),
    ]);
    assert_eq!(told(&other), told(&alone), "a lockfile above that does not have it is of something else");
    let exact = report(&[("package.json", r#"{"dependencies": {"serialize-javascript": "2.0.0"}}"#)]);
    assert!(
        told(&exact).concat().starts_with("deps/vulnerable-package high [] `serialize-javascript` 2.0.0 has 2"),
        "{:?}",
        told(&exact)
    );
    let development = report(&[("requirements-dev.txt", "PyYAML==5.1\n")]);
    assert!(told(&development).concat().starts_with("deps/vulnerable-package low"), "{:?}", told(&development));
    // What is pinned does not lock what is not.
    let mixed = report(&[("requirements.txt", "requests==2.32.3\nPyYAML<5.2\n")]);
    assert!(told(&mixed).concat().contains("that `PyYAML` (<5.2) may be has"), "{:?}", told(&mixed));
}

#[test]
fn what_lies_in_a_deployment_archive_is_looked_up() {
    let archive = archive(&[
        ("node_modules/serialize-javascript/package.json", r#"{"name": "serialize-javascript", "version": "2.0.0"}"#),
        (
            "node_modules/x/node_modules/serialize-javascript/package.json",
            r#"{"name": "serialize-javascript", "version": "2.0.0"}"#,
        ),
        ("index.js", "exports.handler = async () => 1"),
    ]);
    let template = TEMPLATE.replace("pay/src/", "pay.zip");
    let files = [("pay.zip", archive.as_slice()), ("template.yaml", template.as_bytes())];
    let report = report_of(&MemoryFiles::new(files));
    assert_eq!(
        told(&report),
        [
            "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 in `pay.zip!/node_modules/serialize-javascript/package.json` has 2 known vulnerabilities, the worst CVE-2020-7660 (high); 3.1.0 has none"
        ]
    );
    let copy = "also in `pay.zip!/node_modules/x/node_modules/serialize-javascript/package.json`";
    assert_eq!(report.findings.first().unwrap().related.first().map(|step| step.message.as_str()), Some(copy));
    let file = report.findings.first().unwrap().location.span.file;
    assert_eq!(report.sources.get(file).unwrap().text.len(), 0, "an archive is no text to show");
    let cut = &archive[..archive.len() / 2];
    assert!(!report_of(&MemoryFiles::new([("pay.zip", cut)])).notices.is_empty());
}

#[test]
fn packages_in_a_bundle_have_the_versions_of_the_lockfile_above() {
    let code = "const own = 1;\n".repeat(20);
    let bundle = format!("{code}// node_modules/serialize-javascript/index.js\n{code}// src/index.js\n{code}");
    let told_of = |files: &[(&str, &str)]| {
        let report = report(files);
        let lines = told(&report);
        let copies = report.findings.iter().filter(|own| own.functions == ["Pay"]).flat_map(|own| &own.related);
        let places: Vec<u32> = copies.filter_map(|copy| copy.span).map(|span| span.start).collect();
        (lines.len(), places)
    };
    let place = bundle.find("// node_modules").unwrap() as u32;
    let (count, places) =
        told_of(&[("pay/package-lock.json", LOCK), ("pay/src/index.js", bundle.as_str()), ("template.yaml", TEMPLATE)]);
    assert_eq!((count, places.contains(&place)), (1, true), "told at the lockfile, which somebody can change");
    let own = code.as_str();
    let (count, places) =
        told_of(&[("pay/package-lock.json", LOCK), ("pay/src/index.js", own), ("template.yaml", TEMPLATE)]);
    assert_eq!((count, places.contains(&place)), (1, false));
}

#[test]
fn a_bundle_in_a_deployment_archive_is_looked_into() {
    let code = "const own = 1;\n".repeat(20);
    let map = r#"{"version": 3, "sources": ["../node_modules/serialize-javascript/index.js"], "mappings": ""}"#;
    let bundle = format!("{code}__commonJS();\n//# sourceMappingURL=index.js.map");
    let archive = archive(&[("index.js", bundle.as_str()), ("index.js.map", map), ("package-lock.json", LOCK)]);
    let template = TEMPLATE.replace("pay/src/", "pay.zip");
    let files = [("pay.zip", archive.as_slice()), ("template.yaml", template.as_bytes())];
    assert_eq!(
        told(&report_of(&MemoryFiles::new(files))),
        [
            "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 in `pay.zip!/index.js` has 2 known vulnerabilities, the worst CVE-2020-7660 (high); 3.1.0 has none"
        ]
    );
}

/// A zip of files that are only stored.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = bytes.len() as u32;
        let (name_length, size) = (name.len() as u16, text.len() as u32);
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [checksum(text.as_bytes()), size, size] {
            facts.extend(number.to_le_bytes());
        }
        facts.extend(name_length.to_le_bytes());
        facts.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", facts.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        let after = [&[0; 10][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00", facts.as_slice(), &after, name.as_bytes()].concat());
    }
    let (at, size, count) = (bytes.len() as u32, directory.len() as u32, (files.len() as u16).to_le_bytes());
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    bytes
}

/// CRC-32 as archives have it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |rest: u32, _| if rest & 1 == 1 { rest >> 1 ^ 0xedb8_8320 } else { rest >> 1 };
    !bytes.iter().fold(u32::MAX, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), step))
}

#[test]
fn programs_and_images_are_lists_and_texts_are_none() {
    let report = report_of(&MemoryFiles::new([
        ("image/oci-layout", &b"{}"[..]),
        ("orders/bootstrap", b"\x7fELF"),
        ("orders/notes", b"\x7f no program"),
        ("template.yaml", TEMPLATE.as_bytes()),
    ]));
    assert_eq!(report.coverage.lists, 2);
    let said = |message: &str| report.notices.iter().any(|notice| notice.message == message);
    assert!(said("its headers are no program's that can be read") && said("the index of the image is not there"));
}

#[test]
fn what_was_not_looked_up_is_said() {
    let report =
        report(&[("package.json", r#"{"dependencies": {"a": "git+https://example.com/a.git", "b": "^1.0.0"}}"#)]);
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "2 requirements have no lockfile: nothing of what they need in turn was looked up",
            "the 4733 advisories of npm are of 2024-11-25, 728 days old, and not all there were; `maremma db update` fetches newer ones",
            "1 package was not looked up: from a repository, folder or URL, for which there are no advisories",
        ]
    );
    assert!(report.notices.iter().all(|notice| notice.kind.is_incomplete()), "--strict fails");
}

#[test]
fn broken_lists_are_said_and_the_others_read() {
    let report = report(&[("a/package-lock.json", "{"), ("b/requirements.txt", "PyYAML==5.1\n")]);
    assert_eq!(report.findings.len(), 1);
    assert!(report.notices.iter().any(|notice| notice.kind == finding::NoticeKind::Malformed));
    let alone = self::report(&[("a/package-lock.json", "{")]);
    assert!(!alone.coverage.is_nothing(), "a broken list is not nothing");
}

const NODE: &str = r#"
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: pay/, Layers: [!Ref Deps] }
  Ship:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: ship/, Layers: [!Ref Deps] }
  Deps:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layers/deps }
"#;

/// The `package.json` of an installed package.
fn module(name: &str, version: &str) -> String {
    format!("{{\"name\": \"{name}\",\n \"version\": \"{version}\"}}")
}

/// Of each package its listing, name, version, tier and what was evaluated.
fn tiers(files: &MemoryFiles) -> Vec<String> {
    let config = Config { as_of: "2026-11-23".parse().unwrap(), ..Config::default() };
    let (app, _) = scan::application(files, &config);
    let found = scan::packages(files, &app, &config);
    let of_listing = |listing: &deps::Listing| {
        let line = |(number, package): (usize, &packages::Package)| {
            let deps::Standing { evidence, hidden_by, .. } = listing.standing(number);
            let hidden = hidden_by.map_or_else(String::new, |by| format!(" hidden by {by}"));
            let version = package.version.as_deref().unwrap_or("-");
            let (tier, evaluated) = (evidence.tier.name(), evidence.evaluated.name());
            format!("{} {} {version}: {tier} of {evaluated}{hidden}", listing.path(files), package.name)
        };
        listing.inventory.packages.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    found.listings.iter().flat_map(of_listing).collect()
}

/// Code of which nobody can tell what it loads.
const COMPUTED: &str = "require(process.env.PART)";

#[test]
fn what_is_installed_wins_over_the_lockfile() {
    let lock = r#"{"lockfileVersion": 3, "packages": {
  "node_modules/serialize-javascript": {"version": "2.0.0", "dev": true},
  "node_modules/lodash": {"version": "4.17.15", "dev": true},
  "node_modules/left": {"version": "1.0.0"}
}}"#;
    let written = [
        ("pay/index.js", COMPUTED),
        ("pay/package-lock.json", lock),
        ("pay/package.json", "{}"),
        ("template.yaml", NODE),
    ];
    let files = MemoryFiles::new(written).with_installed([
        ("pay/node_modules/serialize-javascript/package.json", module("serialize-javascript", "2.0.0")),
        ("pay/node_modules/x/node_modules/minimist/package.json", module("minimist", "0.0.8")),
        ("pay/node_modules/x/package.json", module("x", "1.0.0")),
    ]);
    assert_eq!(
        tiers(&files),
        [
            "pay/package-lock.json serialize-javascript 2.0.0: T1 shipped of T1 shipped",
            "pay/package-lock.json lodash 4.17.15: T0 listed of T1 shipped",
            "pay/package-lock.json left 1.0.0: T0 listed of T1 shipped",
            "pay serialize-javascript 2.0.0: T1 shipped of T1 shipped",
            "pay minimist 0.0.8: T1 shipped of T1 shipped",
            "pay x 1.0.0: T1 shipped of T1 shipped",
        ]
    );
    let report = report_of(&files);
    let told = told(&report);
    let starts = [
        "deps/vulnerable-package high [Pay] `serialize-javascript` 2.0.0 has 2",
        "deps/vulnerable-package low [Pay] `lodash` 4.17.15 has",
        "deps/vulnerable-package critical [Pay] `minimist` 0.0.8 in `pay/node_modules/x/node_modules/minimist/package.json` has",
    ];
    assert_eq!(told.len(), starts.len(), "each package is told once: {told:?}");
    for start in starts {
        assert!(told.iter().any(|line| line.starts_with(start)), "{start}: {told:?}");
    }
    let related = |name: &str| -> Vec<&str> {
        let finding = report.findings.iter().find(|finding| finding.location.resource.contains(name)).unwrap();
        finding.related.iter().map(|step| step.message.as_str()).collect()
    };
    let serialize = related("serialize");
    assert_eq!(serialize.first(), Some(&"also in `pay/node_modules/serialize-javascript/package.json`"));
    assert!(serialize.contains(&"T1 shipped"), "what was meant for development and is there counts: {serialize:?}");
    assert!(related("lodash").contains(&"only listed: it is not among the packages that are shipped"));
    let minimist = report.findings.iter().find(|finding| finding.location.resource.contains("minimist")).unwrap();
    let source = report.sources.get(minimist.location.span.file).unwrap();
    assert!(source.text.contains("0.0.8"), "the place can be shown: {source:?}");
}

#[test]
fn a_requirement_that_is_installed_is_judged_as_what_is_installed() {
    let template = TEMPLATE.replace("pay/src/", "none/");
    let files = MemoryFiles::new([
        ("orders/PyYAML-5.1.dist-info/METADATA", "Name: PyYAML\nVersion: 5.1\n"),
        ("orders/PyYAML-5.1.dist-info/RECORD", "yaml/__init__.py,,\n"),
        ("orders/app.py", "__import__(name())"),
        ("orders/requirements.txt", "pyyaml>=5\nrequests==2.19.0\n"),
        ("orders/own.egg-info/PKG-INFO", "Name: own\nVersion: 1\n"),
        ("orders/setup.py", ""),
        ("template.yaml", &template),
    ]);
    assert_eq!(
        tiers(&files),
        [
            "orders pyyaml 5.1: T1 shipped of T1 shipped",
            "orders/requirements.txt requests 2.19.0: T0 listed of T1 shipped",
        ],
        "the project itself is no package of others"
    );
    let told = told(&report_of(&files));
    let starts = [
        "deps/vulnerable-package medium [Orders] `PyYAML` 5.1 in `orders/PyYAML-5.1.dist-info/METADATA` has 3",
        "deps/vulnerable-package medium [Orders] `requests` 2.19.0 has",
    ];
    assert!(told.iter().zip(starts).all(|(line, start)| line.starts_with(start)) && told.len() == 2, "{told:?}");
}

#[test]
fn the_functions_own_copy_hides_that_of_a_layer() {
    let installed = [
        ("pay/node_modules/lodash/package.json", module("lodash", "5.0.0")),
        ("layers/deps/nodejs/node_modules/lodash/package.json", module("lodash", "4.17.15")),
        ("layers/deps/nodejs/node22/node_modules/minimist/package.json", module("minimist", "0.0.8")),
    ];
    let written = [("pay/index.js", COMPUTED), ("ship/index.js", COMPUTED), ("template.yaml", NODE)];
    let files = MemoryFiles::new(written).with_installed(installed.clone());
    let told = told(&report_of(&files));
    let lodash = "deps/vulnerable-package high [Ship] `lodash` 4.17.15 in `layers/deps/nodejs/node_modules/lodash/package.json` of the layer `Deps` has";
    let minimist = "deps/vulnerable-package critical [Pay,Ship] `minimist` 0.0.8 in `layers/deps/nodejs/node22/node_modules/minimist/package.json` of the layer `Deps` has";
    for start in [lodash, minimist] {
        assert!(told.iter().any(|line| line.starts_with(start)), "{start}: {told:?}");
    }
    assert_eq!(told.len(), 2);
    // Without the other function no code takes it.
    let alone = NODE.replace("ship/, Layers: [!Ref Deps]", "ship/");
    let files = MemoryFiles::new([("template.yaml", alone.as_str())]).with_installed(installed);
    assert!(
        tiers(&files)
            .contains(&"layers/deps/nodejs lodash 4.17.15: T1 shipped of T1 shipped hidden by the function".to_owned()),
        "{:?}",
        tiers(&files)
    );
}

#[test]
fn layers_may_be_archives_and_the_last_one_wins() {
    let python = r#"
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: { Handler: app.handler, Runtime: python3.13, Code: orders/, Role: r, Layers: [!Ref One, !Ref Two, "arn:aws:lambda:eu-west-1:210987654321:layer:other:3"] }
  One:
    Type: AWS::Lambda::LayerVersion
    Properties: { Content: one.zip }
  Two:
    Type: AWS::Lambda::LayerVersion
    Properties: { Content: two }
  Gone:
    Type: AWS::Lambda::LayerVersion
    Properties: { Content: { S3Bucket: b, S3Key: k } }
"#;
    let zip = archive(&[("python/PyYAML-5.1.dist-info/METADATA", "Name: PyYAML\nVersion: 5.1\n")]);
    let files = MemoryFiles::new([
        ("one.zip", zip.as_slice()),
        ("orders/app.py", b""),
        ("template.yaml", python.as_bytes()),
        ("two/python/PyYAML-6.0.dist-info/METADATA", b"Name: PyYAML\nVersion: 6.0\n"),
    ]);
    assert_eq!(
        tiers(&files),
        [
            "one.zip pyyaml 5.1: T1 shipped of T1 shipped hidden by the layer `Two`",
            "two/python pyyaml 6.0: T1 shipped of T1 shipped",
        ]
    );
    let report = report_of(&files);
    assert!(told(&report).concat().starts_with("deps/vulnerable-package low [] `PyYAML` 5.1"), "{:?}", told(&report));
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    let unknown = "what the layer `arn:aws:lambda:eu-west-1:210987654321:layer:other:3` ships is not known: it is not of this application";
    assert!(
        said.contains(&unknown) && said.contains(&"what the layer `Gone` ships is not among the files"),
        "{said:?}"
    );
}

#[test]
fn what_was_built_is_what_is_deployed() {
    let written = [
        ("pay/index.js", COMPUTED),
        ("pay/package.json", r#"{"dependencies": {"lodash": "^4.17.0"}, "devDependencies": {"minimist": "0.0.8"}}"#),
        ("template.yaml", NODE),
    ];
    let files = MemoryFiles::new(written).with_installed([
        (".aws-sam/build/Pay/node_modules/lodash/package.json", module("lodash", "4.17.15")),
        ("pay/node_modules/lodash/package.json", module("lodash", "4.17.15")),
        ("pay/node_modules/minimist/package.json", module("minimist", "0.0.8")),
    ]);
    assert_eq!(
        tiers(&files),
        [
            ".aws-sam/build/Pay lodash 4.17.15: T1 shipped of T1 shipped",
            "pay lodash 4.17.15: T0 listed of T1 shipped",
            "pay minimist 0.0.8: T0 listed of T1 shipped",
        ]
    );
}

#[test]
fn packages_that_lie_above_the_code_are_not_shipped_for_sure() {
    let template = NODE.replace("pay/, Layers: [!Ref Deps]", "pay/").replace("ship/, Layers: [!Ref Deps]", "ship/");
    let files = MemoryFiles::new([("pay/index.js", COMPUTED), ("template.yaml", &template)])
        .with_installed([("node_modules/lodash/package.json", module("lodash", "4.17.15"))]);
    assert_eq!(tiers(&files), [". lodash 4.17.15: T0 listed of T0 listed"]);
    assert!(told(&report_of(&files)).concat().contains("[Pay,Ship] `lodash` 4.17.15"));
}

/// The requirements and packages of each listing: path, name, range or version, and where they were written.
fn asked(files: &MemoryFiles) -> Vec<String> {
    let config = Config { as_of: "2026-11-23".parse().unwrap(), ..Config::default() };
    let (app, _) = scan::application(files, &config);
    let found = scan::packages(files, &app, &config);
    let place = |span: source::Span| {
        let text = String::from_utf8(files.read(span.file).unwrap()).unwrap();
        format!("{}:{}", files.path(span.file), source::LineIndex::new(&text).line(span.start))
    };
    let of_listing = |listing: &deps::Listing| {
        let (path, inventory) = (listing.path(files), &listing.inventory);
        let packages = inventory.packages.iter().map(|own| {
            format!("{path}: {} at {} ({})", own.name, own.version.as_deref().unwrap_or("-"), place(own.span))
        });
        let pinned = |name: &str| inventory.packages.iter().any(|own| own.name == name);
        let requirements = inventory.requirements.iter().filter(|own| !pinned(&own.name));
        let requirements = requirements.map(|own| format!("{path}: {} {} ({})", own.name, own.range, place(own.span)));
        packages.chain(requirements).collect::<Vec<_>>()
    };
    found.listings.iter().flat_map(of_listing).collect()
}

#[test]
fn central_versions_of_dotnet_are_joined_with_the_projects_that_take_them() {
    let central = r#"<Project>
  <Import Project="$([MSBuild]::GetPathOfFileAbove(Directory.Packages.props, $(MSBuildThisFileDirectory)..))" />
  <ItemGroup>
    <PackageVersion Include="Newtonsoft.Json" Version="$(JsonVersion)" />
    <PackageVersion Include="Unused" Version="1.0.0" />
  </ItemGroup>
</Project>"#;
    let root = r#"<Project>
  <PropertyGroup><JsonVersion>12.0.1</JsonVersion></PropertyGroup>
  <ItemGroup><PackageVersion Include="Root.Only" Version="3.0.0" /></ItemGroup>
</Project>"#;
    let project = r#"<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="newtonsoft.json" />
    <PackageReference Include="Root.Only" VersionOverride="4.0.0" />
    <PackageReference Include="Nowhere" />
  </ItemGroup>
</Project>"#;
    let other = r#"<Project><ItemGroup>
    <PackageReference Include="Newtonsoft.Json" />
    <PackageReference Include="Root.Only" />
</ItemGroup></Project>"#;
    let files = MemoryFiles::new([
        ("Directory.Packages.props", root),
        ("src/Directory.Packages.props", central),
        ("src/a/A.csproj", project),
        ("src/b/B.csproj", other),
    ]);
    assert_eq!(
        asked(&files),
        [
            "src/a/A.csproj: newtonsoft.json 12.0.1 (src/Directory.Packages.props:4)",
            "src/a/A.csproj: root.only 4.0.0 (src/a/A.csproj:4)",
            "src/a/A.csproj: nowhere  (src/a/A.csproj:5)",
            "src/b/B.csproj: newtonsoft.json 12.0.1 (src/Directory.Packages.props:4)",
            "src/b/B.csproj: root.only 3.0.0 (Directory.Packages.props:3)",
        ]
    );
    let report = report_of(&files);
    assert_eq!(told(&report).len(), 1, "one line is one finding: {:?}", told(&report));
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    let missing = "the version of 1 requirement comes from another file, such as `Directory.Packages.props`, which is not among the files";
    assert!(said.contains(&missing), "{said:?}");
    let alone = MemoryFiles::new([("Directory.Packages.props", root)]);
    assert_eq!(asked(&alone).len(), 1, "without a project it is a list of its own");
    let unknown = MemoryFiles::new([("a/A.csproj", project)]);
    assert_eq!(told(&report_of(&unknown)), [""; 0], "an unknown version is not any version");
}

#[test]
fn modules_of_maven_take_versions_from_their_parents() {
    let root = "<project>
  <groupId>org.app</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging>
  <modules><module>one</module><module>two</module></modules>
  <dependencyManagement><dependencies>
    <dependency><groupId>org.yaml</groupId><artifactId>snakeyaml</artifactId><version>1.26</version></dependency>
    <dependency>
      <groupId>org.bill</groupId><artifactId>bom</artifactId><version>3</version><type>pom</type><scope>import</scope>
    </dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>org.all</groupId><artifactId>every</artifactId><version>2</version></dependency>
  </dependencies>
</project>";
    let module = "<project>
  <parent><groupId>org.app</groupId><artifactId>root</artifactId><version>1</version></parent>
  <artifactId>NAME</artifactId>
  <dependencies>
    <dependency><groupId>org.yaml</groupId><artifactId>snakeyaml</artifactId></dependency>
    <dependency><groupId>org.bill</groupId><artifactId>part</artifactId></dependency>
  </dependencies>
</project>";
    let (one, two) = (module.replace("NAME", "one"), module.replace("NAME", "two"));
    let files = MemoryFiles::new([("pom.xml", root), ("one/pom.xml", &one), ("two/pom.xml", &two)]);
    let of_module = |path: &str| {
        [
            format!("{path}: org.bill:part  ({path}:6)"),
            format!("{path}: org.yaml:snakeyaml 1.26 (pom.xml:5)"),
            format!("{path}: org.all:every 2 (pom.xml:11)"),
        ]
    };
    let own = ["pom.xml: org.bill:bom 3 (pom.xml:7)".to_owned(), "pom.xml: org.all:every 2 (pom.xml:11)".to_owned()];
    assert_eq!(asked(&files), [&of_module("one/pom.xml")[..], &own, &of_module("two/pom.xml")].concat());
    let report = report_of(&files);
    assert_eq!(told(&report).len(), 1, "{:?}", told(&report));
    assert_eq!(report.coverage.packages, 3, "what two modules inherit is looked up once");
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    let once = "the versions of 2 requirements in 2 files come from the imported `org.bill:bom:3`, which is not among the files";
    assert!(said.contains(&once), "{said:?}");
}

#[test]
fn included_lists_of_requirements_are_followed() {
    let files = MemoryFiles::new([
        ("orders/requirements.txt", "-r base/requirements.txt\n-c ../constraints.txt\nrequests\nPyYAML>=5\nurllib3\n"),
        ("orders/base/requirements.txt", "-r ../requirements.txt\nflask==2.0.0\n"),
        ("constraints.txt", "requests==2.19.0\nPyYAML<5.2\nidna==2.0\n"),
        ("lost/requirements.txt", "-r gone.txt\n-r https://example.com/r.txt\n"),
        ("template.yaml", TEMPLATE),
    ]);
    assert_eq!(
        asked(&files),
        [
            "orders/base/requirements.txt: flask at 2.0.0 (orders/base/requirements.txt:2)",
            "orders/base/requirements.txt: requests at 2.19.0 (constraints.txt:1)",
            "orders/base/requirements.txt: pyyaml >=5,<5.2 (orders/requirements.txt:4)",
            "orders/base/requirements.txt: urllib3  (orders/requirements.txt:5)",
            "orders/requirements.txt: flask at 2.0.0 (orders/base/requirements.txt:2)",
            "orders/requirements.txt: requests at 2.19.0 (constraints.txt:1)",
            "orders/requirements.txt: pyyaml >=5,<5.2 (orders/requirements.txt:4)",
            "orders/requirements.txt: urllib3  (orders/requirements.txt:5)",
        ]
    );
    let report = report_of(&files);
    let lines = told(&report);
    let about = |name: &str| lines.iter().filter(|line| line.contains(&format!("`{name}`"))).count();
    assert_eq!((about("requests"), about("PyYAML"), about("flask")), (1, 1, 1), "{lines:?}");
    assert!(lines.iter().all(|line| line.contains("[Orders]")), "{lines:?}");
    let said: Vec<&str> = report.notices.iter().map(|notice| notice.message.as_str()).collect();
    assert!(said.contains(&"the included list `gone.txt` is not read"), "{said:?}");
    assert!(said.contains(&"the included list `https://example.com/r.txt` is not read"), "{said:?}");
}

#[test]
fn what_azure_deploys_with_an_app_is_told_by_its_list() {
    let files = MemoryFiles::new([
        ("app/.python_packages/lib/site-packages/PyYAML-5.1.dist-info/METADATA", "Name: PyYAML\nVersion: 5.1\n"),
        ("app/host.json", "{}"),
        ("app/requirements.txt", "PyYAML==5.1\n"),
    ]);
    let report = report_of(&files);
    assert!(told(&report).concat().starts_with("deps/vulnerable-package medium [] `PyYAML` 5.1 has"), "{report:?}");
    assert_eq!(told(&report).len(), 1);
}
