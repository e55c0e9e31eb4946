//! `maremma db` and `maremma serve-osv`, and scans with advisories that were fetched.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

use advisory::Volume;
use deps::{Advisory, build};
use packages::Ecosystem;
use serde_json::Value;

use crate::app::App;

/// An application with a package of which the index in the program knows nothing.
fn app() -> App {
    App::new(&[("requirements.txt", "left-behind==1.0\n")])
}

/// Puts an index in place of what an update would have fetched.
fn shelve(app: &App, change: impl FnOnce(&mut Vec<u8>)) {
    let record = r#"{"id": "PYSEC-1", "modified": "2026-01-01T00:00:00Z", "affected":
        [{"package": {"ecosystem": "PyPI", "name": "left-behind"}, "versions": ["1.0"]}]}"#;
    let as_of = BTreeMap::from([(Ecosystem::PyPi, "2026-11-20".to_owned())]);
    let index = build(&[Advisory::parse(record).unwrap()], &as_of).unwrap();
    let mut bytes = Volume::write(1_795_132_800, &[&index]);
    change(&mut bytes);
    let folder = app.data().join("advisories");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("PyPI.maremma"), bytes).unwrap();
}

#[test]
fn scans_use_what_was_fetched_where_it_is_newer() {
    let app = app();
    assert_eq!(app.run("deps").code, 0);
    shelve(&app, |_| {});
    let run = app.run("deps");
    assert!(run.code == 1 && run.out.contains("PYSEC-1"), "{run:?}");
    let report = app.report("--as-of 2026-11-23");
    assert_eq!(report["findings"][0]["rule"], "deps/vulnerable-package");
    assert_eq!(
        (&report["advisories"][0]["as_of"], &report["advisories"][0]["records"]),
        (&"2026-11-20".into(), &1.into())
    );
    assert_eq!(std::fs::read_to_string(app.cache().join("advisories/ecosystems")).unwrap(), "PyPI");
}

#[test]
fn what_is_damaged_is_said_and_the_program_s_own_is_used() {
    let app = app();
    shelve(&app, |bytes| *bytes.last_mut().unwrap() ^= 1);
    let run = app.run("deps");
    assert!(run.code == 0 && run.err.contains("fetched advisories, `PyPI.maremma`: damaged"), "{run:?}");
    assert!(run.err.contains("the 2674 advisories of PyPI"), "{run:?}");
    let run = app.run("db status");
    assert!(run.code == 4 && run.err.contains("what is in the program is used instead"), "{run:?}");
}

#[test]
fn status_says_how_old_and_where() {
    let app = app();
    let run = app.run("db status");
    assert!(
        run.code == 1 && run.out.contains("PyPI       2024-10-10") && run.err.contains("maremma db update"),
        "{run:?}"
    );
    shelve(&app, |_| {});
    let json: Value = serde_json::from_str(&app.run("db status --format json").out).unwrap();
    let row = json["advisories"].as_array().unwrap().iter().find(|row| row["ecosystem"] == "PyPI").unwrap();
    assert_eq!((&row["as_of"], &row["records"]), (&"2026-11-20".into(), &1.into()));
    assert!(row["path"].as_str().unwrap().ends_with("PyPI.maremma"), "{row}");
}

#[test]
fn what_cannot_be_fetched_is_a_problem_with_a_way_out() {
    let app = app();
    let run = app.run("db update --url http://127.0.0.1:1 --ecosystem PyPI");
    assert!(
        run.code == 2 && run.err.contains("PyPI: `http://127.0.0.1:1/PyPI/modified_id.csv` cannot be fetched"),
        "{run:?}"
    );
    assert!(run.err.contains("take a signed snapshot"), "{run:?}");
    let run = app.run("db update --url http://mirror.example.com");
    assert!(run.code == 2 && run.err.contains("is not encrypted"), "{run:?}");
    app.write("mirror.toml", "[advisories]\nurl = 'http://127.0.0.1:1/own'\necosystems = ['Go']\n");
    let run = app.run("db update --config mirror.toml");
    assert!(run.code == 2 && run.err.contains("Go: `http://127.0.0.1:1/own/Go/"), "{run:?}");
    for wrong in ["db update --ecosystem pip", "db update --from-snapshot a", "db update --key a", "db export a"] {
        assert_eq!(app.run(wrong).code, 2, "{wrong}");
    }
    assert!(app.run("db update --from-snapshot a --key b").err.contains("the snapshot is refused: the key"));
}

#[test]
#[cfg(unix)]
fn the_server_says_where_it_is_and_ends_when_it_is_interrupted() {
    let app = app();
    shelve(&app, |_| {});
    let mut server = app.command("serve-osv --address 127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let body = r#"{"package": {"name": "Left.Behind", "ecosystem": "PyPI"}, "version": "1.0"}"#;
    let head =
        format!("POST /v1/query HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all((head + body).as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("\"id\":\"PYSEC-1\""), "{answer}");
    let interrupt = std::process::Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap();
    assert!(interrupt.success() && server.wait().unwrap().success());
}
