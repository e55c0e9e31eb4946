//! From a server of OSV's dumps to indexes on disk.
//!
//! An ecosystem that is new here is fetched as a whole: `all.zip`, and one by one what `modified_id.csv` names and the dump
//! misses. Later only what was changed since is fetched, for as long as that is not more than a dump is worth. What is older than
//! what is there is refused.

mod changes;
mod dump;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use deps::{Advisory, Builder, Index, IndexError, TooLarge};
use packages::Ecosystem;
use serde::{Deserialize, Serialize};

use crate::client::check_base;
use crate::shelf::write_whole;
use crate::{Client, Shelf, UpdateError, Volume, time};
use changes::Change;
use dump::{RECORD_BYTES, Singles};

/// Where OSV publishes its dumps.
pub const OSV: &str = "https://osv-vulnerabilities.storage.googleapis.com";

/// A dump larger than this is none.
const DUMP_BYTES: u64 = 4 << 30;
/// So many records are fetched one by one; for more of them a dump is less work.
const SINGLES: usize = 2000;
/// So many are fetched at a time.
const AT_A_TIME: usize = 8;
/// A clock may be wrong by a day.
const DAY: u64 = 86_400;

/// What an update did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Updated {
    /// Nothing was changed since the last one.
    Current,
    /// There is a new index.
    Renewed(Renewed),
}

/// A new index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The day of the newest record, `YYYY-MM-DD`.
    pub as_of: String,
    /// How many records there are; withdrawn ones are left out.
    pub records: u64,
    /// How many of them tell of malicious packages.
    pub malicious: u64,
    /// How many were fetched one by one.
    pub singles: usize,
    /// Whether the whole dump was fetched.
    pub is_whole: bool,
    /// How many records of the dump could not be read.
    pub unread: usize,
    /// How many the list of changes names and the server has not.
    pub missing: usize,
}

/// Where to fetch from, and where to put it.
#[derive(Debug)]
pub struct Updater<'a> {
    /// What fetches.
    pub client: &'a Client,
    /// Where things lie.
    pub shelf: &'a Shelf,
    /// The address before `/ECOSYSTEM/all.zip`.
    pub base: &'a str,
    /// Now, in seconds since 1970.
    pub now: u64,
}

/// What an ecosystem's files in the cache are.
#[derive(Debug, Serialize, Deserialize)]
struct State {
    /// Where they are from.
    base: String,
    /// The time of the newest record among them.
    newest: u64,
}

impl Updater<'_> {
    /// Brings ecosystems up to date, each for itself: one that fails leaves the others.
    ///
    /// # Errors
    /// When the address must not be used, or another process updates.
    pub fn update(
        &self,
        ecosystems: &[Ecosystem],
        mut tell: impl FnMut(Ecosystem, Result<Updated, UpdateError>),
    ) -> Result<(), UpdateError> {
        check_base(self.base)?;
        let _lock = self.shelf.lock()?;
        ecosystems.iter().for_each(|ecosystem| tell(*ecosystem, self.one(*ecosystem)));
        Ok(())
    }

    fn one(&self, ecosystem: Ecosystem) -> Result<Updated, UpdateError> {
        let sources =
            Sources { folder: self.shelf.sources(ecosystem), base: format!("{}/{}", self.base, ecosystem.name()) };
        let kept = self.shelf.volume(ecosystem).map(|volume| volume.serial);
        let state = sources.state().filter(|state| state.base == self.base && Some(state.newest) == kept);
        let since = state.as_ref().map(|state| state.newest);
        let (changes, odd) = changes::since(self.client, &sources.url("modified_id.csv"), since)?;
        let newest = changes.iter().map(|change| change.at).max().unwrap_or_default();
        match kept {
            _ if newest > self.now + DAY => return Err(UpdateError::Future(time::day(newest))),
            // Without anything as new as what is there, nothing is listed when only changes are asked for.
            Some(kept) if newest < kept => {
                let offered = if newest == 0 { "an earlier time".to_owned() } else { time::day(newest) };
                return Err(UpdateError::Older { offered, kept: time::day(kept) });
            }
            Some(kept) if newest == kept => return Ok(Updated::Current),
            None if newest == 0 => return Err(UpdateError::Empty(ecosystem.name())),
            _ => {}
        }
        let is_whole = since.is_none() || changes.len() > SINGLES;
        let (changes, odd) = if is_whole && since.is_some() {
            changes::since(self.client, &sources.url("modified_id.csv"), None)?
        } else {
            (changes, odd)
        };
        let mut gathered = if is_whole {
            self.whole(ecosystem, &sources, &changes)?
        } else {
            self.changed(ecosystem, &sources, &changes)?
        };
        gathered.unread += odd;
        self.shelve(&sources, newest, gathered)
    }

    /// Fetches the dump, and what it misses.
    fn whole(&self, ecosystem: Ecosystem, sources: &Sources, changes: &[Change]) -> Result<Gathered, UpdateError> {
        sources.forget();
        self.client.download(&sources.url("all.zip"), &sources.dump(), DUMP_BYTES)?;
        let mut ids: BTreeSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let mut gathered = Gathered { is_whole: true, ..Gathered::of(ecosystem)? };
        let read = dump::each(&sources.dump(), |id, text| {
            ids.remove(id);
            gathered.take(text)
        });
        gathered.unread += read.inspect_err(|_| sources.forget_dump())?;
        if ids.len() > SINGLES {
            let reason =
                format!("{} of {} records that the list of changes names are not in it", ids.len(), changes.len());
            sources.forget_dump();
            return Err(UpdateError::malformed(format!("`{}`", sources.url("all.zip")), reason));
        }
        let singles = self.singles(sources, &ids)?;
        gathered.missing = ids.len() - singles.len();
        gathered.singles = singles.len();
        singles.values().try_for_each(|text| gathered.take(text))?;
        write_whole(&sources.changes(), dump::lines(&singles).as_bytes())?;
        Ok(gathered)
    }

    /// Fetches what was changed, and joins it with what is there.
    fn changed(&self, ecosystem: Ecosystem, sources: &Sources, changes: &[Change]) -> Result<Gathered, UpdateError> {
        let ids: BTreeSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let fetched = self.singles(sources, &ids)?;
        let (singles, missing) = (fetched.len(), ids.len() - fetched.len());
        let mut gathered = Gathered { singles, missing, ..Gathered::of(ecosystem)? };
        let mut singles = dump::singles(&fs::read_to_string(sources.changes()).unwrap_or_default());
        singles.extend(fetched);
        gathered.unread +=
            dump::each(&sources.dump(), |id, text| if singles.contains_key(id) { Ok(()) } else { gathered.take(text) })
                .inspect_err(|_| sources.forget())?;
        singles.values().try_for_each(|text| gathered.take(text))?;
        write_whole(&sources.changes(), dump::lines(&singles).as_bytes())?;
        Ok(gathered)
    }

    /// Fetches records one by one, several at a time. What the server has not is left out.
    fn singles(&self, sources: &Sources, ids: &BTreeSet<&str>) -> Result<Singles, UpdateError> {
        let left = Mutex::new(ids.iter());
        let next = || left.lock().ok().and_then(|mut left| left.next());
        let some = || {
            let mut fetched = Vec::new();
            while let Some(id) = next() {
                let url = sources.url(&format!("{id}.json"));
                if let Some(bytes) = self.client.document(&url, RECORD_BYTES)? {
                    fetched.push(((*id).to_owned(), one_line(&url, id, &bytes)?));
                }
            }
            Ok(fetched)
        };
        let all: Vec<Result<Vec<(String, String)>, UpdateError>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..AT_A_TIME.min(ids.len())).map(|_| scope.spawn(some)).collect();
            let gone = || UpdateError::malformed("a record", "reading it failed");
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(gone()))).collect()
        });
        all.into_iter().try_fold(Singles::new(), |mut singles, some| {
            singles.extend(some?);
            Ok(singles)
        })
    }

    /// Builds the index and puts it in place; what it is made of is remembered last, so that what is interrupted is done again.
    fn shelve(&self, sources: &Sources, newest: u64, gathered: Gathered) -> Result<Updated, UpdateError> {
        let Gathered { ecosystem, builder, singles, is_whole, unread, missing, unreadable, .. } = gathered;
        let as_of = time::day(newest);
        let index = builder.finish(&BTreeMap::from([(ecosystem, as_of.clone())])).map_err(too_large)?;
        let stocks = Index::open(&index).and_then(|index| index.stocks());
        let stocks = stocks.map_err(|error| UpdateError::malformed("the new index", error))?;
        let stock = stocks.first().filter(|stock| stock.records > 0).ok_or(UpdateError::Empty(ecosystem.name()))?;
        let (records, malicious) = (stock.records, stock.malicious);
        self.shelf.put(ecosystem, &Volume::write(newest, &[&index]))?;
        sources.remember(&State { base: self.base.to_owned(), newest })?;
        let unread = unread + unreadable;
        Ok(Updated::Renewed(Renewed { as_of, records, malicious, singles, is_whole, unread, missing }))
    }
}

/// What an index is to be made of.
#[derive(Debug)]
struct Gathered {
    ecosystem: Ecosystem,
    /// The names of what is known to be exploited.
    exploited: BTreeSet<String>,
    builder: Builder,
    singles: usize,
    is_whole: bool,
    /// Files of the dump that could not be unpacked.
    unread: usize,
    /// Texts that are no records.
    unreadable: usize,
    missing: usize,
}

impl Gathered {
    fn of(ecosystem: Ecosystem) -> Result<Self, UpdateError> {
        let exploited = exploited().map_err(|error| UpdateError::malformed("the index in the program", error))?;
        let builder = Builder::default();
        let (singles, is_whole, unread, unreadable, missing) = (0, false, 0, 0, 0);
        Ok(Self { ecosystem, exploited, builder, singles, is_whole, unread, unreadable, missing })
    }

    /// Takes what a record says of packages of the ecosystem.
    fn take(&mut self, text: &str) -> Result<(), UpdateError> {
        let Ok(mut advisory) = Advisory::parse(text) else {
            self.unreadable += 1;
            return Ok(());
        };
        advisory.affected.retain(|affected| affected.ecosystem == self.ecosystem);
        if advisory.affected.is_empty() {
            return Ok(());
        }
        let mut names = std::iter::once(&advisory.id).chain(&advisory.aliases);
        advisory.is_exploited = names.any(|name| self.exploited.contains(name));
        self.builder.add(&advisory).map_err(too_large)
    }
}

fn too_large(error: TooLarge) -> UpdateError {
    UpdateError::malformed("the dump", error)
}

/// The names of what the index in the program knows to be exploited: OSV's records do not say it.
fn exploited() -> Result<BTreeSet<String>, IndexError> {
    let mut names = BTreeSet::new();
    for known in Index::embedded()?.advisories()?.into_iter().filter(|known| known.is_exploited) {
        names.extend(known.aliases.iter().map(|alias| (*alias).to_owned()));
        names.insert(known.id);
    }
    Ok(names)
}

/// A record in one line, if it is the one that was asked for.
fn one_line(url: &str, id: &str, bytes: &[u8]) -> Result<String, UpdateError> {
    let malformed = |reason: String| UpdateError::malformed(format!("`{url}`"), reason);
    let record: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    if record.get("id").and_then(serde_json::Value::as_str) != Some(id) {
        return Err(malformed("it is not the record that was asked for".to_owned()));
    }
    Ok(record.to_string())
}

/// What an ecosystem's index is made of, in the cache.
struct Sources {
    folder: PathBuf,
    /// The address of the ecosystem's folder on the server.
    base: String,
}

impl Sources {
    fn url(&self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    fn dump(&self) -> PathBuf {
        self.folder.join("all.zip")
    }

    fn changes(&self) -> PathBuf {
        self.folder.join("changes.tsv")
    }

    /// What the files are, if they are all there.
    fn state(&self) -> Option<State> {
        let text = fs::read(self.folder.join("state.json")).ok()?;
        (self.dump().is_file() && self.changes().is_file()).then(|| serde_json::from_slice(&text).ok())?
    }

    fn remember(&self, state: &State) -> Result<(), UpdateError> {
        let path = self.folder.join("state.json");
        let text = serde_json::to_vec(state).map_err(|error| UpdateError::malformed("the state", error))?;
        write_whole(&path, &text)
    }

    /// From now on the files are those of nothing known.
    fn forget(&self) {
        // It need not be there.
        let _ = fs::remove_file(self.folder.join("state.json"));
    }

    fn forget_dump(&self) {
        self.forget();
        let _ = fs::remove_file(self.dump());
    }
}
