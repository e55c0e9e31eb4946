//! What may go of a deployed folder: small applications with their packages.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use scan::slim::{Deployed, Ground, Idle, Slimmed, handler_files, manifest_edits, slim};
use source::{FileId, Files as _, Limits, MemoryFiles};

/// A package of Node that has an entry of this text.
fn module(name: &str, manifest: &str, code: &str) -> Vec<(String, String)> {
    let place = |file: &str| format!("node_modules/{name}/{file}");
    vec![
        (place("package.json"), format!("{{\"name\": \"{name}\", \"version\": \"1.0.0\"{manifest}}}")),
        (place("index.js"), code.to_owned()),
    ]
}

fn file(path: &str, text: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), text.to_owned())]
}

fn slimmed(files: &MemoryFiles, handler: Option<&str>, named: &[&str]) -> Slimmed {
    let limits = Limits::default();
    let sizes: Vec<u64> =
        (0..files.paths().len()).map(|at| files.read(FileId(at as u32)).unwrap().len() as u64).collect();
    let deployed = Deployed {
        files,
        sizes: &sizes,
        entries: handler_files(files, handler, &limits),
        named: named.iter().map(|text| (*text).to_owned()).collect(),
        runtime: Some("python3.13".to_owned()),
        provision: scan::provided(model::Cloud::Aws, "nodejs16.x"),
    };
    slim(&deployed, &limits)
}

fn gone(found: &Slimmed) -> Vec<&str> {
    found.packages.iter().map(|(piece, _)| piece.name.as_str()).collect()
}

fn unsure(found: &Slimmed) -> Vec<&str> {
    found.unsure.iter().map(|own| own.piece.name.as_str()).collect()
}

/// An application that loads `used`, and does not load `idle` nor what only that needs.
fn node(code: &str, used: &str, more: Vec<(String, String)>) -> MemoryFiles {
    let parts = [
        file("package.json", r#"{"dependencies": {"used": "1", "idle": "1", "aws-sdk": "2"}}"#),
        file("src/app.js", code),
        module("used", r#", "dependencies": {"deep": "1"}"#, used),
        module("deep", "", "exports.deep = 1"),
        module("idle", r#", "dependencies": {"below": "1"}"#, "require('below')"),
        module("below", "", ""),
        more,
    ];
    MemoryFiles::new(parts.concat())
}

#[test]
fn what_no_import_leads_to_goes_with_what_only_it_needs() {
    let files = node("require('used'); exports.handler = () => 1", "require('deep')", Vec::new());
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    assert_eq!(gone(&found), ["below", "idle"]);
    let direct: Vec<_> = found.packages.iter().map(|(piece, ground)| (piece.is_direct, *ground)).collect();
    assert_eq!(direct, [(Some(false), Ground::Modules), (Some(true), Ground::Modules)]);
    assert_eq!((found.before.packages, found.after.packages), (4, 2));
    let left: u64 = (0..files.paths().len() as u32)
        .map(FileId)
        .filter(|file| !found.dropped.contains(file))
        .map(|file| files.read(file).unwrap().len() as u64)
        .sum();
    assert!(left == found.after.bytes && found.after.bytes < found.before.bytes, "{found:?}");
}

#[test]
fn a_computed_name_of_the_function_keeps_every_package() {
    let files = node("require('used'); require(process.env.X)", "require('deep')", Vec::new());
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    assert!(found.packages.is_empty(), "{found:?}");
    assert_eq!(unsure(&found), ["below", "idle"]);
    let at = found.unsure[0].at.unwrap();
    assert_eq!((files.path(at.file), at.start), ("src/app.js", 17));
}

#[test]
fn a_computed_name_of_a_package_keeps_what_it_asks_for_and_what_is_named() {
    let loader = "exports.use = (name) => require(name)";
    let more = [module("engine", "", ""), module("used-plugin", "", ""), module("other", "", "")].concat();
    let files = node("require('used').use('engine')", loader, more);
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    assert_eq!((gone(&found), unsure(&found)), (vec!["below", "idle", "other"], vec!["deep", "engine", "used-plugin"]));
    assert!(found.packages.iter().all(|(_, ground)| *ground == Ground::Names));
}

#[test]
fn what_an_environment_variable_names_stays() {
    let more = [module("tracer", r#", "dependencies": {"below": "1"}"#, "require('below')")].concat();
    let files = node("require('used')", "require('deep')", more);
    let found = slimmed(&files, Some("src/app.handler"), &["--require tracer/init"]);
    assert_eq!((gone(&found), unsure(&found)), (vec!["idle"], vec!["below", "tracer"]));
}

#[test]
fn files_that_no_handler_loads_go_of_packages_that_stay() {
    let more = [
        file("node_modules/used/esm/index.mjs", "export {}"),
        file("node_modules/used/index.d.ts", ""),
        file("node_modules/used/index.js.map", "{}"),
        file("node_modules/used/README.md", "# used"),
        file("node_modules/used/LICENSE.md", "MIT"),
        file("node_modules/used/test/all.js", ""),
        file("node_modules/used/data.json", "{}"),
        file("node_modules/deep/lib/doc/node.js", ""),
        file("docs/own.md", "read by the function"),
    ];
    let files = node("require('used')", "require('deep')", more.concat());
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    let kept = |path: &str| !found.dropped.contains(&files.find(path).unwrap());
    for path in ["esm/index.mjs", "index.d.ts", "index.js.map", "README.md", "test/all.js"] {
        assert!(!kept(&format!("node_modules/used/{path}")), "{path}");
    }
    for path in
        ["docs/own.md", "node_modules/used/LICENSE.md", "node_modules/used/data.json", "node_modules/used/index.js"]
    {
        assert!(kept(path), "{path}");
    }
    let kinds: Vec<Idle> = found.files.keys().copied().collect();
    assert_eq!(kinds, [Idle::Module, Idle::Test, Idle::Document, Idle::SourceMap, Idle::Types]);
    // A package that reads beside itself keeps its modules.
    let reading = "require('deep'); require('fs').readdirSync(__dirname)";
    let more = file("node_modules/used/lazy.js", "");
    let files = node("require('used')", reading, more);
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    assert!(!found.dropped.contains(&files.find("node_modules/used/lazy.js").unwrap()));
}

#[test]
fn what_the_runtime_brings_is_said_and_stays() {
    let files = node("require('aws-sdk')", "", module("aws-sdk", "", ""));
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    let provided: Vec<&str> = found.provided.iter().map(|piece| piece.name.as_str()).collect();
    assert_eq!(provided, ["aws-sdk"]);
    assert!(!gone(&found).contains(&"aws-sdk"));
}

#[test]
fn vulnerabilities_go_with_the_last_copy() {
    let old = |place: &str| file(&format!("{place}/package.json"), r#"{"name": "lodash", "version": "4.17.15"}"#);
    let files = node("require('used')", "require('deep')", old("node_modules/lodash"));
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    let lodash = found.vanished.first().unwrap();
    assert_eq!((lodash.name.as_str(), lodash.version.as_deref()), ("lodash", Some("4.17.15")));
    assert!(lodash.vulnerabilities.iter().any(|known| known.name() == "CVE-2020-8203"), "{lodash:?}");
    let nested = "node_modules/used/node_modules/lodash";
    let more = [old("node_modules/lodash"), old(nested), file(&format!("{nested}/index.js"), "")].concat();
    let files = node("require('used')", "require('deep'); require('lodash')", more);
    let found = slimmed(&files, Some("src/app.handler"), &[]);
    assert!(gone(&found).contains(&"lodash") && found.vanished.is_empty(), "{found:?}");
}

/// A distribution of Python with one module.
fn distribution(name: &str, metadata: &str, module: &str, code: &str) -> Vec<(String, String)> {
    let info = format!("{name}-1.0.0.dist-info");
    let record = format!("{module},,\n{info}/METADATA,,\n");
    [
        file(
            &format!("{info}/METADATA"),
            &format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n{metadata}\n\nText\n"),
        ),
        file(&format!("{info}/RECORD"), &record),
        file(module, code),
    ]
    .concat()
}

#[test]
fn distributions_of_python_go_with_their_metadata() {
    let parts = [
        file("app.py", "import first\ndef handler(event, context): ...\n"),
        file("requirements.txt", "First-Kit==1.0.0\nidle==1.0.0\n"),
        file("__pycache__/app.cpython-311.pyc", ""),
        file("__pycache__/app.cpython-313.pyc", ""),
        distribution("First-Kit", "Requires-Dist: second (>=1)", "first/__init__.py", "import second\n"),
        file("first/tests/test_all.py", ""),
        distribution("second", "", "second.py", ""),
        distribution("idle", "", "idle/__init__.py", ""),
        distribution("plug", "", "plug.py", ""),
        file("plug-1.0.0.dist-info/entry_points.txt", "[first.parts]\na = plug:a\n"),
    ];
    let files = MemoryFiles::new(parts.concat());
    let found = slimmed(&files, Some("app.handler"), &[]);
    assert_eq!(gone(&found), ["idle", "plug"]);
    let kept = |path: &str| !found.dropped.contains(&files.find(path).unwrap());
    assert!(kept("First-Kit-1.0.0.dist-info/METADATA") && kept("First-Kit-1.0.0.dist-info/RECORD"));
    assert!(
        !kept("idle-1.0.0.dist-info/METADATA") && !kept("idle/__init__.py") && !kept("__pycache__/app.cpython-311.pyc")
    );
    assert!(kept("__pycache__/app.cpython-313.pyc"), "the runtime takes it");
    // Something that is loaded asks for the group of its entry points.
    let asking = file(
        "first/__init__.py",
        "import second\nfrom importlib import metadata\nmetadata.entry_points(group='first.parts')\n",
    );
    let files = MemoryFiles::new([parts.concat(), asking].concat());
    let found = slimmed(&files, Some("app.handler"), &[]);
    assert_eq!((gone(&found), unsure(&found)), (vec!["idle"], vec!["plug"]));
}

#[test]
fn a_package_of_python_that_lies_elsewhere_may_load_anything() {
    let parts = [file("app.py", "import powertools\n"), distribution("idle", "", "idle.py", "")];
    let found = slimmed(&MemoryFiles::new(parts.concat()), Some("app.handler"), &[]);
    assert_eq!((gone(&found), unsure(&found)), (vec![], vec!["idle"]));
    let parts = [file("app.py", "import boto3\n"), distribution("idle", "", "idle.py", "")];
    assert_eq!(gone(&slimmed(&MemoryFiles::new(parts.concat()), Some("app.handler"), &[])), ["idle"]);
}

#[test]
fn handlers_of_other_clouds_are_found_without_a_name() {
    let azure = MemoryFiles::new([
        ("host.json", "{}"),
        ("api/function.json", r#"{"scriptFile": "index.js"}"#),
        ("api/index.js", "require('used')"),
        ("node_modules/used/package.json", "{}"),
        ("node_modules/used/index.js", ""),
        ("node_modules/idle/package.json", "{}"),
        ("node_modules/idle/index.js", ""),
    ]);
    assert_eq!(gone(&slimmed(&azure, None, &[])), ["idle"]);
    let google = MemoryFiles::new([
        ("package.json", r#"{"main": "index.js"}"#),
        ("index.js", "require('@google-cloud/functions-framework')"),
        ("node_modules/idle/package.json", "{}"),
        ("node_modules/@google-cloud/functions-framework/package.json", "{}"),
    ]);
    let found = slimmed(&google, None, &[]);
    assert_eq!(gone(&found), ["idle"]);
}

/// The manifest of a function without the packages that go.
fn manifest(files: &MemoryFiles, handler: &str) -> String {
    let edits = manifest_edits(files, &slimmed(files, Some(handler), &[]), &Limits::default());
    let (file, edits) = edits.first().unwrap();
    let text = String::from_utf8(files.read(*file).unwrap()).unwrap();
    fix::apply(&text, edits).unwrap()
}

#[test]
fn manifests_lose_what_goes() {
    for (before, after) in [
        (r#"{"dependencies": {"idle": "1", "used": "1"}}"#, r#"{"dependencies": {"used": "1"}}"#),
        (r#"{"dependencies": {"used": "1", "idle": "1"}}"#, r#"{"dependencies": {"used": "1"}}"#),
        (r#"{"dependencies": {"below": "1", "idle": "1"}}"#, r#"{"dependencies": {}}"#),
        (
            "{\"dependencies\": {\n  \"below\": \"1\",\n  \"used\": \"1\",\n  \"idle\": \"1\"\n}}",
            "{\"dependencies\": {\n  \"used\": \"1\"\n}}",
        ),
    ] {
        let files = node("require('used')", "require('deep')", file("package.json", before));
        assert_eq!(manifest(&files, "src/app.handler"), after);
    }
    let parts = [
        file("app.py", "import kit\n"),
        file("requirements.txt", "# ours\nkit==1.0.0\nIdle==1.0.0 \\\n    --hash=sha256:00\n"),
        distribution("kit", "", "kit.py", ""),
        distribution("idle", "", "idle.py", ""),
    ];
    assert_eq!(manifest(&MemoryFiles::new(parts.concat()), "app.handler"), "# ours\nkit==1.0.0\n");
}
