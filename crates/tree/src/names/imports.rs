//! What is imported under a name.

use super::{BindingId, Names};
use crate::kind::Kind;
use crate::symbols::Symbol;
use crate::tree::{Node, Tree};

/// Fills the paths of the bindings that are imports.
pub(super) fn resolve(tree: &Tree, names: &mut Names) {
    for (number, binding) in names.bindings.iter().enumerate() {
        let imports = binding.sites.iter().map(|site| tree.node(*site));
        if let Some(path) = imports.filter_map(imported_path).next() {
            names.imported.insert(BindingId(number as u32), path);
        }
    }
}

/// The dotted path of what an import, or a variable that is one, binds.
fn imported_path(site: Node<'_>) -> Option<Vec<Symbol>> {
    if site.kind() != Kind::Import {
        return None;
    }
    let module = site.child(0)?;
    let mut path: Vec<Symbol> = match module.kind() {
        Kind::Path => module.children().map(|name| name.symbol()).collect(),
        _ => vec![module.symbol()],
    };
    let imported = site.child(1).filter(|imported| imported.is_present());
    let alias = site.child(2).filter(|alias| alias.is_present());
    match imported {
        Some(all) if all.text() == "*" => {}
        Some(name) => path.push(name.symbol()),
        // `import a.b` binds `a`.
        None if alias.is_none() => path.truncate(1),
        None => {}
    }
    Some(path)
}
