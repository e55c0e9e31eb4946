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
        run.out.starts_with("pay/requirements.txt · 2 packages · 2 requirements · for Pay\n  PyYAML 5.1 → 5.4: CVE-"),
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
    assert!(run.err.contains("the 2674 advisories of PyPI are of 2024-10-10"), "{run:?}");
    let json: Value = serde_json::from_str(&app().run("deps --format json").out).unwrap();
    let package = &json["files"][0]["packages"][0];
    assert_eq!(
        (&package["purl"], &package["upgrade"]["to"], &package["vulnerabilities"][0]["id"]),
        (&Value::from("pkg:pypi/pyyaml@5.1"), &Value::from("5.4"), &Value::from("CVE-2019-20477"))
    );
    assert_eq!(json["files"][1]["requirements"][0]["vulnerabilities"][0]["affects"], "every");
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
