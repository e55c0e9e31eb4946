//! Lists the files of a folder: all of them, but generated copies and what `.gitignore` or the config leaves out. Nothing
//! that may matter is left out without a notice.

mod generated;
mod ignored;
mod installed;
mod template_names;

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use report::Problem;
use source::Limits;

use crate::disk::reason;
use ignored::{Chain, Exclude};

/// What a walk found.
#[derive(Debug, Default)]
pub struct Listing {
    /// Paths relative to the folder, separated by `/`, sorted.
    pub paths: Vec<Arc<str>>,
    /// Files of folders that were left out that say which packages are installed there; sorted.
    pub installed: Vec<Arc<str>>,
    /// What was left out, and why.
    pub notices: Vec<Notice>,
}

/// A folder still to be listed.
struct Folder {
    /// Where it is.
    absolute: PathBuf,
    /// Its path in the scan with a trailing `/`; empty for the root.
    prefix: String,
    /// The `.gitignore`s above.
    ignores: Option<Arc<Chain>>,
}

struct Walk<'w> {
    limits: &'w Limits,
    exclude: Exclude,
    waiting: Vec<Folder>,
    listing: Listing,
    excluded: usize,
    ignored: usize,
}

/// Lists the files below `root`; `exclude` are globs in the syntax of `.gitignore`.
///
/// # Errors
/// For a glob that cannot be understood.
pub fn list(root: &Path, exclude: &[String], limits: &Limits) -> Result<Listing, Problem> {
    let root_folder = Folder { absolute: root.to_owned(), prefix: String::new(), ignores: None };
    let mut walk = Walk {
        limits,
        exclude: Exclude::new(root, exclude)?,
        waiting: vec![root_folder],
        listing: Listing::default(),
        excluded: 0,
        ignored: 0,
    };
    while let Some(folder) = walk.waiting.pop() {
        if walk.is_full() {
            break;
        }
        walk.folder(&folder);
    }
    Ok(walk.finish())
}

impl Walk<'_> {
    fn is_full(&self) -> bool {
        self.listing.paths.len() >= self.limits.files
    }

    fn note(&mut self, path: &str, kind: NoticeKind, message: impl Into<String>) {
        self.listing.notices.push(Notice::path(path, kind, message));
    }

    /// Lists one folder and puts those in it on the list of what is still to do.
    fn folder(&mut self, folder: &Folder) {
        let entries = match entries(&folder.absolute) {
            Ok(entries) => entries,
            Err(error) => {
                let path = if folder.prefix.is_empty() { "." } else { folder.prefix.trim_end_matches('/') };
                return self.note(
                    path,
                    NoticeKind::Unreadable,
                    format!("the folder cannot be listed: {}", reason(&error)),
                );
            }
        };
        let names: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.name.as_deref().ok()).collect();
        let ignores = self.ignores(folder, &entries);
        for entry in &entries {
            match &entry.name {
                Ok(name) => self.entry(folder, name, entry.kind, &names, ignores.as_ref()),
                Err(lossy) => {
                    let path = format!("{}{lossy}", folder.prefix);
                    self.note(&path, NoticeKind::Unreadable, "the name is not UTF-8");
                }
            }
        }
    }

    /// The `.gitignore`s that hold in a folder.
    fn ignores(&mut self, folder: &Folder, entries: &[Entry]) -> Option<Arc<Chain>> {
        let own = |entry: &Entry| entry.kind.is_file() && entry.name.as_deref() == Ok(".gitignore");
        if !entries.iter().any(own) {
            return folder.ignores.clone();
        }
        let (chain, fault) = Chain::read(&folder.absolute, folder.ignores.clone());
        if let Some(fault) = fault {
            self.note(&format!("{}.gitignore", folder.prefix), NoticeKind::Ambiguous, fault);
        }
        Some(Arc::new(chain))
    }

    fn entry(
        &mut self,
        folder: &Folder,
        name: &str,
        kind: FileType,
        siblings: &BTreeSet<&str>,
        ignores: Option<&Arc<Chain>>,
    ) {
        let path = format!("{}{name}", folder.prefix);
        let absolute = folder.absolute.join(name);
        if self.exclude.matches(&absolute, kind.is_dir()) {
            self.excluded += 1;
        } else if kind.is_symlink() {
            self.note(&path, NoticeKind::Skipped, "a symbolic link is not followed");
        } else if kind.is_dir() {
            self.subfolder(path, absolute, name, siblings, ignores);
        } else if !kind.is_file() {
            self.note(&path, NoticeKind::Skipped, "neither a file nor a folder");
        } else if ignores.is_some_and(|chain| chain.matches(&absolute, false)) {
            self.ignored += 1;
            if template_names::is_template(name) {
                self.note(&path, NoticeKind::Skipped, "looks like a template, but `.gitignore` leaves it out");
            }
        } else if self.is_full() {
            // Noted once, at the end.
        } else {
            self.listing.paths.push(Arc::from(path));
        }
    }

    fn subfolder(
        &mut self,
        path: String,
        absolute: PathBuf,
        name: &str,
        siblings: &BTreeSet<&str>,
        ignores: Option<&Arc<Chain>>,
    ) {
        if generated::is_never_source(name) {
            return;
        }
        let is_copy = generated::is_copy(name);
        if let Some(source) = generated::source(name, siblings) {
            let message = format!("made from `{source}`, which is scanned instead");
            installed::collect(&absolute, &path, name, self.limits.files, &mut self.listing.installed);
            return self.note(&path, NoticeKind::Skipped, message);
        }
        if !is_copy && ignores.is_some_and(|chain| chain.matches(&absolute, true)) {
            self.ignored += 1;
            if !generated::is_environment(name) {
                installed::collect_ignored(&absolute, &path, self.limits.files, &mut self.listing.installed);
            }
            if let Some(template) = template_names::peek(&absolute) {
                let message = format!("holds `{template}`, but `.gitignore` leaves the folder out");
                self.note(&path, NoticeKind::Skipped, message);
            }
            return;
        }
        self.waiting.push(Folder { absolute, prefix: format!("{path}/"), ignores: ignores.cloned() });
    }

    fn finish(mut self) -> Listing {
        let mut whole = |kind, message| {
            self.listing.notices.push(Notice { place: Place::Scan, kind, message });
        };
        if self.listing.paths.len() >= self.limits.files {
            whole(NoticeKind::Limit, format!("more than {} files; the others are not scanned", self.limits.files - 1));
        }
        if self.excluded > 0 {
            whole(NoticeKind::Skipped, format!("{} left out as the config asks", paths(self.excluded)));
        }
        if self.ignored > 0 {
            whole(NoticeKind::Skipped, format!("{} left out because `.gitignore` names them", paths(self.ignored)));
        }
        if self.listing.installed.len() >= self.limits.files {
            whole(NoticeKind::Limit, format!("more than {} installed packages", self.limits.files - 1));
        }
        self.listing.installed.truncate(self.limits.files);
        self.listing.installed.sort_unstable();
        self.listing.paths.sort_unstable();
        self.listing
    }
}

fn paths(number: usize) -> String {
    if number == 1 { "1 path is".to_owned() } else { format!("{number} paths are") }
}

struct Entry {
    /// The name; the error is what can be shown of one that is not UTF-8.
    name: Result<String, String>,
    kind: FileType,
}

/// The entries of a folder, sorted, so that limits cut the same files in every run.
fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| name.to_string_lossy().into_owned());
        entries.push(Entry { name, kind: entry.file_type()? });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}
