//! From a request to its answer. No sockets here.

use std::sync::Arc;

use deps::{Index, IndexError, Indexes, Known};
use packages::Ecosystem;
use serde_json::{Map, Value, json};
use versions::Version;

use super::Answer;
use super::catalogue::Catalogue;
use super::query::{Asked, Batch, Query};
use super::record::{Part, as_of, known_of, modified, record};

/// So many questions may stand in one request: OSV's limit.
const QUERIES: usize = 1000;
/// So many vulnerabilities stand in one answer, and so many in one answer to many questions; a token asks for more.
const PAGE: usize = 1000;
const BATCH_PAGE: usize = 3000;
/// An id longer than this is none.
const ID_BYTES: usize = 200;

/// OSV's API over the index in the program and those that were fetched.
#[derive(Debug)]
pub struct Api {
    fetched: Vec<Arc<[u8]>>,
    catalogue: Catalogue,
}

impl Api {
    /// Looks through all indexes once; for each ecosystem the newest answers.
    ///
    /// # Errors
    /// When one of them is damaged.
    pub fn new(fetched: Vec<Arc<[u8]>>) -> Result<Self, IndexError> {
        let catalogue = Catalogue::of(&indexes(&fetched)?)?;
        Ok(Self { fetched, catalogue })
    }

    /// The answer to a request, of which only method, path and body count.
    pub fn answer(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let answered = match (method, path) {
            ("POST", "/v1/query") => self.query(body),
            ("POST", "/v1/querybatch") => self.batch(body),
            ("GET", path) if path.starts_with("/v1/vulns/") => {
                self.vulnerability(path.trim_start_matches("/v1/vulns/"))
            }
            (_, path) if path == "/v1/query" || path == "/v1/querybatch" || path.starts_with("/v1/vulns/") => {
                Err(Answer::refused(405, 12, "Method Not Allowed"))
            }
            _ => Err(Answer::missing("Not Found")),
        };
        answered.map_or_else(|refused| refused, |document| Answer::found(&document))
    }

    /// The whole records of what is known of a package.
    fn query(&self, body: &[u8]) -> Result<Value, Answer> {
        let query: Query = parsed(body)?;
        let indexes = self.indexes()?;
        let page = Page::of(&indexes, &query, PAGE)?;
        let mut records = Vec::with_capacity(page.found.len());
        for known in &page.found {
            let own = page.package.as_ref().map(|(ecosystem, name)| (*ecosystem, name.as_str(), known));
            records.extend(record(&self.parts(&indexes, &known.id, own).map_err(broken)?));
        }
        Ok(page.document(records))
    }

    /// Ids alone, for each question.
    fn batch(&self, body: &[u8]) -> Result<Value, Answer> {
        let batch: Batch = parsed(body)?;
        if batch.queries.len() > QUERIES {
            return Err(Answer::invalid("Too many queries."));
        }
        let indexes = self.indexes()?;
        let mut left = BATCH_PAGE;
        let mut results = Vec::with_capacity(batch.queries.len());
        for query in &batch.queries {
            let page = Page::of(&indexes, query, PAGE.min(left))?;
            left -= page.found.len();
            let minimal = |known: &Known<'_>| {
                let days = self.catalogue.packages(&known.id).iter().map(|(ecosystem, _)| as_of(&indexes, *ecosystem));
                json!({"id": known.id, "modified": modified(known, days)})
            };
            let minimal = page.found.iter().map(minimal).collect();
            results.push(page.document(minimal));
        }
        Ok(json!({ "results": results }))
    }

    /// One record.
    fn vulnerability(&self, id: &str) -> Result<Value, Answer> {
        if id.len() > ID_BYTES {
            return Err(Answer::invalid("Invalid id."));
        }
        let parts = self.parts(&self.indexes()?, id, None).map_err(broken).map(|parts| record(&parts))?;
        parts.ok_or_else(|| match self.catalogue.ids(id) {
            [] => Answer::missing("Bug not found."),
            ids => Answer::missing(&format!("Bug not found, but the following aliases were: {}", ids.join(" "))),
        })
    }

    /// An advisory about each of its packages; what it says of one of them may be at hand.
    fn parts<'b>(
        &'b self,
        indexes: &Indexes<'b>,
        id: &str,
        at_hand: Option<(Ecosystem, &str, &Known<'b>)>,
    ) -> Result<Vec<Part<'b>>, IndexError> {
        let packages = self.catalogue.packages(id).iter().map(|(ecosystem, name)| (*ecosystem, &**name));
        let known = |ecosystem: Ecosystem, name: &str| match at_hand {
            Some((own, package, known)) if (own, package) == (ecosystem, name) => Ok(Some(known.clone())),
            _ => known_of(indexes, ecosystem, name, id),
        };
        let part = |(ecosystem, name): (Ecosystem, &'b str)| {
            let known = known(ecosystem, name).transpose()?;
            Some(known.map(|known| Part { ecosystem, name, known, as_of: as_of(indexes, ecosystem) }))
        };
        packages.filter_map(part).collect()
    }

    fn indexes(&self) -> Result<Indexes<'_>, Answer> {
        indexes(&self.fetched).map_err(broken)
    }
}

fn indexes(fetched: &[Arc<[u8]>]) -> Result<Indexes<'_>, IndexError> {
    let mut indexes = Indexes::default();
    indexes.add(Index::embedded()?)?;
    fetched.iter().try_for_each(|bytes| indexes.add(Index::open(bytes)?))?;
    Ok(indexes)
}

fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|error| Answer::invalid(&format!("Invalid request: {error}.")))
}

fn broken(error: IndexError) -> Answer {
    Answer::broken(&error.to_string())
}

/// Some of the advisories that a question asks for.
struct Page<'b> {
    /// The package that is asked for, as its ecosystem compares names.
    package: Option<(Ecosystem, String)>,
    found: Vec<Known<'b>>,
    /// Asks for those behind them.
    next: Option<usize>,
}

impl<'b> Page<'b> {
    /// At most so many of them.
    fn of(indexes: &Indexes<'b>, query: &Query, most: usize) -> Result<Self, Answer> {
        let start = query.start()?;
        let (package, version) = match query.asked(indexes)? {
            Asked::Commit => return Ok(Self { package: None, found: Vec::new(), next: None }),
            Asked::Package { ecosystem, name, version } => ((ecosystem, name), version),
        };
        if most == 0 {
            return Ok(Self { package: Some(package), found: Vec::new(), next: Some(start) });
        }
        let mut found = known(indexes, package.0, &package.1, version.as_deref()).map_err(broken)?;
        let end = start.saturating_add(most);
        let next = (found.len() > end).then_some(end);
        found.truncate(end);
        Ok(Self { package: Some(package), found: found.into_iter().skip(start).collect(), next })
    }

    /// What OSV says of it: nothing at all where there is nothing.
    fn document(&self, found: Vec<Value>) -> Value {
        let mut document = Map::new();
        if !found.is_empty() {
            document.insert("vulns".to_owned(), found.into());
        }
        if let Some(next) = self.next {
            document.insert("next_page_token".to_owned(), next.to_string().into());
        }
        Value::Object(document)
    }
}

/// What concerns a package at a version, as `maremma deps` judges it, or at any version; ordered by id.
fn known<'b>(
    indexes: &Indexes<'b>,
    ecosystem: Ecosystem,
    name: &str,
    version: Option<&str>,
) -> Result<Vec<Known<'b>>, IndexError> {
    let Some(index) = indexes.of(ecosystem) else { return Ok(Vec::new()) };
    let Some(version) = version else { return index.all_about(ecosystem, name) };
    let version = Version::parse(ecosystem.scheme(), version);
    let mut found = index.about(ecosystem, name, &version)?;
    found.retain(|known| known.facts.confirms(&version));
    Ok(found)
}
