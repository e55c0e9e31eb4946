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
fn a_lockfile_with_liberties_says_the_same() {
    let plain = r#"{
  "name": "app", "lockfileVersion": 3, "requires": true,
  "packages": {
    "": {"name": "app", "devDependencies": {"a": "^1.0.0"}, "license": "MIT"},
    "node_modules/a": {
      "version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-AA== sha1-BB==",
      "dev": true, "dependencies": {"b": "~2.0.0", "c": "*"}, "optionalDependencies": {"d": "1 || 2"},
      "engines": {"node": ">=18"}, "funding": [{"url": "https://example.com"}]
    },
    "node_modules/b": {"version": "2.0.0", "resolved": "git+ssh://git@example.com/b.git#0123456789", "peer": true},
    "node_modules/b/node_modules/a": {"name": "@x/a", "version": "9.0.0", "devOptional": true},
    "tools/own": {"version": "1.0.0"},
    "node_modules/own": {"resolved": "tools/own", "link": true}
  }
}"#;
    let found = inventory("package-lock.json", plain);
    assert_eq!(found.packages.len(), 4);
    assert_eq!(found.packages[0].dependencies.len(), 3);
    // What npm never writes is read in another way: comments, escapes, values of another kind, an order of its own.
    assert_eq!(inventory("package-lock.json", &format!("{plain} // by hand")), found);
    let escaped = plain.replace("\"tools/own\": {", r#""tools/\u006fwn": {"#);
    assert_eq!(inventory("package-lock.json", &escaped).packages[3].name, "own");
    let quoted = plain.replace("\"dev\": true", "\"dev\": \"true\"");
    assert_eq!(inventory("package-lock.json", &quoted).packages[0].groups, ["dev"]);
    let moved = plain.replace("\"\": {", "\"node_modules/e\": {\"version\": \"1.0.0\"}, \"\": {");
    assert_eq!(inventory("package-lock.json", &moved).packages.len(), 5);
    let twice = plain.replace("\"tools/own\"", "\"node_modules/a\"");
    assert_eq!(inventory("package-lock.json", &twice).notices.len(), 1);
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

/// What is asked for, one a line: name, range, groups, condition, origin, and the line of the file that names it.
fn asked(path: &str, text: &str) -> String {
    let (found, lines) = (inventory(path, text), LineIndex::new(text));
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    let requirements = found.requirements.iter().map(|one| {
        let groups = if one.groups.is_empty() { String::new() } else { format!(" [{}]", one.groups.join(",")) };
        let condition = if one.condition.is_empty() { String::new() } else { format!(" if {}", one.condition) };
        let range = if one.range.is_empty() { "-" } else { one.range.as_str() };
        let line = lines.line(one.span.start);
        format!("{} {range}{groups}{condition}{} :{line}\n", one.name, place(&one.origin))
    });
    requirements.collect()
}

fn place(origin: &Origin) -> String {
    match origin {
        Origin::Registry => String::new(),
        Origin::Git { url, commit } => format!(" git {url} {}", commit.as_deref().unwrap_or("-")),
        Origin::Path(path) => format!(" path {path}"),
        Origin::Url(url) => format!(" url {url}"),
    }
}

/// Where each locked package is taken from, one a line.
fn origins(path: &str, text: &str) -> String {
    let packages = inventory(path, text).packages;
    packages.iter().map(|package| format!("{}{}\n", package.name, place(&package.origin))).collect()
}

#[test]
fn locks_of_pipenv() {
    let lock = r#"{
  "_meta": {"hash": {"sha256": "00"}, "pipfile-spec": 6},
  "default": {
    "Six": {"hashes": ["sha256:aa", "sha256:bb"], "version": "==1.16.0"},
    "own": {"git": "https://example.com/own.git", "ref": "0123456789012345678901234567890123456789"},
    "here": {"editable": true, "path": "./here"},
    "there": {"file": "https://example.com/there-1.0.zip", "version": "*"}
  },
  "develop": {
    "six": {"version": "==1.16.0"},
    "pytest": {"version": "==8.0.0"}
  },
  "docs": {
    "sphinx": {"version": "==7.0.0"}
  }
}"#;
    let expected = "six 1.16.0 :4\nown - :5\nhere - :6\nthere - :7\npytest 8.0.0 [dev] :11\nsphinx 7.0.0 [docs] :14\n";
    assert_eq!(locked("Pipfile.lock", lock), expected, "what runs is not repeated for development");
    assert_eq!(inventory("Pipfile.lock", lock).packages[0].integrity, ["sha256:aa", "sha256:bb"]);
    let places = origins("Pipfile.lock", lock);
    let expected = "own git https://example.com/own.git 0123456789012345678901234567890123456789\nhere path ./here\nthere url https://example.com/there-1.0.zip\n";
    assert!(places.contains(expected), "{places}");
}

#[test]
fn locks_of_bun() {
    let lock = r#"{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": { "a": "^1.0.0", "alias": "npm:real@^3", "tools": "workspace:tools", },
      "devDependencies": { "@s/b": "^2.0.0", "repo": "github:acme/repo", "here": "file:./here", "far": "https://example.com/far.tgz", },
      "optionalDependencies": { "o": "1", },
    },
    "tools": { "name": "tools", "version": "0.3.0", "dependencies": { "c": "1", }, },
  },
  "packages": {
    "@s/b": ["@s/b@2.0.0", "", { "dependencies": { "c": "^2", "e": "1" }, "optionalDependencies": { "d": "1" } }, "sha512-b=="],

    "a": ["a@1.0.0", "", {}, "sha512-a=="],

    "alias": ["real@3.0.0", "", { "peerDependencies": { "p": "1", "e": "1" }, "optionalPeers": ["e"] }, "sha512-r=="],

    "c": ["c@1.0.0", "", {}, "sha512-c=="],

    "d": ["d@1.0.0", "", {}, "sha512-d=="],

    "e": ["e@1.0.0", "", {}, "sha512-e=="],

    "far": ["far@https://example.com/far.tgz", {}],

    "here": ["here@file:here", {}],

    "o": ["o@1.0.0", "", {}, "sha512-o=="],

    "p": ["p@1.0.0", "", {}, "sha512-p=="],

    "repo": ["repo@github:acme/repo#0123abc", {}, "acme-repo-0123abc"],

    "tools": ["tools@workspace:tools"],

    "@s/b/c": ["c@2.0.0", "", {}, "sha512-c2=="],
  }
}"#;
    let expected = "@s/b 2.0.0 [dev] :13\na 1.0.0 :15\nreal 3.0.0 :17\nc 1.0.0 :19\nd 1.0.0 [dev,optional] :21\n\
        e 1.0.0 [dev,optional,peer] :23\nfar - [dev] :25\nhere - [dev] :27\no 1.0.0 [optional] :29\n\
        p 1.0.0 [peer] :31\nrepo - [dev] :33\ntools 0.3.0 :35\nc 2.0.0 [dev] :37\n";
    assert_eq!(locked("bun.lock", lock), expected);
    let places = origins("bun.lock", lock);
    let expected = [
        "far url https://example.com/far.tgz\nhere path here\n",
        "repo git github:acme/repo 0123abc\ntools path tools\n",
    ];
    assert!(expected.iter().all(|part| places.contains(part)), "{places}");
    assert_eq!(direct("bun.lock", lock), ["@s/b", "a", "real", "c", "far", "here", "o", "repo", "tools"]);
    let packages = inventory("bun.lock", lock).packages;
    assert!(packages.iter().all(|one| one.integrity.is_empty() == (one.origin != Origin::Registry)));
}

#[test]
fn manifests_of_npm() {
    let manifest = r#"{
  "name": "app",
  "dependencies": {
    "a": "^1.0.0",
    "alias": "npm:@s/real@~2.1",
    "o": "1.x",
    "member": "workspace:^",
    "here": "file:../here",
    "short": "acme/repo#0123abc",
    "mended": "patch:mended@npm%3A4.17.21#~/.yarn/patches/mended.patch",
    "berry": "npm:^2.0.0",
    "bare": "npm:other"
  },
  "devDependencies": {"@s/b": "*", "repo": "git+ssh://git@example.com/repo.git#v1"},
  "optionalDependencies": {"o": "1.x"},
  "peerDependencies": {"p": ">=1 <3", "q": "1 || 2"},
  "peerDependenciesMeta": {"q": {"optional": true}}
}"#;
    let expected = "a ^1.0.0 :4\n@s/real ~2.1 :5\nmember ^ path  :7\nhere - path ../here :8\n\
        short - git github:acme/repo 0123abc :9\nmended 4.17.21 :10\nberry ^2.0.0 :11\nother - :12\n@s/b * [dev] :14\n\
        repo - [dev] git ssh://git@example.com/repo.git - :14\no 1.x [optional] :15\np >=1 <3 [peer] :16\n\
        q 1 || 2 [optional,peer] :16\n";
    assert_eq!(asked("package.json", manifest), expected);
    let broken = inventory("package.json", "{\"dependencies\": {\"a\": 1, \"b\": \"2\"}}");
    assert_eq!((broken.notices.len(), broken.requirements.len()), (1, 1));
    let unity = inventory("package.json", "{\"unity\": \"2021.3\", \"dependencies\": {\"com.acme.a\": \"1.0.0\"}}");
    assert_eq!((unity.notices.len(), unity.requirements.len()), (1, 0), "packages of Unity are none of npm");
}

#[test]
fn manifests_of_python_projects() {
    let standard = r#"[build-system]
requires = ["setuptools>=61"]

[project]
name = "My.App"
dependencies = [
  "Flask>=2,<3",
  "own @ git+https://example.com/own.git@0123456789012345678901234567890123456789 ; os_name == 'nt'",
]

[project.optional-dependencies]
fast = ["orjson~=3.0"]
all = ["my-app[fast]"]

[dependency-groups]
lint = ["ruff"]
dev = [{include-group = "Lint"}, "pytest>8"]
ci = [{include-group = "dev"}]

[tool.uv]
dev-dependencies = ["mypy"]

[tool.uv.sources]
ruff = {path = "../ruff"}
"#;
    let expected = "flask >=2,<3 :7\n\
        own - if os_name == 'nt' git https://example.com/own.git 0123456789012345678901234567890123456789 :8\n\
        orjson ~=3.0 [fast] :12\nruff - [ci,dev,lint] path ../ruff :16\npytest >8 [ci,dev] :17\nmypy - [dev] :21\n";
    assert_eq!(asked("pyproject.toml", standard), expected, "neither what builds it nor the project itself");
    let poetry = r#"[tool.poetry.dependencies]
python = "^3.9"
Jinja2 = "^3.1"
any = "*"
own = {git = "https://example.com/own.git", rev = "0123abc"}
psycopg = {version = "~2.9", optional = true, markers = "os_name == 'nt'"}
spare = {version = "1", optional = true}
numpy = [
  {version = "<2", python = "<3.9"},
  {version = ">=2", python = ">=3.9"},
]

[tool.poetry.extras]
pg = ["psycopg"]
all = ["psycopg"]

[tool.poetry.dev-dependencies]
black = "23.1"

[tool.poetry.group.docs.dependencies]
sphinx = {path = "../sphinx"}
"#;
    let expected = "jinja2 ^3.1 :3\nany - :4\nown - git https://example.com/own.git 0123abc :5\n\
        psycopg ~2.9 [all,pg] if os_name == 'nt' :6\nspare 1 [optional] :7\nnumpy <2 if python <3.9 :8\n\
        numpy >=2 if python >=3.9 :8\nblack 23.1 [dev] :18\nsphinx - [docs] path ../sphinx :21\n";
    assert_eq!(asked("pyproject.toml", poetry), expected);
    let ring = "[dependency-groups]\na = [{include-group = \"b\"}, \"x\"]\nb = [{include-group = \"a\"}]\n";
    assert_eq!(asked("pyproject.toml", ring), "x - [a,b] :2\n", "groups that include each other come to an end");
}

#[test]
fn configurations_of_setuptools() {
    let text = "[metadata]\nname = app\n\n[options]\nsetup_requires = wheel\ninstall_requires =\n    Flask>=2 ; python_version < '3.9'\n    # a comment\n\n    six==1.16.0\ntests_require = pytest; mock>4\n\n[options.extras_require]\npdf: reportlab\n\n[flake8]\nignore = E1\n";
    let expected = "flask >=2 if python_version < '3.9' :7\nsix ==1.16.0 :10\npytest - [test] :11\nmock >4 [test] :11\nreportlab - [pdf] :14\n";
    assert_eq!(asked("setup.cfg", text), expected);
    let broken = "[options]\ninstall_requires =\n    six; \\\n    os_name == 'nt'\n    toml\n";
    assert_eq!(
        asked("setup.cfg", broken),
        "six - if os_name == 'nt' :3\ntoml - :5\n",
        "a line goes on behind a backslash"
    );
    let elsewhere = inventory("setup.cfg", "[options]\ninstall_requires = file: requirements.txt\n");
    assert_eq!((elsewhere.notices.len(), elsewhere.requirements.len()), (1, 0));
}

#[test]
fn manifests_of_pipenv() {
    let text = "[[source]]\nurl = \"https://pypi.org/simple\"\n\n[packages]\nFlask = \"*\"\nsix = {version = \"==1.16.0\", sys_platform = \"== 'win32'\"}\nown = {git = \"https://example.com/own.git\", ref = \"0123abc\", editable = true}\n\n[dev-packages]\npytest = \">=8\"\n\n[docs]\nsphinx = {path = \"./sphinx\"}\n\n[requires]\npython_version = \"3.12\"\n";
    let expected = "flask - :5\nsix ==1.16.0 if sys_platform == 'win32' :6\nown - git https://example.com/own.git 0123abc :7\npytest >=8 [dev] :10\nsphinx - [docs] path ./sphinx :13\n";
    assert_eq!(asked("Pipfile", text), expected);
}

#[test]
fn manifests_of_cargo() {
    let manifest = r#"[package]
name = "app"

[dependencies]
serde = { version = "1", optional = true }
shared.workspace = true
elsewhere = { workspace = true }
short = { package = "long-name", git = "https://example.com/long", rev = "0123abc" }

[dev-dependencies]
insta = "1.4"

[target.'cfg(unix)'.build-dependencies.cc]
version = "=1.0"

[workspace.dependencies]
shared = { path = "crates/shared" }
"#;
    let expected = "serde 1 [optional] :5\nshared - path crates/shared :6\nelsewhere - :7\n\
        long-name - git https://example.com/long 0123abc :8\ninsta 1.4 [dev] :11\ncc =1.0 [build] if cfg(unix) :13\n\
        shared - path crates/shared :17\n";
    assert_eq!(asked("Cargo.toml", manifest), expected);
}

#[test]
fn locks_keep_the_order_of_the_file() {
    let nested = r#"{"lockfileVersion": 1, "dependencies": {
  "a": {"version": "1.0.0", "dependencies": {
    "b": {"version": "1.0.0", "dependencies": {"c": {"version": "1.0.0"}}},
    "d": {"version": "1.0.0"}}},
  "e": {"version": "1.0.0", "dependencies": {"f": {"version": "1.0.0"}}}
}}"#;
    assert_eq!(
        locked("package-lock.json", nested),
        "a 1.0.0 :2\nb 1.0.0 :3\nc 1.0.0 :3\nd 1.0.0 :4\ne 1.0.0 :5\nf 1.0.0 :5\n"
    );
}

#[test]
fn keys_of_early_pnpm_that_mislead() {
    let lock = "lockfileVersion: 5.3\npackages:\n\n  github.com/acme/own/0123abc:\n    resolution: {tarball: https://codeload.github.com/acme/own/tar.gz/0123abc}\n    name: own\n    version: 2.0.0\n\n  github.com/acme/2048/9876543:\n    resolution: {tarball: https://codeload.github.com/acme/2048/tar.gz/9876543}\n    name: game\n\n  /my_name/1.0.0_react@17.0.0:\n    resolution: {integrity: sha512-x}\n\n  /@s_t/my_name/2.0.0_@a+b_c@1.0.0:\n    resolution: {integrity: sha512-y}\n\n  registry.example.com/@s/deep/3.0.0-rc_1:\n    resolution: {integrity: sha512-z}\n";
    let expected = "own 2.0.0 :4\ngame - :9\nmy_name 1.0.0 :13\n@s_t/my_name 2.0.0 :16\n@s/deep 3.0.0-rc :19\n";
    assert_eq!(locked("pnpm-lock.yaml", lock), expected, "a commit is no version");
}

#[test]
fn yarn_says_in_many_ways_where_packages_come_from() {
    let commit = "0123456789012345678901234567890123456789";
    let classic = format!(
        "\"bare@https://example.com/acme/bare#main\":\n  version \"1.0.0\"\n  resolved \"https://example.com/acme/bare#{commit}\"\n\n\"far@https://example.com/far.tgz\":\n  version \"1.0.0\"\n  resolved \"https://example.com/far.tgz#{commit}\"\n\n\"lab@gitlab:acme/lab\":\n  version \"1.0.0\"\n  resolved \"https://gitlab.com/acme/lab/repository/archive.tar.gz?ref={commit}\"\n\nplain@^1:\n  version \"1.0.0\"\n  resolved \"https://npm.example.com/download/plain/1.0.0/ab#{commit}\"\n"
    );
    let expected = format!(
        "bare git https://example.com/acme/bare {commit}\nfar url https://example.com/far.tgz\n\
         lab git https://gitlab.com/acme/lab/repository/archive.tar.gz?ref={commit} {commit}\nplain\n"
    );
    assert_eq!(origins("yarn.lock", &classic), expected, "behind an archive stands its checksum");
    let berry = format!(
        "\"own@https://example.com/own.git#main\":\n  version: 1.0.0\n  resolution: \"own@https://example.com/own.git#commit:{commit}\"\n\n\"app@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"app@workspace:.\"\n\n\"part@workspace:parts/part\":\n  version: 0.0.0-use.local\n  resolution: \"part@workspace:parts/part\"\n"
    );
    let expected = format!("own git https://example.com/own.git {commit}\npart path parts/part\n");
    assert_eq!(origins("yarn.lock", &berry), expected);
    assert!(locked("yarn.lock", &berry).ends_with("part - :9\n"), "a part of the project has no version of its own");
}

#[test]
fn requirements_with_options_variables_and_files() {
    let text = "a==1.0 -C setting\nb==2.0 --config-settings=x --hash sha256:00\n./wheels/Py_c-3.1+local-py3-none-any.whl\nhttps://example.com/d-4.0.tar.gz\ngit+https://example.com/e.git@0123abc#egg=e\n";
    let expected = "a ==1.0 :1\nb ==2.0 :2\npy-c ==3.1+local path ./wheels/Py_c-3.1+local-py3-none-any.whl :3\n\
        d ==4.0 url https://example.com/d-4.0.tar.gz :4\ne - git https://example.com/e.git 0123abc :5\n";
    assert_eq!(asked("requirements.txt", text), expected);
    let found = inventory("requirements.txt", text);
    let locked: Vec<_> = found.packages.iter().map(|one| format!("{}{}", one.name, place(&one.origin))).collect();
    assert_eq!(
        locked[2..],
        ["py-c path ./wheels/Py_c-3.1+local-py3-none-any.whl", "d url https://example.com/d-4.0.tar.gz"]
    );
    assert_eq!(
        (found.packages.len(), found.packages[1].integrity.as_slice()),
        (4, ["sha256:00".to_owned()].as_slice())
    );
    assert_eq!(asked("requirements/docs.txt", ".[docs]\nsphinx\n"), "sphinx - :2\n", "the project itself is none");
    let unknown = inventory("requirements.txt", "a==${VERSION}\n./folder\nhttps://example.com/main.zip\nb==\n");
    assert_eq!((unknown.packages.len(), unknown.notices.len()), (0, 4), "{:?}", unknown.notices);
}

#[test]
fn descriptions_that_are_none() {
    for (path, text) in [
        ("Cargo.toml", "[dependencies]\na = 1\nb = {git = {}}\nc = [\"1\"]\nd = \"1\"\n"),
        ("Pipfile", "[packages]\na = 1\nb = {git = {}}\nc = [\"1\"]\nd = \"1\"\n"),
        ("pyproject.toml", "[tool.poetry.dependencies]\na = 1\nb = {git = {}}\nc = [1]\nd = \"1\"\n"),
    ] {
        let found = inventory(path, text);
        assert_eq!((found.notices.len(), found.requirements.len()), (3, 1), "{path}: {:?}", found.notices);
    }
}

/// The names of what the project itself asks for.
fn direct(path: &str, text: &str) -> Vec<String> {
    let packages = inventory(path, text).packages.into_iter();
    packages.filter(|package| package.direct == Some(true)).map(|package| package.name).collect()
}

#[test]
fn uv_says_of_the_project_only_what_is_for_what() {
    let lock = r#"version = 1

[[package]]
name = "app"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "a" },
    { name = "b", extra = ["more"] },
]

[package.optional-dependencies]
cli = [{ name = "c" }]

[package.dev-dependencies]
dev = [{ name = "d" }, { name = "e", version = "2" }]
test = [{ name = "d" }]

[[package]]
name = "a"
version = "1"

[[package]]
name = "b"
version = "1"

[package.optional-dependencies]
less = [{ name = "f" }]
more = [{ name = "e", version = "1" }]

[[package]]
name = "c"
version = "1"
dependencies = [{ name = "a" }, { name = "g" }]

[[package]]
name = "d"
version = "1"
dependencies = [{ name = "g" }, { name = "d" }]

[[package]]
name = "e"
version = "1"

[[package]]
name = "e"
version = "2"

[[package]]
name = "f"
version = "1"

[[package]]
name = "g"
version = "1"
"#;
    let expected = "a 1 :20\nb 1 :24\nc 1 [cli] :32\nd 1 [dev,test] :37\ne 1 :42\ne 2 [dev] :46\nf 1 :50\n\
        g 1 [cli,dev,test] :54\n";
    assert_eq!(locked("uv.lock", lock), expected);
    assert_eq!(direct("uv.lock", lock), ["a", "b", "c", "d", "e"]);
    let workspace = r#"version = 1

[manifest]
members = ["one"]

[manifest.dependency-groups]
lint = [{ name = "a" }]

[[package]]
name = "a"
version = "1"

[[package]]
name = "b"
version = "1"

[[package]]
name = "one"
source = { editable = "parts/one" }
dependencies = [{ name = "b" }]
"#;
    assert_eq!(locked("uv.lock", workspace), "a 1 [lint] :10\nb 1 :14\none - :18\n");
}

#[test]
fn pnpm_since_version_9_says_of_the_project_only_what_is_for_what() {
    let lock = r#"lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0(p@1.0.0)
      alias:
        specifier: npm:@s/real@2
        version: '@s/real@2.0.0'
      part:
        specifier: workspace:*
        version: link:part
    optionalDependencies:
      o:
        specifier: '1'
        version: 1.0.0

  part:
    devDependencies:
      d:
        specifier: '1'
        version: 1.0.0
      own:
        specifier: github:acme/own
        version: https://codeload.github.com/acme/own/tar.gz/0123abc

packages:

  '@s/real@2.0.0':
    resolution: {integrity: sha512-a}

  a@1.0.0:
    resolution: {integrity: sha512-b}

  d@1.0.0:
    resolution: {integrity: sha512-c}

  e@1.0.0:
    resolution: {integrity: sha512-d}

  o@1.0.0:
    resolution: {integrity: sha512-e}

  own@https://codeload.github.com/acme/own/tar.gz/0123abc:
    resolution: {tarball: https://codeload.github.com/acme/own/tar.gz/0123abc}
    version: 3.0.0

  p@1.0.0:
    resolution: {integrity: sha512-f}

snapshots:

  '@s/real@2.0.0': {}

  a@1.0.0(p@1.0.0):
    dependencies:
      p: 1.0.0

  d@1.0.0:
    optionalDependencies:
      e: 1.0.0

  e@1.0.0:
    optional: true

  o@1.0.0:
    optional: true

  own@https://codeload.github.com/acme/own/tar.gz/0123abc: {}

  p@1.0.0: {}
"#;
    let expected = "@s/real 2.0.0 :32\na 1.0.0 :35\nd 1.0.0 [dev] :38\ne 1.0.0 [dev,optional] :41\n\
        o 1.0.0 [optional] :44\nown 3.0.0 [dev] :47\np 1.0.0 :51\n";
    assert_eq!(locked("pnpm-lock.yaml", lock), expected);
    assert_eq!(direct("pnpm-lock.yaml", lock), ["@s/real", "a", "d", "o", "own"]);
}

#[test]
fn pnpm_before_version_9_names_what_projects_ask_for() {
    let fifth = "lockfileVersion: 5.4\ndependencies:\n  a: 1.0.0_p@1.0.0\n  own: github.com/acme/own/0123abc\ndevDependencies:\n  alias: /@s/real/2.0.0\npackages:\n  /a/1.0.0_p@1.0.0: {}\n  /a/2.0.0: {}\n  /@s/real/2.0.0: {dev: true}\n  /p/1.0.0: {}\n  github.com/acme/own/0123abc: {name: own, version: 1.0.0}\n";
    assert_eq!(direct("pnpm-lock.yaml", fifth), ["a", "@s/real", "own"]);
    let sixth = "lockfileVersion: '6.0'\nimporters:\n  .:\n    dependencies:\n      a: {specifier: ^1, version: 1.0.0(p@1.0.0)}\n  part:\n    optionalDependencies:\n      alias: {specifier: 'npm:@s/real@2', version: /@s/real@2.0.0}\npackages:\n  /a@1.0.0(p@1.0.0): {}\n  /@s/real@2.0.0: {}\n  /p@1.0.0: {}\n";
    assert_eq!(direct("pnpm-lock.yaml", sixth), ["a", "@s/real"]);
    let without = inventory("pnpm-lock.yaml", "lockfileVersion: 5.4\npackages:\n  /a/1.0.0: {}\n");
    assert_eq!(without.packages[0].direct, None, "where no project is named, nothing is known");
}

#[test]
fn what_would_grow_without_bound_is_told_only_so_far() {
    let includes: String = (0..20).map(|i| format!("g{i} = [\"x\", {{include-group = \"g{}\"}}]\n", i + 1)).collect();
    let extras: String = (0..20).map(|i| format!("e{i} = [\"x\"]\n")).collect();
    let edges: String = (0..20).map(|i| format!("g{i} = [{{name = \"x\"}}]\n")).collect();
    let lock = "[[package]]\nname = \"x\"\n\n[[package]]\nname = \"app\"\nsource = {virtual = \".\"}\n";
    for (path, text) in [
        ("pyproject.toml", format!("[dependency-groups]\n{includes}")),
        (
            "pyproject.toml",
            format!("[tool.poetry.dependencies]\nx = {{optional = true}}\n[tool.poetry.extras]\n{extras}"),
        ),
        ("uv.lock", format!("{lock}[package.dev-dependencies]\n{edges}")),
    ] {
        let whole = inventory(path, &text);
        assert!(whole.notices.is_empty(), "{path}: {:?}", whole.notices);
        let limits = Limits { nodes: 10, ..Limits::default() };
        let format = Format::of_path(path).unwrap();
        let found = read(format, Input { file: FileId(0), text: &text, limits: &limits });
        assert_eq!(found.notices.len(), 1, "{path}: {:?}", found.notices);
    }
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
        "bun.lock",
        "Pipfile.lock",
        "Pipfile",
        "package.json",
        "pyproject.toml",
        "setup.cfg",
        "Cargo.toml",
    ] {
        for text in texts.iter().copied().chain([deep.as_str()]) {
            let found = inventory(format, text);
            let inside = |span: source::Span| span.end as usize <= text.len();
            assert!(found.packages.iter().all(|package| inside(package.span)), "{format}: {text:.40}");
            assert!(found.requirements.iter().all(|one| inside(one.span)), "{format}: {text:.40}");
        }
    }
    for format in ["package-lock.json", "poetry.lock", "Cargo.lock", "bun.lock", "Pipfile.lock", "package.json"] {
        assert!(!inventory(format, "{").notices.is_empty(), "{format}");
    }
}
