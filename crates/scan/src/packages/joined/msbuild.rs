//! MSBuild: a project with the files above it that hold for it, and with those that these import.

use std::collections::BTreeSet;

use packages::{Format, Input, Inventory, msbuild_imports, read_msbuild};
use source::{FileId, Files, join_path, parent_path};

use super::{FILES, Text};
use crate::packages::folders;

/// The files that hold for all projects below them, in the order in which MSBuild reads them. Of each kind the nearest counts.
const SHARED: [&str; 3] = ["Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets"];

/// Reads a project with what holds for it.
pub(super) fn read(files: &dyn Files, input: Input<'_>) -> Inventory {
    let path = files.path(input.file);
    let mut wanted: Vec<FileId> = Vec::new();
    if !is_shared(path) {
        wanted.extend(SHARED.into_iter().filter_map(|name| above(files, parent_path(path), name)));
    }
    let texts = gathered(files, input, wanted);
    let imports: Vec<Input<'_>> = texts.iter().map(|text| text.input(input.limits)).collect();
    read_msbuild(input, &imports)
}

/// The shared files that hold for a project of the scan.
pub(super) fn shared(files: &dyn Files) -> BTreeSet<FileId> {
    let ids = || files.paths().iter().zip(0..).map(|(path, id)| (&**path, FileId(id)));
    let mut projects = BTreeSet::new();
    for (path, _) in ids().filter(|(path, _)| Format::of_path(path) == Some(Format::MsBuild) && !is_shared(path)) {
        projects.extend(folders(parent_path(path)));
    }
    ids().filter(|(path, _)| is_shared(path) && projects.contains(parent_path(path))).map(|(_, file)| file).collect()
}

fn is_shared(path: &str) -> bool {
    SHARED.contains(&path.rsplit('/').next().unwrap_or(path))
}

/// The nearest file of a name in a folder or above it.
fn above(files: &dyn Files, folder: &str, name: &str) -> Option<FileId> {
    folders(folder).find_map(|folder| files.find(format!("{folder}/{name}").trim_start_matches('/')))
}

/// The wanted files and those that the project itself imports, each once and behind all that it imports.
fn gathered(files: &dyn Files, input: Input<'_>, wanted: Vec<FileId>) -> Vec<Text> {
    let mut seen = BTreeSet::from([input.file]);
    let mut done: Vec<Text> = Vec::new();
    let own = imported(files, input);
    let mut waiting: Vec<Step> = wanted.into_iter().chain(own).rev().map(Step::Read).collect();
    while let Some(step) = waiting.pop() {
        match step {
            Step::Keep(text) => done.push(text),
            Step::Read(file) if seen.len() <= FILES && seen.insert(file) => {
                let Some(text) = Text::of(files, file) else { continue };
                let below = imported(files, text.input(input.limits));
                waiting.push(Step::Keep(text));
                waiting.extend(below.into_iter().rev().map(Step::Read));
            }
            Step::Read(_) => {}
        }
    }
    done
}

enum Step {
    Read(FileId),
    Keep(Text),
}

/// The files of the scan that a file imports.
fn imported(files: &dyn Files, input: Input<'_>) -> Vec<FileId> {
    let folder = parent_path(files.path(input.file));
    let find = |written: String| {
        if written.contains("GetPathOfFileAbove") {
            let name = SHARED.into_iter().find(|name| written.contains(name))?;
            let is_higher = written.contains("..");
            return above(files, if is_higher { parent_path(folder) } else { folder }, name);
        }
        let path = written.replace("$(MSBuildThisFileDirectory)", "").replace('\\', "/");
        files.find(&join_path(folder, &path)?)
    };
    msbuild_imports(input).into_iter().filter_map(find).collect()
}
