//! When an import is carried out, by what stands around it.

use tree::{Kind, Language, Node};

use crate::imports::written::When;

/// Looking further out than this costs more than it tells.
const FURTHEST: usize = 500;

/// When a node is reached if its module is loaded, and whether a failure there is caught.
pub(super) fn when(node: Node<'_>) -> (When, bool) {
    let (mut when, mut is_optional) = (When::Always, false);
    let mut at = node;
    let mut distance = 0;
    while let Some(parent) = at.parent() {
        distance += 1;
        if distance > FURTHEST {
            return (When::Lazy, is_optional);
        }
        let place = || parent.children().position(|child| child.id() == at.id()).unwrap_or_default();
        match parent.kind() {
            Kind::Lambda | Kind::FunctionDef if !is_called_at_once(parent) => when = When::Lazy,
            Kind::Try => match place() {
                0 => is_optional |= parent.child(1).is_some_and(|catches| catches.children().next().is_some()),
                1 => when = when.max(When::Conditional),
                _ => {}
            },
            Kind::If | Kind::While | Kind::Conditional if place() > 0 => when = when.max(When::Conditional),
            Kind::ForEach if place() > 1 => when = when.max(When::Conditional),
            Kind::Switch | Kind::For => when = when.max(When::Conditional),
            Kind::Binary if matches!(parent.text(), "&&" | "||" | "??") && place() > 0 => {
                when = when.max(When::Conditional);
            }
            _ => {}
        }
        at = parent;
    }
    (when, is_optional)
}

/// Whether a function is called where it is written: `(function () { … })()`, `(() => { … })()`, `(function () { … }).call(this)`.
fn is_called_at_once(function: Node<'_>) -> bool {
    if !function.tree().language().is_script() {
        return false;
    }
    let Some(parent) = function.parent() else { return false };
    let is_first = |of: Node<'_>, node: Node<'_>| of.child(0).is_some_and(|first| first.id() == node.id());
    match parent.kind() {
        Kind::Call => is_first(parent, function),
        Kind::Member => {
            let is_call = parent.child(1).is_some_and(|name| matches!(name.text(), "call" | "apply"));
            let called = parent.parent().filter(|call| call.kind() == Kind::Call && is_first(*call, parent));
            is_call && is_first(parent, function) && called.is_some()
        }
        _ => false,
    }
}

/// Whether a node stands where only a type checker looks.
pub(super) fn is_for_types(node: Node<'_>) -> bool {
    let language = node.tree().language();
    let around = std::iter::successors(Some(node), |node| node.parent()).take(FURTHEST);
    match language {
        Language::TypeScript | Language::Tsx | Language::JavaScript => around.into_iter().any(|at| match at.kind() {
            Kind::Other => {
                let text = at.text();
                matches!(text, "ambient_declaration" | "type_alias_declaration" | "type_query")
                    || text.ends_with("_type")
            }
            Kind::ClassDef => at.text() == "interface",
            _ => false,
        }),
        Language::Python => {
            let mut below = node;
            around.skip(1).any(|at| {
                let is_then = at.kind() == Kind::If && at.child(1).is_some_and(|then| then.id() == below.id());
                let condition = at.child(0).filter(|_| is_then);
                below = at;
                condition.is_some_and(|condition| super::last_name(condition) == Some("TYPE_CHECKING"))
            })
        }
        _ => false,
    }
}
