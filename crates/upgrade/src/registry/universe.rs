//! A snapshot of a registry as text: a small YAML document with the name of the ecosystem and a block of lines, in which the
//! depth of the indent says what a line is.
//!
//! ```text
//! system: npm
//! schema: |
//!   name
//!     1.0.0
//!       needed@^1.0.0
//!       Dev|only-to-build@2
//! ```
//!
//! Words before a `|` say more of a need: `Dev`, `Opt`, `Test`, `Scope provided`, `KnownAs other-name`, `MavenExclusions a:b`.

use packages::{Ecosystem, Requirement};
use source::{FileId, Limits, Span};
use syntax::Dialect;

use super::{Artifact, Manifest, Memory, Release};

/// Why a text is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UniverseError {
    /// It is no YAML with `system` and `schema`.
    #[error("a snapshot of a registry has the keys `system` and `schema`")]
    Shape,
    /// Its ecosystem is not known.
    #[error("`{0}` is no ecosystem that is known")]
    System(String),
    /// A line that cannot stand where it stands, by its number in the block from 1.
    #[error("line {0} of the schema: a need without a version, or a version without a name")]
    Line(usize),
}

/// Reads a snapshot. A line `sum: TEXT` or `url: TEXT` below a version says the checksum and the place of its file.
///
/// # Errors
/// With what is not understood.
pub fn read_universe(text: &str) -> Result<Memory, UniverseError> {
    let document = syntax::parse_one(FileId(0), "universe.yaml", text, Dialect::Plain, &Limits::default());
    let part = |key: &str| document.root.as_ref()?.get(key)?.text();
    let (system, schema) = part("system").zip(part("schema")).ok_or(UniverseError::Shape)?;
    let is_called =
        |one: &Ecosystem| [one.name(), one.purl_kind()].iter().any(|name| name.eq_ignore_ascii_case(&system));
    let ecosystem = Ecosystem::ALL.into_iter().find(is_called);
    let ecosystem = ecosystem.ok_or_else(|| UniverseError::System(system.as_ref().to_owned()))?;
    let mut read = Memory::default();
    let mut open: Option<(String, Option<(String, Manifest)>)> = None;
    let mut indents: Vec<usize> = Vec::new();
    for (line, number) in schema.lines().zip(1..) {
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        while indents.last().is_some_and(|last| *last >= indent) {
            indents.pop();
        }
        indents.push(indent);
        match (indents.len(), &mut open) {
            (1, _) => {
                close(ecosystem, open.take(), &mut read);
                open = Some((said.to_owned(), None));
            }
            (2, Some((name, version))) => {
                if let Some(version) = version.replace((said.to_owned(), Manifest::default())) {
                    close(ecosystem, Some((name.clone(), Some(version))), &mut read);
                }
            }
            (3, Some((_, Some((_, manifest))))) => add(ecosystem, said, manifest),
            _ => return Err(UniverseError::Line(number)),
        }
    }
    close(ecosystem, open, &mut read);
    Ok(read)
}

fn close(ecosystem: Ecosystem, open: Option<(String, Option<(String, Manifest)>)>, read: &mut Memory) {
    if let Some((name, Some((version, manifest)))) = open {
        read.add(ecosystem, &name, Release::new(version), manifest);
    }
}

/// A need, or a fact of the release's file.
fn add(ecosystem: Ecosystem, said: &str, manifest: &mut Manifest) {
    for (key, is_sum) in [("sum: ", true), ("url: ", false)] {
        if let Some(value) = said.strip_prefix(key) {
            let nothing = Artifact { url: String::new(), integrity: String::new() };
            if manifest.files.is_empty() {
                manifest.files.push(nothing);
            }
            for file in &mut manifest.files {
                value.clone_into(if is_sum { &mut file.integrity } else { &mut file.url });
            }
            return;
        }
    }
    let (words, need) = said.split_once('|').unwrap_or(("", said));
    let scope = usize::from(need.starts_with('@'));
    let at = need.get(scope..).and_then(|rest| rest.find('@')).map_or(need.len(), |at| at + scope);
    let (name, range) = need.split_at_checked(at).unwrap_or((need, ""));
    let range = range.trim_start_matches('@');
    let mut requirement = Requirement::new(ecosystem, name, range, Span::new(FileId(0), 0, 0));
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "Opt" => requirement.groups.push("optional".to_owned()),
            "Dev" | "Test" => requirement.groups.push(word.to_lowercase()),
            "Scope" => requirement
                .groups
                .extend(words.next().filter(|scope| *scope != "peer" && *scope != "runtime").map(str::to_owned)),
            "MavenExclusions" => {
                let left_out =
                    words.next().unwrap_or_default().split(',').map(|one| (requirement.name.clone(), one.to_owned()));
                manifest.exclusions.extend(left_out);
            }
            "KnownAs" => requirement.written_name = words.next().unwrap_or(name).to_owned(),
            "MavenClassifier" => {
                let classifier = words.next().unwrap_or_default();
                requirement.written_name = format!("{name}:{classifier}");
            }
            "MavenArtifactType" => _ = words.next(),
            _ => {}
        }
    }
    manifest.requirements.push(requirement);
}
