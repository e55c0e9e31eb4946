//! The one way from files to a report.

use finding::{Notice, NoticeKind};
use source::{FileId, Files, ReadError};
use syntax::Dialect;

use crate::{Config, Draft, Report, finish};

/// Scans the files as the config asks.
pub fn scan(files: &dyn Files, config: &Config) -> Report {
    let mut draft = Draft::default();
    draft.coverage.files = files.paths().len();
    for (index, path) in (0..).zip(files.paths()) {
        let is_document = [".yaml", ".yml", ".json"].iter().any(|ending| path.ends_with(ending));
        if is_document && config.loads(path) {
            read_template(files, FileId(index), config, &mut draft);
        }
    }
    draft.coverage.templates = draft.analysed.len();
    finish(files, config, draft)
}

fn read_template(files: &dyn Files, file: FileId, config: &Config, draft: &mut Draft) {
    let bytes = match files.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let kind =
                if matches!(error, ReadError::TooLarge { .. }) { NoticeKind::Limit } else { NoticeKind::Unreadable };
            return draft.notices.push(Notice::file(file, kind, error.to_string()));
        }
    };
    let (text, notices) = syntax::decode(file, bytes);
    let document = syntax::parse_one(file, files.path(file), &text, Dialect::CloudFormation, &config.limits);
    if document.root.as_ref().is_some_and(|root| root.get("Resources").is_some()) {
        draft.analysed.insert(file);
        draft.notices.extend(notices.into_iter().chain(document.notices));
    }
}
