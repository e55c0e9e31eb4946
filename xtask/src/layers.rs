//! The layer map: which crate may import which. This is its only place; ARCHITECTURE.md shows a copy that `tidy` checks.

/// What the house thinks of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain functions over values: no I/O, clock, environment or processes.
    Core,
    /// Allowed to touch the world.
    Edge,
    /// Runs while other crates are built.
    Build,
}

/// One layer: crates by folder name.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// Its name on the map.
    pub name: &'static str,
    /// What the house thinks of it.
    pub kind: Kind,
    /// Its crates; some are planned and have no folder yet.
    pub crates: &'static [&'static str],
    /// Whether a crate may import those listed before it in the same layer.
    pub ordered: bool,
}

/// All layers, bottom to top.
pub const LAYERS: &[Layer] = &[
    Layer { name: "B", kind: Kind::Build, crates: &["rule-pairs"], ordered: false },
    Layer { name: "L0", kind: Kind::Core, crates: &["source", "finding"], ordered: true },
    Layer {
        name: "L1",
        kind: Kind::Core,
        crates: &["syntax", "service-reference", "policy", "sam", "tree", "versions", "model"],
        ordered: true,
    },
    Layer {
        name: "L2",
        kind: Kind::Core,
        crates: &["load", "account", "pattern", "packages", "exposure", "policy-lint"],
        ordered: false,
    },
    Layer { name: "L3", kind: Kind::Core, crates: &["flow"], ordered: false },
    Layer {
        name: "L4",
        kind: Kind::Core,
        crates: &["deps", "sbom", "iam", "secrets", "posture", "cost"],
        ordered: false,
    },
    Layer { name: "L5", kind: Kind::Core, crates: &["inquiry", "paths", "profile", "fix", "upgrade"], ordered: false },
    Layer { name: "L6", kind: Kind::Core, crates: &["scan"], ordered: false },
    Layer { name: "L7", kind: Kind::Core, crates: &["report"], ordered: false },
    Layer { name: "R", kind: Kind::Core, crates: &["waf", "authz", "quota", "detect", "broker"], ordered: false },
    Layer {
        name: "E",
        kind: Kind::Edge,
        crates: &["gateway", "shield", "live", "advisory", "console", "lsp", "mcp", "cli"],
        ordered: true,
    },
    Layer { name: "X", kind: Kind::Edge, crates: &["policy-oracle", "e2e", "xtask"], ordered: true },
];

/// Where a crate stands: the index of its layer, bottom first, and its place in it.
pub fn place_of(name: &str) -> Option<(usize, usize)> {
    LAYERS.iter().enumerate().find_map(|(height, layer)| {
        let place = layer.crates.iter().position(|listed| *listed == name)?;
        Some((height, place))
    })
}

/// The layer a crate stands in.
pub fn layer_of(name: &str) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.crates.contains(&name))
}

/// Whether crate `from` may import crate `to`; a crate without a place may import nothing of the house.
pub fn may_import(from: &str, to: &str) -> bool {
    let (Some(from_place), Some(to_place)) = (place_of(from), place_of(to)) else { return false };
    let ordered = layer_of(from).is_some_and(|layer| layer.ordered);
    to_place.0 < from_place.0 || (ordered && to_place.0 == from_place.0 && to_place.1 < from_place.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_go_down_and_never_sideways() {
        let allowed = [
            ("finding", "source"),
            ("model", "policy"),
            ("load", "sam"),
            ("scan", "posture"),
            ("cli", "report"),
            ("cli", "advisory"),
        ];
        let refused = [
            ("source", "finding"),
            ("policy", "sam"),
            ("exposure", "load"),
            ("posture", "iam"),
            ("model", "load"),
            ("advisory", "cli"),
        ];
        for (from, to) in allowed {
            assert!(may_import(from, to), "{from} imports {to}");
        }
        for (from, to) in refused {
            assert!(!may_import(from, to), "{from} must not import {to}");
        }
    }
}
