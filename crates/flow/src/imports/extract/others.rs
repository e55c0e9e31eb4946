//! Imports of Java, Go, C#, Ruby and PHP.

use tree::{Kind, Language, Node};

use super::{How, Reading, Target, argument, last_name};

/// Reads them all.
pub(super) fn read(reading: &mut Reading<'_>) {
    let language = reading.tree.language();
    for node in reading.tree.nodes() {
        match (node.kind(), language) {
            (Kind::Import, Language::Ruby) => required(reading, node),
            (Kind::Import, Language::Go) => {
                let module = node.child(0).map(|module| module.text().to_owned());
                if let Some(module) = module {
                    reading.add(node, Target::Module(module), How::Import);
                }
            }
            (Kind::Import, _) => declared(reading, node, if language == Language::Php { "\\" } else { "." }),
            (Kind::Call, Language::Ruby) => called_in_ruby(reading, node),
            (Kind::Call, Language::Php) => called_in_php(reading, node),
            (Kind::Call, Language::Java | Language::CSharp) if loads_by_name(node) => {
                reading.add(node, Target::Computed, How::Import);
            }
            _ => {}
        }
    }
}

/// `import a.b.C`, `use A\B`, `using A.B`
fn declared(reading: &mut Reading<'_>, node: Node<'_>, separator: &str) {
    let Some(path) = node.child(0).filter(|path| path.kind() == Kind::Path) else { return };
    let imported = node.child(1).filter(|name| name.is_present());
    let names: Vec<&str> = path.children().chain(imported).map(Node::text).collect();
    reading.add(node, Target::Module(names.join(separator)), How::Import);
}

/// Reflection: `Class.forName(x)`, `ServiceLoader.load(x)`, `Assembly.Load(x)`.
fn loads_by_name(call: Node<'_>) -> bool {
    let Some(callee) = call.child(0) else { return false };
    let object = callee.child(0).filter(|_| callee.kind() == Kind::Member).and_then(last_name);
    matches!(
        (object, last_name(callee)),
        (Some("Class"), Some("forName"))
            | (Some("ServiceLoader"), Some("load"))
            | (_, Some("loadClass"))
            | (Some("Assembly"), Some("Load" | "LoadFrom" | "LoadFile"))
    )
}

/// `require 'a'`, `require_relative 'a'`: the tree has one kind for both, the text tells them apart.
fn required(reading: &mut Reading<'_>, node: Node<'_>) {
    let is_relative = reading.slice(node).starts_with("require_relative");
    let Some(module) = node.child(0) else { return };
    for folded in reading.fold(module) {
        let target = match folded.target() {
            Target::Module(name) if is_relative => Target::Module(beside(&name)),
            Target::Start(name) if is_relative => Target::Start(beside(&name)),
            other => other,
        };
        reading.add(node, target, How::Require);
    }
}

/// A path seen from the file's own folder.
fn beside(path: &str) -> String {
    if path.starts_with('.') { path.to_owned() } else { format!("./{path}") }
}

fn called_in_ruby(reading: &mut Reading<'_>, node: Node<'_>) {
    match node.child(0).and_then(last_name) {
        Some("require" | "require_relative" | "load") => reading.add_folded(node, argument(node), How::Require),
        Some("autoload") => {
            let path = node.child(1).and_then(|arguments| arguments.child(1));
            reading.add_folded(node, path, How::Require);
        }
        _ => {}
    }
}

/// `require __DIR__ . '/a.php'`
fn called_in_php(reading: &mut Reading<'_>, node: Node<'_>) {
    let name = node.child(0).and_then(last_name);
    if matches!(name, Some("require" | "require_once" | "include" | "include_once")) {
        let path = argument(node);
        let beside = path.filter(|path| {
            path.kind() == Kind::Binary && path.child(0).is_some_and(|folder| folder.text() == "__DIR__")
        });
        match beside.and_then(|path| path.child(1)).filter(|path| path.kind() == Kind::Str) {
            Some(path) => reading.add(node, Target::Module(format!(".{}", path.text())), How::Require),
            None => reading.add_folded(node, path, How::Require),
        }
    }
}
