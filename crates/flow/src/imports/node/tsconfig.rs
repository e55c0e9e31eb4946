//! What `tsconfig.json` says of where modules lie: `baseUrl` and `paths`.

use source::{FileId, Files, Limits, join_path, parent_path};
use syntax::Node;

/// The most configurations that one may extend in turn.
const MOST_EXTENDED: usize = 8;

/// What the configuration of a folder says.
#[derive(Debug, Clone, Default)]
pub(super) struct TypeScript {
    /// The folder that plain names are seen from.
    base: Option<String>,
    /// Patterns, and what they stand for: paths from the scanned folder, each with the star it may have.
    paths: Vec<(String, Vec<String>)>,
}

impl TypeScript {
    /// Reads one with those it extends; what the nearest says counts.
    pub(super) fn read(files: &dyn Files, file: FileId, limits: &Limits) -> Self {
        let mut found = Self::default();
        let (mut has_base, mut has_paths) = (false, false);
        let mut waiting = vec![file];
        for _ in 0..MOST_EXTENDED {
            let Some(file) = waiting.pop() else { break };
            let Some(root) = root(files, file, limits) else { continue };
            let folder = parent_path(files.path(file)).to_owned();
            let options = root.get("compilerOptions");
            let option = |name: &str| options.and_then(|options| options.get(name));
            let base = option("baseUrl").and_then(Node::as_str).and_then(|base| join_path(&folder, base));
            if let Some(paths) = option("paths").and_then(Node::as_map).filter(|_| !has_paths) {
                has_paths = true;
                let base = base.as_deref().or(found.base.as_deref()).unwrap_or(&folder).to_owned();
                let all = paths.iter().map(|(pattern, targets)| {
                    let targets = targets.as_list().unwrap_or_default().iter().filter_map(Node::as_str);
                    (pattern.to_string(), targets.filter_map(|target| join_path(&base, target)).collect())
                });
                found.paths = all.collect();
            }
            if !has_base && base.is_some() {
                has_base = true;
                found.base = base;
            }
            waiting.extend(extended(files, &folder, &root));
        }
        found
    }

    /// The paths that a name may be at, without endings, the likeliest first.
    pub(super) fn candidates(&self, name: &str) -> Vec<String> {
        let exact = self.paths.iter().find(|(pattern, _)| pattern == name);
        let starred = || {
            let fitting = self.paths.iter().filter_map(|(pattern, targets)| {
                let (before, after) = pattern.split_once('*')?;
                let star = name.strip_prefix(before)?.strip_suffix(after)?;
                Some((before.len(), star, targets))
            });
            fitting.max_by_key(|(length, ..)| *length)
        };
        let mapped: Vec<String> = match exact {
            Some((_, targets)) => targets.clone(),
            None => starred()
                .map(|(_, star, targets)| targets.iter().map(|target| target.replacen('*', star, 1)).collect())
                .unwrap_or_default(),
        };
        mapped.into_iter().chain(self.base.as_deref().and_then(|base| join_path(base, name))).collect()
    }
}

fn root(files: &dyn Files, file: FileId, limits: &Limits) -> Option<Node> {
    let (text, _) = syntax::decode(file, files.read(file).ok()?);
    syntax::parse_json(file, &text, limits).root
}

/// The configurations that one extends, the last of which counts most; those of packages are not looked at.
fn extended(files: &dyn Files, folder: &str, root: &Node) -> Vec<FileId> {
    let extends = root.get("extends");
    let one = extends.and_then(Node::as_str);
    let many = extends.and_then(Node::as_list).unwrap_or_default().iter().filter_map(Node::as_str);
    let paths = one.into_iter().chain(many).filter(|path| path.starts_with('.'));
    let found = paths.filter_map(|path| join_path(folder, path));
    found.filter_map(|path| files.find(&path).or_else(|| files.find(&format!("{path}.json")))).collect()
}
