//! `AWS::Include`: other files as parts of a template.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Files, Limits, join_path, parent_path};
use syntax::{Dialect, Map, Node, Value};

use super::prepare::read;

/// How deep included files may include others.
const MOST_INCLUDES: usize = 8;

struct Includer<'a> {
    files: &'a dyn Files,
    limits: &'a Limits,
    notices: &'a mut Vec<Notice>,
}

/// The template with every local `AWS::Include` in its place. A file that is not among the files of the scan is said.
pub(crate) fn expand(
    files: &dyn Files,
    file: FileId,
    template: &Map,
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Map {
    let mut includer = Includer { files, limits, notices };
    let mut expanded = template.clone();
    if let Some(include) = template.get("Transform").filter(|transform| is_include(transform)) {
        expanded.remove("Transform");
        includer.merge(&mut expanded, include, file, 0);
    }
    includer.map(&mut expanded, file, 0, 0);
    expanded
}

impl Includer<'_> {
    fn map(&mut self, map: &mut Map, file: FileId, depth: usize, includes: usize) {
        if depth > self.limits.depth {
            return;
        }
        if map.get("Fn::Transform").is_some_and(is_include)
            && let Some(include) = map.remove("Fn::Transform")
        {
            self.merge(map, &include, file, includes);
        }
        for (_, node) in map.iter_mut() {
            self.node(node, file, depth + 1, includes);
        }
    }

    fn node(&mut self, node: &mut Node, file: FileId, depth: usize, includes: usize) {
        match &mut node.value {
            Value::Map(map) => self.map(map, file, depth, includes),
            Value::List(items) if depth <= self.limits.depth => {
                items.iter_mut().for_each(|item| self.node(item, file, depth + 1, includes));
            }
            _ => {}
        }
    }

    /// Adds the keys of the included file that the map does not have yet.
    fn merge(&mut self, map: &mut Map, include: &Node, file: FileId, includes: usize) {
        let Some((included_file, included)) = self.included(include, file, includes) else { return };
        let Value::Map(mut included) = included.value else { return };
        self.map(&mut included, included_file, 0, includes + 1);
        for (key, entry) in included {
            if !map.contains(&key) {
                map.insert_at(key, entry.key, entry.node);
            }
        }
    }

    fn included(&mut self, include: &Node, file: FileId, includes: usize) -> Option<(FileId, Node)> {
        let location = include.at(&["Parameters", "Location"])?;
        let path = location.as_str();
        let found = path.and_then(|path| self.files.find(&join_path(parent_path(self.files.path(file)), path)?));
        let place = location.span()?;
        let Some(found) = found.filter(|_| includes < MOST_INCLUDES) else {
            let name = path.map_or_else(|| "a computed location".to_owned(), |path| format!("`{path}`"));
            let message = format!("included from {name}, which is not among the scanned files");
            self.notices.push(Notice::at(place, NoticeKind::Unresolved, message));
            return None;
        };
        let text = read(self.files, found, self.notices)?;
        let document = syntax::parse_one(found, self.files.path(found), &text, Dialect::CloudFormation, self.limits);
        self.notices.extend(document.notices);
        Some((found, document.root?))
    }
}

fn is_include(transform: &Node) -> bool {
    transform.get("Name").and_then(Node::text) == Some(Arc::from("AWS::Include"))
}
