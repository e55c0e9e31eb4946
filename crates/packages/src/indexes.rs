//! From where a project says its packages come: the registries of npm, the indexes of pip, uv and Poetry.

use std::collections::BTreeSet;

use source::Span;
use syntax::Node;

use crate::nodes::{entries, json_object, key_span, some_text, span, text};
use crate::tables::read_toml;
use crate::text::lines;
use crate::{Format, Input};

/// What a file says of registries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Indexes {
    /// Places from which packages may come.
    pub sources: Vec<IndexSource>,
    /// Scopes of npm, with their `@`, that are bound to a registry.
    pub scopes: BTreeSet<String>,
    /// Whether all packages of npm are bound to a registry.
    pub has_registry: bool,
}

/// A place from which packages may come beside another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSource {
    /// What it means.
    pub kind: IndexKind,
    /// Its host; empty where that is not told.
    pub host: String,
    /// The package that is meant, where it is one.
    pub package: String,
    /// Where it stands.
    pub span: Span,
}

/// What a place from which packages may come means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexKind {
    /// pip looks in it as well as in the public index, and takes the highest version of both.
    Extra,
    /// uv is asked to take the best version of all indexes.
    BestMatch,
    /// Poetry looks in it only for what the public index does not have.
    Supplemental,
    /// The project publishes itself there under a name without a scope.
    Published,
    /// A lockfile has taken the package from there and others from the public registry, and nothing binds its name to it.
    Unbound,
}

/// Whether a file of this path says something of registries.
pub fn tells_indexes(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        ".npmrc"
            | "package-lock.json"
            | "npm-shrinkwrap.json"
            | "pip.conf"
            | "pip.ini"
            | "uv.toml"
            | "pyproject.toml"
            | "package.json"
    ) || Format::of_path(path) == Some(Format::Requirements)
}

/// What a file says of registries; nothing for one that is not about them.
pub fn read_indexes(path: &str, input: Input<'_>) -> Indexes {
    match path.rsplit('/').next().unwrap_or(path) {
        ".npmrc" => npmrc(input),
        "pip.conf" | "pip.ini" => pip_conf(input),
        "uv.toml" | "pyproject.toml" => toml(input),
        "package.json" => package_json(input),
        "package-lock.json" | "npm-shrinkwrap.json" => lockfile(input),
        _ => requirements(input),
    }
}

/// The host of an address; empty where it has none, such as that of a folder, or a variable in its place.
pub fn host_of(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else { return "" };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host);
    if scheme == "file" || host.contains(['$', '{']) { "" } else { host }
}

/// The key and value of a line such as `key = value`.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (key, value) = line.split_once('=').filter(|_| !line.starts_with(['#', ';']))?;
    Some((key.trim(), value.trim().trim_matches('"')))
}

fn npmrc(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    for (key, value) in lines(input.file, input.text).filter_map(|line| assignment(line.text)) {
        if let Some(scope) = key.strip_suffix(":registry") {
            found.scopes.insert(scope.to_owned());
        }
        found.has_registry |= key == "registry" && !value.is_empty();
    }
    found
}

fn extra(url: &str, span: Span) -> Option<IndexSource> {
    let host = host_of(url);
    let is_public = matches!(host, "pypi.org" | "pypi.python.org");
    let is_place = !url.is_empty() && !is_public && !url.starts_with("file:");
    is_place.then(|| IndexSource { kind: IndexKind::Extra, host: host.to_owned(), package: String::new(), span })
}

fn pip_conf(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    let mut is_list = false;
    for line in lines(input.file, input.text) {
        // The next lines of a value begin with blanks.
        let continued = Some(line.text.trim()).filter(|_| is_list && line.text.starts_with([' ', '\t']));
        let value = match assignment(line.text) {
            Some((key, value)) if continued.is_none() => {
                is_list = matches!(key, "extra-index-url" | "extra_index_url");
                Some(value).filter(|_| is_list)
            }
            _ => continued,
        };
        let urls = value.unwrap_or_default().split_whitespace();
        found.sources.extend(urls.filter_map(|url| extra(url, line.span)));
    }
    found
}

/// Options of pip in a list; a list in which each package has a checksum is safe: what has another content is refused.
fn requirements(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    let inventory = crate::read(Format::Requirements, input);
    let is_checked =
        !inventory.requirements.is_empty() && inventory.requirements.iter().all(|own| !own.integrity.is_empty());
    for line in lines(input.file, input.text).filter(|_| !is_checked) {
        let said = line.text.trim().strip_prefix("--extra-index-url");
        let url =
            said.filter(|rest| rest.starts_with(['=', ' ', '\t'])).map(|rest| rest.trim_start_matches('=').trim());
        let url = url.and_then(|url| url.split_whitespace().next());
        found.sources.extend(url.and_then(|url| extra(url, line.span)));
    }
    found
}

fn package_json(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    let Some(root) = json_object(input, "manifest of npm").1 else { return found };
    let name = text(&root, "name");
    let registry = root.at(&["publishConfig", "registry"]);
    let host = registry.and_then(Node::text).map(|url| host_of(&url).to_owned()).unwrap_or_default();
    let is_private = !host.is_empty() && !is_public_npm(&host);
    if let Some(registry) = registry.filter(|_| is_private && !name.is_empty() && !name.starts_with('@')) {
        let span = span(input.file, registry);
        found.sources.push(IndexSource { kind: IndexKind::Published, host, package: name, span });
    }
    found
}

/// The packages of a lockfile that were taken from elsewhere than the others, which are from the public registry.
fn lockfile(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    let hosts: BTreeSet<&str> = input.text.split("\"resolved\": \"").skip(1).map(host_of).collect();
    // Nearly all lockfiles know one registry alone, and need not be parsed again.
    if !hosts.iter().any(|host| is_public_npm(host)) || hosts.iter().all(|host| is_public_npm(host)) {
        return found;
    }
    let Some(root) = json_object(input, "lockfile of npm").1 else { return found };
    let mut seen = BTreeSet::new();
    for (folder, entry) in entries(root.get("packages")) {
        let resolved = text(&entry.node, "resolved");
        let Some(name) = folder.rsplit_once("node_modules/").map(|(_, name)| name.to_owned()) else { continue };
        let host = host_of(&resolved);
        // What is no file of a registry is bound by its address.
        let is_of_registry = resolved.contains("/-/") && !host.is_empty() && !is_public_npm(host);
        if is_of_registry && seen.insert(name.clone()) {
            let span = key_span(input.file, entry);
            found.sources.push(IndexSource { kind: IndexKind::Unbound, host: host.to_owned(), package: name, span });
        }
    }
    found
}

/// Whether a host serves the public registry of npm.
pub fn is_public_npm(host: &str) -> bool {
    matches!(
        host,
        "registry.npmjs.org"
            | "registry.yarnpkg.com"
            | "registry.npmjs.com"
            | "registry.npmmirror.com"
            | "registry.npm.taobao.org"
    )
}

fn toml(input: Input<'_>) -> Indexes {
    let mut found = Indexes::default();
    let (_, root) = read_toml(input);
    // In `uv.toml` the keys stand at the top.
    let uv = root.at(&["tool", "uv"]).unwrap_or(&root);
    if let Some(strategy) = uv.get("index-strategy").filter(|node| node.as_str() == Some("unsafe-best-match")) {
        let span = span(input.file, strategy);
        found.sources.push(IndexSource {
            kind: IndexKind::BestMatch,
            host: String::new(),
            package: String::new(),
            span,
        });
    }
    let sources = root.at(&["tool", "poetry", "source"]).and_then(Node::as_list).unwrap_or_default();
    for source in sources {
        let is_late = source
            .get("priority")
            .and_then(Node::as_str)
            .is_some_and(|text| matches!(text, "supplemental" | "secondary"));
        let host = some_text(source, "url").map(|url| host_of(&url).to_owned()).unwrap_or_default();
        if is_late && !host.is_empty() {
            let at = span(input.file, source.get("priority").unwrap_or(source));
            found.sources.push(IndexSource { kind: IndexKind::Supplemental, host, package: String::new(), span: at });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use source::{FileId, Limits};

    use super::*;

    /// What a file tells, as `kind host package` each.
    fn told(path: &str, text: &str) -> Vec<String> {
        let found = read_indexes(path, Input { file: FileId(0), text, limits: &Limits::default() });
        found.sources.iter().map(|own| format!("{:?} {} {}", own.kind, own.host, own.package)).collect()
    }

    #[test]
    fn a_second_index_of_pip_is_told() {
        let expected = ["Extra pip.acme.example "];
        assert_eq!(
            told("requirements.txt", "--extra-index-url https://u:p@pip.acme.example:8443/simple\na==1\n"),
            expected
        );
        assert_eq!(told("requirements.txt", "--extra-index-url=https://pip.acme.example/simple # ours\n"), expected);
        assert_eq!(told("pip.conf", "[global]\nextra-index-url = https://pip.acme.example/\n"), expected);
        let several =
            "[install]\nextra-index-url =\n    https://pip.acme.example/\n    https://pypi.org/simple\ntimeout = 5\n";
        assert_eq!(told("etc/pip.conf", several), expected);
        assert_eq!(told("requirements.txt", "--extra-index-url https://${HOST}/simple\n"), ["Extra  "]);
        for safe in [
            "--index-url https://pip.acme.example/\n",
            "--extra-index-url https://pypi.org/simple\n",
            "# --extra-index-url x\n",
        ] {
            assert_eq!(told("requirements.txt", safe), [""; 0], "{safe}");
        }
        let checked = "--extra-index-url https://pip.acme.example/\na==1 --hash=sha256:00\n";
        assert_eq!(told("requirements.txt", checked), [""; 0]);
    }

    #[test]
    fn what_uv_and_poetry_are_asked_is_told() {
        assert_eq!(told("pyproject.toml", "[tool.uv]\nindex-strategy = \"unsafe-best-match\"\n"), ["BestMatch  "]);
        assert_eq!(told("uv.toml", "index-strategy = \"first-index\"\n"), [""; 0]);
        let source = |priority: &str| {
            format!("[[tool.poetry.source]]\nname = \"a\"\nurl = \"https://a.example/\"\npriority = \"{priority}\"\n")
        };
        assert_eq!(told("pyproject.toml", &source("supplemental")), ["Supplemental a.example "]);
        assert_eq!(told("pyproject.toml", &source("explicit")), [""; 0]);
        assert_eq!(told("pyproject.toml", "= ="), [""; 0]);
    }

    #[test]
    fn registries_of_npm_are_told() {
        let text = "@acme:registry=https://npm.acme.example/\n; registry=x\n//npm.acme.example/:_authToken=${TOKEN}\n";
        let found = read_indexes("a/.npmrc", Input { file: FileId(0), text, limits: &Limits::default() });
        assert_eq!(
            (found.scopes.into_iter().collect::<Vec<_>>(), found.has_registry),
            (vec!["@acme".to_owned()], false)
        );
        let published =
            |name: &str, url: &str| format!("{{\"name\": \"{name}\", \"publishConfig\": {{\"registry\": \"{url}\"}}}}");
        let ours = "https://npm.acme.example/";
        assert_eq!(told("package.json", &published("a", ours)), ["Published npm.acme.example a"]);
        assert_eq!(told("package.json", &published("@acme/a", ours)), [""; 0]);
        assert_eq!(told("package.json", &published("a", "https://registry.npmjs.org/")), [""; 0]);
        let row = |name: &str, host: &str| {
            format!("\"node_modules/{name}\": {{\"resolved\": \"https://{host}/{name}/-/{name}-1.0.0.tgz\"}}")
        };
        let lock = |rows: &[String]| format!("{{\"packages\": {{{}}}}}", rows.join(","));
        let mixed = lock(&[row("a", "npm.acme.example"), row("b", "registry.npmjs.org")]);
        assert_eq!(told("package-lock.json", &mixed), ["Unbound npm.acme.example a"]);
        let one = lock(&[row("a", "npm.acme.example"), row("b", "npm.acme.example")]);
        assert_eq!(told("package-lock.json", &one), [""; 0], "a mirror serves all");
    }
}
