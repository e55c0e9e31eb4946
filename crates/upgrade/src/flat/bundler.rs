//! `Gemfile.lock`: a line for each gem, deeper ones for what it needs, and the project's own asks in a section.

use finding::Edit;
use packages::{Ecosystem, Package};
use source::Span;
use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::Ask;

/// What the project asks for: the lines of the section `DEPENDENCIES`.
pub(super) fn asks(text: &str) -> Vec<Ask> {
    let section = text.lines().skip_while(|line| line.trim_end() != "DEPENDENCIES").skip(1);
    let lines = section.take_while(|line| line.starts_with("  "));
    let ask = |line: &str| {
        let said = line.trim().trim_end_matches('!');
        let (name, range) = said.split_once(" (").unwrap_or((said, ""));
        let range = range.trim_end_matches(')').to_owned();
        Ask { name: Ecosystem::RubyGems.normalise(name), range, is_writable: false }
    };
    lines.map(ask).collect()
}

/// The version of a gem replaced, and what it needs.
///
/// # Errors
/// Why that cannot be done, in words.
pub(super) fn edit(
    document: &Document,
    package: &Package,
    to: &Version,
    catalogue: &Catalogue<'_>,
) -> Result<Edit, String> {
    if document.text.contains("\nCHECKSUMS") {
        return Err(format!("the lockfile has checksums: run `bundle update --conservative {}`", package.written_name));
    }
    let lines = || {
        let start = package.span.start as usize;
        let rest = document.text.get(start..)?;
        let first = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let needs = rest.get(first..)?.split_inclusive('\n').take_while(|line| line.starts_with("      "));
        Some((start, start + first + needs.map(str::len).sum::<usize>()))
    };
    let (start, end) = lines().ok_or("a gem without a line")?;
    let newline = if document.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut written = format!("{} ({to}){newline}", package.written_name);
    let manifest = catalogue.manifest(&package.name, to);
    let mut needs: Vec<_> = manifest.iter().flat_map(|manifest| &manifest.requirements).collect();
    needs.sort_by(|one, other| one.written_name.cmp(&other.written_name));
    for need in needs.into_iter().filter(|need| need.groups.is_empty()) {
        let is_any = need.range.is_empty() || need.range == ">= 0";
        let range = if is_any { String::new() } else { format!(" ({})", need.range) };
        written.push_str(&format!("      {}{range}{newline}", need.written_name));
    }
    Ok(Edit { span: Span::new(document.file, start, end), replacement: written })
}
