//! The index that lies in the program.

use crate::{Index, IndexError};

static BYTES: &[u8] = include_bytes!("../../../data/advisories/index.bin");

impl Index<'static> {
    /// The index that lies in the program, so that the first scan needs no connection; `data/advisories/README.md` says of
    /// when and from where it is.
    ///
    /// # Errors
    /// Never for a program that passed its tests.
    pub fn embedded() -> Result<Self, IndexError> {
        Self::open(BYTES)
    }
}
