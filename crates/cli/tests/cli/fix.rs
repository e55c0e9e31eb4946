//! `maremma fix`.

use crate::app::App;

const RULES: &str = r"rules:
  - {id: md5, languages: [python], severity: ERROR, message: md5, pattern: hashlib.md5($X), fix: hashlib.sha256($X)}
  - {id: tls, languages: [python], severity: ERROR, message: tls, pattern: 'get(..., verify=False)', fix-regex: {regex: 'verify=False', replacement: verify=True}}
  - {id: vain, languages: [python], severity: ERROR, message: vain, pattern: vain($X), fix: 'vain($X + 1)'}
";
const CODE: &str = "import hashlib\nhashlib.md5(a); get(u, verify=False)\nhashlib.md5(hashlib.md5(b))\nvain(c)\n";

#[test]
fn fixes_are_shown_as_a_patch_and_made_in_the_files() {
    let app = App::new(&[("rules.yaml", RULES), ("src/a.py", CODE), ("src/b.py", "get(v)\n")]);
    let shown = app.run("fix --rules rules.yaml --diff src");
    assert_eq!(shown.code, 1, "{shown:?}");
    for line in ["--- a/src/a.py", "-hashlib.md5(a); get(u, verify=False)", "+hashlib.sha256(a); get(u, verify=True)"] {
        assert!(shown.out.lines().any(|own| own == line), "{line} in {}", shown.out);
    }
    assert_eq!(app.read("src/a.py"), CODE, "a patch changes nothing");
    let made = app.run("fix --rules rules.yaml src");
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.out.contains("a.py:2: write `hashlib.sha256(a)` [code/md5]\n"), "{made:?}");
    assert!(made.err.contains("not fixed: code/vain in a.py: after its fix it would still be found"), "{made:?}");
    let expected =
        "import hashlib\nhashlib.sha256(a); get(u, verify=True)\nhashlib.sha256(hashlib.sha256(b))\nvain(c)\n";
    assert_eq!(app.read("src/a.py"), expected, "what is nested is mended in turn");
    assert_eq!(app.run("fix --rules rules.yaml --rule code/md5 --rule code/tls --diff src").code, 0);
}

#[test]
fn only_what_is_asked_for_is_mended() {
    let app = App::new(&[("rules.yaml", RULES), ("src/a.py", "hashlib.md5(a)\nget(u, verify=False)  # nosemgrep\n")]);
    let run = app.run("fix --rules rules.yaml --rule code/tls --diff src");
    assert_eq!((run.code, run.out.as_str()), (0, ""), "an ignored finding is left alone: {run:?}");
    let run = app.run("fix --rules rules.yaml --rule code/tsl src");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("did you mean `code/tls`?"), "{run:?}");
}

#[test]
fn what_needs_a_person_is_made_on_request() {
    let template = "Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      InlineCode: pass
      FunctionUrlConfig:
        AuthType: NONE
";
    let app = App::new(&[("template.yaml", template)]);
    assert_eq!(app.run("fix --rule posture/open-function-url").code, 0);
    assert_eq!(app.read("template.yaml"), template);
    let run = app.run("fix --rule posture/open-function-url --suggested");
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(app.read("template.yaml"), template.replace("NONE", "AWS_IAM"));
}

#[test]
fn rule_tests_judge_fixes_too() {
    let fixed = "# ruleid: md5\nhashlib.sha256(a)\n";
    let app = App::new(&[
        ("r.yaml", &RULES.lines().take(2).collect::<Vec<_>>().join("\n")),
        ("r.py", "# ruleid: md5\nhashlib.md5(a)\n"),
        ("r.fixed.py", fixed),
    ]);
    assert_eq!(app.run("rules test").out, "1 passed, 0 failed\n");
    app.write("r.fixed.py", fixed.replace("sha256", "sha512"));
    let run = app.run("rules test");
    assert!(run.out.contains("wrong fix at r.fixed.py:2") && run.code == 1, "{run:?}");
}

#[test]
fn packages_get_the_nearest_better_version() {
    let pinned = "# what we need\njinja2==2.10  # for mails\n";
    let app = App::new(&[("f/requirements.txt", pinned)]);
    let shown = app.run("fix --diff");
    assert_eq!(shown.code, 1, "{shown:?}");
    assert!(shown.out.contains("-jinja2==2.10  # for mails\n+jinja2=="), "{shown:?}");
    assert_eq!(app.read("f/requirements.txt"), pinned, "a patch changes nothing");
    assert_eq!(app.run("fix --rule posture/open-function-url --diff").out, "", "only what is asked for");
    let made = app.run("fix");
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.out.starts_with("f/requirements.txt: jinja2 2.10 -> "), "{made:?}");
    assert!(made.err.contains("f/requirements.txt: known vulnerabilities: 0 instead of "), "{made:?}");
    assert_eq!(app.run("deps").code, 0, "nothing known is left");
    assert_eq!(app.run("fix --diff").code, 0, "what is mended stays");
}

#[test]
fn a_snapshot_of_a_registry_lets_lockfiles_move() {
    let lock = r#"{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "lodash": "^4.17.0" } },
    "node_modules/lodash": {
      "version": "4.17.15",
      "resolved": "https://r.example/lodash/-/lodash-4.17.15.tgz",
      "integrity": "sha512-old"
    }
  }
}
"#;
    let snapshot = "system: npm\nschema: |\n  lodash\n    4.17.15\n    99.0.0\n      url: https://r.example/lodash/-/lodash-99.0.0.tgz\n      sum: sha512-new\n    4.99.0\n      url: https://r.example/lodash/-/lodash-4.99.0.tgz\n      sum: sha512-near\n";
    let manifest = r#"{ "dependencies": { "lodash": "^4.17.0" } }"#;
    let app = App::new(&[("a/package.json", manifest), ("a/package-lock.json", lock), ("npm.yaml", snapshot)]);
    let left = app.run("fix --diff a");
    assert_eq!((left.code, left.out.as_str()), (0, ""), "{left:?}");
    assert!(left.err.contains("lodash 4.17.15"), "what is left is said: {left:?}");
    let made = app.run("fix --registry-snapshot npm.yaml a");
    assert_eq!(made.out, "package-lock.json: lodash 4.17.15 -> 4.99.0 (locked)\n", "{made:?}");
    assert_eq!(app.read("a/package-lock.json"), lock.replace("4.17.15", "4.99.0").replace("sha512-old", "sha512-near"));
    assert_eq!(app.read("a/package.json"), manifest);
    let broken = app.run("fix --registry-snapshot a/package.json a");
    assert_eq!(broken.code, 2, "{broken:?}");
}
