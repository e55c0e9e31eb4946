//! What is really there: the packages that lie in an archive or a folder, whatever manifests and lockfiles say.
//!
//! An archive and an unpacked folder are read by the same code. A package is found by the file that its installer or
//! builder leaves in it, or by the name of the folder that it made; no name is guessed. Archives inside of archives are opened one at a time.

mod contents;
mod coverage;
mod distribution;
mod dotnet;
mod examine;
mod image;
mod java;
mod layers;
mod matter;
mod node;
mod programs;
mod python;
mod ruby;
mod search;

use finding::Notice;
use source::{FileId, Files, Limits, parent_path};

use crate::archive::Bytes;
use crate::binary::is_bootstrap;
use crate::image::is_blob;
use crate::tarball::is_tar;
use crate::{Format, Inventory, Package};

use matter::Matter;

pub(crate) use matter::first_package as installed_package;

pub use layers::{Merged, Placed, Shadowed, Source, merged};

/// All that an archive or a folder ships.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shipment {
    /// What stands before the paths of [`Shipped::inside`] to make a whole path: `build/app.zip!/`, `build/`.
    pub prefix: String,
    /// The packages that are there, by their places; a package that is there twice is twice in this list.
    pub packages: Vec<Shipped>,
    /// What lockfiles and manifests among the files say, which need not be there.
    pub listed: Vec<Listed>,
    /// How much of each archive is known, by their places.
    pub coverage: Vec<Coverage>,
    /// What could not be read, and what is odd.
    pub notices: Vec<Notice>,
}

/// A package that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// The package. Its span names the archive, or the file in a folder; the offsets are those of the file at `inside`.
    pub package: Package,
    /// The file that says so, seen from the archive or the folder: `lib/a.jar!/META-INF/maven/g/a/pom.properties`.
    pub inside: String,
}

/// A lockfile or a manifest among the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it lies, as in [`Shipped::inside`].
    pub inside: String,
    /// Its format.
    pub format: Format,
    /// What it says; its notices are those of the shipment.
    pub inventory: Inventory,
}

/// How much of an archive is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coverage {
    /// Where the archive lies, as in [`Shipped::inside`]; empty for the outermost.
    pub inside: String,
    /// Files it has, archives among them.
    pub entries: usize,
    /// Bytes of files that belong to packages that were found, by the sizes that the archive says.
    pub identified_bytes: u64,
    /// Bytes of all other files; archives that were opened have a row of their own.
    pub unknown_bytes: u64,
}

impl Shipment {
    /// The whole path of a place, as people read it: `build/app.zip!/node_modules/a/package.json`.
    pub fn place(&self, inside: &str) -> String {
        format!("{}{inside}", self.prefix)
    }
}

/// The endings of archives as which functions and layers are deployed.
const ARCHIVES: [&str; 5] = [".zip", ".jar", ".war", ".ear", ".whl"];

/// Whether the file at a path is an archive, by its name.
pub fn is_archive(path: &str) -> bool {
    ARCHIVES.iter().any(|ending| path.ends_with(ending)) || is_tar(path)
}

/// Whether a file may be as large as an archive, by its path: an archive, a part of an image, what a platform starts.
pub fn may_be_large(path: &str) -> bool {
    is_archive(path) || is_blob(path) || is_bootstrap(path)
}

/// What an image ships, of whose layout of OCI the file `oci-layout` was found.
pub fn read_layout(files: &dyn Files, mark: FileId, limits: &Limits) -> Shipment {
    let folder = parent_path(files.path(mark));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    search::layout(mark, files, prefix, limits)
}

/// What an archive ships: a deployment package, a layer, a jar or a wheel, a tar of any files, an image.
pub fn read_archive(file: FileId, path: &str, bytes: &[u8], limits: &Limits) -> Shipment {
    search::archive(file, format!("{path}!/"), Bytes::Given(bytes), limits)
}

/// What an unpacked folder ships, by the files of it that are given, with the archives among them; the empty folder is the
/// scanned one.
pub fn read_folder(files: &dyn Files, folder: &str, own: &[FileId], limits: &Limits) -> Shipment {
    let folder = folder.trim_end_matches('/');
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    search::folder(files, prefix, own, limits)
}

/// The folder in which a package is installed, if the file at a path tells of it: the one that holds the outermost
/// `node_modules`, the `.dist-info` folder, the `.deps.json` or the `specifications` of gems. Empty for the scanned folder.
pub fn installed_in(path: &str) -> Option<&str> {
    let folder = match Matter::of_path(path)? {
        Matter::NodePackage(_) => path.get(..modules_at(path)?)?,
        Matter::Distribution(folder, _) => parent_path(folder),
        Matter::DotNet => parent_path(path),
        Matter::Gem => parent_path(parent_path(path)),
        Matter::PomProperties
        | Matter::JarManifest
        | Matter::List(_)
        | Matter::Archive
        | Matter::Record(_)
        | Matter::Program
        | Matter::Library => return None,
    };
    Some(folder.trim_end_matches('/'))
}

/// Whether a file lies in `node_modules`, so that what it lists is a matter of the package that it belongs to.
pub fn is_in_modules(path: &str) -> bool {
    modules_at(path).is_some()
}

/// Where the outermost `node_modules/` of a path begins.
fn modules_at(path: &str) -> Option<usize> {
    let is_part = |at: &usize| *at == 0 || path.as_bytes().get(at - 1) == Some(&b'/');
    path.match_indices("node_modules/").map(|(at, _)| at).find(is_part)
}
