//! The table of vulnerable callables finds what the fixtures beside it say, and names advisories that there are.

use std::path::Path;

use source::MemoryFiles;

#[test]
fn every_row_of_the_table_keeps_its_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/callables");
    let faults = e2e::judge_callables(&e2e::read_folder(&folder).unwrap());
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_is_wrong_with_a_row_is_said() {
    let rule = "rules: [{id: a, languages: [python], severity: INFO, message: m, pattern: f(...), metadata: {maremma: \
                {callable: {package: 'pkg:pypi/pyyaml', advisories: [CVE-2017-18342, CVE-2000-0001]}}}}]";
    let files = MemoryFiles::new([("pypi/a.yaml", rule), ("pypi/a.py", "# ruleid: a\nf(1)\n")]);
    assert_eq!(
        e2e::judge_callables(&files),
        [
            "a: its fixture needs lines below `ruleid` and lines below `ok`",
            "a: `CVE-2000-0001` is not about `pkg:pypi/pyyaml`"
        ]
    );
}
