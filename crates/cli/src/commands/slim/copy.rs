//! Copies of deployed folders.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use report::Problem;
use source::{FileId, Files};

use crate::disk::reason;

fn problem(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!("cannot write `{}`: {}", path.display(), reason(error)))
}

/// A folder for what is needed for a moment; it goes away with the value.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one that nobody else has.
    pub(super) fn new() -> Result<Self, Problem> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("maremma-slim-{}-{number}", std::process::id()));
        // One that is there already is somebody else's.
        fs::create_dir(&path).map_err(|error| problem(&path, &error))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left lies among the temporary files of the platform.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The folder of a function's copy: a new one in `out`, which does not lie in the function's own.
pub(super) fn place(out: &Path, root: &Path, name: &str) -> Result<PathBuf, Problem> {
    fs::create_dir_all(out).map_err(|error| problem(out, &error))?;
    let whole = |path: &Path| path.canonicalize().map_err(|error| problem(path, &error));
    if whole(out)?.starts_with(whole(root)?) {
        let text = format!("`{}` lies in the folder of the function `{name}`, which is never changed", out.display());
        return Err(Problem::new(text));
    }
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let name: String = name.chars().map(|own| if is_plain(own) { own } else { '_' }).collect();
    let place = out.join(name);
    match place.exists() {
        true => Err(Problem::new(format!("`{}` is there already", place.display()))),
        false => Ok(place),
    }
}

/// Copies the files of a folder that are not dropped, with their permissions and times.
pub(super) fn copy(root: &Path, files: &dyn Files, dropped: &BTreeSet<FileId>, to: &Path) -> Result<(), Problem> {
    for (path, file) in files.paths().iter().zip(0..).map(|(path, id)| (path, FileId(id))) {
        if dropped.contains(&file) {
            continue;
        }
        let place = to.join(&**path);
        let folder = place.parent().unwrap_or(to);
        let source = root.join(&**path);
        let copied = fs::create_dir_all(folder).and_then(|()| fs::copy(&source, &place));
        copied.map_err(|error| problem(&place, &error))?;
        // Bytecode holds the time of its source. Of a file that nobody may write to it stays another: then it is compiled anew.
        let _ = fs::metadata(&source)
            .and_then(|own| own.modified())
            .and_then(|time| File::options().append(true).open(&place).and_then(|file| file.set_modified(time)));
    }
    Ok(())
}

/// Removes a copy that was made here.
pub(super) fn remove(place: &Path) -> Result<(), Problem> {
    fs::remove_dir_all(place).map_err(|error| problem(place, &error))
}
