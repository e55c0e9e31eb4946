//! Servers that break off, lie, wait or send what is no dump. Nothing of that changes what is there.

use std::time::{Duration, Instant};

use advisory::{Client, Shelf, UpdateError, Updater};
use packages::Ecosystem;

use crate::dumps::{Dumps, NOW, packed, record, zip};
use crate::server::Reply;

#[test]
fn a_download_that_breaks_off_is_continued() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    let whole = zip(&[record("A-1", "1.0"), record("A-2", "2.0")]);
    dumps.server.set("/PyPI/all.zip", Reply::CutOff(whole.clone(), 100, "\"one\""));
    assert!(matches!(dumps.update(), Err(UpdateError::Unreachable { .. })));
    assert!(dumps.shelf.read().volumes.is_empty());
    dumps.server.asked();
    dumps.server.set("/PyPI/all.zip", Reply::Tagged(whole.clone(), "\"one\""));
    assert_eq!(dumps.renewed().records, 2);
    assert!(dumps.server.asked().iter().any(|asked| asked == "GET /PyPI/all.zip HTTP/1.1 100"));
}

#[test]
fn a_download_of_something_else_begins_anew() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    dumps.server.set("/PyPI/all.zip", Reply::CutOff(vec![0; 5000], 4000, "\"one\""));
    assert!(dumps.update().is_err());
    dumps.server.set("/PyPI/all.zip", Reply::Tagged(zip(&[record("A-1", "1.0")]), "\"two\""));
    assert_eq!(dumps.renewed().records, 1);
    // A tag that promises nothing continues nothing.
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    dumps.server.set("/PyPI/all.zip", Reply::CutOff(vec![0; 5000], 4000, "W/\"one\""));
    assert!(dumps.update().is_err());
    dumps.server.asked();
    dumps.server.set("/PyPI/all.zip", Reply::Tagged(zip(&[record("A-1", "1.0")]), "W/\"one\""));
    assert_eq!(dumps.renewed().records, 1);
    assert!(dumps.server.asked().iter().all(|asked| asked.ends_with("HTTP/1.1")));
}

#[test]
fn what_is_no_dump_changes_nothing() {
    let bomb = vec![b' '; 64 << 20];
    let whole = zip(&[record("A-1", "1.0"), record("A-2", "2.0")]);
    let cases: [(&str, &str, Reply); 7] = [
        ("all.zip", "is malformed", Reply::Whole(b"<html>sign in to the network</html>".to_vec())),
        ("all.zip", "is malformed", Reply::Whole(whole[..whole.len() - 30].to_vec())),
        ("all.zip", "answers 500", Reply::Status(500)),
        ("modified_id.csv", "answers 404", Reply::Status(404)),
        ("modified_id.csv", "line 1 of", Reply::Whole(b"<html>".to_vec())),
        ("modified_id.csv", "line 1 of", Reply::Unmeasured(vec![b'1'; 1 << 20])),
        ("modified_id.csv", "has no record of PyPI", Reply::Whole(Vec::new())),
    ];
    for (file, expected, reply) in cases {
        let dumps = Dumps::new();
        dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
        dumps.server.set(&format!("/PyPI/{file}"), reply.clone());
        let error = dumps.update().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(dumps.shelf.read().volumes.is_empty());
        dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
        assert_eq!(dumps.renewed().records, 2, "what is there now is not in the way: {error}");
    }
    // What is wrong with single records leaves the others.
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    let good = record("A-1", "1.0");
    let files =
        [("A-1.json".to_owned(), good.as_bytes()), ("A-2.json".to_owned(), &bomb[..]), ("A-3.json".to_owned(), b"{")];
    dumps.server.set("/PyPI/all.zip", Reply::Whole(packed(&files)));
    let renewed = dumps.renewed();
    assert_eq!(
        (renewed.records, renewed.singles, renewed.unread),
        (2, 1, 2),
        "the one that is too large is fetched by itself"
    );
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    let odd = b"1970-01-01T00:00:20Z,A-2\n1970-01-01T00:00:10Z,A-1\n1970-01-01T00:00:10Z,../../A\n";
    dumps.server.set("/PyPI/modified_id.csv", Reply::Whole(odd.to_vec()));
    let renewed = dumps.renewed();
    assert_eq!((renewed.records, renewed.unread), (2, 1), "an id that leads elsewhere is counted and never asked for");
}

#[test]
fn single_records_are_those_that_were_asked_for() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    dumps.renewed();
    let before = dumps.bytes();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    dumps.server.set("/PyPI/A-2.json", Reply::Whole(record("A-1", "7.0").into()));
    assert!(dumps.update().unwrap_err().to_string().contains("not the record that was asked for"));
    assert_eq!(dumps.bytes(), before);
    dumps.server.set("/PyPI/A-2.json", Reply::Status(404));
    let renewed = dumps.renewed();
    assert_eq!((renewed.records, renewed.missing), (1, 1));
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let dumps = Dumps::new();
    dumps.server.set("/PyPI/modified_id.csv", Reply::Silent);
    let began = Instant::now();
    assert!(matches!(dumps.update(), Err(UpdateError::Unreachable { .. })));
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
}

#[test]
fn what_anybody_on_the_way_may_change_is_not_asked_for() {
    let folder = tempfile::TempDir::new().unwrap();
    let (client, shelf) = (Client::default(), Shelf::at(folder.path(), folder.path()));
    for (base, expected) in [
        ("http://mirror.example.com/osv", "is not encrypted"),
        ("http://127.0.0.1.example.com", "is not encrypted"),
        ("ftp://127.0.0.1", "is no address of a server"),
        ("mirror", "is no address of a server"),
    ] {
        let updater = Updater { client: &client, shelf: &shelf, base, now: NOW };
        let error = updater.update(&[Ecosystem::PyPi], |_, _| {}).unwrap_err().to_string();
        assert!(error.contains(expected), "{base}: {error}");
    }
}

#[test]
fn somewhere_else_is_followed_a_few_times() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    dumps.server.set("/other.zip", Reply::Whole(zip(&[record("A-1", "1.0")])));
    dumps.server.set("/PyPI/all.zip", Reply::Elsewhere(dumps.server.url("/other.zip")));
    assert_eq!(dumps.renewed().records, 1);
    let dumps = Dumps::new();
    dumps.server.set("/PyPI/modified_id.csv", Reply::Elsewhere(dumps.server.url("/PyPI/modified_id.csv")));
    assert!(matches!(dumps.update(), Err(UpdateError::Unreachable { .. })));
}
