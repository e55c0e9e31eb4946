//! The schemes, and the names others have for them.

/// How an ecosystem writes and orders its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// node-semver.
    Npm,
    /// PEP 440; what it refuses is ordered as setuptools did before it.
    Pypi,
    /// Maven's version order specification.
    Maven,
    /// Semantic versions with a `v`.
    Golang,
    /// Semantic versions.
    Cargo,
    /// Semantic versions of up to four numbers, without case.
    Nuget,
    /// `Gem::Version`.
    Gem,
    /// PHP's `version_compare`.
    Composer,
    /// Debian policy: epoch, upstream version, revision.
    Deb,
    /// Alpine's apk-tools.
    Apk,
    /// rpm: epoch, version, release.
    Rpm,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Self; 11] = [
        Self::Npm,
        Self::Pypi,
        Self::Maven,
        Self::Golang,
        Self::Cargo,
        Self::Nuget,
        Self::Gem,
        Self::Composer,
        Self::Deb,
        Self::Apk,
        Self::Rpm,
    ];

    /// The scheme of an OSV ecosystem (a suffix such as `:12` is passed over), a package URL type or a vers scheme.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.split(':').next().unwrap_or(name);
        Some(match name {
            "npm" => Self::Npm,
            "PyPI" | "pypi" => Self::Pypi,
            "Maven" | "maven" => Self::Maven,
            "Go" | "golang" | "go" => Self::Golang,
            "crates.io" | "cargo" => Self::Cargo,
            "NuGet" | "nuget" => Self::Nuget,
            "RubyGems" | "gem" => Self::Gem,
            "Packagist" | "composer" => Self::Composer,
            "Debian" | "Ubuntu" | "deb" => Self::Deb,
            "Alpine" | "Wolfi" | "Chainguard" | "apk" | "alpine" => Self::Apk,
            "Red Hat" | "Rocky Linux" | "AlmaLinux" | "openSUSE" | "SUSE" | "rpm" => Self::Rpm,
            _ => return None,
        })
    }

    /// The name in a `vers:` URI.
    pub fn name(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pypi => "pypi",
            Self::Maven => "maven",
            Self::Golang => "golang",
            Self::Cargo => "cargo",
            Self::Nuget => "nuget",
            Self::Gem => "gem",
            Self::Composer => "composer",
            Self::Deb => "deb",
            Self::Apk => "apk",
            Self::Rpm => "rpm",
        }
    }
}
