//! The index that lies in the program.

use crate::{Index, IndexError};

impl Index<'static> {
    /// The bytes of the index that lies in the program; `data/advisories/README.md` says of when and from where it is.
    pub const EMBEDDED: &'static [u8] = include_bytes!("../../../data/advisories/index.bin");

    /// That index: the first scan needs no connection.
    ///
    /// # Errors
    /// Never for a program that passed its tests.
    pub fn embedded() -> Result<Self, IndexError> {
        Self::open(Self::EMBEDDED)
    }
}
