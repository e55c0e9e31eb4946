//! Where fetched advisories lie: indexes in the user's data folder, and what they are made of in the cache folder, which may be
//! deleted at any time.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use packages::Ecosystem;

use crate::{UpdateError, Volume};

/// Where the indexes are, in place of the platform's folder.
const DATA_VARIABLE: &str = "MAREMMA_DATA_DIR";
/// Where the cache is, in place of the platform's folder.
const CACHE_VARIABLE: &str = "MAREMMA_CACHE_DIR";
/// How the names of files of indexes end.
const ENDING: &str = "maremma";
/// The name of a signed snapshot.
const SNAPSHOT: &str = "snapshot";
/// A file of indexes larger than this was not made by Maremma.
const VOLUME_BYTES: u64 = 1 << 30;

/// The folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    data: PathBuf,
    cache: PathBuf,
}

/// What lies there.
#[derive(Debug, Default)]
pub struct Shelved {
    /// The files that are whole, in the order of their names.
    pub volumes: Vec<(PathBuf, Volume)>,
    /// The files that are not, and why.
    pub faults: Vec<(PathBuf, String)>,
}

impl Shelf {
    /// The user's; none where the user has no home.
    pub fn of_user() -> Option<Self> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let platform = etcetera::base_strategy::choose_native_strategy().ok();
        let data = set(DATA_VARIABLE).or_else(|| Some(platform.as_ref()?.data_dir().join("maremma")))?;
        let cache = set(CACHE_VARIABLE).or_else(|| Some(platform.as_ref()?.cache_dir().join("maremma")))?;
        Some(Self::at(&data, &cache))
    }

    /// Some below these folders.
    pub fn at(data: &Path, cache: &Path) -> Self {
        Self { data: data.join("advisories"), cache: cache.join("advisories") }
    }

    /// Where the indexes are.
    pub fn folder(&self) -> &Path {
        &self.data
    }

    /// The folder for what is fetched again when it is gone.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Reads all indexes.
    pub fn read(&self) -> Shelved {
        let entries = fs::read_dir(&self.data).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut paths: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|ending| ending == ENDING)).collect();
        paths.sort_unstable();
        let mut found = Shelved::default();
        for path in paths {
            match read_volume(&path) {
                Ok(volume) => found.volumes.push((path, volume)),
                Err(why) => found.faults.push((path, why)),
            }
        }
        found
    }

    /// The index of an ecosystem, if there is a whole one.
    pub(crate) fn volume(&self, ecosystem: Ecosystem) -> Option<Volume> {
        read_volume(&self.path(ecosystem.name())).ok()
    }

    /// The signed snapshot, if there is a whole one.
    pub(crate) fn snapshot(&self) -> Option<Volume> {
        read_volume(&self.path(SNAPSHOT)).ok()
    }

    /// Puts the index of an ecosystem in place of the one there was.
    pub(crate) fn put(&self, ecosystem: Ecosystem, bytes: &[u8]) -> Result<(), UpdateError> {
        write_whole(&self.path(ecosystem.name()), bytes)
    }

    /// Puts a signed snapshot in place of the one there was.
    pub(crate) fn put_snapshot(&self, bytes: &[u8]) -> Result<(), UpdateError> {
        write_whole(&self.path(SNAPSHOT), bytes)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.data.join(format!("{name}.{ENDING}"))
    }

    /// The folder for what an ecosystem's index is made of.
    pub(crate) fn sources(&self, ecosystem: Ecosystem) -> PathBuf {
        self.cache.join(ecosystem.name())
    }

    /// Keeps other processes from updating for as long as the file lives.
    pub(crate) fn lock(&self) -> Result<File, UpdateError> {
        fs::create_dir_all(&self.data).map_err(UpdateError::file(&self.data))?;
        let path = self.data.join("lock");
        let file = File::create(&path).map_err(UpdateError::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(UpdateError::Busy),
            Err(fs::TryLockError::Error(error)) => Err(UpdateError::file(&path)(error)),
        }
    }

    /// Keeps in mind which ecosystems a scan had, for the next update.
    pub fn remember(&self, ecosystems: &[Ecosystem]) {
        let names: Vec<&str> = ecosystems.iter().map(|ecosystem| ecosystem.name()).collect();
        let path = self.cache.join("ecosystems");
        if ecosystems.is_empty() || self.remembered() == ecosystems {
            return;
        }
        // Without a cache the next update takes what most have.
        let _ = write_whole(&path, names.join("\n").as_bytes());
    }

    /// The ecosystems that the last scan had.
    pub fn remembered(&self) -> Vec<Ecosystem> {
        let text = fs::read_to_string(self.cache.join("ecosystems")).unwrap_or_default();
        text.lines().filter_map(Ecosystem::of_name).collect()
    }
}

fn read_volume(path: &Path) -> Result<Volume, String> {
    let read = || {
        let length = fs::metadata(path)?.len();
        if length > VOLUME_BYTES {
            return Err(io::Error::other("it is too large"));
        }
        fs::read(path)
    };
    let bytes = read().map_err(|error| error.to_string())?;
    Volume::open(bytes.into()).map_err(|error| error.to_string())
}

/// Writes a file beside its place, makes sure that it is on the disk and moves it there, so that nobody ever sees half of it.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), UpdateError> {
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        // The new name is on the disk once the folder is; other platforms have no such call.
        if cfg!(unix) { File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all() } else { Ok(()) }
    };
    write().map_err(|error| {
        // It may not even be there.
        let _ = fs::remove_file(&beside);
        UpdateError::file(path)(error)
    })
}
