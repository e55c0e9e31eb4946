//! What the functions that have packages with known vulnerabilities import.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::layers;
use deps::{Judgement, Listing};
use flow::imports::{ImportGraph, Importer, Locked, Start};
use model::{CodeLocation, Function, Project};
use packages::Format;
use source::{FileId, Files, Limits, parent_path};
use tree::Language;

/// The import graph of each function that something is known for, by its full name. Where nothing is known of any package no file is
/// read.
pub fn imports(
    files: &dyn Files,
    project: &Project,
    listings: &[Listing],
    judgement: &Judgement,
    limits: &Limits,
) -> BTreeMap<String, ImportGraph> {
    let packages = judgement.packages.iter().flat_map(|judged| &judged.functions);
    let ranges = judgement.ranges.iter().flat_map(|judged| &judged.functions);
    let wanted: BTreeSet<&String> = packages.chain(ranges).collect();
    let mut importer = Importer::new(files, limits);
    let mut found = BTreeMap::new();
    for (_, function) in project.function_ids() {
        let name = project.full_name(&function.resource);
        if !wanted.contains(&name) || found.contains_key(&name) {
            continue;
        }
        let own: Vec<Locked<'_>> =
            listings.iter().filter(|listing| listing.functions.contains(&name)).map(|own| locked(files, own)).collect();
        let start = Start { layers: layers::folders(project, function), ..start(files, function) };
        let graph = importer.graph(&start, &own);
        found.insert(name, graph);
    }
    found
}

/// What a file lists.
fn locked<'l>(files: &dyn Files, listing: &'l Listing) -> Locked<'l> {
    Locked {
        packages: &listing.inventory.packages,
        requirements: &listing.inventory.requirements,
        has_dependencies: Format::of_path(files.path(listing.file)).is_some_and(lists_dependencies),
    }
}

/// Whether files of a format say what each package needs in turn.
const fn lists_dependencies(format: Format) -> bool {
    matches!(
        format,
        Format::PackageLock
            | Format::YarnLock
            | Format::PnpmLock
            | Format::BunLock
            | Format::PoetryLock
            | Format::UvLock
            | Format::PdmLock
            | Format::GemfileLock
            | Format::ComposerLock
            | Format::NuGetLock
    )
}

/// Where the code of a function begins.
fn start(files: &dyn Files, function: &Function) -> Start {
    match &function.code {
        CodeLocation::File(file) => {
            let handlers = function.handler.known().map(|(_, handler, _)| handler.as_ref());
            let folder = handlers.into_iter().find_map(|handler| folder_of(files.path(*file), handler));
            let folder = folder.unwrap_or_else(|| parent_path(files.path(*file)));
            Start { files: vec![*file], folder: folder.to_owned(), layers: Vec::new() }
        }
        CodeLocation::Folder(folder) => {
            Start { files: compiled(files, folder), folder: folder.clone(), layers: Vec::new() }
        }
        CodeLocation::Inline(_) | CodeLocation::Elsewhere(_) => Start::default(),
    }
}

/// The folder of a function's code, by the file that holds its handler: `shop` for `src/app.handler` in `shop/src/app.py`.
fn folder_of<'p>(path: &'p str, handler: &str) -> Option<&'p str> {
    let (module, _) = handler.rsplit_once('.')?;
    let stem = path.rsplit_once('.')?.0.trim_end_matches("/__init__");
    let ways = [module.to_owned(), module.replace('.', "/")];
    ways.iter().find_map(|module| {
        let folder = stem.strip_suffix(module.as_str())?;
        (folder.is_empty() || folder.ends_with('/')).then(|| folder.trim_end_matches('/'))
    })
}

/// The files of compiled languages in a folder: any of them may hold the handler.
fn compiled(files: &dyn Files, folder: &str) -> Vec<FileId> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let start = files.paths().partition_point(|path| path.as_ref() < prefix.as_str());
    let inside = files.paths().iter().enumerate().skip(start).take_while(|(_, path)| path.starts_with(&prefix));
    let is_compiled =
        |path: &str| matches!(Language::of_path(path), Some(Language::Go | Language::Java | Language::CSharp));
    inside.filter(|(_, path)| is_compiled(path)).filter_map(|(at, _)| u32::try_from(at).ok().map(FileId)).collect()
}

#[cfg(test)]
mod tests {
    use flow::imports::{Answer, Doubt};
    use packages::Ecosystem;
    use source::MemoryFiles;

    use super::*;
    use crate::{Config, Date, application, packages};

    const TEMPLATE: &str = "
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: {Handler: src/app.handler, Runtime: nodejs22.x, CodeUri: orders/}
  Idle:
    Type: AWS::Serverless::Function
    Properties: {Handler: app.handler, Runtime: nodejs22.x, CodeUri: idle/}
";

    const LOCK: &str = r#"{"lockfileVersion": 3, "packages": {
        "": {"dependencies": {"outer": "1.0.0", "lodash": "4.17.15"}},
        "node_modules/outer": {"version": "1.0.0", "dependencies": {"minimist": "0.0.8"}},
        "node_modules/minimist": {"version": "0.0.8"},
        "node_modules/lodash": {"version": "4.17.15"}}}"#;

    fn graphs(code: &str) -> BTreeMap<String, ImportGraph> {
        let files = MemoryFiles::new([
            ("template.yaml", TEMPLATE),
            ("orders/src/app.js", code),
            ("orders/package.json", r#"{"dependencies": {"outer": "1.0.0", "lodash": "4.17.15"}}"#),
            ("orders/package-lock.json", LOCK),
            ("idle/app.js", "require('lodash')"),
        ]);
        let day: Date = "2026-11-28".parse().unwrap();
        let (app, _) = application(&files, &Config { as_of: day.clone(), ..Config::default() });
        let limits = Limits::default();
        let found = packages(&files, &app, &Config { as_of: day, ..Config::default() });
        assert!(!found.judgement.packages.is_empty(), "something is known of lodash 4.17.15");
        imports(&files, &app.project, &found.listings, &found.judgement, &limits)
    }

    #[test]
    fn functions_with_judged_packages_have_a_graph() {
        let found = graphs("const o = require('outer'); exports.handler = () => o;");
        assert_eq!(found.keys().collect::<Vec<_>>(), ["Orders"]);
        let graph = found.get("Orders").unwrap();
        assert!(
            matches!(graph.answer(Ecosystem::Npm, "minimist", None), Answer::Imported(own) if own.through == ["outer"])
        );
        assert!(matches!(graph.answer(Ecosystem::Npm, "lodash", None), Answer::NotImported(_)));
        let found = graphs("require(process.env.X)");
        let answer = found.get("Orders").unwrap().answer(Ecosystem::Npm, "lodash", None);
        assert!(matches!(answer, Answer::Unknown(Doubt::Edge(_))));
    }

    #[test]
    fn the_folder_of_a_function_is_told_by_its_handler() {
        for (path, handler, folder) in [
            ("shop/src/app.py", "src/app.handler", Some("shop")),
            ("shop/src/app.py", "src.app.handler", Some("shop")),
            ("app.py", "app.handler", Some("")),
            ("shop/app/__init__.py", "app.handler", Some("shop")),
            ("shop/index.ts", "bundle.handler", None),
            ("shop/myapp.py", "app.handler", None),
        ] {
            assert_eq!(folder_of(path, handler), folder, "{path} {handler}");
        }
    }
}
