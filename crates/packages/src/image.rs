//! Container images as files: which layers an image has, and the file system that they make.
//!
//! Two forms are read: the image layout of OCI, and what `docker save` writes. Both name the layers of an image in their
//! order, from the lowest to the highest.

mod manifest;
mod root;

pub(crate) use manifest::{Image, Images, images};
pub(crate) use root::{Held, Root};

/// The file that marks an image layout of OCI.
const LAYOUT: &str = "oci-layout";
/// Files at the top of an image that say what it has.
const LISTS: [&str; 3] = ["manifest.json", "index.json", LAYOUT];

/// Whether a file is the mark of an image layout of OCI, by its path.
pub fn is_layout(path: &str) -> bool {
    path.rsplit('/').next() == Some(LAYOUT)
}

/// Whether a file is a part of an image, by its path: `blobs/sha256/0123…` of OCI, `0123….tar` or `0123…/layer.tar` of docker.
pub(crate) fn is_blob(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_digest = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let above = parts.next();
    is_digest(name) && above == Some("blobs")
        || name == "layer.tar" && is_digest(folder)
        || folder.is_empty() && name.strip_suffix(".tar").is_some_and(is_digest)
}

/// Whether a file at the top says what an image has, by its path.
pub(crate) fn is_list(path: &str) -> bool {
    LISTS.contains(&path)
}
