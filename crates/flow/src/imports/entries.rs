//! The files in which the functions of a folder begin, for the clouds whose templates do not name them.
//!
//! Source: the documentation of Azure Functions, "Node.js developer guide" and "Python developer guide"; of Google's Functions
//! Framework, "Source structure".

use source::{FileId, Files, Limits, join_path, parent_path};
use syntax::Node;

use super::found::{child, inside};
use super::node;

/// Which cloud a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cloud {
    /// Azure Functions: the folder of `host.json`.
    Azure,
    /// Functions of Google Cloud: the folder that is deployed.
    Google,
}

/// Where one function begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entries {
    /// What it is called: its folder in Azure's older model; empty where the code itself names its functions.
    pub name: String,
    /// The files that hold it.
    pub files: Vec<FileId>,
    /// What is called in them, where it is said.
    pub function: Option<String>,
}

/// Where the functions of a folder begin; empty if nothing there is one.
pub fn entries(files: &dyn Files, folder: &str, cloud: Cloud, limits: &Limits) -> Vec<Entries> {
    match cloud {
        Cloud::Azure => azure(files, folder, limits),
        Cloud::Google => google(files, folder, limits),
    }
}

fn azure(files: &dyn Files, folder: &str, limits: &Limits) -> Vec<Entries> {
    let depth = if folder.is_empty() { 1 } else { folder.matches('/').count() + 2 };
    let configured = inside(files, folder)
        .filter(|(_, path)| path.ends_with("/function.json") && path.matches('/').count() == depth)
        .filter_map(|(file, path)| configured(files, file, parent_path(path), limits));
    let mut found: Vec<Entries> = configured.collect();
    let whole = |files: Vec<FileId>| Entries { name: String::new(), files, function: None };
    found.extend(files.find(&child(folder, "function_app.py")).map(|file| whole(vec![file])));
    // In the newer model `main` names the files that register functions, often with a star.
    let main = text_of(files, &child(folder, "package.json"), "main", limits);
    if let Some(main) = main.filter(|_| found.is_empty()) {
        let own = matching(files, folder, &main);
        found.extend((!own.is_empty()).then(|| whole(own)));
    }
    found
}

/// What a `function.json` names: `scriptFile`, or the default of its language.
fn configured(files: &dyn Files, file: FileId, folder: &str, limits: &Limits) -> Option<Entries> {
    let (text, _) = syntax::decode(file, files.read(file).ok()?);
    let root = syntax::parse_json(file, &text, limits).root?;
    let own = |key: &str| root.get(key).and_then(Node::as_str);
    let script = match own("scriptFile") {
        Some(path) => join_path(folder, path).and_then(|path| files.find(&path).or_else(|| source_of(files, &path))),
        None => {
            ["index.js", "index.ts", "__init__.py", "main.py"].iter().find_map(|name| files.find(&child(folder, name)))
        }
    };
    let name = folder.rsplit('/').next().unwrap_or(folder).to_owned();
    Some(Entries { name, files: vec![script?], function: own("entryPoint").map(str::to_owned) })
}

/// The source of a compiled script: `dist/a/index.js` of `a/index.ts`.
fn source_of(files: &dyn Files, path: &str) -> Option<FileId> {
    let stem = path.strip_suffix(".js")?;
    let places = [stem.to_owned(), stem.replacen("dist/", "", 1), stem.replacen("dist/", "src/", 1)];
    places.iter().find_map(|place| files.find(&format!("{place}.ts")))
}

fn google(files: &dyn Files, folder: &str, limits: &Limits) -> Vec<Entries> {
    let manifest = child(folder, "package.json");
    let mut found: Vec<FileId> = match files.find(&manifest) {
        Some(_) => {
            let main = text_of(files, &manifest, "main", limits);
            let mut node = node::Node::new(files, limits);
            let named = main.and_then(|main| join_path(folder, &main)).and_then(|main| node.file_or_folder(&main));
            let default = || ["index.js", "function.js"].iter().find_map(|name| files.find(&child(folder, name)));
            named.or_else(default).or_else(|| node.file_or_folder(&child(folder, "src/index"))).into_iter().collect()
        }
        None => files.find(&child(folder, "index.js")).into_iter().collect(),
    };
    found.extend(["main.py", "app.rb", "index.php"].iter().find_map(|name| files.find(&child(folder, name))));
    found.into_iter().map(|file| Entries { name: String::new(), files: vec![file], function: None }).collect()
}

/// A text of a JSON file.
fn text_of(files: &dyn Files, path: &str, key: &str, limits: &Limits) -> Option<String> {
    let file = files.find(path)?;
    let (text, _) = syntax::decode(file, files.read(file).ok()?);
    let root = syntax::parse_json(file, &text, limits).root?;
    root.get(key).and_then(Node::as_str).map(str::to_owned)
}

/// The files of a path in which `*` stands for any part of a name, and `{a,b}` for one of several; compiled ones that are not there
/// stand for their sources.
fn matching(files: &dyn Files, folder: &str, pattern: &str) -> Vec<FileId> {
    let mut found: Vec<FileId> = Vec::new();
    for path in alternatives(pattern).iter().filter_map(|path| join_path(folder, path)) {
        let own = files.find(&path).or_else(|| source_of(files, &path));
        found.extend(own);
        let Some((before, after)) = path.split_once('*') else { continue };
        for before in [before.to_owned(), before.replacen("dist/", "", 1)] {
            let sources = [after.to_owned(), after.replace(".js", ".ts")];
            let all = super::found::beginning(files, before.clone());
            let fits = all.filter(|(_, path)| {
                let rest = path.get(before.len()..).unwrap_or_default();
                !rest.contains('/')
                    && !rest.ends_with(".d.ts")
                    && sources.iter().any(|after| rest.ends_with(after.as_str()))
            });
            found.extend(fits.map(|(file, _)| file));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// `src/{index.js,functions/*.js}` as its alternatives.
fn alternatives(pattern: &str) -> Vec<String> {
    let split = pattern.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match split {
        Some((before, (inner, after))) => {
            inner.split(',').map(|own| format!("{before}{}{after}", own.trim())).collect()
        }
        None => vec![pattern.to_owned()],
    }
}
