//! Tars and images: what is kept of them while they pass, and the levels that they become.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use finding::NoticeKind;
use source::{FileId, Files, join_path, parent_path};

use super::contents::{Contents, PROGRAM_BYTES};
use super::examine::NPM;
use super::matter::Matter;
use super::search::{Level, Search};
use crate::archive::Fault;
use crate::binary::is_program;
use crate::image::{self, Image, Images, Root};
use crate::system::Record;
use crate::tarball::{self, Kept, Kind, Member, Request, Tarball, Want};

/// Links to links to a layer that are followed.
const LINKS: usize = 8;

impl Search<'_> {
    /// Opens a tar: the images that it has, or itself.
    pub(super) fn open_tar<'a>(&mut self, file: FileId, bytes: &[u8], inside: String) -> Vec<Level<'a>> {
        let tar = self.tar(file, bytes, &inside, 0, &BTreeSet::new());
        let members: BTreeMap<&str, &Member> = tar.members.iter().map(|own| (own.path.as_str(), own)).collect();
        let text = |path: &str| match &members.get(path)?.kept {
            Kept::Content(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        };
        let is_image = members.keys().any(|path| image::is_list(path));
        // The manifests of a layout are parts like layers, so that only a tar that is unpacked as a whole has them at hand.
        let whole = if is_image { self.whole(bytes, &inside) } else { None };
        let blobs = whole.as_deref().unwrap_or(bytes);
        let mut read = |path: &str| {
            text(path).or_else(|| Some(String::from_utf8_lossy(part(blobs, &members, path)?).into_owned()))
        };
        let images = if is_image { image::images(file, self.limits, &mut read) } else { None };
        match images {
            Some(images) => {
                let mut blob = |path: &str| part(blobs, &members, path).map(Cow::Borrowed);
                self.open_images(file, images, &inside, &mut blob)
            }
            None => self.open_files(file, tar, inside),
        }
    }

    /// Opens the images whose layout lies in a folder.
    pub(super) fn open_layout<'a>(&mut self, file: FileId, files: &dyn Files, prefix: &str) -> Vec<Level<'a>> {
        let blob = |path: &str| files.read(files.find(&format!("{prefix}{path}"))?).ok();
        let mut read = |path: &str| blob(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let mut layer = |path: &str| blob(path).map(Cow::Owned);
        match image::images(file, self.limits, &mut read) {
            Some(images) => self.open_images(file, images, "", &mut layer),
            None => {
                self.note("oci-layout", Fault::new(NoticeKind::Unresolved, "the index of the image is not there"));
                Vec::new()
            }
        }
    }

    /// All that a packed tar unpacks to, since the parts of an image are looked for by name.
    fn whole(&mut self, bytes: &[u8], inside: &str) -> Option<Vec<u8>> {
        match tarball::unpack(bytes, self.allowance(self.room())) {
            Ok(whole) => {
                self.spend(whole.as_ref().map_or(0, |whole| whole.len() as u64));
                whole
            }
            Err(fault) => {
                self.note(inside, fault);
                None
            }
        }
    }

    /// Opens a tar that is no image.
    fn open_files<'a>(&mut self, file: FileId, tar: Tarball, inside: String) -> Vec<Level<'a>> {
        for member in &tar.members {
            if let Kind::Link(target) = &member.kind
                && join_path(parent_path(&member.path), target).is_none()
            {
                let message = format!("a link to `{}`, which lies outside of the archive", target.escape_debug());
                self.note(&format!("{inside}{}", member.path), Fault::new(NoticeKind::Unresolved, message));
            }
        }
        let is_nothing = tar.members.is_empty() && !tar.faults.is_empty();
        if is_nothing {
            return Vec::new();
        }
        let mut root = Root::default();
        root.add(tar.members, &wanted_by_name);
        let is_npm = self.shipment.place(&inside).trim_end_matches("!/").ends_with(".tgz");
        vec![self.open_root(file, root, inside, is_npm)]
    }

    fn open_images<'a, 'b>(
        &mut self,
        file: FileId,
        images: Images,
        inside: &str,
        blob: &mut dyn FnMut(&str) -> Option<Cow<'b, [u8]>>,
    ) -> Vec<Level<'a>> {
        images.faults.into_iter().for_each(|fault| self.note(inside, fault));
        let is_only = images.images.len() == 1;
        let mut levels = Vec::new();
        for (number, image) in (1..).zip(images.images) {
            let name = if is_name(&image.name) { image.name.clone() } else { format!("image {number}") };
            let inside = if is_only { inside.to_owned() } else { format!("{inside}{name}!/") };
            let root = self.root(file, &image, &inside, blob);
            levels.push(self.open_root(file, root, inside, false));
        }
        levels
    }

    /// The file system of an image.
    fn root<'b>(
        &mut self,
        file: FileId,
        image: &Image,
        inside: &str,
        blob: &mut dyn FnMut(&str) -> Option<Cow<'b, [u8]>>,
    ) -> Root {
        let mut root = Root::default();
        for path in &image.layers {
            let place = format!("{inside}{path}");
            let Some(bytes) = blob(path) else {
                self.note(&place, Fault::new(NoticeKind::Unresolved, "a layer of the image that is not there"));
                continue;
            };
            let held = root.held_bytes();
            let mut layer = self.tar(file, &bytes, &place, held, &BTreeSet::new());
            // A file that matters may be another name of one that was passed over.
            let missing = missing(&layer);
            if !missing.is_empty() {
                layer = self.tar(file, &bytes, &place, held, &missing);
            }
            root.apply(layer, &wanted_by_name);
        }
        root
    }

    fn open_root<'a>(&mut self, file: FileId, mut root: Root, inside: String, is_npm: bool) -> Level<'a> {
        for (path, fault) in std::mem::take(&mut root.faults) {
            self.note(&format!("{inside}{path}"), fault);
        }
        let held = root.held_bytes();
        self.hold(held);
        let mut level = self.examine(Contents::Tree { file, files: root.into_files(), is_npm }, inside);
        level.held = held;
        level
    }

    /// Reads a tar, with what matters of its files and those that are named besides. `held` are bytes that are held already.
    fn tar(&mut self, file: FileId, bytes: &[u8], place: &str, held: u64, besides: &BTreeSet<String>) -> Tarball {
        let mut room = self.room().saturating_sub(held);
        let file_bytes = self.limits.file_bytes;
        let mut wanted = |path: &str, size: u64, start: &[u8]| {
            let want = want(path, size, start, besides.contains(path), (file_bytes, room));
            if let Want::Content(most) = want
                && size <= most
            {
                room -= size;
            }
            want
        };
        let allowed = self.allowance(u64::MAX);
        let mut request = Request { file, limits: self.limits, allowed, members: self.listable(), wanted: &mut wanted };
        let mut tar = tarball::read(bytes, &mut request);
        self.spend(tar.unpacked);
        self.list(tar.members.len());
        std::mem::take(&mut tar.faults).into_iter().for_each(|fault| self.note(place, fault));
        let inner = if place.is_empty() || place.ends_with("!/") { place.to_owned() } else { format!("{place}!/") };
        for (path, fault) in std::mem::take(&mut tar.member_faults) {
            self.note(&if path.is_empty() { place.to_owned() } else { format!("{inner}{path}") }, fault);
        }
        tar
    }
}

/// Whether a name of an image may stand in a path.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:/@".contains(&byte);
    let is_part = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.len() <= 200 && name.bytes().all(is_plain) && name.split('/').all(is_part)
}

/// The part of an image at a path; links of older ones lead to it.
fn part<'b>(whole: &'b [u8], members: &BTreeMap<&str, &Member>, path: &str) -> Option<&'b [u8]> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let member = members.get(path.as_str())?;
        match &member.kind {
            Kind::File => {
                let start = usize::try_from(member.offset).ok()?;
                return whole.get(start..start.checked_add(usize::try_from(member.size).ok()?)?);
            }
            Kind::Link(target) => path = join_path(parent_path(&path), target)?,
            Kind::Name(target) => path.clone_from(target),
            Kind::Folder => return None,
        }
    }
    None
}

/// Whether the content of a file matters, by its path.
fn wanted_by_name(path: &str) -> bool {
    path == NPM || !matches!(Matter::of_path(path), None | Some(Matter::Program | Matter::Library))
}

/// What is wanted of a file. `most` are the bytes of a text and those that may be held.
fn want(path: &str, size: u64, start: &[u8], is_named: bool, most: (u64, u64)) -> Want {
    let (text, room) = most;
    let content = Want::Content(text.min(room));
    match Matter::of_path(path) {
        _ if image::is_list(path) || is_named || path == NPM => content,
        _ if image::is_blob(path) => Want::Nothing,
        None => Want::Nothing,
        Some(Matter::Program | Matter::Library) if size < PROGRAM_BYTES || !is_program(start) => Want::Nothing,
        // It is not held, but for a moment.
        Some(Matter::Program | Matter::Library) => Want::Program(room),
        Some(Matter::Archive | Matter::Record(Record::Rpm)) => Want::Content(room),
        Some(_) => content,
    }
}

/// Files whose content was not kept and which have another name that matters.
fn missing(layer: &Tarball) -> BTreeSet<String> {
    let names = layer.members.iter().filter_map(|member| match &member.kind {
        Kind::Name(target) if wanted_by_name(&member.path) => Some(target.as_str()),
        _ => None,
    });
    let names: BTreeSet<&str> = names.collect();
    if names.is_empty() {
        return BTreeSet::new();
    }
    let is_missing = |member: &&Member| member.kind == Kind::File && member.kept == Kept::Nothing;
    let files = layer.members.iter().filter(is_missing).filter(|member| names.contains(member.path.as_str()));
    files.map(|member| member.path.clone()).collect()
}
