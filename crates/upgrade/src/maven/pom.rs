//! What a `pom.xml` declares, with the places of the versions.

use std::collections::BTreeMap;
use std::ops::Range;

use roxmltree::{Document as Xml, Node};

use crate::Document;

/// Steps of putting in properties, which may name others.
const MOST_STEPS: usize = 32;
/// Bytes of a version with its properties put in.
const MOST_BYTES: usize = 512;

/// What a file declares.
#[derive(Debug, Clone, Default)]
pub(super) struct Pom {
    /// Values by name, with their places in the file.
    pub properties: BTreeMap<String, Property>,
    /// What the project asks for, in its profiles too.
    pub dependencies: Vec<Declared>,
    /// What it lays down for all who ask.
    pub managed: Vec<Declared>,
    /// Where in the file a further managed dependency can be put.
    pub room: Room,
}

/// A property.
#[derive(Debug, Clone, Default)]
pub(super) struct Property {
    /// Its value as written.
    pub value: String,
    /// The path of the file that has it.
    pub path: String,
    /// Its place in that file.
    pub place: Range<usize>,
}

/// A dependency that is declared.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    /// `group:artifact`.
    pub name: String,
    /// Its version as written; empty for none.
    pub version: String,
    /// The path of the file that has it.
    pub path: String,
    /// The place of the version in that file, if there is one.
    pub place: Option<Range<usize>>,
    /// What is left out below it: `group:artifact`, with `*` for any.
    pub exclusions: Vec<String>,
    /// Whether it is there to run.
    pub is_needed: bool,
}

/// Where something can be put, at a byte of the file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Room {
    /// Before the end of the managed dependencies.
    Managed(usize),
    /// Before the end of the project, which manages none.
    Project(usize),
    /// Nowhere.
    #[default]
    Nowhere,
}

impl Pom {
    /// Reads a file; none where it is no project.
    pub(super) fn read(document: &Document) -> Option<Self> {
        let xml = Xml::parse(&document.text).ok()?;
        let root = xml.root_element();
        if root.tag_name().name() != "project" {
            return None;
        }
        let mut pom = Self { room: room(root, &document.text), ..Self::default() };
        for name in ["groupId", "artifactId", "version"] {
            let own = child(root, name).or_else(|| child(root, "parent").and_then(|parent| child(parent, name)));
            if let Some(property) = own.map(|node| property(node, &document.path)) {
                pom.properties.insert(format!("project.{name}"), property.clone());
                pom.properties.insert(format!("pom.{name}"), property);
            }
        }
        let profiles = child(root, "profiles").into_iter().flat_map(|all| children(all, "profile"));
        for level in std::iter::once(root).chain(profiles) {
            for node in child(level, "properties").into_iter().flat_map(|all| all.children()).filter(Node::is_element) {
                pom.properties
                    .entry(node.tag_name().name().to_owned())
                    .or_insert_with(|| property(node, &document.path));
            }
            let managed = child(level, "dependencyManagement").and_then(|all| child(all, "dependencies"));
            pom.managed.extend(list(managed, &document.path));
            pom.dependencies.extend(list(child(level, "dependencies"), &document.path));
        }
        for one in pom.managed.iter().chain(&pom.dependencies).map(|one| one.name.clone()).collect::<Vec<_>>() {
            let expanded = pom.expand(&one);
            let own = pom.managed.iter_mut().chain(&mut pom.dependencies).filter(|other| other.name == one);
            own.for_each(|other| other.name.clone_from(&expanded));
        }
        Some(pom)
    }

    /// A text with the properties put in that are known.
    pub(super) fn expand(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..MOST_STEPS {
            let known = text.match_indices("${").find_map(|(at, _)| {
                let end = at + text.get(at..)?.find('}')?;
                let property = self.properties.get(text.get(at + 2..end)?)?;
                Some((at, end + 1, property.value.clone()))
            });
            let Some((start, end, value)) = known.filter(|_| text.len() < MOST_BYTES) else { break };
            text.replace_range(start..end, &value);
        }
        text
    }
}

fn property(node: Node<'_, '_>, path: &str) -> Property {
    Property { value: text(node).to_owned(), path: path.to_owned(), place: place(node).unwrap_or_default() }
}

fn list(all: Option<Node<'_, '_>>, path: &str) -> Vec<Declared> {
    let one = |node: Node<'_, '_>| {
        let part = |name: &str| child(node, name).map(text).unwrap_or_default();
        let left_out = child(node, "exclusions").into_iter().flat_map(|all| children(all, "exclusion"));
        let named = |node: Node<'_, '_>| {
            let part = |name: &str| child(node, name).map_or("*", text).to_owned();
            format!("{}:{}", part("groupId"), part("artifactId"))
        };
        Declared {
            name: format!("{}:{}", part("groupId"), part("artifactId")),
            version: part("version").to_owned(),
            path: path.to_owned(),
            place: child(node, "version").and_then(place),
            exclusions: left_out.map(named).collect(),
            is_needed: part("scope") != "import" && part("scope") != "system",
        }
    };
    all.into_iter().flat_map(|all| children(all, "dependency")).map(one).collect()
}

fn room(root: Node<'_, '_>, whole: &str) -> Room {
    let end = |node: Node<'_, '_>| {
        let range = node.range();
        let at = range.start + whole.get(range)?.rfind("</")?;
        Some(at)
    };
    let managed = child(root, "dependencyManagement").and_then(|all| child(all, "dependencies"));
    match managed {
        Some(managed) => end(managed).map_or(Room::Nowhere, Room::Managed),
        None => end(root).map_or(Room::Nowhere, Room::Project),
    }
}

/// The elements of a name below a node, in whichever namespace.
fn children<'d, 't>(node: Node<'d, 't>, name: &str) -> impl Iterator<Item = Node<'d, 't>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn child<'d, 't>(node: Node<'d, 't>, name: &str) -> Option<Node<'d, 't>> {
    children(node, name).next()
}

fn text<'d>(node: Node<'d, '_>) -> &'d str {
    node.text().unwrap_or_default().trim()
}

/// The place of an element's text without the blanks around it.
fn place(node: Node<'_, '_>) -> Option<Range<usize>> {
    let inner = node.first_child().filter(Node::is_text)?;
    let (range, written) = (inner.range(), inner.text()?);
    let start = range.start + written.len() - written.trim_start().len();
    Some(start..start + written.trim().len())
}
