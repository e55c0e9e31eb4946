//! The programs among the files of an archive or folder.

use finding::NoticeKind;

use super::coverage::Owned;
use super::search::{At, Search};
use crate::archive::Fault;
use crate::{Inventory, binary};

impl Search<'_> {
    /// What programs were built from; of each whether it is one, and no library. The libraries of packages that are known are
    /// left out: to read them all takes long.
    pub(super) fn programs(&mut self, at: At<'_, '_>, programs: &[(usize, bool)], owned: &mut Owned) {
        for (index, is_program) in programs {
            let path = at.contents.path(*index);
            if let Some(said) = at.contents.built(*index) {
                match said.as_ref() {
                    Ok(inventory) => self.built_from(at, *index, inventory.clone(), owned),
                    Err(fault) => self.note(&at.inside(*index), fault.clone()),
                }
                continue;
            }
            if !at.contents.may_be_program(*index) || (!*is_program && owned.has(path)) {
                continue;
            }
            let room = self.room();
            let Some(bytes) = self.read(at.contents, *index, room, &at.inside(*index)) else { continue };
            if !binary::is_program(bytes.as_slice()) {
                continue;
            }
            match binary::said(at.contents.file(*index), bytes.as_slice(), self.limits) {
                Ok(inventory) => self.built_from(at, *index, inventory, owned),
                Err(fault) => self.note(&at.inside(*index), fault),
            }
        }
    }

    fn built_from(&mut self, at: At<'_, '_>, index: usize, inventory: Inventory, owned: &mut Owned) {
        let path = at.contents.path(index);
        self.take(at, index, inventory.notices);
        if !inventory.packages.is_empty() {
            owned.add_file(path);
        } else if binary::is_bootstrap(path) {
            // What the platform starts; of other programs the coverage tells that they are not known.
            self.note(&at.inside(index), Fault::new(NoticeKind::Unresolved, binary::SILENT));
        }
        for package in inventory.packages {
            if !self.keep(at, index, 1) {
                break;
            }
            self.found(at, index, package);
        }
    }
}
