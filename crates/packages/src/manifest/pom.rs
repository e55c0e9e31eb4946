//! Maven: `pom.xml`. What comes from a parent that is not given, or from a list of versions that is imported, is a
//! notice. Plugins of the build are left out: they are never deployed.

use std::collections::HashMap;
use std::iter::once;

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

/// A file and the project in it.
#[derive(Clone, Copy)]
struct Project<'d, 't> {
    input: Input<'d>,
    root: Node<'d, 't>,
}

impl<'d, 't> Project<'d, 't> {
    fn profiles(self) -> impl Iterator<Item = Node<'d, 't>> {
        let profiles = markup::child(self.root, "profiles").into_iter();
        profiles.flat_map(|profiles| markup::children(profiles, "profile"))
    }

    /// The project and then what overrides it: the profiles that are on by default.
    fn in_effect(self) -> impl Iterator<Item = Node<'d, 't>> {
        once(self.root).chain(self.profiles().filter(is_default))
    }

    /// The project and all its profiles.
    fn levels(self) -> impl Iterator<Item = Node<'d, 't>> {
        once(self.root).chain(self.profiles())
    }
}

/// Whether a project is the one that another names as its parent, as far as that is written without properties.
fn is_parent(root: Node<'_, '_>, child: Node<'_, '_>) -> bool {
    let Some(named) = markup::child(child, "parent") else { return false };
    ["groupId", "artifactId"].into_iter().all(|part| {
        let own = markup::child(root, part).or_else(|| markup::at(root, &["parent", part]));
        let (own, named) = (own.map(markup::text).unwrap_or_default(), markup::child_text(named, part));
        named.is_empty() || own == named || own.contains("${") || named.contains("${")
    })
}

/// Reads a project and its parents, nearest first.
fn read_lineage(lineage: &[Project<'_, '_>], found: &mut Inventory) {
    let mut model = Model::of(lineage);
    let mut seen = Seen::new();
    for (generation, project) in lineage.iter().enumerate() {
        for level in project.levels() {
            let condition = model.enter(level, project.root);
            let list = dependencies(level, &["dependencies"]);
            read_list(project.input, list, &condition, &model, &mut seen, found);
            // What a parent imports stands with the parent.
            let imports = managed_imports(level).filter(|_| generation == 0);
            read_list(project.input, imports, &condition, &model, &mut Seen::new(), found);
        }
    }
}

fn is_default(profile: &Node<'_, '_>) -> bool {
    markup::at(*profile, &["activation", "activeByDefault"]).is_some_and(|node| markup::text(node) == "true")
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

fn managed_imports<'d, 't>(level: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    managed(level).filter(is_import)
}

/// What a project says of itself, and its parents where it says nothing. From Maven 4 on `<parent/>` may be empty.
fn facts(lineage: &[Project<'_, '_>]) -> HashMap<&'static str, String> {
    let own = |name: &str| {
        let said = lineage.first().and_then(|project| markup::child(project.root, name));
        said.map(markup::text).unwrap_or_default()
    };
    let of_parents = |name: &str| {
        let named = lineage.iter().filter_map(|project| markup::at(project.root, &["parent", name]));
        let given = lineage.iter().skip(1).filter_map(|project| markup::child(project.root, name));
        named.chain(given).map(markup::text).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let inherited = |name: &str| Some(own(name)).filter(|text| !text.is_empty()).unwrap_or_else(|| of_parents(name));
    let facts = [
        ("groupId", inherited("groupId")),
        ("artifactId", own("artifactId")),
        ("version", inherited("version")),
        ("parent.groupId", of_parents("groupId")),
        ("parent.artifactId", of_parents("artifactId")),
        ("parent.version", of_parents("version")),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// A parent for messages.
fn described(parent: Node<'_, '_>) -> String {
    let named = ["groupId", "artifactId", "version"].map(|part| markup::child_text(parent, part)).join(":");
    if named.len() > LENGTH || named == "::" { "the parent".to_owned() } else { format!("the parent `{named}`") }
}

impl<'d> Model<'d> {
    fn of<'t: 'd>(lineage: &[Project<'d, 't>]) -> Self {
        let mut model = Self {
            facts: facts(lineage),
            project: Level::default(),
            profile: Level::default(),
            elsewhere: String::new(),
            parent: lineage.last().and_then(|project| markup::child(project.root, "parent")).map(described),
        };
        // The nearest overrides what lies further off.
        let levels: Vec<_> = lineage.iter().rev().flat_map(|project| project.in_effect()).collect();
        levels.iter().for_each(|level| model.project.properties.extend(properties(*level)));
        let managed: Vec<_> = levels.iter().flat_map(|level| model.managed_by(*level)).collect();
        model.project.managed.extend(managed);
        let imports = lineage.iter().flat_map(|project| project.levels()).flat_map(managed_imports);
        let places: Vec<_> = model.parent.iter().cloned().chain(imports.map(|import| model.imported(import))).collect();
        model.elsewhere = places.join(" or ");
        if model.elsewhere.len() > LENGTH {
            model.elsewhere = format!("the parent or one of {} lists of versions that are imported", places.len());
        }
        // From Maven 4 on, projects that are built together need not say each other's versions.
        let old =
            |project: &Project<'_, '_>| ["", "4.0.0"].contains(&&*markup::child_text(project.root, "modelVersion"));
        if places.is_empty() && !lineage.iter().all(old) {
            model.elsewhere = "another project of the build".to_owned();
        }
        model
    }

    /// Turns to the project itself or to one of its profiles; gives the condition under which its dependencies hold.
    fn enter(&mut self, level: Node<'d, '_>, root: Node<'d, '_>) -> String {
        self.profile = Level::default();
        if level.id() == root.id() {
            return String::new();
        }
        self.profile.properties = properties(level).collect();
        self.profile.managed = self.managed_by(level).into_iter().collect();
        let condition = format!("profile {}", markup::child_text(level, "id"));
        if condition.len() > LENGTH { "profile".to_owned() } else { condition.trim_end().to_owned() }
    }

    fn imported(&self, import: Node<'_, '_>) -> String {
        let parts = ["groupId", "artifactId", "version"].map(|part| markup::child_text(import, part));
        let parts = parts.map(|part| self.expand(&part).unwrap_or(part));
        format!("the imported `{}`", parts.join(":"))
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

/// Where the requirement of a dependency lies that was read already, by the condition and the key.
type Seen = HashMap<(String, Key), usize>;

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
        match seen.get(&key).and_then(|at| found.requirements.get_mut(*at)) {
            None => {
                seen.insert(key, found.requirements.len());
                found.requirements.push(requirement);
            }
            Some(earlier) if earlier.span.file == input.file => {
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
