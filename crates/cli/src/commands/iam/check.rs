//! `maremma iam check`.

use std::collections::BTreeMap;

use finding::NoticeKind;
use inquiry::check::{Checked, check, rules, syntax};
use inquiry::{kind_name, kind_of};
use policy::PolicyDocument;
use policy_lint::PolicyType;
use report::Problem;
use scan::{Config, Coverage, Draft, ExitCode, Report};
use source::{FileId, Files as _, MemoryFiles};
use syntax::{Node, parse_json_sequence};

use super::subjects::is_template;
use crate::args::Format;
use crate::args::iam::{CheckArgs, KindArg};
use crate::clock;
use crate::inputs::{self, Inputs};
use crate::output::{Terminal, write_out};

/// Checks the policies of all files.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut texts = BTreeMap::new();
    for path in &args.files {
        texts.insert(inputs::shown(path), inputs::text(path)?);
    }
    let files = MemoryFiles::new(texts.clone());
    let as_of = args.as_of.clone().unwrap_or_else(clock::today);
    let mut draft = Draft::default();
    let mut guessed: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    let mut broken = Vec::new();
    for (path, text) in &texts {
        let file = files.find(path).unwrap_or(FileId(0));
        let checks = match of_file(args.kind, file, path, text, &as_of.to_string()) {
            Ok(checks) => checks,
            Err(problem) => {
                broken.push(problem);
                continue;
            }
        };
        for (kind, checked) in checks {
            guessed.entry(kind_name(&kind)).or_default().push(path);
            draft.findings.extend(checked.findings);
            draft.notices.extend(checked.notices);
            draft.coverage.policies += 1;
        }
    }
    draft.coverage = Coverage { files: texts.len(), ..draft.coverage };
    let mut report = scan::finish(&files, &Config { as_of, ..Config::default() }, draft);
    report.rules.extend(rules());
    report.rules.sort_by(|a, b| a.id.cmp(&b.id));
    if args.kind.is_none() {
        say_guesses(&guessed, terminal);
    }
    if texts.len() > broken.len() {
        write(&report, args.format, terminal)?;
    }
    // A file that is no policy does not keep the others from being checked; it is told last.
    match broken.pop() {
        None => Ok(ExitCode::of(&report, args.fail_on, args.strict)),
        Some(last) => {
            for problem in broken {
                terminal.problem(&problem);
            }
            Err(last)
        }
    }
}

/// What is found in the policies of one file, with the kind that each was taken for.
fn of_file(
    given: Option<KindArg>,
    file: FileId,
    path: &str,
    text: &str,
    day: &str,
) -> Result<Vec<(PolicyType, Checked)>, Problem> {
    let (values, notices) = parse_json_sequence(file, text, &Inputs::limits());
    if let Some(notice) = notices.iter().find(|notice| notice.kind == NoticeKind::Malformed) {
        return Err(inputs::problem(path, text, notice));
    }
    if values.is_empty() {
        return Err(Problem::new(format!("`{path}` is empty")).with_help("a policy in JSON is expected"));
    }
    if account::is_account(&values) {
        let problem = Problem::new(format!("`{path}` is an account document, not a policy"));
        return Err(problem.with_help("`maremma iam explain` and `iam can` read it, with --account"));
    }
    if is_template(&values) {
        let problem = Problem::new(format!("`{path}` is a template, not a policy"));
        return Err(problem.with_help("`maremma scan` checks the policies of templates"));
    }
    let (trees, noticed) = account::policy_trees(&values, &Inputs::limits());
    if let Some(notice) =
        noticed.iter().find(|notice| notice.kind == NoticeKind::Malformed).filter(|_| trees.is_empty())
    {
        return Err(inputs::problem(path, text, notice));
    }
    let one = |tree: &Node| {
        let kind = given.map_or_else(|| kind_of(&PolicyDocument::parse(tree).0), kind);
        let checked = check(tree, &kind, day);
        (kind, checked)
    };
    let mut checks: Vec<(PolicyType, Checked)> = trees.iter().map(one).collect();
    if let Some((_, first)) = checks.first_mut() {
        first.notices.splice(0..0, notices.into_iter().chain(noticed));
        first.findings.splice(0..0, syntax(file, text));
    }
    Ok(checks)
}

fn kind(given: KindArg) -> PolicyType {
    match given {
        KindArg::Identity => PolicyType::Identity,
        KindArg::Resource => PolicyType::Resource { service: None },
        KindArg::Trust => PolicyType::Trust,
        KindArg::Scp => PolicyType::ServiceControl,
        KindArg::Rcp => PolicyType::ResourceControl,
    }
}

fn say_guesses(guessed: &BTreeMap<&'static str, Vec<&str>>, terminal: &Terminal) {
    for (kind, paths) in guessed {
        let article = if kind.starts_with('i') { "an" } else { "a" };
        match paths.as_slice() {
            [path] => terminal.say(&format!("`{path}` is read as {article} {kind}; --type says otherwise")),
            many => terminal.say(&format!("{} policies are read as {kind} each; --type says otherwise", many.len())),
        }
    }
}

fn write(report: &Report, format: Format, terminal: &Terminal) -> Result<(), Problem> {
    write_out(|out| match format {
        Format::Human => report::human(report, &terminal.out, out),
        Format::Json => report::json(report, out),
        Format::Sarif => report::sarif(report, out),
    })
}
