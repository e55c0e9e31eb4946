//! Import names and the distributions that bring them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use packages::Ecosystem;

/// See `data/import-names`.
const DISTRIBUTIONS: &str = include_str!("../../../../../data/import-names/python-distributions.txt");
/// See `data/import-names`.
const STANDARD: &str = include_str!("../../../../../data/import-names/python-standard-library.txt");

/// Packages that many distributions share: one brings only a part.
const SHARED: [&str; 8] =
    ["azure", "google", "opentelemetry", "zope", "sphinxcontrib", "backports", "jaraco", "snowflake"];

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn table() -> &'static BTreeMap<&'static str, Vec<&'static str>> {
    static TABLE: OnceLock<BTreeMap<&str, Vec<&str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let split = rows(DISTRIBUTIONS).filter_map(|row| {
            let mut words = row.split(' ');
            let import = words.next()?;
            let names: Vec<&str> = words.collect();
            Some((import, if names.is_empty() { vec![import] } else { names }))
        });
        split.collect()
    })
}

/// Whether a top-level module is of the standard library.
pub(super) fn is_standard(name: &str) -> bool {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    NAMES.get_or_init(|| rows(STANDARD).collect()).binary_search(&name).is_ok()
}

/// The distributions that may bring a dotted name, as PyPI compares names, the likeliest first; never empty.
pub(in crate::imports) fn brings(dotted: &str) -> Vec<String> {
    let names: Vec<String> = match row(dotted) {
        Some(names) => names.iter().map(|name| (*name).to_owned()).collect(),
        None => {
            let first = dotted.split('.').next().unwrap_or(dotted);
            let own = prefixes(dotted).filter(|own| own.contains('.') && SHARED.contains(&first));
            let own: Vec<String> = own.map(str::to_owned).collect();
            if own.is_empty() { vec![first.to_owned()] } else { own }
        }
    };
    names.iter().map(|name| Ecosystem::PyPi.normalise(name)).collect()
}

/// Whether a distribution's import names are known: the table has it.
pub(in crate::imports) fn is_explained(distribution: &str) -> bool {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut all: Vec<String> = table().values().flatten().map(|name| Ecosystem::PyPi.normalise(name)).collect();
        all.sort_unstable();
        all
    });
    names.binary_search_by(|own| own.as_str().cmp(distribution)).is_ok()
}

/// The row of the longest part of a dotted name.
fn row(dotted: &str) -> Option<&'static [&'static str]> {
    prefixes(dotted).find_map(|own| table().get(own)).map(Vec::as_slice)
}

/// `a.b.c`, `a.b`, `a`
fn prefixes(dotted: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(dotted), |own| own.rsplit_once('.').map(|(before, _)| before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_brought_by_their_distributions() {
        for (import, names) in [
            ("yaml", &["pyyaml"][..]),
            ("PIL.Image", &["pillow"]),
            ("google.cloud.storage.blob", &["google-cloud-storage"]),
            ("google.cloud.newthing.v1", &["google-cloud-newthing-v1", "google-cloud-newthing", "google-cloud"]),
            ("jwt", &["pyjwt"]),
            ("psycopg2.extras", &["psycopg2", "psycopg2-binary", "aws-psycopg2"]),
            ("my_lib.part", &["my-lib"]),
            ("azure.storage.blob", &["azure-storage-blob"]),
        ] {
            assert_eq!(brings(import), names, "{import}");
        }
        assert!(is_standard("os") && is_standard("distutils") && !is_standard("yaml"));
        assert!(is_explained("pyyaml") && is_explained("boto3") && !is_explained("frobnicator"));
    }

    #[test]
    fn the_tables_are_sorted_and_large_enough() {
        assert!(rows(STANDARD).collect::<Vec<_>>().is_sorted());
        let other = table().iter().filter(|(import, names)| names.first() != Some(import));
        assert!(other.count() >= 150);
    }
}
