//! `maremma code` and `maremma rules test`.

use crate::app::App;

const RULES: &str = "rules:
  - id: shell
    languages: [python, javascript]
    severity: ERROR
    message: $X reaches a shell
    mode: taint
    pattern-sources: [{pattern: source()}]
    pattern-sinks: [{pattern: shell($X)}]
";
const FIXTURE: &str = "x = source()
# ruleid: shell
shell('a' + x)
# ok: shell
shell('a')
# todoruleid: shell
shell(other(y))
";

#[test]
fn code_is_found_by_what_it_looks_like() {
    let app = App::new(&[
        ("a.py", "import os as o\no.system(x)\n"),
        ("b/c.js", "const a = `x${fetch(url)}`;\n"),
        ("d.ts", "const e: string = fetch(f as string);\n"),
        ("g.tsx", "const h = <a href={fetch(i)} />;\n"),
        ("broken.py", "x = = 1\nos.system(y)\n"),
        ("J.java", "class J { void f() { String s = fetch(u); } }\n"),
        ("k.go", "package k\n\nfunc f() { s := fetch(u) }\n"),
        ("r.rb", "s = fetch u\n"),
        ("S.cs", "class S { string f = fetch(u); }\n"),
        ("p.php", "<?php\n$s = fetch($u);\n"),
    ]);
    let run = app.run("code -e os.system(...) -l python");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("a.py:2:1: o.system(x)") && run.out.contains("broken.py:2:1"), "{run:?}");
    assert!(run.err.contains("malformed: broken.py:1: not valid Python here"), "{run:?}");
    assert_eq!(app.run("code -e fetch($U) -l js").out, "b/c.js:1:15: const a = `x${fetch(url)}`;\n");
    assert_eq!(app.run("code -e fetch($U) -l go").out, "k.go:3:17: func f() { s := fetch(u) }\n");
    assert_eq!(app.run("code -e fetch($U) -l csharp").out, "S.cs:1:22: class S { string f = fetch(u); }\n");
    assert_eq!(app.run("code -e fetch($U) -l php").out, "p.php:2:6: $s = fetch($u);\n");
    assert_eq!(app.run("code -e fetch($U) -l ruby").out, "r.rb:1:5: s = fetch u\n");
    assert_eq!(
        app.run("code -e fetch($U) -l java").out,
        "J.java:1:33: class J { void f() { String s = fetch(u); } }\n"
    );
    let typed = app.run("code -e fetch($U) -l ts").out;
    assert!(typed.contains("d.ts:1:19") && typed.contains("g.tsx:1:20"), "{typed}");
}

#[test]
fn every_code_has_its_cause() {
    let app = App::new(&[("a.py", "f(1)\n")]);
    for (arguments, code) in [
        ("code -e f(...) -l python", 0),
        ("code -e f(...) -l py a.py", 0),
        ("code -e g(...) -l python", 1),
        ("code -e f( -l python", 2),
        ("code -e f(...) -l cobol", 2),
        ("code -e f(...) -l yaml", 2),
        ("code -e f($...X) -l generic", 0),
        ("code -e \\d+ -l regex", 0),
        ("code -e ...$...X -l generic", 2),
        ("code -e f(...) -l python nowhere", 2),
        ("rules test", 3),
        ("rules test nowhere", 2),
    ] {
        let run = app.run(arguments);
        assert_eq!(run.code, code, "{arguments}: {run:?}");
    }
}

#[test]
fn rules_are_tested_on_the_fixtures_beside_them() {
    let app = App::new(&[("shell.yaml", RULES), ("shell.py", FIXTURE)]);
    let run = app.run("rules test");
    assert_eq!((run.code, run.out.as_str()), (0, "1 passed, 0 failed\n"), "{run:?}");
    // The rule speaks of JavaScript too: both fixtures count.
    app.write("shell.js", "x = source();\n// ruleid: shell\nshell(x);\n// ok: shell\nshell(source());\n");
    let run = app.run("rules test");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.contains("failed: shell (shell.yaml)\n  unexpected at shell.js:5\n0 passed, 1 failed\n"),
        "{run:?}"
    );
}

#[test]
fn rules_of_semgrep_find_in_the_report_like_all_others() {
    let json = r#"{"rules": [{"id": "bad", "languages": ["python"], "severity": "INFO", "message": "no", "pattern": "f($X"},
      {"id": "page", "languages": ["html"], "severity": "INFO", "message": "no", "pattern": "<a>"}]}"#;
    let app = App::new(&[
        ("rules/shell.yaml", RULES),
        ("more.json", json),
        ("src/a.py", "x = source()\nshell(x)\nshell(x)  # nosemgrep: shell\nshell('a')\n"),
        ("src/b.js", "shell('a' + source());\n"),
        ("src/c.php", "<?php harmless($x =\n"),
    ]);
    let run = app.run("scan src --rules rules --rules more.json");
    assert_eq!(run.code, 1, "{run:?}");
    for part in [
        "high[code/shell]: x reaches a shell",
        "high[code/shell]: 'a' + source() reaches a shell",
        "src/b.js:1:1",
        "2 high in 2 files of code · 1 suppressed",
        "rule `bad` is not run",
        "1 rule was not run: it is for html",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    // A file of a language that no rule is for is not even read.
    assert!(!run.out.contains("c.php"), "{}", run.out);
    let baseline = app.run("baseline create src --rules rules");
    assert_eq!(baseline.code, 0, "{baseline:?}");
    assert_eq!(app.run("scan src --rules rules").code, 0);
    assert_eq!(app.run("scan src --rules absent").code, 2);
    assert_eq!(app.run("scan src --rules src").code, 2, "a folder without rule files");
    // What was not looked for is neither fixed nor forgotten.
    assert!(app.run("baseline prune src").err.contains("2 findings stay, 0 are fixed"));
    let named = app.run("scan src/b.js --rules rules --no-baseline");
    assert!(named.out.contains("1 high in 1 file of code"), "a file of code alone: {named:?}");
}

#[test]
fn rules_have_the_same_names_on_every_machine() {
    let rule = RULES.replace("shell", "danger");
    let app = App::new(&[
        ("ours/a/one.yaml", &rule),
        ("ours/b/one.yaml", &rule),
        ("ours/.github/flow.yml", "on: push"),
        ("a.py", "danger(source())\n"),
    ]);
    let absolute = app.path().join("ours").display().to_string();
    for rules in ["ours", "./ours/", &absolute] {
        let run = app.run(&format!("scan . --rules {rules}"));
        assert!(run.out.contains("high[code/a.danger]") && run.out.contains("high[code/b.danger]"), "{run:?}");
        assert!(!run.out.contains("not a rule file"), "{run:?}");
    }
    let page = app.run("explain code/a.danger --rules ours");
    assert!(page.out.contains("# code/a.danger"), "{page:?}");
    let several = app.run("explain sql-injection");
    assert!(several.code == 2 && several.err.contains("code/python/sql-injection, "), "{several:?}");
}

#[test]
fn rules_that_cannot_be_run_are_no_success() {
    let rule = RULES.replace("mode: taint", "mode: tainted");
    let app = App::new(&[("mode.yaml", &rule), ("no.yaml", "a: ["), ("a.py", "shell(source())\n")]);
    for file in ["mode.yaml", "no.yaml"] {
        let run = app.run(&format!("scan . --rules {file}"));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("none of the rules that `--rules` names can be run"), "{run:?}");
        let test = app.run(&format!("rules test {file}"));
        assert_eq!(test.code, 1, "{test:?}");
        assert!(test.out.ends_with("0 passed, 1 failed\n"), "{test:?}");
    }
}

const TEMPLATE: &str = "Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.serve
      CodeUri: src/
      Events:
        Trigger: TRIGGER
";

#[test]
fn the_template_says_what_of_an_event_is_a_callers() {
    let rules = "rules:
  - {id: shell, languages: [python], severity: ERROR, message: m, mode: taint, metadata: {maremma: {sources: [event]}},
     pattern-sources: [{pattern: nothing(...)}], pattern-sinks: [{pattern: shell(...)}]}
";
    let code = "def serve(e, c):\n    shell(e['body'])\n    shell(e['requestContext']['stage'])\n";
    let app = App::new(&[("rules.yaml", rules), ("src/app.py", code)]);
    let lines = |trigger: &str| {
        app.write("template.yaml", TEMPLATE.replace("TRIGGER", trigger));
        let report = app.report("--rules rules.yaml --only code");
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|f| format!("{}:{}", f["functions"], f["location"]["line"])).collect::<Vec<_>>()
    };
    // What is kept of a file is only good for the triggers it was found with.
    assert_eq!(lines("{Type: HttpApi}"), ["[\"F\"]:2"]);
    assert_eq!(lines("{Type: Schedule, Properties: {Schedule: rate(1 day)}}"), [""; 0]);
    assert_eq!(lines("{Type: HttpApi}"), ["[\"F\"]:2"]);
}

#[test]
fn rules_for_any_text_look_at_every_file_that_their_paths_name() {
    let rules = "rules:
  - id: old-tls
    languages: [generic]
    severity: WARNING
    message: $V is broken
    pattern: ssl_protocols ... $V;
    paths: {include: ['*.conf']}
  - {id: key, languages: [regex], severity: ERROR, message: a key, pattern: 'KEY-[0-9]{4}'}
  - {id: page, languages: [html], severity: INFO, message: no, pattern: <a>}
  - {id: stage, languages: [dockerfile], severity: INFO, message: no, pattern: FROM a}
  - {id: image, languages: [dockerfile], severity: INFO, message: no, pattern: FROM b}
";
    let app = App::new(&[
        ("rules/text.yaml", rules),
        (
            "rules/text.site.conf",
            "# ruleid: old-tls\nssl_protocols TLSv1;\n# ok: old-tls\nssl TLSv1;\n# ruleid: key\nKEY-1234\n",
        ),
        ("rules/text/more.txt", "// ok: key\nKEY-123\n"),
        ("src/nginx.conf", "ssl_protocols SSLv3 TLSv1;\n"),
        ("src/notes.md", "ssl_protocols TLSv1;\nKEY-0000\nKEY-1111 nosemgrep\n"),
        ("src/a.py", "x = 'KEY-2222'\n"),
        ("src/photo.png", "\u{1}\u{2}\u{3} KEY-3333"),
    ]);
    let run = app.run("scan src --rules rules");
    for part in [
        "medium[code/old-tls]: TLSv1 is broken",
        "src/notes.md:2:1",
        "src/a.py:1:6",
        "2 high",
        "3 rules were not run: they are for dockerfile (2), html (1)",
        "1 file is no text",
        "3 files of code",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    assert!(!run.out.contains("notes.md:1:") && !run.out.contains("png"), "{}", run.out);
    let test = app.run("rules test rules");
    assert_eq!(test.out, "2 passed, 0 failed\n", "{test:?}");
    assert!(test.err.contains("3 rules were not run: they are for dockerfile (2), html (1)"), "{test:?}");
    assert_eq!(app.run("code -e KEY-$N -l generic src").out.lines().count(), 3);
}

#[test]
fn taint_says_where_it_comes_from() {
    let app = App::new(&[("rules.yaml", RULES), ("a.py", "x = source()\ny = 'b' + x\nshell(y)\nshell(source())\n")]);
    let run = app.run("scan . --rules rules.yaml --rules-only");
    let drawn = run.out.lines().filter(|line| line.contains("comes from here")).count();
    assert!(drawn == 2 && run.out.contains("2. arrives here"), "{run:?}");
    let sarif: serde_json::Value =
        serde_json::from_str(&app.run("scan . --rules rules.yaml --format sarif").out).unwrap();
    let steps = &sarif["runs"][0]["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"];
    let line = |step: usize| steps[step]["location"]["physicalLocation"]["region"]["startLine"].as_u64();
    assert_eq!((line(0), line(1)), (Some(1), Some(3)), "{steps}");
}

#[test]
fn what_begins_with_a_bracket_is_marked_with_its_line() {
    let rule = "rules: [{id: sum, languages: [python], severity: ERROR, message: m, pattern: '1 + $X'}]";
    let app = App::new(&[("rules.yaml", rule), ("a.py", "if a:\n    total = (\n        1 +\n        b)\n")]);
    let run = app.run("scan . --rules rules.yaml --rules-only");
    assert!(run.out.contains("2 │     total = (\n  ╰╴    ━━━━━━━━━\n"), "{}", run.out);
}
