//! What a distribution's package manager installed, by the database that it keeps: dpkg, apk and rpm.

mod apk;
mod database;
mod dpkg;
mod release;
mod rpm;

use source::FileId;

use crate::archive::Fault;
use crate::{Ecosystem, Package, System};

pub(crate) use release::Release;

/// What a file of a file system is to its package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    /// The distribution's name and version.
    Release,
    /// The packages of dpkg.
    Dpkg,
    /// One package of dpkg, as images without a package manager have them; what is there is installed.
    DpkgPart,
    /// The files of one package of dpkg.
    DpkgFiles,
    /// The packages of apk.
    Apk,
    /// The packages of rpm.
    Rpm,
}

/// The folders in which rpm keeps its database: the old one, and that of systems whose `/var` is empty at first.
const RPM_FOLDERS: [&str; 3] = ["var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/"];

impl Record {
    /// What the file at a path, seen from the root of a file system, is; `None` for most files.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let is_listing = path.ends_with(".list") || path.ends_with(".md5sums");
        match path {
            "etc/os-release" | "usr/lib/os-release" => Some(Self::Release),
            "var/lib/dpkg/status" => Some(Self::Dpkg),
            "lib/apk/db/installed" | "usr/lib/apk/db/installed" => Some(Self::Apk),
            _ if path.starts_with("var/lib/dpkg/status.d/") => {
                Some(if is_listing { Self::DpkgFiles } else { Self::DpkgPart })
            }
            _ if path.starts_with("var/lib/dpkg/info/") => path.ends_with(".list").then_some(Self::DpkgFiles),
            _ => {
                let name = RPM_FOLDERS.iter().find_map(|folder| path.strip_prefix(folder))?;
                matches!(name, "rpmdb.sqlite" | "Packages.db" | "Packages").then_some(Self::Rpm)
            }
        }
    }
}

/// A package that is installed, and the files that belong to it, seen from the root of the file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Installed {
    /// The package.
    pub package: Package,
    /// Its files.
    pub files: Vec<String>,
}

/// The packages of a database, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The packages.
    pub installed: Vec<Installed>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// What a database says of the packages of a release. At most `most` packages and files together are kept.
pub(crate) fn read(record: Record, file: FileId, bytes: &[u8], release: &Release, most: usize) -> Found {
    let text = || String::from_utf8_lossy(bytes).into_owned();
    let mut found = match record {
        Record::Release | Record::DpkgFiles => Found::default(),
        Record::Dpkg => dpkg::read(file, &text(), release, "not-installed"),
        Record::DpkgPart => dpkg::read(file, &text(), release, "installed"),
        Record::Apk => apk::read(file, &text(), release),
        Record::Rpm => rpm::read(file, bytes, release, most),
    };
    let mut left = most;
    let mut is_full = false;
    found.installed.retain(|one| {
        let weight = 1 + one.files.len() + one.package.dependencies.len();
        is_full |= left < weight;
        left = left.saturating_sub(weight);
        !is_full
    });
    if is_full {
        found
            .faults
            .push(Fault::new(finding::NoticeKind::Limit, "packages are left out: the limit of nodes is reached"));
    }
    found
}

/// The files that a listing of dpkg names.
pub(crate) fn files(listing: &str) -> impl Iterator<Item = &str> {
    dpkg::files(listing)
}

/// A package of a distribution.
fn package(ecosystem: Ecosystem, name: &str, version: &str, system: System, span: source::Span) -> Package {
    Package { system: Some(Box::new(system)), ..Package::new(ecosystem, name, Some(version.to_owned()), span) }
}
