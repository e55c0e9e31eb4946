//! What is written down in a SAM template before it is transformed: where named things begin, and which local files are
//! meant by paths that the transform does not accept.

use finding::{Notice, NoticeKind};
use source::{FileId, Files, Origin, join_path, parent_path};
use syntax::{Dialect, Map, Node};

use super::nouns::named_origin;
use super::prepare::read;
use crate::Options;

/// The bucket that stands for the folder of the template.
pub(crate) const LOCAL_BUCKET: &str = "maremma-local";

/// The image that stands for one that is built from the folder.
const LOCAL_IMAGE: &str = "maremma-local:image";

/// Replaces local paths by addresses the transform accepts, and definitions in local files by their content.
pub(crate) fn mark(
    files: &dyn Files,
    file: FileId,
    mut root: Node,
    options: &Options,
    notices: &mut Vec<Notice>,
) -> Node {
    let globals = root.at(&["Globals", "Function"]).and_then(Node::as_map).cloned().unwrap_or_default();
    if let Some(function) = child(&mut root, "Globals").and_then(|globals| child(globals, "Function"))
        && let Some(properties) = function.as_map_mut()
    {
        mark_path(properties, "CodeUri");
    }
    let Some(resources) = child(&mut root, "Resources") else { return root };
    begin_at_names(resources);
    let Some(resources) = resources.as_map_mut() else { return root };
    for (_, resource) in resources.iter_mut() {
        let Some(kind) = resource.get("Type").and_then(Node::text).filter(|kind| kind.starts_with("AWS::Serverless::"))
        else {
            continue;
        };
        let origin = resource.origin.clone();
        if kind.as_ref() == "AWS::Serverless::Function"
            && let Some(map) = resource.as_map_mut()
        {
            map.get_or_insert_with("Properties", || Node::from_map(Map::new(), origin.clone()));
        }
        if let Some(events) = child(resource, "Properties").and_then(|properties| child(properties, "Events")) {
            begin_at_names(events);
        }
        let Some(properties) = child(resource, "Properties").and_then(Node::as_map_mut) else { continue };
        match kind.as_ref() {
            "AWS::Serverless::Function" => mark_code(properties, &globals, &origin),
            "AWS::Serverless::Api" | "AWS::Serverless::HttpApi" => {
                inline(files, file, properties, options, notices);
            }
            _ => {}
        }
        for name in ["CodeUri", "ContentUri", "DefinitionUri", "SchemaUri"] {
            mark_path(properties, name);
        }
    }
    root
}

/// Lets each named thing begin at its name: what the transform makes of it then points there, as a reader would.
fn begin_at_names(things: &mut Node) {
    for (_, entry) in things.as_map_mut().into_iter().flat_map(Map::entries_mut) {
        entry.node.origin = named_origin(&entry.key, &entry.node);
    }
}

/// The path behind a marked address.
pub(crate) fn marked_path<'a>(bucket: &str, key: &'a str) -> Option<&'a str> {
    (bucket == LOCAL_BUCKET).then_some(key)
}

/// A function's code may be left out: the build tool then takes the template's folder.
fn mark_code(properties: &mut Map, globals: &Map, origin: &Origin) {
    let has = |name: &str| properties.contains(name) || globals.contains(name);
    let package = properties.get("PackageType").or(globals.get("PackageType")).and_then(Node::text);
    if package.as_deref() == Some("Image") {
        if !has("ImageUri") {
            properties.insert("ImageUri", Node::from_text(LOCAL_IMAGE, origin.derived("sam build")));
        }
    } else if !has("CodeUri") && !has("InlineCode") {
        properties.insert("CodeUri", Node::from_text(".", origin.derived("sam build")));
    }
}

fn mark_path(properties: &mut Map, name: &str) {
    let Some(node) = properties.get_mut(name) else { return };
    let Some(path) = node.as_str().filter(|path| !path.contains("://") && !path.starts_with("{{resolve:")) else {
        return;
    };
    let path = if path.is_empty() { "." } else { path };
    *node = Node::from_text(format!("s3://{LOCAL_BUCKET}/{path}"), node.origin.clone());
}

/// Puts the content of a local `DefinitionUri` in its place.
fn inline(files: &dyn Files, file: FileId, properties: &mut Map, options: &Options, notices: &mut Vec<Notice>) {
    if properties.contains("DefinitionBody") {
        return;
    }
    let Some(uri) = properties.get("DefinitionUri") else { return };
    let Some(path) = uri.as_str().filter(|path| !path.contains("://")) else { return };
    let found = join_path(parent_path(files.path(file)), path).and_then(|path| files.find(&path));
    let content = found.and_then(|found| {
        let text = read(files, found, notices)?;
        let document = syntax::parse_one(found, files.path(found), &text, Dialect::Plain, &options.limits);
        notices.extend(document.notices);
        document.root.filter(|root| root.as_map().is_some())
    });
    if let Some(content) = content {
        properties.remove("DefinitionUri");
        properties.insert("DefinitionBody", content);
    } else if let Some(span) = uri.span() {
        let message = format!("`{path}` cannot be read; what it defines is not known");
        notices.push(Notice::at(span, NoticeKind::Unresolved, message));
    }
}

fn child<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    node.as_map_mut()?.get_mut(key)
}
