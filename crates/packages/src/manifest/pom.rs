//! Maven: `pom.xml`. What comes from a parent that is not given, or from a list of versions that is imported, is a
//! notice. Plugins of the build are left out: they are never deployed.

mod model;
mod project;

use std::collections::HashMap;
use std::iter::once;

use finding::{Notice, NoticeKind};
use roxmltree::Node;
use source::{FileId, Span};

use self::model::{Key, Model};
use self::project::{Project, dependencies, is_import, is_parent, managed_imports};
use crate::{Ecosystem, Input, Inventory, Origin, Requirement, Unversioned, markup};

/// Which project a project of Maven inherits from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MavenParent {
    /// Where its file lies as seen from the folder of the project; `None` for a parent of a repository. What does not
    /// end in `.xml` is a folder with a `pom.xml`.
    pub path: Option<String>,
    /// Its group as written.
    pub group: String,
    /// Its artifact as written.
    pub artifact: String,
    /// Its version as written.
    pub version: String,
}

/// The parent that a project of Maven names, if it does. A file that is no project has none.
pub fn maven_parent(input: Input<'_>) -> Option<MavenParent> {
    let text = markup::without_entities(input.text);
    let document = markup::parse(Input { text: &text, ..input }, &mut Inventory::default())?;
    let parent = markup::child(document.root_element(), "parent")?;
    let path = markup::child(parent, "relativePath").map_or_else(|| "../pom.xml".to_owned(), markup::text);
    let part = |name: &str| markup::child_text(parent, name);
    let (group, artifact, version) = (part("groupId"), part("artifactId"), part("version"));
    Some(MavenParent { path: Some(path).filter(|path| !path.is_empty()), group, artifact, version })
}

/// Reads a project alone.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    read_maven(input, &[])
}

/// Reads what a project of Maven asks for, in all its profiles, with what it inherits from its parents, nearest first.
/// What is imported into its management is a requirement of the group `import`. The range of a dependency whose version
/// stands in a file that is not given is empty.
pub fn read_maven(input: Input<'_>, parents: &[Input<'_>]) -> Inventory {
    let mut found = Inventory::default();
    let given: Vec<_> = once(&input).chain(parents).take(input.limits.depth).collect();
    let texts: Vec<_> = given.iter().map(|input| markup::without_entities(input.text)).collect();
    let inputs = given.iter().zip(&texts).map(|(input, text)| Input { text, ..**input });
    let documents: Vec<_> = inputs.map_while(|input| Some((input, markup::parse(input, &mut found)?))).collect();
    let mut lineage: Vec<Project<'_, '_>> = Vec::new();
    for (input, document) in &documents {
        let root = document.root_element();
        if root.tag_name().name() != "project" {
            found.malformed(markup::span(input.file, root), "no project of Maven");
            break;
        }
        // Maven takes another project than the one that is named from a repository.
        if lineage.last().is_some_and(|child| !is_parent(root, child.root)) {
            break;
        }
        lineage.push(Project { input: *input, root });
    }
    if !lineage.is_empty() {
        read_lineage(&lineage, &mut found);
    }
    let files: Vec<_> = lineage.iter().map(|project| project.input.file).collect();
    let place = |span: Span| (files.iter().position(|file| *file == span.file), span.start);
    found.requirements.sort_by_key(|requirement| place(requirement.span));
    found
}

/// Reads a project and its parents, nearest first.
fn read_lineage(lineage: &[Project<'_, '_>], found: &mut Inventory) {
    let mut model = Model::of(lineage);
    let mut seen = Seen::new();
    for (generation, project) in lineage.iter().enumerate() {
        for level in project.levels() {
            let condition = model.enter(level, *project);
            let list = dependencies(level, &["dependencies"]);
            read_list(project.input, list, &condition, &model, &mut seen, found);
            // What a parent imports stands with the parent.
            let imports = managed_imports(level).filter(|_| generation == 0);
            read_list(project.input, imports, &condition, &model, &mut Seen::new(), found);
        }
    }
}

/// Where the requirement of a dependency lies that was read already, and the file that asks for it, by the condition and
/// the key.
type Seen = HashMap<(String, Key), (usize, FileId)>;

fn read_list<'d, 't: 'd>(
    input: Input<'_>,
    list: impl Iterator<Item = Node<'d, 't>>,
    condition: &str,
    model: &Model<'_>,
    seen: &mut Seen,
    found: &mut Inventory,
) {
    for dependency in list {
        let Some((key, mut requirement)) = requirement(input, dependency, model, found) else { continue };
        condition.clone_into(&mut requirement.condition);
        let key = (condition.to_owned(), key);
        let known = seen.get(&key).and_then(|(at, file)| Some((found.requirements.get_mut(*at)?, *file)));
        match known {
            None => {
                seen.insert(key, (found.requirements.len(), input.file));
                found.requirements.push(requirement);
            }
            Some((earlier, file)) if file == input.file => {
                let message = format!("`{}` is asked for twice, and the last counts", requirement.written_name);
                *earlier = requirement;
                found.notices.push(Notice::at(earlier.span, NoticeKind::Ambiguous, message));
            }
            // What is nearer overrides what is inherited.
            Some(_) => {}
        }
    }
}

fn requirement(
    input: Input<'_>,
    dependency: Node<'_, '_>,
    model: &Model<'_>,
    found: &mut Inventory,
) -> Option<(Key, Requirement)> {
    let whole = markup::span(input.file, dependency);
    let key = match model.key(dependency) {
        Ok(key) => key,
        Err(missing) => {
            found.unresolved(whole, format!("the name of a dependency needs `{missing}`, which is not in the file"));
            return None;
        }
    };
    let [group, artifact, _, _] = &key;
    if group.is_empty() || artifact.is_empty() {
        found.malformed(whole, "a dependency without group or artifact");
        return None;
    }
    let at = markup::child(dependency, "artifactId").map_or(whole, |artifact| markup::span(input.file, artifact));
    let name = format!("{group}:{artifact}");
    let managed = model.managed(&key).filter(|_| !is_import(&dependency));
    let own = |written: String, laid_down: Option<&String>| match laid_down {
        Some(laid_down) if written.is_empty() => laid_down.clone(),
        _ => written,
    };
    let version = own(markup::child_text(dependency, "version"), managed.map(|managed| &managed.version));
    let scope = own(markup::child_text(dependency, "scope"), managed.map(|managed| &managed.scope));
    let scope = model.expand(&scope).unwrap_or_default();
    let is_laid_down = markup::child_text(dependency, "version").is_empty();
    // Who wants another version changes it where it stands.
    let other = managed.filter(|managed| is_laid_down && managed.span.file != input.file);
    let at = other.map_or(at, |managed| managed.span);
    let range = range(&version, &name, at, model, found);
    let mut requirement = Requirement::new(Ecosystem::Maven, &name, &range, at);
    requirement.groups = groups(&scope, &markup::child_text(dependency, "optional"));
    if scope == "system" {
        requirement.origin = Origin::Path(markup::child_text(dependency, "systemPath"));
    }
    Some((key, requirement))
}

/// A version or a range with its properties put in, or nothing and a notice that says where it comes from.
fn range(version: &str, name: &str, at: Span, model: &Model<'_>, found: &mut Inventory) -> String {
    if version.is_empty() {
        if model.elsewhere.is_empty() {
            let message = format!("`{name}` has no version, so that Maven refuses the project");
            found.notices.push(Notice::at(at, NoticeKind::Invalid, message));
        } else {
            found.unversioned(at, name, model.elsewhere.clone());
        }
        return String::new();
    }
    model.expand(version).unwrap_or_else(|missing| {
        match &model.parent {
            Some(parent) => found.unversioned.push(Unversioned {
                name: name.to_owned(),
                property: Some(missing),
                from: parent.clone(),
                span: at,
            }),
            None => found.unresolved(at, format!("the version of `{name}` needs `{missing}`: it is not in the file")),
        }
        String::new()
    })
}

/// What a dependency is needed for besides running. What the system holds is provided like what the container holds.
fn groups(scope: &str, optional: &str) -> Vec<String> {
    let scope = match scope {
        "test" | "provided" | "import" => Some(scope),
        "system" => Some("provided"),
        _ => None,
    };
    let optional = (optional == "true").then_some("optional");
    optional.into_iter().chain(scope).map(str::to_owned).collect()
}
