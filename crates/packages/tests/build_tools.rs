//! What the readers find in the files of Maven, Gradle, Go and NuGet, and where.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use finding::{NoticeKind, Place};
use packages::{
    Ecosystem, Format, Input, Inventory, Origin, Package, Requirement, Unversioned, maven_parent, read, read_maven,
};
use source::{FileId, Limits, LineIndex, Span};

fn inventory(path: &str, text: &str) -> Inventory {
    read(Format::of_path(path).unwrap(), Input { file: FileId(0), text, limits: &Limits::default() })
}

/// A line of what was found: name, version or range, groups, and the line of the file that names it.
fn described(text: &str, name: &str, version: &str, groups: &[String], span: Span) -> String {
    let groups = if groups.is_empty() { String::new() } else { format!(" [{}]", groups.join(",")) };
    let version = if version.is_empty() { "-" } else { version };
    format!("{name} {version}{groups} :{}\n", LineIndex::new(text).line(span.start))
}

/// What is locked in a file of which all is understood.
fn locked(path: &str, text: &str) -> String {
    let found = inventory(path, text);
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    let line =
        |one: &Package| described(text, &one.name, one.version.as_deref().unwrap_or_default(), &one.groups, one.span);
    found.packages.iter().map(line).collect()
}

/// What is asked for in a file of which all is understood.
fn asked(path: &str, text: &str) -> String {
    let found = inventory(path, text);
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    requirements(text, &found)
}

fn requirements(text: &str, found: &Inventory) -> String {
    let line = |one: &Requirement| described(text, &one.name, &one.range, &one.groups, one.span);
    found.requirements.iter().map(line).collect()
}

/// The notices of a file: kind, line (0 for the whole file), and what they say.
fn notices(text: &str, found: &Inventory) -> Vec<(NoticeKind, u32, String)> {
    let line = |place: &Place| spanned(place).map_or(0, |span| LineIndex::new(text).line(span.start));
    let all = found.unversioned.iter().map(Unversioned::notice).chain(found.notices.iter().cloned());
    all.map(|notice| (notice.kind, line(&notice.place), notice.message)).collect()
}

fn spanned(place: &Place) -> Option<Span> {
    let Place::Span(span) = place else { return None };
    Some(*span)
}

#[test]
fn projects_of_maven_say_versions_in_many_ways() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent>
    <groupId>org.house</groupId><artifactId>roof</artifactId><version>7</version>
  </parent>
  <artifactId>door</artifactId>
  <properties>
    <lib.version>${lib.major}.2</lib.version>
    <lib.major>4</lib.major>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.managed</groupId>
        <artifactId>one</artifactId>
        <version>${lib.version}</version>
        <scope>test</scope>
      </dependency>
      <dependency>
        <groupId>org.managed</groupId>
        <artifactId>unused</artifactId>
        <version>1</version>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>${project.groupId}</groupId>
      <artifactId>wall</artifactId>
      <version>${project.version}</version>
    </dependency>
    <dependency>
      <groupId>org.managed</groupId>
      <artifactId>one</artifactId>
    </dependency>
    <dependency>
      <groupId>org.range</groupId>
      <artifactId>some</artifactId>
      <version><!-- any of them -->[1.0,2.0)</version>
      <scope>runtime</scope>
    </dependency>
    <dependency>
      <groupId>org.api</groupId>
      <artifactId>servlet</artifactId>
      <version>${project.parent.version}.0</version>
      <scope>provided</scope>
      <optional>true</optional>
    </dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.plug</groupId><artifactId>in</artifactId>
    <dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version></dependency></dependencies>
  </plugin></plugins></build>
</project>"#;
    let expected = "org.house:wall 7 :29\norg.managed:one 4.2 [test] :34\norg.range:some [1.0,2.0) :38\n";
    assert_eq!(asked("api/pom.xml", text), format!("{expected}org.api:servlet 7.0 [optional,provided] :44\n"));
    assert_eq!(inventory("door-7.pom", text).requirements.len(), 4);
}

#[test]
fn what_comes_from_the_parent_of_a_maven_project_is_said() {
    let text = "<project>
  <parent><groupId>org.house</groupId><artifactId>roof</artifactId><version>7</version></parent>
  <dependencies>
    <dependency>
      <groupId>a</groupId>
      <artifactId>absent</artifactId>
    </dependency>
    <dependency>
      <groupId>a</groupId>
      <artifactId>named</artifactId>
      <version>${roof.version}</version>
    </dependency>
    <dependency>
      <groupId>${roof.group}</groupId>
      <artifactId>b</artifactId>
    </dependency>
  </dependencies>
</project>";
    let found = inventory("pom.xml", text);
    assert_eq!(requirements(text, &found), "a:absent - :6\na:named - :10\n");
    let said = notices(text, &found);
    assert!(said.iter().all(|(kind, _, _)| *kind == NoticeKind::Unresolved), "{said:?}");
    assert_eq!(said.iter().map(|(_, line, _)| *line).collect::<Vec<_>>(), [6, 10, 13]);
    assert_eq!(said[0].2, "the version of `a:absent` comes from the parent `org.house:roof:7`");
    assert_eq!(said[1].2, "the version of `a:named` needs `roof.version`: it comes from the parent `org.house:roof:7`");

    let orphan = text.replace("parent", "aunt");
    let said = notices(&orphan, &inventory("pom.xml", &orphan));
    assert_eq!((said[0].0, said[1].0), (NoticeKind::Invalid, NoticeKind::Unresolved));
    assert!(said[1].2.ends_with("it is not in the file"), "{said:?}");
}

#[test]
fn a_project_of_maven_inherits_from_the_parents_that_are_given() {
    let child = "<project>
  <parent><groupId>org.house</groupId><artifactId>wall</artifactId><version>1</version></parent>
  <artifactId>door</artifactId>
  <properties><paint>blue</paint></properties>
  <dependencies>
    <dependency>
      <groupId>a</groupId>
      <artifactId>managed</artifactId>
    </dependency>
    <dependency>
      <groupId>a</groupId>
      <artifactId>nearest</artifactId>
      <version>2</version>
    </dependency>
  </dependencies>
</project>";
    let parent = "<project>
  <parent>
    <groupId>org.house</groupId><artifactId>roof</artifactId><version>7</version><relativePath>../roof</relativePath>
  </parent>
  <artifactId>wall</artifactId>
  <properties><paint>red</paint></properties>
  <dependencies>
    <dependency>
      <groupId>a</groupId>
      <artifactId>nearest</artifactId>
      <version>1</version>
    </dependency>
    <dependency>
      <groupId>a</groupId>
      <artifactId>inherited</artifactId>
      <version>${paint}.${beam}</version>
    </dependency>
  </dependencies>
</project>";
    let root = "<project>
  <groupId>org.house</groupId><artifactId>roof</artifactId><version>7</version>
  <properties><beam>9</beam></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>a</groupId><artifactId>managed</artifactId><version>${beam}</version><scope>test</scope>
  </dependency></dependencies></dependencyManagement>
</project>";
    let limits = Limits::default();
    let input = |file, text| Input { file: FileId(file), text, limits: &limits };
    let (child, parents) = (input(4, child), [input(2, parent), input(3, root)]);

    let named = maven_parent(child).unwrap();
    assert_eq!(
        (named.path.as_deref(), named.artifact.as_str(), named.version.as_str()),
        (Some("../pom.xml"), "wall", "1")
    );
    assert_eq!(maven_parent(parents[0]).unwrap().path.as_deref(), Some("../roof"));
    assert_eq!(maven_parent(parents[1]), None);

    let found = read_maven(child, &parents);
    assert_eq!(found.notices, []);
    let line = |one: &Requirement| {
        let text = [child, parents[0], parents[1]].into_iter().find(|input| input.file == one.span.file).unwrap().text;
        described(text, &one.name, &one.range, &one.groups, one.span)
    };
    let lines: String = found.requirements.iter().map(line).collect();
    assert_eq!(lines, "a:nearest 2 :12\na:inherited blue.9 :15\na:managed 9 [test] :5\n");

    // Without the root, what is missing comes from it; another project than the one named is no parent.
    let said = read_maven(child, &parents[..1]).unversioned;
    assert_eq!(said[0].notice().message, "the version of `a:managed` comes from the parent `org.house:roof:7`");
    let found = read_maven(child, &parents[1..]);
    assert_eq!(
        found.unversioned[0].notice().message,
        "the version of `a:managed` comes from the parent `org.house:wall:1`"
    );
    assert_eq!(found.requirements.len(), 2);
}

#[test]
fn projects_of_maven_4_leave_out_what_the_build_knows() {
    let text = "<project>
  <modelVersion>4.1.0</modelVersion>
  <parent/>
  <artifactId>door</artifactId>
  <dependencies>
    <dependency>
      <groupId>${project.groupId}</groupId>
      <artifactId>wall</artifactId>
      <version>${project.version}</version>
    </dependency>
    <dependency>
      <groupId>a</groupId>
      <artifactId>b</artifactId>
    </dependency>
  </dependencies>
</project>";
    let root = "<project><parent><groupId>org.town</groupId><version>1</version></parent><groupId>org.house</groupId><artifactId>roof</artifactId><version>7</version></project>";
    let limits = Limits::default();
    let input = |file, text| Input { file: FileId(file), text, limits: &limits };
    let found = read_maven(input(0, text), &[input(1, root)]);
    assert_eq!(requirements(text, &found), "org.house:wall 7 :8\na:b - :13\n");
    let said = notices(text, &found);
    let message = "the version of `a:b` comes from the parent `org.town::1`".to_owned();
    assert_eq!(said, [(NoticeKind::Unresolved, 13, message)]);
    let alone = text.replace("<parent/>", "<groupId>org.house</groupId><version>7</version>");
    let said = notices(&alone, &inventory("pom.xml", &alone));
    let message = "the version of `a:b` comes from another project of the build".to_owned();
    assert_eq!(said, [(NoticeKind::Unresolved, 13, message)]);
    assert!(inventory("pom.xml", text).unversioned.iter().any(|own| own.from == "the parent"));
}

#[test]
fn profiles_and_imports_of_maven_keep_apart() {
    let text = "<project>
  <properties><v>1</v></properties>
  <dependencyManagement><dependencies>
    <dependency>
      <groupId>org.bill</groupId>
      <artifactId>bom</artifactId>
      <version>3</version>
      <type>pom</type>
      <scope>import</scope>
    </dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>a</groupId>
      <artifactId>always</artifactId>
      <version>${v}</version>
    </dependency>
  </dependencies>
  <profiles>
    <profile>
      <id>slow</id>
      <properties><v>2</v></properties>
      <dependencies>
        <dependency>
          <groupId>a</groupId>
          <artifactId>sometimes</artifactId>
          <version>${v}</version>
        </dependency>
      </dependencies>
    </profile>
  </profiles>
</project>";
    assert_eq!(asked("pom.xml", text), "org.bill:bom 3 [import] :6\na:always 1 :15\na:sometimes 2 :26\n");
    let found = inventory("pom.xml", text);
    assert_eq!(found.requirements.last().unwrap().condition, "profile slow");
    assert_eq!(found.requirements.first().unwrap().condition, "");
    // What is on by default overrides what the project itself says.
    let id = "<id>slow</id>";
    let on = text.replace(id, &format!("{id}<activation><activeByDefault>true</activeByDefault></activation>"));
    assert!(asked("pom.xml", &on).contains("a:always 2"));
    // A version may come from what is imported.
    let open = text.replace("<version>${v}</version>", "");
    let said = notices(&open, &inventory("pom.xml", &open));
    assert_eq!(said[0].2, "the version of `a:always` comes from the imported `org.bill:bom:3`");
}

#[test]
fn of_two_equal_dependencies_of_maven_the_last_counts() {
    let one = |version: &str, kind: &str| {
        format!(
            "<dependency><groupId>a</groupId><artifactId>b</artifactId>{kind}<version>{version}</version></dependency>"
        )
    };
    let text = format!(
        "<project><dependencies>\n{}\n{}\n{}\n</dependencies></project>",
        one("1", ""),
        one("2", "<type>jar</type>"),
        one("3", "<classifier>sources</classifier>")
    );
    let found = inventory("pom.xml", &text);
    assert_eq!(requirements(&text, &found), "a:b 2 :3\na:b 3 :4\n");
    assert_eq!(
        notices(&text, &found),
        [(NoticeKind::Ambiguous, 3, "`a:b` is asked for twice, and the last counts".to_owned())]
    );
}

#[test]
fn people_of_maven_projects_have_accents() {
    let text = "<project>\n<developers><name>Ren&eacute; &amp; Zo&euml;</name></developers><dependencies><dependency>\n<groupId>a</groupId><artifactId>b</artifactId><version>1 &#38; &amp;</version></dependency></dependencies></project>";
    assert_eq!(asked("pom.xml", text), "a:b 1 & & :3\n");
    for broken in ["&", "& ", "&;", "&eacute", "&amp"] {
        let found = inventory("pom.xml", &text.replace("&eacute;", broken));
        assert_eq!(notices(text, &found)[0].1, 2, "{broken}");
    }
}

#[test]
fn what_the_system_holds_has_a_path() {
    let text = "<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>1</version><scope>system</scope><systemPath>/opt/b.jar</systemPath></dependency></dependencies></project>";
    let found = inventory("pom.xml", text);
    assert_eq!(found.requirements[0].origin, Origin::Path("/opt/b.jar".to_owned()));
    assert_eq!(found.requirements[0].groups, ["provided"]);
}

#[test]
fn properties_that_grow_or_turn_in_circles_end() {
    let properties =
        "<a>${b}${b}${b}${b}</a><b>${c}${c}${c}${c}</b><c>${d}${d}${d}${d}</c><d>12345678</d><x>${y}</x><y>${x}</y>";
    for name in ["a", "x"] {
        let text = format!(
            "<project><properties>{properties}</properties><dependencies><dependency><groupId>g</groupId><artifactId>n</artifactId><version>${{{name}}}</version></dependency></dependencies></project>"
        );
        let found = inventory("pom.xml", &text);
        assert_eq!(requirements(&text, &found), "g:n - :1\n");
        assert_eq!(found.notices[0].kind, NoticeKind::Unresolved);
    }
}

#[test]
fn locks_of_gradle_tell_tests_from_what_runs() {
    let text = "# This is a Gradle generated file\norg.run:a:1.0=compileClasspath,runtimeClasspath,testRuntimeClasspath\norg.test:b:2.0-rc.1=testCompileClasspath,testRuntimeClasspath\norg.build:c:3=annotationProcessor,compileClasspath\norg.android:d:4=releaseRuntimeClasspath,debugUnitTestRuntimeClasspath\nempty=apiElements\n";
    let expected = "org.run:a 1.0 :2\norg.test:b 2.0-rc.1 [test] :3\norg.build:c 3 [annotationProcessor,compileClasspath] :4\norg.android:d 4 :5\n";
    assert_eq!(locked("app/gradle.lockfile", text), expected);
    assert_eq!(locked("buildscript-gradle.lockfile", "org.plug:in:1=classpath\n"), "org.plug:in 1 [classpath] :1\n");
    let broken = "org.run:a:1.0=x\n>>>\na:b=x\n";
    let found = inventory("gradle.lockfile", broken);
    assert_eq!(found.packages.len(), 1);
    assert_eq!(notices(broken, &found).iter().map(|(_, line, _)| *line).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn verified_components_of_gradle_have_checksums() {
    let text = r#"<?xml version="1.0"?>
<verification-metadata xmlns="https://schema.gradle.org/dependency-verification">
  <configuration><verify-metadata>true</verify-metadata></configuration>
  <components>
    <component
        group="org.a" name="b"
        version="1.0">
      <artifact name="b-1.0.jar"><sha256 value="00" origin="Generated"/><pgp value="ff"/></artifact>
      <artifact name="b-1.0.pom"><sha512 value="11"/></artifact>
    </component>
    <component group="org.a" name="b" version="2.0"/>
  </components>
</verification-metadata>"#;
    assert_eq!(locked("gradle/verification-metadata.xml", text), "org.a:b 1.0 :6\norg.a:b 2.0 :11\n");
    let found = inventory("verification-metadata.xml", text);
    assert_eq!(found.packages[0].integrity, ["sha256:00", "sha512:11"]);
    let nameless = text.replace(" name=\"b\" version=\"2.0\"", "");
    let found = inventory("verification-metadata.xml", &nameless);
    assert_eq!((found.packages.len(), notices(&nameless, &found)[0].1), (1, 11));
}

#[test]
fn catalogs_of_gradle_name_libraries_in_four_ways() {
    let text = r#"[versions]
core = "3.0.5"
strict = { strictly = "[1.7, 1.8[", prefer = "1.7.25" }

[libraries]
short = "org.a:short:1.0"
module = { module = "org.a:module", version.ref = "core" }
parts = { group = "org.a", name = "parts", version = { ref = "strict" } }
rich = { module = "org.a:rich", version = { require = "2", prefer = "2.1" } }
[plugins]
plugin = { id = "org.a.plugin", version = "1" }
"#;
    let expected = "org.a:short 1.0 :6\norg.a:module 3.0.5 :7\norg.a:parts [1.7, 1.8[ :8\norg.a:rich 2 :9\n";
    assert_eq!(asked("gradle/libs.versions.toml", text), expected);
    let broken = text.replace("core =", "shell =").replace("org.a:short:1.0", "short");
    let broken = broken.replace(", version = { require = \"2\", prefer = \"2.1\" }", "");
    let found = inventory("libs.versions.toml", &broken);
    assert_eq!(requirements(&broken, &found), "org.a:module - :7\norg.a:parts [1.7, 1.8[ :8\norg.a:rich - :9\n");
    let said: Vec<_> = notices(&broken, &found).into_iter().map(|(kind, line, _)| (kind, line)).collect();
    assert_eq!(said, [(NoticeKind::Malformed, 6), (NoticeKind::Unresolved, 7), (NoticeKind::Unresolved, 9)]);
}

#[test]
fn modules_of_go_are_replaced_and_excluded() {
    let text = r#"module example.com/app // the app

go 1.22.1

toolchain go1.23.4-custom

require example.com/one v1.0.0

require (
	example.com/two v2.0.0+incompatible // indirect
	example.com/three v0.0.0-20210630005230-0f9fa26af87c
	example.com/four v1.1.0
	example.com/five v1.2.0 // indirect; kept for tests
)

replace (
	example.com/one => example.org/uno v1.0.1
	example.com/three => "./my fork"
	example.com/four v1.0.0 => example.org/quattro v1.0.0
)

replace example.com/four v1.1.0 => example.org/quattro v1.1.1

exclude example.com/six v1.0.0

retract [v1.0.0, v1.9.9]

tool example.com/one/cmd
"#;
    let expected = "stdlib 1.23.4 :5\nexample.org/uno v1.0.1 :17\nexample.com/two v2.0.0+incompatible :10\nexample.com/three - :18\nexample.org/quattro v1.1.1 :22\nexample.com/five v1.2.0 :13\n";
    assert_eq!(locked("go.mod", text), expected);
    let found = inventory("go.mod", text);
    let direct: Vec<_> = found.packages.iter().map(|package| package.direct.unwrap()).collect();
    assert_eq!(direct, [true, true, false, true, true, false]);
    assert_eq!(found.packages[3].origin, Origin::Path("./my fork".to_owned()));

    let excluded = text.replace("six v1.0.0", "two v2.0.0+incompatible");
    let found = inventory("go.mod", &excluded);
    assert_eq!(found.packages.len(), 5);
    let said = notices(&excluded, &found);
    assert_eq!((said.len(), said[0].0, said[0].1), (1, NoticeKind::Skipped, 10));
}

#[test]
fn modules_of_old_go_do_not_list_all() {
    let text = "go 1.16\ntoolchain default\nrequire(\n  a.b/c v1.0.0\n)\nwhat is this\n";
    let found = inventory("go.mod", text);
    let names: Vec<_> = found.packages.iter().map(|one| (one.name.as_str(), one.version.as_deref().unwrap())).collect();
    assert_eq!(names, [("stdlib", "1.16"), ("a.b/c", "v1.0.0")]);
    let said: Vec<_> = notices(text, &found).into_iter().map(|(kind, line, _)| (kind, line)).collect();
    assert_eq!(said, [(NoticeKind::Malformed, 6), (NoticeKind::Unresolved, 1)]);
}

#[test]
fn locks_of_nuget_join_frameworks() {
    let text = r#"{
  "version": 2,
  "dependencies": {
    "net8.0": {
      "Json.Net": {"type": "Transitive", "resolved": "13.0.1", "contentHash": "aa==", "dependencies": {"Low": "1.0.0"}},
      "Low": {"type": "Transitive", "resolved": "1.0.0"},
      "shared": {"type": "Project", "dependencies": {"Low": "[1.0.0, )"}}
    },
    "net8.0/linux-x64": {},
    "net472": {
      "Json.Net": {"type": "Direct", "requested": "[13.0.1, )", "resolved": "13.0.1"},
      "Low": {"type": "CentralTransitive", "requested": "[1.0.0, )", "resolved": "1.1.0"}
    }
  }
}"#;
    assert_eq!(
        locked("src/packages.lock.json", text),
        "json.net 13.0.1 :5\nlow 1.0.0 :6\nshared - :7\nlow 1.1.0 :12\n"
    );
    let found = inventory("packages.lock.json", text).packages;
    assert_eq!(found.iter().map(|one| one.direct).collect::<Vec<_>>(), [Some(true), Some(false), None, Some(false)]);
    assert_eq!(
        (found[0].written_name.as_str(), found[0].integrity.as_slice()),
        ("Json.Net", ["aa==".to_owned()].as_slice())
    );
    assert_eq!(found[0].dependencies[0].range, "1.0.0");
    assert_eq!(found[2].origin, Origin::Path(String::new()));
}

#[test]
fn shipped_dependencies_of_dotnet_include_its_runtime() {
    let text = r#"{
  "runtimeTarget": {"name": ".NETCoreApp,Version=v8.0/linux-x64"},
  "targets": {
    ".NETCoreApp,Version=v8.0": {},
    ".NETCoreApp,Version=v8.0/linux-x64": {
      "App/1.0.0": {"dependencies": {"Json.Net": "13.0.1"}},
      "Json.Net/13.0.1": {"dependencies": {"Low": "1.0.0"}}
    }
  },
  "libraries": {
    "App/1.0.0": {"type": "project", "serviceable": false, "sha512": ""},
    "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {"type": "runtimepack", "sha512": ""},
    "Json.Net/13.0.1": {"type": "package", "sha512": "sha512-aa=="},
    "Low/1.0.0": {"type": "package", "sha512": "sha512-bb=="}
  }
}"#;
    let expected =
        "app 1.0.0 :11\nmicrosoft.netcore.app.runtime.linux-x64 8.0.1 :12\njson.net 13.0.1 :13\nlow 1.0.0 :14\n";
    assert_eq!(locked("bin/App.deps.json", text), expected);
    let found = inventory("App.deps.json", text).packages;
    assert_eq!(found.iter().map(|one| one.direct).collect::<Vec<_>>(), [None, Some(false), Some(true), Some(false)]);
    assert_eq!(found[0].origin, Origin::Path(String::new()));
    assert_eq!((found[2].dependencies[0].name.as_str(), found[2].integrity.len()), ("Low", 1));
    let broken = text.replace("Low/1.0.0\": {\"type", "Low\": {\"type");
    let found = inventory("App.deps.json", &broken);
    assert_eq!((found.packages.len(), notices(&broken, &found)[0].1), (3, 14));
}

#[test]
fn lists_of_older_projects_of_dotnet() {
    let text = "<?xml version=\"1.0\"?>\n<packages>\n  <package id=\"Json.Net\" version=\"13.0.1\" targetFramework=\"net48\" />\n  <package id=\"Tool\" version=\"1\" developmentDependency=\"true\" />\n</packages>";
    assert_eq!(locked("web/packages.config", text), "json.net 13.0.1 :3\ntool 1 [dev] :4\n");
    let open = text.replace(" version=\"1\"", "");
    let found = inventory("packages.config", &open);
    assert_eq!((found.packages.len(), notices(&open, &found)[0].1), (1, 4));
}

#[test]
fn projects_of_dotnet_ask_in_many_ways() {
    let text = r#"<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <Base>2</Base>
    <LibVersion>$(base).1</LibVersion>
  </PropertyGroup>
  <ItemGroup Condition="'$(TargetFramework)' == 'net48'">
    <PackageReference Include="Attribute" Version="1.0" />
    <PackageReference Include="Element" Condition="'$(X)' != ''">
      <Version>$(LibVersion).*</Version>
      <PrivateAssets>all</PrivateAssets>
    </PackageReference>
  </ItemGroup>
  <ItemGroup>
    <PackageReference Include="Override" VersionOverride="[3.0,4.0)" />
    <PackageReference Include="A;B" version="5" />
    <PackageReference Update="FSharp.Core" Version="8.0.0" />
    <PackageReference Remove="Gone" />
    <ProjectReference Include="../other/other.csproj" />
  </ItemGroup>
</Project>"#;
    let expected =
        "attribute 1.0 :7\nelement 2.1.* [dev] :8\noverride [3.0,4.0) :14\na 5 :15\nb 5 :15\nfsharp.core 8.0.0 :16\n";
    for path in ["a/app.csproj", "app.fsproj", "app.vbproj", "Directory.Build.props"] {
        assert_eq!(asked(path, text), expected);
    }
    let found = inventory("app.csproj", text).requirements;
    assert_eq!(found[0].condition, "'$(TargetFramework)' == 'net48'");
    assert_eq!(found[1].condition, "('$(TargetFramework)' == 'net48') and ('$(X)' != '')");
    assert_eq!(found[2].condition, "");
}

#[test]
fn central_versions_of_dotnet_are_asked_for_where_they_stand() {
    let central = "<Project>\n  <ItemGroup>\n    <PackageVersion Include=\"Json.Net\" Version=\"13.0.1\" />\n    <GlobalPackageReference Include=\"Style\" Version=\"2\" />\n  </ItemGroup>\n</Project>";
    assert_eq!(asked("Directory.Packages.props", central), "json.net 13.0.1 :3\nstyle 2 [dev] :4\n");
    let text = "<Project>\n  <ItemGroup>\n    <PackageReference Include=\"Json.Net\" />\n    <PackageReference Include=\"Low\" Version=\"$(Other)\" />\n    <PackageReference Version=\"1\" />\n  </ItemGroup>\n</Project>";
    let found = inventory("app.csproj", text);
    assert_eq!(requirements(text, &found), "json.net - :3\nlow - :4\n");
    let said: Vec<_> = notices(text, &found).into_iter().map(|(kind, line, _)| (kind, line)).collect();
    assert_eq!(said, [(NoticeKind::Unresolved, 3), (NoticeKind::Unresolved, 4), (NoticeKind::Malformed, 5)]);
}

#[test]
fn properties_of_dotnet_may_depend_on_conditions() {
    let text = "<Project>\n  <PropertyGroup>\n    <V>1</V>\n    <V Condition=\" '$(v)' == '' \">2</V>\n    <W>1</W>\n    <W Condition=\"'$(TargetFramework)' == 'net8.0'\">8</W>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include=\"Default\" Version=\"$(V)\" />\n    <PackageReference Include=\"Either\" Version=\"$(W).0\" />\n  </ItemGroup>\n</Project>";
    let found = inventory("app.csproj", text);
    assert_eq!(requirements(text, &found), "default 1 :9\neither 8.0 :10\n");
    let message = "the version `$(W).0` of `Either` depends on conditions, and the last counts".to_owned();
    assert_eq!(notices(text, &found), [(NoticeKind::Ambiguous, 10, message)]);
}

#[test]
fn properties_of_dotnet_may_stand_behind_their_use() {
    let text = "<Project>\n  <ItemGroup>\n    <PackageReference Include=\"Late\" Version=\"$(V)\" />\n    <PackageReference Include=\"Unknown\" Version=\"$(W)\" />\n  </ItemGroup>\n  <PropertyGroup>\n    <V>1</V>\n    <W>$(Imported).2</W>\n  </PropertyGroup>\n</Project>";
    let found = inventory("app.csproj", text);
    assert_eq!(requirements(text, &found), "late 1 :3\nunknown - :4\n");
    let message = "the version `$(W)` of `Unknown` depends on another file".to_owned();
    assert_eq!(notices(text, &found), [(NoticeKind::Unresolved, 4, message)]);
}

#[test]
fn broken_markup_is_a_notice_at_its_place() {
    let cases = [
        ("<project>\n  <déjà>\n  </vu>\n</project>", NoticeKind::Malformed, 3),
        ("<project>\n<a>", NoticeKind::Malformed, 2),
        ("\u{feff}<!-- -->\n<!DOCTYPE project [<!ENTITY a 'b'>]>\n<project/>", NoticeKind::Unsupported, 2),
        ("<project>\n<a b='1' b='2'/></project>", NoticeKind::Malformed, 2),
        ("\n<other/>", NoticeKind::Malformed, 2),
    ];
    for (text, kind, line) in cases {
        for path in ["pom.xml", "verification-metadata.xml", "packages.config", "app.csproj"] {
            let found = inventory(path, text);
            let said = notices(text, &found);
            let said: Vec<_> = said.iter().map(|(kind, line, _)| (*kind, *line)).collect();
            let other = path != "pom.xml" && text.ends_with("<project/>");
            assert!(said == [(kind, line)] || other, "{path}: {text}: {said:?}");
        }
    }
    let many: String = (0..300).map(|number| format!(" a{number}=\"\"")).collect();
    let spaces: String = (0..300).map(|number| format!("<a xmlns:n{number}=\"\"/>")).collect();
    for text in [format!("<project>\n<a{many}/></project>"), format!("<project>{spaces}</project>")] {
        assert_eq!(inventory("pom.xml", &text).notices[0].kind, NoticeKind::Limit);
    }
    for (attribute, value) in
        [("Include", "a;".repeat(300)), ("Version", "1".repeat(600)), ("Condition", "x".repeat(600))]
    {
        let text = format!(
            "<Project><ItemGroup><PackageReference {attribute}=\"{value}\" Update=\"b\"/></ItemGroup></Project>"
        );
        let found = inventory("app.csproj", &text);
        assert_eq!((found.requirements.len(), found.notices[0].kind), (0, NoticeKind::Limit), "{attribute}");
    }
    let limits = Limits { nodes: 10, ..Limits::default() };
    let text = format!("<project>{}</project>", "<a/>".repeat(20));
    let found = read(Format::Pom, Input { file: FileId(0), text: &text, limits: &limits });
    assert_eq!(found.notices[0].kind, NoticeKind::Limit);
}

#[test]
fn files_that_are_cut_off_or_something_else_are_never_worse_than_said() {
    let texts = [
        "",
        "{",
        "[",
        "\u{0}",
        "<",
        "<project",
        "<Project/>",
        "<packages><package",
        "require (",
        "require\n(",
        "replace a =>",
        "replace \"a",
        "require `",
        "a:b:c:d=",
        "{\"dependencies\": {\"a\": {\"b\": 1}}}",
        "{\"libraries\": {\"/\": 1, \"a/1\": []}}",
        "[libraries]\na = 1\nb = {version = [1]}",
        "[libraries]\na = {module = 1}",
        "<project><dependencies><dependency/></dependencies></project>",
        "<Project><ItemGroup><PackageReference Include=';'/></ItemGroup></Project>",
        "<Project><ItemGroup><PackageReference Include='$(' Version='$('/></ItemGroup></Project>",
        "<project><dependencies><dependency><groupId>${</groupId><artifactId>é${}</artifactId></dependency></dependencies></project>",
    ];
    let (deep, nested) = ("[".repeat(100_000), "<project>".repeat(100_000));
    let closed = format!("{nested}{}", "</project>".repeat(100_000));
    let paths = [
        "pom.xml",
        "gradle.lockfile",
        "verification-metadata.xml",
        "libs.versions.toml",
        "go.mod",
        "packages.lock.json",
    ];
    for path in paths.into_iter().chain(["App.deps.json", "packages.config", "app.csproj"]) {
        for text in texts.iter().copied().chain([deep.as_str(), &nested, &closed]) {
            let found = inventory(path, text);
            let spans = found.packages.iter().map(|one| one.span).chain(found.requirements.iter().map(|one| one.span));
            let spans: Vec<_> = spans.chain(found.notices.iter().filter_map(|notice| spanned(&notice.place))).collect();
            assert!(spans.iter().all(|span| span.end as usize <= text.len()), "{path}: {text:.40}");
        }
        assert!(!inventory(path, "{").notices.is_empty(), "{path}");
    }
}

#[test]
fn names_of_files_choose_their_readers() {
    assert_eq!(Format::of_path("a/go.sum"), None);
    assert_eq!(Format::of_path("settings-gradle.lockfile"), Some(Format::GradleLock));
    assert_eq!(Format::of_path("packages.web.lock.json"), Some(Format::NuGetLock));
    assert_eq!(Format::of_path("a/my.deps.json"), Some(Format::DotNetDeps));
    assert_eq!(Format::of_path("gradle/test.versions.toml"), Some(Format::GradleCatalog));
    assert_eq!(Format::of_path("Directory.Packages.props"), Some(Format::MsBuild));
    assert_eq!(inventory("pom.xml", "<project/>"), Inventory::default());
    assert_eq!(Ecosystem::NuGet.normalise("Json.NET"), "json.net");
}
