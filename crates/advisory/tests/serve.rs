//! OSV's API over real sockets, for tools that behave and for clients that do not.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use advisory::{Api, Server};
use deps::{Advisory, build};
use packages::Ecosystem;
use serde_json::{Value, json};

/// Records newer than those in the program, so that they answer for PyPI and npm.
fn fetched() -> Arc<[u8]> {
    let mut records = vec![
        json!({"id": "PYSEC-1", "modified": "2030-01-01T00:00:00Z", "published": "2029-05-06T07:08:09Z",
            "aliases": ["CVE-2029-1", "GHSA-aaaa-bbbb-cccc"],
            "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
            "database_specific": {"cwe_ids": ["CWE-79"], "severity": "HIGH"},
            "affected": [
                {"package": {"ecosystem": "PyPI", "name": "Left_Pad"}, "ranges": [{"type": "ECOSYSTEM",
                    "events": [{"introduced": "1.0"}, {"fixed": "2.0"}]}], "versions": ["1.0", "1.5"]},
                {"package": {"ecosystem": "npm", "name": "left-pad"}, "ranges": [{"type": "SEMVER",
                    "events": [{"introduced": "0"}, {"last_affected": "3.0.0"}]}]}]}),
        json!({"id": "PYSEC-2", "modified": "2030-01-01T00:00:00Z",
            "affected": [{"package": {"ecosystem": "PyPI", "name": "left-pad"}, "versions": ["1.5"]}]}),
        json!({"id": "PYSEC-3", "modified": "2030-01-01T00:00:00Z", "withdrawn": "2030-01-01T00:00:00Z",
            "affected": [{"package": {"ecosystem": "PyPI", "name": "left-pad"}, "versions": ["1.5"]}]}),
    ];
    records.extend((0..1500).map(|number| {
        json!({"id": format!("MAL-2030-{number}"), "modified": "2030-01-01T00:00:00Z", "affected": [{"package":
            {"ecosystem": "npm", "name": "many"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]})
    }));
    let advisories: Vec<Advisory> =
        records.iter().map(|record| Advisory::parse(&record.to_string()).unwrap()).collect();
    let day = "2030-01-01".to_owned();
    let as_of = BTreeMap::from([(Ecosystem::PyPi, day.clone()), (Ecosystem::Npm, day)]);
    build(&advisories, &as_of).unwrap().into()
}

static API: LazyLock<Api> = LazyLock::new(|| Api::new(vec![fetched()]).unwrap());

fn ask(path: &str, body: &Value) -> (u16, Value) {
    let answer = API.answer("POST", path, body.to_string().as_bytes());
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

fn get(path: &str) -> (u16, Value) {
    let answer = API.answer("GET", path, b"");
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["vulns"].as_array().into_iter().flatten().map(|own| own["id"].as_str().unwrap()).collect()
}

#[test]
fn packages_are_asked_by_name_and_by_purl() {
    let named =
        |name: &str, version: Value| json!({"package": {"name": name, "ecosystem": "PyPI"}, "version": version});
    let purl = |purl: &str| json!({"package": {"purl": purl}});
    let cases = [
        (named("left-pad", "1.5".into()), vec!["PYSEC-1", "PYSEC-2"]),
        (named("LEFT.pad", "1.0.0".into()), vec!["PYSEC-1"]),
        (named("left-pad", "2.0".into()), vec![]),
        (named("left-pad", Value::Null), vec!["PYSEC-1", "PYSEC-2"]),
        (named("nobody-knows-it", "1".into()), vec![]),
        (purl("pkg:pypi/left-pad@1.5"), vec!["PYSEC-1", "PYSEC-2"]),
        (purl("pkg:npm/left-pad@3.0.0"), vec!["PYSEC-1"]),
        (purl("pkg:npm/left-pad@3.0.1"), vec![]),
        (json!({"package": {"purl": "pkg:pypi/left-pad"}, "version": "1.9"}), vec!["PYSEC-1"]),
        (json!({"commit": "6879efc2c1596d11a6a6ad296f80063b558d5e0f"}), vec![]),
    ];
    for (query, expected) in cases {
        let (status, answer) = ask("/v1/query", &query);
        assert_eq!((status, ids(&answer)), (200, expected.clone()), "{query}");
        assert!(!expected.is_empty() || answer == json!({}), "{answer}");
    }
}

#[test]
fn a_record_says_what_the_index_knows_and_nothing_else() {
    let expected = json!({
        "schema_version": "1.7.5", "id": "PYSEC-1", "modified": "2030-01-01T00:00:00Z",
        "published": "2029-05-06T00:00:00Z", "aliases": ["CVE-2029-1", "GHSA-aaaa-bbbb-cccc"],
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected": [
            {"package": {"ecosystem": "npm", "name": "left-pad"},
                "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"last_affected": "3.0.0"}]}]},
            {"package": {"ecosystem": "PyPI", "name": "left-pad"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"fixed": "2.0"}]}]}],
        "database_specific": {"cwe_ids": ["CWE-79"], "severity": "HIGH"}});
    assert_eq!(get("/v1/vulns/PYSEC-1"), (200, expected));
    let missing = |message: &str| (404, json!({"code": 5, "message": message}));
    assert_eq!(get("/v1/vulns/PYSEC-3"), missing("Bug not found."), "withdrawn ones are not in the index");
    assert_eq!(get("/v1/vulns/CVE-2029-1"), missing("Bug not found, but the following aliases were: PYSEC-1"));
    assert_eq!(get("/v1/vulns/"), missing("Bug not found."));
    assert_eq!(get("/v2/vulns/PYSEC-1"), missing("Not Found"));
    assert_eq!(API.answer("PUT", "/v1/query", b"").status, 405);
}

#[test]
fn what_cannot_be_understood_is_refused_in_the_words_of_grpc() {
    let package = |name: &str, ecosystem: &str| json!({"package": {"name": name, "ecosystem": ecosystem}});
    let cases = [
        (json!({}), "Invalid query."),
        (package("", "PyPI"), "Invalid query."),
        (package("a", "Debian:12"), "Invalid ecosystem: there are no advisories of `Debian:12` here."),
        (json!({"package": {"purl": "npm/left-pad"}}), "Invalid Package URL."),
        (
            json!({"package": {"purl": "pkg:deb/debian/a@1"}}),
            "Invalid ecosystem: there are no advisories of `deb` here.",
        ),
        (
            json!({"package": {"purl": "pkg:npm/a", "name": "a"}}),
            "Invalid query: a purl says name and ecosystem itself.",
        ),
        (
            json!({"package": {"purl": "pkg:npm/a@1"}, "version": "1"}),
            "Invalid query: the purl says a version already.",
        ),
        (json!({"commit": "a", "version": "1"}), "Invalid query: a commit or a version, not both."),
        (json!({"package": {"purl": "pkg:npm/a"}, "page_token": "x"}), "Invalid page token."),
    ];
    for (query, message) in cases {
        assert_eq!(ask("/v1/query", &query), (400, json!({"code": 3, "message": message})), "{query}");
    }
    assert_eq!(API.answer("POST", "/v1/query", b"{\"package\": ").status, 400);
    assert_eq!(API.answer("POST", "/v1/query", "[".repeat(100_000).as_bytes()).status, 400);
    let many = json!({"queries": vec![json!({"commit": "a"}); 1001]});
    assert_eq!(ask("/v1/querybatch", &many), (400, json!({"code": 3, "message": "Too many queries."})));
}

#[test]
fn many_results_come_in_pages() {
    let query = |token: Option<&str>| json!({"package": {"purl": "pkg:npm/many@1.0.0"}, "page_token": token});
    let (_, first) = ask("/v1/query", &query(None));
    let (_, second) = ask("/v1/query", &query(first["next_page_token"].as_str()));
    assert_eq!((ids(&first).len(), ids(&second).len(), second.get("next_page_token")), (1000, 500, None));
    let all: std::collections::BTreeSet<&str> = ids(&first).into_iter().chain(ids(&second)).collect();
    assert_eq!(all.len(), 1500);

    let queries = vec![query(None), query(Some("1000")), json!({"package": {"purl": "pkg:pypi/left-pad@1.5"}})];
    let (_, batch) = ask("/v1/querybatch", &json!({"queries": queries}));
    assert_eq!((ids(&batch["results"][0]).len(), ids(&batch["results"][1]).len()), (1000, 500));
    let known = |id: &str| json!({"id": id, "modified": "2030-01-01T00:00:00Z"});
    assert_eq!(batch["results"][2], json!({"vulns": [known("PYSEC-1"), known("PYSEC-2")]}));

    let (_, batch) = ask("/v1/querybatch", &json!({"queries": vec![query(None); 5]}));
    let counts: Vec<usize> = batch["results"].as_array().unwrap().iter().map(|own| ids(own).len()).collect();
    assert_eq!(counts, [1000, 1000, 1000, 0, 0], "three thousand in one answer");
    assert_eq!(batch["results"][4], json!({"next_page_token": "0"}));
}

/// A server, and what ends it.
struct Running {
    address: SocketAddr,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    fn start() -> Self {
        let server = Server::bind("127.0.0.1:0".parse().unwrap(), Api::new(vec![fetched()]).unwrap()).unwrap();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let address = server.address();
        let thread = std::thread::spawn(move || {
            let ended = async {
                // Dropped or sent: both end it.
                let _ = ended.await;
            };
            server.run_until(ended).unwrap();
        });
        Self { address, end: Some(end), thread: Some(thread) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// What comes back until the server closes the connection.
    fn exchange(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn end(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

fn post(path: &str, body: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn a_socket_answers_and_refuses_what_is_too_large() {
    let server = Running::start();
    let query = r#"{"package": {"purl": "pkg:pypi/left-pad@1.0"}}"#;
    let answer = server.exchange(post("/v1/query", query).as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"id\":\"PYSEC-1\""), "{answer}");
    let chunked = "POST /v1/query HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let answer = server.exchange(format!("{chunked}{:x}\r\n{query}\r\n0\r\n\r\n", query.len()).as_bytes());
    assert!(answer.contains("\"id\":\"PYSEC-1\""), "{answer}");

    let stated = "POST /v1/query HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n";
    assert!(server.exchange(stated.as_bytes()).starts_with("HTTP/1.1 413 "));
    let endless = format!("{chunked}{:x}\r\n{}\r\n", 5 << 20, " ".repeat(5 << 20));
    let answer = server.exchange(endless.as_bytes());
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413 "), "{answer}");
    let headers = (0..100).map(|number| format!("X-{number}: a\r\n")).collect::<String>();
    let answer = server.exchange(format!("GET / HTTP/1.1\r\n{headers}\r\n").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    let answer = server.exchange(format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000)).as_bytes());
    assert!(answer.starts_with("HTTP/1.1 414 ") || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert!(server.exchange(b"\x16\x03\x01 no http at all\r\n\r\n").starts_with("HTTP/1.1 400 "));
    assert!(server.exchange(post("/v1/query", query).as_bytes()).starts_with("HTTP/1.1 200 "), "it is still there");
}

#[test]
fn slow_clients_are_let_go_and_others_do_not_wait_for_them() {
    let server = Running::start();
    let began = Instant::now();
    let mut silent = server.connect();
    let mut half_head = server.connect();
    half_head.write_all(b"POST /v1/query HTTP/1.1\r\nHost:").unwrap();
    let mut half_body = server.connect();
    half_body.write_all(b"POST /v1/query HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{").unwrap();
    let query = r#"{"commit": "a"}"#;
    assert!(server.exchange(post("/v1/query", query).as_bytes()).ends_with("\r\n\r\n{}"));
    assert!(began.elapsed() < Duration::from_secs(5), "nobody waited");
    for (stream, expected) in [(&mut silent, ""), (&mut half_head, ""), (&mut half_body, "HTTP/1.1 408 ")] {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with(expected), "{answer}");
    }
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
}

#[test]
fn more_connections_than_it_serves_wait_and_it_ends_when_it_is_told() {
    let mut server = Running::start();
    let mut idle: Vec<TcpStream> = (0..64).map(|_| server.connect()).collect();
    // Whoever comes now is served once one of those goes.
    let mut waiting = server.connect();
    waiting.write_all(post("/v1/query", r#"{"commit": "a"}"#).as_bytes()).unwrap();
    waiting.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(waiting.read(&mut [0; 1]).is_err(), "all places are taken");
    idle.pop();
    waiting.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = String::new();
    waiting.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let began = Instant::now();
    server.end();
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert!(TcpStream::connect(server.address).is_err(), "it does not listen any more");
}
