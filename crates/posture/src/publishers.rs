//! Accounts that publish layers for others: data/layer-publishers.json as a table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
struct Table {
    publishers: BTreeMap<String, String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // A table that does not parse is caught by the test below, not at a user's.
    serde_json::from_str(include_str!("../../../data/layer-publishers/publishers.json")).unwrap_or_default()
});

/// Who publishes from an account, if it is known.
pub(crate) fn publisher(account: &str) -> Option<&'static str> {
    TABLE.publishers.get(account).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert!(TABLE.publishers.len() >= 40);
        assert!(TABLE.publishers.keys().all(|account| account.len() == 12));
        assert_eq!(publisher("017000801446"), Some("AWS Powertools for AWS Lambda"));
        assert_eq!(publisher("999988887777"), None);
    }
}
