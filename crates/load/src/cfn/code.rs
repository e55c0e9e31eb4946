//! Where a function's handler lies among the files.

use model::CodeLocation;
use source::{Files, join_path};

/// Extensions a handler's file may have, by the start of the runtime's name; tried in this order.
const EXTENSIONS: &[(&str, &[&str])] = &[
    ("python", &["py"]),
    ("nodejs", &["js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx"]),
    ("ruby", &["rb"]),
    ("php", &["php"]),
    ("java", &["java", "kt", "scala"]),
    ("dotnet", &["cs", "fs"]),
    ("go", &["go"]),
];

/// The file that holds `handler` in `folder` (a path of the scan), for a runtime.
///
/// `entry_points` are the sources a bundler starts from, relative to the folder; they win, because the handler then names
/// the bundle.
pub(crate) fn locate(
    files: &dyn Files,
    folder: &str,
    handler: &str,
    runtime: &str,
    entry_points: &[String],
) -> CodeLocation {
    for entry_point in entry_points {
        if let Some(file) = join_path(folder, entry_point).and_then(|path| files.find(&path)) {
            return CodeLocation::File(file);
        }
    }
    let extensions = EXTENSIONS.iter().find(|(start, _)| runtime.starts_with(start)).map_or(&[][..], |(_, all)| all);
    for stem in stems(handler, runtime) {
        for extension in extensions {
            let path = join_path(folder, &format!("{stem}.{extension}"));
            if let Some(file) = path.and_then(|path| files.find(&path)) {
                return CodeLocation::File(file);
            }
        }
    }
    if runtime.starts_with("java")
        && let Some(file) = java_class(files, folder, handler)
    {
        return CodeLocation::File(file);
    }
    CodeLocation::Folder(folder.to_owned())
}

/// Paths without extension that a handler may name: `a/b.c.handler` is the module `b.c` in `a`, as a file or a package.
fn stems(handler: &str, runtime: &str) -> Vec<String> {
    if runtime.starts_with("provided") || runtime.starts_with("go") {
        return vec!["main".to_owned(), "cmd/main".to_owned()];
    }
    if runtime.starts_with("dotnet") {
        let class = handler.split("::").nth(1).unwrap_or_default().rsplit('.').next().unwrap_or_default();
        return vec![class.to_owned(), format!("src/{class}"), "Function".to_owned()];
    }
    let module = handler.rsplit_once('.').map_or(handler, |(module, _)| module);
    let (folder, name) = module.rsplit_once('/').map_or(("", module), |(folder, name)| (folder, name));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let dotted = name.replace('.', "/");
    let mut stems = vec![format!("{prefix}{name}")];
    if dotted != name {
        stems.push(format!("{prefix}{dotted}"));
    }
    stems.push(format!("{prefix}{dotted}/__init__"));
    stems
}

/// The source of `com.example.Handler::method`, wherever the build tool keeps sources.
fn java_class(files: &dyn Files, folder: &str, handler: &str) -> Option<source::FileId> {
    let class = handler.split("::").next()?.replace('.', "/");
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let start = files.paths().partition_point(|path| path.as_ref() < prefix.as_str());
    let inside = files.paths().get(start..)?.iter().take_while(|path| path.starts_with(&prefix));
    let matches = |path: &str| ["java", "kt", "scala"].iter().any(|ext| path.ends_with(&format!("{class}.{ext}")));
    inside.into_iter().find(|path| matches(path)).and_then(|path| files.find(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use source::MemoryFiles;

    #[test]
    fn handlers_are_found_where_their_runtime_looks() {
        let paths = ["a/app.py", "a/pkg/mod.py", "a/pkg2/__init__.py", "b/dist/index.ts", "c/src/main/java/x/H.java"];
        let files = MemoryFiles::new(paths.map(|path| (path, "")));
        let located = |folder, handler, runtime| match locate(&files, folder, handler, runtime, &[]) {
            CodeLocation::File(file) => files.path(file).to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(located("a", "app.handler", "python3.13"), "a/app.py");
        assert_eq!(located("a", "pkg.mod.handler", "python3.13"), "a/pkg/mod.py");
        assert_eq!(located("a", "pkg/mod.handler", "python3.13"), "a/pkg/mod.py");
        assert_eq!(located("a", "pkg2.handler", "python3.13"), "a/pkg2/__init__.py");
        assert_eq!(located("b", "dist/index.handler", "nodejs22.x"), "b/dist/index.ts");
        assert_eq!(located("c", "x.H::handle", "java21"), "c/src/main/java/x/H.java");
        assert_eq!(located("a", "gone.handler", "python3.13"), "Folder(\"a\")");
    }
}
