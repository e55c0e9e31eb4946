//! What `package.json` says of modules.

use source::{FileId, Files, Limits};
use syntax::Node;

/// What it says.
#[derive(Debug, Clone, Default)]
pub(in crate::imports) struct Manifest {
    pub(in crate::imports) name: Option<String>,
    pub(in crate::imports) version: Option<String>,
    pub(in crate::imports) main: Option<String>,
    pub(super) exports: Option<Node>,
    pub(super) imports: Option<Node>,
    dependencies: Vec<(String, String)>,
}

impl Manifest {
    /// Reads one; none if it is no object.
    pub(super) fn read(files: &dyn Files, file: FileId, limits: &Limits) -> Option<Self> {
        let (text, _) = syntax::decode(file, files.read(file).ok()?);
        let root = syntax::parse_json(file, &text, limits).root.filter(|root| root.as_map().is_some())?;
        let own = |key: &str| root.get(key).and_then(Node::as_str).map(str::to_owned);
        let part = |key: &str| root.get(key).filter(|node| !node.is_null()).cloned();
        let groups = ["dependencies", "optionalDependencies", "peerDependencies"];
        let ranges = groups.iter().filter_map(|group| root.get(group)?.as_map()).flat_map(|map| map.iter());
        let dependencies = ranges.filter_map(|(name, range)| Some((name.to_string(), range.as_str()?.to_owned())));
        Some(Self {
            name: own("name"),
            version: own("version"),
            main: own("main"),
            exports: part("exports"),
            imports: part("imports"),
            dependencies: dependencies.collect(),
        })
    }

    /// The range of versions that it asks for of a package.
    pub(super) fn range(&self, name: &str) -> Option<String> {
        self.dependencies.iter().find(|(own, _)| own == name).map(|(_, range)| range.clone())
    }
}
