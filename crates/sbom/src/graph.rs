//! Components as a graph: each package once, what needs it found, and what the subject itself asks for.

use std::collections::{BTreeSet, HashMap};

use packages::{Dependency, Ecosystem, Package};
use versions::{Range, Version};

use crate::Component;
use crate::identity::purl_of;

/// What a component is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// To run.
    Required,
    /// To run, under some choice of whoever installs.
    Optional,
    /// To build and test alone.
    Excluded,
}

impl Scope {
    /// Every scope, the strongest need first.
    pub(crate) const ALL: [Self; 3] = [Self::Required, Self::Optional, Self::Excluded];

    /// The scope of a package by its groups. A group that is not plainly one of development may be chosen to run with.
    fn of_groups(groups: &[&str]) -> Self {
        // A peer is installed as any other package.
        let groups: Vec<_> = groups.iter().filter(|group| **group != "peer").collect();
        match groups.iter().all(|group| is_development(group)) {
            _ if groups.is_empty() => Self::Required,
            true => Self::Excluded,
            false => Self::Optional,
        }
    }
}

/// Whether a group's name says that it holds tools for those who work on the project.
fn is_development(group: &str) -> bool {
    let names = ["dev", "develop", "development", "test", "tests", "testing", "lint", "linting", "typing", "docs"];
    names.contains(&group.to_ascii_lowercase().as_str())
}

/// Components and their edges. Nodes are sorted by their references, which are unique.
#[derive(Debug)]
pub(crate) struct Graph<'b> {
    /// Each package once.
    pub nodes: Vec<Node<'b>>,
    /// The nodes that the subject itself needs, sorted.
    pub roots: Vec<usize>,
}

/// A package, joined from all places that name it.
#[derive(Debug)]
pub(crate) struct Node<'b> {
    /// What it is called in the document: its package URL, or its name where it has none.
    pub reference: String,
    /// Whether the reference is a package URL.
    pub has_purl: bool,
    /// The first of the packages that were joined.
    pub package: &'b Package,
    /// Its checksums as written.
    pub integrity: BTreeSet<&'b str>,
    /// What it is needed for besides running, sorted; empty when one of the places needs it to run.
    pub groups: Vec<&'b str>,
    /// What it is needed for.
    pub scope: Scope,
    /// Its licence as written.
    pub licence: Option<&'b str>,
    /// The paths of the files that name it.
    pub found_in: BTreeSet<&'b str>,
    /// The nodes that it needs, sorted.
    pub needs: Vec<usize>,
    direct: Option<bool>,
    dependencies: Vec<&'b Dependency>,
}

impl<'b> Graph<'b> {
    /// Joins components that are the same package, and finds their edges.
    pub(crate) fn new(components: &'b [Component]) -> Self {
        let mut named: Vec<_> = components.iter().map(|one| (reference(&one.package), one)).collect();
        // Of what can be said once alone, the first in this order is said, whatever order they came in.
        named.sort_by(|(one_reference, one), (other_reference, other)| {
            let said = |component: &'b Component| (&component.package.written_name, &component.licence);
            one_reference.cmp(other_reference).then_with(|| said(one).cmp(&said(other)))
        });
        let mut nodes: Vec<Node<'b>> = Vec::with_capacity(named.len());
        for ((reference, has_purl), component) in named {
            match nodes.last_mut().filter(|node| node.reference == reference) {
                Some(node) => node.join(component),
                None => nodes.push(Node::new(reference, has_purl, component)),
            }
        }
        for node in &mut nodes {
            node.groups.sort_unstable();
            node.groups.dedup();
            node.scope = Scope::of_groups(&node.groups);
        }
        connect(&mut nodes);
        let roots = roots(&nodes);
        Self { nodes, roots }
    }
}

impl<'b> Node<'b> {
    fn new(reference: String, has_purl: bool, component: &'b Component) -> Self {
        let package = &component.package;
        Self {
            reference,
            has_purl,
            package,
            integrity: package.integrity.iter().map(String::as_str).collect(),
            groups: package.groups.iter().map(String::as_str).collect(),
            scope: Scope::Required,
            licence: component.licence.as_deref(),
            found_in: component.found_in.iter().map(String::as_str).collect(),
            needs: Vec::new(),
            direct: package.direct,
            dependencies: package.dependencies.iter().collect(),
        }
    }

    fn join(&mut self, component: &'b Component) {
        let package = &component.package;
        self.integrity.extend(package.integrity.iter().map(String::as_str));
        if self.groups.is_empty() || package.groups.is_empty() {
            self.groups.clear();
        } else {
            self.groups.extend(package.groups.iter().map(String::as_str));
        }
        self.direct = match (self.direct, package.direct) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        self.licence = self.licence.or(component.licence.as_deref());
        self.found_in.extend(component.found_in.iter().map(String::as_str));
        self.dependencies.extend(&package.dependencies);
    }
}

fn reference(package: &Package) -> (String, bool) {
    match purl_of(package) {
        Some(purl) => (purl.to_string(), true),
        None => {
            let version = package.version.as_deref().unwrap_or_default();
            (format!("{}/{}@{version}", package.ecosystem.name(), package.written_name), false)
        }
    }
}

/// Finds for each dependency the nodes that it may mean.
fn connect(nodes: &mut [Node<'_>]) {
    let mut named: HashMap<(Ecosystem, &str), Vec<usize>> = HashMap::new();
    for (place, node) in nodes.iter().enumerate() {
        named.entry((node.package.ecosystem, &node.package.name)).or_default().push(place);
    }
    let needs = |node: &Node<'_>| -> Vec<usize> {
        let ecosystem = node.package.ecosystem;
        let mut needs = Vec::new();
        for dependency in &node.dependencies {
            let (name, range) = without_alias(dependency);
            let name = ecosystem.normalise(name);
            match named.get(&(ecosystem, name.as_str())).map(Vec::as_slice) {
                Some([one]) => needs.push(*one),
                Some(several) => needs.extend(choose(ecosystem, several, range, nodes)),
                None => {}
            }
        }
        needs.sort_unstable();
        needs.dedup();
        needs
    };
    let all: Vec<Vec<usize>> = nodes.iter().map(needs).collect();
    for (node, needs) in nodes.iter_mut().zip(all) {
        node.needs = needs;
    }
}

/// The real name and range of npm's `"alias": "npm:real@^1.0.0"`, and the range of yarn's `npm:^1.0.0`.
fn without_alias(dependency: &Dependency) -> (&str, &str) {
    let Some(range) = dependency.range.strip_prefix("npm:") else { return (&dependency.name, &dependency.range) };
    let real = range.rsplit_once('@').filter(|(name, _)| !name.is_empty());
    real.unwrap_or((&dependency.name, range))
}

/// Of packages with one name: the one whose version is written, those in the range, or else all, as one of them it must be.
fn choose(ecosystem: Ecosystem, candidates: &[usize], range: &str, nodes: &[Node<'_>]) -> Vec<usize> {
    let those = |is_meant: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let version = |place: &usize| nodes.get(*place).and_then(|node| node.package.version.as_deref());
        candidates.iter().copied().filter(|place| version(place).is_some_and(is_meant)).collect()
    };
    // pnpm writes the peers of a version behind it, as in `1.0.0(peer@2.0.0)` and `1.0.0_peer@2.0.0`.
    let is_written =
        |version: &str| range.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '_']));
    let mut chosen = those(&is_written);
    if chosen.is_empty()
        && let Ok(range) = Range::parse(ecosystem.scheme(), range)
    {
        chosen = those(&|version| range.contains(&Version::parse(ecosystem.scheme(), version)));
    }
    if chosen.is_empty() { candidates.to_vec() } else { chosen }
}

/// What the subject itself needs: what a file says it asks for; where none says, what nothing else needs, and what is needed
/// to run though nothing that runs needs it.
fn roots(nodes: &[Node<'_>]) -> Vec<usize> {
    let mut is_needed = vec![false; nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        for need in node.needs.iter().filter(|need| **need != place) {
            is_needed.get_mut(*need).into_iter().for_each(|needed| *needed = true);
        }
    }
    let mut roots: BTreeSet<usize> = BTreeSet::new();
    let mut reached = vec![false; nodes.len()];
    for scope in Scope::ALL {
        let of_scope = || nodes.iter().enumerate().filter(move |(_, node)| node.scope == scope);
        let asked = |place: usize, node: &Node<'_>| match node.direct {
            Some(direct) => direct,
            None => !is_needed.get(place).copied().unwrap_or(false),
        };
        let seeds: Vec<usize> =
            of_scope().filter(|(place, node)| asked(*place, node)).map(|(place, _)| place).collect();
        roots.extend(&seeds);
        reach(nodes, seeds, &mut reached);
        // Packages that need one another in a circle, or that only tools of a lesser scope need.
        for (place, _) in of_scope().filter(|(_, node)| node.direct.is_none()) {
            if !reached.get(place).copied().unwrap_or(true) {
                roots.insert(place);
                reach(nodes, vec![place], &mut reached);
            }
        }
    }
    roots.into_iter().collect()
}

/// Marks what is needed by the nodes in `open`, directly or through others.
fn reach(nodes: &[Node<'_>], mut open: Vec<usize>, reached: &mut [bool]) {
    while let Some(place) = open.pop() {
        let Some(mark) = reached.get_mut(place).filter(|mark| !**mark) else { continue };
        *mark = true;
        open.extend(nodes.get(place).into_iter().flat_map(|node| &node.needs));
    }
}
