//! The workflow of `examples/pipeline`: its commands run on the project beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

use source::{FileId, Limits};
use syntax::{Dialect, Node, parse_one};

use crate::app::{App, Run};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pipeline")
}

/// The example in a folder of its own.
fn copy() -> App {
    let names = ["package.json", "package-lock.json", "template.yaml", "src/index.js"];
    let texts = names.map(|name| (name, std::fs::read_to_string(example().join(name)).unwrap()));
    App::new(&texts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// The names and commands of the workflow's steps, but for the one that builds Maremma.
fn steps() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(example().join(".github/workflows/maremma.yml")).unwrap();
    let document = parse_one(FileId(0), ".github/workflows/maremma.yml", &text, Dialect::Plain, &Limits::default());
    assert_eq!(document.notices, []);
    let root = document.root.unwrap();
    let steps = root.at(&["jobs", "scan", "steps"]).and_then(Node::as_list).unwrap();
    let text = |step: &Node, key: &str| step.get(key).and_then(Node::text).map(|text| text.to_string());
    let runs = steps.iter().filter_map(|step| Some((text(step, "name")?, text(step, "run")?)));
    runs.filter(|(name, _)| name != "Install Maremma").collect()
}

/// Runs a command as the runner does, with the binary under test.
fn step(app: &App, command: &str) -> Run {
    let folder = Path::new(env!("CARGO_BIN_EXE_maremma")).parent().unwrap();
    let path = std::env::join_paths([folder, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let mut shell = Command::new("bash");
    shell.args(["-e", "-o", "pipefail", "-c", command]).current_dir(app.path()).env("PATH", path);
    let output = shell.env("MAREMMA_CACHE_DIR", app.cache()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn the_workflow_says_what_to_change_and_is_content_when_it_is_done() {
    let steps = steps();
    let [(_, packages), (_, sarif), (_, fixes)] = &steps[..] else { panic!("{steps:?}") };
    let app = copy();

    let run = step(&app, packages);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.contains("`serialize-javascript` 2.0.0 has 2 known vulnerabilities")
            && run.out.contains("3.1.0 has none"),
        "{run:?}"
    );
    assert!(run.out.lines().count() <= 30, "one screen: {}", run.out);

    let run = step(&app, sarif);
    assert_eq!(run.code, 0, "{run:?}");
    let log: serde_json::Value = serde_json::from_str(&app.read("maremma.sarif")).unwrap();
    let rules: Vec<&str> =
        log["runs"][0]["results"].as_array().unwrap().iter().map(|own| own["ruleId"].as_str().unwrap()).collect();
    assert!(rules.contains(&"deps/vulnerable-package") && rules.contains(&"posture/open-function-url"), "{rules:?}");

    let run = step(&app, fixes);
    assert!(run.code == 0 && run.out.contains("-        AuthType: NONE\n+        AuthType: AWS_IAM\n"), "{run:?}");

    for file in ["package.json", "package-lock.json"] {
        app.write(file, app.read(file).replace("\"2.0.0\"", "\"7.0.5\""));
    }
    let run = step(&app, packages);
    assert_eq!(run.code, 0, "{run:?}");
}
