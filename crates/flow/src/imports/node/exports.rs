//! `exports` and `imports` of `package.json`. Source: the documentation of Node, "ECMAScript modules", "Resolution algorithm
//! specification".

use syntax::{Map, Node, Value};

use crate::imports::written::How;

/// How deep conditions may stand in each other.
const DEEPEST: usize = 32;

/// The conditions that hold for an import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conditions(&'static [&'static str]);

impl Conditions {
    /// Those of Node 20.19, 22 and later, which load modules of both kinds in both ways.
    pub(super) const fn of(how: How) -> Self {
        Self(match how {
            How::Import => &["node", "import", "module-sync", "node-addons", "default"],
            How::Require | How::Path => &["node", "require", "module-sync", "node-addons", "default"],
        })
    }

    fn hold(self, name: &str) -> bool {
        self.0.contains(&name)
    }
}

/// The path that a package exports for a path inside of it, which is empty or begins with `/`.
pub(super) fn export(exports: &Node, inside: &str, conditions: Conditions) -> Option<String> {
    let map = exports.as_map().filter(|map| map.keys().next().is_some_and(|key| key.starts_with('.')));
    match map {
        Some(map) => look_up(map, &format!(".{inside}"), conditions),
        None if inside.is_empty() => target(exports, None, conditions, 0).flatten(),
        None => None,
    }
}

/// What a package maps `#name` to: a path or another package.
pub(super) fn import(imports: &Node, name: &str, conditions: Conditions) -> Option<String> {
    look_up(imports.as_map()?, name, conditions)
}

fn look_up(map: &Map, key: &str, conditions: Conditions) -> Option<String> {
    if let Some(exact) = map.get(key).filter(|_| !key.contains('*')) {
        return target(exact, None, conditions, 0).flatten();
    }
    let mut patterns: Vec<(&str, &str, &Node)> = map
        .iter()
        .filter_map(|(pattern, node)| {
            let (before, after) = pattern.split_once('*').filter(|(_, after)| !after.contains('*'))?;
            Some((before, after, node))
        })
        .collect();
    // The longest text before the star counts, then the longest pattern.
    patterns.sort_by_key(|(before, after, _)| std::cmp::Reverse((before.len(), before.len() + after.len())));
    patterns.into_iter().find_map(|(before, after, node)| {
        let star = key.strip_prefix(before).filter(|rest| !rest.is_empty())?;
        let star = star.strip_suffix(after).filter(|_| key.len() > before.len() + after.len())?;
        Some(target(node, Some(star), conditions, 0).flatten())
    })?
}

/// What a target is: none if no condition holds, so that the next one counts; a none inside if it is closed.
fn target(node: &Node, star: Option<&str>, conditions: Conditions, depth: usize) -> Option<Option<String>> {
    if depth > DEEPEST {
        return None;
    }
    match &node.value {
        Value::Text(text) => Some(Some(match star {
            Some(star) => text.replace('*', star),
            None => text.to_string(),
        })),
        Value::Map(map) => {
            let own = map.iter().filter(|(condition, _)| conditions.hold(condition));
            own.into_iter().find_map(|(_, node)| target(node, star, conditions, depth + 1))
        }
        Value::List(items) => {
            let mut found = items.iter().filter_map(|item| target(item, star, conditions, depth + 1));
            found.find(|found| found.as_ref().is_some_and(|path| path.starts_with("./"))).or(Some(None))
        }
        Value::Null => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use source::{FileId, Limits};

    use super::*;

    fn exported(exports: &str, inside: &str, how: How) -> Option<String> {
        let node = syntax::parse_json(FileId(0), exports, &Limits::default()).root.unwrap();
        export(&node, inside, Conditions::of(how))
    }

    #[test]
    fn exports_follow_the_algorithm_of_node() {
        for (exports, inside, required, imported) in [
            (r#""./a.js""#, "", Some("./a.js"), Some("./a.js")),
            (r#""./a.js""#, "/a.js", None, None),
            (r#"{".": "./a.js", "./b": "./lib/b.js"}"#, "/b", Some("./lib/b.js"), Some("./lib/b.js")),
            (r#"{"import": "./a.mjs", "require": "./a.cjs"}"#, "", Some("./a.cjs"), Some("./a.mjs")),
            (r#"{"default": "./d.js", "require": "./a.cjs"}"#, "", Some("./d.js"), Some("./d.js")),
            (
                r#"{"browser": "./b.js", "node": {"import": "./n.mjs"}, "default": "./d.js"}"#,
                "",
                Some("./d.js"),
                Some("./n.mjs"),
            ),
            (
                r#"{"./x/*": "./src/x/*.js", "./x/internal/*": null}"#,
                "/x/a/b",
                Some("./src/x/a/b.js"),
                Some("./src/x/a/b.js"),
            ),
            (r#"{"./x/*": "./src/x/*.js", "./x/internal/*": null}"#, "/x/internal/a", None, None),
            (r#"{"./*": "./*.js", "./a/*.css": "./css/*.css"}"#, "/a/b.css", Some("./css/b.css"), Some("./css/b.css")),
            (r#"{"./*": "./*"}"#, "/", None, None),
            (r#"{".": ["bad", "./a.js"]}"#, "", Some("./a.js"), Some("./a.js")),
            (r#"{".": {"types": "./a.d.ts"}}"#, "", None, None),
            (r#"{".": {"node": {"types": "./a.d.ts"}, "default": "./a.js"}}"#, "", Some("./a.js"), Some("./a.js")),
            (r#"{".": {"node": null, "default": "./a.js"}}"#, "", None, None),
        ] {
            assert_eq!(exported(exports, inside, How::Require).as_deref(), required, "{exports} {inside}");
            assert_eq!(exported(exports, inside, How::Import).as_deref(), imported, "{exports} {inside}");
        }
    }
}
