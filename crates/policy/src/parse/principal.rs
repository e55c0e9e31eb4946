//! `Principal` and `NotPrincipal`.

use finding::NoticeKind;
use source::Origin;
use syntax::{Node, Value};

use super::{Fields, Parser};
use crate::document::{Element, Sourced};
use crate::principal_pattern::{PrincipalKind, PrincipalPattern};

impl Parser {
    /// The principal element, if the statement has one.
    pub(super) fn principal_element(
        &mut self,
        statement: &Node,
        fields: &Fields<'_>,
    ) -> Option<Element<PrincipalPattern>> {
        let (node, negated) = self.either(fields, "Principal", "NotPrincipal")?;
        let mut element = Element { negated, patterns: Vec::new(), listed: false, origin: node.origin.clone() };
        match &node.value {
            Value::Map(map) if !is_intrinsic(node) => {
                for (key, entry) in map.entries().filter(|(_, entry)| !entry.node.is_null()) {
                    let kind = self.principal_kind(key, &entry.key);
                    let (texts, listed) = self.texts(&entry.node, "a principal");
                    element.listed |= listed;
                    let entries =
                        texts.into_iter().map(|t| Sourced::new(PrincipalPattern::new(kind, t.value), t.origin));
                    element.patterns.extend(entries);
                }
            }
            // Outside a mapping AWS takes `*` only; anything else is read as the AWS principal it looks like.
            _ => {
                let (texts, listed) = self.texts(node, "a principal");
                element.listed = listed;
                for text in texts {
                    let kind = if &*text.value == "*" { PrincipalKind::Everyone } else { PrincipalKind::Aws };
                    if kind == PrincipalKind::Aws {
                        let message = format!("principal `{}` stands outside a mapping; AWS refuses it", text.value);
                        self.notice(&text.origin, NoticeKind::Invalid, message);
                    }
                    element.patterns.push(Sourced::new(PrincipalPattern::new(kind, text.value), text.origin));
                }
            }
        }
        if element.patterns.is_empty() {
            self.notice(&statement.origin, NoticeKind::Invalid, "policy statement with an empty principal");
        }
        Some(element)
    }

    fn principal_kind(&mut self, key: &str, origin: &Origin) -> PrincipalKind {
        match key {
            "AWS" => PrincipalKind::Aws,
            "Service" => PrincipalKind::Service,
            "Federated" => PrincipalKind::Federated,
            "CanonicalUser" => PrincipalKind::CanonicalUser,
            other => {
                self.notice(origin, NoticeKind::Invalid, format!("`{other}` is no kind of principal"));
                PrincipalKind::Unknown
            }
        }
    }
}

fn is_intrinsic(node: &Node) -> bool {
    node.single().is_some_and(|(key, _)| **key == *"Ref" || key.starts_with("Fn::"))
}
