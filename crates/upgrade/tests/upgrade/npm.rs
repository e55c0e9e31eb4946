//! npm.

use upgrade::{How, Step};

use crate::world::World;

const SCHEMA: &str = "\
app-kit
  1.0.0
    inner@^1.0.0
  1.0.1
    inner@^1.1.0
  2.0.0
    inner@^2.0.0
inner
  1.0.0
    sum: sha512-inner100
  1.0.5
    url: https://registry.example/inner/-/inner-1.0.5.tgz
    sum: sha512-inner105
  1.1.0
    sum: sha512-inner110
  2.0.0
    url: https://registry.example/inner/-/inner-2.0.0.tgz
    sum: sha512-inner200
    extra@^1.0.0
extra
  1.0.0
    url: https://registry.example/extra/-/extra-1.0.0.tgz
    sum: sha512-extra100
other
  1.0.0
    inner@~1.0.0
";

const LOCK: &str = r#"{
  "name": "mine",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "mine",
      "dependencies": { "app-kit": "^1.0.0" }
    },
    "node_modules/app-kit": {
      "version": "1.0.0",
      "resolved": "https://registry.example/app-kit/-/app-kit-1.0.0.tgz",
      "integrity": "sha512-kit100",
      "license": "MIT",
      "dependencies": { "inner": "^1.0.0" }
    },
    "node_modules/inner": {
      "version": "1.0.0",
      "resolved": "https://registry.example/inner/-/inner-1.0.0.tgz",
      "integrity": "sha512-inner100"
    }
  }
}
"#;
const MANIFEST: &str = "{\n  \"name\": \"mine\",\n  \"dependencies\": {\n    \"app-kit\": \"^1.0.0\"\n  }\n}\n";

#[test]
fn a_locked_version_moves_within_its_range_and_nothing_else_changes() {
    let world = World::new("npm", SCHEMA, &["inner 1.0.5"]);
    let outcome = world.plan(&[("package.json", MANIFEST), ("package-lock.json", LOCK)]);
    assert_eq!(outcome.changes(), ["inner 1.0.0 -> 1.0.5"]);
    assert_eq!(outcome.plan.vulnerabilities, (1, 0));
    let expected = LOCK.replace("inner-1.0.0", "inner-1.0.5").replace("inner100", "inner105").replace(
        "\"node_modules/inner\": {\n      \"version\": \"1.0.0\"",
        "\"node_modules/inner\": {\n      \"version\": \"1.0.5\"",
    );
    assert_eq!(outcome.files["package-lock.json"], expected);
    assert_eq!(outcome.files.len(), 1, "the manifest stays");
}

#[test]
fn a_requirement_is_relaxed_where_its_range_holds_no_better_version() {
    let mut world = World::new("npm", SCHEMA, &["inner 2.0.0"]);
    let kit = world.registry_mut().manifest_mut(packages::Ecosystem::Npm, "app-kit", "2.0.0");
    kit.into_iter().for_each(|manifest| {
        let url = "https://registry.example/app-kit/-/app-kit-2.0.0.tgz".to_owned();
        manifest.files.push(upgrade::Artifact { url, integrity: "sha512-kit200".to_owned() });
    });
    let outcome = world.plan(&[("package.json", MANIFEST), ("package-lock.json", LOCK)]);
    assert_eq!(outcome.changes(), ["app-kit 1.0.0 -> 2.0.0"]);
    assert_eq!(outcome.files["package.json"], MANIFEST.replace("^1.0.0", "^2.0.0"));
    let lock = &outcome.files["package-lock.json"];
    assert!(lock.contains(r#""dependencies": { "app-kit": "^2.0.0" }"#), "{lock}");
    let added = "    \"node_modules/extra\": {\n      \"version\": \"1.0.0\",\n      \"resolved\": \"https://registry.example/extra/-/extra-1.0.0.tgz\",\n      \"integrity\": \"sha512-extra100\"\n    },\n    \"node_modules/inner\"";
    assert!(lock.contains(added), "{lock}");
    assert!(lock.contains("sha512-inner200") && lock.contains("sha512-kit200"), "{lock}");
}

#[test]
fn a_version_is_forced_where_nobody_lets_it_pass() {
    let world = World::new("npm", SCHEMA, &["inner 1.1.0"]);
    let manifest = "{\n  \"dependencies\": {\n    \"other\": \"1.0.0\"\n  }\n}\n";
    let outcome = world.plan(&[("package.json", manifest)]);
    assert_eq!(outcome.changes(), ["inner 1.0.5 -> 1.1.0"]);
    let expected = "{\n  \"dependencies\": {\n    \"other\": \"1.0.0\"\n  },\n  \"overrides\": {\n    \"inner\": \"1.1.0\"\n  }\n}\n";
    assert_eq!(outcome.files["package.json"], expected);
}

#[test]
fn what_cannot_be_mended_is_left_with_its_reason() {
    let world = World::new("npm", SCHEMA, &["inner"]);
    let outcome = world.plan(&[("package.json", MANIFEST), ("package-lock.json", LOCK)]);
    assert_eq!(outcome.left(), ["inner 1.0.0: no release above it is known to be better"]);
    assert!(outcome.files.is_empty() && outcome.plan.changes.is_empty(), "{outcome:?}");
}

#[test]
fn without_a_registry_requirements_move_and_lockfiles_do_not() {
    let world = World::new("npm", "x\n  1.0.0", &["inner 1.0.5"]);
    let outcome = world.plan_offline(&[("package.json", MANIFEST), ("package-lock.json", LOCK)]);
    assert!(outcome.files.is_empty(), "{outcome:?}");
    assert_eq!(outcome.left().len(), 1, "{outcome:?}");
    let alone = "{\n  \"dependencies\": {\n    \"inner\": \"1.0.0\"\n  }\n}\n";
    let outcome = world.plan_offline(&[("package.json", alone)]);
    assert_eq!(outcome.files["package.json"], alone.replace("1.0.0", "1.0.5"));
}

#[test]
fn a_change_that_brings_another_vulnerability_is_not_made() {
    let world = World::new("npm", SCHEMA, &["inner 2.0.0", "extra"]);
    let manifest = "{\n  \"dependencies\": {\n    \"app-kit\": \"^1.0.0\"\n  }\n}\n";
    let outcome = world.plan(&[("package.json", manifest)]);
    assert!(outcome.files.is_empty(), "{outcome:?}");
    assert_eq!(outcome.plan.vulnerabilities, (1, 1));
}

#[test]
fn the_nested_part_of_older_lockfiles_is_written_too() {
    let lock = r#"{
  "lockfileVersion": 1,
  "dependencies": {
    "app-kit": {
      "version": "1.0.0",
      "integrity": "sha512-kit100",
      "requires": {
        "inner": "^1.0.0"
      },
      "dependencies": {
        "inner": {
          "version": "1.0.0",
          "integrity": "sha512-inner100",
          "dev": true
        }
      }
    }
  }
}
"#;
    let world = World::new("npm", SCHEMA, &["inner 1.0.5"]);
    let outcome = world.plan(&[("package.json", MANIFEST), ("package-lock.json", lock)]);
    let expected = lock.replace(
        "          \"version\": \"1.0.0\",\n          \"integrity\": \"sha512-inner100\",\n",
        "          \"version\": \"1.0.5\",\n          \"resolved\": \"https://registry.example/inner/-/inner-1.0.5.tgz\",\n          \"integrity\": \"sha512-inner105\",\n",
    );
    assert_eq!(outcome.files["package-lock.json"], expected);
}

const STEPS: &str = "\
kit
  1.0.0
    inner@~1.0.0
    one@^1.0.0
    two@^1.0.0
  1.0.1
    inner@^1.1.0
    one@^1.0.0
    two@^1.0.0
  2.0.0
    inner@^1.1.0
    one@^2.0.0
    two@^2.0.0
old
  1.0.0
    inner@~1.0.0
    one@^1.0.0
  2.0.0
    inner@^1.1.0
    one@^2.0.0
inner
  1.0.0
  1.1.0
  2.0.0
one
  1.0.0
  2.0.0
two
  1.0.0
  2.0.0
last
  1.0.0
    inner@~1.0.0
";

fn asking(name: &str) -> String {
    format!("{{\n  \"dependencies\": {{\n    \"{name}\": \"1.0.0\"\n  }}\n}}\n")
}

#[test]
fn a_requirement_moves_within_its_major_version_rather_than_that_a_version_is_forced() {
    let world = World::new("npm", STEPS, &["inner 1.1.0"]);
    let outcome = world.plan(&[("package.json", &asking("kit"))]);
    assert_eq!(outcome.changes(), ["kit 1.0.0 -> 1.0.1"]);
}

#[test]
fn a_version_is_forced_rather_than_that_a_requirement_goes_to_another_major_version() {
    let world = World::new("npm", STEPS, &["inner 1.1.0"]);
    let outcome = world.plan(&[("package.json", &asking("old"))]);
    assert_eq!(outcome.changes(), ["inner 1.0.0 -> 1.1.0"]);
    assert_eq!(outcome.plan.changes.iter().map(|change| change.how).collect::<Vec<_>>(), [How::Forced]);
}

#[test]
fn a_requirement_goes_to_another_major_version_rather_than_that_one_is_forced() {
    let schema = STEPS.replace("    inner@^1.1.0\n    one@^2.0.0\ninner", "    one@^2.0.0\ninner");
    let world = World::new("npm", &schema, &["inner 2.0.0"]);
    let outcome = world.plan(&[("package.json", &asking("old"))]);
    assert_eq!(outcome.changes(), ["old 1.0.0 -> 2.0.0"]);
}

#[test]
fn another_major_version_is_forced_where_nothing_else_helps_and_is_said() {
    let world = World::new("npm", STEPS, &["inner 2.0.0"]);
    let outcome = world.plan(&[("package.json", &asking("last"))]);
    assert_eq!(outcome.changes(), ["inner 1.0.0 -> 2.0.0"]);
    assert_eq!(outcome.plan.changes.iter().map(|change| change.how).collect::<Vec<_>>(), [How::ForcedAcross]);
}

#[test]
fn only_what_is_wanted_is_mended() {
    let mut world = World::new("npm", STEPS, &["inner 1.1.0"]);
    let manifest = asking("old");
    let files = [("package.json", manifest.as_str())];
    world.options.max_depth = Some(1);
    assert!(world.plans(&files).is_empty(), "it lies deeper");
    world.options.max_depth = Some(2);
    assert_eq!(world.plan(&files).plan.vulnerabilities, (1, 0));
    world.options.ignored.insert("T-0".to_owned());
    assert!(world.plans(&files).is_empty(), "it is ignored");
}

#[test]
fn what_is_to_be_kept_is_kept_and_steps_are_not_too_great() {
    let mut world = World::new("npm", STEPS, &["inner 1.1.0"]);
    let manifest = asking("old");
    let files = [("package.json", manifest.as_str())];
    world.options.steps.insert("inner".to_owned(), Step::Patch);
    assert_eq!(world.plan(&files).changes(), ["old 1.0.0 -> 2.0.0"]);
    world.options.steps.insert("old".to_owned(), Step::Minor);
    assert_eq!(world.plan(&files).left(), ["inner 1.0.0: no release above it is known to be better"]);
    world.options.steps.clear();
    world.options.kept.insert("inner".to_owned());
    assert_eq!(world.plan(&files).changes(), ["old 1.0.0 -> 2.0.0"]);
    world.options.kept.insert("old".to_owned());
    assert_eq!(world.plan(&files).plan.vulnerabilities, (1, 1));
}

#[test]
fn another_major_version_is_forced_rather_than_that_very_many_packages_move() {
    let parts = |range: &str| (0..30).map(|number| format!("    part-{number}@^{range}\n")).collect::<String>();
    let releases = (0..30).map(|number| format!("part-{number}\n  1.0.0\n  2.0.0\n")).collect::<String>();
    let kit = format!("kit\n  1.0.0\n    inner@^1.0.0\n{}  2.0.0\n{}", parts("1.0.0"), parts("2.0.0"));
    let world = World::new("npm", &format!("{kit}inner\n  1.0.0\n  2.0.0\n{releases}"), &["inner 2.0.0"]);
    let outcome = world.plan(&[("package.json", &asking("kit"))]);
    assert_eq!(outcome.changes(), ["inner 1.0.0 -> 2.0.0"]);
    assert_eq!(outcome.plan.changes.iter().map(|change| change.how).collect::<Vec<_>>(), [How::ForcedAcross]);
}
