//! What is asked: the bodies of OSV's requests.

use deps::Indexes;
use packages::{Ecosystem, Purl};
use serde::Deserialize;

use super::Answer;

/// One question. Fields that OSV does not know are passed over.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    commit: Option<String>,
    #[serde(default)]
    version: Option<String>,
    #[serde(default)]
    package: Option<PackageQuery>,
    #[serde(default, alias = "pageToken")]
    page_token: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct PackageQuery {
    #[serde(default)]
    name: String,
    #[serde(default)]
    ecosystem: String,
    #[serde(default)]
    purl: String,
}

/// Many questions.
#[derive(Debug, Deserialize)]
pub(super) struct Batch {
    #[serde(default)]
    pub queries: Vec<Query>,
}

/// What a question is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A commit, of which no index knows anything.
    Commit,
    /// A package, at a version or at any.
    Package { ecosystem: Ecosystem, name: String, version: Option<String> },
}

impl Query {
    /// What is asked.
    pub(super) fn asked(&self, indexes: &Indexes<'_>) -> Result<Asked, Answer> {
        let version = self.version.as_deref().filter(|version| !version.is_empty());
        let package = self.package.as_ref();
        let given = |text: fn(&PackageQuery) -> &str| package.map(text).filter(|text| !text.is_empty());
        let (name, ecosystem) = (given(|own| &own.name), given(|own| &own.ecosystem));
        if self.commit.as_deref().is_some_and(|commit| !commit.is_empty()) {
            return match version {
                None => Ok(Asked::Commit),
                Some(_) => Err(Answer::invalid("Invalid query: a commit or a version, not both.")),
            };
        }
        let asked = match (given(|own| &own.purl), name, ecosystem) {
            (Some(purl), None, None) => of_purl(purl, version)?,
            (Some(_), _, _) => return Err(Answer::invalid("Invalid query: a purl says name and ecosystem itself.")),
            (None, Some(name), Some(ecosystem)) => {
                let ecosystem = Ecosystem::of_name(ecosystem).ok_or_else(|| unknown(ecosystem))?;
                (ecosystem, name.to_owned(), version.map(str::to_owned))
            }
            (None, _, _) => return Err(Answer::invalid("Invalid query.")),
        };
        let (ecosystem, name, version) = asked;
        // Silence would read as "nothing is known to be wrong".
        indexes.of(ecosystem).ok_or_else(|| unknown(ecosystem.name()))?;
        Ok(Asked::Package { ecosystem, name: ecosystem.normalise(&name), version })
    }

    /// From which result on the answer goes.
    pub(super) fn start(&self) -> Result<usize, Answer> {
        match self.page_token.as_deref() {
            None | Some("") => Ok(0),
            Some(token) => token.parse().map_err(|_| Answer::invalid("Invalid page token.")),
        }
    }
}

fn unknown(ecosystem: &str) -> Answer {
    Answer::invalid(&format!("Invalid ecosystem: there are no advisories of `{ecosystem}` here."))
}

/// Ecosystem, name and version of a package URL.
fn of_purl(text: &str, version: Option<&str>) -> Result<(Ecosystem, String, Option<String>), Answer> {
    let purl: Purl = text.parse().map_err(|_| Answer::invalid("Invalid Package URL."))?;
    let ecosystem = Ecosystem::ALL.into_iter().find(|own| own.purl_kind() == purl.kind());
    let ecosystem = ecosystem.ok_or_else(|| unknown(purl.kind()))?;
    let between = if ecosystem == Ecosystem::Maven { ':' } else { '/' };
    let name = match purl.namespace() {
        Some(namespace) => format!("{namespace}{between}{}", purl.name()),
        None => purl.name().to_owned(),
    };
    match (purl.version(), version) {
        (Some(_), Some(_)) => Err(Answer::invalid("Invalid query: the purl says a version already.")),
        (own, given) => Ok((ecosystem, name, own.or(given).map(str::to_owned))),
    }
}
