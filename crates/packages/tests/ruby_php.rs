//! What the readers of Ruby's and PHP's files find, and where.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use packages::{Format, Input, Inventory, Origin, Package, read};
use source::{FileId, Limits, LineIndex};

const GEMFILE_LOCK: &str = "\
GIT
  remote: https://example.com/own.git
  revision: 0123456789012345678901234567890123456789
  branch: main
  specs:
    own (0.2.0)
      rack (>= 2.2, < 4)

PATH
  remote: .
  specs:
    app (0.1.0)
      rack (~> 3.0)

PATH
  remote: engines/shop
  specs:
    shop (1.0.0.pre.1)

PLUGIN SOURCE
  remote: https://example.com/bucket
  type: bucket
  specs:
    kept (5.0)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.15.4)
      mini_portile2 (~> 2.8.2)
      racc (~> 1.4)
    nokogiri (1.15.4-x86_64-linux)
      racc (~> 1.4)
    nokogiri (1.15.4-arm64-darwin-22)
      racc (~> 1.4)
    mini_portile2 (2.8.4)
    racc (1.7.1-java)
    rack (3.0.8)

PLATFORMS
  ruby
  x86_64-linux

DEPENDENCIES
  app!
  nokogiri
  own!
  shop (= 1.0.0.pre.1)!

CHECKSUMS
  app (0.1.0)
  nokogiri (1.15.4) sha256=aa
  nokogiri (1.15.4-x86_64-linux) sha256=bb,sha512=cc
  rack (3.0.8) sha256=dd

RUBY VERSION
   ruby 3.2.2p53

BUNDLED WITH
   2.5.3
";

fn inventory(path: &str, text: &str) -> Inventory {
    read(Format::of_path(path).unwrap(), Input { file: FileId(0), text, limits: &Limits::default() })
}

fn whole(path: &str, text: &str) -> Inventory {
    let found = inventory(path, text);
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    found
}

/// What is locked, one a line: name, version, groups, and the line of the file that names it.
fn locked(path: &str, text: &str) -> String {
    let lines = LineIndex::new(text);
    let line = |package: &Package| {
        let groups = if package.groups.is_empty() { String::new() } else { format!(" [{}]", package.groups.join(",")) };
        let version = package.version.as_deref().unwrap_or("-");
        format!("{} {version}{groups} :{}\n", package.name, lines.line(package.span.start))
    };
    whole(path, text).packages.iter().map(line).collect()
}

fn of<'i>(found: &'i Inventory, name: &str) -> &'i Package {
    found.packages.iter().find(|package| package.name == name).unwrap()
}

fn dependencies(package: &Package) -> Vec<String> {
    package.dependencies.iter().map(|one| format!("{} {}", one.name, one.range).trim().to_owned()).collect()
}

#[test]
fn a_gem_is_one_package_for_all_its_platforms() {
    let expected = "own 0.2.0 :6\nshop 1.0.0.pre.1 :18\nkept 5.0 :24\nnokogiri 1.15.4 :29\nmini_portile2 2.8.4 :36\nracc 1.7.1 :37\nrack 3.0.8 :38\n";
    for path in ["Gemfile.lock", "web/gems.locked", "gemfiles/rails_7.gemfile.lock"] {
        assert_eq!(locked(path, GEMFILE_LOCK), expected);
    }
    assert_eq!(locked("Gemfile.lock", &GEMFILE_LOCK.replace('\n', "\r\n")), expected);
    let found = whole("Gemfile.lock", GEMFILE_LOCK);
    assert_eq!(dependencies(of(&found, "nokogiri")), ["mini_portile2 ~> 2.8.2", "racc ~> 1.4"]);
    assert_eq!(of(&found, "nokogiri").integrity, ["sha256=aa", "sha256=bb", "sha512=cc"]);
    assert_eq!(of(&found, "rack").integrity, ["sha256=dd"]);
    let two = "GEM\n  specs:\n    a (1.0)\n    a (1.1-java)\n";
    assert_eq!(locked("Gemfile.lock", two), "a 1.0 :3\na 1.1 :4\n");
}

#[test]
fn gems_come_from_registries_repositories_and_folders() {
    let found = whole("Gemfile.lock", GEMFILE_LOCK);
    let url = "https://example.com/own.git".to_owned();
    let commit = Some("0123456789012345678901234567890123456789".to_owned());
    assert_eq!(of(&found, "own").origin, Origin::Git { url, commit });
    assert_eq!(of(&found, "shop").origin, Origin::Path("engines/shop".to_owned()));
    assert_eq!(of(&found, "kept").origin, Origin::Url("https://example.com/bucket".to_owned()));
    assert_eq!(of(&found, "rack").origin, Origin::Registry);
}

#[test]
fn the_project_asks_for_gems_itself_or_by_its_own_gemspec() {
    let found = whole("Gemfile.lock", GEMFILE_LOCK);
    let direct = found.packages.iter().filter(|package| package.direct == Some(true)).map(|one| one.name.as_str());
    assert_eq!(direct.collect::<Vec<_>>(), ["own", "shop", "nokogiri", "rack"]);
    assert_eq!(of(&found, "racc").direct, Some(false));
    assert_eq!(of(&whole("Gemfile.lock", "GEM\n  specs:\n    a (1.0)\n"), "a").direct, None);
    assert_eq!(of(&whole("Gemfile.lock", "GEM\n  specs:\n    a (1.0)\n\nDEPENDENCIES\n"), "a").direct, Some(false));
}

#[test]
fn what_is_odd_in_a_gemfile_lock_is_said_and_the_rest_kept() {
    let text = "GEM\n  specs:\n<<<<<<< ours\n    a (1.0)\n=======\n    a (1.1)\n>>>>>>> theirs\n    b (2.0\n      c\n    d\n   e (3.0)\n\nNEWER\n  e (1)\n\nDEPENDENCIES\n  a\n";
    let found = inventory("Gemfile.lock", text);
    let versions: Vec<_> = found.packages.iter().map(|one| (one.name.as_str(), one.version.as_deref())).collect();
    assert_eq!(versions, [("a", Some("1.0")), ("a", Some("1.1"))]);
    let said: Vec<_> = found.notices.iter().map(|notice| notice.message.as_str()).collect();
    let conflict = "a conflict that is not resolved";
    let indent = "an indent that no line of Bundler has";
    let unknown = "no section of a lockfile of Bundler that is known";
    assert_eq!(
        said,
        [
            conflict,
            conflict,
            conflict,
            "`b (2.0` is no gem at a version",
            "`d` is no gem at a version",
            indent,
            unknown
        ]
    );
}

const COMPOSER_LOCK: &str = r#"{
    "content-hash": "00",
    "packages": [
        {
            "name": "Acme/Log",
            "version": "v2.1.0",
            "source": {"type": "git", "url": "https://example.com/acme/log.git", "reference": "abc"},
            "dist": {"type": "zip", "url": "https://example.com/log.zip", "reference": "abc", "shasum": "ff"},
            "require": {"php": ">=8.1", "ext-json": "*", "psr/log": "^3.0"},
            "notification-url": "https://packagist.org/downloads/"
        },
        {
            "name": "acme/fork",
            "version": "dev-main",
            "source": {"type": "git", "url": "https://example.com/fork.git", "reference": "def"},
            "dist": {"type": "zip", "url": "https://example.com/fork.zip", "reference": "def", "shasum": ""}
        },
        {"name": "acme/own", "version": "1.0.0", "dist": {"type": "path", "url": "packages/own", "reference": "0"}},
        {"name": "acme/archive", "version": "1.0.0", "dist": {"type": "zip", "url": "https://example.com/a.zip"}},
        {"name": "acme/old", "version": "1.0.0", "source": {"type": "svn", "url": "https://example.com/svn"}},
        {"name": "acme/bare", "version": "4.0"}
    ],
    "packages-dev": [
        {"name": "acme/test", "version": "10.5.1"}
    ],
    "platform": {"php": ">=8.1"}
}"#;

#[test]
fn a_composer_lock_says_what_runs_and_what_tests() {
    assert_eq!(
        locked("api/composer.lock", COMPOSER_LOCK),
        "acme/log v2.1.0 :5\nacme/fork dev-main :13\nacme/own 1.0.0 :18\nacme/archive 1.0.0 :19\nacme/old 1.0.0 :20\nacme/bare 4.0 :21\nacme/test 10.5.1 [dev] :24\n"
    );
    let found = whole("composer.lock", COMPOSER_LOCK);
    let log = of(&found, "acme/log");
    assert_eq!((log.written_name.as_str(), log.direct), ("Acme/Log", None));
    assert_eq!((dependencies(log), log.integrity.clone()), (vec!["psr/log ^3.0".to_owned()], vec!["ff".to_owned()]));
    assert_eq!(log.origin, Origin::Registry);
    let (url, commit) = ("https://example.com/fork.git".to_owned(), Some("def".to_owned()));
    assert_eq!(of(&found, "acme/fork").origin, Origin::Git { url, commit });
    assert!(of(&found, "acme/fork").integrity.is_empty());
    assert_eq!(of(&found, "acme/own").origin, Origin::Path("packages/own".to_owned()));
    assert_eq!(of(&found, "acme/archive").origin, Origin::Url("https://example.com/a.zip".to_owned()));
    assert_eq!(of(&found, "acme/old").origin, Origin::Url("https://example.com/svn".to_owned()));
    assert_eq!(of(&found, "acme/bare").origin, Origin::Registry);
}

#[test]
fn a_composer_json_asks_for_packages_and_a_platform() {
    let text = r#"{
    "name": "acme/app",
    "require": {
        "php": "^8.2",
        "ext-mbstring": "*",
        "composer-runtime-api": "^2",
        "Acme/Log": "^2.1 || dev-main as 2.2.0",
        "acme/any": "*"
    },
    "require-dev": {"acme/test": "^10"}
}"#;
    let (found, lines) = (whole("composer.json", text), LineIndex::new(text));
    let asked = found
        .requirements
        .iter()
        .map(|one| format!("{} {} {:?} :{}", one.name, one.range, one.groups, lines.line(one.span.start)));
    assert_eq!(
        asked.collect::<Vec<_>>(),
        ["acme/log ^2.1 || dev-main as 2.2.0 [] :7", "acme/any * [] :8", "acme/test ^10 [\"dev\"] :10"]
    );
    assert!(found.packages.is_empty());
    let odd = inventory("composer.json", r#"{"require": {"a/b": ["1"], "a/c": "1"}}"#);
    assert_eq!((odd.requirements.len(), odd.notices.len()), (1, 1));
}

#[test]
fn files_that_are_cut_off_or_something_else_are_never_worse_than_said() {
    let deep = "[".repeat(100_000);
    let gems = format!("GEM\n  specs:\n{}", "    a (1)\n      b (1)\n".repeat(20_000));
    let texts = [
        "",
        "{",
        "[]",
        "GEM",
        "GEM\n    a (1)\n",
        "    a (1)\n",
        "GEM\n  specs:\n    (1)\n    é (\n      !\n",
        "{\"packages\": [1, {}, {\"name\": 1}, {\"name\": \"\"}], \"packages-dev\": {}}",
        "{\"require\": [], \"require-dev\": {\"a/b\": {}}}",
        &deep,
        &gems,
    ];
    for format in ["Gemfile.lock", "composer.lock", "composer.json"] {
        for text in texts {
            let found = inventory(format, text);
            let mut spans =
                found.packages.iter().map(|one| one.span).chain(found.requirements.iter().map(|one| one.span));
            assert!(spans.all(|span| span.end as usize <= text.len()), "{format}: {text:.40}");
        }
        assert!(!inventory(format, "{").notices.is_empty(), "{format}");
    }
    assert_eq!(inventory("composer.lock", texts[7]).notices.len(), 4);
}
