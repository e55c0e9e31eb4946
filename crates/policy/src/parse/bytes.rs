//! From the bytes of a file to a [`PolicyDocument`].

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Limits, LineIndex, Origin, Span};
use syntax::Node;

use crate::document::PolicyDocument;

impl PolicyDocument {
    /// The document that a JSON text says, and what was not understood. A mistake in the JSON is named with its byte,
    /// line and column and with what was expected there; what stands around it is read nevertheless.
    pub fn from_json(file: FileId, bytes: &[u8], limits: &Limits) -> (Self, Vec<Notice>) {
        if bytes.len() as u64 > limits.file_bytes {
            let message = format!("a policy of more than {} bytes; it was not read", limits.file_bytes);
            let (document, _) = Self::parse(&Node::null(Origin::Written(Span::new(file, 0, 0))));
            return (document, vec![Notice::file(file, NoticeKind::Limit, message)]);
        }
        let (text, mut notices) = syntax::decode(file, bytes.to_vec());
        let json = syntax::parse_json(file, &text, limits);
        notices.extend(json.notices);
        let whole = Span::new(file, 0, text.len());
        if json.root.is_none() && notices.is_empty() {
            let message = "the file is empty; a policy, which is a JSON object, is expected";
            notices.push(Notice::at(whole, NoticeKind::Malformed, message));
        }
        let lines = LineIndex::new(&text);
        notices.iter_mut().for_each(|notice| name_place(notice, &text, &lines));
        let Some(root) = json.root else {
            // What is wrong is said already.
            let (document, _) = Self::parse(&Node::null(Origin::Written(whole)));
            return (document, notices);
        };
        let (document, more) = Self::parse(&root);
        notices.extend(more);
        (document, notices)
    }
}

/// Adds the place to the message, for readers who have the message alone.
fn name_place(notice: &mut Notice, text: &str, lines: &LineIndex) {
    if let Place::Span(span) = notice.place
        && notice.kind == NoticeKind::Malformed
    {
        let place = lines.place(text, span.start);
        let (line, column) = (place.line, place.column);
        notice.message = format!("{} at byte {} (line {line}, column {column})", notice.message, span.start);
    }
}
