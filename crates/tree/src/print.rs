//! A tree as text, for tests and for people who write a grammar's part.

use std::fmt::Write as _;

use crate::kind::Kind;
use crate::tree::Node;

/// One line: `(Call (Name f) (Args (Int 1)))`; `_` is a part that is not written.
pub fn print(node: Node<'_>) -> String {
    let tree = node.tree();
    let mut text = String::new();
    let mut open: Vec<u32> = Vec::new();
    for id in node.id().0..tree.end(node.id()).0 {
        while open.last().is_some_and(|end| *end <= id) {
            open.pop();
            text.push(')');
        }
        if !text.is_empty() {
            text.push(' ');
        }
        let node = tree.node(crate::NodeId(id));
        if node.kind() == Kind::Absent {
            text.push('_');
            continue;
        }
        let _ = write!(text, "({:?}", node.kind());
        if !node.symbol().is_none() {
            let _ = write!(text, " {}", node.text());
        }
        open.push(tree.end(node.id()).0);
    }
    text.extend(open.iter().map(|_| ')'));
    text
}
