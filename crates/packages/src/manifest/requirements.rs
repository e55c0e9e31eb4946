//! pip: `requirements*.txt`, and the files of a folder `requirements`.

use finding::{Notice, NoticeKind};
use source::Span;

use super::pep508;
use crate::text::lines;
use crate::{Ecosystem, Input, Inventory, Origin, Package, Requirement, origin};

/// A list that another list of requirements includes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// Its path as written, seen from the folder of the list that includes it; or a URL.
    pub path: String,
    /// Whether it only says which versions are taken of what is asked for elsewhere.
    pub is_constraint: bool,
    /// The line that includes it.
    pub span: Span,
}

impl Included {
    /// That it was not read.
    pub fn notice(&self) -> Notice {
        let message = format!("the included list `{}` is not read", self.path);
        Notice::at(self.span, NoticeKind::Unresolved, message)
    }
}

/// Reads a list of requirements alone.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, included) = read_requirements(input);
    found.notices.extend(included.iter().map(Included::notice));
    found
}

/// Reads a list of requirements, and which other lists it includes.
pub fn read_requirements(input: Input<'_>) -> (Inventory, Vec<Included>) {
    let mut found = Inventory::default();
    let mut included = Vec::new();
    let mut logical: Option<(String, Span)> = None;
    for line in lines(input.file, input.text) {
        let (mut text, span) = match logical.take() {
            Some((text, span)) => (text, span.to(line.span)),
            None => (String::new(), line.span),
        };
        let said = without_comment(line.text);
        match said.trim_end().strip_suffix('\\') {
            Some(said) => {
                text.push_str(said);
                logical = Some((text, span));
            }
            None => {
                text.push_str(said);
                read_line(text.trim(), span, &mut found, &mut included);
            }
        }
    }
    if let Some((text, span)) = logical {
        read_line(text.trim(), span, &mut found, &mut included);
    }
    (found, included)
}

/// A comment begins the line or follows a blank, so that fragments of URLs are none.
fn without_comment(line: &str) -> &str {
    let starts = |at: usize| at == 0 || line.get(..at).is_some_and(|head| head.ends_with(char::is_whitespace));
    let at = line.match_indices('#').map(|(at, _)| at).find(|at| starts(*at));
    at.and_then(|at| line.get(..at)).unwrap_or(line)
}

fn read_line(line: &str, span: Span, found: &mut Inventory, included: &mut Vec<Included>) {
    if line.is_empty() {
        return;
    }
    if line.starts_with('-') {
        return read_option(line, span, found, included);
    }
    let mut parts = line.split(" -");
    let requirement = parts.next().unwrap_or_default().trim();
    let hashes = parts.filter_map(|option| option.trim().strip_prefix("-hash"));
    let integrity = hashes.map(|hash| hash.trim_start_matches(['=', ' ']).trim().to_owned()).collect();
    match pep508::parse(requirement, span).or_else(|| file(requirement, span)) {
        Some(requirement) => {
            let requirement = Requirement { integrity, ..requirement };
            found.packages.extend(pinned(&requirement));
            if requirement.range.contains("${") {
                let message = "a variable of the environment in a version";
                found.notices.push(Notice::at(span, NoticeKind::Unresolved, message));
            }
            found.requirements.push(requirement);
        }
        None => unnamed(requirement, span, found),
    }
}

/// What names no package is the project itself, perhaps with extras, or a place whose content is not known from here.
fn unnamed(requirement: &str, span: Span, found: &mut Inventory) {
    let is_place = requirement.contains('/');
    if requirement.starts_with('.') && !is_place {
        return;
    }
    if !is_place {
        return found.malformed(span, format!("`{requirement}` is no requirement"));
    }
    let kind = if requirement.contains("://") { NoticeKind::Unresolved } else { NoticeKind::Skipped };
    let message = format!("the package at `{requirement}` is known by its own files only");
    found.notices.push(Notice::at(span, kind, message));
}

/// A path or URL whose last part is the name of a distribution: `name-1.0-py3-none-any.whl` and `name-1.0.tar.gz`.
fn file(text: &str, span: Span) -> Option<Requirement> {
    let (place, condition) = text.split_once(';').unwrap_or((text, ""));
    let place = place.trim();
    let name = place.split(['#', '?']).next()?.rsplit('/').next()?;
    let (name, version) = match name.strip_suffix(".whl") {
        Some(wheel) => wheel.split_once('-').map(|(name, rest)| (name, rest.split('-').next().unwrap_or(rest)))?,
        None => name.strip_suffix(".tar.gz")?.rsplit_once('-')?,
    };
    if name.is_empty() || !version.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut requirement = Requirement::new(Ecosystem::PyPi, name, &format!("=={version}"), span);
    requirement.origin = origin::of_text(place).unwrap_or_else(|| Origin::Path(place.to_owned()));
    condition.trim().clone_into(&mut requirement.condition);
    Some(requirement)
}

fn read_option(line: &str, span: Span, found: &mut Inventory, included: &mut Vec<Included>) {
    let (option, value) = line.split_once(['=', ' ']).unwrap_or((line, ""));
    match option {
        "-r" | "--requirement" | "-c" | "--constraint" => {
            let is_constraint = matches!(option, "-c" | "--constraint");
            included.push(Included { path: value.trim().to_owned(), is_constraint, span });
        }
        "-e" | "--editable" => {
            let requirement = value.trim();
            match pep508::parse(requirement, span).or_else(|| file(requirement, span)) {
                Some(requirement) => found.requirements.push(requirement),
                None => unnamed(requirement, span, found),
            }
        }
        _ => {}
    }
}

/// The package of a requirement that allows one version only: `==1.2` and `===1.2`, but not `==1.*`.
fn pinned(requirement: &Requirement) -> Option<Package> {
    let version = requirement.range.strip_prefix("==")?.trim_start_matches('=').trim();
    if version.is_empty() || version.contains([',', '*', ' ', '$']) {
        return None;
    }
    let mut package =
        Package::new(requirement.ecosystem, &requirement.written_name, Some(version.to_owned()), requirement.span);
    package.origin.clone_from(&requirement.origin);
    package.integrity.clone_from(&requirement.integrity);
    Some(package)
}
