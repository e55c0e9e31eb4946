//! `maremma deps`, `maremma sbom`, and a scan of one list of packages.

use serde_json::Value;

use crate::app::App;

const TEMPLATE: &str = "AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: pay/ }
";

fn app() -> App {
    App::new(&[
        ("template.yaml", TEMPLATE),
        ("pay/requirements.txt", "PyYAML==5.1\nrequests==2.32.3\n"),
        ("web/package.json", r#"{"dependencies": {"serialize-javascript": "~2.0.0"}}"#),
        ("web/index.js", "eval(x)"),
    ])
}

#[test]
fn deps_lists_what_is_known_and_where_to_go() {
    let run = app().run("deps");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.starts_with(
            "Pay\n  pay/requirements.txt · 2 packages · 2 requirements · T0 listed\n  PyYAML 5.1 → 5.4 · T0 listed: CVE-"
        ),
        "{run:?}"
    );
    assert!(
        run.out.contains(
            "  serialize-javascript ~2.0.0 → 3.1.0: every version of it: CVE-2020-7660 (high), CVE-2019-16769"
        ),
        "{run:?}"
    );
    assert!(
        !run.out.contains("requests") && app().run("deps --verbose").out.contains("  requests 2.32.3\n"),
        "{run:?}"
    );
    let brought = "the runtime python3.13 brings boto3, botocore at versions that its cloud moves · for Pay\n";
    assert!(run.out.contains(brought), "{run:?}");
    assert!(run.err.contains("the 2674 advisories of PyPI are of 2024-10-10"), "{run:?}");
    let json: Value = serde_json::from_str(&app().run("deps --format json").out).unwrap();
    let package = &json["files"][0]["packages"][0];
    assert_eq!(
        (&package["purl"], &package["upgrade"]["to"], &package["vulnerabilities"][0]["id"]),
        (&Value::from("pkg:pypi/pyyaml@5.1"), &Value::from("5.4"), &Value::from("CVE-2019-20477"))
    );
    assert_eq!(json["files"][1]["requirements"][0]["vulnerabilities"][0]["affects"], "every");
    assert_eq!(json["provided"][0]["packages"][1]["name"], "botocore");
}

#[test]
fn what_is_installed_is_seen_where_code_is_not_looked_at() {
    let template = TEMPLATE.replace("python3.13", "nodejs22.x").replace("app.handler", "index.handler");
    let module = |name: &str, version: &str| format!("{{\"name\": \"{name}\", \"version\": \"{version}\"}}");
    let app = App::new(&[
        ("template.yaml", &template),
        ("pay/index.js", "exports.handler = async () => 1"),
        ("pay/package.json", r#"{"dependencies": {"lodash": "^4.17.0"}}"#),
        ("pay/node_modules/lodash/package.json", &module("lodash", "4.17.15")),
        ("pay/node_modules/lodash/eval.js", "exports.handler = async (event) => eval(event.body)"),
        ("pay/node_modules/lodash/test/package.json", &module("minimist", "0.0.8")),
        ("pay/node_modules/@s/deep/package.json", &module("@s/deep", "1.0.0")),
        ("pay/node_modules/@s/deep/node_modules/minimist/package.json", &module("minimist", "0.0.8")),
        ("pay/node_modules/.pnpm/y@1.0.0/node_modules/y/package.json", &module("y", "1.0.0")),
        ("pay/node_modules/.bin/z", ""),
    ]);
    let run = app.run("deps");
    let head = "Pay · 4 packages shipped\n  pay/package.json · 1 requirement · T0 listed\n  pay · 4 installed packages · T1 shipped\n";
    assert!(run.out.starts_with(head), "{run:?}");
    assert!(run.out.contains("  lodash 4.17.15 in pay/node_modules/lodash/package.json → "), "{run:?}");
    let json: Value = serde_json::from_str(&app.run("deps --format json").out).unwrap();
    let folder = json["files"].as_array().unwrap().iter().find(|file| file["form"] == "folder").unwrap();
    let names: Vec<&str> =
        folder["packages"].as_array().unwrap().iter().filter_map(|package| package["name"].as_str()).collect();
    assert_eq!(names, ["y", "minimist", "@s/deep", "lodash"]);
    assert_eq!(folder["packages"][1]["tier"], "T1 shipped");
    let part = &json["functions"][0]["parts"][1];
    assert_eq!(
        (&part["path"], &part["packages"], &part["evaluated"]),
        (&"pay".into(), &4.into(), &"T1 shipped".into())
    );
    let scan = app.run("scan");
    assert!(scan.out.contains("deps/vulnerable-package") && !scan.out.contains("eval"), "{scan:?}");
}

#[test]
fn what_a_build_leaves_is_seen_though_git_ignores_it() {
    let layer = "  Deps:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layer/ }
";
    let template = TEMPLATE.replace("CodeUri: pay/", "CodeUri: pay/, Layers: [!Ref Deps]") + layer;
    let yaml =
        ("layer/python/lib/python3.13/site-packages/PyYAML-5.1.dist-info/METADATA", "Name: PyYAML\nVersion: 5.1\n");
    let app = App::new(&[
        ("template.yaml", &template),
        (".gitignore", "python/\nenv/\nmine/\n"),
        ("pay/app.py", ""),
        ("pay/PyYAML-6.0.dist-info/METADATA", "Name: PyYAML\nVersion: 6.0\n"),
        yaml,
        ("pay/env/lib/python3.13/site-packages/Flask-0.1.dist-info/METADATA", "Name: Flask\nVersion: 0.1\n"),
        ("pay/mine/pyvenv.cfg", ""),
        ("pay/mine/lib/python3.13/site-packages/Flask-0.1.dist-info/METADATA", "Name: Flask\nVersion: 0.1\n"),
    ]);
    let run = app.run("deps");
    let expected = "Pay · 1 package shipped · 1 not taken
  pay · 1 installed package · T1 shipped
  layer Deps: layer/python/lib/python3.13/site-packages · 1 installed package · T1 shipped
  not taken from layer/python/lib/python3.13/site-packages, as the function has its own: PyYAML 5.1 (3 known vulnerabilities)
";
    assert!(run.out.starts_with(expected), "{run:?}");
    assert!(!run.out.contains("Flask"), "{run:?}");
    let scan = app.run("scan");
    assert!(scan.out.contains("low: `PyYAML` 5.1 in") && scan.out.contains("of the layer `Deps`"), "{scan:?}");
}

#[test]
fn deps_ends_clean_or_with_nothing() {
    let clean = App::new(&[("requirements.txt", "requests==2.32.3\n")]).run("deps");
    assert!(clean.code == 0 && clean.out.contains("1 package looked up, 0 of them"), "{clean:?}");
    assert_eq!(App::new(&[("a.txt", "")]).run("deps").code, 3);
    assert_eq!(App::new(&[("poetry.lock", "[[[")]).run("deps").code, 4);
}

#[test]
fn a_scan_of_one_list_takes_the_lockfile_beside_it_and_nothing_else() {
    let run = app().run("scan web/package.json");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("deps/vulnerable-range") && !run.out.contains("index.js"), "{run:?}");
    let lock = r#"{"lockfileVersion": 3, "packages": {"node_modules/serialize-javascript": {"version": "6.0.2"}}}"#;
    let files =
        [("package.json", r#"{"dependencies": {"serialize-javascript": "~2.0.0"}}"#), ("package-lock.json", lock)];
    assert_eq!(App::new(&files).run("scan package.json").code, 0);
    let other = App::new(&[("requirements.txt", "PyYAML==5.1\n"), ("poetry.lock", "[[["), ("package.json", "{}")]);
    assert_eq!(other.run("scan package.json --strict").code, 0, "what lies beside it is not its own");
}

#[test]
fn bills_of_materials_are_those_of_the_app_or_of_a_function() {
    let run = app().run("sbom");
    let document: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &document["specVersion"]), (0, &Value::from("1.6")));
    assert_eq!(document["components"].as_array().map(Vec::len), Some(2));
    let of_function: Value = serde_json::from_str(&app().run("sbom --function Pay --format spdx").out).unwrap();
    assert_eq!(of_function["spdxVersion"], "SPDX-2.3");
    let unknown = app().run("sbom --function Pey");
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `Pay`?"), "{unknown:?}");
}

#[test]
fn names_that_look_alike_and_second_indexes_are_reported() {
    let app = App::new(&[
        (
            "requirements.txt",
            "--extra-index-url https://pip.acme.example/simple\nreqeusts==2.32.3\nacme-orders==1.0.0\n",
        ),
        ("web/package.json", r#"{"dependencies": {"preact": "^10.0.0", "l0dash": "^4.17.21"}}"#),
    ]);
    let report = app.report("");
    let told: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| (own["rule"].as_str().unwrap(), own["message"].as_str().unwrap()))
        .collect();
    let [confusion, swapped, glyph] = &told[..] else { panic!("{told:?}") };
    assert!(
        confusion.0 == "deps/dependency-confusion" && confusion.1.contains("in `pip.acme.example` and in"),
        "{told:?}"
    );
    let looks = "is not well known and looks like";
    assert_eq!(
        *swapped,
        (
            "deps/typosquat",
            format!("`reqeusts` {looks} `requests`, which is: two characters have changed places").as_str()
        )
    );
    assert_eq!(
        *glyph,
        (
            "deps/typosquat",
            format!("`l0dash` {looks} `lodash`, which is: a character is one that looks like it").as_str()
        )
    );
}

#[test]
fn a_named_lockfile_is_bound_by_the_npmrc_beside_it() {
    let lock = r#"{"lockfileVersion": 3, "packages": {
      "node_modules/@acme/a": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/a/-/a-1.0.0.tgz"},
      "node_modules/left-pad": {"version": "1.3.0", "resolved": "https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz"}}}"#;
    let app = App::new(&[("package-lock.json", lock)]);
    assert_eq!(app.run("scan package-lock.json").code, 1);
    app.write(".npmrc", "@acme:registry=https://npm.acme.example/\n");
    assert_eq!(app.run("scan package-lock.json").code, 0);
    assert_eq!(app.run("scan").code, 0);
}
