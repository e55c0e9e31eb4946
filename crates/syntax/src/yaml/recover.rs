//! Reading on after a mistake.

use finding::NoticeKind;
use source::{FileId, Limits};

use super::loader::Loader;
use crate::tree::Tree;
use crate::{Dialect, Document};

/// Parses a YAML stream: one [`Document`] for each of its documents, at least one.
pub fn parse_yaml(file: FileId, text: &str, dialect: Dialect, limits: &Limits) -> Vec<Document> {
    let mut tree = Tree::new(file, limits);
    let loaded = Loader::new(&mut tree, dialect, text, 0).load();
    if let Some(failure) = loaded.failure {
        tree.notices.add(failure.at, failure.at + 1, NoticeKind::Malformed, failure.message);
    }
    let mut documents: Vec<Document> =
        loaded.roots.into_iter().map(|root| Document { root, notices: Vec::new() }).collect();
    if documents.is_empty() {
        documents.push(Document::default());
    }
    if let Some(last) = documents.last_mut() {
        last.notices = tree.notices.take();
    }
    documents
}
