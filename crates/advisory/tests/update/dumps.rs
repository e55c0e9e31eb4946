//! An ecosystem's dump on a server, and a shelf for what is fetched of it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use advisory::{Client, Renewed, Shelf, UpdateError, Updated, Updater};
use deps::Index;
use packages::Ecosystem;
use tempfile::TempDir;
use versions::Version;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::server::{Reply, Server};

/// The time at which tests update, in seconds since 1970.
pub const NOW: u64 = 1_000_000;

/// A server with the dump of PyPI, and what a user has.
pub struct Dumps {
    pub server: Server,
    pub shelf: Shelf,
    pub cache: TempDir,
    _data: TempDir,
    client: Client,
}

/// A record about the package `p` at a version.
pub fn record(id: &str, version: &str) -> String {
    format!(
        "{{\"id\": \"{id}\", \"modified\": \"1970-01-01T00:00:00Z\", \"affected\": [{{\"package\": \
         {{\"ecosystem\": \"PyPI\", \"name\": \"p\"}}, \"versions\": [\"{version}\"]}}]}}"
    )
}

/// A dump of records.
pub fn zip(records: &[String]) -> Vec<u8> {
    let named = records.iter().map(|record| (format!("{}.json", record.split('"').nth(3).unwrap()), record.as_bytes()));
    packed(&named.collect::<Vec<_>>())
}

/// An archive of files.
pub fn packed(files: &[(String, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

impl Dumps {
    pub fn new() -> Self {
        let (data, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let client = Client::with_patience(Duration::from_secs(2));
        Self { server: Server::start(), shelf: Shelf::at(data.path(), cache.path()), cache, _data: data, client }
    }

    /// The server has these records from now on: id, time of the last change, affected version.
    pub fn offer(&self, records: &[(&str, u64, &str)]) {
        let mut latest_first = records.to_vec();
        latest_first.sort_by_key(|(_, at, _)| std::cmp::Reverse(*at));
        let mut list = String::new();
        for (id, at, _) in latest_first {
            let (day, second) = (at / 86_400 + 1, at % 86_400);
            let time = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            writeln!(list, "1970-01-{day:02}T{time}.123456Z,{id}").unwrap();
        }
        let texts: Vec<String> = records.iter().map(|(id, _, version)| record(id, version)).collect();
        self.server.set("/PyPI/modified_id.csv", Reply::Whole(list.into()));
        self.server.set("/PyPI/all.zip", Reply::Whole(zip(&texts)));
        for ((id, ..), text) in records.iter().zip(texts) {
            self.server.set(&format!("/PyPI/{id}.json"), Reply::Whole(text.into()));
        }
    }

    pub fn update(&self) -> Result<Updated, UpdateError> {
        let base = self.server.url("");
        let updater = Updater { client: &self.client, shelf: &self.shelf, base: &base, now: NOW };
        let mut outcome = None;
        updater.update(&[Ecosystem::PyPi], |_, updated| outcome = Some(updated))?;
        outcome.unwrap()
    }

    /// Updates; something must be new.
    pub fn renewed(&self) -> Renewed {
        match self.update().unwrap() {
            Updated::Renewed(renewed) => renewed,
            Updated::Current => panic!("nothing is new"),
        }
    }

    /// What was asked of the server since the last time.
    pub fn asked(&self) -> Vec<String> {
        self.server.asked().into_iter().map(|request| request.split(' ').nth(1).unwrap().to_owned()).collect()
    }

    /// The file of the index.
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.shelf.folder().join("PyPI.maremma")).unwrap()
    }

    /// Looks into the index.
    pub fn with_index<T>(&self, look: impl FnOnce(&Index<'_>) -> T) -> T {
        let shelved = self.shelf.read();
        assert!(shelved.faults.is_empty(), "{:?}", shelved.faults);
        look(&Index::open(shelved.volumes[0].1.indexes().next().unwrap()).unwrap())
    }

    /// The ids of what concerns `p` at a version.
    pub fn known(&self, version: &str) -> Vec<String> {
        let version = Version::parse(Ecosystem::PyPi.scheme(), version);
        self.with_index(|index| {
            let known = index.about(Ecosystem::PyPi, "p", &version).unwrap();
            known.into_iter().map(|own| own.id).collect()
        })
    }
}
