//! The access levels of actions, from `data/iam/actions.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

/// What kind of access an action gives, as AWS classes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Names of things.
    List,
    /// Contents of things.
    Read,
    /// Labels.
    Tagging,
    /// Changes.
    Write,
    /// Changes of permissions.
    Permissions,
}

type Table = BTreeMap<String, Level>;

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../../data/iam/actions.json")));

/// The level of an action, whatever its case; `None` when the table does not have it.
pub fn level(action: &str) -> Option<Level> {
    TABLE.get(&action.to_ascii_lowercase()).copied()
}

fn read(text: &str) -> Table {
    let table: Value = serde_json::from_str(text).unwrap_or_default();
    let mut levels = Table::new();
    for (service, by_level) in table.get("services").and_then(Value::as_object).into_iter().flatten() {
        for (name, actions) in by_level.as_object().into_iter().flatten() {
            let Some(level) = level_of(name) else { continue };
            let names = actions.as_str().unwrap_or_default().split(' ');
            levels.extend(names.map(|action| (format!("{service}:{action}").to_ascii_lowercase(), level)));
        }
    }
    levels
}

fn level_of(name: &str) -> Option<Level> {
    Some(match name {
        "list" => Level::List,
        "read" => Level::Read,
        "tagging" => Level::Tagging,
        "write" => Level::Write,
        "permissions" => Level::Permissions,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels() {
        for (action, expected) in [
            ("dynamodb:GetItem", Some(Level::Read)),
            ("DynamoDB:putitem", Some(Level::Write)),
            ("s3:ListAllMyBuckets", Some(Level::List)),
            ("iam:PutRolePolicy", Some(Level::Permissions)),
            ("s3:PutObjectTagging", Some(Level::Tagging)),
            ("dynamodb:Nothing", None),
        ] {
            assert_eq!(level(action), expected, "{action}");
        }
        assert!(TABLE.len() > 5000);
    }
}
