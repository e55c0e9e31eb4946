//! Statements and their elements.

use std::sync::Arc;

use finding::NoticeKind;
use syntax::Node;

use super::kept::unsaid;
use super::{Fields, MAX_BYTES, MAX_STATEMENTS, Parser};
use crate::action_pattern::ActionPattern;
use crate::document::{Effect, Element, PolicyDocument, Sourced, Statement, Unread};
use crate::resource_pattern::ResourcePattern;

const ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

impl Parser {
    /// One statement or a list of them. Past a limit the entries are kept and not read.
    pub(super) fn statements(&mut self, node: &Node, document: &mut PolicyDocument) {
        document.listed = node.as_list().is_some();
        let items = node.as_list().unwrap_or(std::slice::from_ref(node));
        let mut limit_is_said = false;
        for (index, item) in items.iter().enumerate() {
            let limit = self.limit_at(document.statements.len());
            let statement = if limit.is_none() && !item.is_null() { self.statement(item) } else { None };
            match (statement, limit) {
                (Some(statement), _) => document.statements.push(statement),
                (None, limit) => {
                    if let Some(limit) = limit.filter(|_| !limit_is_said) {
                        limit_is_said = true;
                        let message = format!("a policy with more than {limit}; from here on it was not analysed");
                        self.notice(&item.origin, NoticeKind::Limit, message);
                    }
                    document.unread.push(Unread { index, node: item.clone() });
                }
            }
        }
    }

    /// The limit that is reached once this many statements are read.
    fn limit_at(&self, statements: usize) -> Option<String> {
        if statements >= MAX_STATEMENTS {
            return Some(format!("{MAX_STATEMENTS} statements"));
        }
        (self.bytes >= MAX_BYTES).then(|| format!("{MAX_BYTES} bytes of texts"))
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
        let mut statement = Statement {
            sid: self.optional_text(fields.get("Sid"), "`Sid`"),
            effect: self.effect(node, &fields),
            principal: self.principal_element(node, &fields),
            action: self.action_element(node, &fields),
            resource: self.resource_element(node, &fields),
            conditions: fields.get("Condition").map(|condition| self.conditions(condition)).unwrap_or_default(),
            kept: Vec::new(),
            origin: node.origin.clone(),
        };
        statement.kept = unsaid(map, &statement.to_node(), &ELEMENTS);
        Some(statement)
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
