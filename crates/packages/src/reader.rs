//! The choice of a reader by a file's name.

use source::{FileId, Limits};

use crate::{Ecosystem, Inventory, lockfile, manifest};

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'t> {
    /// The file, which every span names.
    pub file: FileId,
    /// Its text, as `syntax::decode` gives it.
    pub text: &'t str,
    /// What reading it may cost.
    pub limits: &'t Limits,
}

/// A kind of file that says something about packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3.
    PackageLock,
    /// `yarn.lock`, classic and berry.
    YarnLock,
    /// `pnpm-lock.yaml`, versions 5 to 9.
    PnpmLock,
    /// `bun.lock`; the binary `bun.lockb` is not read.
    BunLock,
    /// `poetry.lock`.
    PoetryLock,
    /// `uv.lock`.
    UvLock,
    /// `pdm.lock`.
    PdmLock,
    /// `pylock.toml` and `pylock.NAME.toml`.
    PyLock,
    /// `Pipfile.lock`.
    PipfileLock,
    /// `Cargo.lock`.
    CargoLock,
    /// `Gemfile.lock`, `gems.locked` and the `NAME.gemfile.lock` of other lists.
    GemfileLock,
    /// `composer.lock`.
    ComposerLock,
    /// `gradle.lockfile`, and those of build scripts and settings beside it.
    GradleLock,
    /// `verification-metadata.xml` of Gradle.
    GradleVerification,
    /// `go.mod`.
    GoMod,
    /// `packages.lock.json` and `packages.PROJECT.lock.json` of NuGet.
    NuGetLock,
    /// `*.deps.json`, which .NET publishes with an application.
    DotNetDeps,
    /// `packages.config` of NuGet.
    PackagesConfig,
    /// `package.json`.
    PackageJson,
    /// `requirements*.txt`, and any `.txt` in a folder `requirements`.
    Requirements,
    /// `pyproject.toml`.
    PyProject,
    /// `setup.cfg`; its sister `setup.py` is a program and is not read.
    SetupCfg,
    /// `Pipfile`.
    Pipfile,
    /// `Cargo.toml`.
    CargoToml,
    /// `composer.json`.
    ComposerJson,
    /// `pom.xml` and `*.pom` of Maven.
    Pom,
    /// `libs.versions.toml` and other version catalogs of Gradle.
    GradleCatalog,
    /// Projects of MSBuild: `*.csproj`, `*.fsproj`, `*.vbproj`, `Directory.Packages.props` and `Directory.Build.*`.
    MsBuild,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 28] = [
        Self::PackageLock,
        Self::YarnLock,
        Self::PnpmLock,
        Self::BunLock,
        Self::PoetryLock,
        Self::UvLock,
        Self::PdmLock,
        Self::PyLock,
        Self::PipfileLock,
        Self::CargoLock,
        Self::GemfileLock,
        Self::ComposerLock,
        Self::GradleLock,
        Self::GradleVerification,
        Self::GoMod,
        Self::NuGetLock,
        Self::DotNetDeps,
        Self::PackagesConfig,
        Self::PackageJson,
        Self::Requirements,
        Self::PyProject,
        Self::SetupCfg,
        Self::Pipfile,
        Self::CargoToml,
        Self::ComposerJson,
        Self::Pom,
        Self::GradleCatalog,
        Self::MsBuild,
    ];

    /// The format of the file at a path, by its name.
    pub fn of_path(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let of_requirements = name.contains("requirements") || folder.rsplit('/').next() == Some("requirements");
        Some(match name {
            "package-lock.json" | "npm-shrinkwrap.json" => Self::PackageLock,
            "yarn.lock" => Self::YarnLock,
            "pnpm-lock.yaml" => Self::PnpmLock,
            "bun.lock" => Self::BunLock,
            "poetry.lock" => Self::PoetryLock,
            "uv.lock" => Self::UvLock,
            "pdm.lock" => Self::PdmLock,
            "Pipfile.lock" => Self::PipfileLock,
            "Cargo.lock" => Self::CargoLock,
            "package.json" => Self::PackageJson,
            "pyproject.toml" => Self::PyProject,
            "setup.cfg" => Self::SetupCfg,
            "Pipfile" => Self::Pipfile,
            "Cargo.toml" => Self::CargoToml,
            "Gemfile.lock" | "gems.locked" => Self::GemfileLock,
            "composer.lock" => Self::ComposerLock,
            "composer.json" => Self::ComposerJson,
            "pom.xml" => Self::Pom,
            "gradle.lockfile" | "buildscript-gradle.lockfile" | "settings-gradle.lockfile" => Self::GradleLock,
            "verification-metadata.xml" => Self::GradleVerification,
            "go.mod" => Self::GoMod,
            "packages.lock.json" => Self::NuGetLock,
            "packages.config" => Self::PackagesConfig,
            "Directory.Packages.props" | "Directory.Build.props" | "Directory.Build.targets" => Self::MsBuild,
            "pylock.toml" => Self::PyLock,
            _ if name.starts_with("pylock.") && name.ends_with(".toml") => Self::PyLock,
            _ if of_requirements && name.ends_with(".txt") => Self::Requirements,
            _ if name.ends_with(".gemfile.lock") => Self::GemfileLock,
            _ if name.ends_with(".versions.toml") => Self::GradleCatalog,
            _ if name.starts_with("packages.") && name.ends_with(".lock.json") => Self::NuGetLock,
            _ if name.ends_with(".deps.json") => Self::DotNetDeps,
            _ if name.ends_with(".pom") => Self::Pom,
            _ if [".csproj", ".fsproj", ".vbproj"].iter().any(|ending| name.ends_with(ending)) => Self::MsBuild,
            _ => return None,
        })
    }
}

impl Format {
    /// The ecosystem of its packages.
    pub const fn ecosystem(self) -> Ecosystem {
        match self {
            Self::PackageLock | Self::YarnLock | Self::PnpmLock | Self::BunLock | Self::PackageJson => Ecosystem::Npm,
            Self::PoetryLock
            | Self::UvLock
            | Self::PdmLock
            | Self::PyLock
            | Self::PipfileLock
            | Self::Requirements
            | Self::PyProject
            | Self::SetupCfg
            | Self::Pipfile => Ecosystem::PyPi,
            Self::CargoLock | Self::CargoToml => Ecosystem::CratesIo,
            Self::GemfileLock => Ecosystem::RubyGems,
            Self::ComposerLock | Self::ComposerJson => Ecosystem::Packagist,
            Self::GradleLock | Self::GradleVerification | Self::GradleCatalog | Self::Pom => Ecosystem::Maven,
            Self::GoMod => Ecosystem::Go,
            Self::NuGetLock | Self::DotNetDeps | Self::PackagesConfig | Self::MsBuild => Ecosystem::NuGet,
        }
    }

    /// Whether such a file says for each package which version is taken, so that the ranges of manifests beside it do not matter.
    pub const fn is_lockfile(self) -> bool {
        !matches!(
            self,
            Self::PackageJson
                | Self::Requirements
                | Self::PyProject
                | Self::SetupCfg
                | Self::Pipfile
                | Self::CargoToml
                | Self::ComposerJson
                | Self::Pom
                | Self::GradleCatalog
                | Self::MsBuild
        )
    }
}

/// What a file of a known format says about packages.
pub fn read(format: Format, input: Input<'_>) -> Inventory {
    match format {
        Format::PackageLock => lockfile::package_lock::read(input),
        Format::YarnLock => lockfile::yarn::read(input),
        Format::PnpmLock => lockfile::pnpm::read(input),
        Format::BunLock => lockfile::bun::read(input),
        Format::PoetryLock => lockfile::python::read(input),
        Format::UvLock => lockfile::uv::read(input),
        Format::PdmLock => lockfile::python::read(input),
        Format::PyLock => lockfile::python::read_pylock(input),
        Format::PipfileLock => lockfile::pipenv::read(input),
        Format::CargoLock => lockfile::cargo::read(input),
        Format::GemfileLock => lockfile::bundler::read(input),
        Format::ComposerLock => lockfile::composer::read(input),
        Format::GradleLock => lockfile::gradle::read(input),
        Format::GradleVerification => lockfile::gradle::read_verification(input),
        Format::GoMod => lockfile::go_mod::read(input),
        Format::NuGetLock => lockfile::nuget::read(input),
        Format::DotNetDeps => lockfile::nuget::read_deps(input),
        Format::PackagesConfig => lockfile::nuget::read_config(input),
        Format::PackageJson => manifest::package_json::read(input),
        Format::Requirements => manifest::requirements::read(input),
        Format::PyProject => manifest::pyproject::read(input),
        Format::SetupCfg => manifest::setup_cfg::read(input),
        Format::Pipfile => manifest::pipfile::read(input),
        Format::CargoToml => manifest::cargo::read(input),
        Format::ComposerJson => manifest::composer::read(input),
        Format::Pom => manifest::pom::read(input),
        Format::GradleCatalog => manifest::gradle_catalog::read(input),
        Format::MsBuild => manifest::msbuild::read(input),
    }
}
