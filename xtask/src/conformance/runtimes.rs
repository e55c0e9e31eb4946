//! The suite `runtimes`: which stages of its end a runtime has reached on a given day.

use std::path::Path;

use anyhow::{Context as _, Result};
use model::Cloud;
use posture::{Stage, lifecycle};
use serde::Deserialize;

use super::{Filters, Tally};
use crate::house::read;

/// One line of the suite; a flag is absent where the cloud has no such stage.
#[derive(Debug, Deserialize)]
struct Case {
    cloud: String,
    runtime: String,
    as_of: String,
    deprecated: Option<bool>,
    create_blocked: Option<bool>,
    update_blocked: Option<bool>,
    decommissioned: Option<bool>,
    retired: Option<bool>,
}

/// Runs the suite in `dir`; a kind is a cloud.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let path = dir.join("cases.jsonl");
    let mut tally = Tally::default();
    for (number, line) in read(&path)?.lines().enumerate() {
        let case: Case =
            serde_json::from_str(line).with_context(|| format!("{}:{} is no case", path.display(), number + 1))?;
        let name = format!("{}/{}@{}", case.cloud, case.runtime, case.as_of);
        if filters.wants_kind(&case.cloud) && filters.wants_case(&name) {
            tally.count(&name, judge(&case));
        }
    }
    Ok(tally)
}

fn judge(case: &Case) -> Result<(), String> {
    let cloud = match case.cloud.as_str() {
        "aws" => Cloud::Aws,
        "azure" => Cloud::Azure,
        "gcp" => Cloud::Gcp,
        other => return Err(format!("no cloud `{other}`")),
    };
    let lifecycle = lifecycle(cloud, &case.runtime).ok_or("the runtime is unknown")?;
    for stage in Stage::ALL {
        let reached = lifecycle.is_at(stage, &case.as_of);
        let expected = case.flag(stage).unwrap_or(false);
        if reached != expected {
            return Err(format!("{stage:?} is {reached}, expected {expected}"));
        }
    }
    Ok(())
}

impl Case {
    fn flag(&self, stage: Stage) -> Option<bool> {
        match stage {
            Stage::Deprecated => self.deprecated,
            Stage::CreateBlocked => self.create_blocked,
            Stage::UpdateBlocked => self.update_blocked,
            Stage::Decommissioned => self.decommissioned,
            Stage::Retired => self.retired,
        }
    }
}
