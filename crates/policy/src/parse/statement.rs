//! Statements and their elements.

use std::sync::Arc;

use finding::NoticeKind;
use syntax::{Node, Value};

use super::{Fields, Parser};
use crate::action_pattern::ActionPattern;
use crate::document::{Effect, Element, Sourced, Statement};
use crate::resource_pattern::ResourcePattern;

const ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

impl Parser {
    /// One statement or a list of them.
    pub(super) fn statements(&mut self, node: &Node) -> Vec<Statement> {
        match &node.value {
            Value::List(items) => {
                let present = items.iter().filter(|item| !item.is_null());
                present.filter_map(|item| self.statement(item)).collect()
            }
            _ => self.statement(node).into_iter().collect(),
        }
    }

    fn statement(&mut self, node: &Node) -> Option<Statement> {
        let Some(map) = node.as_map() else {
            self.not_understood(node, "a policy statement");
            return None;
        };
        if node.single().is_some_and(|(key, _)| key.starts_with("Fn::") || **key == *"Ref") {
            self.not_understood(node, "a policy statement");
            return None;
        }
        let fields = self.fields(map, &ELEMENTS, "policy statement");
        Some(Statement {
            sid: self.optional_text(fields.get("Sid"), "`Sid`"),
            effect: self.effect(node, &fields),
            principal: self.principal_element(node, &fields),
            action: self.action_element(node, &fields),
            resource: self.resource_element(node, &fields),
            conditions: fields.get("Condition").map(|condition| self.conditions(condition)).unwrap_or_default(),
            origin: node.origin.clone(),
        })
    }

    fn effect(&mut self, statement: &Node, fields: &Fields<'_>) -> Option<Sourced<Effect>> {
        let Some(node) = fields.get("Effect") else {
            self.notice(&statement.origin, NoticeKind::Invalid, "policy statement without `Effect`");
            return None;
        };
        let text = self.text(node, "`Effect`")?;
        let effect = match &*text.value {
            "Allow" => Effect::Allow,
            "Deny" => Effect::Deny,
            other => {
                let kind = if crate::has_hole(other) { NoticeKind::Unresolved } else { NoticeKind::Invalid };
                self.notice(&node.origin, kind, format!("effect `{other}` is neither `Allow` nor `Deny`"));
                return None;
            }
        };
        Some(Sourced::new(effect, text.origin))
    }

    fn action_element(&mut self, statement: &Node, fields: &Fields<'_>) -> Option<Element<ActionPattern>> {
        let Some((node, negated)) = self.either(fields, "Action", "NotAction") else {
            self.notice(&statement.origin, NoticeKind::Invalid, "policy statement without `Action`");
            return None;
        };
        Some(self.element(node, negated, "an action", ActionPattern::new))
    }

    fn resource_element(&mut self, statement: &Node, fields: &Fields<'_>) -> Option<Element<ResourcePattern>> {
        let has_principal = fields.get("Principal").or(fields.get("NotPrincipal")).is_some();
        let Some((node, negated)) = self.either(fields, "Resource", "NotResource") else {
            // Trust policies and the policies of some services hang on their only resource.
            if !has_principal {
                self.notice(&statement.origin, NoticeKind::Invalid, "policy statement without `Resource`");
            }
            return None;
        };
        let pattern: fn(Arc<str>) -> ResourcePattern =
            if self.variables { ResourcePattern::new } else { ResourcePattern::without_variables };
        Some(self.element(node, negated, "a resource", pattern))
    }

    /// An element or its `Not…` form; both together are an error, and the first counts.
    pub(super) fn either<'n>(
        &mut self,
        fields: &Fields<'n>,
        plain: &'static str,
        negated: &'static str,
    ) -> Option<(&'n Node, bool)> {
        match (fields.get(plain), fields.get(negated)) {
            (Some(node), None) => Some((node, false)),
            (None, Some(node)) => Some((node, true)),
            (Some(node), Some(other)) => {
                let message = format!("`{plain}` and `{negated}` stand in one statement; `{negated}` was not analysed");
                self.notice(&other.origin, NoticeKind::Invalid, message);
                Some((node, false))
            }
            (None, None) => None,
        }
    }

    fn element<P>(&mut self, node: &Node, negated: bool, what: &str, pattern: fn(Arc<str>) -> P) -> Element<P> {
        let (texts, listed) = self.texts(node, what);
        let patterns = texts.into_iter().map(|text| Sourced::new(pattern(text.value), text.origin)).collect();
        Element { negated, patterns, listed, origin: node.origin.clone() }
    }
}
