//! Paths of modules, as bundlers write them into comments, keys and source maps.

use crate::shipped::installed_package;

/// The package whose file lies at a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    /// Its name.
    pub name: String,
    /// Its version, where the path says it: in a store of pnpm, or an archive of Yarn.
    pub version: Option<String>,
}

/// Endings of files that a bundler takes in.
const ENDINGS: [&str; 14] =
    [".js", ".mjs", ".cjs", ".json", ".ts", ".mts", ".cts", ".jsx", ".tsx", ".txt", ".css", ".html", ".wasm", ".node"];
/// The folder of installed packages.
const MODULES: &str = "node_modules/";
/// Bytes of a path; a longer text is none.
const LONGEST: usize = 1000;

/// Whether a text may be the path of a module.
pub(super) fn is_path(text: &str) -> bool {
    let is_file = ENDINGS.iter().any(|ending| text.ends_with(ending));
    is_file
        && text.len() <= LONGEST
        && !text.contains(['\n', '*', '`', '"'])
        && (!text.contains(' ') || text.contains(MODULES))
}

/// The package of the file at a path; `None` for a file of the application itself, and one that was left out of the bundle.
pub(super) fn owner(path: &str) -> Option<Owner> {
    let path = path.trim();
    if path.starts_with("(disabled):") || path.len() > LONGEST {
        return None;
    }
    let path = path.replace('\\', "/");
    // The innermost folder of installed packages has the file.
    let (at, _) = path.rmatch_indices(MODULES).find(|(at, _)| is_part(&path, *at))?;
    let (above, below) = path.split_at_checked(at)?;
    let below = below.strip_prefix(MODULES)?;
    let (name, rest) = installed_package(below)?;
    if !is_name(name) || rest.is_empty() {
        return None;
    }
    let version = of_store(above, name).or_else(|| of_archive(above, name));
    Some(Owner { name: name.to_owned(), version })
}

/// Whether the part of a path that begins at a byte is a whole one.
fn is_part(path: &str, at: usize) -> bool {
    at == 0 || path.get(..at).is_some_and(|above| above.ends_with(['/', ':', '!', ' ']))
}

/// The version in a store of pnpm: `.pnpm/@scope+name@1.2.3_peers/`.
fn of_store(above: &str, name: &str) -> Option<String> {
    let (_, folder) = above.trim_end_matches('/').rsplit_once(".pnpm/")?;
    let rest = folder.strip_prefix(&name.replace('/', "+"))?.strip_prefix('@')?;
    version(rest.split(['_', '(', '/']).next()?)
}

/// The version in the name of an archive of Yarn: `name-npm-1.2.3-0123456789-abc.zip/`.
fn of_archive(above: &str, name: &str) -> Option<String> {
    let archive = above.trim_end_matches('/').rsplit('/').next()?.strip_suffix(".zip")?;
    let rest = archive.strip_prefix(&name.replace('/', "-"))?.strip_prefix("-npm-")?;
    let (rest, _) = rest.rsplit_once('-')?;
    // The first of the two checksums has ten digits.
    let without = rest.rsplit_once('-').filter(|(_, sum)| sum.len() == 10).map_or(rest, |(version, _)| version);
    version(without)
}

fn version(text: &str) -> Option<String> {
    is_version(text).then(|| text.to_owned())
}

/// Whether a text is a version of npm: three numbers, and perhaps more behind them.
pub(super) fn is_version(text: &str) -> bool {
    let (numbers, rest) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
    let is_number = |own: &str| !own.is_empty() && own.len() <= 9 && own.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && rest.len() <= 64
        && rest.bytes().all(is_plain)
}

/// Whether a text may be the name of a package of npm.
pub(super) fn is_name(text: &str) -> bool {
    let bare = text.strip_prefix('@').map_or(text, |scoped| scoped);
    let mut parts = bare.split('/');
    let is_part = |own: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~');
        !own.is_empty() && own.bytes().all(is_plain) && !own.starts_with('.')
    };
    let first = parts.next().is_some_and(is_part);
    let second = parts.next().map(is_part);
    text.len() <= 214 && first && parts.next().is_none() && second == text.starts_with('@').then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, name: &str, version: &str) {
        let owner = owner(path).unwrap();
        assert_eq!((owner.name.as_str(), owner.version.as_deref().unwrap_or_default()), (name, version));
    }

    #[test]
    fn a_path_tells_the_package_and_sometimes_the_version() {
        check("node_modules/left/index.js", "left", "");
        check("../../node_modules/@a/left/lib/index.js", "@a/left", "");
        check("webpack://app/./node_modules/left/node_modules/right/x.js", "right", "");
        check("node_modules/.pnpm/left@1.2.3/node_modules/left/index.js", "left", "1.2.3");
        check("node_modules/.pnpm/@a+left@1.2.3-rc.1_right@2.0.0/node_modules/@a/left/x.js", "@a/left", "1.2.3-rc.1");
        check("node_modules/.pnpm/left@1.2.3/node_modules/right/index.js", "right", "");
        check("pnp:../.yarn/cache/left-npm-1.2.3-0123456789-ab.zip/node_modules/left/x.js", "left", "1.2.3");
        check(
            ".yarn/cache/@a-left-npm-1.2.3-beta.1-0123456789.zip/node_modules/@a/left/x.js",
            "@a/left",
            "1.2.3-beta.1",
        );
        check(r"C:\app\node_modules\left\index.js", "left", "");
    }

    #[test]
    fn other_paths_are_nobodys() {
        for path in [
            "src/index.js",
            "my_node_modules/x/y.js",
            "node_modules/left",
            "node_modules/../x/y.js",
            "(disabled):node_modules/a/b.js",
        ] {
            assert_eq!(owner(path), None, "{path}");
        }
    }

    #[test]
    fn names_and_versions_are_told_from_other_texts() {
        assert!(is_name("left") && is_name("@a/left") && is_name("Left.js_1"));
        assert!(!is_name("@left") && !is_name("a/b") && !is_name("a b") && !is_name("") && !is_name(".a"));
        assert!(is_version("1.2.3") && is_version("1.2.3-rc.1+5"));
        assert!(!is_version("1.2") && !is_version("v1.2.3") && !is_version("1.2.3.4") && !is_version("1..3"));
    }
}
