//! Packages as package URLs, and back.

use std::collections::BTreeMap;

use packages::{Ecosystem, Origin, Package, Parts, Purl, System};
use source::Span;

/// The package URL of a package. What is not taken from a registry says so in a qualifier: `vcs_url` of a repository,
/// `download_url` of an archive, and `download_url=file:PATH` of a part of the project, which a registry's package of the
/// same name is not.
pub fn purl_of(package: &Package) -> Option<Purl> {
    let written = match package.ecosystem {
        // Its names have many spellings, and its URLs have one.
        Ecosystem::PyPi => &package.name,
        _ => &package.written_name,
    };
    let (namespace, name) = match package.ecosystem {
        Ecosystem::Maven => written.split_once(':'),
        Ecosystem::Npm | Ecosystem::Go | Ecosystem::Packagist => written.rsplit_once('/'),
        Ecosystem::PyPi | Ecosystem::RubyGems | Ecosystem::NuGet | Ecosystem::CratesIo => None,
        Ecosystem::Deb | Ecosystem::Apk | Ecosystem::Rpm => return system_purl(package),
    }
    .unwrap_or(("", written));
    let parts = Parts {
        kind: package.ecosystem.purl_kind().to_owned(),
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        version: package.version.clone().unwrap_or_default(),
        qualifiers: qualifier(&package.origin).into_iter().collect(),
        subpath: String::new(),
    };
    Purl::build(parts).ok()
}

/// The package URL of a distribution's package: `pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12`. An epoch is a part
/// of the version, but for rpm, where it is a qualifier.
fn system_purl(package: &Package) -> Option<Purl> {
    let system = package.system.as_deref().cloned().unwrap_or_default();
    let version = package.version.as_deref().unwrap_or_default();
    let (epoch, version) = match version.split_once(':').filter(|_| package.ecosystem == Ecosystem::Rpm) {
        Some((epoch, version)) => (epoch, version),
        None => ("", version),
    };
    let distribution = [system.distribution.as_str(), system.release.as_str()];
    let distribution: Vec<&str> = distribution.into_iter().filter(|part| !part.is_empty()).collect();
    let qualifiers = [("arch", system.architecture), ("distro", distribution.join("-")), ("epoch", epoch.to_owned())];
    let parts = Parts {
        kind: package.ecosystem.purl_kind().to_owned(),
        namespace: system.distribution,
        name: package.written_name.clone(),
        version: version.to_owned(),
        // An empty value is an absent one.
        qualifiers: qualifiers.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
        subpath: String::new(),
    };
    Purl::build(parts).ok()
}

/// A distribution's package from its package URL.
fn system_package(ecosystem: Ecosystem, purl: &Purl, span: Span) -> Package {
    let qualifier = |key: &str| purl.qualifiers().get(key).map(String::as_str).unwrap_or_default();
    let version = match (purl.version(), qualifier("epoch")) {
        (Some(version), epoch) if !epoch.is_empty() => Some(format!("{epoch}:{version}")),
        (version, _) => version.map(str::to_owned),
    };
    let distribution = purl.namespace().unwrap_or_default();
    let release = qualifier("distro").strip_prefix(distribution).map_or("", |rest| rest.trim_start_matches('-'));
    let mut package = Package::new(ecosystem, purl.name(), version, span);
    package.system = Some(Box::new(System {
        distribution: distribution.to_owned(),
        release: release.to_owned(),
        architecture: qualifier("arch").to_owned(),
        source: String::new(),
    }));
    package
}

/// The package that a package URL names; `None` where it is of no ecosystem that is known.
pub fn package_of(purl: &Purl, span: Span) -> Option<Package> {
    let ecosystem = Ecosystem::ALL.into_iter().find(|ecosystem| ecosystem.purl_kind() == purl.kind())?;
    if matches!(ecosystem, Ecosystem::Deb | Ecosystem::Apk | Ecosystem::Rpm) {
        return Some(system_package(ecosystem, purl, span));
    }
    let separator = if ecosystem == Ecosystem::Maven { ":" } else { "/" };
    let name = match purl.namespace() {
        Some(namespace) => [namespace, separator, purl.name()].concat(),
        None => purl.name().to_owned(),
    };
    let mut package = Package::new(ecosystem, &name, purl.version().map(str::to_owned), span);
    package.origin = origin(purl.qualifiers());
    Some(package)
}

fn qualifier(origin: &Origin) -> Option<(String, String)> {
    let (key, value) = match origin {
        Origin::Registry => return None,
        Origin::Git { url, commit } => ("vcs_url", repository(url, commit.as_deref())),
        Origin::Path(path) => ("download_url", format!("file:{path}")),
        Origin::Url(url) => ("download_url", url.clone()),
    };
    Some((key.to_owned(), value))
}

fn origin(qualifiers: &BTreeMap<String, String>) -> Origin {
    if let Some(place) = qualifiers.get("vcs_url") {
        let place = place.strip_prefix("git+").unwrap_or(place);
        let is_commit = |text: &str| text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        return match place.rsplit_once('@').filter(|(_, commit)| is_commit(commit)) {
            Some((url, commit)) => Origin::Git { url: url.to_owned(), commit: Some(commit.to_owned()) },
            None => Origin::Git { url: place.to_owned(), commit: None },
        };
    }
    match qualifiers.get("download_url") {
        Some(url) => match url.strip_prefix("file:") {
            Some(path) => Origin::Path(path.to_owned()),
            None => Origin::Url(url.clone()),
        },
        None => Origin::Registry,
    }
}

/// A repository at a commit, as package URLs and SPDX write it: `git+https://HOST/PATH@COMMIT`.
pub(crate) fn repository(url: &str, commit: Option<&str>) -> String {
    let hosts = [
        ("github:", "https://github.com/"),
        ("gitlab:", "https://gitlab.com/"),
        ("bitbucket:", "https://bitbucket.org/"),
        ("gist:", "https://gist.github.com/"),
    ];
    let hosted = hosts.iter().find_map(|(short, long)| Some([*long, url.strip_prefix(short)?].concat()));
    let url = match (hosted, url.split_once("://")) {
        (Some(hosted), _) => hosted,
        (None, Some((scheme, rest))) => format!("{scheme}://{}", with_path(rest)),
        // `git@host:path`, as `ssh` has it.
        (None, None) if url.contains('@') => format!("ssh://{}", with_path(url)),
        (None, None) => url.to_owned(),
    };
    let at = commit.map(|commit| format!("@{commit}")).unwrap_or_default();
    if url.starts_with("git:") || url.starts_with("git+") { format!("{url}{at}") } else { format!("git+{url}{at}") }
}

/// `host:path` as `host/path`; what is a port stays one.
fn with_path(place: &str) -> String {
    let host = place.split('/').next().unwrap_or(place);
    match place.split_once(':').filter(|(before, _)| before.len() < host.len()) {
        Some((before, after)) if !is_port(host) => format!("{before}/{after}"),
        _ => place.to_owned(),
    }
}

/// Whether what follows the colon of a host is a port, if there is one.
fn is_port(host: &str) -> bool {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.split_once(':')
        .is_none_or(|(_, port)| matches!(port.len(), 1..=5) && port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is a URL of a host, and needs no further escape, so that it may stand in a document as one.
pub(crate) fn is_url(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let is_whole = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    host(text).is_some()
        && text.matches('#').count() <= 1
        && text.bytes().all(is_plain)
        && text.split('%').skip(1).all(is_whole)
}

/// The host of a URL, without the user and the port.
pub(crate) fn host(url: &str) -> Option<&str> {
    let schemes = ["https://", "http://", "git+https://", "git+http://", "git+ssh://", "git://"];
    let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme))?;
    let place = rest.split('/').next().unwrap_or(rest);
    let host = match place.split_once('@') {
        Some(("", _)) => return None,
        Some((_, host)) => host,
        None => place,
    };
    let name = host.split(':').next().unwrap_or(host);
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(is_inner)
    };
    (is_port(host) && name.split('.').all(is_label)).then_some(name)
}

#[cfg(test)]
mod tests {
    use source::FileId;

    use super::*;

    fn package(ecosystem: Ecosystem, name: &str, version: &str, origin: Origin) -> Package {
        let mut package = Package::new(ecosystem, name, Some(version.to_owned()), Span::new(FileId(0), 0, 0));
        package.origin = origin;
        package
    }

    /// The package URL of a package of a registry, which names the same package again.
    fn check(ecosystem: Ecosystem, name: &str, purl: &str) {
        let package = package(ecosystem, name, "1.0", Origin::Registry);
        let made = purl_of(&package).unwrap();
        assert_eq!(made.to_string(), purl);
        let back = package_of(&made, package.span).unwrap();
        assert_eq!((back.ecosystem, back.name, back.version), (ecosystem, package.name, package.version));
    }

    #[test]
    fn packages_of_every_ecosystem_have_a_url() {
        check(Ecosystem::Npm, "@acme/orders", "pkg:npm/%40acme/orders@1.0");
        check(Ecosystem::Npm, "orders", "pkg:npm/orders@1.0");
        check(Ecosystem::PyPi, "Order.Book_x", "pkg:pypi/order-book-x@1.0");
        check(Ecosystem::Maven, "org.acme:orders", "pkg:maven/org.acme/orders@1.0");
        check(Ecosystem::Go, "example.com/acme/Orders/v2", "pkg:golang/example.com/acme/Orders/v2@1.0");
        check(Ecosystem::RubyGems, "orders", "pkg:gem/orders@1.0");
        check(Ecosystem::Packagist, "Acme/Orders", "pkg:composer/acme/orders@1.0");
        check(Ecosystem::NuGet, "Acme.Orders", "pkg:nuget/Acme.Orders@1.0");
        check(Ecosystem::CratesIo, "orders_core", "pkg:cargo/orders_core@1.0");
    }

    #[test]
    fn packages_of_distributions_say_which() {
        for (ecosystem, version, distribution, release, text) in [
            (Ecosystem::Deb, "1:2.3-4", "debian", "12", "pkg:deb/debian/a@1:2.3-4?arch=x&distro=debian-12"),
            (Ecosystem::Apk, "2.3-r4", "alpine", "3.19.1", "pkg:apk/alpine/a@2.3-r4?arch=x&distro=alpine-3.19.1"),
            (Ecosystem::Rpm, "1:2.3-4", "amzn", "2023", "pkg:rpm/amzn/a@2.3-4?arch=x&distro=amzn-2023&epoch=1"),
            (Ecosystem::Rpm, "2.3-4", "", "", "pkg:rpm/a@2.3-4?arch=x"),
        ] {
            let system = System {
                distribution: distribution.to_owned(),
                release: release.to_owned(),
                architecture: "x".to_owned(),
                source: String::new(),
            };
            let mut package = package(ecosystem, "a", version, Origin::Registry);
            package.system = Some(Box::new(system));
            let made = purl_of(&package).unwrap();
            assert_eq!(made.to_string(), text);
            assert_eq!(package_of(&made, package.span), Some(package));
        }
    }

    #[test]
    fn a_place_other_than_a_registry_is_kept() {
        let commit = Some("0123456789abcdef0123456789abcdef01234567".to_owned());
        let git = |url: &str| Origin::Git { url: url.to_owned(), commit: commit.clone() };
        for (origin, back) in [
            (git("https://example.com/a.git"), git("https://example.com/a.git")),
            (git("github:acme/a"), git("https://github.com/acme/a")),
            (git("git@example.com:acme/a.git"), git("ssh://git@example.com/acme/a.git")),
            (git("ssh://git@example.com:acme/a"), git("ssh://git@example.com/acme/a")),
            (git("ssh://git@example.com:22/a"), git("ssh://git@example.com:22/a")),
            (git("git://example.com/a"), git("git://example.com/a")),
            (
                Origin::Git { url: "ssh://git@example.com/a".to_owned(), commit: None },
                Origin::Git { url: "ssh://git@example.com/a".to_owned(), commit: None },
            ),
            (Origin::Url("https://example.com/a.tgz".to_owned()), Origin::Url("https://example.com/a.tgz".to_owned())),
            (Origin::Path("lib/a".to_owned()), Origin::Path("lib/a".to_owned())),
            (Origin::Path(String::new()), Origin::Path(String::new())),
        ] {
            let package = package(Ecosystem::Npm, "a", "1.0.0", origin);
            let text = purl_of(&package).unwrap().to_string();
            assert_eq!(package_of(&text.parse().unwrap(), package.span).unwrap().origin, back, "{text}");
        }
    }

    #[test]
    fn a_url_of_a_document_needs_no_escape() {
        for text in ["https://example.com/a.git", "git+ssh://git@example.com/a@0123", "https://example.com/a%20b#c"] {
            assert!(is_url(text), "{text}");
        }
        for text in [
            "",
            "https://",
            "https:///a",
            "a b",
            "https://example.com/a b",
            "https://example.com/%2",
            "../a",
            "https://ä.example",
            "https://example.com:a/b",
            "https://@example.com/a",
            "https://a@b@c/d",
            "https://a..b/c",
            "https://example.com?a",
            "https://-a.example",
        ] {
            assert!(!is_url(text), "{text}");
        }
    }
}
