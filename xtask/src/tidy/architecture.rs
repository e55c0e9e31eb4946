//! ARCHITECTURE.md shows the layers as they are.

use anyhow::Result;

use super::Fault;
use crate::house::{House, read};
use crate::layers::LAYERS;

const MAP: &str = "ARCHITECTURE.md";

/// Compares the map's rows with the crates that exist.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let text = read(&house.root.join(MAP))?;
    let exists = |name: &&str| house.crates.iter().any(|member| member.name == **name);
    let mut faults = Vec::new();
    for layer in LAYERS {
        let expected: Vec<&str> = layer.crates.iter().copied().filter(exists).collect();
        let shown = row(&text, layer.name);
        if shown != expected {
            let message = format!("layer {} shows {shown:?}, the house has {expected:?}", layer.name);
            faults.push(Fault::new(MAP, message));
        }
    }
    Ok(faults)
}

/// The crates that the rows of one layer name: the second cell's text in backticks.
fn row<'a>(text: &'a str, layer: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, name, crates, ..] = cells.as_slice()
            && *name == layer
        {
            names.extend(crates.split('`').skip(1).step_by(2));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_may_have_several_rows() {
        let text =
            "| Layer | Crate |\n|---|---|\n| L0 | `source` | files |\n| L0 | `finding` | `Rule` |\n| L1 | `syntax` |";
        assert_eq!(row(text, "L0"), ["source", "finding"]);
        assert_eq!(row(text, "L1"), ["syntax"]);
        assert!(row(text, "L2").is_empty());
    }
}
