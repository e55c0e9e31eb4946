//! What is fetched over HTTP, bounded in time and bytes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::http::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderName, IF_RANGE, RANGE};
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

use crate::UpdateError;
use crate::shelf::write_whole;

/// A server that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// Everything that is fetched has come after so long; a dump that has not is continued by the next update.
const WHOLE: Duration = Duration::from_secs(20 * 60);

/// Fetches from servers. A proxy is taken from the environment, as `curl` takes it.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
}

impl Default for Client {
    fn default() -> Self {
        Self::with_patience(SILENCE)
    }
}

impl Client {
    /// One that gives a server up that says nothing for so long.
    pub fn with_patience(silence: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(3)
            .user_agent(concat!("maremma/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(silence))
            .timeout_recv_response(Some(silence))
            .timeout_per_read(Some(silence))
            .timeout_recv_body(Some(WHOLE))
            .build();
        Self { agent: config.new_agent() }
    }

    /// A document of at most so many bytes; none if the server has none.
    pub(crate) fn document(&self, url: &str, most: u64) -> Result<Option<Vec<u8>>, UpdateError> {
        let response = self.get(url, &[])?;
        if response.status().as_u16() == 404 {
            return Ok(None);
        }
        let mut content = Vec::new();
        self.lines(ok(url, response)?, most).read_to_end(&mut content).map_err(unreachable(url))?;
        if content.len() as u64 > most { Err(too_large(url, most)) } else { Ok(Some(content)) }
    }

    /// A document, unless it is still the one whose tag is among the headers.
    pub(crate) fn newer(&self, url: &str, headers: &[(HeaderName, &str)], most: u64) -> Result<Newer, UpdateError> {
        let response = self.get(url, headers)?;
        match response.status().as_u16() {
            304 => return Ok(Newer::Same),
            404 => return Ok(Newer::Missing),
            _ => {}
        }
        let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let mut content = Vec::new();
        self.lines(ok(url, response)?, most).read_to_end(&mut content).map_err(unreachable(url))?;
        if content.len() as u64 > most { Err(too_large(url, most)) } else { Ok(Newer::Document(content, tag)) }
    }

    /// A document that is read as it comes, one byte beyond what is allowed at most.
    pub(crate) fn stream(&self, url: &str, most: u64) -> Result<BufReader<impl Read + use<>>, UpdateError> {
        Ok(BufReader::new(self.lines(ok(url, self.get(url, &[])?)?, most)))
    }

    fn lines(&self, response: Response<Body>, most: u64) -> impl Read + use<> {
        response.into_body().into_reader().take(most.saturating_add(1))
    }

    /// Fetches into a file, at once or not at all. What was fetched when an earlier try ended stays beside it, and is continued if
    /// the server still has the same.
    pub(crate) fn download(&self, url: &str, path: &Path, most: u64) -> Result<(), UpdateError> {
        let part = Part::beside(path);
        let (begun, tag) = part.begun();
        let range = format!("bytes={begun}-");
        let headers: &[(HeaderName, &str)] =
            if begun > 0 { &[(RANGE, range.as_str()), (IF_RANGE, tag.as_str())] } else { &[] };
        let response = self.get(url, headers)?;
        let is_rest = response.status().as_u16() == 206 && starts_at(response.headers(), begun);
        if begun > 0 && response.status().as_u16() == 416 {
            // There is no such rest: what the server has is shorter now.
            part.forget();
            return self.download(url, path, most);
        }
        let start = if is_rest { begun } else { 0 };
        let response = if is_rest { response } else { ok(url, response)? };
        if !is_rest {
            part.restart(response.headers())?;
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&part.path).map_err(part.fault())?;
        let left = most.saturating_sub(start);
        let came = copy(&mut response.into_body().into_reader().take(left.saturating_add(1)), &mut file);
        match came {
            Err(Copied::Read(error)) => Err(unreachable(url)(error)),
            Err(Copied::Write(error)) => Err(part.fault()(error)),
            Ok(bytes) if bytes > left => {
                part.forget();
                Err(too_large(url, most))
            }
            Ok(_) => {
                file.sync_all().and_then(|()| fs::rename(&part.path, path)).map_err(part.fault())?;
                part.forget();
                Ok(())
            }
        }
    }

    fn get(&self, url: &str, headers: &[(HeaderName, &str)]) -> Result<Response<Body>, UpdateError> {
        let mut request = self.agent.get(url).config().https_only(!is_plain(url)).build();
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        request.call().map_err(|error| UpdateError::Unreachable { url: url.to_owned(), reason: error.to_string() })
    }
}

/// What a server has of a document.
pub(crate) enum Newer {
    /// What the asker has.
    Same,
    /// Nothing.
    Missing,
    /// This, with its tag.
    Document(Vec<u8>, Option<String>),
}

/// Whether an address is not encrypted.
pub(crate) fn is_plain(url: &str) -> bool {
    url.starts_with("http://")
}

/// Refuses what anybody on the way may change; on this machine nobody is on the way.
pub(crate) fn check_base(url: &str) -> Result<(), UpdateError> {
    let uri: Uri = url.parse().map_err(|_| UpdateError::Address(url.to_owned()))?;
    let host = uri.host().ok_or_else(|| UpdateError::Address(url.to_owned()))?;
    let is_local = || {
        let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    };
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_local() => Ok(()),
        Some("http") => Err(UpdateError::Insecure(url.to_owned())),
        _ => Err(UpdateError::Address(url.to_owned())),
    }
}

fn ok(url: &str, response: Response<Body>) -> Result<Response<Body>, UpdateError> {
    match response.status().as_u16() {
        200 => Ok(response),
        status => Err(UpdateError::Status { url: url.to_owned(), status }),
    }
}

/// Whether an answer is the rest from a byte on.
fn starts_at(headers: &HeaderMap, begun: u64) -> bool {
    let range = headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    range.is_some_and(|range| range.starts_with(&format!("bytes {begun}-")))
}

fn unreachable(url: &str) -> impl Fn(io::Error) -> UpdateError {
    move |error| UpdateError::Unreachable { url: url.to_owned(), reason: error.to_string() }
}

fn too_large(url: &str, most: u64) -> UpdateError {
    UpdateError::TooLarge { url: url.to_owned(), most }
}

/// What went wrong between a server and a file.
enum Copied {
    Read(io::Error),
    Write(io::Error),
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> Result<u64, Copied> {
    let (mut buffer, mut all) = (vec![0; 64 << 10], 0);
    loop {
        let count = from.read(&mut buffer).map_err(Copied::Read)?;
        if count == 0 {
            return Ok(all);
        }
        to.write_all(buffer.get(..count).unwrap_or_default()).map_err(Copied::Write)?;
        all += count as u64;
    }
}

/// What has come of a file so far, and the tag of what it is a part of.
struct Part {
    path: PathBuf,
    tag: PathBuf,
}

impl Part {
    fn beside(path: &Path) -> Self {
        Self { path: path.with_extension("part"), tag: path.with_extension("tag") }
    }

    /// How much there is, and of what. Without a tag there is nothing that could be continued.
    fn begun(&self) -> (u64, String) {
        let tag = fs::read_to_string(&self.tag).unwrap_or_default();
        let bytes = fs::metadata(&self.path).map_or(0, |metadata| metadata.len());
        if tag.is_empty() { (0, tag) } else { (bytes, tag) }
    }

    /// Forgets what there is, and keeps the tag of what comes now. A weak tag does not promise the same bytes.
    fn restart(&self, headers: &HeaderMap) -> Result<(), UpdateError> {
        self.forget();
        let tag = headers.get(ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| tag.starts_with('"'));
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(UpdateError::file(folder))?;
        tag.map_or(Ok(()), |tag| write_whole(&self.tag, tag.as_bytes()))
    }

    fn forget(&self) {
        for path in [&self.path, &self.tag] {
            // They need not be there.
            let _ = fs::remove_file(path);
        }
    }

    fn fault(&self) -> impl Fn(io::Error) -> UpdateError {
        UpdateError::file(&self.path)
    }
}

/// A file of at most so many bytes of the disk.
pub(crate) fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, UpdateError> {
    let mut content = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut content));
    read.map_err(UpdateError::file(path))?;
    if content.len() as u64 > most { Err(too_large(&path.display().to_string(), most)) } else { Ok(content) }
}
