//! Functions of Go in which vulnerabilities lie, as advisories name them: their calls are told by what a file imports.

use std::collections::{BTreeMap, BTreeSet};

use pattern::Code;
use source::{FileId, Span};
use tree::{Kind, Node};

use super::{Called, Wanted};

/// The package URLs of Go begin so.
const OF_GO: &str = "pkg:golang/";

/// Functions by the path of their package and their name. Methods are left out: the type of what they are called on is not
/// known.
#[derive(Debug, Default)]
pub(super) struct Functions<'w> {
    vulnerabilities: BTreeMap<(&'w str, &'w str), Vec<&'w Wanted<'w>>>,
}

impl<'w> Functions<'w> {
    /// The functions in which these vulnerabilities lie.
    pub fn of(wanted: &'w [Wanted<'w>]) -> Self {
        let mut found = Self::default();
        for one in wanted.iter().filter(|one| one.package.starts_with(OF_GO)) {
            for function in one.symbols.iter().filter_map(|symbol| function(symbol)) {
                found.vulnerabilities.entry(function).or_default().push(one);
            }
        }
        found
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.vulnerabilities.is_empty()
    }

    /// Whether a text names one of their packages.
    pub fn may_be_in(&self, text: &str) -> bool {
        let paths: BTreeSet<&str> = self.vulnerabilities.keys().map(|(path, _)| *path).collect();
        paths.into_iter().any(|path| text.contains(path))
    }

    /// Their calls in a file.
    pub fn calls(&self, file: FileId, code: Code<'_>) -> Vec<Called> {
        let imports = code.tree.root().children().filter(|node| node.kind() == Kind::Import);
        let unnamed = imports.filter(|import| import.child(2).is_none_or(|name| !name.is_present()));
        let paths: Vec<&str> = unnamed.filter_map(|import| Some(import.child(0)?.text())).collect();
        let calls = code.tree.nodes().filter(|node| node.kind() == Kind::Call);
        calls.flat_map(|call| self.of_call(file, code, &paths, call)).collect()
    }

    /// One for each package that a called function is of: a path may belong to several modules.
    fn of_call(&self, file: FileId, code: Code<'_>, paths: &[&str], call: Node<'_>) -> Vec<Called> {
        let Some((path, name)) = callee(code, paths, call) else { return Vec::new() };
        let mut by_package: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for one in self.vulnerabilities.get(&(path, name)).into_iter().flatten() {
            by_package.entry(one.package).or_default().insert(one.name());
        }
        let range = call.range();
        let called = by_package.into_iter().map(|(package, advisories)| Called {
            at: Span::new(file, range.start as usize, range.end as usize),
            package: package.to_owned(),
            callable: format!("{path}.{name}"),
            advisories: advisories.into_iter().map(str::to_owned).collect(),
            source: None,
        });
        called.collect()
    }
}

/// The path and the name of a function's symbol; none for that of a method, `path.Type.Method`.
fn function(symbol: &str) -> Option<(&str, &str)> {
    let last = symbol.rfind('/').map_or(0, |slash| slash + 1);
    let (path, name) = symbol.rsplit_once('.')?;
    // A dot before the last one is of the path, as in `gopkg.in/yaml.v3`, or parts a type from its method.
    let has_type = path.get(last..)?.rsplit_once('.').is_some_and(|(_, part)| part.starts_with(char::is_uppercase));
    (!has_type && !name.is_empty() && !name.contains('/')).then_some((path, name))
}

/// The path of the imported package and the function that a call `package.Function()` names; `paths` are those that are
/// imported without a name.
fn callee<'t>(code: Code<'t>, paths: &[&'t str], call: Node<'t>) -> Option<(&'t str, &'t str)> {
    let callee = call.child(0).filter(|callee| callee.kind() == Kind::Member)?;
    let (package, name) = (callee.child(0)?, callee.child(1)?);
    if package.kind() != Kind::Name {
        return None;
    }
    let path = match code.names.binding(package.id()) {
        Some(binding) => {
            let mut sites = code.names.of(binding)?.sites.iter().map(|site| code.tree.node(*site));
            sites.rfind(|site| site.kind() == Kind::Import)?.child(0)?.text()
        }
        None => paths.iter().find(|path| is_called(path, package.text()))?,
    };
    Some((path, name.text()))
}

/// Whether the package of a path may be called so, as far as its path says: by its last part that is no version.
fn is_called(path: &str, name: &str) -> bool {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit()))
    };
    let last = path.rsplit('/').find(|part| !is_version(part)).unwrap_or_default();
    let last = last.rsplit_once('.').filter(|(_, part)| is_version(part)).map_or(last, |(before, _)| before);
    last == name || last.strip_prefix("go-") == Some(name) || last.strip_suffix("-go") == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_parted_behind_the_path() {
        for (symbol, expected) in [
            ("golang.org/x/net/html.Parse", Some(("golang.org/x/net/html", "Parse"))),
            ("gopkg.in/yaml.v3.Unmarshal", Some(("gopkg.in/yaml.v3", "Unmarshal"))),
            ("golang.org/x/net/http2.Server.ServeConn", None),
            ("net/http", None),
        ] {
            assert_eq!(function(symbol), expected, "{symbol}");
        }
    }

    #[test]
    fn packages_are_called_by_their_paths() {
        for (path, name) in [
            ("golang.org/x/net/html", "html"),
            ("gopkg.in/yaml.v3", "yaml"),
            ("github.com/golang-jwt/jwt/v5", "jwt"),
            ("github.com/dgrijalva/jwt-go", "jwt"),
        ] {
            assert!(is_called(path, name) && !is_called(path, "other"), "{path}");
        }
    }
}
