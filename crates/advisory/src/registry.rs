//! Registries over HTTP: of npm, PyPI and Maven Central, or mirrors of them.
//!
//! Each document is fetched once for as long as the value lives, and kept on disk with its tag: what was not changed since does not
//! come again. What a document means belongs to `upgrade`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use packages::{Ecosystem, Input, MavenParent, maven_parent};
use source::{FileId, Limits};
use twox_hash::XxHash3_128;
use upgrade::{Manifest, Registry, RegistryError, Release};
use ureq::http::header::{ACCEPT, HeaderName, IF_NONE_MATCH};

use crate::client::{Newer, check_base, read_file};
use crate::shelf::write_whole;
use crate::{Client, UpdateError};

/// Documents of packages with thousands of releases are large.
const DOCUMENT_BYTES: u64 = 128 << 20;
/// A `pom` has no more parents than this.
const PARENTS: usize = 16;
/// What npm sends to those who install: releases without their descriptions.
const NPM: &str = "application/vnd.npm.install-v1+json";
/// PEP 691.
const PYPI: &str = "application/vnd.pypi.simple.v1+json";
const ANY: &str = "*/*";

/// Where the registries are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// Of npm, before `/NAME`.
    pub npm: String,
    /// Of PyPI, before `/simple/NAME/`.
    pub pypi: String,
    /// Of Maven Central, before `/GROUP/ARTIFACT/maven-metadata.xml`.
    pub maven: String,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            npm: "https://registry.npmjs.org".to_owned(),
            pypi: "https://pypi.org".to_owned(),
            maven: "https://repo.maven.apache.org/maven2".to_owned(),
        }
    }
}

/// A document, or none if the registry has none.
type Document = Result<Option<Arc<[u8]>>, String>;

/// Registries that are asked over the network.
#[derive(Debug)]
pub struct OnlineRegistry {
    client: Client,
    addresses: Addresses,
    folder: PathBuf,
    fetched: Mutex<HashMap<String, Document>>,
}

impl OnlineRegistry {
    /// Registries at these addresses; documents are kept below a folder.
    ///
    /// # Errors
    /// When an address must not be used.
    pub fn new(client: Client, addresses: Addresses, folder: &Path) -> Result<Self, UpdateError> {
        [&addresses.npm, &addresses.pypi, &addresses.maven].into_iter().try_for_each(|base| check_base(base))?;
        let folder = folder.join("registries");
        Ok(Self { client, addresses, folder, fetched: Mutex::default() })
    }

    /// The document at an address; unknown where there is none.
    fn document(&self, name: &str, url: &str, accept: &str) -> Result<Arc<[u8]>, RegistryError> {
        self.found(name, url, accept)?.ok_or_else(|| RegistryError::Unknown(name.to_owned()))
    }

    fn found(&self, name: &str, url: &str, accept: &str) -> Result<Option<Arc<[u8]>>, RegistryError> {
        // A thread that failed leaves no half of a document behind.
        let known = |fetched: &Mutex<HashMap<String, Document>>| fetched.lock().ok()?.get(url).cloned();
        let document = known(&self.fetched).unwrap_or_else(|| {
            let document = self.fetch(url, accept).map_err(|error| error.to_string());
            if let Ok(mut fetched) = self.fetched.lock() {
                fetched.insert(url.to_owned(), document.clone());
            }
            document
        });
        document.map_err(|reason| RegistryError::Unreachable { name: name.to_owned(), reason })
    }

    fn fetch(&self, url: &str, accept: &str) -> Result<Option<Arc<[u8]>>, UpdateError> {
        check_base(url)?;
        let path = self.folder.join(format!("{:032x}", XxHash3_128::oneshot(url.as_bytes())));
        let tag_path = path.with_extension("tag");
        let kept = read_file(&path, DOCUMENT_BYTES).ok();
        let tag = kept.as_ref().and_then(|_| String::from_utf8(read_file(&tag_path, 1024).ok()?).ok());
        let mut headers: Vec<(HeaderName, &str)> = vec![(ACCEPT, accept)];
        headers.extend(tag.as_deref().map(|tag| (IF_NONE_MATCH, tag)));
        let (content, tag) = match self.client.newer(url, &headers, DOCUMENT_BYTES)? {
            Newer::Same => return Ok(kept.map(Arc::from)),
            Newer::Missing => return Ok(None),
            Newer::Document(content, tag) => (content, tag),
        };
        if let Some(tag) = tag {
            // Without a tag beside it a document is not asked for again; what cannot be kept is fetched anew.
            let _ = std::fs::remove_file(&tag_path);
            let _ = write_whole(&path, &content).and_then(|()| write_whole(&tag_path, tag.as_bytes()));
        }
        Ok(Some(content.into()))
    }

    fn npm(&self, name: &str) -> Result<Arc<[u8]>, RegistryError> {
        let name_in_address = safe(name.strip_prefix('@').unwrap_or(name), name)?.replace('/', "%2F");
        let scope = if name.starts_with('@') { "@" } else { "" };
        self.document(name, &format!("{}/{scope}{name_in_address}", self.addresses.npm), NPM)
    }

    fn pypi(&self, name: &str) -> Result<Arc<[u8]>, RegistryError> {
        self.document(name, &format!("{}/simple/{}/", self.addresses.pypi, safe(name, name)?), PYPI)
    }

    /// What a release of PyPI says of itself: the metadata beside a wheel (PEP 658), else that of the older API.
    fn pypi_metadata(&self, name: &str, version: &str, project: &[u8]) -> Result<Arc<[u8]>, RegistryError> {
        let files = upgrade::pypi_manifest(name, version, project, b"")?.files;
        let wheel = files.iter().map(|file| file.url.as_str()).find(|url| url.ends_with(".whl"));
        if let Some(url) = wheel
            && let Some(metadata) = self.found(name, &format!("{}.metadata", self.absolute(name, url)), ANY)?
        {
            return Ok(metadata);
        }
        let (name_in_address, version) = (safe(name, name)?, safe(version, version)?);
        self.document(name, &format!("{}/pypi/{name_in_address}/{version}/json", self.addresses.pypi), ANY)
    }

    /// The address of a file; mirrors write it as seen from the project's page.
    fn absolute(&self, name: &str, url: &str) -> String {
        if url.contains("://") {
            return url.to_owned();
        }
        let base = &self.addresses.pypi;
        if url.starts_with('/') {
            let host = base.match_indices('/').nth(2).and_then(|(end, _)| base.get(..end)).unwrap_or(base);
            return format!("{host}{url}");
        }
        let mut folder = format!("{base}/simple/{name}");
        let mut rest = url;
        while let Some(above) = rest.strip_prefix("../") {
            folder.truncate(folder.rfind('/').unwrap_or_default());
            rest = above;
        }
        format!("{folder}/{rest}")
    }

    /// The `pom` of a release and those of its parents, nearest first.
    fn poms(&self, name: &str, version: &str) -> Result<Vec<Arc<[u8]>>, RegistryError> {
        let mut poms = vec![self.document(name, &self.pom(name, version)?, ANY)?];
        let limits = Limits::default();
        while let Some(pom) = poms.last().filter(|_| poms.len() <= PARENTS) {
            let text = String::from_utf8_lossy(pom);
            let Some(parent) = maven_parent(Input { file: FileId(0), text: &text, limits: &limits }) else { break };
            let MavenParent { group, artifact, version, .. } = parent;
            let parent = format!("{group}:{artifact}");
            poms.push(self.document(&parent, &self.pom(&parent, &version)?, ANY)?);
        }
        Ok(poms)
    }

    fn pom(&self, name: &str, version: &str) -> Result<String, RegistryError> {
        let artifact = name.rsplit(':').next().unwrap_or(name);
        Ok(format!("{}/{version}/{artifact}-{version}.pom", self.artifact(name)?, version = safe(version, version)?))
    }

    /// The address of an artifact's folder.
    fn artifact(&self, name: &str) -> Result<String, RegistryError> {
        let (group, artifact) = name.split_once(':').ok_or_else(|| RegistryError::Unknown(name.to_owned()))?;
        let (group, artifact) = (safe(group, name)?.replace('.', "/"), safe(artifact, name)?);
        Ok(format!("{}/{group}/{artifact}", self.addresses.maven))
    }
}

/// A part of an address, if it is one that leads nowhere else; else there is no such package.
fn safe<'t>(text: &'t str, name: &str) -> Result<&'t str, RegistryError> {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.chars().any(|own| own != '.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~+!".contains(&byte))
    };
    if text.split('/').count() <= 2 && text.split('/').all(is_part) {
        Ok(text)
    } else {
        Err(RegistryError::Unknown(name.to_owned()))
    }
}

fn not_asked(ecosystem: Ecosystem, name: &str) -> RegistryError {
    let reason = format!("the registry of {} is not asked", ecosystem.name());
    RegistryError::Unreachable { name: name.to_owned(), reason }
}

impl Registry for OnlineRegistry {
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError> {
        match ecosystem {
            Ecosystem::Npm => upgrade::npm_releases(name, &self.npm(name)?),
            Ecosystem::PyPi => upgrade::pypi_releases(name, &self.pypi(name)?),
            Ecosystem::Maven => {
                let url = format!("{}/maven-metadata.xml", self.artifact(name)?);
                upgrade::maven_releases(name, &self.document(name, &url, ANY)?)
            }
            other => Err(not_asked(other, name)),
        }
    }

    fn manifest(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Result<Manifest, RegistryError> {
        match ecosystem {
            Ecosystem::Npm => upgrade::npm_manifest(name, version, &self.npm(name)?),
            Ecosystem::PyPi => {
                let project = self.pypi(name)?;
                upgrade::pypi_manifest(name, version, &project, &self.pypi_metadata(name, version, &project)?)
            }
            Ecosystem::Maven => {
                let poms = self.poms(name, version)?;
                upgrade::maven_manifest(name, &poms.iter().map(|pom| &**pom).collect::<Vec<_>>())
            }
            other => Err(not_asked(other, name)),
        }
    }
}

impl Registry for &OnlineRegistry {
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError> {
        (**self).releases(ecosystem, name)
    }

    fn manifest(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Result<Manifest, RegistryError> {
        (**self).manifest(ecosystem, name, version)
    }
}
