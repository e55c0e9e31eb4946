//! Which packages archives and folders ship.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod zip;

use packages::{Origin, Shipment, Source, installed_in, is_in_modules, merged, read_archive, read_folder};
use source::{FileId, Limits, MemoryFiles};
use zip::{File, file, stored, zip};

fn shipment(bytes: &[u8]) -> Shipment {
    read_archive(FileId(0), "app.zip", bytes, &Limits::default())
}

/// What is shipped, one a line: name, version and place.
fn shipped(shipment: &Shipment) -> Vec<String> {
    let line = |one: &packages::Shipped| {
        let version = one.package.version.as_deref().unwrap_or("-");
        format!("{} {version} {}", one.package.written_name, one.inside)
    };
    shipment.packages.iter().map(line).collect()
}

fn notices(shipment: &Shipment) -> Vec<String> {
    let line = |notice: &finding::Notice| match &notice.place {
        finding::Place::Path(path) => format!("{path}: {}", notice.message),
        place => format!("{place:?}: {}", notice.message),
    };
    shipment.notices.iter().map(line).collect()
}

fn npm(path: &str, name: &str, version: &str) -> File {
    file(&format!("{path}/package.json"), format!(r#"{{"name": "{name}", "version": "{version}"}}"#))
}

fn metadata(folder: &str, name: &str, version: &str) -> File {
    file(
        &format!("{folder}/METADATA"),
        format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: no\n"),
    )
}

fn pom(group: &str, artifact: &str, version: &str) -> File {
    let text = format!("#Generated\nversion={version}\ngroupId={group}\nartifactId={artifact}\n");
    file(&format!("META-INF/maven/{group}/{artifact}/pom.properties"), text)
}

const SAFE: u32 = 0o100_644;
const LINK: u32 = 0o120_777;

#[test]
fn node_ships_copies_within_copies() {
    let found = shipment(&zip(&[
        file("index.js", "1"),
        npm("node_modules/a", "a", "1.0.0"),
        npm("node_modules/a/node_modules/b", "b", "1.0.0"),
        npm("node_modules/a/test/node_modules/c", "c", "1.0.0"),
        npm("node_modules/a/lib", "d", "1.0.0"),
        npm("node_modules/@s/b", "@s/b", "2.0.0"),
        npm("node_modules/alias", "real", "3.0.0"),
        npm("nodejs/node_modules/e", "e", "4.0.0"),
    ]));
    let expected = [
        "@s/b 2.0.0 node_modules/@s/b/package.json",
        "b 1.0.0 node_modules/a/node_modules/b/package.json",
        "a 1.0.0 node_modules/a/package.json",
        "real 3.0.0 node_modules/alias/package.json",
        "e 4.0.0 nodejs/node_modules/e/package.json",
    ];
    assert_eq!(shipped(&found), expected);
    assert_eq!(notices(&found), [""; 0]);
    assert_eq!(found.place(&found.packages[0].inside), "app.zip!/node_modules/@s/b/package.json");
    let text = r#"{"name": "@s/b", "version": "2.0.0"}"#;
    let span = found.packages[0].package.span;
    assert_eq!(&text[span.start as usize..span.end as usize], "\"2.0.0\"");
}

#[test]
fn a_broken_package_of_node_has_the_name_of_its_folder() {
    let found = shipment(&zip(&[
        file("node_modules/a/package.json", r#"{"version": "1.0.0"}"#),
        file("node_modules/b/package.json", r#"{"name": "b""#),
        File { flags: 1, ..npm("node_modules/c", "c", "1.0.0") },
    ]));
    let expected =
        ["a 1.0.0 node_modules/a/package.json", "b - node_modules/b/package.json", "c - node_modules/c/package.json"];
    assert_eq!(shipped(&found), expected);
    let said = notices(&found).join("\n");
    assert!(said.contains("app.zip!/node_modules/a/package.json: it says no name; that of its folder, `a`, is taken"));
    assert!(said.contains("app.zip!/node_modules/b/package.json: the version of `b` is not known"));
    assert!(said.contains("app.zip!/node_modules/c/package.json: it is encrypted"));
}

#[test]
fn python_ships_distributions() {
    let git = r#"{"url": "https://example.com/g.git", "vcs_info": {"vcs": "git", "commit_id": "0123456789"}}"#;
    let needs =
        "Name: Flask_Login\nVersion: 1.0\nRequires-Dist: Flask (>=1.0)\nRequires-Dist: pytest>=7; extra == 'test'\n";
    let found = shipment(&zip(&[
        file("python/Flask_Login-1.0.dist-info/METADATA", needs),
        metadata("python/lib/python3.13/site-packages/g-2.0.dist-info", "g", "2.0"),
        file("python/lib/python3.13/site-packages/g-2.0.dist-info/direct_url.json", git),
        metadata("u-3.dist-info", "u", "3"),
        file("u-3.dist-info/direct_url.json", r#"{"url": "https://example.com/u.zip", "archive_info": {}}"#),
        metadata("l-3.dist-info", "l", "3"),
        file("l-3.dist-info/direct_url.json", r#"{"url": "file:///src/l", "dir_info": {"editable": true}}"#),
        file("old-0.1-py3.13.egg-info/PKG-INFO", "Name: old\nVersion: 0.1\n"),
        file("older-0.2-py3.13.egg-info", "Name: older\nVersion: 0.2\n"),
        file("slim_one-4.0.dist-info/RECORD", "slim_one.py,,\n"),
        file("nothing.dist-info/licenses/METADATA", "Name: no\n"),
    ]));
    let expected = [
        "l 3 l-3.dist-info/METADATA",
        "old 0.1 old-0.1-py3.13.egg-info/PKG-INFO",
        "older 0.2 older-0.2-py3.13.egg-info",
        "Flask_Login 1.0 python/Flask_Login-1.0.dist-info/METADATA",
        "g 2.0 python/lib/python3.13/site-packages/g-2.0.dist-info/METADATA",
        "slim_one 4.0 slim_one-4.0.dist-info/RECORD",
        "u 3 u-3.dist-info/METADATA",
    ];
    assert_eq!(shipped(&found), expected);
    assert_eq!(notices(&found), [""; 0]);
    let package = |index: usize| &found.packages[index].package;
    assert_eq!(package(0).origin, Origin::Path("/src/l".to_owned()));
    assert_eq!(package(3).name, "flask-login");
    let needs: Vec<_> = package(3).dependencies.iter().map(|one| format!("{} {}", one.name, one.range)).collect();
    assert_eq!(needs, ["Flask >=1.0"]);
    let commit = Some("0123456789".to_owned());
    assert_eq!(package(4).origin, Origin::Git { url: "https://example.com/g.git".to_owned(), commit });
    assert_eq!(package(6).origin, Origin::Url("https://example.com/u.zip".to_owned()));
}

#[test]
fn jars_say_what_they_are_or_are_said_to_be_unknown() {
    let manifest = |text: &str| zip(&[file("META-INF/MANIFEST.MF", text), file("A.class", "1")]);
    let bundle = "Manifest-Version: 1.0\r\nBundle-SymbolicName: com.acme.core.lo\r\n gger;singleton:=true\r\nBundle-Version: 1.2\r\n";
    let both = format!("{bundle}Implementation-Vendor-Id: com.acme.core\r\n\r\nName: x\r\nBundle-Version: 9\r\n");
    let vendor = "Implementation-Vendor-Id: com.acme\nImplementation-Version: 2.0\n";
    let with = |manifest: &str, pom: File| zip(&[file("META-INF/MANIFEST.MF", manifest), pom, file("A.class", "1")]);
    let shaded = zip(&[pom("g", "one", "1"), pom("g", "two", "2"), file("A.class", "1")]);
    let found = shipment(&zip(&[
        stored("lib/one-1.0.jar", zip(&[pom("com.acme", "one", "1.0"), file("A.class", "1")])),
        file("BOOT-INF/lib/shaded.jar", shaded),
        file("java/lib/logger-1.2.jar", manifest(&both)),
        file("java/lib/com.acme.two.jar", with("", pom("com.acme", "two", "2"))),
        file("java/lib/renamed.jar", with("Implementation-Version: 3\n", pom("com.acme", "three", "3"))),
        file("java/lib/guise-4.2.jar", with("Implementation-Version: 4.2\n", pom("g", "one", "1"))),
        file("java/lib/log-1.2.jar", manifest(&both)),
        file("java/lib/logger-1.2-sources.jar", manifest(&both)),
        file("java/lib/vendor-2.0.jar", manifest(vendor)),
        file("lib/logger-1.2.jar", manifest(bundle)),
        file("java/lib/bare.jar", zip(&[file("A.class", "1")])),
    ]));
    let expected = [
        "g:one 1 BOOT-INF/lib/shaded.jar!/META-INF/maven/g/one/pom.properties",
        "g:two 2 BOOT-INF/lib/shaded.jar!/META-INF/maven/g/two/pom.properties",
        "com.acme:two 2 java/lib/com.acme.two.jar!/META-INF/maven/com.acme/two/pom.properties",
        "g:one 1 java/lib/guise-4.2.jar!/META-INF/maven/g/one/pom.properties",
        "com.acme.core:logger 1.2 java/lib/logger-1.2.jar!/META-INF/MANIFEST.MF",
        "com.acme:three 3 java/lib/renamed.jar!/META-INF/maven/com.acme/three/pom.properties",
        "com.acme:one 1.0 lib/one-1.0.jar!/META-INF/maven/com.acme/one/pom.properties",
    ];
    assert_eq!(shipped(&found), expected);
    let expected = [
        "app.zip!/BOOT-INF/lib/shaded.jar: unidentified jar; what it holds of others is known",
        "app.zip!/java/lib/guise-4.2.jar: unidentified jar, which calls itself `4.2`; what it holds of others is known",
        "app.zip!/java/lib/log-1.2.jar: unidentified jar, which calls itself `com.acme.core.logger 1.2`",
        "app.zip!/java/lib/logger-1.2-sources.jar: unidentified jar, which calls itself `com.acme.core.logger 1.2`",
        "app.zip!/java/lib/vendor-2.0.jar: unidentified jar, which calls itself `2.0`",
        "app.zip!/lib/logger-1.2.jar: unidentified jar, which calls itself `com.acme.core.logger 1.2`",
        "app.zip!/java/lib/bare.jar: unidentified jar",
    ];
    assert_eq!(notices(&found), expected);
}

#[test]
fn ruby_ships_gems() {
    let rack = "# -*- encoding: utf-8 -*-\n# stub: rack 3.0.8 ruby lib\n\nGem::Specification.new do |s|\n  s.name = \"rack\".freeze\n  s.add_runtime_dependency(%q<a>.freeze, [\">= 2\".freeze, \"< 4\".freeze])\n  s.add_dependency(%q<a>.freeze, [\">= 2\".freeze, \"< 4\".freeze])\n  s.add_development_dependency(%q<b>.freeze, [\">= 0\"])\nend\n";
    let found = shipment(&zip(&[
        file("ruby/gems/3.4.0/specifications/rack-3.0.8.gemspec", rack),
        file("ruby/gems/3.4.0/specifications/no-ko-1.15.4-x86_64-linux.gemspec", "Gem::Specification.new\n"),
        file("ruby/gems/3.4.0/specifications/odd.gemspec", ""),
        stored("ruby/gems/3.4.0/gems/rack-3.0.8/lib/rack.rb", [b' '; 100]),
        stored("ruby/gems/3.4.0/gems/rack-3.0.8/rack.gemspec", ""),
        stored("ruby/gems/3.4.0/gems/rack-3.0.8/Gemfile.lock", "GEM\n"),
        stored("ruby/gems/3.4.0/gems/rack-3.0.80/x.rb", [b' '; 7]),
    ]));
    let expected = [
        "no-ko 1.15.4 ruby/gems/3.4.0/specifications/no-ko-1.15.4-x86_64-linux.gemspec",
        "rack 3.0.8 ruby/gems/3.4.0/specifications/rack-3.0.8.gemspec",
    ];
    assert_eq!(shipped(&found), expected);
    let needs: Vec<_> =
        found.packages[1].package.dependencies.iter().map(|one| format!("{} {}", one.name, one.range)).collect();
    assert_eq!(needs, ["a >= 2, < 4"]);
    assert_eq!((found.coverage[0].unknown_bytes, found.listed.len()), (7, 0));
    let place = "app.zip!/ruby/gems/3.4.0/specifications/odd.gemspec";
    assert_eq!(notices(&found), [format!("{place}: a specification of a gem without a name")]);
}

#[test]
fn dotnet_ships_packages_whose_files_are_there() {
    let deps = r#"{
  "targets": {
    "net8.0": {
      "App/1.0.0": {"dependencies": {"Acme.Json": "13.0.1"}, "runtime": {"App.dll": {}}},
      "Acme.Json/13.0.1": {
        "dependencies": {"Acme.Base": "1.0.0"},
        "runtime": {"lib/net6.0/Acme.Json.dll": {}},
        "resources": {"lib/net6.0/de/Acme.Json.resources.dll": {"locale": "de"}}
      },
      "Acme.Native/2.0.0": {"runtimeTargets": {"runtimes/linux-x64/native/libacme.so": {"rid": "linux-x64"}}},
      "Acme.Base/1.0.0": {"runtime": {"lib/net6.0/_._": {}}},
      "Acme.Merged/1.0.0": {"runtime": {"lib/net6.0/Acme.Merged.dll": {}}},
      "runtimepack.Acme.Runtime/8.0.1": {"native": {"libhost.so": {}}}
    }
  },
  "libraries": {
    "App/1.0.0": {"type": "project"},
    "Acme.Json/13.0.1": {"type": "package", "sha512": "sha512-AA=="},
    "Acme.Native/2.0.0": {"type": "package"},
    "Acme.Base/1.0.0": {"type": "package"},
    "Acme.Merged/1.0.0": {"type": "package"},
    "runtimepack.Acme.Runtime/8.0.1": {"type": "runtimepack"}
  }
}"#;
    let found = shipment(&zip(&[
        file("bin/App.deps.json", deps),
        stored("bin/App.dll", [b' '; 1]),
        stored("bin/Acme.Json.dll", [b' '; 10]),
        stored("bin/de/Acme.Json.resources.dll", [b' '; 20]),
        stored("bin/runtimes/linux-x64/native/libacme.so", [b' '; 30]),
        stored("bin/libhost.so", [b' '; 40]),
        stored("Acme.Merged.dll", [b' '; 2]),
    ]));
    let expected = ["Acme.Json 13.0.1", "Acme.Native 2.0.0", "Acme.Runtime 8.0.1"];
    assert_eq!(shipped(&found), expected.map(|one| format!("{one} bin/App.deps.json")));
    assert_eq!(found.packages[0].package.integrity, ["sha512-AA=="]);
    assert_eq!(found.packages[0].package.dependencies.len(), 1);
    assert_eq!(found.coverage[0].identified_bytes, 100);
    assert_eq!(
        notices(&found),
        ["app.zip!/bin/App.deps.json: no file is there of packages that it names, in number 1"]
    );
}

#[test]
fn coverage_counts_each_archive_for_itself() {
    let jar = [pom("g", "a", "1"), stored("A.class", [0; 1000])];
    let unknown = [
        stored("index.js", [b' '; 100]),
        stored("python/b/added.py", [b' '; 7]),
        stored("lib/broken.jar", [b'x'; 500]),
    ];
    let known = [
        npm("node_modules/a", "a", "1"),
        stored("node_modules/a/index.js", [b' '; 2000]),
        metadata("python/b-1.dist-info", "b", "1"),
        file("python/b-1.dist-info/RECORD", "b/__init__.py,,\n\"b/odd,name.py\",,\n../bin/b,,\n.,,\nb,,\n..,,\n"),
        stored("python/b/__init__.py", [b' '; 300]),
        stored("python/b/odd,name.py", [b' '; 30]),
        stored("bin/b", [b' '; 3]),
        stored("python/c-1.egg-info/PKG-INFO", "Name: c\nVersion: 1\n"),
        stored("python/c-1.egg-info/top_level.txt", "c\nd\n.\n..\n"),
        stored("python/c/x.py", [b' '; 50]),
        stored("python/d.py", [b' '; 5]),
    ];
    let known_bytes: usize = known.iter().map(|file| file.content.len()).sum();
    let all = [&unknown[..], &known, &[stored("lib/a.jar", zip(&jar))]].concat();
    let found = shipment(&zip(&all));
    let rows: Vec<_> = found.coverage.iter().map(|row| (row.inside.as_str(), row.entries)).collect();
    assert_eq!(rows, [("", 15), ("lib/a.jar", 2)]);
    assert_eq!(found.coverage[0].unknown_bytes, 100 + 7 + 500);
    assert_eq!(found.coverage[0].identified_bytes, known_bytes as u64);
    let jar_bytes = jar[0].content.len() as u64 + 1000;
    assert_eq!((found.coverage[1].unknown_bytes, found.coverage[1].identified_bytes), (0, jar_bytes));
}

#[test]
fn a_bundle_has_packages_that_the_lists_beside_it_lock() {
    let lock = r#"{"lockfileVersion": 3, "packages": {"node_modules/left": {"version": "1.2.3"}}}"#;
    let code = "var a;\n".repeat(40);
    let bundle = format!("{code}// node_modules/left/index.js\n{code}//# sourceMappingURL=index.js.map\n");
    let map = r#"{"version": 3, "sources": ["../node_modules/right/a.js"], "mappings": ""}"#;
    let files = [
        file("index.js", &bundle),
        file("index.js.map", map),
        file("own.js", "exports.handler = () => 1;"),
        file("package-lock.json", lock),
    ];
    let shipment = shipment(&zip(&files));
    assert_eq!(shipped(&shipment), ["left 1.2.3 index.js", "right - index.js"]);
    assert!(shipment.coverage[0].identified_bytes >= code.len() as u64, "{:?}", shipment.coverage);
}

#[test]
fn lists_among_the_files_are_told_apart() {
    let lock = r#"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}}"#;
    let found = shipment(&zip(&[
        file("package-lock.json", lock),
        npm("node_modules/a", "a", "1.0.0"),
        file("node_modules/a/yarn.lock", "# yarn lockfile v1\n"),
        file("requirements.txt", "x==1.0\n"),
    ]));
    let listed: Vec<_> = found.listed.iter().map(|one| (one.inside.as_str(), one.inventory.packages.len())).collect();
    assert_eq!(listed, [("package-lock.json", 1), ("requirements.txt", 1)]);
    assert_eq!(shipped(&found), ["a 1.0.0 node_modules/a/package.json"]);
    assert_eq!(notices(&found).len(), 1);
    assert!(notices(&found)[0].starts_with("app.zip!/package-lock.json: "));
}

#[test]
fn an_unpacked_folder_is_read_alike() {
    let jar = zip(&[pom("g", "a", "1")]);
    let files = MemoryFiles::new([
        ("app/node_modules/a/package.json", br#"{"name": "a", "version": "1.0.0"}"#.to_vec()),
        ("app/lib/a.jar", jar),
        ("app/package-lock.json", b"{".to_vec()),
        ("apple/node_modules/b/package.json", br#"{"name": "b", "version": "1.0.0"}"#.to_vec()),
    ]);
    let own: Vec<FileId> = (0..3).map(FileId).collect();
    let found = read_folder(&files, "app/", &own, &Limits::default());
    let expected = ["g:a 1 lib/a.jar!/META-INF/maven/g/a/pom.properties", "a 1.0.0 node_modules/a/package.json"];
    assert_eq!(shipped(&found), expected);
    assert_eq!(found.packages[1].package.span.file, FileId(1));
    assert_eq!(found.place(&found.packages[1].inside), "app/node_modules/a/package.json");
    let rows: Vec<_> = found.coverage.iter().map(|row| row.inside.as_str()).collect();
    assert_eq!(rows, ["lib/a.jar"]);
    assert!(notices(&found).iter().all(|said| said.contains("FileId(2)")), "{:?}", notices(&found));
    let all: Vec<FileId> = (0..4).map(FileId).collect();
    assert_eq!(shipped(&read_folder(&files, "", &all, &Limits::default())).len(), 3);
}

#[test]
fn a_file_tells_in_which_folder_its_package_is_installed() {
    let cases = [
        ("pay/node_modules/a/node_modules/@s/b/package.json", Some("pay")),
        ("node_modules/a/package.json", Some("")),
        ("layer/nodejs/node_modules/a/package.json", Some("layer/nodejs")),
        ("layer/python/a-1.dist-info/RECORD", Some("layer/python")),
        ("a.egg-info/PKG-INFO", Some("")),
        ("vendor/ruby/3.4.0/specifications/a-1.gemspec", Some("vendor/ruby/3.4.0")),
        ("out/App.deps.json", Some("out")),
        ("package.json", None),
        ("node_modules/a/lib/package.json", None),
        ("lib/a.jar", None),
    ];
    for (path, folder) in cases {
        assert_eq!(installed_in(path), folder, "{path}");
    }
    assert!(is_in_modules("a/node_modules/b/index.js") && !is_in_modules("my_node_modules/b"));
}

#[test]
fn archives_are_opened_four_levels_deep() {
    let mut bytes = zip(&[npm("node_modules/last", "last", "1")]);
    for level in ["e", "d", "c", "b", "a"] {
        bytes = zip(&[file(&format!("{level}.zip"), &bytes), npm(&format!("node_modules/{level}"), level, "1")]);
    }
    let found = shipment(&bytes);
    assert_eq!(shipped(&found).len(), 5);
    assert!(shipped(&found).contains(&"e 1 a.zip!/b.zip!/c.zip!/d.zip!/node_modules/e/package.json".to_owned()));
    let said = "app.zip!/a.zip!/b.zip!/c.zip!/d.zip!/e.zip: an archive inside of 4 others is not opened";
    assert_eq!(notices(&found), [said]);
    assert!(found.coverage.last().unwrap().unknown_bytes > 100, "{:?}", found.coverage);
}

#[test]
fn a_name_that_reads_as_a_place_in_archives_is_a_name() {
    let inner = zip(&[npm("node_modules/a", "a", "1")]);
    let found = shipment(&zip(&[file("w!/x!/y!/z!/a.zip", inner)]));
    assert_eq!(shipped(&found), ["a 1 w!/x!/y!/z!/a.zip!/node_modules/a/package.json"]);
    assert_eq!(notices(&found), [""; 0]);
}

#[test]
fn bombs_are_not_unpacked() {
    let dense = format!(r#"{{"name": "dense", "x": "{}"}}"#, " ".repeat(8 << 20));
    let bomb = zip(&[file("node_modules/dense/package.json", dense), npm("node_modules/a", "a", "1")]);
    let found = shipment(&bomb);
    assert_eq!(shipped(&found).len(), 2);
    assert!(notices(&found)[0].contains("it unpacks to more than the"), "{:?}", notices(&found));

    let limits = Limits { unpacked_bytes: 100, ..Limits::default() };
    let many: Vec<File> = (0..10).map(|n| npm(&format!("node_modules/p{n}"), &format!("p{n}"), "1")).collect();
    let found = read_archive(FileId(0), "app.zip", &zip(&many), &limits);
    let known = found.packages.iter().filter(|one| one.package.version.is_some()).count();
    assert_eq!((found.packages.len(), known), (10, 3));
    let said = notices(&found);
    let place = "app.zip!/node_modules/p3/package.json";
    assert!(said.contains(&format!("{place}: it unpacks to more than the 10 bytes that are allowed")), "{said:?}");
    assert!(said.contains(&"app.zip: after 100 unpacked bytes no more is read".to_owned()), "{said:?}");

    let limits = Limits { held_bytes: 1000, ..Limits::default() };
    let inner = zip(&[npm("node_modules/a", "a", "1"), stored("x", vec![b'x'; 2000])]);
    let outer = zip(&[file("a.zip", &inner), stored("b.zip", &inner)]);
    let found = read_archive(FileId(0), "app.zip", &outer, &limits);
    assert_eq!(notices(&found).len(), 2, "{:?}", notices(&found));

    let limits = Limits { files: 3, ..Limits::default() };
    let found = read_archive(FileId(0), "app.zip", &zip(&many), &limits);
    assert_eq!(found.packages.len(), 3);
    let end = "app.zip: after 3 files no archive is opened any more";
    assert_eq!(notices(&found), [end, "app.zip: only its first 3 files are read"]);

    let limits = Limits { file_bytes: 20, ..Limits::default() };
    let found = read_archive(FileId(0), "app.zip", &zip(&many), &limits);
    assert!(notices(&found).contains(
        &"app.zip!/node_modules/p0/package.json: it unpacks to more than the 20 bytes that are allowed".to_owned()
    ));
    let limits = Limits { file_bytes: 40, ..Limits::default() };
    let found = read_archive(FileId(0), "app.zip", &zip(&many), &limits);
    let known = found.packages.iter().filter(|one| one.package.version.is_some()).count();
    assert_eq!((found.packages.len(), known), (10, 6));
    assert_eq!(notices(&found)[0], "app.zip: so many texts are there that no more are read");
}

#[test]
fn what_is_kept_is_bounded() {
    let needs: String = (0..100).map(|n| format!("Requires-Dist: n{n}\n")).collect();
    let files = ["a", "b", "c"]
        .map(|name| file(&format!("{name}-1.dist-info/METADATA"), format!("Name: {name}\nVersion: 1\n{needs}")));
    let lock: String = (0..100).map(|n| format!("n{n}==1\n")).collect();
    let limits = Limits { nodes: 250, ..Limits::default() };
    let all = [&files[..], &[file("requirements.txt", lock)]].concat();
    let found = read_archive(FileId(0), "app.zip", &zip(&all), &limits);
    let needs: Vec<_> = found.packages.iter().map(|one| one.package.dependencies.len()).collect();
    assert_eq!((needs, found.listed.len()), (vec![100, 100, 0], 0));
    assert_eq!(found.notices.len(), 2);
    let bad: Vec<File> = (0..3000).map(|n| file(&format!("../{n}"), "")).collect();
    let found = shipment(&zip(&bad));
    assert_eq!(found.notices.len(), 1001);
    assert_eq!(found.notices[1000].message, "2000 more notices are left out");
}

#[test]
fn names_that_lead_out_are_left_out() {
    let found = shipment(&zip(&[
        npm("../node_modules/a", "a", "1"),
        npm("/node_modules/b", "b", "1"),
        npm("C:\\node_modules\\c", "c", "1"),
        npm("./x/..//node_modules/d", "d", "1"),
        npm("./node_modules//e", "e", "1"),
        file("node_modules\\f\\package.json", r#"{"name": "f", "version": "1"}"#),
        file("a\0/node_modules/g/package.json", "{}"),
    ]));
    assert_eq!(shipped(&found), ["e 1 node_modules/e/package.json", "f 1 node_modules/f/package.json"]);
    assert_eq!(
        notices(&found),
        [
            "app.zip: `../node_modules/a/package.json` is left out: its name leads out of the archive",
            "app.zip: `/node_modules/b/package.json` is left out: its name is absolute",
            "app.zip: `C:\\\\node_modules\\\\c/package.json` is left out: its name is absolute",
            "app.zip: `./x/..//node_modules/d/package.json` is left out: its name leads out of the archive",
            "app.zip: `a\\0/node_modules/g/package.json` is left out: its name holds a NUL character",
        ]
    );
}

#[test]
fn links_are_not_followed() {
    let link = |name: &str, target: &str| File { mode: LINK, ..stored(name, target) };
    let found = shipment(&zip(&[
        link("node_modules/a/package.json", "../../elsewhere"),
        link("node_modules/b", "../packages/b"),
        link("node_modules/c", "/etc"),
        link("node_modules/d", "../../../etc"),
        npm("node_modules/c/node_modules/x", "x", "1"),
        File { mode: SAFE, ..npm("node_modules/e", "e", "1") },
    ]));
    let expected = [
        "app.zip!/node_modules/c: a link to `/etc`, which lies outside of the archive",
        "app.zip!/node_modules/d: a link to `../../../etc`, which lies outside of the archive",
        "app.zip!/node_modules/c/node_modules/x/package.json: it lies below `node_modules/c`, which is a link",
    ];
    assert_eq!(notices(&found), expected);
    assert_eq!(shipped(&found).last().unwrap(), "e 1 node_modules/e/package.json");
}

#[test]
fn files_that_cannot_be_read_do_not_hide_others() {
    let a = |name: &str| npm(&format!("node_modules/{name}"), name, "1.0.0");
    let good = a("good");
    let mut damaged = a("damaged");
    (damaged.packed, damaged.method) = (false, Some(8));
    let files = [
        (File { flags: 1, ..a("encrypted") }, "it is encrypted"),
        (File { method: Some(14), ..a("lzma") }, "it is packed by method 14, which is not read"),
        (damaged, "its packed data is damaged or cut off"),
        (File { offset: Some(7), ..a("nowhere") }, "where it should lie no file begins"),
        (File { offset: Some(0xffff_0000), ..a("far") }, "where it should lie no file begins"),
        (File { size: Some(3), ..a("short") }, "it is said to hold 3 bytes, and holds 37"),
        (File { size: Some(1 << 31), ..a("long") }, "it is said to hold 2147483648 bytes, and holds 36"),
        (File { checksum: Some(1), ..a("sum") }, "its checksum is not the one that is said"),
        (File { own_name: Some("x".to_owned()), ..a("two") }, "its own header calls it `x`"),
    ];
    for (bad, expected) in files {
        let place = format!("app.zip!/{}: {expected}", bad.name);
        let found = shipment(&zip(&[bad, good.clone()]));
        assert!(notices(&found).contains(&place), "{place}: {:?}", notices(&found));
        assert_eq!(shipped(&found).len(), 2, "{place}");
        assert!(shipped(&found).contains(&"good 1.0.0 node_modules/good/package.json".to_owned()), "{place}");
    }
}

#[test]
fn an_archive_may_be_cut_off_or_damaged_anywhere() {
    let files = [
        npm("node_modules/a", "a", "1.0.0"),
        File { descriptor: true, ..npm("node_modules/b", "b", "1.0.0") },
        npm("node_modules/c", "c", "1.0.0"),
    ];
    let whole = zip(&files);
    assert_eq!(notices(&shipment(&whole)), [""; 0]);
    let missing = "app.zip: the directory at the end of the archive is missing or cut off".to_owned();
    let found = shipment(&whole[..whole.len() - 1]);
    assert_eq!((shipped(&found), notices(&found)), (shipped(&shipment(&whole)), vec![missing.clone()]));

    let mut damaged = whole.clone();
    let second = whole.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    damaged[second] = 0;
    let found = shipment(&damaged);
    assert_eq!(shipped(&found), shipped(&shipment(&whole)));
    assert_eq!(notices(&found), ["app.zip: the directory of the archive is damaged after 2 files"]);

    let mut short = whole.clone();
    let end = whole.len() - 22;
    short[end + 10] = 9;
    assert_eq!(
        notices(&shipment(&short)),
        ["app.zip: the archive says that it has 9 files, and its directory names 3"]
    );

    let lie = zip(&[File { size: Some(7), packed_size: Some(0x7fff_ffff), ..files[0].clone() }, files[2].clone()]);
    let found = shipment(&lie[..lie.len() - 1]);
    assert_eq!(shipped(&found).len(), 2, "{:?}", notices(&found));

    let nested = zip(&[stored("lib/x.zip", &whole), stored("y", "y")]);
    let found = shipment(&nested[..200]);
    let places: Vec<_> = found.packages.iter().map(|one| one.inside.as_str()).collect();
    assert_eq!(places, ["lib/x.zip!/node_modules/a/package.json", "lib/x.zip!/node_modules/b/package.json"]);

    for length in 0..whole.len() {
        let found = shipment(&whole[..length]);
        assert_eq!(found.notices[0].message, missing["app.zip: ".len()..], "{length}");
        let (header, second) = (30 + files[0].name.len(), whole.windows(4).rposition(|four| four == b"PK\x03\x04"));
        assert!(length < header || !found.packages.is_empty(), "{length}");
        assert!(length <= second.unwrap() + header || found.packages.len() == 3, "{length}");
    }
    for place in 0..whole.len() {
        for byte in [0, 0xff, whole[place] ^ 1] {
            let mut changed = whole.clone();
            changed[place] = byte;
            let found = shipment(&changed);
            assert!(found.packages.len() >= 2, "{place}");
        }
    }
}

#[test]
fn twins_are_all_read() {
    let found = shipment(&zip(&[
        npm("node_modules/a", "a", "1.0.0"),
        npm("./node_modules/a", "a", "2.0.0"),
        metadata("b-1.dist-info", "b", "1"),
        metadata("b-1.dist-info", "b", "2"),
    ]));
    let expected = [
        "b 1 b-1.dist-info/METADATA",
        "b 2 b-1.dist-info/METADATA",
        "a 1.0.0 node_modules/a/package.json",
        "a 2.0.0 node_modules/a/package.json",
    ];
    assert_eq!(shipped(&found), expected);
    let expected = [
        "app.zip: `b-1.dist-info/METADATA` is there 2 times; which of them the runtime takes is not sure",
        "app.zip: `node_modules/a/package.json` is there 2 times; which of them the runtime takes is not sure",
    ];
    assert_eq!(notices(&found), expected);
}

#[test]
fn files_that_share_bytes_are_said() {
    let first = npm("node_modules/a", "a", "1.0.0");
    let found = shipment(&zip(&[first.clone(), File { offset: Some(0), ..first.clone() }, first]));
    let expected = "`node_modules/a/package.json` and `node_modules/a/package.json` share bytes of the archive";
    assert!(notices(&found).contains(&format!("app.zip: {expected}")), "{:?}", notices(&found));
}

#[test]
fn large_archives_and_those_behind_other_bytes() {
    let wide = |name: &str| File { wide: true, ..npm(&format!("node_modules/{name}"), name, "1.0.0") };
    let files = [npm("node_modules/a", "a", "1.0.0"), wide("b"), File { descriptor: true, ..wide("c") }];
    for wide_end in [false, true] {
        let bytes = zip::zip64(&files, wide_end);
        let found = shipment(&bytes);
        assert_eq!((shipped(&found).len(), notices(&found)), (3, Vec::new()));
        let script = [b"#!/bin/sh\nexec java -jar \"$0\"\n".to_vec(), bytes.clone()].concat();
        assert_eq!(shipped(&shipment(&script)), shipped(&found));
        assert_eq!(notices(&shipment(&script)), [""; 0]);
        let comment = [bytes, b"\x05\0hello".to_vec()].concat();
        let at = comment.len() - 9;
        let comment = [&comment[..at], &comment[at + 2..]].concat();
        assert_eq!(shipped(&shipment(&comment)), shipped(&found));
        assert_eq!(notices(&shipment(&comment)), [""; 0]);
    }
}

#[test]
fn which_directory_is_read_is_not_left_to_chance() {
    let (a, b) = (zip(&[npm("node_modules/a", "a", "1")]), zip(&[npm("node_modules/b", "b", "1")]));
    let names = |bytes: &[u8]| {
        let found = shipment(bytes);
        let names: Vec<_> = found.packages.iter().map(|one| one.package.name.clone()).collect();
        (names.join(" "), notices(&found).join("; "))
    };
    let nested = zip(&[npm("node_modules/a", "a", "1"), stored("b.zip", &b)]);
    let cut = &nested[..nested.len() - 30];
    let missing = "app.zip: the directory at the end of the archive is missing or cut off";
    assert_eq!(names(cut), ("b a".to_owned(), missing.to_owned()));

    let behind = [&a[..], b"\0\0\0"].concat();
    let said = "app.zip: bytes that are no part of it follow the archive";
    assert_eq!(names(&behind), ("a".to_owned(), said.to_owned()));

    let said = "app.zip: another archive may lie before it; the files of both are read";
    assert_eq!(names(&[&a[..], &b[..]].concat()), ("a b".to_owned(), said.to_owned()));

    let mut comment = [&a[..], &b[..]].concat();
    comment[a.len() - 2] = u8::try_from(b.len()).unwrap();
    let said = "app.zip: it has two directories; the files of both are read";
    assert_eq!(names(&comment), ("a b".to_owned(), said.to_owned()));
}

#[test]
fn bytes_that_are_no_archive() {
    for bytes in [&b""[..], b"PK", b"hello", &[0; 100]] {
        let found = shipment(bytes);
        assert_eq!((found.packages.len(), found.coverage.len(), found.notices.len()), (0, 0, 1));
    }
    assert_eq!(notices(&shipment(&zip(&[]))), [""; 0]);
}

#[test]
fn layers_and_the_function_shadow_each_other() {
    let layer = |files: &[File]| shipment(&zip(files));
    let jar = |version: &str| stored("java/lib/j.jar", zip(&[pom("g", "j", version)]));
    let first = layer(&[
        npm("nodejs/node_modules/a", "a", "1"),
        npm("nodejs/node_modules/a/node_modules/n", "n", "1"),
        npm("nodejs/node_modules/b", "b", "1"),
        npm("nodejs/node_modules/@s/c", "@s/c", "1"),
        metadata("python/p-1.dist-info", "p", "1"),
        metadata("python/q-1.dist-info", "q", "1"),
        jar("1"),
    ]);
    let second = layer(&[
        npm("nodejs/node_modules/b", "b", "2"),
        npm("nodejs/node20/node_modules/@s/c", "@s/c", "2"),
        metadata("python/q-2.dist-info", "Q", "2"),
        stored("java/lib/j.jar", zip(&[file("A.class", "1")])),
    ]);
    let function = layer(&[
        npm("node_modules/a", "a", "3"),
        npm("web/node_modules/b", "b", "3"),
        metadata("p-3.dist-info", "P", "3"),
    ]);
    let merged = merged(&[&first, &second], &function);
    let line = |placed: &packages::Placed<'_>| {
        let package = &placed.shipped.package;
        format!("{:?} {} {}", placed.source, package.name, package.version.as_deref().unwrap_or("-"))
    };
    let taken: Vec<_> = merged.taken.iter().map(line).collect();
    let expected = [
        "Layer(0) n 1",
        "Layer(1) @s/c 2",
        "Layer(1) b 2",
        "Layer(1) q 2",
        "Function a 3",
        "Function p 3",
        "Function b 3",
    ];
    assert_eq!(taken, expected);
    let shadowed: Vec<_> = merged.shadowed.iter().map(|one| (line(&one.placed), one.by)).collect();
    let expected = [
        ("Layer(0) g:j 1".to_owned(), Source::Layer(1)),
        ("Layer(0) @s/c 1".to_owned(), Source::Layer(1)),
        ("Layer(0) a 1".to_owned(), Source::Function),
        ("Layer(0) b 1".to_owned(), Source::Layer(1)),
        ("Layer(0) p 1".to_owned(), Source::Function),
        ("Layer(0) q 1".to_owned(), Source::Layer(1)),
    ];
    assert_eq!(shadowed, expected);
}
