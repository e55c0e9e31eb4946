//! The packages of a distribution among the files of an archive or folder.

use super::coverage::Owned;
use super::search::{At, Search};
use crate::system::{self, Record, Release};

impl Search<'_> {
    /// What a distribution's package manager installed.
    pub(super) fn system(&mut self, at: At<'_, '_>, records: &[(usize, Record)], owned: &mut Owned) {
        let of = |wanted: Record| records.iter().filter(move |(_, record)| *record == wanted);
        let release = of(Record::Release).find_map(|(index, _)| self.text(at, *index)).unwrap_or_default();
        let release = Release::read(&release);
        for (index, record) in records {
            let bytes = match record {
                Record::Release => continue,
                Record::DpkgFiles => {
                    let listing = self.text(at, *index).unwrap_or_default();
                    system::files(&listing).for_each(|path| own_file(owned, path));
                    continue;
                }
                Record::Dpkg | Record::DpkgPart | Record::Apk => self.text(at, *index).map(String::into_bytes),
                Record::Rpm => {
                    let room = self.room();
                    self.read(at.contents, *index, room, &at.inside(*index)).map(|bytes| bytes.as_slice().to_vec())
                }
            };
            let Some(bytes) = bytes else { continue };
            let found = system::read(*record, at.contents.file(*index), &bytes, &release, self.limits.nodes);
            found.faults.into_iter().for_each(|fault| self.note(&at.inside(*index), fault));
            for one in found.installed {
                if !self.keep(at, *index, 1) {
                    break;
                }
                one.files.iter().for_each(|path| own_file(owned, path));
                self.found(at, *index, one.package);
            }
        }
    }
}

/// Takes in a file of a distribution's package. Lists name those of `/lib` as it was before it became a link to `/usr/lib`.
fn own_file(owned: &mut Owned, path: &str) {
    if ["bin/", "sbin/", "lib"].iter().any(|folder| path.starts_with(folder)) {
        owned.add_file(format!("usr/{path}"));
    }
    owned.add_file(path);
}
