//! What is generated under docs/ is what would be generated now.

use anyhow::Result;

use super::Fault;
use crate::docs;
use crate::house::House;

/// Compares every generated page with its file.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let stale = docs::stale(house)?;
    Ok(stale.into_iter().map(|path| Fault::new(house.name(&path), "stale: run `cargo xtask docs`")).collect())
}
