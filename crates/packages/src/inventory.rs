//! What one file says about packages.

use finding::{Notice, NoticeKind};
use source::{FileId, Span};
use versions::Scheme;

/// Where packages of one kind come from, by the names of the OSV schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecosystem {
    /// npm.
    Npm,
    /// The Python Package Index.
    PyPi,
    /// Maven repositories; a name is `group:artifact`.
    Maven,
    /// Go modules.
    Go,
    /// RubyGems.
    RubyGems,
    /// Packagist, of PHP.
    Packagist,
    /// NuGet, of .NET.
    NuGet,
    /// crates.io, of Rust.
    CratesIo,
    /// Distributions with packages of dpkg: Debian, Ubuntu.
    Deb,
    /// Distributions with packages of apk: Alpine, Wolfi.
    Apk,
    /// Distributions with packages of rpm: Amazon Linux, Red Hat, SUSE.
    Rpm,
}

impl Ecosystem {
    /// Every ecosystem.
    pub const ALL: [Self; 11] = [
        Self::Npm,
        Self::PyPi,
        Self::Maven,
        Self::Go,
        Self::RubyGems,
        Self::Packagist,
        Self::NuGet,
        Self::CratesIo,
        Self::Deb,
        Self::Apk,
        Self::Rpm,
    ];

    /// Those of languages, of which there are advisories.
    pub const OF_LANGUAGES: [Self; 8] =
        [Self::Npm, Self::PyPi, Self::Maven, Self::Go, Self::RubyGems, Self::Packagist, Self::NuGet, Self::CratesIo];

    /// The ecosystem of a name in the OSV schema; what follows a colon, such as a repository, does not matter.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.split(':').next().unwrap_or(name);
        Self::ALL.into_iter().find(|ecosystem| ecosystem.name() == name)
    }

    /// How its versions are ordered.
    pub const fn scheme(self) -> Scheme {
        match self {
            Self::Npm => Scheme::Npm,
            Self::PyPi => Scheme::Pypi,
            Self::Maven => Scheme::Maven,
            Self::Go => Scheme::Golang,
            Self::RubyGems => Scheme::Gem,
            Self::Packagist => Scheme::Composer,
            Self::NuGet => Scheme::Nuget,
            Self::CratesIo => Scheme::Cargo,
            Self::Deb => Scheme::Deb,
            Self::Apk => Scheme::Apk,
            Self::Rpm => Scheme::Rpm,
        }
    }

    /// The name in the OSV schema; there each distribution has a name of its own, which [`System`] says, and here the kind of
    /// their packages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::PyPi => "PyPI",
            Self::Maven => "Maven",
            Self::Go => "Go",
            Self::RubyGems => "RubyGems",
            Self::Packagist => "Packagist",
            Self::NuGet => "NuGet",
            Self::CratesIo => "crates.io",
            Self::Deb => "deb",
            Self::Apk => "apk",
            Self::Rpm => "rpm",
        }
    }

    /// The type of its package URLs.
    pub const fn purl_kind(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::PyPi => "pypi",
            Self::Maven => "maven",
            Self::Go => "golang",
            Self::RubyGems => "gem",
            Self::Packagist => "composer",
            Self::NuGet => "nuget",
            Self::CratesIo => "cargo",
            Self::Deb => "deb",
            Self::Apk => "apk",
            Self::Rpm => "rpm",
        }
    }

    /// A name as the ecosystem compares it: PEP 503 for Python, lower case where case means nothing.
    pub fn normalise(self, name: &str) -> String {
        match self {
            Self::PyPi => {
                let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join("-").to_lowercase()
            }
            Self::NuGet | Self::Packagist | Self::Deb | Self::Apk => name.to_lowercase(),
            Self::Npm | Self::Maven | Self::Go | Self::RubyGems | Self::CratesIo | Self::Rpm => name.to_owned(),
        }
    }
}

/// What a distribution says of a package besides its name and version; an empty text is an absent part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct System {
    /// The distribution, as `ID` of its `os-release`: `debian`, `alpine`, `amzn`.
    pub distribution: String,
    /// The distribution's version, as `VERSION_ID`: `12`, `3.19.1`, `2023`.
    pub release: String,
    /// The architecture in the distribution's own word: `amd64`, `x86_64`.
    pub architecture: String,
    /// The package that it was built from, where that has another name. Advisories are about these.
    pub source: String,
}

/// Where the content of a package is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// The ecosystem's registry, or one that stands in for it.
    #[default]
    Registry,
    /// A git repository.
    Git {
        /// The repository as written.
        url: String,
        /// The commit, when the file says it.
        commit: Option<String>,
    },
    /// A folder or file of the project.
    Path(String),
    /// An archive at a URL.
    Url(String),
}

/// A package at a version, as a lockfile fixes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// The name as the ecosystem compares it.
    pub name: String,
    /// The name as written.
    pub written_name: String,
    /// The version as written; `None` where the file says none, as for a local folder.
    pub version: Option<String>,
    /// Where its content is taken from.
    pub origin: Origin,
    /// Checksums as written, each with its algorithm where the file says it.
    pub integrity: Vec<String>,
    /// What it is needed for besides running: `dev`, `optional`, `peer`, `test`, or a group of the project; sorted.
    pub groups: Vec<String>,
    /// Whether the project itself asks for it; `None` where the file does not say.
    pub direct: Option<bool>,
    /// What it needs.
    pub dependencies: Vec<Dependency>,
    /// Its licence: an expression of SPDX where that is sure, or else the words of its author; `None` where the file says none.
    pub licence: Option<String>,
    /// What its distribution says of it; `None` for what is of none.
    pub system: Option<Box<System>>,
    /// The place in the file that names it.
    pub span: Span,
}

/// A package that another one needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The name as written.
    pub name: String,
    /// A version or a range as written; empty where there is none.
    pub range: String,
}

/// A package that a manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// The name as the ecosystem compares it.
    pub name: String,
    /// The name as written.
    pub written_name: String,
    /// The range of versions as written; empty for any.
    pub range: String,
    /// Where its content is taken from.
    pub origin: Origin,
    /// Checksums as written.
    pub integrity: Vec<String>,
    /// What it is needed for besides running, as in [`Package::groups`].
    pub groups: Vec<String>,
    /// Under which condition it is needed, such as an environment marker of Python; empty for always.
    pub condition: String,
    /// The place in the file that names it.
    pub span: Span,
}

/// All that one file, with those it includes, says about packages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    /// What is locked, in the order of the file.
    pub packages: Vec<Package>,
    /// What is asked for, in the order of the file.
    pub requirements: Vec<Requirement>,
    /// The requirements whose version stands in a file that was not given, in the order of the file.
    pub unversioned: Vec<Unversioned>,
    /// What else could not be read.
    pub notices: Vec<Notice>,
}

/// A requirement whose version stands in another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unversioned {
    /// The package's name as written.
    pub name: String,
    /// The property that its version needs, if it is that which the other file has.
    pub property: Option<String>,
    /// The other file, in words: ``the imported `g:a:1` ``.
    pub from: String,
    /// The place that asks for the package.
    pub span: Span,
}

impl Unversioned {
    /// It alone as a notice.
    pub fn notice(&self) -> Notice {
        let Self { name, property, from, span } = self;
        let message = match property {
            None => format!("the version of `{name}` comes from {from}"),
            Some(property) => format!("the version of `{name}` needs `{property}`: it comes from {from}"),
        };
        Notice::at(*span, NoticeKind::Unresolved, message)
    }
}

impl Package {
    /// A package of a registry of which no more is known.
    pub fn new(ecosystem: Ecosystem, name: &str, version: Option<String>, span: Span) -> Self {
        Self {
            ecosystem,
            name: ecosystem.normalise(name),
            written_name: name.to_owned(),
            version: version.filter(|version| !version.is_empty()),
            origin: Origin::Registry,
            integrity: Vec::new(),
            groups: Vec::new(),
            direct: None,
            dependencies: Vec::new(),
            licence: None,
            system: None,
            span,
        }
    }
}

impl Requirement {
    /// A requirement of a registry's package of which no more is known.
    pub fn new(ecosystem: Ecosystem, name: &str, range: &str, span: Span) -> Self {
        Self {
            ecosystem,
            name: ecosystem.normalise(name),
            written_name: name.to_owned(),
            range: range.trim().to_owned(),
            origin: Origin::Registry,
            integrity: Vec::new(),
            groups: Vec::new(),
            condition: String::new(),
            span,
        }
    }
}

impl Inventory {
    /// Notes that a part of the file is not understood.
    pub(crate) fn malformed(&mut self, span: Span, message: impl Into<String>) {
        self.notices.push(Notice::at(span, NoticeKind::Malformed, message));
    }

    /// Notes that the version of what is asked for stands in another file.
    pub(crate) fn unversioned(&mut self, span: Span, name: &str, from: impl Into<String>) {
        self.unversioned.push(Unversioned { name: name.to_owned(), property: None, from: from.into(), span });
    }

    /// Notes that the files read do not tell a value.
    pub(crate) fn unresolved(&mut self, span: Span, message: impl Into<String>) {
        self.notices.push(Notice::at(span, NoticeKind::Unresolved, message));
    }

    /// Notes that nothing of a file tells what it holds.
    pub(crate) fn unresolved_file(&mut self, file: FileId, message: impl Into<String>) {
        self.notices.push(Notice::file(file, NoticeKind::Unresolved, message));
    }

    /// Notes that the file as a whole is not understood.
    pub(crate) fn malformed_file(&mut self, file: FileId, message: impl Into<String>) {
        self.notices.push(Notice::file(file, NoticeKind::Malformed, message));
    }
}
