//! Policies written as a JSON text inside the template.

use finding::NoticeKind;
use model::Guard;
use policy::PolicyDocument;
use source::{FileId, Limits, Origin};
use syntax::{Node, Value, parse_json};

use super::Places;
use crate::cfn::environment::Environment;

/// The documents that texts at the places say; a text that is no JSON is a notice.
pub(super) fn documents(environment: &Environment<'_>, places: &Places<'_>) -> Vec<(Guard, PolicyDocument, Origin)> {
    let mut documents = Vec::new();
    for (guard, node) in places {
        for (guard, resolved) in environment.alternatives(guard, node) {
            let Some(resolved) = resolved else { continue };
            let Some(text) = resolved.as_str() else { continue };
            match tree(text, &resolved.origin) {
                Some(tree) => {
                    let (document, notices) = PolicyDocument::parse(&tree);
                    environment.notices.borrow_mut().extend(notices);
                    documents.push((guard, document, resolved.origin));
                }
                None => {
                    let message = "a policy that is not known from the template";
                    environment.notice(&resolved.origin, NoticeKind::Unresolved, message);
                }
            }
        }
    }
    documents
}

/// The tree of a JSON text; all of it stands where the text stands.
pub(super) fn tree(text: &str, origin: &Origin) -> Option<Node> {
    let parsed = parse_json(FileId(0), text, &Limits::default());
    let mut root = parsed.root.filter(|root| parsed.notices.is_empty() && root.as_map().is_some())?;
    move_to(&mut root, origin);
    Some(root)
}

/// Sets the origin of a node and all below; the depth is that of the parser, which is limited.
fn move_to(node: &mut Node, origin: &Origin) {
    node.origin = origin.clone();
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| move_to(item, origin)),
        Value::Map(map) => map.entries_mut().for_each(|(_, entry)| {
            entry.key = origin.clone();
            move_to(&mut entry.node, origin);
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_or_not() {
        let here = Origin::Default("test");
        let found = tree(r#"{"Statement": [{"Effect": "Allow"}]}"#, &here).unwrap();
        assert_eq!(found.origin, here);
        assert_eq!(found.get("Statement").and_then(Node::as_list).map(<[Node]>::len), Some(1));
        for text in ["", "‹Policy›", "[1]", r#"{"Statement": "#] {
            assert_eq!(tree(text, &here), None, "{text}");
        }
    }
}
