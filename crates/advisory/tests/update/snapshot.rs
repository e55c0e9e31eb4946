//! Snapshots that somebody signed, and others.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use advisory::{Client, Imported, Shelf, UpdateError, Volume, VolumeError, export, import};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};
use deps::{Advisory, build};
use packages::Ecosystem;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use tempfile::TempDir;

use crate::dumps::{Dumps, NOW, record};
use crate::server::{Reply, Server};

/// The number that a key of minisign has beside its bytes.
const NUMBER: [u8; 8] = *b"a-number";

fn pair(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

/// A public key as minisign prints it.
fn key(seed: u8) -> String {
    STANDARD.encode([b"Ed", &NUMBER[..], pair(seed).public_key().as_ref()].concat())
}

/// The file that `minisign -S` writes beside another; `kind` is `ED`, or `Ed` for the old way over the whole file.
fn signature(content: &[u8], seed: u8, kind: &[u8; 2]) -> String {
    let hash = Blake2b512::digest(content);
    let signed = pair(seed).sign(if kind == b"ED" { &hash[..] } else { content });
    let comment = "file:advisories.bin";
    let comment_signed = pair(seed).sign(&[signed.as_ref(), comment.as_bytes()].concat());
    let first = STANDARD.encode([kind, &NUMBER[..], signed.as_ref()].concat());
    let second = STANDARD.encode(comment_signed.as_ref());
    format!("untrusted comment: a test\n{first}\ntrusted comment: {comment}\n{second}\n")
}

fn snapshot(serial: u64, version: &str) -> Vec<u8> {
    let advisory = Advisory::parse(&record("A-1", version)).unwrap();
    let index = build(&[advisory], &BTreeMap::from([(Ecosystem::PyPi, "1970-01-02".to_owned())])).unwrap();
    Volume::write(serial, &[&index])
}

struct Place {
    folder: TempDir,
    shelf: Shelf,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let shelf = Shelf::at(folder.path(), folder.path());
        Self { folder, shelf }
    }

    fn file(&self, content: &[u8], signature: &str) -> PathBuf {
        let path = self.folder.path().join("advisories.bin");
        fs::write(&path, content).unwrap();
        fs::write(self.folder.path().join("advisories.bin.minisig"), signature).unwrap();
        path
    }

    fn import(&self, content: &[u8], signature: &str) -> Result<Imported, UpdateError> {
        let path = self.file(content, signature);
        import(&Client::default(), &self.shelf, path.to_str().unwrap(), &key(1), NOW)
    }

    fn serials(&self) -> Vec<u64> {
        self.shelf.read().volumes.iter().map(|(_, volume)| volume.serial).collect()
    }
}

#[test]
fn a_signed_snapshot_is_taken_and_a_newer_one_after_it() {
    let place = Place::new();
    let (old, new) = (snapshot(100, "1.0"), snapshot(200, "2.0"));
    assert_eq!(place.import(&old, &signature(&old, 1, b"ED")).unwrap(), Imported::Renewed("1970-01-01".into()));
    assert_eq!(place.import(&old, &signature(&old, 1, b"ED")).unwrap(), Imported::Current);
    assert_eq!(place.import(&new, &signature(&new, 1, b"ED")).unwrap(), Imported::Renewed("1970-01-01".into()));
    assert!(matches!(place.import(&old, &signature(&old, 1, b"ED")), Err(UpdateError::Older { .. })));
    let late = snapshot(NOW + 90_000, "3.0");
    assert!(matches!(place.import(&late, &signature(&late, 1, b"ED")), Err(UpdateError::Future(_))));
    assert_eq!(place.serials(), [200]);
}

#[test]
fn what_is_not_signed_by_the_key_is_refused() {
    let place = Place::new();
    let content = snapshot(100, "1.0");
    let mut changed = content.clone();
    *changed.last_mut().unwrap() ^= 1;
    let of_the_key = signature(&content, 1, b"ED");
    let cases = [
        (&content, signature(&content, 2, b"ED")),
        (&changed, of_the_key.clone()),
        (&content, of_the_key.replace("file:advisories.bin", "file:other.bin")),
        (&content, signature(&content, 1, b"Ed")),
        (&content, String::new()),
        (&content, "untrusted comment: x\nAAAA\ntrusted comment: y\nAAAA\n".to_owned()),
    ];
    for (content, signature) in cases {
        let refused = place.import(content, &signature);
        assert!(matches!(refused, Err(UpdateError::Signature(_))), "{refused:?} {signature}");
    }
    let path = place.file(&content, "");
    fs::remove_file(place.folder.path().join("advisories.bin.minisig")).unwrap();
    let refused = import(&Client::default(), &place.shelf, path.to_str().unwrap(), &key(1), NOW);
    assert!(refused.unwrap_err().to_string().contains("there is no signature"));
    let refused = import(&Client::default(), &place.shelf, path.to_str().unwrap(), "no key", NOW);
    assert!(refused.unwrap_err().to_string().contains("the key"));
    // What is signed and yet no snapshot is none.
    assert!(matches!(place.import(b"x", &signature(b"x", 1, b"ED")), Err(UpdateError::Malformed { .. })));
    assert!(place.serials().is_empty());
}

#[test]
fn a_snapshot_comes_from_a_server_too_and_the_key_from_a_file() {
    let (place, server) = (Place::new(), Server::start());
    let content = snapshot(100, "1.0");
    server.set("/a.bin", Reply::Whole(content.clone()));
    server.set("/a.bin.minisig", Reply::Whole(signature(&content, 1, b"ED").into()));
    let path = place.folder.path().join("minisign.pub");
    fs::write(&path, format!("untrusted comment: minisign public key\n{}\n", key(1))).unwrap();
    let take = |url: &str| import(&Client::default(), &place.shelf, url, path.to_str().unwrap(), NOW);
    assert!(matches!(take(&server.url("/b.bin")), Err(UpdateError::Signature(_))));
    take(&server.url("/a.bin")).unwrap();
    assert_eq!(place.serials(), [100]);
}

#[test]
fn what_was_fetched_is_exported_as_one_snapshot() {
    let dumps = Dumps::new();
    let place = Place::new();
    let path = place.folder.path().join("advisories.bin");
    assert!(matches!(export(&dumps.shelf, &path), Err(UpdateError::Nothing)));
    dumps.offer(&[("A-1", 100, "1.0")]);
    dumps.renewed();
    export(&dumps.shelf, &path).unwrap();
    let content = fs::read(&path).unwrap();
    place.import(&content, &signature(&content, 1, b"ED")).unwrap();
    let (ours, theirs) = (dumps.shelf.read(), place.shelf.read());
    assert!(ours.volumes[0].1.indexes().eq(theirs.volumes[0].1.indexes()));
}

#[test]
fn volumes_that_are_not_whole_are_said_and_not_used() {
    let content = snapshot(100, "1.0");
    // Most of an index is a table of places, of which some are enough.
    let some = || (0..400).chain((400..content.len()).step_by(4999));
    for end in some() {
        assert!(Volume::open(content[..end].into()).is_err(), "cut off at {end}");
    }
    for place in some() {
        let mut changed = content.clone();
        changed[place] ^= 0x10;
        assert!(Volume::open(changed.into()).is_err(), "changed at {place}");
    }
    assert_eq!(Volume::open(b"MAREVOL\x02 of another version"[..].into()).unwrap_err(), VolumeError::Foreign);
    let place = Place::new();
    fs::create_dir_all(place.shelf.folder()).unwrap();
    fs::write(place.shelf.folder().join("PyPI.maremma"), &content[..50]).unwrap();
    fs::write(place.shelf.folder().join("npm.maremma"), &content).unwrap();
    let shelved = place.shelf.read();
    assert_eq!((shelved.volumes.len(), shelved.faults.len()), (1, 1));
    assert!(shelved.faults[0].1.contains("damaged"), "{:?}", shelved.faults);
}
