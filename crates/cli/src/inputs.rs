//! Files named on the command line that are not part of an application: policies, account documents.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use report::Problem;
use scan::Sources;
use source::{FileId, Limits};
use syntax::{Node, parse_json_sequence};

use crate::disk::reason;

/// The first id of such files: beyond those of any application.
const FIRST: u32 = 1 << 30;
/// Account documents of large accounts are larger than any template.
const FILE_BYTES: u64 = 256 << 20;
const NODES: usize = 20_000_000;

/// The files that were read so far.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<(Arc<str>, Arc<str>)>,
}

impl Inputs {
    /// What such files may cost.
    pub fn limits() -> Limits {
        Limits { file_bytes: FILE_BYTES, nodes: NODES, ..Limits::default() }
    }

    /// The JSON values of a file, in order; `-` is standard input. Text that is no JSON is a problem with its place.
    pub fn json(&mut self, path: &Path) -> Result<Vec<Node>, Problem> {
        let file = FileId(FIRST + u32::try_from(self.files.len()).unwrap_or(0));
        let (text, shown) = (text(path)?, shown(path));
        let (values, notices) = parse_json_sequence(file, &text, &Self::limits());
        if let Some(notice) = notices.iter().find(|notice| notice.kind.is_incomplete()) {
            return Err(problem(&shown, &text, notice));
        }
        if values.is_empty() {
            return Err(Problem::new(format!("`{shown}` is empty")).with_help("a JSON document is expected"));
        }
        self.files.push((Arc::from(shown), Arc::from(text)));
        Ok(values)
    }

    /// Adds the files to the texts of an answer.
    pub fn add_to(&self, sources: &mut Sources) {
        for (index, (path, text)) in self.files.iter().enumerate() {
            sources.insert(FileId(FIRST + u32::try_from(index).unwrap_or(0)), Arc::clone(path), Arc::clone(text));
        }
    }

    /// The first notice that says that a file of these is no policy or document at all, as a problem.
    pub fn refused(&self, notices: &[Notice]) -> Option<Problem> {
        let notice = notices.iter().find(|notice| notice.kind == NoticeKind::Malformed)?;
        let (path, text) = match &notice.place {
            Place::Span(span) => self.files.get(span.file.0.checked_sub(FIRST)? as usize)?,
            _ => return Some(Problem::new(notice.message.clone())),
        };
        Some(problem(path, text, notice))
    }
}

/// What people see of a path.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// The text of a file; `-` is standard input.
pub fn text(path: &Path) -> Result<String, Problem> {
    let named = |what: String| Problem::new(format!("cannot read `{}`: {what}", shown(path)));
    let bytes = read(path).map_err(|error| named(reason(&error)))?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(named(format!("more than {FILE_BYTES} bytes")));
    }
    // Bytes that are no text become `?`, which JSON refuses where it matters.
    Ok(syntax::decode(FileId(FIRST), bytes).0)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(FILE_BYTES + 1).read_to_end(&mut content)?;
    } else {
        File::open(path)?.take(FILE_BYTES + 1).read_to_end(&mut content)?;
    }
    Ok(content)
}

/// A notice about a text as a problem with its place.
pub fn problem(path: &str, text: &str, notice: &Notice) -> Problem {
    let at = match &notice.place {
        Place::Span(span) => Some((path.to_owned(), text.to_owned(), span.start as usize..span.end as usize)),
        _ => None,
    };
    Problem { message: format!("`{path}`: {}", notice.message), at, help: None }
}
