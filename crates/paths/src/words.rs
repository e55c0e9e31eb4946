//! How things are called in paths.

use model::{Access, AccessTarget, Application};

/// What an access is about: `table Orders`, `every bucket of the account`.
pub(crate) fn target(app: &Application, access: &Access) -> String {
    match &access.target {
        AccessTarget::Store(id) => app.project.store(*id).map_or_else(
            || "a store".to_owned(),
            |store| format!("{} {}", store.kind.name(), app.project.full_name(&store.resource)),
        ),
        AccessTarget::Function(id) => app.project.function(*id).map_or_else(
            || "a function".to_owned(),
            |function| format!("function {}", app.project.full_name(&function.resource)),
        ),
        AccessTarget::Named(name) => name.to_string(),
        AccessTarget::Every(kind) => format!("every {} of the account", kind.name()),
        AccessTarget::Service(name) => format!("everything of {name}"),
        AccessTarget::Account => "the whole account".to_owned(),
    }
}

/// The actions of an access, at most three.
pub(crate) fn actions(access: &Access) -> String {
    let shown: Vec<&str> = access.actions.iter().take(3).map(AsRef::as_ref).collect();
    let more = if access.actions.len() > 3 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
