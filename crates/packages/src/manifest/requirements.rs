//! pip: `requirements*.txt`.

use source::Span;

use crate::text::lines;
use crate::{Ecosystem, Input, Inventory, Package, Requirement, origin};

/// Reads a list of requirements. Lists that it includes are other files and stand in notices.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
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
                read_line(text.trim(), span, &mut found);
            }
        }
    }
    if let Some((text, span)) = logical {
        read_line(text.trim(), span, &mut found);
    }
    found
}

/// A comment begins the line or follows a blank, so that fragments of URLs are none.
fn without_comment(line: &str) -> &str {
    let starts = |at: usize| at == 0 || line.get(..at).is_some_and(|head| head.ends_with(char::is_whitespace));
    let at = line.match_indices('#').map(|(at, _)| at).find(|at| starts(*at));
    at.and_then(|at| line.get(..at)).unwrap_or(line)
}

fn read_line(line: &str, span: Span, found: &mut Inventory) {
    if line.is_empty() {
        return;
    }
    if line.starts_with('-') {
        return read_option(line, span, found);
    }
    let mut parts = line.split(" --");
    let requirement = parts.next().unwrap_or_default().trim();
    let hashes = parts.filter_map(|option| option.trim().strip_prefix("hash"));
    let integrity = hashes.map(|hash| hash.trim_start_matches(['=', ' ']).trim().to_owned()).collect();
    match parse(requirement, span) {
        Some(requirement) => {
            let requirement = Requirement { integrity, ..requirement };
            found.packages.extend(pinned(&requirement));
            found.requirements.push(requirement);
        }
        None => found.malformed(span, format!("`{requirement}` is no requirement")),
    }
}

fn read_option(line: &str, span: Span, found: &mut Inventory) {
    let (option, value) = line.split_once(['=', ' ']).unwrap_or((line, ""));
    let kind = finding::NoticeKind::Unresolved;
    match option {
        "-r" | "--requirement" | "-c" | "--constraint" => {
            let message = format!("the included list `{}` is read as a file of its own, if at all", value.trim());
            found.notices.push(finding::Notice::at(span, kind, message));
        }
        "-e" | "--editable" => {
            if let Some(requirement) = parse(value.trim(), span) {
                found.requirements.push(requirement);
            }
        }
        _ => {}
    }
}

/// The package of a requirement that allows one version only: `==1.2` and `===1.2`, but not `==1.*`.
fn pinned(requirement: &Requirement) -> Option<Package> {
    let version = requirement.range.strip_prefix("==")?.trim_start_matches('=').trim();
    if version.is_empty() || version.contains([',', '*', ' ']) {
        return None;
    }
    let mut package =
        Package::new(requirement.ecosystem, &requirement.written_name, Some(version.to_owned()), requirement.span);
    package.integrity.clone_from(&requirement.integrity);
    Some(package)
}

/// A requirement of PEP 508, or a URL or path with the name in its fragment.
pub(crate) fn parse(text: &str, span: Span) -> Option<Requirement> {
    let (text, condition) = match text.split_once(';') {
        Some((text, marker)) => (text.trim(), marker.trim()),
        None => (text, ""),
    };
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1.trim_start(),
        None => rest,
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    let ranged = rest.is_empty() || rest.starts_with(['=', '<', '>', '!', '~', '(', '@']);
    if is_name(name) && ranged {
        let url = rest.strip_prefix('@').map(str::trim);
        let range = if url.is_some() { "" } else { rest.trim_matches(['(', ')']) };
        let mut requirement = Requirement::new(Ecosystem::PyPi, name, range, span);
        requirement.origin = url.and_then(origin::of_text).unwrap_or_default();
        condition.clone_into(&mut requirement.condition);
        return Some(requirement);
    }
    let egg = text.split_once('#')?.1.split('&').find_map(|part| part.strip_prefix("egg="))?;
    let mut requirement = Requirement::new(Ecosystem::PyPi, egg.split('[').next()?, "", span);
    requirement.origin = origin::of_text(text)?;
    Some(requirement)
}
