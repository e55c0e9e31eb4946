//! uv: `uv.lock`, whose packages have the shape of the others of Python. What they are needed for, it says only of
//! what the project itself asks for.

use std::collections::{BTreeMap, HashMap, HashSet};

use finding::{Notice, NoticeKind};
use source::Limits;
use syntax::Node;

use super::python::read_package;
use crate::nodes::{entries, items, text};
use crate::tables::read_toml;
use crate::{Ecosystem, Input, Inventory};

/// Reads a lockfile of uv.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    let nodes = items(&root, "package");
    let asked = Asked::of(&root, nodes);
    let mut walk = Walk::new(nodes, input.limits);
    let walked = walk.needed(&asked).zip(walk.direct(&asked));
    if walked.is_none() {
        let message = "too many dependencies; what packages are needed for is not told";
        found.notices.push(Notice::file(input.file, NoticeKind::Limit, message));
    }
    let is_known = asked.is_known && walked.is_some();
    let (needed, direct) = walked.unwrap_or_default();
    for (number, node) in nodes.iter().enumerate() {
        let Some(mut package) = read_package(input, node, &mut found) else { continue };
        package.groups = needed.get(&number).cloned().unwrap_or_default();
        package.direct = is_known.then(|| direct.contains(&number));
        found.packages.push(package);
    }
    found
}

/// What the members of the workspace ask for.
#[derive(Default)]
struct Asked<'n> {
    /// Whether the file names any member.
    is_known: bool,
    to_run: Vec<&'n Node>,
    by_group: BTreeMap<&'n str, Vec<&'n Node>>,
}

impl<'n> Asked<'n> {
    fn of(root: &'n Node, nodes: &'n [Node]) -> Self {
        let manifest = root.get("manifest");
        let members = manifest.map(|manifest| items(manifest, "members")).unwrap_or_default();
        let members: HashSet<_> = members.iter().filter_map(Node::as_str).collect();
        let is_member = |node: &&Node| {
            let here =
                ["editable", "virtual"].iter().any(|key| node.at(&["source", key]).and_then(Node::as_str) == Some("."));
            here || members.contains(text(node, "name").as_str())
        };
        let mut asked = Self::default();
        for member in nodes.iter().filter(is_member) {
            asked.is_known = true;
            asked.to_run.extend(items(member, "dependencies"));
            asked.add_groups(member.get("optional-dependencies"));
            asked.add_groups(member.get("dev-dependencies"));
        }
        if let Some(manifest) = manifest {
            asked.is_known |= manifest.get("requirements").is_some() || manifest.get("dependency-groups").is_some();
            asked.to_run.extend(items(manifest, "requirements"));
            asked.add_groups(manifest.get("dependency-groups"));
        }
        asked
    }

    fn add_groups(&mut self, groups: Option<&'n Node>) {
        for (group, entry) in entries(groups) {
            self.by_group.entry(group).or_default().extend(entry.node.as_list().unwrap_or_default());
        }
    }

    fn edges(&self) -> impl Iterator<Item = &'n Node> {
        self.to_run.iter().chain(self.by_group.values().flatten()).copied()
    }
}

/// A package with one of its extras; the empty one is the package itself.
type Visit<'n> = (usize, &'n str);

/// A walk through the packages.
struct Walk<'n> {
    nodes: &'n [Node],
    /// The packages by name and version, and by name with an empty version.
    known: HashMap<(String, String), Vec<usize>>,
    /// How many steps may still be taken, and how many groups still be told.
    steps: usize,
    groups: usize,
}

impl<'n> Walk<'n> {
    fn new(nodes: &'n [Node], limits: &Limits) -> Self {
        let mut known: HashMap<_, Vec<usize>> = HashMap::new();
        for (number, node) in nodes.iter().enumerate() {
            let (name, version) = key(node);
            if !version.is_empty() {
                known.entry((name.clone(), version)).or_default().push(number);
            }
            known.entry((name, String::new())).or_default().push(number);
        }
        Self { nodes, known, steps: limits.steps, groups: limits.nodes }
    }

    /// The groups of all packages that are not needed to run; `None` when the walk takes too many steps.
    fn needed(&mut self, asked: &Asked<'n>) -> Option<HashMap<usize, Vec<String>>> {
        let to_run = self.reach(&asked.to_run, &HashSet::new())?;
        let runs: HashSet<usize> = to_run.iter().map(|(number, _)| *number).collect();
        let mut needed: HashMap<usize, Vec<String>> = HashMap::new();
        for (group, edges) in &asked.by_group {
            let reached = self.reach(edges, &to_run)?;
            let reached: HashSet<usize> = reached.into_iter().map(|(number, _)| number).collect();
            for number in reached.difference(&runs) {
                self.groups = self.groups.checked_sub(1)?;
                needed.entry(*number).or_default().push((*group).to_owned());
            }
        }
        Some(needed)
    }

    /// All that some edges lead to, without what is known already.
    fn reach(&mut self, edges: &[&'n Node], known: &HashSet<Visit<'n>>) -> Option<HashSet<Visit<'n>>> {
        let mut reached = HashSet::new();
        let mut open = edges.to_vec();
        while let Some(edge) = open.pop() {
            for number in self.resolve(edge).to_vec() {
                let extras = items(edge, "extra").iter().filter_map(Node::as_str);
                for extra in extras.chain([""]) {
                    self.steps = self.steps.checked_sub(1)?;
                    if known.contains(&(number, extra)) || !reached.insert((number, extra)) {
                        continue;
                    }
                    let next = self.edges_of(number, extra);
                    self.steps = self.steps.checked_sub(next.len())?;
                    open.extend(next);
                }
            }
        }
        Some(reached)
    }

    fn edges_of(&self, number: usize, extra: &str) -> &'n [Node] {
        let Some(node) = self.nodes.get(number) else { return &[] };
        match extra {
            "" => items(node, "dependencies"),
            extra => node.get("optional-dependencies").map(|extras| items(extras, extra)).unwrap_or_default(),
        }
    }

    /// What the members themselves ask for; `None` when that takes too many steps.
    fn direct(&mut self, asked: &Asked<'n>) -> Option<HashSet<usize>> {
        let mut direct = HashSet::new();
        for edge in asked.edges() {
            let meant = self.resolve(edge);
            direct.extend(meant);
            self.steps = self.steps.checked_sub(meant.len())?;
        }
        Some(direct)
    }

    /// The packages that an edge means: those of its version, if it says one.
    fn resolve(&self, edge: &Node) -> &[usize] {
        self.known.get(&key(edge)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Name and version of a package or an edge.
fn key(node: &Node) -> (String, String) {
    (Ecosystem::PyPi.normalise(&text(node, "name")), text(node, "version"))
}
