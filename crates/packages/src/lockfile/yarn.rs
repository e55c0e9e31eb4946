//! yarn: `yarn.lock` of the classic format and of berry, whose YAML has the same lines.

use source::Span;

use crate::text::lines;
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, origin};

/// One block of the file while it is read.
struct Block {
    descriptors: String,
    span: Span,
    version: String,
    resolution: String,
    resolved: String,
    integrity: Vec<String>,
    dependencies: Vec<Dependency>,
}

/// Reads a lockfile of yarn.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let mut block: Option<Block> = None;
    let mut section = String::new();
    for line in lines(input.file, input.text) {
        let said = line.text.trim();
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        let indent = line.text.len() - line.text.trim_start().len();
        if indent == 0 {
            block.take().into_iter().for_each(|block| finish(block, &mut found));
            if !said.ends_with(':') && !said.starts_with('"') && !said.starts_with('?') {
                found.malformed(line.span, "neither a list of packages nor a fact of one");
                continue;
            }
            let descriptors = said.trim_start_matches("? ").trim_end_matches(':').to_owned();
            let span = line.span;
            block = Some(Block {
                descriptors,
                span,
                version: String::new(),
                resolution: String::new(),
                resolved: String::new(),
                integrity: Vec::new(),
                dependencies: Vec::new(),
            });
            continue;
        }
        let Some(block) = &mut block else { continue };
        let (key, value) = pair(said);
        match (indent > 2, key) {
            (true, name) if section == "dependencies" || section == "optionalDependencies" => {
                block.dependencies.push(Dependency { name: name.to_owned(), range: value.to_owned() });
            }
            (false, "version") => block.version = value.to_owned(),
            (false, "resolution") => block.resolution = value.to_owned(),
            (false, "resolved") => block.resolved = value.to_owned(),
            (false, "integrity" | "checksum") => block.integrity.push(value.to_owned()),
            (false, key) => section = key.to_owned(),
            (true, _) => {}
        }
    }
    block.into_iter().for_each(|block| finish(block, &mut found));
    found
}

/// `key value` of classic and `key: value` of berry, without quotes.
fn pair(said: &str) -> (&str, &str) {
    let end = match said.strip_prefix('"') {
        Some(rest) => rest.find('"').map_or(said.len(), |at| at + 2),
        None => said.find([' ', ':']).unwrap_or(said.len()),
    };
    let (key, value) = said.split_at_checked(end).unwrap_or((said, ""));
    (key.trim_matches('"'), value.trim_start_matches(':').trim().trim_matches('"'))
}

fn finish(block: Block, found: &mut Inventory) {
    if block.descriptors == "__metadata" {
        return;
    }
    let first = block.descriptors.split(", ").next().unwrap_or_default().trim_matches('"');
    let resolution = Some(block.resolution.as_str()).filter(|text| !text.is_empty());
    let (mut name, mut range) = split_descriptor(resolution.unwrap_or(first));
    // A package under another name: `alias@npm:real@range`.
    if resolution.is_none()
        && let Some((real, wanted)) = range.strip_prefix("npm:").and_then(|alias| alias.rsplit_once('@'))
        && !real.is_empty()
    {
        (name, range) = (real, wanted);
    }
    if name.is_empty() {
        return found.malformed(block.span, "a package without a name");
    }
    let in_workspace = resolution.is_some() && range.starts_with("workspace:");
    if in_workspace && range == "workspace:." {
        return;
    }
    let origin = match resolution {
        Some(_) => origin::of_text(range),
        None => origin_of_classic(range, &block.resolved),
    };
    // The version of a part of the project is a placeholder.
    let version = Some(block.version).filter(|_| !in_workspace);
    let mut package = Package::new(Ecosystem::Npm, name, version, block.span);
    package.origin = origin.unwrap_or_default();
    package.integrity = block.integrity;
    package.dependencies = block.dependencies;
    found.packages.push(package);
}

/// Where classic took a package from. The URL it writes down is that of a registry too, behind which a checksum stands.
fn origin_of_classic(range: &str, resolved: &str) -> Option<Origin> {
    let taken = origin::of_text(resolved);
    if !matches!(taken, None | Some(Origin::Url(_))) {
        return taken;
    }
    let (url, fragment) = resolved.split_once('#').unwrap_or((resolved, ""));
    let is_archive = [".tgz", ".tar.gz", ".zip"].iter().any(|end| url.ends_with(end));
    let commit = origin::commit_in(fragment).filter(|_| range.contains("://") && !is_archive);
    commit.map(|commit| Origin::Git { url: url.to_owned(), commit: Some(commit) }).or_else(|| origin::of_text(range))
}

/// Parts `@scope/name@range` behind the name.
fn split_descriptor(descriptor: &str) -> (&str, &str) {
    let scope = usize::from(descriptor.starts_with('@'));
    let at = descriptor.get(scope..).and_then(|rest| rest.find('@')).map_or(descriptor.len(), |at| at + scope);
    let (name, range) = descriptor.split_at_checked(at).unwrap_or((descriptor, ""));
    (name, range.trim_start_matches('@'))
}
