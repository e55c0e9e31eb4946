//! What the values of a project of Maven depend on: properties, and what its management lays down.

use std::collections::HashMap;

use roxmltree::Node;
use source::{FileId, Span};

use super::project::{Project, is_import, managed, managed_imports, properties};
use crate::manifest::LENGTH;
use crate::markup;

/// Properties that are put into one value, those within their values included.
const ROUNDS: usize = 64;

/// What Maven tells dependencies apart by: group, artifact, type and classifier.
pub(super) type Key = [String; 4];

/// What the project, or a profile of it, lays down for its dependencies.
#[derive(Default)]
struct Level<'d> {
    properties: HashMap<&'d str, String>,
    managed: HashMap<Key, Managed>,
}

/// What is laid down for a dependency that does not say it itself; texts as written.
pub(super) struct Managed {
    /// The version or range.
    pub version: String,
    /// The scope.
    pub scope: String,
    /// The place that lays it down.
    pub span: Span,
}

/// What the values of a dependency depend on.
pub(super) struct Model<'d> {
    /// What `${project.…}` asks for.
    facts: HashMap<&'static str, String>,
    project: Level<'d>,
    /// The profile whose dependencies are being read; empty for those of the project.
    profile: Level<'d>,
    /// The files from which versions may come besides, such as its parent; empty for none.
    pub elsewhere: String,
    /// The parent that is not given.
    pub parent: Option<String>,
}

/// What a project says of itself, and its parents where it says nothing. From Maven 4 on `<parent/>` may be empty.
fn facts(lineage: &[Project<'_, '_>]) -> HashMap<&'static str, String> {
    let own = |name: &str| {
        let said = lineage.first().and_then(|project| markup::child(project.root, name));
        said.map(markup::text).unwrap_or_default()
    };
    let of_parents = |name: &str| {
        let steps = lineage.iter().enumerate().flat_map(|(generation, project)| {
            let named = markup::at(project.root, &["parent", name]);
            [named, lineage.get(generation + 1).and_then(|parent| markup::child(parent.root, name))]
        });
        steps.flatten().map(markup::text).find(|text| !text.is_empty()).unwrap_or_default()
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
    /// The model of a project with its parents, nearest first.
    pub(super) fn of<'t: 'd>(lineage: &[Project<'d, 't>]) -> Self {
        let mut model = Self {
            facts: facts(lineage),
            project: Level::default(),
            profile: Level::default(),
            elsewhere: String::new(),
            parent: lineage.last().and_then(|project| markup::child(project.root, "parent")).map(described),
        };
        // The nearest overrides what lies further off.
        let of_project = |project: &Project<'d, 't>| {
            let file = project.input.file;
            project.in_effect().map(move |level| (level, file))
        };
        let levels: Vec<_> = lineage.iter().rev().flat_map(of_project).collect();
        levels.iter().for_each(|(level, _)| model.project.properties.extend(properties(*level)));
        let managed: Vec<_> = levels.iter().flat_map(|(level, file)| model.managed_by(*level, *file)).collect();
        model.project.managed.extend(managed);
        model.elsewhere = model.elsewhere(lineage);
        model
    }

    /// Turns to the project itself or to one of its profiles; gives the condition under which its dependencies hold.
    pub(super) fn enter(&mut self, level: Node<'d, '_>, project: Project<'_, '_>) -> String {
        self.profile = Level::default();
        if level.id() == project.root.id() {
            return String::new();
        }
        self.profile.properties = properties(level).collect();
        self.profile.managed = self.managed_by(level, project.input.file).into_iter().collect();
        let condition = format!("profile {}", markup::child_text(level, "id"));
        if condition.len() > LENGTH { "profile".to_owned() } else { condition.trim_end().to_owned() }
    }

    /// The other files from which versions may come.
    fn elsewhere(&self, lineage: &[Project<'_, '_>]) -> String {
        let imports = lineage.iter().flat_map(|project| project.levels()).flat_map(managed_imports);
        let places = self.parent.iter().cloned().chain(imports.map(|import| self.imported(import)));
        let places: Vec<_> = places.collect();
        // From Maven 4 on, projects that are built together need not say each other's versions.
        let old = |project: &Project<'_, '_>| {
            ["", "4.0.0"].contains(&markup::child_text(project.root, "modelVersion").as_str())
        };
        if places.is_empty() && !lineage.iter().all(old) {
            return "another project of the build".to_owned();
        }
        let joined = places.join(" or ");
        if joined.len() <= LENGTH {
            return joined;
        }
        format!("the parent or one of {} lists of versions that are imported", places.len())
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
    pub(super) fn expand(&self, text: &str) -> Result<String, String> {
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
    pub(super) fn key(&self, dependency: Node<'_, '_>) -> Result<Key, String> {
        let part = |name: &str| self.expand(&markup::child_text(dependency, name));
        let kind = Some(part("type")?).filter(|kind| !kind.is_empty()).unwrap_or_else(|| "jar".to_owned());
        Ok([part("groupId")?, part("artifactId")?, kind, part("classifier")?])
    }

    /// What the management of a level lays down.
    fn managed_by(&self, level: Node<'_, '_>, file: FileId) -> Vec<(Key, Managed)> {
        let managed = managed(level).filter(|dependency| !is_import(dependency));
        let managed = managed.filter_map(|dependency| {
            let text = |name: &str| markup::child_text(dependency, name);
            let at = markup::child(dependency, "artifactId").unwrap_or(dependency);
            let span = markup::span(file, at);
            let managed = Managed { version: text("version"), scope: text("scope"), span };
            // Every dependency that it is laid down for repeats it.
            let short = managed.version.len() + managed.scope.len() <= LENGTH;
            short.then_some((self.key(dependency).ok()?, managed))
        });
        managed.collect()
    }

    /// What is laid down for a dependency.
    pub(super) fn managed(&self, key: &Key) -> Option<&Managed> {
        self.profile.managed.get(key).or_else(|| self.project.managed.get(key))
    }
}
