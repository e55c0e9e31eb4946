//! Python.

use crate::world::World;

const SCHEMA: &str = "\
web
  1.0.0
    templates@<2
  2.0.0
    templates@>=2
templates
  1.0.0
  1.5.0
  2.0.0
tool
  1.0.0
    templates@==1.0.0
  1.1.0
    templates@==2.0.0
";

#[test]
fn a_pin_moves_to_the_nearest_better_version_and_comments_stay() {
    let world = World::new("PyPI", SCHEMA, &["templates 1.5.0"]);
    let list = "# what we need\nweb==1.0.0\ntemplates == 1.0.0  # for mails\n";
    let outcome = world.plan(&[("requirements.txt", list)]);
    assert_eq!(outcome.changes(), ["templates 1.0.0 -> 1.5.0"]);
    assert_eq!(outcome.files["requirements.txt"], "# what we need\nweb==1.0.0\ntemplates == 1.5.0  # for mails\n");
}

#[test]
fn who_holds_a_package_moves_with_it() {
    let world = World::new("PyPI", SCHEMA, &["templates 2.0.0"]);
    let list = "web==1.0.0\ntemplates==1.5.0\n";
    let outcome = world.plan(&[("requirements.txt", list)]);
    assert_eq!(outcome.files["requirements.txt"], "web==2.0.0\ntemplates==2.0.0\n");
    let outcome =
        world.plan(&[("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"tool~=1.0.0\", \"web\"]\n")]);
    assert_eq!(outcome.changes(), ["tool 1.0.0 -> 1.1.0"]);
    assert!(outcome.files["pyproject.toml"].contains("\"tool~=1.1.0\", \"web\""), "{outcome:?}");
}

#[test]
fn hashes_are_replaced_where_the_registry_knows_them() {
    let list = "templates==1.0.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nweb==1.0.0 --hash=sha256:cc\n";
    let mut world = World::new("PyPI", SCHEMA, &["templates 1.5.0"]);
    let outcome = world.plan(&[("requirements.txt", list)]);
    assert!(outcome.files.is_empty(), "{outcome:?}");
    let why = "templates 1.0.0: the registry does not say the checksums of templates 1.5.0";
    assert_eq!(outcome.left(), [why]);
    let known = world.registry_mut().manifest_mut(packages::Ecosystem::PyPi, "templates", "1.5.0");
    known.into_iter().for_each(|manifest| {
        let file = |sum: &str| upgrade::Artifact { url: String::new(), integrity: format!("sha256:{sum}") };
        manifest.files.extend([file("dd"), file("ee")]);
    });
    let outcome = world.plan(&[("requirements.txt", list)]);
    let expected = list.replace("1.0.0 \\", "1.5.0 \\").replace("aa", "dd").replace("bb", "ee");
    assert_eq!(outcome.files["requirements.txt"], expected);
}

#[test]
fn without_a_registry_pins_move_to_versions_that_advisories_name() {
    let world = World::new("PyPI", SCHEMA, &["templates 1.4.2"]);
    let outcome = world.plan_offline(&[("requirements.txt", "templates==1.0.0\nweb==1.0.0\n")]);
    assert_eq!(outcome.files["requirements.txt"], "templates==1.4.2\nweb==1.0.0\n");
}
