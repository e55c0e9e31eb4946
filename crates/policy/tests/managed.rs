//! Every managed policy of AWS is read without a notice of the parser's own making, and written out as it stands.

use policy::PolicyDocument;
use source::{FileId, Limits};
use syntax::{Node, parse_json};

/// The documents, wherever they stand in the table.
fn documents<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    if node.get("Statement").is_some() {
        found.push(node);
        return;
    }
    match node.as_map() {
        Some(map) => map.values().for_each(|value| documents(value, found)),
        None => node.as_list().unwrap_or_default().iter().for_each(|item| documents(item, found)),
    }
}

#[test]
fn nothing_of_a_managed_policy_is_lost() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/iam/managed-policies.json");
    let text = std::fs::read_to_string(path).unwrap();
    let limits = Limits { nodes: 10_000_000, ..Limits::default() };
    let table = parse_json(FileId(0), &text, &limits).root.unwrap();
    let mut found = Vec::new();
    documents(&table, &mut found);
    assert!(found.len() > 1_400, "{} documents", found.len());
    let mut kept = 0;
    for node in found {
        let (document, _) = PolicyDocument::parse(node);
        assert_eq!(document.to_node(), *node);
        let again = PolicyDocument::from_json(FileId(0), document.to_json_pretty().as_bytes(), &limits);
        assert_eq!(again.0.to_node(), *node);
        assert_eq!(document.unread, vec![]);
        kept += document.statements.iter().map(|statement| statement.kept.len()).sum::<usize>();
    }
    // Only what is no text where text belongs is kept beside its field.
    assert!(kept < 400, "{kept} elements are kept as written");
}
