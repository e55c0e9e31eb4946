//! Ready-made indexes that somebody signed: for machines that reach no server, and for teams that judge by the same day.

use std::path::Path;

use minisign_verify::{PublicKey, Signature};

use crate::client::{is_plain, read_file};
use crate::shelf::write_whole;
use crate::{Client, Shelf, UpdateError, Volume, time};

/// A snapshot larger than this is none.
const SNAPSHOT_BYTES: u64 = 1 << 30;
/// A signature has four lines.
const SIGNATURE_BYTES: u64 = 16 << 10;
/// A clock may be wrong by a day.
const DAY: u64 = 86_400;

/// What became of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is the one that is there already.
    Current,
    /// It is used from now on; it is of this day, `YYYY-MM-DD`.
    Renewed(String),
}

/// Takes a snapshot from an address or file, with its signature beside it (`.minisig`). `key` is a public key of minisign, as text
/// or in a file.
///
/// # Errors
/// When it cannot be had, its signature is not one of the key, it is none, or it is older than the one that is there.
pub fn import(client: &Client, shelf: &Shelf, from: &str, key: &str, now: u64) -> Result<Imported, UpdateError> {
    let key = public_key(key)?;
    let _lock = shelf.lock()?;
    let signature = fetched(client, &format!("{from}.minisig"), SIGNATURE_BYTES);
    let signature = signature.map_err(|error| UpdateError::Signature(format!("there is no signature: {error}")))?;
    let signature = String::from_utf8(signature).map_err(|_| refused("the signature is no text"))?;
    let signature = Signature::decode(&signature).map_err(|error| refused(&format!("the signature: {error}")))?;
    let bytes = fetched(client, from, SNAPSHOT_BYTES)?;
    // Old signatures are over the whole file instead of its hash; no tool makes them any more.
    key.verify(&bytes, &signature, false).map_err(|error| refused(&format!("the signature: {error}")))?;
    let volume = Volume::open(bytes.clone().into()).map_err(|error| UpdateError::malformed("the snapshot", error))?;
    if volume.serial > now + DAY {
        return Err(UpdateError::Future(time::day(volume.serial)));
    }
    match shelf.snapshot().map(|kept| kept.serial) {
        Some(kept) if volume.serial < kept => {
            Err(UpdateError::Older { offered: time::day(volume.serial), kept: time::day(kept) })
        }
        Some(kept) if volume.serial == kept => Ok(Imported::Current),
        _ => {
            shelf.put_snapshot(&bytes)?;
            Ok(Imported::Renewed(time::day(volume.serial)))
        }
    }
}

/// Writes all that was fetched as one snapshot, to be signed by `minisign -S -m FILE`. Tells its day, `YYYY-MM-DD`.
///
/// # Errors
/// When nothing was fetched, or the file cannot be written.
pub fn export(shelf: &Shelf, path: &Path) -> Result<String, UpdateError> {
    let shelved = shelf.read();
    let indexes: Vec<&[u8]> = shelved.volumes.iter().flat_map(|(_, volume)| volume.indexes()).collect();
    let serial = shelved.volumes.iter().map(|(_, volume)| volume.serial).max().ok_or(UpdateError::Nothing)?;
    write_whole(path, &Volume::write(serial, &indexes))?;
    Ok(time::day(serial))
}

fn fetched(client: &Client, from: &str, most: u64) -> Result<Vec<u8>, UpdateError> {
    if is_plain(from) || from.starts_with("https://") {
        let missing = || UpdateError::Status { url: from.to_owned(), status: 404 };
        client.document(from, most)?.ok_or_else(missing)
    } else {
        read_file(Path::new(from), most)
    }
}

fn public_key(key: &str) -> Result<PublicKey, UpdateError> {
    let read = PublicKey::from_base64(key.trim()).or_else(|error| match read_file(Path::new(key), SIGNATURE_BYTES) {
        Ok(text) => PublicKey::decode(&String::from_utf8_lossy(&text)),
        Err(_) => Err(error),
    });
    read.map_err(|error| refused(&format!("the key: {error}")))
}

fn refused(reason: &str) -> UpdateError {
    UpdateError::Signature(reason.to_owned())
}
