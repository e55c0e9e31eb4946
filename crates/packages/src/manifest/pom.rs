//! Maven: `pom.xml`. Its parent and the lists of versions that it imports are other files: what comes from them is a
//! notice. Plugins of the build are left out: they are never deployed.

use std::collections::HashMap;

use finding::{Notice, NoticeKind};
use roxmltree::Node;
use source::Span;

use super::LENGTH;
use crate::{Ecosystem, Input, Inventory, Origin, Requirement, markup};

/// Properties that are put into one value, those within their values included.
const ROUNDS: usize = 64;

/// What Maven tells dependencies apart by: group, artifact, type and classifier.
type Key = [String; 4];

/// What the project, or a profile of it, lays down for its dependencies.
#[derive(Default)]
struct Level<'d> {
    properties: HashMap<&'d str, String>,
    managed: HashMap<Key, Managed>,
}

/// What is laid down for a dependency that does not say it itself; texts as written.
struct Managed {
    version: String,
    scope: String,
}

/// What the values of a dependency depend on.
struct Model<'d> {
    /// What `${project.…}` asks for.
    facts: HashMap<&'static str, String>,
    project: Level<'d>,
    /// The profile whose dependencies are being read; empty for those of the project.
    profile: Level<'d>,
    /// The files from which versions may come besides, such as its parent; empty for none.
    elsewhere: String,
    parent: Option<String>,
}

/// Reads what a project asks for, in all its profiles. What is imported into its management is a requirement of the
/// group `import`. The range of a dependency whose version stands in another file is empty.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let text = markup::without_entities(input.text);
    let input = Input { text: &text, ..input };
    let Some(document) = markup::parse(input, &mut found) else { return found };
    let root = document.root_element();
    if root.tag_name().name() != "project" {
        found.malformed(markup::span(input.file, root), "no project of Maven");
        return found;
    }
    let profiles = markup::child(root, "profiles").into_iter();
    let profiles: Vec<_> = profiles.flat_map(|profiles| markup::children(profiles, "profile")).collect();
    let mut model = Model::of(root);
    // What is on by default overrides what the project lays down.
    let defaults = profiles.iter().filter(|profile| is_default(**profile)).copied();
    let levels: Vec<_> = std::iter::once(root).chain(defaults).collect();
    levels.iter().for_each(|level| model.project.properties.extend(properties(*level)));
    let managed: Vec<_> = levels.iter().flat_map(|level| model.managed_by(*level)).collect();
    model.project.managed.extend(managed);
    model.set_elsewhere(std::iter::once(root).chain(profiles.iter().copied()));

    read_level(input, root, "", &model, &mut found);
    for profile in profiles {
        model.profile = Level { properties: properties(profile).collect(), managed: HashMap::new() };
        model.profile.managed = model.managed_by(profile).into_iter().collect();
        let condition = format!("profile {}", markup::child_text(profile, "id"));
        let condition = if condition.len() > LENGTH { "profile" } else { condition.trim_end() };
        read_level(input, profile, condition, &model, &mut found);
    }
    found.requirements.sort_by_key(|requirement| requirement.span.start);
    found
}

fn is_default(profile: Node<'_, '_>) -> bool {
    markup::at(profile, &["activation", "activeByDefault"]).is_some_and(|node| markup::text(node) == "true")
}

fn properties<'d>(level: Node<'d, '_>) -> impl Iterator<Item = (&'d str, String)> {
    let properties = markup::child(level, "properties").into_iter().flat_map(|properties| properties.children());
    properties.filter(Node::is_element).map(|node| (node.tag_name().name(), markup::text(node)))
}

/// The dependencies that a path of names leads to.
fn dependencies<'d, 't>(level: Node<'d, 't>, path: &[&str]) -> impl Iterator<Item = Node<'d, 't>> {
    markup::at(level, path).into_iter().flat_map(|list| markup::children(list, "dependency"))
}

fn managed<'d, 't>(level: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    dependencies(level, &["dependencyManagement", "dependencies"])
}

fn is_import(dependency: &Node<'_, '_>) -> bool {
    markup::child_text(*dependency, "scope") == "import"
}

impl<'d> Model<'d> {
    fn of(root: Node<'d, '_>) -> Self {
        let parent = markup::child(root, "parent");
        let of_parent = |name: &str| parent.map(|parent| markup::child_text(parent, name)).unwrap_or_default();
        let own = |name: &str| markup::child_text(root, name);
        let inherited = |name: &str| Some(own(name)).filter(|text| !text.is_empty()).unwrap_or_else(|| of_parent(name));
        let facts = [
            ("groupId", inherited("groupId")),
            ("artifactId", own("artifactId")),
            ("version", inherited("version")),
            ("parent.groupId", of_parent("groupId")),
            ("parent.artifactId", of_parent("artifactId")),
            ("parent.version", of_parent("version")),
        ];
        let named = format!("{}:{}:{}", of_parent("groupId"), of_parent("artifactId"), of_parent("version"));
        let named = if named.len() > LENGTH { String::new() } else { named };
        Self {
            facts: facts.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
            project: Level::default(),
            profile: Level::default(),
            elsewhere: String::new(),
            parent: parent.map(|_| format!("the parent `{named}`")),
        }
    }

    /// Notes the other files that versions come from: the parent, and what the management of the levels imports.
    fn set_elsewhere<'t: 'd>(&mut self, levels: impl Iterator<Item = Node<'d, 't>>) {
        let imports = levels.flat_map(managed).filter(is_import).map(|import| {
            let parts = ["groupId", "artifactId", "version"].map(|part| markup::child_text(import, part));
            let parts = parts.map(|part| self.expand(&part).unwrap_or(part));
            format!("the imported `{}`", parts.join(":"))
        });
        let places: Vec<_> = self.parent.iter().cloned().chain(imports).collect();
        self.elsewhere = places.join(" or ");
        if self.elsewhere.len() > LENGTH {
            self.elsewhere = format!("the parent or one of {} lists of versions that are imported", places.len());
        }
    }

    /// What a name within `${…}` stands for, as written.
    fn property(&self, name: &str) -> Option<&str> {
        let fact = name.strip_prefix("project.").or_else(|| name.strip_prefix("pom."));
        let fact = fact.and_then(|name| self.facts.get(name));
        let written = || self.profile.properties.get(name).or_else(|| self.project.properties.get(name));
        fact.or_else(written).or_else(|| self.facts.get(name)).map(String::as_str)
    }

    /// Puts in all properties; the error is one that is not in the file, that is its own value, or that is too long.
    fn expand(&self, text: &str) -> Result<String, String> {
        let mut value = text.to_owned();
        for _ in 0..ROUNDS {
            let parts = value.split_once("${").and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
            let Some((before, (name, after))) = parts else { return Ok(value) };
            let put_in = self.property(name).filter(|put_in| value.len() + put_in.len() <= LENGTH);
            let put_in = put_in.ok_or_else(|| name.to_owned())?;
            value = format!("{before}{put_in}{after}").trim().to_owned();
        }
        Err(value)
    }

    /// Group, artifact, type and classifier with their properties put in.
    fn key(&self, dependency: Node<'_, '_>) -> Result<Key, String> {
        let part = |name: &str| self.expand(&markup::child_text(dependency, name));
        let kind = Some(part("type")?).filter(|kind| !kind.is_empty()).unwrap_or_else(|| "jar".to_owned());
        Ok([part("groupId")?, part("artifactId")?, kind, part("classifier")?])
    }

    /// What the management of a level lays down.
    fn managed_by(&self, level: Node<'_, '_>) -> Vec<(Key, Managed)> {
        let managed = managed(level).filter(|dependency| !is_import(dependency));
        let managed = managed.filter_map(|dependency| {
            let text = |name: &str| markup::child_text(dependency, name);
            let managed = Managed { version: text("version"), scope: text("scope") };
            // Every dependency that it is laid down for repeats it.
            let short = managed.version.len() + managed.scope.len() <= LENGTH;
            short.then_some((self.key(dependency).ok()?, managed))
        });
        managed.collect()
    }

    /// What is laid down for a dependency.
    fn managed(&self, key: &Key) -> Option<&Managed> {
        self.profile.managed.get(key).or_else(|| self.project.managed.get(key))
    }
}

/// Reads the dependencies of the project or of a profile, and what its management imports.
fn read_level(input: Input<'_>, level: Node<'_, '_>, condition: &str, model: &Model<'_>, found: &mut Inventory) {
    let mut seen = HashMap::new();
    for dependency in dependencies(level, &["dependencies"]).chain(managed(level).filter(is_import)) {
        let Some((key, mut requirement)) = requirement(input, dependency, model, found) else { continue };
        condition.clone_into(&mut requirement.condition);
        let key = (key, is_import(&dependency));
        let earlier = seen.get(&key).and_then(|at| found.requirements.get_mut(*at));
        let Some(earlier) = earlier else {
            seen.insert(key, found.requirements.len());
            found.requirements.push(requirement);
            continue;
        };
        let message = format!("`{}` is asked for twice, and the last counts", requirement.written_name);
        *earlier = requirement;
        found.notices.push(Notice::at(earlier.span, NoticeKind::Ambiguous, message));
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
            found.unresolved(at, format!("the version of `{name}` comes from {}", model.elsewhere));
        }
        return String::new();
    }
    model.expand(version).unwrap_or_else(|missing| {
        let place = model
            .parent
            .as_ref()
            .map_or("it is not in the file".to_owned(), |parent| format!("it comes from {parent}"));
        found.unresolved(at, format!("the version of `{name}` needs `{missing}`: {place}"));
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
