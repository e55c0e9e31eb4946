//! From a file to a template without transforms.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Files, ReadError, Span};
use syntax::{Dialect, Map, Node};

use super::symbols::Given;
use super::{extensions, include, local, parameters};
use crate::{Options, detect};

/// How often a refused template is tried again without the resources that were refused.
const MOST_RETRIES: usize = 8;

/// One template, ready to be understood.
#[derive(Debug)]
pub struct Prepared {
    /// Its file.
    pub file: FileId,
    /// The template as written.
    pub(crate) written: Map,
    /// The template after all transforms.
    pub(crate) template: Map,
    /// Values given to its parameters from outside.
    pub(crate) given: Given,
    /// CORS settings that the transform refuses; they count as written.
    pub(crate) refused_cors: Vec<(Arc<str>, Node)>,
}

/// A template after all transforms.
pub(crate) struct Transformed {
    /// The template.
    pub template: Map,
    /// Names of gateways with CORS settings that the transform refused.
    pub refused_cors: Vec<(Arc<str>, Node)>,
}

/// Reads and prepares one file; `None` when it is no template.
pub(crate) fn prepare(files: &dyn Files, file: FileId, options: &Options) -> (Option<Prepared>, Vec<Notice>) {
    let mut notices = Vec::new();
    let Some(text) = read(files, file, &mut notices) else { return (None, notices) };
    if !detect::may_be_template(&text) {
        return (None, Vec::new());
    }
    let document = syntax::parse_one(file, files.path(file), &text, Dialect::CloudFormation, &options.limits);
    let Some(root) = document.root.filter(detect::is_template) else {
        // A broken file that looks like a template is said; any other file is none of our business.
        let claims = detect::claims_to_be_template(&text);
        let broken = document.notices.into_iter().filter(|notice| claims && notice.kind.is_incomplete());
        return (None, broken.collect());
    };
    let is_broken = document.notices.iter().any(|notice| notice.kind == NoticeKind::Malformed);
    notices.extend(document.notices);
    let written = root.as_map().cloned().unwrap_or_default();
    let given = parameters::given(files, file, &written, options, &mut notices);
    let Transformed { template, refused_cors } = transformed(files, file, &written, &given, options, &mut notices);
    if is_broken {
        // What the transform lacks in a broken text is not what its author left out.
        notices.retain(|notice| notice.kind != NoticeKind::Invalid);
    }
    (Some(Prepared { file, written, template, given, refused_cors }), notices)
}

/// Prepares a template again with other parameter values, as a nested stack gets them.
pub(crate) fn transformed(
    files: &dyn Files,
    file: FileId,
    written: &Map,
    given: &Given,
    options: &Options,
    notices: &mut Vec<Notice>,
) -> Transformed {
    let mut template = include::expand(files, file, written, &options.limits, notices);
    if names_transform(&template, "AWS::LanguageExtensions") || has_loops(&template) {
        template = extensions::expand(&template, given, &options.limits, notices);
    }
    let root = Node::from_map(template, source::Origin::Written(Span::new(file, 0, 0)));
    if !sam::is_sam(&root) {
        return Transformed { template: root.as_map().cloned().unwrap_or_default(), refused_cors: Vec::new() };
    }
    let root = local::mark(files, file, root, options, notices);
    sam_transform(file, root, given, notices)
}

/// The SAM transform. Resources it refuses are said and left out, so that the others are still looked at; of a gateway
/// with refused CORS settings only those are taken out.
fn sam_transform(file: FileId, mut root: Node, given: &Given, notices: &mut Vec<Notice>) -> Transformed {
    let mut sam_options = sam::Options::for_region("us-east-1");
    sam_options.parameters =
        given.iter().filter_map(|(name, values)| Some((Arc::clone(name), values.first()?.clone()))).collect();
    let mut refused_cors = Vec::new();
    for _ in 0..MOST_RETRIES {
        let error = match sam::transform(&root, &sam_options) {
            Ok(transformed) => {
                notices.extend(transformed.notices);
                let template = transformed.template.as_map().cloned().unwrap_or_default();
                return Transformed { template, refused_cors };
            }
            Err(error) => error,
        };
        // What hangs on a gateway with refused CORS settings is refused with it, for no fault of its own.
        let softened: Vec<_> = error.causes.iter().filter_map(|cause| take_cors(&mut root, &cause.id)).collect();
        let is_softened = |id: &Arc<str>| softened.iter().any(|(name, _)| name == id);
        let mut changed = !softened.is_empty();
        for cause in &error.causes {
            if softened.is_empty() {
                let taken = resources(&mut root).and_then(|resources| resources.remove(&cause.id));
                changed |= taken.is_some();
                let written = cause.origin.as_ref().and_then(source::Origin::written);
                let place = written.or_else(|| taken.and_then(|node| node.span()));
                notices.push(refused(file, place, &cause.text()));
            } else if is_softened(&cause.id) {
                let place = softened.iter().find_map(|(_, cors)| cors.span());
                notices.push(refused(file, place, &cause.text()));
            }
        }
        refused_cors.extend(softened);
        if !changed || resources(&mut root).is_none_or(|resources| resources.is_empty()) {
            break;
        }
    }
    Transformed { template: root.as_map().cloned().unwrap_or_default(), refused_cors }
}

fn resources(root: &mut Node) -> Option<&mut Map> {
    root.as_map_mut()?.get_mut("Resources")?.as_map_mut()
}

/// Takes the credentials out of the CORS settings of a gateway, its own or those of Globals, and gives back the settings
/// as they were.
fn take_cors(root: &mut Node, name: &Arc<str>) -> Option<(Arc<str>, Node)> {
    let kind = resources(root)?.get(name)?.get("Type")?.text()?;
    let (section, property) = match kind.as_ref() {
        "AWS::Serverless::Api" => ("Api", "Cors"),
        "AWS::Serverless::HttpApi" => ("HttpApi", "CorsConfiguration"),
        _ => return None,
    };
    let has_own = resources(root)?.get(name)?.at(&["Properties", property]).is_some();
    let holder = if has_own {
        resources(root)?.get_mut(name)?.as_map_mut()?.get_mut("Properties")?
    } else {
        root.as_map_mut()?.get_mut("Globals")?.as_map_mut()?.get_mut(section)?
    };
    let cors = holder.as_map_mut()?.get_mut(property)?;
    let before = cors.clone();
    cors.as_map_mut()?.remove("AllowCredentials")?;
    Some((Arc::clone(name), before))
}

fn refused(file: FileId, place: Option<Span>, message: &str) -> Notice {
    let message = format!("the SAM transform refuses this: {}", message.trim_end_matches('.'));
    match place {
        Some(span) => Notice::at(span, NoticeKind::Invalid, message),
        None => Notice::file(file, NoticeKind::Invalid, message),
    }
}

/// The text of a file.
pub(crate) fn read(files: &dyn Files, file: FileId, notices: &mut Vec<Notice>) -> Option<String> {
    match files.read(file) {
        Ok(bytes) => {
            let (text, noticed) = syntax::decode(file, bytes);
            notices.extend(noticed);
            Some(text)
        }
        Err(error) => {
            let too_large = matches!(error, ReadError::TooLarge { .. });
            let kind = if too_large { NoticeKind::Limit } else { NoticeKind::Unreadable };
            notices.push(Notice::file(file, kind, error.to_string()));
            None
        }
    }
}

fn names_transform(template: &Map, wanted: &str) -> bool {
    let Some(transform) = template.get("Transform") else { return false };
    let items = transform.as_list().unwrap_or(std::slice::from_ref(transform));
    items.iter().any(|item| item.as_str() == Some(wanted) || item.get("Name").and_then(Node::as_str) == Some(wanted))
}

fn has_loops(template: &Map) -> bool {
    let sections = ["Resources", "Conditions", "Outputs"].iter().filter_map(|name| template.get(name)?.as_map());
    sections.flat_map(Map::keys).any(|key| key.starts_with("Fn::ForEach::"))
}
