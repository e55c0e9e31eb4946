//! Which files say something about packages, by their paths alone.

use crate::Format;
use crate::system::Record;
use crate::tarball::is_tar;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter<'p> {
    /// The `package.json` of an installed package of Node, with the name of its folder.
    NodePackage(&'p str),
    /// A file of a `.dist-info` or `.egg-info` folder, whose path comes first, or the file itself that replaces one.
    Distribution(&'p str, DistributionFile),
    /// A `pom.properties` that Maven put into a jar.
    PomProperties,
    /// The manifest of a jar.
    JarManifest,
    /// A `.deps.json` of .NET.
    DotNet,
    /// A specification of a gem that RubyGems installed.
    Gem,
    /// A lockfile or a manifest of a project.
    List(Format),
    /// An archive.
    Archive,
    /// A file of a distribution's package manager.
    Record(Record),
    /// What may be a program; its first bytes tell.
    Program,
    /// What may be a library of programs; its first bytes tell.
    Library,
}

/// The files of a `.dist-info` or `.egg-info` folder that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DistributionFile {
    /// `METADATA` or `PKG-INFO`: name and version.
    Metadata,
    /// `direct_url.json`: where it was taken from.
    DirectUrl,
    /// `RECORD`: the files that were installed.
    Record,
    /// `top_level.txt`: the modules that were installed.
    TopLevel,
}

impl<'p> Matter<'p> {
    /// What the file at a path is; `None` for most files.
    pub(super) fn of_path(path: &'p str) -> Option<Self> {
        if let Some(record) = Record::of_path(path) {
            return Some(Self::Record(record));
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        match name {
            "package.json" => return node_package(folder).map(Self::NodePackage),
            "pom.properties" => return is_maven(folder).then_some(Self::PomProperties),
            "MANIFEST.MF" => return (folder == "META-INF").then_some(Self::JarManifest),
            _ => {}
        }
        if is_distribution(folder) {
            return distribution_file(name).map(|file| Self::Distribution(folder, file));
        }
        if name.ends_with(".egg-info") {
            return Some(Self::Distribution(path, DistributionFile::Metadata));
        }
        if name.ends_with(".deps.json") {
            return Some(Self::DotNet);
        }
        if name.ends_with(".gemspec") {
            return (folder.rsplit('/').next() == Some("specifications")).then_some(Self::Gem);
        }
        if let Some(format) = Format::of_path(path) {
            return Some(Self::List(format));
        }
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_zip =
            ["jar", "zip", "whl", "war", "ear", "egg"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        if is_zip || is_tar(name) {
            return Some(Self::Archive);
        }
        match extension {
            "exe" | "" if !name.ends_with('.') => Some(Self::Program),
            "so" | "node" => Some(Self::Library),
            _ => None,
        }
    }
}

/// The name of the package that is installed in a folder: `node_modules/NAME` or `node_modules/@SCOPE/NAME`, below the
/// outermost `node_modules` or that of another installed package. Others are test data of packages.
fn node_package(folder: &str) -> Option<&str> {
    let mut rest = folder.get(super::modules_at(folder)? + "node_modules/".len()..)?;
    loop {
        let (name, below) = first_package(rest)?;
        match below {
            "" => return Some(name),
            _ => rest = below.strip_prefix("node_modules/")?,
        }
    }
}

/// The first package of a path below `node_modules/`, and what lies below it.
pub(crate) fn first_package(path: &str) -> Option<(&str, &str)> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match first {
        // pnpm and Yarn keep packages in stores: each has a folder, and in it the package or another `node_modules`.
        ".pnpm" | ".store" => {
            let in_store = rest.strip_prefix("node_modules/").or_else(|| {
                let (_, below) = rest.split_once('/')?;
                below.strip_prefix("node_modules/").or_else(|| (below == "package").then_some(below))
            })?;
            if in_store.starts_with('.') { None } else { first_package(in_store) }
        }
        scope if scope.starts_with('@') => {
            let (name, below) = rest.split_once('/').unwrap_or((rest, ""));
            let scoped = path.get(..scope.len() + 1 + name.len())?;
            (!name.is_empty()).then_some((scoped, below))
        }
        name if name.starts_with('.') || name.is_empty() => None,
        name => Some((name, rest)),
    }
}

/// Whether a folder is `META-INF/maven/GROUP/ARTIFACT`, wherever that lies.
fn is_maven(folder: &str) -> bool {
    let mut parts = folder.rsplit('/').skip(2);
    parts.next() == Some("maven") && parts.next() == Some("META-INF")
}

fn is_distribution(folder: &str) -> bool {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    name.ends_with(".dist-info") || name.ends_with(".egg-info") || name == "EGG-INFO"
}

fn distribution_file(name: &str) -> Option<DistributionFile> {
    Some(match name {
        "METADATA" | "PKG-INFO" => DistributionFile::Metadata,
        "direct_url.json" => DistributionFile::DirectUrl,
        "RECORD" => DistributionFile::Record,
        "top_level.txt" => DistributionFile::TopLevel,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_node_lie_in_folders_of_installed_packages() {
        let name = |path: &'static str| match Matter::of_path(path) {
            Some(Matter::NodePackage(name)) => Some(name),
            _ => None,
        };
        assert_eq!(name("node_modules/a/package.json"), Some("a"));
        assert_eq!(name("nodejs/node_modules/@s/b/package.json"), Some("@s/b"));
        assert_eq!(name("web/node_modules/a/node_modules/@s/b/package.json"), Some("@s/b"));
        assert_eq!(name("node_modules/.pnpm/a@1.0.0/node_modules/a/package.json"), Some("a"));
        assert_eq!(name("node_modules/.pnpm/node_modules/@s/b/package.json"), Some("@s/b"));
        assert_eq!(name("node_modules/.store/a-npm-1.0.0-0a/package/package.json"), Some("package"));
        for other in [
            "package.json",
            "a/package.json",
            "node_modules/package.json",
            "node_modules/@s/package.json",
            "node_modules/.bin/package.json",
            "node_modules/.pnpm/a/b/package.json",
            "node_modules/a/lib/package.json",
            "node_modules/a/test/node_modules/b/package.json",
            "my_node_modules/a/package.json",
        ] {
            assert_eq!(name(other), None, "{other}");
        }
    }

    #[test]
    fn other_files_that_matter() {
        let metadata = |folder| Some(Matter::Distribution(folder, DistributionFile::Metadata));
        assert_eq!(Matter::of_path("python/a-1.dist-info/METADATA"), metadata("python/a-1.dist-info"));
        assert_eq!(Matter::of_path("a.egg-info/PKG-INFO"), metadata("a.egg-info"));
        assert_eq!(Matter::of_path("EGG-INFO/PKG-INFO"), metadata("EGG-INFO"));
        assert_eq!(Matter::of_path("a-1.egg-info"), metadata("a-1.egg-info"));
        assert_eq!(Matter::of_path("a-1.dist-info/licenses/METADATA"), Some(Matter::Program), "which its bytes deny");
        assert_eq!(Matter::of_path("META-INF/maven/g/a/pom.properties"), Some(Matter::PomProperties));
        assert_eq!(Matter::of_path("x/META-INF/maven/g/a/pom.properties"), Some(Matter::PomProperties));
        assert_eq!(Matter::of_path("META-INF/maven/pom.properties"), None);
        assert_eq!(Matter::of_path("META-INF/MANIFEST.MF"), Some(Matter::JarManifest));
        assert_eq!(Matter::of_path("BOOT-INF/lib/a.JAR"), Some(Matter::Archive));
        assert_eq!(Matter::of_path("yarn.lock"), Some(Matter::List(Format::YarnLock)));
        assert_eq!(Matter::of_path("App.deps.json"), Some(Matter::DotNet));
        assert_eq!(Matter::of_path("ruby/gems/3.4.0/specifications/a-1.gemspec"), Some(Matter::Gem));
        assert_eq!(Matter::of_path("ruby/gems/3.4.0/gems/a-1/a.gemspec"), None);
        assert_eq!(Matter::of_path("lib/a-1.0.tar.gz"), Some(Matter::Archive));
        assert_eq!(Matter::of_path("var/lib/dpkg/status"), Some(Matter::Record(Record::Dpkg)));
        assert_eq!(Matter::of_path("bootstrap"), Some(Matter::Program));
        assert_eq!(Matter::of_path("bin/Handler.exe"), Some(Matter::Program));
        assert_eq!(Matter::of_path("lib/native.node"), Some(Matter::Library));
        assert_eq!(Matter::of_path("index.js"), None);
    }
}
