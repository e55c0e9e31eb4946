//! Documents, and the choice of a format by content.

use finding::{Notice, NoticeKind};
use source::{FileId, Limits};

use crate::{Node, parse_json, parse_yaml};

/// What the tags of a YAML document mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Tags of YAML itself are obeyed, all others ignored: the value stays.
    Plain,
    /// `!Ref X` is `{"Ref": X}`, `!Condition X` is `{"Condition": X}`, `!GetAtt A.B` is `{"Fn::GetAtt": ["A", "B"]}`
    /// and any other `!T x` is `{"Fn::T": x}`.
    CloudFormation,
}

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// What it says; `None` if nothing but white space and comments was understood.
    pub root: Option<Node>,
    /// What was not understood, in the order of the text.
    pub notices: Vec<Notice>,
}

impl Document {
    /// Whether everything in the text was understood.
    pub fn is_whole(&self) -> bool {
        !self.notices.iter().any(|notice| notice.kind.is_incomplete())
    }
}

/// Parses YAML or JSON, whichever the content is: templates named `.yaml` hold JSON and the reverse.
///
/// The path only breaks ties; `dialect` matters for YAML alone. A JSON text is always one document.
pub fn parse(file: FileId, path: &str, text: &str, dialect: Dialect, limits: &Limits) -> Vec<Document> {
    let first = text.trim_start_matches('\u{feff}').trim_start().chars().next();
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named_json = extension.eq_ignore_ascii_case("json") || extension.eq_ignore_ascii_case("jsonc");
    let may_be_json = matches!(first, Some('{' | '[')) || named_json && matches!(first, Some('/' | '"'));
    if !may_be_json {
        return parse_yaml(file, text, dialect, limits);
    }
    let json = parse_json(file, text, limits);
    if json.is_whole() {
        return vec![json];
    }
    // Flow style YAML begins with the same brackets. What is neither is judged by its name.
    let yaml = parse_yaml(file, text, dialect, limits);
    if named_json && !yaml.iter().all(Document::is_whole) { vec![json] } else { yaml }
}

/// Parses a file that should hold one document, such as a template; further documents are not read, with a notice.
pub fn parse_one(file: FileId, path: &str, text: &str, dialect: Dialect, limits: &Limits) -> Document {
    let mut documents = parse(file, path, text, dialect, limits).into_iter();
    let mut first = documents.next().unwrap_or_default();
    let others: Vec<Document> = documents.filter(|document| document.root.is_some()).collect();
    let Some(second) = others.first() else { return first };
    if first.root.is_none() && others.len() == 1 {
        return others.into_iter().next().unwrap_or_default();
    }
    let message = "the file holds several documents; only the first is read";
    first.notices.push(match second.root.as_ref().and_then(Node::span) {
        Some(span) => Notice::at(span, NoticeKind::Unsupported, message),
        None => Notice::file(file, NoticeKind::Unsupported, message),
    });
    first
}
