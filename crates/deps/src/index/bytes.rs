//! Reading and writing the parts of an index.

use super::IndexError;

/// A place in a section, from which parts are read one after another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    pub(super) fn at(section: &'b [u8], place: usize) -> Result<Self, IndexError> {
        section.get(place..).map(|rest| Self { rest }).ok_or(IndexError::Damaged)
    }

    /// Whether nothing follows.
    pub(super) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// A LEB128 number.
    pub(super) fn number(&mut self) -> Result<u64, IndexError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first().ok_or(IndexError::Damaged)?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift).ok_or(IndexError::Damaged)?;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(IndexError::Damaged)
    }

    /// Bytes after their length.
    pub(super) fn bytes(&mut self) -> Result<&'b [u8], IndexError> {
        let length = usize::try_from(self.number()?).map_err(|_| IndexError::Damaged)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(IndexError::Damaged)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Text after its length.
    pub(super) fn text(&mut self) -> Result<&'b str, IndexError> {
        std::str::from_utf8(self.bytes()?).map_err(|_| IndexError::Damaged)
    }
}

/// The number at a place of a table.
pub(super) fn number_at(table: &[u8], at: usize) -> Result<u32, IndexError> {
    let bytes = table.get(at..).and_then(|rest| rest.first_chunk::<4>()).ok_or(IndexError::Damaged)?;
    Ok(u32::from_le_bytes(*bytes))
}

/// Appends a LEB128 number.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends bytes after their length.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}
