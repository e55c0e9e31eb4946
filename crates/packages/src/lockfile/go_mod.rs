//! Go: `go.mod`, whose versions are those that are built. `go.sum` is not read: it holds checksums of versions too that
//! were weighed and not taken, so that alone it does not say what a program is made of.

use std::collections::{HashMap, HashSet};

use finding::{Notice, NoticeKind};
use source::Span;

use crate::text::lines;
use crate::{Ecosystem, Input, Inventory, Origin, Package};

/// What a file says, before its replacements and exclusions are applied.
#[derive(Default)]
struct Module<'t> {
    required: Vec<Required<'t>>,
    /// Replacements by the path and the version that they are for; without a version for all.
    replaced: HashMap<(&'t str, Option<&'t str>), Replacement<'t>>,
    excluded: HashSet<(&'t str, &'t str)>,
    go: Option<(&'t str, Span)>,
    toolchain: Option<(&'t str, Span)>,
}

struct Required<'t> {
    path: &'t str,
    version: &'t str,
    indirect: bool,
    span: Span,
}

struct Replacement<'t> {
    place: &'t str,
    version: Option<&'t str>,
    span: Span,
}

/// Reads the modules that a Go module is built from, and the standard library as the package `stdlib`.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let module = parse(input, &mut found);
    found.packages.extend(standard_library(&module));
    for required in &module.required {
        if module.excluded.contains(&(required.path, required.version)) {
            let message =
                format!("`{} {}` is excluded, so that nothing of it is built", required.path, required.version);
            found.notices.push(Notice::at(required.span, NoticeKind::Skipped, message));
            continue;
        }
        found.packages.push(package(required, &module));
    }
    let whole = module.go.is_some_and(|(version, _)| lists_all(version));
    if !whole && !module.required.is_empty() {
        let message = "what the required modules need is listed from `go 1.17` on only";
        found.notices.push(match module.go {
            Some((_, span)) => Notice::at(span, NoticeKind::Unresolved, message),
            None => Notice::file(input.file, NoticeKind::Unresolved, message),
        });
    }
    found
}

fn parse<'t>(input: Input<'t>, found: &mut Inventory) -> Module<'t> {
    let mut module = Module::default();
    let mut block = None;
    for line in lines(input.file, input.text) {
        let (said, comment) = line.text.split_once("//").unwrap_or((line.text, ""));
        let words = words(said);
        let (directive, words) = match (block, words.as_slice()) {
            (_, []) => continue,
            (Some(_), [")"]) => {
                block = None;
                continue;
            }
            (None, [directive, "("]) => {
                block = Some(*directive);
                continue;
            }
            (Some(directive), words) => (directive, words),
            (None, [directive, words @ ..]) => (*directive, words),
        };
        if !module.take(directive, words, comment.trim(), line.span) {
            found.malformed(line.span, "no directive of a `go.mod`");
        }
    }
    module
}

/// The words of a line; quotes hold blanks together, and the bracket of a block may stick to its directive.
fn words(said: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = said.trim();
    while let Some(first) = rest.chars().next() {
        let quoted = matches!(first, '"' | '`').then(|| rest.get(1..)?.split_once(first)).flatten();
        let (word, after) = match quoted {
            Some(parts) => parts,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        match word.strip_suffix('(').filter(|word| !word.is_empty()) {
            Some(directive) => words.extend([directive, "("]),
            None => words.push(word),
        }
        rest = after.trim_start();
    }
    words
}

impl<'t> Module<'t> {
    /// Takes in one directive; `false` where it is none.
    fn take(&mut self, directive: &str, words: &[&'t str], comment: &str, span: Span) -> bool {
        match (directive, words) {
            ("require", [path, version]) => {
                let indirect = comment == "indirect" || comment.starts_with("indirect;");
                self.required.push(Required { path, version, indirect, span });
            }
            ("exclude", [path, version]) => {
                self.excluded.insert((path, version));
            }
            ("replace", [path, "=>", to @ ..]) => return self.replace(path, None, to, span),
            ("replace", [path, version, "=>", to @ ..]) => return self.replace(path, Some(version), to, span),
            ("go", [version]) => self.go = Some((version, span)),
            ("toolchain", [name]) => self.toolchain = Some((name, span)),
            ("module" | "retract" | "tool" | "godebug" | "ignore", _) => {}
            _ => return false,
        }
        true
    }

    fn replace(&mut self, path: &'t str, version: Option<&'t str>, to: &[&'t str], span: Span) -> bool {
        let replacement = match to {
            [place, version] => Replacement { place, version: Some(version), span },
            [place] if is_folder(place) => Replacement { place, version: None, span },
            _ => return false,
        };
        self.replaced.insert((path, version), replacement);
        true
    }
}

/// A path of files begins with `.`, `/`, or the letter of a drive.
fn is_folder(place: &str) -> bool {
    place.starts_with(['.', '/', '\\']) || place.get(1..2) == Some(":")
}

/// The package that is built for a required one: itself, or what replaces it.
fn package(required: &Required<'_>, module: &Module<'_>) -> Package {
    let exact = module.replaced.get(&(required.path, Some(required.version)));
    let replacement = exact.or_else(|| module.replaced.get(&(required.path, None)));
    let mut package = match replacement {
        None => Package::new(Ecosystem::Go, required.path, Some(required.version.to_owned()), required.span),
        Some(Replacement { place, version: Some(version), span }) => {
            Package::new(Ecosystem::Go, place, Some((*version).to_owned()), *span)
        }
        // A folder has the module's name and whatever version its author left there.
        Some(Replacement { place, version: None, span }) => {
            let origin = Origin::Path((*place).to_owned());
            Package { origin, ..Package::new(Ecosystem::Go, required.path, None, *span) }
        }
    };
    package.direct = Some(!required.indirect);
    package
}

/// The standard library at the version of the toolchain, or at the least that the module asks for.
fn standard_library(module: &Module<'_>) -> Option<Package> {
    let toolchain = module.toolchain.filter(|(name, _)| *name != "default");
    let (name, span) = toolchain.or(module.go)?;
    let version = name.strip_prefix("go").unwrap_or(name);
    let version = version.split('-').next().unwrap_or(version);
    let package = Package::new(Ecosystem::Go, "stdlib", Some(version.to_owned()), span);
    Some(Package { direct: Some(true), ..package })
}

/// Whether a file of this version of Go lists what is needed indirectly too.
fn lists_all(version: &str) -> bool {
    let mut numbers = version.split('.');
    let major: u32 = numbers.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let minor = numbers.next().unwrap_or_default();
    let minor = minor.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    major > 1 || (major == 1 && minor.parse().is_ok_and(|minor: u32| minor >= 17))
}
