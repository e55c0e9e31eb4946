//! The choice of a reader by a file's name.

use source::{FileId, Limits};

use crate::{Inventory, lockfile, manifest};

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
    /// `poetry.lock`.
    PoetryLock,
    /// `uv.lock`.
    UvLock,
    /// `pdm.lock`.
    PdmLock,
    /// `pylock.toml` and `pylock.NAME.toml`.
    PyLock,
    /// `Cargo.lock`.
    CargoLock,
    /// `requirements*.txt`.
    Requirements,
    /// `pom.xml` and `*.pom` of Maven.
    Pom,
    /// `gradle.lockfile`, and those of build scripts and settings beside it.
    GradleLock,
    /// `verification-metadata.xml` of Gradle.
    GradleVerification,
    /// `libs.versions.toml` and other version catalogs of Gradle.
    GradleCatalog,
    /// `go.mod`.
    GoMod,
    /// `packages.lock.json` and `packages.PROJECT.lock.json` of NuGet.
    NuGetLock,
    /// `*.deps.json`, which .NET publishes with an application.
    DotNetDeps,
    /// `packages.config` of NuGet.
    PackagesConfig,
    /// Projects of MSBuild: `*.csproj`, `*.fsproj`, `*.vbproj`, `Directory.Packages.props` and `Directory.Build.*`.
    MsBuild,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 18] = [
        Self::PackageLock,
        Self::YarnLock,
        Self::PnpmLock,
        Self::PoetryLock,
        Self::UvLock,
        Self::PdmLock,
        Self::PyLock,
        Self::CargoLock,
        Self::Requirements,
        Self::Pom,
        Self::GradleLock,
        Self::GradleVerification,
        Self::GradleCatalog,
        Self::GoMod,
        Self::NuGetLock,
        Self::DotNetDeps,
        Self::PackagesConfig,
        Self::MsBuild,
    ];

    /// The format of the file at a path, by its name.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        Some(match name {
            "package-lock.json" | "npm-shrinkwrap.json" => Self::PackageLock,
            "yarn.lock" => Self::YarnLock,
            "pnpm-lock.yaml" => Self::PnpmLock,
            "poetry.lock" => Self::PoetryLock,
            "uv.lock" => Self::UvLock,
            "pdm.lock" => Self::PdmLock,
            "Cargo.lock" => Self::CargoLock,
            "pylock.toml" => Self::PyLock,
            "pom.xml" => Self::Pom,
            "gradle.lockfile" | "buildscript-gradle.lockfile" | "settings-gradle.lockfile" => Self::GradleLock,
            "verification-metadata.xml" => Self::GradleVerification,
            "go.mod" => Self::GoMod,
            "packages.lock.json" => Self::NuGetLock,
            "packages.config" => Self::PackagesConfig,
            "Directory.Packages.props" | "Directory.Build.props" | "Directory.Build.targets" => Self::MsBuild,
            _ if name.starts_with("pylock.") && name.ends_with(".toml") => Self::PyLock,
            _ if name.contains("requirements") && name.ends_with(".txt") => Self::Requirements,
            _ if name.ends_with(".versions.toml") => Self::GradleCatalog,
            _ if name.starts_with("packages.") && name.ends_with(".lock.json") => Self::NuGetLock,
            _ if name.ends_with(".deps.json") => Self::DotNetDeps,
            _ if name.ends_with(".pom") => Self::Pom,
            _ if [".csproj", ".fsproj", ".vbproj"].iter().any(|ending| name.ends_with(ending)) => Self::MsBuild,
            _ => return None,
        })
    }
}

/// What a file of a known format says about packages.
pub fn read(format: Format, input: Input<'_>) -> Inventory {
    match format {
        Format::PackageLock => lockfile::package_lock::read(input),
        Format::YarnLock => lockfile::yarn::read(input),
        Format::PnpmLock => lockfile::pnpm::read(input),
        Format::PoetryLock => lockfile::python::read(input),
        Format::UvLock => lockfile::python::read(input),
        Format::PdmLock => lockfile::python::read(input),
        Format::PyLock => lockfile::python::read_pylock(input),
        Format::CargoLock => lockfile::cargo::read(input),
        Format::Requirements => manifest::requirements::read(input),
        Format::Pom => manifest::pom::read(input),
        Format::GradleLock => lockfile::gradle::read(input),
        Format::GradleVerification => lockfile::gradle::read_verification(input),
        Format::GradleCatalog => manifest::gradle_catalog::read(input),
        Format::GoMod => lockfile::go_mod::read(input),
        Format::NuGetLock => lockfile::nuget::read(input),
        Format::DotNetDeps => lockfile::nuget::read_deps(input),
        Format::PackagesConfig => lockfile::nuget::read_config(input),
        Format::MsBuild => manifest::msbuild::read(input),
    }
}
