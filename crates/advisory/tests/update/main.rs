//! Updates from a server on this machine that behaves, and from servers that do not.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod dumps;
mod hostile;
mod registries;
mod server;
mod snapshot;

use advisory::UpdateError;
use packages::Ecosystem;

use dumps::{Dumps, NOW, zip};
use server::Reply;

#[test]
fn the_first_update_takes_the_dump_and_what_it_misses() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0"), ("A-3", 30, "3.0")]);
    // The dump lacks one, as those of OSV did.
    dumps.server.set("/PyPI/all.zip", Reply::Whole(zip(&[dumps::record("A-1", "1.0"), dumps::record("A-2", "2.0")])));
    let renewed = dumps.renewed();
    assert_eq!((renewed.records, renewed.singles, renewed.is_whole, renewed.missing), (3, 1, true, 0));
    assert_eq!(renewed.as_of, "1970-01-01");
    assert_eq!(dumps.known("2.0"), ["A-2"]);
    assert_eq!(dumps.known("3.0"), ["A-3"]);
    assert_eq!(dumps.asked(), ["/PyPI/modified_id.csv", "/PyPI/all.zip", "/PyPI/A-3.json"]);
}

#[test]
fn later_only_what_was_changed_is_fetched() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    dumps.renewed();
    dumps.asked();
    assert_eq!(dumps.update().unwrap(), advisory::Updated::Current);
    assert_eq!(dumps.asked(), ["/PyPI/modified_id.csv"]);

    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 40, "2.5"), ("A-3", 50, "3.0")]);
    let renewed = dumps.renewed();
    assert_eq!((renewed.records, renewed.singles, renewed.is_whole), (3, 2, false));
    assert_eq!(
        (dumps.known("2.0"), dumps.known("2.5"), dumps.known("1.0")),
        (vec![], vec!["A-2".into()], vec!["A-1".into()])
    );
    let mut asked = dumps.asked();
    asked.sort();
    assert_eq!(
        asked,
        ["/PyPI/A-2.json", "/PyPI/A-3.json", "/PyPI/modified_id.csv"],
        "the first seen time ends the list"
    );

    // What is fetched one by one stays for the update after.
    dumps.offer(&[("A-1", 60, "1.1"), ("A-2", 40, "2.5"), ("A-3", 50, "3.0")]);
    assert_eq!(dumps.renewed().records, 3);
    assert_eq!(
        (dumps.known("1.0"), dumps.known("1.1"), dumps.known("3.0")),
        (vec![], vec!["A-1".into()], vec!["A-3".into()])
    );
}

#[test]
fn what_is_withdrawn_goes_and_what_attackers_use_is_marked() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0"), ("A-2", 20, "2.0")]);
    dumps.renewed();
    dumps.offer(&[("A-1", 30, "1.0"), ("A-2", 20, "2.0")]);
    let withdrawn =
        dumps::record("A-1", "1.0").replace("\"affected\"", "\"withdrawn\": \"1970-01-01T00:00:30Z\", \"affected\"");
    dumps.server.set("/PyPI/A-1.json", Reply::Whole(withdrawn.into()));
    assert_eq!(dumps.renewed().records, 1);
    assert!(dumps.known("1.0").is_empty());

    // The catalogue of exploited vulnerabilities is no part of OSV; the index in the program knows it.
    dumps.offer(&[("A-1", 30, "1.0"), ("A-2", 40, "2.0")]);
    let exploited =
        dumps::record("A-2", "2.0").replace("\"affected\"", "\"aliases\": [\"CVE-2021-44228\"], \"affected\"");
    dumps.server.set("/PyPI/A-2.json", Reply::Whole(exploited.into()));
    dumps.renewed();
    let exploited = |id: &str| {
        let known = dumps.with_index(|index| {
            index
                .all_about(Ecosystem::PyPi, "p")
                .unwrap()
                .into_iter()
                .map(|own| (own.id, own.is_exploited))
                .collect::<Vec<_>>()
        });
        known.into_iter().find(|(own, _)| own == id).unwrap().1
    };
    assert!(exploited("A-2") && !exploited("A-1"));
}

#[test]
fn records_of_several_ecosystems_count_for_the_one_that_is_updated() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    let both = dumps::record("A-1", "1.0").replace(
        "\"affected\": [",
        "\"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \"p\"}, \"versions\": [\"1.0.0\"]}, ",
    );
    dumps.server.set("/PyPI/all.zip", Reply::Whole(zip(&[both])));
    dumps.renewed();
    let ecosystems: Vec<Ecosystem> = dumps
        .shelf
        .read()
        .volumes
        .iter()
        .flat_map(|(_, volume)| volume.stocks())
        .map(|stock| stock.ecosystem)
        .collect();
    assert_eq!(ecosystems, [Ecosystem::PyPi], "else it would answer for npm with a single record");
}

#[test]
fn older_data_and_data_of_the_future_are_refused() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 100_000, "1.0"), ("A-2", 200_000, "2.0")]);
    dumps.renewed();
    let before = dumps.bytes();
    dumps.offer(&[("A-1", 100_000, "9.0")]);
    assert!(matches!(dumps.update(), Err(UpdateError::Older { .. })));
    // Without a memory of what was fetched, too.
    std::fs::remove_dir_all(dumps.cache.path().join("advisories")).unwrap();
    let error = dumps.update().unwrap_err();
    assert!(
        matches!(&error, UpdateError::Older { offered, kept } if offered == "1970-01-02" && kept == "1970-01-03"),
        "{error}"
    );
    dumps.offer(&[("A-1", NOW + 200_000, "9.0")]);
    assert!(matches!(dumps.update(), Err(UpdateError::Future(_))));
    assert_eq!(dumps.bytes(), before, "nothing was changed");
    // Another server is judged by the same measure, and what it has is taken as a whole.
    dumps.offer(&[("A-1", 300_000, "9.0")]);
    assert!(dumps.renewed().is_whole);
    assert_eq!(dumps.known("2.0"), Vec::<String>::new());
}

#[test]
fn one_update_at_a_time() {
    let dumps = Dumps::new();
    dumps.offer(&[("A-1", 10, "1.0")]);
    std::fs::create_dir_all(dumps.shelf.folder()).unwrap();
    let file = std::fs::File::create(dumps.shelf.folder().join("lock")).unwrap();
    file.lock().unwrap();
    assert!(matches!(dumps.update(), Err(UpdateError::Busy)));
    drop(file);
    dumps.renewed();
}
