//! The lists of an image: its manifests, and the layers that each names.

use finding::NoticeKind;
use source::{FileId, Limits};
use syntax::{Node, parse_json};

use super::LAYOUT;
use crate::archive::Fault;
use crate::nodes::{items, text};

/// Images of one archive that are read; one for several platforms has a handful.
const IMAGES: usize = 16;
/// Manifests that are looked at.
const MANIFESTS: usize = 100;

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// What it is called: a name with a tag, a platform, or the digest of its manifest.
    pub name: String,
    /// The paths of its layers, from the lowest to the highest.
    pub layers: Vec<String>,
}

/// The images of an archive or a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Images {
    /// The images, in the order of their list.
    pub images: Vec<Image>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// The images that lists name, which `read` gives by their paths; `None` where there is none.
pub(crate) fn images(file: FileId, limits: &Limits, read: &mut dyn FnMut(&str) -> Option<String>) -> Option<Images> {
    let mut json = |path: &str| Some(parse_json(file, &read(path)?, limits).root.unwrap_or_else(nothing));
    // Newer ones of docker have both lists, of the same layers.
    let mut found = json("manifest.json").and_then(|list| saved(&list));
    if found.is_none() {
        json(LAYOUT)?;
        let index = json("index.json")?;
        found = Some(laid_out(&index, &mut json));
    }
    let mut found = found?;
    if found.images.len() > IMAGES {
        found.images.truncate(IMAGES);
        found.faults.push(Fault::new(NoticeKind::Limit, format!("only {IMAGES} of its images are read")));
    }
    Some(found)
}

fn nothing() -> Node {
    Node::null(source::Origin::Default("image"))
}

/// What `docker save` writes: a list of images, each with its tags and the paths of its layers.
fn saved(list: &Node) -> Option<Images> {
    let images = list.as_list()?;
    let is_image = |image: &Node| image.get("Layers").and_then(Node::as_list).is_some();
    let image = |image: &Node| Image {
        name: items(image, "RepoTags")
            .first()
            .and_then(Node::text)
            .map_or_else(|| text(image, "Config"), |tag| tag.to_string()),
        layers: items(image, "Layers").iter().filter_map(Node::text).map(|path| path.to_string()).collect(),
    };
    let found: Vec<Image> = images.iter().filter(|own| is_image(own)).map(image).collect();
    (!found.is_empty()).then(|| Images { images: found, faults: Vec::new() })
}

/// What a layout of OCI has: an index of manifests and of further indexes.
fn laid_out(index: &Node, json: &mut dyn FnMut(&str) -> Option<Node>) -> Images {
    let mut found = Images::default();
    let mut open: Vec<(String, String)> = entries(index);
    let mut looked_at = 0;
    while let Some((name, digest)) = open.pop() {
        looked_at += 1;
        if looked_at > MANIFESTS {
            found.faults.push(Fault::new(NoticeKind::Limit, format!("only {MANIFESTS} of its manifests are read")));
            break;
        }
        let manifest = blob(&digest).and_then(|path| json(&path));
        match manifest {
            None => {
                found.faults.push(Fault::new(NoticeKind::Unresolved, format!("the manifest of `{name}` is not there")))
            }
            Some(manifest) if manifest.get("layers").is_some() => {
                let layers = items(&manifest, "layers").iter();
                let layers = layers.map(|layer| text(layer, "digest")).filter_map(|digest| blob(&digest)).collect();
                found.images.push(Image { name, layers });
            }
            Some(manifest) => open.extend(entries(&manifest)),
        }
    }
    found
}

/// The manifests of an index with their names, the first last. What signs or describes an image is none.
fn entries(index: &Node) -> Vec<(String, String)> {
    let entry = |entry: &Node| {
        let annotation = |key: &str| entry.get("annotations").map(|own| text(own, key)).unwrap_or_default();
        if annotation("vnd.docker.reference.type") == "attestation-manifest" {
            return None;
        }
        let digest = text(entry, "digest");
        let platform = entry.get("platform").map(|own| format!("{}/{}", text(own, "os"), text(own, "architecture")));
        let name = annotation("org.opencontainers.image.ref.name");
        let name = Some(name).filter(|name| !name.is_empty()).or(platform).unwrap_or_else(|| digest.clone());
        (!digest.is_empty()).then_some((name, digest))
    };
    items(index, "manifests").iter().rev().filter_map(entry).collect()
}

/// The path of a blob: `sha256:0123…` lies at `blobs/sha256/0123…`.
fn blob(digest: &str) -> Option<String> {
    let (algorithm, sum) = digest.split_once(':')?;
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_plain(algorithm) && is_plain(sum)).then(|| format!("blobs/{algorithm}/{sum}"))
}
