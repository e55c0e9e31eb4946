//! The stream that a tar unpacks to, with what it may cost.

use std::io::{self, Read};

use finding::NoticeKind;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

use crate::archive::{ALWAYS, Allowance, Fault};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// Packed as no layer is by the tools of today; each is read by a library of its own, so that it is only named.
const OTHERS: [(&[u8], &str); 3] = [(b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"\x04\x22\x4d\x18", "lz4")];

/// Whether bytes are packed in a way that is read.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || is_zstd(bytes)
}

/// A frame of zstd, or one that is to be skipped, which some writers put first.
fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(ZSTD) || matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// What a tar unpacks to, until its end or what is allowed.
pub(super) struct Unpacked<'b> {
    source: Source<'b>,
    written: u64,
    most: u64,
    is_at_limit: bool,
}

enum Source<'b> {
    Plain(&'b [u8]),
    Gzip(Box<MultiGzDecoder<&'b [u8]>>),
    Zstd(Frames<'b>),
}

impl<'b> Unpacked<'b> {
    /// Looks how the bytes are packed.
    ///
    /// # Errors
    /// When they are packed in a way that is not read.
    pub(super) fn open(bytes: &'b [u8], allowed: Allowance) -> Result<Self, Fault> {
        if let Some((_, name)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Err(Fault::new(NoticeKind::Unsupported, format!("it is packed by {name}, which is not read")));
        }
        let source = match bytes {
            _ if bytes.starts_with(GZIP) => Source::Gzip(Box::new(MultiGzDecoder::new(bytes))),
            _ if is_zstd(bytes) => Source::Zstd(Frames { rest: bytes, frame: None }),
            _ => Source::Plain(bytes),
        };
        let dense = (bytes.len() as u64).saturating_mul(allowed.ratio).max(ALWAYS);
        let most = if matches!(source, Source::Plain(_)) { u64::MAX } else { allowed.bytes.min(dense) };
        Ok(Self { source, written: 0, most, is_at_limit: false })
    }

    /// Bytes that were unpacked, none where nothing is packed.
    pub(super) fn written(&self) -> u64 {
        if matches!(self.source, Source::Plain(_)) { 0 } else { self.written }
    }

    /// Where the next byte lies.
    pub(super) fn offset(&self) -> u64 {
        self.written
    }

    /// Why the stream ended before its end, if it was for a limit.
    pub(super) fn fault(&self) -> Option<Fault> {
        let message = || format!("it unpacks to more than the {} bytes that are allowed", self.most);
        self.is_at_limit.then(|| Fault::new(NoticeKind::Limit, message()))
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.source {
            Source::Plain(bytes) => bytes.read(buffer)?,
            Source::Gzip(decoder) => decoder.read(buffer)?,
            Source::Zstd(frames) => frames.read(buffer)?,
        };
        self.written = self.written.saturating_add(read as u64);
        if self.written > self.most {
            self.is_at_limit = true;
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(read)
    }
}

/// The frames of zstd one after the other.
struct Frames<'b> {
    rest: &'b [u8],
    frame: Option<Box<StreamingDecoder<&'b [u8], ruzstd::decoding::FrameDecoder>>>,
}

impl Frames<'_> {
    /// Begins the next frame; `false` at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.rest.is_empty() {
            match StreamingDecoder::new(self.rest) {
                Ok(frame) => {
                    self.frame = Some(Box::new(frame));
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    // Its mark and its length take 8 bytes.
                    let next = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(8);
                    self.rest = self.rest.get(next..).unwrap_or_default();
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.frame.is_none() && !self.begin()? {
                return Ok(0);
            }
            let Some(frame) = &mut self.frame else { return Ok(0) };
            let read = frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.rest = frame.get_ref();
            self.frame = None;
        }
    }
}
