//! The files that say something of packages, and what each says.

use std::collections::BTreeSet;

use deps::Listing;
use finding::{Notice, NoticeKind};
use packages::{Coverage, Format, Input, Inventory, is_archive, read, read_archive};
use source::{FileId, Files, Limits, ReadError, Span};

/// What a file is, by its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    List(Format),
    Archive,
    Bom,
}

impl Kind {
    pub(super) fn of_path(path: &str) -> Option<Self> {
        if is_archive(path) {
            Some(Self::Archive)
        } else if sbom::is_named_as_bom(path) {
            Some(Self::Bom)
        } else {
            Format::of_path(path).map(Self::List)
        }
    }

    /// What a file of this kind says, and how much of an archive is known.
    pub(super) fn read(self, files: &dyn Files, file: FileId, limits: &Limits) -> (Listing, Vec<Coverage>) {
        let listing =
            |inventory, places| Listing { file, inventory, places, functions: Vec::new(), answered: BTreeSet::new() };
        let bytes = match files.read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let is_too_large = matches!(error, ReadError::TooLarge { .. });
                let kind = if is_too_large { NoticeKind::Limit } else { NoticeKind::Unreadable };
                let notices = vec![Notice::file(file, kind, error.to_string())];
                return (listing(Inventory { notices, ..Inventory::default() }, Vec::new()), Vec::new());
            }
        };
        match self {
            Self::List(format) => {
                let (text, said) = syntax::decode(file, bytes);
                let mut inventory = read(format, Input { file, text: &text, limits });
                inventory.notices.extend(said);
                if format == Format::Requirements && is_for_development(files.path(file)) {
                    let groups = inventory.packages.iter_mut().map(|own| &mut own.groups);
                    let groups = groups.chain(inventory.requirements.iter_mut().map(|own| &mut own.groups));
                    groups.for_each(|groups| groups.push("dev".to_owned()));
                }
                (listing(inventory, Vec::new()), Vec::new())
            }
            Self::Bom => {
                let (text, said) = syntax::decode(file, bytes);
                let mut inventory = sbom::read(file, &text, limits).into_inventory();
                inventory.notices.extend(said);
                (listing(inventory, Vec::new()), Vec::new())
            }
            Self::Archive => {
                let shipment = read_archive(file, files.path(file), &bytes, limits);
                let places = shipment.packages.iter().map(|own| shipment.place(&own.inside)).collect();
                let packages = shipment.packages.into_iter().map(|own| own.package);
                // The place of a package is a path inside of the archive, whose own text is nothing to show.
                let packages = packages.map(|own| packages::Package { span: Span::new(file, 0, 0), ..own }).collect();
                let inventory = Inventory { packages, requirements: Vec::new(), notices: shipment.notices };
                (listing(inventory, places), shipment.coverage)
            }
        }
    }
}

/// Whether a list of requirements is not for running, by its name: `requirements-dev.txt`, `requirements/test.txt`.
fn is_for_development(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut words = name.split(['-', '_', '.']);
    words.any(|word| matches!(word, "dev" | "develop" | "development" | "test" | "tests" | "testing" | "lint" | "docs"))
}
