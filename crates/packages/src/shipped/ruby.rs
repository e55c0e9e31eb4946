//! Ruby: the specifications that RubyGems writes beside the gems it installs.

use source::{FileId, Span};

use crate::text::lines;
use crate::{Dependency, Ecosystem, Package, licences};

/// The gem of a specification, by the comment that RubyGems writes to read it fast or, without one, by its file name.
pub(super) fn read(file: FileId, content: &str, path: &str) -> Option<Package> {
    let stub = lines(file, content).take(5).find_map(|line| Some((line.text.strip_prefix("# stub: ")?, line.span)));
    let (name, version, at) = match stub {
        Some((said, span)) => {
            let mut words = said.split(' ');
            (words.next().unwrap_or_default(), words.next().unwrap_or_default(), span)
        }
        None => {
            let (name, version) = of_file(path)?;
            (name, version, Span::new(file, 0, 0))
        }
    };
    let mut package = Package::new(Ecosystem::RubyGems, name, Some(version.to_owned()), at);
    package.licence = licence(content);
    for needed in lines(file, content).filter_map(|line| dependency(line.text)) {
        // Older versions write each twice, for other versions of RubyGems.
        if !package.dependencies.contains(&needed) {
            package.dependencies.push(needed);
        }
    }
    (!name.is_empty()).then_some(package)
}

/// The folder in which the files of a specification's gem lie.
pub(super) fn gem_folder(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let base = folder.strip_suffix("specifications")?;
    Some(format!("{base}gems/{}", name.strip_suffix(".gemspec")?))
}

/// Name and version of `NAME-VERSION.gemspec` or `NAME-VERSION-PLATFORM.gemspec`.
fn of_file(path: &str) -> Option<(&str, &str)> {
    let name = path.rsplit('/').next()?.strip_suffix(".gemspec")?;
    let is_version = |at: usize| name.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    let (at, _) = name.match_indices('-').find(|(at, _)| is_version(*at))?;
    let (name, rest) = (name.get(..at)?, name.get(at + 1..)?);
    Some((name, rest.split('-').next().unwrap_or(rest)))
}

/// Such as `s.licenses = ["MIT".freeze]`; one of several may be chosen.
fn licence(content: &str) -> Option<String> {
    let said = content.lines().find_map(|line| {
        let (left, right) = line.trim().split_once('=')?;
        matches!(left.trim().rsplit('.').next()?, "license" | "licenses").then_some(right)
    });
    licences::choice(said?.split('"').skip(1).step_by(2).map(str::to_owned))
}

/// Such as `s.add_runtime_dependency(%q<rack>.freeze, [">= 2".freeze, "< 4".freeze])`.
fn dependency(line: &str) -> Option<Dependency> {
    let (method, arguments) = line.trim().split_once('(')?;
    if !method.ends_with(".add_runtime_dependency") && !method.ends_with(".add_dependency") {
        return None;
    }
    let (name, rest) = arguments.strip_prefix("%q<")?.split_once('>')?;
    let ranges: Vec<&str> = rest.split('"').skip(1).step_by(2).collect();
    Some(Dependency { name: name.to_owned(), range: ranges.join(", ") })
}
