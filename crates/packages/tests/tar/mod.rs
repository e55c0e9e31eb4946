//! A writer of tars and images that can lie, for tests of what reads them.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::io::Write as _;

/// One member of a tar.
#[derive(Clone)]
pub struct Member {
    pub name: String,
    pub kind: u8,
    pub link: String,
    pub content: Vec<u8>,
    /// The size to be said, where it is a lie.
    pub size: Option<u64>,
}

pub fn file(name: &str, content: impl AsRef<[u8]>) -> Member {
    Member { name: name.to_owned(), kind: b'0', link: String::new(), content: content.as_ref().to_vec(), size: None }
}

pub fn folder(name: &str) -> Member {
    Member { kind: b'5', ..file(name, "") }
}

/// A symbolic link.
pub fn link(name: &str, target: &str) -> Member {
    Member { kind: b'2', link: target.to_owned(), ..file(name, "") }
}

/// Another name of a file.
pub fn hard_link(name: &str, target: &str) -> Member {
    Member { kind: b'1', link: target.to_owned(), ..file(name, "") }
}

/// What says a fact of the next member, as POSIX has it.
pub fn fact(key: &str, value: &str) -> Member {
    let rest = format!(" {key}={value}\n");
    let length = (1..).find(|digits| (rest.len() + digits).to_string().len() == *digits).unwrap() + rest.len();
    Member { kind: b'x', ..file("pax", format!("{length}{rest}")) }
}

/// What says the name of the next member, as GNU has it.
pub fn long_name(name: &str) -> Member {
    Member { kind: b'L', ..file("././@LongLink", format!("{name}\0")) }
}

pub fn tar(members: &[Member]) -> Vec<u8> {
    let mut out = Vec::new();
    for member in members {
        let mut block = [0_u8; 512];
        let mut put = |at: usize, text: &[u8]| block[at..at + text.len()].copy_from_slice(text);
        let name = member.name.as_bytes();
        put(0, &name[..name.len().min(100)]);
        put(100, b"0000644\0");
        put(124, format!("{:011o}\0", member.size.unwrap_or(member.content.len() as u64)).as_bytes());
        put(148, b"        ");
        put(156, &[member.kind]);
        put(157, member.link.as_bytes());
        put(257, b"ustar\x0000");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        out.extend(block);
        out.extend(&member.content);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.extend([0; 1024]);
    out
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A frame of zstd whose blocks are not packed.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Uncompressed)
}

/// What `docker save` writes of one image, of layers from the lowest to the highest.
pub fn saved(tag: &str, layers: &[Vec<u8>]) -> Vec<u8> {
    let path = |index: usize| format!("{index:064}/layer.tar");
    let paths: Vec<String> = (0..layers.len()).map(|index| format!("{:?}", path(index))).collect();
    let list = format!(r#"[{{"Config": "c.json", "RepoTags": ["{tag}"], "Layers": [{}]}}]"#, paths.join(","));
    let parts = layers.iter().enumerate().map(|(index, layer)| file(&path(index), layer));
    tar(&parts.chain([file("manifest.json", list)]).collect::<Vec<_>>())
}

/// The files of an image layout of OCI with one image.
pub fn layout(layers: &[Vec<u8>]) -> Vec<Member> {
    let digest = |index: usize| format!("{index:064x}");
    let list: Vec<String> =
        (0..layers.len()).map(|index| format!(r#"{{"digest": "sha256:{}"}}"#, digest(index))).collect();
    let parts = layers.iter().enumerate().map(|(index, layer)| file(&format!("blobs/sha256/{}", digest(index)), layer));
    let mut members: Vec<Member> = parts.collect();
    let (manifest, index) = (digest(1000), digest(1001));
    members.push(file(&format!("blobs/sha256/{manifest}"), format!(r#"{{"layers": [{}]}}"#, list.join(","))));
    let inner = format!(
        r#"{{"manifests": [
            {{"digest": "sha256:{manifest}", "platform": {{"os": "linux", "architecture": "amd64"}}}},
            {{"digest": "sha256:0", "annotations": {{"vnd.docker.reference.type": "attestation-manifest"}}}}
        ]}}"#
    );
    members.push(file(&format!("blobs/sha256/{index}"), inner));
    members.push(file("index.json", format!(r#"{{"manifests": [{{"digest": "sha256:{index}"}}]}}"#)));
    members.push(file("oci-layout", r#"{"imageLayoutVersion": "1.0.0"}"#));
    members
}
