//! `yarn.lock` of the classic format: a block for each version, headed by the ranges that it answers.

use finding::Edit;
use packages::{Ecosystem, Package, Requirement};
use source::Span;
use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::Ask;

/// The ranges of all heads, so that a version stays within each: which of them are the project's own the file does not say.
pub(super) fn asks(text: &str, packages: &[Package]) -> Vec<Ask> {
    let heads = text.lines().filter(|line| !line.starts_with([' ', '#']) && line.ends_with(':'));
    let descriptors = heads.flat_map(|line| line.trim_end_matches(':').split(", ")).map(|one| one.trim_matches('"'));
    let ask = |descriptor: &str| {
        let at = descriptor.rfind('@').filter(|at| *at > 0)?;
        let (name, range) = descriptor.split_at_checked(at)?;
        let name = name.split_once("@npm:").map_or(name, |(_, real)| real);
        let range = range.trim_start_matches('@').trim_start_matches("npm:");
        let is_known = packages.iter().any(|package| package.name == name);
        let name = Ecosystem::Npm.normalise(name);
        is_known.then(|| Ask { name, range: range.to_owned(), is_writable: false })
    };
    descriptors.filter_map(ask).collect()
}

/// A block with another version, its place, its checksum, and what it needs.
///
/// # Errors
/// Why that cannot be done, in words.
pub(super) fn edit(
    document: &Document,
    package: &Package,
    to: &Version,
    catalogue: &Catalogue<'_>,
) -> Result<Edit, String> {
    if document.text.contains("\n__metadata:") {
        return Err(format!("the checksums are those of yarn's own archives: run `yarn up -R {}`", package.name));
    }
    let (start, end) = block(document, package).ok_or("a package without a block")?;
    let text = document.text.get(start..end).unwrap_or_default();
    let manifest = catalogue.manifest(&package.name, to);
    let file = manifest.as_ref().and_then(|manifest| manifest.files.first());
    let (url, sum) = file.map_or(("", ""), |file| (file.url.as_str(), file.integrity.as_str()));
    let has_sum = text.contains("\n  integrity ");
    if url.is_empty() || has_sum && sum.is_empty() {
        return Err(format!("the registry does not say place and checksum of {} {to}", package.name));
    }
    let head = text.lines().next().unwrap_or_default();
    let mut written = format!("{head}\n  version \"{to}\"\n  resolved \"{url}\"\n");
    if has_sum {
        written.push_str(&format!("  integrity {sum}\n"));
    }
    for (section, is_optional) in [("dependencies", false), ("optionalDependencies", true)] {
        let has = |need: &Requirement, group: &str| need.groups.iter().any(|own| own == group);
        let mut needs: Vec<&Requirement> = manifest.iter().flat_map(|manifest| &manifest.requirements).collect();
        needs.retain(|need| !has(need, "peer") && has(need, "optional") == is_optional);
        needs.sort_by(|one, other| one.written_name.cmp(&other.written_name));
        if !needs.is_empty() {
            written.push_str(&format!("  {section}:\n"));
        }
        needs.iter().for_each(|need| written.push_str(&line(need)));
    }
    Ok(Edit { span: Span::new(document.file, start, end), replacement: written })
}

/// A line for what a package needs.
fn line(need: &Requirement) -> String {
    let name = &need.written_name;
    let quote = if name.starts_with('@') { "\"" } else { "" };
    let alias = if need.name == *name { String::new() } else { format!("npm:{}@", need.name) };
    format!("    {quote}{name}{quote} \"{alias}{}\"\n", need.range)
}

/// The lines of a package's block.
fn block(document: &Document, package: &Package) -> Option<(usize, usize)> {
    let start = package.span.start as usize;
    let mut lines = document.text.get(start..)?.split_inclusive('\n');
    let head = lines.next()?.len();
    let body: usize = lines.take_while(|line| line.starts_with(' ')).map(str::len).sum();
    Some((start, start + head + body))
}
