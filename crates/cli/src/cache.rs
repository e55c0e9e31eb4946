//! Results of earlier scans, in the user's cache folder.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use scan::code::Cache;

use crate::disk;

/// Where the cache is, in place of the platform's folder.
const VARIABLE: &str = "MAREMMA_CACHE_DIR";
/// What was not used for so long is deleted.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The results for one folder.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Tells the results of several applications apart.
    of: String,
}

/// The cache for scans of a folder; `None` where the user has no cache folder.
pub fn open(root: &Path) -> Option<Arc<dyn Cache>> {
    let of = fs::canonicalize(root).ok()?;
    let of: String = of.to_string_lossy().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    // The end tells most; a name has to be short.
    let of = of.chars().rev().take(60).collect::<Vec<char>>().into_iter().rev().collect();
    Some(Arc::new(Folder { path: folder()?, of }))
}

fn folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || {
        set("HOME")
            .map(|home| if cfg!(target_os = "macos") { home.join("Library/Caches") } else { home.join(".cache") })
    };
    let platform = || set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(home);
    set(VARIABLE).or_else(|| Some(platform()?.join("maremma")))
}

impl Folder {
    fn file(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}-{}.json", self.of))
    }

    /// Deletes what nobody has used for long.
    fn tidy(&self) {
        let now = SystemTime::now();
        for entry in fs::read_dir(&self.path).into_iter().flatten().flatten() {
            let used = entry.metadata().and_then(|metadata| metadata.modified());
            let is_old = used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > KEPT));
            if is_old && entry.path().extension().is_some_and(|ending| ending == "json") {
                // Somebody else may have deleted it.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

impl Cache for Folder {
    fn load(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.file(name)).ok()
    }

    fn store(&self, name: &str, content: &[u8]) {
        // Without a place to keep them, results are found anew each time.
        if fs::create_dir_all(&self.path).and_then(|()| disk::write_whole(&self.file(name), content)).is_ok() {
            self.tidy();
        }
    }
}
