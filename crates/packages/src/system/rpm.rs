//! rpm: a database of headers, each a table of tags with their values (rpm's manual, "Package header").

use std::collections::BTreeMap;

use source::{FileId, Span};

use super::{Found, Installed, Release, database, package};
use crate::archive::Fault;
use crate::{Ecosystem, Package};

const NAME: u32 = 1000;
const VERSION: u32 = 1001;
const RELEASE: u32 = 1002;
const EPOCH: u32 = 1003;
const ARCHITECTURE: u32 = 1022;
const SOURCE: u32 = 1044;
const FOLDER_NUMBERS: u32 = 1116;
const NAMES: u32 = 1117;
const FOLDERS: u32 = 1118;

/// Bytes of an entry of the table: a tag, a type, where its value lies, how many values there are.
const ENTRY: usize = 16;
/// Tags that one header has at most.
const TAGS: usize = 2000;
/// How many times its header the paths of a package may be together: the name of a folder counts for each of its files.
const FILES: usize = 8;
/// The longest text of a package's identity.
const WORD_BYTES: usize = 1000;

/// The packages that are installed; at most `most` files of them are kept. The keys that rpm keeps as packages are none.
pub(super) fn read(file: FileId, bytes: &[u8], release: &Release, most: usize) -> Found {
    let mut found = Found::default();
    let (headers, faults) = database::headers(bytes);
    found.faults.extend(faults);
    let (mut broken, mut left) = (0_usize, most);
    for header in headers {
        let Some(header) = Header::parse(&header) else {
            broken += 1;
            continue;
        };
        if header.text(NAME) == Some("gpg-pubkey") {
            continue;
        }
        let Some(package) = identity(file, &header, release) else {
            broken += 1;
            continue;
        };
        let files = header.files(left);
        left = left.saturating_sub(files.len());
        found.installed.push(Installed { package, files });
    }
    if broken > 0 {
        found.faults.push(Fault::malformed(format!("headers without a package and its version, in number {broken}")));
    }
    found
}

fn identity(file: FileId, header: &Header<'_>, release: &Release) -> Option<Package> {
    let word = |tag: u32| header.text(tag).filter(|text| !text.is_empty() && text.len() <= WORD_BYTES);
    let (name, version) = (word(NAME)?, word(VERSION)?);
    let build = word(RELEASE).map(|release| format!("-{release}")).unwrap_or_default();
    let epoch = header.number(EPOCH, 0).filter(|epoch| *epoch > 0).map(|epoch| format!("{epoch}:")).unwrap_or_default();
    // `openssl-3.0.8-1.amzn2023.src.rpm`: what follows the name are version and release.
    let source = word(SOURCE).and_then(|source| source.rsplitn(3, '-').nth(2)).filter(|source| *source != name);
    let system = release.system("", word(ARCHITECTURE).unwrap_or_default(), source.unwrap_or_default());
    let version = format!("{epoch}{version}{build}");
    Some(package(Ecosystem::Rpm, name, &version, system, Span::new(file, 0, 0)))
}

/// A header: where the values of its tags lie.
struct Header<'b> {
    entries: BTreeMap<u32, Entry>,
    store: &'b [u8],
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    kind: u32,
    offset: usize,
    count: usize,
}

impl<'b> Header<'b> {
    /// Reads the table before the values: how many entries and how many bytes there are stands before it.
    fn parse(bytes: &'b [u8]) -> Option<Self> {
        let entries = usize::try_from(number(bytes, 0)?).ok()?;
        let table = bytes.get(8..8 + ENTRY.checked_mul(entries.min(TAGS))?)?;
        let store = bytes.get(8 + ENTRY.checked_mul(entries)?..)?;
        let entry = |entry: &[u8]| {
            let field = |at: usize| number(entry, at).and_then(|field| usize::try_from(field).ok());
            Some((number(entry, 0)?, Entry { kind: number(entry, 4)?, offset: field(8)?, count: field(12)? }))
        };
        Some(Self { entries: table.chunks(ENTRY).filter_map(entry).collect(), store })
    }

    /// The texts of a tag, from its first on.
    fn texts(&self, tag: u32) -> impl Iterator<Item = &'b str> {
        // A text, a list of texts, or texts in several languages.
        let entry = self.entries.get(&tag).filter(|entry| matches!(entry.kind, 6 | 8 | 9));
        let (values, count) =
            entry.and_then(|entry| Some((self.store.get(entry.offset..)?, entry.count))).unwrap_or_default();
        values.split(|byte| *byte == 0).take(count).map(|text| str::from_utf8(text).unwrap_or_default())
    }

    fn text(&self, tag: u32) -> Option<&'b str> {
        self.texts(tag).next()
    }

    /// One of the numbers of a tag.
    fn number(&self, tag: u32, index: usize) -> Option<u32> {
        let entry = self.entries.get(&tag).filter(|entry| entry.kind == 4 && index < entry.count)?;
        number(self.store, entry.offset.checked_add(index.checked_mul(4)?)?)
    }

    /// The paths of its files: each has a name and the number of its folder.
    fn files(&self, most: usize) -> Vec<String> {
        let folders: Vec<&str> = self.texts(FOLDERS).take(most).collect();
        let mut left = self.store.len().saturating_mul(FILES);
        let path = |(index, name): (usize, &str)| {
            let folder = folders.get(usize::try_from(self.number(FOLDER_NUMBERS, index)?).ok()?)?;
            left = left.checked_sub(folder.len() + name.len())?;
            Some([folder.trim_start_matches('/'), name].concat())
        };
        self.texts(NAMES).take(most).enumerate().filter_map(path).collect()
    }
}

/// A number of 4 bytes, the highest first.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let field: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_be_bytes(field))
}
