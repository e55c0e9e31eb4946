//! When platforms stop caring for a runtime: data/runtimes.json as a table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::Cloud;
use serde::Deserialize;

/// What a platform does with a runtime it gives up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// No security fixes any more (AWS, Google).
    Deprecated,
    /// No new function may use it (AWS).
    CreateBlocked,
    /// No function that uses it may be changed (AWS).
    UpdateBlocked,
    /// Functions that use it no longer run (Google).
    Decommissioned,
    /// The language version has reached its end of life, and support with it (Azure).
    Retired,
}

/// The days at which one runtime reaches its stages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Lifecycle {
    deprecated: Option<String>,
    create_block: Option<String>,
    update_block: Option<String>,
    decommissioned: Option<String>,
    retired: Option<String>,
    successor: Option<String>,
}

impl Stage {
    /// Every stage, from the first to the last.
    pub const ALL: [Self; 5] =
        [Self::Deprecated, Self::CreateBlocked, Self::UpdateBlocked, Self::Decommissioned, Self::Retired];
}

impl Lifecycle {
    /// The day from which on a stage holds, `YYYY-MM-DD`; `None` when no date is known or the platform has no such stage.
    pub fn day(&self, stage: Stage) -> Option<&str> {
        let day = match stage {
            Stage::Deprecated => &self.deprecated,
            Stage::CreateBlocked => &self.create_block,
            Stage::UpdateBlocked => &self.update_block,
            Stage::Decommissioned => &self.decommissioned,
            Stage::Retired => &self.retired,
        };
        day.as_deref()
    }

    /// Whether a stage holds on the day `as_of`, `YYYY-MM-DD`.
    pub fn is_at(&self, stage: Stage, as_of: &str) -> bool {
        self.day(stage).is_some_and(|day| day <= as_of)
    }

    /// The runtime the platform names as successor.
    pub fn successor(&self) -> Option<&str> {
        self.successor.as_deref()
    }
}

/// The lifecycle of a runtime in its cloud's own word, such as `python3.9` or, for Azure, `node|18`; `None` when the table
/// does not know it.
pub fn lifecycle(cloud: Cloud, runtime: &str) -> Option<&'static Lifecycle> {
    let runtimes = match cloud {
        Cloud::Aws => &TABLE.aws,
        Cloud::Azure => &TABLE.azure,
        Cloud::Gcp => &TABLE.gcp,
    };
    runtimes.get(runtime)
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    aws: BTreeMap<String, Lifecycle>,
    azure: BTreeMap<String, Lifecycle>,
    gcp: BTreeMap<String, Lifecycle>,
}

/// INVARIANT: the table parses, which a test holds; were it not to, every runtime would be unknown.
static TABLE: LazyLock<Table> = LazyLock::new(|| parse().unwrap_or_default());

fn parse() -> serde_json::Result<Table> {
    serde_json::from_str(include_str!("../../../data/runtimes.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_parses() {
        let table = parse().unwrap();
        assert!(table.aws.len() > 40 && table.gcp.len() > 30 && table.azure.len() > 20);
    }

    #[test]
    fn a_stage_holds_from_its_day_on() {
        let python = lifecycle(Cloud::Aws, "python3.9").unwrap();
        let day = python.day(Stage::Deprecated).unwrap();
        assert!(python.is_at(Stage::Deprecated, day));
        assert!(!python.is_at(Stage::Deprecated, "2025-12-14"));
        assert!(!python.is_at(Stage::Retired, "2099-01-01"));
    }

    #[test]
    fn an_unknown_runtime_is_unknown() {
        assert_eq!(lifecycle(Cloud::Aws, "cobol85"), None);
        assert_eq!(lifecycle(Cloud::Gcp, "python3.9"), None);
    }
}
