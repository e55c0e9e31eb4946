//! Bundler, of Ruby: `Gemfile.lock` and `gems.locked`. The depth of the indent says what a line is.

use std::collections::{BTreeMap, BTreeSet};

use source::Span;

use crate::text::{Line, lines};
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package};

/// Reads a lockfile of Bundler.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut reader = Reader::default();
    for line in lines(input.file, input.text).filter(|line| !line.text.trim().is_empty()) {
        reader.line(line);
    }
    reader.finish()
}

/// What the lines below a heading are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    Gem,
    Git,
    Path,
    /// A source that a plugin of Bundler knows how to read.
    Plugin,
    Dependencies,
    Checksums,
    /// Of platforms, of Ruby and of Bundler itself, and whatever later versions add.
    #[default]
    Other,
}

impl Section {
    fn of_heading(heading: &str) -> Option<Self> {
        Some(match heading {
            "GEM" => Self::Gem,
            "GIT" => Self::Git,
            "PATH" => Self::Path,
            "PLUGIN SOURCE" => Self::Plugin,
            "DEPENDENCIES" => Self::Dependencies,
            "CHECKSUMS" => Self::Checksums,
            "PLATFORMS" | "RUBY VERSION" | "BUNDLED WITH" => Self::Other,
            _ => return None,
        })
    }

    fn is_source(self) -> bool {
        matches!(self, Self::Gem | Self::Git | Self::Path | Self::Plugin)
    }
}

#[derive(Debug, Default)]
struct Reader {
    section: Section,
    remote: String,
    revision: Option<String>,
    /// The gem whose dependencies the deepest lines are.
    open: Open,
    /// Where a gem at a version stands among the packages: it has a line for each platform it is built for.
    places: BTreeMap<(String, String), usize>,
    /// What each package needs, as its place, a name and a range: a gem says it anew for each platform.
    edges: BTreeSet<(usize, String, String)>,
    /// The names that the project asks for; `None` before the section that lists them.
    asked: Option<BTreeSet<String>>,
    /// The names that a gem asks for which is the project itself.
    asked_by_project: BTreeSet<String>,
    found: Inventory,
}

#[derive(Debug, Clone, Copy, Default)]
enum Open {
    #[default]
    Nothing,
    Package(usize),
    Project,
}

impl Reader {
    fn line(&mut self, line: Line<'_>) {
        let said = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        match (indent, self.section) {
            (0, _) => self.heading(said, line.span),
            (2, section) if section.is_source() => self.fact(said),
            (4, section) if section.is_source() => self.gem(said, line.span),
            (6, section) if section.is_source() => self.dependency(said, line.span),
            (2, Section::Dependencies) => {
                let name = said.split([' ', '!']).next().unwrap_or(said);
                self.asked.get_or_insert_default().insert(name.to_owned());
            }
            (2, Section::Checksums) => self.checksum(said),
            (_, Section::Checksums | Section::Other) => {}
            _ => self.found.malformed(line.span, "an indent that no line of Bundler has"),
        }
    }

    fn heading(&mut self, said: &str, span: Span) {
        let known = Section::of_heading(said);
        let is_conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| said.starts_with(mark));
        if is_conflict {
            // Both sides are read, as either may be what runs.
            return self.found.malformed(span, "a conflict that is not resolved");
        }
        if known.is_none() {
            self.found.malformed(span, "no section of a lockfile of Bundler that is known");
        }
        self.section = known.unwrap_or_default();
        self.open = Open::Nothing;
        self.remote.clear();
        self.revision = None;
        if self.section == Section::Dependencies {
            self.asked.get_or_insert_default();
        }
    }

    /// Such as `remote: https://rubygems.org/`.
    fn fact(&mut self, said: &str) {
        match said.split_once(": ") {
            Some(("remote", remote)) => remote.clone_into(&mut self.remote),
            Some(("revision", revision)) => self.revision = Some(revision.to_owned()),
            _ => {}
        }
    }

    fn gem(&mut self, said: &str, span: Span) {
        self.open = Open::Nothing;
        let Some((name, version)) = named(said).filter(|(_, version)| !version.is_empty()) else {
            return self.found.malformed(span, format!("`{said}` is no gem at a version"));
        };
        if self.section == Section::Path && self.remote == "." {
            self.open = Open::Project;
            return;
        }
        let version = without_platform(version);
        let next = self.found.packages.len();
        let place = *self.places.entry((name.to_owned(), version.to_owned())).or_insert(next);
        self.open = Open::Package(place);
        if place == next {
            let mut package = Package::new(Ecosystem::RubyGems, name, Some(version.to_owned()), span);
            package.origin = self.origin();
            self.found.packages.push(package);
        }
    }

    fn origin(&self) -> Origin {
        match self.section {
            Section::Git => Origin::Git { url: self.remote.clone(), commit: self.revision.clone() },
            Section::Path => Origin::Path(self.remote.clone()),
            Section::Plugin => Origin::Url(self.remote.clone()),
            _ => Origin::Registry,
        }
    }

    fn dependency(&mut self, said: &str, span: Span) {
        let Some((name, range)) = named(said) else {
            return self.found.malformed(span, format!("`{said}` is no dependency of a gem"));
        };
        match self.open {
            Open::Nothing => {}
            Open::Project => {
                self.asked_by_project.insert(name.to_owned());
            }
            Open::Package(place) => {
                let is_new = self.edges.insert((place, name.to_owned(), range.to_owned()));
                if let Some(package) = self.found.packages.get_mut(place).filter(|_| is_new) {
                    package.dependencies.push(Dependency { name: name.to_owned(), range: range.to_owned() });
                }
            }
        }
    }

    /// `name (version) sha256=…`, with a comma between several sums.
    fn checksum(&mut self, said: &str) {
        let Some((gem, sums)) = said.rsplit_once(' ').filter(|(_, sums)| sums.contains('=')) else { return };
        let Some((name, version)) = named(gem) else { return };
        let key = (name.to_owned(), without_platform(version).to_owned());
        if let Some(package) = self.places.get(&key).and_then(|place| self.found.packages.get_mut(*place)) {
            package.integrity.extend(sums.split(',').map(str::to_owned));
        }
    }

    fn finish(mut self) -> Inventory {
        if let Some(mut asked) = self.asked {
            asked.append(&mut self.asked_by_project);
            for package in &mut self.found.packages {
                package.direct = Some(asked.contains(&package.written_name));
            }
        }
        self.found
    }
}

/// A name, and the version or range in parentheses after it, which may be absent.
fn named(said: &str) -> Option<(&str, &str)> {
    let said = said.trim_end_matches('!');
    let Some((name, rest)) = said.split_once(" (") else {
        return (!said.contains([' ', '(', ')'])).then_some((said, ""));
    };
    Some((name, rest.strip_suffix(')')?)).filter(|(name, _)| !name.is_empty())
}

/// Bundler ends a version at the first hyphen: a gem's version has none, and what follows is the platform.
fn without_platform(version: &str) -> &str {
    version.split('-').next().unwrap_or(version)
}
