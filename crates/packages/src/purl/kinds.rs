//! The rules of single package types.

use super::Purl;

/// Parts a path into namespace and name; in type `git` the name is all that follows the host.
pub(super) fn split_path<'t>(kind: &str, path: &'t str) -> (&'t str, &'t str) {
    let parted = if kind.eq_ignore_ascii_case("git") { path.split_once('/') } else { path.rsplit_once('/') };
    parted.unwrap_or(("", path))
}

/// Brings the parts that a type does not tell apart to one spelling.
pub(super) fn normalise(purl: &mut Purl) {
    let (mut namespace, mut name) = (false, false);
    match purl.kind.as_str() {
        "alpm" | "apk" | "bitbucket" | "brew" | "composer" | "deb" | "github" | "hex" | "vscode-extension" => {
            (namespace, name) = (true, true);
        }
        "git" => {
            name = purl.namespace.as_deref().is_some_and(|host| {
                let host = host.to_ascii_lowercase();
                matches!(host.as_str(), "github" | "github.com" | "bitbucket" | "bitbucket.org")
            });
            namespace = true;
            purl.name = super::segments(&purl.name, false);
        }
        "pypi" => {
            purl.name = purl.name.replace('_', "-");
            name = true;
        }
        "bitnami" | "oci" | "pub" => name = true,
        "luarocks" | "qpkg" | "rpm" => namespace = true,
        "mlflow" => {
            name = purl.qualifiers.get("repository_url").is_some_and(|url| url.contains("azuredatabricks.net"));
        }
        "huggingface" => {
            purl.version = purl.version.take().map(|version| version.to_ascii_lowercase());
        }
        _ => {}
    }
    if namespace {
        purl.namespace = purl.namespace.take().map(|text| text.to_lowercase());
    }
    if name {
        purl.name = purl.name.to_lowercase();
    }
}

/// The rule of its type that a package URL breaks.
pub(super) fn broken_rule(purl: &Purl) -> Option<&'static str> {
    match purl.kind.as_str() {
        "git" | "swift" | "vscode-extension" if purl.namespace.is_none() => Some("needs a namespace"),
        "otp" | "vcpkg" if purl.namespace.is_some() => Some("has no namespace"),
        "cpan" if purl.name.contains("::") => Some("names a distribution, not a module"),
        "julia" if !purl.qualifiers.contains_key("uuid") => Some("needs the qualifier `uuid`"),
        "chrome-extension" if !is_extension_id(&purl.name) => Some("is named by 32 letters from a to p"),
        "chrome-extension" if !purl.version.as_deref().is_none_or(is_extension_version) => {
            Some("has a version of one to four numbers")
        }
        _ => None,
    }
}

fn is_extension_id(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| matches!(byte, b'a'..=b'p'))
}

fn is_extension_version(version: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').count() <= 4 && version.split('.').all(number)
}
