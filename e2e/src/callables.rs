//! The judge of the table of vulnerable callables, `rules/callables`.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use deps::{Index, Named as _};
use packages::Purl;
use pattern::{Rule, load_files};
use scan::code::{RuleTest, test_rules};
use source::{FileId, Files, Limits, Span};

/// What is wrong with the table, of which these are the files: rules and their fixtures.
pub fn judge_callables(files: &dyn Files) -> Vec<String> {
    let limits = Limits::default();
    let tested = test_rules(files, &limits);
    let said = tested.unread.iter().chain(&tested.notices).map(|notice| notice.message.clone());
    let mut faults: Vec<String> = said.chain(tested.tests.iter().filter_map(of_test)).collect();
    let every: Vec<FileId> = (0..files.paths().len() as u32).map(FileId).collect();
    let (rules, _) = load_files(files, &every, &limits);
    let mut known = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for rule in &rules {
        let id = rule.id.as_str();
        let says = |fault: String| format!("{id}: {fault}");
        if !ids.insert(id) {
            faults.push(says("another rule is called so".to_owned()));
        }
        if !tested.tests.iter().any(|test| test.rule == id) {
            faults.push(says("it has no fixture".to_owned()));
        }
        faults.extend(of_advisories(rule, &mut known).into_iter().map(says));
    }
    faults
}

/// Whether a rule finds what its fixtures say, which have at least a right and a wrong line.
fn of_test(test: &RuleTest) -> Option<String> {
    let fault = match () {
        () if !test.passes() => "its fixture fails; `maremma rules test rules/callables` says where",
        () if test.wanted == 0 || test.unwanted == 0 => "its fixture needs lines below `ruleid` and lines below `ok`",
        () => return None,
    };
    Some(format!("{}: {fault}", test.rule))
}

/// The names of the advisories about each package, by its URL; none for a package that the index does not know.
type Known = BTreeMap<String, Option<BTreeSet<String>>>;

/// Whether the index knows the advisories of a rule, and that they are about its package.
fn of_advisories(rule: &Rule, known: &mut Known) -> Vec<String> {
    let Some(callable) = &rule.metadata.callable else { return vec!["it has no `maremma.callable`".to_owned()] };
    let package = callable.package.as_str();
    let names = known.entry(package.to_owned()).or_insert_with(|| names(package));
    let Some(names) = names else { return vec![format!("no advisory is about `{package}`")] };
    let strange = callable.advisories.iter().filter(|id| !names.contains(id.as_str()));
    strange.map(|id| format!("`{id}` is not about `{package}`")).collect()
}

fn names(package: &str) -> Option<BTreeSet<String>> {
    let purl = Purl::from_str(package).ok().filter(|purl| purl.to_string() == package)?;
    let package = sbom::package_of(&purl, Span::new(FileId(0), 0, 0))?;
    let known = Index::embedded().ok()?.all_about(package.ecosystem, &package.name).ok()?;
    let names: BTreeSet<String> = known.iter().flat_map(|own| own.names()).map(str::to_owned).collect();
    (!names.is_empty()).then_some(names)
}
