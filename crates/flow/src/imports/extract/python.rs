//! Imports of Python.

use tree::{Kind, Node};

use super::fold::Folded;
use super::{How, Reading, Target, argument, around, last_name};

/// Reads them all.
pub(super) fn read(reading: &mut Reading<'_>) {
    for node in reading.tree.nodes() {
        match node.kind() {
            Kind::Import if !around::is_for_types(node) => declared(reading, node),
            Kind::Call => called(reading, node),
            Kind::Assign | Kind::AugAssign if node.child(0).is_some_and(|target| target.text() == "__all__") => {
                exported(reading, node);
            }
            _ => {}
        }
    }
}

/// `import a.b`, `from ..a import b`
fn declared(reading: &mut Reading<'_>, node: Node<'_>) {
    let Some(path) = node.child(0).filter(|path| path.kind() == Kind::Path) else { return };
    let names: Vec<&str> = path.children().map(Node::text).collect();
    let module = format!("{}{}", path.text(), names.join("."));
    let target = match node.child(1).filter(|name| name.is_present()) {
        Some(name) => Target::Part { module, name: name.text().to_owned() },
        None => Target::Module(module),
    };
    reading.add(node, target, How::Import);
}

fn called(reading: &mut Reading<'_>, node: Node<'_>) {
    let Some(callee) = node.child(0) else { return };
    let object = callee.child(0).filter(|_| callee.kind() == Kind::Member).and_then(last_name);
    match (object, last_name(callee)) {
        (Some("importlib") | None, Some("import_module")) | (None, Some("__import__")) => {
            imported(reading, node);
        }
        (Some("sys.path" | "path"), Some("append" | "insert")) if is_search_path(callee) => added(reading, node),
        (Some("pkgutil"), Some("walk_packages" | "iter_modules" | "get_loader" | "find_loader"))
        | (_, Some("iter_entry_points" | "entry_points" | "spec_from_file_location"))
        | (Some("imp"), Some("load_source" | "load_module"))
        | (Some("runpy"), Some("run_module" | "run_path")) => reading.add(node, Target::Computed, How::Import),
        (None, Some("exec" | "eval" | "execfile")) if argument(node).is_some_and(|code| code.kind() != Kind::Str) => {
            reading.add(node, Target::Computed, How::Import);
        }
        _ => {}
    }
}

/// `import_module(name, package)`: what begins with a dot is seen from the package, which is the module's own if it is not said.
fn imported(reading: &mut Reading<'_>, node: Node<'_>) {
    let second = node.child(1).and_then(|arguments| arguments.child(1));
    let second = second.map(|second| if second.kind() == Kind::Keyword { second.child(1) } else { Some(second) });
    let package = match second.flatten().map(|package| reading.fold(package)).as_deref() {
        Some([Folded::Exact(package)]) => Some(package.trim_start_matches('\u{0}').to_owned()),
        _ => None,
    };
    let Some(first) = argument(node) else { return };
    for folded in reading.fold(first) {
        let target = match (folded, &package) {
            (Folded::Exact(name), Some(package)) if name.starts_with('.') && !package.is_empty() => {
                Folded::Exact(format!("{package}{name}")).target()
            }
            (Folded::Start(name), Some(package)) if name.starts_with('.') && !package.is_empty() => {
                Folded::Start(format!("{package}{name}")).target()
            }
            (folded, _) => folded.target(),
        };
        reading.add(node, target, How::Import);
    }
}

/// Whether a callee is a method of `sys.path`.
fn is_search_path(callee: Node<'_>) -> bool {
    let path = callee.child(0).filter(|path| path.kind() == Kind::Member);
    path.and_then(|path| path.child(0)).is_some_and(|sys| sys.text() == "sys")
}

/// `sys.path.insert(0, folder)`
fn added(reading: &mut Reading<'_>, node: Node<'_>) {
    let Some(folder) = node.child(1).and_then(|arguments| arguments.children().last()) else { return };
    for folded in reading.fold(folder) {
        match folded {
            Folded::Exact(folder) => reading.found.added_roots.push(folder),
            Folded::Start(_) | Folded::Unknown => {}
        }
    }
}

/// `__all__ = ['a', 'b']`
fn exported(reading: &mut Reading<'_>, node: Node<'_>) {
    let names = node.child(1).into_iter().flat_map(Node::children).filter(|name| name.kind() == Kind::Str);
    let names: Vec<String> = names.map(|name| name.text().to_owned()).collect();
    reading.found.exported.extend(names);
}
