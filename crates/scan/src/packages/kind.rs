//! The files that say something of packages, and what each says.

use deps::{Form, Listing};
use finding::{Notice, NoticeKind};
use packages::{
    Coverage, Format, Input, Inventory, Shipment, is_archive, is_layout, may_be_binary, read_archive, read_binary,
    read_folder, read_layout,
};
use source::{FileId, Files, Limits, ReadError, Span};

use super::joined;

/// What a file is, by its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    List(Format),
    Archive,
    Bom,
    /// The mark of a folder that is an image.
    Layout,
    /// What may be a program.
    Binary,
}

impl Kind {
    pub(super) fn of_path(path: &str) -> Option<Self> {
        match Format::of_path(path) {
            _ if is_archive(path) => Some(Self::Archive),
            _ if is_layout(path) => Some(Self::Layout),
            _ if sbom::is_named_as_bom(path) => Some(Self::Bom),
            Some(format) => Some(Self::List(format)),
            None => may_be_binary(path).then_some(Self::Binary),
        }
    }

    /// What a file of this kind says, and how much of an archive is known; `None` for what is no program after all.
    pub(super) fn read(self, files: &dyn Files, file: FileId, limits: &Limits) -> Option<Read> {
        let form = if matches!(self, Self::Archive | Self::Layout) { Form::Archive } else { Form::List };
        let bytes = match files.read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let kind = match (self, &error) {
                    // Whether it is a program nobody knows; most files of such a size and name are none.
                    (Self::Binary, ReadError::TooLarge { .. }) => NoticeKind::Skipped,
                    (_, ReadError::TooLarge { .. }) => NoticeKind::Limit,
                    _ => NoticeKind::Unreadable,
                };
                let notices = vec![Notice::file(file, kind, error.to_string())];
                let inventory = Inventory { notices, ..Inventory::default() };
                return Some((Listing::new(file, form, inventory, Vec::new()), Vec::new()));
            }
        };
        Some(match self {
            Self::Binary => (Listing::new(file, form, read_binary(file, &bytes, limits)?, Vec::new()), Vec::new()),
            Self::List(format) => {
                let (text, said) = syntax::decode(file, bytes);
                let mut inventory = joined::read(format, files, Input { file, text: &text, limits });
                inventory.notices.extend(said);
                if format == Format::Requirements && is_for_development(files.path(file)) {
                    let groups = inventory.packages.iter_mut().map(|own| &mut own.groups);
                    let groups = groups.chain(inventory.requirements.iter_mut().map(|own| &mut own.groups));
                    groups.for_each(|groups| groups.push("dev".to_owned()));
                }
                (Listing::new(file, form, inventory, Vec::new()), Vec::new())
            }
            Self::Bom => {
                let (text, said) = syntax::decode(file, bytes);
                let mut inventory = sbom::read(file, &text, limits).into_inventory();
                inventory.notices.extend(said);
                (Listing::new(file, form, inventory, Vec::new()), Vec::new())
            }
            Self::Archive => archived(file, read_archive(file, files.path(file), &bytes, limits)),
            Self::Layout => archived(file, read_layout(files, file, limits)),
        })
    }
}

/// A listing, and how much of its archives is known.
type Read = (Listing, Vec<Coverage>);

/// What an archive or an image says.
fn archived(file: FileId, mut shipment: Shipment) -> Read {
    // The place of a package is a path inside of the archive, whose own text is nothing to show.
    shipment.packages.iter_mut().for_each(|own| own.package.span = Span::new(file, 0, 0));
    shipped(file, Form::Archive, shipment)
}

/// What the files that tell of it say is installed in a folder.
pub(crate) fn read_site(files: &dyn Files, folder: &str, own: &[FileId], limits: &Limits) -> Option<Read> {
    let shipment = read_folder(files, folder, own, limits);
    Some(shipped(*own.first()?, Form::Folder(folder.to_owned()), shipment))
}

fn shipped(file: FileId, form: Form, shipment: Shipment) -> Read {
    let places = shipment.packages.iter().map(|own| shipment.place(&own.inside)).collect();
    let packages = shipment.packages.into_iter().map(|own| own.package).collect();
    let inventory = Inventory { packages, notices: shipment.notices, ..Inventory::default() };
    (Listing::new(file, form, inventory, places), shipment.coverage)
}

/// Whether a list of requirements is not for running, by its name: `requirements-dev.txt`, `requirements/test.txt`.
fn is_for_development(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut words = name.split(['-', '_', '.']);
    words.any(|word| matches!(word, "dev" | "develop" | "development" | "test" | "tests" | "testing" | "lint" | "docs"))
}
