//! Maven.

use crate::world::World;

const SCHEMA: &str = "\
g:web
  1.0
    g:core@1.0
  2.0
    g:core@2.0
g:core
  1.0
  1.1
  2.0
";

fn project(middle: &str) -> String {
    format!(
        "<project>\n  <groupId>m</groupId>\n  <artifactId>m</artifactId>\n  <version>1</version>\n{middle}</project>\n"
    )
}

fn dependency(artifact: &str, version: &str) -> String {
    format!(
        "    <dependency>\n      <groupId>g</groupId>\n      <artifactId>{artifact}</artifactId>\n      <version>{version}</version>\n    </dependency>\n"
    )
}

#[test]
fn a_version_is_written_where_it_stands() {
    let world = World::new("Maven", SCHEMA, &["g:core 1.1"]);
    let own = project(&format!("  <dependencies>\n{}  </dependencies>\n", dependency("core", "1.0")));
    let outcome = world.plan(&[("pom.xml", &own)]);
    assert_eq!(outcome.files["pom.xml"], own.replace("<version>1.0<", "<version>1.1<"));
    let property = project(&format!(
        "  <properties>\n    <core.version>1.0</core.version>\n  </properties>\n  <dependencies>\n{}  </dependencies>\n",
        dependency("core", "${core.version}")
    ));
    let outcome = world.plan(&[("pom.xml", &property)]);
    assert_eq!(outcome.files["pom.xml"], property.replace("n>1.0<", "n>1.1<"));
}

#[test]
fn what_others_ask_for_is_laid_down() {
    let world = World::new("Maven", SCHEMA, &["g:core 1.1"]);
    let own = project(&format!("  <dependencies>\n{}  </dependencies>\n", dependency("web", "1.0")));
    let outcome = world.plan(&[("pom.xml", &own)]);
    assert_eq!(outcome.changes(), ["g:core 1.0 -> 1.1"]);
    let managed = "  <dependencyManagement>\n    <dependencies>\n      <dependency>\n        <groupId>g</groupId>\n        <artifactId>core</artifactId>\n        <version>1.1</version>\n      </dependency>\n    </dependencies>\n  </dependencyManagement>\n</project>\n";
    assert_eq!(outcome.files["pom.xml"], own.replace("</project>\n", managed));
}

#[test]
fn a_parent_among_the_files_is_changed_where_it_holds_the_version() {
    let world = World::new("Maven", SCHEMA, &["g:core 1.1"]);
    let parent = project("  <properties>\n    <core>1.0</core>\n  </properties>\n");
    let child = format!(
        "<project>\n  <parent>\n    <groupId>m</groupId>\n    <artifactId>m</artifactId>\n    <version>1</version>\n  </parent>\n  <artifactId>c</artifactId>\n  <dependencies>\n{}  </dependencies>\n</project>\n",
        dependency("core", "${core}")
    );
    let outcome = world.plan(&[("pom.xml", &parent), ("child/pom.xml", &child)]);
    assert_eq!(outcome.files["pom.xml"], parent.replace(">1.0<", ">1.1<"));
    assert_eq!(outcome.files.len(), 1, "{outcome:?}");
}
