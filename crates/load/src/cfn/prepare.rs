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
        let looks_like_one = text.contains("AWSTemplateFormatVersion") || text.contains("AWS::Serverless-2016-10-31");
        let broken = document.notices.into_iter().filter(|notice| looks_like_one && notice.kind.is_incomplete());
        return (None, broken.collect());
    };
    notices.extend(document.notices);
    let written = root.as_map().cloned().unwrap_or_default();
    let given = parameters::given(files, file, &written, options, &mut notices);
    let template = transformed(files, file, &written, &given, options, &mut notices);
    (Some(Prepared { file, written, template, given }), notices)
}

/// Prepares a template again with other parameter values, as a nested stack gets them.
pub(crate) fn transformed(
    files: &dyn Files,
    file: FileId,
    written: &Map,
    given: &Given,
    options: &Options,
    notices: &mut Vec<Notice>,
) -> Map {
    let mut template = include::expand(files, file, written, &options.limits, notices);
    if names_transform(&template, "AWS::LanguageExtensions") || has_loops(&template) {
        template = extensions::expand(&template, given, &options.limits, notices);
    }
    let root = Node::from_map(template, source::Origin::Written(Span::new(file, 0, 0)));
    if !sam::is_sam(&root) {
        return root.as_map().cloned().unwrap_or_default();
    }
    let root = local::mark(files, file, root, options, notices);
    sam_transform(file, root, given, notices)
}

/// The SAM transform. Resources it refuses are said and left out, so that the others are still looked at.
fn sam_transform(file: FileId, mut root: Node, given: &Given, notices: &mut Vec<Notice>) -> Map {
    let mut sam_options = sam::Options::for_region("us-east-1");
    sam_options.parameters =
        given.iter().filter_map(|(name, values)| Some((Arc::clone(name), values.first()?.clone()))).collect();
    for _ in 0..MOST_RETRIES {
        let error = match sam::transform(&root, &sam_options) {
            Ok(transformed) => {
                notices.extend(transformed.notices);
                return transformed.template.as_map().cloned().unwrap_or_default();
            }
            Err(error) => error,
        };
        let mut removed = false;
        for cause in &error.causes {
            let resources = root.as_map_mut().and_then(|map| map.get_mut("Resources")).and_then(Node::as_map_mut);
            let taken = resources.and_then(|resources| resources.remove(&cause.id));
            removed |= taken.is_some();
            let written = cause.origin.as_ref().and_then(source::Origin::written);
            let place = written.or_else(|| taken.and_then(|node| node.span()));
            notices.push(refused(file, place, &cause.text()));
        }
        if !removed {
            break;
        }
    }
    root.as_map().cloned().unwrap_or_default()
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
