//! Registries that say which releases there are.

use advisory::{Addresses, Client, OnlineRegistry};
use packages::Ecosystem;
use tempfile::TempDir;
use upgrade::{Registry as _, RegistryError};

use crate::server::{Reply, Server};

struct Registries {
    server: Server,
    folder: TempDir,
}

impl Registries {
    fn new() -> Self {
        Self { server: Server::start(), folder: TempDir::new().unwrap() }
    }

    fn open(&self) -> OnlineRegistry {
        let addresses =
            Addresses { npm: self.server.url("/npm"), pypi: self.server.url("/py"), maven: self.server.url("/maven") };
        OnlineRegistry::new(Client::default(), addresses, self.folder.path()).unwrap()
    }

    fn has(&self, path: &str, text: &str) {
        self.server.set(path, Reply::Tagged(text.into(), "\"one\""));
    }
}

/// The requirements of a release, as `name range`.
fn needs(registry: &OnlineRegistry, ecosystem: Ecosystem, name: &str, version: &str) -> Vec<String> {
    let manifest = registry.manifest(ecosystem, name, version).unwrap();
    manifest.requirements.iter().map(|own| format!("{} {}", own.name, own.range)).collect()
}

fn versions(registry: &OnlineRegistry, ecosystem: Ecosystem, name: &str) -> Vec<String> {
    registry.releases(ecosystem, name).unwrap().into_iter().map(|release| release.version).collect()
}

const SCOPED: &str = r#"{"name": "@a/b", "versions": {"1.0.0": {"dependencies": {"c": "^2.0.0"},
    "dist": {"tarball": "https://example.com/b.tgz", "integrity": "sha512-AA=="}}, "1.1.0": {"dist": {}}}}"#;

#[test]
fn npm_is_asked_once_and_later_only_whether_it_has_changed() {
    let all = Registries::new();
    all.has("/npm/@a%2Fb", SCOPED);
    let registry = all.open();
    assert_eq!(versions(&registry, Ecosystem::Npm, "@a/b"), ["1.0.0", "1.1.0"]);
    assert_eq!(needs(&registry, Ecosystem::Npm, "@a/b", "1.0.0"), ["c ^2.0.0"]);
    assert_eq!(all.server.asked().len(), 1);
    assert_eq!(versions(&all.open(), Ecosystem::Npm, "@a/b"), ["1.0.0", "1.1.0"], "the document is the one on disk");
    assert_eq!(all.server.asked().len(), 1);
    all.server.set("/npm/@a%2Fb", Reply::Tagged(SCOPED.replace("1.1.0", "1.2.0").into(), "\"two\""));
    assert_eq!(versions(&all.open(), Ecosystem::Npm, "@a/b"), ["1.0.0", "1.2.0"]);
}

#[test]
fn pypi_tells_needs_beside_a_wheel_or_by_the_older_api() {
    let all = Registries::new();
    let file =
        |name: &str| format!(r#"{{"filename": "{name}", "url": "../../files/{name}", "hashes": {{"sha256": "00"}}}}"#);
    all.has(
        "/py/simple/p/",
        &format!(r#"{{"files": [{}, {}]}}"#, file("p-1.0-py3-none-any.whl"), file("p-2.0.tar.gz")),
    );
    all.has(
        "/py/files/p-1.0-py3-none-any.whl.metadata",
        "Metadata-Version: 2.1\nName: p\nRequires-Dist: q>=1\n\ntext\n",
    );
    all.has("/py/pypi/p/2.0/json", r#"{"info": {"requires_dist": ["q>=2"]}}"#);
    let registry = all.open();
    assert_eq!(versions(&registry, Ecosystem::PyPi, "p"), ["1.0", "2.0"]);
    assert_eq!(needs(&registry, Ecosystem::PyPi, "p", "1.0"), ["q >=1"]);
    assert_eq!(needs(&registry, Ecosystem::PyPi, "p", "2.0"), ["q >=2"]);
}

#[test]
fn maven_s_parents_are_fetched_with_a_release() {
    let all = Registries::new();
    let list = "<metadata><versioning><versions><version>1.0</version><version>1.1</version></versions></versioning></metadata>";
    all.has("/maven/g/h/a/maven-metadata.xml", list);
    let pom = "<project><parent><groupId>g.h</groupId><artifactId>top</artifactId><version>7</version></parent><artifactId>a</artifactId>\
        <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId></dependency></dependencies></project>";
    all.has("/maven/g/h/a/1.0/a-1.0.pom", pom);
    let parent = "<project><groupId>g.h</groupId><artifactId>top</artifactId><version>7</version><dependencyManagement><dependencies>\
        <dependency><groupId>x</groupId><artifactId>y</artifactId><version>3</version></dependency>\
        </dependencies></dependencyManagement></project>";
    all.has("/maven/g/h/top/7/top-7.pom", parent);
    let registry = all.open();
    assert_eq!(versions(&registry, Ecosystem::Maven, "g.h:a"), ["1.0", "1.1"]);
    assert_eq!(needs(&registry, Ecosystem::Maven, "g.h:a", "1.0"), ["x:y 3"]);
    // A parent of itself ends too.
    all.has(
        "/maven/g/h/a/1.1/a-1.1.pom",
        &pom.replace("<artifactId>top</artifactId><version>7", "<artifactId>a</artifactId><version>1.1"),
    );
    assert!(registry.manifest(Ecosystem::Maven, "g.h:a", "1.1").is_ok());
}

#[test]
fn what_is_not_there_and_what_leads_elsewhere_is_unknown() {
    let all = Registries::new();
    let registry = all.open();
    for (ecosystem, name) in [
        (Ecosystem::Npm, "nobody"),
        (Ecosystem::Npm, "../../etc"),
        (Ecosystem::Npm, "@a/b/c"),
        (Ecosystem::PyPi, "a?b"),
        (Ecosystem::PyPi, ".."),
        (Ecosystem::Maven, "no-group"),
        (Ecosystem::Maven, "g:../a"),
    ] {
        let unknown = registry.releases(ecosystem, name);
        assert_eq!(unknown, Err(RegistryError::Unknown(name.to_owned())));
    }
    assert_eq!(all.server.asked().len(), 1, "only a name that can be one is asked for");
    all.server.set("/npm/broken", Reply::Status(503));
    assert!(matches!(registry.releases(Ecosystem::Npm, "broken"), Err(RegistryError::Unreachable { .. })));
    assert!(matches!(registry.releases(Ecosystem::Go, "a"), Err(RegistryError::Unreachable { .. })));
    all.server.set("/npm/odd", Reply::Whole(b"<html>".to_vec()));
    assert!(matches!(registry.releases(Ecosystem::Npm, "odd"), Err(RegistryError::Malformed { .. })));
    let addresses = Addresses { npm: "http://mirror.example.com".to_owned(), ..Addresses::default() };
    assert!(OnlineRegistry::new(Client::default(), addresses, all.folder.path()).is_err());
}
