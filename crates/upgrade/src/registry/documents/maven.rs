//! Maven: `maven-metadata.xml` of an artifact, and the `pom` of a release with its parents.

use packages::{Input, read_maven};
use roxmltree::{Document, Node};
use source::{FileId, Limits};

use super::malformed;
use crate::registry::{Manifest, RegistryError, Release};

/// All releases of an artifact.
///
/// # Errors
/// When the document is not understood.
pub fn maven_releases(name: &str, metadata: &[u8]) -> Result<Vec<Release>, RegistryError> {
    let text = String::from_utf8_lossy(metadata);
    let document = Document::parse(&text).map_err(|error| malformed(name, error))?;
    let versions = document.descendants().filter(|node| {
        node.has_tag_name("version") && node.parent().is_some_and(|parent| parent.has_tag_name("versions"))
    });
    Ok(versions.filter_map(|node| node.text()).map(|version| Release::new(version.trim())).collect())
}

/// What a release needs to run, from its `pom` and those of its parents, nearest first. What takes its version from an imported
/// list is left out, since the list is not given.
///
/// # Errors
/// When the `pom` is not understood.
pub fn maven_manifest(name: &str, poms: &[&[u8]]) -> Result<Manifest, RegistryError> {
    let texts: Vec<_> = poms.iter().map(|pom| String::from_utf8_lossy(pom)).collect();
    let limits = Limits::default();
    let inputs: Vec<Input<'_>> =
        texts.iter().zip(0..).map(|(text, number)| Input { file: FileId(number), text, limits: &limits }).collect();
    let Some((own, parents)) = inputs.split_first() else { return Ok(Manifest::default()) };
    let document = Document::parse(own.text).map_err(|error| malformed(name, error))?;
    let mut requirements = read_maven(*own, parents).requirements;
    let runs = |groups: &[String]| !groups.iter().any(|group| ["test", "provided", "import"].contains(&group.as_str()));
    // A profile of a dependency is not in force where it is used.
    let classified = classified(document.root_element());
    for one in &mut requirements {
        if let Some((_, classifier)) = classified.iter().find(|(name, _)| *name == one.name) {
            one.written_name = format!("{}:{classifier}", one.name);
        }
    }
    requirements.retain(|one| !one.range.is_empty() && one.condition.is_empty() && runs(&one.groups));
    Ok(Manifest { requirements, exclusions: exclusions(document.root_element()), ..Manifest::default() })
}

/// The dependencies that are another build of an artifact than its own, with the name of the build.
fn classified(root: Node<'_, '_>) -> Vec<(String, String)> {
    let named = root.descendants().filter(|node| is_element(*node, "classifier"));
    let pair = |node: Node<'_, '_>| Some((named_by(node.parent()?)?, node.text()?.trim().to_owned()));
    named.filter_map(pair).collect()
}

/// What is left out below the dependencies of a project: the dependency, and `group:artifact` with `*` for any.
pub(crate) fn exclusions(root: Node<'_, '_>) -> Vec<(String, String)> {
    let left_out = root.descendants().filter(|node| is_element(*node, "exclusion"));
    let pair = |node: Node<'_, '_>| Some((named_by(node.parent()?.parent()?)?, named_by(node)?));
    left_out.filter_map(pair).collect()
}

/// The group and artifact that an element names.
fn named_by(node: Node<'_, '_>) -> Option<String> {
    let part = |name: &str| node.children().find(|child| is_element(*child, name)).and_then(|child| child.text());
    Some(format!("{}:{}", part("groupId")?.trim(), part("artifactId")?.trim()))
}

/// Whether a node is an element of a name, in whichever namespace: most files declare one and some leave it out.
fn is_element(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}
