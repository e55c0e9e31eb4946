//! Whether each rule does what its page and its fixture say.

use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use e2e::CASES;
use scan::Config;
use scan::code::{CodeRules, RuleTest, test_rules};
use source::{Files as _, Limits, MemoryFiles};

use super::new_code;
use crate::house::House;

/// The name of the table of vulnerable callables, which is judged as a whole.
const TABLE: &str = "callables";

/// Judges one rule, the table of vulnerable callables, or all of them.
pub fn run(id: Option<&str>) -> Result<ExitCode> {
    let faults = if id.is_none_or(|id| id == TABLE) { faults_of_table()? } else { Vec::new() };
    faults.iter().for_each(|fault| println!("{TABLE}: {fault}"));
    let is_right = id == Some(TABLE) || run_rules(id)? == ExitCode::SUCCESS;
    Ok(if is_right && faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong with the files of `rules/callables`.
fn faults_of_table() -> Result<Vec<String>> {
    let folder = House::open()?.root.join("rules/callables");
    let files = e2e::read_folder(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    Ok(e2e::judge_callables(&files))
}

fn run_rules(id: Option<&str>) -> Result<ExitCode> {
    let as_of = e2e::PAGE_DAY.parse().map_err(|error| anyhow::anyhow!("{error}"))?;
    let config = Config { as_of, code: CodeRules::pack().clone(), ..Config::default() };
    let scan = |files: &MemoryFiles| scan::scan(files, &e2e::case_config(&config, files));
    let rules = scan(&MemoryFiles::default()).rules;
    let pack = Pack::read()?;
    let wanted: Vec<_> = rules.iter().filter(|rule| id.is_none_or(|id| rule.id == id)).collect();
    if let ([], Some(id)) = (&*wanted, id) {
        // A rule that cannot be read has no entry among the rules; say why.
        ensure!(!pack.has(id), "`{id}` cannot be run: {}", pack.unread.join("; "));
        anyhow::bail!("no rule `{id}`");
    }
    let mut failed = 0;
    for rule in &wanted {
        let mut faults = e2e::judge(rule, &scan);
        if rule.id.starts_with("code/") {
            faults.extend(pack.faults(&rule.id));
        }
        failed += usize::from(!faults.is_empty());
        faults.iter().for_each(|fault| println!("{}: {fault}", rule.id));
    }
    pack.unread.iter().for_each(|fault| println!("{fault}"));
    failed += pack.unread.len();
    println!("{} passed, {failed} failed", (wanted.len() + pack.unread.len()).saturating_sub(failed));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The rules over code with their fixtures and pages.
struct Pack {
    /// The files below `rules/code`.
    files: MemoryFiles,
    /// What the fixtures say, by the rule's id in reports.
    tests: BTreeMap<String, RuleTest>,
    /// What cannot be read, and why.
    unread: Vec<String>,
}

impl Pack {
    fn read() -> Result<Self> {
        let folder = House::open()?.root.join("rules/code");
        let mut texts = BTreeMap::new();
        for language in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let language = language?.path();
            for file in fs::read_dir(&language).with_context(|| format!("cannot list {}", language.display()))? {
                let file = file?.path();
                let name = file.strip_prefix(&folder)?.display().to_string();
                texts.insert(name, fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
            }
        }
        let files = MemoryFiles::new(texts);
        let tested = test_rules(&files, &Limits::default());
        let id = |test: &RuleTest| format!("code/{}", files.path(test.file).trim_end_matches(".yaml"));
        let tests = tested.tests.into_iter().map(|test| (id(&test), test)).collect();
        let unread = tested.unread.into_iter().map(|notice| notice.message).collect();
        Ok(Self { files, tests, unread })
    }

    /// Whether a rule has a file.
    fn has(&self, id: &str) -> bool {
        id.strip_prefix("code/").is_some_and(|path| self.files.find(&format!("{path}.yaml")).is_some())
    }

    /// What is wrong with a rule's own id, its fixture and its words.
    fn faults(&self, id: &str) -> Vec<String> {
        let (path, name) = (id.trim_start_matches("code/"), id.rsplit('/').next().unwrap_or(id));
        let Some(test) = self.tests.get(id) else { return vec!["it has no fixture".to_owned()] };
        let mut faults = Vec::new();
        if test.rule != name {
            faults.push(format!("its own id is `{}`, not `{name}`", test.rule));
        }
        if !test.passes() {
            faults.push("its fixture fails; `maremma rules test` says where".to_owned());
        }
        for (what, count) in [("ruleid", test.wanted), ("ok", test.unwanted)] {
            if count < CASES {
                faults.push(format!("its fixture needs {CASES} lines below `{what}: {name}`, it has {count}"));
            }
        }
        for ending in ["yaml", "md"] {
            let text = self.files.find(&format!("{path}.{ending}")).and_then(|file| self.files.read(file).ok());
            let text = String::from_utf8_lossy(text.as_deref().unwrap_or_default()).into_owned();
            let left = new_code::PLACEHOLDERS.iter().find(|words| text.contains(**words));
            faults.extend(left.map(|words| format!("its .{ending} still says `{words}`")));
        }
        faults
    }
}
