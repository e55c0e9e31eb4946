//! The content of a file of an archive: found, unpacked and judged.

use finding::NoticeKind;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::bytes::number;
use super::entry::{HEADER_BYTES, Record};
use super::{Bytes, Entry, Fault, checksum, shown};

/// What unpacking a file may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Bytes of its content.
    pub bytes: u64,
    /// Bytes of content for each byte in the archive; a megabyte is always allowed.
    pub ratio: u64,
}

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Content<'a> {
    /// Its bytes, or those that could be read; `None` where nothing could or may be.
    pub bytes: Option<Bytes<'a>>,
    /// Bytes that were unpacked for it, or looked through where it is not packed.
    pub unpacked: u64,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Content<'_> {
    /// The content of a file that cannot be read.
    pub(crate) fn missing(fault: Fault) -> Self {
        Self { bytes: None, unpacked: 0, faults: vec![fault] }
    }
}

/// Bytes that any file may unpack to, however dense it is.
pub(crate) const ALWAYS: u64 = 1 << 20;

const HEADER: u64 = 0x0403_4b50;

impl Entry {
    /// Its content, as far as it can be read and is allowed.
    pub(crate) fn content<'a>(&self, archive: &Bytes<'a>, allowed: Allowance) -> Content<'a> {
        let record = &self.raw;
        if record.is_encrypted() {
            return Content::missing(Fault::new(NoticeKind::Unsupported, "it is encrypted"));
        }
        let (packed, mut faults) = match packed(archive, record) {
            Ok(found) => found,
            Err(fault) => return Content::missing(fault),
        };
        let dense = record.packed.saturating_mul(allowed.ratio).max(ALWAYS);
        let mut content = match record.method {
            0 if record.packed > allowed.bytes => Content::missing(too_large(allowed.bytes)),
            0 => {
                let unpacked = u64::try_from(packed.as_slice().len()).unwrap_or(u64::MAX);
                Content { bytes: Some(packed), unpacked, faults: Vec::new() }
            }
            8 => inflated(packed.as_slice(), record.size, allowed.bytes.min(dense)),
            other => {
                let message = format!("it is packed by method {other}, which is not read");
                Content::missing(Fault::new(NoticeKind::Unsupported, message))
            }
        };
        if faults.is_empty() && content.faults.is_empty() {
            faults.extend(content.bytes.as_ref().and_then(|bytes| lie(record, bytes.as_slice())));
        }
        content.faults.splice(0..0, faults);
        content
    }
}

/// Bytes that tell what kind of file one is.
const START: usize = 16;

impl Entry {
    /// Its first bytes, as far as they can be read without cost; what is wrong with it shows when it is read.
    pub(crate) fn start(&self, archive: &Bytes<'_>) -> Vec<u8> {
        let Ok((packed, _)) = packed(archive, &self.raw) else { return Vec::new() };
        let packed = packed.as_slice();
        let mut start = vec![0; START];
        let written = match self.raw.method {
            _ if self.raw.is_encrypted() => 0,
            0 => {
                start = packed.iter().take(START).copied().collect();
                start.len()
            }
            8 => {
                let mut state = Box::<DecompressorOxide>::default();
                let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
                decompress(&mut state, packed, &mut start, 0, flags).2
            }
            _ => 0,
        };
        start.truncate(written);
        start
    }
}

/// The data behind a file's own header.
fn packed<'a>(archive: &Bytes<'a>, record: &Record) -> Result<(Bytes<'a>, Vec<Fault>), Fault> {
    let mut faults = Vec::new();
    let bytes = archive.as_slice();
    let missing = || Fault::malformed("where it should lie no file begins");
    let at = usize::try_from(record.offset).map_err(|_| missing())?;
    if number(bytes, at, 4) != Some(HEADER) {
        return Err(missing());
    }
    let length = |offset: usize| number(bytes, at + offset, 2).and_then(|length| usize::try_from(length).ok());
    let (Some(name), Some(extra)) = (length(26), length(28)) else { return Err(missing()) };
    let name_start = at + usize::try_from(HEADER_BYTES).unwrap_or_default();
    let own_name = String::from_utf8_lossy(bytes.get(name_start..name_start + name).unwrap_or_default());
    if own_name != record.name {
        let message = format!("its own header calls it `{}`", shown(&own_name));
        faults.push(Fault::new(NoticeKind::Ambiguous, message));
    }
    let start = name_start + name + extra;
    let end = usize::try_from(record.packed).ok().and_then(|packed| start.checked_add(packed)).unwrap_or(usize::MAX);
    if end > bytes.len() {
        faults.push(Fault::malformed("it is cut off"));
    }
    Ok((archive.part(start..end), faults))
}

/// Unpacks deflated data until its end, its first error or what is allowed.
fn inflated<'a>(packed: &[u8], stated: u64, allowed: u64) -> Content<'a> {
    let most = usize::try_from(allowed).unwrap_or(usize::MAX);
    // What is stated may be a lie: deflate never does better than this.
    let possible = packed.len().saturating_mul(1032).saturating_add(64);
    let first = usize::try_from(stated).unwrap_or(usize::MAX).saturating_add(1).min(possible).min(most);
    let mut output = vec![0; first];
    let (mut read, mut written) = (0, 0);
    let mut state = Box::<DecompressorOxide>::default();
    let fault = loop {
        let input = packed.get(read..).unwrap_or_default();
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, more_read, more_written) = decompress(&mut state, input, &mut output, written, flags);
        read += more_read;
        written += more_written;
        match status {
            TINFLStatus::Done => break None,
            TINFLStatus::HasMoreOutput if output.len() >= most => break Some(too_large(allowed)),
            TINFLStatus::HasMoreOutput => output.resize(output.len().saturating_mul(2).max(64).min(most), 0),
            _ => break Some(Fault::malformed("its packed data is damaged or cut off")),
        }
    };
    output.truncate(written);
    let unpacked = u64::try_from(written).unwrap_or(u64::MAX);
    let is_too_large = fault.as_ref().is_some_and(|fault| fault.kind == NoticeKind::Limit);
    let bytes = (!is_too_large).then(|| Bytes::unpacked(output));
    Content { bytes, unpacked, faults: fault.into_iter().collect() }
}

fn too_large(allowed: u64) -> Fault {
    Fault::new(NoticeKind::Limit, format!("it unpacks to more than the {allowed} bytes that are allowed"))
}

/// What the archive says of the content and is not true.
fn lie(record: &Record, content: &[u8]) -> Option<Fault> {
    let expected = record.checksum?;
    if u64::try_from(content.len()) != Ok(record.size) {
        let message = format!("it is said to hold {} bytes, and holds {}", record.size, content.len());
        return Some(Fault::malformed(message));
    }
    (checksum::crc32(content) != expected).then(|| Fault::malformed("its checksum is not the one that is said"))
}
