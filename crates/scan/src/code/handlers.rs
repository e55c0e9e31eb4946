//! Which files of code hold handlers, and how events come to them.

use std::collections::BTreeMap;

use flow::{Delivery, Handler};
use model::{CodeLocation, Entry, EntryKind, Function, FunctionId, Project, StoreKind};
use source::{FileId, Files, parent_path};
use tree::Language;

/// The handlers of each file, and the functions they are.
pub(super) type Handlers = BTreeMap<FileId, Vec<(Handler, String)>>;

/// The handlers of all functions whose code is among the files.
pub(super) fn handlers(files: &dyn Files, project: &Project) -> Handlers {
    let mut found = Handlers::new();
    for (id, function) in project.function_ids() {
        let deliveries = deliveries(project, id);
        for (_, written, _) in function.handler.known() {
            for file in candidates(files, function) {
                let Some(language) = Language::of_path(files.path(file)) else { continue };
                let (class, name) = parts(written, language);
                let handler = Handler { class, function: name, deliveries: deliveries.clone() };
                found.entry(file).or_default().push((handler, project.full_name(&function.resource)));
            }
        }
    }
    found
}

/// The files in which the handler may be.
fn candidates(files: &dyn Files, function: &Function) -> Vec<FileId> {
    let folder = match &function.code {
        // A package of Go is all of its folder.
        CodeLocation::File(file) if Language::of_path(files.path(*file)) == Some(Language::Go) => {
            parent_path(files.path(*file))
        }
        CodeLocation::File(file) => return vec![*file],
        CodeLocation::Folder(folder) => folder,
        CodeLocation::Inline(_) | CodeLocation::Elsewhere(_) => return Vec::new(),
    };
    let is_compiled =
        |path: &str| matches!(Language::of_path(path), Some(Language::Go | Language::Java | Language::CSharp));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let start = files.paths().partition_point(|path| path.as_ref() < prefix.as_str());
    let inside = files.paths().iter().enumerate().skip(start).take_while(|(_, path)| path.starts_with(&prefix));
    inside.filter(|(_, path)| is_compiled(path)).filter_map(|(at, _)| u32::try_from(at).ok().map(FileId)).collect()
}

/// Class and function of a handler: `app.handler`, `com.example.App::handle`, `Assembly::Space.Class::Method`.
fn parts(written: &str, language: Language) -> (Option<String>, Option<String>) {
    let last = |text: &str| text.rsplit(['.', '/', '+']).next().unwrap_or_default().to_owned();
    match language {
        Language::Java => {
            let (class, method) = written.split_once("::").unwrap_or((written, "handleRequest"));
            (Some(last(class)), Some(method.to_owned()))
        }
        Language::CSharp => {
            let mut parts = written.split("::").skip(1);
            (parts.next().map(last), parts.next().map(str::to_owned))
        }
        Language::Go => (None, None),
        _ => (None, Some(last(written))),
    }
}

/// How events come to a function; nothing for one that has no known way in.
fn deliveries(project: &Project, function: FunctionId) -> Vec<Delivery> {
    let mut deliveries: Vec<Delivery> =
        project.entries_of(function).map(|(_, entry)| delivery(project, entry)).collect();
    deliveries.sort_unstable();
    deliveries.dedup();
    deliveries
}

fn delivery(project: &Project, entry: &Entry) -> Delivery {
    match &entry.kind {
        EntryKind::Route { .. } | EntryKind::Url => Delivery::Http,
        EntryKind::Message { .. } => Delivery::WebSocket,
        EntryKind::GraphQl => Delivery::GraphQl,
        EntryKind::Arrival { store, .. } => match store.and_then(|id| project.store(id)).map(|store| store.kind) {
            Some(StoreKind::Queue) => Delivery::Queue,
            Some(StoreKind::Topic) => Delivery::Topic,
            Some(StoreKind::Bucket) => Delivery::Bucket,
            Some(StoreKind::Table) => Delivery::Table,
            Some(StoreKind::Stream) => Delivery::Stream,
            Some(StoreKind::Bus) => Delivery::Bus,
            _ => Delivery::Unknown,
        },
        EntryKind::Schedule => Delivery::Schedule,
        EntryKind::Event { source } if &**source == "events" => Delivery::Bus,
        EntryKind::Event { .. } => Delivery::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_are_named_as_each_runtime_names_them() {
        for (written, language, class, function) in [
            ("src/app.handler", Language::Python, None, Some("handler")),
            ("index.default", Language::TypeScript, None, Some("default")),
            ("com.example.App", Language::Java, Some("App"), Some("handleRequest")),
            ("com.example.App::run", Language::Java, Some("App"), Some("run")),
            ("Shop::Shop.Orders.Function::Get", Language::CSharp, Some("Function"), Some("Get")),
            ("bootstrap", Language::Go, None, None),
        ] {
            let own = parts(written, language);
            assert_eq!((own.0.as_deref(), own.1.as_deref()), (class, function), "{written}");
        }
    }
}
