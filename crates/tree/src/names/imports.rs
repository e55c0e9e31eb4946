//! What is imported under a name.

use super::{BindingId, Names};
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{Node, Tree};

/// Fills the paths of the bindings that are imports.
pub(super) fn resolve(tree: &Tree, names: &mut Names) {
    for (number, binding) in names.bindings.iter().enumerate() {
        let imports = binding.sites.iter().map(|site| tree.node(*site));
        if tree.language().is_script() {
            let required: Vec<_> =
                imports.clone().filter_map(|site| Some((site.id(), required(site, binding.name)?))).collect();
            if !required.is_empty() {
                names.imported.insert(BindingId(number as u32), required);
                continue;
            }
        }
        let named = imports.filter(|import| import.child(1).is_none_or(|imported| imported.text() != "*"));
        let paths: Vec<_> = named.filter_map(|import| Some((import.id(), imported_path(import)?))).collect();
        if !paths.is_empty() {
            names.imported.insert(BindingId(number as u32), paths);
        }
    }
    names.wildcards = wildcards(tree);
}

/// What `const a = require('m')` and `const { b: a } = require('m')` bind to a name.
fn required(site: Node<'_>, name: Symbol) -> Option<Vec<Symbol>> {
    if site.kind() != Kind::Variable {
        return None;
    }
    let (target, value) = (site.child(1)?, site.child(3)?);
    let callee = value.child(0).filter(|callee| value.kind() == Kind::Call && callee.text() == "require");
    callee?;
    let module = value.child(1)?.child(0).filter(|module| module.kind() == Kind::Str)?.symbol();
    match target.kind() {
        Kind::Name => Some(vec![module]),
        Kind::Dict => {
            let taken = target.children().filter(|entry| entry.kind() == Kind::Pair);
            let own = taken.into_iter().find(|entry| entry.child(1).is_some_and(|bound| bound.symbol() == name))?;
            Some(vec![module, own.child(0)?.symbol()])
        }
        _ => None,
    }
}

/// The modules of which a file imports everything.
fn wildcards(tree: &Tree) -> Vec<Vec<Symbol>> {
    let imports = tree.root().children().filter(|node| node.kind() == Kind::Import);
    let all = imports.filter(|import| import.child(1).is_some_and(|imported| imported.text() == "*"));
    all.filter(|import| import.child(2).is_none_or(|alias| !alias.is_present())).filter_map(imported_path).collect()
}

/// The dotted path of what an import, or a variable that is one, binds.
fn imported_path(site: Node<'_>) -> Option<Vec<Symbol>> {
    if site.kind() != Kind::Import {
        return None;
    }
    let module = site.child(0)?;
    let mut path: Vec<Symbol> = match module.kind() {
        Kind::Path => module.children().map(|name| name.symbol()).collect(),
        _ => vec![package_name(module).unwrap_or_else(|| module.symbol())],
    };
    let imported = site.child(1).filter(|imported| imported.is_present());
    let alias = site.child(2).filter(|alias| alias.is_present());
    match imported {
        Some(all) if all.text() == "*" || (module.kind() == Kind::Str && all.text() == "default") => {}
        Some(name) => path.push(name.symbol()),
        // `import a.b` binds `a`.
        None if alias.is_none() => path.truncate(1),
        None => {}
    }
    Some(path)
}

/// The name of a package of Go: the last part of its path that is no version, `jwt` of `jwt-go`. It is only of use where a
/// pattern has it too.
fn package_name(module: Node<'_>) -> Option<Symbol> {
    let tree = module.tree();
    let (before, last) = module.text().rsplit_once('/').filter(|_| tree.language() == Language::Go)?;
    let is_version = last.strip_prefix('v').is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
    let name = if is_version { before.rsplit('/').next()? } else { last.strip_suffix("-go").unwrap_or(last) };
    tree.symbols().find(name)
}
