//! What the readers of lockfiles find, and where.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use packages::{Format, Input, Inventory, Origin, read};
use source::{FileId, Limits, LineIndex};

fn inventory(path: &str, text: &str) -> Inventory {
    read(Format::of_path(path).unwrap(), Input { file: FileId(0), text, limits: &Limits::default() })
}

/// What is locked, one a line: name, version, groups, and the line of the file that names it.
fn locked(path: &str, text: &str) -> String {
    let (found, lines) = (inventory(path, text), LineIndex::new(text));
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    let packages = found.packages.iter().map(|package| {
        let groups = if package.groups.is_empty() { String::new() } else { format!(" [{}]", package.groups.join(",")) };
        let version = package.version.as_deref().unwrap_or("-");
        format!("{} {version}{groups} :{}\n", package.name, lines.line(package.span.start))
    });
    packages.collect()
}

#[test]
fn package_locks_of_all_versions() {
    let first = r#"{
  "lockfileVersion": 1,
  "dependencies": {
    "a": {"version": "1.0.0", "dependencies": {
      "@s/b": {"version": "2.0.0", "dev": true}
    }}
  }
}"#;
    assert_eq!(locked("package-lock.json", first), "a 1.0.0 :4\n@s/b 2.0.0 [dev] :5\n");
    let third = r#"{
  "lockfileVersion": 3,
  "packages": {
    "": {"name": "app", "dependencies": {"a": "^1.0.0"}},
    "node_modules/a": {"version": "1.0.0"},
    "node_modules/a/node_modules/@s/b": {"version": "2.0.0", "optional": true},
    "node_modules/alias": {"name": "real", "version": "3.0.0"},
    "tools": {"name": "tools", "version": "0.0.0"},
    "node_modules/tools": {"resolved": "tools", "link": true}
  }
}"#;
    let found = locked("web/npm-shrinkwrap.json", third);
    assert!(found.starts_with("a 1.0.0 :5\n@s/b 2.0.0 [optional] :6\nreal 3.0.0 :7\n"), "{found}");
    let direct: Vec<_> = inventory("package-lock.json", third).packages.iter().map(|one| one.direct).take(2).collect();
    assert_eq!(direct, [Some(true), Some(false)]);
}

#[test]
fn yarn_locks_classic_and_berry() {
    let classic = "# yarn lockfile v1\n\n\na@^1.0.0, a@^1.1.0:\n  version \"1.2.0\"\n  resolved \"https://registry.yarnpkg.com/a/-/a-1.2.0.tgz#00\"\n  dependencies:\n    \"@s/b\" \"^2\"\n\n\"@s/b@^2\":\n  version \"2.0.1\"\n";
    assert_eq!(locked("yarn.lock", classic), "a 1.2.0 :4\n@s/b 2.0.1 :10\n");
    let berry = "__metadata:\n  version: 8\n\n\"a@npm:^1.0.0\":\n  version: 1.2.0\n  resolution: \"a@npm:1.2.0\"\n  languageName: node\n  linkType: hard\n\n\"app@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"app@workspace:.\"\n  linkType: soft\n";
    assert_eq!(locked("yarn.lock", berry), "a 1.2.0 :4\n");
}

#[test]
fn pnpm_locks_of_three_shapes() {
    let fifth = "lockfileVersion: 5.4\npackages:\n\n  /a/1.0.0:\n    resolution: {integrity: sha512-x}\n    dev: true\n\n  /@s/b/2.0.0_a@1.0.0:\n    resolution: {integrity: sha512-y}\n    dev: false\n";
    assert_eq!(locked("pnpm-lock.yaml", fifth), "a 1.0.0 [dev] :4\n@s/b 2.0.0 :8\n");
    let sixth = "lockfileVersion: '6.0'\npackages:\n\n  /a@1.0.0:\n    resolution: {integrity: sha512-x}\n\n  /@s/b@2.0.0(a@1.0.0):\n    resolution: {integrity: sha512-y}\n";
    for version in ["6.0", "6.1-inlineSpecifiers"] {
        let sixth = sixth.replace("6.0", version);
        assert_eq!(locked("pnpm-lock.yaml", &sixth), "a 1.0.0 :4\n@s/b 2.0.0 :7\n");
    }
    let ninth = "lockfileVersion: '9.0'\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\n\n  '@s/b@2.0.0':\n    resolution: {integrity: sha512-y}\n\nsnapshots:\n\n  a@1.0.0: {}\n\n  '@s/b@2.0.0(a@1.0.0)':\n    dependencies:\n      a: 1.0.0\n";
    assert_eq!(locked("pnpm-lock.yaml", ninth), "a 1.0.0 :4\n@s/b 2.0.0 :7\n");
}

#[test]
fn locks_of_python() {
    let poetry = "[[package]]\nname = \"Jinja2\"\nversion = \"3.1.4\"\ncategory = \"dev\"\noptional = false\n\n[[package]]\nname = \"six\"\nversion = \"1.16.0\"\n";
    let found = locked("poetry.lock", poetry);
    assert!(found.contains("jinja2 3.1.4 [dev] :") && found.contains("six 1.16.0 :"), "{found}");
    let uv = "version = 1\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\n\n[[package]]\nname = \"six\"\nversion = \"1.16.0\"\nsource = { registry = \"https://pypi.org/simple\" }\n";
    assert!(locked("uv.lock", uv).starts_with("six 1.16.0 :"), "the project itself is no dependency");
    let pdm = "[[package]]\nname = \"six\"\nversion = \"1.16.0\"\ngroups = [\"default\", \"dev\"]\n";
    assert!(locked("pdm.lock", pdm).starts_with("six 1.16.0"));
    let pylock = "lock-version = \"1.0\"\n\n[[packages]]\nname = \"app\"\ndirectory = {path = \".\"}\n\n[[packages]]\nname = \"six\"\nversion = \"1.16.0\"\n";
    assert!(locked("pylock.prod.toml", pylock).starts_with("six 1.16.0 :"), "the project itself is no dependency");
}

#[test]
fn locks_of_cargo_say_where_packages_come_from() {
    let lock = "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"00\"\n\n[[package]]\nname = \"own\"\nversion = \"0.2.0\"\nsource = \"git+https://example.com/own?rev=abc#0123456789012345678901234567890123456789\"\n";
    let found = inventory("Cargo.lock", lock);
    let of = |name: &str| found.packages.iter().find(|package| package.name == name).unwrap();
    assert_eq!(of("serde").origin, Origin::Registry);
    let Origin::Git { commit, .. } = &of("own").origin else { panic!("{:?}", of("own").origin) };
    assert_eq!(commit.as_deref(), Some("0123456789012345678901234567890123456789"));
}

#[test]
fn requirements_are_pins_ranges_and_addresses() {
    let text = "# a comment\nFlask==2.0.1  # pinned\nrequests[socks]>=2,<3 ; python_version < '3.9'\n\nsix==1.16.0 \\\n    --hash=sha256:00\ngit+https://example.com/x.git@v1#egg=x\n";
    let found = inventory("requirements-dev.txt", text);
    let pinned: Vec<_> =
        found.packages.iter().map(|one| format!("{} {}", one.name, one.version.as_deref().unwrap_or("-"))).collect();
    assert!(pinned.contains(&"flask 2.0.1".to_owned()) && pinned.contains(&"six 1.16.0".to_owned()), "{pinned:?}");
    let asked = found.requirements.iter().find(|one| one.name == "requests").unwrap();
    assert_eq!((asked.range.as_str(), asked.condition.as_str()), (">=2,<3", "python_version < '3.9'"));
}

#[test]
fn files_that_are_cut_off_or_something_else_are_never_worse_than_said() {
    let texts = [
        "",
        "{",
        "[",
        "packages: [",
        "[[package]]\nname = ",
        "a@1:\n  version",
        "\u{0}",
        "{\"packages\": {\"node_modules/a\": 1}}",
        "packages: {a: {b: [1]}}",
        "[[package]]\nname = 1\n",
    ];
    let deep = "[".repeat(100_000);
    for format in [
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "pylock.toml",
        "Cargo.lock",
        "requirements.txt",
    ] {
        for text in texts.iter().copied().chain([deep.as_str()]) {
            let found = inventory(format, text);
            let inside = |span: source::Span| span.end as usize <= text.len();
            assert!(found.packages.iter().all(|package| inside(package.span)), "{format}: {text:.40}");
        }
    }
    for format in ["package-lock.json", "poetry.lock", "Cargo.lock"] {
        assert!(!inventory(format, "{").notices.is_empty(), "{format}");
    }
}
