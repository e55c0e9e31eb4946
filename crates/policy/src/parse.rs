//! From a document tree to a [`PolicyDocument`]. Parsing never fails: what AWS would refuse or what is not known becomes
//! a notice, and all that was written is kept.

mod bytes;
mod condition;
mod kept;
mod principal;
mod statement;

use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use source::Origin;
use syntax::{Map, Node, Value};

use crate::document::{PolicyDocument, Sourced, Text};

/// The longest text that is analysed, in bytes: AWS takes no ARN and no value of a condition that comes near it.
const MAX_TEXT_BYTES: usize = 20_480;

/// The most statements that are analysed. The longest policy AWS takes anywhere (100 KB, on a domain of OpenSearch) has
/// room for half as many.
const MAX_STATEMENTS: usize = 5_000;

/// The most bytes of texts that are analysed, all statements together; ten times the longest policy AWS takes.
const MAX_BYTES: usize = 1 << 20;

const ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

impl PolicyDocument {
    /// The document that `node` says, and what in it was not understood.
    pub fn parse(node: &Node) -> (Self, Vec<Notice>) {
        let mut parser = Parser { notices: Vec::new(), variables: false, bytes: 0 };
        let document = parser.document(node);
        // INVARIANT: nothing that was written is lost: written out, a document is the value it was read from.
        (document, parser.notices)
    }
}

/// What parsing carries along.
struct Parser {
    notices: Vec<Notice>,
    /// Whether `${…}` is a variable in this document.
    variables: bool,
    /// Bytes of the texts so far.
    bytes: usize,
}

impl Parser {
    fn document(&mut self, node: &Node) -> PolicyDocument {
        let mut document = PolicyDocument {
            version: None,
            id: None,
            statements: Vec::new(),
            listed: false,
            unread: Vec::new(),
            kept: Vec::new(),
            misshapen: None,
            origin: node.origin.clone(),
        };
        let Some(map) = node.as_map() else {
            self.not_understood(node, "a policy document");
            document.misshapen = Some(Box::new(node.clone()));
            return document;
        };
        let fields = self.fields(map, &ELEMENTS, "policy document");
        document.version = self.optional_text(fields.get("Version"), "`Version`");
        document.id = self.optional_text(fields.get("Id"), "`Id`");
        if let Some(version) = document.version.as_ref().filter(|version| !is_version(&version.value)) {
            let message = format!("policy version `{}` is not one AWS knows", version.value);
            self.notice(&version.origin, NoticeKind::Invalid, message);
        }
        self.variables = document.has_variables();
        match fields.get("Statement") {
            Some(statements) => self.statements(statements, &mut document),
            None => self.notice(&node.origin, NoticeKind::Invalid, "policy document without `Statement`"),
        }
        document.kept = kept::unsaid(map, &document.to_node(), &ELEMENTS);
        document
    }

    /// The known fields of a mapping, by their right spelling. What is spelled right counts before what is not.
    fn fields<'n>(&mut self, map: &'n Map, known: &[&'static str], what: &str) -> Fields<'n> {
        let mut found = Fields(Vec::new());
        for (key, entry) in map.entries().filter(|(_, entry)| !entry.node.is_null()) {
            match known.iter().find(|name| name.eq_ignore_ascii_case(key)) {
                Some(name) if found.get(name).is_some() || is_spelled_right_too(map, name, key) => {
                    self.notice(&entry.key, NoticeKind::Ambiguous, format!("`{name}` stands twice in one {what}"));
                }
                Some(name) => {
                    if **name != **key {
                        self.notice(&entry.key, NoticeKind::Ambiguous, format!("`{key}` is read as `{name}`"));
                    }
                    found.0.push((name, &entry.node));
                }
                None => {
                    let message = format!("`{key}` is no element of a {what}");
                    self.notice(&entry.key, NoticeKind::Invalid, message);
                }
            }
        }
        found
    }

    fn optional_text(&mut self, node: Option<&Node>, what: &str) -> Option<Text> {
        self.text(node?, what)
    }

    /// A scalar as text.
    fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        match node.text() {
            Some(text) if text.len() > MAX_TEXT_BYTES => {
                let message = format!("{what} is longer than {MAX_TEXT_BYTES} bytes; it was not analysed");
                self.notice(&node.origin, NoticeKind::Limit, message);
                None
            }
            Some(text) => {
                self.bytes += text.len();
                Some(Sourced::new(text, node.origin.clone()))
            }
            None => {
                self.not_understood(node, what);
                None
            }
        }
    }

    /// One scalar or a list of them, and whether it was a list.
    fn texts(&mut self, node: &Node, what: &str) -> (Vec<Text>, bool) {
        match &node.value {
            Value::List(items) => {
                let present = items.iter().filter(|item| !item.is_null());
                (present.filter_map(|item| self.text(item, what)).collect(), true)
            }
            _ => (self.text(node, what).into_iter().collect(), false),
        }
    }

    /// A part of the wrong shape: unresolved when it is an intrinsic function, else an error.
    fn not_understood(&mut self, node: &Node, what: &str) {
        let intrinsic = node.single().filter(|(key, _)| ***key == *"Ref" || key.starts_with("Fn::"));
        let (kind, message) = match intrinsic {
            Some((key, _)) => (NoticeKind::Unresolved, format!("{what} comes from an unresolved `{key}`")),
            None => (NoticeKind::Invalid, format!("{what} has the wrong shape")),
        };
        self.notice(&node.origin, kind, message);
    }

    fn notice(&mut self, origin: &Origin, kind: NoticeKind, message: impl Into<String>) {
        let place = origin.written().map_or(Place::Scan, Place::Span);
        self.notices.push(Notice { place, kind, message: message.into() });
    }
}

/// Whether a mapping that has `key` has the element's name in its right spelling too.
fn is_spelled_right_too(map: &Map, name: &str, key: &str) -> bool {
    key != name && map.get(name).is_some_and(|node| !node.is_null())
}

/// The fields of one mapping.
struct Fields<'n>(Vec<(&'static str, &'n Node)>);

impl<'n> Fields<'n> {
    fn get(&self, name: &str) -> Option<&'n Node> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, node)| *node)
    }
}

fn is_version(text: &Arc<str>) -> bool {
    matches!(&**text, "2012-10-17" | "2008-10-17")
}
